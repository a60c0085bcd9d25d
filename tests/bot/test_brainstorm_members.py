"""Who is in the channel of a brainstorm, where Slack does not say so at once (NS-13)."""

import pytest

from bot.boards import BoardKeeper
from bot.brainstorm_posts import read_brainstorm_now
from bot.member_asking import ASKED_AFTER_SECONDS, ASKED_AGAIN_SECONDS, MemberAsker
from jobs.brainstorm_choices import take_on
from jobs.brainstorms import keep_members, read_board, read_earlier
from storage.accounts import list_accounts_of
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_records import Brainstorm, Choice, Phase, Rhythm
from storage.brainstorms import list_sellers
from storage.database import Database
from tests.bot.test_boards import Meeting


@pytest.fixture
def meeting(books: Database) -> Meeting:
    meeting = Meeting(books)
    meeting.join("U2", "U3", "U4")
    return meeting


@pytest.fixture
def chosen(meeting: Meeting) -> Brainstorm:
    """One in which the second of four has chosen, and nobody knows who is in the channel."""
    opened = meeting.open("C1", members_follow=True)
    meeting.say(opened, "Bring cake")
    meeting.go_on(opened)
    meeting.post(opened, Phase.CHOOSING)
    dana = meeting.people[1]
    with meeting.books.transaction(meeting.workspace) as transaction:
        own = list_accounts_of(transaction, dana.id)[0]
        idea = list_brainstorm_ideas(transaction, opened.id)[0]
        choices = [Choice(idea.id, own.id, Rhythm.ONCE)]
        take_on(transaction, dana, opened.id, choices, meeting.clock(), show_name=True)
    return opened


def reads(meeting: Meeting, brainstorm: Brainstorm) -> str:
    now = meeting.clock()
    seen = read_brainstorm_now(meeting.around, meeting.workspace, brainstorm.id, now, read_earlier)
    assert seen is not None
    assert seen.live is not None
    return str(seen.live.words.blocks)


def begin_process(meeting: Meeting, seconds: list[float]) -> BoardKeeper:
    keeper = meeting.new_process()
    keeper._asker = MemberAsker(now=lambda: seconds[0])  # pyright: ignore[reportPrivateUsage]
    return keeper


def test_no_total_is_named_until_slack_says_who_is_there(meeting: Meeting, chosen: Brainstorm) -> None:
    """ "4 of 7 have chosen" became "4 of 40": everybody of the workspace counted."""
    seconds = [0.0]
    keeper = begin_process(meeting, seconds)
    keeper.keep()
    assert meeting.client.asked_for_members == 0, "Whoever began it asks first."
    assert "1 has chosen" in reads(meeting, chosen)
    seconds[0] += ASKED_AFTER_SECONDS
    for _ in range(3):
        keeper.keep()
    assert meeting.client.asked_for_members == 1
    assert "1 has chosen" in reads(meeting, chosen)
    meeting.client.members = ["U1", "U2", "U9"]
    seconds[0] += ASKED_AGAIN_SECONDS
    for _ in range(3):
        keeper.keep()
    assert meeting.client.asked_for_members == 2
    assert "1 of 2 has chosen" in reads(meeting, chosen)


def test_a_bot_that_was_started_anew_asks_again(meeting: Meeting, chosen: Brainstorm) -> None:
    meeting.client.members = ["U1", "U2", "U3"]
    seconds = [0.0]
    keeper = begin_process(meeting, seconds)
    keeper.keep()
    seconds[0] += ASKED_AFTER_SECONDS
    keeper.keep()
    assert "1 of 3 has chosen" in reads(meeting, chosen)


def test_who_has_chosen_meanwhile_stays_as_they_are(meeting: Meeting, chosen: Brainstorm) -> None:
    """Their name was to stand beside it; they have left the channel since."""
    meeting.client.members = ["U1"]
    seconds = [0.0]
    keeper = begin_process(meeting, seconds)
    keeper.keep()
    seconds[0] += ASKED_AFTER_SECONDS
    keeper.keep()
    with meeting.books.reading(meeting.workspace) as reader:
        found = [(each.slack_id, each.show_name) for each in list_sellers(reader, chosen.id)]
    assert found == [("U1", False), ("U2", True)]


def test_a_message_is_posted_without_a_total(meeting: Meeting) -> None:
    """What goes out is composed elsewhere than what is shown anew."""
    opened = meeting.open("C1", members_follow=True)
    meeting.say(opened, "Bring cake")
    meeting.go_on(opened)
    posted: list[str] = []
    post = meeting.client.chat_postMessage
    meeting.client.chat_postMessage = lambda **call: (posted.append(str(call)), post(**call))[1]  # pyright: ignore[reportAttributeAccessIssue]
    meeting.new_process().keep()
    assert any("Nobody has chosen yet" in each for each in posted)


def test_whoever_reads_it_hears_that_the_members_are_not_known(meeting: Meeting) -> None:
    """It was settled by who showed a message, and everybody else read that they were known."""
    opened = meeting.open("C1", members_follow=True)
    with meeting.books.reading(meeting.workspace) as reader:
        board = read_board(reader, opened.id, meeting.clock())
    assert board is not None
    assert not board.knows_members
    with meeting.books.transaction(meeting.workspace) as transaction:
        keep_members(transaction, opened.id, ["U1"])
        board = read_board(transaction, opened.id, meeting.clock())
    assert board is not None
    assert board.knows_members
