"""The list of somebody's own ideas: within Slack's limits, and what it says of each (NS-11)."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.messages.blocks import Block, fits_in_button
from bot.messages.brainstorm_forms import compose_idea_form
from bot.messages.brainstorms import BoardFacts, compose_board, name_all_ideas
from bot.messages.own_ideas import (
    ON_A_PAGE,
    REMOVE,
    compose_change_form,
    compose_own_ideas,
    explain_change_trouble,
    tell_changed,
    tell_not_removed,
    tell_parted,
    tell_press_trouble,
    tell_removed,
    tell_returned,
)
from bot.playground.view_rules import check_view
from jobs.rules.brainstorms import LONGEST_IDEA, Board, IdeaGroup
from jobs.rules.own_ideas import ChangeTrouble, Hold, OwnIdea, PressTrouble, RemovedIdea
from storage.brainstorm_records import Brainstorm, BrainstormIdea, Phase

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
LONG = '<!channel> & ~"' * 20
ASKED = Brainstorm(1, "C1", 1, "Morgan Lee", LONG, Phase.IDEAS, 8, 4, NOW, NOW)
IDEA = BrainstormIdea(2**31 - 1, 1, 2, LONG, LONG[:LONGEST_IDEA], NOW)
OTHER = replace(IDEA, id=3, rep_id=3, rep_name="Dana Lee", text="visit them")
OWN = OwnIdea(replace(IDEA, text="Visit", merged_into=3))


def labels(view: dict[str, Any]) -> list[str]:
    return [
        each["text"]["text"]
        for block in view["blocks"]
        if block["type"] == "actions"
        for each in block["elements"]
    ]


def text_of(blocks: list[Block]) -> str:
    return " ".join(each["text"]["text"] for each in blocks if "text" in each)


def words_of(blocks: list[Block]) -> str:
    """Return everything in which Slack would read marks and mentions."""
    said = [
        *(each.get("text") for each in blocks),
        *(part for each in blocks for part in each.get("elements", [])),
    ]
    return " ".join(each["text"] for each in said if each is not None and each["type"] == "mrkdwn")


@pytest.mark.parametrize("number", [0, 1, ON_A_PAGE, ON_A_PAGE + 1, 3 * ON_A_PAGE])
def test_any_number_of_them_keeps_to_the_limits_and_is_reached(number: int) -> None:
    owns = [
        OwnIdea(replace(IDEA, id=IDEA.id - each), Hold.OTHERS, 7, OTHER, (LONG,) * 9, same_words=True)
        for each in range(number)
    ]
    free = [replace(each, hold=None, same_words=False) for each in owns]
    seen: set[int] = set()
    for page in range(1, 6):
        for ideas in (owns, free):
            said = tell_removed(replace(OWN, idea=IDEA, joined=(LONG,) * 9), 1, page)
            view = compose_own_ideas(ASKED, ideas, said, page)
            check_view(view, "modal")
            assert "<!channel>" not in words_of(view["blocks"])
        buttons = [each for block in view["blocks"] for each in block.get("elements", [])]
        seen |= {json.loads(each["value"])[1] for each in buttons if each.get("action_id") == REMOVE}
    assert seen == {each.idea.id for each in free}


def test_an_empty_list_says_what_to_do() -> None:
    view = compose_own_ideas(ASKED, [])
    assert labels(view) == ["Add an idea"]
    assert "None of yours is on the list. Add one" in str(view)


@pytest.mark.parametrize(
    ("own", "offered", "told"),
    [
        (OWN, ["Change", "Remove"], ""),
        (replace(OWN, head=OTHER), ["Change", "Remove", "Take apart"], "Dana Lee's “visit them”"),
        (replace(OWN, head=OTHER, same_words=True), ["Change", "Remove"], "Listed with"),
        (replace(OWN, head=replace(OTHER, rep_id=2)), ["Change", "Remove", "Take apart"], "with your “visit"),
        (replace(OWN, joined=("Dana", "Kim")), ["Change", "Remove"], "Dana and Kim said the same."),
        (replace(OWN, hold=Hold.OTHERS, takers=1), [], "1 person took it on in these words, so it stays"),
        (replace(OWN, hold=Hold.OTHERS, takers=2), [], "2 people took it on"),
        (replace(OWN, hold=Hold.BEFORE), [], "what they did stays counted"),
        (replace(OWN, hold=Hold.SELF), ["Change"], "its words you can change"),
    ],
)
def test_each_says_why_it_stays_and_offers_what_can_be_done(
    own: OwnIdea, offered: list[str], told: str
) -> None:
    """NS-13: what somebody took on keeps the words in which they did."""
    view = compose_own_ideas(ASKED, [own])
    assert labels(view) == offered
    assert told in str(view)


def test_the_undo_holds_the_longest_idea() -> None:
    assert fits_in_button([IDEA.id, IDEA.id, 1, '"' * LONGEST_IDEA, IDEA.id])
    [block] = tell_removed(replace(OWN, joined=("Dana Lee",)), 1, 1)
    assert block["text"]["text"] == "✓ Removed: ~Visit~ What Dana Lee said stays."
    assert json.loads(block["accessory"]["value"]) == [1, IDEA.id, 1, "Visit", 3]
    gone = RemovedIdea(5, "a ~ b", None)
    [block] = tell_not_removed(PressTrouble.GONE, gone, 1, 1)
    assert block["text"]["text"] == "Off the list already: ~a ∼ b~"
    assert "accessory" in block, "pressed twice, the way back is still there"
    assert "accessory" not in tell_not_removed(PressTrouble.HELD, gone, 1, 1)[0]


def test_what_became_of_a_press_is_said_in_a_sentence() -> None:
    for said in (
        *(tell_press_trouble(each) for each in PressTrouble),
        tell_changed("*bold*", ("Dana", "Kim", "Lou", "Max")),
        tell_parted(OWN),
        tell_returned(RemovedIdea(1, "x", None), returned=True),
        tell_returned(RemovedIdea(1, "x", None), returned=False),
    ):
        assert text_of(said).endswith(".")
        assert "!" not in text_of(said)
    assert "Dana, Kim, Lou and 2 more said something else" in text_of(
        tell_changed("x", ("Dana", "Kim", "Lou", "Max", "Ann"))
    )
    assert "*bold*" not in text_of(tell_changed("*bold*", ()))


def test_what_is_wrong_with_the_words_is_said_beside_the_field() -> None:
    said = [explain_change_trouble(each) for each in ChangeTrouble]
    assert len(set(said)) == len(ChangeTrouble)
    assert all(each.endswith(".") and "_" not in each for each in said)
    view = compose_change_form(1, replace(OWN, joined=("Dana Lee",)), 2)
    check_view(view, "modal")
    assert view["blocks"][0]["element"]["initial_value"] == "Visit"
    assert "Dana Lee said the same." in str(view)
    check_view(compose_change_form(1, OwnIdea(IDEA, joined=(LONG,) * 9), 2), "modal")


def test_the_form_for_ideas_says_how_many_and_leads_there() -> None:
    assert "of yours" not in str(compose_idea_form(ASKED))
    view = compose_idea_form(ASKED, mine=1)
    check_view(view, "modal")
    assert "1 idea of yours so far." in str(view)
    assert "My ideas" in str(view)


def test_one_idea_is_not_called_all_of_them() -> None:
    """ "All 1 idea" stood on a button."""
    assert [name_all_ideas(each) for each in (1, 3)] == ["See the idea", "All 3 ideas"]
    closed = replace(ASKED, phase=Phase.CLOSED, ends_at=None, choosing_since=NOW)
    groups = tuple(IdeaGroup(each, "Visit", ("Sam",), NOW) for each in (1, 2))
    for number, label in enumerate(([], ["See the idea"], ["All 2 ideas"])):
        result = compose_board(BoardFacts(Board(closed, NOW, groups[:number]), Phase.CLOSED))
        assert labels({"blocks": result.blocks}) == ["Choose mine", *label, "My ideas", "Idea library"]


@pytest.mark.parametrize("post", [Phase.IDEAS, Phase.CHOOSING])
def test_the_live_message_leads_to_ones_own(post: Phase) -> None:
    board = Board(replace(ASKED, phase=post), NOW)
    assert "My ideas" in labels({"blocks": compose_board(BoardFacts(board, post)).blocks})
