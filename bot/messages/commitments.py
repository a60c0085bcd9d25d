"""What somebody took on, as Home, a card, a weekly message and the answer to a touch show it (NS-14)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.messages.blocks import (
    MOST_OPTIONS,
    Block,
    Element,
    Message,
    actions,
    bold,
    button,
    context,
    header,
    modal,
    name_day,
    name_interval,
    option,
    plain_text,
    quote,
    section,
    select,
    shorten,
)
from bot.messages.enumerations import enumerate_names
from bot.messages.harvests import library_button
from jobs.rules.commitments import (
    Progress,
    Ticked,
    find_rhythm_words,
    name_places_of,
    rank_open,
)
from storage.brainstorm_records import Commitment, Location, Rhythm
from storage.names import fold

TICK = "commitment.tick"
TICK_PLACE = "commitment.tick_place"
UNTICK = "commitment.untick"
DROP = "commitment.drop"
TAKE_UP = "commitment.take_up"
LOCATIONS = "commitment.locations"
SEE_ALL = "commitment.see_all"

HOME_SHOWN = 5
CARD_SHOWN = 3
PAGE = 15
"""What a window has at once: Slack takes 250 kB, and each may have a menu."""
MENU_SHOWN = 10
"""Locations that a menu brings along; of more it asks which, by their first letters."""
PLACES_NAMED = 8


def compose_home_promises(progress: Sequence[Progress], today: date) -> list[Block]:
    """Return what somebody said they would do, what is due first; nothing where there is nothing."""
    still = rank_open(progress, today)
    if not still:
        return []
    blocks: list[Block] = [header("You said you would")]
    for each in still[:HOME_SHOWN]:
        blocks += compose_promise(each, today, named=True)
    all_of_it = [button(f"See all {len(still)}", SEE_ALL)] if len(still) > HOME_SHOWN else []
    return [*blocks, actions([*all_of_it, library_button()])]


def compose_all_promises(progress: Sequence[Progress], today: date, start: int = 0) -> dict[str, Any]:
    """Return a page of all of it, with the way to the pages around it."""
    still = rank_open(progress, today)
    start = max(0, min(start, (len(still) - 1) // PAGE * PAGE))
    blocks: list[Block] = []
    for each in still[start : start + PAGE]:
        blocks += compose_promise(each, today, named=True)
    turning: list[Element] = []
    if start:
        turning.append(button(f"{start - PAGE + 1} to {start}", f"{SEE_ALL}.{start - PAGE}"))
    if start + PAGE < len(still):
        last = min(start + 2 * PAGE, len(still))
        turning.append(button(f"{start + PAGE + 1} to {last}", f"{SEE_ALL}.{start + PAGE}"))
    if turning:
        blocks += [
            context(f"{start + 1} to {min(start + PAGE, len(still))} of {len(still)}"),
            actions(turning),
        ]
    return modal(
        "commitment.all",
        "You said you would",
        blocks or [section("Nothing is left: all of it is done.")],
        close="Close",
    )


def compose_place_options(waiting: Sequence[Location], typed: str) -> list[dict[str, Any]]:
    """Return what the menu of a commitment with many locations offers for the letters that were typed."""
    wanted = fold(typed)
    found = [each for each in waiting if wanted in fold(each.name)]
    return [option(each.name, str(each.id)) for each in found[:MOST_OPTIONS]]


def compose_card_promises(progress: Sequence[Progress], today: date) -> list[Block]:
    """Return what whoever looks at an account's card took on for it."""
    if not progress:
        return []
    still = rank_open(progress, today)
    done = [each for each in progress if each.finished]
    blocks: list[Block] = [section("*You took on*")]
    for each in still[:CARD_SHOWN]:
        blocks += compose_promise(each, today, named=False)
    if done:
        kept = ", ".join(f"“{quote(each.commitment.text, 80)}”" for each in done[-CARD_SHOWN:])
        blocks.append(context(f"✓ {kept}"))
    return blocks


def compose_promise(progress: Progress, today: date, *, named: bool) -> list[Block]:
    """Return one thing with what can be pressed beside it."""
    taken = progress.commitment
    elements: list[Element] = []
    label = shorten(f"{taken.text}, {taken.account_name}", 60)
    if taken.rhythm is Rhythm.LOCATIONS:
        if progress.waiting:
            elements.append(compose_place_menu(progress.waiting, TICK_PLACE))
        elements.append(button("Locations", LOCATIONS, taken.account_id, label=f"Locations: {label}"))
    else:
        elements.append(button("Done", TICK, taken.id, label=f"Done: {label}"))
    elements.append(button("Drop it", DROP, taken.id, label=f"Drop: {label}"))
    lead = f"{bold(taken.account_name)}: " if named else ""
    return [
        section(f"• {lead}{_describe(progress, today)}"),
        actions(elements, block_id=f"commitment.{taken.id}"),
    ]


