"""`/brainstorm` and its form, with which a brainstorm begins."""

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_bolt import App

from bot.admins import find_deadline, is_admin
from bot.channel_access import Access
from bot.channels import enter_channel_soon, list_members
from bot.failures import answered
from bot.messages.blocks import Message
from bot.messages.brainstorm_forms import (
    CHECK,
    FORM,
    QUESTION,
    OpeningWish,
    compose_begun_view,
    compose_blocked_view,
    compose_opening_form,
    explain_access,
    explain_may_not_open,
    explain_under_way,
    first_wish,
)
from bot.messages.brainstorm_library import compose_brainstorm_help, compose_library
from bot.messages.brainstorm_refusals import (
    compose_refusal,
    compose_refused_view,
    explain_may_open_not_told,
    explain_minutes,
)
from bot.parsing.brainstorms import TypedOpening, asks_for_library, read_opening, read_question_number
from bot.parsing.form_fields import read_form_values
from bot.parsing.presses import (
    read_asking_channel,
    read_option_press,
    read_pressed_view,
    read_remembered,
)
from bot.parsing.words import read_markup, wants_help
from bot.surroundings import Surroundings, Visit, after_first_word, family_word, read_sender
from jobs.brainstorms import (
    keep_members,
    open_brainstorm,
    recall_trade,
)
from jobs.idea_library import has_library, read_harvest, read_library
from jobs.rules.brainstorms import (
    TRADE,
    change_question,
    may_open_brainstorm,
    settle_question,
    word_question,
)
from jobs.rules.roles import may_see_team
from storage.brainstorm_records import Brainstorm, LibraryReader, NewBrainstorm
from storage.brainstorms import BrainstormOpenError, find_open_brainstorm

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Open the form, and begin."""

    @app.command("/brainstorm")
    @answered
    def brainstorm(ack: Ack, body: Json) -> None:
        answer_brainstorm(around, ack, body, body.get("text", ""))

    @app.command("/drumbeat", matchers=[family_word("brainstorm")])
    @answered
    def family_brainstorm(ack: Ack, body: Json) -> None:
        answer_brainstorm(around, ack, body, after_first_word(body))

    @app.action(QUESTION)
    @answered
    def offer_question(ack: Ack, body: Json) -> None:
        number = read_question_number(read_option_press(body))
        view = read_pressed_view(body)
        with around.look(body) as visit:
            reader = LibraryReader(visit.rep.id)
            harvest = read_harvest(visit.transaction, reader, visit.now)
            before = has_library(visit.transaction, reader)
            trade = recall_trade(visit.transaction, reader)
        wish = word_wish(read_opening(read_form_values(view)), read_remembered(view, "trade", "number"))
        form = compose_opening_form(
            OpeningWish(
                change_question(wish.question, number, wish.trade),
                wish.trade,
                wish.ideas_minutes,
                wish.choosing_minutes,
                wish.channel,
                number,
            ),
            harvest,
            has_library=before,
            last_trade=trade,
        )
        around.messenger_for(body).update_view(view["id"], form)
        ack()

    @app.view(FORM)
    @answered
    def begin(ack: Ack, body: Json) -> None:
        typed = read_opening(read_form_values(body["view"]))
        if typed.fields_without_minutes:
            ack(response_action="errors", errors=explain_minutes(typed.fields_without_minutes))
            return
        wish = word_wish(typed, read_remembered(body["view"], "trade", "number"))
        answer = begin_brainstorm(around, body, wish)
        match answer:
            case Brainstorm():
                ack()
                follow_beginning(around, body, answer)
            case str():
                ack(response_action="errors", errors={"channel": answer})
            case _:
                ack(response_action="update", view=answer)

    @app.action(CHECK)
    @answered
    def check_again(ack: Ack, body: Json) -> None:
        view = read_pressed_view(body)
        kept = read_remembered(view, "question", "ideas", "choosing", "channel")
        wish = OpeningWish(
            kept["question"],
            kept.get("trade", TRADE),
            ideas_minutes=kept["ideas"],
            choosing_minutes=kept["choosing"],
            channel=kept["channel"],
        )
        answer = begin_brainstorm(around, body, wish)
        match answer:
            case Brainstorm():
                shown = compose_begun_view(answer.channel)
            case str():
                shown = compose_refused_view(answer, wish)
            case _:
                shown = answer
        around.messenger_for(body).update_view(view["id"], shown)
        ack()
        if isinstance(answer, Brainstorm):
            follow_beginning(around, body, answer)


def answer_brainstorm(around: Surroundings, ack: Ack, body: Json, text: str) -> None:
    """Open the form for who may begin; show the library, or help, to everybody."""
    typed = read_markup(text)
    if wants_help(typed):
        words = compose_brainstorm_help()
    elif typed and asks_for_library(typed):
        with around.look(body) as visit:
            reader = LibraryReader(visit.rep.id, read_asking_channel(body))
            words = compose_library(read_library(visit.transaction, reader, visit.now), visit.today)
    else:
        answer = offer_form(around, body, typed)
        if not isinstance(answer, Message):
            around.messenger_for(body).open_view(body["trigger_id"], answer)
            ack()
            return
        words = answer
    ack(response_type="ephemeral", text=words.text, blocks=words.blocks)


def offer_form(around: Surroundings, body: Json, typed: str) -> Json | Message:
    """Return the form with which a brainstorm begins, or why somebody may not begin one."""
    deadline = find_deadline()
    with around.look(body) as visit:
        rep, managers = visit.rep, list_leading(visit)
    may_open = may_open_brainstorm(rep, admin=False) or is_admin(around, body, rep, deadline)
    if not may_open:
        return compose_refusal(
            explain_may_open_not_told() if may_open is None else explain_may_not_open(managers)
        )
    with around.look(body) as visit:
        # The form is theirs alone, wherever they type.
        reader = LibraryReader(rep.id)
        harvest = read_harvest(visit.transaction, reader, visit.now)
        before = has_library(visit.transaction, reader)
        trade = recall_trade(visit.transaction, reader)
    channel = str(body.get("channel_id", ""))
    wish = first_wish(channel if channel[:1] in "CG" else None, typed, trade)
    return compose_opening_form(wish, harvest, has_library=before, last_trade=trade)


def list_leading(visit: Visit) -> list[str]:
    return [rep.name for rep in visit.page.reps.values() if may_see_team(rep)]


def word_wish(typed: TypedOpening, remembered: Json) -> OpeningWish:
    """Return what somebody wants; an untouched question takes the trade as it was typed."""
    trade = typed.trade or remembered["trade"]
    first = OpeningWish("")
    return OpeningWish(
        settle_question(typed.question, remembered["trade"], trade),
        trade,
        typed.ideas_minutes or first.ideas_minutes,
        typed.choosing_minutes or first.choosing_minutes,
        typed.channel,
        remembered["number"],
    )


def begin_brainstorm(around: Surroundings, body: Json, wish: OpeningWish) -> Json | str | Brainstorm:
    """Begin in the channel, or return what is in the way, as a view or in a sentence beside the field.

    Slack wants its answer within three seconds, whatever it takes itself to say who asks and what channel
    that is; who is in the channel is asked afterwards.
    """
    deadline = find_deadline()
    messenger = around.messenger_for(body)
    channel = wish.channel or ""
    with around.look(body) as visit:
        rep, managers = visit.rep, list_leading(visit)
    # A form can be forged, and a role lost while it is open: so it is asked again.
    may_open = may_open_brainstorm(rep, admin=False) or is_admin(around, body, rep, deadline)
    if not may_open:
        return explain_may_open_not_told() if may_open is None else explain_may_not_open(managers)
    entered = enter_channel_soon(messenger.client, channel, deadline - time.monotonic())
    if entered.access is not Access.OPEN:
        return compose_blocked_view(explain_access(entered.access.value, channel), wish)
    with around.visit(body) as visit:
        new = NewBrainstorm(
            channel=channel,
            opened_by=rep.id,
            question=wish.question or word_question(0, wish.trade),
            ideas_minutes=wish.ideas_minutes,
            choosing_minutes=wish.choosing_minutes,
            opened_at=visit.now,
            ends_at=visit.now + timedelta(minutes=wish.ideas_minutes),
            private=entered.private,
        )
        try:
            return open_brainstorm(visit.transaction, new, (), visit.now, wish.trade, members_follow=True)
        except BrainstormOpenError:
            open_one = find_open_brainstorm(visit.transaction, channel)
            return explain_under_way(open_one.opener if open_one else "Somebody")


def follow_beginning(around: Surroundings, body: Json, begun: Brainstorm) -> None:
    """Show what has begun, and note who of its channel may choose; where Slack is silent, later."""
    speaker = around.find_speaker(read_sender(body)[0])
    around.refresh_board(speaker.workspace, begun.id)
    members = list_members(speaker.messenger.client, begun.channel)
    if members is not None:
        with around.books.transaction(speaker.workspace) as transaction:
            keep_members(transaction, begun.id, members)
