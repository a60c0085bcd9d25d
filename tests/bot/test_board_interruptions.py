"""A channel that is shut while a brainstorm is on, and a message of it that somebody deletes."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.boards import BoardKeeper
from bot.brainstorm_posts import heed_outdated
from jobs.brainstorm_posts import name_post
from jobs.brainstorms import extend_phase
from jobs.idea_library import read_library
from jobs.rules.interruptions import Obstacle
from storage.brainstorm_posts import find_place_of_key
from storage.brainstorm_records import LibraryReader, Phase
from storage.database import Database
from tests.bot.test_boards import Meeting


@pytest.fixture
def meeting(books: Database) -> Meeting:
    return Meeting(books)


def test_a_live_message_that_was_deleted_is_posted_anew_once(meeting: Meeting) -> None:
    """NS-11, complaint 13.

    By two processes that both find it gone; one that is deleted again stays deleted.
    """
    opened = meeting.open("C1")
    key = name_post(opened.id, Phase.IDEAS)
    one, two = meeting.new_process("one"), meeting.new_process("two")
    one.keep()
    meeting.client.deleted.add(f"{opened.id}.ideas")
    meeting.clock.moment += timedelta(minutes=1)
    for _ in range(3):
        one.keep()
        two.keep()
    assert [channel for channel, _ in meeting.client.posted] == ["C1"]
    with meeting.books.reading(meeting.workspace) as reader:
        place = find_place_of_key(reader, key)
    assert place == meeting.client.posted[0]
    assert meeting.client.shown[-1] == place, "It goes on being shown, where it stands now."
    meeting.client.deleted.add(place[1])
    for _ in range(3):
        meeting.clock.moment += timedelta(minutes=1)
        one.keep()
        two.keep()
    assert len(meeting.client.posted) == 1


def test_what_is_over_stays_deleted(meeting: Meeting) -> None:
    """Somebody wanted it gone: neither the list of ideas nor the result comes back."""
    opened = meeting.open("C1")
    meeting.say(opened, "Bring cake")
    meeting.go_on(opened)
    meeting.post(opened, Phase.CHOOSING)
    meeting.go_on(opened)
    meeting.post(opened, Phase.CLOSED)
    meeting.client.deleted |= {f"{opened.id}.{post.value}" for post in Phase}
    keeper = meeting.new_process()
    assert [keeper.keep() for _ in range(6)][-1] is False
    assert meeting.client.posted == []


@pytest.mark.parametrize(
    ("channel", "obstacle"),
    [
        ({"is_member": False}, Obstacle.NOT_INVITED),
        ({"is_member": True, "is_archived": True}, Obstacle.ARCHIVED),
        ({"is_member": True, "is_ext_shared": True}, Obstacle.SHARED),
    ],
)
def test_the_clock_stands_still_while_nobody_can_see_it(
    meeting: Meeting, channel: dict[str, Any], obstacle: Obstacle
) -> None:
    """NS-11, complaint 16.

    Whoever opened it is told once, by two processes; then it goes on with the time that was left.
    """
    opened = meeting.open("C1")
    one, two = meeting.new_process("one"), meeting.new_process("two")
    one.keep()
    meeting.client.channel = channel
    meeting.clock.moment += timedelta(minutes=3)
    for _ in range(3):
        two.keep()
        one.keep()
    shown = len(meeting.client.shown)
    meeting.say(opened, "Bring cake")
    meeting.clock.moment += timedelta(hours=5)
    meeting.keeps_on(one, two)
    assert len(meeting.client.shown) == shown
    assert meeting.told() == [("U1", obstacle.value)]
    assert meeting.read(opened).phase is Phase.IDEAS
    meeting.client.channel = {"is_member": True}
    meeting.clock.moment += timedelta(minutes=1)
    meeting.keeps_on(one, two)
    seen = meeting.read(opened)
    assert seen.ends_at == meeting.clock() + timedelta(minutes=5)
    assert len(meeting.client.shown) > shown
    meeting.clock.moment += timedelta(minutes=6)
    meeting.keeps_on(one)
    assert meeting.read(opened).phase is Phase.CHOOSING
    assert meeting.told() == [("U1", obstacle.value)]


def test_one_of_two_processes_asks_slack(meeting: Meeting) -> None:
    """Slack counts what all of them ask; the other one takes over once the first has not been heard of."""
    meeting.open("C1")
    one, two = meeting.new_process("one"), meeting.new_process("two")
    asked = {"one": 0, "two": 0}
    for _ in range(60):
        for keeper in (one, two):
            before = meeting.client.looked
            keeper.keep()
            asked[keeper.owner] += meeting.client.looked - before
        meeting.clock.moment += timedelta(seconds=1)
    assert asked == {"one": 4, "two": 0}
    before = meeting.client.looked
    for _ in range(60):
        two.keep()
        meeting.clock.moment += timedelta(seconds=1)
    assert meeting.client.looked - before >= 2


def test_a_post_that_was_refused_goes_out_once_the_bot_is_let_in(meeting: Meeting) -> None:
    """NS-11, complaint 16: it was given up by then; the minutes begin when it can be seen."""
    opened = meeting.open("C1", stands=False)
    meeting.client.post_refusals.append("restricted_action")
    keeper = meeting.new_process()
    keeper.keep()
    keeper.keep()
    assert meeting.told() == [("U1", Obstacle.RESTRICTED.value)]
    meeting.client.post_refusals.append("restricted_action")
    meeting.clock.moment += timedelta(hours=3)
    meeting.keeps_on(keeper)
    assert meeting.client.post_refusals == [], "It is tried now and then."
    assert meeting.read(opened).phase is Phase.IDEAS
    meeting.clock.moment += timedelta(minutes=1)
    meeting.keeps_on(keeper)
    meeting.clock.moment += timedelta(minutes=1)
    meeting.keeps_on(keeper)
    assert len(meeting.client.posted) == 1
    left = meeting.read(opened).ends_at
    assert left is not None
    assert timedelta(minutes=7) <= left - meeting.clock() <= timedelta(minutes=8)
    assert len(meeting.told()) == 1


def test_a_result_that_nobody_can_see_comes_once_the_bot_is_let_in(meeting: Meeting) -> None:
    """NS-14, complaint 16: the bot was taken out just before the end, which the clock brought."""
    opened = meeting.choose()
    keeper = meeting.new_process()
    meeting.keeps_on(keeper)
    meeting.go_on(opened)
    meeting.client.channel = {"is_member": False}
    meeting.client.post_refusals.append("not_in_channel")
    meeting.keeps_on(keeper)
    meeting.clock.moment += timedelta(seconds=6)
    meeting.keeps_on(keeper)
    assert meeting.told() == [("U1", Obstacle.NOT_INVITED.value)]
    meeting.clock.moment += timedelta(hours=20)
    meeting.keeps_on(keeper)
    assert keeper.keep(), "It is still looked after."
    meeting.client.channel = {"is_member": True}
    meeting.clock.moment += timedelta(minutes=1)
    meeting.keeps_on(keeper)
    assert [channel for channel, _ in meeting.client.posted] == ["C1"]
    assert meeting.read(opened).phase is Phase.CLOSED
    assert len(meeting.told()) == 1
    assert [keeper.keep() for _ in range(4)][-1] is False


@pytest.mark.parametrize("hours", [2, 20])
def test_a_result_comes_though_the_bot_was_started_anew_meanwhile(meeting: Meeting, hours: int) -> None:
    """NS-14, complaint 16: whoever opened it was told that it comes by itself."""
    opened = meeting.choose()
    meeting.client.channel = {"is_member": False}
    meeting.client.post_refusals.append("not_in_channel")
    keeper = meeting.new_process()
    meeting.go_on(opened)
    meeting.keeps_on(keeper)
    meeting.clock.moment += timedelta(seconds=6)
    meeting.keeps_on(keeper)
    assert meeting.told() == [("U1", Obstacle.NOT_INVITED.value)]
    meeting.clock.moment += timedelta(hours=hours)
    another = meeting.new_process("two")
    another.keep()
    assert another.keep(), "It is looked after, though it was closed long ago."
    meeting.client.channel = {"is_member": True}
    meeting.clock.moment += timedelta(minutes=1)
    meeting.keeps_on(another)
    assert [channel for channel, _ in meeting.client.posted] == ["C1"]
    assert ("C1", f"{opened.id}.choosing") in meeting.client.shown
    assert [another.keep() for _ in range(4)][-1] is False


def test_a_result_is_shown_by_whoever_is_left(meeting: Meeting) -> None:
    """NS-14: a process that had forgotten a brainstorm finds that somebody still waits for it."""
    opened = meeting.choose()
    another = meeting.new_process("two")
    meeting.keeps_on(another)
    meeting.client.channel = {"is_member": False}
    keeper = meeting.new_process()
    meeting.client.post_refusals.append("not_in_channel")
    meeting.go_on(opened)
    meeting.keeps_on(keeper)
    meeting.clock.moment += timedelta(seconds=20)
    meeting.keeps_on(keeper)
    assert meeting.told() == [("U1", Obstacle.NOT_INVITED.value)]
    another._recent = set()  # pyright: ignore[reportPrivateUsage]
    meeting.client.channel = {"is_member": True}
    meeting.clock.moment += timedelta(hours=2)
    meeting.keeps_on(another)
    assert [channel for channel, _ in meeting.client.posted] == ["C1"]


def test_nobody_looks_any_more_after_what_nobody_waits_for(meeting: Meeting) -> None:
    """It was given up after a day, or stands there: a new process has nothing to do."""
    forsaken, whole = meeting.choose("C1"), meeting.choose("C2")
    meeting.go_on(whole)
    meeting.post(whole, Phase.CLOSED)
    meeting.go_on(forsaken)
    meeting.client.channel = {"is_member": False}
    meeting.client.post_refusals.append("not_in_channel")
    keeper = meeting.new_process()
    meeting.keeps_on(keeper)
    meeting.clock.moment += timedelta(seconds=6)
    meeting.keeps_on(keeper)
    assert len(meeting.told()) == 1
    meeting.clock.moment += timedelta(hours=25)
    looked = meeting.client.looked
    assert meeting.new_process("two").keep() is False
    assert meeting.client.looked == looked


def test_what_was_refused_is_shown_once_the_bot_is_let_in(meeting: Meeting) -> None:
    """NS-13, complaint 16.

    The bot was taken out just before the end: "Choose yours" must not stay beside the result.
    """
    opened = meeting.choose()
    keeper = meeting.new_process()
    meeting.keeps_on(keeper)
    meeting.client.channel = {"is_member": False}
    meeting.client.post_refusals.append("not_in_channel")
    meeting.client.edit_refusal = "not_in_channel"
    meeting.go_on(opened)
    shown = len(meeting.client.shown)
    for _ in range(9):
        meeting.keeps_on(keeper)
        meeting.clock.moment += timedelta(seconds=1)
    assert meeting.told() == [("U1", Obstacle.NOT_INVITED.value)]
    meeting.client.channel, meeting.client.edit_refusal = {"is_member": True}, None
    meeting.clock.moment += timedelta(hours=2)
    meeting.keeps_on(keeper)
    meeting.keeps_on(keeper)
    assert [channel for channel, _ in meeting.client.posted] == ["C1"]
    assert ("C1", f"{opened.id}.choosing") in meeting.client.shown[shown:]
    assert keeper.keep() is False


def test_a_message_that_slack_never_lets_be_changed_keeps_nobody_busy(meeting: Meeting) -> None:
    """It is tried once more after a look at the channel, which is open, and then let be."""
    opened = meeting.open("C1")
    keeper = meeting.new_process()
    meeting.client.edit_refusal = "cant_update_message"
    for _ in range(30):
        meeting.keeps_on(keeper)
        meeting.clock.moment += timedelta(seconds=1)
    assert meeting.client.edits == 2
    meeting.go_on(opened)
    for _ in range(30):
        meeting.keeps_on(keeper)
        meeting.clock.moment += timedelta(seconds=1)
    assert meeting.client.edits == 4
    assert keeper.keep() is False


def test_a_second_interruption_is_told_of_again(meeting: Meeting) -> None:
    """Complaint 16: whoever opened it knows that the bot was let in, and not that it is out again."""
    opened = meeting.open("C1")
    keeper = meeting.new_process()
    keeper.keep()
    for number in (1, 2):
        meeting.client.channel = {"is_member": False}
        meeting.clock.moment += timedelta(minutes=1)
        meeting.keeps_on(keeper)
        assert len(meeting.told()) == number
        meeting.client.channel = {"is_member": True}
        meeting.clock.moment += timedelta(minutes=30)
        meeting.keeps_on(keeper)
    seen = meeting.read(opened)
    assert (seen.phase, seen.ends_at) == (Phase.IDEAS, meeting.clock() + timedelta(minutes=6))


def test_after_nine_interruptions_the_clock_stands_still_and_nobody_is_told(meeting: Meeting) -> None:
    """NS-11, complaint 16.

    So many messages say no more than nine did, but nobody sees the minutes pass either.
    """
    opened = meeting.open("C1")
    meeting.say(opened, "Bring cake")
    keeper = meeting.new_process()
    keeper.keep()
    for _ in range(11):
        meeting.client.channel = {"is_member": False}
        meeting.clock.moment += timedelta(seconds=16)
        meeting.keeps_on(keeper)
        hurried = meeting.hurried
        for _ in range(3):
            meeting.clock.moment += timedelta(minutes=20)
            meeting.keeps_on(keeper)
        assert meeting.read(opened).phase is Phase.IDEAS
        assert meeting.hurried == hurried, "It is remembered, and not noted anew at each look."
        meeting.client.channel = {"is_member": True}
        meeting.clock.moment += timedelta(seconds=16)
        meeting.keeps_on(keeper)
        seen = meeting.read(opened)
        assert seen.ends_at is not None
        assert timedelta(minutes=4) < seen.ends_at - meeting.clock() < timedelta(minutes=8)
    assert len(meeting.told()) == 9
    meeting.clock.moment += timedelta(minutes=8)
    meeting.keeps_on(keeper)
    assert meeting.read(opened).phase is Phase.CHOOSING


def test_who_gives_more_minutes_while_the_bot_is_let_in_loses_none(meeting: Meeting) -> None:
    """NS-11: it was changed since it was read, so it is read again at once, and goes on then."""
    opened = meeting.open("C1")
    keeper = meeting.new_process()
    keeper.keep()
    meeting.client.channel = {"is_member": False}
    meeting.clock.moment += timedelta(minutes=1)
    meeting.keeps_on(keeper)
    hurried = meeting.hurried

    def extend() -> None:
        meeting.client.meanwhile = lambda: None
        with meeting.books.transaction(meeting.workspace) as transaction:
            assert extend_phase(transaction, meeting.read(opened), meeting.clock())

    meeting.client.channel, meeting.client.meanwhile = {"is_member": True}, extend
    meeting.clock.moment += timedelta(hours=1)
    shown = len(meeting.client.shown)
    meeting.keeps_on(keeper)
    seen = meeting.read(opened)
    assert seen.ends_at == meeting.clock() + timedelta(minutes=7 + 2)
    assert len(meeting.client.shown) == shown + 1
    assert meeting.hurried == hurried + 1


def test_what_slack_does_not_tell_interrupts_nothing(meeting: Meeting) -> None:
    """NS-11: the minutes go by, and the message is shown as before."""
    opened = meeting.open("C1")
    keeper = meeting.new_process()
    meeting.client.info_refusal = "missing_scope"
    meeting.keeps_on(keeper)
    meeting.client.info_refusal = "fatal_error"
    meeting.clock.moment += timedelta(minutes=1)
    meeting.keeps_on(keeper)
    assert meeting.told() == []
    assert len(meeting.client.shown) == 2
    meeting.clock.moment += timedelta(minutes=8)
    meeting.keeps_on(keeper)
    assert meeting.read(opened).phase is Phase.CLOSED


@pytest.mark.parametrize("code", ["token_revoked", "ratelimited"])
def test_who_is_told_to_wait_asks_no_more_often_for_it(meeting: Meeting, code: str) -> None:
    """A message is to be posted meanwhile, before which the channel is looked up."""
    meeting.open("C1", stands=False)
    keeper = meeting.new_process()
    meeting.client.info_refusal = code
    for _ in range(60):
        keeper._resting.clear()  # pyright: ignore[reportPrivateUsage]
        keeper.keep()
        meeting.clock.moment += timedelta(seconds=1)
    assert meeting.client.looked <= {"token_revoked": 9, "ratelimited": 13}[code]
    assert meeting.told() == []


def test_what_nobody_brings_back_is_closed_without_a_word_after_a_day(meeting: Meeting) -> None:
    """NS-17, complaint 23: no idea is lost, the next brainstorm opens with it."""
    opened = meeting.open("C1")
    meeting.say(opened, "Bring cake")
    keeper = meeting.new_process()
    keeper.keep()
    meeting.client.channel = {"is_member": True, "is_archived": True}
    meeting.clock.moment += timedelta(minutes=1)
    keeper.keep()
    shown = len(meeting.client.shown)
    meeting.clock.moment += timedelta(days=1)
    meeting.keeps_on(keeper)
    assert meeting.read(opened).phase is Phase.CLOSED
    assert [keeper.keep() for _ in range(3)][-1] is False
    assert (meeting.client.posted, len(meeting.client.shown)) == ([], shown)
    with meeting.books.reading(meeting.workspace) as reader:
        [past] = read_library(reader, LibraryReader(), meeting.clock.moment).past
    assert [group.text for group in past.groups] == ["Bring cake"]


def test_of_what_is_over_nobody_is_told_and_nothing_is_shown(meeting: Meeting) -> None:
    """Somebody still chooses, by an old message, in a channel that other companies read by now."""
    opened = meeting.choose()
    meeting.go_on(opened)
    meeting.post(opened, Phase.CLOSED)
    keeper = meeting.new_process()
    meeting.keeps_on(keeper)
    shown = len(meeting.client.shown)
    meeting.client.channel = {"is_member": True, "is_ext_shared": True}
    meeting.clock.moment += timedelta(days=9)
    for text in ("Call them", "Write to them", "Visit them"):
        meeting.say(opened, text)
        keeper.mark_stale(meeting.workspace, opened.id)
        keeper.keep()
    assert meeting.told() == []
    assert len(meeting.client.shown) == shown
    assert [keeper.keep() for _ in range(3)][-1] is False
    meeting.client.channel = {"is_member": True}
    meeting.clock.moment += timedelta(days=1)
    keeper.mark_stale(meeting.workspace, opened.id)
    meeting.keeps_on(keeper)
    assert len(meeting.client.shown) > shown


def end_unseen(meeting: Meeting) -> tuple[Any, BoardKeeper]:
    """Close a brainstorm whose result stands, and let the bot be taken out before the message before it."""
    opened = meeting.choose()
    keeper = meeting.new_process()
    meeting.keeps_on(keeper)
    meeting.go_on(opened)
    meeting.post(opened, Phase.CLOSED)
    meeting.client.channel, meeting.client.edit_refusal = {"is_member": False}, "not_in_channel"
    for _ in range(30):
        meeting.keeps_on(keeper)
        meeting.clock.moment += timedelta(seconds=1)
    meeting.client.shown.clear()
    assert meeting.told() == []
    return opened, keeper


def let_in(meeting: Meeting) -> None:
    meeting.client.channel, meeting.client.edit_refusal = {"is_member": True}, None
    meeting.clock.moment += timedelta(minutes=1)


@pytest.mark.parametrize("anew", [False, True])
@pytest.mark.parametrize("hours", [0, 20])
def test_what_stands_above_a_result_is_changed_once_the_bot_is_let_in(
    meeting: Meeting, hours: int, *, anew: bool
) -> None:
    """NS-14: the result was posted just before, and "Choose yours" stayed beside it for ever."""
    opened, keeper = end_unseen(meeting)
    meeting.clock.moment += timedelta(hours=hours)
    keeper = meeting.new_process("two") if anew else keeper
    meeting.keeps_on(keeper)
    let_in(meeting)
    meeting.keeps_on(keeper)
    assert ("C1", f"{opened.id}.choosing") in meeting.client.shown
    assert (meeting.told(), meeting.client.posted) == ([], [])
    assert [keeper.keep() for _ in range(6)][-1] is False
    meeting.client.shown.clear()
    meeting.clock.moment += timedelta(hours=2)
    assert [meeting.new_process("three").keep() for _ in range(2)][-1] is False
    assert meeting.client.shown == [], "It is remembered that it was shown."


def test_what_stands_above_a_result_is_waited_for_a_day(meeting: Meeting) -> None:
    """Then whoever presses one of its buttons has it changed."""
    opened, keeper = end_unseen(meeting)
    meeting.clock.moment += timedelta(hours=25)
    meeting.keeps_on(keeper)
    assert keeper.keep() is False
    let_in(meeting)
    meeting.keeps_on(keeper)
    assert meeting.client.shown == []
    stale: list[tuple[int, int]] = []
    around = replace(meeting.around, refresh_board=lambda workspace, each: stale.append((workspace, each)))
    with meeting.books.transaction(meeting.workspace) as transaction:
        for post in (Phase.CLOSED, Phase.CHOOSING):
            heed_outdated(around, transaction, opened.id, post)()
    assert stale == [(meeting.workspace, opened.id)]
    keeper.mark_stale(*stale[0])
    meeting.keeps_on(keeper)
    assert ("C1", f"{opened.id}.choosing") in meeting.client.shown
    with meeting.books.transaction(meeting.workspace) as transaction:
        heed_outdated(around, transaction, opened.id, Phase.CHOOSING)()
    assert len(stale) == 1, "It has no old buttons any more."
