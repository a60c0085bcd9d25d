"""The Home tab and its buttons."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.home_refreshing import HomeRefresher
from bot.messages.home import LOG, SEE_ALL, SNOOZE, TAKE, WAKE, compose_all_quiet
from bot.messages.touches import compose_touch_form
from bot.parsing.presses import read_days_press, read_number_press
from bot.surroundings import Surroundings
from jobs.accounts import snooze_own, take_back
from jobs.homes import note_home_opened
from jobs.nudges import read_outlook

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings, homes: HomeRefresher) -> None:
    """Show Home when it is opened, and answer its buttons."""

    @app.event("app_home_opened")
    @answered
    def show_home(ack: Ack, body: Json) -> None:
        ack()
        if body["event"].get("tab", "home") == "home":
            # Somebody new is met here, and asked once whether they want the weekly message.
            with around.visit(body) as visit:
                note_home_opened(visit.transaction, visit.rep, visit.now)
            homes.open(body["team_id"], body["event"]["user"])

    @app.action(LOG)
    @answered
    def open_form(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            account = visit.page.accounts.get(read_number_press(body))
            form = compose_touch_form(
                account=(account.id, account.name) if account else None,
                today=visit.today,
                remember={"home": True},
            )
        around.show_view(body, form)
        ack()

    @app.action(SNOOZE)
    @answered
    def snooze(ack: Ack, body: Json) -> None:
        account_id, days = read_days_press(body)
        with around.visit(body) as visit:
            # Handed over meanwhile, it stays as it is, and is gone from the Home shown next.
            snooze_own(visit.transaction, visit.rep, account_id, visit.today + days)
        ack()
        around.refresh_home_of(body)

    @app.action(WAKE)
    @answered
    def wake(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            snooze_own(visit.transaction, visit.rep, read_number_press(body), None)
        ack()
        around.refresh_home_of(body)

    @app.action(TAKE)
    @answered
    def take(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            take_back(visit.transaction, visit.rep, read_number_press(body))
        ack()
        around.refresh_home_of(body)

    @app.action(SEE_ALL)
    @answered
    def see_all(ack: Ack, body: Json) -> None:
        with around.look(body) as visit:
            outlook = read_outlook(visit.transaction, visit.rep, visit.today)
            view = compose_all_quiet(outlook.needing, visit.rep, visit.today)
        around.messenger_for(body).open_view(body["trigger_id"], view)
        ack()
