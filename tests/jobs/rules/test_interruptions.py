"""A brainstorm whose channel is shut: what follows, when it is looked at, and which time it keeps."""

from dataclasses import replace
from datetime import timedelta

import pytest

from jobs.rules.brainstorms import count_minutes_left, find_later_end
from jobs.rules.interruptions import (
    Course,
    Interruption,
    Obstacle,
    choose_course,
    find_end_again,
    find_moment,
    is_end_awaited,
    is_forsaken,
    is_look_due,
    may_clock_move_on,
    may_post,
)
from storage.brainstorm_records import Brainstorm, Phase
from tests.jobs.rules.test_brainstorms import CHOOSING, NOW, OPENED

A_MINUTE, A_DAY = timedelta(minutes=1), timedelta(days=1)
CLOSED = replace(CHOOSING, phase=Phase.CLOSED, ends_at=None, closed_at=NOW)


def shut(obstacle: Obstacle = Obstacle.NOT_INVITED, minutes: float = 0) -> Interruption:
    return Interruption(1, obstacle, NOW + timedelta(minutes=minutes))


@pytest.mark.parametrize(
    ("interruption", "obstacle", "stands", "course"),
    [
        (None, None, True, Course.SHOW),
        (None, None, False, Course.SHOW),
        (None, Obstacle.NOT_INVITED, True, Course.INTERRUPT),
        (None, Obstacle.RESTRICTED, False, Course.INTERRUPT),
        (shut(), Obstacle.NOT_INVITED, True, Course.WAIT),
        (shut(), Obstacle.ARCHIVED, False, Course.WAIT),
        (shut(), None, True, Course.RESUME),
        (shut(), None, False, Course.RESUME),
        (shut(Obstacle.SHARED), None, True, Course.RESUME),
        # Nothing but a post shows whether it is taken.
        (shut(Obstacle.RESTRICTED), None, False, Course.TRY),
        (shut(Obstacle.RESTRICTED), Obstacle.RESTRICTED, False, Course.TRY),
        (shut(Obstacle.RESTRICTED), None, True, Course.RESUME),
        (shut(Obstacle.RESTRICTED), Obstacle.ARCHIVED, False, Course.WAIT),
    ],
)
def test_what_follows_from_a_look(
    interruption: Interruption | None, obstacle: Obstacle | None, stands: bool, course: Course
) -> None:
    """Complaint 16."""
    now = NOW + A_MINUTE
    assert choose_course(OPENED, interruption, obstacle, awaited=True, stands=stands, now=now) is course


def test_of_what_is_over_and_stands_there_nobody_is_told() -> None:
    """NS-14: somebody presses a button of it weeks later, in a channel that is shut by then."""
    for obstacle, course in ((Obstacle.NOT_INVITED, Course.WAIT), (None, Course.SHOW)):
        found = choose_course(CLOSED, None, obstacle, awaited=False, stands=True, now=NOW)
        assert found is course
    unseen = choose_course(CLOSED, None, Obstacle.NOT_INVITED, awaited=True, stands=False, now=NOW)
    assert unseen is Course.INTERRUPT


@pytest.mark.parametrize(
    ("brainstorm", "obstacle", "course"),
    [
        (OPENED, Obstacle.ARCHIVED, Course.GIVE_UP),
        (CHOOSING, Obstacle.RESTRICTED, Course.GIVE_UP),
        (CLOSED, Obstacle.ARCHIVED, Course.WAIT),
        (OPENED, None, Course.RESUME),
    ],
)
def test_after_a_day_it_is_closed_unless_it_can_go_on(
    brainstorm: Brainstorm, obstacle: Obstacle | None, course: Course
) -> None:
    interruption = shut(obstacle or Obstacle.NOT_INVITED)
    found = choose_course(brainstorm, interruption, obstacle, awaited=False, stands=False, now=NOW + A_DAY)
    assert found is course
    assert is_forsaken(interruption, NOW + A_DAY)
    assert not is_forsaken(interruption, NOW + A_DAY - A_MINUTE)


