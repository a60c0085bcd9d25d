"""The second step of choosing, when something has changed since the first."""

from dataclasses import replace
from datetime import UTC, date, datetime

from bot.listeners.choices import compose_after_page, compose_second_step
from bot.messages.choices import compose_no_accounts_view, compose_taken_view
from bot.parsing.brainstorms import read_choice_page
from bot.parsing.presses import read_remembered
from jobs.brainstorm_choices import Choosing
from jobs.choice_pages import TakenPage
from jobs.rules.brainstorms import IdeaGroup
from jobs.rules.choices import ChoicePage
from storage.records import Account
from tests.end_to_end.team import as_text

GROUP = IdeaGroup(3, "bring cake", ("Sam",), datetime(2026, 11, 18, 10, tzinfo=UTC), (), 0)
CHOOSING = Choosing((GROUP,), {3: 3, 5: 3}, [Account(8, "Acme", date(2026, 11, 1))], {})


def test_an_idea_merged_meanwhile_is_asked_about_by_what_it_is_now() -> None:
    view = compose_second_step(CHOOSING, [5], 1)
    assert [each["block_id"] for each in view["blocks"] if "block_id" in each][:1] == ["accounts.3"]


def test_a_form_without_anything_to_choose_says_why() -> None:
    """Slack refuses a menu without options."""
    assert compose_second_step(replace(CHOOSING, own=()), [3], 1) == compose_no_accounts_view()


def test_the_channel_is_not_told_to_wait_for_what_is_there() -> None:
    """ "Once it is closed", it said, when it was."""
    view = compose_second_step(replace(CHOOSING, closed=True), [3], 1)
    assert view["blocks"][-1]["label"]["text"] == "In the channel"
    view = compose_second_step(CHOOSING, [3], 1)
    assert view["blocks"][-1]["label"]["text"] == "In the channel, once it is closed"


def test_the_fields_name_their_idea_shortened() -> None:
    """A screen reader said "How often" again and again."""
    long = replace(GROUP, text="bring " + "a very large " * 20 + "cake")
    view = compose_second_step(replace(CHOOSING, groups=(long,)), [3], 1)
    labels = [each["label"]["text"] for each in view["blocks"] if "label" in each][:2]
    assert all(each.startswith("bring a very large") and len(each) < 80 for each in labels)
    assert [each.partition("…")[2] for each in labels] == [": for which accounts", ": how often"]
    assert long.text[:300] in str(view["blocks"][0]), "all of it stands above"
    assert view["blocks"][0]["type"] == "section"


def test_at_most_five_accounts_are_asked_for_their_places() -> None:
    many = [Account(number, f"Store {number}", date(2026, 11, 1)) for number in range(8)]
    view = compose_taken_view(1, 8, 0, unplaced=many)
    assert sum("accessory" in each for each in view["blocks"]) == 5
    assert "Likewise 3 more accounts" in str(view)
    assert "1 idea for 8 accounts" in str(view)


def test_what_was_taken_off_the_list_meanwhile_is_told() -> None:
    """NS-13: Dana had chosen two, and Sam had removed one of them."""
    said = "1 of the ideas was taken off the list meanwhile by whoever had said it."
    view = compose_second_step(CHOOSING, [3, 99], 1)
    assert view["blocks"][0]["text"]["text"] == said
    assert [each["block_id"] for each in view["blocks"] if "block_id" in each][:1] == ["accounts.3"]
    assert compose_second_step(CHOOSING, [99], 1) == compose_taken_view(0, 0, 0, gone=1)
    several = compose_second_step(CHOOSING, [3, 97, 98, 99], 1)["blocks"][0]["text"]["text"]
    assert several == "3 of the ideas were taken off the list meanwhile by whoever had said them."


def test_the_next_page_tells_what_came_of_the_last() -> None:
    """What was taken off, what was reworded and whose news is watched was told of the last page only."""
    came = TakenPage(2, 2, 2, only_watched=False, unplaced=(), gone=1, reworded=["Bring a horse"])
    page = ChoicePage({4: [8]}, {4: "watcher"}, left=[3, 99])
    view = compose_after_page(1, page, replace(came, following=CHOOSING))
    page_named, gone, reworded, watched = (as_text({"blocks": [each]}) for each in view["blocks"][:4])
    assert page_named == "Your ideas, 2 of 2."
    assert gone.startswith("2 of the ideas were taken off the list meanwhile"), "of this page and that one"
    assert reworded.startswith("Changed while you chose, it now says: “Bring a horse”.")
    assert watched.startswith("I watch the news for 2 accounts from now on")
    kept = read_choice_page({}, read_remembered(view))
    assert (list(kept.done), kept.feeds) == ([4], 2), "the last page adds its own"
    said = as_text(compose_after_page(1, kept, replace(came, feeds=3)))
    assert "Noted: 2 ideas for 2 accounts." in said
    assert "I watch the news for 3 accounts from now on" in said


def test_a_form_remembers_the_last_account_for_which_it_has_room() -> None:
    many = {number: 500 + number for number in range(1, 102)}
    view = compose_second_step(replace(CHOOSING, since={3: many}), [3], 1)
    assert read_choice_page({}, read_remembered(view)).last == {3: 600}
    assert not read_choice_page({}, read_remembered(compose_second_step(CHOOSING, [3], 1))).last
