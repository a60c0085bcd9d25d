"""Requests as Slack signs them, sent straight to the bot."""

import json
import time
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit

from bot.playground.dispatch import sign
from tests.end_to_end.team import Team

FORM = "application/x-www-form-urlencoded"


def post_signed(team: Team, body: str | bytes, **headers: str) -> tuple[int, str]:
    """Post a request whose signature is right and return status and answer; `headers` replace ours."""
    data = body.encode() if isinstance(body, str) else body
    timestamp = str(int(time.time()))  # noqa: TID251 (the signature is checked against the real time)
    return post(
        team.slack.bot_url or "",
        data,
        {
            "Content-Type": FORM,
            "X-Slack-Request-Timestamp": timestamp,
            "X-Slack-Signature": sign(team.slack.signing_secret, timestamp, data),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        },
    )


def press_elsewhere(team: Team, sent: dict[str, Any]) -> tuple[int, str]:
    """Press again what was pressed before, on another device perhaps: a press has a trigger of its own."""
    again = {**sent, "trigger_id": f"{sent['trigger_id']}.elsewhere"}
    return post_signed(team, urlencode({"payload": json.dumps(again)}))


def post(url: str, data: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """Post something and return status and answer."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
    try:
        connection.request("POST", parts.path, data, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()
