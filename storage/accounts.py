"""Client companies, the other names they go by, and who owns them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, delete, select, union_all, update
from sqlalchemy.exc import IntegrityError

from storage.database import AnyRow, AnySelect, Transaction, insert_into
from storage.names import fold
from storage.records import Account, Tier
from storage.sample_rows import IS_REAL
from storage.tables import account, alias
from storage.workspaces import hold_directory, mark_directory_changed

_COLUMNS = (
    account.c.id,
    account.c.name,
    account.c.added_on,
    account.c.rep_id,
    account.c.tier,
    account.c.ideal_days,
    account.c.maximum_days,
    account.c.external_id,
    account.c.snoozed_until,
    account.c.domain,
    account.c.industry,
    account.c.exclude,
    account.c.sample_of,
)


class AccountNameTakenError(ValueError):
    """Another account has this name or external id already."""


def _select(transaction: Transaction) -> AnySelect:
    return select(*_COLUMNS).where(account.c.workspace == transaction.workspace)


def _read(row: AnyRow, aliases: tuple[str, ...] = ()) -> Account:
    return Account(
        id=row.id,
        name=row.name,
        added_on=row.added_on,
        rep_id=row.rep_id,
        tier=Tier(row.tier),
        ideal_days=row.ideal_days,
        maximum_days=row.maximum_days,
        external_id=row.external_id,
        aliases=aliases,
        snoozed_until=row.snoozed_until,
        domain=row.domain,
        industry=row.industry,
        exclude=tuple(row.exclude),
        sample_of=row.sample_of,
    )


def _read_all(
    transaction: Transaction, *conditions: ColumnElement[bool], also_samples: bool = False
) -> Sequence[Account]:
    # A sample is nobody's client: who wants to see one says so.
    wanted = conditions if also_samples else (IS_REAL, *conditions)
    rows = transaction.connection.execute(
        _select(transaction).where(*wanted).order_by(account.c.folded_name, account.c.id)
    ).all()
    named = select(alias.c.folded_alias, alias.c.account_id, alias.c.alias).where(
        alias.c.workspace == transaction.workspace
    )
    if conditions:
        chosen = select(account.c.id).where(account.c.workspace == transaction.workspace, *conditions)
        named = named.where(alias.c.account_id.in_(chosen))
    # Sorted here: for the sake of an order, SQLite would read the aliases of everybody's accounts.
    names = sorted(tuple(row) for row in transaction.connection.execute(named))
    aliases: dict[int, list[str]] = {}
    for _, account_id, text in names:
        aliases.setdefault(account_id, []).append(text)
    return [_read(row, tuple(aliases.get(row.id, ()))) for row in rows]


def list_accounts(transaction: Transaction) -> Sequence[Account]:
    """Return every account of the workspace with its aliases, by name; samples are none."""
    return _read_all(transaction)


def list_accounts_and_samples(transaction: Transaction) -> Sequence[Account]:
    """Return every account of the workspace and everybody's samples: each of these is to be shown to one."""
    return _read_all(transaction, also_samples=True)


def list_accounts_and_samples_of(transaction: Transaction, rep_id: int) -> Sequence[Account]:
    """Return the accounts a person owns and their samples, except those of which they said "not mine"."""
    return _read_all(transaction, account.c.rep_id == rep_id, also_samples=True)


def list_accounts_of(transaction: Transaction, rep_id: int | None) -> Sequence[Account]:
    """Return the accounts a person owns, by name; None asks for those nobody owns. Samples are none."""
    return _read_all(transaction, account.c.rep_id == rep_id)


def list_accounts_by_id(transaction: Transaction, account_ids: Iterable[int]) -> Sequence[Account]:
    """Return these accounts, by name; samples are none."""
    return _read_all(transaction, account.c.id.in_(list(account_ids)))


def read_account(transaction: Transaction, account_id: int) -> Account | None:
    row = transaction.connection.execute(_select(transaction).where(account.c.id == account_id)).one_or_none()
    if row is None:
        return None
    aliases = transaction.connection.execute(
        select(alias.c.alias)
        .where(alias.c.workspace == transaction.workspace, alias.c.account_id == account_id)
        .order_by(alias.c.folded_alias)
    ).scalars()
    return _read(row, tuple(aliases))


def find_account_by_name(transaction: Transaction, name: str) -> Account | None:
    """Find an account by its own name, accents and case aside."""
    row = transaction.connection.execute(
        _select(transaction).where(account.c.folded_name == fold(name))
    ).one_or_none()
    return None if row is None else read_account(transaction, row.id)


