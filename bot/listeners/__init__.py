"""Slack in: each listener reads, asks and answers; the rules are elsewhere."""

from slack_bolt import App

from bot.home_refreshing import HomeRefresher
from bot.listeners import (
    account_cards,
    account_ideas,
    accounts,
    brainstorm_ideas,
    brainstorms,
    choices,
    commitments,
    departures,
    feeds,
    fulfilments,
    handovers,
    home,
    idea_library,
    ideas,
    managers,
    news,
    nudges,
    own_ideas,
    people,
    promise_lines,
    quiet,
    sample_data,
    steering,
    touch_forms,
    touches,
)
from bot.surroundings import Surroundings


def register(app: App, around: Surroundings, homes: HomeRefresher) -> None:
    """Register every listener of the bot; the order is that of the list."""
    touches.register(app, around)
    touch_forms.register(app, around)
    accounts.register(app, around)
    account_cards.register(app, around)
    ideas.register(app, around)
    quiet.register(app, around)
    nudges.register(app, around)
    promise_lines.register(app, around)
    news.register(app, around)
    feeds.register(app, around)
    people.register(app, around)
    managers.register(app, around)
    brainstorms.register(app, around)
    steering.register(app, around)
    brainstorm_ideas.register(app, around)
    own_ideas.register(app, around)
    choices.register(app, around)
    idea_library.register(app, around)
    commitments.register(app, around)
    fulfilments.register(app, around)
    account_ideas.register(app, around)
    handovers.register(app, around)
    home.register(app, around, homes)
    sample_data.register(app, around)
    departures.register(app, around)
    people.register_help(app, around)
