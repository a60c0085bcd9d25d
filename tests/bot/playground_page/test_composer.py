"""Writing: messages, slash commands, what was typed before, shortcuts."""

from playwright.sync_api import Page, expect

from tests.bot.playground_page.conftest import Silence


def test_enter_sends_and_shift_enter_begins_a_new_line(sales: Page) -> None:
    composer = sales.get_by_role("textbox", name="Message #sales")
    composer.press_sequentially("One")
    composer.press("Shift+Enter")
    composer.press_sequentially("Two")
    composer.press("Enter")
    sent = sales.get_by_test_id("message").last
    expect(sent).to_contain_text("Sam Carter")
    expect(sent.locator(".section-text")).to_have_text("OneTwo")
    expect(sent.locator("br")).to_have_count(1)
    expect(composer).to_have_value("")


def test_a_slash_lists_the_commands_and_the_keyboard_takes_one(sales: Page) -> None:
    composer = sales.get_by_test_id("composer")
    composer.press_sequentially("/t")
    commands = sales.get_by_role("listbox", name="Commands")
    expect(commands.get_by_role("option")).to_have_count(2)
    expect(commands).to_contain_text("<account> <what happened>")
    composer.press("ArrowDown")
    expect(commands.get_by_role("option", selected=True)).to_contain_text("/team")
    composer.press("Tab")
    expect(composer).to_have_value("/team ")
    expect(commands).to_be_hidden()
    composer.fill("/")
    composer.press("Escape")
    expect(commands).to_be_hidden()


def test_a_command_written_in_full_goes_with_the_first_enter(sales: Page) -> None:
    composer = sales.get_by_test_id("composer")
    composer.press_sequentially("/team")
    composer.press("Enter")
    expect(sales.get_by_test_id("message").filter(has_text="Acme Foods")).to_be_visible()


def test_a_failed_command_brings_the_words_back_and_says_why(sales: Page, silence: Silence) -> None:
    composer = sales.get_by_test_id("composer")
    for typed in ("/nonsense acme", "/silent please"):
        composer.fill(typed)
        with silence():
            composer.press("Enter")
            expect(sales.locator("#composer").get_by_role("alert")).to_be_visible()
        expect(composer).to_have_value(typed)


def test_the_up_arrow_brings_back_what_was_sent_here(sales: Page) -> None:
    composer = sales.get_by_test_id("composer")
    for text in ("First", "Second"):
        composer.fill(text)
        composer.press("Enter")
        expect(sales.get_by_test_id("message").filter(has_text=text)).to_be_visible()
    composer.press("ArrowUp")
    expect(composer).to_have_value("Second")
    composer.press("ArrowUp")
    expect(composer).to_have_value("First")
    composer.press("ArrowDown")
    expect(composer).to_have_value("Second")
    composer.fill("")
    sales.get_by_test_id("conversation-C0DEALS").click()
    other = sales.get_by_role("textbox", name="Message #deals")
    other.press("ArrowUp")
    expect(other).to_have_value("")


def test_unsent_words_wait_in_their_conversation(sales: Page) -> None:
    sales.get_by_test_id("composer").fill("Half a thought")
    sales.get_by_test_id("conversation-C0DEALS").click()
    expect(sales.get_by_role("textbox", name="Message #deals")).to_have_value("")
    sales.get_by_test_id("conversation-C0SALES").click()
    expect(sales.get_by_role("textbox", name="Message #sales")).to_have_value("Half a thought")


def test_the_shortcuts_menu_opens_the_form(sales: Page) -> None:
    sales.get_by_role("button", name="Shortcuts", exact=True).click()
    sales.get_by_role("menuitem", name="Log a touch").click()
    expect(sales.get_by_role("dialog", name="Log a touch")).to_be_visible()


def test_a_message_shortcut_takes_the_message_along(sales: Page) -> None:
    sales.get_by_test_id("composer").fill("Visited Acme")
    sales.get_by_test_id("composer").press("Enter")
    sent = sales.get_by_test_id("message").filter(has_text="Visited Acme")
    sent.hover()
    sent.get_by_test_id("message-more").click()
    sales.get_by_role("menuitem", name="Log as a touch").press("Enter")
    expect(sales.get_by_role("textbox", name="What happened")).to_have_value("Visited Acme")
