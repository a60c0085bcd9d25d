"""A workspace takes the bot out."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.surroundings import Surroundings
from jobs.departures import note_departure

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Forget the token of a workspace that took the bot out, or took its token back."""

    def depart(body: Json) -> None:
        told_at = datetime.fromtimestamp(body["event_time"], UTC)
        with around.claim(body, speaking=False) as transaction:
            note_departure(transaction, told_at, around.now())

    @app.event("app_uninstalled")
    @answered
    def note_uninstalled(ack: Ack, body: Json) -> None:
        depart(body)
        ack()

    @app.event("tokens_revoked")
    @answered
    def note_revoked(ack: Ack, body: Json) -> None:
        # Those of people are none of ours.
        if body["event"].get("tokens", {}).get("bot"):
            depart(body)
        ack()
