"""Every kind of message that waits in the queue, with the function that puts it into words."""

from collections.abc import Callable
from typing import Any

from bot.messages.blocks import Message
from bot.messages.brainstorms import compose_board
from bot.messages.consent import compose_welcome
from bot.messages.feeds import compose_feed_answer
from bot.messages.interruptions import compose_interruption
from bot.messages.news import compose_news_today
from bot.messages.team import compose_weekly_message

COMPOSERS: dict[str, Callable[[Any], Message]] = {
    "weekly-nudge": compose_weekly_message,
    "news-today": compose_news_today,
    "brainstorm": compose_board,
    "brainstorm-interrupted": compose_interruption,
    "feed-added": compose_feed_answer,
    "welcome": lambda facts: compose_welcome(facts["name"], facts["weekday"], facts["time"]),
}