def add_account(
    transaction: Transaction,
    name: str,
    *,
    added_on: date,
    rep_id: int | None = None,
    tier: Tier = Tier.B,
    ideal_days: int | None = None,
    maximum_days: int | None = None,
    external_id: str | None = None,
    aliases: Iterable[str] = (),
    domain: str | None = None,
    industry: str | None = None,
    exclude: Iterable[str] = (),
) -> Account:
    """Add an account and return it. Raises AccountNameTakenError where the name is in use."""
    mark_directory_changed(transaction)
    _refuse_alias_of_another(transaction, name)
    try:
        with transaction.connection.begin_nested():
            account_id = transaction.connection.execute(
                insert_into(transaction.connection, account)
                .values(
                    workspace=transaction.workspace,
                    name=name,
                    folded_name=fold(name),
                    added_on=added_on,
                    rep_id=rep_id,
                    tier=tier.value,
                    ideal_days=ideal_days,
                    maximum_days=maximum_days,
                    external_id=external_id,
                    domain=domain,
                    industry=industry,
                    exclude=list(exclude),
                )
                .returning(account.c.id)
            ).scalar_one()
    except IntegrityError as error:
        raise AccountNameTakenError(f"There is an account called {name} already.") from error
    add_aliases(transaction, account_id, aliases)
    added = read_account(transaction, account_id)
    if added is None:
        raise LookupError("A row that this transaction wrote is gone.")
    return added


def change_account(transaction: Transaction, account_id: int, **changes: Any) -> None:
    """Change the named columns of an account. Raises AccountNameTakenError where a new name is in use."""
    mark_directory_changed(transaction)
    if "name" in changes:
        _refuse_alias_of_another(transaction, changes["name"], account_id)
        changes["folded_name"] = fold(changes["name"])
    if isinstance(changes.get("tier"), Tier):
        changes["tier"] = changes["tier"].value
    if "exclude" in changes:
        changes["exclude"] = list(changes["exclude"])
    try:
        with transaction.connection.begin_nested():
            transaction.connection.execute(
                update(account)
                .where(account.c.workspace == transaction.workspace, account.c.id == account_id)
                .values(**changes)
            )
    except IntegrityError as error:
        raise AccountNameTakenError("There is an account with this name already.") from error


def _refuse_alias_of_another(transaction: Transaction, name: str, account_id: int | None = None) -> None:
    # Two accounts that answer to one name would make every later mention of it a matter of luck.
    taken_by = transaction.connection.execute(
        select(alias.c.account_id).where(
            alias.c.workspace == transaction.workspace, alias.c.folded_alias == fold(name)
        )
    ).scalar_one_or_none()
    if taken_by not in (None, account_id):
        raise AccountNameTakenError(f"Another account goes by the name {name} already.")


def add_aliases(transaction: Transaction, account_id: int, aliases: Iterable[str]) -> list[str]:
    """Add other names of an account; returns those that another account goes by already."""
    mark_directory_changed(transaction)
    refused: list[str] = []
    for text in aliases:
        named = transaction.connection.execute(
            select(account.c.id).where(
                account.c.workspace == transaction.workspace, account.c.folded_name == fold(text)
            )
        ).scalar_one_or_none()
        if named not in (None, account_id):
            refused.append(text)
            continue
        taken_by = transaction.connection.execute(
            insert_into(transaction.connection, alias)
            .values(
                workspace=transaction.workspace, folded_alias=fold(text), alias=text, account_id=account_id
            )
            .on_conflict_do_update(
                index_elements=["workspace", "folded_alias"], set_={"folded_alias": fold(text)}
            )
            .returning(alias.c.account_id)
        ).scalar_one()
        if taken_by != account_id:
            refused.append(text)
    return refused


def find_taken_aliases(
    transaction: Transaction, aliases: Iterable[str], *, except_for: int | None = None
) -> list[str]:
    """Return those of these names that another account is called or goes by."""
    wanted = {fold(text): text for text in aliases}
    rows = transaction.connection.execute(
        union_all(
            select(alias.c.folded_alias.label("name"), alias.c.account_id).where(
                alias.c.workspace == transaction.workspace, alias.c.folded_alias.in_(list(wanted))
            ),
            select(account.c.folded_name, account.c.id).where(
                account.c.workspace == transaction.workspace, account.c.folded_name.in_(list(wanted))
            ),
        )
    )
    taken = {row.name for row in rows if row.account_id != except_for}
    return [text for folded, text in wanted.items() if folded in taken]


def replace_aliases(transaction: Transaction, account_id: int, aliases: Iterable[str]) -> list[str]:
    """Make these the account's other names; returns those that another account goes by already."""
    hold_directory(transaction)
    transaction.connection.execute(
        delete(alias).where(alias.c.workspace == transaction.workspace, alias.c.account_id == account_id)
    )
    return add_aliases(transaction, account_id, aliases)


def snooze_account(transaction: Transaction, account_id: int, until: date | None) -> None:
    """Keep an account out of nudges until a day; None wakes it up."""
    mark_directory_changed(transaction)
    transaction.connection.execute(
        update(account)
        .where(account.c.workspace == transaction.workspace, account.c.id == account_id)
        .values(snoozed_until=until)
    )
