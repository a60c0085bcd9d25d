"""`/touch`: what a rep types and what the bot answers and keeps (NS-1, complaints 13 to 15, 17, 18, 25)."""

import json
from datetime import date
from urllib.parse import urlencode

import pytest

from storage.records import Kind
from tests.end_to_end.signed import post_signed
from tests.end_to_end.team import SALES, Person, Team


@pytest.fixture(autouse=True)
def accounts(team: Team, sam: Person) -> None:
    team.has_account("Acme", owner=sam)
    team.has_account("Acme Foods", owner=sam, tier="A", aliases=("AF",))
    team.has_account("Café Nero Ltd", owner=sam)
    team.has_account("Birch & Co", owner=sam)


@pytest.mark.parametrize(
    ("typed", "account", "note"),
    [
        ("AF visited store", "Acme Foods", "visited store"),
        ("Acme Foods visited store", "Acme Foods", "visited store"),
        ("acme foods visited store", "Acme Foods", "visited store"),
        ("acme visited store", "Acme", "visited store"),
        ("cafe nero visited store", "Café Nero Ltd", "visited store"),
        ("Café Nero Limited visited store", "Café Nero Ltd", "visited store"),
        ("birch and co. visited store", "Birch &amp; Co", "visited store"),
        ("“Acme” foods were late", "Acme", "foods were late"),
    ],
)
def test_an_account_is_found_by_alias_name_and_normalised_name(
    sam: Person, typed: str, account: str, note: str
) -> None:
    """Complaint 18: alias, exact, normalised; the longest name that fits wins."""
    assert f"✓ Logged for *{account}*: {note}, today." in sam.types(f"/touch {typed}")


def test_a_name_that_nearly_fits_is_offered_and_never_guessed(team: Team, sam: Person) -> None:
    """Complaint 18."""
    answer = sam.types("/touch acmee visited store yesterday")
    assert "I don't know an account called *acmee*. Did you mean this one?" in answer
    assert team.touches() == []
    assert "✓ Logged for *Acme*: visited store, yesterday." in sam.presses("Acme")
    assert team.notes() == ["visited store"]


def test_an_unknown_account_is_added_in_a_form_that_keeps_the_touch(team: Team, sam: Person) -> None:
    """Complaint 18: never created silently."""
    answer = sam.types("/touch zenith lunch with Jo")
    assert "I don't know an account called *zenith* yet." in answer
    assert "Not logged yet: lunch with Jo" in answer
    sam.presses("Add “zenith”")
    assert sam.field("name") == "zenith"
    assert sam.field("note") == "lunch with Jo"
    assert sam.fills(name="Zenith Labs", tier="A: every 2 weeks").submits() == {}
    assert "✓ Logged for *Zenith Labs*: lunch with Jo, today. You're good until 2 Dec." in sam.reads()
    assert "✓ Logged for *Zenith Labs*: called, today." in sam.types("/touch zenith labs called")


def test_adding_an_account_is_refused_in_the_form_where_its_name_is_taken(team: Team, sam: Person) -> None:
    sam.types("/touch zenith lunch")
    sam.presses("Add “zenith”")
    assert sam.fills(name="ACME").submits() == {"name": "There is an account of this name already."}
    assert sam.fills(name="Zenith", aliases="af, Zen").submits() == {"aliases": "Another account goes by af."}
    assert sam.fills(name="Zenith", aliases="birch & co").submits() == {
        "aliases": "Another account goes by birch & co."
    }
    assert sam.fills(name="Zenith", note="lunch 2026-13-01").submits() == {
        "note": "There is no day ‘2026-13-01’. Try `2026-11-18` or `18 Nov`."
    }
    assert team.touches() == []


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("visited store", date(2026, 11, 18)),
        ("visited store yesterday", date(2026, 11, 17)),
        ("Tue visited store", date(2026, 11, 17)),
        ("visited store 3 days ago", date(2026, 11, 15)),
        ("visited store 2026-11-03", date(2026, 11, 3)),
    ],
)
def test_a_day_can_be_said(team: Team, sam: Person, typed: str, day: date) -> None:
    """Complaint 17: a touch can be backdated."""
    sam.types(f"/touch acme {typed}")
    assert [(touch.note, touch.day) for touch in team.touches()] == [("visited store", day)]


def test_people_places_and_lines_can_be_said(team: Team, sam: Person) -> None:
    answer = sam.types("/touch acme demo with Kim Ode at Mill Street for:Borg,Hale #selling")
    (touch,) = team.touches()
    assert (touch.with_whom, touch.place, touch.lines) == ("Kim Ode", "Mill Street", ("Borg", "Hale"))
    assert touch.kind is Kind.SELLING
    assert "for Borg, Hale  ·  about a sale" in answer
    assert "A touch that isn't about a sale starts the clock." in answer


