"""What a button, a menu or a form of ours carries, read back; what none of ours carries is refused.

Slack hands back what they were given. Whoever forges a request, or presses a button of an older version, may
hand over anything.
"""

import json
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.parsing.carried_values import check_named, check_number, check_text
from bot.parsing.words import tidy
from jobs.rules.own_ideas import RemovedIdea

Json = dict[str, Any]

LONGEST_PAGE = 4
"""Digits of a page's number."""
MOST_DAYS = 730
"""That a menu puts something off by."""


class StrangePressError(ValueError):
    """The request carries what none of our buttons and forms does."""


@dataclass(frozen=True, slots=True)
class KeptFeed:
    """A feed as a button carries it: its address, and whose news it has."""

    url: str
    account_id: int | None
    industry: str | None


@contextmanager
def reading_ours() -> Generator[None]:
    """Take whatever goes wrong while a request is read for its own fault.

    Raises StrangePressError.
    """
    try:
        yield
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError):
        raise StrangePressError from None


def read_number_press(body: Json) -> int:
    """Return the number that a button carries. Raises StrangePressError."""
    with reading_ours():
        return check_number(_read_value(body))


def read_text_press(body: Json) -> str:
    """Return the text that a button carries. Raises StrangePressError."""
    with reading_ours():
        return check_text(_read_value(body))


def read_place_press(body: Json) -> tuple[int, str]:
    """Return the number that a button carries, and the place it stands in. Raises StrangePressError."""
    with reading_ours():
        number, place = _read_value(body)
        return check_number(number), check_text(place)


def read_idea_press(body: Json) -> tuple[int, int, int | None]:
    """Return the idea that a button carries, its account, and the touch that it became, if it did.

    Raises StrangePressError.
    """
    with reading_ours():
        idea_id, account_id, *rest = _read_value(body)
        touch_id = rest[0] if rest else None
        return (
            check_number(idea_id),
            check_number(account_id),
            None if touch_id is None else check_number(touch_id),
        )


def read_page_press(body: Json) -> tuple[int, int]:
    """Return the brainstorm that a button carries, and the page. Raises StrangePressError."""
    with reading_ours():
        brainstorm_id, page = _read_value(body)
        return check_number(brainstorm_id), check_number(page)


def read_own_idea_press(body: Json) -> tuple[int, int, int]:
    """Return the brainstorm that a button carries, the idea and the page. Raises StrangePressError."""
    with reading_ours():
        return _check_own_idea(_read_value(body))


def read_own_idea_form(view: Json) -> tuple[int, int, int]:
    """Return what the form for an idea's words remembers, likewise. Raises StrangePressError."""
    with reading_ours():
        return _check_own_idea(json.loads(view["private_metadata"]))


def read_removal_press(body: Json) -> tuple[tuple[int, int], RemovedIdea]:
    """Return the brainstorm that a button carries, the page, and the idea as it was.

    Raises StrangePressError.
    """
    with reading_ours():
        brainstorm_id, idea_id, page, text, into = _read_value(body)
        removed = RemovedIdea(
            check_number(idea_id), check_text(text), None if into is None else check_number(into)
        )
        return (check_number(brainstorm_id), check_number(page)), removed


def _check_own_idea(carried: Any) -> tuple[int, int, int]:
    brainstorm_id, idea_id, page = carried
    return check_number(brainstorm_id), check_number(idea_id), check_number(page)


def read_feed_press(body: Json) -> KeptFeed:
    """Return the feed that a button carries. Raises StrangePressError."""
    with reading_ours():
        kept = _read_value(body)
        account_id, industry = kept.get("account"), kept.get("industry")
        return KeptFeed(
            check_text(kept["url"]),
            None if account_id is None else check_number(account_id),
            None if industry is None else check_text(industry),
        )


def read_press(body: Json, *names: str) -> Json:
    """Return what a button carries by these names. Raises StrangePressError."""
    with reading_ours():
        return check_named(_read_value(body), names)


def read_option_press(body: Json) -> str:
    """Return the value of what was chosen in a menu. Raises StrangePressError."""
    with reading_ours():
        return check_text(body["actions"][0]["selected_option"]["value"])


def read_menu_press(body: Json) -> tuple[int, str]:
    """Return the number that a menu's block is called by, and what was chosen. Raises StrangePressError."""
    with reading_ours():
        return _read_block_number(body["actions"][0]), read_option_press(body)


def read_promise_menu_press(body: Json) -> tuple[int, int, str]:
    """Return the commitment and the line that a menu's block is called by, and what was chosen.

    Raises StrangePressError.
    """
    with reading_ours():
        _, commitment_id, line_id = body["actions"][0]["block_id"].split(".")
        return check_number(commitment_id), check_number(line_id), read_option_press(body)


def read_days_press(body: Json) -> tuple[int, timedelta]:
    """Return the number that a menu's block is called by, and so many days. Raises StrangePressError."""
    number, chosen = read_menu_press(body)
    return number, read_days(chosen)


def read_days(chosen: str) -> timedelta:
    """Return the days that were chosen in a menu. Raises StrangePressError."""
    with reading_ours():
        days = check_number(chosen)
        if days > MOST_DAYS:
            raise ValueError("more days than any menu of ours has")
        return timedelta(days=days)


def read_chosen_number(chosen: str) -> int:
    """Return the number of a row that was chosen in a menu. Raises StrangePressError."""
    with reading_ours():
        return check_number(chosen)


def read_pressed_view(body: Json) -> Json:
    """Return the window or the Home tab in which somebody pressed. Raises StrangePressError."""
    with reading_ours():
        view: Json = body["view"]
        check_text(view["id"])
        check_text(view["type"])
        return view


def read_pressed_page(body: Json) -> int | None:
    """Return the number at the end of a button's id, which is the page that it leads to; None without one.

    Raises StrangePressError.
    """
    with reading_ours():
        number = body["actions"][0]["action_id"].rpartition(".")[2]
        return (
            int(number) if number.isascii() and number.isdecimal() and len(number) <= LONGEST_PAGE else None
        )


def read_answer_url(body: Json) -> str:
    """Return where a press can be answered; empty on Home and in a window, which Slack gives no address."""
    with reading_ours():
        return check_text(body.get("response_url") or "")


def read_search(body: Json) -> str:
    """Return what was typed so far into a menu that is searched. Raises StrangePressError."""
    with reading_ours():
        return tidy(body.get("value") or "")


def read_searched_number(body: Json) -> int:
    """Return the number that the block of a menu is called by in which somebody types.

    Raises StrangePressError.
    """
    with reading_ours():
        return _read_block_number(body)


def read_asking_channel(body: Json) -> str | None:
    """Return the channel in which somebody types or presses; None for a window or Home, which are in none.

    Raises StrangePressError.
    """
    with reading_ours():
        channel = body.get("channel_id") or body.get("channel", {}).get("id")
        return None if channel is None else check_text(channel)


def read_remembered(view: Json, *names: str) -> Json:
    """Return what a form was told to remember; these names are among it. Raises StrangePressError."""
    with reading_ours():
        text = view.get("private_metadata")
        return check_named(json.loads(text) if text else {}, names)


def _read_block_number(block: Json) -> int:
    return check_number(block["block_id"].split(".")[1])


def _read_value(body: Json) -> Any:
    return json.loads(body["actions"][0]["value"])
