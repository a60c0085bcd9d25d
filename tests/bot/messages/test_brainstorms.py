"""The messages of a brainstorm: within Slack's limits however long the list, and true in each phase."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.messages.brainstorm_forms import (
    compose_all_ideas_view,
    compose_opening_form,
    compose_spark_view,
    explain_access,
    explain_may_not_open,
    explain_under_way,
    first_wish,
)
from bot.messages.brainstorm_library import compose_library, compose_library_view
from bot.messages.brainstorm_refusals import compose_refusal, compose_refused_view
from bot.messages.brainstorms import BoardFacts, compose_board, describe_time_left
from bot.messages.choices import (
    MOST_AT_ONCE,
    compose_details_form,
    compose_idea_option,
    compose_ideas_form,
)
from bot.messages.commitments import (
    compose_all_promises,
    compose_home_promises,
    compose_place_options,
    describe_suggestion,
)
from bot.messages.fulfilments import compose_fulfilled
from bot.messages.harvests import describe_harvest
from bot.messages.locations import compose_locations_form
from bot.messages.similar_ideas import compose_similar_view
from bot.playground.block_rules import check_blocks
from bot.playground.view_rules import check_view as check_any_view
from jobs.rules.brainstorms import MOST_IDEAS_AT_ONCE, SPARKS, Board, IdeaGroup
from jobs.rules.commitments import Fulfilled, Progress, Ticked
from jobs.rules.harvests import Harvest
from jobs.rules.idea_library import IdeaLibrary, PastBrainstorm
from storage.brainstorm_records import Brainstorm, BrainstormIdea, Commitment, Location, Phase, Rhythm
from storage.records import Account

NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
TODAY = NOW.date()
LONG = "<!channel> & " * 30
ASKED = Brainstorm(1, "C1", 1, "Morgan Lee", LONG, Phase.IDEAS, 8, 4, NOW, NOW + timedelta(minutes=8))


def check_view(view: dict[str, Any]) -> None:
    check_any_view(view, "modal")


def a_board(number: int, phase: Phase = Phase.IDEAS, **facts: Any) -> Board:
    groups = tuple(
        IdeaGroup(each, f"{each} {LONG}", (LONG,) * 5, NOW, (LONG,) * 5, 9, (1, 2, 3, 4, 5))
        for each in range(number)
    )
    ends_at = None if phase is Phase.CLOSED else ASKED.ends_at
    brainstorm = replace(ASKED, phase=phase, ends_at=ends_at, choosing_since=NOW)
    return Board(brainstorm, NOW, groups, 7, 4, **facts)


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("post", Phase)
@pytest.mark.parametrize("number", [0, 1, 40, 300])
def test_every_message_of_every_phase_keeps_to_the_limits(phase: Phase, post: Phase, number: int) -> None:
    harvest = Harvest(NOW, (LONG,) * 9, ((LONG, 1, 2),) * 9)
    board = a_board(number, phase, quiet=True, harvest=harvest)
    words = compose_board(BoardFacts(board, post))
    check_blocks(words.blocks, "message")
    # In the cells of a table Slack interprets nothing.
    grids = [each for each in words.blocks if each["type"] == "data_table"]
    assert {cell["type"] for each in grids for row in each["rows"] for cell in row} <= {"raw_text"}
    interpreted = [each for each in words.blocks if each not in grids]
    assert "<!channel>" not in str(interpreted).replace("&lt;!channel&gt;", "")


def test_a_short_list_needs_no_other_window() -> None:
    assert "All 3 ideas" not in str(compose_board(BoardFacts(a_board(3), Phase.IDEAS)).blocks)
    assert "All 41 ideas" in str(compose_board(BoardFacts(a_board(41), Phase.IDEAS)).blocks)


@pytest.mark.parametrize(("number", "sizes"), [(0, []), (1, [1]), (10, [10]), (11, [10, 1]), (30, [10] * 3)])
def test_every_idea_of_a_short_list_is_there_to_be_ticked(number: int, sizes: list[int]) -> None:
    """NS-13: nobody has to open a menu to see what there is."""
    view = compose_ideas_form(a_board(number).groups, frozenset({0, 100}), {"brainstorm": 1})
    check_view(view)
    boxes = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    assert {each["type"] for each in boxes} <= {"checkboxes"}
    assert [len(each["options"]) for each in boxes] == sizes


def test_a_long_idea_goes_on_below_its_first_words() -> None:
    text = "Ask the people at their front desk which questions their own customers ask most often in the week"
    shown = compose_idea_option(replace(a_board(1).groups[0], text=text))
    said = f"{shown['text']['text']} {shown['description']['text'].removeprefix('… ')}"
    assert said == text


@pytest.mark.parametrize("number", [31, 100, 101, 300, 1000])
def test_long_lists_are_chosen_from_in_pages(number: int) -> None:
    """NS-13: a menu of Slack's holds a hundred."""
    groups = a_board(number).groups
    view = compose_ideas_form(groups, frozenset({0, 100}), {"brainstorm": 1})
    check_view(view)
    menus = [block for block in view["blocks"] if block["type"] == "input"]
    assert len(menus) == (1 if number > 300 else -(-number // 100))


@pytest.mark.parametrize("accounts", [1, 25, 26, 100, 101])
def test_the_fields_of_the_chosen_ideas_fit_one_form(accounts: int) -> None:
    own = [Account(each, LONG, TODAY) for each in range(accounts)]
    groups = a_board(MOST_AT_ONCE).groups
    before = {each.id: (own[:1], "locations") for each in groups}
    check_view(compose_details_form(groups, own, before, show_name=True, remember={"brainstorm": 1}))


@pytest.mark.parametrize("name", ["Acme", LONG, "\N{FACE WITH TEARS OF JOY}" * 75])
@pytest.mark.parametrize("accounts", [1, 25, 100, 400])
def test_the_second_step_opens_again_however_much_was_chosen(accounts: int, name: str) -> None:
    """NS-13: twenty-four ideas for a hundred accounts each were too large for Slack."""
    own = [Account(each, name, TODAY) for each in range(1, accounts + 1)]
    groups = a_board(MOST_AT_ONCE).groups
    before = {each.id: (own, "locations") for each in groups}
    asked: list[str] = []
    done: list[int] = []
    left = list(groups)
    while left:
        marks = {str(each.id): 2**32 - 1 for each in left}
        remember = {"brainstorm": 2**31 - 1, "words": marks, "last": marks, "feeds": 2**31 - 1}
        view = compose_details_form(
            left,
            own,
            before,
            show_name=True,
            remember=remember,
            done=done,
            gone=24,
            reworded=[name * 9] * 24,
            feeds=100,
        )
        check_view(view)
        ids = [each["block_id"] for each in view["blocks"] if "accounts." in each.get("block_id", "")]
        asked += ids
        done += [int(each.removeprefix("accounts.")) for each in ids]
        assert view["submit"]["text"] == ("Take it on" if len(done) == MOST_AT_ONCE else "Next")
        left = [each for each in left if each.id not in done]
    assert asked == [f"accounts.{each.id}" for each in groups]


def test_the_first_step_opens_however_the_ideas_are_written() -> None:
    groups = tuple(replace(each, text="\N{FACE WITH TEARS OF JOY}" * 200) for each in a_board(300).groups)
    check_view(compose_ideas_form(groups, frozenset(), {"brainstorm": 1}))


@pytest.mark.parametrize("number", [0, 1, 300, 1000])
def test_all_ideas_can_be_read_however_many(number: int) -> None:
    """NS-11: of 500 long ones a window left 110 out without a word."""
    groups = a_board(number).groups
    groups = tuple(replace(each, text=f"{each.id} {each.text}") for each in groups)
    said, page = "", 0
    while True:
        view = compose_all_ideas_view(1, groups, page)
        check_view(view)
        said += str(view["blocks"])
        if "Later ideas" not in str(view["blocks"]):
            break
        page += 1
    assert all(f"• {each.id} " in said for each in groups)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        ([], "Closed without an idea this time."),
        ([20], "Closed without an idea this time. What came later is kept in the idea library."),
        ([5, 20], "Closed meanwhile. What was said, and taken on, is in the idea library."),
    ],
)
@pytest.mark.parametrize("post", [Phase.IDEAS, Phase.CHOOSING])
def test_without_a_result_nothing_is_said_to_be_below(minutes: list[int], said: str, post: Phase) -> None:
    """NS-14: closed without an idea, or while nobody could see it."""
    closed = NOW + timedelta(minutes=10)
    asked = replace(ASKED, phase=Phase.CLOSED, ends_at=None, closed_at=closed)
    if post is Phase.CHOOSING:
        asked = replace(asked, choosing_since=NOW)
    groups = tuple(IdeaGroup(each, "Visit", ("Sam",), NOW + timedelta(minutes=each)) for each in minutes)
    board = Board(asked, NOW, groups)
    shown = str(compose_board(BoardFacts(board, post, has_result=False)).blocks[-1])
    assert said in shown


