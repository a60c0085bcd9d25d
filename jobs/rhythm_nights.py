"""The nightly look at all accounts: only what has changed, or might say something else today, is computed."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np

from jobs.rules.absences import Activity
from jobs.rules.attention import CLEAR_BELOW, find_ideal
from jobs.rules.cadence import analyze_cadence, observe_activity
from jobs.rules.cadence_table import CadenceTable, read_facts
from jobs.rules.kept_rhythms import find_night, still_holds
from jobs.rules.touch_days import Ints, Shorts
from jobs.touch_arrays import (
    TouchArrays,
    join_activity,
    name_reps,
    number_day,
    read_activity,
    read_touch_arrays,
)
from storage.database import Database, Transaction
from storage.homes import mark_homes_due
from storage.records import KeptRhythm
from storage.reps import list_zones_in_use
from storage.rhythms import (
    claim_night,
    end_night,
    holds_night,
    keep_rhythms,
    read_marks,
    read_rhythms_day,
)
from storage.touch_columns import NOBODY
from storage.workspaces import read_workspace

LEASE = timedelta(minutes=30)
"""After this long another worker takes the night over, and goes on where the first one stopped writing."""
TOGETHER = 2**18
"""Touches analyzed together."""
WRITTEN_AT_ONCE = 250
"""Rows in one transaction: on SQLite nobody else writes meanwhile."""
MANY = 0.2
"""From this share of the accounts on, all touches are read at once: quicker than asking for some."""


def refresh_rhythms(
    books: Database,
    workspace: int,
    now: datetime,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    enough: Callable[[], bool] = lambda: False,
) -> int:
    """Look again at the accounts of which what is kept no longer holds; returns how many rows were rewritten.

    Once a night, from two in the morning where the day begins last for anybody of the team; running it again
    does nothing, nor does a second worker meanwhile. Whoever logs a touch waits for no more than a short
    transaction. Where it is cut short, or `enough` says so, what is written stays and the next run goes on.
    `progress` is told how many rows of how many are written.
    """
    with books.reading(workspace) as reader:
        today = find_night(now, list_zones_in_use(reader) or [read_workspace(reader).zone])
        if today is None or read_rhythms_day(reader) == today:
            return 0
    with books.transaction(workspace) as transaction:
        token = claim_night(transaction, today, now, now + LEASE)
    if token is None:
        return 0
    written, ended = 0, False
    try:
        with books.reading(workspace) as reader:
            night = _read_night(reader, today)
        for rows in night.look_again(enough):
            with books.transaction(workspace) as transaction:
                if not holds_night(transaction, token):
                    return written
                keep_rhythms(transaction, rows)
            written += len(rows)
            progress(written, night.stale.size)
        ended = written == night.stale.size
    finally:
        with books.transaction(workspace) as transaction:
            end_night(transaction, token, today if ended else None)
            if written:
                mark_homes_due(transaction)
    return written


@dataclass(frozen=True, slots=True)
class _Night:
    """What has to be known to look again at S accounts."""

    today: date
    stale: Ints
    """(S,) their ids, ascending."""
    target: Shorts
    """(S,) wanted intervals in days."""
    forgotten: Shorts
    """(S,) how often what was kept of each has been forgotten."""
    touches: TouchArrays
    """Theirs, by account."""
    people: Ints
    """Ids of all who have touched any account, ascending."""
    activity: Activity
    """What these did on all accounts."""

    def look_again(self, enough: Callable[[], bool]) -> Iterator[list[KeptRhythm]]:
        """Yield the rows to be kept, a transaction's worth at a time, until `enough` says so."""
        first = np.searchsorted(self.touches.account, self.stale)
        end = np.append(first[1:], self.touches.account.size)
        low = 0
        while low < self.stale.size and not enough():
            high = max(low + 1, int(np.searchsorted(end, first[low] + TOGETHER, "right")))
            table = self._analyze(slice(low, high), slice(int(first[low]), int(end[high - 1])))
            for start in range(low, high, WRITTEN_AT_ONCE):
                if enough():
                    return
                places = range(start, min(start + WRITTEN_AT_ONCE, high))
                yield [self._describe(place, table, place - low) for place in places]
            low = high

    def _analyze(self, accounts: slice, touches: slice) -> CadenceTable:
        ids = self.stale[accounts]
        return analyze_cadence(
            self.touches.number(ids, self.people, touches),
            accounts=ids.size,
            target=self.target[accounts].astype(np.float64),
            as_of=number_day(self.today),
            elsewhere=self.activity,
            calm_below=CLEAR_BELOW,
        )

    def _describe(self, place: int, table: CadenceTable, row: int) -> KeptRhythm:
        last_rep = int(table.last_rep[row])
        return KeptRhythm(
            account_id=int(self.stale[place]),
            as_of=self.today,
            look_again_on=self.today + timedelta(days=int(table.calm_days[row]) + 1),
            touches=int(table.touches[row]),
            target=int(self.target[place]),
            touch_days=int(table.touch_days[row]),
            last_rep_id=int(self.people[last_rep]) if last_rep >= 0 else None,
            facts=read_facts(table, row, "").to_json(),
            forgotten=int(self.forgotten[place]),
        )


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Which touched accounts are to be looked at again, and what is known of the others."""

    stale: Ints
    target: Shorts
    forgotten: Shorts
    last_rep: Shorts
    touch_days: Shorts


def _read_night(reader: Transaction, today: date) -> _Night:
    accounts = _sort_out(reader, today)
    stale = accounts.stale
    many = stale.size > MANY * (stale.size + accounts.last_rep.size)
    touches = read_touch_arrays(reader, today, None if many else stale.tolist()).sort_by_account()
    if many:
        touches = touches.keep(np.isin(touches.account, stale))
    active = read_activity(reader, today, None if many else np.unique(touches.rep).tolist())
    people = name_reps(active[0], accounts.last_rep)
    seen = observe_activity(touches.number(stale, people), accounts=stale.size, as_of=number_day(today))
    return _Night(
        today=today,
        stale=stale,
        target=accounts.target,
        forgotten=accounts.forgotten,
        touches=touches,
        people=people,
        activity=join_activity(active, accounts.last_rep, accounts.touch_days, seen, people),
    )


def _sort_out(reader: Transaction, today: date) -> _Sorted:
    stale, known = [np.empty((0, 3), np.int32)], [np.empty((0, 2), np.int32)]
    for block in read_marks(reader, today):
        again: list[tuple[int, int, int]] = []
        holding: list[tuple[int, int]] = []
        for account_id, tier, ideal_days, counted, forgotten, kept in block:
            wanted = find_ideal(tier, ideal_days)
            if kept is not None and still_holds(kept, today, counted=counted, wanted=wanted):
                holding.append((NOBODY if kept.last_rep_id is None else kept.last_rep_id, kept.touch_days))
            else:
                again.append((account_id, wanted, forgotten))
        stale.append(np.array(again, np.int32).reshape(-1, 3))
        known.append(np.array(holding, np.int32).reshape(-1, 2))
    accounts, others = np.concatenate(stale), np.concatenate(known)
    return _Sorted(
        stale=accounts[:, 0].astype(np.int64),
        target=accounts[:, 1],
        forgotten=accounts[:, 2],
        last_rep=others[:, 0],
        touch_days=others[:, 1],
    )
