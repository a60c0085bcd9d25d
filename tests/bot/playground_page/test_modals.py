"""Modals: filling in, complaints, updates, the stack, closing."""

import pytest
from playwright.sync_api import Locator, Page, expect

from bot.playground.server import PlaygroundServer
from tests.bot.playground_page.small_bot import Json, field, options, plain


@pytest.fixture
def form(sales: Page) -> Locator:
    sales.get_by_test_id("composer").fill("/touch")
    sales.get_by_test_id("composer").press("Enter")
    dialog = sales.get_by_role("dialog", name="Log a touch")
    expect(dialog).to_be_visible()
    return dialog


def choose(page: Page, field: str, typed: str, option: str) -> None:
    page.get_by_role("combobox", name=field).press_sequentially(typed)
    page.get_by_role("listbox").get_by_role("option", name=option).click()


def test_a_filled_form_reaches_the_bot(sales: Page, form: Locator) -> None:
    expect(form.get_by_role("textbox", name="What happened")).to_be_focused()
    form.get_by_role("textbox", name="What happened").fill("visited store")
    choose(sales, "Account", "tool", "Acme Tools")
    expect(form.get_by_role("radio", name="Non-selling")).to_be_checked()
    form.get_by_label("Day").fill("2026-11-19")
    choose(sales, "With whom", "kim", "Kim Ito")
    form.get_by_test_id("modal-submit").click()
    expect(form).to_be_hidden()
    told = sales.get_by_test_id("message").filter(has_text="Form:")
    expect(told).to_contain_text("Form: acme tools; visited store; 2026-11-19; 2 people")


def test_required_fields_are_asked_for_before_anything_is_sent(sales: Page, form: Locator) -> None:
    form.get_by_role("textbox", name="Mail").fill("not a mail")
    form.get_by_test_id("modal-submit").click()
    expect(form.get_by_text("Please complete this required field.")).to_have_count(2)
    expect(form.get_by_text("Please enter a valid email address.")).to_be_visible()
    account = form.get_by_role("combobox", name="Account")
    expect(account).to_be_focused()
    expect(account).to_have_attribute("aria-invalid", "true")
    expect(account).to_have_accessible_description("Please complete this required field.")


def test_a_required_field_complains_until_it_is_filled(sales: Page, form: Locator) -> None:
    complaints = form.get_by_text("Please complete this required field.")
    form.get_by_test_id("modal-submit").click()
    expect(complaints).to_have_count(2)
    form.get_by_role("textbox", name="What happened").fill("visited store")
    expect(complaints).to_have_count(1)
    choose(sales, "Account", "tool", "Acme Tools")
    expect(complaints).to_have_count(0)
    expect(form.get_by_role("combobox", name="Account")).not_to_have_attribute("aria-invalid", "true")


def test_the_bots_complaint_stands_below_its_field(sales: Page, form: Locator) -> None:
    form.get_by_role("textbox", name="What happened").fill("a bad day")
    choose(sales, "Account", "cob", "Cobalt")
    form.get_by_test_id("modal-submit").click()
    expect(form.get_by_text("That day has not come yet.")).to_be_visible()
    expect(form.get_by_label("Day")).to_be_focused()
    expect(form.get_by_label("Day")).to_have_accessible_description("That day has not come yet.")
    expect(form.get_by_role("textbox", name="What happened")).to_have_value("a bad day")


def test_an_update_keeps_what_was_typed(sales: Page, form: Locator) -> None:
    form.get_by_role("textbox", name="What happened").fill("half a line")
    choose(sales, "Account", "cob", "Cobalt")
    form.get_by_role("button", name="Add a line").click()
    expect(form.get_by_text("A line was added.")).to_be_visible()
    expect(form.get_by_role("textbox", name="What happened")).to_have_value("half a line")
    expect(form.get_by_role("combobox", name="Account")).to_have_value("Cobalt")


def test_a_pushed_form_goes_back_to_the_one_below(sales: Page, form: Locator) -> None:
    form.get_by_role("textbox", name="What happened").fill("push one")
    choose(sales, "Account", "cob", "Cobalt")
    form.get_by_test_id("modal-submit").click()
    pushed = sales.get_by_role("dialog", name="Add an idea")
    expect(pushed.get_by_role("textbox", name="What happened")).to_have_value("")
    pushed.get_by_role("button", name="Back").click()
    expect(form.get_by_role("textbox", name="What happened")).to_have_value("push one")


def test_closing_tells_the_bot_and_returns_the_keyboard(sales: Page, form: Locator) -> None:
    closings = sales.get_by_test_id("message").filter(has_text="The form was closed")
    for times, way in enumerate(["Escape", "Cancel", "Close dialog"], start=1):
        if way == "Escape":
            sales.keyboard.press("Escape")
        else:
            sales.get_by_test_id("composer").press_sequentially("/touch\n")
            form.get_by_role("button", name=way, exact=True).click()
        expect(form).to_be_hidden()
        expect(closings).to_have_count(times)
        expect(sales.get_by_test_id("composer")).to_be_focused()


def test_escape_closes_an_open_list_before_the_form(sales: Page, form: Locator) -> None:
    form.get_by_role("combobox", name="Account").click()
    expect(sales.get_by_role("option", name="Cobalt")).to_be_visible()
    sales.keyboard.press("Escape")
    expect(sales.get_by_role("option", name="Cobalt")).to_be_hidden()
    expect(form).to_be_visible()


def test_the_keyboard_stays_inside_the_form(sales: Page, form: Locator) -> None:
    for _ in range(20):
        sales.keyboard.press("Tab")
        assert form.evaluate("dialog => dialog.contains(document.activeElement)")


def test_an_open_form_survives_a_reload(sales: Page, form: Locator) -> None:
    sales.reload()
    expect(form).to_be_visible()


@pytest.mark.parametrize("kind", ["static_select", "radio_buttons", "datepicker", "plain_text_input"])
def test_a_form_begins_in_its_first_field(server: PlaygroundServer, sales: Page, kind: str) -> None:
    element: Json = {"type": kind}
    if kind in {"static_select", "radio_buttons"}:
        element["options"] = options("Once a week", "Never")
    blocks = [field("first", "First", element), field("second", "Second", {"type": "plain_text_input"})]
    view = {"type": "modal", "title": plain("Settings"), "submit": plain("Save"), "blocks": blocks}
    server.run_inside(lambda: server.workspace.views.push("U0SAM", view))
    form = sales.get_by_role("dialog", name="Settings")
    expect(form.locator("[data-block=first] input").first).to_be_focused()


def test_who_chooses_several_goes_on_choosing(sales: Page, form: Locator) -> None:
    """The list closed after each, and the next Escape closed the whole form."""
    people = form.get_by_role("combobox", name="With whom")
    people.click()
    form.get_by_role("option", name="Kim Ito").click()
    form.get_by_role("option", name="Sam Carter").click()
    expect(form.get_by_role("button", name="Remove ")).to_have_count(3)
    sales.keyboard.press("Escape")
    expect(people).to_have_attribute("aria-expanded", "false")
    expect(form).to_be_visible()
