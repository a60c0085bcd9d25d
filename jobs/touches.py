"""Log, take back and correct touches, and say until when the account is good."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from jobs.commitments import correct_place, fulfil_by_touch, name_locations, read_promised, take_ticks_along
from jobs.rules.attention import find_good_until
from jobs.rules.place_tails import PlaceTail
from jobs.rules.roles import may_change_touch
from jobs.rules.touches import LoggedTouch, TouchDraft
from jobs.rules.weeks import local_day, local_moment
from storage.account_stories import change_account_story, find_story_of_touch
from storage.accounts import snooze_account
from storage.database import Transaction
from storage.locations import hold_locations
from storage.nudge_lines import change_line, find_line_of_touch
from storage.records import Account, Clock, Kind, LineState, NewTouch, Rep, Touch
from storage.reps import read_rep
from storage.samples import find_samples
from storage.story_records import NewsState
from storage.touches import (
    add_touch,
    change_touch,
    find_touch_by_request,
    read_clock_days,
    read_standing,
    read_touch,
)
from storage.workspaces import hold_directory

SAME_WORDS_WINDOW = timedelta(minutes=2)
"""The same words typed again so soon are a second try, not a second touch."""


@dataclass(frozen=True, slots=True)
class NotYours:
    """Somebody tried to change a touch another person logged."""

    touch: Touch


@dataclass(frozen=True, slots=True)
class OtherKind:
    """Somebody tried to give a client the touch of a sample, or the other way round."""

    of_sample: bool
    """Whether the touch is the sample's."""


def log_touch(
    transaction: Transaction,
    rep: Rep,
    account: Account,
    draft: TouchDraft,
    now: datetime,
    *,
    clock: Clock = Clock.ATTENTION,
    ask_kind: bool = False,
    request: str | None = None,
    even_if_same: bool = False,
) -> LoggedTouch:
    """Log a touch once, unless the same person logged the same words for the same day a moment ago.

    `request` names what Slack sent, so that the same request handed over again is not logged again.
    A touch that restarts the clock ends a snooze.
    """
    if account.snoozed_until is not None and _restarts_clock(draft, clock):
        # The snooze will end, which changes the directory: that comes before the account.
        hold_directory(transaction)
    asked = bool(draft.tails) or (draft.kind is Kind.ATTENTION and not ask_kind)
    promised = read_promised(transaction, rep, account.id) if asked else None
    draft = name_locations(promised, draft)
    new = NewTouch(
        account_id=account.id,
        rep_id=rep.id,
        day=draft.day,
        at=_moment_of(draft.day, rep, now),
        note=draft.note,
        kind=draft.kind,
        with_whom=draft.with_whom,
        place=draft.place,
        lines=draft.lines,
        order_placed=draft.order_placed,
    )
    standing = read_standing(transaction, new, same_since=now - SAME_WORDS_WINDOW)
    clock_day = standing.any_day if clock is Clock.ANY else standing.attention_day
    today = local_day(now, rep.zone)
    logged = _conclude(account, draft, today, clock_day, clock)
    if standing.same_id is not None and not even_if_same:
        return replace(logged, touch_id=standing.same_id, again=True)
    touch_id = add_touch(transaction, new, now, request=request)
    if touch_id is None:
        known = find_touch_by_request(transaction, request or "")
        return replace(logged, touch_id=known or 0, again=True)
    if logged.restarts_clock and account.snoozed_until is not None:
        snooze_account(transaction, account.id, None)
    logged = replace(logged, touch_id=touch_id, ask_kind=ask_kind)
    if ask_kind:
        # Until somebody says what it was about, it fulfils nothing (NS-1).
        return logged
    fulfilled = fulfil_by_touch(transaction, promised, (touch_id, draft), now)
    return replace(logged, fulfilled=fulfilled)


def _conclude(
    account: Account, draft: TouchDraft, today: date, clock_day: date | None, clock: Clock
) -> LoggedTouch:
    """Return what follows for an account whose clock stood at `clock_day` before this touch."""
    restarts = _restarts_clock(draft, clock)
    if restarts:
        clock_day = draft.day if clock_day is None else max(clock_day, draft.day)
    good_until = find_good_until(account, clock_day, draft.day if draft.order_placed else None)
    return LoggedTouch(0, account, draft, today, good_until, restarts_clock=restarts)


def _restarts_clock(draft: TouchDraft, clock: Clock) -> bool:
    return draft.kind is Kind.ATTENTION or clock is Clock.ANY


def _moment_of(day: date, rep: Rep, now: datetime) -> datetime:
    """Return when a touch of that day was: now for today, noon of the rep's zone for another day."""
    if day == local_day(now, rep.zone):
        return now.astimezone(UTC)
    return local_moment(day, time(12), rep.zone)


def describe_logged(
    transaction: Transaction, touch: Touch, account: Account, *, rep: Rep, clock: Clock, now: datetime
) -> LoggedTouch:
    """Return a touch as it stands now, with what follows for its account."""
    any_day, attention_day = read_clock_days(transaction, account.id)
    clock_day = any_day if clock is Clock.ANY else attention_day
    draft = draft_of(touch)
    order_day = touch.day if touch.order_placed and not touch.undone else None
    return LoggedTouch(
        touch.id,
        account,
        draft,
        local_day(now, rep.zone),
        find_good_until(account, clock_day, order_day),
        restarts_clock=_restarts_clock(draft, clock),
    )


