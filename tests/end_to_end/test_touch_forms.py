"""The form for a touch: opened, corrected, edited, and what happens where Slack lets the bot down."""

from datetime import date

import pytest

from storage.records import Kind
from storage.touches import change_touch
from tests.end_to_end.signed import press_elsewhere
from tests.end_to_end.team import SALES, Person, Team, as_text


@pytest.fixture(autouse=True)
def accounts(team: Team, sam: Person, dana: Person) -> None:
    team.has_account("Acme", owner=sam)
    team.has_account("Acme Foods", owner=sam, tier="A", aliases=("AF",))
    team.has_account("Café Nero", owner=dana)


def test_an_empty_touch_opens_the_form(team: Team, sam: Person) -> None:
    sam.types("/touch")
    assert sam.field("account") is None
    assert sam.field("day") == "2026-11-18"
    filled = sam.fills(
        account="Acme Foods",
        note="demo of the pump",
        day="2026-11-16",
        kind="About a sale",
        place="Mill Street",
        lines="Borg, Hale,",
        **{"with": "Kim"},
    )
    assert filled.submits() == {}
    assert "✓ Logged for *Acme Foods*: demo of the pump, Mon 16 Nov." in sam.reads()
    assert "with Kim  ·  at Mill Street  ·  for Borg, Hale  ·  about a sale" in sam.reads()
    (touch,) = team.touches()
    assert (touch.day, touch.kind, touch.with_whom) == (date(2026, 11, 16), Kind.SELLING, "Kim")
    assert (touch.place, touch.lines) == ("Mill Street", ("Borg", "Hale"))


def test_an_account_alone_opens_the_form_with_what_was_said(sam: Person) -> None:
    sam.types("/touch acme foods yesterday for:Borg")
    assert sam.field("account") == "Acme Foods"
    assert sam.field("day") == "2026-11-17"
    assert sam.field("lines") == "Borg"


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({"note": "called"}, {"account": "Please complete this required field."}),
        (
            {"account": "Acme", "note": "   "},
            {"note": "A few words, please: what happened?"},
        ),
        (
            {"account": "Acme", "note": "called", "day": "2026-12-24"},
            {"day": "A touch is logged after it happened: please choose a day from 2000 until today."},
        ),
        (
            {"account": "Acme", "note": "called", "day": "1901-01-01"},
            {"day": "A touch is logged after it happened: please choose a day from 2000 until today."},
        ),
        (
            {"account": "Acme", "note": "x" * 1001},
            {"note": "This entry is too long (maximum is 1000 characters)."},
        ),
    ],
)
def test_what_is_wrong_with_a_field_stands_beside_it(
    team: Team, sam: Person, fields: dict[str, str], errors: dict[str, str]
) -> None:
    sam.types("/touch")
    assert sam.fills(**fields).submits() == errors
    assert team.touches() == []
    assert sam.fills(account="Acme", note="called").submits() == {}
    assert team.notes() == ["called"]


def test_the_account_field_offers_ones_own_accounts_first_and_an_unknown_one_to_add(
    sam: Person, dana: Person, team: Team
) -> None:
    """Complaint 18: what goes by that name already is not offered to be added."""
    sam.types("/touch")
    assert sam.offered("account", "") == ["Acme", "Acme Foods", "Café Nero"]
    assert sam.offered("account", "CAFE") == ["Café Nero", "Add “CAFE”"]
    assert sam.offered("account", "cafe nero") == ["Café Nero"]
    assert sam.offered("account", "af") == ["Acme Foods", "Café Nero"]
    dana.types("/touch")
    assert dana.offered("account", "")[0] == "Café Nero"
    assert sam.fills(account="Zenith", note="lunch").submits() == {}
    assert "✓ Logged for *Zenith*: lunch, today." in sam.reads()


def test_an_account_that_somebody_adds_meanwhile_is_not_added_twice(
    team: Team, sam: Person, dana: Person
) -> None:
    """Complaint 18."""
    sam.types("/touch")
    filled = sam.fills(account="Zenith", note="lunch")
    dana.types("/touch zenith coffee")
    dana.presses("Add “zenith”")
    assert dana.submits() == {}
    assert filled.submits() == {}
    assert "✓ Logged for *zenith*: lunch, today." in sam.reads()
    assert len({touch.account_id for touch in team.touches()}) == 1


def test_edit_changes_everything_even_the_account(team: Team, sam: Person) -> None:
    """Complaint 17: the last touch is worked out anew for both accounts."""
    sam.types("/touch acme visited store yesterday with Kim")
    sam.presses("Edit")
    assert sam.field("account") == "Acme"
    assert sam.field("note") == "visited store with Kim"
    filled = sam.fills(account="Acme Foods", note="visited both stores", day="2026-11-10")
    assert filled.submits() == {}
    assert (
        "✓ Logged for *Acme Foods*: visited both stores, 10 Nov. You're good until Tue 24 Nov." in sam.reads()
    )
    assert [(touch.account_id, touch.note) for touch in team.touches()] == [(2, "visited both stores")]
    assert "Acme Foods" in sam.presses("Undo")


