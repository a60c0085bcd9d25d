"""The news about the accounts: stories, the headlines that make them, and what became of each."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, func, insert, or_, select, update

from storage.database import AnyRow, Transaction, insert_into
from storage.news_tables import headline, hidden_story, story, story_account, told_link
from storage.story_records import AccountStory, KnownStory, NewsState, NewStory, Story
from storage.tables import account

HASH_LENGTH = 32


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
        remember_link(transaction, link, story_id)


def remember_link(transaction: Transaction, link: str, story_id: int) -> None:
    """Remember which event an address belongs to; the first to say so counts."""
    transaction.connection.execute(
        insert_into(transaction.connection, told_link)
        .values(workspace=transaction.workspace, link_hash=hash_link(link), story_id=story_id)
        .on_conflict_do_nothing(index_elements=["workspace", "link_hash"])
    )


def find_told_links(transaction: Transaction, links: Iterable[str]) -> dict[str, int]:
    """Return the story of each of these addresses that was ever told, also of one that is gone by now."""
    by_hash = {hash_link(link): link for link in links}
    rows = transaction.connection.execute(
        select(told_link.c.link_hash, told_link.c.story_id).where(
            told_link.c.workspace == transaction.workspace, told_link.c.link_hash.in_(list(by_hash))
        )
    )
    return {by_hash[row.link_hash]: row.story_id for row in rows}


def list_known_stories(transaction: Transaction, since: datetime) -> Sequence[KnownStory]:
    """Return the events the bot heard of since a moment, oldest first, each with whom it is about."""
    about: dict[int, list[int]] = {}
    for row in transaction.connection.execute(
        select(story_account.c.story_id, story_account.c.account_id)
        .join_from(
            story_account,
            story,
            (story.c.workspace == story_account.c.workspace) & (story.c.id == story_account.c.story_id),
        )
        .where(story_account.c.workspace == transaction.workspace, story.c.seen_at >= since)
        .order_by(story_account.c.id)
    ):
        about.setdefault(row.story_id, []).append(row.account_id)
    rows = transaction.connection.execute(
        select(story.c.id, story.c.title, story.c.summary, story.c.link, story.c.at)
        .where(story.c.workspace == transaction.workspace, story.c.seen_at >= since)
        .order_by(story.c.seen_at, story.c.id)
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


def list_account_stories(
    transaction: Transaction,
    account_ids: Sequence[int],
    viewer: int,
    since: datetime,
    *,
    decided_since: datetime,
    most: int = 200,
) -> Sequence[AccountStory]:
    """Return what was heard of these accounts since a moment, newest first, as one person is shown it.

    What was about somebody else, or that person has hidden, is left out unless that was decided after
    `decided_since`: so long it can be taken back where it stood.
    """
    shown = or_(
        and_(story_account.c.state != NewsState.NOT_THEM.value, hidden_story.c.rep_id.is_(None)),
        and_(story_account.c.state == NewsState.NOT_THEM.value, story_account.c.decided_at > decided_since),
        hidden_story.c.at > decided_since,
    )
    rows = transaction.connection.execute(
        _select_account_stories(transaction, viewer)
        .where(
            story_account.c.account_id.in_(list(account_ids)),
            shown,
            story.c.seen_at >= since,
        )
        .order_by(story.c.at.desc(), story_account.c.id.desc())
        .limit(most)
    ).all()
    return _read_all(transaction, rows)


def list_account_stories_by_id(
    transaction: Transaction, ids: Sequence[int], viewer: int
) -> Sequence[AccountStory]:
    """Return these, as they stand for one person, in the order asked for; what is gone is left out."""
    rows = transaction.connection.execute(
        _select_account_stories(transaction, viewer).where(story_account.c.id.in_(list(ids)))
    ).all()
    found = {each.id: each for each in _read_all(transaction, rows)}
    return [found[each] for each in ids if each in found]


def read_account_story(transaction: Transaction, story_account_id: int, viewer: int) -> AccountStory | None:
    return next(iter(list_account_stories_by_id(transaction, [story_account_id], viewer)), None)


def change_account_story(transaction: Transaction, story_account_id: int, **changes: Any) -> None:
    """Change the named columns of what became of a story for an account."""
    if isinstance(changes.get("state"), NewsState):
        changes["state"] = changes["state"].value
    transaction.connection.execute(
        update(story_account)
        .where(
            story_account.c.workspace == transaction.workspace,
            story_account.c.id == story_account_id,
        )
        .values(**changes)
    )


def find_story_of_touch(transaction: Transaction, touch_id: int) -> int | None:
    """Return the id of the account's story from which a touch was logged."""
    return transaction.connection.execute(
        select(story_account.c.id)
        .where(story_account.c.workspace == transaction.workspace, story_account.c.touch_id == touch_id)
        .limit(1)
    ).scalar_one_or_none()


