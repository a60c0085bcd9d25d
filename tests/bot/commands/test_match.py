"""`drumbeat match` as somebody with a list of accounts and a file of news uses it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

ACCOUNTS = "account,aliases,domain,industry,exclude\nTarget,TGT,target.com,Retail,Target Field\nH&M,,,,\n"


def run(folder: Path, items: str | bytes, *options: str, accounts: str | bytes = ACCOUNTS) -> Result:
    (folder / "items.jsonl").write_bytes(items if isinstance(items, bytes) else items.encode())
    (folder / "accounts.csv").write_bytes(accounts if isinstance(accounts, bytes) else accounts.encode())
    arguments = ["match", str(folder / "items.jsonl"), "--accounts", str(folder / "accounts.csv"), *options]
    return CliRunner().invoke(main, arguments)


def lines_of(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def item(**fields: object) -> str:
    return json.dumps(fields) + "\n"


def test_one_line_for_each_item_in_order(tmp_path: Path) -> None:
    items = (
        item(id="a", title="Target to cut 1,800 jobs", published="2026-11-20T09:00:00Z")
        + item(id="b", title="A target audience", summary=None)
        + item(id=3, title="Target slashes 1,800 jobs", published="Fri, 20 Nov 2026 11:00:00 GMT", link=None)
    )
    lines = lines_of(run(tmp_path, items, "--format", "jsonl"))
    assert [(line["id"], line["accounts"]) for line in lines] == [
        ("a", ["Target"]),
        ("b", []),
        (3, ["Target"]),
    ]
    assert lines[0]["story"] == lines[2]["story"] != lines[1]["story"]
    assert set(lines[0]) == {"id", "accounts", "story"}


def test_lines_that_are_no_items_are_reported_and_keep_their_place(tmp_path: Path) -> None:
    odd = (
        b'{"id": 1}\n{broken\n[1]\n"x"\nnull\n\n\xff\xfe\n{"id": NaN, "title": ["x"], "published": 1e999}\n'
        + b"[" * 9000
    )
    result = run(tmp_path, odd, "--format", "jsonl")
    lines = lines_of(result)
    assert [line["id"] for line in lines] == [1, *[None] * 7]
    assert all(line["accounts"] == [] for line in lines)
    assert "line 2: It is not JSON" in result.stderr
    assert "line 3: It is not an object" in result.stderr
    assert "line 7: Its letters are not UTF-8." in result.stderr
    assert "line 9: It is not JSON that can be read." in result.stderr


def test_half_characters_and_escape_sequences_come_out_harmless(tmp_path: Path) -> None:
    items = '{"id": "\\ud800", "title": "Target shares \\u001b[31mfall"}\n'
    assert lines_of(run(tmp_path, items, "--format", "jsonl"))[0]["accounts"] == ["Target"]
    assert "\x1b" not in run(tmp_path, items).stdout


def test_explain_says_why(tmp_path: Path) -> None:
    line = lines_of(run(tmp_path, item(title="H&amp;M opens store"), "--format", "jsonl", "--explain"))[0]
    assert line["why"] == {"H&M": "the name “H&M” in the title"}
    assert (line["kind"], line["kind_words"]) == ("opening", "opens store")


def test_the_table_is_for_people(tmp_path: Path) -> None:
    text = run(tmp_path, item(title="Target shares fall") + item(title="Rain")).stdout
    assert "Target: the name “Target” in the title, with “shares” behind it" in text
    assert "2 items, 1 of them about your accounts, 2 stories." in text


def test_other_headings_a_byte_order_mark_and_semicolons_are_fine(tmp_path: Path) -> None:
    accounts = "\ufeffAccount Name;Owner;ALIASES\nZendesk;Sam;Zopim\n;Kim;\n"
    result = run(tmp_path, item(title="Zopim is back"), "--format", "jsonl", accounts=accounts)
    assert lines_of(result)[0]["accounts"] == ["Zendesk"]
    assert "accounts, line 3: There is no account on it." in result.stderr


@pytest.mark.parametrize(
    ("accounts", "words"), [("", "is empty"), ("owner\nSam\n", "no column account"), ("account\n", "no rows")]
)
def test_a_list_without_accounts_is_said_to_be_one(tmp_path: Path, accounts: str, words: str) -> None:
    result = run(tmp_path, "", accounts=accounts)
    assert result.exit_code == 2
    assert words in result.stderr


def test_a_file_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    (tmp_path / "accounts.csv").write_text(ACCOUNTS, encoding="utf-8")
    result = CliRunner().invoke(
        main, ["match", str(tmp_path / "no.jsonl"), "--accounts", str(tmp_path / "accounts.csv")]
    )
    assert (result.exit_code, result.stderr) == (2, f"There is no file {tmp_path / 'no.jsonl'}.\n")