def test_only_who_logged_a_touch_can_change_it(team: Team, sam: Person, dana: Person) -> None:
    sam.types("/touch acme visited store")
    sam.presses("Edit")
    sam.presses("Undo")
    dana.types("/touch cafe nero called")
    edited, undone = team.calls("block_actions")
    for sent in (undone, edited):
        sent["user"]["id"] = dana.slack_id
    sam.presses("Put it back")
    press_elsewhere(team, undone)
    assert "That one was logged by Sam Lee, so it's theirs to change." in sam.reads()
    assert team.notes() == ["visited store", "called"]


def test_a_form_that_could_not_be_saved_keeps_what_was_typed(team: Team, sam: Person) -> None:
    """Complaint 14: never a spinning dialog; the books are out of reach for a moment here."""
    sam.types("/touch")
    filled = sam.fills(account="Acme", note="a long and careful note")
    with team.books.everywhere() as connection:
        connection.exec_driver_sql("ALTER TABLE touch RENAME TO gone")
    assert filled.submits() == {}
    assert "Something went wrong on my side. Go back: what you typed is still there." in as_text(sam.form())
    with team.books.everywhere() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO touch")
    sam.page.close(sam.form())
    assert filled.submits() == {}
    assert team.notes() == ["a long and careful note"]


def test_a_command_that_could_not_be_done_gives_the_text_back(team: Team, sam: Person) -> None:
    """Complaint 14."""
    with team.books.everywhere() as connection:
        connection.exec_driver_sql("ALTER TABLE touch RENAME TO gone")
    answer = sam.types("/touch acme told of R&D")
    assert "Something went wrong on my side." in answer
    assert "You typed: /touch acme told of R&amp;D" in answer
    with team.books.everywhere() as connection:
        connection.exec_driver_sql("ALTER TABLE gone RENAME TO touch")
    assert "✓ Logged for *Acme*" in sam.types("/touch acme told of R&D")


def test_a_form_that_outlives_its_command_says_itself_what_came_of_it(team: Team, sam: Person) -> None:
    """Slack forgets where to answer after half an hour; the person must not think that it was lost."""
    sam.types("/touch acme")
    team.clock_moves_by(minutes=31)
    assert sam.fills(note="long talk").submits() == {}
    assert team.notes() == ["long talk"]
    assert "✓ Logged for *Acme*: long talk, today." in sam.form()["blocks"][0]["text"]["text"]


@pytest.mark.parametrize(
    "command", ["/touch", "/drumbeat settings", "/drumbeat add Zenith", "/drumbeat away"]
)
def test_a_form_that_does_not_open_is_said_in_words_and_the_text_comes_back(
    team: Team, sam: Person, command: str
) -> None:
    """Complaint 14."""
    team.slack_fails("views.open", error="expired_trigger_id")
    answer = sam.types(command)
    assert "That took me too long, so Slack closed the door. Please press again." in answer
    assert f"You typed: {command}" in answer


def test_a_press_whose_form_does_not_open_is_answered_beside_it(team: Team, sam: Person) -> None:
    """Complaint 14."""
    sam.types("/touch acme called")
    team.slack_fails("views.open", error="internal_error")
    assert "Something went wrong on my side." in sam.presses("Edit")
    assert team.notes() == ["called"]


def test_a_press_on_home_whose_form_does_not_open_is_answered_in_the_messages(
    team: Team, sam: Person
) -> None:
    """Complaint 14: Home has no place for an answer."""
    sam.opens_home()
    team.slack_fails("views.open", error="expired_trigger_id")
    sam.presses("Log a touch")
    assert any("That took me too long" in text for text in sam.direct_messages())


def test_a_shortcut_opens_the_form_and_the_form_says_what_was_logged(team: Team, sam: Person) -> None:
    sam.uses_shortcut("log_touch")
    assert sam.fills(account="Acme", note="met at the fair").submits() == {}
    assert team.notes() == ["met at the fair"]
    assert "✓ Logged for *Acme*: met at the fair, today." in sam.form()["blocks"][0]["text"]["text"]


@pytest.mark.parametrize(
    ("said", "account", "note"),
    [
        ("Acme Foods visited our stand & <liked> it", "Acme Foods", "visited our stand & <liked> it"),
        ("acme foods", "Acme Foods", "acme foods"),
        ("what a day", None, "what a day"),
    ],
)
def test_a_message_becomes_a_touch_once_it_has_been_looked_at(
    team: Team, sam: Person, dana: Person, *, said: str, account: str | None, note: str
) -> None:
    ts = dana.page.say(SALES, said)["ts"]
    sam.uses_shortcut("log_message", channel=SALES, ts=ts)
    assert (sam.field("account"), sam.field("note")) == (account, note)
    assert team.touches() == []
    assert sam.fills(account="Acme").submits() == {}
    assert team.notes() == [note]
    assert "✓ Logged for *Acme*" in sam.reads()
    assert any(each["text"] and said[:4] in each["text"] for each in dana.page.messages(SALES))


def test_an_imported_note_that_is_longer_than_the_form_takes_can_be_edited(team: Team, sam: Person) -> None:
    sam.types("/touch acme called")
    with team.books.transaction(team.workspace) as transaction:
        change_touch(transaction, 1, note="very long " * 200)
    sam.presses("Edit")
    assert (sam.field("note") or "").startswith("very long")
    assert sam.submits() == {}
    assert len(team.notes()[0]) > 1900
