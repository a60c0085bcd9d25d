"""What was taken on lives on: Home, card, weekly message, a touch that ticks it (NS-14 to NS-17)."""

import json
from datetime import timedelta

import pytest

from jobs import brainstorm_choices
from jobs.promise_lines import drop_in_message, find_line_of, tick_in_message, untick_in_message
from storage.accounts import change_account
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, NewBrainstorm, Phase, Rhythm
from storage.brainstorms import add_brainstorm, change_phase
from storage.commitments import add_commitments, list_commitments
from storage.feeds import list_feeds
from storage.locations import add_locations
from storage.records import Account
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import Person, Team, as_text, wait_until

NO_TOUCH = "_Log touch_ also notes that you were in touch."
"""Below whatever was ticked without a touch."""


@pytest.fixture
def acme(team: Team, sam: Person) -> Account:
    return team.has_account("Acme", owner=sam, touched_days_ago=[60])


def took_on(
    person: Person, account: Account, text: str, rhythm: Rhythm = Rhythm.ONCE, every_days: int | None = None
) -> None:
    """They have chosen it in a brainstorm a week ago."""
    team = person.team
    then = team.now - timedelta(days=7)
    with team.books.transaction(team.workspace) as transaction:
        rep = person.known_to(transaction)
        new = NewBrainstorm("C0", rep.id, "How?", 8, 4, then, then)
        brainstorm = add_brainstorm(transaction, new)
        idea_id = add_brainstorm_idea(transaction, brainstorm.id, rep.id, text, then)
        assert idea_id is not None
        add_commitments(transaction, rep.id, [Choice(idea_id, account.id, rhythm, every_days)], then)
        change_phase(transaction, brainstorm, Phase.CLOSED, None, then)


def has_stores(team: Team, account: Account, *names: str) -> None:
    with team.books.transaction(team.workspace) as transaction:
        add_locations(transaction, account.id, names)


def test_a_touch_at_a_store_ticks_that_store(team: Team, sam: Person, acme: Account) -> None:
    """NS-15; taking the touch back takes the tick back."""
    has_stores(team, acme, "Mill Street", "Quay", "Harbour")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    said = sam.types("/touch Acme visited store at Mill Street")
    assert "✓ “visit every store”, 1 of 3 stores: Mill Street done." in said
    assert "visit every store, 1 of 3 done" in sam.types("/account Acme")
    sam.types("/touch Acme saw the manager at quay")
    assert "2 of 3 done" in sam.types("/account Acme")
    sam.types("/touch Acme once more at Mill Street yesterday")
    assert "2 of 3 done" in sam.types("/account Acme")


def test_one_touch_at_several_stores_ticks_each_of_them(team: Team, sam: Person, acme: Account) -> None:
    """NS-14, NS-15: said in words, taken back, put back, and corrected."""
    has_stores(team, acme, "Mill Street", "Mill Street North", "Hook and Ladder Lane", "Quay")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    said = sam.types("/touch Acme visited stores at Mill Street, quay & Hook and Ladder Lane")
    ticked = "✓ “visit every store”, 3 of 4 stores: Mill Street, Quay and Hook and Ladder Lane done."
    assert ticked in said
    sam.presses("Undo")
    assert "0 of 4 done" in sam.types("/account Acme")
    sam.types("/touch Acme called")
    said = sam.types("/touch Acme visited stores at mill street and quay")
    assert "at Mill Street, Quay" not in said, "the place was said twice"
    sam.presses("Undo")
    assert "✓ “visit every store”, 2 of 4 stores: Mill Street and Quay done." in sam.presses("Put it back")
    sam.presses("Edit")
    assert sam.field("place") == "Mill Street, Quay"
    assert sam.fills(place="Mill Street North").submits() == {}
    said = sam.waits_to_read("1 of 4 stores")
    assert "1 of 4 stores: Mill Street North done." in said
    sam.types("/touch Acme met them at Quay")
    sam.presses("Edit")
    assert sam.fills(note="met them at hook and ladder lane").submits() == {}
    assert "2 of 4 stores: Hook and Ladder Lane done." in sam.waits_to_read("2 of 4 stores")


def test_a_touch_of_the_form_ticks_what_its_words_name(team: Team, sam: Person, acme: Account) -> None:
    """NS-15: with nothing under Where."""
    has_stores(team, acme, "Mill Street", "Quay")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    sam.types("/touch")
    assert sam.fills(account="Acme", note="Visited stores at mill street and quay").submits() == {}
    assert "2 of 2 stores: Mill Street and Quay done." in sam.waits_to_read("2 of 2 stores")


