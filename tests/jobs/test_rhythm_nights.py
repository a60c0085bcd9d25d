"""The nightly look at the accounts: what is kept, until when it is believed, what makes it be looked at."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from jobs import rhythm_nights
from jobs.rhythm_nights import LEASE, refresh_rhythms
from jobs.rhythms import read_rhythms
from jobs.rules.account_facts import AccountFacts
from jobs.rules.attention import CLEAR_BELOW
from jobs.rules.weeks import local_day
from storage.accounts import change_account, list_accounts
from storage.csv_files.reading import read_csv_text
from storage.csv_files.touches import import_touches
from storage.database import Database, Transaction
from storage.records import Account, KeptRhythm, Kind, NewTouch, Rep, Tier, Workspace
from storage.reps import merge_reps
from storage.rhythms import (
    claim_night,
    forget_rhythm_of_touch,
    holds_night,
    keep_rhythms,
    list_rhythms,
    read_marks,
    read_rhythms_day,
)
from storage.touches import add_touch, add_touches, change_touch, list_recent_touches
from tests.builders import NOW, TODAY, a_rep, a_touch, a_workspace, an_account

NIGHT = datetime.combine(TODAY, time(2), UTC)
TOMORROW = NIGHT + timedelta(days=1)


def seed(transaction: Transaction, *, reps: int = 3, accounts: int = 24, seed: int = 5) -> None:
    """Fill a workspace with all kinds of rhythms; the first rep is away now, the last has left."""
    draw = random.Random(seed)
    people = [a_rep(transaction, f"Rep {number}", slack_id=f"U{number}") for number in range(reps)]
    for number in range(accounts):
        owner = people[number % reps]
        account = an_account(
            transaction,
            f"Client {number}",
            rep_id=owner.id,
            tier=draw.choice(list(Tier)),
            external_id=f"c{number}",
        )
        days: set[int] = set()
        beat, ago = draw.choice([6, 12, 25]), draw.randrange(30)
        while ago < 300 and number % 9:
            days.add(ago)
            ago += max(1, round(beat * draw.uniform(0.5, 1.5)))
        if number % 5 == 4:
            days = {day for burst in (25, 90, 170) for day in range(burst, burst + 14, 2)}
        for day in sorted(days):
            silent = 8 if owner is people[0] else 40 if owner is people[-1] else 0
            if day >= silent and not 100 <= day < 112:
                who = draw.choice([owner, owner, owner, None, draw.choice(people)])
                kind = draw.choice([Kind.ATTENTION, Kind.SELLING, Kind.SCHEDULING])
                a_touch(transaction, account, days_ago=day, rep=who, kind=kind)


def read_all(books: Database, workspace: int, day: date) -> dict[str, AccountFacts]:
    with books.reading(workspace) as reader:
        accounts = list_accounts(reader)
        return {each.account: each for each in read_rhythms(reader, accounts, day).values()}


def looked_at(books: Database, workspace: int, day: date) -> set[str]:
    """The accounts of which what is kept is as of this day."""
    with books.reading(workspace) as reader:
        names = {each.id: each.name for each in list_accounts(reader)}
        return {names[row.account_id] for row in list_rhythms(reader, list(names)) if row.as_of == day}


def test_the_night_says_what_reading_without_anything_kept_says(
    books: Database, workspace: Workspace
) -> None:
    with books.transaction(workspace.id) as transaction:
        seed(transaction)
    before = read_all(books, workspace.id, TODAY)
    written = refresh_rhythms(books, workspace.id, NIGHT)
    assert written == sum(facts.touch_days > 0 for facts in before.values())
    assert read_all(books, workspace.id, TODAY) == before
    assert len({facts.pattern for facts in before.values()}) >= 4
    assert any(facts.away_days for facts in before.values())


def test_a_few_accounts_are_what_they_are_among_all(books: Database, workspace: Workspace) -> None:
    """A rep's absence shows only over all the accounts they touch; it took each account for all there are."""
    with books.transaction(workspace.id) as transaction:
        seed(transaction)
    everything = read_all(books, workspace.id, TODAY)
    with books.reading(workspace.id) as reader:
        for account in list_accounts(reader):
            [facts] = read_rhythms(reader, [account], TODAY).values()
            assert facts == everything[account.name]


