"""An account's own rhythm in the words people read: slipping, and the peak with the valley after it."""

import pytest

from tests.end_to_end.team import Person, Team

MONDAY = "2026-11-23T08:30"
PEAK = "*Peaky* heard from you on 6 days in the two weeks to 14 Oct, and not once in the 40 days since."
SLIPS = "usually hears from you every"


@pytest.fixture
def sam(team: Team) -> Person:
    """One account of Sam's had its peak before a long silence, one has lost its weekly beat, one is fine."""
    sam = team.person("Sam")
    peak, before = range(35, 47, 2), range(60, 300, 14)
    team.has_account("Peaky", owner=sam, tier="A", added_days_ago=300, touched_days_ago=[*peak, *before])
    team.has_account("Weekly", owner=sam, touched_days_ago=range(17, 400, 7))
    team.has_account("Fine", owner=sam, touched_days_ago=range(2, 300, 3))
    sam.said_yes()
    team.clock_moves_to(MONDAY)
    return sam


def test_the_weekly_message(sam: Person) -> None:
    """METHOD.md, 2."""
    (nudge,) = sam.nudges()
    assert PEAK in nudge
    assert f"*Weekly* is slipping: it {SLIPS}" in nudge
    assert "Fine" not in nudge


def test_home_and_the_list(sam: Person) -> None:
    for shown in (sam.opens_home(), sam.types("/quiet")):
        assert shown.index("Quiet too long") < shown.index(PEAK) < shown.index("Slipping")
        assert shown.index("Slipping") < shown.index(f"*Weekly* {SLIPS}")


def test_the_cards(sam: Person) -> None:
    assert PEAK in sam.types("/account peaky")
    card = sam.types("/account weekly")
    assert "*Slipping*" in card
    assert f"*Weekly* {SLIPS}" in card


def test_a_touch_ends_it_at_once(sam: Person) -> None:
    """Complaint 1."""
    sam.types("/touch weekly walked the shop floor")
    assert "Weekly* usually" not in sam.types("/quiet")
    assert "*Good until" in sam.types("/account weekly")