def test_new_stores_are_added_with_one_tap(team: Team, sam: Person, acme: Account) -> None:
    """NS-15: none is added without it, and the answer says which are new."""
    has_stores(team, acme, "Mill Street")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    said = sam.types("/touch Acme visited stores at Mill Street, Canal Road and Dock 4")
    assert "✓ “visit every store”, 1 of 1 store: Mill Street done." in said
    asked = "Canal Road and Dock 4 aren't among their locations yet. *Add Canal Road and Dock 4* counts them"
    assert f"{asked} for “visit every store”." in said
    said = sam.presses("Add Canal Road and Dock 4")
    assert (
        "3 of 3 stores: Mill Street, Canal Road and Dock 4 done. New among them: Canal Road and Dock 4."
        in said
    )
    assert "aren't among" not in said


def test_new_stores_go_with_the_touch_that_added_them(team: Team, sam: Person, acme: Account) -> None:
    """NS-15: after Undo a mistyped store stayed on the list, and nothing said so."""
    has_stores(team, acme, "Mill Street")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    sam.types("/touch Acme visited stores at Mill Street and Canal Raod")
    sam.presses("Add Canal Raod")
    said = sam.presses("Undo")
    left = "Canal Raod, new with it, stays among their locations unless you take it out."
    assert f"{left}\n[Put it back]\n[Take Canal Raod out]" in said
    assert "2 of 2 stores" in sam.presses("Put it back")
    sam.presses("Undo")
    said = sam.presses("Take Canal Raod out")
    assert "Taken back for *Acme*" in said
    assert "Canal Raod is off their locations, too.\n[Put it back]" in said
    assert "[Take" not in said
    said = sam.presses("Put it back")
    assert "1 of 1 store: Mill Street done." in said
    assert "Canal Raod isn't among their locations yet" in said


def test_undo_in_a_weekly_message_says_so_too(team: Team, sam: Person, acme: Account) -> None:
    """NS-15: beside the message, which has no place for it."""
    sam.said_yes()
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_messages()
    sam.presses("Log touch", line="*Acme*")
    assert sam.fills(note="visited stores at Canal Road and Dock 4").submits() == {}
    sam.page.press(sam.form(), "commitment.tick_touch.0")
    wait_until(lambda: "2 of 2 stores" in as_text(sam.form()), "The new stores")
    sam.page.close(sam.form(), everything=True)
    said = sam.presses("Undo", line="*Acme*")
    left = "Canal Road and Dock 4, new with it, stay among their locations unless you take them out."
    assert f"{left}\n[Take them out]" in said
    assert "Canal Road and Dock 4 are off their locations, too." in sam.presses("Take them out")
    assert "no store is listed yet" in sam.types("/account Acme")


def test_undo_of_a_touch_without_new_stores_is_as_short_as_ever(
    team: Team, sam: Person, acme: Account
) -> None:
    has_stores(team, acme, "Mill Street")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    sam.types("/touch Acme visited store at Mill Street")
    assert "locations" not in sam.presses("Undo")


def test_undo_of_the_touch_unticks(team: Team, sam: Person, acme: Account) -> None:
    has_stores(team, acme, "Mill Street", "Quay")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    sam.types("/touch Acme visited store at Mill Street")
    sam.presses("Undo")
    assert "0 of 2 done" in sam.types("/account Acme")


def test_any_other_touch_ticks_with_one_tap(team: Team, sam: Person, acme: Account) -> None:
    """NS-14."""
    took_on(sam, acme, "read their magazine", Rhythm.RECURRING, 30)
    said = sam.types("/touch Acme read the October issue")
    assert "Was it something you said you would do?" in said
    said = sam.presses("Yes: read their magazine")
    assert "✓ “read their magazine”: every month, last today, next from 18 Dec." in said
    assert "[Undo]" in said
    assert "Was it something" not in sam.types("/touch Acme called them again")


def test_a_place_that_is_not_known_yet_becomes_a_location(team: Team, sam: Person, acme: Account) -> None:
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    sam.types("/touch Acme visited store at Canal Road")
    assert "✓ “visit every store”, 1 of 1 store: Canal Road done. New among them: Canal Road." in sam.presses(
        "Add Canal Road"
    )


