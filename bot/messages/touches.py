"""What we say about logging a touch, and the form for it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.messages.account_ideas import ADD_IDEA, QUESTION
from bot.messages.blocks import (
    Block,
    Element,
    Message,
    actions,
    bold,
    button,
    context,
    escape,
    fits_in_button,
    flatten,
    input_block,
    modal,
    name_day,
    option,
    plain_text,
    quote,
    quote_back,
    section,
    shorten,
    text_input,
)
from bot.messages.commitments import name_places
from bot.messages.fulfilments import compose_fulfilled
from jobs.rules.touches import LoggedTouch, TouchDraft
from storage.brainstorm_records import Location
from storage.records import Kind, NewTouch

UNDO = "touch.undo"
REDO = "touch.redo"
EDIT = "touch.edit"
LOG_AGAIN = "touch.log_again"
ABOUT_SALE = "touch.about_sale"
NOT_ABOUT_SALE = "touch.not_about_sale"
TAKE_OUT = "touch.take_out"
PICK = "touch.pick"
ADD_ACCOUNT = "touch.add_account"
FIX = "touch.fix"
OPEN_FORM = "touch.open_form"
FORM = "touch.form"
CORRECTION = "touch.correction"
ACCOUNT_SEARCH = "touch.account_search"

KINDS = {
    Kind.ATTENTION: ("Attention, not about a sale", "Restarts the clock"),
    Kind.SELLING: ("About a sale", "A quote, an order, a renewal"),
    Kind.SCHEDULING: ("Only setting a date", "A call to arrange a meeting"),
}


def compose_logged(logged: LoggedTouch) -> Message:
    """Say what was logged and until when the account is good."""
    if logged.again:
        return _compose_logged_already(logged)
    lead = f"✓ Logged for {bold(logged.account.name)}: {describe_draft(logged.draft, logged.today)}."
    parts = [lead, *_describe_clock(logged)]
    buttons = [button("Undo", UNDO, logged.touch_id), button("Edit", EDIT, logged.touch_id)]
    blocks: list[Block] = [section(" ".join(parts))]
    details = describe_details(logged.draft)
    if details and not logged.ask_kind:
        blocks.append(context(details))
    if logged.ask_kind:
        blocks.append(section("Was this about a sale? Until you say no, it doesn't count as attention."))
        buttons = [
            button("Yes, a sale", ABOUT_SALE, logged.touch_id),
            button("No, attention", NOT_ABOUT_SALE, logged.touch_id),
            *buttons,
        ]
    elif logged.draft.kind is Kind.ATTENTION:
        blocks += compose_fulfilled(logged.fulfilled, logged.touch_id, logged.today)
        blocks.append(context(QUESTION))
        buttons.append(button("Add an idea", ADD_IDEA, logged.account.id))
    blocks.append(actions(buttons))
    return Message(f"Logged for {flatten(logged.account.name)}: {flatten(logged.draft.note)}", blocks)


def describe_draft(draft: TouchDraft, today: date) -> str:
    """Return "visited store, today" as mrkdwn."""
    return f"{quote(draft.note, 2000)}, {name_day(draft.day, today)}"


def describe_details(draft: TouchDraft | NewTouch, most: int = 600) -> str:
    """Return what the note itself does not tell, or nothing; each part has at most so many characters."""
    parts: list[str] = []
    if draft.with_whom and draft.with_whom.casefold() not in draft.note.casefold():
        parts.append(f"with {quote(draft.with_whom, most)}")
    places = (draft.place or "").casefold().split(", ")
    if draft.place and not all(each in draft.note.casefold() for each in places):
        parts.append(f"at {quote(draft.place, most)}")
    if draft.lines:
        parts.append(f"for {quote(', '.join(draft.lines), most)}")
    if draft.kind is not Kind.ATTENTION:
        parts.append(KINDS[draft.kind][0].lower())
    return "  ·  ".join(parts)


def _describe_clock(logged: LoggedTouch) -> list[str]:
    if logged.ask_kind:
        return []
    until = None if logged.good_until is None else name_day(logged.good_until, logged.today)
    if until is None or logged.good_until is None:
        return ["A touch that isn't about a sale starts the clock."]
    if logged.good_until < logged.today:
        return [f"Attention was due by {until}; a word just for them would help."]
    if logged.draft.order_placed:
        return [f"After an order I look in sooner: you're good until {until}."]
    if not logged.restarts_clock:
        return [f"It isn't counted as attention, so you're good until {until} as before."]
    return [f"You're good until {until}."]


def _compose_logged_already(logged: LoggedTouch) -> Message:
    text = (
        f"You logged that a moment ago for {bold(logged.account.name)}: "
        f"{describe_draft(logged.draft, logged.today)}. I kept it once."
    )
    return Message(
        "You logged that a moment ago.",
        [
            section(text),
            actions(
                [
                    button("Log it again", LOG_AGAIN, logged.touch_id),
                    button("Undo", UNDO, logged.touch_id),
                    button("Edit", EDIT, logged.touch_id),
                ]
            ),
        ],
    )


def compose_undone(
    account_name: str, note: str, touch_id: int, added: Sequence[Location] = (), notice: str | None = None
) -> Message:
    """Say that a touch was taken back, and, in a notice, what else was.

    Locations that it has added stay, unless a tap takes them out.
    """
    blocks: list[Block] = [
        section(f"Taken back for {bold(account_name)}: ~{quote(note, 2000).replace('~', '∼')}~")
    ]
    buttons = [button("Put it back", REDO, touch_id)]
    if notice is not None:
        blocks.append(context(notice))
    if added:
        blocks.append(context(_describe_added(added)))
        buttons.append(_take_out_button(added, touch_id))
    return Message("Taken back.", [*blocks, actions(buttons)])


def compose_places_left(added: Sequence[Location], touch_id: int) -> Message:
    """Say, where it is shown that a touch was taken back, which locations of it stay, likewise."""
    buttons = actions([_take_out_button(added, touch_id)])
    return Message("Taken back.", [section(_describe_added(added)), buttons])


def describe_taken_out(out: Sequence[Location]) -> str:
    """Return what a tap has taken out of an account's locations, or why it has not."""
    if not out:
        return "Their locations stay as they are: somebody was there since, or they are off the list already."
    are = "is" if len(out) == 1 else "are"
    return f"{name_places(out)} {are} off their locations, too."


