"""Print how fast news is matched to accounts and gathered into stories.

Run: uv run python -m tests.benchmarks.news_speed [--accounts 10000] [--items 20000] [--rounds 3]
"""

import argparse
import os
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from jobs.rules.companies import Company
from jobs.rules.matching import build_matcher
from jobs.rules.stories import StoryBook, StoryItem
from jobs.rules.vocabulary.common_words import COMMON_WORDS
from jobs.rules.vocabulary.less_common_words import LESS_COMMON_WORDS

SYLLABLES = "ka lo mi ra ve ston bru tel nor dax qui ful zen tar vio pel gra hum sol dri".split()  # noqa: SIM905
ENDINGS = ("Ltd", "Inc", "GmbH", "Group", "Foods", "Systems", "Logistics", "& Sons")


def make_companies(count: int, chance: random.Random) -> list[Company]:
    """Every tenth is an ordinary word; each has three aliases."""
    words = sorted(LESS_COMMON_WORDS)
    companies: list[Company] = []
    for number in range(count):
        name = (
            chance.choice(words).capitalize()
            if number % 10 == 0
            else "".join(chance.choices(SYLLABLES, k=3)).capitalize() + str(number % 7 or "")
        )
        other = "".join(chance.choices(SYLLABLES, k=4)).capitalize()
        ticker = "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=4))
        companies.append(
            Company(
                name,
                name,
                (f"{name} {chance.choice(ENDINGS)}", f"{other} {number}", ticker),
                industry="Software",
            )
        )
    return companies


def make_items(count: int, companies: list[Company], chance: random.Random) -> list[tuple[str, str]]:
    """About 250 characters each; two in five name an account, others have its words by chance."""
    words = sorted(COMMON_WORDS)
    items: list[tuple[str, str]] = []
    for number in range(count):
        text = chance.choices(words, k=34)
        if number % 5 < 2:
            text[chance.randrange(3, 30)] = chance.choice(companies).name
        body = " ".join(text)
        items.append((body[:80].capitalize(), body[80:250]))
    return items


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}; {wanted.items:,} items of about 250 characters")
    for count in (wanted.accounts // 10, wanted.accounts):
        chance = random.Random(7)
        companies = make_companies(count, chance)
        items = make_items(wanted.items, companies, chance)
        began = time.process_time()
        matcher = build_matcher(companies)
        built = time.process_time() - began
        best, found = 0.0, 0
        for _ in range(wanted.rounds):
            began = time.process_time()
            found = sum(len(matcher.match(title, summary)) for title, summary in items)
            best = max(best, len(items) / (time.process_time() - began))
        print(
            f"{count:,} accounts with 3 aliases: built in {built:.2f} s, "
            f"{best:,.0f} items/s, {found:,} matches"
        )
    now = datetime(2026, 11, 20, tzinfo=UTC)
    book = StoryBook()
    began = time.process_time()
    for number, (title, summary) in enumerate(items):
        accounts = tuple(match.key for match in matcher.match(title, summary))
        book.take(StoryItem(title, summary, None, now + timedelta(minutes=number), accounts))
    took = time.process_time() - began
    print(f"matching and stories together: {len(items) / took:,.0f} items/s, {book.count:,} stories")


if __name__ == "__main__":
    main()
