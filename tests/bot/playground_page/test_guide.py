"""The guide of the first visit, and where one begins to read."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from bot.playground.visitor import Visitor
from tests.bot.playground_page.conftest import Visit

LONG: list[dict[str, Any]] = [
    {"type": "section", "text": {"type": "mrkdwn", "text": f"*Account {number}*: quiet for weeks"}}
    for number in range(40)
]


def guide_of(page: Page) -> Locator:
    return page.get_by_role("region", name="First steps")


def height_of(part: Locator) -> float:
    box = part.bounding_box()
    assert box is not None
    return box["height"]


def top_of(page: Page, part: Locator) -> float:
    """How far below the upper edge of the conversation something begins."""
    inside, view = part.bounding_box(), page.locator("#scroll").bounding_box()
    assert inside is not None
    assert view is not None
    return inside["y"] - view["y"]


def test_the_guide_writes_its_example_and_stays_away_once_dismissed(visit: Visit) -> None:
    page = visit(guide=True)
    guide = guide_of(page)
    guide.get_by_role("button", name="/touch acme visited store").click()
    expect(page.get_by_test_id("composer")).to_have_value("/touch acme visited store")
    guide.get_by_role("button", name="Hide this guide").click()
    expect(guide).to_have_count(0)
    page.reload()
    expect(page.get_by_test_id("composer")).to_be_focused()
    expect(guide).to_have_count(0)


def test_the_guide_stands_in_channels_alone(visit: Visit) -> None:
    page = visit(guide=True)
    expect(guide_of(page)).to_be_visible()
    page.get_by_test_id("conversation-home").click()
    expect(page.get_by_test_id("home")).to_be_visible()
    expect(guide_of(page)).to_have_count(0)
    page.get_by_test_id("tab-messages").click()
    expect(page.get_by_role("textbox", name="Message Drumbeat")).to_be_visible()
    expect(guide_of(page)).to_have_count(0)
    page.get_by_test_id("conversation-C0DEALS").click()
    expect(guide_of(page)).to_be_visible()


@pytest.mark.parametrize(("width", "most"), [(1200, 70), (390, 160)])
def test_the_guide_takes_little_room_and_folds(visit: Visit, width: int, most: int) -> None:
    """At most a fifth of a small screen, one row on a wide one."""
    page = visit(guide=True, width=width)
    guide = guide_of(page)
    assert height_of(guide) <= most
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    fold = guide.get_by_role("button", name=re.compile("First steps 0 of 3 done"))
    fold.click()
    expect(guide.get_by_role("list")).to_be_hidden()
    expect(fold).to_have_attribute("aria-expanded", "false")
    expect(fold).to_be_focused()
    assert height_of(guide) <= 50
    page.reload()
    expect(guide.get_by_role("list")).to_be_hidden()


def test_each_step_does_what_it_says_and_is_ticked_off(visit: Visit) -> None:
    page = visit(guide=True)
    guide = guide_of(page)
    guide.get_by_role("button", name="/touch acme").click()
    expect(guide).to_contain_text("0 of 3 done")
    page.get_by_test_id("composer").press("Enter")
    expect(guide.get_by_test_id("guide-touch")).to_contain_text("(done)")

    guide.get_by_role("button", name="Move to next Monday 08:30: the nudge arrives").click()
    expect(page.get_by_test_id("clock-time")).to_contain_text("Mon 23 Nov")
    expect(page.get_by_role("textbox", name="Message Drumbeat")).to_be_visible()

    page.get_by_test_id("conversation-C0SALES").click()
    expect(guide).to_contain_text("2 of 3 done")
    guide.get_by_role(
        "button", name="Switch to Dana: she is asked before anything is sent to her", exact=True
    ).click()
    expect(page.get_by_test_id("person-switcher")).to_have_value("U0DANA")
    expect(page.get_by_role("textbox", name="Message Drumbeat")).to_be_visible()
    page.get_by_test_id("conversation-C0SALES").click()
    expect(guide).to_contain_text("3 of 3 done")


def test_steps_done_in_another_way_count_too(visit: Visit) -> None:
    page = visit(guide=True)
    page.get_by_role("button", name="+1 hour").click()
    expect(guide_of(page).get_by_test_id("guide-clock")).to_contain_text("(done)")
    page.get_by_test_id("person-switcher").select_option("U0KIM")
    expect(guide_of(page).get_by_test_id("guide-person")).to_contain_text("(done)")
    expect(guide_of(page)).to_contain_text("2 of 3 done")


def test_a_long_unread_message_opens_at_its_beginning(sales: Page, client: WebClient) -> None:
    client.chat_postMessage(channel="U0SAM", text="Good morning, Sam", blocks=LONG)
    client.chat_postMessage(channel="U0SAM", text="And a short one")
    talk = sales.get_by_role("link", name="Messages (2 unread)")
    talk.click()
    first = sales.get_by_text("Account 0")
    expect(first).to_be_in_viewport()
    assert 0 < top_of(sales, first) < 120
    # Once read, the conversation opens at its end.
    sales.get_by_test_id("conversation-C0SALES").click()
    expect(sales.get_by_role("textbox", name="Message #sales")).to_be_visible()
    sales.get_by_role("link", name="Messages", exact=True).click()
    expect(sales.get_by_text("And a short one")).to_be_in_viewport()


def test_a_long_message_that_arrives_is_shown_from_its_beginning(
    sales: Page, client: WebClient, dana: Visitor
) -> None:
    client.chat_postMessage(channel="C0SALES", text="Good morning", blocks=LONG)
    first = sales.get_by_text("Account 0")
    expect(first).to_be_in_viewport()
    assert 0 < top_of(sales, first) < 120
    dana.say("C0SALES", "So many")
    expect(sales.get_by_role("button", name="New messages")).to_be_visible()
    expect(first).to_be_in_viewport()
    sales.get_by_role("button", name="New messages").click()
    expect(sales.get_by_text("So many", exact=True)).to_be_in_viewport()
