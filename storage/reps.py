"""The people of a team."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from storage.brainstorm_tables import brainstorm, brainstorm_idea, brainstorm_seller, commitment
from storage.database import AnyRow, AnySelect, Transaction, insert_into
from storage.feed_tables import feed
from storage.names import fold
from storage.news_tables import feed_request, idea, story_account
from storage.records import Consent, Rep, Role
from storage.rhythms import forget_rhythms_of_reps
from storage.tables import account, handover, rep, touch
from storage.workspaces import hold_directory, mark_directory_changed

_ADVISORY_LOCK = 4_242_003
"""Any number, as long as it stays the same: PostgreSQL's lock for the requests of one person."""
_COLUMNS = (
    rep.c.id,
    rep.c.name,
    rep.c.slack_id,
    rep.c.email,
    rep.c.zone,
    rep.c.consent,
    rep.c.consented_at,
    rep.c.nudge_weekday,
    rep.c.nudge_time,
    rep.c.away_until,
    rep.c.status_away_until,
    rep.c.holidays,
    rep.c.active,
    rep.c.roles,
    rep.c.profile_updated_at,
    rep.c.news_same_day,
)


def _select(transaction: Transaction) -> AnySelect:
    return select(*_COLUMNS).where(rep.c.workspace == transaction.workspace)


def _read(row: AnyRow) -> Rep:
    return Rep(
        id=row.id,
        name=row.name,
        slack_id=row.slack_id,
        email=row.email,
        zone=row.zone,
        consent=Consent(row.consent),
        consented_at=row.consented_at,
        nudge_weekday=row.nudge_weekday,
        nudge_time=row.nudge_time,
        away_until=row.away_until,
        status_away_until=row.status_away_until,
        holidays=row.holidays,
        active=row.active,
        roles=frozenset(Role(each) for each in row.roles),
        profile_updated_at=row.profile_updated_at,
        news_same_day=row.news_same_day,
    )


def list_reps(transaction: Transaction) -> Sequence[Rep]:
    """Return everybody known in the workspace, by name."""
    return [
        _read(row)
        for row in transaction.connection.execute(_select(transaction).order_by(rep.c.name, rep.c.id))
    ]


def list_zones_in_use(transaction: Transaction) -> Sequence[str]:
    """Return the time zones of those who are here and whom Slack knows, each once."""
    return (
        transaction.connection.execute(
            select(rep.c.zone)
            .where(rep.c.workspace == transaction.workspace, rep.c.active, rep.c.slack_id.is_not(None))
            .distinct()
        )
        .scalars()
        .all()
    )


def read_rep(transaction: Transaction, rep_id: int) -> Rep | None:
    row = transaction.connection.execute(_select(transaction).where(rep.c.id == rep_id)).one_or_none()
    return None if row is None else _read(row)


def find_rep_by_slack_id(transaction: Transaction, slack_id: str) -> Rep | None:
    row = transaction.connection.execute(_select(transaction).where(rep.c.slack_id == slack_id)).one_or_none()
    return None if row is None else _read(row)


def find_rep_by_email(transaction: Transaction, email: str) -> Rep | None:
    """Find a person by e-mail address, whatever its case."""
    row = transaction.connection.execute(
        _select(transaction).where(rep.c.email == email.strip().lower()).order_by(rep.c.id).limit(1)
    ).one_or_none()
    return None if row is None else _read(row)


def find_reps_by_name(transaction: Transaction, name: str) -> Sequence[Rep]:
    """Return everybody with this name, accents and case aside: two people may share one."""
    rows = transaction.connection.execute(_select(transaction).where(rep.c.folded_name == fold(name)))
    return [_read(row) for row in rows]


def add_rep(
    transaction: Transaction,
    name: str,
    *,
    slack_id: str | None = None,
    email: str | None = None,
    zone: str = "UTC",
) -> Rep:
    """Add a person and return them. A Slack id that is known already gives the person who has it."""
    hold_directory(transaction)
    inserted = transaction.connection.execute(
        insert_into(transaction.connection, rep)
        .values(
            workspace=transaction.workspace,
            name=name,
            folded_name=fold(name),
            slack_id=slack_id,
            email=email.strip().lower() if email else None,
            zone=zone,
        )
        .on_conflict_do_nothing(index_elements=["workspace", "slack_id"])
        .returning(rep.c.id)
    ).scalar_one_or_none()
    if inserted is None:
        return known(find_rep_by_slack_id(transaction, slack_id or ""))
    mark_directory_changed(transaction)
    return known(read_rep(transaction, inserted))


