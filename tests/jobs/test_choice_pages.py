"""What somebody chooses on several pages: each keeps what it asks about, and nothing else goes (NS-13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import update

from jobs.brainstorm_choices import list_taken, read_choosing, say_ideas, take_on
from jobs.brainstorms import open_brainstorm
from jobs.choice_pages import TakenPage, take_page
from jobs.own_ideas import change_own_idea, merge_own_idea, remove_own_idea
from jobs.rules.choices import MOST_SHOWN, ChoicePage, mark_last_shown, mark_words
from jobs.watching import stop_watching
from storage.brainstorm_records import Choice, NewBrainstorm, Rhythm
from storage.commitments import drop_commitment, list_commitments
from storage.database import Database, Transaction
from storage.feed_tables import feed
from storage.feeds import list_feeds
from storage.records import Rep, Workspace
from tests.builders import NOW, a_rep, an_account


@dataclass
class Table:
    """Sam chooses from three ideas, which are his own."""

    transaction: Transaction
    sam: Rep
    brainstorm_id: int
    ideas: list[int]

    def adds_accounts(self, *names: str) -> list[int]:
        return [an_account(self.transaction, name, rep_id=self.sam.id).id for name in names]

    def takes(self, page: ChoicePage) -> TakenPage:
        taken = take_page(self.transaction, self.sam, self.brainstorm_id, page, NOW)
        assert taken is not None
        return taken


@pytest.fixture
def table(books: Database, workspace: Workspace) -> Iterator[Table]:
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        new = NewBrainstorm("C1", sam.id, "Q?", 8, 4, NOW, NOW + timedelta(minutes=8))
        opened = open_brainstorm(transaction, new, [], NOW)
        said = say_ideas(transaction, sam, opened.id, "Bring cake\nCall them\nSit with them", NOW)
        assert said is not None
        yield Table(transaction, sam, opened.id, [each.id for each in said.ideas])


def test_each_page_says_what_came_of_it_and_the_last_what_came_of_all(table: Table) -> None:
    """The news of eleven accounts was watched, and the last page told of one."""
    cake, call, sit = table.ideas
    acme, birch, cobalt = table.adds_accounts("Acme", "Birch", "Cobalt")
    words = mark_words({cake: "Bring cake", call: "Call them", sit: "Sit with them"})
    first = ChoicePage(
        {cake: [acme, birch], call: [acme]}, {cake: "watcher", call: "once"}, left=[sit], words=words
    )
    remove_own_idea(table.transaction, table.sam, table.brainstorm_id, call)
    change_own_idea(table.transaction, table.sam, table.brainstorm_id, cake, "Bring a horse")
    said = table.takes(first)
    assert said.following is not None
    assert (said.feeds, said.gone, said.reworded) == (2, 1, ["Bring a horse"])
    last = ChoicePage(
        {sit: [acme, cobalt]}, {sit: "watcher"}, show_name=True, done=[cake, call], feeds=said.feeds
    )
    said = table.takes(last)
    assert (said.ideas, said.accounts, said.feeds, said.gone) == (2, 3, 3, 0)
    assert (said.following, list(said.reworded), said.only_watched) == (None, [], True)
    assert read_choosing(table.transaction, table.sam, table.brainstorm_id).show_name


def test_what_was_left_to_ask_and_is_gone_is_told(table: Table) -> None:
    cake, call, sit = table.ideas
    [acme] = table.adds_accounts("Acme")
    for each in (call, sit):
        remove_own_idea(table.transaction, table.sam, table.brainstorm_id, each)
    said = table.takes(ChoicePage({cake: [acme]}, {cake: "once"}, left=[call, sit]))
    assert (said.following, said.gone, said.ideas) == (None, 2, 1)


def test_an_idea_that_is_asked_about_again_is_kept_as_it_was_chosen_last(table: Table) -> None:
    """Between two pages one of the next was merged with one of the first, which stands on both."""
    cake, call, _ = table.ideas
    acme, birch = table.adds_accounts("Acme", "Birch")
    said = table.takes(ChoicePage({cake: [acme, birch]}, {cake: "once"}, left=[call]))
    assert said.following is not None
    merge_own_idea(table.transaction, table.sam, call, cake)
    table.takes(ChoicePage({cake: [birch]}, {cake: "once"}, done=[cake]))
    taken = list_taken(table.transaction, table.sam, table.brainstorm_id, [acme, birch])
    assert [each.account_id for each in taken] == [birch]


def test_what_was_not_shown_stays_whatever_is_dropped_meanwhile(table: Table) -> None:
    """With one dropped on Home, of which the form tells, another slid into its place and was lost."""
    cake = table.ideas[0]
    own = table.adds_accounts(*(f"Client {number}" for number in range(MOST_SHOWN + 1)))
    choices = [Choice(cake, each, Rhythm.ONCE) for each in own]
    take_on(table.transaction, table.sam, table.brainstorm_id, choices, NOW, show_name=False)
    shown = read_choosing(table.transaction, table.sam, table.brainstorm_id)
    page = ChoicePage({cake: own[1:3]}, {cake: "once"}, last=mark_last_shown(shown.since))
    dropped = list_commitments(table.transaction, rep_id=table.sam.id)[0]
    assert dropped.account_id == own[0]
    drop_commitment(table.transaction, dropped.id, NOW)
    table.takes(page)
    taken = list_taken(table.transaction, table.sam, table.brainstorm_id, own)
    assert [each.account_id for each in taken] == [own[1], own[2], own[-1]]


def test_what_was_not_shown_stays_also_where_the_idea_was_merged_meanwhile(table: Table) -> None:
    """The form was of the one, what was chosen is of the other by now."""
    cake, call, _ = table.ideas
    own = table.adds_accounts(*(f"Client {number}" for number in range(MOST_SHOWN + 2)))
    choices = [Choice(cake, each, Rhythm.ONCE) for each in own]
    take_on(table.transaction, table.sam, table.brainstorm_id, choices, NOW, show_name=False)
    shown = read_choosing(table.transaction, table.sam, table.brainstorm_id)
    merge_own_idea(table.transaction, table.sam, cake, call)
    table.takes(ChoicePage({cake: own[:3]}, {cake: "once"}, last=mark_last_shown(shown.since)))
    taken = list_taken(table.transaction, table.sam, table.brainstorm_id, own)
    assert [each.account_id for each in taken] == [*own[:3], *own[MOST_SHOWN:]]


def test_news_counts_as_watched_where_it_was_not_before(table: Table) -> None:
    """A feed that had been removed is back: that is told."""
    cake = table.ideas[0]
    [acme] = table.adds_accounts("Acme")
    page = ChoicePage({cake: [acme]}, {cake: "watcher"})
    assert table.takes(page).feeds == 1
    assert table.takes(page).feeds == 0, "it is watched already"
    [watched] = list_feeds(table.transaction, acme)
    # It was read.
    table.transaction.connection.execute(update(feed).where(feed.c.id == watched.id).values(baseline_at=NOW))
    stop_watching(table.transaction, table.sam, watched.id, NOW)
    assert table.takes(page).feeds == 1


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
