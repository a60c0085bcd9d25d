"""The trade that the next brainstorm begins with (NS-10)."""

from datetime import timedelta

import pytest

from jobs.brainstorms import open_brainstorm, recall_trade
from jobs.rules.brainstorms import LONGEST_TRADE, QUESTIONS, TRADE, find_trade, word_question
from storage.brainstorm_records import LibraryReader, NewBrainstorm
from storage.database import Database
from storage.old_messages import delete_outlived, list_outlived
from storage.queue import drop_due
from storage.records import Workspace
from tests.builders import NOW, a_rep, a_workspace


@pytest.mark.parametrize("trade", ["stores", "care {of} patients", "in their {trade}"])
def test_a_question_says_its_trade(trade: str) -> None:
    assert find_trade(word_question(0, trade)) == trade


@pytest.mark.parametrize("question", [QUESTIONS[1], "What else?", QUESTIONS[0].replace("{trade}", ""), ""])
def test_another_question_says_none(question: str) -> None:
    assert find_trade(question) is None


def opens(
    books: Database,
    workspace: Workspace,
    channel: str,
    question: str,
    trade: str,
    *,
    private: bool | None = None,
) -> int:
    with books.transaction(workspace.id) as transaction:
        opener = a_rep(transaction, f"Opener {channel}", slack_id=f"U{channel}")
        new = NewBrainstorm(channel, opener.id, question, 8, 4, NOW, NOW + timedelta(minutes=8), private)
        return open_brainstorm(transaction, new, [], NOW, trade).opened_by


def recalls(books: Database, workspace: Workspace, looking: int | None = None) -> str:
    with books.reading(workspace.id) as reader:
        return recall_trade(reader, LibraryReader(looking))


def test_the_newest_brainstorm_of_the_workspace_counts(books: Database, workspace: Workspace) -> None:
    other = a_workspace(books, team_id="T2")
    assert recalls(books, workspace) == TRADE
    opens(books, workspace, "C1", word_question(0, "stores"), "stores")
    opens(books, workspace, "C2", "What else?", "y" * 99)
    assert recalls(books, workspace) == "y" * LONGEST_TRADE
    assert recalls(books, other) == TRADE


def test_the_trade_of_a_private_channel_is_for_who_took_part(books: Database, workspace: Workspace) -> None:
    opens(books, workspace, "C1", "What else?", "stores", private=False)
    opener = opens(books, workspace, "C2", "What else?", "secrets", private=True)
    assert recalls(books, workspace, opener) == "secrets"
    assert recalls(books, workspace, opener + 99) == "stores"


def test_of_what_was_long_ago_the_question_says_it(books: Database, workspace: Workspace) -> None:
    """Messages are deleted after half a year; the brainstorm itself stays."""
    opens(books, workspace, "C1", word_question(0, "stores"), "stores")
    opens(books, workspace, "C2", "What else?", "yards")
    with books.transaction(workspace.id) as transaction:
        drop_due(transaction, NOW, "It is past.")
        old = list_outlived(transaction, "brainstorm", NOW + timedelta(days=1), 9)
        assert delete_outlived(transaction, old) == 2
    assert recalls(books, workspace) == "stores"
