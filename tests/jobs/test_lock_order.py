"""Whoever changes the directory holds it before accounts and people: nobody waits for another in a circle."""

import re
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import event

from jobs.accounts import AccountWish, give_away, save_account, snooze_own, take_back
from jobs.people import Profile, name_managers, recognise_people, set_away
from jobs.rules.touches import TouchDraft
from jobs.sample_data import clear_samples, try_samples
from jobs.stories import reopen_story, settle_not_them
from jobs.touches import correct_touch, log_touch, set_touch_undone
from storage.account_stories import list_account_stories_by_id
from storage.accounts import find_account_by_name, snooze_account
from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, NewBrainstorm, Rhythm
from storage.brainstorms import add_brainstorm
from storage.commitments import add_commitments
from storage.csv_files.accounts import import_accounts
from storage.csv_files.reading import read_csv_text
from storage.csv_files.touches import import_touches
from storage.database import Database, Transaction
from storage.handovers import hand_over_accounts, undo_handover
from storage.homes import mark_homes_due, note_home
from storage.locations import add_locations
from storage.records import Account, Rep, Role, Tier, Workspace
from storage.reps import hold_rep
from storage.stories import add_story, relate_story
from storage.story_records import NewStory
from storage.touches import list_touches
from tests.builders import NOW, TODAY, a_rep, a_workspace, an_account, days_before
from tests.threads import count_waiting, wait_until

TOUCHES = "id,account,date,note,rep\nX1,Acme,2026-03-01,{note},Sam Lee\n"
_CHANGED = re.compile(r"(?:UPDATE|DELETE FROM|INSERT INTO) (account|alias|rep|workspace)\b")
_HELD = re.compile(
    r"\bFROM (?:handover JOIN )?(account|rep|workspace)\b.*\bFOR (?:NO KEY )?UPDATE", re.DOTALL
)


def find_table(statement: str) -> str | None:
    """Return of which of the tables in question a statement locks rows."""
    found = _CHANGED.match(statement) or _HELD.search(statement)
    return found[1] if found else None


@dataclass
class World:
    """Sam owns Acme, which sleeps, and has taken on to visit its stores; Kim and Mo lead."""

    books: Database
    workspace: Workspace
    sam: Rep
    kim: Rep
    mo: Rep
    acme: Account
    stories: list[int] = field(default_factory=list[int])

    def visit(self, rep: Rep | None, deed: Callable[[Transaction], object]) -> Callable[[], None]:
        """Return a request of this person that does so, or an event that is nobody's."""

        def do() -> None:
            with self.books.transaction(self.workspace.id) as transaction:
                if rep is not None:
                    hold_rep(transaction, rep.id)
                deed(transaction)

        return do


@pytest.fixture
def world(postgresql_books: Database) -> World:
    workspace = a_workspace(postgresql_books)
    with postgresql_books.transaction(workspace.id) as transaction:
        mo = a_rep(transaction, "Mo", slack_id="U3", roles={Role.MANAGER})
        sam = a_rep(transaction)
        kim = a_rep(transaction, "Kim", slack_id="U2", roles={Role.MANAGER})
        an_account(transaction, "Bolt")
        acme = an_account(transaction, "Acme", rep_id=sam.id, snoozed_until=TODAY)
        for each in (mo, sam, kim):
            note_home(transaction, each.id, NOW)
        add_locations(transaction, acme.id, ["Mill Street", "Quay"])
        talked = add_brainstorm(transaction, NewBrainstorm("C1", sam.id, "How?", 8, 4, NOW, NOW))
        idea_id = add_brainstorm_idea(transaction, talked.id, sam.id, "visit every store", NOW)
        assert idea_id is not None
        add_commitments(transaction, sam.id, [Choice(idea_id, acme.id, Rhythm.LOCATIONS)], NOW)
        world = World(postgresql_books, workspace, sam, kim, mo, acme)
        for title in ("Acme Ridge opens a depot", "Acme Valley opens a plant"):
            story_id = add_story(transaction, NewStory(title, "", None, "The Herald", "opening", NOW), NOW)
            relate_story(transaction, story_id, {acme.id: "Acme"})
            world.stories.append(story_id)
    import_touches(postgresql_books, workspace, read_csv_text(TOUCHES.format(note="hello"), "t.csv"), now=NOW)
    return world


Deed = Callable[[World], Callable[[], object]]


