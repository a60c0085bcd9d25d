"""How a person's request enters, and what is kept in memory about a workspace."""

from datetime import datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.directory import Directory
from bot.failures import AlreadyHandledError, NotInstalledError
from bot.messenger import SlackMessenger
from bot.messengers import Messengers, Speaker
from bot.parsing.accounts import NoAccount, OneAccount
from bot.surroundings import Surroundings, after_first_word, family_word, first_word, read_sender
from jobs.people import Profile
from jobs.rules.sample_data import SAMPLE_CLIENTS
from jobs.sample_data import clear_samples, try_samples
from storage.database import Database
from storage.queue_depths import count_by_state
from storage.records import Consent
from storage.workspaces import find_workspace
from tests.builders import NOW, a_rep, a_workspace, an_account

Json = dict[str, Any]
COMMAND: Json = {
    "command": "/touch",
    "team_id": "T1",
    "team_domain": "acme",
    "user_id": "U1",
    "user_name": "sam",
}


@pytest.mark.parametrize(
    ("body", "sender"),
    [
        (COMMAND, ("T1", "acme", "U1", "sam")),
        ({"command": "/touch", "team_id": "T1", "user_id": "U1"}, ("T1", "T1", "U1", None)),
        (
            {"event": {"user": "U1", "type": "app_home_opened"}, "team_id": "T1"},
            ("T1", "T1", "U1", None),
        ),
        (
            {"team": {"id": "T1", "domain": "acme"}, "user": {"id": "U1", "name": "sam"}},
            ("T1", "acme", "U1", "sam"),
        ),
        ({"team": None, "user": {"id": "U1", "team_id": "T2"}}, ("T2", "T2", "U1", None)),
    ],
)
def test_every_kind_of_request_says_who_it_is_from(body: Json, sender: tuple[str, ...]) -> None:
    assert read_sender(body) == sender


@pytest.mark.parametrize(
    ("text", "word", "rest"),
    [
        ("touch acme called", "touch", "acme called"),
        ("  Touch   acme  called ", "touch", "acme  called"),
        ("touch\tacme\ncalled", "touch", "acme\ncalled"),
        ("help", "help", ""),
        ("", "", ""),
    ],
)
def test_the_words_of_the_family_command(text: str, word: str, rest: str) -> None:
    command = {"text": text}
    assert first_word(command) == word
    assert after_first_word(command) == rest
    assert family_word("touch")(command) is (word == "touch")


