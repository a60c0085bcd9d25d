"""`/drumbeat away | back | start | stop | settings`, and what Slack tells about people."""

from collections.abc import Callable
from datetime import date
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.messages.blocks import MOST_OPTIONS, Message, option
from bot.messages.consent import compose_consented, compose_stopped, compose_stopped_view
from bot.messages.help import compose_answer, compose_help
from bot.messages.home import BACK, SETTINGS, TURN_OFF, TURN_ON
from bot.messages.people import AWAY_FORM, compose_away, compose_away_form, compose_back
from bot.messages.settings import COUNTRY_SEARCH, SETTINGS_FORM, compose_settings_form
from bot.messages.touches import compose_not_understood
from bot.parsing.family_words import guess_family_word
from bot.parsing.form_fields import (
    read_day_field,
    read_form_values,
    read_needed_choice,
    read_needed_day_field,
    read_time_field,
    read_weekday_field,
)
from bot.parsing.people import parse_return_day
from bot.parsing.presses import read_remembered, read_search
from bot.parsing.words import NotUnderstood, read_markup, wants_help
from bot.profiles import read_profile
from bot.surroundings import Surroundings, after_first_word, family_word, first_word
from jobs.holidays import describe_choice, list_choices, read_choice
from jobs.people import (
    recognise_people,
    set_away,
    set_consent,
    set_holidays,
    set_news_same_day,
    set_nudge_moment,
)
from jobs.rules.roles import may_see_team
from storage.records import Consent

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer what concerns a person's own settings."""
    register_words(app, around)
    register_forms(app, around)
    register_switches(app, around)

    @app.event("message")
    @answered
    def answer_message(ack: Ack, body: Json) -> None:
        ack()
        event = body["event"]
        if is_from_person(event):
            with around.claim(body):
                pass  # written down before anything is said: better no answer than two
            around.messenger_for(body).say(event["channel"], compose_answer())

    @app.event("user_change")
    @answered
    def note_change(ack: Ack, body: Json) -> None:
        profile = read_profile(body["event"]["user"], body["team_id"])
        with around.claim(body) as transaction:
            recognise_people(transaction, [profile])
        ack()


