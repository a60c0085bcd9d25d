"""Many accounts at once, with their aliases, as a file brings them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from storage.accounts import AccountNameTakenError
from storage.database import Transaction, insert_into
from storage.names import fold
from storage.records import Tier
from storage.tables import account, alias
from storage.workspaces import mark_directory_changed


def add_accounts(transaction: Transaction, named: Sequence[tuple[str, Mapping[str, Any]]]) -> list[int]:
    """Add accounts, each a name and its facts by the names of the columns; return their ids in that order.

    Raises AccountNameTakenError, and adds none, where one of the names or external ids is in use.
    """
    if not named:
        return []
    mark_directory_changed(transaction)
    folded = [fold(name) for name, _ in named]
    taken = transaction.connection.execute(
        select(alias.c.alias).where(
            alias.c.workspace == transaction.workspace, alias.c.folded_alias.in_(folded)
        )
    ).first()
    if taken is not None:
        raise AccountNameTakenError(f"Another account goes by the name {taken.alias} already.")
    rows = [_make_row(transaction, name, facts) for name, facts in named]
    try:
        with transaction.connection.begin_nested():
            added = transaction.connection.execute(
                insert_into(transaction.connection, account).returning(account.c.folded_name, account.c.id),
                rows,
            ).all()
    except IntegrityError as error:
        raise AccountNameTakenError("There is an account with one of these names already.") from error
    ids = {row.folded_name: row.id for row in added}
    return [ids[each] for each in folded]


def _make_row(transaction: Transaction, name: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    tier = Tier(facts.get("tier", Tier.B))
    return {
        "workspace": transaction.workspace,
        "name": name,
        "folded_name": fold(name),
        "added_on": facts["added_on"],
        "rep_id": facts.get("rep_id"),
        "tier": tier.value,
        "ideal_days": facts.get("ideal_days"),
        "maximum_days": facts.get("maximum_days"),
        "external_id": facts.get("external_id"),
        "snoozed_until": facts.get("snoozed_until"),
        "domain": facts.get("domain"),
        "industry": facts.get("industry"),
        "exclude": list(facts.get("exclude", ())),
    }


def add_aliases_of(transaction: Transaction, aliases: Mapping[int, Iterable[str]]) -> None:
    """Add other names of these accounts, except those that another account is called or goes by already."""
    rows = [
        {
            "workspace": transaction.workspace,
            "folded_alias": fold(text),
            "alias": text,
            "account_id": account_id,
        }
        for account_id, texts in aliases.items()
        for text in texts
    ]
    if not rows:
        return
    mark_directory_changed(transaction)
    wanted = [each["folded_alias"] for each in rows]
    called = {
        row.folded_name: row.id
        for row in transaction.connection.execute(
            select(account.c.folded_name, account.c.id).where(
                account.c.workspace == transaction.workspace, account.c.folded_name.in_(wanted)
            )
        )
    }
    free = [
        each for each in rows if called.get(each["folded_alias"], each["account_id"]) == each["account_id"]
    ]
    if free:
        transaction.connection.execute(
            insert_into(transaction.connection, alias).on_conflict_do_nothing(), free
        )
