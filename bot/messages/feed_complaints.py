"""What is wrong with feeds, for whoever runs the bot: plain text for the terminal."""

from collections.abc import Sequence

from storage.news_records import Feed

NAMED = 10


def complain_about_feeds(failing: Sequence[Feed]) -> list[tuple[str, str]]:
    """Return what is wrong with each of these feeds and what to do, as far as they are worth a line each."""
    complaints = [(_describe(each), _advise(each)) for each in failing[:NAMED]]
    if len(failing) > NAMED:
        complaints.append((f"{len(failing) - NAMED} more feeds fail", "`/news` in Slack lists them."))
    return complaints


def _describe(feed: Feed) -> str:
    if feed.gone or feed.failing_since is None:
        return f"The feed {feed.given_url} is gone for good"
    return f"The feed {feed.given_url} has been failing since {feed.failing_since:%Y-%m-%d}"


def _advise(feed: Feed) -> str:
    return f"{feed.error or 'Look at it in a browser.'} `/news` in Slack has Change and Remove."
