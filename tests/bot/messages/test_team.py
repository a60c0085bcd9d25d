"""What a manager reads about the team (rule NS-8), and shares in words."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.blocks import Message, name_share
from bot.messages.nudges import NudgeFacts, describe_line_facts
from bot.messages.team import (
    compose_undelivered,
    compose_weekly_message,
    explain_plainly_who_may_choose,
    explain_who_may_choose,
)
from jobs.rules.account_facts import AccountFacts
from jobs.rules.attention import Standing
from jobs.rules.mirror import Mirror
from jobs.rules.nudges import LineFacts
from jobs.rules.team import TeamLine, TeamReport
from storage.records import Rep
from tests.builders import TODAY, days_before

OF_THE_TOUCHES = "of the touches of the last 30 days"
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
    words = compose_weekly_message(NudgeFacts("Morgan Blake", TODAY, [], 0, team=the_team(facts, more=3)))
    texts = [each["text"]["text"] for each in words.blocks if each["type"] == "section"]
    assert texts == [
        f"Good morning, Morgan. Your team first. {SHARE}",
        "*A accounts that have gone quiet*",
        "• *Acme*: 60 days since the last touch. Looked after by Dana Lee.",
    ]
    assert words.text.startswith("Your team: About two in three")
    assert context_of(words) == [
        "About two in five of the 212 touches were just for the client, not about a sale: 90.",
        "3 more A accounts would welcome attention.",
        "A good question: what could we bring them that they haven't asked for?",
        "Away this week?",
    ]


def context_of(words: Message) -> list[str]:
    return [each["elements"][0]["text"] for each in words.blocks if each["type"] == "context"]


def said_of(report: TeamReport, reader: int = 9) -> str:
    words = compose_weekly_message(NudgeFacts("Morgan Blake", TODAY, [], 0, rep_id=reader, team=report))
    return str(words.blocks)


def test_a_team_in_which_nothing_is_wrong() -> None:
    said = said_of(TeamReport(Mirror(9, 9, 0)))
    assert "None of your colleagues' A accounts needs attention at the moment." in said
    assert "to ask about" not in said
    silent = TeamReport(
        Mirror(0, 0, 0), to_ask=the_team(LineFacts("Acme", Standing.DUE, 20, 14, days_before(20))).needing
    )
    said = said_of(silent)
    assert "No touch has been logged in the last 30 days." in said
    assert "*One to ask about, not about to buy*" in said
    assert "• *Acme*: no touch yet (added 20 days ago). Looked after by Dana Lee." in said


@pytest.mark.parametrize(
    ("mirror", "share", "attention"),
    [
        (
            Mirror(28, 20, 16),
            f"About three in five {OF_THE_TOUCHES} went to clients with a sale under way: 16 of 28.",
            "About three in four of the 28 touches were just for the client, not about a sale: 20.",
        ),
        (
            Mirror(28, 0, 0),
            "None of the 28 touches of the last 30 days went to a client with a sale under way.",
            "None of the 28 touches was just for the client.",
        ),
        (
            Mirror(28, 1, 1),
            "One of the 28 touches of the last 30 days went to a client with a sale under way.",
            "One of the 28 touches was just for the client, not about a sale.",
        ),
        (
            Mirror(28, 28, 28),
            "All 28 touches of the last 30 days went to clients with a sale under way.",
            "All 28 touches were just for the client, not about a sale.",
        ),
        (
            Mirror(1, 0, 1),
            "The one touch of the last 30 days went to a client with a sale under way.",
            "It was not just for the client.",
        ),
        (
            Mirror(1, 1, 0),
            "The one touch of the last 30 days went to a client without a sale under way.",
            "It was just for the client, not about a sale.",
        ),
    ],
)
def test_each_share_says_of_which_number_it_is_one(mirror: Mirror, share: str, attention: str) -> None:
    """Rule NS-8."""
    said = said_of(TeamReport(mirror))
    assert f" {share}" in said
    assert f"'{attention}'" in said


def test_quiet_is_said_only_where_all_are_silent() -> None:
    """Rules NS-3 and NS-8: whom a quote reached last week would find it untrue."""
    quiet = LineFacts("Acme", Standing.QUIET, 60, 14, days_before(400), days_before(60))
    sold_to = LineFacts("Birch", Standing.SELLING_ONLY, 36, 14, days_before(400), days_before(5), selling=1)
    assert "*A accounts that have gone quiet*" in said_of(the_team(quiet))
    assert "*A accounts that would welcome attention*" in said_of(the_team(quiet, sold_to))
    assert "have gone quiet" not in said_of(the_team(quiet, sold_to))


def test_who_may_choose_is_said_with_markup_and_without() -> None:
    """A form's error is plain text: "R&amp;D" would stand there so."""
    (lead,) = people = [Rep(1, "R&D *lead*", "U1")]
    assert "R&amp;D" in explain_who_may_choose(people)
    assert explain_plainly_who_may_choose(people) == f"{lead.name} leads this team; please ask them."
    assert "`" not in explain_plainly_who_may_choose([])
    # Sam was sent to an admin, and did not learn that nobody leads his team.
    for said in (explain_who_may_choose([]), explain_plainly_who_may_choose([])):
        assert said.startswith("Nobody leads this team yet, so nobody can change that. Ask a Slack admin")