def _describe_added(added: Sequence[Location]) -> str:
    one = len(added) == 1
    stays, it = ("stays", "it") if one else ("stay", "them")
    return f"{name_places(added)}, new with it, {stays} among their locations unless you take {it} out."


def _take_out_button(added: Sequence[Location], touch_id: int) -> Element:
    which = shorten(added[0].name, 40) if len(added) == 1 else "them"
    return button(f"Take {which} out", TAKE_OUT, touch_id)


def compose_not_yours(by: str | None) -> Message:
    """Say that only the person who logged a touch can change it."""
    who = flatten(by) if by else "somebody else"
    return Message(
        text := f"That one was logged by {who}, so it's theirs to change. Log yours with `/touch`.",
        [section(text)],
    )


def compose_gone() -> Message:
    """Say that what a button belongs to is no longer there."""
    return Message(
        text
        := "I can't find that entry any more; a new one is logged by `/touch`, the name and what happened.",
        [section(text)],
    )


def compose_account_unclear(
    typed: str, candidates: Sequence[tuple[int, str]], rest: str, *, alike: bool
) -> Message:
    """Offer the accounts that were perhaps meant; nothing was logged yet."""
    if candidates and alike:
        which = "this one" if len(candidates) == 1 else "one of these"
        text = f"I don't know an account called {bold(typed)}. Did you mean {which}?"
    elif candidates:
        text = f"Several accounts go by {bold(typed)}. Which one?"
    else:
        text = f"I don't know an account called {bold(typed)} yet."
    buttons = [
        button(name, f"{PICK}.{position}", picked)
        for position, (account_id, name) in enumerate(candidates)
        if fits_in_button(picked := {"account": account_id, "rest": rest})
    ]
    blocks: list[Block] = [section(text)]
    if rest:
        blocks += quote_back("Not logged yet:", rest)
    add = {"name": shorten(typed, 150), "rest": rest}
    if fits_in_button(add):
        buttons.append(button(f"Add “{shorten(typed, 40)}”", ADD_ACCOUNT, add))
    buttons += _fix_buttons(f"{typed} {rest}".strip(), "Type it again")
    if buttons:
        blocks.append(actions(buttons))
    return Message(f"Which account is {flatten(typed)}? Nothing is logged yet.", blocks)