def test_an_only_account_is_chosen_already() -> None:
    own = [Account(1, "Acme", TODAY)]
    remember = {"brainstorm": 1}
    view = compose_details_form(a_board(1).groups, own, {}, show_name=False, remember=remember)
    menu = next(each["element"] for each in view["blocks"] if "accounts." in each.get("block_id", ""))
    assert [each["text"]["text"] for each in menu["initial_options"]] == ["Acme"]
    several = [*own, Account(2, "Borg", TODAY)]
    view = compose_details_form(a_board(1).groups, several, {}, show_name=False, remember=remember)
    assert "initial_options" not in str(view).split("often.")[0]


def test_the_other_forms_keep_to_the_limits() -> None:
    idea = BrainstormIdea(1, 1, 1, LONG, LONG, NOW)
    check_view(compose_similar_view([(replace(idea, id=each), idea) for each in range(MOST_IDEAS_AT_ONCE)]))
    check_view(compose_opening_form(first_wish("C1"), Harvest(NOW, (LONG,), ())))
    past = tuple(
        PastBrainstorm(replace(ASKED, id=number), a_board(300).groups, frozenset({299}))
        for number in range(5)
    )
    library = IdeaLibrary(past, 9, Harvest(NOW, (LONG,) * 9, ((LONG, 0, 2),) * 9), (ASKED,) * 9)
    check_blocks(compose_library(library, TODAY).blocks, "message")
    check_view(compose_library_view(library, TODAY, is_first=False))
    places = [Location(each, 1, f"Store {each}") for each in range(400)]
    for known in ([], places[:20], places):
        check_view(compose_locations_form(Account(1, LONG, TODAY), known, {"account": 1}))


