"""What stands in the fields of a form; what none of our forms hands over is refused.

Every block of ours holds one element. A field that may be left empty reads as empty where it is not there,
since a form may have been opened by an older version. One that always has something chosen is refused there:
nobody has said no who was not asked.
"""

from datetime import date, time
from typing import Any

from bot.parsing.presses import reading_ours

Json = dict[str, Any]


def read_form_values(view: Json) -> Json:
    """Return the fields of a form by their blocks. Raises StrangePressError."""
    with reading_ours():
        values: Json = view["state"]["values"]
        for entered in values.values():
            for each in entered.values():
                if not isinstance(each, dict):
                    raise TypeError("no field of ours")
        return values


def read_field(view: Json, name: str) -> str:
    """Return what was typed into a field, or the value of what was chosen; empty where neither was done.

    Raises StrangePressError, also where there is no such field.
    """
    with reading_ours():
        values = read_form_values(view)
        (entered,) = values[name].values()
        read = read_chosen_field if "selected_option" in entered else read_typed_field
        return read(values, name)


def read_typed_field(values: Json, name: str) -> str:
    """Return what was typed into a field. Raises StrangePressError."""
    return _read_text(values, name, "value")


def read_chosen_field(values: Json, name: str) -> str:
    """Return the value of what was chosen in a field, empty where nothing was. Raises StrangePressError."""
    with reading_ours():
        option = _find_element(values, name).get("selected_option")
        return "" if option is None else _be_text(option["value"])


def read_ticked_field(values: Json, name: str) -> list[str]:
    """Return the values of all that was chosen or ticked in a field. Raises StrangePressError."""
    with reading_ours():
        options: list[Json] = _find_element(values, name).get("selected_options") or []
        return [_be_text(each["value"]) for each in options]


def read_needed_choice(values: Json, name: str) -> str:
    """Return the value of what was chosen in a field that always has something chosen.

    Raises StrangePressError.
    """
    with reading_ours():
        return _be_text(_find_element(values, name)["selected_option"]["value"])


def read_day_field(values: Json, name: str) -> date | None:
    """Return the day that was chosen. Raises StrangePressError."""
    with reading_ours():
        chosen = _read_text(values, name, "selected_date")
        return date.fromisoformat(chosen) if chosen else None


def read_needed_day_field(values: Json, name: str) -> date:
    """Return the day that was chosen in a field nobody can leave empty. Raises StrangePressError."""
    with reading_ours():
        return date.fromisoformat(_read_text(values, name, "selected_date"))


def read_time_field(values: Json, name: str) -> time:
    """Return the time of day that was chosen. Raises StrangePressError."""
    with reading_ours():
        chosen = time.fromisoformat(_read_text(values, name, "selected_time"))
        if chosen.tzinfo is not None:
            raise ValueError("no time of ours")
        return chosen


def read_weekday_field(values: Json, name: str) -> int:
    """Return the day of the week that was chosen, Monday being 0. Raises StrangePressError."""
    with reading_ours():
        return range(7).index(int(read_needed_choice(values, name)))


def read_channel_field(values: Json, name: str) -> str | None:
    """Return the channel that was chosen. Raises StrangePressError."""
    return _read_text(values, name, "selected_conversation") or None


def read_people_field(values: Json, name: str) -> list[str]:
    """Return the Slack ids of who was chosen. Raises StrangePressError."""
    with reading_ours():
        chosen: list[object] = _find_element(values, name).get("selected_users") or []
        return [_be_text(each) for each in chosen]


def _read_text(values: Json, name: str, key: str) -> str:
    with reading_ours():
        entered = _find_element(values, name).get(key)
        return "" if entered is None else _be_text(entered)


def _find_element(values: Json, name: str) -> Json:
    block: dict[str, Json] = values.get(name, {})
    return next(iter(block.values()), dict[str, Any]())


def _be_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text of ours")
    return value
