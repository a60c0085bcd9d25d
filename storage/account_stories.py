"""What became of a story for an account, as each person is shown it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update

from storage.database import AnyRow, Transaction, hold_row, insert_into
from storage.feed_tables import feed
from storage.news_tables import headline, hidden_story, story, story_account
from storage.story_records import AccountStory, NewsState, Story
from storage.tables import account


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

    What was used, kept or about somebody else, or that person has hidden, is left out unless that was
    decided after `decided_since`: so long it can be taken back where it stood.
    """
    shown = or_(
        and_(story_account.c.state == NewsState.OPEN.value, hidden_story.c.rep_id.is_(None)),
        and_(story_account.c.state != NewsState.OPEN.value, story_account.c.decided_at > decided_since),
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
    """Return these, as they stand for one person, in the order asked for; what is gone is left out.

    So is what only removed feeds have told and nobody has used, here and wherever stories are listed.
    """
    rows = transaction.connection.execute(
        _select_account_stories(transaction, viewer).where(story_account.c.id.in_(list(ids)))
    ).all()
    found = {each.id: each for each in _read_all(transaction, rows)}
    return [found[each] for each in ids if each in found]


def hold_account_story(transaction: Transaction, story_account_id: int) -> None:
    """Keep others from settling a story until the transaction ends: two presses at once have one effect."""
    hold_row(transaction, story_account, story_account_id)


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


def _is_withdrawn(transaction: Transaction) -> ColumnElement[bool]:
    """Only removed feeds have told the story, and nobody has used it: put back, it shows again."""
    removed = select(feed.c.id).where(
        feed.c.workspace == transaction.workspace, feed.c.removed_at.is_not(None)
    )
    used = story_account.alias()
    used_by_somebody = (
        select(used.c.id)
        .where(
            used.c.workspace == story_account.c.workspace,
            used.c.story_id == story_account.c.story_id,
            used.c.state != NewsState.OPEN.value,
        )
        .correlate(story_account)
        .exists()
    )
    # Of each story by itself: what removed feeds have told in all is much more than is shown.
    return and_(
        removed.exists(),
        _is_told_by(headline.c.feed_id.in_(removed)),
        ~_is_told_by(headline.c.feed_id.not_in(removed)),
        ~used_by_somebody,
    )


def _is_told_by(feeds: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        select(headline.c.id)
        .where(
            headline.c.workspace == story_account.c.workspace,
            headline.c.story_id == story_account.c.story_id,
            feeds,
        )
        .correlate(story_account)
        .exists()
    )


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
        .where(
            story_account.c.workspace == transaction.workspace,
            ~_is_withdrawn(transaction),
        )
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
    """Count by address and by title: one source may be watched for several accounts, or by two addresses."""
    titled = func.coalesce(feed.c.title, feed.c.url)
    rows = transaction.connection.execute(
        select(
            headline.c.story_id,
            func.count(feed.c.url.distinct()).label("addresses"),
            func.count(titled.distinct()).label("titles"),
        )
        .join_from(
            headline,
            feed,
            and_(feed.c.workspace == headline.c.workspace, feed.c.id == headline.c.feed_id),
        )
        .where(
            headline.c.workspace == transaction.workspace,
            headline.c.story_id.in_(list(story_ids)),
            feed.c.removed_at.is_(None),
        )
        .group_by(headline.c.story_id)
    )
    return {row.story_id: min(row.addresses, row.titles) for row in rows}


def find_newest_stories(transaction: Transaction, account_ids: Iterable[int]) -> dict[int, datetime]:
    """Return when the newest story about each of these accounts was heard of, for those that have any."""
    rows = transaction.connection.execute(
        select(story_account.c.account_id, func.max(story.c.seen_at))
        .join(
            story, (story.c.workspace == story_account.c.workspace) & (story.c.id == story_account.c.story_id)
        )
        .where(
            story_account.c.workspace == transaction.workspace,
            story_account.c.account_id.in_(list(account_ids)),
            ~_is_withdrawn(transaction),
        )
        .group_by(story_account.c.account_id)
    )
    return {row[0]: row[1] for row in rows}
