"""A brainstorm whose message nobody can be shown: what stands in its way, and what follows from it. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from storage.brainstorm_records import Brainstorm, Phase

GIVEN_UP_AFTER = timedelta(days=1)
"""So long a brainstorm waits for somebody to let the bot in again."""
LOOKED_EVERY = timedelta(seconds=15)
"""So often the channel of a brainstorm is looked at: of one that was shared since, Slack does not tell."""
DOUBTED_EVERY = timedelta(seconds=5)
"""So often where something was refused."""
TRIED_EVERY = timedelta(seconds=60)
"""So often where only a post shows whether it is taken."""


class Obstacle(StrEnum):
    """Why the bot can't show anything in a channel, or may not."""

    NOT_INVITED = "not invited"
    ARCHIVED = "archived"
    SHARED = "shared"
    """Another company reads it, too."""
    RESTRICTED = "restricted"
    """Slack lets only some people post there."""


@dataclass(frozen=True, slots=True)
class Interruption:
    """Nobody can see how a brainstorm goes on, since then; whoever opened it was told."""

    message_id: int
    """The id of what tells them, in the queue: there it is remembered."""
    obstacle: Obstacle
    since: datetime


class Course(StrEnum):
    """What is to be done about a brainstorm, by how its channel was found."""

    SHOW = "show"
    INTERRUPT = "interrupt"
    WAIT = "wait"
    TRY = "try"
    """Post anew, and see whether it is taken."""
    RESUME = "resume"
    GIVE_UP = "give up"


def choose_course(
    brainstorm: Brainstorm,
    interruption: Interruption | None,
    obstacle: Obstacle | None,
    *,
    awaited: bool,
    stands: bool,
    now: datetime,
) -> Course:
    """Return what follows from a look at the channel, in which the message that is on `stands`, or not.

    Of a brainstorm that is over, and of which nothing is `awaited` any more, nobody is told. That the bot may
    post again where posting was restricted is seen by nothing but a post.
    """
    if interruption is None and obstacle is not None:
        return Course.INTERRUPT if awaited else Course.WAIT
    if interruption is None:
        return Course.SHOW
    kept_out = interruption.obstacle is Obstacle.RESTRICTED and not stands
    if obstacle is None and not kept_out:
        return Course.RESUME
    if is_forsaken(interruption, now):
        return Course.WAIT if brainstorm.phase is Phase.CLOSED else Course.GIVE_UP
    return Course.TRY if obstacle in (None, Obstacle.RESTRICTED) and kept_out else Course.WAIT


def is_forsaken(interruption: Interruption, now: datetime) -> bool:
    """Return whether nobody has let the bot in again for so long that it is not waited for any more."""
    return now - interruption.since >= GIVEN_UP_AFTER


def is_end_awaited(interruption: Interruption | None, now: datetime, *, coming: bool) -> bool:
    """Return whether what came of a brainstorm that is over is still to be shown.

    Whoever opened it was told that this happens by itself, or the message is `coming`.
    """
    return coming if interruption is None else not is_forsaken(interruption, now)


def is_look_due(
    looked_at: datetime | None,
    now: datetime,
    interruption: Interruption | None,
    *,
    doubted: bool,
    stands: bool,
) -> bool:
    """Return whether the channel of a brainstorm is to be looked at, or tried, again."""
    if looked_at is None:
        return True
    if interruption is not None and interruption.obstacle is Obstacle.RESTRICTED:
        # Its message was taken: it goes on at once.
        pause = timedelta(0) if stands else TRIED_EVERY
    else:
        pause = DOUBTED_EVERY if doubted and interruption is None else LOOKED_EVERY
    return abs(now - looked_at) >= pause


def may_clock_move_on(interruption: Interruption | None) -> bool:
    """Return whether a phase ends by the clock: not while nobody can see that it does."""
    return interruption is None


def may_post(interruption: Interruption | None) -> bool:
    """Return whether a post makes sense; where posting was restricted, it is how that is found out."""
    return interruption is None or interruption.obstacle is Obstacle.RESTRICTED


def find_end_again(brainstorm: Brainstorm, interruption: Interruption, now: datetime) -> datetime | None:
    """Return the end of a phase that goes on: the time in which nobody saw it is given back."""
    if brainstorm.ends_at is None:
        return None
    began = brainstorm.choosing_since or brainstorm.opened_at
    return brainstorm.ends_at + max(timedelta(0), now - max(interruption.since, began))


def find_moment(interruption: Interruption | None, now: datetime) -> datetime:
    """Return the moment at which a brainstorm's clock stands: it does not go on while nobody can see it."""
    return now if interruption is None else min(now, interruption.since)