def compose_not_understood(hint: str, text: str) -> Message:
    """Say in one sentence what to change, and give the text back."""
    blocks: list[Block] = [section(escape(hint))]
    if text:
        blocks += quote_back("You typed:", text)
        if buttons := _fix_buttons(text, "Correct it"):
            blocks.append(actions(buttons))
    return Message(escape(hint), blocks)


def _fix_buttons(text: str, label: str) -> list[dict[str, Any]]:
    # A longer text than a button can carry still stands in the message, to be copied.
    return [button(label, FIX, text)] if fits_in_button(text) else []


def compose_touch_form(
    *,
    account: tuple[int, str] | None = None,
    draft: TouchDraft | None = None,
    today: date,
    remember: dict[str, Any],
    editing: bool = False,
    note: str | None = None,
) -> dict[str, Any]:
    """Return the form for a touch: to log one, or to edit one (`remember` says which)."""
    draft = draft or TouchDraft(note or "", today)
    search: dict[str, Any] = {
        "type": "external_select",
        "action_id": ACCOUNT_SEARCH,
        "min_query_length": 0,
        "placeholder": plain_text("Start typing its name"),
        "focus_on_load": account is None,
    }
    if account is not None:
        search["initial_option"] = option(account[1], str(account[0]))
    kinds = [option(label, kind.value, hint) for kind, (label, hint) in KINDS.items()]
    chosen = next(each for each in kinds if each["value"] == draft.kind.value)
    blocks: list[Block] = [
        input_block("account", "Account", search),
        text_input(
            "note",
            "What happened?",
            initial=draft.note,
            placeholder="Visited the Mill Street store",
            multiline=True,
            most=1000,
            focus=account is not None,
        ),
        input_block(
            "day", "When", {"type": "datepicker", "action_id": "value", "initial_date": draft.day.isoformat()}
        ),
        input_block(
            "kind",
            "What was it about?",
            {"type": "radio_buttons", "action_id": "value", "options": kinds, "initial_option": chosen},
        ),
        text_input("with", "With whom", initial=draft.with_whom, placeholder="Kim", optional=True, most=150),
        text_input("place", "Where", initial=draft.place, placeholder="Mill Street", optional=True, most=500),
        text_input(
            "lines",
            "For which lines",
            initial=", ".join(draft.lines),
            hint="Makers whose products it was about, with commas between them.",
            optional=True,
            most=300,
        ),
    ]
    title = "Edit this touch" if editing else "Log a touch"
    return modal(FORM, title, blocks, submit="Save" if editing else "Log it", remember=remember)


def compose_correction_form(text: str, hint: str | None, remember: dict[str, Any]) -> dict[str, Any]:
    """Return the small form in which a misunderstood line is corrected."""
    blocks: list[Block] = [section(escape(hint))] if hint else []
    blocks.append(
        text_input(
            "line",
            "The account, then what happened",
            initial=text,
            placeholder="Acme visited store yesterday with Kim",
            multiline=True,
            most=2000,
            focus=True,
        )
    )
    return modal(CORRECTION, "Correct it", blocks, submit="Log it", remember=remember)
