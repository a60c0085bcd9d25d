"""Deliver due messages once each, through whatever speaks to Slack."""

import logging
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Protocol

from jobs.circumstances import concerning
from jobs.failures import log_failure
from jobs.rules.delivery import (
    Broken,
    Budget,
    Finish,
    Found,
    Holds,
    Outcome,
    Posted,
    TryAgain,
    Unclear,
    decide_after_attempt,
    decide_after_delay,
    decide_after_search,
    decide_before_sending,
    decide_without_conversation,
    is_call_fresh,
)
from storage.database import Database, Transaction
from storage.queue import claim_due, finish, mark_sending, postpone
from storage.records import QueuedMessage, QueueState

logger = logging.getLogger("drumbeat.delivery")

BATCH = 20

Refresher = Callable[[Transaction, QueuedMessage, datetime], bool | datetime]
"""Looks at the facts behind a message again; returns whether there is still something to say, or when."""

Rereader = Callable[[Transaction, QueuedMessage, datetime], QueuedMessage]
"""Reads what takes long before the refresher is called, while others write; returns the message with it."""

Arrival = Callable[[Transaction, QueuedMessage, datetime], None]
"""Notes what somebody has been told, in the transaction by which their message is done."""


class Messenger(Protocol):
    """Speaks to Slack for the delivery; `bot.messenger` implements it."""

    def recall_conversation(self, message: QueuedMessage) -> str | None:
        """Return the id of the conversation with the recipient, if that is known without asking Slack."""
        ...

    def open_conversation(self, message: QueuedMessage) -> str | Outcome:
        """Return the id of the conversation with the recipient, or why there is none."""
        ...

    def compose(self, reader: Transaction, message: QueuedMessage, now: datetime) -> object:
        """Return the words of a message that is composed before the transaction; None where it has none."""
        ...

    def post(
        self, transaction: Transaction, message: QueuedMessage, channel: str, words: object = None
    ) -> Callable[[], Outcome]:
        """Compose the words, unless they are there, and return the call that posts them afterwards."""
        ...

    def find(self, message: QueuedMessage) -> Found:
        """Look up whether an attempt whose answer was lost stands in Slack."""
        ...


@dataclass(slots=True)
class DeliveryCount:
    """What one round of deliveries came to."""

    sent: int = 0
    dropped: int = 0
    parked: int = 0
    postponed: int = 0

    @property
    def handled(self) -> int:
        return self.sent + self.dropped + self.parked + self.postponed


def deliver_due(
    database: Database,
    messenger: Messenger,
    refreshers: Mapping[str, Refresher],
    *,
    now: Callable[[], datetime],
    owner: str,
    rereaders: Mapping[str, Rereader] = MappingProxyType({}),
    arrivals: Mapping[str, Arrival] = MappingProxyType({}),
    composed_early: Container[str] = (),
    clock: Callable[[], datetime] | None = None,
    holds: Holds | None = None,
    most: int = BATCH,
    kind: str | None = None,
    enough: Callable[[], bool] = lambda: False,
) -> DeliveryCount:
    """Claim what is due, deliver it and return the count; `owner` names this worker in the leases.

    `now` says what is due and useful, `clock` how long a lease holds: they differ where a job is run as of
    another moment beside a bot that runs in this one. `holds` is what Slack has asked to wait with; it is
    filled here and best kept from one call to the next. `kind` leaves messages of other kinds alone. The
    words of those `composed_early` are found before the transaction that notes the call: it takes long, and
    everybody who writes would wait; whoever posts such a message shows what has changed since. Once
    `enough` says so no further message is begun: what was claimed is handed back as it was.

    A message on which our own work fails stops no other one: it is tried again later, and in the end given
    up.
    """
    count = DeliveryCount()
    with database.everywhere() as connection:
        claimed = claim_due(connection, due_by=now(), now=(clock or now)(), owner=owner, most=most, kind=kind)
    round_ = _Delivery(
        database,
        messenger,
        refreshers,
        rereaders,
        arrivals,
        composed_early,
        now,
        clock or now,
        owner,
        holds or Holds(),
        count,
    )
    # The others were given back: a call that may have been made must have had time to show.
    held = [message for message in claimed if message.state is QueueState.BUSY]
    count.postponed += len(claimed) - len(held)
    for message in held:
        with concerning(workspace=message.workspace, row=message.id, key=message.key):
            if enough():
                _hand_back(round_, message)
                continue
            try:
                _deliver(round_, message)
            except Exception as error:
                broken = Broken(log_failure(f"The {message.kind} in row {message.id} failed", error))
                _conclude(round_, message, decide_after_attempt(message, broken, now()))
    return count


@dataclass(frozen=True, slots=True)
class _Delivery:
    database: Database
    messenger: Messenger
    refreshers: Mapping[str, Refresher]
    rereaders: Mapping[str, Rereader]
    arrivals: Mapping[str, Arrival]
    composed_early: Container[str]
    now: Callable[[], datetime]
    clock: Callable[[], datetime]
    owner: str
    holds: Holds
    count: DeliveryCount


