"""The form for a person's own settings."""

from datetime import date
from typing import Any

from bot.messages.blocks import (
    context,
    escape,
    input_block,
    modal,
    option,
    plain_text,
    select,
)
from bot.messages.people import WEEKDAYS
from storage.records import Consent, Rep

SETTINGS_FORM = "home.settings_form"
COUNTRY_SEARCH = "home.country_search"


def compose_settings_form(rep: Rep, today: date, holidays: tuple[str, str]) -> dict[str, Any]:
    """Return the form for a person's own settings; `holidays` is the choice they have made, with its name."""
    choices = [
        option("Yes, one short message a week", "yes"),
        option("No, write only when I ask", "no"),
    ]
    news = [
        option("In the weekly message", "weekly"),
        option("On the day, if there is some", "today"),
    ]
    days = [option(name, str(number)) for number, name in enumerate(WEEKDAYS)]
    away: dict[str, Any] = {"type": "datepicker", "action_id": "value"}
    if rep.away_until is not None and today < rep.away_until:
        away["initial_date"] = rep.away_until.isoformat()
    return modal(
        SETTINGS_FORM,
        "Settings",
        [
            input_block(
                "nudges",
                "Weekly message about accounts gone quiet",
                {
                    "type": "radio_buttons",
                    "action_id": "value",
                    "options": choices,
                    "initial_option": choices[0 if rep.consent is Consent.YES else 1],
                    "focus_on_load": True,
                },
            ),
            input_block("weekday", "Day", select("Day", "value", days, days[rep.nudge_weekday])),
            input_block(
                "time",
                "Hour, your time",
                {"type": "timepicker", "action_id": "value", "initial_time": f"{rep.nudge_time:%H:%M}"},
            ),
            input_block(
                "holidays",
                "Public holidays",
                {
                    "type": "external_select",
                    "action_id": COUNTRY_SEARCH,
                    "min_query_length": 0,
                    "placeholder": plain_text("Start typing a country"),
                    "initial_option": option(*holidays),
                },
                hint="A message that falls on one comes on the next working day.",
            ),
            input_block(
                "news",
                "News about your A accounts",
                {
                    "type": "radio_buttons",
                    "action_id": "value",
                    "options": news,
                    "initial_option": news[1 if rep.news_same_day else 0],
                },
                hint="On the day: between 9 and 5 on working days, at most once a week. "
                "The weekly message won't repeat it.",
            ),
            input_block(
                "away",
                "Away until",
                away,
                hint="The first day you're back. Until then I'm silent.",
                optional=True,
            ),
            context(f"Your time zone is {escape(rep.zone)}, from your Slack profile."),
        ],
        submit="Save",
    )
