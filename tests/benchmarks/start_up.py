"""How long people wait for `drumbeat --help` and for the page of `drumbeat demo`, both warm.

    uv run python tests/benchmarks/start_up.py [--runs 7]

README.md beside this file says how to read the figures.
"""

import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from statistics import median

import click
from own_processes import OwnProcess, describe_machine, python

HEAVIEST = 8
HEAVY = (
    "pandas",
    "numpy",
    "sqlalchemy",
    "slack_bolt",
    "slack_sdk",
    "aiohttp",
    "alembic",
    "feedparser",
    "rich",
)
_IMPORT = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \|( *)(\S+)")


@click.command()
@click.option("--runs", default=7, show_default=True)
def main(runs: int) -> None:
    """Measure how the command starts."""
    print(describe_machine())
    _show("drumbeat --help", [_time_help() for _ in range(runs + 1)][1:])
    _show_imports()
    _show("drumbeat demo, until its page is usable", [_time_demo() for _ in range(runs + 1)][1:])


def _show(what: str, taken: list[float]) -> None:
    print(f"{what}: median {median(taken):.2f} s, fastest {min(taken):.2f} s, slowest {max(taken):.2f} s")


def _time_help() -> float:
    started = time.perf_counter()
    subprocess.run(python("-m", "bot", "--help"), check=True, capture_output=True)
    return time.perf_counter() - started


def _show_imports() -> None:
    """Name what `--help` imports at the greatest cost, and anything heavy."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        check=True,
        capture_output=True,
        text=True,
    )
    imports = [(int(found[2]), found[4]) for found in _IMPORT.finditer(done.stderr)]
    heaviest = sorted(imports, reverse=True)[:HEAVIEST]
    print("  heaviest imports: " + ", ".join(f"{name} {micros / 1000:.0f} ms" for micros, name in heaviest))
    heavy = sorted({name.partition(".")[0] for _, name in imports}.intersection(HEAVY))
    print(f"  heavy packages imported: {', '.join(heavy) or 'none'}")


def _time_demo() -> float:
    """Until the page and its state are served and the bot has joined: a command typed then is answered."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        demo = OwnProcess(
            python("-m", "bot", "demo", "--no-open", "--port", "0"),
            {"TMPDIR": folder, "PYTHONUNBUFFERED": "1"},
        )
        try:
            url = demo.wait_for_line(r"ready: (\S+)")[1]
            with urllib.request.urlopen(url) as page:
                assert b"<script" in page.read()
            return time.perf_counter() - started
        finally:
            demo.stop()


if __name__ == "__main__":
    main()
