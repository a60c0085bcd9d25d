"""No function of storage reads or changes a row of another workspace.

Two workspaces hold the same people, accounts, touches and messages, under the same names and keys. Each
function that takes a transaction is called for one of them with the *other's* ids as well as with names
both have; afterwards the other's rows are as they were, and nothing of theirs came back.
"""

import importlib
import inspect
import io
import pkgutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, select

import storage
from storage import (
    account_batches,
    account_stories,
    accounts,
    attention,
    brainstorm_ideas,
    brainstorm_posts,
    brainstorms,
    commitment_ticks,
    commitments,
    database,
    feed_health,
    feed_polling,
    feed_requests,
    feeds,
    handled_requests,
    handovers,
    homes,
    ideas,
    installations,
    locations,
    nudge_lines,
    old_messages,
    parked_messages,
    queue,
    reps,
    rhythms,
    sample_rows,
    samples,
    stories,
    team,
    touch_columns,
    touches,
    workspaces,
)
from storage.brainstorm_records import (
    Brainstorm,
    Choice,
    Commitment,
    LibraryReader,
    NewBrainstorm,
    Phase,
    Rhythm,
)
from storage.brainstorm_tables import metadata
from storage.csv_files import exports
from storage.database import Database, Transaction
from storage.news_records import Feed, FeedScope, NewFeed
from storage.records import (
    Account,
    Clock,
    KeptRhythm,
    LineState,
    NewTouch,
    NudgeLine,
    QueuedMessage,
    QueueState,
    Rep,
    Touch,
    Workspace,
)
from storage.story_records import AccountStory, NewsState, NewStory, ToldLink
from storage.tables import account as account_table
from storage.tables import touch as touch_table
from tests.builders import (
    NOW,
    TODAY,
    a_line,
    a_message,
    a_new_message,
    a_rep,
    a_workspace,
    an_account,
)

ACROSS_WORKSPACES = {
    # The queue is worked off for all workspaces at once; each row says whose it is.
    "storage.queue.claim_due",
    "storage.queue.mark_sending",
    "storage.queue.finish",
    "storage.queue.postpone",
    "storage.queue_depths.count_by_state",
    "storage.queue_depths.count_open",
    "storage.queue_depths.read_oldest_due",
    "storage.queue_depths.is_any_due",
    "storage.handled_requests.forget_requests",
    "storage.feed_health.count_feeds_by_state",
    # The messages of all brainstorms are kept up to date at once; each says whose it is.
    "storage.brainstorms.list_open_brainstorms",
    # Homes are shown for all workspaces at once; each names its own.
    "storage.homes.list_due_homes",
    # Feeds are polled for all workspaces at once; each says whose it is.
    "storage.feed_polling.claim_due_feeds",
    "storage.feed_polling.hand_back_feeds",
    "storage.feed_polling.save_polls",
    "storage.feed_polling.hold_feeds_of_host",
    # It reads and writes nothing itself.
    "storage.statements.quick_savepoint",
    # These are about the workspaces themselves.
    "storage.installations.find_installation",
    "storage.installations.list_installations",
    "storage.installations.renew_endings",
    "storage.installations.list_ended_installations",
    # These find or make the workspace itself.
    "storage.workspaces.list_workspaces",
    "storage.workspaces.find_workspace",
    "storage.workspaces.join_workspace",
    "storage.workspaces.add_workspace",
    "storage.database.insert_into",
    "storage.database.number_day",
    "storage.database.refresh_statistics",
}


@dataclass(frozen=True)
class Contents:
    """One of everything."""

    workspace: Workspace
    rep: Rep
    account: Account
    touch: Touch
    message: QueuedMessage
    line: NudgeLine
    feed: Feed
    story: AccountStory
    idea_id: int
    brainstorm: Brainstorm
    commitment: Commitment
    location_id: int
    tick_id: int
    free_idea_id: int
    """Nobody has taken it on."""


def _install(transaction: Transaction, mark: str) -> None:
    installations.save_installation(
        transaction,
        locked_token=mark,
        bot_user_id="UBOT",
        scopes="commands",
        installed_by=None,
        now=NOW,
    )


def fill(books: Database, team_id: str, mark: str) -> Contents:
    """Fill a workspace; `mark` stands wherever the same words need not be in both."""
    workspace = a_workspace(books, f"{mark} Reps", team_id)
    with books.transaction(workspace.id) as transaction:
        rep = a_rep(transaction, email="sam@example.com", zone=f"Etc/{mark}")
        account = an_account(transaction, rep_id=rep.id, external_id="x1", aliases=["AF"], tier=_tier(mark))
        touch_id = touches.add_touch(transaction, _new_touch(account, rep, mark), NOW, request="r1")
        if mark == "Theirs":
            # Noted under an id that only they have.
            touches.add_touch(transaction, _new_touch(account, rep, mark, external_id="x9"), NOW)
        assert touch_id is not None
        touch = touches.read_touch(transaction, touch_id)
        assert touch is not None
        _install(transaction, mark)
        rhythms.keep_rhythms(transaction, [_a_kept_rhythm(account, mark)])
        rhythms.forget_rhythm_of_touch(transaction, touch.id)
        workspaces.change_workspace(
            transaction, rhythms_day=TODAY - timedelta(days=len(mark)), rhythms_token=mark
        )
        homes.note_home(transaction, rep.id, NOW)
        samples.add_sample(transaction, rep.id, f"{mark} (sample)", tier=_tier(mark), added_on=TODAY)
        reps.note_conversation(transaction, "U1", f"D-{mark}")
        handovers.hand_over_accounts(
            transaction, {account.id: rep.id}, from_rep_id=rep.id, by_rep_id=rep.id, now=NOW
        )
        message = a_message(transaction, "k1", facts={"mark": mark})
        later = NOW + timedelta(hours=1)
        queue.enqueue(transaction, a_new_message("k2", facts={"mark": mark}, due_at=later))
        queue.enqueue(
            transaction, a_new_message("k0", facts={"mark": mark}), state=QueueState.PARKED, reason=mark
        )
        handled_requests.remember_request(transaction, mark, NOW)
        line = a_line(transaction, message, account, mark=mark)
        nudge_lines.change_line(transaction, line.id, touch_id=touch.id)
        feed = feeds.add_feed(transaction, _new_feed(account, rep, mark), later)
        feed_polling.remember_marks(transaction, feed.id, [1, len(mark)])
        feed_requests.note_feed_request(transaction, feed.id, rep.id, NOW)
        story, idea_id = _add_news(transaction, account, rep, feed, mark)
        talked = _add_brainstorm(transaction, account, rep, touch)
    with books.everywhere() as connection:
        [held] = queue.claim_due(connection, now=NOW, owner="worker", most=1)
        queue.finish(connection, held, "worker", state=QueueState.DONE, channel="D1", ts="1.5")
    return Contents(workspace, rep, account, touch, message, line, feed, story, idea_id, *talked)


