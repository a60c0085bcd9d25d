"""Where the bot is installed, and what happens when it is taken out."""

from datetime import timedelta

from sqlalchemy import func, select

from storage.database import Database
from storage.installations import (
    end_installation,
    find_installation,
    forget_ended_installation,
    forget_workspace,
    list_ended_installations,
    list_installations,
    read_installation,
    save_installation,
)
from storage.news_tables import metadata
from storage.records import Workspace
from tests.builders import NOW, a_line, a_message, a_rep, a_touch, a_workspace, an_account


def install(books: Database, workspace: Workspace, token: str = "locked") -> None:
    with books.transaction(workspace.id) as transaction:
        save_installation(
            transaction,
            locked_token=token,
            bot_user_id="UBOT",
            scopes="chat:write,commands",
            installed_by="U1",
            now=NOW,
        )


def test_installing_again_replaces_the_token(books: Database, workspace: Workspace) -> None:
    install(books, workspace)
    install(books, workspace, "newer")
    with books.reading(workspace.id) as reader:
        found = read_installation(reader)
    assert found is not None
    assert (found.locked_token, found.installed_at, found.ended_at) == ("newer", NOW, None)
    assert "newer" not in repr(found)


def test_who_takes_it_out_has_their_token_forgotten_at_once(books: Database, workspace: Workspace) -> None:
    """Complaint 24."""
    install(books, workspace)
    with books.transaction(workspace.id) as transaction:
        assert end_installation(transaction, NOW)
        assert not end_installation(transaction, NOW + timedelta(days=1))
        found = read_installation(transaction)
    assert found is not None
    assert (found.locked_token, found.ended_at) == ("", NOW)
    with books.everywhere() as connection:
        assert not list_installations(connection)
    install(books, workspace, "again")
    with books.everywhere() as connection:
        assert [each.locked_token for each in list_installations(connection)] == ["again"]


def test_after_the_stated_time_everything_of_theirs_is_gone(books: Database, workspace: Workspace) -> None:
    """Complaint 24: and nothing of anybody else's."""
    other = a_workspace(books, "Other Reps", "T2")
    for each in (workspace, other):
        install(books, each)
        with books.transaction(each.id) as transaction:
            rep = a_rep(transaction)
            account = an_account(transaction, rep_id=rep.id, aliases=("AF",))
            a_touch(transaction, account, rep=rep)
            a_line(transaction, a_message(transaction), account)
    later = NOW + timedelta(seconds=1)
    with books.transaction(workspace.id) as transaction:
        assert not forget_workspace(transaction, later)
        end_installation(transaction, NOW)
        assert not forget_workspace(transaction, NOW)
    with books.everywhere() as connection:
        assert [each.workspace for each in list_ended_installations(connection)] == [workspace.id]
    with books.transaction(other.id) as transaction:
        assert not forget_workspace(transaction, later)
    with books.transaction(workspace.id) as transaction:
        assert forget_workspace(transaction, later)
    with books.everywhere() as connection:
        for table in metadata.sorted_tables:
            owner = table.c.id if table.name == "workspace" else table.c.workspace
            of_each = select(owner, func.count()).group_by(owner)
            assert {row[0] for row in connection.execute(of_each)} <= {other.id}, table.name


def test_it_is_found_by_the_team(books: Database, workspace: Workspace) -> None:
    install(books, workspace)
    with books.everywhere() as connection:
        found = find_installation(connection, workspace.team_id or "")
        assert found is not None
        assert found.workspace == workspace.id
        assert find_installation(connection, "T9") is None


def test_a_workspace_that_is_served_again_is_not_to_be_deleted(books: Database, workspace: Workspace) -> None:
    install(books, workspace)
    with books.transaction(workspace.id) as transaction:
        forget_ended_installation(transaction)
        assert read_installation(transaction) is not None
        end_installation(transaction, NOW)
        forget_ended_installation(transaction)
        assert not forget_workspace(transaction, NOW + timedelta(days=400))


def test_the_number_of_a_deleted_workspace_is_not_given_out_again(
    books: Database, workspace: Workspace
) -> None:
    """A process may still hold accounts and people by that number."""
    install(books, workspace)
    with books.transaction(workspace.id) as transaction:
        end_installation(transaction, NOW)
        assert forget_workspace(transaction, NOW + timedelta(seconds=1))
    assert a_workspace(books, "Other Reps", "T2").id > workspace.id
