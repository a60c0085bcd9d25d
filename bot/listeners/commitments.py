"""What somebody took on: done, dropped, put back; and the locations of an account."""

import re
from collections.abc import Callable
from typing import Any

from slack_bolt import App

from bot.answer_rewriting import remember_card, rewrite_answer
from bot.failures import answered
from bot.messages.account_cards import LOG as LOG_ON_CARD
from bot.messages.blocks import Message
from bot.messages.commitments import (
    DROP,
    LOCATIONS,
    SEE_ALL,
    TAKE_UP,
    TICK,
    TICK_PLACE,
    UNTICK,
    compose_all_promises,
    compose_back_on_list,
    compose_dropped,
    compose_place_options,
    compose_promise_gone,
    compose_promise_view,
    compose_ticked,
    compose_waiting_for_account,
)
from bot.messages.home import LOG as LOG_FROM_HOME
from bot.messages.locations import (
    LOCATIONS_FORM,
    compose_locations_form,
    compose_locations_saved,
    compose_stayed_view,
    compose_which_locations,
    explain_too_long,
)
from bot.messages.promise_lines import PLACES_IN_MESSAGE
from bot.nudge_rewriting import rewrite_nudge
from bot.parsing.accounts import OneAccount
from bot.parsing.form_fields import read_form_values, read_typed_field
from bot.parsing.presses import (
    read_chosen_number,
    read_menu_press,
    read_number_press,
    read_press,
    read_pressed_page,
    read_remembered,
    read_search,
    read_searched_number,
    reading_ours,
)
from bot.parsing.words import read_markup, tidy
from bot.surroundings import Surroundings, Visit, after_first_word, family_word
from jobs.commitments import (
    SavedLocations,
    drop_own,
    list_waiting,
    read_progress_of,
    save_locations,
    tick_at,
    tick_commitment,
    untick_commitment,
)
from jobs.promise_lines import find_line_of
from jobs.rules.places import list_too_long
from storage.brainstorm_records import Commitment
from storage.locations import list_locations

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Answer what is pressed beside something that somebody took on."""

    @app.action(TICK)
    @answered
    def tick(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            done = tick_commitment(
                visit.transaction, visit.rep, read_number_press(body), visit.today, visit.now
            )
            words = compose_ticked(done, visit.today, name_log(body)) if done else compose_promise_gone()
            account_id = done.progress.commitment.account_id if done else None
        tell_done(around, ack, body, account_id, words)

    @app.action(TICK_PLACE)
    @answered
    def tick_place(ack: Ack, body: Json) -> None:
        commitment_id, chosen = read_menu_press(body)
        location_id = read_chosen_number(chosen)
        with around.visit(body) as visit:
            done = tick_at(
                visit.transaction, visit.rep, commitment_id, location_id, visit.today, now=visit.now
            )
            words = compose_ticked(done, visit.today, name_log(body)) if done else compose_promise_gone()
            account_id = done.progress.commitment.account_id if done else None
        tell_done(around, ack, body, account_id, words)

    @app.action(UNTICK)
    @answered
    def untick(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            carried = read_press(body, "commitment", "tick")
            found = untick_commitment(visit.transaction, visit.rep, carried["commitment"], carried["tick"])
            words = describe_back(visit, found.commitment if found else None)
        tell_done(around, ack, body, found.commitment.account_id if found else None, words)

    @app.action(DROP)
    @answered
    def drop(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            commitment_id = read_number_press(body)
            found = drop_own(visit.transaction, visit.rep, commitment_id, visit.now)
        words = compose_dropped(found) if found else compose_promise_gone()
        tell_done(around, ack, body, found.account_id if found else None, words)

    @app.action(TAKE_UP)
    @answered
    def take_up(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            found = drop_own(visit.transaction, visit.rep, read_number_press(body), None)
            words = describe_back(visit, found)
        tell_done(around, ack, body, found.account_id if found else None, words)

    @app.options(TICK_PLACE)
    @answered
    def search_places(ack: Ack, body: Json) -> None:
        commitment_id, wanted = read_searched_number(body), read_search(body)
        with around.look(body) as visit:
            waiting = list_waiting(visit.transaction, visit.rep, commitment_id)
            ack(options=compose_place_options(waiting, wanted))

    @app.action(re.compile(rf"^{re.escape(SEE_ALL)}(\.\d+)?$"))
    @answered
    def see_promises(ack: Ack, body: Json) -> None:
        start = read_pressed_page(body) or 0
        with around.look(body) as visit:
            progress = read_progress_of(visit.transaction, visit.rep.id)
            view = compose_all_promises(progress, visit.today, start)
        around.change_view(body, view)
        ack()

    register_locations(app, around)


def register_locations(app: App, around: Surroundings) -> None:
    @app.command("/drumbeat", matchers=[family_word("locations", "location")])
    @answered
    def find_locations(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            found = visit.page.names.match_whole(read_markup(after_first_word(body)))
            known = isinstance(found, OneAccount)
            place = {"response_url": body["response_url"]}
            form = compose_form(visit, found.account_id, place) if known else None
        if form is None:
            words = compose_which_locations()
            ack(response_type="ephemeral", text=words.text, blocks=words.blocks)
            return
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.action(LOCATIONS)
    @answered
    def open_locations(ack: Ack, body: Json) -> None:
        account_id = read_number_press(body)
        with around.visit(body) as visit:
            place = remember_card(body, account_id) if body.get("response_url") else {}
            form = compose_form(visit, account_id, place)
        if form is not None:
            around.show_view(body, form)
        ack()

    @app.action(PLACES_IN_MESSAGE)
    @answered
    def open_locations_from_message(ack: Ack, body: Json) -> None:
        with around.visit(body) as visit:
            line = find_line_of(visit.transaction, visit.rep, read_press(body, "line")["line"])
            form = compose_form(visit, line.account_id, {"message": line.message_id}) if line else None
        if form is not None:
            around.show_view(body, form)
        ack()

    @app.view(LOCATIONS_FORM)
    @answered
    def keep_locations(ack: Ack, body: Json) -> None:
        remembered, values = read_remembered(body["view"], "account"), read_form_values(body["view"])
        whole = "names" in values
        typed = tidy(read_typed_field(values, "names" if whole else "more"))
        with reading_ours():
            fields = [each for each in body["view"]["blocks"] if each.get("block_id") == "names"]
            shown = "".join(each["element"].get("initial_value", "") for each in fields).splitlines()
        too_long = list_too_long(typed.splitlines(), shown)
        if too_long:
            field = "names" if whole else "more"
            ack(response_action="errors", errors={field: explain_too_long(too_long)})
            return
        with around.visit(body) as visit:
            account = visit.page.accounts.get(remembered["account"])
            saved = SavedLocations()
            if account is not None:
                saved = save_locations(visit.transaction, account.id, typed.splitlines(), shown=shown)
        if saved.stayed:
            ack(response_action="update", view=compose_stayed_view(saved.stayed))
        else:
            ack()
        url = remembered.get("response_url")
        if account is not None and url and not rewrite_answer(around, body, remembered):
            words = compose_locations_saved(account, saved.number)
            around.messenger_for(body).answer(url, words, replace=False)
        if "message" in remembered:
            rewrite_nudge(around, body, remembered["message"])
        around.refresh_home_of(body)


def compose_form(visit: Visit, account_id: int, place: Json) -> Json | None:
    account = visit.page.accounts.get(account_id)
    if account is None:
        return None
    known = list_locations(visit.transaction, [account.id])
    return compose_locations_form(account, known, {**place, "account": account.id})


def describe_back(visit: Visit, taken: Commitment | None) -> Message:
    """Say where something stands that is taken up again: on the list, as long as the account is theirs."""
    if taken is None:
        return compose_promise_gone()
    account = visit.page.accounts.get(taken.account_id)
    if account is None or account.rep_id != visit.rep.id:
        return compose_waiting_for_account(taken.account_name)
    return compose_back_on_list(taken)


def name_log(body: Json) -> str:
    """Return the action that logs a touch where somebody has pressed: on the card, or from Home."""
    return LOG_ON_CARD if body.get("response_url") else LOG_FROM_HOME


def tell_done(around: Surroundings, ack: Ack, body: Json, account_id: int | None, words: Message) -> None:
    """Show Home or the card anew, and say on the card or in a window what came of the press."""
    ack()
    messenger = around.messenger_for(body)
    if body.get("response_url") and account_id is not None:
        rewrite_answer(around, body, remember_card(body, account_id), words.blocks)
    elif body.get("view", {}).get("type") == "modal":
        messenger.update_view(body["view"]["id"], compose_promise_view(words))
    else:
        messenger.open_view(body["trigger_id"], compose_promise_view(words))
    around.refresh_home_of(body)