def _add_news(
    transaction: Transaction, account: Account, rep: Rep, feed: Feed, mark: str
) -> tuple[AccountStory, int]:
    story_id = stories.add_story(transaction, _new_story(mark), NOW)
    stories.add_headline(
        transaction, story_id, feed.id, title=mark, link="https://acme.example/depot", now=NOW
    )
    if mark == "Theirs":
        stories.remember_link(transaction, "https://acme.example/theirs", ToldLink(story_id, feed.id))
    stories.relate_story(transaction, story_id, {account.id: mark})
    [found] = account_stories.list_account_stories(
        transaction, [account.id], rep.id, NOW - timedelta(days=1), decided_since=NOW
    )
    hidden = stories.add_story(transaction, _new_story(mark), NOW - timedelta(days=99))
    stories.relate_story(transaction, hidden, {account.id: mark})
    [other] = [
        each
        for each in account_stories.list_account_stories(
            transaction, [account.id], rep.id, NOW - timedelta(days=999), decided_since=NOW
        )
        if each.story.id == hidden
    ]
    account_stories.hide_story(transaction, other.id, rep.id, NOW)
    account_stories.change_account_story(transaction, found.id, touch_id=found.id)
    return found, ideas.add_idea(transaction, account.id, rep.id, mark, NOW)


def _add_brainstorm(
    transaction: Transaction, account: Account, rep: Rep, touch: Touch
) -> tuple[Brainstorm, Commitment, int, int, int]:
    mark = touch.note
    old = brainstorms.add_brainstorm(transaction, _new_brainstorm(rep, mark))
    brainstorms.change_phase(transaction, old, Phase.CLOSED, None, NOW)
    talked = brainstorms.add_brainstorm(transaction, replace(_new_brainstorm(rep, mark), private=True))
    brainstorms.add_sellers(transaction, talked.id, [rep.id])
    idea_id = brainstorm_ideas.add_brainstorm_idea(transaction, talked.id, rep.id, mark, NOW)
    free_id = brainstorm_ideas.add_brainstorm_idea(transaction, talked.id, rep.id, f"Free, {mark}", NOW)
    assert idea_id is not None
    assert free_id is not None
    commitments.add_commitments(transaction, rep.id, [Choice(idea_id, account.id, Rhythm.LOCATIONS)], NOW)
    [taken] = commitments.list_commitments(transaction, rep_id=rep.id)
    locations.add_locations(transaction, account.id, [mark, "Mill Street"])
    locations.add_locations(transaction, account.id, ["Pier"], touch_id=touch.id)
    place = next(each for each in locations.list_locations(transaction) if each.name == mark)
    tick_id = commitment_ticks.add_tick(transaction, taken.id, TODAY, NOW, location_id=place.id)
    assert tick_id is not None
    commitment_ticks.add_tick(transaction, taken.id, TODAY, NOW, location_id=place.id, touch_id=touch.id)
    return talked, taken, place.id, tick_id, free_id


def _new_brainstorm(rep: Rep, mark: str, channel: str = "C1") -> NewBrainstorm:
    return NewBrainstorm(channel, rep.id, mark, 8, 4, NOW, NOW + timedelta(minutes=8))


def _new_story(mark: str) -> NewStory:
    return NewStory(mark, mark, f"https://acme.example/{mark}", mark, "opening", NOW)


def _new_feed(account: Account, rep: Rep, mark: str, url: str = "https://acme.example/feed") -> NewFeed:
    return NewFeed(url, FeedScope.ACCOUNT, account.id, added_by=rep.id, title=mark)


def _tier(mark: str) -> Any:
    return accounts.Tier.A if mark == "Theirs" else accounts.Tier.B


def _new_touch(account: Account, rep: Rep, mark: str, **facts: Any) -> NewTouch:
    return NewTouch(
        **{
            "account_id": account.id,
            "rep_id": rep.id,
            "day": TODAY,
            "at": NOW,
            "note": "Lunch",
            "place": mark,
            "external_id": "x1",
            **facts,
        }
    )


Call = Callable[[Transaction, Contents, Contents], object]

