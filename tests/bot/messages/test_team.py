"""What a manager reads about the team (rule NS-8), and shares in words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.blocks import Message, name_share
from bot.messages.nudges import NudgeFacts, describe_line_facts
from bot.messages.team import compose_weekly_message
from jobs.rules.account_facts import AccountFacts
from jobs.rules.attention import Standing
from jobs.rules.mirror import Mirror
from jobs.rules.nudges import LineFacts
from jobs.rules.team import TeamLine, TeamReport
from storage.records import NudgeLine
from tests.builders import TODAY, days_before

SHARE = (
    "About two in three of the touches of the last 30 days went to clients with a sale under way: 148 of 212."
)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (0, 9, "none"),
        (1, 90, "hardly any"),
        (1, 10, "one in ten"),
        (148, 212, "about two in three"),
        (1, 2, "half"),
        (26, 50, "about half"),
        (199, 212, "about nine in ten"),
        (210, 212, "nearly all"),
        (212, 212, "all"),
    ],
)
def test_shares_in_words(part: int, whole: int, words: str) -> None:
    assert name_share(part, whole) == words


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_in_words_is_never_far_off(part: int, whole: int) -> None:
    if part > whole:
        with pytest.raises(ValueError, match="no part"):
            name_share(part, whole)
        return
    words = name_share(part, whole).removeprefix("about ")
    named = {"none": 0.0, "hardly any": 0.0, "half": 0.5, "nearly all": 1.0, "all": 1.0}
    counts = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "nine": 9, "ten": 10}
    if words not in named:
        of, among = words.split(" in ")
        named[words] = counts[of] / counts[among]
    assert abs(named[words] - part / whole) <= 0.1


def the_team(*facts: LineFacts, **more: Any) -> TeamReport:
    lines = tuple(TeamLine(number, 2, "Dana Lee", each) for number, each in enumerate(facts, start=1))
    return TeamReport(Mirror(212, 90, 148), lines, **more)


def test_the_manager_reads_the_share_and_nobody_is_compared() -> None:
    """Rule NS-8; design D5: at most three numbers in a paragraph."""
    facts = LineFacts("Acme", Standing.QUIET, 60, 14, days_before(400), days_before(60))
    words = compose_weekly_message(NudgeFacts("Morgan Blake", TODAY, [], 0, the_team(facts, more_quiet=3)))
    texts = [each["text"]["text"] for each in words.blocks if each["type"] == "section"]
    assert texts == [
        f"Good morning, Morgan. Your team first. {SHARE}",
        "*A accounts that have gone quiet*",
        "• *Acme*: 60 days since the last touch. Looked after by Dana Lee.",
    ]
    assert words.text.startswith("Your team: About two in three")
    assert context_of(words) == [
        "About two in five of them were just for the client, not about a sale: 90.",
        "And 3 more.",
        "A good question: what could we bring them that they haven't asked for?",
        "Away this week?",
    ]


def context_of(words: Message) -> list[str]:
    return [each["elements"][0]["text"] for each in words.blocks if each["type"] == "context"]


def test_an_account_named_among_the_own_ones_is_not_named_twice() -> None:
    facts = LineFacts("Acme", Standing.QUIET, 60, 14, days_before(400), days_before(60))
    own = NudgeLine(1, 1, 0, 1, facts.to_json())
    words = compose_weekly_message(NudgeFacts("Dana Lee", TODAY, [own], 0, the_team(facts)))
    assert str(words.blocks).count("• *Acme*") == 1
    assert "The A accounts that have gone quiet are your own." in str(words.blocks)


def test_a_team_in_which_nothing_is_wrong() -> None:
    words = compose_weekly_message(NudgeFacts("Dana Lee", TODAY, [], 0, TeamReport(Mirror(9, 9, 0))))
    assert "None of the touches of the last 30 days" in str(words.blocks)
    assert "No A account has gone quiet." in str(words.blocks)
    silent = TeamReport(
        Mirror(0, 0, 0), to_ask=the_team(LineFacts("Acme", Standing.DUE, 20, 14, days_before(20))).quiet
    )
    words = compose_weekly_message(NudgeFacts("Dana Lee", TODAY, [], 0, silent))
    assert "No touch has been logged in the last 30 days." in str(words.blocks)
    assert "*One to ask about, not about to buy*" in str(words.blocks)
    assert "• *Acme*: no touch yet (added 20 days ago). Yours." in str(words.blocks)


def test_what_a_client_hears_it_hears_from_the_team() -> None:
    rhythm = AccountFacts("Acme", "cooling", 40, 9, recent_gaps=(7, 11, 16, 24))
    facts = LineFacts("Acme", Standing.QUIET, 40, 14, days_before(400), days_before(40), rhythm=rhythm)
    assert "hears from us less and less" in describe_line_facts(facts, TODAY, "Morgan", of_team=True)
    assert "hears from you less and less" in describe_line_facts(facts, TODAY, "Sam")


@pytest.mark.parametrize(
    ("days", "words"), [(0, "in touch (Dana, today: tea)."), (3, "3 days since the last touch")]
)
def test_an_account_that_is_all_right_is_described_too(days: int, words: str) -> None:
    facts = LineFacts("Acme", Standing.FRESH, days, 14, days_before(99), days_before(days), "tea", "Dana")
    assert words in describe_line_facts(facts, TODAY, "Morgan", of_team=True)