def test_what_is_kept_is_read_and_not_computed_again(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        a_calm_account(transaction, "Acme")
    refresh_rhythms(books, workspace.id, NIGHT)
    with books.transaction(workspace.id) as transaction:
        [account] = list_accounts(transaction)
        [row] = list_rhythms(transaction, [account.id])
        row.facts["usual_gap"] = 77.0
        keep_rhythms(transaction, [row])
        change_account(transaction, account.id, name="Acme Group")
    facts = read_all(books, workspace.id, TODAY + timedelta(days=3))["Acme Group"]
    assert (facts.usual_gap, facts.days_quiet) == (77.0, 5)
    assert read_all(books, workspace.id, TODAY - timedelta(days=1))["Acme Group"].usual_gap != 77.0


def test_night_after_night_what_is_kept_says_what_a_fresh_look_says(
    books: Database, workspace: Workspace
) -> None:
    """While nobody logs anything: reps stay away or have left, and more and more accounts become due."""
    other = a_workspace(books, "Without nights", "T2")
    for each in (workspace, other):
        with books.transaction(each.id) as transaction:
            seed(transaction)
    rewritten = set[int]()
    for night in range(0, 50, 3):
        now = NIGHT + timedelta(days=night)
        rewritten.add(refresh_rhythms(books, workspace.id, now))
        for later in (0, 2):
            day = now.date() + timedelta(days=later)
            fresh, kept = read_all(books, other.id, day), read_all(books, workspace.id, day)
            for name, facts in fresh.items():
                mine = kept[name]
                assert (mine.pattern, mine.days_quiet, mine.usual_gap) == (
                    facts.pattern,
                    facts.days_quiet,
                    facts.usual_gap,
                )
                assert max(mine.severity, CLEAR_BELOW) == max(facts.severity, CLEAR_BELOW)
    assert len(rewritten) > 1


def test_once_a_night_from_two_in_the_morning_of_the_workspace(books: Database) -> None:
    workspace = a_workspace(books, zone="America/New_York")
    with books.transaction(workspace.id) as transaction:
        a_touch(transaction, an_account(transaction, tier=Tier.A), days_ago=90)
    two = datetime(2026, 3, 5, 7, 0, tzinfo=UTC)
    for now, written in [
        (two - timedelta(minutes=1), 0),
        (two, 1),
        (two + timedelta(hours=12), 0),
        (two + timedelta(hours=23), 0),
        # On the eighth, the clocks go from two to three.
        (datetime(2026, 3, 8, 6, 59, tzinfo=UTC), 0),
        (datetime(2026, 3, 8, 7, 0, tzinfo=UTC), 1),
    ]:
        assert refresh_rhythms(books, workspace.id, now) == written, now


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_what_is_kept_serves_reps_on_both_sides_of_the_date_line(books: Database, zone: str) -> None:
    """West of the workspace's zone it was of tomorrow, and everything was computed again at every look."""
    workspace = a_workspace(books, zone=zone)
    zones = ["Pacific/Auckland", "America/Los_Angeles"]
    with books.transaction(workspace.id) as transaction:
        for number, each in enumerate(zones):
            rep = a_rep(transaction, f"Rep {number}", slack_id=f"U{number}", zone=each)
            a_calm_account(transaction, f"Calm {number}", rep)
        a_rep(transaction, "Has left", slack_id="U8", zone="Pacific/Honolulu", active=False)
        a_rep(transaction, "Only imported", slack_id=None, zone="Pacific/Honolulu")
    # Two in the morning in Los Angeles, eleven at night in Auckland.
    two = datetime(2026, 3, 5, 10, 0, tzinfo=UTC)
    assert refresh_rhythms(books, workspace.id, two - timedelta(minutes=1)) == 0
    assert refresh_rhythms(books, workspace.id, two) == 2
    with books.transaction(workspace.id) as transaction:
        accounts = list_accounts(transaction)
        for row in list_rhythms(transaction, [each.id for each in accounts]):
            row.facts["usual_gap"] = 77.0
            keep_rhythms(transaction, [row])
    for hours in (6, 22):
        for each in zones:
            today = local_day(two + timedelta(hours=hours), each)
            assert {facts.usual_gap for facts in read_all(books, workspace.id, today).values()} == {77.0}


def a_calm_account(transaction: Transaction, name: str, rep: Rep | None = None) -> Account:
    account = an_account(transaction, name, tier=Tier.C, external_id=name)
    for days_ago in range(2, 200, 20):
        a_touch(transaction, account, days_ago=days_ago, rep=rep, note=f"{name}, {days_ago} days ago")
    return account


def newest_touch_of(transaction: Transaction, rep: Rep, name: str) -> int:
    touches = list_recent_touches(transaction, rep_id=rep.id, most=100)
    return next(touch.id for touch in touches if touch.note.startswith(f"{name},"))


def undo_one(transaction: Transaction, rep: Rep) -> None:
    change_touch(transaction, newest_touch_of(transaction, rep, "Acme"), undone=True)


def undo_one_and_log_another(transaction: Transaction, rep: Rep) -> None:
    """Their number is what it was, and only their number is looked at without this."""
    touch_id = newest_touch_of(transaction, rep, "Acme")
    change_touch(transaction, touch_id, undone=True)
    [acme] = [each for each in list_accounts(transaction) if each.name == "Acme"]
    a_touch(transaction, acme, days_ago=9, rep=rep)


def move_one(transaction: Transaction, rep: Rep) -> None:
    birch = next(each.id for each in list_accounts(transaction) if each.name == "Birch")
    change_touch(transaction, newest_touch_of(transaction, rep, "Acme"), account_id=birch)


def set_interval(transaction: Transaction, rep: Rep) -> None:
    change_account(transaction, list_accounts(transaction)[0].id, ideal_days=33)


def change_what_does_not_matter(transaction: Transaction, rep: Rep) -> None:
    change_touch(transaction, newest_touch_of(transaction, rep, "Acme"), note="Met Kim, 2 hours")
    change_account(transaction, list_accounts(transaction)[0].id, name="Acme Group", maximum_days=120)


def merge_with_somebody(transaction: Transaction, rep: Rep) -> None:
    merge_reps(transaction, rep.id, a_rep(transaction, "Sam L", slack_id=None).id)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda t, rep: None, set[str]()),
        (lambda t, rep: a_touch(t, list_accounts(t)[0], days_ago=1, rep=rep), {"Acme"}),
        (undo_one, {"Acme"}),
        (undo_one_and_log_another, {"Acme"}),
        (
            lambda t, rep: change_touch(t, newest_touch_of(t, rep, "Acme"), day=TODAY - timedelta(days=5)),
            {"Acme"},
        ),
        (lambda t, rep: change_touch(t, newest_touch_of(t, rep, "Acme"), kind=Kind.SELLING), {"Acme"}),
        (move_one, {"Acme", "Birch"}),
        (set_interval, {"Acme"}),
        (change_what_does_not_matter, set[str]()),
        (merge_with_somebody, {"Acme", "Birch"}),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_change_makes_exactly_its_accounts_be_looked_at(
    books: Database,
    workspace: Workspace,
    change: Callable[[Transaction, Rep], object],
    expected: set[str],
) -> None:
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        for name in ("Acme", "Birch"):
            a_calm_account(transaction, name, sam)
        a_calm_account(transaction, "Cobalt")
    assert refresh_rhythms(books, workspace.id, NIGHT) == 3
    with books.transaction(workspace.id) as transaction:
        change(transaction, sam)
    before = read_all(books, workspace.id, TOMORROW.date())
    assert refresh_rhythms(books, workspace.id, TOMORROW) == len(expected)
    assert looked_at(books, workspace.id, TOMORROW.date()) == expected
    assert read_all(books, workspace.id, TOMORROW.date()) == before


