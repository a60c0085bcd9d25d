"""What we say about a person's own settings: away, back, the weekly message."""

from datetime import date
from typing import Any

from bot.messages.blocks import Message, actions, button, input_block, modal, section

OPEN_SETTINGS = "home.settings"
AWAY_FORM = "people.away_form"


def compose_away_form(today: date, remember: dict[str, Any]) -> dict[str, Any]:
    """Ask for the day on which somebody is back."""
    return modal(
        AWAY_FORM,
        "Away",
        [
            input_block(
                "until",
                "First day you're back",
                {
                    "type": "datepicker",
                    "action_id": "value",
                    "initial_date": date.fromordinal(today.toordinal() + 7 - today.weekday()).isoformat(),
                },
                hint="Until then I'm silent.",
            )
        ],
        submit="Save",
        remember=remember,
    )


def compose_stopped() -> Message:
    """Confirm that everything unprompted has stopped."""
    return Message(
        text := "Stopped. I won't write to you unasked any more; `/touch` and my Home tab work as before.",
        [section(text), actions([button("Settings", OPEN_SETTINGS)])],
    )