TOLD = {"last_day": days_before(60), "last_note": "tea", "last_by": "Dana Lee"}


def test_who_was_not_reached_is_named() -> None:
    """Morgan read that two messages did not arrive, and could not tell anybody whose."""
    said = [str(compose_undelivered(2, people)) for people in ((), ("A", "B"), ("A", "B", "C", "D"))]
    assert "Two messages to your team could not" in said[0]
    assert "Two messages to A and B could not be delivered. Whoever runs" in said[1]
    assert "Two messages to A, B, C and others could not" in said[2]


def test_two_people_may_share_a_name() -> None:
    """By their ids the one who reads is told from the one who was in touch."""
    facts = LineFacts("Acme", Standing.QUIET, 60, 14, days_before(400), **TOLD, last_by_id=2)
    assert describe_line_facts(facts, TODAY, 2).endswith("(you, 3 Jan: tea).")
    assert describe_line_facts(facts, TODAY, 3).endswith("(Dana Lee, 3 Jan: tea).")
    assert describe_line_facts(replace(facts, last_by_id=None), TODAY, None).endswith(
        "(Dana Lee, 3 Jan: tea)."
    )


def test_who_was_in_touch_last_is_not_named_again_as_the_owner() -> None:
    facts = LineFacts("Acme", Standing.QUIET, 60, 14, days_before(400), **TOLD, last_by_id=2)
    assert "Looked after by" not in said_of(the_team(facts))
    assert "Looked after by Dana Lee." in said_of(the_team(replace(facts, last_by_id=3)))
    # This sentence does not say who was in touch last.
    selling = replace(facts, standing=Standing.SELLING_ONLY, selling=4)
    assert "Looked after by Dana Lee." in said_of(the_team(selling))
    gone = TeamReport(Mirror(0, 0, 0), (TeamLine(1, 2, None, facts),))
    assert "This account waits for an owner." in said_of(gone)
    nobodys = TeamReport(Mirror(0, 0, 0), (TeamLine(1, None, None, replace(facts, last_by_id=None)),))
    assert "This account waits for an owner." in said_of(nobodys)


def test_what_a_client_hears_it_hears_from_the_team() -> None:
    rhythm = AccountFacts("Acme", "cooling", 40, 9, recent_gaps=(7, 11, 16, 24))
    facts = LineFacts("Acme", Standing.QUIET, 40, 14, days_before(400), days_before(40), rhythm=rhythm)
    assert "hears from us less and less" in describe_line_facts(facts, TODAY, 9, of_team=True)
    assert "hears from you less and less" in describe_line_facts(facts, TODAY, 1)
    assert "hears from you less and less" in describe_line_facts(replace(facts, last_by_id=1), TODAY, 1)
    # It was handed over, and has never heard from who reads this.
    assert "hears from us less and less" in describe_line_facts(replace(facts, last_by_id=2), TODAY, 1)


@pytest.mark.parametrize(
    ("days", "words"), [(0, "in touch (Dana, today: tea)."), (3, "3 days since the last touch")]
)
def test_an_account_that_is_all_right_is_described_too(days: int, words: str) -> None:
    facts = LineFacts("Acme", Standing.FRESH, days, 14, days_before(99), days_before(days), "tea", "Dana")
    assert words in describe_line_facts(facts, TODAY, 9, of_team=True)
