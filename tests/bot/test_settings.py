"""The settings, and what is wrong with them."""

from pathlib import Path

import pytest

from bot.doctor import examine_books, examine_database, examine_file
from bot.findings import check_log, check_settings
from bot.settings import SLACK_API_URL, Settings, describe_settings, read_settings
from storage.database import Database
from storage.migrations import migrate
from storage.queue import claim_due, finish
from storage.records import QueueState
from tests.builders import NOW, TODAY, a_message, a_rep, a_workspace


def test_what_is_not_set_has_its_default() -> None:
    settings = read_settings({})
    assert settings == Settings()
    assert settings.slack_api_url == SLACK_API_URL
    assert settings.database_url == "sqlite:///drumbeat.db"


def test_blanks_around_a_pasted_token_do_no_harm() -> None:
    settings = read_settings({"SLACK_BOT_TOKEN": "  xoxb-1\n", "DRUMBEAT_ZONE": " "})
    assert settings.bot_token == "xoxb-1"
    assert settings.zone == "UTC"


def test_the_environment_is_read_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRUMBEAT_ZONE", "Asia/Tokyo")
    assert read_settings().zone == "Asia/Tokyo"


def test_no_token_shows_where_settings_are_printed() -> None:
    settings = read_settings({"SLACK_BOT_TOKEN": "xoxb-secret", "SLACK_SIGNING_SECRET": "hush"})
    assert "secret" not in f"{settings!r} {settings} {settings!s}"
    assert "hush" not in repr(settings)


def test_every_setting_is_explained() -> None:
    described = {setting.name: setting for setting in describe_settings()}
    assert described["SLACK_BOT_TOKEN"].secret
    assert not described["DATABASE_URL"].secret
    assert all(setting.meaning.endswith(".") for setting in described.values())
    assert len(described) == len(Settings.__dataclass_fields__)


GOOD = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}


@pytest.mark.parametrize(
    ("environment", "fixes"),
    [
        (GOOD, []),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "s"}, []),
        ({}, ["Set SLACK_BOT_TOKEN", "Set SLACK_APP_TOKEN"]),
        ({**GOOD, "SLACK_BOT_TOKEN": "xoxp-1"}, ["must begin with xoxb-"]),
        ({**GOOD, "SLACK_APP_TOKEN": "xoxb-1"}, ["must begin with xapp-"]),
        ({**GOOD, "SLACK_API_URL": "slack.com"}, ["begin it with https://"]),
        # For others to install: SLACK_BOT_TOKEN may stay out, and is not asked for.
        (
            {"SLACK_SIGNING_SECRET": "s", "SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "c"},
            ["`drumbeat doctor` makes one"],
        ),
    ],
)
def test_each_thing_that_is_wrong_comes_with_its_fix(environment: dict[str, str], fixes: list[str]) -> None:
    findings = check_settings(read_settings(environment))
    assert len(findings) == len(fixes)
    for finding, fix in zip(findings, fixes, strict=True):
        assert fix in finding.fix
        assert not finding.ok


@pytest.mark.parametrize(
    ("environment", "said"),
    [
        ({"DRUMBEAT_LOG": "warning", "DRUMBEAT_LOG_FORMAT": "json"}, []),
        ({"DRUMBEAT_LOG": "loud"}, ["DRUMBEAT_LOG is ‘loud’"]),
        ({"DRUMBEAT_LOG_FORMAT": "yaml"}, ["DRUMBEAT_LOG_FORMAT is ‘yaml’"]),
    ],
)
def test_a_log_that_cannot_be_as_it_is_wanted(environment: dict[str, str], said: list[str]) -> None:
    """An operator misspelt DRUMBEAT_LOG and waited for lines that never came."""
    findings = check_log(read_settings(environment))
    assert [words in finding.what for finding, words in zip(findings, said, strict=True)] == [True] * len(
        said
    )
    assert not any(finding.ok for finding in findings)


def test_a_database_that_everybody_may_read(sqlite_books: Database) -> None:
    """What the team wrote about clients could be read by every user of the server."""
    file = Path(sqlite_books.url.database or "")
    assert examine_file(file) == []
    file.chmod(0o644)
    (finding,) = examine_file(file)
    assert finding.fix == f"Type: chmod o-rwx {file}*"


def test_a_database_is_examined_without_being_made(empty_database_url: str) -> None:
    (finding,) = examine_database(empty_database_url, TODAY)
    assert finding.ok
    assert "`drumbeat run`" in finding.what


def test_a_database_that_is_in_use(books: Database) -> None:
    workspace = a_workspace(books)
    with books.transaction(workspace.id) as transaction:
        a_rep(transaction, "Sam Reyes")
        a_message(transaction, "given up", kind="weekly-nudge")
        a_message(transaction, "waiting")
    with books.everywhere() as connection:
        [given_up] = claim_due(connection, now=NOW, owner="me", most=1)
        finish(connection, given_up, "me", state=QueueState.PARKED, reason="This is a bot.")
    good, bad = examine_books(books, TODAY)
    assert good.ok
    assert "workspaces: Acme Reps; messages waiting: 1" in good.what
    assert bad.what == "The Wednesday message to Sam Reyes (Acme Reps), due today, was given up"
    assert bad.fix.startswith("This is a bot. Put that right first; then ")
    assert f"`drumbeat queue retry {given_up.id}`" in bad.fix


def test_a_database_that_was_never_set_up(empty_database_url: str) -> None:
    books = Database(empty_database_url)
    try:
        assert "sets it up" in examine_books(books, TODAY)[0].what
        migrate(books)
        assert "workspaces: none yet" in examine_books(books, TODAY)[0].what
        with books.everywhere() as connection:
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        assert "newer Drumbeat" in examine_books(books, TODAY)[0].what
    finally:
        books.close()


@pytest.mark.parametrize("url", ["mysql://x", "nonsense", "sqlite://", "postgresql://u@127.0.0.1:9/x"])
def test_an_address_that_leads_nowhere(url: str) -> None:
    (finding,) = examine_database(url, TODAY)
    assert not finding.ok
    assert "DATABASE_URL" in finding.fix