CALLS: dict[str, Call] = {
    "storage.brainstorms.add_brainstorm": lambda t, our, their: brainstorms.add_brainstorm(
        t, _new_brainstorm(our.rep, "Ours", "C2")
    ),
    "storage.brainstorms.read_brainstorm": lambda t, our, their: _same(
        brainstorms.read_brainstorm(t, their.brainstorm.id), None
    ),
    "storage.brainstorms.find_open_brainstorm": lambda t, our, their: _same(
        brainstorms.find_open_brainstorm(t, "C1"), our.brainstorm
    ),
    "storage.brainstorms.list_brainstorms_under_way": lambda t, our, their: _same(
        [
            brainstorms.list_brainstorms_under_way(t, reader=reader)
            for reader in (None, LibraryReader(our.rep.id), LibraryReader(their.rep.id))
        ],
        [[our.brainstorm], [our.brainstorm], []],
    ),
    "storage.brainstorms.list_brainstorms": lambda t, our, their: brainstorms.list_brainstorms(t, 9),
    "storage.brainstorms.list_brainstorms_with_ideas": lambda t, our, their: (
        brainstorms.list_brainstorms_with_ideas(t, 9, their.brainstorm)
    ),
    "storage.brainstorms.list_ended_phases": lambda t, our, their: _same(
        brainstorms.list_ended_phases(t, NOW + timedelta(days=9)), [our.brainstorm]
    ),
    "storage.brainstorms.change_phase": lambda t, our, their: _same(
        brainstorms.change_phase(t, their.brainstorm, Phase.CLOSED, None, NOW), False
    ),
    "storage.brainstorms.take_keeping": lambda t, our, their: _same(
        brainstorms.take_keeping(t, their.brainstorm.id, "ours", NOW), False
    ),
    "storage.database.hold_row": lambda t, our, their: database.hold_row(t, account_table, their.account.id),
    "storage.brainstorms.hold_brainstorm": lambda t, our, their: brainstorms.hold_brainstorm(
        t, their.brainstorm.id
    ),
    "storage.brainstorms.add_sellers": lambda t, our, their: brainstorms.add_sellers(
        t, our.brainstorm.id, [our.rep.id]
    ),
    "storage.brainstorms.remove_sellers": lambda t, our, their: brainstorms.remove_sellers(
        t, their.brainstorm.id, [their.rep.id]
    ),
    "storage.brainstorms.list_sellers": lambda t, our, their: _same(
        brainstorms.list_sellers(t, their.brainstorm.id), []
    ),
    "storage.brainstorms.change_showing": lambda t, our, their: brainstorms.change_showing(
        t, their.brainstorm.id, their.rep.id, show_name=True
    ),
    "storage.brainstorms.note_reminder": lambda t, our, their: _same(
        brainstorms.note_reminder(t, their.brainstorm.id, their.rep.id, NOW), False
    ),
    "storage.brainstorms.forget_reminder": lambda t, our, their: brainstorms.forget_reminder(
        t, their.brainstorm.id, their.rep.id
    ),
    "storage.brainstorm_ideas.add_brainstorm_idea": lambda t, our, their: (
        brainstorm_ideas.add_brainstorm_idea(t, our.brainstorm.id, our.rep.id, "x", NOW)
    ),
    "storage.brainstorm_ideas.list_brainstorm_ideas": lambda t, our, their: _same(
        brainstorm_ideas.list_brainstorm_ideas(t, their.brainstorm.id), []
    ),
    "storage.brainstorm_ideas.read_brainstorm_idea": lambda t, our, their: _same(
        brainstorm_ideas.read_brainstorm_idea(t, their.commitment.idea_id), None
    ),
    "storage.brainstorm_ideas.merge_brainstorm_idea": lambda t, our, their: (
        brainstorm_ideas.merge_brainstorm_idea(t, their.commitment.idea_id, 1)
    ),
    "storage.brainstorm_ideas.count_ideas_of": lambda t, our, their: _same(
        brainstorm_ideas.count_ideas_of(t, their.brainstorm.id, their.rep.id), 0
    ),
    "storage.brainstorm_ideas.change_brainstorm_idea": lambda t, our, their: (
        brainstorm_ideas.change_brainstorm_idea(t, their.commitment.idea_id, "Ours")
    ),
    "storage.brainstorm_ideas.remove_brainstorm_idea": lambda t, our, their: _same(
        brainstorm_ideas.remove_brainstorm_idea(t, their.free_idea_id), False
    ),
    "storage.brainstorm_posts.find_place_of_key": lambda t, our, their: _same(
        brainstorm_posts.find_place_of_key(t, "k1"), ("D1", "1.5")
    ),
    "storage.brainstorm_posts.post_anew": lambda t, our, their: _same(
        brainstorm_posts.post_anew(t, "k1", "1.5", now=NOW, useful_until=NOW, facts={}), True
    ),
    "storage.brainstorm_posts.adopt_place": lambda t, our, their: _same(
        brainstorm_posts.adopt_place(t, "k2", "C1", "2.5"), True
    ),
    "storage.commitments.add_commitments": lambda t, our, their: commitments.add_commitments(
        t, our.rep.id, [Choice(our.commitment.idea_id, our.account.id, Rhythm.ONCE)], NOW
    ),
    "storage.commitments.list_commitments": lambda t, our, their: (
        _same(commitments.list_commitments(t, rep_id=their.rep.id), []),
        commitments.list_commitments(t),
    ),
    "storage.commitments.has_commitments": lambda t, our, their: _same(
        commitments.has_commitments(t, their.rep.id, their.account.id), False
    ),
    "storage.commitments.read_commitment": lambda t, our, their: commitments.read_commitment(
        t, their.commitment.id
    ),
    "storage.commitments.drop_commitment": lambda t, our, their: commitments.drop_commitment(
        t, their.commitment.id, NOW
    ),
    "storage.commitment_ticks.add_tick": lambda t, our, their: commitment_ticks.add_tick(
        t, our.commitment.id, TODAY, NOW
    ),
    "storage.commitment_ticks.add_ticks_of_touch": lambda t, our, their: commitment_ticks.add_ticks_of_touch(
        t, our.touch.id, TODAY, NOW, [(our.commitment.id, our.location_id)]
    ),
    "storage.commitment_ticks.remove_tick": lambda t, our, their: commitment_ticks.remove_tick(
        t, their.tick_id
    ),
    "storage.commitment_ticks.list_ticks": lambda t, our, their: _same(
        commitment_ticks.list_ticks(t, [their.commitment.id]), []
    ),
    "storage.commitment_ticks.list_ticks_in": lambda t, our, their: _same(
        commitment_ticks.list_ticks_in(t, [their.brainstorm.id]), []
    ),
    "storage.commitment_ticks.list_ticks_of_touch": lambda t, our, their: _same(
        commitment_ticks.list_ticks_of_touch(t, their.touch.id), []
    ),
    "storage.commitment_ticks.carry_ticks": lambda t, our, their: commitment_ticks.carry_ticks(
        t, their.commitment.id, our.commitment.id
    ),
    "storage.commitments.count_attention": lambda t, our, their: _same(
        commitments.count_attention(t, [their.account.id], TODAY, TODAY), {}
    ),
    "storage.locations.hold_locations": lambda t, our, their: locations.hold_locations(t, their.account.id),
    "storage.locations.add_locations": lambda t, our, their: locations.add_locations(
        t, our.account.id, ["Quay"]
    ),
    "storage.locations.add_locations_of": lambda t, our, their: locations.add_locations_of(
        t, {our.account.id: ["Harbour"]}
    ),
    "storage.locations.list_locations": lambda t, our, their: locations.list_locations(
        t, [their.account.id, our.account.id]
    ),
    "storage.locations.list_locations_of_touch": lambda t, our, their: _same(
        locations.list_locations_of_touch(t, their.touch.id), []
    ),
    "storage.locations.keep_locations": lambda t, our, their: locations.keep_locations(
        t, their.account.id, ["Mill Street"]
    ),
    "storage.locations.list_places_named": lambda t, our, their: _same(
        locations.list_places_named(t, their.account.id), []
    ),
    "storage.locations.remove_locations": lambda t, our, their: _same(
        locations.remove_locations(t, their.account.id, ["Mill Street"]), 0
    ),
    "storage.feed_health.list_failing_feeds": lambda t, our, their: feed_health.list_failing_feeds(
        t, NOW + timedelta(days=9)
    ),
    "storage.feed_health.count_feeds": lambda t, our, their: _same(feed_health.count_feeds(t), 1),
    "storage.feed_requests.note_feed_request": lambda t, our, their: feed_requests.note_feed_request(
        t, our.feed.id, our.rep.id, NOW
    ),
    "storage.feed_requests.list_feed_requests": lambda t, our, their: _same(
        [each.feed_id for each in feed_requests.list_feed_requests(t)], [our.feed.id]
    ),
    "storage.feed_requests.forget_feed_requests": lambda t, our, their: feed_requests.forget_feed_requests(
        t, [feed_requests.FeedRequest(their.feed.id, their.rep.id, NOW)]
    ),
    "storage.feeds.list_feed_addresses": lambda t, our, their: _same(
        {url for _, url in feeds.list_feed_addresses(t)}, {our.feed.given_url}
    ),
    "storage.ideas.add_idea": lambda t, our, their: ideas.add_idea(t, our.account.id, our.rep.id, "x", NOW),
    "storage.ideas.list_ideas": lambda t, our, their: (
        _same(ideas.list_ideas(t, their.account.id, 9), []),
        ideas.list_ideas(t, our.account.id, 9),
    ),
    "storage.ideas.set_idea_done": lambda t, our, their: ideas.set_idea_done(t, their.idea_id, done=True),
    "storage.ideas.remove_idea": lambda t, our, their: ideas.remove_idea(t, their.idea_id),
    "storage.stories.add_story": lambda t, our, their: stories.add_story(t, _new_story("Ours"), NOW),
    "storage.stories.add_headline": lambda t, our, their: stories.add_headline(
        t, our.story.story.id, our.feed.id, title="x", link="https://acme.example/theirs", now=NOW
    ),
    "storage.stories.remember_link": lambda t, our, their: stories.remember_link(
        t, "https://acme.example/theirs", ToldLink(our.story.story.id, our.feed.id)
    ),
    "storage.stories.hold_stories": lambda t, our, their: stories.hold_stories(t),
    "storage.stories.find_told_links": lambda t, our, their: _same(
        stories.find_told_links(t, ["https://acme.example/depot", "https://acme.example/theirs"]),
        {"https://acme.example/depot": ToldLink(our.story.story.id, our.feed.id)},
    ),
    "storage.stories.list_known_stories": lambda t, our, their: _same(
        [each.account_ids for each in stories.list_known_stories(t, NOW - timedelta(days=1))],
        [(our.account.id,)],
    ),
    "storage.stories.story_exists": lambda t, our, their: _same(
        stories.story_exists(t, their.story.story.id), False
    ),
    "storage.stories.relate_story": lambda t, our, their: _same(
        stories.relate_story(t, our.story.story.id, {our.account.id: "again"}), []
    ),
    "storage.stories.has_stories_before": lambda t, our, their: _same(
        stories.has_stories_before(t, NOW - timedelta(days=100)), False
    ),
    "storage.stories.delete_stories_before": lambda t, our, their: _same(
        stories.delete_stories_before(t, NOW + timedelta(days=9)), 2
    ),
    "storage.stories.forget_feed_stories": lambda t, our, their: _same(
        stories.forget_feed_stories(t, their.feed.id), 0
    ),
    "storage.account_stories.find_newest_stories": lambda t, our, their: _same(
        set(account_stories.find_newest_stories(t, [their.account.id, our.account.id])), {our.account.id}
    ),
    "storage.account_stories.list_account_stories": lambda t, our, their: (
        account_stories.list_account_stories(
            t, [their.account.id, our.account.id], their.rep.id, NOW - timedelta(days=9), decided_since=NOW
        )
    ),
    "storage.account_stories.list_account_stories_by_id": lambda t, our, their: (
        account_stories.list_account_stories_by_id(t, [their.story.id, our.story.id], our.rep.id)
    ),
    "storage.account_stories.hold_account_story": lambda t, our, their: account_stories.hold_account_story(
        t, their.story.id
    ),
    "storage.account_stories.read_account_story": lambda t, our, their: account_stories.read_account_story(
        t, their.story.id, our.rep.id
    ),
    "storage.account_stories.change_account_story": lambda t, our, their: (
        account_stories.change_account_story(t, their.story.id, state=NewsState.USED)
    ),
    "storage.account_stories.find_story_of_touch": lambda t, our, their: account_stories.find_story_of_touch(
        t, their.story.id
    ),
    "storage.account_stories.hide_story": lambda t, our, their: account_stories.hide_story(
        t, their.story.id, our.rep.id, NOW
    ),
    "storage.account_stories.unhide_story": lambda t, our, their: account_stories.unhide_story(
        t, their.story.id, their.rep.id
    ),
    "storage.handled_requests.remember_request": lambda t, our, their: handled_requests.remember_request(
        t, "Theirs", NOW
    ),
    "storage.accounts.list_accounts": lambda t, our, their: accounts.list_accounts(t),
    "storage.accounts.list_accounts_and_samples": lambda t, our, their: _same(
        [each.name for each in accounts.list_accounts_and_samples(t) if each.sample_of], ["Ours (sample)"]
    ),
    "storage.accounts.list_accounts_and_samples_of": lambda t, our, their: _same(
        accounts.list_accounts_and_samples_of(t, their.rep.id), []
    ),
    "storage.sample_rows.touches_a_client": lambda t, our, their: _same(
        t.connection.execute(select(touch_table.c.id).where(~sample_rows.touches_a_client(t))).all(), []
    ),
    "storage.samples.add_sample": lambda t, our, their: samples.add_sample(
        t, our.rep.id, "Theirs (sample)", tier=_tier("Ours"), added_on=TODAY
    ),
    "storage.samples.find_samples": lambda t, our, their: _same(
        len(samples.find_samples(t, range(1, 100))), 1
    ),
    "storage.samples.count_samples": lambda t, our, their: _same(samples.count_samples(t, their.rep.id), 0),
    "storage.samples.remove_samples": lambda t, our, their: _same(samples.remove_samples(t, their.rep.id), 0),
    "storage.accounts.list_accounts_of": lambda t, our, their: (
        accounts.list_accounts_of(t, their.rep.id),
        accounts.list_accounts_of(t, None),
    ),
    "storage.accounts.list_accounts_by_id": lambda t, our, their: (
        accounts.list_accounts_by_id(t, [their.account.id]),
        accounts.list_accounts_by_id(t, [our.account.id]),
    ),
    "storage.accounts.read_account": lambda t, our, their: accounts.read_account(t, their.account.id),
    "storage.accounts.find_account_by_name": lambda t, our, their: accounts.find_account_by_name(
        t, "Acme Foods"
    ),
    "storage.accounts.add_account": lambda t, our, their: accounts.add_account(t, "Borg", added_on=TODAY),
    "storage.account_batches.add_accounts": lambda t, our, their: account_batches.add_accounts(
        t, [("Borg", {"added_on": TODAY, "external_id": "x9"})]
    ),
    "storage.account_batches.add_aliases_of": lambda t, our, their: account_batches.add_aliases_of(
        t, {our.account.id: ["AF", "Acme Foods", "Theirs"]}
    ),
    "storage.accounts.change_account": lambda t, our, their: accounts.change_account(
        t, their.account.id, name="Borg"
    ),
    "storage.accounts.add_aliases": lambda t, our, their: _same(
        accounts.add_aliases(t, our.account.id, ["AF", "Borg"]), []
    ),
    "storage.accounts.find_taken_aliases": lambda t, our, their: _same(
        accounts.find_taken_aliases(t, ["AF"], except_for=our.account.id), []
    ),
    "storage.accounts.replace_aliases": lambda t, our, their: accounts.replace_aliases(
        t, their.account.id, []
    ),
    "storage.accounts.snooze_account": lambda t, our, their: accounts.snooze_account(
        t, their.account.id, TODAY
    ),
    "storage.reps.list_reps": lambda t, our, their: reps.list_reps(t),
    "storage.reps.read_rep": lambda t, our, their: reps.read_rep(t, their.rep.id),
    "storage.reps.find_rep_by_slack_id": lambda t, our, their: reps.find_rep_by_slack_id(t, "U1"),
    "storage.reps.find_rep_by_email": lambda t, our, their: reps.find_rep_by_email(t, "sam@example.com"),
    "storage.reps.find_reps_by_name": lambda t, our, their: reps.find_reps_by_name(t, "Sam Lee"),
    "storage.reps.note_conversation": lambda t, our, their: (
        reps.note_conversation(t, "U1", "DOURS"),
        _same(reps.read_conversation(t, "U1"), "DOURS"),
    ),
    "storage.reps.read_conversation": lambda t, our, their: _same(reps.read_conversation(t, "U1"), "D-Ours"),
    "storage.reps.note_profile": lambda t, our, their: reps.note_profile(t, their.rep.id, NOW),
    "storage.reps.add_rep": lambda t, our, their: (
        reps.add_rep(t, "Kim", slack_id="U2"),
        reps.add_rep(t, "Sam", slack_id="U1"),
    ),
    "storage.reps.change_rep": lambda t, our, their: reps.change_rep(t, their.rep.id, name="Kim"),
    "storage.reps.hold_rep": lambda t, our, their: reps.hold_rep(t, their.rep.id),
    "storage.reps.merge_reps": lambda t, our, their: reps.merge_reps(t, our.rep.id, their.rep.id),
    "storage.touches.select_touches": lambda t, our, their: [
        touches.read_touch_row(row) for row in t.connection.execute(touches.select_touches(t))
    ],
    "storage.touches.read_standing": lambda t, our, their: touches.read_standing(
        t, _new_touch(their.account, their.rep, ""), same_since=NOW.replace(year=2000)
    ),
    "storage.touches.read_clock_days": lambda t, our, their: touches.read_clock_days(t, their.account.id),
    "storage.touches.add_touch": lambda t, our, their: touches.add_touch(
        t, _new_touch(our.account, our.rep, "Ours", external_id=None), NOW, request="r2"
    ),
    "storage.touches.find_touch_by_request": lambda t, our, their: _same(
        touches.find_touch_by_request(t, "r1"), our.touch.id
    ),
    "storage.touches.read_touch": lambda t, our, their: touches.read_touch(t, their.touch.id),
    "storage.touches.change_touch": lambda t, our, their: touches.change_touch(
        t, their.touch.id, undone=True
    ),
    "storage.touches.list_touch_days": lambda t, our, their: (
        _same(touches.list_touch_days(t, [their.account.id]), []),
        touches.list_touch_days(t, [our.account.id]),
    ),
    "storage.touch_columns.read_touch_columns": lambda t, our, their: (
        _same(_rows(touch_columns.read_touch_columns(t, TODAY, [their.account.id])), []),
        _same(len(_rows(touch_columns.read_touch_columns(t, TODAY))), 1),
    ),
    "storage.touch_columns.read_active_days": lambda t, our, their: (
        _same(_rows(touch_columns.read_active_days(t, TODAY, [their.rep.id])), []),
        _same(len(_rows(touch_columns.read_active_days(t, TODAY))), 1),
    ),
    "storage.touch_columns.list_accounts_touched_by": lambda t, our, their: (
        _same(touch_columns.list_accounts_touched_by(t, TODAY, [their.rep.id]), []),
        _same(touch_columns.list_accounts_touched_by(t, TODAY, [our.rep.id]), [our.account.id]),
    ),
    "storage.rhythms.list_rhythms": lambda t, our, their: (
        _same(rhythms.list_rhythms(t, [their.account.id]), []),
        rhythms.list_rhythms(t, [our.account.id]),
    ),
    "storage.rhythms.count_rhythm_touches": lambda t, our, their: _same(
        rhythms.count_rhythm_touches(t, [our.account.id, their.account.id], TODAY), {our.account.id: 1}
    ),
    "storage.rhythms.read_marks": lambda t, our, their: _same(
        [mark.account_id for mark in _rows(rhythms.read_marks(t, TODAY))], [our.account.id]
    ),
    "storage.rhythms.keep_rhythms": lambda t, our, their: rhythms.keep_rhythms(
        t, [_a_kept_rhythm(our.account, "Ours")]
    ),
    "storage.rhythms.forget_rhythm_of_touch": lambda t, our, their: rhythms.forget_rhythm_of_touch(
        t, their.touch.id
    ),
    "storage.rhythms.forget_rhythms_of_reps": lambda t, our, their: rhythms.forget_rhythms_of_reps(
        t, [their.rep.id]
    ),
    "storage.rhythms.read_rhythms_day": lambda t, our, their: _same(
        rhythms.read_rhythms_day(t), TODAY - timedelta(days=len("Ours"))
    ),
    "storage.rhythms.claim_night": lambda t, our, their: rhythms.claim_night(t, TODAY, NOW, NOW),
    "storage.rhythms.holds_night": lambda t, our, their: _same(rhythms.holds_night(t, "Theirs"), False),
    "storage.rhythms.end_night": lambda t, our, their: rhythms.end_night(t, "Theirs", TODAY),
    "storage.reps.list_zones_in_use": lambda t, our, their: _same(reps.list_zones_in_use(t), ["Etc/Ours"]),
    "storage.touches.list_recent_touches": lambda t, our, their: (
        touches.list_recent_touches(t, rep_id=their.rep.id, most=9),
        touches.list_recent_touches(t, rep_id=our.rep.id, most=9),
    ),
    "storage.touches.list_touches_of": lambda t, our, their: (
        touches.list_touches_of(t, their.account.id, until=TODAY, most=9),
        touches.list_touches_of(t, our.account.id, until=TODAY, most=9),
    ),
    "storage.touches.list_touches": lambda t, our, their: list(touches.list_touches(t)),
    "storage.touches.add_touches": lambda t, our, their: _same(
        touches.add_touches(
            t,
            [
                _new_touch(our.account, our.rep, "Ours"),
                _new_touch(our.account, our.rep, "Ours", external_id="x2"),
            ],
            NOW,
        ),
        1,
    ),
    "storage.touches.list_external_ids": lambda t, our, their: touches.list_external_ids(t),
    "storage.touches.list_touches_known_as": lambda t, our, their: touches.list_touches_known_as(t, ["x1"]),
    "storage.touches.list_touches_by_id": lambda t, our, their: _same(
        touches.list_touches_by_id(t, [their.touch.id]), []
    ),
    "storage.csv_files.exports.export_accounts": lambda t, our, their: _written(exports.export_accounts, t),
    "storage.csv_files.exports.export_touches": lambda t, our, their: _written(exports.export_touches, t),
    "storage.csv_files.exports.write_file": lambda t, our, their: exports.write_file(
        t, exports.export_accounts, Path(tempfile.gettempdir()) / f"export of {our.workspace.id}.csv"
    ),
    "storage.attention.read_attention": lambda t, our, their: [
        (each.last_touch, each.recent_attention, each.last_order_day)
        for each in attention.read_attention(t, [their.account], TODAY)
    ],
    "storage.team.sum_touches": lambda t, our, their: _same(
        [each.touches for each in team.sum_touches(t, TODAY, TODAY)], [1]
    ),
    "storage.team.read_sale_days": lambda t, our, their: _same(
        team.read_sale_days(t, [their.account.id], TODAY, TODAY), {}
    ),
    "storage.team.list_account_days": lambda t, our, their: _same(
        [each.id for each in team.list_account_days(t, TODAY)], [our.account.id]
    ),
    "storage.team.read_newest_days_of_reps": lambda t, our, their: _same(
        team.read_newest_days_of_reps(t, TODAY), {our.rep.id: TODAY}
    ),
    "storage.homes.note_home": lambda t, our, their: homes.note_home(t, their.rep.id, NOW),
    # It would find two.
    "storage.homes.is_home_noted": lambda t, our, their: _same(homes.is_home_noted(t, "U1"), True),
    "storage.homes.mark_homes_due": lambda t, our, their: (
        _same(homes.mark_homes_due(t, [their.rep.id]), 0),
        _same(homes.mark_homes_due(t), 1),
    ),
    "storage.handovers.hand_over_accounts": lambda t, our, their: _same(
        handovers.hand_over_accounts(
            t, {their.account.id: our.rep.id}, from_rep_id=their.rep.id, by_rep_id=our.rep.id, now=NOW
        )[1],
        [],
    ),
    "storage.handovers.undo_handover": lambda t, our, their: _same(
        handovers.undo_handover(t, _token_of(t, their)), ([], [])
    ),
    "storage.handovers.count_handed_by": lambda t, our, their: _same(
        handovers.count_handed_by(t, their.rep.id, NOW - timedelta(days=9)), []
    ),
    "storage.handovers.count_received": lambda t, our, their: _same(
        handovers.count_received(t, their.rep.id, NOW - timedelta(days=9)), {}
    ),
    "storage.handovers.count_accounts_of_the_gone": lambda t, our, their: (
        reps.change_rep(t, our.rep.id, active=False),
        _same(handovers.count_accounts_of_the_gone(t), {our.rep.id: 1}),
    ),
    "storage.touches.count_touches": lambda t, our, their: _same(touches.count_touches(t), 1),
    "storage.feeds.add_feed": lambda t, our, their: feeds.add_feed(
        t, _new_feed(our.account, our.rep, "Ours", "https://acme.example/other"), NOW
    ),
    "storage.feeds.add_feeds": lambda t, our, their: feeds.add_feeds(
        t, [_new_feed(our.account, our.rep, "Ours", "https://acme.example/other")], NOW
    ),
    "storage.feeds.list_feeds": lambda t, our, their: (
        _same(feeds.list_feeds(t, their.account.id), []),
        _same([each.id for each in feeds.list_feeds(t)], [our.feed.id]),
    ),
    "storage.feeds.read_feed": lambda t, our, their: _same(feeds.read_feed(t, their.feed.id), None),
    "storage.feeds.change_feed_address": lambda t, our, their: _same(
        feeds.change_feed_address(t, their.feed.id, "https://borg.example/feed", NOW), False
    ),
    "storage.feeds.remove_feed": lambda t, our, their: _same(feeds.remove_feed(t, their.feed.id, NOW), False),
    "storage.feeds.find_removed_feed": lambda t, our, their: (
        feeds.remove_feed(t, our.feed.id, NOW),
        _same(
            getattr(feeds.find_removed_feed(t, f"account:{our.account.id}", our.feed.url), "id", None),
            our.feed.id,
        ),
        _same(feeds.find_removed_feed(t, f"account:{their.account.id}", their.feed.url), None),
    ),
    "storage.feeds.restore_feed": lambda t, our, their: _same(
        feeds.restore_feed(t, their.feed, "industry:none", our.rep.id, NOW), None
    ),
    "storage.feeds.list_feeds_removed_before": lambda t, our, their: (
        feeds.remove_feed(t, our.feed.id, NOW),
        _same(feeds.list_feeds_removed_before(t, NOW + timedelta(days=1)), [our.feed.id]),
    ),
    "storage.feeds.hold_removed_feed": lambda t, our, their: _same(
        feeds.hold_removed_feed(t, their.feed.id, NOW + timedelta(days=1)), False
    ),
    "storage.feeds.delete_feed": lambda t, our, their: _same(feeds.delete_feed(t, their.feed.id), False),
    "storage.feeds.pause_feeds": lambda t, our, their: _same(
        feeds.pause_feeds(t, [their.feed.id], paused=True), 0
    ),
    "storage.feed_polling.release_feeds": lambda t, our, their: feed_polling.release_feeds(t),
    "storage.feeds.mark_feeds_told": lambda t, our, their: feeds.mark_feeds_told(t, [their.feed.id], NOW),
    "storage.feeds.list_feeds_by_id": lambda t, our, their: feeds.list_feeds_by_id(t, [their.feed.id]),
    "storage.feed_polling.save_poll": lambda t, our, their: _same(
        feed_polling.save_poll(t, replace(their.feed, title="Ours"), "poller"), False
    ),
    "storage.feed_polling.remember_marks": lambda t, our, their: _same(
        feed_polling.remember_marks(t, our.feed.id, [1, 7, len("Theirs")]), {7, len("Theirs")}
    ),
    "storage.feed_polling.count_marks": lambda t, our, their: _same(
        (feed_polling.count_marks(t, our.feed.id), feed_polling.count_marks(t, their.feed.id)), (2, 0)
    ),
    "storage.feed_polling.forget_other_marks": lambda t, our, their: (
        _same(feed_polling.forget_other_marks(t, their.feed.id, []), 0),
    ),
    "storage.queue.enqueue": lambda t, our, their: (
        queue.enqueue(t, a_new_message("k1")),
        queue.enqueue(t, a_new_message("k3")),
    ),
    "storage.queue.list_known_keys": lambda t, our, their: queue.list_known_keys(t, ["k1", "k9"]),
    "storage.queue.list_messages": lambda t, our, their: queue.list_messages(t, ["k1", "k9"]),
    "storage.queue.read_message": lambda t, our, their: queue.read_message(t, their.message.id),
    "storage.queue.change_facts": lambda t, our, their: queue.change_facts(t, their.message.id, {}),
    "storage.queue.list_sent": lambda t, our, their: queue.list_sent(t, "U1", "nudge", most=9),
    "storage.queue.list_waiting": lambda t, our, their: queue.list_waiting(t, "U1", "nudge"),
    "storage.installations.read_installation": lambda t, our, their: installations.read_installation(t),
    "storage.installations.end_installation": lambda t, our, their: _same(
        installations.end_installation(t, NOW), True
    ),
    "storage.installations.forget_workspace": lambda t, our, their: _same(
        installations.forget_workspace(t, NOW + timedelta(days=400)), False
    ),
    "storage.installations.forget_ended_installation": lambda t, our, their: (
        installations.forget_ended_installation(t)
    ),
    "storage.installations.save_installation": lambda t, our, their: _install(t, "Ours"),
    "storage.queue.drop_due": lambda t, our, their: _same(queue.drop_due(t, NOW + timedelta(days=9), ""), 1),
    "storage.queue.list_parked": lambda t, our, their: queue.list_parked(t),
    "storage.parked_messages.count_parked": lambda t, our, their: _same(
        parked_messages.count_parked(t, NOW - timedelta(days=9)), 1
    ),
    "storage.parked_messages.list_parked_ids": lambda t, our, their: _same(
        len(parked_messages.list_parked_ids(t)), 1
    ),
    "storage.parked_messages.list_people_not_reached": lambda t, our, their: _same(
        list(parked_messages.list_people_not_reached(t, NOW - timedelta(days=9))), [our.rep.name]
    ),
    "storage.parked_messages.retry_parked": lambda t, our, their: _same(
        parked_messages.retry_parked(t, range(99), NOW), 1
    ),
    "storage.parked_messages.drop_parked": lambda t, our, their: _same(
        parked_messages.drop_parked(t, range(99)), 1
    ),
    "storage.old_messages.list_outlived": lambda t, our, their: old_messages.list_outlived(
        t, "nudge", NOW + timedelta(days=1), 9
    ),
    "storage.old_messages.delete_outlived": lambda t, our, their: _same(
        old_messages.delete_outlived(t, [their.message.id]), 0
    ),
    "storage.queue.drop_waiting": lambda t, our, their: _same(queue.drop_waiting(t, "U1", ""), 1),
    "storage.nudge_lines.add_lines": lambda t, our, their: nudge_lines.add_lines(
        t, our.message.id, [(accounts.add_account(t, "Borg", added_on=TODAY).id, {})]
    ),
    "storage.nudge_lines.list_newest_lines": lambda t, our, their: (
        _same(nudge_lines.list_newest_lines(t, their.rep.slack_id or "", [their.account.id]), []),
        _same(len(nudge_lines.list_newest_lines(t, our.rep.slack_id or "", [our.account.id])), 1),
    ),
    "storage.nudge_lines.list_lines": lambda t, our, their: (
        nudge_lines.list_lines(t, their.message.id),
        nudge_lines.list_lines(t, our.message.id),
    ),
    "storage.nudge_lines.read_line": lambda t, our, their: nudge_lines.read_line(t, their.line.id),
    "storage.nudge_lines.find_line_of_touch": lambda t, our, their: nudge_lines.find_line_of_touch(
        t, their.touch.id
    ),
    "storage.nudge_lines.change_line": lambda t, our, their: nudge_lines.change_line(
        t, their.line.id, state=LineState.SNOOZED
    ),
    "storage.nudge_lines.remove_lines_except": lambda t, our, their: nudge_lines.remove_lines_except(
        t, their.message.id, []
    ),
    "storage.workspaces.read_workspace": lambda t, our, their: workspaces.read_workspace(t),
    "storage.workspaces.read_directory_version": lambda t, our, their: workspaces.read_directory_version(t),
    "storage.workspaces.hold_directory": lambda t, our, their: workspaces.hold_directory(t),
    "storage.workspaces.mark_directory_changed": lambda t, our, their: workspaces.mark_directory_changed(t),
    "storage.workspaces.set_clock": lambda t, our, their: workspaces.set_clock(t, Clock.ANY),
    "storage.workspaces.claim_people": lambda t, our, their: (
        _same(workspaces.claim_people(t, NOW, NOW + timedelta(days=1)), True),
        _same(workspaces.claim_people(t, NOW, NOW + timedelta(days=1)), False),
        _same(workspaces.claim_people(t, NOW + timedelta(days=1), NOW + timedelta(days=2)), True),
    ),
    "storage.workspaces.change_workspace": lambda t, our, their: workspaces.change_workspace(t, name="Ours"),
}


