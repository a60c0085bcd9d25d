"""`drumbeat news poll`: rounds without Slack, at pretended times."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.commands.news import news
from tests.feed_server import FeedServer, a_feed


@pytest.fixture
def server() -> Iterator[FeedServer]:
    with FeedServer() as running:
        yield running


class Rounds:
    """Makes rounds over the paths of a server that stand in its list."""

    def __init__(self, server: FeedServer, folder: Path) -> None:
        self.server, self.folder = server, folder

    def poll(self, now: str, *paths: str, allow: bool = True) -> dict[str, dict[str, Any]]:
        listing = self.folder / "feeds.txt"
        urls = [path if "://" in path else self.server.url(path) for path in paths]
        listing.write_text("# feeds\n\n" + "\n".join(urls) + "\n")
        words = [
            "poll",
            "--feeds",
            str(listing),
            "--state",
            str(self.folder / "state"),
            "--now",
            now,
            "--once",
        ]
        more = ["--allow-host", self.server.host] if allow else []
        result = CliRunner().invoke(news, [*words, *more, "--format", "jsonl"])
        assert result.exit_code == 0, result.output
        answers = [json.loads(line) for line in result.stdout.splitlines()]
        assert [answer["url"] for answer in answers] == urls
        return dict(zip(paths, answers, strict=True))


@pytest.fixture
def rounds(server: FeedServer, tmp_path: Path) -> Rounds:
    return Rounds(server, tmp_path)


def test_baseline_then_news_then_nothing(rounds: Rounds) -> None:
    rounds.server.put("/feed", a_feed("One"), etag='"1"')
    first = rounds.poll("2026-03-04T10:00:00Z", "/feed")["/feed"]
    assert (first["outcome"], first["title"], first["newest_title"], first["new_items"]) == (
        "baseline",
        "Acme news",
        "One",
        [],
    )
    assert rounds.poll("2026-03-04T10:00:00Z", "/feed")["/feed"]["outcome"] == "not due"
    assert len(rounds.server.log) == 1
    rounds.server.put("/feed", a_feed("Two", "One"), etag='"2"')
    second = rounds.poll("2026-03-05T10:00:00Z", "/feed")["/feed"]
    assert [item["title"] for item in second["new_items"]] == ["Two"]
    assert rounds.server.log[-1].headers["if-none-match"] == '"1"'
    assert rounds.poll("2026-03-06T10:00:00Z", "/feed")["/feed"]["outcome"] == "unchanged"


def test_a_feed_that_leaves_the_list_is_not_asked_and_is_remembered(rounds: Rounds) -> None:
    rounds.server.put("/a", a_feed("One"))
    rounds.server.put("/b", a_feed("One"))
    rounds.poll("2026-03-04T10:00:00Z", "/a", "/b")
    rounds.server.log.clear()
    rounds.poll("2026-03-06T10:00:00Z", "/b")
    assert rounds.server.paths == ["/b"]
    rounds.server.put("/a", a_feed("Two", "One"))
    back = rounds.poll("2026-03-08T10:00:00Z", "/a", "/b")["/a"]
    assert [item["title"] for item in back["new_items"]] == ["Two"]


def test_what_is_private_is_asked_only_where_it_is_allowed(rounds: Rounds) -> None:
    rounds.server.put("/feed", a_feed("One"))
    refused = rounds.poll("2026-03-04T10:00:00Z", "/feed", "file:///etc/passwd", allow=False)
    assert [answer["outcome"] for answer in refused.values()] == ["failed", "failed"]
    assert rounds.server.log == []
    assert rounds.poll("2026-03-04T10:00:00Z", "/feed")["/feed"]["outcome"] == "baseline"


def test_gone_waiting_and_failed_are_told_apart(rounds: Rounds) -> None:
    rounds.server.refuse("/gone", 410)
    rounds.server.refuse("/busy", 429, Retry_After="7200")
    told = rounds.poll("2026-03-04T10:00:00Z", "/gone", "/busy", "/404")
    assert {path: (each["outcome"], each["status"]) for path, each in told.items()} == {
        "/gone": ("gone", 410),
        "/busy": ("waiting", 429),
        "/404": ("failed", 404),
    }
    assert told["/busy"]["next_poll"] == "2026-03-04T12:00:00+00:00"
    assert told["/gone"]["next_poll"] is None
    assert rounds.poll("2027-03-04T10:00:00Z", "/gone")["/gone"]["outcome"] == "gone"
    assert len(rounds.server.asked("/gone")) == 1


def test_in_words(rounds: Rounds, tmp_path: Path) -> None:
    rounds.server.put("/feed", a_feed("One"))
    (tmp_path / "f").write_text(rounds.server.url("/feed"))
    words = ["poll", "--feeds", str(tmp_path / "f"), "--state", str(tmp_path / "s"), "--once"]
    result = CliRunner().invoke(news, [*words, "--now", "2026-03-04", "--allow-host", rounds.server.host])
    assert "Its newest entry is “One”." in result.stdout
    for missing in (["--now", "soon"], ["--allow-host", "x"]):
        assert CliRunner().invoke(news, [*words, *missing]).exit_code == 2
    assert CliRunner().invoke(news, words[:-1]).exit_code == 2


def test_a_line_with_control_characters_is_refused_and_given_back_as_it_is(rounds: Rounds) -> None:
    """They were replaced by a question mark, and the address with that in it was asked."""
    urls = ["https://a.example/\x1b[2J", "https://b.example/\x00", "https://c.example/\x07feed"]
    answers = rounds.poll("2026-03-04T10:00:00Z", *urls)
    for url in urls:
        assert answers[url]["outcome"] == "failed"
        assert "characters that cannot be seen" in answers[url]["error"]
    shown = CliRunner().invoke(
        news,
        ["poll", "--feeds", str(rounds.folder / "feeds.txt"), "--state", str(rounds.folder / "s"), "--once"],
    )
    assert "\x1b" not in shown.stdout
    assert "https://b.example/�: Its address is not asked." in shown.stdout
