"""The news about the accounts: stories, the headlines that make them, and what became of each."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, insert, select

from storage.database import Transaction, insert_into
from storage.news_tables import headline, story, story_account, told_link
from storage.story_records import KnownStory, NewsState, NewStory, ToldLink

HASH_LENGTH = 32
_ADVISORY_LOCK = 4_242_002
"""Any number, as long as it stays the same: PostgreSQL's lock for taking news in."""


def hold_stories(transaction: Transaction) -> None:
    """Keep other processes from taking in news of this workspace until the transaction ends.

    Two that read the same event at once would each make a story of it. SQLite has one writer anyway.
    """
    if transaction.connection.dialect.name == "postgresql":
        lock = func.pg_advisory_xact_lock(_ADVISORY_LOCK, transaction.workspace)
        transaction.connection.execute(select(lock))


def hash_link(link: str) -> str:
    """Return what is remembered of an address for good."""
    return hashlib.sha256(link.encode()).hexdigest()[:HASH_LENGTH]


def add_story(transaction: Transaction, new: NewStory, now: datetime) -> int:
    """Add an event and return its id."""
    return transaction.connection.execute(
        insert_into(transaction.connection, story)
        .values(
            workspace=transaction.workspace,
            title=new.title,
            summary=new.summary,
            link=new.link,
            source=new.source,
            reason=new.reason,
            at=new.at,
            seen_at=now,
        )
        .returning(story.c.id)
    ).scalar_one()


def add_headline(
    transaction: Transaction, story_id: int, feed_id: int, *, title: str, link: str | None, now: datetime
) -> None:
    """Note that a feed tells of an event, and remember the address for good."""
    transaction.connection.execute(
        insert(headline).values(
            workspace=transaction.workspace,
            story_id=story_id,
            feed_id=feed_id,
            title=title,
            link=link,
            seen_at=now,
        )
    )
    if link is not None:
        remember_link(transaction, link, ToldLink(story_id, feed_id))


def remember_link(transaction: Transaction, link: str, told: ToldLink) -> None:
    """Remember which event an address belongs to; the first to say so counts."""
    transaction.connection.execute(
        insert_into(transaction.connection, told_link)
        .values(
            workspace=transaction.workspace,
            link_hash=hash_link(link),
            story_id=told.story_id,
            feed_id=told.feed_id,
        )
        .on_conflict_do_nothing(index_elements=["workspace", "link_hash"])
    )


def find_told_links(transaction: Transaction, links: Iterable[str]) -> dict[str, ToldLink]:
    """Return what each of these addresses told that was ever told, also of a story that is gone by now."""
    by_hash = {hash_link(link): link for link in links}
    rows = transaction.connection.execute(
        select(told_link.c.link_hash, told_link.c.story_id, told_link.c.feed_id).where(
            told_link.c.workspace == transaction.workspace, told_link.c.link_hash.in_(list(by_hash))
        )
    )
    return {by_hash[row.link_hash]: ToldLink(row.story_id, row.feed_id) for row in rows}


def story_exists(transaction: Transaction, story_id: int) -> bool:
    """Return whether an event is still kept."""
    row = transaction.connection.execute(
        select(story.c.id).where(story.c.workspace == transaction.workspace, story.c.id == story_id)
    )
    return row.one_or_none() is not None


def list_known_stories(transaction: Transaction, since: datetime, *, after: int = 0) -> Sequence[KnownStory]:
    """Return the events the bot heard of since a moment, oldest first, each with whom it is about.

    `after` is the id of the newest that is known already.
    """
    about: dict[int, list[int]] = {}
    for row in transaction.connection.execute(
        select(story_account.c.story_id, story_account.c.account_id)
        .join_from(
            story_account,
            story,
            (story.c.workspace == story_account.c.workspace) & (story.c.id == story_account.c.story_id),
        )
        .where(
            story_account.c.workspace == transaction.workspace,
            story.c.seen_at >= since,
            story.c.id > after,
        )
        .order_by(story_account.c.id)
    ):
        about.setdefault(row.story_id, []).append(row.account_id)
    rows = transaction.connection.execute(
        select(story.c.id, story.c.title, story.c.summary, story.c.link, story.c.at)
        .where(story.c.workspace == transaction.workspace, story.c.seen_at >= since, story.c.id > after)
        .order_by(story.c.id)
    )
    return [
        KnownStory(row.id, row.title, row.summary, row.link, row.at, tuple(about.get(row.id, ())))
        for row in rows
    ]


def relate_story(transaction: Transaction, story_id: int, matches: Mapping[int, str]) -> list[int]:
    """Note by what an event is about which accounts; returns the accounts that were new to it."""
    return [
        account_id
        for account_id, match in matches.items()
        if transaction.connection.execute(
            insert_into(transaction.connection, story_account)
            .values(
                workspace=transaction.workspace,
                story_id=story_id,
                account_id=account_id,
                match=match,
                state=NewsState.OPEN.value,
            )
            .on_conflict_do_nothing(index_elements=["workspace", "story_id", "account_id"])
            .returning(story_account.c.id)
        ).scalar_one_or_none()
        is not None
    ]


def has_stories_before(transaction: Transaction, before: datetime) -> bool:
    """Return whether `delete_stories_before` would delete anything."""
    old = _select_stories_before(transaction, before).limit(1)
    return transaction.connection.execute(old).scalar_one_or_none() is not None


def delete_stories_before(transaction: Transaction, before: datetime) -> int:
    """Delete the events last heard of before a moment and return how many; their addresses stay known."""
    old = _select_stories_before(transaction, before)
    return transaction.connection.execute(
        delete(story).where(story.c.workspace == transaction.workspace, story.c.id.in_(old))
    ).rowcount


def _select_stories_before(transaction: Transaction, before: datetime) -> Select[int]:
    heard_since = select(headline.c.story_id).where(
        headline.c.workspace == transaction.workspace, headline.c.seen_at >= before
    )
    return select(story.c.id).where(
        story.c.workspace == transaction.workspace,
        story.c.seen_at < before,
        story.c.id.not_in(heard_since),
    )


def forget_feed_stories(transaction: Transaction, feed_id: int) -> int:
    """Forget what only this feed has told and nobody has used; returns how many events that was.

    For a feed that is deleted for good. Their addresses are forgotten with them: another feed may still tell
    of these events. The headlines go with the feed itself.
    """
    others = select(headline.c.story_id).where(
        headline.c.workspace == transaction.workspace, headline.c.feed_id != feed_id
    )
    used = select(story_account.c.story_id).where(
        story_account.c.workspace == transaction.workspace, story_account.c.state != NewsState.OPEN.value
    )
    told = select(headline.c.story_id).where(
        headline.c.workspace == transaction.workspace,
        headline.c.feed_id == feed_id,
        headline.c.story_id.not_in(others),
        headline.c.story_id.not_in(used),
    )
    transaction.connection.execute(
        delete(told_link).where(
            told_link.c.workspace == transaction.workspace, told_link.c.story_id.in_(told)
        )
    )
    return transaction.connection.execute(
        delete(story).where(story.c.workspace == transaction.workspace, story.c.id.in_(told))
    ).rowcount
