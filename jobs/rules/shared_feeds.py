"""Which feeds are one and the same address, so that it is asked once for all of them. Pure.

Workspaces know nothing of each other: an address is asked with what all of them hold of it, and each
compares the answer with its own memory.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from storage.news_records import Feed

_HASH_BYTES = 8


@dataclass(frozen=True, slots=True)
class SharedAddress:
    """An address to be asked, for one feed or for several, of whichever workspaces."""

    url: str
    feeds: Sequence[Feed]
    validated_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    entry_hashes: bytes = b""
    is_first: bool = False
    """None of them was ever read."""


def share_addresses(feeds: Iterable[Feed]) -> list[SharedAddress]:
    """Return what is to be asked for these feeds, in their order.

    Feeds that were never read are asked for apart: for them a page is searched for its feed.
    """
    alike: dict[tuple[str, bool], list[Feed]] = {}
    for each in feeds:
        alike.setdefault((each.url, each.baseline_at is None), []).append(each)
    return [_share(url, members, is_first=is_first) for (url, is_first), members in alike.items()]


def _share(url: str, feeds: Sequence[Feed], *, is_first: bool) -> SharedAddress:
    first = feeds[0]
    if len(feeds) == 1:
        return SharedAddress(
            url,
            feeds,
            first.validated_url,
            first.etag,
            first.last_modified,
            first.body_hash,
            first.entry_hashes,
            is_first,
        )
    # "Unchanged" must be true for every one of them: what not all hold is not told to the server.
    validators = {(each.validated_url, each.etag, each.last_modified) for each in feeds}
    validated_url, etag, last_modified = next(iter(validators)) if len(validators) == 1 else (None,) * 3
    bodies = {each.body_hash for each in feeds}
    return SharedAddress(
        url,
        feeds,
        validated_url,
        etag,
        last_modified,
        first.body_hash if len(bodies) == 1 else None,
        _keep_common([each.entry_hashes for each in feeds]),
        is_first,
    )


def _keep_common(hashes: Sequence[bytes]) -> bytes:
    if all(each == hashes[0] for each in hashes):
        return hashes[0]
    common = _split(hashes[0]).intersection(*(_split(each) for each in hashes[1:]))
    return b"".join(sorted(common))


def _split(hashes: bytes) -> set[bytes]:
    return {hashes[start : start + _HASH_BYTES] for start in range(0, len(hashes), _HASH_BYTES)}
