"""The story's colleagues: a brainstorm can be played alone in the demo."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from bot.commands.demo import build_bot, open_playground
from bot.playground.server import PlaygroundServer
from bot.playground.story_colleagues import LINES, Colleagues, say_as
from bot.playground.visitor import Visitor
from bot.sockets import SocketConnection
from tests.end_to_end.team import PATIENCE_SECONDS, as_text, wait_until

Json = dict[str, Any]


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[PlaygroundServer]:
    with ExitStack() as closing:
        playground = open_playground(0, PATIENCE_SECONDS)
        closing.callback(playground.stop)
        drumbeat = build_bot(playground, f"sqlite:///{tmp_path / 'demo.db'}")
        drumbeat.start()
        closing.callback(drumbeat.stop)
        bolt, metrics = drumbeat.bolt, drumbeat.metrics
        connection = SocketConnection(bolt, playground.app_token, playground.api_url, metrics)
        connection.start()
        closing.callback(connection.stop)
        playground.wait_for_bot()
        yield playground


def test_nobody_acts_for_somebody_whose_page_is_open(playground: PlaygroundServer) -> None:
    """Who was looked at before joins in: otherwise a visitor who has looked at everybody plays alone."""
    morgan, looking = Visitor(playground.url, "U0MORGAN", PATIENCE_SECONDS), {"U0SAM", "U0MORGAN"}
    colleagues = Colleagues(playground.url, "C0SALES", lambda: looking)
    assert not colleagues.join_in()
    assert morgan.command("C0SALES", "/brainstorm")["ok"]
    morgan.submit(morgan.wait_for_view("brainstorm.form"))
    morgan.wait_for_message("C0SALES", "Brainstorm: ideas")
    while colleagues.join_in():
        pass
    said = as_text(morgan.wait_for_message("C0SALES", f"{len(LINES['U0DANA'])} ideas so far"))
    assert not any(each in said for each in (*LINES["U0SAM"], *LINES["U0MORGAN"]))
    looking = {"U0MORGAN"}
    while colleagues.join_in():
        pass
    both = len(LINES["U0DANA"]) + len(LINES["U0SAM"])
    said = as_text(morgan.wait_for_message("C0SALES", f"{both} ideas so far"))
    assert all(each in said for each in LINES["U0SAM"])


def test_the_others_add_their_ideas_and_choose(playground: PlaygroundServer) -> None:
    morgan, sales = Visitor(playground.url, "U0MORGAN", PATIENCE_SECONDS), "C0SALES"
    colleagues = Colleagues(playground.url, sales, lambda: {"U0MORGAN"})
    assert not colleagues.join_in()
    assert morgan.command(sales, "/brainstorm")["ok"]
    morgan.submit(morgan.wait_for_view("brainstorm.form"))
    morgan.wait_for_message(sales, "Brainstorm: ideas")
    while colleagues.join_in():
        pass
    said = as_text(
        morgan.wait_for_message(sales, f"{len(LINES['U0SAM']) + len(LINES['U0DANA'])} ideas so far")
    )
    assert all(each in said for user in ("U0SAM", "U0DANA") for each in LINES[user])
    assert not any(each in said for each in LINES["U0MORGAN"])
    morgan.press(morgan.wait_for_message(sales, "Brainstorm: ideas"), "brainstorm.next")
    morgan.wait_for_message(sales, "Brainstorm: choose yours")
    sam = Visitor(playground.url, "U0SAM", PATIENCE_SECONDS)
    shown = sam.wait_for_message(sales, "Brainstorm: choose yours")
    take_on(sam, shown, 2)
    while colleagues.join_in():
        pass
    shown = morgan.wait_for_message(sales, "2 of 3 have chosen")
    assert find_chosen(sam, shown) == [2], "What the visitor has chosen as Sam stays as it is."
    morgan.press(shown, "brainstorm.next")
    assert "Dana Lee" in as_text(morgan.wait_for_message(sales, "What came of the brainstorm"))


def take_on(person: Visitor, message: Json, number: int) -> None:
    """Take one idea on, for one's first account."""
    person.press(message, "brainstorm.choose")
    form = person.wait_for_view("choice.ideas_form")
    options = element_of(form, "ideas.0")["options"]
    person.submit(form, {"ideas.0": {"selected_options": [options[number]]}})
    details = person.wait_for_view("choice.details_form")
    accounts = next(each["block_id"] for each in details["blocks"] if "accounts." in each["block_id"])
    first = element_of(details, accounts)["options"][:1]
    person.submit(details, {accounts: {"selected_options": first}})
    person.close(person.wait_for_view("choice.taken"), everything=True)


def find_chosen(person: Visitor, message: Json) -> list[int]:
    """Return which ideas somebody has taken on."""
    person.press(message, "brainstorm.choose")
    menu = element_of(person.wait_for_view("choice.ideas_form"), "ideas.0")
    return [menu["options"].index(each) for each in menu.get("initial_options", [])]


def element_of(form: Json, block_id: str) -> Json:
    return next(each["element"] for each in form["blocks"] if each["block_id"] == block_id)


def test_a_watcher_and_stores_are_played_to_the_end(playground: PlaygroundServer) -> None:
    """Sam watches the news for an account and is told of nothing unasked; a touch ticks one of 7 stores."""
    morgan, sales = Visitor(playground.url, "U0MORGAN", PATIENCE_SECONDS), "C0SALES"
    sam = Visitor(playground.url, "U0SAM", PATIENCE_SECONDS)
    assert morgan.command(sales, "/brainstorm")["ok"]
    morgan.submit(morgan.wait_for_view("brainstorm.form"))
    shown = morgan.wait_for_message(sales, "Brainstorm: ideas")
    say_as(sam, shown, "Visit all of their stores")
    say_as(sam, shown, "Have the news watched")
    morgan.press(shown, "brainstorm.next")
    sam.press(sam.wait_for_message(sales, "Brainstorm: choose yours"), "brainstorm.choose")
    form = sam.wait_for_view("choice.ideas_form")
    sam.submit(form, {"ideas.0": {"selected_options": element_of(form, "ideas.0")["options"]}})
    details = sam.wait_for_view("choice.details_form")
    chosen: Json = {}
    for block in details["blocks"]:
        if block["block_id"].startswith("accounts."):
            options = block["element"]["options"]
            wanted = [each for each in options if each["text"]["text"] == "Acme Foods"]
            chosen[block["block_id"]] = {"selected_options": wanted}
    sam.submit(details, chosen)
    said = as_text(sam.wait_for_view("choice.taken"))
    assert "Noted: 2 ideas for 1 account." in said
    assert "I watch the news for 1 account from now on" in said
    assert "[Locations]" not in said, "they are known"
    sam.close(sam.wait_for_view("choice.taken"), everything=True)
    assert sam.command(sales, "/touch acme foods visited store at Park Lane")["ok"]
    sam.wait_for_message(sales, "1 of 7 stores: Park Lane done.")
    assert sam.command(sales, "/news acme foods")["ok"]
    sam.wait_for_message(sales, "Google News: “Acme Foods”")

    def is_read() -> bool:
        sam.command(sales, "/news acme foods")
        return "Acme Foods opens its doors to visitors" in str(sam.messages(sales)[-1])

    wait_until(is_read, "The newest of the search")
    assert "Google News" not in str(sam.messages(sam.direct_messages()))