@pytest.mark.parametrize(
    ("button", "kind", "says"),
    [
        ("Yes, a sale", Kind.SELLING, "A touch that isn't about a sale starts the clock."),
        ("No, attention", Kind.ATTENTION, "You're good until 2 Dec."),
    ],
)
def test_words_of_a_sale_make_the_bot_ask(
    team: Team, sam: Person, button: str, kind: Kind, says: str
) -> None:
    """Rule NS-1: it asks and does not decide; until the answer a quote does not pass for attention."""
    answer = sam.types("/touch af sent the quote")
    assert "Was this about a sale? Until you say no, it doesn't count as attention." in answer
    assert "good until" not in answer
    assert [touch.kind for touch in team.touches()] == [Kind.SELLING]
    answer = sam.presses(button)
    assert says in answer
    assert "Was this about a sale?" not in answer
    assert [touch.kind for touch in team.touches()] == [kind]


def test_an_order_is_known_from_its_words(team: Team, sam: Person) -> None:
    """Rule NS-5 needs it."""
    assert "Was this about a sale?" not in sam.types("/touch acme order placed")
    assert [(touch.kind, touch.order_placed) for touch in team.touches()] == [(Kind.SELLING, True)]


def test_undo_and_put_it_back(team: Team, sam: Person) -> None:
    """Complaint 17."""
    sam.types("/touch acme called the *buyer*")
    assert "Taken back for *Acme*: ~called the ∗buyer∗~" in sam.presses("Undo")
    assert team.touches() == []
    assert "✓ Logged for *Acme*: called the ∗buyer∗, today. You're good until 18 Dec." in sam.presses(
        "Put it back"
    )
    assert team.notes() == ["called the *buyer*"]


def test_the_same_words_within_two_minutes_are_kept_once(team: Team, sam: Person) -> None:
    """Complaints 13 and 14: who sees `operation_timeout` types again."""
    sam.types("/touch acme visited store")
    assert "You logged that a moment ago for *Acme*: visited store, today. I kept it once." in sam.types(
        "/touch ACME  visited store"
    )
    assert len(team.touches()) == 1
    assert "✓ Logged for *Acme*: visited store, today." in sam.presses("Log it again")
    assert len(team.touches()) == 2
    team.clock_moves_by(minutes=3)
    assert "✓ Logged for *Acme*" in sam.types("/touch acme visited store")
    assert len(team.touches()) == 3


def test_the_same_words_of_two_people_are_two_touches(team: Team, sam: Person, dana: Person) -> None:
    sam.types("/touch acme visited store")
    assert "✓ Logged for *Acme*" in dana.types("/touch acme visited store")
    assert len(team.touches()) == 2


def test_a_command_that_slack_sends_again_is_logged_once(team: Team, sam: Person) -> None:
    """Complaint 13: the same trigger_id, in another minute, by another connection."""
    sam.types("/touch acme visited store")
    (sent,) = team.calls("slash_commands")
    team.clock_moves_by(minutes=10)
    status, answer = post_signed(team, urlencode(sent))
    assert status == 200
    assert "You logged that a moment ago" in answer
    assert team.notes() == ["visited store"]


def test_a_press_that_slack_sends_again_logs_once(team: Team, sam: Person) -> None:
    """Complaint 13."""
    sam.types("/touch acmee visited store")
    sam.presses("Acme")
    (sent,) = team.calls("block_actions")
    team.clock_moves_by(minutes=10)
    status, _ = post_signed(team, urlencode({"payload": json.dumps(sent)}))
    assert status == 200
    assert team.notes() == ["visited store"]


@pytest.mark.parametrize("family", ["/drumbeat touch", "/drumbeat  Touch", "/drumbeat touch\t"])
def test_everything_also_works_as_a_word_of_the_family(team: Team, sam: Person, family: str) -> None:
    assert "✓ Logged for *Acme Foods*: visited store, yesterday." in sam.types(
        f"{family} acme foods visited store yesterday"
    )
    assert "*Log a touch*" in sam.types(f"{family} help")
    assert "There is no day" in sam.types(f"{family} acme called 2026-13-40")
    sam.types(f"{family}")
    assert sam.field("account") is None


@pytest.mark.parametrize("text", ["/touch help", "/touch ?", "/drumbeat touch help"])
def test_help_helps(sam: Person, text: str) -> None:
    answer = sam.types(text)
    assert "`/touch Acme visited store`" in answer
    sam.presses("Open the form")
    assert sam.sees_form()


