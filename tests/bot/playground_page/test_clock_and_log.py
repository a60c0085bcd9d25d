"""The clock and the payload log, and the page on a small screen and in the dark."""

import re

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from tests.bot.playground_page.conftest import Visit


def test_a_preset_moves_the_clock_for_everybody(sales: Page, visit: Visit) -> None:
    other = visit("U0KIM")
    sales.get_by_role("button", name="Next Monday 08:30").click()
    expect(sales.get_by_test_id("clock-time")).to_contain_text("Mon 23 Nov")
    expect(sales.get_by_test_id("clock-time")).to_contain_text("08:30")
    expect(sales.get_by_text("It is now Monday, 23 November 2026, 08:30.")).to_be_visible()
    expect(other.get_by_test_id("clock-time")).to_contain_text("17:30")


def test_the_clock_goes_to_a_date_and_time_but_never_back(sales: Page) -> None:
    sales.get_by_test_id("clock-time").click()
    sales.get_by_test_id("clock-to").fill("2026-12-24T17:00")
    sales.get_by_role("button", name="Go", exact=True).click()
    expect(sales.get_by_test_id("clock-time")).to_contain_text("Thu 24 Dec")
    expect(sales.get_by_role("dialog", name="Move the clock")).to_be_hidden()
    sales.get_by_test_id("clock-time").click()
    sales.get_by_test_id("clock-to").fill("2026-12-01T17:00")
    sales.get_by_role("button", name="Go", exact=True).click()
    expect(sales.get_by_role("dialog", name="Move the clock").get_by_role("alert")).to_be_visible()


def test_the_clocks_name_says_what_it_shows(sales: Page) -> None:
    """A whole day changes the date and not the time; the name once kept the old date."""
    clock = sales.get_by_test_id("clock-time")
    for day in ("Saturday, 21", "Sunday, 22", "Monday, 23"):
        sales.get_by_role("button", name="+1 day").click()
        expect(clock).to_have_accessible_name(re.compile(f"{day} November 2026, 14:05"))
        expect(clock).to_contain_text(f"{day[:3]} {day[-2:]} Nov")


def test_day_dividers_follow_the_playgrounds_clock(sales: Page, client: WebClient) -> None:
    client.chat_postMessage(channel="C0SALES", text="Written on Friday")
    expect(sales.locator(".day")).to_have_text("Today")
    sales.get_by_role("button", name="+1 day").click()
    expect(sales.locator(".day")).to_have_text("Yesterday")
    expect(sales.get_by_role("button", name="+1 day")).to_be_focused()


def test_the_log_shows_filters_and_follows(sales: Page, client: WebClient) -> None:
    client.chat_postMessage(channel="C0SALES", text="Pink elephant, the first")
    sales.get_by_test_id("log-toggle").click()
    log = sales.get_by_role("complementary", name="Payload log")
    entries = log.get_by_role("listitem")
    log.get_by_role("searchbox", name="Filter the log").fill("chat.postMessage")
    expect(entries.filter(visible=True, has_text="chat.postMessage").first).to_be_visible()
    log.get_by_role("searchbox").fill("pink elephant")
    expect(entries.filter(visible=True)).to_have_count(1)
    client.chat_postMessage(channel="C0SALES", text="Pink elephant, the second")
    expect(entries.filter(visible=True)).to_have_count(2)
    entries.filter(visible=True).last.locator("summary").click()
    expect(log.get_by_text('"text": "Pink elephant, the second"').first).to_be_visible()
    log.get_by_role("button", name="Close the log").click()
    expect(log).to_be_hidden()


@pytest.mark.parametrize("width", [360, 700])
def test_on_a_small_screen_the_sidebar_is_a_drawer(visit: Visit, width: int) -> None:
    page = visit(width=width)
    link = page.get_by_test_id("conversation-C0DEALS")
    expect(link).to_be_hidden()
    page.get_by_role("button", name="Open the sidebar").click()
    link.click()
    expect(page).to_have_url(re.compile("at=C0DEALS"))
    expect(link).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_look_follows_the_system_and_can_be_changed_for_good(visit: Visit) -> None:
    page = visit(colours="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(background)
    page.get_by_role("button", name="Use the light look").click()
    light = page.evaluate(background)
    assert (dark, light) == ("rgb(22, 25, 26)", "rgb(255, 255, 255)")
    page.reload()
    assert page.evaluate(background) == light


def test_a_trouble_with_the_network_of_the_page_is_said(sales: Page) -> None:
    sales.route("**/playground/say", lambda route: route.abort())
    sales.get_by_test_id("composer").fill("Into the void")
    sales.get_by_test_id("composer").press("Enter")
    expect(sales.get_by_text("The playground did not answer.")).to_be_visible()
    expect(sales.get_by_test_id("composer")).to_have_value("Into the void")
