"""The rules of a brainstorm: phases and time, who may steer, likeness, groups, and what came of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from jobs.rules.brainstorms import (
    LONGEST_IDEA,
    MOST_IDEAS_AT_ONCE,
    QUESTIONS,
    IdeasTrouble,
    change_question,
    conclude_board,
    count_minutes_left,
    find_later_end,
    find_next_phase,
    find_similar_idea,
    group_ideas,
    is_quiet,
    judge_ideas,
    may_open_brainstorm,
    may_steer,
    settle_question,
    split_ideas,
    word_question,
)
from jobs.rules.harvests import conclude_harvest
from storage.brainstorm_records import Brainstorm, BrainstormIdea, Commitment, Phase, Rhythm, Seller
from storage.records import Rep, Role

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
OPENED = Brainstorm(
    id=1,
    channel="C1",
    opened_by=1,
    opener="Morgan Lee",
    question="How?",
    phase=Phase.IDEAS,
    ideas_minutes=8,
    choosing_minutes=4,
    opened_at=NOW,
    ends_at=NOW + timedelta(minutes=8),
)
CHOOSING = replace(OPENED, phase=Phase.CHOOSING, ends_at=NOW + timedelta(minutes=4))


def an_idea(
    number: int, text: str, *, rep: int = 2, name: str = "Sam", into: int | None = None
) -> BrainstormIdea:
    return BrainstormIdea(number, 1, rep, name, text, NOW + timedelta(seconds=number), into)


def a_commitment(
    number: int, idea: int, *, rep: int = 2, name: str = "Sam", text: str = "Visit"
) -> Commitment:
    return Commitment(
        number, 1, idea, rep, name, 10 + number, f"Client {number}", text, Rhythm.ONCE, None, NOW
    )


def test_the_questions_are_our_own_and_the_trade_can_be_changed() -> None:
    """NS-10."""
    assert "marketing" in word_question(0, "")
    assert "their logistics," in word_question(0, " logistics ")
    assert len(QUESTIONS) == 2
    offered = word_question(0, "marketing")
    assert settle_question(offered, "marketing", "farming") == word_question(0, "farming")
    assert settle_question("What else?", "marketing", "farming") == "What else?"


@pytest.mark.parametrize(("seconds", "minutes"), [(0, 8), (1, 8), (60, 7), (421, 1), (480, 0), (999, 0)])
def test_the_minute_that_has_begun_counts(seconds: int, minutes: int) -> None:
    assert count_minutes_left(OPENED, NOW + timedelta(seconds=seconds)) == minutes


def test_after_the_ideas_comes_choosing_and_then_the_end() -> None:
    """NS-13; the four minutes begin when they are announced, however late the bot was."""
    late = NOW + timedelta(hours=1)
    assert find_next_phase(OPENED, 3, late) == (Phase.CHOOSING, late + timedelta(minutes=4))
    assert find_next_phase(OPENED, 0, late) == (Phase.CLOSED, None)
    assert find_next_phase(CHOOSING, 3, late) == (Phase.CLOSED, None)


def test_more_minutes_are_added_to_what_is_left() -> None:
    assert find_later_end(OPENED, NOW) == NOW + timedelta(minutes=10)
    assert find_later_end(OPENED, NOW + timedelta(minutes=20)) == NOW + timedelta(minutes=22)


def test_a_spark_is_offered_after_a_quiet_minute() -> None:
    """NS-12."""
    assert not is_quiet(OPENED, None, NOW + timedelta(seconds=59))
    assert is_quiet(OPENED, None, NOW + timedelta(seconds=60))
    assert not is_quiet(OPENED, NOW + timedelta(seconds=30), NOW + timedelta(seconds=60))
    assert not is_quiet(CHOOSING, None, NOW + timedelta(hours=1))


def test_only_the_opener_a_manager_or_an_admin_steers() -> None:
    """Complaint 23."""
    opener, other = Rep(1, "Morgan"), Rep(2, "Sam")
    manager = Rep(3, "Dana", roles=frozenset({Role.MANAGER}))
    assert may_steer(opener, OPENED)
    assert may_steer(manager, OPENED)
    assert may_steer(other, OPENED, admin=True)
    assert not may_steer(other, OPENED)
    assert not may_steer(other, OPENED, admin=True, member=False)
    assert not may_open_brainstorm(opener, admin=False)
    assert not may_open_brainstorm(replace(manager, active=False), admin=False)


def test_each_line_is_an_idea() -> None:
    """NS-11: many per person."""
    assert split_ideas("• Visit  the store\n\n- Read it\nRead it\n") == ["Visit the store", "Read it"]
    assert split_ideas("-5% for a year\n•cake\n- tea") == ["-5% for a year", "cake", "tea"]
    assert split_ideas(" \n") == []


def test_another_question_replaces_only_an_offered_one() -> None:
    """What Morgan had written was gone when she looked at the other question."""
    assert change_question(word_question(0, "farming"), 1, "farming") == word_question(1, "farming")
    assert change_question("", 1, "farming") == word_question(1, "farming")
    assert change_question("What else?", 1, "farming") == "What else?"


@pytest.mark.parametrize(
    ("typed", "trouble"),
    [
        ("Visit the store", None),
        ("•\n - \n", IdeasTrouble.NOTHING),
        ("\n".join(f"idea {number}" for number in range(MOST_IDEAS_AT_ONCE)), None),
        ("\n".join(f"idea {number}" for number in range(MOST_IDEAS_AT_ONCE + 1)), IdeasTrouble.TOO_MANY),
        ("same\n" * 50, None),
        ("• " + "x" * LONGEST_IDEA, None),
        ("short\n" + "x" * (LONGEST_IDEA + 1), IdeasTrouble.TOO_LONG),
    ],
)
def test_no_idea_is_cut_or_left_out_without_a_word(typed: str, trouble: IdeasTrouble | None) -> None:
    """NS-11."""
    assert judge_ideas(typed) is trouble


@pytest.mark.parametrize(
    ("first", "second", "alike"),
    [
        ("visit all their stores", "Visit every store of theirs", True),
        ("visit all of their stores", "Visit their stores", True),
        ("read their trade magazine", "Read the trade magazine every month", True),
        ("bring cake", "bring coffee", False),
        ("call", "call them on their birthday", False),
        ("set up a Google alert", "Google alert for each client", True),
    ],
)
def test_ideas_are_alike_by_their_words(first: str, second: str, *, alike: bool) -> None:
    """NS-11: similar ones are offered for merging."""
    found = find_similar_idea(an_idea(2, second), [an_idea(1, first), an_idea(2, second)])
    assert (found is not None) is alike


def test_what_was_merged_stands_once_with_everybody_who_had_it() -> None:
    """NS-11; two people who merge into each other at once lose neither idea."""
    groups = group_ideas(
        [an_idea(1, "A"), an_idea(2, "B", rep=3, name="Dana", into=1), an_idea(3, "C", into=2)],
        [a_commitment(1, 2, rep=3, name="Dana"), a_commitment(2, 1), a_commitment(3, 1)],
        named=[3],
    )
    assert [(each.text, each.names, each.takers, each.taker_ids, each.taken) for each in groups] == [
        ("A", ("Sam", "Dana"), ("Dana",), (3,), 2)
    ]
    circle = group_ideas([an_idea(1, "A", into=2), an_idea(2, "B", rep=3, name="Dana", into=1)])
    assert [(each.text, each.names) for each in circle] == [("A", ("Sam", "Dana"))]


def test_the_board_counts_who_has_chosen() -> None:
    """NS-13: 4 of 7 have chosen; whoever chose without being on the list counts."""
    sellers = [Seller(each, f"Rep {each}", f"U{each}", show_name=False, reminded=False) for each in (2, 3)]
    board = conclude_board(CHOOSING, [an_idea(1, "A")], sellers, [a_commitment(1, 1, rep=9)], now=NOW)
    assert (board.chosen, board.sellers) == (1, 3)


def test_the_next_brainstorm_hears_what_was_kept_and_what_grew() -> None:
    """NS-17."""
    taken = [
        a_commitment(1, 1, text="Visit"),
        a_commitment(2, 1, text="Visit"),
        a_commitment(3, 2, text="Read"),
    ]
    harvest = conclude_harvest(NOW.date(), taken, [1, 2], {11: 2, 12: 1, 13: 4}, {11: 5, 12: 1, 13: 3})
    assert harvest is not None
    assert harvest.kept_ideas == ("Visit",)
    assert harvest.grown == (("Client 1", 2, 5),)
    assert conclude_harvest(NOW.date(), [], [], {}, {}) is None
    assert conclude_harvest(NOW.date(), taken, [], {}, {}) is None, "nothing good to tell, and no mark given"