def test_an_import_makes_the_accounts_it_changes_be_looked_at(books: Database, workspace: Workspace) -> None:
    def take_in(kind: str) -> None:
        text = f"id,account,at,kind,note\n1,Acme,2026-01-05,{kind},Lunch\n2,Birch,2026-01-05,selling,Lunch\n"
        import_touches(books, workspace, read_csv_text(text, "touches.csv"), now=NOW)

    with books.transaction(workspace.id) as transaction:
        for name in ("Acme", "Birch", "Cobalt"):
            a_calm_account(transaction, name)
    take_in("selling")
    assert refresh_rhythms(books, workspace.id, NIGHT) == 3
    take_in("non-selling")
    assert refresh_rhythms(books, workspace.id, TOMORROW) == 1
    assert looked_at(books, workspace.id, TOMORROW.date()) == {"Acme"}


def test_a_vacation_and_a_rep_who_left_leave_calm_accounts_alone(
    books: Database, workspace: Workspace
) -> None:
    """They change what a silence counts for, never that an account is calm; the due are looked at daily."""
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        a_calm_account(transaction, "Calm", sam)
        due = an_account(transaction, "Due", tier=Tier.C)
        for days_ago in range(30, 120, 6):
            a_touch(transaction, due, days_ago=days_ago, rep=sam)
    assert refresh_rhythms(books, workspace.id, NIGHT) == 2
    for days in range(1, 17):
        assert refresh_rhythms(books, workspace.id, NIGHT + timedelta(days=days)) == 1
    assert refresh_rhythms(books, workspace.id, NIGHT + timedelta(days=17)) == 2


