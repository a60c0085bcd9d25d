"""The picture in the README is a test: who may import whom, how long a file may be, what it may be called."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for top in ("bot", "jobs", "storage") for path in (ROOT / top).rglob("*.py"))
JUNK_DRAWERS = {"utils", "util", "helpers", "helper", "common", "base", "manager", "service", "misc", "lib"}


def test_import_contracts_hold() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    assert "0 broken" in done.stdout


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_short_and_named_for_a_noun(path: Path) -> None:
    """House rule: split at about 300 lines by noun; a file is never named for its shape."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 330
    assert path.stem not in JUNK_DRAWERS


def test_importing_the_command_line_loads_nothing_heavy() -> None:
    """`drumbeat --help` must come at once."""
    code = "import sys, bot.cli; print([name for name in sys.argv[1:] if name in sys.modules])"
    heavy = [
        "pandas",
        "numpy",
        "sqlalchemy",
        "slack_bolt",
        "aiohttp",
        "apscheduler",
        "alembic",
        "feedparser",
        "rich",
    ]
    done = subprocess.run(
        [sys.executable, "-c", code, *heavy],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=200,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_running_the_bot_loads_no_pandas() -> None:
    code = "import sys, bot.app, bot.gate; print('pandas' in sys.modules, 'alembic' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=200, check=True
    )
    assert done.stdout.split() == ["False", "False"]