def test_a_quote_is_not_what_was_meant(team: Team, sam: Person, acme: Account) -> None:
    """NS-1: and after it nothing is asked for (NS-16)."""
    took_on(sam, acme, "bring cake")
    said = sam.types("/touch Acme sent the quote #selling")
    assert "Was it something" not in said
    assert "haven't asked for" not in said


def test_what_was_no_sale_ticks_with_one_tap(team: Team, sam: Person, acme: Account) -> None:
    """NS-1: what it fulfilled is asked once that is settled."""
    took_on(sam, acme, "bring cake")
    assert "Was it something" not in sam.types("/touch Acme brought cake with the quote")
    assert "Was it something you said you would do?" in sam.presses("No, attention")
    assert "✓ “bring cake”: done." in sam.presses("Yes: bring cake")


def test_home_shows_ticks_and_drops_without_blame(team: Team, sam: Person, acme: Account) -> None:
    """NS-14."""
    took_on(sam, acme, "bring cake")
    took_on(sam, acme, "read their magazine", Rhythm.RECURRING, 7)
    home = sam.opens_home()
    assert "You said you would" in home
    assert "• *Acme*: bring cake, once" in home
    sam.presses("Done", line="bring cake")
    assert "✓ “bring cake”: done." in as_text(sam.form())
    assert f"[Undo]\n[Log touch]\n{NO_TOUCH}" in as_text(sam.form())
    wait_until(lambda: "bring cake" not in as_text(sam.page.home() or {}), "Home without it")
    sam.page.press(sam.form(), "commitment.untick")
    wait_until(lambda: "bring cake" in as_text(sam.page.home() or {}), "Home with it again")
    sam.page.close(sam.form(), everything=True)
    sam.looks_at_home()
    sam.presses("Drop it", line="read their magazine")
    assert "Off your list: “read their magazine” for *Acme*." in as_text(sam.form())
    wait_until(lambda: "magazine" not in as_text(sam.page.home() or {}), "Home without it")


def test_the_card_shows_it_to_whoever_took_it_on_and_to_nobody_else(
    team: Team, sam: Person, dana: Person, acme: Account
) -> None:
    """Dana read on the card of Acme what Sam had chosen, though the channel was told that nobody sees it."""
    took_on(sam, acme, "bring cake")
    dana.leads_the_team()
    assert "bring cake" not in dana.types("/account Acme")
    said = sam.types("/account Acme")
    assert said.index("*You took on*") < said.index("bring cake, once")
    said = sam.presses("Done", line="bring cake")
    assert "*Acme*: ✓ “bring cake”: done." in said
    assert "[Undo]" in said
    assert said.index("*You took on*") < said.index("✓ “bring cake”\n"), "it hung below the last touches"
    assert "bring cake, once" in sam.presses("Undo", line="bring cake")


def test_done_leads_to_a_touch_for_whoever_wants_one(team: Team, sam: Person, acme: Account) -> None:
    """Sam pressed Done on the card and believed that the touch was logged."""
    took_on(sam, acme, "bring cake")
    sam.types("/account Acme")
    before = team.notes()
    said = sam.presses("Done", line="bring cake")
    assert NO_TOUCH in said
    assert team.notes() == before
    sam.presses("Log touch", line="bring cake")
    assert sam.fills(note="brought them cake").submits() == {}
    wait_until(lambda: "brought them cake" in team.notes(), "The touch")


def test_the_same_taken_on_again_is_one_thing_to_do(team: Team, sam: Person, acme: Account) -> None:
    """After the second brainstorm the same words stood twice on the card of Acme."""
    has_stores(team, acme, "Mill Street", "Quay")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    sam.types("/touch Acme visited store at Mill Street")
    then = team.now
    with team.books.transaction(team.workspace) as transaction:
        rep = sam.known_to(transaction)
        again = add_brainstorm(transaction, NewBrainstorm("C0", rep.id, "How?", 8, 4, then, then))
        idea_id = add_brainstorm_idea(transaction, again.id, rep.id, "Visit every store", then)
        assert idea_id is not None
        choice = Choice(idea_id, acme.id, Rhythm.LOCATIONS)
        brainstorm_choices.take_on(transaction, rep, again.id, [choice], then, show_name=False)
    said = sam.types("/account Acme")
    assert said.lower().count("visit every store, 1 of 2 done") == 1


