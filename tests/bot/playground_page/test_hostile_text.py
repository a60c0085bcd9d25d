"""What a person, a feed or a broken bot writes stays text: nothing runs, nothing becomes a dangerous link."""

from typing import Any

from playwright.sync_api import Page, expect
from slack_sdk import WebClient

HOSTILE = [
    "<script>window.hurt = 1</script>",
    "<img src=x onerror='window.hurt = 1'>",
    "<javascript:window.hurt=1|press me>",
    "<JaVaScRiPt:window.hurt=1|press me>",
    "<data:text/html,<script>window.hurt=1</script>|press me>",
    "<vbscript:hurt|press me>",
    "`<svg onload='window.hurt = 1'>`",
    "```</pre><script>window.hurt = 1</script>```",
    "*<b onmouseover='window.hurt = 1'>bold*",
    '<https://example.com/"onclick="window.hurt=1|press me>',
]


def as_blocks(text: str) -> list[dict[str, Any]]:
    plain = {"type": "plain_text", "text": text}
    return [
        {"type": "section", "text": {"type": "mrkdwn", "text": text}},
        {"type": "header", "text": plain},
        {"type": "context", "elements": [plain]},
        {
            "type": "markdown",
            "text": f"[press me](javascript:window.hurt=1) {text} ![x](javascript:window.hurt=1)",
        },
        {
            "type": "rich_text",
            "elements": [
                {
                    "type": "rich_text_section",
                    "elements": [
                        {"type": "text", "text": text},
                        {"type": "link", "url": "javascript:window.hurt=1", "text": "press me"},
                    ],
                }
            ],
        },
        {
            "type": "actions",
            "elements": [
                {"type": "button", "text": {"type": "plain_text", "text": text[:70]}, "action_id": "undo"}
            ],
        },
    ]


def test_nothing_runs_and_no_link_is_dangerous(sales: Page, client: WebClient) -> None:
    for text in HOSTILE:
        client.chat_postMessage(channel="C0SALES", text=text)
        client.chat_postMessage(channel="C0SALES", text="In blocks", blocks=as_blocks(text))
    messages = sales.get_by_test_id("message")
    expect(messages).to_have_count(2 * len(HOSTILE))
    links = messages.locator("a").evaluate_all(
        "links => links.map(link => [link.getAttribute('href'), link.getAttribute('onclick')])"
    )
    assert links  # one of the addresses is harmless
    assert all(address.startswith("https://example.com/") and pressed is None for address, pressed in links)
    expect(messages.locator("script, iframe, b, svg[onload], img:not(.avatar)")).to_have_count(0)
    assert sales.evaluate("window.hurt") is None


def test_escaped_commands_are_words_and_pings_are_no_links(sales: Page, client: WebClient) -> None:
    client.chat_postMessage(channel="C0SALES", text="&lt;!channel&gt; &lt;@U0SAM&gt; &amp;lt;")
    client.chat_postMessage(channel="C0SALES", text="<!channel> hello")
    escaped, ping = sales.get_by_test_id("message").nth(0), sales.get_by_test_id("message").nth(1)
    expect(escaped.locator(".section-text")).to_have_text("<!channel> <@U0SAM> &lt;")
    expect(escaped.locator(".mention")).to_have_count(0)
    expect(ping.locator(".mention")).to_have_text("@channel")
    expect(ping.locator("a")).to_have_count(0)


def test_what_a_person_types_is_shown_as_typed(sales: Page) -> None:
    sales.get_by_test_id("composer").fill("<script>window.hurt = 1</script> & <!channel> 1 < 2")
    sales.get_by_test_id("composer").press("Enter")
    expect(sales.locator(".section-text")).to_have_text("<script>window.hurt = 1</script> & <!channel> 1 < 2")
    assert sales.evaluate("window.hurt") is None


def test_a_broken_block_does_not_take_the_conversation_with_it(sales: Page, server: Any) -> None:
    blocks = [{"type": "section", "fields": 7, "block_id": "b"}, {"type": "hologram", "block_id": "h"}]
    message = {
        "ts": "1795000000.000001",
        "channel": "C0SALES",
        "user": "U0BOT",
        "text": "x",
        "blocks": blocks,
        "ephemeral": False,
        "bot": True,
    }
    server.run_inside(lambda: server.workspace.tell(None, {"type": "message", "message": message}))
    expect(sales.get_by_text("This page does not draw “hologram” blocks yet.")).to_be_visible()
