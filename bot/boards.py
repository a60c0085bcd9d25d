"""Keeps the messages of brainstorms up to date: the newest state, at most once a second, never backwards.

Whoever adds an idea waits for none of it. What is shown is always composed anew from what is stored, by one
process at a time, so that thirty people at once lose nothing, and neither does a bot that ends in between.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.channels import rewrite_post, whisper
from bot.failures import log_failure
from bot.messages.blocks import Message
from bot.messages.brainstorms import BoardFacts, compose_board, compose_goes_on
from bot.messages.choices import compose_choose_reminder
from bot.surroundings import Surroundings, Visit
from jobs.brainstorm_choices import claim_reminders
from jobs.brainstorms import BRAINSTORM, advance_brainstorms, list_posts, name_post, read_board
from jobs.rules.delivery import Holds
from jobs.schedule import deliver_all
from storage.brainstorm_posts import adopt_place, find_place_of_key, is_post_coming
from storage.brainstorm_records import Phase
from storage.brainstorms import forget_reminder, list_open_brainstorms, take_keeping

PAUSE_SECONDS = 1.25
"""Between two changes of a message: Slack takes fifty a minute."""
IDLE_SECONDS = 5.0
"""So long nobody looks while no brainstorm is under way; whoever begins one wakes this process at once."""
LOOKED_BACK = timedelta(hours=1)
"""Of what was closed so long ago a bot that has just started shows the end: the one before may have died."""
AFTER_FAILURE_SECONDS = 5.0
"""So long a brainstorm is left alone that could not be shown."""
WHISPERS_A_ROUND = 2
"""Reminders: Slack takes a hundred a minute, and the list waits while they are given."""
FRESH_SECONDS = 2.0
"""So long what was composed may be written; with the call itself it is less than others keep away."""

Key = tuple[int, int]
"""A workspace and a brainstorm."""


@dataclass(slots=True)
class BoardKeeper:
    """Looks after brainstorms from a thread of its own."""

    owner: str
    _around: Surroundings | None = None
    _holds: Holds = field(default_factory=Holds)
    _shown: dict[tuple[int, str], Message] = field(default_factory=dict[tuple[int, str], Message])
    _waiting: dict[int, float] = field(default_factory=dict[int, float])
    """Until when Slack has asked to wait, by workspace."""
    _stale: set[Key] = field(default_factory=set[Key])
    _recent: set[Key] = field(default_factory=set[Key])
    """What was under way when this process looked last: its last messages are still to be shown."""
    _shown_at: dict[tuple[int, str], float] = field(default_factory=dict[tuple[int, str], float])
    _resting: dict[Key, float] = field(default_factory=dict[Key, float])
    """Until when what failed is left alone."""
    _hushed: dict[int, float] = field(default_factory=dict[int, float])
    """Until when Slack wants no reminders, by workspace."""
    _has_looked: bool = False
    _change: threading.Condition = field(default_factory=threading.Condition)
    _stopping: bool = False
    _thread: threading.Thread | None = None

    def start(self, around: Surroundings) -> None:
        self._around = around
        self._thread = threading.Thread(target=self._work, name="boards", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being shown, and stop."""
        with self._change:
            self._stopping = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join(timeout=15)

    def mark_stale(self, workspace: int, brainstorm_id: int) -> None:
        """Something in a brainstorm has changed."""
        with self._change:
            self._stale.add((workspace, brainstorm_id))
            self._change.notify()

    def _work(self) -> None:
        while not self._stopping:
            busy = False
            try:
                busy = self.keep()
            except Exception as error:
                log_failure("keeping a brainstorm's message", error)
            with self._change:
                self._change.wait_for(lambda: self._stopping, timeout=PAUSE_SECONDS)
                if not busy:
                    self._change.wait_for(lambda: self._stopping or bool(self._stale), timeout=IDLE_SECONDS)

    def keep(self) -> bool:
        """Do everything that is to be done for brainstorms now; returns whether any is under way."""
        around = self._around
        if around is None:
            return False
        now = around.now()
        with around.books.reading_everywhere() as connection:
            under_way = set(
                list_open_brainstorms(connection, None if self._has_looked else now - LOOKED_BACK)
            )
        self._has_looked = True
        with self._change:
            stale, self._stale = self._stale, set()
        looked_at = under_way | stale | self._recent
        for workspace in sorted({workspace for workspace, _ in under_way}):
            try:
                advance_brainstorms(around.books, workspace, now, enough=self._has_enough)
            except Exception as error:
                log_failure(f"moving on the brainstorms of workspace {workspace}", error)
        if looked_at:
            self._post(around)
        left: set[Key] = set()
        written: set[int] = set()
        for key in sorted(looked_at, key=self._find_last_showing):
            if self._stopping:
                break
            if not self._look_after(around, key, written):
                left.add(key)
        self._recent = under_way | left
        kept = {(workspace, name_post(each, post)) for workspace, each in looked_at for post in Phase}
        self._shown = {place: words for place, words in self._shown.items() if place in kept}
        self._shown_at = {place: at for place, at in self._shown_at.items() if place in kept}
        self._resting = {key: until for key, until in self._resting.items() if key in left}
        return bool(looked_at)

    def _post(self, around: Surroundings) -> None:
        try:
            deliver_all(
                around.books,
                around.messengers,
                now=around.now,
                owner=f"{self.owner}:boards",
                holds=self._holds,
                kind=BRAINSTORM,
                stop=self._has_enough,
            )
        except Exception as error:
            log_failure("posting a brainstorm's message", error)

    def _find_last_showing(self, key: Key) -> tuple[float, Key]:
        """Return when a brainstorm had its turn last: whoever waits longest is next."""
        posts = ((key[0], name_post(key[1], post)) for post in Phase)
        return max(self._shown_at.get(each, 0.0) for each in posts), key

    def _look_after(self, around: Surroundings, key: Key, written: set[int]) -> bool:
        """Show and remind; False where something is left. What fails here is no matter of the others."""
        if time.monotonic() < self._resting.get(key, 0.0):
            return False
        try:
            whole = self._show(around, *key, written)
            self._remind(around, *key)
        except Exception as error:
            self._resting[key] = time.monotonic() + AFTER_FAILURE_SECONDS
            log_failure(f"keeping brainstorm {key[1]} of workspace {key[0]}", error)
            return False
        return whole

    def _has_enough(self) -> bool:
        return self._stopping

    def _show(self, around: Surroundings, workspace: int, brainstorm_id: int, written: set[int]) -> bool:
        """Show the messages of a brainstorm as they stand; returns whether all of them do.

        One message a round in a workspace: Slack counts them together, and `written` says where one was.
        """
        if time.monotonic() < self._waiting.get(workspace, 0.0):
            return False
        posts = compose_posts(around, workspace, brainstorm_id, around.now())
        whole = not any(place is None and coming for _, place, coming, _ in posts)
        outdated = [
            (key, place)
            for key, place, _, words in posts
            if place is not None and self._shown.get((workspace, key)) != words
        ]
        if not outdated:
            return whole
        if workspace in written:
            return False
        messenger = around.messengers.find_for_workspace(workspace)
        if messenger is None:
            return True
        key, place = min(outdated, key=lambda each: self._shown_at.get((workspace, each[0]), 0.0))
        with around.books.transaction(workspace) as transaction:
            kept = take_keeping(transaction, brainstorm_id, self.owner, around.now())
        taken_at = time.monotonic()
        if not kept:
            # Another process writes: what this one wrote may stand there no longer.
            for each, *_ in posts:
                self._shown.pop((workspace, each), None)
            return False
        # Composed once more: others may have added something while the message was being taken on.
        posts = compose_posts(around, workspace, brainstorm_id, around.now())
        newest = next((words for each, _, _, words in posts if each == key), None)
        if newest is None:
            return True
        if time.monotonic() - taken_at > FRESH_SECONDS:
            return False
        written.add(workspace)
        pause = rewrite_post(messenger.client, *place, newest)
        self._shown_at[workspace, key] = time.monotonic()
        if pause:
            self._waiting[workspace] = time.monotonic() + pause
            return False
        self._shown[workspace, key] = newest
        return whole and len(outdated) == 1

    def _remind(self, around: Surroundings, workspace: int, brainstorm_id: int) -> None:
        """Remind, once and privately, whoever has not chosen when half of the time is over (NS-13)."""
        now = around.now()
        messenger = around.messengers.find_for_workspace(workspace)
        if messenger is None or time.monotonic() < self._hushed.get(workspace, 0.0):
            return
        with around.books.reading(workspace) as reader:
            board = read_board(reader, brainstorm_id, now)
        if board is None or board.brainstorm.phase is not Phase.CHOOSING:
            return
        with around.books.transaction(workspace) as transaction:
            reminded = claim_reminders(transaction, brainstorm_id, now, WHISPERS_A_ROUND)
        channel, words = board.brainstorm.channel, compose_choose_reminder(board)
        for seller in reminded:
            if seller.slack_id is None:
                continue
            pause = whisper(messenger.client, channel, seller.slack_id, words)
            if pause:
                self._hushed[workspace] = time.monotonic() + pause
                with around.books.transaction(workspace) as transaction:
                    forget_reminder(transaction, brainstorm_id, seller.rep_id)


