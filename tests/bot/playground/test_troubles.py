"""Trouble on order, and the limits of a response_url."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.webhook import WebhookClient

from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.visitor import Visitor


def test_errors_come_as_often_as_ordered(client: WebClient, sam: Visitor) -> None:
    sam.do("trouble", method="chat.postMessage", error="account_inactive", times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError, match="account_inactive"):
            client.chat_postMessage(channel="C0SALES", text="x")
    assert client.chat_postMessage(channel="C0SALES", text="x")["ok"]
    assert len(sam.messages("C0SALES")) == 1


def test_rate_limit_and_broken_gateway(client: WebClient, sam: Visitor) -> None:
    sam.do("trouble", method="chat.postMessage", retry_after=7, times=1)
    with pytest.raises(SlackApiError) as limited:
        client.chat_postMessage(channel="C0SALES", text="x")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "7"
    sam.do("trouble", method="chat.postMessage", status=503, times=1)
    with pytest.raises(SlackApiError) as broken:
        client.chat_postMessage(channel="C0SALES", text="x")
    assert broken.value.response.status_code == 503


def test_a_lost_answer_was_carried_out(client: WebClient, sam: Visitor, server: PlaygroundServer) -> None:
    sam.do("trouble", method="chat.postMessage", lose_answer=True, times=1)
    with pytest.raises(OSError, match=r"closed|reset"):
        client.chat_postMessage(channel="C0SALES", text="Lost")
    assert [m["text"] for m in sam.messages("C0SALES")] == ["Lost"]
    assert server.log.after()[-1].error == "answer_lost"


def test_trouble_can_be_taken_back_and_must_be_clear(client: WebClient, sam: Visitor) -> None:
    sam.do("trouble", method="chat.postMessage", error="fatal_error", times=9)
    sam.do("trouble", method="chat.postMessage", times=0)
    assert client.chat_postMessage(channel="C0SALES", text="x")["ok"]
    assert sam.do("trouble", times=1)["error"] == "invalid_arguments"


def test_delay(client: WebClient, sam: Visitor) -> None:
    sam.do("trouble", method="auth.test", delay_ms=300, times=1)
    with pytest.raises(TimeoutError):
        WebClient(token=client.token, base_url=client.base_url, timeout=0.1).auth_test()


@pytest.fixture
def response_url(app: App, join: Callable[[], None], sam: Visitor) -> str:
    urls: list[str] = []

    @app.command("/touch")
    def touch(ack: Ack, body: dict[str, Any]) -> None:
        urls.append(body["response_url"])
        ack()

    join()
    sam.command("C0SALES", "/touch Acme")
    return urls[0]


def test_five_answers_are_enough(response_url: str, sam: Visitor, kim: Visitor) -> None:
    webhook = WebhookClient(response_url)
    assert webhook.send(text="To all", response_type="in_channel").status_code == 200
    for n in range(4):
        assert webhook.send(text=f"To Sam {n}").status_code == 200
    sixth = webhook.send(text="Too many")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)
    assert len(sam.messages("C0SALES")) == 5
    assert [m["text"] for m in kim.messages("C0SALES")] == ["To all"]


def test_after_half_an_hour_it_is_too_late(response_url: str, clock: MovableClock) -> None:
    clock.move_forward(timedelta(minutes=31))
    assert "expired_url" in WebhookClient(response_url).send(text="x").body


def test_bad_answers_are_refused(response_url: str, server: PlaygroundServer) -> None:
    webhook = WebhookClient(response_url)
    assert "no_text" in webhook.send(text="").body
    assert "invalid_blocks" in webhook.send(text="x", blocks=[{"type": "poem"}]).body
    assert "message_not_found" in webhook.send(delete_original=True).body
    assert "invalid_url" in WebhookClient(f"{server.url}/response/guess").send(text="x").body
    with pytest.raises(HTTPError) as caught, urlopen(Request(response_url, data=b"not json")):
        pass
    caught.value.close()
    assert caught.value.code == 400