def test_the_library_leads_to_all_ideas_and_to_what_is_under_way() -> None:
    """It said "No ideas yet" during the first brainstorm, and "and 2 more" without a way to see them."""
    past = replace(ASKED, phase=Phase.CLOSED, closed_at=NOW)
    twelve, ten = (IdeaLibrary((PastBrainstorm(past, a_board(each).groups),)) for each in (12, 10))
    assert "All 12 ideas" in str(compose_library(twelve, TODAY).blocks)
    assert "All 10 ideas" not in str(compose_library(ten, TODAY).blocks)
    said = str(compose_library(IdeaLibrary(under_way=(ASKED,)), TODAY).blocks)
    assert "One is under way in <#C1>." in said
    assert "No ideas yet" not in said


def test_home_shows_what_is_due_first_within_the_limits() -> None:
    """NS-14."""
    waiting = tuple(Location(each, 1, LONG) for each in range(150))
    taken = [
        Commitment(each, 1, 1, 1, "Sam", 1, LONG, LONG, Rhythm.LOCATIONS, None, NOW) for each in range(30)
    ]
    blocks = compose_home_promises([Progress(each, 3, 153, waiting=waiting) for each in taken], TODAY)
    check_blocks(blocks, "home")
    assert "3 of 153 done" in str(blocks)
    assert "See all 30" in str(blocks)


@pytest.mark.parametrize("name", ["Mill Street", LONG, "☃" * 100, "🎄&" * 50], ids=range(4))
def test_every_commitment_and_store_is_reached_within_what_slack_takes(name: str) -> None:
    """45 of them with 100 stores each were 700 kB in one window, and Slack takes 250."""
    places = tuple(Location(number, 1, f"{number} {name}") for number in range(100))
    every = [
        Progress(
            Commitment(number, 1, 1, 1, "Sam", 1, name, name * 3, Rhythm.LOCATIONS, None, NOW),
            0,
            100,
            waiting=places[: number % 3 * 5 or 100],
            known=places,
        )
        for number in range(1, 46)
    ]
    start: int | None = 0
    seen: list[str] = []
    while start is not None:
        view = compose_all_promises(every, TODAY, start)
        check_view(view)
        seen += [block["block_id"] for block in view["blocks"] if "block_id" in block]
        buttons = [each for block in view["blocks"] for each in block.get("elements", ())]
        pages = [each["action_id"].rpartition(".")[2] for each in buttons if "see_all" in str(each)]
        start = next((int(each) for each in pages if int(each) > start), None)
    assert sorted(seen) == sorted(f"commitment.{each.commitment.id}" for each in every)
    assert view == compose_all_promises(every, TODAY, 999), "a page that is gone is the last one"
    check_any_view({"type": "home", "blocks": compose_home_promises(every, TODAY)}, "home")
    assert [each["value"] for each in compose_place_options(places, " 77")] == ["77"]
    assert len(compose_place_options(places * 2, "")) == 100


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "8 minutes left"), (421, "less than a minute"), (480, "time is up")]
)
def test_the_time_that_is_left_is_said_in_words(seconds: int, words: str) -> None:
    assert words in describe_time_left(replace(a_board(0), now=NOW + timedelta(seconds=seconds)))


