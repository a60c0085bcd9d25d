"""Elements in messages: buttons wait, fail, ask first; selects and menus choose; blocks that nobody knows."""

import pytest
from playwright.sync_api import Locator, Page, expect
from slack_sdk import WebClient

from tests.bot.playground_page.conftest import Silence, Visit
from tests.bot.playground_page.small_bot import BUTTONS, MAY_ANSWER, Json, options, plain


@pytest.fixture
def board(sales: Page, client: WebClient) -> Locator:
    client.chat_postMessage(channel="C0SALES", text="A board", blocks=BUTTONS)
    return sales.get_by_test_id("message").filter(has_text="Acme Foods")


def heard(page: Page, text: str) -> Locator:
    return page.get_by_test_id("message").filter(has_text=text)


def test_a_pressed_button_waits_and_cannot_be_pressed_twice(sales: Page, board: Locator) -> None:
    slow = board.get_by_role("button", name="Slow")
    MAY_ANSWER.clear()
    try:
        slow.click()
        expect(slow).to_have_attribute("aria-busy", "true")
        slow.click()
    finally:
        MAY_ANSWER.set()
    expect(heard(sales, "Pressed slow")).to_be_visible()
    expect(slow).not_to_have_attribute("aria-busy", "true")
    expect(heard(sales, "Pressed slow")).to_have_count(1)


def test_a_press_without_an_answer_shows_the_reason_beside_it(
    sales: Page, board: Locator, silence: Silence
) -> None:
    with silence():
        board.get_by_role("button", name="Broken").click()
        expect(board.get_by_role("alert")).to_be_visible()
    board.get_by_role("button", name="Slow").click()
    expect(board.get_by_role("alert")).to_have_count(0)
    expect(heard(sales, "Pressed slow")).to_be_visible()


def test_a_button_that_asks_first_does_nothing_until_confirmed(sales: Page, board: Locator) -> None:
    board.get_by_role("button", name="Not mine").click()
    question = sales.get_by_role("dialog", name="Hand it back?")
    question.get_by_role("button", name="Keep").click()
    expect(board).to_be_visible()
    board.get_by_role("button", name="Not mine").click()
    question.get_by_role("button", name="Hand back").click()
    expect(heard(sales, "Handed back")).to_be_visible()


def test_a_select_finds_by_letters_and_sends_the_choice(sales: Page, board: Locator) -> None:
    snooze = board.get_by_role("combobox", name="Snooze")
    snooze.press_sequentially("two")
    expect(sales.get_by_role("listbox").get_by_role("option")).to_have_count(1)
    snooze.press("Enter")
    expect(heard(sales, "Chosen: two weeks")).to_be_visible()
    expect(snooze).to_have_value("Two weeks")


def test_fields_of_one_message_are_told_apart_by_their_account(sales: Page, client: WebClient) -> None:
    snooze = {
        "type": "static_select",
        "action_id": "snooze",
        "placeholder": plain("Snooze"),
        "options": options("One week"),
    }
    blocks: list[Json] = []
    for line in ("*Acme Foods*: 32 days", "• *Smith &amp; Sons*: 40 days", "Nobody in *particular"):
        blocks.append({"type": "section", "text": {"type": "mrkdwn", "text": line}})
        blocks.append({"type": "actions", "elements": [snooze]})
    beside = {"type": "mrkdwn", "text": "*Cobalt* and *Delta*"}
    blocks.append({"type": "section", "text": beside, "accessory": snooze})
    blocks.append({"type": "divider"})
    blocks.append({"type": "actions", "elements": [snooze]})
    client.chat_postMessage(channel="C0SALES", text="Quiet", blocks=blocks)
    fields = sales.get_by_test_id("message").get_by_role("combobox")
    expect(fields).to_have_count(5)
    names = ["Snooze, Acme Foods", "Snooze, Smith & Sons", "Snooze", "Snooze, Cobalt", "Snooze"]
    for field, name in zip(fields.all(), names, strict=True):
        expect(field).to_have_accessible_name(name)


def test_the_overflow_menu_works_by_keyboard(sales: Page, board: Locator) -> None:
    board.get_by_role("button", name="More actions, Acme Foods").press("Enter")
    expect(sales.get_by_role("menuitem", name="Forget")).to_be_focused()
    sales.keyboard.press("ArrowDown")
    sales.keyboard.press("Enter")
    expect(heard(sales, "Chosen: show")).to_be_visible()


def test_an_answer_can_take_the_place_of_the_message(sales: Page) -> None:
    sales.get_by_test_id("composer").fill("/touch acme called")
    sales.get_by_test_id("composer").press("Enter")
    heard(sales, "Acme Foods").get_by_role("button", name="Undo").click()
    expect(heard(sales, "Undone")).to_be_visible()
    expect(heard(sales, "Acme Foods")).to_have_count(0)


def test_charts_and_tables_have_their_figures_in_words(sales: Page, client: WebClient) -> None:
    weeks = [{"label": f"W{week}", "value": week} for week in range(1, 5)]
    blocks = [
        {
            "type": "data_visualization",
            "title": "Touches a week",
            "chart": {
                "type": "bar",
                "series": [{"name": "Touches", "data": weeks}],
                "axis_config": {"categories": [week["label"] for week in weeks]},
            },
        },
        {
            "type": "table",
            "rows": [
                [{"type": "raw_text", "text": "Account"}, {"type": "raw_text", "text": "Days"}],
                [{"type": "raw_text", "text": "Acme"}, {"type": "raw_text", "text": "32"}],
            ],
        },
    ]
    client.chat_postMessage(channel="C0SALES", text="Figures", blocks=blocks)
    figure = sales.get_by_role("figure", name="Touches a week")
    expect(figure.locator("svg.plot rect")).to_have_count(4)
    figure.get_by_text("Show the figures").click()
    expect(figure.get_by_role("row", name="W4 4")).to_be_visible()
    expect(sales.get_by_role("row", name="Acme 32")).to_be_visible()


def test_a_wide_table_keeps_its_words_whole_and_its_rows_named(visit: Visit, client: WebClient) -> None:
    """Names stood in the heading letter below letter; what a row is about went out of sight."""
    page = visit(width=390)
    names = [f"Somebody Lindqvist {number}" for number in range(12)]
    rows = [["Idea", *names], *([f"Idea {number}", *"●" * 12] for number in range(1, 13))]
    grid = {
        "type": "data_table",
        "caption": "Who took what",
        "page_size": 10,
        "rows": [[{"type": "raw_text", "text": text} for text in row] for row in rows],
    }
    client.chat_postMessage(channel="C0SALES", text="Figures", blocks=[grid])
    table = page.get_by_role("table", name="Who took what")
    expect(table.get_by_role("columnheader")).to_have_count(13)
    expect(table.get_by_role("rowheader")).to_have_count(10)
    assert table.get_by_role("columnheader").last.evaluate("node => node.scrollWidth - node.clientWidth") <= 1
    head = table.get_by_role("columnheader", name=names[0])
    assert (head.bounding_box() or {"width": 0})["width"] > 70
    region = page.get_by_role("region", name="Who took what")
    first = table.get_by_role("rowheader", name="Idea 1", exact=True)
    before = first.bounding_box()
    region.focus()
    page.keyboard.press("ArrowRight")
    expect(region).not_to_have_js_property("scrollLeft", 0)
    assert first.bounding_box() == before
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_text("Rows 11 to 12 of 12")).to_be_visible()
    expect(table.get_by_role("rowheader")).to_have_count(2)
    expect(page.get_by_role("button", name="Previous")).to_be_focused()
