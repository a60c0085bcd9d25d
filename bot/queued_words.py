"""Gathers what a queued message is about, as of now, and has it put into words."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from bot.messages.blocks import Message
from bot.messages.brainstorms import BoardFacts
from bot.messages.catalog import COMPOSERS
from bot.messages.feeds import FeedAnswerFacts
from bot.messages.news import NewsTodayFacts
from bot.messages.nudges import NudgeFacts
from jobs.brainstorm_posts import BRAINSTORM
from jobs.brainstorms import read_board
from jobs.news_messages import FEED_ADDED, NEWS_TODAY, read_told_feeds, read_told_stories
from jobs.nudges import KIND as WEEKLY_NUDGE
from jobs.promise_lines import read_promise_lines
from jobs.rules.feeds import name_subject
from jobs.rules.team import TeamReport
from storage.accounts import read_account
from storage.brainstorm_records import Phase
from storage.database import Transaction
from storage.feeds import read_feed
from storage.nudge_lines import list_lines
from storage.queue import read_message
from storage.records import QueuedMessage
from storage.samples import find_samples


def compose_queued(transaction: Transaction, message: QueuedMessage) -> Message:
    """Put a queued message into words, with everything in it as it stands now.

    A brainstorm's tells the time that was left when it was due. Raises LookupError where it is gone.
    """
    # Not the facts it was claimed with: they have been looked at again since.
    facts = (read_message(transaction, message.id) or message).facts
    match message.kind:
        case kind if kind == WEEKLY_NUDGE:
            return COMPOSERS[kind](gather_nudge(transaction, message.id, facts))
        case kind if kind == NEWS_TODAY:
            return COMPOSERS[kind](gather_news_today(transaction, message.id, facts))
        case kind if kind == FEED_ADDED:
            return COMPOSERS[kind](gather_feed_answer(transaction, facts))
        case kind if kind == BRAINSTORM:
            words = compose_brainstorm_post(transaction, message, message.due_at)
            if words is None:
                raise LookupError("The brainstorm of a message is gone.")
            return words
        case kind:
            return COMPOSERS[kind](facts)


def compose_brainstorm_post(reader: Transaction, message: QueuedMessage, now: datetime) -> Message | None:
    """Put a message of a brainstorm into words; None where the brainstorm is gone.

    It can be done before the transaction that announces it: it takes a dozen statements, and what has changed
    since is shown soon.
    """
    board = gather_board(reader, message.facts, now)
    return None if board is None else COMPOSERS[BRAINSTORM](board)


def gather_nudge(transaction: Transaction, message_id: int, facts: Mapping[str, Any]) -> NudgeFacts:
    """Return what a weekly nudge is about, each line as it stands now."""
    team = facts.get("team")
    today = date.fromisoformat(facts["day"])
    lines = list_lines(transaction, message_id)
    return NudgeFacts(
        name=facts["name"],
        today=today,
        lines=lines,
        promises=read_promise_lines(
            transaction, facts.get("rep") or 0, [each.account_id for each in lines], facts, today
        ),
        more=facts["more"],
        rep_id=facts.get("rep"),
        team=None if team is None else TeamReport.from_json(team),
        news=read_told_stories(transaction, facts),
        broken=read_told_feeds(transaction, facts),
        message_id=message_id,
        samples=bool(find_samples(transaction, [each.account_id for each in lines])),
    )


def gather_news_today(transaction: Transaction, message_id: int, facts: Mapping[str, Any]) -> NewsTodayFacts:
    """Return what the message on the day itself is about."""
    return NewsTodayFacts(
        today=date.fromisoformat(facts["day"]),
        stories=read_told_stories(transaction, facts),
        rep_id=facts["rep"],
        message_id=message_id,
    )


def gather_board(transaction: Transaction, facts: Mapping[str, Any], now: datetime) -> BoardFacts | None:
    """Return what a brainstorm's message shows at the moment at which it goes out; None where it is gone."""
    board = read_board(transaction, facts["brainstorm"], now)
    return None if board is None else BoardFacts(board, Phase(facts["post"]))


def gather_feed_answer(transaction: Transaction, facts: Mapping[str, Any]) -> FeedAnswerFacts:
    """Return what the first look at a feed has found."""
    feed = read_feed(transaction, facts["feed"])
    account = None if feed is None else read_account(transaction, feed.account_id or 0)
    about = "" if feed is None else name_subject(feed, {account.id: account} if account else {})
    return FeedAnswerFacts(feed, about)
