"""Why a piece of news may matter, with the words that told it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.news_reasons import NewsKind, classify_news


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Acme opens 20 stores in Ohio", NewsKind.OPENING),
        ("Acme to build can plant in Oregon", NewsKind.OPENING),
        ("Acme moves headquarters to Texas", NewsKind.MOVE),
        ("Acme names Jane Roe chief executive", NewsKind.PEOPLE),
        ("Acme CEO steps down after a year", NewsKind.PEOPLE),
        ("Acme wins beer award", NewsKind.AWARD),
        ("Acme profit tops estimates", NewsKind.RESULTS),
        ("Acme to buy Borg for $2bn", NewsKind.DEAL),
        ("Acme raises $40m in series B", NewsKind.DEAL),
        ("Acme cuts 1,800 corporate jobs", NewsKind.TROUBLE),
        ("Acme to close 300 stores", NewsKind.TROUBLE),
        ("Acme recalls folding bikes", NewsKind.TROUBLE),
        ("Acme launches handheld terminal", NewsKind.PRODUCT),
        ("A day in the life of Acme", NewsKind.OTHER),
        ("", NewsKind.OTHER),
    ],
)
def test_the_kind_of_news(title: str, kind: NewsKind) -> None:
    assert classify_news(title, "").kind is kind


def test_the_words_that_told_it_stand_in_the_text() -> None:
    reason = classify_news("Acme in the news", "The firm opened  a plant in Leeds.")
    assert reason.kind is NewsKind.OPENING
    assert reason.words == "opened a plant"


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_has_a_kind(title: str, summary: str) -> None:
    assert (classify_news(title, summary).kind is NewsKind.OTHER) == (
        classify_news(title, summary).words == ""
    )
