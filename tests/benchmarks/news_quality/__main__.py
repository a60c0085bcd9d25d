"""Print how well news is matched to accounts and gathered into stories, beside the usual ways.

Run: uv run python -m tests.benchmarks.news_quality [--errors part_1]
"""

import argparse
import csv
import itertools
import json
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from jobs.rules.matching import Company, build_matcher
from jobs.rules.stories import StoryItem, group_stories

HERE = Path(__file__).parent
PARTS = (
    "part_1",
    "part_2",
    "part_3",
    "part_4",
    "part_5",
    "part_6",
    "part_7",
    "part_8",
    "part_9",
    "part_10",
    "part_11",
    "part_12",
    "part_13",
    "part_14",
    "part_15",
    "part_16",
    "part_17",
    "part_18",
    "part_19",
    "held_out",
)
MATCHING_ONLY = ("part_13", "part_14", "part_15", "part_16", "part_17", "part_18", "part_19")
STORY_PARTS = tuple(part for part in PARTS if part not in MATCHING_ONLY)
"""The parts that have stories; the others were written for matching alone."""

Item = dict[str, Any]
Matching = Callable[[Item], set[str]]


def read_items(part: str, kind: str) -> list[Item]:
    lines = (HERE / f"{part}_{kind}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read_companies(part: str) -> list[Company]:
    with (HERE / f"{part}_accounts.csv").open(encoding="utf-8", newline="") as file:
        return [
            Company(
                row["account"],
                row["account"],
                tuple(filter(None, row["aliases"].split(";"))),
                row["domain"] or None,
                row["industry"] or None,
                tuple(filter(None, row["exclude"].split(";"))),
            )
            for row in csv.DictReader(file)
        ]


def by_drumbeat(companies: list[Company]) -> Matching:
    matcher = build_matcher(companies)
    return lambda item: {
        match.key for match in matcher.match(item["title"], item["summary"], item.get("link"))
    }


def by_substring(companies: list[Company]) -> Matching:
    def match(item: Item) -> set[str]:
        text = f"{item['title']} {item['summary']}".lower()
        return {
            company.key
            for company in companies
            if any(name.lower() in text for name in (company.name, *company.aliases))
        }

    return match


def by_whole_words(companies: list[Company]) -> Matching:
    patterns = {
        company.key: re.compile(
            "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in (company.name, *company.aliases))
        )
        for company in companies
    }

    def match(item: Item) -> set[str]:
        text = f"{item['title']} {item['summary']}"
        return {key for key, pattern in patterns.items() if pattern.search(text)}

    return match


def score_matching(part: str, way: Matching, *, show: bool = False) -> tuple[float, float, float]:
    right = wrong = missed = 0
    for item in read_items(part, "items"):
        expected, found = set(item["accounts"]), way(item)
        right += len(expected & found)
        wrong += len(found - expected)
        missed += len(expected - found)
        if show and expected != found:
            print(f"  {item['id']}: {item['title']} | {item['summary']}")
            print(f"       too many {sorted(found - expected)}, missing {sorted(expected - found)}")
    return _figures(right, wrong, missed)


def score_stories(
    part: str, key: Callable[[list[Item]], list[object]], *, show: bool = False
) -> tuple[float, float, float]:
    items = read_items(part, "stories")
    stories = key(items)
    right = wrong = missed = 0
    for one, other in itertools.combinations(range(len(items)), 2):
        same, said = items[one]["story"] == items[other]["story"], stories[one] == stories[other]
        right += same and said
        wrong += said and not same
        missed += same and not said
        if show and same != said:
            print(f"  {'missed' if same else 'WRONG'}: {items[one]['title']}  ||  {items[other]['title']}")
    return _figures(right, wrong, missed)


def by_stories(part: str) -> Callable[[list[Item]], list[object]]:
    matcher = build_matcher(read_companies(part))

    def describe(item: Item) -> StoryItem:
        keys = tuple(match.key for match in matcher.match(item["title"], item["summary"]))
        return StoryItem(
            title=item["title"],
            summary=item["summary"],
            published=datetime.fromisoformat(item["published"]),
            accounts=keys,
            names=matcher.list_aliases(keys),
        )

    return lambda items: list(group_stories(map(describe, items)))


def by_same_title(items: list[Item]) -> list[object]:
    return [re.sub(r"\W+", " ", item["title"].lower()) for item in items]


def by_half_the_words(items: list[Item]) -> list[object]:
    """Joined where two titles share half of their words: the usual Jaccard index."""
    words = [set(re.findall(r"\w+", item["title"].lower())) for item in items]
    story: list[object] = list(range(len(items)))
    for one, other in itertools.combinations(range(len(items)), 2):
        if len(words[one] & words[other]) >= 0.5 * len(words[one] | words[other]):
            old, new = story[other], story[one]
            story = [new if each == old else each for each in story]
    return story


def _figures(right: int, wrong: int, missed: int) -> tuple[float, float, float]:
    precision = right / (right + wrong) if right + wrong else 1.0
    recall = right / (right + missed) if right + missed else 1.0
    return precision, recall, 2 * right / (2 * right + wrong + missed) if right else 0.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--errors",
        choices=PARTS,
        help="show what is wrong in a part",
    )
    wanted = parser.parse_args().errors
    print("| matching | part | items | precision | recall | F1 |\n| --- | --- | --- | --- | --- | --- |")
    for part in PARTS:
        companies, count = read_companies(part), len(read_items(part, "items"))
        for name, way in (
            ("Drumbeat", by_drumbeat),
            ("substring", by_substring),
            ("whole words, with case", by_whole_words),
        ):
            p, r, f = score_matching(part, way(companies))
            print(f"| {name} | {part} | {count} | {p:.3f} | {r:.3f} | {f:.3f} |")
    print(
        "\n| stories | part | items | precision | recall | pair F1 |\n| --- | --- | --- | --- | --- | --- |"
    )
    for part in STORY_PARTS:
        count = len(read_items(part, "stories"))
        for name, key in (
            ("Drumbeat", by_stories(part)),
            ("same title", by_same_title),
            ("half the words", by_half_the_words),
        ):
            p, r, f = score_stories(part, key)
            print(f"| {name} | {part} | {count} | {p:.3f} | {r:.3f} | {f:.3f} |")
    if wanted:
        print()
        score_matching(wanted, by_drumbeat(read_companies(wanted)), show=True)
        if wanted in STORY_PARTS:
            score_stories(wanted, by_stories(wanted), show=True)


if __name__ == "__main__":
    main()