def test_locations_are_added_in_a_form(team: Team, sam: Person, acme: Account) -> None:
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    assert "visit every store, no store is listed yet" in sam.types("/account Acme")
    sam.presses("Locations")
    refused = sam.fills(names=f"Quay\n{'Mill ' * 30}").submits()
    said = "“Mill Mill Mill Mill Mill Mill Mill Mill…” is longer than 100 characters: please shorten it."
    assert refused == {"names": said}
    assert sam.fills(names="Mill Street\n Quay \nmill street").submits() == {}
    assert "0 of 2 done" in sam.waits_to_read("0 of 2 done")
    said = sam.chooses("Done at…", "Quay")
    assert "✓ “visit every store”, 1 of 2 stores: Quay done." in said
    sam.types("/drumbeat locations acme")
    assert sam.field("names") == "mill street\nQuay"
    assert sam.fills(names="Harbour").submits() == {}
    sam.types("/drumbeat locations acme")
    assert sam.field("names") == "Harbour\nQuay"
    assert "For which account?" in sam.types("/drumbeat locations")


def test_a_chain_of_very_many_stores_is_ticked_by_the_first_letters(
    team: Team, sam: Person, acme: Account
) -> None:
    """The menu had 100 of them and no way to the others."""
    has_stores(team, acme, *(f"Store {number}" for number in range(150)))
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    sam.types("/account Acme")
    assert len(sam.sees_offered("Done at…", "")) == 100
    assert len(sam.sees_offered("Done at…", "14")) == 12
    said = sam.chooses("Done at…", "Store 149")
    assert "✓ “visit every store”, 1 of 150 stores: Store 149 done." in said
    assert "Store 149" not in str(sam.sees_offered("Done at…", "149"))


def test_all_of_very_many_is_reached_page_by_page(team: Team, sam: Person, acme: Account) -> None:
    for number in range(32):
        took_on(sam, acme, f"idea {number}")
    sam.opens_home()
    sam.presses("See all 32")
    seen: list[str] = []
    for action in ("commitment.see_all.15", "commitment.see_all.30", "commitment.see_all.15"):
        seen.append(as_text(sam.form()))
        before = sam.form()["hash"]
        sam.page.press(sam.form(), action)
        wait_until(lambda before=before: sam.form()["hash"] != before, "The other page")
    assert all(any(f"idea {number}," in page for page in seen) for number in range(32))
    assert "16 to 30 of 32\n[1 to 15]\n[31 to 32]" in as_text(sam.form())


def test_the_weekly_message_has_it_beside_a_quiet_account(team: Team, sam: Person, acme: Account) -> None:
    """NS-14: "You said you'd visit every store: 1 of 3 done"."""
    has_stores(team, acme, "Mill Street", "Quay", "Harbour")
    sam.said_yes()
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    team.clock_moves_to("2026-11-23T08:30")
    [nudge] = sam.nudges()
    assert "*Acme*" in nudge
    assert "_You said: “visit every store” (0 of 3 done)._" in nudge


def test_the_weekly_message_ticks_and_takes_back(team: Team, sam: Person, acme: Account) -> None:
    """NS-14: with one tap, and the message shows what came of it."""
    sam.said_yes()
    took_on(sam, acme, "bring cake")
    team.clock_moves_to("2026-11-23T08:30")
    said = sam.opens_messages()
    assert "_You said: “bring cake” (once)._\n[Done]\n[Drop it]" in said
    said = sam.presses("Done", line="bring cake")
    assert "✓ “bring cake”: done.\n[Undo]" in said
    assert "[Log touch]" in said, "the account itself still waits"
    assert "You said you would" not in sam.opens_home()
    sam.opens_messages()
    said = sam.presses("Undo", line="bring cake")
    assert "_You said: “bring cake” (once)._\n[Done]\n[Drop it]" in said
    assert "• *Acme*: bring cake, once" in sam.opens_home()


def test_the_weekly_message_drops_without_blame(team: Team, sam: Person, dana: Person, acme: Account) -> None:
    """NS-14; what is put back is nobody else's."""
    sam.said_yes()
    took_on(sam, acme, "bring cake")
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_messages()
    assert "Off your list: “bring cake”.\n[Put it back]" in sam.presses("Drop it", line="bring cake")
    assert "bring cake" not in sam.types("/account Acme")
    sam.opens_messages()
    assert "_You said: “bring cake” (once)._" in sam.presses("Put it back", line="bring cake")
    assert "Off your list" in sam.presses("Drop it", line="bring cake")
    assert "I'll be silent about them" in sam.chooses("Snooze", "1 week", line="*Acme*")
    assert "Off your list: “bring cake”.\n[Put it back]" in sam.reads(), "the way back is still there"
    with team.books.transaction(team.workspace) as transaction:
        change_account(transaction, acme.id, rep_id=dana.known_to(transaction).id)
    said = sam.presses("Put it back", line="bring cake")
    assert "*Acme* is somebody else's by now." in said
    assert "on your list again once the account is yours" in said
    assert "Off your list" not in sam.reads()


