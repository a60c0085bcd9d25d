"""What people took on lives on, whatever is chosen, corrected, merged or renamed meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event

from bot.drafts import draft_touch
from bot.parsing.touches import TouchDetails, parse_details
from jobs.brainstorm_choices import read_choosing, take_on
from jobs.commitments import (
    SavedLocations,
    add_place,
    fulfil_by_touch,
    list_to_come,
    read_progress_of,
    read_promised,
    save_locations,
    tick_at,
    tick_commitment,
    untick_commitment,
)
from jobs.idea_library import read_harvest
from jobs.own_ideas import merge_own_idea
from jobs.rules.touches import TouchDraft
from jobs.touches import correct_touch, describe_settled, log_touch, set_touch_kind, set_touch_undone
from storage.accounts import change_account
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Brainstorm, Choice, LibraryReader, NewBrainstorm, Phase, Rhythm
from storage.brainstorms import add_brainstorm, change_phase
from storage.commitment_ticks import list_ticks
from storage.commitments import add_commitments, list_commitments
from storage.database import Transaction
from storage.feeds import add_feed
from storage.locations import add_locations, list_locations
from storage.news_records import NewFeed
from storage.records import Account, Clock, Kind, Rep, Touch
from storage.reps import merge_reps
from storage.stories import add_story, relate_story
from storage.story_records import NewStory
from storage.touches import change_touch, read_touch
from tests.builders import NOW, TODAY, a_rep, an_account, days_before

AT_MILL_STREET = TouchDraft("visited store", TODAY, place="Mill Street")


@pytest.fixture
def sam(transaction: Transaction) -> Rep:
    return a_rep(transaction)


@pytest.fixture
def acme(transaction: Transaction, sam: Rep) -> Account:
    return an_account(transaction, rep_id=sam.id)


@pytest.fixture
def talked(transaction: Transaction, sam: Rep) -> Brainstorm:
    return add_brainstorm(transaction, NewBrainstorm("C0", sam.id, "How?", 8, 4, NOW, NOW))


def said(transaction: Transaction, talked: Brainstorm, rep: Rep, text: str) -> int:
    idea_id = add_brainstorm_idea(transaction, talked.id, rep.id, text, NOW)
    assert idea_id is not None
    return idea_id


def choose(transaction: Transaction, rep: Rep, talked: Brainstorm, *choices: Choice) -> list[int]:
    """They submit the form so; returns the ids of what is taken on now."""
    take_on(transaction, rep, talked.id, choices, NOW, show_name=False)
    return [each.id for each in list_commitments(transaction, rep_id=rep.id)]


def times_of(transaction: Transaction, rep: Rep) -> list[int]:
    return [each.times for each in read_progress_of(transaction, rep.id)]


def test_choosing_again_drops_and_deletes_nothing(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """NS-17: what was dropped stays counted, and who takes it on again goes on where they were."""
    cake = Choice(said(transaction, talked, sam, "bring cake"), acme.id, Rhythm.RECURRING, 7)
    paper = Choice(said(transaction, talked, sam, "read their magazine"), acme.id, Rhythm.ONCE)
    [taken] = choose(transaction, sam, talked, cake)
    tick_commitment(transaction, sam, taken, TODAY, NOW)
    assert taken not in choose(transaction, sam, talked, paper)
    assert len(list_commitments(transaction, rep_id=sam.id, dropped=True)) == 2
    assert choose(transaction, sam, talked, cake, paper)[0] == taken
    assert times_of(transaction, sam) == [1, 0]


def test_what_was_for_an_account_handed_over_is_left_alone(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    cake = said(transaction, talked, sam, "bring cake")
    taken = choose(transaction, sam, talked, Choice(cake, acme.id, Rhythm.ONCE))
    change_account(transaction, acme.id, rep_id=a_rep(transaction, "Dana", slack_id="U2").id)
    assert choose(transaction, sam, talked) == taken


def test_an_idea_merged_since_keeps_its_ticks(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """And a form that was opened before the merging is understood."""
    other, mine = (said(transaction, talked, sam, text) for text in ("cake", "bring cake"))
    [taken] = choose(transaction, sam, talked, Choice(mine, acme.id, Rhythm.RECURRING, 7))
    tick_commitment(transaction, sam, taken, TODAY, NOW)
    merge_own_idea(transaction, sam, mine, other)
    for idea_id in (other, mine):
        again = Choice(idea_id, acme.id, Rhythm.RECURRING, 14)
        assert choose(transaction, sam, talked, again) == [taken]
    assert times_of(transaction, sam) == [1]
    assert read_choosing(transaction, sam, talked.id).roots == {other: other, mine: other}


def test_very_many_choices_are_kept(transaction: Transaction, sam: Rep, talked: Brainstorm) -> None:
    ideas = [said(transaction, talked, sam, f"idea {number}") for number in range(24)]
    accounts = [an_account(transaction, f"Account {number}", rep_id=sam.id).id for number in range(50)]
    choices = [Choice(idea_id, each, Rhythm.ONCE) for idea_id in ideas for each in accounts]
    choose(transaction, sam, talked, *choices)
    assert len(choose(transaction, sam, talked, *choices)) == 1200


@pytest.fixture
def stores(transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm) -> int:
    """Sam has taken on to visit each store; returns that commitment's id."""
    add_locations(transaction, acme.id, ["Mill Street", "Quay"])
    idea_id = said(transaction, talked, sam, "visit every store")
    return choose(transaction, sam, talked, Choice(idea_id, acme.id, Rhythm.LOCATIONS))[0]


