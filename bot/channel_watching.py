"""Looks now and then at the channels of brainstorms: a shut one stops the clock until it is open again."""

from dataclasses import dataclass, field
from datetime import datetime

from bot.brainstorm_posts import BrainstormNow
from bot.channel_access import Access, find_obstacle, look_at_channel
from bot.messenger import SlackMessenger
from bot.surroundings import Surroundings
from jobs.brainstorm_posts import try_post_again
from jobs.interruptions import give_up, interrupt, resume
from jobs.rules.interruptions import Course, Obstacle, choose_course, is_look_due
from storage.brainstorms import take_keeping
from storage.database import Transaction

Key = tuple[int, int]
"""A workspace and a brainstorm."""


@dataclass(slots=True)
class ChannelWatcher:
    """Says whether a brainstorm's messages may be shown; one process at a time asks Slack."""

    owner: str
    _looked_at: dict[Key, datetime] = field(default_factory=dict[Key, datetime])
    _refused: set[Key] = field(default_factory=set[Key])
    """Of what Slack did not let a message be shown since its channel was looked at."""
    _acquitted: set[Key] = field(default_factory=set[Key])
    """Of what that was so, and the channel was found open: it is not the channel's doing."""
    _unanswered: set[Key] = field(default_factory=set[Key])
    """Of what channel Slack told nothing when it was asked last: it is not asked more often for a doubt."""
    _shut: set[Key] = field(default_factory=set[Key])
    """What was not to be shown when its channel was looked at last."""

    def note_refusal(self, key: Key) -> bool:
        """Slack did not let a message be shown: its channel is looked at soon, and nothing shown before.

        Returns whether that has been so, and the channel was open: there is no use in trying it again.
        """
        if key in self._acquitted:
            self._acquitted.discard(key)
            return True
        self._refused.add(key)
        return False

    def note_showing(self, key: Key) -> None:
        """Slack let a message be shown."""
        self._acquitted.discard(key)

    def is_in_doubt(self, key: Key) -> bool:
        """Return whether a channel is still to be looked at because something was refused there."""
        return key in self._refused

    def keep_only(self, keys: set[Key]) -> None:
        """Forget what is no brainstorm any more that anybody looks after."""
        self._looked_at = {key: at for key, at in self._looked_at.items() if key in keys}
        self._refused &= keys
        self._acquitted &= keys
        self._unanswered &= keys
        self._shut &= keys

    def is_open(self, around: Surroundings, messenger: SlackMessenger, key: Key, seen: BrainstormNow) -> bool:
        """Return whether the messages may be shown now, having looked at the channel if it is time to."""
        now, (workspace, brainstorm_id) = around.now(), key
        live, open_so_far = seen.live, seen.interruption is None and key not in self._shut
        refused_because = None if live is None else live.refused_because
        doubted = key not in self._unanswered and (key in self._refused or refused_because is not None)
        stands = live is not None and live.place is not None
        looked_at = self._looked_at.get(key)
        if not is_look_due(looked_at, now, seen.interruption, doubted=doubted, stands=stands):
            return open_so_far and key not in self._refused
        self._looked_at[key] = now
        with around.books.transaction(workspace) as transaction:
            if not take_keeping(transaction, brainstorm_id, self.owner, now):
                return open_so_far
        access = look_at_channel(messenger.client, seen.board.brainstorm.channel)
        was_refused = key in self._refused
        self._refused.discard(key)
        if access in (Access.NO_ANSWER, Access.NO_SCOPE):
            self._unanswered.add(key)
            if was_refused and access is Access.NO_SCOPE:
                self._acquitted.add(key)
            return open_so_far
        self._unanswered.discard(key)
        obstacle = find_obstacle(access, refused_because)
        course = choose_course(
            seen.board.brainstorm,
            seen.interruption,
            obstacle,
            awaited=seen.awaited,
            stands=stands,
            now=now,
        )
        if course not in (Course.SHOW, Course.WAIT):
            with around.books.transaction(workspace) as transaction:
                followed = _follow(transaction, seen, course, obstacle, now)
            if not followed:
                # It was changed since it was read: what follows from that is seen by another look, at once.
                del self._looked_at[key]
                return False
            around.deliver_soon()
        if course in (Course.SHOW, Course.RESUME):
            self._shut.discard(key)
        else:
            self._shut.add(key)
        if course is not Course.SHOW:
            self._acquitted.discard(key)
        elif was_refused:
            self._acquitted.add(key)
        return course is Course.SHOW


def _follow(
    transaction: Transaction,
    seen: BrainstormNow,
    course: Course,
    obstacle: Obstacle | None,
    now: datetime,
) -> bool:
    """Do what follows from a look; False where somebody else has changed it meanwhile."""
    brainstorm = seen.board.brainstorm
    match course:
        case Course.INTERRUPT if obstacle is not None:
            return interrupt(transaction, brainstorm, obstacle, now)
        case Course.RESUME if seen.interruption is not None:
            return resume(transaction, brainstorm, seen.interruption, now)
        case Course.TRY:
            # One that is under way is tried, too.
            try_post_again(transaction, brainstorm, now)
            return True
        case Course.GIVE_UP:
            return give_up(transaction, brainstorm, now)
        case _:
            return True
