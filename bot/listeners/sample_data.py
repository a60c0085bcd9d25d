"""The buttons on Home by which sample data comes and goes."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.messages.sample_data import REMOVE, TRY
from bot.surroundings import Surroundings
from jobs.sample_data import clear_samples, try_samples

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer both buttons; Home, shown anew, says what has become of it."""

    @app.action(TRY)
    @answered
    def bring_samples(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            try_samples(visit.transaction, visit.rep, visit.now)
        ack()
        around.refresh_home_of(body)

    @app.action(REMOVE)
    @answered
    def take_samples_away(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            clear_samples(visit.transaction, visit.rep)
        ack()
        around.refresh_home_of(body)