def register_words(app: App, around: Surroundings) -> None:
    @app.command("/drumbeat", matchers=[family_word("away")])
    @answered
    def away(ack: Ack, body: Json) -> None:
        form = None
        with around.visit(body) as visit:
            match parse_return_day(after_first_word(body), visit.today):
                case date() as until:
                    set_away(visit.transaction, visit.rep, until)
                    words = compose_away(until, visit.today)
                case NotUnderstood(hint):
                    words = compose_not_understood(hint, "")
                case None:
                    words = None
                    form = compose_away_form(visit.today, {"response_url": body["response_url"]})
        if form is not None:
            around.messenger_for(body).open_view(body["trigger_id"], form)
        if words is None:
            ack()
        else:
            answer_command(around, ack, body, words)

    @app.command("/drumbeat", matchers=[family_word("back")])
    @answered
    def back(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            set_away(visit.transaction, visit.rep, None)
        words = compose_back()
        answer_command(around, ack, body, words)

    @app.command("/drumbeat", matchers=[family_word("start")])
    @answered
    def start(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            next_day = set_consent(visit.transaction, visit.rep, Consent.YES, visit.now)
            words = compose_consented(
                visit.rep.nudge_weekday, f"{visit.rep.nudge_time:%H:%M}", next_day, visit.today
            )
        answer_command(around, ack, body, words)

    @app.command("/drumbeat", matchers=[family_word("stop")])
    @answered
    def stop(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            set_consent(visit.transaction, visit.rep, Consent.NO, visit.now)
        words = compose_stopped(leads=may_see_team(visit.rep))
        answer_command(around, ack, body, words)


def register_forms(app: App, around: Surroundings) -> None:
    @app.command("/drumbeat", matchers=[family_word("settings")])
    @app.action(SETTINGS)
    @answered
    def open_settings(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            form = compose_settings_form(visit.rep, visit.today, describe_choice(visit.rep))
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.options(COUNTRY_SEARCH)
    @answered
    def search_countries(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            found = list_choices(visit.rep, read_search(body))
        ack(options=[option(name, value) for name, value in found[:MOST_OPTIONS]])

    @app.view(SETTINGS_FORM)
    @answered
    def save_settings(ack: Ack, body: Json) -> None:
        values = read_form_values(body["view"])
        wanted = Consent.YES if read_needed_choice(values, "nudges") == "yes" else Consent.NO
        away_until = read_day_field(values, "away")
        country = read_needed_choice(values, "holidays")
        same_day = read_needed_choice(values, "news") == "today"
        weekday = read_weekday_field(values, "weekday")
        wall = read_time_field(values, "time")
        with around.visit(body) as visit:
            if away_until is not None and away_until <= visit.today:
                ack(response_action="errors", errors={"away": "Please choose a day after today."})
                return
            set_nudge_moment(
                visit.transaction,
                visit.rep,
                weekday=weekday,
                wall=wall,
            )
            set_consent(visit.transaction, visit.rep, wanted, visit.now)
            set_away(visit.transaction, visit.rep, away_until)
            set_holidays(visit.transaction, visit.rep, read_choice(country))
            set_news_same_day(visit.transaction, visit.rep, same_day=same_day)
        if wanted is Consent.NO and visit.rep.consent is not Consent.NO:
            ack(response_action="update", view=compose_stopped_view(leads=may_see_team(visit.rep)))
        else:
            ack()
        around.refresh_home_of(body)

    @app.view(AWAY_FORM)
    @answered
    def save_away(ack: Ack, body: Json) -> None:
        until = read_needed_day_field(read_form_values(body["view"]), "until")
        url = read_remembered(body["view"]).get("response_url")
        with around.visit(body) as visit:
            if until <= visit.today:
                ack(response_action="errors", errors={"until": "Please choose a day after today."})
                return
            set_away(visit.transaction, visit.rep, until)
            words = compose_away(until, visit.today)
        ack()
        if url:
            around.messenger_for(body).answer(url, words, replace=False)
        around.refresh_home_of(body)


def register_switches(app: App, around: Surroundings) -> None:
    def switch(action_id: str, consent: Consent) -> None:
        @app.action(action_id)
        @answered
        def turn(ack: Ack, body: Json) -> None:
            with around.visit(body) as visit:
                set_consent(visit.transaction, visit.rep, consent, visit.now)
            ack()
            around.refresh_home_of(body)

        del turn

    switch(TURN_ON, Consent.YES)
    switch(TURN_OFF, Consent.NO)

    @app.action(BACK)
    @answered
    def press_back(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            set_away(visit.transaction, visit.rep, None)
        ack()
        around.refresh_home_of(body)


def is_from_person(event: Json) -> bool:
    """Return whether somebody has written something new, and not the bot itself or an edit."""
    return event.get("channel_type") == "im" and not event.get("bot_id") and not event.get("subtype")


def answer_command(around: Surroundings, ack: Ack, body: Json, words: Message) -> None:
    """Answer where the command was typed; Home may show something else now."""
    ack(response_type="ephemeral", text=words.text, blocks=words.blocks)
    around.refresh_home_of(body)


def register_help(app: App, around: Surroundings) -> None:
    """Answer `/drumbeat help` and every word nobody else answers; comes last of all listeners."""

    @app.command("/drumbeat")
    @answered
    def explain(ack: Ack, body: Json) -> None:
        with around.look(body):
            pass  # somebody new is met, and asked once whether they want the weekly message
        typed = first_word(body)
        known = not typed or wants_help(typed)
        words = compose_help() if known else compose_help(read_markup(typed), guess_family_word(typed))
        ack(response_type="ephemeral", text=words.text, blocks=words.blocks)
