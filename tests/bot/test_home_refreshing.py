"""What the database is asked for one Home."""

from typing import Any

from slack_sdk import WebClient
from sqlalchemy import event

from bot.directory import Directory
from bot.home_refreshing import show_home
from bot.messages.sample_data import REMOVE
from bot.messenger import SlackMessenger
from bot.messengers import Messengers, Speaker
from bot.surroundings import Surroundings
from jobs.sample_data import try_samples
from storage.database import Database
from tests.builders import NOW, a_rep, a_workspace, an_account


class Publishing(SlackMessenger):
    """Keeps the Home that it publishes."""

    def __init__(self) -> None:
        self.home: dict[str, Any] = {}

    def publish_home(self, user_id: str, view: dict[str, Any]) -> bool:
        self.home = view
        return True


def test_home_asks_for_samples_with_what_it_asks_anyway(sqlite_books: Database) -> None:
    """Hardly anybody has samples, and every Home of everybody would have paid for them."""
    here = a_workspace(sqlite_books)
    messenger = Publishing()

    class OwnTeam(Messengers):
        def find_for_team(self, asked: str) -> Speaker | None:
            return Speaker(here.id, messenger)

    directory = Directory(sqlite_books)
    around = Surroundings(
        books=sqlite_books,
        directory=directory,
        messengers=OwnTeam(sqlite_books, directory, WebClient),
        now=lambda: NOW,
        zone="UTC",
        refresh_home=lambda team_id, user_id, *, open_now=False: None,
        deliver_soon=lambda: None,
    )
    with sqlite_books.transaction(here.id) as transaction:
        try_samples(transaction, a_rep(transaction, slack_id="U1"), NOW)
        an_account(transaction, rep_id=a_rep(transaction, "Dana Lee", slack_id="U2").id)
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    event.listen(sqlite_books.engine, "before_cursor_execute", note)
    shown: dict[str, str] = {}
    for user_id in ("U1", "U2"):
        show_home(around, "T1", user_id, open_now=True)
        shown[user_id] = str(messenger.home)
    assert REMOVE in shown["U1"]
    assert "Wren Lane Bakery (sample)" in shown["U1"]
    assert "(sample)" not in shown["U2"]
    assert len(asked) > 20
    assert [each for each in asked if "account.sample_of =" in each] == []
