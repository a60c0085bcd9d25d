"""The form for a touch: opened from many places, logged or corrected in one."""

from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import answer_press, rewrite_answer
from bot.drafts import LONGEST_NEW_NAME, NEW_ACCOUNT, FilledForm, draft_touch, read_touch_form
from bot.failures import answered
from bot.messages.blocks import MOST_OPTIONS, Message, option
from bot.messages.fulfilments import compose_logged_view, compose_offers_view
from bot.messages.sample_data import explain_other_kind
from bot.messages.touches import (
    ACCOUNT_SEARCH,
    CORRECTION,
    EDIT,
    FIX,
    FORM,
    OPEN_FORM,
    compose_correction_form,
    compose_gone,
    compose_logged,
    compose_not_yours,
    compose_touch_form,
    compose_undone,
)
from bot.nudge_rewriting import rewrite_nudge
from bot.parsing.form_fields import read_form_values, read_typed_field
from bot.parsing.presses import (
    read_number_press,
    read_remembered,
    read_search,
    read_text_press,
)
from bot.parsing.touches import AccountUnclear, NoteMissing, TouchRequest, parse_touch
from bot.parsing.words import NotUnderstood, read_markup
from bot.surroundings import Surroundings, Visit
from jobs.accounts import settle_line_logged
from jobs.commitments import list_places_added
from jobs.rules.sample_data import is_sample
from jobs.touches import NotYours, OtherKind, correct_touch, is_touch_of_sample
from storage.accounts import AccountNameTakenError, add_account, find_account_by_name
from storage.names import fold
from storage.records import Account, Touch
from storage.touches import read_touch

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Open the form, look accounts up for it, and take what was entered."""

    @app.action(OPEN_FORM)
    @app.shortcut("log_touch")
    @answered
    def open_form(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            form = compose_touch_form(today=visit.today, remember=remember_place(body))
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.shortcut("log_message")
    @answered
    def open_form_for_message(ack: Ack, body: Json) -> None:
        text = read_markup(body["message"].get("text", ""))
        with around.visit(body) as visit:
            parsed = parse_touch(text, visit.page.names, visit.today)
            known = isinstance(parsed, TouchRequest | NoteMissing)
            form = compose_touch_form(
                account=(parsed.account_id, parsed.account_name) if known else None,
                note=parsed.details.note or text if known else text,
                today=visit.today,
                remember=remember_place(body),
            )
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.action(EDIT)
    @answered
    def open_edit_form(ack: Ack, body: Json) -> None:
        touch_id = read_number_press(body)
        with around.visit(body) as visit:
            touch = read_touch(visit.transaction, touch_id)
            form = None if touch is None else compose_edit_form(visit, touch, remember_place(body))
        ack()
        if form is None:
            answer_press(around, body, compose_gone(), replace=True)
        else:
            around.messenger_for(body).open_view(body["trigger_id"], form)

    @app.action(FIX)
    @answered
    def open_correction(ack: Ack, body: Json) -> None:
        text = read_text_press(body)
        around.messenger_for(body).open_view(
            body["trigger_id"], compose_correction_form(text, None, remember_place(body))
        )
        ack()

    @app.options(ACCOUNT_SEARCH)
    @answered
    def search_accounts(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            edited = read_remembered(body.get("view") or {}).get("touch")
            ack(options=list_account_options(visit, read_search(body), edited=edited))

    @app.view(FORM)
    @answered
    def take_form(ack: Ack, body: Json) -> None:
        remembered = read_remembered(body["view"])
        with around.visit(body) as visit:
            filled = read_touch_form(read_form_values(body["view"]), visit.today)
            saved = filled if isinstance(filled, dict) else save_form(visit, filled, remembered)
        if isinstance(saved, dict):
            ack(response_action="errors", errors=saved)
            return
        finish_form(around, ack, body, remembered, saved)

    @app.view(CORRECTION)
    @answered
    def take_correction(ack: Ack, body: Json) -> None:
        remembered = read_remembered(body["view"])
        text = read_typed_field(read_form_values(body["view"]), "line")
        with around.visit(body) as visit:
            parsed = parse_touch(text, visit.page.names, visit.today)
            saved = None
            if isinstance(parsed, TouchRequest):
                draft, ask_kind = draft_touch(parsed.details)
                account = visit.page.accounts[parsed.account_id]
                saved = compose_logged(visit.log(account, draft, ask_kind=ask_kind))
        if saved is None:
            ack(response_action="errors", errors={"line": explain_correction(parsed)})
            return
        finish_form(around, ack, body, remembered, saved)


def remember_place(body: Json) -> Json:
    """Return what the form needs to know of where it was opened, so that the answer comes back there."""
    if url := body.get("response_url"):
        # Only an answer of ours may be rewritten; a message of somebody else's is left alone.
        return {"response_url": url, "replace": body.get("type") == "block_actions"}
    return {"home": body.get("container", {}).get("type") == "view"}


def compose_edit_form(visit: Visit, touch: Touch, place: Json) -> Json:
    account = visit.page.accounts[touch.account_id]
    return compose_touch_form(
        account=(account.id, account.name),
        draft=visit.describe(touch, account).draft,
        today=visit.today,
        remember={**place, "touch": touch.id},
        editing=True,
    )


def list_account_options(visit: Visit, typed: str, *, edited: int | None = None) -> list[Json]:
    """Return the accounts that contain the typed words, the person's own first, and the offer to add one.

    For a touch that is edited those of its own kind: clients, or samples.
    """
    wanted = fold(typed)
    mine_first = visit.page.search_accounts(typed, visit.rep.id)
    of_sample = edited is not None and is_touch_of_sample(visit.transaction, edited)
    if edited is not None:
        mine_first = [each for each in mine_first if is_sample(each) == of_sample]
    options = [option(account.name, str(account.id)) for account in mine_first[: MOST_OPTIONS - 1]]
    named = {fold(name) for account in mine_first for name in (account.name, *account.aliases)}
    if typed and wanted not in named and not of_sample:
        options.append(option(f"Add “{typed}”", f"{NEW_ACCOUNT}{typed[:LONGEST_NEW_NAME]}"))
    return options


def save_form(visit: Visit, filled: FilledForm, remembered: Json) -> Message | Json:
    """Log or correct what was entered; returns the words, or what is wrong with a field."""
    adds_client = filled.account_id is None
    if adds_client and "touch" in remembered and is_touch_of_sample(visit.transaction, remembered["touch"]):
        # Said before the client is added, who would stay.
        return {"account": explain_other_kind(of_sample=True)}
    account = find_or_add_account(visit, filled)
    if account is None:
        return {"account": "I can't find this account any more. Please choose another."}
    if "touch" in remembered:
        changed = correct_touch(
            visit.transaction, visit.rep, remembered["touch"], filled.draft, visit.now, account_id=account.id
        )
        if changed is None:
            return compose_gone()
        if isinstance(changed, NotYours):
            return compose_not_yours(changed.touch.rep_name)
        if isinstance(changed, OtherKind):
            return {"account": explain_other_kind(of_sample=changed.of_sample)}
        if changed.undone:
            added = list_places_added(visit.transaction, changed)
            return compose_undone(account.name, changed.note, changed.id, added)
        return compose_logged(visit.settle(changed, account))
    logged = visit.log(account, filled.draft)
    if "line" in remembered and not settle_line_logged(
        visit.transaction,
        remembered["line"],
        account.id,
        logged.touch_id,
        note=filled.draft.note,
        now=visit.now,
    ):
        # The nudge has nothing to show for it, so the form has to say it.
        del remembered["line"]
    return compose_logged(logged)


def find_or_add_account(visit: Visit, filled: FilledForm) -> Account | None:
    if filled.account_id is not None:
        return visit.page.accounts.get(filled.account_id)
    name = filled.new_account or ""
    try:
        return add_account(visit.transaction, name, added_on=visit.today, rep_id=visit.rep.id)
    except AccountNameTakenError:
        return find_account_by_name(visit.transaction, name)  # somebody added it a moment ago


def explain_correction(parsed: object) -> str:
    """Return, in one sentence, why a corrected line can't be logged yet."""
    match parsed:
        case NotUnderstood(hint):
            return hint
        case AccountUnclear(found, _, _):
            names = " or ".join(each.name for each in getattr(found, "candidates", ())[:3])
            return f"I don't know “{found.typed}”." + (f" Did you mean {names}?" if names else "")
        case _:
            return "The account first, then what happened: Acme visited store."


def finish_form(around: Surroundings, ack: Ack, body: Json, remembered: Json, words: Message) -> None:
    """Close the form and say what came of it where it was opened."""
    if "response_url" in remembered:
        rewrite_answer(around, body, remembered)
        replace = remembered.get("replace", False)
        said = around.messenger_for(body).answer(remembered["response_url"], words, replace=replace)
    elif "line" in remembered:
        said = rewrite_nudge(around, body, remembered["message"])
    else:
        said = bool(remembered.get("home"))
    offers = compose_offers_view(words) if "response_url" not in remembered else None
    if said and offers is not None:
        ack(response_action="update", view=offers)
    elif said:
        ack()
    else:
        # The form itself is the one place left in which the person can read what came of it.
        ack(response_action="update", view=compose_logged_view(words))
    around.refresh_home_of(body)
