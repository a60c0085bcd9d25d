"""The places of an account: its stores, plants and offices."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import delete, func, select

from storage.brainstorm_records import Location
from storage.brainstorm_tables import commitment_tick, location
from storage.database import Transaction, insert_into
from storage.names import fold


def add_locations(transaction: Transaction, account_id: int, names: Iterable[str]) -> None:
    """Add places to an account; the same name in other letters is the same.

    What is there already keeps its spelling; of new names that are the same the last one counts.
    """
    add_locations_of(transaction, {account_id: {fold(each): each for each in names}.values()})


def add_locations_of(transaction: Transaction, names: Mapping[int, Iterable[str]]) -> None:
    """Add places to these accounts; the same name in other letters is the same."""
    rows = [
        {
            "workspace": transaction.workspace,
            "account_id": account_id,
            "name": name,
            "folded_name": fold(name),
        }
        for account_id, places in names.items()
        for name in places
        if fold(name)
    ]
    if rows:
        transaction.connection.execute(
            insert_into(transaction.connection, location).on_conflict_do_nothing(
                index_elements=["workspace", "account_id", "folded_name"]
            ),
            rows,
        )


def list_locations(transaction: Transaction, account_ids: Iterable[int] | None = None) -> Sequence[Location]:
    """Return the places of these accounts, or of all, by name."""
    of = [] if account_ids is None else [location.c.account_id.in_(list(account_ids))]
    rows = transaction.connection.execute(
        select(location.c.id, location.c.account_id, location.c.name)
        .where(location.c.workspace == transaction.workspace, *of)
        .order_by(location.c.account_id, func.lower(location.c.name))
    )
    return [Location(*row) for row in rows]


def remove_locations(transaction: Transaction, account_id: int, names: Iterable[str]) -> int:
    """Remove those of an account's places that are called so, and return how many; a ticked one stays."""
    ticked = select(commitment_tick.c.location_id).where(
        commitment_tick.c.workspace == transaction.workspace,
        commitment_tick.c.location_id.is_not(None),
    )
    return transaction.connection.execute(
        delete(location).where(
            location.c.workspace == transaction.workspace,
            location.c.account_id == account_id,
            location.c.folded_name.in_([fold(each) for each in names]),
            location.c.id.not_in(ticked),
        )
    ).rowcount
