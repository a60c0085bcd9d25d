"""Keeps the messages of brainstorms up to date: the newest state, at most once a second, never backwards.

Whoever adds an idea waits for none of it. What is shown is always composed anew from what is stored, by one
process at a time, so that thirty people at once lose nothing, and neither does a bot that ends in between.
"""

import threading
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.brainstorm_posts import BrainstormNow, PostNow, read_brainstorm_now
from bot.channel_watching import ChannelWatcher, Key
from bot.channels import rewrite_post
from bot.choice_reminders import Reminder
from bot.failures import log_failure
from bot.member_asking import MemberAsker
from bot.messages.blocks import Message
from bot.messenger import SlackMessenger
from bot.surroundings import Surroundings
from bot.worker import Worker
from jobs.brainstorm_posts import BRAINSTORM, name_post, note_end, replace_deleted
from jobs.brainstorms import advance_brainstorms, read_earlier
from jobs.interruptions import list_awaited
from jobs.rules.delivery import Holds
from jobs.rules.harvests import Earlier
from jobs.schedule import deliver_all
from storage.brainstorm_records import Brainstorm, Phase
from storage.brainstorms import list_open_brainstorms, take_keeping
from storage.database import Transaction
from storage.queue_depths import is_any_due

PAUSE_SECONDS = 1.25
"""Between two changes of a message: Slack takes fifty a minute."""
IDLE_SECONDS = 5.0
"""So long nobody looks while no brainstorm is under way; whoever begins one wakes this process at once."""
LOOKED_BACK = timedelta(hours=1)
"""Of what was closed so long ago a bot that has just started shows the end: the one before may have died."""
SEARCHED_EVERY = timedelta(minutes=1)
"""So often what was closed longer ago is searched for somebody who still waits for its end."""
AFTER_FAILURE_SECONDS = 5.0
"""So long a brainstorm is left alone that could not be shown."""
FRESH_SECONDS = 2.0
"""So long what was composed may be written; with the call itself it is less than others keep away."""
SHUT_SECONDS = 2.5
"""So long one is left alone whose channel is shut."""


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
    _asker: MemberAsker = field(default_factory=MemberAsker)
    _reminder: Reminder = field(default_factory=Reminder)
    _earlier: dict[Key, Earlier] = field(default_factory=dict[Key, Earlier])
    _has_looked: bool = False
    _searched_at: datetime | None = None
    _change: threading.Lock = field(default_factory=threading.Lock)
    _worker: Worker = field(
        default_factory=lambda: Worker(
            "boards",
            "keeping a brainstorm's message",
            pause_seconds=PAUSE_SECONDS,
            idle_seconds=IDLE_SECONDS,
        )
    )

    _watch: ChannelWatcher = field(init=False)

    def __post_init__(self) -> None:
        self._watch = ChannelWatcher(self.owner)

    def start(self, around: Surroundings) -> None:
        self._around = around
        self._worker.wake()
        self._worker.start(self.keep)

    def stop(self) -> None:
        """Finish what is being shown, and stop."""
        self._worker.stop(patience=15)

    def mark_stale(self, workspace: int, brainstorm_id: int) -> None:
        """Something in a brainstorm has changed."""
        with self._change:
            self._stale.add((workspace, brainstorm_id))
        self._worker.wake()

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
        looked_at = under_way | stale | self._recent | self._search(around, now)
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
            if self._worker.stopping:
                break
            if not self._look_after(around, key, written):
                left.add(key)
        self._recent = under_way | left
        self._forget_all_but(looked_at, left)
        return bool(looked_at)

    def _search(self, around: Surroundings, now: datetime) -> set[Key]:
        """Return whose end is still awaited, now and then: no process need have kept it in mind."""
        if self._searched_at is not None and abs(now - self._searched_at) < SEARCHED_EVERY:
            return set()
        try:
            awaited = list_awaited(around.books, now)
        except Exception as error:
            log_failure("searching for brainstorms whose end is awaited", error)
            return set()
        self._searched_at = now
        return awaited

    def _forget_all_but(self, looked_at: set[Key], left: set[Key]) -> None:
        kept = {(workspace, name_post(each, post)) for workspace, each in looked_at for post in Phase}
        self._shown = {place: words for place, words in self._shown.items() if place in kept}
        self._shown_at = {place: at for place, at in self._shown_at.items() if place in kept}
        self._resting = {key: until for key, until in self._resting.items() if key in left}
        self._earlier = {key: earlier for key, earlier in self._earlier.items() if key in looked_at}
        self._watch.keep_only(looked_at)
        self._asker.keep_only(looked_at)
        self._reminder.forget_past()

    def _post(self, around: Surroundings) -> None:
        try:
            with around.books.reading_everywhere() as connection:
                if not is_any_due(connection, BRAINSTORM, around.now()):
                    return
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
            seen = read_brainstorm_now(around, *key, around.now(), self._recall_earlier)
            messenger = around.messengers.find_for_workspace(key[0])
            if seen is None or messenger is None:
                return True
            if not self._watch.is_open(around, messenger, key, seen):
                self._resting[key] = time.monotonic() + SHUT_SECONDS
                return not (seen.awaited or seen.outdated or self._watch.is_in_doubt(key))
            whole = self._show(around, messenger, key, seen, written)
            self._asker.ask(around, messenger.client, key[0], seen)
            self._reminder.remind(around, messenger.client, key[0], seen)
        except Exception as error:
            self._resting[key] = time.monotonic() + AFTER_FAILURE_SECONDS
            log_failure(f"keeping brainstorm {key[1]} of workspace {key[0]}", error)
            return False
        return whole

    def _has_enough(self) -> bool:
        return self._worker.stopping

    def _recall_earlier(self, transaction: Transaction, brainstorm: Brainstorm, now: datetime) -> Earlier:
        """Return what there is of the brainstorms before one: looked up once, since it takes long."""
        key = (transaction.workspace, brainstorm.id)
        if key not in self._earlier:
            self._earlier[key] = read_earlier(transaction, brainstorm, now)
        return self._earlier[key]

    def _show(
        self,
        around: Surroundings,
        messenger: SlackMessenger,
        key: Key,
        seen: BrainstormNow,
        written: set[int],
    ) -> bool:
        """Show the messages of a brainstorm as they stand; returns whether all of them do.

        One message a round in a workspace: Slack counts them together, and `written` says where one was.
        """
        workspace, brainstorm_id = key
        if time.monotonic() < self._waiting.get(workspace, 0.0):
            return False
        whole = not any(each.coming for each in seen.posts)
        outdated = [
            each
            for each in seen.posts
            if each.place is not None and self._shown.get((workspace, each.key)) != each.words
        ]
        if not outdated:
            return whole
        if workspace in written:
            return False
        chosen = min(outdated, key=lambda each: self._shown_at.get((workspace, each.key), 0.0)).key
        with around.books.transaction(workspace) as transaction:
            kept = take_keeping(transaction, brainstorm_id, self.owner, around.now())
        taken_at = time.monotonic()
        if not kept:
            # Another process writes: what this one wrote may stand there no longer.
            for each in seen.posts:
                self._shown.pop((workspace, each.key), None)
            return False
        # Composed once more: others may have added something while the message was being taken on.
        newest = read_brainstorm_now(around, *key, around.now(), self._recall_earlier)
        post = None if newest is None else newest.find(chosen)
        if newest is None or post is None or post.place is None:
            return newest is None
        if time.monotonic() - taken_at > FRESH_SECONDS:
            return False
        written.add(workspace)
        became = rewrite_post(messenger.client, *post.place, post.words)
        self._shown_at[workspace, chosen] = time.monotonic()
        if became.pause:
            self._waiting[workspace] = time.monotonic() + became.pause
            return False
        if became.gone and post is newest.live:
            with around.books.transaction(workspace) as transaction:
                if replace_deleted(transaction, newest.board.brainstorm, post.place[1], around.now()):
                    self._shown.pop((workspace, chosen), None)
                    return False
        if became.refused and not self._watch.note_refusal(key):
            return False
        if not became.refused:
            self._watch.note_showing(key)
        self._note_shown(around, workspace, newest, post)
        return whole and len(outdated) == 1 and not became.refused

    def _note_shown(self, around: Surroundings, workspace: int, seen: BrainstormNow, post: PostNow) -> None:
        self._shown[workspace, post.key] = post.words
        brainstorm = seen.board.brainstorm
        if post.is_outdated(brainstorm.phase):
            with around.books.transaction(workspace) as transaction:
                note_end(transaction, brainstorm.id, post.post)
