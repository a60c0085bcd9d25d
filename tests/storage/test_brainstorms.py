"""Brainstorms as they are kept: which are looked back at, and in which order."""

from datetime import timedelta

from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Brainstorm, NewBrainstorm, Phase
from storage.brainstorms import (
    add_brainstorm,
    change_phase,
    list_brainstorms_with_ideas,
    read_brainstorm,
)
from storage.database import Transaction
from storage.records import Rep
from tests.builders import NOW, a_rep


def held(transaction: Transaction, rep: Rep, days_ago: int, *, idea: str | None = "bring cake") -> Brainstorm:
    """One that is over, with an idea or without."""
    found = add_brainstorm(transaction, NewBrainstorm("C1", rep.id, "How?", 8, 4, NOW, NOW))
    if idea is not None:
        add_brainstorm_idea(transaction, found.id, rep.id, idea, NOW)
    change_phase(transaction, found, Phase.CLOSED, None, NOW - timedelta(days=days_ago))
    closed = read_brainstorm(transaction, found.id)
    assert closed is not None
    return closed


def test_pages_of_what_was_said_miss_nothing_and_repeat_nothing(transaction: Transaction) -> None:
    """Two were closed at the same moment; one in which nobody said anything is on no page."""
    rep = a_rep(transaction)
    first, twin, other = (held(transaction, rep, days_ago) for days_ago in (9, 5, 5))
    held(transaction, rep, 3, idea=None)
    newest = held(transaction, rep, 1)
    add_brainstorm(transaction, NewBrainstorm("C1", rep.id, "How?", 8, 4, NOW, NOW))
    seen: list[int] = []
    page = list_brainstorms_with_ideas(transaction, most=2)
    while page:
        seen += [each.id for each in page]
        page = list_brainstorms_with_ideas(transaction, most=2, before=page[-1])
    assert seen == [newest.id, other.id, twin.id, first.id]