def _token_of(transaction: Transaction, whose: Contents) -> str:
    table = metadata.tables["handover"]
    return transaction.connection.execute(
        select(table.c.token).where(table.c.workspace == whose.workspace.id)
    ).scalar_one()


def _rows(blocks: Iterable[Sequence[Any]]) -> list[Any]:
    return [row for block in blocks for row in block]


def _a_kept_rhythm(account: Account, mark: str) -> KeptRhythm:
    return KeptRhythm(account.id, TODAY, TODAY, 1, 30, 1, None, {"mark": mark})


def _written(export: exports.Export, transaction: Transaction) -> str:
    stream = io.StringIO()
    export(transaction, stream)
    return stream.getvalue()


def _same(found: object, expected: object) -> object:
    assert found == expected
    return found


def list_public_functions() -> dict[str, tuple[type, Callable[..., object]]]:
    """Every public function of storage whose first argument opens the way to rows."""
    found: dict[str, tuple[type, Callable[..., object]]] = {}
    for module_info in pkgutil.walk_packages(storage.__path__, "storage."):
        if ".migrations." in module_info.name:
            continue
        module = importlib.import_module(module_info.name)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("_") or function.__module__ != module.__name__:
                continue
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if first is not None and first.annotation in (Transaction, Connection):
                found[f"{module.__name__}.{name}"] = (first.annotation, function)
    return found