def _deliver(round_: _Delivery, message: QueuedMessage) -> None:
    stop = decide_before_sending(message, round_.now())
    if stop is None:
        stop = round_.holds.find(message, Budget.EVERYTHING, round_.now())
    if stop is None and message.attempted_at is not None:
        stop = _look_up(round_, message)
        if isinstance(stop, Posted):
            _conclude(round_, message, Finish(QueueState.DONE), stop)
            return
    stop = stop or round_.holds.find(message, Budget.POSTING, round_.now())
    if stop is not None:
        _conclude(round_, message, stop)
        return
    channel = _find_channel(round_, message)
    if not isinstance(channel, str):
        _conclude(round_, message, channel)
        return
    announced = _prepare(round_, message, channel)
    if announced is None:
        return
    post, announced_at = announced
    if not is_call_fresh(announced_at, round_.clock()):
        _conclude(round_, message, decide_after_delay(message, round_.now()))
        return
    try:
        outcome = post()
    except Exception as error:
        # It broke while Slack was being called, so the message may stand there.
        outcome = Unclear(log_failure(f"Posting row {message.id} failed", error))
    step = decide_after_attempt(message, outcome, round_.now())
    round_.holds.note(message, Budget.POSTING, outcome, step, round_.now())
    _conclude(round_, message, step, outcome if isinstance(outcome, Posted) else None)


def _look_up(round_: _Delivery, message: QueuedMessage) -> Posted | Finish | TryAgain | None:
    """Return where an unclear attempt stands, or what follows; None: it is to be made again now."""
    held = round_.holds.find(message, Budget.LOOKING_UP, round_.now())
    if held is not None:
        return held
    found = round_.messenger.find(message)
    if isinstance(found, Posted):
        return found
    step = decide_after_search(message, found, round_.clock())
    round_.holds.note(message, Budget.LOOKING_UP, found, step, round_.now())
    return step


def _find_channel(round_: _Delivery, message: QueuedMessage) -> str | Finish | TryAgain:
    """Return the conversation to post in, or what follows from there being none."""
    known = round_.messenger.recall_conversation(message)
    if known is not None:
        return known
    held = round_.holds.find(message, Budget.OPENING, round_.now())
    if held is not None:
        return held
    opened = round_.messenger.open_conversation(message)
    if isinstance(opened, str):
        return opened
    step = decide_without_conversation(message, opened, round_.now())
    round_.holds.note(message, Budget.OPENING, opened, step, round_.now())
    return step


def _prepare(
    round_: _Delivery, message: QueuedMessage, channel: str
) -> tuple[Callable[[], Outcome], datetime] | None:
    """Look at the facts again, compose, and commit `sending` before the call is made.

    Returns the call and when it was written down, or None where it must not be made.
    """
    refresh = round_.refreshers.get(message.kind)
    reread = round_.rereaders.get(message.kind)
    if reread is not None:
        with round_.database.reading(message.workspace) as reader:
            message = reread(reader, message, round_.now())
    words: object = None
    if message.kind in round_.composed_early:
        with round_.database.reading(message.workspace) as reader:
            words = round_.messenger.compose(reader, message, round_.now())
    with round_.database.transaction(message.workspace) as transaction:
        wanted = refresh is None or refresh(transaction, message, round_.now())
        if wanted is not True:
            # Without a reason on the row: nobody need know if it lapses.
            later = TryAgain(wanted, "", sent_perhaps=False) if wanted else None
            gone = Finish(QueueState.DROPPED, "There was nothing left to say.")
            _write(round_, transaction, message, later or gone, None)
            return None
        post = round_.messenger.post(transaction, message, channel, words)
        announced_at = round_.clock()
        held = mark_sending(transaction.connection, message, round_.owner, now=announced_at, channel=channel)
        return (post, announced_at) if held else None


def _hand_back(round_: _Delivery, message: QueuedMessage) -> None:
    """Let somebody else do it at once; nothing about the message has changed."""
    with round_.database.transaction(message.workspace) as transaction:
        postpone(
            transaction.connection,
            message,
            round_.owner,
            until=round_.now(),
            reason=message.reason or "",
            sent_perhaps=message.attempted_at is not None,
        )


def _conclude(
    round_: _Delivery, message: QueuedMessage, step: Finish | TryAgain, posted: Posted | None = None
) -> None:
    with round_.database.transaction(message.workspace) as transaction:
        _write(round_, transaction, message, step, posted)


def _describe_step(step: Finish | TryAgain) -> str:
    words = step.state.value if isinstance(step, Finish) else f"again at {step.at:%Y-%m-%d %H:%M:%S} UTC"
    return f"{words} ({step.reason})" if step.reason else words


def _write(
    round_: _Delivery,
    transaction: Transaction,
    message: QueuedMessage,
    step: Finish | TryAgain,
    posted: Posted | None,
) -> None:
    logger.info("%s: %s", message.kind, _describe_step(step))
    match step:
        case Finish(state, reason):
            held = finish(
                transaction.connection,
                message,
                round_.owner,
                state=state,
                reason=reason,
                channel=posted.channel if posted else None,
                ts=posted.ts if posted else None,
            )
            arrived = round_.arrivals.get(message.kind)
            if held and state is QueueState.DONE and arrived is not None:
                arrived(transaction, message, round_.now())
            round_.count.sent += held and state is QueueState.DONE
            round_.count.dropped += held and state is QueueState.DROPPED
            round_.count.parked += held and state is QueueState.PARKED
        case TryAgain():
            round_.count.postponed += postpone(
                transaction.connection,
                message,
                round_.owner,
                until=step.at,
                reason=step.reason,
                sent_perhaps=step.sent_perhaps,
                failed=step.failed,
                forget_channel=step.forget_channel,
            )
