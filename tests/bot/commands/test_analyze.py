"""`drumbeat analyze` as somebody with nothing but an export uses it."""

import csv
import io
import json
import random
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rich.cells import cell_len
from rich.console import Console

from bot.cli import main
from bot.reports.accounts import tell_stories
from bot.reports.findings import Findings
from bot.reports.listing import COLUMNS
from bot.reports.terminal_table import build_table, compose_lines, draw_sparkline
from tests.bot.reports.an_analysis import an_analysis

TODAY = date(2026, 11, 20)
Analyze = Callable[..., Result]


def touches_of(account: str, *days_ago: int, kind: str = "non-selling", rep: str = "Sam") -> list[str]:
    return [f"{account},{TODAY - timedelta(days=ago)},{kind},{rep}," for ago in days_ago]


WEEKLY = tuple(range(0, 300, 7))
ROWS = [
    *touches_of("Steady Ltd", *WEEKLY),
    *touches_of("Quiet Ltd", *(ago + 60 for ago in WEEKLY)),
    *touches_of("Sold Ltd", *(ago + 1 for ago in WEEKLY), kind="selling"),
    *touches_of("New Ltd", 3),
]


@pytest.fixture
def analyze(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Analyze:
    """Run the command on rows of a log; `accounts` are rows of the other file."""
    monkeypatch.chdir(tmp_path)

    def analyze(rows: list[str], *options: str, accounts: list[str] | None = None) -> Result:
        Path("touches.csv").write_text("\n".join(["account,at,kind,rep,note", *rows]), encoding="utf-8")
        if accounts is not None:
            Path("accounts.csv").write_text("\n".join(["account,tier,cadence_days,rep", *accounts]))
            options = ("--accounts", "accounts.csv", *options)
        return CliRunner().invoke(main, ["analyze", "touches.csv", "--as-of", str(TODAY), *options])

    return analyze


def read(result: Result) -> dict[str, dict[str, str]]:
    assert result.exit_code == 0, result.output
    return {row["account"]: row for row in csv.DictReader(io.StringIO(result.stdout))}


def test_csv_has_seven_columns_and_one_row_for_each_account(analyze: Analyze) -> None:
    result = analyze(ROWS, "--format", "csv")
    assert result.stdout.splitlines()[0] == ",".join(COLUMNS)
    rows = read(result)
    assert set(rows) == {"Steady Ltd", "Quiet Ltd", "Sold Ltd", "New Ltd"}
    assert [rows[name]["pattern"] for name in ("Steady Ltd", "Quiet Ltd", "Sold Ltd", "New Ltd")] == [
        "steady",
        "neglected",
        "selling_only",
        "new",
    ]
    assert rows["Quiet Ltd"] == {
        "account": "Quiet Ltd",
        "pattern": "neglected",
        "severity": rows["Quiet Ltd"]["severity"],
        "last_touch": "2026-09-21",
        "days_quiet": "60",
        "usual_gap_days": rows["Quiet Ltd"]["usual_gap_days"],
        "consistency": rows["Quiet Ltd"]["consistency"],
    }
    assert float(rows["Quiet Ltd"]["severity"]) > 0.5 > float(rows["Steady Ltd"]["severity"])
    assert rows["New Ltd"]["usual_gap_days"] == rows["New Ltd"]["consistency"] == ""


def test_the_most_urgent_come_first_then_by_name(analyze: Analyze) -> None:
    rows = list(read(analyze(ROWS + touches_of("A twin", *WEEKLY), "--format", "csv")).values())
    keys = [(-float(row["severity"]), row["account"]) for row in rows]
    assert keys == sorted(keys)
    assert all(len(row["severity"].partition(".")[2]) == 6 for row in rows)


def test_row_order_duplicates_and_the_future_change_no_byte(analyze: Analyze) -> None:
    first = analyze(ROWS, "--format", "csv").stdout
    shuffled = [*ROWS, *ROWS[::5], *touches_of("Steady Ltd", -1, -400), *touches_of("Unborn Ltd", -3)]
    for seed in range(3):
        random.Random(seed).shuffle(shuffled)
        again = analyze(shuffled, "--format", "csv")
        assert again.stdout == first
        assert "3 touches after 2026-11-20 left out." in again.stderr


def test_accounts_that_were_never_touched_are_listed(analyze: Analyze) -> None:
    rows = read(analyze(ROWS, "--format", "csv", accounts=["Aria,A,,Zoe", "Quiet Ltd,A,7,Sam"]))
    assert rows["Aria"] == dict.fromkeys(COLUMNS, "") | {
        "account": "Aria",
        "pattern": "new",
        "severity": "0.600000",
    }


def test_a_tier_or_a_cadence_is_a_target(analyze: Analyze) -> None:
    monthly = touches_of("Acme", *range(0, 360, 30))
    patterns = {
        wish: read(analyze(monthly, "--format", "csv", accounts=[f"Acme,{wish},"]))["Acme"]["pattern"]
        for wish in ("A,", "B,", "C,", "C,10")
    }
    assert patterns == {"A,": "neglected", "B,": "steady", "C,": "steady", "C,10": "neglected"}


def test_bad_rows_are_reported_and_the_rest_is_analysed(analyze: Analyze) -> None:
    bad = [f"Acme,2026-11-0{n % 9 + 1},sales?,Sam," for n in range(30)]
    result = analyze([*ROWS[:15], *bad, *ROWS[15:]], "--format", "csv")
    complaints = result.stderr.splitlines()
    assert complaints[0] == 'line 17: kind "sales?" is not selling or non-selling'
    assert len(complaints) == 21
    assert complaints[-1] == "and 10 more like these"
    assert len(read(result)) == 4


@pytest.mark.parametrize(
    "content", [b"", b"name,amount\nAcme,3\n", bytes(range(256)) * 8, b"account,at,kind\n", b"PK\x03\x04abc"]
)
def test_what_is_no_log_is_one_sentence_and_exit_2(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "touches.csv"
    path.write_bytes(content)
    result = CliRunner().invoke(main, ["analyze", str(path), "--as-of", str(TODAY), "--format", "csv"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1


def test_a_log_without_a_single_good_row_is_none(analyze: Analyze) -> None:
    result = analyze(["Acme,soon,selling,,"], "--format", "csv")
    assert result.exit_code == 2
    assert "nothing to analyse" in result.stderr


def test_a_log_that_lies_in_the_future_is_still_one(analyze: Analyze) -> None:
    result = analyze(touches_of("Acme", -1), "--format", "csv")
    assert (result.exit_code, result.stdout) == (0, ",".join(COLUMNS) + "\n")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--as-of", "soon"], "2026-11-20"),
        (["--zone", "Mars/Base"], "Europe/Berlin"),
        (["--map", "Firma"], "Firma=account"),
        (["--map", "Firma=account"], "There is no column"),
        (["--report", "nowhere/at/all.html"], "cannot be written"),
    ],
)
def test_what_is_asked_wrongly_is_answered_with_what_to_write(
    analyze: Analyze, options: list[str], said: str
) -> None:
    result = analyze(ROWS, *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_only_names_that_look_like_formulas_are_guarded(analyze: Analyze) -> None:
    names = ["=cmd|' /C calc'!A0", "-Dash", "+Plus", "@At", "'Quoted", '"Com, ma"']
    rows = [row for name in names for row in touches_of(name, 3, 9)]
    listed = [row[0] for row in csv.reader(io.StringIO(analyze(rows, "--format", "csv").stdout))][1:]
    assert sorted(listed) == sorted(["'=cmd|' /C calc'!A0", "'-Dash", "'+Plus", "'@At", "'Quoted", "Com, ma"])


def test_json_says_the_same_and_why(analyze: Analyze) -> None:
    result = analyze([*ROWS, "Zoë’s,bad,selling,,"], "--format", "json", accounts=["Aria,A,,Zoe"])
    whole = json.loads(result.stdout)
    assert (whole["as_of"], whole["rows_left_out"], whole["touches"]) == (str(TODAY), 1, len(ROWS))
    first = whole["accounts"][0]
    assert {*COLUMNS} < {*first}
    by_name: dict[str, Any] = {each["account"]: each for each in whole["accounts"]}
    assert by_name["Quiet Ltd"]["standing"] == "quiet"
    assert "60" in by_name["Quiet Ltd"]["sentence"]
    assert (by_name["Aria"]["rep"], by_name["Aria"]["last_touch"], by_name["Aria"]["tier"]) == (
        "Zoe",
        None,
        "A",
    )
    assert by_name["Quiet Ltd"]["rep"] == "Sam"


def test_the_table_is_plain_text_outside_a_terminal(analyze: Analyze) -> None:
    result = analyze(ROWS)
    assert "\x1b" not in result.stdout
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["account", "how", "it", "stands", "last", "26", "weeks", "why"]
    assert lines[1].startswith("Quiet Ltd")
    assert "quiet" in lines[1]


def test_the_table_shows_25_unless_all_are_asked_for(analyze: Analyze) -> None:
    rows = [row for number in range(30) for row in touches_of(f"Account {number:02}", 5, 15, 25)]
    assert analyze(rows).stdout.splitlines()[-1] == "+ 5 more, use --format csv or --all"
    assert len(analyze(rows, "--all").stdout.splitlines()) == 31


def test_a_page_is_written_beside_the_table(analyze: Analyze) -> None:
    result = analyze(ROWS, "--report", "page.html")
    assert "The report is in page.html." in result.stderr
    assert Path("page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "Quiet Ltd" in result.stdout


def test_a_crms_own_headings_and_a_mapping(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("Firma;Datum;Betreff\nAcme;14.03.2026;Anruf\n", encoding="utf-16")
    options = ["--as-of", str(TODAY), "--format", "csv", "--map", "Firma=account", "--map", "Datum=at"]
    result = CliRunner().invoke(main, ["analyze", str(path), *options])
    assert read(result)["Acme"]["last_touch"] == "2026-03-14"
    assert "every touch counts as attention" in result.stderr


def test_an_escape_sequence_in_a_cell_does_not_reach_the_terminal(analyze: Analyze) -> None:
    result = analyze([*touches_of("Evil\x1b[2J", 3, 9, 15), "Acme,2026-11-02,\x1b]0;x\x07,,"])
    assert "\x1b" not in result.stdout + result.stderr
    assert "Evil�[2J" in result.stdout


def test_as_a_process_it_writes_bytes_that_no_locale_changes(tmp_path: Path) -> None:
    path = tmp_path / "touches.csv"
    path.write_text("account,at,kind\n" + "\n".join(touches_of("Café 東京", 1, 8, 15)), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(",Sam,", ""), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "analyze", str(path), "--as-of", str(TODAY), "--format", "csv"],
        cwd=Path(__file__).parents[3],
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        timeout=200,
        check=True,
    )
    assert done.stdout.decode().splitlines()[1].startswith("Café 東京,")
    assert b"\r" not in done.stdout


@pytest.fixture
def findings() -> Findings:
    return an_analysis()


@pytest.mark.parametrize("width", [40, 80, 160])
def test_the_table_keeps_to_the_terminals_width(findings: Findings, width: int) -> None:
    stories = tell_stories(findings, findings.ranking.tolist())
    console = Console(file=io.StringIO(), width=width, force_terminal=True, color_system="truecolor")
    console.print(build_table(stories, width))
    written = console.file.getvalue()  # type: ignore[attr-defined]
    plain = Console(file=io.StringIO(), width=width, no_color=True)
    plain.print(build_table(stories, width))
    lines = plain.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert "\x1b[" in written
    assert max(map(len, lines)) <= width
    assert any("quiet" in line for line in lines)


def test_a_name_without_end_is_cut_for_people_only(analyze: Analyze) -> None:
    endless = "A" * 5_000
    rows = [*ROWS, *touches_of(endless, 3, 9, 15)]
    assert endless not in analyze(rows).stdout
    assert max(map(len, analyze(rows).stdout.splitlines())) < 400
    assert endless in read(analyze(rows, "--format", "csv"))


def test_sparklines_have_a_bar_for_each_week() -> None:
    assert draw_sparkline([0, 1, 3, 6]) == "·▂▅█"
    assert draw_sparkline([0, 1, 3, 6], unicode=False) == ".258"
    assert draw_sparkline([1, 1, 0]) == "▃▃·"


def test_lines_are_aligned_whatever_the_script(findings: Findings) -> None:
    lines = compose_lines(tell_stories(findings, findings.ranking.tolist())).splitlines()
    assert len(lines) == len(findings.names) + 1
    assert len({cell_len(line[: re.search("[·▁-█]{26}", line).start()]) for line in lines[1:]}) == 1  # type: ignore[union-attr]
