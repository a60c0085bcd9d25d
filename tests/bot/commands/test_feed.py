"""`drumbeat feed`: one answer for each file and each address, in order, whatever is wrong with it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.commands.feed import feed
from tests.feed_server import a_feed


def run(*words: str) -> Result:
    return CliRunner().invoke(feed, list(words))


def read_answers(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_one_file_as_json(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(a_feed("One"))
    result = run("parse", str(path), "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "file": str(path),
        "ok": True,
        "error": None,
        "title": "Acme news",
        "items": [
            {
                "id": "one",
                "title": "One",
                "link": "https://news.example/one",
                "summary": "",
                "published": None,
            }
        ],
    }
    assert "Acme news, 1 entries" in run("parse", str(path)).stdout


@pytest.mark.parametrize("layout", ["text", "json", "jsonl"])
def test_one_file_that_is_no_feed_ends_with_1(tmp_path: Path, layout: str) -> None:
    for broken in ('{"items": 7}', '<html><title>Acme</title><link rel="alternate">', "words"):
        path = tmp_path / "broken"
        path.write_text(broken)
        result = run("parse", str(path), "--format", layout)
        assert result.exit_code == 1
        assert "It " in result.stdout
    missing = run("parse", str(tmp_path / "missing"), "--format", layout)
    assert missing.exit_code == 1
    assert "missing" in missing.stdout


def test_each_file_of_a_list_gets_its_line_in_order(tmp_path: Path) -> None:
    (tmp_path / "good").write_text(a_feed("One"))
    (tmp_path / "hurts").write_text("<rss version='2.0'><channel>" + "<a/>" * 950_000 + "</channel></rss>")
    (tmp_path / "huge").write_bytes(b" " * 5_000_000)
    (tmp_path / "page").write_text('<html><link rel="alternate" type="text/xml" href="https://n.example/f">')
    (tmp_path / "folder").mkdir()
    names = ["good", "missing", "hurts", "folder", "huge", "page", "no\x00path", "good"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        names.insert(2, "pipe")
    listing = tmp_path / "list"
    listing.write_text("\n\n".join(str(tmp_path / name) for name in names) + "\r\n")
    answers = read_answers(run("parse", "--list", str(listing), "--format", "jsonl"))
    assert [answer["file"] for answer in answers] == [str(tmp_path / name) for name in names]
    assert [name for name, answer in zip(names, answers, strict=True) if answer["ok"]] == ["good", "good"]
    assert all(answer["error"].endswith((".", "feed.")) for answer in answers if not answer["ok"])


@pytest.mark.parametrize(
    "words", [["parse"], ["parse", "a", "--list", __file__], ["check-url"], ["parse", "--x"]]
)
def test_neither_or_both_is_a_usage_error(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_each_address_of_a_list_gets_its_line_in_order(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "url": "https://example.com/feed"}',
        '{"id": 2, "url": "http://2130706433/"}',
        "no json",
        '["a"]',
        '{"id": 5}',
        "[" * 100_000,
        '{"id": 7, "url": "http://127.0.0.1:8080/"}',
        '{"id": NaN, "url": "https://example.com/"}',
        '{"id": [1e999], "url": "https://example.com/"}',
    ]
    listing = tmp_path / "list"
    listing.write_text("\n".join(lines))
    answers = read_answers(
        run("check-url", "--list", str(listing), "--format", "jsonl", "--allow-host", "127.0.0.1:8080")
    )
    assert [(answer["id"], answer["ok"]) for answer in answers] == [
        ("a", True),
        (2, False),
        (None, False),
        (None, False),
        (5, False),
        (None, False),
        (7, True),
        (None, False),
        (None, False),
    ]


def test_one_address() -> None:
    assert "may be asked" in run("check-url", "https://example.com/").stdout
    for url in ("http://localhost/", "http://intranet/", "http://printer.lan/", "http://acme.test/feed"):
        assert "not a public address" in run("check-url", url).stdout
    assert "may be asked" in run("check-url", "http://intranet/", "--allow-host", "intranet:80").stdout
    assert run("check-url", "http://x/", "--allow-host", "nonsense").exit_code == 2
