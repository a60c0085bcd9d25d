"""Links and titles by which an article is known again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.headlines import canonicalise_link, fingerprint_title


@pytest.mark.parametrize(
    "link",
    [
        "HTTP://WWW.Example.com:80/News/a/?utm_source=rss&b=2&a=1&fbclid=x#top",
        "https://example.com/News/a?a=1&b=2",
        "https://amp.example.com/News/a/amp/?b=2&a=1&gclid=3&mc_cid=9",
        "https://user@example.com:443//News/%61?a=1&b=2",
        " https://m.example.com/News/a/index.html?a=1&b=2 ",
    ],
)
def test_spellings_of_one_address_are_one(link: str) -> None:
    assert canonicalise_link(link) == "https://example.com/News/a?a=1&b=2"


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "urn:x:1", "/only/a/path", "https:///a", "ftp://a/b"]
)
def test_what_is_no_web_address_has_no_canonical_form(link: str) -> None:
    assert canonicalise_link(link) is None


def test_parameters_that_name_the_article_stay() -> None:
    assert canonicalise_link("http://a.com/x?id=7&cid=8") == "https://a.com/x?cid=8&id=7"


def test_google_news_redirects_are_left_alone() -> None:
    link = "https://news.google.com/rss/articles/CBMiAB?oc=5&utm_source=z"
    assert canonicalise_link(link) == link


def test_titles_are_compared_without_typography_and_publisher() -> None:
    assert fingerprint_title("Acme’s plan for Zürich: more! - The Daily News") == fingerprint_title(
        "ACMES PLAN FOR ZURICH MORE"
    )
    assert fingerprint_title("Acme - Borg") != fingerprint_title("Acme")


@given(st.text(max_size=80))
def test_any_text_has_a_fingerprint_and_a_canonical_link_is_its_own(text: str) -> None:
    fingerprint_title(text)
    link = canonicalise_link(f"http://example.com/{text}")
    assert link is None or canonicalise_link(link) == link
