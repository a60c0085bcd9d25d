"""What people type after `/news` (D1, complaints 15 and 18)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.accounts import AccountNames, NoAccount, OneAccount, SimilarAccounts
from bot.parsing.feed_lists import LeftOut, ListedFeed, plan_listed_feeds
from bot.parsing.lookups import NothingAsked
from bot.parsing.news import (
    MOST_ADDRESS,
    AddFeed,
    ForIndustry,
    ForTeam,
    NewSearch,
    parse_news,
    read_address,
    read_domain,
)
from bot.parsing.touches import HelpWanted
from bot.parsing.words import NotUnderstood
from jobs.rules.web_addresses import read_allowed_hosts
from storage.opml import Outline

NAMES = AccountNames.of(
    [(1, "Acme", ()), (2, "Acme Foods", ("AF",)), (3, "acme.com", ()), (4, "Add Ons", ())]
)
ACME = OneAccount(1, "Acme", "")


@pytest.mark.parametrize(
    ("typed", "url", "whose"),
    [
        ("Acme add https://acme.com/feed", "https://acme.com/feed", ACME),
        ("acme add <https://acme.com/feed?x=1&amp;y=2>", "https://acme.com/feed?x=1&y=2", ACME),
        ("acme add <http://acme.com|acme.com>", "http://acme.com", ACME),
        ("acme add acme.com/news", "https://acme.com/news", ACME),
        ("acme add &lt;http://acme.com/?a=1&amp;b=2&gt;", "http://acme.com/?a=1&b=2", ACME),
        ("acme add &lt;<http://acme.com/?a=1&amp;b=2>&gt;", "http://acme.com/?a=1&b=2", ACME),
        ("acme add <http://acme.com/?q=&amp;amp;|acme.com>", "http://acme.com/?q=&amp;", ACME),
        ("acme watch https://acme.com.", "https://acme.com", ACME),
        ("acme add feed://acme.com/rss", "https://acme.com/rss", ACME),
        ("acme add feed:https://acme.com/rss", "https://acme.com/rss", ACME),
        ("AF add https://x.example/f", "https://x.example/f", OneAccount(2, "Acme Foods", "")),
        ("add https://x.example/f for Acme", "https://x.example/f", ACME),
        ("add ons add https://x.example/f", "https://x.example/f", OneAccount(4, "Add Ons", "")),
        ("add https://x.example/f for industry Chemicals", "https://x.example/f", ForIndustry("Chemicals")),
        (
            "add https://x.example/f industry: Fine Art",
            "https://x.example/f",
            ForIndustry("Fine Art"),
        ),
        ("add https://x.example/f for the team", "https://x.example/f", ForTeam()),
        ("nope add https://x.example/f", "https://x.example/f", NoAccount("nope", "")),
    ],
)
def test_a_feed_is_added_for_somebody(typed: str, url: str, whose: object) -> None:
    assert parse_news(typed, NAMES) == AddFeed(url, whose)  # type: ignore[arg-type]


def test_what_only_looks_is_told_from_what_adds() -> None:
    assert parse_news("", NAMES) == NothingAsked()
    assert parse_news("list", NAMES) == NothingAsked()
    assert parse_news("Add Ons", NAMES) == OneAccount(4, "Add Ons", "")
    assert parse_news("help", NAMES) == HelpWanted()
    assert parse_news("ACME foods", NAMES) == OneAccount(2, "Acme Foods", "")
    assert parse_news("<http://acme.com|acme.com>", NAMES) == OneAccount(3, "acme.com", "")
    assert parse_news("Acme search", NAMES) == NewSearch(ACME)
    assert isinstance(parse_news("acm", NAMES), SimilarAccounts)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Acme add", "There is no address here"),
        ("https://x.example/f", "Whose news is it?"),
        ("Acme add foo", "“foo” is no web address. Try `/news Acme add https://acme.com/news`."),
        ("add foo", "“foo” is no web address."),
        ("acme remove", "To remove a feed: `/news Acme`, then *Remove*."),
        (f"add https://x.example/f for industry {'x' * 81}", "too long for an industry"),
        ("remove https://acme.com/news", "To remove a feed: `/news Acme`, then *Remove*."),
        ("remove <https://acme.com/news>", "To remove a feed: `/news Acme`, then *Remove*."),
        ("remove", "To remove a feed: `/news Acme`, then *Remove*."),
        ("Acme add https://x.example/f please", "I can't read “please”"),
        ("Acme add <https://kim:secret@x.example/f>", "has a name or a password in it"),
        ("Acme add https://kim:<mailto:secret@x.example|secret@x.example>/f", "has a name or a password"),
        ("Acme add http://intranet/f", "not a public address"),
        ("Acme add <http://10.0.0.1/f|10.0.0.1/f>", "not a public address: it belongs to a private network"),
        (f"Acme add https://x.example/{'a' * MOST_ADDRESS}", "too long"),
    ],
)
def test_what_cannot_be_read_is_answered_with_how_to_write_it(typed: str, hint: str) -> None:
    asked = parse_news(typed, NAMES)
    assert isinstance(asked, NotUnderstood)
    assert hint in asked.hint


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("<http://acme.com/?a=1&amp;b=2>", "http://acme.com/?a=1&b=2"),
        ("<http://acme.com/?a=1&amp;b=2|acme.com>", "http://acme.com/?a=1&b=2"),
        ("http://acme.com/?a=1&b=2", "http://acme.com/?a=1&b=2"),
    ],
)
def test_an_address_pasted_from_slack_is_unescaped_once(typed: str, read: str) -> None:
    assert read_address(typed) == read


def test_a_private_address_is_refused_unless_it_is_allowed() -> None:
    """Complaint 25: what can be decided by the address alone is said while the form is open."""
    for url in (
        "http://intranet/",
        "http://wiki.lan/",
        "http://a.local",
        "http://a.test/",
        "http://127.1:80/",
    ):
        read = read_address(url)
        assert isinstance(read, NotUnderstood)
        assert "not a public address" in read.hint
    allowed = read_allowed_hosts(["intranet:80", "127.0.0.1:8080"])
    assert read_address("http://intranet/", allowed) == "http://intranet/"
    assert parse_news("Acme add http://127.0.0.1:8080/f", NAMES, allowed) == AddFeed(
        "http://127.0.0.1:8080/f", ACME
    )


@given(st.text(max_size=200))
def test_whatever_is_typed_is_understood_or_answered(text: str) -> None:
    assert parse_news(text, NAMES) is not None
    assert parse_news(f"Acme add {text}", NAMES) is not None


@given(st.text(max_size=100))
def test_an_address_is_one_of_the_web_or_refused(text: str) -> None:
    """Complaint 25: nothing but http and https."""
    read = read_address(text)
    assert isinstance(read, NotUnderstood) or read.lower().startswith(("http://", "https://"))


@pytest.mark.parametrize(
    ("typed", "host"),
    [
        ("", None),
        ("acme.com", "acme.com"),
        ("https://www.Acme.com/about", "acme.com"),
        ("news.acme.co.uk.", "news.acme.co.uk"),
    ],
)
def test_the_domain_of_an_account(typed: str, host: str | None) -> None:
    assert read_domain(typed) == host
    assert isinstance(read_domain("acme dot com"), NotUnderstood)


def listed(line: int, title: str, *folders: str, url: str = "https://x.example/f") -> Outline:
    return Outline(line, url, title, folders)


def test_a_feed_of_a_list_belongs_to_its_folder_or_its_name() -> None:
    outlines = [
        listed(1, "Press", "Clients", "Acme Foods"),
        listed(2, "Acme"),
        listed(3, "C&EN", "chemicals"),
        listed(4, "Steel Times", "Industry: Steel"),
        listed(5, "Anything"),
        listed(6, "Bad", url="javascript:alert(1)"),
    ]
    plan = plan_listed_feeds(outlines, NAMES, ["Chemicals"], rest_for_team=False)
    assert [(each.account_id, each.industry) for each in plan if isinstance(each, ListedFeed)] == [
        (2, None),
        (1, None),
        (None, "Chemicals"),
        (None, "Steel"),
    ]
    left_out = [each for each in plan if isinstance(each, LeftOut)]
    assert [(each.outline.line, "no web address" in each.reason) for each in left_out] == [
        (5, False),
        (6, True),
    ]
    whole = plan_listed_feeds(outlines[4:5], NAMES, [], rest_for_team=True)
    assert whole == [ListedFeed(outlines[4], "https://x.example/f")]


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("https://x.example/é?q=&lt;b&gt;", "https://x.example/é?q=<b>"),
        ("https://x.example/f?a=1&amp;", "https://x.example/f?a=1&"),
        ("https://x.example/Acme_(company)", "https://x.example/Acme_(company)"),
        ("https://x.example/f.", "https://x.example/f"),
    ],
)
def test_an_address_ends_where_its_sentence_does(typed: str, url: str) -> None:
    """Slack escapes what was typed: an entity belongs to the address, and so does a pair of parentheses."""
    asked = parse_news(f"Acme add {typed}", NAMES)
    assert isinstance(asked, AddFeed)
    assert asked.url == url