class ShyMessenger(SlackMessenger):
    """Knows one profile, and counts how often it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def fetch_profile(self, user_id: str, name: str | None = None) -> Profile:
        self.asked.append(user_id)
        return Profile(user_id, ("Sam Lee",), "sam@example.com", "Asia/Tokyo")


def speaking_for(books: Database, messenger: SlackMessenger, team_id: str = "T1") -> Messengers:
    """A messenger whose token belongs to this team, as Slack would say."""

    class OwnTeam(Messengers):
        def find_for_team(self, asked: str) -> Speaker | None:
            if asked != team_id:
                return None
            return Speaker(self._directory.find_workspace_id(team_id, "acme", NOW), messenger)

    return OwnTeam(books, Directory(books), WebClient)


@pytest.fixture
def messenger() -> ShyMessenger:
    return ShyMessenger()


@pytest.fixture
def woken() -> list[datetime]:
    return []


@pytest.fixture
def around(sqlite_books: Database, messenger: ShyMessenger, woken: list[datetime]) -> Surroundings:
    return Surroundings(
        books=sqlite_books,
        directory=Directory(sqlite_books),
        messengers=speaking_for(sqlite_books, messenger),
        now=lambda: NOW,
        zone="Europe/Berlin",
        refresh_home=lambda team_id, user_id, *, open_now=False: None,
        deliver_soon=lambda: woken.append(NOW),
    )


def test_a_stranger_is_met_once_and_asked_once(
    around: Surroundings, messenger: ShyMessenger, woken: list[datetime]
) -> None:
    """Complaints 9 and 11."""
    for _ in range(3):
        with around.visit(COMMAND) as visit:
            assert (visit.rep.name, visit.rep.zone) == ("Sam Lee", "Asia/Tokyo")
            assert visit.today.isoformat() == "2026-03-05"
    assert messenger.asked == ["U1"]
    assert woken == [NOW]
    with around.books.everywhere() as connection:
        assert count_by_state(connection) == {"ready": 1}


def test_who_has_answered_is_not_asked(around: Surroundings, woken: list[datetime]) -> None:
    """Complaint 11."""
    workspace = around.directory.find_workspace_id("T1", "acme", NOW)
    with around.books.transaction(workspace) as transaction:
        a_rep(transaction, slack_id="U1", consent=Consent.NO.value)
    with around.visit(COMMAND):
        pass
    assert woken == []


def test_who_could_not_be_asked_is_asked_the_next_time(around: Surroundings, woken: list[datetime]) -> None:
    """The visit failed, and with it the question: it must not count as asked."""
    with pytest.raises(RuntimeError), around.visit(COMMAND):
        raise RuntimeError
    assert woken == []
    with around.visit(COMMAND):
        pass
    assert woken == [NOW]


def test_two_processes_ask_once(around: Surroundings, messenger: ShyMessenger, woken: list[datetime]) -> None:
    """Complaint 13."""
    another = Surroundings(
        books=around.books,
        directory=Directory(around.books),
        messengers=speaking_for(around.books, messenger),
        now=lambda: NOW,
        zone="UTC",
        refresh_home=around.refresh_home,
        deliver_soon=around.deliver_soon,
    )
    for each in (around, another):
        with each.visit(COMMAND):
            pass
    assert len(woken) == 1


def test_a_team_without_the_bot_does_not_enter(around: Surroundings) -> None:
    """And leaves no workspace behind."""
    stranger = {**COMMAND, "team_id": "T9"}
    with pytest.raises(NotInstalledError), around.visit(stranger):
        pass
    with pytest.raises(NotInstalledError), around.claim({"team_id": "T9", "event": {}}):
        pass
    with around.books.everywhere() as connection:
        assert find_workspace(connection, "T9") is None


# The directory


def test_a_team_joins_once(sqlite_books: Database) -> None:
    directory = Directory(sqlite_books)
    number = directory.find_workspace_id("T1", "acme", NOW)
    assert directory.find_workspace_id("T1", "renamed", NOW) == number
    assert Directory(sqlite_books).find_workspace_id("T1", "acme", NOW) == number
    assert directory.find_workspace_id("T2", "other", NOW) != number
    with sqlite_books.everywhere() as connection:
        assert find_workspace(connection, "T1") is not None


def test_a_page_is_read_anew_when_anything_has_changed(sqlite_books: Database) -> None:
    workspace = a_workspace(sqlite_books)
    directory = Directory(sqlite_books)
    assert not directory.remembers(workspace.id, "U1")
    with sqlite_books.transaction(workspace.id) as transaction:
        first = directory.open(transaction)
        assert directory.open(transaction) is first
        acme = an_account(transaction, aliases=("AF",))
        a_rep(transaction, slack_id="U1")
        a_rep(transaction, "Imported", slack_id=None)
    with sqlite_books.reading(workspace.id) as reader:
        page = directory.open(reader)
    assert page.accounts == {acme.id: acme}
    assert set(page.reps) == {"U1"}
    assert page.names.match_whole("af").account_id == acme.id  # type: ignore[union-attr]
    assert directory.remembers(workspace.id, "U1")
    assert not directory.remembers(workspace.id + 1, "U1")


def test_only_their_owner_is_shown_samples(around: Surroundings, sqlite_books: Database) -> None:
    """D3: no menu, no search and no `/touch` of a colleague ever comes upon one."""
    dana = {**COMMAND, "user_id": "U2"}
    with around.visit(dana) as visit:
        workspace = visit.transaction.workspace
    with around.visit(COMMAND) as visit:
        assert try_samples(visit.transaction, visit.rep, NOW) == len(SAMPLE_CLIENTS)
        sam = visit.rep
    for enter in (around.visit, around.look):
        with enter(COMMAND) as visit:
            assert len(visit.page.accounts) == len(SAMPLE_CLIENTS)
            assert isinstance(visit.page.names.match_beginning("wren lane bakery called"), OneAccount)
            assert visit.page.search_accounts("wren", sam.id)
        with enter(dana) as visit:
            assert visit.page.accounts == {}
            assert isinstance(visit.page.names.match_beginning("wren lane bakery called"), NoAccount)
            assert not visit.page.search_accounts("", visit.rep.id)
    with sqlite_books.transaction(workspace) as transaction:
        clear_samples(transaction, sam)
    with around.look(COMMAND) as visit:
        assert visit.page.accounts == {}


def test_clients_stand_before_samples_where_one_chooses(around: Surroundings) -> None:
    """D3: however they are called, and whoever owns them; a menu may end before the samples."""
    with around.visit(COMMAND) as visit:
        try_samples(visit.transaction, visit.rep, NOW)
        for name, owner in (("Zeta", None), ("Zulu Hotels", visit.rep.id)):
            an_account(visit.transaction, name, rep_id=owner)
    with around.visit(COMMAND) as visit:
        found = [each.name for each in visit.page.search_accounts("", visit.rep.id)]
        hotels = [each.name for each in visit.page.search_accounts("hotels", visit.rep.id)]
    assert found[:2] == ["Zulu Hotels", "Zeta"]
    assert sorted(found[2:]) == sorted(each.name for each in SAMPLE_CLIENTS)
    assert hotels == ["Zulu Hotels", "Bluebell Hotels (sample)"]


def test_a_request_that_comes_again_does_not_enter_though_its_listener_may_twice(
    around: Surroundings,
) -> None:
    request, repeated = ({**COMMAND, "trigger_id": "1.2"} for _ in range(2))
    for _ in range(2):
        with around.visit(request) as visit:
            assert visit.rep.slack_id == "U1"
    with pytest.raises(AlreadyHandledError), around.visit(repeated):
        pass
