"""How long `drumbeat analyze` takes on a large log, as a user waits for it: one process, from file to file.

    uv run python tests/benchmarks/analyze_speed.py [--touches 1000000] [--accounts 100000] [--runs 3]

Prints wall clock and processor time of the whole command, the best of some runs, for logs of dates and of
times, and how long the parts take in a process that is warm.
"""

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bot.reports.findings import Touches, judge
from bot.reports.listing import compose_csv
from bot.reports.page import compose_page
from storage.csv_files.history import read_history

ROOT = Path(__file__).parents[2]
AS_OF = "2026-11-20"
_UNTIL = int(np.datetime64(AS_OF, "D").astype(np.int64))


def write_log(path: Path, *, touches: int, accounts: int, with_times: bool) -> None:
    """Write a log of touches over two years, in no order."""
    draw = np.random.default_rng(7)
    start = np.datetime64(AS_OF, "s") - np.timedelta64(700, "D")
    seconds = draw.integers(0, 700 * 86_400, touches).astype("timedelta64[s]")
    moments = start + seconds if with_times else (start + seconds).astype("datetime64[D]")
    account, rep = draw.integers(0, accounts, touches).tolist(), draw.integers(0, 200, touches).tolist()
    kinds = [
        ("selling", "non-selling", "non-selling")[kind] for kind in draw.integers(0, 3, touches).tolist()
    ]
    with path.open("w", encoding="utf-8") as stream:
        stream.write("account,at,kind,rep,note\n")
        stream.writelines(
            f"Account {name:07},{moment},{kind},Rep {who},visited the store\n"
            for name, moment, kind, who in zip(
                account, np.datetime_as_string(moments).tolist(), kinds, rep, strict=True
            )
        )


def run_command(path: Path, out: Path, layout: str) -> tuple[float, float, float]:
    """Return wall clock, processor time and the most memory in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with out.open("wb") as stream:
        subprocess.run(
            [sys.executable, "-m", "bot", "analyze", str(path), "--as-of", AS_OF, "--format", layout],
            cwd=ROOT,
            stdout=stream,
            check=True,
        )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, used, after.ru_maxrss / 1024


def time_parts(path: Path) -> None:
    def timed(what: str, work: Callable[[], Any]) -> Any:
        start = time.perf_counter()
        result = work()
        print(f"    {what:<28}{time.perf_counter() - start:6.2f} s")
        return result

    history = timed("read the file", lambda: read_history(path, until=_UNTIL))
    touches = Touches(history.account, history.day, history.kind, history.rep)
    findings = timed(
        "find peaks and valleys", lambda: judge(history.accounts, touches, history.reps, {}, _UNTIL)
    )
    timed("write the CSV", lambda: compose_csv(findings))
    timed("write the page", lambda: compose_page(findings))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--touches", type=int, default=1_000_000)
    parser.add_argument("--accounts", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=3)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "touches.csv", Path(folder) / "verdicts.csv"
        for with_times in (False, True):
            write_log(path, touches=asked.touches, accounts=asked.accounts, with_times=with_times)
            size = path.stat().st_size / 1e6
            what = "times" if with_times else "dates"
            print(f"{asked.touches:,} touches of {asked.accounts:,} accounts, {what}, {size:.0f} MB")
            runs = [run_command(path, out, "csv") for _ in range(asked.runs)]
            print(f"  drumbeat analyze --format csv{min(run[0] for run in runs):8.2f} s wall clock, the best")
            print(f"                               {min(run[1] for run in runs):8.2f} s of processor")
            print(f"                               {max(run[2] for run in runs):8.0f} MB at most")
            print("  parts, in a warm process:")
            time_parts(path)


if __name__ == "__main__":
    main()
