"""From form fields and typed text to what is logged."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.drafts import FilledForm, draft_touch, read_account_form, read_touch_form
from bot.parsing.touches import TouchDetails
from jobs.accounts import AccountWish
from jobs.rules.touches import TouchDraft
from storage.records import Kind, Tier
from tests.builders import TODAY

Json = dict[str, Any]


def text(value: str | None) -> Json:
    return {"value": {"type": "plain_text_input", "value": value}}


def choice(value: str | None) -> Json:
    return {"any": {"selected_option": None if value is None else {"value": value}}}


def a_form(**fields: Json) -> Json:
    return {
        "account": choice("3"),
        "note": text("called"),
        "day": {"value": {"selected_date": TODAY.isoformat()}},
        "kind": choice("non-selling"),
        "with": text(None),
        "place": text(None),
        "lines": text(None),
        **fields,
    }


def test_a_filled_form_is_a_draft() -> None:
    filled = read_touch_form(
        a_form(
            note=text("  visited\u200b store "),
            day={"value": {"selected_date": "2026-03-01"}},
            kind=choice("scheduling"),
            place=text(" Mill Street "),
            lines=text("Borg, , Hale,Borg"),
            **{"with": text("Kim")},
        ),
        TODAY,
    )
    assert filled == FilledForm(
        3,
        None,
        TouchDraft(
            "visited store", date(2026, 3, 1), Kind.SCHEDULING, "Kim", "Mill Street", ("Borg", "Hale")
        ),
    )


def test_an_account_to_be_added_comes_by_name() -> None:
    filled = read_touch_form(a_form(account=choice("new:Zenith: Labs")), TODAY)
    assert isinstance(filled, FilledForm)
    assert (filled.account_id, filled.new_account) == (None, "Zenith: Labs")


@pytest.mark.parametrize(
    ("kind", "note", "placed"),
    [("selling", "order placed", True), ("selling", "quote", False), ("non-selling", "order placed", False)],
)
def test_an_order_is_one_where_it_was_about_a_sale(kind: str, note: str, placed: bool) -> None:
    """Rules NS-1 and NS-5."""
    filled = read_touch_form(a_form(kind=choice(kind), note=text(note)), TODAY)
    assert isinstance(filled, FilledForm)
    assert filled.draft.order_placed is placed


def test_everything_that_is_wrong_is_said_at_once() -> None:
    day = {"value": {"selected_date": (TODAY + timedelta(days=9)).isoformat()}}
    wrong = read_touch_form(a_form(account=choice(None), note=text(" \u200b "), day=day), TODAY)
    assert isinstance(wrong, dict)
    assert set(wrong) == {"account", "note", "day"}
    nothing = read_touch_form({}, TODAY)
    assert isinstance(nothing, dict)
    assert set(nothing) == {"account", "note"}


def test_a_form_without_a_day_means_today() -> None:
    filled = read_touch_form(a_form(day={"value": {"selected_date": None}}, kind=choice(None)), TODAY)
    assert isinstance(filled, FilledForm)
    assert (filled.draft.day, filled.draft.kind) == (TODAY, Kind.ATTENTION)


@pytest.mark.parametrize(
    ("details", "kind", "asks", "placed"),
    [
        ({}, Kind.ATTENTION, False, False),
        ({"note": "sent the quote"}, Kind.SELLING, True, False),
        ({"note": "sent the quote", "kind": Kind.ATTENTION}, Kind.ATTENTION, False, False),
        ({"note": "order placed", "order_placed": True}, Kind.SELLING, False, True),
        ({"note": "x", "order_placed": True, "kind": Kind.SCHEDULING}, Kind.SCHEDULING, False, False),
    ],
)
def test_typed_words_make_a_draft_and_perhaps_a_question(
    *, details: Json, kind: Kind, asks: bool, placed: bool
) -> None:
    """Rule NS-1."""
    draft, asked = draft_touch(TouchDetails(**{"note": "called", "day": TODAY, **details}))
    assert (draft.kind, asked, draft.order_placed) == (kind, asks, placed)


def test_an_account_form_is_a_wish() -> None:
    values = {
        "name": text(" Zenith "),
        "tier": choice("A"),
        "days": text("10"),
        "aliases": text("ZL, ,Zen,ZL"),
    }
    assert read_account_form(values, TODAY) == (AccountWish("Zenith", Tier.A, 10, ("ZL", "Zen")), None)
    assert read_account_form({"name": text("Z")}, TODAY) == (AccountWish("Z", Tier.B, None, ()), None)


def test_the_touch_that_waits_in_an_account_form() -> None:
    filled = read_account_form({"name": text("Z"), "note": text("lunch with Jo yesterday")}, TODAY)
    assert isinstance(filled, tuple)
    assert filled[1] is not None
    assert (filled[1].note, filled[1].with_whom) == ("lunch with Jo", "Jo")
    only_a_day = read_account_form({"name": text("Z"), "note": text("yesterday")}, TODAY)
    assert isinstance(only_a_day, tuple)
    assert only_a_day[1] is None


@pytest.mark.parametrize("days", ["0", "731", "-1", "ten", "1.5", "²", "9" * 5000])
def test_an_interval_is_a_whole_number_of_days(days: str) -> None:
    wrong = read_account_form({"name": text(""), "days": text(days), "note": text("met 2026-13-01")}, TODAY)
    assert isinstance(wrong, dict)
    assert set(wrong) == {"name", "days", "note"}
