"""Who took what, as a picture: only who asked to be shown, nobody summed up, and Slack takes it (NS-14)."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.messages.brainstorm_pictures import LEFT, MOST_GRIDS, MOST_IDEAS, MOST_PEOPLE, TOOK, compose_picture
from bot.messages.brainstorms import BoardFacts, compose_board
from bot.playground.block_rules import check_blocks
from jobs.rules.brainstorms import Board, IdeaGroup
from storage.brainstorm_records import Brainstorm, Phase

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
CLOSED = Brainstorm(1, "C1", 1, "Morgan Lee", "How?", Phase.CLOSED, 8, 4, NOW, None, NOW, NOW)
MOST_CHARACTERS = 10_000
"""Slack's, for all tables of a message together."""


def taken_by(number: int, text: str, named: dict[int, str], others: int = 0) -> IdeaGroup:
    return IdeaGroup(number, text, ("Sam",), NOW, tuple(named.values()), len(named) + others, tuple(named))


def rows_of(block: dict[str, Any]) -> list[list[str]]:
    return [[cell["text"] for cell in row] for row in block["rows"]]


def result(groups: tuple[IdeaGroup, ...]) -> list[dict[str, Any]]:
    return compose_board(BoardFacts(Board(CLOSED, NOW, groups, 7, 4), Phase.CLOSED)).blocks


def test_the_picture_has_who_asked_to_be_shown_by_name_and_counts_the_others_for_the_idea() -> None:
    """NS-14: those most often taken first; no sum beside a person."""
    groups = (
        taken_by(1, "Bring cake", {7: "Sam Lee"}),
        taken_by(2, "Visit", {7: "Sam Lee", 5: "Dana Lee"}, others=2),
        taken_by(3, "Read", {}),
    )
    grid = next(each for each in result(groups) if each["type"] == "data_table")
    assert rows_of(grid) == [
        ["Idea", "Dana Lee", "Sam Lee", "Others"],
        ["Visit", TOOK, TOOK, "+2"],
        ["Bring cake", LEFT, TOOK, LEFT],
    ]
    assert grid["caption"] == "Who took what, of those who asked to be shown. ● is what somebody took on."


def test_where_nobody_else_took_anything_no_column_says_so() -> None:
    shown = {1: "Ann", 2: "Bob"}
    (grid,) = compose_picture([taken_by(1, "Bring cake", shown), taken_by(2, "Visit", shown)])
    assert rows_of(grid)[0] == ["Idea", "Ann", "Bob"]


def test_who_did_not_ask_is_nowhere() -> None:
    """NS-14: no picture where nobody asked, or only one person; and no hint that anybody is missing."""
    nobody = (taken_by(1, "Bring cake", {}, others=3), taken_by(2, "Visit", {}, others=2))
    one = (taken_by(1, "Bring cake", {1: "Ann"}, others=3), taken_by(2, "Visit", {1: "Ann"}))
    for groups in (nobody, one):
        assert [each for each in result(groups) if each["type"] == "data_table"] == []
        assert "asked" not in str(result(groups))


def test_of_one_idea_the_list_says_as_much() -> None:
    assert compose_picture([taken_by(1, "Bring cake", {1: "Ann", 2: "Bob"})]) == []


def test_two_people_of_one_name_are_two() -> None:
    groups = [taken_by(1, "Cake", {1: "Sam Lee", 2: "sam lee"}), taken_by(2, "Visit", {2: "sam lee"})]
    assert rows_of(compose_picture(groups)[0])[2] == ["Visit", LEFT, TOOK]


def test_many_people_are_shared_out_and_nobody_who_asked_is_left_out() -> None:
    """The column of the others stands once: it counts for the idea, not for a part of the people."""
    people = {number: f"Person {number:02}" for number in range(30)}
    grids = compose_picture([taken_by(1, "Visit", people, others=1), taken_by(2, "Read", people)])
    heads = [rows_of(each)[0] for each in grids]
    assert heads == [
        ["Idea", *list(people.values())[:15]],
        ["Idea", *list(people.values())[15:], "Others"],
    ]
    assert grids[0]["caption"].startswith("Who took what, Person 00 to Person 14, of those")


def test_more_ideas_than_fit_are_in_the_list() -> None:
    shown = {1: "Ann", 2: "Bob"}
    groups = tuple(taken_by(number, f"Idea {number}", shown) for number in range(45))
    blocks = result(groups)
    grid = next(each for each in blocks if each["type"] == "data_table")
    assert len(grid["rows"]) == MOST_IDEAS + 1
    assert grid["caption"].endswith("These 20 were taken most often; the list above has the others.")
    assert "• Idea 39: Ann, Bob\\n_And 5 more ideas._" in str(blocks)


texts = st.text(st.sampled_from("Aé☃  \n\t<>&*_|:@!\u200b👍🏽"), max_size=220)


@st.composite
def boards(draw: st.DrawFn) -> tuple[IdeaGroup, ...]:
    number = draw(st.integers(0, 70))
    names = [draw(texts) if each < 5 else f"Somebody {each} " * 3 for each in range(number)]
    asked = st.sets(st.integers(0, number - 1)) if number else st.just(set[int]())
    groups: list[IdeaGroup] = []
    for each in range(draw(st.integers(0, 45))):
        shown = {person: names[person] for person in draw(asked)}
        groups.append(taken_by(each, draw(texts), shown, draw(st.integers(0, 9))))
    return tuple(groups)


@given(boards())
def test_whatever_the_board_slack_takes_the_message(groups: tuple[IdeaGroup, ...]) -> None:
    """Complaint 25; each mark is somebody who asked, and each row adds up to how many took the idea."""
    blocks = result(groups)
    check_blocks(blocks, "message")
    grids = [each for each in blocks if each["type"] == "data_table"]
    assert len(grids) <= MOST_GRIDS
    assert sum(len(text) for each in grids for row in rows_of(each) for text in row) <= MOST_CHARACTERS
    if not grids:
        return
    taken = sorted((each for each in groups if each.taken), key=lambda each: (-each.taken, each.id))
    assert all(len(row) <= MOST_PEOPLE + 2 for each in grids for row in rows_of(each))
    for number, idea in enumerate(taken[:MOST_IDEAS], start=1):
        cells = [text for each in grids for text in rows_of(each)[number][1:]]
        assert cells.count(TOOK) <= len(idea.takers)
        assert cells.count(TOOK) + sum(int(text) for text in cells if text[0] == "+") == idea.taken


@given(boards())
def test_names_that_are_not_to_be_shown_change_nothing_but_the_count(groups: tuple[IdeaGroup, ...]) -> None:
    """NS-14: without anybody who asked there is no picture, whoever took what."""
    hidden = tuple(replace(each, takers=(), taker_ids=()) for each in groups)
    assert [each for each in result(hidden) if each["type"] == "data_table"] == []
