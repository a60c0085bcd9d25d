"""What happens to a message after an attempt to deliver it. Pure.

Slack's post has no idempotency key. So an attempt whose answer was lost is looked up in the conversation
before it is made again, and where it cannot be looked up in time the message is not sent twice.
"""

import zlib
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from storage.records import QueuedMessage, QueueState

MOST_TRIES = 8
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=15)
SETTLING = timedelta(seconds=60)
"""How long after an unclear attempt Slack may still show the message."""
STILL_FRESH = timedelta(seconds=15)
"""So long after it was written down that a call is about to be made, it may be made.

With the call's own time-out it ends well within the lease. A process that was stopped in between, or whose
machine slept, must not post any more: somebody else may have looked the message up and sent it.
"""
A_MOMENT = timedelta(seconds=1)
TOO_LATE = "It came too late to be useful"


@dataclass(frozen=True, slots=True)
class Posted:
    """The message stands in Slack."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True)
class NotPosted:
    """It surely does not stand in Slack, and an attempt makes sense at once."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Slack said no, and would say no again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Gone:
    """There is nobody to read it any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class ShutOut:
    """Slack did not let the bot in: nothing is wrong with the message, and it did not go out."""

    reason: str


@dataclass(frozen=True, slots=True)
class Absent:
    """The bot has no token for this workspace, as after it was taken out: nobody there expects anything."""


@dataclass(frozen=True, slots=True)
class Closed:
    """The bot may not write in this conversation until somebody opens it to the bot."""

    reason: str


@dataclass(frozen=True, slots=True)
class NoConversation:
    """Slack does not know the conversation; perhaps it knows another one with the same person."""

    reason: str


@dataclass(frozen=True, slots=True)
class AskedToWait:
    """Slack did not do it and named the time after which to ask again."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Unclear:
    """No answer came: it may or may not stand in Slack."""

    reason: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Our own work on it failed before anything was sent."""

    reason: str


Outcome = (
    Posted | Refused | Gone | ShutOut | Absent | Closed | NoConversation | AskedToWait | Unclear | Broken
)
"""How one attempt ended."""

Found = Posted | NotPosted | AskedToWait | Unclear
"""What looking up an unclear attempt came to."""


@dataclass(frozen=True, slots=True)
class Finish:
    """The message is at its end."""

    state: QueueState
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class TryAgain:
    """The message goes back into the queue."""

    at: datetime
    reason: str
    sent_perhaps: bool
    failed: bool = False
    """Our own work failed, which is borne a number of times only."""
    forget_channel: bool = False


class Budget(StrEnum):
    """What Slack, when it asks to wait, holds back in a whole workspace."""

    POSTING = "posting"
    OPENING = "opening conversations"
    LOOKING_UP = "looking messages up"
    EVERYTHING = "everything"


@dataclass(slots=True)
class Holds:
    """Until when nothing is asked of Slack in a workspace, by what is held back there."""

    _until: dict[tuple[int, Budget], TryAgain] = field(default_factory=dict[tuple[int, Budget], TryAgain])
    _asked: dict[int, tuple[str, datetime]] = field(default_factory=dict[int, tuple[str, datetime]])
    """Whose post Slack held back last in a workspace, and until when."""

    def note(
        self,
        message: QueuedMessage,
        budget: Budget,
        outcome: object,
        step: Finish | TryAgain | None,
        now: datetime,
    ) -> None:
        """Remember what an answer says about the calls after it; most say nothing."""
        if not isinstance(step, TryAgain):
            return
        if isinstance(outcome, ShutOut | Absent):
            self._until[message.workspace, Budget.EVERYTHING] = step
        elif isinstance(outcome, AskedToWait) and (
            budget is not Budget.POSTING or self._concerns_everybody(message, step, now)
        ):
            self._until[message.workspace, budget] = step

    def _concerns_everybody(self, message: QueuedMessage, step: TryAgain, now: datetime) -> bool:
        """Tell whether posts are held back in the whole workspace.

        Slack does not say whether it meant the channel or the workspace. In their own channel a person's
        messages wait for each other anyway; a second person held back while the first still is means all.
        """
        before = self._asked.get(message.workspace)
        self._asked[message.workspace] = (message.recipient, step.at)
        return before is not None and before[0] != message.recipient and now < before[1]

    def find(self, message: QueuedMessage, budget: Budget, now: datetime) -> TryAgain | None:
        """Return when to try again, if this cannot be asked now; a doubt about the message stays."""
        held = self._until.get((message.workspace, budget))
        if held is None or held.at <= now:
            return None
        return replace(
            _wait(message, held.at, held.reason, now), sent_perhaps=message.attempted_at is not None
        )


def is_channel(recipient: str) -> bool:
    """Return whether a message is for a channel, by the id as Slack forms it, and not for a person."""
    return recipient.startswith(("C", "G"))


def find_pause(tries: int) -> timedelta:
    """Return the back-off after so many tries: it doubles, up to a quarter of an hour."""
    doublings = min(max(0, tries - 1), 10)  # more would burst a timedelta
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2**doublings)


def spread_pause(message: QueuedMessage) -> timedelta:
    """Return the back-off of this message: up to a third less, so that not all come at once."""
    share = zlib.crc32(f"{message.token}:{message.tries}".encode()) / 0xFFFFFFFF
    return find_pause(message.tries) * (1 - share / 3)


def is_call_fresh(announced_at: datetime, now: datetime) -> bool:
    """Return whether a call may still be made that was written down at `announced_at`."""
    return abs(now - announced_at) <= STILL_FRESH


def decide_before_sending(message: QueuedMessage, now: datetime) -> Finish | None:
    """Say whether a claimed message must not be sent any more, else None."""
    if message.deaths >= MOST_TRIES:
        return Finish(QueueState.PARKED, f"Given up: the bot ended {message.deaths} times while at it.")
    if message.attempted_at is None and now > message.useful_until:
        return _end_too_late(message)
    return None


def _end_too_late(message: QueuedMessage) -> Finish:
    """Give it up where something stood in its way that somebody should know of; else it was just late."""
    if message.reason:
        return Finish(QueueState.PARKED, f"{TOO_LATE}: {message.reason}")
    return Finish(QueueState.DROPPED, f"{TOO_LATE}.")


def _wait(message: QueuedMessage, at: datetime, reason: str, now: datetime) -> TryAgain:
    """Wait until `at`, but not past the message's useful time: at its end it is looked at a last time."""
    if at > message.useful_until:
        at = max(message.useful_until, now) + A_MOMENT
    return TryAgain(at, reason, sent_perhaps=False)


