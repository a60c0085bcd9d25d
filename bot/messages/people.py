"""What we say about a person's absence: away and back."""

from datetime import date
from typing import Any

from bot.messages.blocks import Message, context, input_block, modal, name_day, section

OPEN_SETTINGS = "home.settings"
AWAY_FORM = "people.away_form"

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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


def compose_away(until: date, today: date) -> Message:
    """Confirm an absence."""
    return Message(
        text := f"Noted. I'll be silent until {name_day(until, today)}.",
        [section(text), context("Back earlier? Type `/drumbeat back`.")],
    )


def compose_back() -> Message:
    """Confirm a return."""
    return Message(
        text := "You're marked as here: your weekly message comes on its usual day.", [section(text)]
    )
