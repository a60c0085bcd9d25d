"""What people are told of the news: in the weekly message, on the day itself, and after adding a feed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from jobs.holidays import list_days_off_of
from jobs.rules.feeds import (
    ANSWERED_FOR,
    BROKEN_AFTER,
    WatchedFeed,
    find_feed_keepers,
    is_broken,
    is_left_alone,
    is_looked_at,
    watch_feeds,
)
from jobs.rules.news import (
    FRESH,
    UNDO_FOR,
    NewsOutlook,
    choose_for_home,
    choose_news,
    may_hear_today,
    set_in_zone,
)
from jobs.rules.weeks import local_day
from storage.account_stories import list_account_stories, list_account_stories_by_id
from storage.accounts import list_accounts_by_id, list_accounts_of
from storage.database import Database, Transaction
from storage.feed_health import count_feeds, list_failing_feeds
from storage.feed_requests import FeedRequest, forget_feed_requests, list_feed_requests
from storage.feeds import list_feeds_by_id, mark_feeds_told, read_feed
from storage.news_records import Feed
from storage.queue import change_facts, enqueue, list_known_keys, list_sent, list_waiting, read_message
from storage.records import Account, NewMessage, QueuedMessage, Rep, Tier
from storage.reps import find_rep_by_slack_id, list_reps, read_rep
from storage.story_records import AccountStory

WEEKLY_NUDGE = "weekly-nudge"
NEWS_TODAY = "news-today"
FEED_ADDED = "feed-added"
REMEMBERED = 26
"""Messages in which something may have been told before."""
ANSWER_USEFUL = timedelta(days=1)
TODAY_USEFUL = timedelta(hours=4)


def read_news_outlook(transaction: Transaction, rep: Rep, now: datetime, most: int) -> NewsOutlook:
    """Return the news on a person's own accounts, the best first."""
    accounts = {each.id: each for each in list_accounts_of(transaction, rep.id)}
    stories = list_account_stories(
        transaction, list(accounts), rep.id, now - FRESH, decided_since=now - UNDO_FOR
    )
    return NewsOutlook(
        tuple(choose_for_home(set_in_zone(stories, rep.zone), accounts, most=most)),
        tuple(list_broken_feeds(transaction, rep, now)),
        count_feeds(transaction),
    )


def list_broken_feeds(
    transaction: Transaction, rep: Rep, now: datetime, *, untold: bool = False
) -> list[WatchedFeed]:
    """Return the feeds that have failed for days and are this person's to mend."""
    failing = list_failing_feeds(transaction, now - BROKEN_AFTER)
    if not failing:
        return []
    accounts = _read_accounts_of(transaction, failing)
    reps = {each.id: each for each in list_reps(transaction)}
    return watch_feeds(
        (
            each
            for each in failing
            if not (untold and each.told_at is not None)
            and rep.id in find_feed_keepers(each, accounts.get(each.account_id or 0), reps)
        ),
        accounts,
        rep,
    )


def _read_accounts_of(transaction: Transaction, feeds: Sequence[Feed]) -> Mapping[int, Account]:
    ids = {each.account_id for each in feeds if each.account_id is not None}
    return {each.id: each for each in list_accounts_by_id(transaction, ids)}


def plan_weekly_news(
    transaction: Transaction, rep: Rep, now: datetime, named: Collection[int]
) -> dict[str, list[int]]:
    """Return what the weekly message tells of the news: ids of stories and of broken feeds."""
    accounts = {each.id: each for each in list_accounts_of(transaction, rep.id)}
    stories = list_account_stories(transaction, list(accounts), rep.id, now - FRESH, decided_since=now)
    told = list_told(transaction, rep) | list_about_to_be_told(transaction, rep) if stories else ()
    chosen = choose_news(stories, accounts, named=named, told=told)
    broken = list_broken_feeds(transaction, rep, now, untold=True)
    return {"news": [each.id for each in chosen], "feeds": [each.feed.id for each in broken]}


def list_told(transaction: Transaction, rep: Rep) -> set[int]:
    """Return the ids of what a person has been told by messages that really went out."""
    sent = [
        message
        for kind in (WEEKLY_NUDGE, NEWS_TODAY)
        for message in list_sent(transaction, rep.slack_id or "", kind, REMEMBERED)
    ]
    return {each for message in sent for each in message.facts.get("news", ())}


def list_about_to_be_told(transaction: Transaction, rep: Rep) -> set[int]:
    """Return the ids of what stands in messages that wait to go out to a person."""
    waiting = [
        message
        for kind in (WEEKLY_NUDGE, NEWS_TODAY)
        for message in list_waiting(transaction, rep.slack_id or "", kind)
    ]
    return {each for message in waiting for each in message.facts.get("news", ())}


def refresh_weekly_news(
    transaction: Transaction, facts: Mapping[str, Any], rep: Rep, now: datetime
) -> dict[str, list[int]]:
    """Look at the news of a weekly message again before it goes out: what still holds stays in it."""
    stories = list_account_stories_by_id(transaction, facts.get("news", ()), rep.id)
    own = {each.id for each in list_accounts_by_id(transaction, {story.account_id for story in stories})
           if each.rep_id == rep.id}  # fmt: skip
    told = list_told(transaction, rep) if stories else ()
    kept = [each.id for each in stories if each.is_open and each.account_id in own and each.id not in told]
    feeds = list_feeds_by_id(transaction, facts.get("feeds", ()))
    broken = [each.id for each in feeds if is_broken(each, now)]
    return {"news": kept, "feeds": broken}


