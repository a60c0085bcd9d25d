"""What somebody chooses on several pages: each keeps what it asks about, and nothing else goes (NS-13)."""

from datetime import timedelta

from jobs.brainstorm_choices import list_taken, say_ideas, take_on
from jobs.brainstorms import open_brainstorm
from storage.brainstorm_records import Choice, NewBrainstorm, Rhythm
from storage.database import Database
from storage.records import Workspace
from tests.builders import NOW, a_rep, an_account


def test_a_page_changes_only_what_it_asks_about(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        own = [an_account(transaction, name, rep_id=sam.id).id for name in ("Acme", "Birch")]
        new = NewBrainstorm("C1", sam.id, "Q?", 8, 4, NOW, NOW + timedelta(minutes=8))
        opened = open_brainstorm(transaction, new, [], NOW)
        said = say_ideas(transaction, sam, opened.id, "Bring cake\nCall them\nSit with them", NOW)
        assert said is not None
        cake, call, sit = (each.id for each in said.ideas)

        def take(choices: dict[int, list[int]], *apart: int) -> set[tuple[int, int]]:
            chosen = [Choice(idea, each, Rhythm.ONCE) for idea, ids in choices.items() for each in ids]
            take_on(transaction, sam, opened.id, chosen, NOW, show_name=False, apart=apart)
            taken = list_taken(transaction, sam, opened.id, own)
            return {(each.idea_id, each.account_id) for each in taken}

        everything = {(idea, each) for idea in (cake, call, sit) for each in own}
        assert take({cake: own, call: own, sit: own}) == everything
        # Two are chosen again, the first of them on the first page; the third is not ticked any more.
        first = take({cake: own[:1]}, call)
        assert first == {(cake, own[0]), (call, own[0]), (call, own[1])}
        assert take({call: own[1:]}, cake) == {(cake, own[0]), (call, own[1])}