@pytest.mark.parametrize(
    ("interruption", "hours", "coming", "awaited"),
    [
        (None, 0, True, True),
        (None, 0, False, False),
        (shut(), 23, False, True),
        (shut(), 23, True, True),
        (shut(), 24, True, False),
    ],
)
def test_an_end_is_awaited_while_it_comes_or_somebody_was_told_that_it_does(
    interruption: Interruption | None, hours: int, coming: bool, awaited: bool
) -> None:
    """NS-14."""
    assert is_end_awaited(interruption, NOW + timedelta(hours=hours), coming=coming) is awaited


@pytest.mark.parametrize(
    ("interruption", "doubted", "due"),
    [
        (None, False, 15),
        (None, True, 5),
        (shut(), False, 15),
        (shut(), True, 15),
        (shut(Obstacle.RESTRICTED), True, 60),
    ],
)
def test_a_channel_is_looked_at_now_and_then(
    interruption: Interruption | None, doubted: bool, due: int
) -> None:
    def is_due(seconds: float) -> bool:
        moment = NOW + timedelta(seconds=seconds)
        return is_look_due(NOW, moment, interruption, doubted=doubted, stands=False)

    assert is_due(due)
    assert not is_due(due - 1)
    # The playground's clock was moved back.
    assert is_due(-due)
    assert is_look_due(None, NOW, interruption, doubted=doubted, stands=False)


def test_where_posting_was_restricted_it_goes_on_as_soon_as_a_post_was_taken() -> None:
    """Complaint 16."""
    interruption = shut(Obstacle.RESTRICTED)
    assert is_look_due(NOW, NOW, interruption, doubted=False, stands=True)
    assert not is_look_due(NOW, NOW, shut(), doubted=False, stands=True)


def test_the_clock_stands_still_and_nothing_is_posted_but_to_try() -> None:
    """NS-11, complaint 16."""
    assert may_clock_move_on(None)
    assert not may_clock_move_on(shut())
    assert may_post(None)
    assert not may_post(shut(Obstacle.SHARED))
    assert may_post(shut(Obstacle.RESTRICTED))


@pytest.mark.parametrize(("minutes", "hours"), [(0, 1), (3, 5), (7.5, 20)])
def test_the_time_that_was_left_is_given_back(minutes: float, hours: float) -> None:
    """NS-11.

    Nobody saw the message meanwhile: what was left when it was found out is left when it goes on.
    """
    since = NOW + timedelta(minutes=minutes)
    again = since + timedelta(hours=hours)
    ends_at = find_end_again(OPENED, shut(minutes=minutes), again)
    assert OPENED.ends_at is not None
    assert ends_at is not None
    assert ends_at - again == OPENED.ends_at - since


def test_a_phase_that_somebody_began_meanwhile_has_all_of_its_time() -> None:
    """NS-13."""
    began = NOW + timedelta(hours=1)
    choosing = replace(CHOOSING, choosing_since=began, ends_at=began + timedelta(minutes=4))
    again = began + timedelta(hours=2)
    assert find_end_again(choosing, shut(), again) == again + timedelta(minutes=4)


def test_what_is_closed_has_no_time_to_give_back() -> None:
    assert find_end_again(CLOSED, shut(), NOW + A_DAY) is None


def test_more_minutes_are_added_to_what_was_left() -> None:
    """NS-11: pressed on a message that is not shown anew, an hour after the clock was stopped."""
    interruption, now = shut(minutes=3), NOW + timedelta(hours=1)
    extended = replace(OPENED, ends_at=find_later_end(OPENED, find_moment(interruption, now)))
    ends_at = find_end_again(extended, interruption, now)
    assert count_minutes_left(replace(extended, ends_at=ends_at), now) == 8 - 3 + 2
    assert find_moment(None, now) == now
