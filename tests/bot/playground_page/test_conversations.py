"""Reading: messages arrive, change and go; one finds one's way between conversations and people."""

import re
import time

from playwright.sync_api import Locator, Page, Route, expect
from slack_sdk import WebClient

from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor
from tests.bot.playground_page.conftest import Visit
from tests.bot.playground_page.small_bot import BUTTONS


def message(page: Page, text: str) -> Locator:
    return page.get_by_test_id("message").filter(has_text=text)


def test_a_message_from_someone_else_arrives_without_reload(sales: Page, dana: Visitor) -> None:
    dana.say("C0SALES", "Dropped in at Acme with @sam")
    arrived = message(sales, "Dropped in at Acme")
    expect(arrived).to_contain_text("Dana Cole")
    expect(arrived.locator(".mention")).to_have_text("@Sam Carter")
    expect(sales.locator("#announcer")).to_contain_text("Dana Cole: Dropped in at Acme")


def test_the_bots_messages_wear_a_badge_and_follow_edits_and_deletions(
    sales: Page, client: WebClient
) -> None:
    posted = client.chat_postMessage(channel="C0SALES", text="First words")
    expect(message(sales, "First words").get_by_text("APP", exact=True)).to_be_visible()
    client.chat_update(channel="C0SALES", ts=posted["ts"], text="Second *words*")
    expect(message(sales, "Second words")).to_contain_text("(edited)")
    expect(message(sales, "Second words").locator("strong")).to_have_text("words")
    client.chat_delete(channel="C0SALES", ts=posted["ts"])
    expect(message(sales, "Second words")).to_have_count(0)


def test_unread_messages_show_in_the_sidebar_and_the_title(sales: Page, dana: Visitor) -> None:
    dana.say("C0DEALS", "One")
    dana.say("C0DEALS", "Two")
    deals = sales.get_by_test_id("conversation-C0DEALS")
    expect(deals).to_have_accessible_name(re.compile(r"deals.*\(2 unread\)"))
    expect(sales).to_have_title(re.compile(r"^\(2\) #sales"))
    deals.click()
    expect(message(sales, "Two")).to_be_visible()
    expect(deals).not_to_contain_text("unread")
    expect(sales).to_have_title(re.compile(r"^#deals"))


def test_an_answer_only_i_can_see_can_be_dismissed_for_good(sales: Page) -> None:
    sales.get_by_test_id("composer").fill("/touch acme visited store")
    sales.get_by_test_id("composer").press("Enter")
    private = message(sales, "Acme Foods")
    expect(private).to_contain_text("Only visible to you")
    private.get_by_role("button", name="Dismiss message").click()
    expect(private).to_have_count(0)
    sales.reload()
    expect(sales.get_by_test_id("composer")).to_be_focused()
    expect(private).to_have_count(0)


def test_only_the_person_it_is_for_sees_a_private_answer(sales: Page, visit: Visit, sam: Visitor) -> None:
    other = visit("U0DANA")
    sam.command("C0SALES", "/touch acme visited store")
    expect(message(sales, "Acme Foods")).to_be_visible()
    sam.say("C0SALES", "Done")
    expect(message(other, "Done")).to_be_visible()
    expect(message(other, "Acme Foods")).to_have_count(0)


def test_switching_person_keeps_the_place_and_reload_keeps_both(sales: Page) -> None:
    sales.get_by_test_id("person-switcher").select_option("U0KIM")
    expect(sales).to_have_url(re.compile(r"#as=U0KIM&at=C0SALES"))
    expect(sales).to_have_title(re.compile("Kim Ito"))
    sales.reload()
    expect(sales.get_by_test_id("person-switcher")).to_have_value("U0KIM")
    # Tokyo is nine hours ahead of the playground's 14:05 UTC.
    expect(sales.get_by_test_id("clock-time")).to_contain_text("23:05")


def test_home_is_drawn_by_the_bot_and_its_buttons_work(sales: Page) -> None:
    sales.get_by_test_id("conversation-home").click()
    home = sales.get_by_test_id("home")
    expect(home.get_by_role("heading", name="Quiet too long")).to_be_visible()
    expect(sales.get_by_test_id("composer")).to_be_hidden()
    home.get_by_role("button", name="Log a touch").click()
    expect(sales.get_by_role("dialog", name="Log a touch")).to_be_visible()


def test_the_apps_messages_are_a_tab_beside_home(sales: Page, client: WebClient) -> None:
    client.chat_postMessage(channel="U0SAM", text="Good morning, Sam")
    sales.get_by_test_id("conversation-home").click()
    sales.get_by_test_id("tab-messages").click()
    expect(message(sales, "Good morning, Sam")).to_be_visible()
    expect(sales.get_by_role("textbox", name="Message Drumbeat")).to_be_visible()


def test_what_comes_while_the_page_reads_is_not_overwritten(sales: Page, dana: Visitor) -> None:
    """A Home drawn between the question and its answer once stayed empty: the older answer won."""

    def answer_late(route: Route) -> None:
        answer = route.fetch()
        dana.say("C0DEALS", "In between")
        time.sleep(0.1)  # the live line is faster than this answer
        route.fulfill(response=answer)

    sales.route("**/playground/messages*", answer_late)
    sales.get_by_test_id("conversation-C0DEALS").click()
    expect(sales.get_by_role("list", name="Messages in #deals")).to_contain_text("In between")


def test_replies_stand_below_what_they_answer(sales: Page, client: WebClient) -> None:
    first = client.chat_postMessage(channel="C0SALES", text="The question")
    client.chat_postMessage(channel="C0SALES", text="Another matter")
    client.chat_postMessage(channel="C0SALES", text="The reply", thread_ts=first["ts"])
    expect(message(sales, "The reply")).to_have_class(re.compile("reply"))
    expect(sales.get_by_test_id("message")).to_contain_text(["The question", "The reply", "Another matter"])


def test_the_keyboard_stays_on_a_button_whose_message_is_redrawn(sales: Page, client: WebClient) -> None:
    posted = client.chat_postMessage(channel="C0SALES", text="A board", blocks=BUTTONS)
    board = message(sales, "Acme Foods")
    board.get_by_role("button", name="Slow").focus()
    client.chat_update(
        channel="C0SALES", ts=posted["ts"], text="A board", blocks=[{"type": "divider"}, *BUTTONS]
    )
    expect(board.locator("hr")).to_have_count(1)
    expect(board.get_by_role("button", name="Slow")).to_be_focused()


def test_before_the_bot_has_joined_a_banner_says_so(empty_server: PlaygroundServer, visit: Visit) -> None:
    page = visit()
    expect(page.get_by_text("Waiting for the bot to join…")).to_be_visible()


def test_when_the_playground_stops_the_page_says_so_and_comes_back_with_it(
    empty_server: PlaygroundServer, visit: Visit
) -> None:
    page = visit()
    empty_server.stop()
    expect(page.get_by_text("The playground has stopped; run drumbeat demo again.")).to_be_visible()
    empty_server.start()
    expect(page.get_by_text("Waiting for the bot to join…")).to_be_visible()
