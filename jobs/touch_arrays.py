"""Touches as arrays, from the database to where they are computed with; no row of them becomes an object."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from jobs.rules.absences import Activity
from jobs.rules.cadence import TouchLog
from jobs.rules.cadence_table import DAY_ONE
from jobs.rules.touch_days import Flags, Ints, Shorts
from storage.database import AnyRow, Transaction
from storage.touch_columns import NOBODY, read_active_days, read_touch_columns


@dataclass(frozen=True, slots=True)
class TouchArrays:
    """Touches in four columns of equal length: ids as in the database, days since 1970-01-01."""

    account: Shorts
    day: Shorts
    selling: Shorts
    """1 or 0"""
    rep: Shorts
    """NOBODY where a touch names none."""

    def sort_by_account(self) -> "TouchArrays":
        order = np.argsort(self.account, kind="stable")
        return TouchArrays(self.account[order], self.day[order], self.selling[order], self.rep[order])

    def keep(self, which: Flags) -> "TouchArrays":
        return TouchArrays(self.account[which], self.day[which], self.selling[which], self.rep[which])

    def number(self, account_ids: Ints, rep_ids: Ints, part: slice = slice(None)) -> TouchLog:
        """Return them, or a part, with accounts and reps numbered by their places among ascending ids."""
        return TouchLog(
            account=np.searchsorted(account_ids, self.account[part]),
            day=self.day[part].astype(np.int64),
            selling=self.selling[part].astype(np.bool_),
            rep=number_reps(self.rep[part], rep_ids),
        )


def number_reps(rep: Shorts | Ints, rep_ids: Ints) -> Ints:
    """Return the place of each rep among ascending ids, -1 for NOBODY."""
    return np.where(rep == NOBODY, -1, np.searchsorted(rep_ids, rep))


def name_reps(*reps: Shorts | Ints) -> Ints:
    """Return the ids that occur in these columns, ascending, without NOBODY."""
    ids = np.unique(np.concatenate(reps)).astype(np.int64)
    return ids[ids != NOBODY]


def read_touch_arrays(
    transaction: Transaction, today: date, account_ids: Sequence[int] | None = None
) -> TouchArrays:
    """Return the touches up to `today` of some accounts or of all; 16 bytes each."""
    return TouchArrays(*_gather(read_touch_columns(transaction, today, account_ids), 4))


def read_activity(
    transaction: Transaction, today: date, rep_ids: Sequence[int] | None = None
) -> tuple[Shorts, Shorts]:
    """Return (rep, day) of every day up to `today` on which one of these people touched any account."""
    rep, day = _gather(read_active_days(transaction, today, rep_ids), 2)
    return rep, day


def join_activity(
    active: tuple[Shorts, Shorts], last_rep: Shorts, touch_days: Shorts, seen: Activity, rep_ids: Ints
) -> Activity:
    """Return what is known of reps by their active days, by accounts in two columns, and by others seen."""
    return Activity(
        rep=number_reps(active[0], rep_ids),
        day=active[1].astype(np.int64),
        last_rep=np.concatenate([number_reps(last_rep, rep_ids), seen.last_rep]),
        touch_days=np.concatenate([touch_days.astype(np.int64), seen.touch_days]),
    )


def number_day(day: date) -> int:
    return day.toordinal() - DAY_ONE


def _gather(blocks: Iterable[Sequence[AnyRow]], width: int) -> list[Shorts]:
    """Return the columns of the rows in these blocks; only one block of rows is there at a time."""
    columns: list[list[Shorts]] = [[np.empty(0, np.int32)] for _ in range(width)]
    for block in blocks:
        for column, values in zip(columns, zip(*block, strict=True), strict=True):
            column.append(np.fromiter(values, np.int32, len(block)))
    return [np.concatenate(column) for column in columns]