def decide_after_search(message: QueuedMessage, found: Found, now: datetime) -> Finish | TryAgain | None:
    """Say what follows from looking up an unclear attempt; None means: send it again now."""
    match found:
        case Posted():
            return Finish(QueueState.DONE)
        case NotPosted():
            if now > message.useful_until:
                return _end_too_late(message)
            settled_at = (message.attempted_at or now) + SETTLING
            if now >= settled_at:
                return None
            step = _wait(message, settled_at, "Slack may still show the first attempt.", now)
        case AskedToWait() if now <= message.useful_until:
            step = _wait_as_asked(message, found, now)
        case Unclear(reason) if now <= message.useful_until:
            step = _wait(message, now + spread_pause(message), reason, now)
        case _:
            reason = _ASKED if isinstance(found, AskedToWait) else found.reason
            return Finish(
                QueueState.PARKED, f"It may have been sent; that could not be looked up in time ({reason})"
            )
    return replace(step, sent_perhaps=True)


_ASKED = "Slack asked to wait."


def _wait_as_asked(message: QueuedMessage, asked: AskedToWait, now: datetime) -> TryAgain:
    """Wait as long as Slack says; a second, where it names no time."""
    return _wait(message, now + max(A_MOMENT, timedelta(seconds=asked.seconds)), _ASKED, now)


def decide_without_conversation(message: QueuedMessage, outcome: Outcome, now: datetime) -> Finish | TryAgain:
    """Say what follows where the conversation could not be opened: whatever it was, nothing was posted."""
    step = decide_after_attempt(message, outcome, now)
    return replace(step, sent_perhaps=False) if isinstance(step, TryAgain) else step


def decide_after_delay(message: QueuedMessage, now: datetime) -> TryAgain:
    """Say what follows where the call was not made, because too much time had passed before it."""
    return _wait(message, now + A_MOMENT, "The bot was held up just before it called Slack.", now)


def decide_after_attempt(message: QueuedMessage, outcome: Outcome, now: datetime) -> Finish | TryAgain:
    """Say what follows from an attempt.

    | outcome | what becomes of the message | does it come back |
    | --- | --- | --- |
    | Posted | done | |
    | Refused | given up, with the reason | no: a mistake in it, or nobody of that name |
    | Gone | dropped: there is nobody to read it | no |
    | Closed | waits, up to a quarter of an hour at a time | by itself, once the bot is let in |
    | ShutOut | waits likewise, with all of its workspace | by itself, once the setup is mended |
    | Absent | waits likewise; past its useful time it is dropped | by itself, once the bot is installed |
    | NoConversation | tried in a conversation opened anew; after `MOST_TRIES` given up | |
    | AskedToWait | waits as long as Slack says | yes |
    | Unclear | looked up after a pause | yes, unless it is found |
    | Broken | tried again; after `MOST_TRIES` such failures given up | |

    Whatever waits past its useful time is given up with the reason.
    """
    pause = now + spread_pause(message)
    match outcome:
        case Posted():
            return Finish(QueueState.DONE)
        case Refused(reason):
            return Finish(QueueState.PARKED, reason)
        case Gone(reason):
            return Finish(QueueState.DROPPED, reason)
        case Broken(reason) | NoConversation(reason) if message.failures + 1 >= MOST_TRIES:
            return Finish(QueueState.PARKED, f"Given up after {message.failures + 1} tries: {reason}")
        case AskedToWait():
            return _wait_as_asked(message, outcome, now)
        case Unclear(reason):
            return replace(_wait(message, pause, reason, now), sent_perhaps=True)
        case Broken(reason):
            # Our own mistake, perhaps after the post: what the row says of an attempt stays as it is.
            return replace(_wait(message, pause, reason, now), sent_perhaps=True, failed=True)
        case NoConversation(reason):
            return replace(_wait(message, pause, reason, now), failed=True, forget_channel=True)
        case Absent():
            # Without a reason on the row it is dropped in the end, and not shown as given up.
            return _wait(message, pause, "", now)
        case Closed(reason):
            return _wait(message, now + LONGEST_PAUSE, reason, now)
        case _:
            return _wait(message, pause, outcome.reason, now)