def draft_of(touch: Touch) -> TouchDraft:
    """Return what a touch says as somebody would tell it."""
    return TouchDraft(
        note=touch.note,
        day=touch.day,
        kind=touch.kind,
        with_whom=touch.with_whom,
        place=touch.place,
        lines=touch.lines,
        order_placed=touch.order_placed,
    )


def describe_settled(
    transaction: Transaction,
    touch: Touch,
    account: Account,
    *,
    rep: Rep,
    clock: Clock,
    now: datetime,
    tails: tuple[PlaceTail, ...] = (),
) -> LoggedTouch:
    """Return a touch that was changed as it stands now, and tick what its owner has fulfilled with it.

    With the `tails` of its note it is still open where it may have been, too.
    """
    logged = describe_logged(transaction, touch, account, rep=rep, clock=clock, now=now)
    if touch.rep_id != rep.id or touch.undone:
        return logged
    promised = read_promised(transaction, rep, account.id) if touch.kind is Kind.ATTENTION else None
    named = name_locations(promised, replace(logged.draft, tails=tails))
    draft = replace(logged.draft, maybe_at=named.maybe_at)
    fulfilled = fulfil_by_touch(transaction, promised, (touch.id, draft), now)
    return replace(logged, fulfilled=fulfilled)


def set_touch_undone(
    transaction: Transaction, rep: Rep, touch_id: int, *, undone: bool, now: datetime
) -> Touch | NotYours | None:
    """Take a touch back, or put it back; its line in a nudge follows. None where there is no such touch."""
    touch = read_touch(transaction, touch_id)
    if touch is None:
        return None
    if not may_change_touch(rep, touch):
        return NotYours(touch)
    # Whoever takes places off the account's list looks whether a touch counts. The account always comes
    # before the touch, or who changes it and an import that does would wait for each other.
    hold_locations(transaction, touch.account_id)
    change_touch(transaction, touch_id, undone=undone)
    line = find_line_of_touch(transaction, touch_id)
    if line is not None:
        state = LineState.OPEN if undone else LineState.LOGGED
        change_line(transaction, line.id, state=state, decided_at=None if undone else now)
    story_id = find_story_of_touch(transaction, touch_id)
    if story_id is not None:
        news_state = NewsState.OPEN if undone else NewsState.USED
        change_account_story(transaction, story_id, state=news_state)
    return replace(touch, undone=undone)


def correct_touch(
    transaction: Transaction, rep: Rep, touch_id: int, draft: TouchDraft, now: datetime, *, account_id: int
) -> Touch | NotYours | OtherKind | None:
    """Replace what a touch says, and take its ticks along; None where there is no such touch.

    A client's never becomes that of a sample: it would be gone with it. Nor does a made-up one count for a
    client.
    """
    touch = read_touch(transaction, touch_id)
    if touch is None:
        return None
    if not may_change_touch(rep, touch):
        return NotYours(touch)
    samples = find_samples(transaction, [touch.account_id, account_id])
    if (touch.account_id in samples) != (account_id in samples):
        return OtherKind(touch.account_id in samples)
    hold_locations(transaction, touch.account_id, account_id)
    change_touch(
        transaction,
        touch_id,
        account_id=account_id,
        note=draft.note,
        day=draft.day,
        at=touch.at if draft.day == touch.day else _moment_of(draft.day, rep, now),
        kind=draft.kind,
        with_whom=draft.with_whom,
        place=correct_place(transaction, touch, draft, account_id),
        lines=list(draft.lines),
        order_placed=draft.order_placed,
    )
    line = find_line_of_touch(transaction, touch_id)
    if line is not None and line.account_id != account_id:
        # It was not for the account the nudge named, so that one still waits.
        change_line(transaction, line.id, state=LineState.OPEN, decided_at=None, touch_id=None)
    corrected = read_touch(transaction, touch_id)
    if corrected is not None:
        take_ticks_along(transaction, corrected)
    return corrected


def is_touch_of_sample(transaction: Transaction, touch_id: int) -> bool:
    """Return whether a touch is that of a sample; False where there is no such touch."""
    touch = read_touch(transaction, touch_id)
    return touch is not None and bool(find_samples(transaction, [touch.account_id]))


def follow_corrections(transaction: Transaction, corrected: Sequence[Touch], now: datetime) -> None:
    """Take the ticks of touches along that a file has corrected, as a correction in the form does.

    A file says where it was in a column of its own: the words of a note are not read for it, or the same file
    would change it back. What came from a file has ticked nothing by itself, so that it ticks nothing anew.
    """
    for each in corrected:
        touch = read_touch(transaction, each.id)
        if touch is None:
            continue
        had_ticked = take_ticks_along(transaction, touch)
        rep = None if touch.rep_id is None else read_rep(transaction, touch.rep_id)
        if rep is not None and (had_ticked or touch.external_id is None):
            promised = read_promised(transaction, rep, touch.account_id)
            fulfil_by_touch(transaction, promised, (touch.id, draft_of(touch)), now)


def set_touch_kind(transaction: Transaction, rep: Rep, touch_id: int, kind: Kind) -> Touch | NotYours | None:
    """Settle whether a touch was about a sale (NS-1)."""
    touch = read_touch(transaction, touch_id)
    if touch is None:
        return None
    if not may_change_touch(rep, touch):
        return NotYours(touch)
    hold_locations(transaction, touch.account_id)
    change_touch(transaction, touch_id, kind=kind)
    return replace(touch, kind=kind)
