"""`drumbeat queue`: what was given up is listed, sent after all, or let go."""

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from storage.database import Database
from storage.queue import claim_due, finish, list_parked
from storage.records import QueuedMessage, QueueState, Workspace
from tests.builders import NOW, a_message, a_rep, a_workspace


@pytest.fixture
def given_up(sqlite_books: Database) -> list[QueuedMessage]:
    """Two messages of one workspace and one of another."""
    for team, keys in (("T1", ("one", "two")), ("T2", ("three",))):
        workspace = a_workspace(sqlite_books, f"Team {team}", team)
        with sqlite_books.transaction(workspace.id) as transaction:
            a_rep(transaction, "Sam Reyes", slack_id="U-one")
            for key in keys:
                a_message(transaction, key, recipient=f"U-{key}", kind="weekly-nudge")
    with sqlite_books.everywhere() as connection:
        claimed = list(claim_due(connection, now=NOW, owner="me", most=9))
        for each in claimed:
            finish(connection, each, "me", state=QueueState.PARKED, reason="Slack refused the layout.")
    return sorted(claimed, key=lambda each: each.id)


def drumbeat_queue(books: Database, *words: str, answer: str = "") -> Result:
    environment = {"DATABASE_URL": f"sqlite:///{books.url.database}"}
    return CliRunner().invoke(main, ["queue", *words], env=environment, input=answer)


def keys_given_up(books: Database, workspace: int) -> list[str]:
    with books.reading(workspace) as reader:
        return [each.key for each in list_parked(reader)]


def test_the_list_says_what_why_and_what_to_do(sqlite_books: Database, given_up: list[QueuedMessage]) -> None:
    said = drumbeat_queue(sqlite_books, "list").output
    first, second, other = given_up
    assert f"{first.id}  Wednesday message to Sam Reyes (Team T1), due 4 Mar" in said
    assert f"{second.id}  Wednesday message to U-two (Team T1), due 4 Mar" in said
    assert f"{other.id}  Wednesday message to U-three (Team T2), due" in said
    assert said.count("Slack refused the layout.") == 3
    assert "drumbeat queue retry NUMBER" in said


def test_an_empty_list(sqlite_books: Database) -> None:
    assert drumbeat_queue(sqlite_books, "list").output == "No message was given up.\n"


def test_one_is_sent_after_all_and_the_others_stay(
    sqlite_books: Database, given_up: list[QueuedMessage]
) -> None:
    first, second, other = given_up
    result = drumbeat_queue(sqlite_books, "retry", str(first.id), answer="y\n")
    assert "Send 1 message?" in result.output
    assert "1 message back in the queue" in result.output
    assert keys_given_up(sqlite_books, first.workspace) == [second.key]
    assert keys_given_up(sqlite_books, other.workspace) == [other.key]


def test_all_of_every_workspace_are_let_go(sqlite_books: Database, given_up: list[QueuedMessage]) -> None:
    assert "3 messages dropped" in drumbeat_queue(sqlite_books, "drop", "--all", "--yes").output
    assert not any(keys_given_up(sqlite_books, each.workspace) for each in given_up)


def test_more_than_are_listed_can_be_decided_about(
    sqlite_books: Database, given_up: list[QueuedMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of 1,300 that a proxy's page had cost, 300 stood in no list, and --all left them where they were."""
    monkeypatch.setattr("bot.commands.queue.MOST_LISTED", 1)
    monkeypatch.setattr("bot.commands.queue.AT_ONCE", 1)
    first, _, _ = given_up
    said = drumbeat_queue(sqlite_books, "list").output
    assert "and 1 older in Team T1" in said
    assert "3 messages." in said
    assert "1 message back" in drumbeat_queue(sqlite_books, "retry", str(first.id), "--yes").output
    assert "2 messages dropped" in drumbeat_queue(sqlite_books, "drop", "--all", "--yes").output


@pytest.mark.parametrize("word", ["retry", "drop"])
def test_nothing_happens_without_a_yes(
    sqlite_books: Database, given_up: list[QueuedMessage], word: str
) -> None:
    assert drumbeat_queue(sqlite_books, word, "--all", answer="n\n").exit_code == 1
    assert len(keys_given_up(sqlite_books, given_up[0].workspace)) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["retry"], "or all of them with --all"),
        (["drop", "1", "--all"], "or all of them with --all"),
        (["retry", "999", "--yes"], "No message with the number 999"),
    ],
)
def test_what_cannot_be_meant_is_explained(
    sqlite_books: Database, workspace_of_sqlite: Workspace, words: list[str], said: str
) -> None:
    result = drumbeat_queue(sqlite_books, *words)
    assert result.exit_code != 0
    assert said in result.output


@pytest.fixture
def workspace_of_sqlite(sqlite_books: Database) -> Workspace:
    return a_workspace(sqlite_books)