def test_every_public_function_is_walked() -> None:
    functions = list_public_functions()
    missing = functions.keys() - CALLS.keys() - ACROSS_WORKSPACES
    assert not missing, f"Add to CALLS, with another workspace's ids: {', '.join(sorted(missing))}"
    gone = (CALLS.keys() | ACROSS_WORKSPACES) - functions.keys()
    assert not gone, f"These are no more: {', '.join(sorted(gone))}"
    for name in ACROSS_WORKSPACES:
        assert functions[name][0] is Connection, f"{name} takes a transaction and so belongs into CALLS"


def test_every_table_carries_its_workspace_and_is_filled_here(sqlite_books: Database) -> None:
    fill(sqlite_books, "T1", "Ours")
    with sqlite_books.everywhere() as connection:
        for table in metadata.tables.values():
            assert table.name == "workspace" or not table.c.workspace.nullable
            assert connection.execute(select(table)).first() is not None, f"fill() leaves {table.name} empty"


def test_no_function_reads_or_changes_rows_of_another_workspace(books: Database) -> None:
    their = fill(books, "T2", "Theirs")
    our = fill(books, "T1", "Ours")
    with books.everywhere() as connection:
        before = read_rows(connection, their.workspace.id)
    for name, call in CALLS.items():
        with books.everywhere() as connection:
            undo = connection.begin_nested()
            answer = call(Transaction(connection, our.workspace.id), our, their)
            assert_nothing_of_theirs(name, answer, their)
            assert read_rows(connection, their.workspace.id) == before, f"{name} changed a row of theirs"
            undo.rollback()


