"""The messages of a brainstorm as they stand now: what each says, and where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.channels import rewrite_post
from bot.messages.blocks import Message
from bot.messages.brainstorms import BoardFacts, compose_board, compose_goes_on
from bot.surroundings import Surroundings, Visit
from jobs.brainstorm_posts import (
    RESULT,
    is_outdated,
    is_owed,
    list_posts,
    may_still_come,
    name_post,
)
from jobs.brainstorms import RecallEarlier, read_posted_board
from jobs.interruptions import find_interruption, name_interruptions
from jobs.rules.brainstorms import Board
from jobs.rules.interruptions import GIVEN_UP_AFTER, Interruption, is_forsaken
from storage.brainstorm_posts import adopt_place, find_place_of_key
from storage.brainstorm_records import Phase
from storage.brainstorms import hold_brainstorm, read_brainstorm
from storage.database import Transaction
from storage.queue import list_messages
from storage.records import QueuedMessage


@dataclass(frozen=True, slots=True)
class PostNow:
    """One message of a brainstorm."""

    key: str
    post: Phase
    words: Message
    queued: QueuedMessage | None

    @property
    def place(self) -> tuple[str, str] | None:
        """Channel and ts, where it stands in Slack."""
        if self.queued is None or self.queued.channel is None or self.queued.ts is None:
            return None
        return self.queued.channel, self.queued.ts

    @property
    def coming(self) -> bool:
        """It does not stand there and may still be posted."""
        return self.queued is not None and may_still_come(self.queued)

    def is_outdated(self, phase: Phase) -> bool:
        """Return whether it stands there as it was before its phase was over."""
        return is_outdated(self.post, self.queued, phase)

    @property
    def refused_because(self) -> str | None:
        """Why it does not stand there yet, where something was in its way."""
        return None if self.queued is None or self.place is not None else self.queued.reason or None


@dataclass(frozen=True, slots=True)
class BrainstormNow:
    """A brainstorm with its messages, and what interrupts it."""

    board: Board
    posts: tuple[PostNow, ...]
    interruption: Interruption | None

    @property
    def live(self) -> PostNow | None:
        """The message of the phase that is on; of one that is over, the result."""
        return next((each for each in self.posts if each.post is self.board.brainstorm.phase), None)

    @property
    def awaited(self) -> bool:
        """Something is still to be seen: it is under way, or its result stands nowhere yet."""
        live = self.live
        if self.board.brainstorm.phase is not Phase.CLOSED:
            return True
        owed = live is not None and live.queued is not None and is_owed(live.queued, self.board.now)
        return owed and not self.forsaken

    @property
    def outdated(self) -> bool:
        """It is over, and a message of it still has the buttons of before; for a day that is waited for."""
        brainstorm = self.board.brainstorm
        if brainstorm.closed_at is None or self.forsaken:
            return False
        recent = self.board.now - brainstorm.closed_at < GIVEN_UP_AFTER
        return recent and any(each.is_outdated(brainstorm.phase) for each in self.posts)

    @property
    def forsaken(self) -> bool:
        """It was interrupted for so long that nobody waits for it any more."""
        return self.interruption is not None and is_forsaken(self.interruption, self.board.now)

    def find(self, key: str) -> PostNow | None:
        return next((each for each in self.posts if each.key == key), None)


def read_brainstorm_now(
    around: Surroundings,
    workspace: int,
    brainstorm_id: int,
    now: datetime,
    recall_earlier: RecallEarlier,
) -> BrainstormNow | None:
    """Return a brainstorm as it stands now; None where it is gone."""
    with around.books.reading(workspace) as reader:
        found = read_posted_board(reader, brainstorm_id, now, recall_earlier)
    if found is None:
        return None
    board, queued = found
    has_result = name_post(brainstorm_id, RESULT) in queued
    return BrainstormNow(
        board,
        tuple(
            PostNow(key, post, compose_board(BoardFacts(board, post, has_result)), queued.get(key))
            for post in list_posts(board.brainstorm)
            for key in [name_post(brainstorm_id, post)]
        ),
        find_interruption([queued[key] for key in name_interruptions(brainstorm_id) if key in queued]),
    )


def heed_press(
    around: Surroundings, visit: Visit, body: dict[str, Any], carried: dict[str, Any]
) -> Callable[[], None]:
    """Learn from a press where a brainstorm's message stands; returns what is to be done after the visit.

    A post whose answer was lost cannot be looked up in a channel, whose history the bot does not read. The
    message that is pressed tells; one that came twice is taken out of the way.
    """
    container = body.get("container", {})
    channel, ts = container.get("channel_id"), container.get("message_ts")
    if not channel or not ts or container.get("is_ephemeral") or "post" not in carried:
        return lambda: None
    brainstorm_id, post = int(carried["brainstorm"]), Phase(carried["post"])
    key = name_post(brainstorm_id, post)
    if find_place_of_key(visit.transaction, key) is None:
        # The brainstorm before its message, as whatever else changes both: or two would wait for each other.
        hold_brainstorm(visit.transaction, brainstorm_id)
        adopt_place(visit.transaction, key, channel, ts)
    if find_place_of_key(visit.transaction, key) in (None, (channel, ts)):
        return heed_outdated(around, visit.transaction, brainstorm_id, post)

    def take_away() -> None:
        rewrite_post(around.messenger_for(body).client, channel, ts, compose_goes_on())

    return take_away


def heed_outdated(
    around: Surroundings, transaction: Transaction, brainstorm_id: int, post: Phase
) -> Callable[[], None]:
    """Let a message be shown as it is now that was pressed though its phase is over; to be called afterwards.

    The bot may have been shut out of the channel when the phase ended, and nobody looks after it any more.
    """
    key, workspace = name_post(brainstorm_id, post), transaction.workspace
    brainstorm = read_brainstorm(transaction, brainstorm_id)
    queued = list_messages(transaction, [key]).get(key)
    if brainstorm is None or not is_outdated(post, queued, brainstorm.phase):
        return lambda: None
    return lambda: around.refresh_board(workspace, brainstorm_id)
