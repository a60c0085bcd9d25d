"""Two people do something in a brainstorm in the same moment: neither loses anything (NS-11)."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from jobs.brainstorm_choices import say_ideas, take_on
from jobs.brainstorms import end_phase, extend_phase, move_on, open_brainstorm, read_board
from jobs.commitments import read_progress_of, save_locations
from jobs.own_ideas import change_own_idea, merge_own_idea, remove_own_idea
from jobs.rules.own_ideas import ChangeTrouble
from jobs.rules.touches import TouchDraft
from jobs.touches import log_touch, set_touch_undone
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_records import Brainstorm, Choice, NewBrainstorm, Phase, Rhythm
from storage.brainstorms import read_brainstorm
from storage.database import Database, Transaction
from storage.locations import add_locations, list_locations
from storage.records import Account, Kind, Rep
from tests.builders import NOW, TODAY, a_rep, a_workspace, an_account

OPEN_SECONDS = 0.2
"""So long the first one's transaction stays open after what it does: the second one begins meanwhile."""

Deed = Callable[[Transaction], Any]


@dataclass
class Meeting:
    """A brainstorm with two people in it."""

    books: Database
    workspace: int
    sam: Rep
    dana: Rep
    brainstorm: Brainstorm
    acme: Account
    failures: list[BaseException] = field(default_factory=list[BaseException])

    def does(self, deed: Deed) -> Any:
        with self.books.transaction(self.workspace) as transaction:
            return deed(transaction)

    def at_once(self, first: Deed, second: Deed) -> tuple[Any, Any]:
        """Do both; the second begins while the first one's transaction is open."""
        done: dict[int, Any] = {}
        begun = threading.Event()
        waiting = threading.Event()

        def do_first() -> None:
            try:
                with self.books.transaction(self.workspace) as transaction:
                    done[1] = first(transaction)
                    begun.set()
                    waiting.wait(OPEN_SECONDS)
            except Exception as error:
                self.failures.append(error)
                begun.set()

        def do_second() -> None:
            begun.wait()
            try:
                done[2] = self.does(second)
            except Exception as error:
                self.failures.append(error)

        threads = [threading.Thread(target=each) for each in (do_first, do_second)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert self.failures == []
        return done[1], done[2]

    def say(self, rep: Rep, text: str) -> Deed:
        return lambda transaction: say_ideas(transaction, rep, self.brainstorm.id, text, NOW)

    def seen(self) -> Brainstorm:
        found = self.does(lambda transaction: read_brainstorm(transaction, self.brainstorm.id))
        assert found is not None
        return found

    def list_groups(self) -> list[tuple[str, tuple[str, ...]]]:
        board = self.does(lambda transaction: read_board(transaction, self.brainstorm.id, NOW))
        assert board is not None
        return [(each.text, each.names) for each in board.groups]


@pytest.fixture
def meeting(books: Database) -> Meeting:
    workspace = a_workspace(books)
    with books.transaction(workspace.id) as transaction:
        sam, dana = a_rep(transaction, name="Sam"), a_rep(transaction, name="Dana", slack_id="U2")
        new = NewBrainstorm("C1", sam.id, "Q?", 8, 4, NOW, NOW + timedelta(minutes=8))
        opened = open_brainstorm(transaction, new, [], NOW)
        acme = an_account(transaction, rep_id=sam.id)
    return Meeting(books, workspace.id, sam, dana, opened, acme)


def test_the_very_same_words_said_at_once_stand_once(meeting: Meeting) -> None:
    """NS-11."""
    meeting.at_once(
        meeting.say(meeting.sam, "Visit every store"), meeting.say(meeting.dana, "visit every store")
    )
    assert meeting.list_groups() == [("Visit every store", ("Sam", "Dana"))]


def test_words_that_change_while_another_says_them_leave_hers_on_the_list(meeting: Meeting) -> None:
    """NS-11: hers was called the same as what then said something else."""
    said = meeting.does(meeting.say(meeting.sam, "Visit every store"))
    meeting.at_once(
        lambda transaction: change_own_idea(
            transaction, meeting.sam, meeting.brainstorm.id, said.ideas[0].id, "Bring cake"
        ),
        meeting.say(meeting.dana, "Visit every store"),
    )
    assert meeting.list_groups() == [("Bring cake", ("Sam",)), ("Visit every store", ("Dana",))]


def test_words_that_are_said_while_another_idea_changes_to_them_are_told(meeting: Meeting) -> None:
    said = meeting.does(meeting.say(meeting.sam, "Old words"))
    _, changed = meeting.at_once(
        meeting.say(meeting.sam, "New words"),
        lambda transaction: change_own_idea(
            transaction, meeting.sam, meeting.brainstorm.id, said.ideas[0].id, "New words"
        ),
    )
    assert isinstance(changed, ChangeTrouble)


def test_an_idea_that_comes_in_time_is_there_to_be_chosen(meeting: Meeting) -> None:
    """NS-13: the phase ended without it, and nobody could choose."""
    seen = meeting.brainstorm
    _, moved = meeting.at_once(
        meeting.say(meeting.dana, "Bring cake"), lambda transaction: move_on(transaction, seen, NOW)
    )
    assert moved
    assert meeting.seen().phase is Phase.CHOOSING


def test_of_two_who_give_more_time_at_once_both_count(meeting: Meeting) -> None:
    """Complaint 23."""
    seen = meeting.brainstorm
    assert seen.ends_at is not None
    done = meeting.at_once(*[lambda transaction: extend_phase(transaction, seen, NOW)] * 2)
    assert done == (True, True)
    assert meeting.seen().ends_at == seen.ends_at + timedelta(minutes=4)


def test_who_moves_on_while_another_gives_more_time_is_heard(meeting: Meeting) -> None:
    """Complaint 23; a clock that saw the old end moves nothing on."""
    meeting.does(meeting.say(meeting.dana, "Bring cake"))
    seen = meeting.brainstorm
    done = meeting.at_once(
        lambda transaction: extend_phase(transaction, seen, NOW),
        lambda transaction: end_phase(transaction, seen, NOW),
    )
    assert done == (True, True)
    assert meeting.seen().phase is Phase.CHOOSING
    assert not meeting.does(lambda transaction: move_on(transaction, seen, NOW))


def test_what_is_gone_is_put_together_with_nothing(meeting: Meeting) -> None:
    first = meeting.does(meeting.say(meeting.sam, "Visit each store")).ideas[0].id
    second = meeting.does(meeting.say(meeting.dana, "Visit each one store")).ideas[0].id
    _, merged = meeting.at_once(
        lambda transaction: remove_own_idea(transaction, meeting.sam, meeting.brainstorm.id, first),
        lambda transaction: merge_own_idea(transaction, meeting.dana, second, first),
    )
    assert merged is None
    [left] = meeting.does(lambda transaction: list_brainstorm_ideas(transaction, meeting.brainstorm.id))
    assert (left.text, left.merged_into) == ("Visit each one store", None)


AT_MILL_STREET = TouchDraft(note="visited store", day=TODAY, kind=Kind.ATTENTION, place="Mill Street")


@pytest.fixture
def stores(meeting: Meeting) -> tuple[Deed, Deed]:
    """Sam visits each of Acme's stores: he logs one of them, and somebody takes that off the list."""
    said = meeting.does(meeting.say(meeting.sam, "Visit every store")).ideas[0].id

    def prepare(transaction: Transaction) -> None:
        choices = [Choice(said, meeting.acme.id, Rhythm.LOCATIONS)]
        take_on(transaction, meeting.sam, meeting.brainstorm.id, choices, NOW, show_name=False)
        add_locations(transaction, meeting.acme.id, ["Mill Street", "Quay"])

    meeting.does(prepare)
    return (
        lambda transaction: log_touch(transaction, meeting.sam, meeting.acme, AT_MILL_STREET, NOW),
        lambda transaction: save_locations(
            transaction, meeting.acme.id, ["Quay"], shown=["Mill Street", "Quay"]
        ),
    )


def test_a_store_that_is_ticked_while_it_is_taken_off_the_list_stays(
    meeting: Meeting, stores: tuple[Deed, Deed]
) -> None:
    """NS-15: its tick went with it, though Sam had read that it counts."""
    _, saved = meeting.at_once(*stores)
    assert saved.stayed == ("Mill Street",)
    [progress] = meeting.does(lambda transaction: read_progress_of(transaction, meeting.sam.id))
    assert (progress.times, progress.locations) == (1, 2)


def test_a_touch_at_a_store_that_is_taken_off_the_list_is_logged(
    meeting: Meeting, stores: tuple[Deed, Deed]
) -> None:
    """NS-15: the whole touch was lost."""
    log, save = stores
    _, logged = meeting.at_once(save, log)
    assert logged.fulfilled.unknown == ("Mill Street",)
    left = meeting.does(lambda transaction: list_locations(transaction, [meeting.acme.id]))
    assert [each.name for each in left] == ["Quay"]


def test_a_touch_that_is_put_back_keeps_its_store(meeting: Meeting, stores: tuple[Deed, Deed]) -> None:
    """NS-15: the store and its tick went while the touch began to count again."""
    log, save = stores
    touch_id = meeting.does(log).touch_id

    def undo(transaction: Transaction, *, undone: bool) -> object:
        return set_touch_undone(transaction, meeting.sam, touch_id, undone=undone, now=NOW)

    meeting.does(lambda transaction: undo(transaction, undone=True))
    _, saved = meeting.at_once(lambda transaction: undo(transaction, undone=False), save)
    assert saved.stayed == ("Mill Street",)
    [progress] = meeting.does(lambda transaction: read_progress_of(transaction, meeting.sam.id))
    assert (progress.times, progress.locations) == (1, 2)


def test_who_takes_the_same_on_again_loses_nothing_to_a_form(
    meeting: Meeting, stores: tuple[Deed, Deed]
) -> None:
    """NS-15: the whole choice was rolled back."""
    log, save = stores
    touch_id = meeting.does(log).touch_id
    meeting.does(
        lambda transaction: set_touch_undone(transaction, meeting.sam, touch_id, undone=True, now=NOW)
    )
    new = NewBrainstorm("C2", meeting.sam.id, "Q?", 8, 4, NOW, NOW + timedelta(minutes=8))
    newer = meeting.does(lambda transaction: open_brainstorm(transaction, new, [], NOW))

    def take_on_again(transaction: Transaction) -> object:
        said = say_ideas(transaction, meeting.sam, newer.id, "Visit every store", NOW)
        assert said is not None
        choices = [Choice(said.ideas[0].id, meeting.acme.id, Rhythm.LOCATIONS)]
        return take_on(transaction, meeting.sam, newer.id, choices, NOW, show_name=False)

    _, taken = meeting.at_once(save, take_on_again)
    assert taken == 0
    [progress] = meeting.does(lambda transaction: read_progress_of(transaction, meeting.sam.id))
    assert progress.commitment.brainstorm_id == newer.id