def test_the_weekly_message_ticks_store_by_store(team: Team, sam: Person, acme: Account) -> None:
    """NS-15: where no store is listed yet, one button leads to them."""
    sam.said_yes()
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    team.clock_moves_to("2026-11-23T08:30")
    said = sam.opens_messages()
    assert "_You said: “visit every store” (no store is listed yet)._\n[Locations]\n[Drop it]" in said
    carried = sam.deed("Locations")
    assert set(json.loads(carried["value"])) == {"line"}, "nobody reads more than that"
    older = {**json.loads(carried["value"]), "commitment": 1}
    sam.does({**carried, "value": json.dumps(older)})
    assert "Where is *Acme*?" in as_text(sam.form()), "the button of a message that was sent before"
    sam.page.close(sam.form())
    sam.presses("Locations")
    stores = "\n".join(f"Store {number}" for number in range(1, 13))
    assert sam.fills(names=stores).submits() == {}
    assert "(0 of 12 done)" in sam.waits_to_read("0 of 12 done")
    assert [each["value"] for each in sam.sees_offered("Done at…", "Store 12")] != []
    said = sam.chooses("Done at…", "Store 12")
    assert "✓ “visit every store”, 1 of 12 stores: Store 12 done.\n[Undo]" in said
    said = sam.chooses("Done at…", "Store 3")
    assert "✓ “visit every store”, 2 of 12 stores: Store 3 done.\n[Undo]" in said
    assert "(1 of 12 done)" in sam.presses("Undo", line="visit every store")


def test_done_in_the_weekly_message_says_that_it_is_no_touch(team: Team, sam: Person, acme: Account) -> None:
    """Sam pressed Done beside Acme and believed that the touch was logged; Home had said that it is none."""
    sam.said_yes()
    took_on(sam, acme, "bring cake")
    team.clock_moves_to("2026-11-23T08:30")
    assert NO_TOUCH not in sam.opens_messages()
    before = team.notes()
    said = sam.presses("Done", line="bring cake")
    assert f"✓ “bring cake”: done.\n[Undo]\n{NO_TOUCH}" in said
    assert team.notes() == before
    assert NO_TOUCH not in sam.presses("Undo", line="bring cake")
    sam.presses("Done", line="bring cake")
    sam.presses("Log touch", line="*Acme*")
    assert sam.fills(note="brought them cake").submits() == {}
    said = sam.waits_to_read("logged by you")
    assert "✓ “bring cake”: done." in said
    assert NO_TOUCH not in said, "it is noted by now"


def test_done_says_so_beside_a_message_that_is_not_shown_anew(team: Team, sam: Person, acme: Account) -> None:
    """With the button itself, for the message may be deleted."""
    sam.said_yes()
    took_on(sam, acme, "bring cake")
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_messages()
    team.slack_fails("chat.update", error="ratelimited", status=429)
    said = sam.presses("Done", line="bring cake")
    assert f"✓ “bring cake”: done.\n[Undo]\n[Log touch]\n{NO_TOUCH}" in said
    sam.presses("Log touch", line="bring cake")
    assert sam.field("account") == "Acme"
    assert sam.fills(note="brought them cake").submits() == {}
    wait_until(lambda: "brought them cake" in team.notes(), "The touch")


def test_a_press_beside_what_was_done_that_day_already(team: Team, sam: Person, acme: Account) -> None:
    """There is nothing to take back there: it was not done there."""
    sam.said_yes()
    took_on(sam, acme, "read their magazine", Rhythm.RECURRING, 7)
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_home()
    sam.presses("Done", line="read their magazine")
    sam.page.close(sam.form(), everything=True)
    sam.opens_messages()
    said = sam.presses("Done", line="read their magazine")
    assert "✓ “read their magazine”: done." in said
    assert "[Undo]" not in said