def edit_form(world: World) -> Callable[[], None]:
    wish = AccountWish("Acme", Tier.C, None, ("Acme Group",))
    return world.visit(world.sam, lambda t: save_account(t, world.sam, wish, TODAY, account_id=world.acme.id))


def add_by_form(world: World) -> Callable[[], None]:
    return world.visit(
        world.sam, lambda t: save_account(t, world.sam, AccountWish("New", Tier.C, None, ()), TODAY)
    )


def take_it(world: World) -> Callable[[], None]:
    return world.visit(world.sam, lambda t: take_back(t, world.sam, world.acme.id))


def say_not_mine(world: World) -> Callable[[], None]:
    return world.visit(world.sam, lambda t: give_away(t, world.sam, world.acme.id))


def snooze(world: World) -> Callable[[], None]:
    return world.visit(world.sam, lambda t: snooze_own(t, world.sam, world.acme.id, TODAY))


def wake(world: World) -> Callable[[], None]:
    return world.visit(world.sam, lambda t: snooze_own(t, world.sam, world.acme.id, None))


def end_snooze_by_touch(world: World) -> Callable[[], None]:
    draft = TouchDraft("met Kim", TODAY, place="Mill Street")
    return world.visit(world.sam, lambda t: log_touch(t, world.sam, world.acme, draft, NOW))


def hand_over(world: World) -> Callable[[], None]:
    wishes = {world.acme.id: world.kim.id}

    def do(transaction: Transaction) -> None:
        hand_over_accounts(transaction, wishes, from_rep_id=world.sam.id, by_rep_id=world.mo.id, now=NOW)
        mark_homes_due(transaction, [world.sam.id, world.kim.id, world.mo.id])

    return world.visit(world.mo, do)


def undo_hand_over(world: World) -> Callable[[], None]:
    with world.books.transaction(world.workspace.id) as transaction:
        wishes = {world.acme.id: world.kim.id}
        token, _ = hand_over_accounts(
            transaction, wishes, from_rep_id=world.sam.id, by_rep_id=world.mo.id, now=NOW
        )
    return world.visit(world.mo, lambda t: undo_handover(t, token))


def correct_by_file(world: World) -> Callable[[], None]:
    file = read_csv_text(TOUCHES.format(note="bye"), "t.csv")

    def do() -> None:
        assert import_touches(world.books, world.workspace, file, now=NOW).changed == 1

    return do


def say_away(world: World) -> Callable[[], None]:
    return world.visit(world.sam, lambda t: set_away(t, world.sam, TODAY))


def say_away_as_manager(world: World) -> Callable[[], None]:
    return world.visit(world.kim, lambda t: set_away(t, world.kim, TODAY))


def try_and_clear_samples(world: World) -> Callable[[], None]:
    newcomer = world.kim  # has no account
    return world.visit(newcomer, lambda t: (try_samples(t, newcomer, NOW), clear_samples(t, newcomer)))


def import_list(world: World) -> Callable[[], object]:
    """It adds an account, changes two, last first, and learns two addresses."""
    rows = (
        "name,tier,rep,rep email",
        "New,B,Sam Lee,sam@x.io",
        "Acme,A,Sam Lee,sam@x.io",
        "Bolt,A,Kim,kim@x.io",
    )
    file = read_csv_text("\n".join(rows), "accounts.csv")
    return lambda: import_accounts(world.books, world.workspace, file, now=NOW)


def find_story(world: World, place: int) -> int:
    with world.books.reading(world.workspace.id) as reader:
        about = list_account_stories_by_id(reader, range(1, 9), world.kim.id)
    return next(each.id for each in about if each.story.id == world.stories[place])


def say_not_them(world: World) -> Callable[[], None]:
    story_id = find_story(world, 0)
    return world.visit(world.kim, lambda t: settle_not_them(t, world.kim, story_id, NOW))


def undo_not_them(world: World) -> Callable[[], None]:
    story_id = find_story(world, 1)
    world.visit(world.kim, lambda t: settle_not_them(t, world.kim, story_id, NOW))()
    return world.visit(world.kim, lambda t: reopen_story(t, world.kim, story_id, NOW))


def leave_as_manager(world: World) -> Callable[[], None]:
    gone = Profile("U3", ("Mo",), zone="UTC", active=False, updated_at=NOW)
    return world.visit(None, lambda t: recognise_people(t, [gone]))


