"""The clock moves, stops and tells, and never goes backwards by itself."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.playground.movable_clock import MovableClock

START = datetime(2026, 11, 21, 9, tzinfo=UTC)


class RealTime:
    """A real clock that the test sets."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment


def test_it_follows_the_real_time_with_an_offset() -> None:
    real = RealTime()
    clock = MovableClock(real)
    assert clock.move_forward(timedelta(days=7)) == START + timedelta(days=7)
    real.moment += timedelta(minutes=5)
    assert clock.now() == START + timedelta(days=7, minutes=5)
    assert clock.real_now() == START + timedelta(minutes=5)


def test_it_does_not_follow_the_real_time_backwards() -> None:
    real = RealTime()
    clock = MovableClock(real)
    clock.now()
    real.moment -= timedelta(hours=1)
    assert clock.now() == START


def test_backwards_only_when_told() -> None:
    clock = MovableClock(RealTime())
    with pytest.raises(ValueError, match="only moves forward"):
        clock.move_to(START - timedelta(days=1))
    assert clock.move_to(START - timedelta(days=1), backwards=True) == START - timedelta(days=1)


def test_a_moment_needs_a_time_zone() -> None:
    with pytest.raises(ValueError, match="time zone"):
        MovableClock(RealTime()).move_to(datetime(2026, 12, 1))  # noqa: DTZ001 - that is the mistake


def test_it_stands_while_paused_but_can_be_moved() -> None:
    real = RealTime()
    clock = MovableClock(real)
    clock.pause()
    real.moment += timedelta(hours=3)
    assert (clock.now(), clock.running) == (START, False)
    clock.move_forward(timedelta(hours=1))
    assert clock.now() == START + timedelta(hours=1)
    clock.resume()
    real.moment += timedelta(minutes=1)
    assert (clock.now(), clock.running) == (START + timedelta(hours=1, minutes=1), True)


def test_listeners_hear_each_change_until_they_leave() -> None:
    clock = MovableClock(RealTime())
    heard: list[datetime] = []
    unsubscribe = clock.subscribe(heard.append)
    clock.move_forward(timedelta(days=1))
    clock.pause()
    unsubscribe()
    unsubscribe()
    clock.resume()
    assert heard == [START + timedelta(days=1)] * 2
