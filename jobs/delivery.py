"""Deliver due messages once each, through whatever speaks to Slack."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from jobs.circumstances import concerning
from jobs.failures import log_failure
from jobs.rules.delivery import (
    Broken,
    Finish,
    NotPosted,
    Outcome,
    Posted,
    TryAgain,
    Unclear,
    decide_after_attempt,
    decide_after_search,
    decide_before_sending,
)
from storage.database import Database, Transaction
from storage.queue import claim_due, finish, mark_sending, postpone
from storage.records import QueuedMessage, QueueState

BATCH = 20

Refresher = Callable[[Transaction, QueuedMessage, datetime], bool]
"""Looks at the facts behind a message again; returns whether there is still something to say."""


class Messenger(Protocol):
    """Speaks to Slack for the delivery; `bot.messenger` implements it."""

    def open_conversation(self, message: QueuedMessage) -> str | Outcome:
        """Return the id of the conversation with the recipient, or why there is none."""
        ...

    def post(self, transaction: Transaction, message: QueuedMessage, channel: str) -> Callable[[], Outcome]:
        """Compose the words in the transaction, and return the call that posts them after it."""
        ...

    def find(self, message: QueuedMessage) -> Posted | NotPosted | Unclear:
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
    clock: Callable[[], datetime] | None = None,
    most: int = BATCH,
) -> DeliveryCount:
    """Claim what is due, deliver it and return the count; `owner` names this worker in the leases.

    `now` says what is due and useful, `clock` how long a lease holds: they differ where a job is run as of
    another moment beside a bot that runs in this one.

    A message on which our own work fails stops no other one: it is tried again later, and in the end given
    up.
    """
    count = DeliveryCount()
    with database.everywhere() as connection:
        claimed = claim_due(connection, due_by=now(), now=(clock or now)(), owner=owner, most=most)
    round_ = _Delivery(database, messenger, refreshers, now, clock or now, owner, count)
    for message in claimed:
        with concerning(workspace=message.workspace, row=message.id):
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
    now: Callable[[], datetime]
    clock: Callable[[], datetime]
    owner: str
    count: DeliveryCount


def _deliver(round_: _Delivery, message: QueuedMessage) -> None:
    stop = decide_before_sending(message, round_.now())
    if stop is not None:
        _conclude(round_, message, stop)
        return
    if message.attempted_at is not None:
        found = round_.messenger.find(message)
        after_search = decide_after_search(message, found, round_.clock())
        if after_search is not None:
            _conclude(round_, message, after_search, found if isinstance(found, Posted) else None)
            return
    channel = round_.messenger.open_conversation(message)
    if not isinstance(channel, str):
        # Nothing was posted yet, so whatever went wrong here leaves no doubt about the message.
        next_step = decide_after_attempt(message, channel, round_.now())
        if isinstance(next_step, TryAgain):
            next_step = TryAgain(next_step.at, next_step.reason, sent_perhaps=False)
        _conclude(round_, message, next_step)
        return
    post = _prepare(round_, message, channel)
    if post is None:
        return
    try:
        outcome = post()
    except Exception as error:
        # It broke while Slack was being called, so the message may stand there.
        outcome = Unclear(log_failure(f"Posting row {message.id} failed", error))
    _conclude(
        round_,
        message,
        decide_after_attempt(message, outcome, round_.now()),
        outcome if isinstance(outcome, Posted) else None,
    )


def _prepare(round_: _Delivery, message: QueuedMessage, channel: str) -> Callable[[], Outcome] | None:
    """Look at the facts again, compose, and commit `sending` before the call is made."""
    refresh = round_.refreshers.get(message.kind)
    with round_.database.transaction(message.workspace) as transaction:
        if refresh is not None and not refresh(transaction, message, round_.now()):
            gone = Finish(QueueState.DROPPED, "There was nothing left to say.")
            _write(round_, transaction, message, gone, None)
            return None
        post = round_.messenger.post(transaction, message, channel)
        held = mark_sending(
            transaction.connection, message, round_.owner, now=round_.clock(), channel=channel
        )
        return post if held else None


def _conclude(
    round_: _Delivery, message: QueuedMessage, step: Finish | TryAgain, posted: Posted | None = None
) -> None:
    with round_.database.transaction(message.workspace) as transaction:
        _write(round_, transaction, message, step, posted)


def _write(
    round_: _Delivery,
    transaction: Transaction,
    message: QueuedMessage,
    step: Finish | TryAgain,
    posted: Posted | None,
) -> None:
    match step:
        case Finish(state, reason):
            finish(
                transaction.connection,
                message,
                round_.owner,
                state=state,
                reason=reason,
                channel=posted.channel if posted else None,
                ts=posted.ts if posted else None,
            )
            round_.count.sent += state is QueueState.DONE
            round_.count.dropped += state is QueueState.DROPPED
            round_.count.parked += state is QueueState.PARKED
        case TryAgain(at, reason, sent_perhaps):
            postpone(
                transaction.connection,
                message,
                round_.owner,
                until=at,
                reason=reason,
                sent_perhaps=sent_perhaps,
            )
            round_.count.postponed += 1