def hide_story(transaction: Transaction, story_account_id: int, rep_id: int, now: datetime) -> None:
    """Keep a story from being shown to one person again."""
    known = select(story_account.c.id).where(
        story_account.c.workspace == transaction.workspace, story_account.c.id == story_account_id
    )
    if transaction.connection.execute(known).one_or_none() is None:
        return
    transaction.connection.execute(
        insert_into(transaction.connection, hidden_story)
        .values(workspace=transaction.workspace, story_account_id=story_account_id, rep_id=rep_id, at=now)
        .on_conflict_do_nothing(index_elements=["workspace", "story_account_id", "rep_id"])
    )


def unhide_story(transaction: Transaction, story_account_id: int, rep_id: int) -> None:
    """Let one person see a story again."""
    transaction.connection.execute(
        delete(hidden_story).where(
            hidden_story.c.workspace == transaction.workspace,
            hidden_story.c.story_account_id == story_account_id,
            hidden_story.c.rep_id == rep_id,
        )
    )


def has_stories_before(transaction: Transaction, before: datetime) -> bool:
    """Return whether there is an event that was first heard of before a moment."""
    oldest = select(func.min(story.c.seen_at)).where(story.c.workspace == transaction.workspace)
    first = transaction.connection.execute(oldest).scalar_one()
    return first is not None and first < before


def delete_stories_before(transaction: Transaction, before: datetime) -> int:
    """Delete the events last heard of before a moment and return how many; their addresses stay known."""
    heard_since = select(headline.c.story_id).where(
        headline.c.workspace == transaction.workspace, headline.c.seen_at >= before
    )
    return transaction.connection.execute(
        delete(story).where(
            story.c.workspace == transaction.workspace,
            story.c.seen_at < before,
            story.c.id.not_in(heard_since),
        )
    ).rowcount


def forget_feed_stories(transaction: Transaction, feed_id: int) -> int:
    """Forget what only this feed has told and nobody has used; returns how many events that was.

    Its headlines go with the feed itself.
    """
    others = select(headline.c.story_id).where(
        headline.c.workspace == transaction.workspace, headline.c.feed_id != feed_id
    )
    used = select(story_account.c.story_id).where(
        story_account.c.workspace == transaction.workspace, story_account.c.state != NewsState.OPEN.value
    )
    told = select(headline.c.story_id).where(
        headline.c.workspace == transaction.workspace, headline.c.feed_id == feed_id
    )
    return transaction.connection.execute(
        delete(story).where(
            story.c.workspace == transaction.workspace,
            story.c.id.in_(told),
            story.c.id.not_in(others),
            story.c.id.not_in(used),
        )
    ).rowcount


def _select_account_stories(transaction: Transaction, viewer: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            story_account.c.id,
            story_account.c.account_id,
            account.c.name.label("account"),
            story_account.c.match,
            story_account.c.state,
            story_account.c.rep_id,
            story_account.c.decided_at,
            story_account.c.touch_id,
            story_account.c.idea_id,
            story_account.c.excluded,
            hidden_story.c.rep_id.label("hidden_by"),
            story.c.id.label("story_id"),
            story.c.title,
            story.c.summary,
            story.c.link,
            story.c.source,
            story.c.reason,
            story.c.at,
        )
        .join_from(
            story_account,
            story,
            and_(
                story.c.workspace == story_account.c.workspace,
                story.c.id == story_account.c.story_id,
            ),
        )
        .join(
            account,
            and_(
                account.c.workspace == story_account.c.workspace,
                account.c.id == story_account.c.account_id,
            ),
        )
        .outerjoin(
            hidden_story,
            and_(
                hidden_story.c.workspace == story_account.c.workspace,
                hidden_story.c.story_account_id == story_account.c.id,
                hidden_story.c.rep_id == viewer,
            ),
        )
        .where(story_account.c.workspace == transaction.workspace)
    )


def _read_all(transaction: Transaction, rows: Sequence[AnyRow]) -> list[AccountStory]:
    sources = _count_sources(transaction, {row.story_id for row in rows})
    return [
        AccountStory(
            id=row.id,
            story=Story(
                title=row.title,
                summary=row.summary,
                link=row.link,
                source=row.source,
                reason=row.reason,
                at=row.at,
                id=row.story_id,
                sources=max(1, sources.get(row.story_id, 1)),
            ),
            account_id=row.account_id,
            account=row.account,
            match=row.match,
            state=NewsState(row.state),
            decided_by=row.rep_id,
            decided_at=row.decided_at,
            touch_id=row.touch_id,
            idea_id=row.idea_id,
            excluded=row.excluded,
            hidden=row.hidden_by is not None,
        )
        for row in rows
    ]


def _count_sources(transaction: Transaction, story_ids: Iterable[int]) -> dict[int, int]:
    rows = transaction.connection.execute(
        select(headline.c.story_id, func.count(headline.c.feed_id.distinct()).label("feeds"))
        .where(headline.c.workspace == transaction.workspace, headline.c.story_id.in_(list(story_ids)))
        .group_by(headline.c.story_id)
    )
    return {row.story_id: row.feeds for row in rows}