@pytest.mark.usefixtures("stores")
def test_a_sale_keeps_no_tick(transaction: Transaction, sam: Rep, acme: Account) -> None:
    """NS-1: nor does a touch that was about another account."""
    touch_id = log_touch(transaction, sam, acme, AT_MILL_STREET, NOW).touch_id
    assert times_of(transaction, sam) == [1]
    set_touch_kind(transaction, sam, touch_id, Kind.SELLING)
    assert times_of(transaction, sam) == [0]
    set_touch_kind(transaction, sam, touch_id, Kind.ATTENTION)
    assert times_of(transaction, sam) == [1]
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    correct_touch(transaction, sam, touch_id, AT_MILL_STREET, NOW, account_id=borg.id)
    assert times_of(transaction, sam) == [0]


def test_a_touch_asked_about_ticks_once_that_is_settled(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-1."""
    logged = log_touch(transaction, sam, acme, AT_MILL_STREET, NOW, ask_kind=True)
    assert times_of(transaction, sam) == [0]
    settled = set_touch_kind(transaction, sam, logged.touch_id, Kind.ATTENTION)
    assert isinstance(settled, Touch)
    told = describe_settled(transaction, settled, acme, rep=sam, clock=Clock.ATTENTION, now=NOW)
    assert [each.progress.commitment.id for each in told.fulfilled.ticked] == [stores]
    assert times_of(transaction, sam) == [1]
    again = fulfil_by_touch(
        transaction, read_promised(transaction, sam, acme.id), (logged.touch_id, AT_MILL_STREET), NOW
    )
    assert again == told.fulfilled
    assert len(list_ticks(transaction, [stores])) == 1


def test_a_touch_of_a_sale_or_another_account_is_no_tick(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    quote = TouchDraft("sent the quote", TODAY, Kind.SELLING)
    for account, draft in ((borg, AT_MILL_STREET), (acme, quote)):
        touch = read_touch(transaction, log_touch(transaction, sam, account, draft, NOW).touch_id)
        assert tick_commitment(transaction, sam, stores, TODAY, NOW, touch=touch) is None


def test_undo_takes_its_own_tick_back(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """Not the newest one, and twice a day is once."""
    idea_id = said(transaction, talked, sam, "read their magazine")
    [taken] = choose(transaction, sam, talked, Choice(idea_id, acme.id, Rhythm.RECURRING, 7))
    first = tick_commitment(transaction, sam, taken, days_before(9), NOW)
    assert first is not None
    assert first.tick_id is not None
    second = tick_commitment(transaction, sam, taken, TODAY, NOW)
    twice = tick_commitment(transaction, sam, taken, TODAY, NOW)
    assert second is not None
    assert twice is not None
    assert twice.tick_id is None
    untick_commitment(transaction, sam, taken, first.tick_id)
    untick_commitment(transaction, sam, taken, first.tick_id)
    assert [each.id for each in list_ticks(transaction, [taken])] == [second.tick_id]


def test_saving_locations_keeps_what_was_ticked_and_what_came_meanwhile(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    mill = list_locations(transaction, [acme.id])[0]
    tick_at(transaction, sam, stores, mill.id, TODAY, now=NOW)
    add_locations(transaction, acme.id, ["Harbour"])
    typed = ["Mill Street North"]
    saved = save_locations(transaction, acme.id, typed, shown=["Mill Street", "Quay"])
    assert saved == SavedLocations(3, ("Mill Street",))
    names = [each.name for each in list_locations(transaction, [acme.id])]
    assert names == ["Harbour", "Mill Street", "Mill Street North"]
    assert times_of(transaction, sam) == [1]


def test_a_mistyped_place_goes_once_its_touch_was_taken_back(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """It was in the way of "all of their stores" for good."""
    logged = log_touch(transaction, sam, acme, typed("visited store at Mil Stret"), NOW)
    touch = read_touch(transaction, logged.touch_id)
    assert touch is not None
    tick_commitment(transaction, sam, stores, TODAY, NOW, touch=touch)
    shown = ["Mil Stret", "Mill Street", "Quay"]
    assert save_locations(transaction, acme.id, shown[1:], shown=shown).stayed == ("Mil Stret",)
    set_touch_undone(transaction, sam, logged.touch_id, undone=True, now=NOW)
    assert save_locations(transaction, acme.id, shown[1:], shown=shown) == SavedLocations(2, ())
    back = set_touch_undone(transaction, sam, logged.touch_id, undone=False, now=NOW)
    assert isinstance(back, Touch)
    told = describe_settled(transaction, back, acme, rep=sam, clock=Clock.ATTENTION, now=NOW)
    assert told.fulfilled.unknown == ("Mil Stret",), "It is offered anew, and nothing else."


def test_a_watcher_counts_once_it_has_brought_something(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """NS-17: "done or begun" was said of a feed that could not even be read."""
    idea_id = said(transaction, talked, sam, "watch the news")
    add_commitments(transaction, sam.id, [Choice(idea_id, acme.id, Rhythm.WATCHER)], NOW)
    change_phase(transaction, talked, Phase.CLOSED, None, NOW)

    def kept() -> tuple[str, ...]:
        harvest = read_harvest(transaction, LibraryReader(), NOW)
        return () if harvest is None else harvest.kept_ideas

    assert kept() == ()
    add_feed(transaction, NewFeed("https://a.example/acme", account_id=acme.id), NOW)
    assert kept() == ()
    story_id = add_story(transaction, NewStory("A depot", "", None, "The Herald", "opening", NOW), NOW)
    relate_story(transaction, story_id, {acme.id: "Acme"})
    assert kept() == ("watch the news",)
    choose(transaction, sam, talked)
    assert kept() == ()


def test_two_people_made_one_keep_what_they_took_on(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    cake = Choice(said(transaction, talked, sam, "bring cake"), acme.id, Rhythm.ONCE)
    taken = choose(transaction, sam, talked, cake)
    both = a_rep(transaction, "Sam L", slack_id=None)
    merge_reps(transaction, both.id, sam.id)
    assert [each.id for each in list_commitments(transaction, rep_id=both.id)] == taken


def ticked_by(transaction: Transaction, commitment_id: int) -> list[tuple[str, date]]:
    """At which locations it was done, by name, and on which day."""
    names = {each.id: each.name for each in list_locations(transaction)}
    ticks = list_ticks(transaction, [commitment_id])
    return sorted((names[each.location_id or 0], each.day) for each in ticks)


def typed(note: str, day: date = TODAY) -> TouchDraft:
    details = parse_details(note, TODAY)
    assert isinstance(details, TouchDetails)
    return replace(draft_touch(details)[0], day=day)


def test_a_touch_at_several_stores_ticks_them_all_until_it_is_taken_back(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-15; put back, it says again what it ticks."""
    draft = typed("visited stores at mill street & quay")
    logged = log_touch(transaction, sam, acme, draft, NOW)
    [ticked] = logged.fulfilled.ticked
    assert [each.name for each in ticked.places] == ["Mill Street", "Quay"]
    assert (ticked.progress.times, ticked.progress.locations) == (2, 2)
    set_touch_undone(transaction, sam, logged.touch_id, undone=True, now=NOW)
    assert times_of(transaction, sam) == [0]
    back = set_touch_undone(transaction, sam, logged.touch_id, undone=False, now=NOW)
    assert isinstance(back, Touch)
    told = describe_settled(transaction, back, acme, rep=sam, clock=Clock.ATTENTION, now=NOW)
    assert told.fulfilled.ticked == (ticked,)
    assert len(list_ticks(transaction, [stores])) == 2


def test_two_touches_at_one_store_are_one_store_until_both_are_taken_back(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    first = log_touch(transaction, sam, acme, typed("met at Mill Street"), NOW).touch_id
    log_touch(transaction, sam, acme, typed("coffee at Mill Street and Quay"), NOW)
    assert times_of(transaction, sam) == [2]
    set_touch_undone(transaction, sam, first, undone=True, now=NOW)
    assert times_of(transaction, sam) == [2]
    assert len(ticked_by(transaction, stores)) == 2


def test_new_stores_are_added_with_a_tap_and_not_before(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-15."""
    draft = typed("visited stores at Canal Road, Quay and Dock 4")
    logged = log_touch(transaction, sam, acme, draft, NOW)
    assert logged.fulfilled.unknown == ("Canal Road", "Dock 4")
    assert [each.commitment.id for each in logged.fulfilled.perhaps] == [stores]
    assert len(list_locations(transaction)) == 2
    touch = read_touch(transaction, logged.touch_id)
    done = tick_commitment(transaction, sam, stores, TODAY, NOW, touch=touch)
    assert done is not None
    assert [each.name for each in done.places] == ["Canal Road", "Quay", "Dock 4"]
    assert [each.name for each in done.new] == ["Canal Road", "Dock 4"]
    assert (done.progress.times, done.progress.locations) == (3, 4)
    again = tick_commitment(transaction, sam, stores, TODAY, NOW, touch=touch)
    assert again == replace(done, new=())


def test_a_corrected_touch_takes_its_ticks_along(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-15: what it does not name any more is open again, and the day is the touch's."""
    logged = log_touch(transaction, sam, acme, typed("met at Mill Street and Quay"), NOW)
    log_touch(transaction, sam, acme, typed("met at Quay yesterday", days_before(1)), NOW)

    def correct(draft: TouchDraft, account: Account = acme) -> None:
        changed = correct_touch(transaction, sam, logged.touch_id, draft, NOW, account_id=account.id)
        assert isinstance(changed, Touch)
        describe_settled(transaction, changed, account, rep=sam, clock=Clock.ATTENTION, now=NOW)

    old_visit = ("Quay", days_before(1))
    day = days_before(3)
    correct(replace(logged.draft, day=day))
    assert ticked_by(transaction, stores) == [("Mill Street", day), ("Quay", day), old_visit]
    correct(replace(logged.draft, day=day, place="Quay"))
    assert ticked_by(transaction, stores) == [("Quay", day), old_visit]
    correct(replace(logged.draft, place="Mill Street", kind=Kind.SELLING))
    assert ticked_by(transaction, stores) == [old_visit]
    correct(replace(logged.draft, place="Mill Street"))
    assert ticked_by(transaction, stores) == [("Mill Street", TODAY), old_visit]
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    correct(replace(logged.draft, place="Mill Street"), borg)
    assert ticked_by(transaction, stores) == [old_visit]
    correct(replace(logged.draft, place="Mill Street"))
    assert ticked_by(transaction, stores) == [("Mill Street", TODAY), old_visit]


def test_a_place_is_added_to_ones_own_touch_and_account_only(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-15."""
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    add_locations(transaction, borg.id, ["Harbour"])
    [harbour] = list_locations(transaction, [borg.id])
    mill, quay = list_locations(transaction, [acme.id])
    draft = typed("agreed to meet at Mill Street")
    logged = log_touch(transaction, sam, acme, draft, NOW)
    assert logged.fulfilled.maybe_at == (mill,)
    assert ticked_by(transaction, stores) == []
    touch = read_touch(transaction, logged.touch_id)
    assert touch is not None
    dana = a_rep(transaction, "Dana", slack_id="U2")
    assert add_place(transaction, dana, touch, mill.id) is None
    assert add_place(transaction, sam, touch, harbour.id) is None
    assert add_place(transaction, sam, replace(touch, undone=True), mill.id) is None
    for each in (mill, quay, mill):
        added = add_place(transaction, sam, touch, each.id)
        assert added is not None
        touch = added
    assert read_touch(transaction, touch.id) == touch
    assert touch.place == "Mill Street, Quay"


def list_statements(transaction: Transaction, log: Callable[[], object]) -> list[str]:
    """What the database is asked meanwhile, apart from the compiled statements of every touch."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        asked.append(statement)

    event.listen(transaction.connection, "before_cursor_execute", note)
    log()
    event.remove(transaction.connection, "before_cursor_execute", note)
    return asked


def test_a_touch_asks_as_little_for_many_stores_as_for_two(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """NS-15; nothing at all where nothing was taken on."""
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    names = [f"Store {number}" for number in range(50)]
    for account in (acme, borg):
        add_locations(transaction, account.id, names)
    ideas = [said(transaction, talked, sam, f"visit every store {number}") for number in range(10)]
    choose(transaction, sam, talked, *(Choice(each, acme.id, Rhythm.LOCATIONS) for each in ideas))
    few, many = (
        list_statements(
            transaction, lambda at=at: log_touch(transaction, sam, acme, typed(f"met at {at}"), NOW)
        )
        for at in (" and ".join(names[:2]), ", ".join(names))
    )
    assert few == many
    # The ticks are read before and after; nothing else is read twice, and all are added by one statement.
    # On PostgreSQL the places are held meanwhile.
    held = transaction.connection.dialect.name != "sqlite"
    assert (len(many), len(set(many))) == (5 + held, 4 + held)
    assert len(list_ticks(transaction, [read_progress_of(transaction, sam.id)[0].commitment.id])) == 52
    elsewhere = typed("met at Store 1 and Store 2")
    assert list_statements(transaction, lambda: log_touch(transaction, sam, borg, elsewhere, NOW)) == []


def test_a_touch_corrected_while_it_is_taken_back_ticks_its_new_place_once_it_is_put_back(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    logged = log_touch(transaction, sam, acme, typed("met at Mill Street"), NOW)
    set_touch_undone(transaction, sam, logged.touch_id, undone=True, now=NOW)
    draft = replace(logged.draft, place="Quay")
    correct_touch(transaction, sam, logged.touch_id, draft, NOW, account_id=acme.id)
    back = set_touch_undone(transaction, sam, logged.touch_id, undone=False, now=NOW)
    assert isinstance(back, Touch)
    describe_settled(transaction, back, acme, rep=sam, clock=Clock.ATTENTION, now=NOW)
    assert ticked_by(transaction, stores) == [("Quay", TODAY)]


def test_a_tap_is_not_forgotten_when_the_touch_is_corrected(
    transaction: Transaction, sam: Rep, acme: Account, talked: Brainstorm
) -> None:
    """What has no place stays ticked, as long as the touch is about this account."""
    cake = said(transaction, talked, sam, "bring cake")
    [taken] = choose(transaction, sam, talked, Choice(cake, acme.id, Rhythm.ONCE))
    logged = log_touch(transaction, sam, acme, typed("brought cake at Quay"), NOW)
    touch = read_touch(transaction, logged.touch_id)
    tick_commitment(transaction, sam, taken, TODAY, NOW, touch=touch)
    correct_touch(transaction, sam, logged.touch_id, typed("brought cake"), NOW, account_id=acme.id)
    assert times_of(transaction, sam) == [1]


def test_what_goes_on_in_another_brainstorm_keeps_a_touch_that_is_put_back(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-15: and no touch of another account comes along."""
    borg = an_account(transaction, "Borg", rep_id=sam.id)
    undone = log_touch(transaction, sam, acme, typed("met at Mill Street"), NOW).touch_id
    moved = log_touch(transaction, sam, acme, typed("met at Quay"), NOW).touch_id
    set_touch_undone(transaction, sam, undone, undone=True, now=NOW)
    change_touch(transaction, moved, account_id=borg.id)
    again = add_brainstorm(transaction, NewBrainstorm("C2", sam.id, "How?", 8, 4, NOW, NOW))
    choice = Choice(said(transaction, again, sam, "Visit every  store"), acme.id, Rhythm.LOCATIONS)
    [taken] = choose(transaction, sam, again, choice)
    assert taken != stores
    assert ticked_by(transaction, taken) == []
    set_touch_undone(transaction, sam, undone, undone=False, now=NOW)
    change_touch(transaction, moved, account_id=acme.id)
    assert ticked_by(transaction, taken) == [("Mill Street", TODAY)]


@pytest.mark.parametrize(
    ("note", "asked"),
    [
        ("visited store", True),
        ("dropped by", True),
        ("walked the new shop with Kim", True),
        ("called", False),
        ("did not visit the store", False),
        ("their office manager called", False),
        ("sent the article", False),
        ("visited store at Mill Street", False),
        ("visited store at Riverside", False),
    ],
)
def test_a_visit_without_a_name_is_asked_where_it_was(
    transaction: Transaction, sam: Rep, acme: Account, stores: int, note: str, *, asked: bool
) -> None:
    """NS-14: "visited store", the first example of all, was asked nothing."""
    fulfilled = log_touch(transaction, sam, acme, typed(note), NOW).fulfilled
    assert [each.name for each in fulfilled.somewhere] == (["Mill Street", "Quay"] if asked else [])


def test_a_short_name_is_asked_about_and_never_added(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-15: one tap made a second "Mill" beside "Mill Street", for good."""
    logged = log_touch(transaction, sam, acme, typed("visited stores at Mill and Quay"), NOW)
    [ticked] = logged.fulfilled.ticked
    assert [each.name for each in ticked.places] == ["Quay"]
    assert logged.fulfilled.unknown == ()
    assert [each.name for each in logged.fulfilled.maybe_at] == ["Mill Street"]
    assert logged.fulfilled.perhaps == ()
    add_locations(transaction, acme.id, ["Mill Lane"])
    unclear = log_touch(transaction, sam, acme, typed("visited store at Mill"), NOW).fulfilled
    assert (unclear.unknown, unclear.maybe_at) == (("Mill",), ())


def test_where_a_touch_may_have_been_is_looked_up_for_its_owner(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-14: what is still to come there, as long as the touch counts."""
    touch_id = log_touch(transaction, sam, acme, typed("visited store"), NOW).touch_id

    def look(rep: Rep) -> list[str]:
        return [each.name for each in list_to_come(transaction, rep, read_touch(transaction, touch_id))]

    assert look(sam) == ["Mill Street", "Quay"]
    assert look(a_rep(transaction, "Dana", slack_id="U2")) == []
    log_touch(transaction, sam, acme, typed("met at Quay"), NOW)
    assert look(sam) == ["Mill Street"]
    set_touch_kind(transaction, sam, touch_id, Kind.SELLING)
    assert look(sam) == []
    set_touch_kind(transaction, sam, touch_id, Kind.ATTENTION)
    set_touch_undone(transaction, sam, touch_id, undone=True, now=NOW)
    assert look(sam) == []
    assert list_to_come(transaction, sam, None) == ()


def test_a_store_named_without_at_is_asked_about_and_not_ticked(
    transaction: Transaction, sam: Rep, acme: Account, stores: int
) -> None:
    """NS-15: "mill street" in small letters was not taken for the store that the account has."""
    logged = log_touch(transaction, sam, acme, typed("brought cake, mill street"), NOW)
    assert [each.name for each in logged.fulfilled.maybe_at] == ["Mill Street"]
    assert logged.fulfilled.ticked == ()
    assert ticked_by(transaction, stores) == []
    touch = read_touch(transaction, logged.touch_id)
    assert touch is not None
    assert touch.place is None
    assert add_place(transaction, sam, touch, logged.fulfilled.maybe_at[0].id) is not None
    said_twice = log_touch(transaction, sam, acme, typed("met at mill street: mill street is fine"), NOW)
    assert said_twice.fulfilled.maybe_at == ()
    assert [each.name for each in said_twice.fulfilled.ticked[0].places] == ["Mill Street"]
    asked = log_touch(transaction, sam, acme, typed("visited store, quay"), NOW).fulfilled
    assert (asked.maybe_at, len(asked.somewhere)) == ((), 1), (
        "a name of one word is a word, and asked as before"
    )