def test_the_minutes_left_and_the_time_of_day_agree() -> None:
    """ "3 minutes left, until 02:07" still stood at 02:05: it ended at 02:07:40."""
    board = a_board(0)
    late = replace(board.brainstorm, ends_at=NOW + timedelta(minutes=7, seconds=40))
    said = describe_time_left(replace(board, brainstorm=late, now=NOW + timedelta(minutes=5, seconds=10)))
    assert "3 minutes left" in said
    assert "|10:08 UTC>" in said


def test_a_tap_after_a_touch_does_not_look_done_already() -> None:
    """ "✓ Walk through…" was read as done."""
    taken = Commitment(1, 1, 1, 1, "Sam", 1, "Acme", "bring cake", Rhythm.ONCE, None, NOW)
    blocks = compose_fulfilled(Fulfilled(perhaps=(Progress(taken, 0),)), 5, TODAY)
    assert "Yes: bring cake" in str(blocks)
    assert "✓" not in str(blocks)


def test_once_is_not_added_where_the_words_say_how_often() -> None:
    """NS-14: "walk through it once a quarter, once"."""
    taken = Commitment(1, 1, 1, 1, "Sam", 1, "Acme", "call once a quarter", Rhythm.ONCE, None, NOW)
    assert "call once a quarter, once" not in str(compose_home_promises([Progress(taken, 0)], TODAY))
    assert describe_suggestion(Progress(taken, 0), TODAY) == "_You said: “call once a quarter”._"
    plain = replace(taken, text="bring cake")
    assert "bring cake, once" in str(compose_home_promises([Progress(plain, 0)], TODAY))


def test_how_often_is_proposed_by_the_words_of_the_idea() -> None:
    """NS-15."""
    groups = [IdeaGroup(1, "Read the magazine every month", ("Sam",), NOW)]
    form = compose_details_form(groups, [Account(1, "Acme", TODAY)], {}, show_name=False, remember={})
    often = next(each for each in form["blocks"] if each.get("block_id") == "often.1")
    assert often["element"]["initial_option"]["text"]["text"] == "Every month"


@pytest.mark.parametrize("access", ["not invited", "archived", "shared", "no scope", "no answer"])
def test_what_is_in_the_way_is_said_with_the_next_step(access: str) -> None:
    """Complaint 16."""
    said = explain_access(access, "C1")
    assert "<#C1>" in said
    assert any(
        word in said for word in ("Check again", "choose another channel", "Choose a channel that is yours")
    )


def test_the_choosing_promises_what_the_card_keeps() -> None:
    """Nobody else is shown for whom somebody chose; the card of an account keeps to it."""
    said = str(compose_board(BoardFacts(a_board(3, Phase.CHOOSING), Phase.CHOOSING)).blocks)
    assert "Nobody else sees for whom. Your name stands beside an idea only if you say so." in said


def test_the_harvest_names_what_was_kept_and_what_grew() -> None:
    """NS-17."""
    said = describe_harvest(Harvest(NOW, ("visit", "read"), (("Acme", 1, 4),)))
    assert said == (
        "*Since the brainstorm of 18 Nov*\n"
        "• Done or begun: “visit” and “read”\n"
        "• Hear from us more often: Acme (4 touches, 1 before)"
    )
    many = Harvest(NOW, (), tuple((f"Client {number}", 0, 1) for number in range(5)))
    assert describe_harvest(many).endswith("Client 2 (1 touch, none before) and 2 more")


def test_the_library_shows_first_what_was_done_and_names_nobody() -> None:
    """NS-17: only what is good is told, and of nobody by name (NS-14)."""
    groups = (
        IdeaGroup(1, "Bring cake", ("Sam",), NOW, ("Dana",), 3, (2,)),
        IdeaGroup(2, "Visit", ("Sam",), NOW, (), 1),
        IdeaGroup(3, "Read", ("Sam",), NOW),
    )
    past = PastBrainstorm(replace(ASKED, question="How?", closed_at=NOW), groups, frozenset({2}))
    said = compose_library(IdeaLibrary((past,), earlier=1), TODAY).blocks
    assert said[0]["text"]["text"] == (
        "*Today: How?*\n• Visit  _(taken by 1 person, done or begun)_\n"
        "• Bring cake  _(taken by 3 people)_\n• Read"
    )
    assert "Dana" not in str(said)
    assert [each["text"]["text"] for block in said[1:] for each in block["elements"]] == [
        "Choose mine",
        "Earlier ones",
    ]