def change_rep(transaction: Transaction, rep_id: int, **changes: Any) -> None:
    """Change the named columns of a person: name, zone, consent, away_until, roles and so on."""
    mark_directory_changed(transaction)
    if "roles" in changes:
        changes["roles"] = sorted(changes["roles"])
    if "name" in changes:
        changes["folded_name"] = fold(changes["name"])
    if isinstance(changes.get("email"), str):
        changes["email"] = changes["email"].strip().lower()
    transaction.connection.execute(
        update(rep).where(rep.c.workspace == transaction.workspace, rep.c.id == rep_id).values(**changes)
    )


def note_profile(transaction: Transaction, rep_id: int, updated_at: datetime) -> None:
    """Note how new the profile is that is known of a person.

    Slack tells of every change of a status: that alone makes no process read the directory anew.
    """
    transaction.connection.execute(
        update(rep)
        .where(rep.c.workspace == transaction.workspace, rep.c.id == rep_id)
        .values(profile_updated_at=updated_at)
    )


def note_conversation(transaction: Transaction, slack_id: str, conversation: str | None) -> None:
    """Note which conversation the bot has with a person; None where Slack knows it no more."""
    transaction.connection.execute(
        update(rep)
        .where(rep.c.workspace == transaction.workspace, rep.c.slack_id == slack_id)
        .values(conversation=conversation)
    )


def read_conversation(transaction: Transaction, slack_id: str) -> str | None:
    """Return the conversation the bot has with a person, if it is known."""
    return transaction.connection.execute(
        select(rep.c.conversation).where(rep.c.workspace == transaction.workspace, rep.c.slack_id == slack_id)
    ).scalar_one_or_none()


def hold_rep(transaction: Transaction, rep_id: int) -> None:
    """Let other requests of this person wait until the transaction ends.

    What is read before it is written (the same words a moment ago, a line that still waits) would else hold
    for two requests at once. An import that adds this person's touches does not make them wait.

    It is the first that a request holds (see `hold_directory`), and so it is not the person's row: imports,
    and colleagues who hand accounts over, change that while they hold the directory.
    """
    if transaction.connection.dialect.name == "postgresql":
        transaction.connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK, rep_id)))


def merge_reps(transaction: Transaction, kept: int, merged: int) -> None:
    """Give everything of one person to another and forget the first: they were the same all along."""
    hold_directory(transaction)
    theirs = select(account.c.id).where(
        account.c.workspace == transaction.workspace,
        or_(account.c.rep_id == merged, account.c.sample_of == merged),
    )
    transaction.connection.execute(theirs.order_by(account.c.id).with_for_update(key_share=True))
    forget_rhythms_of_reps(transaction, (kept, merged))
    held = (
        account.c.rep_id,
        account.c.sample_of,
        touch.c.rep_id,
        feed.c.added_by,
        idea.c.rep_id,
        story_account.c.rep_id,
        feed_request.c.rep_id,
        brainstorm.c.opened_by,
    )
    handed = (handover.c.from_rep_id, handover.c.to_rep_id, handover.c.by_rep_id)
    for column in (*held, *handed):
        transaction.connection.execute(
            update(column.table)
            .where(column.table.c.workspace == transaction.workspace, column == merged)
            .values({column: kept})
        )
    for table, key in (
        (brainstorm_idea, ("brainstorm_id", "folded_text")),
        (brainstorm_seller, ("brainstorm_id",)),
        (commitment, ("brainstorm_idea_id", "account_id")),
    ):
        # What both of them have is one, and that of the first goes with them.
        there = table.alias()
        both = select(there.c.rep_id).where(
            there.c.workspace == transaction.workspace,
            there.c.rep_id == kept,
            *(there.c[each] == table.c[each] for each in key),
        )
        transaction.connection.execute(
            update(table)
            .where(table.c.workspace == transaction.workspace, table.c.rep_id == merged, ~both.exists())
            .values(rep_id=kept)
        )
    transaction.connection.execute(
        delete(rep).where(rep.c.workspace == transaction.workspace, rep.c.id == merged)
    )
    mark_directory_changed(transaction)


def known(value: Rep | None) -> Rep:
    """Return a value that must be there, because this transaction has just written or read it."""
    if value is None:
        raise LookupError("A row that this transaction wrote is gone.")
    return value
