"""Somebody leaves, and Slack refuses a message: from the clock's menu, without a line of Python."""

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor


def test_somebody_leaves_and_comes_back(sales: Page, server: PlaygroundServer) -> None:
    clock, happenings = sales.get_by_test_id("clock-time"), sales.get_by_test_id("happenings")
    clock.click()
    happenings.get_by_role("button", name="Dana Cole leaves").click()
    expect(sales.get_by_text("Dana Cole has left Slack.")).to_be_visible()
    expect(happenings).to_be_hidden()
    assert server.workspace.person("U0DANA").deleted
    expect(sales.locator("#person option[value=U0DANA]")).to_be_disabled()
    clock.click()
    happenings.get_by_role("button", name="Dana Cole comes back").press("Enter")
    expect(sales.get_by_text("Dana Cole is back in Slack.")).to_be_visible()
    assert not server.workspace.person("U0DANA").deleted


def test_slack_refuses_the_next_message(sales: Page, client: WebClient) -> None:
    sales.get_by_test_id("clock-time").click()
    sales.get_by_role("button", name="Slack refuses the next message").click()
    expect(sales.get_by_text("Slack will refuse the next message")).to_be_visible()
    with pytest.raises(SlackApiError, match="restricted_action"):
        client.chat_postMessage(channel="C0SALES", text="x")
    assert client.chat_postMessage(channel="C0SALES", text="x")["ok"]


def test_somebody_new_joins_and_can_be_chosen(sales: Page, server: PlaygroundServer) -> None:
    clock, happenings = sales.get_by_test_id("clock-time"), sales.get_by_test_id("happenings")
    clock.click()
    happenings.get_by_role("button", name="Robin Ellis joins").click()
    expect(sales.get_by_text("Robin Ellis has joined Slack and has no clients yet.")).to_be_visible()
    (robin,) = [each for each in server.workspace.humans() if each.real_name == "Robin Ellis"]
    assert robin.id in server.workspace.channel("sales").members
    expect(sales.locator(f"#person option[value={robin.id}]")).to_have_text("Robin Ellis")
    clock.click()
    expect(happenings.get_by_role("button", name="Robin Ellis leaves")).to_be_visible()
    expect(happenings.get_by_role("button", name="Robin Ellis joins")).to_have_count(0)
    # The playground is the next test's too.
    del server.workspace.people[robin.id]
    for channel in list(server.workspace.channels.values()):
        channel.members.discard(robin.id)
        if channel.kind == "im" and len(channel.members) < 2:
            del server.workspace.channels[channel.id]


def test_who_looks_cannot_leave(sales: Page, sam: Visitor) -> None:
    sales.get_by_test_id("clock-time").click()
    expect(sales.get_by_test_id("happenings").get_by_role("button", name="Kim Ito leaves")).to_be_visible()
    expect(sales.get_by_role("button", name="Sam Carter leaves")).to_have_count(0)
    assert sam.do("leave", person="U0SAM")["error"] == "invalid_arguments"
    assert sam.do("leave", person="U0BOT")["error"] == "invalid_arguments"
