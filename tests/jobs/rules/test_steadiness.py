"""Touches by fortnight and how steady they were (NS-7): plain counts that anybody can check."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.steadiness import FORTNIGHT_DAYS, FORTNIGHTS, Steadiness, count_fortnights, rate_steadiness
from storage.records import Kind
from tests.builders import TODAY, days_before

LONG_AGO = days_before(1000)
touches = st.lists(st.tuples(st.integers(-30, 400).map(days_before), st.sampled_from(Kind)), max_size=60)


def attended(*days: int) -> list[tuple[date, Kind]]:
    return [(days_before(each), Kind.ATTENTION) for each in days]


def test_the_newest_fortnight_ends_today() -> None:
    newest, before = reversed(count_fortnights(attended(0, 13, 14), TODAY)[-2:])
    assert (newest.first, newest.attention) == (days_before(13), 2)
    assert (before.first, before.attention) == (days_before(27), 1)


def test_kinds_are_counted_apart() -> None:
    days = [(TODAY, kind) for kind in (Kind.SELLING, Kind.SELLING, Kind.SCHEDULING, Kind.ATTENTION)]
    newest = count_fortnights(days, TODAY)[-1]
    assert (newest.attention, newest.selling, newest.scheduling, newest.touches) == (1, 2, 1, 4)


def test_eleven_of_the_last_thirteen() -> None:
    """NS-7, with the product's own figures: two fortnights were left out."""
    days = attended(*(ago * FORTNIGHT_DAYS for ago in range(FORTNIGHTS) if ago not in (3, 7)))
    assert rate_steadiness(count_fortnights(days, TODAY), LONG_AGO, TODAY) == Steadiness(11, 13)


def test_selling_does_not_keep_the_beat() -> None:
    """NS-7 counts non-selling touches only."""
    days = [(days_before(ago), kind) for ago in range(180) for kind in (Kind.SELLING, Kind.SCHEDULING)]
    assert rate_steadiness(count_fortnights(days, TODAY), LONG_AGO, TODAY) == Steadiness(0, 13)


def test_an_account_added_later_counts_only_since_then() -> None:
    """NS-7: nobody could have kept the beat before the account was there."""
    fortnights = count_fortnights(attended(1, 15, 29), TODAY)
    for days, passed in ((0, 0), (12, 0), (13, 1), (26, 1), (27, 2), (41, 3), (900, 13)):
        assert rate_steadiness(fortnights, days_before(days), TODAY) == Steadiness(min(passed, 3), passed)


def test_an_account_added_tomorrow_has_no_fortnight_yet() -> None:
    assert rate_steadiness(count_fortnights([], TODAY), TODAY + timedelta(days=1), TODAY) == Steadiness(0, 0)


@given(touches, st.randoms(use_true_random=False))
def test_order_and_later_touches_change_nothing(days: list[tuple[date, Kind]], shuffler: object) -> None:
    known = [each for each in days if each[0] <= TODAY]
    shuffled = list(days)
    shuffler.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count_fortnights(shuffled, TODAY) == count_fortnights(known, TODAY)


@given(touches)
def test_every_touch_of_the_half_year_is_counted_once(days: list[tuple[date, Kind]]) -> None:
    half_year = [day for day, _ in days if 0 <= (TODAY - day).days < FORTNIGHTS * FORTNIGHT_DAYS]
    assert sum(each.touches for each in count_fortnights(days, TODAY)) == len(half_year)


@given(touches, st.integers(0, 400))
def test_one_more_touch_of_attention_never_makes_it_less_steady(
    days: list[tuple[date, Kind]], ago: int
) -> None:
    before = rate_steadiness(count_fortnights(days, TODAY), LONG_AGO, TODAY)
    more = count_fortnights([*days, *attended(ago)], TODAY)
    assert before.kept <= rate_steadiness(more, LONG_AGO, TODAY).kept <= before.kept + 1