def test_a_night_that_is_cut_short_is_completed_by_the_next_run(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rhythm_nights, "WRITTEN_AT_ONCE", 5)
    monkeypatch.setattr(rhythm_nights, "TOGETHER", 40)
    with books.transaction(workspace.id) as transaction:
        seed(transaction)
    before = read_all(books, workspace.id, TODAY)
    total = sum(facts.touch_days > 0 for facts in before.values())
    done: list[int] = []

    def stop(written: int, _total: int) -> None:
        done.append(written)
        if len(done) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        refresh_rhythms(books, workspace.id, NIGHT, stop)
    assert read_all(books, workspace.id, TODAY) == before
    assert 0 < done[-1] < total
    assert refresh_rhythms(books, workspace.id, NIGHT) == total - done[-1]
    assert read_all(books, workspace.id, TODAY) == before


def test_of_two_workers_one_does_the_night(books: Database, workspace: Workspace) -> None:
    """Both did all of it."""
    with books.transaction(workspace.id) as transaction:
        seed(transaction)
    second: list[int] = []

    def look_too(_written: int, _total: int) -> None:
        second.append(refresh_rhythms(books, workspace.id, NIGHT + timedelta(minutes=1)))

    assert refresh_rhythms(books, workspace.id, NIGHT, look_too) > 0
    assert second == [0]
    assert refresh_rhythms(books, workspace.id, NIGHT + timedelta(hours=3)) == 0


