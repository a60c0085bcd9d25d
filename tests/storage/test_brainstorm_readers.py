"""Who is shown a brainstorm in a private channel (NS-17)."""

from datetime import timedelta

import pytest

from storage.brainstorm_ideas import add_brainstorm_idea
from storage.brainstorm_records import Choice, LibraryReader, NewBrainstorm, Phase, Rhythm
from storage.brainstorms import (
    add_brainstorm,
    change_phase,
    list_brainstorms,
    list_brainstorms_under_way,
    list_brainstorms_with_ideas,
)
from storage.commitments import add_commitments
from storage.database import Transaction
from storage.records import Rep
from tests.builders import NOW, a_rep, an_account


@pytest.fixture
def team(transaction: Transaction) -> dict[str, Rep]:
    names = ("Sam", "Dana", "Morgan", "Kim")
    return {name: a_rep(transaction, name, slack_id=f"U{name}") for name in names}


def hold(transaction: Transaction, team: dict[str, Rep], *, private: bool | None, over: bool) -> int:
    """Morgan opens one in G1, Sam says an idea, and Dana takes it on."""
    new = NewBrainstorm("G1", team["Morgan"].id, "How?", 8, 4, NOW, NOW + timedelta(hours=1), private)
    opened = add_brainstorm(transaction, new)
    idea_id = add_brainstorm_idea(transaction, opened.id, team["Sam"].id, "Bring cake", NOW)
    assert idea_id is not None
    account = an_account(transaction, "Acme", rep_id=team["Dana"].id)
    add_commitments(transaction, team["Dana"].id, [Choice(idea_id, account.id, Rhythm.ONCE)], NOW)
    if over:
        assert change_phase(transaction, opened, Phase.CLOSED, None, NOW)
    return opened.id


READERS = [
    ("Morgan", None, True),
    ("Sam", None, True),
    ("Sam", "C2", True),
    ("Dana", None, True),
    ("Kim", None, False),
    ("Kim", "G1", True),
    ("Kim", "C2", False),
    # A whole channel reads a message: who took part is one of many there.
    (None, "G1", True),
    (None, "C2", False),
    (None, None, False),
]


@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize("private", [True, False, None])
def test_a_private_channels_is_for_it_and_for_who_took_part(
    transaction: Transaction, team: dict[str, Rep], *, private: bool | None, over: bool
) -> None:
    """Where nobody noted whether the channel was private, it is the team's."""
    held = hold(transaction, team, private=private, over=over)
    for name, channel, may_read in READERS:
        reader = LibraryReader(None if name is None else team[name].id, channel)
        expected = [held] if may_read or not private else []
        if over:
            found = [
                list_brainstorms(transaction, 9, reader=reader),
                list_brainstorms_with_ideas(transaction, 9, reader=reader),
            ]
        else:
            found = [list_brainstorms_under_way(transaction, reader=reader)]
        assert [[each.id for each in some] for some in found] == [expected] * len(found), (name, channel)


def test_without_a_reader_all_are_listed(transaction: Transaction, team: dict[str, Rep]) -> None:
    held = hold(transaction, team, private=True, over=False)
    assert [each.id for each in list_brainstorms_under_way(transaction)] == [held]
