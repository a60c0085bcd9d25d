"""Measure the core of cadence against a hand-written numpy pass that does much less.

Run: uv run python -m tests.benchmarks.cadence_speed [--rounds 7] [--large]

The yardstick sorts one int64 key and computes only the median gap, the last touch and weekly counts. Both
run in turns in the same process, so that a busy machine slows both. `--large` adds 10M touches of 1M
accounts, each size in a process of its own, with its peak memory.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import numpy.typing as npt

sys.path.insert(0, str(Path(__file__).parents[2]))

from jobs.rules.cadence import TouchLog, analyze_cadence

AS_OF = 20_450
YEARS = 2
Ints = npt.NDArray[np.int64]


def draw_touches(many: int) -> tuple[TouchLog, int, npt.NDArray[np.float64]]:
    """Return `many` touches, ten per account on average, each account with its own rhythm, rows shuffled."""
    rng = np.random.default_rng(7)
    accounts = many // 10
    count = rng.poisson(10, accounts)
    account = np.repeat(np.arange(accounts), count)
    usual = np.exp(rng.uniform(np.log(5), np.log(60), accounts))
    gap = np.maximum(1, rng.gamma(6, 1 / 6, account.size) * np.repeat(usual, count)).astype(np.int64)
    ends = np.cumsum(count)
    back = np.cumsum(gap)
    back -= np.repeat(np.concatenate([[0], back])[ends - count], count)
    day = AS_OF - np.minimum(back, 365 * YEARS)
    weekend = (day + 3) % 7
    day -= np.maximum(weekend - 4, 0)
    mixed = rng.permutation(account.size)
    reps = max(1, accounts // 200)
    touches = TouchLog(
        account=account[mixed],
        day=day[mixed],
        selling=rng.random(mixed.size) < 0.4,
        rep=account[mixed] % reps,
    )
    target = rng.choice([14.0, 30.0, 90.0, np.nan], accounts)
    return touches, accounts, target


def pass_by_hand(account: Ints, day: Ints, accounts: int) -> tuple[npt.NDArray[np.float64], Ints, Ints]:
    """Return median gap, last touch and weekly counts of the last 26 weeks, from one sorted key."""
    key = account * 100_000 + day
    key.sort()
    owner = key // 100_000
    count = np.bincount(owner, minlength=accounts)
    end = np.cumsum(count)
    last = key[np.maximum(end - 1, 0)] % 100_000

    gap = np.diff(key)
    inside = owner[1:] == owner[:-1]
    gap_key = owner[1:][inside] * 100_000 + gap[inside]
    gap_key.sort()
    many = np.maximum(count - 1, 0)
    start = np.cumsum(many) - many
    size = max(gap_key.size - 1, 0)
    low = gap_key[np.minimum(start + np.maximum(many - 1, 0) // 2, size)] % 100_000
    high = gap_key[np.minimum(start + many // 2, size)] % 100_000
    median = np.where(many > 0, (low + high) / 2, np.nan)

    week = (AS_OF - key % 100_000) // 7
    recent = week < 26
    weekly = np.bincount(owner[recent] * 26 + week[recent], minlength=accounts * 26)
    return median, last, weekly


def compare(rounds: int) -> None:
    touches, accounts, target = draw_touches(1_000_000)
    by_hand: list[float] = []
    by_cadence: list[float] = []
    for _ in range(rounds):
        started = time.perf_counter()
        pass_by_hand(touches.account, touches.day, accounts)
        between = time.perf_counter()
        analyze_cadence(touches, accounts=accounts, target=target, as_of=AS_OF)
        by_cadence.append(time.perf_counter() - between)
        by_hand.append(between - started)
    hand, core = statistics.median(by_hand), statistics.median(by_cadence)
    print(f"1M touches, 100k accounts: by hand {hand:.3f} s, cadence {core:.3f} s, {core / hand:.2f} times")
    ratios = sorted(mine / theirs for mine, theirs in zip(by_cadence, by_hand, strict=True))
    print(f"ratio in each of {rounds} rounds: {', '.join(f'{ratio:.2f}' for ratio in ratios)}")


def measure_alone(many: int) -> None:
    """Print seconds by the clock and of the processor, peak megabytes, and those before the first run."""
    touches, accounts, target = draw_touches(many)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    times: list[float] = []
    busy_times: list[float] = []
    for _ in range(3):
        started, busy = time.perf_counter(), time.process_time()
        analyze_cadence(touches, accounts=accounts, target=target, as_of=AS_OF)
        times.append(time.perf_counter() - started)
        busy_times.append(time.process_time() - busy)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{statistics.median(times):.3f} {statistics.median(busy_times):.3f} {peak:.0f} {before:.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--alone", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        measure_alone(asked.alone)
        return
    compare(asked.rounds)
    if asked.large:
        seconds: list[float] = []
        processor: list[float] = []
        for many in (1_000_000, 10_000_000):
            done = subprocess.run(
                [sys.executable, __file__, "--alone", str(many)], capture_output=True, text=True, check=True
            )
            taken, busy, peak, before = (float(each) for each in done.stdout.split())
            seconds.append(taken)
            processor.append(busy)
            memory = f"peak {peak:.0f} MB (making the input: {before:.0f} MB)"
            print(f"{many:,} touches alone: {taken:.2f} s, {busy:.2f} s of processor, {memory}")
        by_clock, by_processor = seconds[1] / seconds[0], processor[1] / processor[0]
        print(
            f"10M takes {by_clock:.1f} times the 1M by the clock, {by_processor:.1f} times by the processor"
        )


if __name__ == "__main__":
    main()