def test_a_worker_that_is_gone_is_followed_by_another(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        a_calm_account(transaction, "Acme")
        assert claim_night(transaction, TODAY, NIGHT, NIGHT + LEASE)
    assert refresh_rhythms(books, workspace.id, NIGHT + LEASE / 2) == 0
    assert refresh_rhythms(books, workspace.id, NIGHT + LEASE) == 1


def test_a_night_by_hand_that_died_in_the_future_holds_up_none(books: Database, workspace: Workspace) -> None:
    later = NIGHT + timedelta(days=300)
    with books.transaction(workspace.id) as transaction:
        a_calm_account(transaction, "Acme")
        assert claim_night(transaction, later.date(), later, later + LEASE)
    assert refresh_rhythms(books, workspace.id, NIGHT) == 1


def test_who_was_taken_for_gone_and_is_not_writes_no_more(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stood still for longer than its lease: what the other one has begun is the other one's to end."""
    monkeypatch.setattr(rhythm_nights, "WRITTEN_AT_ONCE", 5)
    with books.transaction(workspace.id) as transaction:
        seed(transaction)
    tokens: list[str | None] = []

    def stand_still(_written: int, _total: int) -> None:
        with books.transaction(workspace.id) as transaction:
            tokens.append(claim_night(transaction, TODAY, NIGHT + LEASE, NIGHT + 2 * LEASE))

    assert refresh_rhythms(books, workspace.id, NIGHT, stand_still) == 5
    with books.reading(workspace.id) as reader:
        assert holds_night(reader, tokens[0] or "")
        assert read_rhythms_day(reader) is None


def test_a_night_that_is_told_to_stop_is_gone_on_with_at_once(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stopped the bot waited for all of it."""
    monkeypatch.setattr(rhythm_nights, "WRITTEN_AT_ONCE", 5)
    with books.transaction(workspace.id) as transaction:
        seed(transaction)
    before = read_all(books, workspace.id, TODAY)
    done: list[int] = []
    total = sum(facts.touch_days > 0 for facts in before.values())
    written = refresh_rhythms(
        books, workspace.id, NIGHT, lambda written, _total: done.append(written), lambda: len(done) == 2
    )
    assert written == 10 < total
    assert refresh_rhythms(books, workspace.id, NIGHT + timedelta(seconds=5)) == total - written
    assert read_all(books, workspace.id, TODAY) == before


def test_what_changes_while_the_night_computes_is_not_believed_afterwards(
    books: Database, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An edit leaves the number of touches as it is: without more, what was read before it would stay."""
    monkeypatch.setattr(rhythm_nights, "WRITTEN_AT_ONCE", 1)
    with books.transaction(workspace.id) as transaction:
        sam = a_rep(transaction)
        for name in ("Acme", "Birch", "Cobalt"):
            a_calm_account(transaction, name, sam)

    def edit_others(written: int, _total: int) -> None:
        if written == 1:
            with books.transaction(workspace.id) as transaction:
                for name in ("Birch", "Acme"):
                    change_touch(
                        transaction, newest_touch_of(transaction, sam, name), day=TODAY - timedelta(days=11)
                    )

    refresh_rhythms(books, workspace.id, NIGHT, edit_others)
    kept = read_all(books, workspace.id, TODAY)
    assert [kept[name].days_quiet for name in ("Acme", "Birch", "Cobalt")] == [11, 11, 2]
    assert refresh_rhythms(books, workspace.id, TOMORROW) == 2


def test_forgetting_an_account_of_which_nothing_is_kept_is_remembered(transaction: Transaction) -> None:
    """The first night may be about to write it, and a slower one what it read before that."""
    touch = a_touch(transaction)
    forget_rhythm_of_touch(transaction, touch.id)
    [[mark]] = read_marks(transaction, TODAY)
    assert (mark.forgotten, mark.kept) == (1, None)
    row = KeptRhythm(touch.account_id, TODAY, TODAY + timedelta(days=9), 1, 60, 1, None, {"from": "before"})
    for forgotten, facts, touches in [
        (0, "before", -1),
        (1, "after", 1),
        (0, "before", 1),
    ]:
        keep_rhythms(transaction, [replace(row, facts={"from": facts}, forgotten=forgotten)])
        [kept] = list_rhythms(transaction, [touch.account_id])
        assert kept.touches == touches
    assert kept.facts == {"from": "after"}


def test_nobody_who_logs_a_touch_writes_anything_for_rhythms(transaction: Transaction) -> None:
    account = an_account(transaction)
    new = NewTouch(account.id, None, TODAY, NOW, "Lunch")
    add_touch(transaction, new, NOW)
    add_touches(transaction, [NewTouch(account.id, None, TODAY, NOW, "Tea", external_id="t1")], NOW)
    assert list_rhythms(transaction, [account.id]) == []


def test_an_account_without_a_touch_needs_no_night(books: Database, workspace: Workspace) -> None:
    with books.transaction(workspace.id) as transaction:
        an_account(transaction, "Acme")
    assert refresh_rhythms(books, workspace.id, NIGHT) == 0
    facts = read_all(books, workspace.id, TODAY)["Acme"]
    assert (facts.days_quiet, facts.touch_days) == (None, 0)
