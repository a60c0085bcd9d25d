"""Yes and no to unprompted messages: the welcome that asks, and what each answer means."""

from datetime import date
from typing import Any

from bot.messages.blocks import Message, actions, button, context, flatten, modal, name_day, section
from bot.messages.nudges import first_name
from bot.messages.people import OPEN_SETTINGS, WEEKDAYS

SAY_YES = "consent.yes"
SAY_NO = "consent.no"


def compose_welcome(name: str, weekday: int, wall: str) -> Message:
    """Ask whether a person wants the weekly nudge; nothing unprompted comes before they say yes."""
    day = WEEKDAYS[weekday]
    return Message(
        "May I send you one short message a week?",
        [
            section(
                f"Hello {flatten(first_name(name))}, I'm Drumbeat. "
                "I keep count of when your clients last heard from you.\n"
                f"May I send you *one short message a week*, on {day}s at {wall}, "
                "about the accounts that have gone quiet?"
            ),
            actions(
                [
                    button("Yes, please", SAY_YES, style="primary"),
                    button("No, thanks", SAY_NO),
                ]
            ),
            context("One switch on my Home tab stops it, any time. I don't read your messages."),
        ],
    )


def compose_consented(weekday: int, wall: str, next_day: date, today: date) -> Message:
    """Confirm a yes."""
    return Message(
        "You'll get one message a week.",
        [
            section(
                f"Good. One message a week, on {WEEKDAYS[weekday]}s at {wall} your time; the first comes "
                f"{name_day(next_day, today)} if anybody has gone quiet."
            ),
            context("Change the day, the hour or your mind on my Home tab, or type `/drumbeat stop`."),
        ],
    )


def describe_stopped(*, leads: bool) -> str:
    """Return what no longer comes once somebody has said no; `leads` is whether they lead the team."""
    team = " with its part about your team" if leads else ""
    return f"The weekly message{team} has stopped, and one that was on its way is taken back."


STILL_WORKS = (
    "What you ask for works as before: `/touch`, `/account`, `/quiet` and my Home tab. "
    "`/drumbeat start` turns the weekly message on again."
)


def compose_stopped(*, leads: bool) -> Message:
    """Confirm that everything unprompted has stopped, and say what still works."""
    text = f"Stopped. I won't write to you unasked any more. {describe_stopped(leads=leads)}"
    return Message(text, [section(text), context(STILL_WORKS), actions([button("Settings", OPEN_SETTINGS)])])


def compose_stopped_view(*, leads: bool) -> dict[str, Any]:
    """Say the same in a window, where the switch was one of the settings."""
    words = compose_stopped(leads=leads)
    return modal("consent.stopped", "Stopped", words.blocks[:2], close="Close")


def compose_declined(*, leads: bool) -> Message:
    """Confirm a no; it covers everything unprompted."""
    return Message(
        "I won't write to you unasked.",
        [
            section(f"All right, I won't write to you unasked. {describe_stopped(leads=leads)}"),
            context(STILL_WORKS),
        ],
    )
