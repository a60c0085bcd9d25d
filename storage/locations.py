"""The places of an account: its stores, plants and offices."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Select, delete, func, or_, select, update

from storage.brainstorm_records import Location
from storage.brainstorm_tables import commitment_tick, location
from storage.database import Transaction, hold_row, insert_into
from storage.names import fold
from storage.tables import account, touch


def hold_locations(transaction: Transaction, *account_ids: int) -> None:
    """Let whoever else ticks, adds or removes places of these accounts wait until the transaction ends.

    A place is removed only while nobody has ticked it.
    """
    hold_row(transaction, account, *account_ids)


def add_locations(
    transaction: Transaction, account_id: int, names: Iterable[str], *, touch_id: int | None = None
) -> None:
    """Add places to an account, perhaps with a touch; the same name in other letters is the same.

    What is there already keeps its spelling; of new names that are the same the last one counts.
    """
    new = {account_id: {fold(each): each for each in names}.values()}
    add_locations_of(transaction, new, touch_id=touch_id)


def add_locations_of(
    transaction: Transaction, names: Mapping[int, Iterable[str]], *, touch_id: int | None = None
) -> None:
    """Add places to these accounts; the same name in other letters is the same."""
    rows = [
        {
            "workspace": transaction.workspace,
            "account_id": account_id,
            "name": name,
            "folded_name": fold(name),
            "touch_id": touch_id,
        }
        # In one order, or two who save the same places at once would wait for each other for good.
        for account_id, places in sorted(names.items())
        for name in sorted(places, key=fold)
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


def list_locations_of_touch(transaction: Transaction, touch_id: int) -> Sequence[Location]:
    """Return the places that came with a touch and could go with it, by name; a ticked one stays."""
    rows = transaction.connection.execute(
        select(location.c.id, location.c.account_id, location.c.name)
        .where(
            location.c.workspace == transaction.workspace,
            location.c.touch_id == touch_id,
            location.c.id.not_in(_list_ticked(transaction)),
        )
        .order_by(func.lower(location.c.name))
    )
    return [Location(*row) for row in rows]


def keep_locations(transaction: Transaction, account_id: int, names: Iterable[str]) -> None:
    """Note that those of an account's places that are called so stay whatever becomes of a touch."""
    transaction.connection.execute(
        update(location)
        .where(
            location.c.workspace == transaction.workspace,
            location.c.account_id == account_id,
            location.c.folded_name.in_([fold(each) for each in names]),
            location.c.touch_id.is_not(None),
        )
        .values(touch_id=None)
    )


def list_places_named(transaction: Transaction, account_id: int) -> Sequence[str]:
    """Return where the touches of an account were, as they say, each once; those taken back do not count."""
    return (
        transaction.connection.execute(
            select(touch.c.place)
            .where(
                touch.c.workspace == transaction.workspace,
                touch.c.account_id == account_id,
                touch.c.place.is_not(None),
                ~touch.c.undone,
            )
            .distinct()
        )
        .scalars()
        .all()
    )


def remove_locations(transaction: Transaction, account_id: int, names: Iterable[str]) -> int:
    """Remove those of an account's places that are called so, and return how many; a ticked one stays.

    The tick of a touch that was taken back holds none.
    """
    return transaction.connection.execute(
        delete(location).where(
            location.c.workspace == transaction.workspace,
            location.c.account_id == account_id,
            location.c.folded_name.in_([fold(each) for each in names]),
            location.c.id.not_in(_list_ticked(transaction)),
        )
    ).rowcount


def _list_ticked(transaction: Transaction) -> Select[tuple[int]]:
    return (
        select(commitment_tick.c.location_id)
        .outerjoin(
            touch,
            (touch.c.workspace == commitment_tick.c.workspace) & (touch.c.id == commitment_tick.c.touch_id),
        )
        .where(
            commitment_tick.c.workspace == transaction.workspace,
            commitment_tick.c.location_id.is_not(None),
            or_(commitment_tick.c.touch_id.is_(None), touch.c.undone.is_(False)),
        )
    )