def test_a_button_of_somebody_elses_message_changes_nothing(
    team: Team, sam: Person, dana: Person, acme: Account
) -> None:
    """NS-13: what Sam took on is for nobody else to tick, whatever a forged button carries."""
    sam.said_yes()
    took_on(sam, acme, "bring cake")
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_messages()
    line_id = json.loads(sam.deed("Drop it", line="bring cake")["value"])["line"]
    with team.books.transaction(team.workspace) as transaction:
        theirs, hers = sam.known_to(transaction), dana.known_to(transaction)
        assert find_line_of(transaction, hers, line_id) is None
        line = find_line_of(transaction, theirs, line_id)
        assert line is not None
        [taken] = list_commitments(transaction, rep_id=theirs.id)
        today = team.now.date()
        assert not tick_in_message(transaction, hers, line, taken.id, team.now, today=today)
        assert not drop_in_message(transaction, hers, line, taken.id, team.now)
        assert not untick_in_message(transaction, hers, line, taken.id, 1)
    assert "bring cake, once" in sam.types("/account Acme")


def test_log_touch_in_the_weekly_message_asks_what_it_was(team: Team, sam: Person, acme: Account) -> None:
    """NS-14: ticked with one tap."""
    sam.said_yes()
    took_on(sam, acme, "bring cake")
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_messages()
    sam.presses("Log touch", line="*Acme*")
    assert sam.fills(note="brought them cake").submits() == {}
    assert "Was it something you said you would do?" in as_text(sam.form())
    sam.page.press(sam.form(), "commitment.tick_touch.0")
    wait_until(lambda: "✓ “bring cake”: done." in as_text(sam.form()), "The tick")
    assert "✓ “bring cake”" in sam.types("/account Acme")


def test_a_store_that_somebody_was_perhaps_not_at_is_asked_about(
    team: Team, sam: Person, acme: Account
) -> None:
    """NS-15: nothing is ticked that nobody visited, and one tap ticks what they did."""
    has_stores(team, acme, "Mill Street", "Park Lane", "Quay")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    said = sam.types("/touch Acme met Kim at Mill Street, Park Lane and Quay are next")
    assert "1 of 3 stores: Mill Street done." in said
    assert "Were you at Park Lane and Quay as well?" in said
    said = sam.presses("Yes: at Park Lane")
    assert "2 of 3 stores: Mill Street and Park Lane done." in said
    assert "Were you at Quay as well?" in said
    sam.presses("Undo")
    assert "0 of 3 done" in sam.types("/account Acme")


def test_the_form_in_a_weekly_message_asks_it_too(team: Team, sam: Person, acme: Account) -> None:
    has_stores(team, acme, "Mill Street", "Park Lane")
    sam.said_yes()
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_messages()
    sam.presses("Log touch", line="*Acme*")
    assert sam.fills(note="agreed to meet at Mill Street").submits() == {}
    assert "Were you at Mill Street?" in as_text(sam.form())
    sam.page.press(sam.form(), "commitment.tick_touch_at.0")
    wait_until(lambda: "1 of 2 stores: Mill Street done." in as_text(sam.form()), "The tick")


def test_the_form_asks_on_until_nothing_is_left_to_ask(team: Team, sam: Person, acme: Account) -> None:
    """NS-15: after the first "Yes" the other place had no button any more."""
    has_stores(team, acme, "Mill Street", "Park Lane")
    sam.said_yes()
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_messages()
    sam.presses("Log touch", line="*Acme*")
    assert sam.fills(note="met Kim at Mill Street or Park Lane").submits() == {}
    assert "Were you at Mill Street and Park Lane?" in as_text(sam.form())
    sam.page.press(sam.form(), "commitment.tick_touch_at.0")
    wait_until(lambda: "Were you at Park Lane as well?" in as_text(sam.form()), "The other question")
    assert "1 of 2 stores: Mill Street done." in as_text(sam.form())
    sam.page.press(sam.form(), "commitment.tick_touch_at.0")
    wait_until(lambda: "2 of 2 stores" in as_text(sam.form()), "The second tick")
    assert "Were you at" not in as_text(sam.form())


def test_an_idea_for_the_account_after_a_touch(team: Team, sam: Person, acme: Account) -> None:
    """NS-16."""
    assert "Anything you could bring them that they haven't asked for?" in sam.types("/touch Acme called")
    sam.presses("Add an idea")
    assert sam.fills(idea="The article about loading docks").submits() == {}
    assert "Kept. It stands on the card of *Acme*" in as_text(sam.form())
    sam.page.close(sam.form(), everything=True)
    assert "The article about loading docks" in sam.types("/account Acme")


