"""The demo as a newcomer meets it: one command, a page in a real browser, the story from /touch to Monday."""

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import open_page

START_SECONDS = 60
SLOW_STATE = """
const ask = window.fetch;
const wait = () => new Promise((go) => setTimeout(go, 300));
window.fetch = (where, ...rest) =>
  String(where).includes("/playground/state") ? wait().then(() => ask(where, ...rest)) : ask(where, ...rest);
"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where `drumbeat demo` says its page is."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "bot", "demo", "--no-open", "--port", "0", "--patience", "60"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    impatient = threading.Timer(START_SECONDS, process.kill)
    impatient.start()
    assert process.stdout is not None
    lines: list[str] = []
    for line in process.stdout:
        lines.append(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+", line):
            break
    else:
        pytest.fail("The demo did not say where its page is: " + "".join(lines))
    impatient.cancel()
    yield found.group()
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=START_SECONDS)
    assert process.returncode == 0, rest
    assert "Traceback" not in rest


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Sam's page, without the guide of the first visit."""
    page = open_page(browser, viewport={"width": 1280, "height": 900})
    page.context.add_init_script("localStorage.setItem('drumbeat.guide-seen', 'yes')")
    page.goto(f"{address}/#as=U0SAM&at=C0SALES")
    yield page
    page.context.close()


def say(page: Page, text: str) -> None:
    composer = page.get_by_test_id("composer")
    composer.fill(text)
    composer.press("Escape")
    composer.press("Enter")


def newest(page: Page) -> Locator:
    return page.get_by_test_id("message").last


def test_a_touch_is_typed_read_taken_back_and_put_back(page: Page) -> None:
    say(page, "/touch acme foods visited store yesterday with Kim")
    expect(newest(page)).to_contain_text("Logged for Acme Foods: visited store with Kim, yesterday")
    expect(newest(page)).to_contain_text("You're good until")
    newest(page).get_by_role("button", name="Undo").click()
    expect(newest(page)).to_contain_text("Taken back for Acme Foods")
    newest(page).get_by_role("button", name="Put it back").click()
    expect(newest(page)).to_contain_text("Logged for Acme Foods")


def test_nothing_can_be_typed_before_it_is_known_where_it_goes(page: Page) -> None:
    page.add_init_script(SLOW_STATE)
    page.reload(wait_until="commit")
    say(page, "/touch lumen lighting sent photos of the shop window")
    expect(newest(page)).to_contain_text("Logged for Lumen Lighting")


def test_a_name_that_nearly_fits_is_offered_and_picked(page: Page) -> None:
    say(page, "/touch kestrl bikes rode along on the Sunday tour")
    expect(newest(page)).to_contain_text("Did you mean")
    newest(page).get_by_role("button", name="Kestrel Bikes").click()
    expect(newest(page)).to_contain_text("Logged for Kestrel Bikes")


def test_an_unknown_account_is_added_with_its_first_touch(page: Page) -> None:
    say(page, "/touch Zephyr met at the fair")
    # The answer before it has a button for ideas.
    newest(page).get_by_role("button", name="Add “Zephyr”").click()
    form = page.get_by_test_id("modal")
    form.get_by_label("Name", exact=True).fill("Zephyr Kites")
    form.get_by_test_id("modal-submit").click()
    expect(newest(page)).to_contain_text("Logged for Zephyr Kites: met at the fair")


def test_the_form_says_what_is_missing_and_then_logs(page: Page) -> None:
    say(page, "/touch")
    form = page.get_by_test_id("modal")
    form.get_by_test_id("modal-submit").click()
    expect(form).to_be_visible()
    form.get_by_role("combobox", name="Account").fill("fjord")
    page.get_by_role("listbox").get_by_role("option", name="Fjord Outdoor").click()
    form.get_by_label("What happened?").fill("Walked the new shop floor")
    form.get_by_test_id("modal-submit").click()
    expect(newest(page)).to_contain_text("Logged for Fjord Outdoor: Walked the new shop floor, today")


def test_the_command_line_completes_commands(page: Page) -> None:
    page.get_by_test_id("composer").press_sequentially("/to")
    expect(page.get_by_test_id("suggestions")).to_contain_text("/touch")
    page.get_by_test_id("composer").press("Tab")
    expect(page.get_by_test_id("composer")).to_have_value(re.compile(r"^/touch "))


def test_home_shows_who_is_quiet_and_the_last_touches(page: Page) -> None:
    say(page, "/touch ember hotels tea with the porter")
    expect(newest(page)).to_contain_text("Logged for Ember Hotels")
    page.get_by_test_id("conversation-home").click()
    home = page.get_by_test_id("home")
    expect(home).to_contain_text("Quiet too long")
    expect(home).to_contain_text("Ibis Travel")
    expect(home).to_contain_text("tea with the porter")


