"""The parts of the app's manifest that the playground acts on."""

from dataclasses import dataclass

from bot.playground.json_parts import Json, list_part, objects, part


@dataclass(frozen=True)
class Manifest:
    """Commands by name, shortcuts by callback_id, subscribed bot events, and bot scopes."""

    name: str
    commands: dict[str, Json]
    shortcuts: dict[str, Json]
    events: frozenset[str]
    scopes: frozenset[str]


def read_manifest(manifest: Json) -> Manifest:
    """Return what matters of a manifest in Slack's format; what is missing counts as empty."""
    return Manifest(
        name=str(part(manifest, "display_information").get("name", "App")),
        commands={
            command["command"]: command for command in objects(part(manifest, "features"), "slash_commands")
        },
        shortcuts={
            shortcut["callback_id"]: shortcut for shortcut in objects(part(manifest, "features"), "shortcuts")
        },
        events=frozenset(list_part(part(manifest, "settings", "event_subscriptions"), "bot_events")),
        scopes=frozenset(list_part(part(manifest, "oauth_config", "scopes"), "bot")),
    )
