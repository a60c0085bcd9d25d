"""The sentence of METHOD.md, section 2, for every pattern."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.account_facts import AccountFacts
from jobs.rules.cadence_table import read_facts
from jobs.rules.verdict_words import explain, name_interval
from tests.jobs.rules.touch_histories import NAN, analyze, days_back

QUIET = AccountFacts(
    account="Acme",
    pattern="neglected",
    days_quiet=26,
    touch_days=24,
    usual_gap=9.2,
    confidence=0.95,
    one_in=78.3,
    away_days=5,
)


def test_quiet_much_longer_than_usual() -> None:
    assert explain(QUIET) == (
        "Acme usually hears from you every 9 days; it has been 26 days"
        " (on 5 of them nothing was logged for anyone). Only about 1 in 80 of its silences lasts that long."
    )


@pytest.mark.parametrize(
    ("one_in", "words"),
    [
        (24.4, " Only about 1 in 20 of its silences lasts that long."),
        (54321.0, " Fewer than 1 in 1,000 of its silences lasts that long."),
        (19.0, ""),
        (None, ""),
    ],
)
def test_how_rare_is_said_only_when_it_is_rare(one_in: float | None, words: str) -> None:
    facts = replace(QUIET, one_in=one_in, away_days=0)
    assert explain(facts) == f"Acme usually hears from you every 9 days; it has been 26 days.{words}"


def test_how_rare_is_not_said_of_an_early_estimate() -> None:
    assert "silences" not in explain(replace(QUIET, confidence=0.5))


def test_what_is_usual_can_be_checked_by_hand() -> None:
    """Touched every seven days, wanted every month: the verdict rests on more, people are told seven."""
    facts = replace(QUIET, usual_gap=8.6, own_gap=7.0)
    assert explain(facts).startswith("Acme usually hears from you every week;")
    assert explain(replace(facts, confidence=0.5)).startswith("Acme usually hears from you every 9 days;")


def test_few_data_are_admitted() -> None:
    facts = replace(QUIET, confidence=0.4, touch_days=4, one_in=None, away_days=0)
    assert explain(facts) == (
        "Acme usually hears from you every 9 days; it has been 26 days (early estimate, 3 gaps seen)."
    )


def test_steady() -> None:
    facts = replace(QUIET, pattern="steady", days_quiet=4, away_days=0)
    assert explain(facts) == "Acme usually hears from you every 9 days; the last touch was 4 days ago."


def test_rarer_than_wanted() -> None:
    facts = replace(QUIET, target=14.0, lately_gap=33.0, away_days=0, days_quiet=3)
    assert (
        explain(facts)
        == "Acme: you wanted every 2 weeks; lately it is every 33 days, and it has been 3 since."
    )
    assert (
        explain(replace(facts, days_quiet=0)) == "Acme: you wanted every 2 weeks; lately it is every 33 days."
    )


def test_quiet_for_longer_than_wanted() -> None:
    facts = replace(QUIET, target=7.0, lately_gap=8.0)
    assert explain(facts) == (
        "Acme: you wanted every week; it has been 26 days (on 5 of them nothing was logged for anyone)."
    )


def test_a_target_that_is_kept_is_not_the_reason() -> None:
    facts = replace(QUIET, target=30.0, lately_gap=8.0, away_days=0, one_in=None)
    assert explain(facts) == "Acme usually hears from you every 9 days; it has been 26 days."


def test_a_peak_and_the_valley_after_it() -> None:
    facts = replace(
        QUIET,
        pattern="peak_valley",
        burst_touches=7,
        burst_end=date(2026, 3, 14),
        days_quiet=31,
        away_days=0,
    )
    assert explain(facts) == (
        "Acme heard from you on 7 days in the two weeks to 14 Mar, and not once in the 31 days since."
    )
    assert explain(replace(facts, days_quiet=2)) == (
        "Acme heard from you on 7 days in the two weeks to 14 Mar; it comes in bursts."
    )


def test_bursts_long_ago() -> None:
    facts = replace(QUIET, pattern="peak_valley", away_days=0)
    assert explain(facts) == (
        "Acme hears from you in bursts, with long silences between them; the last touch was 26 days ago."
    )


def test_cooling() -> None:
    facts = replace(QUIET, pattern="cooling", recent_gaps=(7, 11, 16, 24), days_quiet=12, away_days=0)
    assert explain(facts) == (
        "Acme hears from you less and less: the last gaps were 7, 11, 16, 24 days, and it has been 12 since."
    )


@pytest.mark.parametrize(("share", "word"), [(1.0, "All"), (0.97, "Nearly all")])
def test_all_selling(share: float, word: str) -> None:
    facts = replace(QUIET, pattern="selling_only", selling_share=share, days_quiet=0, away_days=0)
    assert explain(facts) == (
        "Acme usually hears from you every 9 days; the last touch was today."
        f" {word} of its touches were about a sale."
    )


def test_new() -> None:
    facts = AccountFacts("Acme", "new", days_quiet=40, touch_days=1, target=30.0)
    assert explain(facts) == (
        "Acme is new: 1 day with a touch so far, the last touch was 40 days ago; you wanted every month."
    )


def test_never_touched() -> None:
    facts = AccountFacts("Acme", "new", days_quiet=None, touch_days=0, target=90.0)
    assert explain(facts) == "Acme has no logged touch yet; you wanted every 3 months."
    assert explain(replace(facts, target=None)) == "Acme has no logged touch yet."


def test_without_a_usual_gap_the_last_touch_is_all_there_is_to_say() -> None:
    facts = AccountFacts("Acme", "steady", days_quiet=1, touch_days=2)
    assert explain(facts) == "Acme: the last touch was 1 day ago."


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0.4, "every day"),
        (7, "every week"),
        (13.8, "every 2 weeks"),
        (28, "every 4 weeks"),
        (30, "every month"),
        (60, "every 2 months"),
        (91, "every 3 months"),
        (33.2, "every 33 days"),
    ],
)
def test_intervals_in_words(days: float, words: str) -> None:
    assert name_interval(days) == words


def test_facts_are_read_from_a_row() -> None:
    table = analyze([days_back(*[7] * 7, 11, 16, 24, quiet=3), []], target=[NAN, 30.0])
    facts = read_facts(table, 0, "Acme")
    assert (facts.pattern, facts.days_quiet, facts.recent_gaps) == ("cooling", 3, (7, 11, 16, 24))
    assert (facts.target, facts.burst_end) == (None, None)
    assert read_facts(table, 1, "Bolt") == AccountFacts(
        "Bolt", "new", days_quiet=None, touch_days=0, confidence=0.0, target=30.0, severity=0.6
    )
    burst = analyze([days_back(*[14] * 10, 5, 2, 1, 2, 1, 2, quiet=30)], target=14.0)
    assert read_facts(burst, 0, "Acme").burst_end == date(2025, 10, 25)


@given(st.lists(st.integers(0, 60), max_size=12), st.integers(0, 200), st.sampled_from([NAN, 7.0, 30.0]))
def test_whatever_the_touches_there_is_a_sentence_without_jargon(
    gaps: list[int], quiet: int, target: float
) -> None:
    said = explain(read_facts(analyze([days_back(*gaps, quiet=quiet)], target=target), 0, "Acme"))
    assert said.startswith("Acme")
    assert said.endswith(".")
    assert not {"nan", "None", "_", "severity", "tier"} & set(said.replace(".", " ").split())