def test_the_walk_calls_the_functions_it_names(
    sqlite_books: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    their, our = fill(sqlite_books, "T2", "Theirs"), fill(sqlite_books, "T1", "Ours")

    def stop(*_args: Any, **_named: Any) -> Any:
        raise _CalledError

    with sqlite_books.everywhere() as connection:
        for name, call in CALLS.items():
            module, _, function = name.rpartition(".")
            with monkeypatch.context() as patch:
                patch.setattr(importlib.import_module(module), function, stop)
                with pytest.raises(_CalledError):
                    call(Transaction(connection, our.workspace.id), our, their)


class _CalledError(Exception):
    pass


def read_rows(connection: Connection, workspace_id: int) -> dict[str, list[Any]]:
    rows: dict[str, list[Any]] = {}
    for table in metadata.tables.values():
        owner = table.c.id if table.name == "workspace" else table.c.workspace
        found = connection.execute(
            select(table).where(owner == workspace_id).order_by(*table.primary_key.columns)
        )
        rows[table.name] = [tuple(map(repr, row)) for row in found]
    return rows


def assert_nothing_of_theirs(name: str, answer: object, their: Contents) -> None:
    ids = {
        Account: their.account.id,
        Touch: their.touch.id,
        Rep: their.rep.id,
        QueuedMessage: their.message.id,
        NudgeLine: their.line.id,
        Feed: their.feed.id,
        AccountStory: their.story.id,
        Brainstorm: their.brainstorm.id,
        Commitment: their.commitment.id,
        Workspace: their.workspace.id,
    }
    assert "Theirs" not in repr(answer), f"{name} returned words of theirs: {answer}"
    for each in _flatten(answer):
        assert getattr(each, "id", None) != ids.get(type(each), 0), f"{name} returned a row of theirs"
    match answer:
        case set() if name == "storage.touches.list_external_ids":
            assert answer == {"x1"}, f"{name} returned ids of theirs"
        case tuple(days) if name in ("storage.touches.read_standing", "storage.touches.read_clock_days"):
            assert set(days) == {None}, f"{name} counted touches of theirs"
        case [(last_touch, recent, ordered)] if name == "storage.attention.read_attention":
            assert (last_touch, recent, ordered) == (None, 0, None), f"{name} counted touches of theirs"
        case _:
            pass


def _flatten(answer: object) -> Iterable[object]:
    if isinstance(answer, list | tuple | set):
        for each in answer:
            yield from _flatten(each)
    else:
        yield answer
