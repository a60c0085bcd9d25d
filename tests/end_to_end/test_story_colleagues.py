"""The story's colleagues: a brainstorm can be played alone in the demo."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.commands.demo import build_bot, open_playground
from bot.playground.server import PlaygroundServer
from bot.playground.story_colleagues import LINES, Colleagues
from bot.playground.visitor import Visitor
from bot.sockets import SocketConnection
from tests.end_to_end.team import as_text


@pytest.fixture
def playground(tmp_path: Path) -> Iterator[PlaygroundServer]:
    with ExitStack() as closing:
        playground = open_playground(0)
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


def test_nobody_acts_for_somebody_the_visitor_has_been(playground: PlaygroundServer) -> None:
    """Morgan's visitor looked at Sam's page and back, and found ideas that Sam had "had" meanwhile."""
    morgan, looking = Visitor(playground.url, "U0MORGAN", 15), {"U0SAM"}
    colleagues = Colleagues(playground.url, "C0SALES", lambda: looking)
    assert not colleagues.join_in()
    looking = {"U0MORGAN"}
    assert morgan.command("C0SALES", "/brainstorm")["ok"]
    morgan.submit(morgan.wait_for_view("brainstorm.form"))
    morgan.wait_for_message("C0SALES", "Brainstorm: ideas")
    while colleagues.join_in():
        pass
    said = as_text(morgan.wait_for_message("C0SALES", f"{len(LINES['U0DANA'])} ideas so far"))
    assert not any(each in said for each in (*LINES["U0SAM"], *LINES["U0MORGAN"]))


def test_the_others_add_their_ideas_and_choose(playground: PlaygroundServer) -> None:
    morgan, sales = Visitor(playground.url, "U0MORGAN", 15), "C0SALES"
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
    while colleagues.join_in():
        pass
    shown = morgan.wait_for_message(sales, "2 of 3 have chosen")
    morgan.press(shown, "brainstorm.next")
    assert "Dana Lee" in as_text(morgan.wait_for_message(sales, "What came of the brainstorm"))