def compose_posts(
    around: Surroundings, workspace: int, brainstorm_id: int, now: datetime
) -> list[tuple[str, tuple[str, str] | None, bool, Message]]:
    """Return the messages of a brainstorm: key, where it stands, whether it is coming, its words."""
    with around.books.reading(workspace) as reader:
        board = read_board(reader, brainstorm_id, now)
        if board is None:
            return []
        return [
            (
                key,
                find_place_of_key(reader, key),
                is_post_coming(reader, key),
                compose_board(BoardFacts(board, post)),
            )
            for post in list_posts(board.brainstorm)
            for key in [name_post(brainstorm_id, post)]
        ]


def heed_press(
    around: Surroundings, visit: Visit, body: dict[str, Any], carried: dict[str, Any]
) -> Callable[[], None]:
    """Learn from a press where a brainstorm's message stands; returns what is to be done after the visit.

    A post whose answer was lost cannot be looked up in a channel, whose history the bot does not read. The
    message that is pressed tells; one that came twice is taken out of the way.
    """
    container = body.get("container", {})
    channel, ts = container.get("channel_id"), container.get("message_ts")
    if not channel or not ts or container.get("is_ephemeral"):
        return lambda: None
    key = name_post(int(carried["brainstorm"]), Phase(carried["post"]))
    adopt_place(visit.transaction, key, channel, ts)
    if find_place_of_key(visit.transaction, key) in (None, (channel, ts)):
        return lambda: None

    def take_away() -> None:
        rewrite_post(around.messenger_for(body).client, channel, ts, compose_goes_on())

    return take_away
