"""What was read before is left out of a document, unless only the whole of it tells entries apart."""

import pytest

from jobs.feeds.known_entries import leave_out_known

ONE = "<item><title>One</title><link>https://a.example/1</link><guid>1</guid></item>"
TWO = "<item><title>Two</title><link>https://a.example/2</link><guid>2</guid></item>"
NEW = "<item><title>New</title><link>https://a.example/3</link><guid>3</guid></item>"


def _read_again(before: list[str], after: list[str]) -> int:
    """Return how many entries are left out of a document after another was read."""
    first = leave_out_known("<rss>" + "".join(before) + "</rss>", b"")
    return leave_out_known("<rss>" + "".join(after) + "</rss>", first.hashes).left_out


def test_what_was_read_letter_by_letter_is_left_out() -> None:
    assert _read_again([TWO, ONE], [NEW, TWO, ONE]) == 2


def test_the_same_entry_twice_shares_nothing() -> None:
    assert _read_again([TWO, TWO, ONE], [NEW, TWO, TWO, ONE]) == 3


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<link>https://a.example/news</link>", "<link>https://a.example/news</link>"),
        ("<link>https://a.example/news</link>", "<link> https://a.example/news\n</link>"),
        ("<guid>0</guid>", "<guid isPermaLink='false'>0</guid>"),
        ("<guid><![CDATA[0]]></guid>", "<guid><![CDATA[ 0 ]]></guid>"),
        ("<id>urn:x</id>", "<ID>urn:x</ID>"),
        ("<atom:link href='https://a.example/'/>", "<atom:link href='https://a.example/' />"),
    ],
)
def test_where_entries_share_a_name_nothing_is_left_out(one: str, other: str) -> None:
    """Among the new ones alone such a name would look like one of its own, and be remembered for good."""
    before = [f"<item><title>One</title>{one}</item>", f"<item><title>Two</title>{other}</item>"]
    assert _read_again(before, [f"<item><title>New</title>{one}</item>", *before]) == 0


def test_names_in_other_places_are_no_names() -> None:
    entries = [
        f"<item><title>{n}</title><linkage>x</linkage><guid></guid><link/><guid>{n}</guid></item>"
        for n in range(3)
    ]
    assert _read_again(entries, [NEW, *entries]) == 3