def test_monday_brings_the_nudge_and_its_lines_are_worked_off(page: Page) -> None:
    """The whole point: the clock reaches Monday 08:30, and the message comes with buttons that work."""
    page.get_by_test_id("clock-moment").get_by_text("Monday").or_(
        page.get_by_test_id("clock-moment")
    ).first.click()
    page.get_by_test_id("tab-messages").or_(page.get_by_test_id("conversation-D0000000001")).first.click()
    nudge = page.get_by_test_id("message").filter(has_text="Good morning, Sam").last
    expect(nudge).to_contain_text("Ibis Travel")
    nudge.get_by_role("button", name="Ibis Travel is not mine").click()
    expect(nudge).to_contain_text("Ibis Travel: no longer yours")
    nudge.get_by_role("button", name="Undo for Ibis Travel").click()
    expect(nudge.get_by_role("button", name="Ibis Travel is not mine")).to_be_visible()
    nudge.get_by_role("button", name="Log a touch for Ibis Travel").click()
    form = page.get_by_test_id("modal")
    form.get_by_label("What happened?").fill("Sent them the ferry timetable")
    form.get_by_test_id("modal-submit").click()
    expect(nudge).to_contain_text("Ibis Travel: Sent them the ferry timetable, logged by you")


def test_whom_one_has_switched_to_stays_though_a_conversation_is_opened_at_once(page: Page) -> None:
    """Its link still named Sam, and what was typed then was said by nobody."""
    page.add_init_script(SLOW_STATE)
    page.reload()
    page.get_by_test_id("conversation-C0SALES").click()
    page.get_by_test_id("person-switcher").select_option("U0DANA")
    expect(page.get_by_test_id("composer")).to_be_hidden()
    page.get_by_test_id("conversation-C0SALES").click()
    say(page, "/touch marlow bakeries tried the new rye")
    expect(newest(page)).to_contain_text("Logged for Marlow Bakeries")
    expect(page.get_by_test_id("person-switcher")).to_have_value("U0DANA")


def test_somebody_new_is_asked_before_anything_is_sent(page: Page) -> None:
    """Decision 7: nothing unprompted before a yes."""
    page.get_by_test_id("person-switcher").select_option("U0DANA")
    page.get_by_test_id("conversation-C0SALES").click()
    say(page, "/touch lumen lighting coffee")
    expect(newest(page)).to_contain_text("Logged for Lumen Lighting")
    page.get_by_text("Messages", exact=True).first.click()
    welcome = page.get_by_test_id("message").filter(has_text="May I send you")
    welcome.get_by_role("button", name="Yes, please").click()
    expect(page.get_by_test_id("messages")).to_contain_text("One message a week")


def test_a_card_draws_its_half_year_and_its_figures_can_be_read(page: Page) -> None:
    """NS-7 in a real browser: the bars, and the same figures as a table and as a sentence."""
    say(page, "/account harbour insurance")
    card = newest(page)
    expect(card).to_contain_text("Quiet too long")
    chart = card.get_by_role("figure", name="Touches per fortnight")
    bars = chart.locator("svg rect")
    expect(bars.first).to_be_visible()
    heights = [float(bar.get_attribute("height") or 0) for bar in bars.all()]
    assert len(heights) > 3
    assert min(heights) > 10
    assert not [tick for tick in chart.locator("svg text").all_text_contents() if "." in tick]
    chart.get_by_text("Show the figures").click()
    table = chart.get_by_role("table")
    expect(table.get_by_role("columnheader", name="Attention")).to_be_visible()
    expect(table.get_by_role("rowheader")).to_have_count(13)
    figures = [row.locator("td").all_inner_texts() for row in table.get_by_role("row").all()[1:]]
    drawn = [int(figure) for row in figures for figure in row if figure != "0"]
    assert len(drawn) == len(heights)
    attention = ", ".join(row[0] for row in figures)
    selling = ", ".join(row[1] for row in figures)
    expect(card).to_contain_text(f"Attention {attention}; about a sale {selling}.")


def test_the_quiet_list_leads_to_a_card(page: Page) -> None:
    say(page, "/quiet")
    expect(newest(page)).to_contain_text("Delta Print Works")
    newest(page).get_by_role("button", name="Details of Delta Print Works").click()
    expect(newest(page)).to_contain_text(re.compile(r"\d of the last 13 fortnights had"))


@pytest.mark.parametrize("width", [1280, 390])
def test_the_guide_leads_to_a_brainstorm(browser: Browser, address: str, width: int) -> None:
    """First to who leads the team, then to the words, in the same channel."""
    page = open_page(browser, viewport={"width": width, "height": 900})
    page.goto(f"{address}/#as=U0SAM&at=C0SALES")
    step = page.get_by_test_id("guide-brainstorm")
    step.get_by_role("button", name="Switch to Morgan for a brainstorm").click()
    expect(page.get_by_test_id("person-switcher")).to_have_value("U0MORGAN")
    step.get_by_role("button", name="/brainstorm").click()
    expect(page.get_by_test_id("composer")).to_have_value("/brainstorm")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_test_id("composer").press("Enter")
    expect(step).to_contain_text("(done)")
    expect(page.get_by_role("radiogroup", name="Two questions to begin with")).to_be_visible()
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_test_id("modal")).to_be_hidden()
    page.context.close()
