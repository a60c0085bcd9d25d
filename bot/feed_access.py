"""What fetches and reads feeds, set up as the settings say."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from bot.settings import Settings
from jobs.feeds.reading_pool import ReadingPool
from jobs.rules.web_addresses import AllowedHosts, read_allowed_hosts

if TYPE_CHECKING:
    from jobs.feeds.client import FeedClient

READING_PROCESSES = 2
"""One may be busy with a document made to hurt while the other goes on."""


def read_fetch_allow(settings: Settings, more: Iterable[str] = ()) -> AllowedHosts:
    """Return the private hosts that may be asked. Raises AddressRefusedError for what is no host and port."""
    named = (text for text in settings.fetch_allow.split(",") if text.strip())
    return read_allowed_hosts([*named, *more])


def open_feed_client(settings: Settings, allowed: AllowedHosts | None = None) -> "FeedClient":
    """Return what fetches and reads feeds; nothing starts before the first one. Close it at the end.

    Which hosts may be asked is in the settings where it is not given.
    """
    # aiohttp takes a while to import, and judging an address needs none of it.
    from jobs.feeds.client import FeedClient  # noqa: PLC0415
    from jobs.feeds.fetching import Fetcher  # noqa: PLC0415

    if allowed is None:
        allowed = read_fetch_allow(settings)
    fetcher = Fetcher(allowed=allowed, contact=settings.contact)
    return FeedClient(fetcher, ReadingPool(READING_PROCESSES))
