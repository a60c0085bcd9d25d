"""The buttons of the weekly nudge and of the welcome."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import answer_press
from bot.failures import answered
from bot.messages.blocks import Message
from bot.messages.consent import SAY_NO, SAY_YES, compose_consented, compose_declined
from bot.messages.nudges import (
    AWAY,
    LOG,
    NOT_MINE,
    PICK_A_DATE,
    SNOOZE,
    SNOOZE_FORM,
    UNDO,
    compose_already_decided,
    compose_decided,
    compose_not_yours_to_give,
    compose_snooze_form,
    explain_not_yours,
)
from bot.messages.people import compose_away_form
from bot.messages.touches import compose_gone, compose_places_left, compose_touch_form
from bot.nudge_rewriting import rewrite_nudge
from bot.parsing.form_fields import read_form_values, read_needed_day_field
from bot.parsing.presses import (
    read_days,
    read_menu_press,
    read_number_press,
    read_remembered,
)
from bot.surroundings import Surroundings, Visit
from jobs.accounts import reopen_line, settle_line_not_mine, settle_line_snoozed
from jobs.people import set_consent
from jobs.places_added import list_places_added
from jobs.promise_lines import find_line_of
from jobs.rules.nudges import LineFacts
from jobs.rules.roles import may_see_team
from jobs.rules.weeks import local_day
from jobs.touches import set_touch_undone
from storage.nudge_lines import read_line
from storage.records import Consent, LineState, NudgeLine, Touch

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer the buttons of nudges and of the welcome."""

    @app.action(LOG)
    @answered
    def open_form(ack: Ack, body: Json) -> None:
        form = None
        with around.visit(body) as visit:
            line, words = find_open_line(visit, read_number_press(body))
            if line is not None:
                facts = LineFacts.from_json(line.facts)
                form = compose_touch_form(
                    account=(line.account_id, facts.account),
                    today=visit.today,
                    remember={"line": line.id, "message": line.message_id},
                )
        if form is not None:
            around.messenger_for(body).open_view(body["trigger_id"], form)
        finish(around, ack, body, line, words)

    @app.action(SNOOZE)
    @answered
    def snooze(ack: Ack, body: Json) -> None:
        line_id, chosen = read_menu_press(body)
        days = None if chosen == PICK_A_DATE else read_days(chosen)
        form = None
        with around.visit(body) as visit:
            line, words = find_open_line(visit, line_id)
            if line is not None and days is None:
                account = LineFacts.from_json(line.facts).account
                form = compose_snooze_form(line.id, account, visit.today, {"message": line.message_id})
            elif line is not None and days is not None:
                until = visit.today + days
                if not settle_line_snoozed(visit.transaction, visit.rep, line, until, visit.now):
                    words = compose_not_yours_to_give(LineFacts.from_json(line.facts).account, undoing=False)
        if form is not None:
            around.messenger_for(body).open_view(body["trigger_id"], form)
        finish(around, ack, body, line, words)

    @app.view(SNOOZE_FORM)
    @answered
    def snooze_until(ack: Ack, body: Json) -> None:
        remembered = read_remembered(body["view"], "line", "message")
        until = read_needed_day_field(read_form_values(body["view"]), "until")
        with around.visit(body) as visit:
            if until <= visit.today:
                ack(response_action="errors", errors={"until": "Please choose a day after today."})
                return
            line, _ = find_open_line(visit, remembered["line"])
            if line is not None and not settle_line_snoozed(
                visit.transaction, visit.rep, line, until, visit.now
            ):
                account = LineFacts.from_json(line.facts).account
                ack(response_action="errors", errors={"until": explain_not_yours(account)})
                return
        ack()
        rewrite_nudge(around, body, remembered["message"])

    @app.action(NOT_MINE)
    @answered
    def not_mine(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            line, words = find_open_line(visit, read_number_press(body))
            if line is not None and not settle_line_not_mine(visit.transaction, visit.rep, line, visit.now):
                words = compose_not_yours_to_give(LineFacts.from_json(line.facts).account, undoing=False)
        finish(around, ack, body, line, words)

    @app.action(UNDO)
    @answered
    def undo(ack: Ack, body: Json) -> None:
        words = None
        with around.visit(body) as visit:
            line = find_line_of(visit.transaction, visit.rep, read_number_press(body))
            if line is not None:
                line = reopen_line(visit.transaction, visit.rep, line.id)
            if line is None:
                words = compose_gone()
            elif line.state is LineState.LOGGED and line.touch_id is not None:
                undone = set_touch_undone(
                    visit.transaction, visit.rep, line.touch_id, undone=True, now=visit.now
                )
                added = list_places_added(visit.transaction, undone) if isinstance(undone, Touch) else ()
                words = compose_places_left(added, line.touch_id) if added else None
            elif line.state in (LineState.NOT_MINE, LineState.SNOOZED):
                words = compose_not_yours_to_give(LineFacts.from_json(line.facts).account, undoing=True)
        finish(around, ack, body, line, words)

    @app.action(AWAY)
    @answered
    def open_away_form(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            form = compose_away_form(visit.today, {"response_url": body.get("response_url")})
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.action(SAY_YES)
    @answered
    def say_yes(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            next_day = set_consent(visit.transaction, visit.rep, Consent.YES, visit.now)
            words = compose_consented(
                visit.rep.nudge_weekday, f"{visit.rep.nudge_time:%H:%M}", next_day, visit.today
            )
        conclude_welcome(around, ack, body, words)

    @app.action(SAY_NO)
    @answered
    def say_no(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            set_consent(visit.transaction, visit.rep, Consent.NO, visit.now)
        conclude_welcome(around, ack, body, compose_declined(leads=may_see_team(visit.rep)))


def find_open_line(visit: Visit, line_id: int) -> tuple[NudgeLine | None, Message | None]:
    """Return the line if it still waits for an answer, else the kind words for a second press."""
    line = find_line_of(visit.transaction, visit.rep, line_id)
    if line is None:
        return None, compose_gone()
    if line.state is LineState.OPEN:
        return line, None
    decided_on = local_day(line.decided_at or visit.now, visit.rep.zone)
    return None, compose_already_decided(line, LineFacts.from_json(line.facts), visit.today, decided_on)


def finish(around: Surroundings, ack: Ack, body: Json, line: NudgeLine | None, words: Message | None) -> None:
    """Rewrite the nudge, or say beside it why nothing changed, or what did where it can't be rewritten."""
    ack()
    if line is not None and not rewrite_nudge(around, body, line.message_id) and words is None:
        words = describe_now(around, body, line.id)
    if words is not None:
        answer_press(around, body, words, replace=False)
    around.refresh_home_of(body)


def describe_now(around: Surroundings, body: Json, line_id: int) -> Message:
    with around.visit(body) as visit:
        line = read_line(visit.transaction, line_id)
        if line is None:
            return compose_gone()
        return compose_decided(line, LineFacts.from_json(line.facts), visit.today)


def conclude_welcome(around: Surroundings, ack: Ack, body: Json, words: Message) -> None:
    ack()
    message = body.get("container", {})
    channel, ts = message.get("channel_id", ""), message.get("message_ts", "")
    if not around.messenger_for(body).rewrite(channel, ts, words):
        answer_press(around, body, words, replace=False)
    around.refresh_home_of(body)