@pytest.mark.parametrize("text", ["/drumbeat", "/drumbeat help", "/drumbeat whatever this is"])
def test_the_family_explains_itself(sam: Person, text: str) -> None:
    assert "`/drumbeat away until Monday`" in sam.types(text)


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("acme called tuseday", "I could not read the date ‘tuseday’. Try `tuesday` or `18 Nov`."),
        ("acme R&D called 2026-13-40", "There is no day ‘2026-13-40’."),
        ("acme called 2030-01-01", "1 Jan 2030 is still to come."),
        ("acme called 1901-01-01", "1 Jan 1901 is very long ago."),
    ],
)
def test_bad_input_gets_one_sentence_and_the_text_back(
    team: Team, sam: Person, typed: str, hint: str
) -> None:
    """Nothing is lost: the text comes back so that it can be corrected."""
    answer = sam.types(f"/touch {typed}")
    assert hint in answer
    assert f"You typed: {typed.replace('&', '&amp;')}" in answer
    assert team.touches() == []
    sam.presses("Correct it")
    assert sam.field("line") == typed
    assert sam.fills(line="acmee called").submits() == {"line": "I don't know “acmee”. Did you mean Acme?"}
    assert sam.fills(line="acme").submits() == {
        "line": "The account first, then what happened: Acme visited store."
    }
    assert sam.fills(line="acme called Tuesday").submits() == {}
    assert "✓ Logged for *Acme*: called, yesterday." in sam.reads()
    assert team.notes() == ["called"]


def test_a_very_long_text_is_refused_and_comes_back_whole(team: Team, sam: Person) -> None:
    words = "long & <wide> " * 150
    answer = sam.types(f"/touch acme {words}")
    assert "1,000 is the most I keep" in answer
    given_back = answer.partition("You typed: ")[2].replace("\n", "")
    assert given_back == f"acme {words.strip()}".replace("&", "&amp;").replace("<", "&lt;").replace(
        ">", "&gt;"
    )
    assert team.touches() == []


def test_the_longest_note_of_the_widest_characters_is_kept_and_shown_whole_to_the_last_entity(
    team: Team, sam: Person
) -> None:
    """1,000 ampersands are 5,000 characters to Slack, which takes 3,000."""
    note = "&" * 990 + " the end"
    answer = sam.types(f"/touch acme {note}")
    assert team.notes() == [note]
    assert answer.startswith("✓ Logged for *Acme*: &amp;&amp;")
    assert "&amp;…, today. You're good until 18 Dec." in answer
    sam.presses("Edit")
    assert sam.field("note") == note


@pytest.mark.parametrize(
    ("hostile", "shown"),
    [
        ("told <!channel> & <@U0DANA>", "told &lt;!channel&gt; &amp; @dana"),
        ("said <https://evil.example|click me>", "said &lt;https://evil.example|click me&gt;"),
        ("brought 🎂 to Zoë", "brought 🎂 to Zoë"),
        ("first line\nsecond line", "first line second line"),
        ("ended *bold* and ~struck~ `code`", "ended ∗bold∗ and ∼struck∼ ˋcodeˋ"),
    ],
)
def test_hostile_text_is_shown_as_it_was_typed(team: Team, sam: Person, hostile: str, shown: str) -> None:
    """Complaint 25: what a person types can never ping a channel."""
    answer = sam.types(f"/touch acme {hostile}")
    assert f"✓ Logged for *Acme*: {shown}, today." in answer
    newest = sam.page.messages(SALES)[-1]
    assert "<!" not in json.dumps(newest)
    assert "<@" not in json.dumps(newest)


def test_a_mention_in_slacks_own_markup_pings_nobody(team: Team, sam: Person) -> None:
    """Complaints 15 and 25: with should_escape Slack sends @channel as markup."""
    sam.types("/touch acme hello")
    (sent,) = team.calls("slash_commands")
    text = "acme told <!channel> and <@U0DANA|dana> of R&amp;D"
    _, answer = post_signed(team, urlencode({**sent, "text": text, "trigger_id": "another"}))
    assert team.notes()[-1] == "told @channel and @dana of R&D"
    assert "<!channel" not in answer
    assert "R&amp;D" in answer


def test_an_account_with_a_hostile_name_can_be_added_touched_and_shown(team: Team, sam: Person) -> None:
    """Complaint 25."""
    sam.types("/drumbeat add *Evil* <!channel> & Sons")
    assert sam.field("name") == "*Evil* <!channel> & Sons"
    assert sam.submits() == {}
    assert "*∗Evil∗ &lt;!channel&gt; &amp; Sons* is added" in sam.reads()
    assert "✓ Logged for *∗Evil∗ &lt;!channel&gt; &amp; Sons*: called, today." in sam.types(
        "/touch evil channel and sons called"
    )
    assert "<!channel" not in sam.opens_home()


def test_a_long_name_is_cut_to_what_the_form_takes(sam: Person) -> None:
    sam.types(f"/drumbeat add {'Long ' * 60}")
    assert (sam.field("name") or "").startswith("Long Long")
