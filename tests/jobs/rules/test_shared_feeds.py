"""One address of several feeds is asked once, with what all of them hold of it."""

from dataclasses import replace

from jobs.rules.shared_feeds import share_addresses
from storage.news_records import Feed, FeedScope
from tests.builders import NOW

ONE, TWO, THREE = b"1" * 8, b"2" * 8, b"3" * 8
FEED = Feed(
    1,
    1,
    "https://a.example/feed",
    "https://a.example/feed",
    FeedScope.TEAM,
    NOW,
    baseline_at=NOW,
    etag='"a"',
    validated_url="https://a.example/feed",
    body_hash="h",
    entry_hashes=ONE + TWO,
)
OTHER = replace(FEED, id=2, workspace=2)


def test_what_all_hold_is_told_to_the_server() -> None:
    [shared] = share_addresses([FEED, OTHER])
    assert shared.feeds == [FEED, OTHER]
    assert (shared.etag, shared.validated_url, shared.body_hash) == ('"a"', FEED.url, "h")
    assert (shared.entry_hashes, shared.is_first) == (ONE + TWO, False)


def test_what_not_all_hold_is_told_to_nobody() -> None:
    """Else "unchanged since b" would be taken for "unchanged since a"."""
    [shared] = share_addresses(
        [FEED, replace(OTHER, etag='"b"', body_hash="other", entry_hashes=TWO + THREE)]
    )
    assert (shared.etag, shared.last_modified, shared.validated_url, shared.body_hash) == (None,) * 4
    assert shared.entry_hashes == TWO, "only what all have read is left out"


def test_feeds_never_read_are_asked_for_apart() -> None:
    new = replace(OTHER, baseline_at=None, etag=None, validated_url=None, body_hash=None, entry_hashes=b"")
    shared = share_addresses([FEED, new, replace(new, id=3), replace(FEED, id=4, url="https://b.example/")])
    assert [([feed.id for feed in each.feeds], each.is_first) for each in shared] == [
        ([1], False),
        ([2, 3], True),
        ([4], False),
    ]
