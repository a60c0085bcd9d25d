"""`/touch` and the buttons of its answers."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import answer_press
from bot.drafts import draft_touch
from bot.failures import answered
from bot.messages.blocks import Message
from bot.messages.help import compose_touch_help
from bot.messages.touches import (
    ABOUT_SALE,
    LOG_AGAIN,
    NOT_ABOUT_SALE,
    PICK,
    REDO,
    TAKE_OUT,
    UNDO,
    compose_account_unclear,
    compose_gone,
    compose_logged,
    compose_not_understood,
    compose_not_yours,
    compose_touch_form,
    compose_undone,
    describe_taken_out,
)
from bot.parsing.accounts import NoAccount, SimilarAccounts
from bot.parsing.presses import read_number_press, read_press
from bot.parsing.touches import (
    AccountUnclear,
    EmptyTouch,
    HelpWanted,
    NoteMissing,
    ParsedTouch,
    TouchDetails,
    TouchRequest,
    parse_details,
    parse_touch,
)
from bot.parsing.words import NotUnderstood, read_markup
from bot.surroundings import Surroundings, Visit, after_first_word, family_word
from jobs.places_added import list_places_added, take_places_out
from jobs.touches import NotYours, set_touch_kind, set_touch_undone
from storage.records import Account, Kind, Touch
from storage.touches import read_touch

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer `/touch`, `/drumbeat touch` and the buttons below their answers."""

    @app.command("/touch")
    @answered
    def touch(ack: Ack, body: Json) -> None:
        answer_typed(around, ack, body, body.get("text", ""))

    @app.command("/drumbeat", matchers=[family_word("touch")])
    @answered
    def family_touch(ack: Ack, body: Json) -> None:
        answer_typed(around, ack, body, after_first_word(body))

    @app.action(re.compile(rf"^{re.escape(PICK)}\.\d+$"))
    @answered
    def pick_account(ack: Ack, body: Json) -> None:
        picked = read_press(body, "account", "rest")
        with around.visit(body, claim=False) as visit:
            words = log_picked(visit, picked["account"], picked["rest"], body["trigger_id"])
        respond(around, ack, body, words)

    for action_id, undone in ((UNDO, True), (REDO, False)):
        app.action(action_id)(answered(_undoing(around, undone=undone)))

    @app.action(TAKE_OUT)
    @answered
    def take_out(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            words = take_out_places(visit, read_touch(visit.transaction, read_number_press(body)))
        respond(around, ack, body, words)

    for action_id, kind in ((ABOUT_SALE, Kind.SELLING), (NOT_ABOUT_SALE, Kind.ATTENTION)):
        app.action(action_id)(answered(_settling(around, kind)))

    @app.action(LOG_AGAIN)
    @answered
    def log_again(ack: Ack, body: Json) -> None:
        touch_id = read_number_press(body)
        with around.visit(body) as visit:
            touch = read_touch(visit.transaction, touch_id)
            # Two quick presses are one: the answer that then stands there has no such button.
            request = f"again:{touch_id}:{body.get('container', {}).get('message_ts')}"
            words = compose_gone() if touch is None else relog(visit, touch, request)
        respond(around, ack, body, words)


def answer_typed(around: Surroundings, ack: Ack, body: Json, text: str) -> None:
    """Log what was typed, or say what is missing; with no words about a contact the form opens."""
    # The touch keeps the trigger itself: one row less for everybody who waits for this answer.
    with around.visit(body, claim=False) as visit:
        parsed = parse_touch(text, visit.page.names, visit.today)
        words = answer_parsed(visit, parsed, text, body["trigger_id"])
        form = None if words else open_form_for(visit, parsed, body)
    if form is not None:
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()
        return
    if words is not None:
        ack(response_type="ephemeral", text=words.text, blocks=words.blocks)
    around.refresh_home_of(body)


def answer_parsed(visit: Visit, parsed: ParsedTouch, text: str, request: str) -> Message | None:
    """Do what was asked for and return the words; None asks for the form."""
    match parsed:
        case TouchRequest(account_id, _, details):
            return log_details(visit, visit.page.accounts[account_id], details, request)
        case AccountUnclear(found, _, _):
            candidates = () if isinstance(found, NoAccount) else found.candidates
            return compose_account_unclear(
                found.typed,
                [(each.account_id, each.name) for each in candidates],
                found.rest,
                alike=isinstance(found, SimilarAccounts),
            )
        case HelpWanted():
            return compose_touch_help()
        case NotUnderstood(hint):
            return compose_not_understood(hint, read_markup(text))
        case EmptyTouch() | NoteMissing():
            return None


def open_form_for(visit: Visit, parsed: ParsedTouch, body: Json) -> Json:
    """Return the form, with the account filled in where only that was typed."""
    account = (parsed.account_id, parsed.account_name) if isinstance(parsed, NoteMissing) else None
    draft = draft_touch(parsed.details)[0] if isinstance(parsed, NoteMissing) else None
    return compose_touch_form(
        account=account,
        draft=draft,
        today=visit.today,
        remember={"response_url": body["response_url"]},
    )


def log_details(visit: Visit, account: Account, details: TouchDetails, request: str) -> Message:
    draft, ask_kind = draft_touch(details)
    return compose_logged(visit.log(account, draft, ask_kind=ask_kind, request=request))


def log_picked(visit: Visit, account_id: int, rest: str, request: str) -> Message:
    """Log what was typed for the account that was then chosen."""
    account = visit.page.accounts.get(account_id)
    if account is None:
        return compose_gone()
    details = parse_details(rest, visit.today)
    if isinstance(details, NotUnderstood):
        return compose_not_understood(details.hint, f"{account.name} {rest}")
    if not details.note:
        return compose_not_understood("What happened? A few words will do.", account.name)
    return log_details(visit, account, details, request)


def relog(visit: Visit, touch: Touch, request: str) -> Message:
    """Log the same words a second time, because somebody says it did happen twice."""
    account = visit.page.accounts[touch.account_id]
    draft = visit.describe(touch, account).draft
    logged = visit.log(account, draft, request=request, even_if_same=True)
    return compose_logged(replace(logged, again=False))


def _undoing(around: Surroundings, *, undone: bool) -> Callable[..., None]:
    def set_undone(ack: Ack, body: Json) -> None:
        touch_id = read_number_press(body)
        with around.visit(body) as visit:
            changed = set_touch_undone(visit.transaction, visit.rep, touch_id, undone=undone, now=visit.now)
            words = describe_change(visit, changed)
        respond(around, ack, body, words)

    return set_undone


def _settling(around: Surroundings, kind: Kind) -> Callable[..., None]:
    def settle_kind(ack: Ack, body: Json) -> None:
        touch_id = read_number_press(body)
        with around.visit(body) as visit:
            words = describe_change(visit, set_touch_kind(visit.transaction, visit.rep, touch_id, kind))
        respond(around, ack, body, words)

    return settle_kind


def describe_change(visit: Visit, changed: Touch | NotYours | None) -> Message:
    """Return the words for a touch that was changed."""
    if changed is None:
        return compose_gone()
    if isinstance(changed, NotYours):
        return compose_not_yours(changed.touch.rep_name)
    account = visit.page.accounts[changed.account_id]
    if changed.undone:
        added = list_places_added(visit.transaction, changed)
        return compose_undone(account.name, changed.note, changed.id, added)
    return compose_logged(visit.settle(changed, account))


def take_out_places(visit: Visit, touch: Touch | None) -> Message:
    """Take the locations out that came with a touch which was taken back, and return its answer anew."""
    account = None if touch is None else visit.page.accounts.get(touch.account_id)
    if touch is None or account is None:
        return compose_gone()
    out = take_places_out(visit.transaction, visit.rep, touch)
    if not touch.undone:
        return compose_logged(visit.describe(touch, account))
    return compose_undone(account.name, touch.note, touch.id, notice=describe_taken_out(out))


def respond(around: Surroundings, ack: Ack, body: Json, words: Message) -> None:
    """Replace the answer whose button was pressed."""
    ack()
    answer_press(around, body, words, replace=True)
    around.refresh_home_of(body)
