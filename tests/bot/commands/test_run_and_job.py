"""What the terminal commands make of their arguments; as processes they run in tests/end_to_end."""

import logging
from datetime import UTC, datetime

import click
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.commands.job import read_moment
from bot.commands.run import explain_start, read_listen
from bot.logs import is_fit_to_print
from bot.settings import Settings


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("127.0.0.1:3000", ("127.0.0.1", 3000)),
        (":8080", ("127.0.0.1", 8080)),
        ("0.0.0.0:0", ("0.0.0.0", 0)),
        ("[::1]:3000", ("::1", 3000)),
        ("localhost:65535", ("localhost", 65535)),
    ],
)
def test_where_to_listen(text: str, place: tuple[str, int]) -> None:
    assert read_listen(text) == place


@pytest.mark.parametrize(
    "text", ["3000", "localhost", "localhost:http", "localhost:65536", "localhost:-1", ""]
)
def test_a_place_that_is_none(text: str) -> None:
    with pytest.raises(click.BadParameter, match="127\\.0\\.0\\.1:3000"):
        read_listen(text)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("2026-11-23T08:30", "Europe/Berlin"),
        ("2026-11-23T08:30+01:00", "UTC"),
        ("2026-11-23T07:30Z", "Asia/Tokyo"),
        ("2026-11-23 07:30", "UTC"),
    ],
)
def test_a_moment_is_that_of_the_zone_unless_it_says_otherwise(text: str, zone: str) -> None:
    """Complaint 9."""
    moment = read_moment(text, zone)
    assert moment == datetime(2026, 11, 23, 7, 30, tzinfo=UTC)
    assert moment.tzinfo is UTC


def test_without_a_moment_it_is_now() -> None:
    assert read_moment(None, "UTC").tzinfo is UTC


@pytest.mark.parametrize("text", ["monday", "2026-13-01T00:00", ""])
def test_a_moment_that_is_none(text: str) -> None:
    with pytest.raises(click.BadParameter, match="2026-11-23T08:30"):
        read_moment(text, "UTC")


@pytest.mark.parametrize(
    ("name", "level", "shown"),
    [
        ("drumbeat.listeners", logging.DEBUG, True),
        ("slack_bolt.App", logging.WARNING, False),
        ("slack_sdk.web", logging.DEBUG, False),
        ("apscheduler.scheduler", logging.ERROR, True),
    ],
)
def test_slacks_own_libraries_are_silent_short_of_errors(name: str, level: int, shown: bool) -> None:
    record = logging.LogRecord(name, level, "", 1, "what a person typed", None, None)
    assert is_fit_to_print(record) is shown


def test_why_slack_did_not_let_the_bot_in() -> None:
    response = SlackResponse(
        client=None, http_verb="POST", api_url="", req_args={}, data="<html>", headers={}, status_code=502
    )
    refused = SlackApiError("no", response)
    said = explain_start(refused, "SLACK_BOT_TOKEN", Settings())
    assert "SLACK_BOT_TOKEN (an answer that is not Slack's)" in said
    unreachable = explain_start(ConnectionRefusedError(), "SLACK_BOT_TOKEN", Settings())
    assert "Slack does not answer at https://slack.com/api/" in unreachable