def test_who_else_has_one_under_way_is_a_name_and_no_link() -> None:
    """What is plain beside a field is escaped in a window, and the other way round."""
    link = "<http://evil|Press here> & co"
    view = compose_refused_view(explain_under_way(link), first_wish("C1"))
    assert "&lt;http://evil|Press here&gt; &amp; co has one" in view["blocks"][0]["text"]["text"]
    assert link in explain_may_not_open([link])
    assert "<http" not in compose_refusal(explain_may_not_open([link])).text


def test_the_sparks_are_shown_as_three_examples_and_not_as_choices() -> None:
    """NS-12: whoever wants one of them says it in their own words."""
    blocks = compose_spark_view(ASKED)["blocks"]
    examples = blocks[1]["text"]["text"]
    assert examples.startswith("Three examples")
    assert examples.count("\n• ") == len(SPARKS) == 3
    assert [each["type"] for each in blocks if each["type"] in ("actions", "input")] == ["input"]
    assert blocks[2]["element"]["type"] == "plain_text_input"
    assert "initial_value" not in blocks[2]["element"]


def test_a_channel_that_another_company_reads_is_not_offered() -> None:
    """The message names clients."""
    blocks = compose_opening_form(first_wish("C1"), None)["blocks"]
    menu = next(each["element"] for each in blocks if each.get("block_id") == "channel")
    assert menu["filter"]["exclude_external_shared_channels"] is True


def test_the_form_says_who_can_read_the_ideas_of_a_private_channel() -> None:
    """NS-17: those of a public one are for everybody who uses the bot, those of a private one are not."""
    blocks = compose_opening_form(first_wish("C1"), None)["blocks"]
    hint = next(each["hint"]["text"] for each in blocks if each.get("block_id") == "channel")
    assert hint.startswith("Everybody here who uses me can read the ideas of a public channel")
    assert hint.endswith("Those of a private channel are for that channel, and for those who took part.")


def test_what_closes_the_second_step_of_choosing_says_so() -> None:
    """Slack's button closes the form: it leads back to nothing."""
    own = [Account(1, "Acme", TODAY)]
    view = compose_details_form(a_board(1).groups, own, {}, show_name=False, remember={"brainstorm": 1})
    assert view["close"]["text"] == "Cancel"


def test_what_a_touch_has_ticked_is_said_in_words() -> None:
    """NS-14: "3 of 7 stores: Mill Street and Park Lane done", whatever the places are called."""
    taken = Commitment(
        1, 1, 1, 1, "Sam", 1, "Acme", "meet the manager at each branch", Rhythm.LOCATIONS, None, NOW
    )
    places = tuple(Location(number, 1, f"<!channel> {number}") for number in range(12))
    progress = Progress(taken, 12, 12, known=places)
    fulfilled = Fulfilled((Ticked(progress, places, places[:1]),), (progress,), ("*Quay*",))
    said = str(compose_fulfilled(fulfilled, 5, TODAY))
    assert "12 of 12 branches: &lt;!channel&gt; 0, " in said
    assert "&lt;!channel&gt; 6 and 5 more done. New among them: &lt;!channel&gt; 0." in said
    assert "∗Quay∗ isn't among their locations yet; *Yes: meet the manager at each branch* adds it." in said
    assert "<!channel>" not in said
    check_blocks(compose_fulfilled(fulfilled, 5, TODAY), "message")
    once = replace(taken, text="bring cake", rhythm=Rhythm.ONCE)
    fulfilled = Fulfilled((Ticked(Progress(once, 1)),), (), ("Quay",))
    said = str(compose_fulfilled(fulfilled, 5, TODAY))
    assert "✓ “bring cake”: done." in said
    assert "Quay" not in said, "no button would add it"


def test_what_a_touch_leaves_open_is_asked_with_a_button_each() -> None:
    """NS-15: whatever the places are called."""
    places = tuple(Location(number, 1, f"<!channel> {number} {'x' * 90}") for number in range(1, 6))
    blocks = compose_fulfilled(Fulfilled(maybe_at=places), 5, TODAY)
    check_blocks(blocks, "message")
    assert "Were you at &lt;!channel&gt; 1" in str(blocks)
    assert str(blocks).count("Yes: at <!channel>") == 3
    [ticked] = compose_fulfilled(Fulfilled(maybe_at=places[:1]), 5, TODAY)[-1]["elements"]
    assert json.loads(ticked["value"]) == {"touch": 5, "location": 1}