def compose_place_menu(
    waiting: Sequence[Location], action_id: str, asks: str = "Done at…", most: int = MENU_SHOWN
) -> Element:
    """Return the menu of the locations that are still to come; of more than so many it asks for letters."""
    if len(waiting) <= most:
        return select(asks, action_id, compose_place_options(waiting, ""))
    return {
        "type": "external_select",
        "action_id": action_id,
        "min_query_length": 0,
        "placeholder": plain_text(asks),
    }


def _describe(progress: Progress, today: date) -> str:
    text = quote(progress.commitment.text, 200)
    return text if _names_its_rhythm(progress) else f"{text}, {describe_progress(progress, today)}"


def _names_its_rhythm(progress: Progress) -> bool:
    """Return whether "once" would contradict the words: "visit them once a quarter, once"."""
    taken = progress.commitment
    once = taken.rhythm is Rhythm.ONCE and not progress.finished
    return once and find_rhythm_words(taken.text) is not None


def describe_progress(progress: Progress, today: date) -> str:
    """Return how far something is: "3 of 7 done", "every month, last on 3 Nov", "once"."""
    match progress.commitment.rhythm:
        case Rhythm.LOCATIONS if progress.locations:
            return f"{progress.times} of {progress.locations} done"
        case Rhythm.LOCATIONS:
            return f"no {name_places_of(progress.commitment.text, 1)} is listed yet"
        case Rhythm.RECURRING:
            every = name_interval(progress.commitment.every_days or 30)
            if progress.last_day is None:
                return every
            last = f"last {name_day(progress.last_day, today)}"
            if progress.due_on is not None and progress.due_on > today:
                return f"{every}, {last}, next from {name_day(progress.due_on, today)}"
            return f"{every}, {last}"
        case Rhythm.WATCHER:
            return "the news is watched"
        case _:
            return "done" if progress.finished else "once"


def describe_suggestion(progress: Progress, today: date) -> str:
    """Return what stands beside a quiet account: what its owner said they would do (NS-14)."""
    said = f"“{quote(progress.commitment.text, 120)}”"
    if not _names_its_rhythm(progress):
        said += f" ({describe_progress(progress, today)})"
    return f"_You said: {said}._"


def describe_ticked(ticked: Ticked, today: date) -> str:
    """Return what was ticked, and how far it is now: "3 of 7 stores: Mill Street and Park Lane done"."""
    progress = ticked.progress
    text = quote(progress.commitment.text, 120)
    if not ticked.places:
        return f"✓ “{text}”: {describe_progress(progress, today)}."
    noun = name_places_of(progress.commitment.text, progress.locations)
    said = f"✓ “{text}”, {progress.times} of {progress.locations} {noun}: {name_places(ticked.places)} done."
    return f"{said} New among them: {name_places(ticked.new)}." if ticked.new else said


def name_places(places: Sequence[Location]) -> str:
    """Return "Mill Street, Park Lane and 3 more" as mrkdwn."""
    return enumerate_names([quote(each.name, 100) for each in places], PLACES_NAMED)


def compose_ticked(ticked: Ticked, today: date, log: str) -> Message:
    """Confirm a tick, with the way back, and a button, whose action is `log`, for the touch that it was."""
    taken = ticked.progress.commitment
    buttons = [button("Log touch", log, taken.account_id, label=f"Log touch for {taken.account_name}")]
    if ticked.tick_id is not None:
        buttons.insert(0, button("Undo", UNTICK, {"commitment": taken.id, "tick": ticked.tick_id}))
    return Message(
        "Ticked.",
        [
            section(f"{bold(taken.account_name)}: {describe_ticked(ticked, today)}"),
            actions(buttons),
            compose_log_hint(),
        ],
    )


def compose_log_hint() -> Block:
    """Say that what was ticked is no touch yet, and what is."""
    return context("_Log touch_ also notes that you were in touch.")


def compose_dropped(taken: Commitment) -> Message:
    """Confirm, without a word of blame, that something is dropped, with the way back."""
    return Message(
        "Dropped.",
        [
            section(f"Off your list: “{quote(taken.text, 200)}” for {bold(taken.account_name)}."),
            actions([button("Put it back", TAKE_UP, taken.id)]),
        ],
    )


def compose_back_on_list(taken: Commitment) -> Message:
    """Confirm that something is to be done again."""
    text = f"“{quote(taken.text, 200)}” for {bold(taken.account_name)} is on your list again."
    return Message("It is on your list again.", [section(text)])


def compose_waiting_for_account(account: str) -> Message:
    """Say that something is taken up again, but for an account that somebody else looks after by now."""
    text = (
        f"{bold(account)} is somebody else's by now. I have put it back, and it is on your list again "
        "once the account is yours."
    )
    return Message("It waits for the account.", [section(text)])


def compose_promise_view(words: Message) -> dict[str, Any]:
    """Return a window that says what came of a press, with the way back."""
    return modal("commitment.said", "You said you would", words.blocks, close="Close")


def compose_promise_gone() -> Message:
    """Answer a press beside something that is not on the list any more, or a place that is none any more."""
    text = "That isn't on your list any more, or not at that place; Home shows what is."
    return Message(text, [section(text)])
