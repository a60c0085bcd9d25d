"""Choosing: what each seller takes on from a brainstorm, privately, for which accounts and how often."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.messages.blocks import (
    BUTTON_TEXT,
    MOST_OPTIONS,
    Block,
    Element,
    Message,
    actions,
    bold,
    button,
    context,
    count,
    input_block,
    modal,
    option,
    plain_text,
    quote,
    section,
    select,
    shorten,
)
from bot.messages.brainstorms import CHOOSE, describe_time_left, name_button
from bot.messages.commitments import LOCATIONS
from jobs.rules.brainstorms import Board, IdeaGroup
from jobs.rules.choices import MOST_SHOWN
from jobs.rules.commitments import propose_how_often
from storage.brainstorm_records import Phase
from storage.records import Account

IDEAS_FORM = "choice.ideas_form"
DETAILS_FORM = "choice.details_form"
ACCOUNTS = "choice.accounts"
IDEAS = "choice.ideas"

MOST_AT_ONCE = 24
"""Ideas with their fields in one form of a hundred blocks."""
MOST_TICKED = 30
"""Ideas that all stand there to be ticked; of more, nobody reads the form on a phone."""
BOXES = 10
"""In one group, as Slack takes them."""
MOST_IN_MENUS = 300
"""Ideas: of more, a view would be larger than Slack takes, and they are searched."""
REWORDED_SHOWN = 5
UNPLACED_SHOWN = 5
IDEA_IN_LABEL = 50
MOST_OPTIONS_OF_FORM = 600
"""Accounts in all menus of a form, likewise."""
ROOM = 200_000
"""Characters of the blocks of a form as JSON in ASCII, the longest way to write it; Slack takes 250,000."""

OFTEN_NAMES: Mapping[str, str] = {
    "once": "Once",
    "7": "Every week",
    "14": "Every 2 weeks",
    "30": "Every month",
    "90": "Every 3 months",
    "locations": "Once at each location",
    "watcher": "Watch the news for it",
}


def compose_ideas_form(
    groups: Sequence[IdeaGroup], taken: frozenset[int], remember: dict[str, Any]
) -> dict[str, Any]:
    """Ask which ideas somebody wants to do: a box to tick for each.

    Of a long list there is a menu for each hundred, and of a very long one a search.
    """
    blocks: list[Block] = [
        section("Choose what _you_ want to do. One idea for one client is a good start, and none is a must.")
    ]
    if len(groups) > MOST_IN_MENUS or _is_large([compose_idea_option(each) for each in groups]):
        chosen = [compose_idea_option(each) for each in groups if each.id in taken]
        search = _search_menu(IDEAS, "Start typing an idea", chosen[:MOST_AT_ONCE])
        blocks.append(input_block("ideas.0", f"{len(groups)} ideas", search, optional=True))
        return modal(IDEAS_FORM, "Choose yours", blocks, submit="Next", remember=remember)
    ticked = len(groups) <= MOST_TICKED
    size = BOXES if ticked else MOST_OPTIONS
    for start in range(0, len(groups), size):
        page = groups[start : start + size]
        options = [compose_idea_option(each) for each in page]
        chosen = [each for each in options if int(each["value"]) in taken]
        label = _name_page(start, len(page)) if len(groups) > size else "Ideas"
        element = _boxes(options, chosen) if ticked else _menu("Choose ideas", options, chosen)
        blocks.append(input_block(f"ideas.{start // size}", label, element, optional=True))
    return modal(IDEAS_FORM, "Choose yours", blocks, submit="Next", remember=remember)


def _name_page(start: int, number: int) -> str:
    return f"Idea {start + 1}" if number == 1 else f"Ideas {start + 1} to {start + number}"


def compose_idea_option(group: IdeaGroup) -> Element:
    """Return an idea as a form offers it: below it who had it, or, of a long one, how it goes on."""
    text = " ".join(group.text.split())
    if len(text) <= BUTTON_TEXT:
        return option(text, str(group.id), ", ".join(group.names[:3]))
    end = text.rfind(" ", BUTTON_TEXT // 2, BUTTON_TEXT)
    end = end if end > 0 else BUTTON_TEXT
    return option(text[:end], str(group.id), f"… {text[end:].strip()}")


def _boxes(options: list[Element], chosen: list[Element]) -> Element:
    boxes: Element = {"type": "checkboxes", "action_id": "value", "options": options}
    return {**boxes, "initial_options": chosen} if chosen else boxes


def _search_menu(action_id: str, placeholder: str, chosen: list[Element]) -> Element:
    search: Element = {
        "type": "multi_external_select",
        "action_id": action_id,
        "min_query_length": 0,
        "placeholder": plain_text(placeholder),
    }
    return {**search, "initial_options": chosen} if chosen else search


def _menu(placeholder: str, options: list[Element], chosen: list[Element]) -> Element:
    menu: Element = {
        "type": "multi_static_select",
        "action_id": "value",
        "placeholder": plain_text(placeholder),
        "options": options,
    }
    return {**menu, "initial_options": chosen} if chosen else menu


def compose_details_form(
    groups: Sequence[IdeaGroup],
    own: Sequence[Account],
    before: Mapping[int, tuple[Sequence[Account], str]],
    *,
    show_name: bool,
    remember: dict[str, Any],
    gone: int = 0,
    closed: bool = False,
    done: Sequence[int] = (),
    reworded: Sequence[str] = (),
    feeds: int = 0,
) -> dict[str, Any]:
    """Ask for which of somebody's accounts, and how often; `before` is what they had chosen by idea.

    How often is proposed by the idea's own words. The ideas for which there is no room are `left` for another
    page, which is remembered beside those that are `done`. `gone`, `reworded` and `feeds` are as in
    `compose_taken_view`, of the pages before: whoever goes no further has read it too.
    """
    blocks: list[Block] = [*_tell_gone(gone), *_tell_reworded(reworded), *_tell_watched(feeds)]
    shown = 0
    for fields in _list_fields(groups, own, before):
        if shown and _is_large([*blocks, *fields]):
            break
        blocks += fields
        shown += 1
    left = [each.id for each in groups[shown:]]
    paged = {**remember, "done": list(done), "left": left} if left or done else remember
    if left or done:
        whole = len(done) + len(groups)
        page = f"{len(done) + 1}{f' to {len(done) + shown}' if shown > 1 else ''} of {whole}"
        kept = " _Next_ keeps what stands here and goes on." if left else ""
        blocks.insert(0, context(f"Your ideas, {page}.{kept}"))
    if left:
        return modal(DETAILS_FORM, "For whom", blocks, submit="Next", close="Cancel", remember=paged)
    showing = option("Show my name beside what I took", "show")
    box = _boxes([showing], [showing] if show_name else [])
    where = "In the channel" if closed else "In the channel, once it is closed"
    blocks.append(input_block("show", where, box, optional=True))
    return modal(DETAILS_FORM, "For whom", blocks, submit="Take it on", close="Cancel", remember=paged)


def _is_large(parts: Sequence[Block]) -> bool:
    """Return whether these would leave no room in a view for anything else."""
    return len(json.dumps(parts)) > ROOM


def _list_fields(
    groups: Sequence[IdeaGroup],
    own: Sequence[Account],
    before: Mapping[int, tuple[Sequence[Account], str]],
) -> Iterator[list[Block]]:
    """Return what a form asks for each idea."""
    often = [option(label, value) for value, label in OFTEN_NAMES.items()]
    for group in groups:
        blocks: list[Block] = []
        only = own if len(own) == 1 else ()
        accounts, rhythm = before.get(group.id, (only, propose_how_often(group.text)))
        # Whoever has the fields read to them hears only the labels.
        named = shorten(group.text, IDEA_IN_LABEL)
        if named != group.text:
            blocks.append(section(f"*{quote(group.text, 300)}*"))
        blocks += [
            input_block(
                f"accounts.{group.id}",
                f"{named}: for which accounts",
                _accounts_menu(own, accounts[:MOST_SHOWN], len(groups)),
                hint=_tell_unshown(len(accounts) - MOST_SHOWN),
            ),
            input_block(
                f"often.{group.id}",
                f"{named}: how often",
                select("Choose", "value", often, next(each for each in often if each["value"] == rhythm)),
            ),
        ]
        yield blocks


def _tell_unshown(number: int) -> str | None:
    """Say that there was no room for all accounts that are chosen; None where there was."""
    if number <= 0:
        return None
    stay = "stays" if number == 1 else "stay"
    return f"{count(number, 'more account')} of yours {stay} with it; “Drop it” is on Home."


def _accounts_menu(own: Sequence[Account], chosen: Sequence[Account], fields: int) -> Element:
    initial = [option(each.name, str(each.id)) for each in chosen]
    if len(own) > MOST_OPTIONS or len(own) * fields > MOST_OPTIONS_OF_FORM:
        return _search_menu(ACCOUNTS, "Start typing a name", initial)
    menu = _menu("Choose accounts", [option(each.name, str(each.id)) for each in own], initial)
    return {**menu, "action_id": ACCOUNTS}


def compose_taken_view(
    ideas: int,
    accounts: int,
    feeds: int,
    *,
    only_watched: bool = False,
    unplaced: Sequence[Account] = (),
    gone: int = 0,
    reworded: Sequence[str] = (),
) -> dict[str, Any]:
    """Say what somebody has taken on; what the watcher does is nothing to tick.

    `unplaced` are accounts at each of whose locations something is to be done, and which have none.

    `gone` of the ideas were taken off the list while the form was open, and `reworded` are the new words of
    those that were changed.
    """
    if not ideas:
        text = "You have chosen nothing yet. _Choose mine_ in the channel opens this again, any time."
        return modal("choice.taken", "Choose yours", [*_tell_gone(gone), section(text)], close="Close")
    text = f"Noted: {count(ideas, 'idea')} for {count(accounts, 'account')}. "
    if not only_watched:
        text += "What you do yourself is on your Home tab, with _Done_ and _Drop it_."
    blocks = [*_tell_gone(gone), section(text), *_tell_reworded(reworded)]
    blocks += [*_ask_for_places(unplaced), *_tell_watched(feeds)]
    return modal("choice.taken", "Choose yours", blocks, close="Close")


def _ask_for_places(unplaced: Sequence[Account]) -> list[Block]:
    """Offer to list the places of some accounts, in words that stay true once that is done."""
    if not unplaced:
        return []
    blocks: list[Block] = [section("Once the locations of an account are listed, each can be ticked:")]
    blocks += [
        section(
            bold(each.name),
            accessory=button("Locations", LOCATIONS, each.id, label=f"Locations of {each.name}"),
        )
        for each in unplaced[:UNPLACED_SHOWN]
    ]
    if len(unplaced) > UNPLACED_SHOWN:
        more = count(len(unplaced) - UNPLACED_SHOWN, "more account")
        blocks.append(context(f"Likewise {more}: _Locations_ is on Home and on their cards."))
    return blocks


def _tell_gone(number: int) -> list[Block]:
    if not number:
        return []
    were, said = ("1 of the ideas was", "it") if number == 1 else (f"{number} of the ideas were", "them")
    return [section(f"{were} taken off the list meanwhile by whoever had said {said}.")]


def _tell_reworded(texts: Sequence[str]) -> list[Block]:
    if not texts:
        return []
    words = ", ".join(f"“{quote(each, 200)}”" for each in texts[:REWORDED_SHOWN])
    meant = "If you meant something else, _Choose mine_ takes it back."
    return [section(f"Changed while you chose, it now says: {words}. {meant}")]


def _tell_watched(accounts: int) -> list[Block]:
    if not accounts:
        return []
    watched = f"I watch the news for {count(accounts, 'account')} from now on"
    return [context(f"{watched}; `/news` with its name behind shows where I look.")]


def compose_empty_list_view() -> dict[str, Any]:
    """Say that there is nothing to choose from any more."""
    text = "No idea is on the list any more. _Add an idea_ or _My ideas_ in the channel adds one."
    return modal("choice.taken", "Choose yours", [section(text)], close="Close")


def compose_no_accounts_view() -> dict[str, Any]:
    """Say what is missing for somebody without accounts."""
    text = (
        "You look after no accounts yet, and what is taken on is for one's own. "
        "`/drumbeat add Acme` adds one; or take one that waits for an owner, on my Home tab."
    )
    return modal("choice.taken", "Choose yours", [section(text)], close="Close")


def refuse_so_many() -> str:
    """Say, beside a field, how many ideas one form holds."""
    return f"Please choose up to {MOST_AT_ONCE}; what you have done for another one stays counted."


def compose_choose_reminder(board: Board) -> Message:
    """Remind somebody privately, once, that there is time to choose (NS-13)."""
    text = f"There is still time to choose: {describe_time_left(board)}. One idea for one client will do."
    value = name_button(board, Phase.CHOOSING)
    return Message(
        "There is still time to choose.",
        [section(text), actions([button("Choose mine", CHOOSE, value, style="primary")])],
    )