def test_what_was_kept_opens_the_next_brainstorm(team: Team, sam: Person, acme: Account) -> None:
    """NS-17."""
    took_on(sam, acme, "bring cake")
    sam.types("/touch Acme brought them cake")
    sam.presses("Yes: bring cake")
    sam.leads_the_team()
    sam.types("/brainstorm")
    said = as_text(sam.form())
    assert "*Since the brainstorm of 11 Nov*\n• Done or begun: “bring cake”" in said
    assert "more often" not in said, "After a week that says nothing."
    sam.page.close(sam.form(), everything=True)
    team.clock_moves_by(days=7)
    sam.types("/brainstorm")
    assert "• Hear from us more often: Acme (1 touch, none before)" in as_text(sam.form())


def test_what_is_for_each_location_asks_for_them_at_once(open_team: OpenTeam) -> None:
    """NS-15: it said "4 things" of one idea, and never which accounts have no stores yet."""
    team = open_team(Sam="UTC")
    sam = team.person("Sam")
    accounts = [team.has_account(name, owner=sam) for name in ("Acme", "Birch", "Cobalt")]
    has_stores(team, accounts[1], "Quay")
    sam.leads_the_team()
    sam.types("/brainstorm")
    assert "Two questions to begin with" in [
        each["label"]["text"] for each in sam.form()["blocks"] if each["type"] == "input"
    ]
    sam.submits()
    wait_until(lambda: "Brainstorm: ideas" in sam.reads(), "The message")
    sam.presses("Add an idea")
    sam.fills(idea="Visit every store").submits()
    team.clock_moves_by(minutes=8)
    wait_until(lambda: "Brainstorm: choose yours" in sam.reads(), "The choosing")
    sam.presses("Choose mine")
    sam.fills(**{"ideas.0": "Visit every store"}).submits()
    labels = [each["label"]["text"] for each in sam.form()["blocks"] if each["type"] == "input"]
    assert labels == [
        "Visit every store: for which accounts",
        "Visit every store: how often",
        "In the channel, once it is closed",
    ]
    [block] = [each["block_id"] for each in sam.form()["blocks"] if "accounts." in each.get("block_id", "")]
    assert sam.fills(**{block: "Acme; Birch; Cobalt"}).submits() == {}
    said = as_text(sam.form())
    assert "Noted: 1 idea for 3 accounts." in said
    assert "each can be ticked:\n*Acme*\n[Locations]\n*Cobalt*\n[Locations]" in said
    assert "*Birch*" not in said, "its store is listed"
    beside = next(each for each in sam.form()["blocks"] if "*Cobalt*" in str(each))
    carried = beside["accessory"]["value"]
    sam.page.press(sam.form(), "commitment.locations", block_id=beside["block_id"], value=carried)
    wait_until(lambda: "Where is *Cobalt*?" in as_text(sam.form()), "The form")
    assert sam.fills(names="Mill Street\nDock").submits() == {}
    assert "visit every store, 0 of 2 done" in sam.types("/account Cobalt").lower()


