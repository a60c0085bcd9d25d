"""The page to mail: it holds what it should, whatever accounts are called, and asks nothing of anybody."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from bot.reports.accounts import tell_stories
from bot.reports.findings import Findings
from bot.reports.page import MOST_STRIPS, compose_page
from bot.reports.strips import describe_strip
from bot.reports.timeline import Timeline, count_weeks, describe_timeline, draw_timeline
from storage.records import Tier
from tests.bot.reports.an_analysis import AS_OF, DAYS_AGO, an_analysis

HOSTILE = "<script>alert(1)</script>\"'&\u202e"


class Outline(HTMLParser):
    """Text and attributes as a browser sees them; tags that do not match fail."""

    VOID = frozenset({"meta", "link", "input", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "script"):
            self.text.append(data)

    def find(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        return [
            attrs
            for each, attrs in self.tags
            if each == tag and all(attrs.get(name.rstrip("_")) == value for name, value in wanted.items())
        ]


@pytest.fixture(scope="module")
def findings() -> Findings:
    return an_analysis()


@pytest.fixture(scope="module")
def page(findings: Findings) -> str:
    return compose_page(findings)


def section(page: str, name: str) -> str:
    return page.split(f'id="{name}"', 1)[1].split("</section>", 1)[0]


def test_the_page_is_well_formed_and_has_a_card_for_each_account(page: str, findings: Findings) -> None:
    outline = Outline(page)
    assert len(outline.find("li", class_="account")) == len(findings.names)
    assert outline.find("html", lang="en")
    assert [tag for tag, _ in outline.tags if tag == "h1"] == ["h1"]


def test_nothing_in_it_points_outside(page: str) -> None:
    assert not re.search(r"https?://|//[a-z]|@import|url\((?!#)", page.replace("<!doctype", ""))
    for _, attrs in Outline(page).tags:
        assert attrs.get("src") is None
        assert (attrs.get("href") or "#").startswith(("#", "data:,"))


def test_every_chart_has_the_same_in_words(page: str) -> None:
    outline = Outline(page)
    charts = [attrs for _, attrs in outline.tags if attrs.get("role") == "img"]
    assert len(charts) == len(DAYS_AGO) + 1
    assert all(len(attrs["aria-label"] or "") > 20 for attrs in charts)
    assert "The same as a table" in page


def test_quiet_a_accounts_come_first(page: str) -> None:
    quiet = section(page, "quiet")
    assert "Acme Foods" in quiet
    assert "Birch &amp; Co" in quiet
    assert "Cobalt" not in quiet  # a B account
    assert "Ember" not in quiet  # touched yesterday
    assert page.index('id="quiet"') < page.index('id="ask"') < page.index('id="accounts"')


def test_without_tiers_the_quietest_come_first() -> None:
    quiet = section(compose_page(an_analysis(tiers={})), "quiet")
    assert "The quietest first" in quiet
    assert "Cobalt Logistics" in quiet


def test_three_accounts_to_ask_about_have_no_sale_under_way(page: str, findings: Findings) -> None:
    ask = section(page, "ask")
    asked = re.findall(r"<h3><bdi>(.*?)</bdi>", ask)
    assert len(asked) == 3
    assert "Delta Print" not in asked
    assert not {"Acme Foods", "Birch & Co"} & set(asked)  # they stand above
    lately = {
        findings.names[place]
        for place, day, kind in zip(
            findings.touches.account.tolist(),
            findings.touches.day.tolist(),
            findings.touches.kind.tolist(),
            strict=True,
        )
        if kind == 1 and AS_OF - day < 30
    }
    assert not lately & set(asked)


def test_a_hostile_name_stays_text() -> None:
    touches = {**DAYS_AGO, HOSTILE: [40, 60, 80, 100, 110]}
    page = compose_page(an_analysis(touches, {HOSTILE: Tier.A}))
    outline = Outline(page)
    assert len([tag for tag, _ in outline.tags if tag == "script"]) == 1
    assert any("<script>alert(1)</script>\"'&�" in text for text in outline.text)
    [card] = [each for each in outline.find("li", class_="account") if "alert" in (each["data-find"] or "")]
    assert "<script>" in (card["data-find"] or "")
    assert "\u202e" not in page


def test_a_large_log_shows_the_most_urgent_and_says_so() -> None:
    many = {f"Account {number:05}": [number % 90, 100, 120, 140] for number in range(12_000)}
    page = compose_page(an_analysis(many, {}))
    assert page.count('<li class="account"') == MOST_STRIPS
    assert "The other 11,500 are left out" in page
    assert len(page) < 1_500_000


def test_an_empty_log_makes_a_page_too() -> None:
    page = compose_page(an_analysis({}, {}))
    Outline(page)
    assert "No account is quiet." in page
    assert "Accounts to ask about" not in page


def test_no_person_is_counted_or_ranked(page: str) -> None:
    """The rep stands beside the account, for whoever wants to ask; nowhere else."""
    rest = re.sub(r'<span class="meta">.*?</span>|data-find=".*?"', "", page)
    assert "Sam" in page
    assert "Sam" not in rest
    assert "Zoë" not in rest


def test_a_strip_is_described_by_its_peaks_and_valleys(findings: Findings) -> None:
    [story] = tell_stories(findings, [findings.names.index("Harbour Insurance")])
    said = describe_strip(story)
    assert said.startswith("22 Nov 2025 to 20 Nov 2026: 18 days with a touch, ")
    assert said.count("Peak of 6 from") == 3
    assert said.count("Valley of 90 days from") == 2
    assert said.endswith("No touch since 21 Sep 2026, 60 days.")


def test_a_strip_keeps_to_its_year() -> None:
    [story] = tell_stories(an_analysis({"Old": [300, 500, 800, 801, 802, 803]}, {}), [0])
    assert "803" not in describe_strip(story)
    assert describe_strip(story).startswith("22 Nov 2025 to 20 Nov 2026: 1 day with a touch")


def test_weeks_are_counted_back_from_the_day(findings: Findings) -> None:
    timeline = count_weeks(findings)
    assert timeline.weeks == 52
    recent = findings.touches.day > AS_OF - 7
    assert timeline.attention[-1] + timeline.selling[-1] == int(recent.sum())
    assert count_weeks(an_analysis({"Acme": [1, 2]}, {})).weeks == 8


@pytest.mark.parametrize(
    ("most", "top"), [(0, 2), (1, 2), (3, 4), (19, 20), (21, 30), (101, 120), (544, 600), (5_001, 6_000)]
)
def test_the_scale_of_the_chart_ends_on_a_round_number(most: int, top: int) -> None:
    drawn = draw_timeline(Timeline(AS_OF, [0, most], [0, 0], [0, 0]))
    assert f'aria-hidden="true">{top}<' in drawn
    assert f'aria-hidden="true">{top // 2}<' in drawn


def test_the_chart_says_whether_attention_grows() -> None:
    said = describe_timeline(Timeline(AS_OF, [1] * 13 + [3] * 13, [1] * 26, [0] * 26))
    assert said == (
        "78 touches in the 26 weeks to 20 Nov 2026, 67 % of them attention. "
        "Attention in the last 13 weeks: 3.0 a week, 1.0 in the 13 weeks before."
    )
    assert describe_timeline(Timeline(AS_OF, [0], [0], [0])) == "No touch in the 1 weeks to 20 Nov 2026."


def test_the_same_findings_give_the_same_page(page: str) -> None:
    assert compose_page(an_analysis()) == page
    assert date(2026, 11, 20).isoformat() not in page  # days are written for people
