"""`manifest.yml` is Slack's truth about the bot: it must be valid, and it must be what the code does."""

import inspect
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, cast

import jsonschema
import pytest
import yaml

import bot.messages
from bot.home_refreshing import HomeRefresher
from bot.installing import SCOPES
from bot.listeners import register
from bot.surroundings import Surroundings

ROOT = Path(__file__).parents[2]
SCHEMA = ROOT.parent / "shared" / "slack" / "manifest.schema.2.json"
Listener = Callable[..., None]


class RecordingApp:
    """Stands where Bolt's App stands and writes down what is registered."""

    def __init__(self) -> None:
        self.seen: dict[str, list[str]] = {
            kind: [] for kind in ("command", "shortcut", "event", "action", "view", "options")
        }
        self.listeners: dict[str, set[CodeType]] = {}

    def __getattr__(self, kind: str) -> Callable[..., Callable[[Listener], Listener]]:
        def register_listener(name: str | re.Pattern[str], **_: Any) -> Callable[[Listener], Listener]:
            self.seen[kind].append(name if isinstance(name, str) else name.pattern)
            return note

        def note(listener: Listener) -> Listener:
            # One function may be made for several ids; what is written once has one label.
            written = inspect.getclosurevars(listener).nonlocals["listener"].__code__
            self.listeners.setdefault(listener.__name__, set()).add(written)
            return listener

        return register_listener


@pytest.fixture(scope="module")
def registered() -> dict[str, list[str]]:
    app = RecordingApp()
    register(cast("Any", app), cast("Surroundings", None), HomeRefresher())
    return app.seen


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return cast("dict[str, Any]", yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8")))


def test_the_manifest_is_valid(manifest: dict[str, Any]) -> None:
    if not SCHEMA.exists():
        pytest.skip("Slack's manifest schema is not beside this checkout.")
    jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(manifest)


def test_commands_are_those_the_code_answers(
    manifest: dict[str, Any], registered: dict[str, list[str]]
) -> None:
    declared = {command["command"] for command in manifest["features"]["slash_commands"]}
    assert declared == set(registered["command"])


def test_every_command_escapes_mentions(manifest: dict[str, Any]) -> None:
    """Complaint 15: without it a mention arrives as plain text."""
    assert all(command["should_escape"] for command in manifest["features"]["slash_commands"])


def test_shortcuts_are_those_the_code_answers(
    manifest: dict[str, Any], registered: dict[str, list[str]]
) -> None:
    declared = {shortcut["callback_id"] for shortcut in manifest["features"]["shortcuts"]}
    assert declared == set(registered["shortcut"])


def test_events_are_those_the_code_answers(
    manifest: dict[str, Any], registered: dict[str, list[str]]
) -> None:
    # Slack's `message.im` arrives as a `message`.
    declared = {name.partition(".")[0] for name in manifest["settings"]["event_subscriptions"]["bot_events"]}
    assert declared == set(registered["event"])


def test_no_two_listeners_share_a_label() -> None:
    """In the metrics and in the log one must be able to tell what is slow or fails."""
    app = RecordingApp()
    register(cast("Any", app), cast("Surroundings", None), HomeRefresher())
    shared = {label for label, listeners in app.listeners.items() if len(listeners) > 1}
    assert not shared
    assert {"home.snooze", "quiet.snooze", "nudges.snooze"} <= app.listeners.keys()


def test_scopes_are_those_that_are_asked_for_and_that_the_doctor_looks_for(manifest: dict[str, Any]) -> None:
    assert set(manifest["oauth_config"]["scopes"]["bot"]) == set(SCOPES)


def test_everything_that_can_be_pressed_is_answered(registered: dict[str, list[str]]) -> None:
    """Every id that a message gives to a button, a form or a search has a listener."""
    answered = [*registered["action"], *registered["view"], *registered["options"]]
    for module in _message_modules():
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, str) and re.fullmatch(r"[a-z]+\.[a-z_]+", value):
                assert any(value == given or re.search(given, f"{value}.0") for given in answered), (
                    f"{module.__name__}.{name} = {value!r} has no listener"
                )


def _message_modules() -> list[ModuleType]:
    import importlib
    import pkgutil

    return [
        importlib.import_module(f"bot.messages.{found.name}")
        for found in pkgutil.iter_modules(bot.messages.__path__)
    ]
