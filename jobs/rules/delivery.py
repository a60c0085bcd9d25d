"""What happens to a message after an attempt to deliver it. Pure.

Slack's post has no idempotency key. So an attempt whose answer was lost is looked up in the conversation
before it is made again, and where it cannot be looked up in time the message is not sent twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.records import QueuedMessage, QueueState

MOST_TRIES = 8
FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(minutes=15)
SETTLING = timedelta(seconds=60)
"""How long after an unclear attempt Slack may still show the message."""


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
class ShutOut:
    """Slack did not let the bot in: nothing is wrong with the message, and it did not go out."""

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


Outcome = Posted | Refused | ShutOut | AskedToWait | Unclear | Broken
"""How one attempt ended."""


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


def find_pause(tries: int) -> timedelta:
    """Return the back-off after so many tries: it doubles, up to a quarter of an hour."""
    doublings = min(max(0, tries - 1), 10)  # more would burst a timedelta
    return min(LONGEST_PAUSE, FIRST_PAUSE * 2**doublings)


def decide_before_sending(message: QueuedMessage, now: datetime) -> Finish | None:
    """Say whether a claimed message must not be sent any more, else None."""
    if message.attempted_at is None and now > message.useful_until:
        return Finish(QueueState.DROPPED, "It came too late to be useful.")
    return None


def decide_after_search(
    message: QueuedMessage, found: Posted | NotPosted | Unclear, now: datetime
) -> Finish | TryAgain | None:
    """Say what follows from looking up an unclear attempt; None means: send it again now."""
    match found:
        case Posted():
            return Finish(QueueState.DONE)
        case NotPosted():
            if now > message.useful_until:
                return Finish(QueueState.DROPPED, "It came too late to be useful.")
            attempted_at = message.attempted_at or now
            if now < attempted_at + SETTLING:
                return TryAgain(
                    attempted_at + SETTLING, "Slack may still show the first attempt.", sent_perhaps=True
                )
            return None
        case _:
            if now > message.useful_until:
                return Finish(
                    QueueState.PARKED,
                    f"It may have been sent; that could not be looked up in time ({found.reason}).",
                )
            return TryAgain(now + find_pause(message.tries), found.reason, sent_perhaps=True)


def decide_after_attempt(message: QueuedMessage, outcome: Outcome, now: datetime) -> Finish | TryAgain:
    """Say what follows from an attempt."""
    later = now + find_pause(message.tries)
    match outcome:
        case Posted():
            return Finish(QueueState.DONE)
        case Refused(reason):
            return Finish(QueueState.PARKED, reason)
        case Broken(reason) if message.tries >= MOST_TRIES:
            return Finish(QueueState.PARKED, f"Given up after {message.tries} tries: {reason}")
        case AskedToWait(seconds):
            pause = timedelta(seconds=max(1.0, seconds))
            again = TryAgain(now + pause, "Slack asked to wait.", sent_perhaps=False)
        case ShutOut(reason):
            again = TryAgain(later, reason, sent_perhaps=False)
        case Unclear(reason):
            again = TryAgain(later, reason, sent_perhaps=True)
        case _:
            # Our own mistake, perhaps after the post: what the row says of an attempt stays as it is.
            again = TryAgain(later, outcome.reason, sent_perhaps=True)
    return again