def choose_managers(world: World) -> Callable[[], None]:
    profiles = [Profile("U3", ("Mo",), updated_at=NOW), Profile("U1", ("Sam Lee",), updated_at=NOW)]
    return world.visit(world.mo, lambda t: name_managers(t, profiles))


BY_HAND: list[Deed] = [
    edit_form,
    add_by_form,
    take_it,
    say_not_mine,
    snooze,
    wake,
    end_snooze_by_touch,
    hand_over,
    undo_hand_over,
    correct_by_file,
]
DIRECTORY_FIRST: list[Deed] = [import_list, say_not_them, undo_not_them]
OF_PEOPLE: list[tuple[Deed, Deed]] = [
    (say_away, import_list),
    (try_and_clear_samples, import_list),
    (say_away, hand_over),
    (say_away_as_manager, hand_over),
    (say_away_as_manager, leave_as_manager),
    (say_away_as_manager, choose_managers),
]


@contextmanager
def watch(books: Database, note: Callable[[str, str], None]) -> Generator[None]:
    """Tell of every lock that is got: the name of the thread and of the table."""

    def heed(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        table = find_table(statement)
        if table is not None:
            note(threading.current_thread().name, table)

    event.listen(books.engine, "after_cursor_execute", heed)
    try:
        yield
    finally:
        event.remove(books.engine, "after_cursor_execute", heed)


def cross(books: Database, deeds: list[Callable[[], object]], *, passing: str = "") -> list[BaseException]:
    """Do both at once; neither goes on from its first lock before the other has one, waits, or is done.

    Locks of the table that is `passing` do not count.
    """
    reached = {f"deed {number}": threading.Event() for number in range(len(deeds))}
    failures: list[BaseException] = []

    def note(thread: str, table: str) -> None:
        if thread in reached and table != passing and not reached[thread].is_set():
            reached[thread].set()
            wait_until(lambda: all(each.is_set() for each in reached.values()) or count_waiting(books))

    def do(deed: Callable[[], object]) -> None:
        try:
            deed()
        except BaseException as error:
            failures.append(error)
        finally:
            reached[threading.current_thread().name].set()

    with watch(books, note):
        threads = [
            threading.Thread(target=do, args=(deed,), name=name)
            for name, deed in zip(reached, deeds, strict=True)
        ]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
    return failures


@pytest.mark.parametrize("other", DIRECTORY_FIRST)
@pytest.mark.parametrize("by_hand", BY_HAND)
def test_who_changes_an_account_waits_in_no_circle(world: World, by_hand: Deed, other: Deed) -> None:
    """A press was lost beside an import: it held the account, and the import the directory."""
    assert cross(world.books, [by_hand(world), other(world)], passing="rep") == []


@pytest.mark.parametrize(("first", "second"), OF_PEOPLE)
def test_who_changes_people_waits_in_no_circle(world: World, first: Deed, second: Deed) -> None:
    """A request held the person's row, and whoever changed it from elsewhere the directory."""
    assert cross(world.books, [first(world), second(world)]) == []


@pytest.mark.parametrize(
    "deed", [*BY_HAND, *DIRECTORY_FIRST, *dict.fromkeys(each for pair in OF_PEOPLE for each in pair)]
)
def test_the_directory_is_held_first(world: World, deed: Deed) -> None:
    do, held = deed(world), list[str]()
    with watch(world.books, lambda _thread, table: held.append(table)):
        do()
    assert held[0] == "workspace"
    assert len(set(held)) > 1, "it changes something of the directory"


def test_who_logs_or_corrects_does_not_hold_the_directory(world: World) -> None:
    held = list[str]()
    with world.books.transaction(world.workspace.id) as transaction:
        snooze_account(transaction, world.acme.id, None)
        bolt = find_account_by_name(transaction, "Bolt")
        [there] = [each.id for each in list_touches(transaction)]
    assert bolt is not None
    awake = replace(world.acme, snoozed_until=None)
    draft = TouchDraft("met Kim", days_before(1), place="Quay")

    def do(transaction: Transaction) -> None:
        touch_id = log_touch(transaction, world.sam, awake, draft, NOW).touch_id
        correct_touch(transaction, world.sam, touch_id, draft, NOW, account_id=bolt.id)
        set_touch_undone(transaction, world.sam, there, undone=True, now=NOW)

    with watch(world.books, lambda _thread, table: held.append(table)):
        world.visit(world.sam, do)()
    assert set(held) == {"account"}