def test_watching_the_news_sets_the_watcher_up_on_the_spot(
    open_team: OpenTeam, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NS-15."""
    # The real search is not for a test to ask.
    monkeypatch.setattr(
        brainstorm_choices, "search_google_news", lambda name, _country: f"http://127.0.0.1:9/{name}"
    )
    team = open_team(Sam="UTC")
    sam = team.person("Sam")
    account = team.has_account("Acme", owner=sam, touched_days_ago=[5])
    sam.leads_the_team()
    sam.types("/brainstorm")
    sam.submits()
    wait_until(lambda: "Brainstorm: ideas" in sam.reads(), "The message")
    sam.presses("Add an idea")
    sam.fills(idea="Have the news watched").submits()
    team.clock_moves_by(minutes=8)
    wait_until(lambda: "Brainstorm: choose yours" in sam.reads(), "The choosing")
    sam.presses("Choose mine")
    sam.fills(**{"ideas.0": "Have the news watched"}).submits()
    [block] = [each["block_id"] for each in sam.form()["blocks"] if "accounts." in each.get("block_id", "")]
    often = block.replace("accounts", "often")
    assert sam.fills(**{block: "Acme", often: "Watch the news for it"}).submits() == {}
    assert "I watch the news for 1 account from now on" in as_text(sam.form())
    assert "Home tab" not in as_text(sam.form())
    with team.books.reading(team.workspace) as reader:
        [feed] = list_feeds(reader, account.id)
    assert feed.url == "http://127.0.0.1:9/Acme"
    wait_until(lambda: "127.0.0.1:9" in sam.types("/news Acme"), "The feed where it is looked for")
    team.bot_reads_feeds()
    team.bot_looks()
    assert not any("can't read" in each for each in sam.direct_messages()), "nobody had asked what is there"


def test_what_is_put_back_for_an_account_of_somebody_else(
    team: Team, sam: Person, dana: Person, acme: Account
) -> None:
    """It said "is on your list again", and it was on none."""
    took_on(sam, acme, "bring cake")
    sam.opens_home()
    sam.presses("Drop it", line="bring cake")
    with team.books.transaction(team.workspace) as transaction:
        change_account(transaction, acme.id, rep_id=dana.known_to(transaction).id)
    before = sam.form()["hash"]
    sam.page.press(sam.form(), "commitment.take_up")
    wait_until(lambda: sam.form()["hash"] != before, "The answer")
    assert "*Acme* is somebody else's by now." in as_text(sam.form())
    with team.books.transaction(team.workspace) as transaction:
        change_account(transaction, acme.id, rep_id=sam.known_to(transaction).id)
    assert "bring cake, once" in sam.types("/account Acme")


def test_a_visit_is_ticked_where_one_says_it_was(team: Team, sam: Person, acme: Account) -> None:
    """NS-14."""
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    sam.types("/drumbeat locations acme")
    assert sam.fills(names="Mill Street\nQuay").submits() == {}
    assert "Where was it? One tap counts it." in sam.types("/touch Acme visited store")
    sam.chooses("Choose where", "Quay")
    assert "1 of 2 stores: Quay done." in sam.reads()
    assert "Where was it?" not in sam.reads()


def test_a_visit_to_one_of_very_many_stores_is_asked_where_it_was(
    team: Team, sam: Person, acme: Account
) -> None:
    """NS-14: with 101 stores to come and more, "visited store" was asked nothing."""
    has_stores(team, acme, *(f"Store {number}" for number in range(150)))
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    assert "Where was it? One tap counts it." in sam.types("/touch Acme visited store")
    assert len(sam.sees_offered("Choose where", "")) == 100
    assert len(sam.sees_offered("Choose where", "14")) == 12
    sam.chooses("Choose where", "Store 149")
    assert "1 of 150 stores: Store 149 done." in sam.reads()
    assert "Where was it?" not in sam.reads()
    sam.types("/touch Acme visited store once more")
    assert sam.sees_offered("Choose where", "149") == [], "it is ticked already"


def test_the_form_asks_where_of_very_many_stores(
    team: Team, sam: Person, dana: Person, acme: Account
) -> None:
    """NS-14: in the window, for the touch of whoever is asked and for nobody else's."""
    has_stores(team, acme, *(f"Store {number}" for number in range(101)))
    sam.said_yes()
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    team.clock_moves_to("2026-11-23T08:30")
    sam.opens_messages()
    sam.presses("Log touch", line="*Acme*")
    assert sam.fills(note="visited store").submits() == {}
    menu = next(each for each in sam.form()["blocks"] if str(each.get("block_id")).startswith("somewhere."))
    assert menu["elements"][0]["type"] == "external_select"
    asked = {
        "container": {"type": "view", "view_id": sam.form()["id"]},
        "block_id": menu["block_id"],
        "action_id": menu["elements"][0]["action_id"],
    }
    [found] = sam.page.do("options", **asked, value="Store 100")["options"]
    sam.page.do("action", **asked, type="external_select", selected_option=found)
    wait_until(lambda: "1 of 101 stores: Store 100 done." in as_text(sam.form()), "The tick")


def test_a_store_in_small_letters_is_asked_about(team: Team, sam: Person, acme: Account) -> None:
    """NS-15: "mill street" without "at" was taken for nothing."""
    has_stores(team, acme, "Mill Street", "Quay")
    took_on(sam, acme, "visit every store", Rhythm.LOCATIONS)
    said = sam.types("/touch Acme dropped cake off, mill street")
    assert "Were you at Mill Street?" in said
    assert "1 of 2 stores: Mill Street done." in sam.presses("Yes: at Mill Street")
    assert "Were you at" not in sam.types("/touch Acme called mill street")
