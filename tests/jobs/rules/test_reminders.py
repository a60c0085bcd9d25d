"""Who is reminded of choosing in a brainstorm, and when (NS-13)."""

from dataclasses import replace
from datetime import timedelta

from jobs.rules.reminders import choose_reminded, find_reminder_time
from storage.brainstorm_records import Seller
from tests.jobs.rules.test_brainstorms import CHOOSING, NOW, OPENED


def test_a_reminder_comes_when_half_of_the_minutes_are_gone() -> None:
    """NS-13."""
    assert find_reminder_time(CHOOSING) == NOW + timedelta(minutes=2)
    assert find_reminder_time(OPENED) is None


def test_reminded_is_who_has_not_chosen_and_was_not_yet_once_it_is_time() -> None:
    """NS-13: once, and whoever Slack does not know cannot be."""
    waiting, reminded, chosen, unknown = (
        Seller(number, f"Rep {number}", slack_id, show_name=False, reminded=was_reminded)
        for number, slack_id, was_reminded in (
            (1, "U1", False),
            (2, "U2", True),
            (3, "U3", False),
            (4, None, False),
        )
    )
    sellers = [waiting, reminded, chosen, unknown]
    later = NOW + timedelta(minutes=2)
    assert choose_reminded(CHOOSING, sellers, {3}, later) == (waiting,)
    assert choose_reminded(CHOOSING, sellers, {3}, later - timedelta(seconds=1)) == ()
    assert choose_reminded(OPENED, sellers, {3}, later) == ()
    assert choose_reminded(replace(CHOOSING, ends_at=None), sellers, {3}, later) == ()