def note_told_feeds(transaction: Transaction, message: QueuedMessage, now: datetime) -> None:
    """Note, when a weekly message has arrived, that the broken feeds it names are told."""
    # Not the facts it was claimed with: they have been looked at again since.
    facts = (read_message(transaction, message.id) or message).facts
    feeds = list_feeds_by_id(transaction, facts.get("feeds", ()))
    mark_feeds_told(transaction, [each.id for each in feeds if is_broken(each, now)], now)


def read_told_stories(transaction: Transaction, facts: Mapping[str, Any]) -> Sequence[AccountStory]:
    """Return the stories that a message tells, as they stand now for whom it was sent to."""
    rep = read_rep(transaction, facts.get("rep") or 0)
    if rep is None:
        return []
    stories = list_account_stories_by_id(transaction, facts.get("news", ()), rep.id)
    return set_in_zone(stories, rep.zone)


def read_told_feeds(transaction: Transaction, facts: Mapping[str, Any]) -> Sequence[WatchedFeed]:
    """Return the broken feeds that a message names; what was removed meanwhile is left out."""
    feeds = list_feeds_by_id(transaction, facts.get("feeds", ()))
    rep = read_rep(transaction, facts.get("rep") or 0)
    return [] if rep is None else watch_feeds(feeds, _read_accounts_of(transaction, feeds), rep)


def plan_news_today(transaction: Transaction, now: datetime) -> list[NewMessage]:
    """Return what those who asked for it hear on the day itself: of their A accounts, at most once a week."""
    planned: list[NewMessage] = []
    for rep in list_reps(transaction):
        if not rep.news_same_day:
            continue
        today = local_day(now, rep.zone)
        if not may_hear_today(rep, now, list_days_off_of(rep, today)):
            continue
        key = name_news_today(rep, now)
        if list_known_keys(transaction, [key]):
            continue
        accounts = {each.id: each for each in list_accounts_of(transaction, rep.id) if each.tier is Tier.A}
        stories = list_account_stories(
            transaction, list(accounts), rep.id, now - timedelta(days=1), decided_since=now
        )
        if not stories:
            continue
        told = list_told(transaction, rep) | list_about_to_be_told(transaction, rep)
        chosen = choose_news(stories, accounts, told=told, most=1)
        if not chosen:
            continue
        message = NewMessage(
            key=key,
            kind=NEWS_TODAY,
            recipient=rep.slack_id or "",
            facts={"rep": rep.id, "day": today.isoformat(), "news": [chosen[0].id]},
            due_at=now,
            useful_until=now + TODAY_USEFUL,
        )
        planned.append(message)
    return planned


def name_news_today(rep: Rep, now: datetime) -> str:
    """Return the key of the one message on the day itself that a person may get in a week."""
    year, week, _ = local_day(now, rep.zone).isocalendar()
    return f"{NEWS_TODAY}:{rep.slack_id}:{year}-W{week:02}"


def refresh_news_today(transaction: Transaction, message: QueuedMessage, now: datetime) -> bool:
    """Return whether a person may still be told, and whether it is still news to them."""
    rep = find_rep_by_slack_id(transaction, message.recipient)
    if rep is None or not may_hear_today(rep, now, list_days_off_of(rep, local_day(now, rep.zone))):
        return False
    kept = refresh_weekly_news(transaction, message.facts, rep, now)["news"]
    change_facts(transaction, message.id, {**message.facts, "news": kept})
    return bool(kept)


def plan_feed_answers(transaction: Transaction, now: datetime) -> dict[FeedRequest, NewMessage | None]:
    """Return what those who gave feeds their addresses are told; None where nobody is to be told any more.

    Whose feed has not been asked within a day, because its server wants to be left alone, hears just that.
    """
    planned: dict[FeedRequest, NewMessage | None] = {}
    for request in list_feed_requests(transaction):
        feed = read_feed(transaction, request.feed_id)
        rep = read_rep(transaction, request.rep_id)
        if feed is None or rep is None or rep.slack_id is None:
            planned[request] = None
            continue
        is_looked = is_looked_at(feed, request.at)
        is_late = now - request.at > ANSWERED_FOR
        if is_late and (is_looked or not is_left_alone(feed, now)):
            planned[request] = None
        elif is_late or is_looked:
            planned[request] = NewMessage(
                key=f"{FEED_ADDED}:{feed.id}:{request.at.isoformat()}",
                kind=FEED_ADDED,
                recipient=rep.slack_id,
                facts={"feed": feed.id},
                due_at=now,
                useful_until=now + ANSWER_USEFUL,
            )
    return planned


def refresh_feed_answer(transaction: Transaction, message: QueuedMessage, _now: datetime) -> bool:
    """Return whether the feed is still there."""
    return read_feed(transaction, message.facts["feed"]) is not None


def queue_news_messages(books: Database, workspace: int, now: datetime) -> int:
    """Queue everything that is to be told after feeds were polled; returns how many messages were new.

    Whether there is anything is looked up without holding up those who log touches meanwhile.
    """
    with books.reading(workspace) as reader:
        answers = plan_feed_answers(reader, now)
        news = plan_news_today(reader, now)
    if not answers and not news:
        return 0
    waiting = [*(each for each in answers.values() if each is not None), *news]
    with books.transaction(workspace) as transaction:
        forget_feed_requests(transaction, answers)
        return sum(enqueue(transaction, message) is not None for message in waiting)
