"""`drumbeat import feeds`: an OPML file, with the line of each complaint and a dry run."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import update

from bot.commands.imports import import_
from bot.messages.feed_complaints import complain_about_feeds
from storage.database import Database
from storage.feed_tables import feed
from storage.feeds import add_feed, list_feeds, remove_feed
from storage.news_records import Feed, FeedScope, NewFeed
from storage.records import Workspace
from tests.builders import NOW, an_account

LIST = """<?xml version="1.0"?>
<opml version="2.0"><body>
  <outline text="Acme Foods"><outline text="Press" xmlUrl="https://acme.example/feed"/></outline>
  <outline text="Chemicals"><outline text="C&amp;EN" xmlUrl="https://cen.example/rss"/></outline>
  <outline text="Something" xmlUrl="https://some.example/rss"/>
  <outline text="Broken" xmlUrl="javascript:alert(1)"/>
</body></opml>
"""


@pytest.fixture
def listing(tmp_path: Path) -> Path:
    path = tmp_path / "feeds.opml"
    path.write_text(LIST, encoding="utf-8")
    return path


def take(listing: Path, database_url: str, *more: str) -> Result:
    words = ["feeds", str(listing), "--database", database_url, *more]
    return CliRunner().invoke(import_, words, obj=lambda: NOW, catch_exceptions=False)


def watched(books: Database, workspace: Workspace) -> list[tuple[str, str, str | None]]:
    with books.reading(workspace.id) as reader:
        return [(each.given_url, each.scope.value, each.industry) for each in list_feeds(reader)]


@pytest.fixture
def accounts(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        an_account(transaction, "Acme Foods", industry="Chemicals")


def test_a_dry_run_shows_what_would_be_watched_and_changes_nothing(
    books: Database, workspace: Workspace, accounts: None, listing: Path, database_url: str
) -> None:
    shown = take(listing, database_url, "--dry-run")
    assert shown.exit_code == 1
    assert "line 3: Press → Acme Foods" in shown.stdout
    assert "line 4: C&EN → Chemicals" in shown.stdout
    assert "line 5: Something is left out: it is called like no account or industry; --team" in shown.stderr
    assert "line 6: Broken is left out: “javascript:alert(1)”: That is no web address." in shown.stderr
    assert "2 feeds to be watched, 0 watched before, 2 left out." in shown.stdout
    assert watched(books, workspace) == []


def test_where_nothing_was_set_up_no_database_is_made(listing: Path, tmp_path: Path) -> None:
    for more in ([], ["--dry-run"]):
        refused = take(listing, f"sqlite:///{tmp_path}/fresh.db", *more)
        assert refused.exit_code == 2
        assert "There is no database at" in refused.stderr
    assert not (tmp_path / "fresh.db").exists()


def test_a_second_import_changes_nothing(
    books: Database, workspace: Workspace, accounts: None, listing: Path, database_url: str
) -> None:
    assert "3 feeds newly watched" in take(listing, database_url, "--team").stdout
    before = watched(books, workspace)
    assert before == [
        ("https://acme.example/feed", "account", None),
        ("https://cen.example/rss", "industry", "Chemicals"),
        ("https://some.example/rss", "team", None),
    ]
    assert (
        "0 feeds newly watched, 3 watched before, 1 left out." in take(listing, database_url, "--team").stdout
    )
    assert watched(books, workspace) == before


def test_a_file_that_could_do_harm_is_refused(
    books: Database, workspace: Workspace, tmp_path: Path, database_url: str
) -> None:
    """Complaint 25."""
    path = tmp_path / "evil.opml"
    path.write_text('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml/>', encoding="utf-8")
    refused = take(path, database_url)
    assert refused.exit_code == 2
    assert "evil.opml: Line 1 has a DOCTYPE" in refused.stderr


def test_without_a_workspace_there_is_nobody_to_watch_for(
    books: Database, listing: Path, database_url: str
) -> None:
    refused = take(listing, database_url)
    assert refused.exit_code == 2
    assert "import your accounts first" in refused.stderr


def test_the_doctor_names_feeds_that_fail() -> None:
    """Complaint 22."""
    feed = Feed(1, 1, "https://x.example/", "https://x.example/", FeedScope.TEAM, NOW)
    failing = [
        Feed(
            2, 1, "u", "https://a.example/", FeedScope.TEAM, NOW, failing_since=NOW, error="It is gone (404)."
        ),
        *[Feed(each, 1, "u", feed.given_url, FeedScope.TEAM, None, gone=True) for each in range(3, 15)],
    ]
    complaints = complain_about_feeds(failing)
    assert complaints[0] == (
        "The feed https://a.example/ has been failing since 2026-03-04",
        "It is gone (404). `/news` in Slack has Change and Remove.",
    )
    assert complaints[1][0] == "The feed https://x.example/ is gone for good"
    assert complaints[-1] == ("3 more feeds fail", "`/news` in Slack lists them.")


def test_private_addresses_are_left_out_and_a_long_list_goes_in_whole(
    books: Database, workspace: Workspace, tmp_path: Path, database_url: str
) -> None:
    """Complaint 25, and more feeds than are written at once."""
    urls = [
        "http://intranet/feed",
        "https://kim:secret@a.example/",
        *(f"https://a{n}.example/" for n in range(1_100)),
    ]
    path = tmp_path / "long.opml"
    feeds = "\n".join(f'<outline text="Feed" xmlUrl="{url}"/>' for url in urls)
    path.write_text(f"<opml>\n{feeds}</opml>", encoding="utf-8")
    shown = take(path, database_url, "--team")
    assert "1,100 feeds newly watched, 0 watched before, 2 left out." in shown.stdout
    assert "line 2: Feed is left out: “http://intranet/feed”: I don't ask this address." in shown.stderr
    assert (
        "line 3: Feed is left out: “https://kim:secret@a.example/”: That address has a name or a"
        in shown.stderr
    )
    assert [url for url, _, _ in watched(books, workspace)] == urls[2:]


def test_two_addresses_of_a_feed_that_was_removed_are_one_feed(
    books: Database, workspace: Workspace, accounts: None, listing: Path, database_url: str
) -> None:
    """The one it was given, and the one it has moved to."""
    with books.transaction(workspace.id) as transaction:
        removed = add_feed(transaction, NewFeed("https://old.example/rss"), NOW)
        transaction.connection.execute(
            update(feed).where(feed.c.id == removed.id).values(url="https://some.example/rss")
        )
        remove_feed(transaction, removed.id, NOW)
    old = '<outline text="Old" xmlUrl="https://old.example/rss"/></body>'
    listing.write_text(LIST.replace("</body>", old), encoding="utf-8")
    assert (
        "3 feeds newly watched, 1 watched before, 1 left out." in take(listing, database_url, "--team").stdout
    )
    assert len(watched(books, workspace)) == 3
