"""A brainstorm whose channel is shut, or whose message somebody deletes: nobody loses a minute or an idea."""

import re
import threading
from datetime import timedelta

import pytest
from slack_sdk import WebClient

from bot import boards
from bot.channels import Rewriting
from bot.messages.blocks import Message
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_records import Brainstorm, Phase
from storage.brainstorms import find_open_brainstorm, list_brainstorms
from tests.end_to_end.conftest import OpenTeam
from tests.end_to_end.team import SALES, Person, Team, as_text, wait_until
from tests.end_to_end.test_brainstorms import begin, board, says


@pytest.fixture(autouse=True)
def quick_keeper(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the bot take short rests: what is waited for here is told by the clock, which people move."""
    monkeypatch.setattr(boards, "PAUSE_SECONDS", 0.1)
    monkeypatch.setattr(boards, "IDLE_SECONDS", 0.3)
    monkeypatch.setattr(boards, "SHUT_SECONDS", 0.2)


@pytest.fixture
def team(open_team: OpenTeam) -> Team:
    """Two reps, and whoever leads them and is an admin of the Slack workspace."""
    team = open_team(Sam="UTC", Dana="UTC", Morgan="UTC")
    for name in ("Sam", "Dana", "Morgan"):
        team.person(name).said_yes()
    team.person("Morgan").leads_the_team()
    team.person("Morgan").is_slack_admin()
    team.has_account("Acme", owner=team.person("Sam"), touched_days_ago=[10])
    return team


@pytest.fixture
def morgan(team: Team) -> Person:
    return team.person("Morgan")


def read(team: Team) -> Brainstorm:
    with team.books.reading(team.workspace) as reader:
        found = find_open_brainstorm(reader, SALES)
        return found or list_brainstorms(reader, 1)[0]


def ideas(team: Team) -> set[str]:
    with team.books.reading(team.workspace) as reader:
        return {each.text for each in list_brainstorm_ideas(reader, read(team).id)}


def changes(morgan: Person, **facts: bool) -> None:
    answer = morgan.page.do("channel", channel=SALES, **facts)
    assert answer["ok"], answer


def is_told(morgan: Person, words: str) -> str:
    """The one message about it, once it has come."""

    def look() -> list[str]:
        return [text for text in morgan.direct_messages() if words in text]

    wait_until(look, f"“{words}”, to whoever opened it")
    (told,) = look()
    return told


def goes_on(team: Team, words: str, person: Person) -> str:
    """What the channel shows once the bot has looked at it again."""
    team.clock_moves_by(seconds=61)
    return board(person, words)


def posts(person: Person) -> list[str]:
    return [as_text(each) for each in person.page.messages(SALES) if each["bot"] and not each["ephemeral"]]


def minutes_left(text: str) -> int:
    found = re.search(r"(\d+) minutes left", text)
    assert found, text
    return int(found[1])


def test_the_bot_is_taken_out_and_let_in_again(team: Team, sam: Person, dana: Person, morgan: Person) -> None:
    """NS-11, complaints 16 and 23.

    Its minutes wait, what is said meanwhile is kept, and whoever opened it hears what to do.
    """
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "Bring cake")
    team.clock_moves_by(minutes=3)
    board(sam, "5 minutes left")
    morgan.types("/remove @Drumbeat")
    says(dana, "Call them")
    team.clock_moves_by(seconds=16)
    told = is_told(morgan, "/invite @Drumbeat")
    assert told.startswith(
        f"I am not in <#{SALES}> any more, so your brainstorm waits with the time it had left: type "
        "`/invite @Drumbeat` there, and it goes on by itself."
    )
    team.clock_moves_by(hours=2)
    says(sam, "Write to them")
    assert read(team).phase is Phase.IDEAS
    assert "Call them" not in board(sam, "Bring cake")
    morgan.types("/invite @Drumbeat")
    said = goes_on(team, "Write to them", sam)
    assert "• Call them  _(Dana Lee)_" in said
    assert minutes_left(said) in (4, 5)
    assert len(posts(sam)) == 1
    team.clock_moves_by(minutes=5)
    board(sam, "Brainstorm: choose yours")
    is_told(morgan, "/invite @Drumbeat")


def test_an_archived_channel_closes_it_quietly_after_a_day(team: Team, sam: Person, morgan: Person) -> None:
    """NS-17, complaint 16: every idea is kept for the next one."""
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "Bring cake")
    changes(morgan, is_archived=True)
    team.clock_moves_by(seconds=16)
    assert "is archived, so your brainstorm waits" in is_told(morgan, "is archived")
    team.clock_moves_by(hours=23)
    assert read(team).phase is Phase.IDEAS
    team.clock_moves_by(hours=2)
    wait_until(lambda: read(team).phase is Phase.CLOSED, "The end")
    changes(morgan, is_archived=False)
    assert "• Bring cake" in sam.types("/brainstorm ideas")
    assert len([text for text in posts(sam) if "Brainstorm" in text]) == 1
    is_told(morgan, "is archived")


def test_nothing_is_said_any_more_where_another_company_reads(
    team: Team, sam: Person, morgan: Person
) -> None:
    """The message names clients."""
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "Bring cake")
    changes(morgan, is_ext_shared=True)
    team.clock_moves_by(seconds=16)
    assert "shared with another company" in is_told(morgan, "another company")
    written = said_to_sales(team)
    says(sam, "Call Acme's new director")
    morgan._place = SALES
    morgan.presses("Move on")
    team.clock_moves_by(hours=1)
    team.clock_moves_by(minutes=5)
    assert said_to_sales(team) == written
    assert read(team).phase is Phase.CHOOSING
    assert ideas(team) == {"Bring cake", "Call Acme's new director"}
    changes(morgan, is_ext_shared=False)
    said = goes_on(team, "Brainstorm: choose yours", sam)
    assert minutes_left(said) in (3, 4)


def said_to_sales(team: Team) -> int:
    methods = ("chat.postMessage", "chat.update", "chat.postEphemeral")
    return sum(call.get("channel") == SALES for method in methods for call in team.calls(method))


def test_a_post_that_only_some_may_make_goes_out_once_it_is_allowed(
    team: Team, sam: Person, morgan: Person
) -> None:
    """NS-13, complaint 16."""
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "Bring cake")
    changes(morgan, is_read_only=True)
    morgan._place = SALES
    morgan.presses("Move on")
    team.bot_looks()
    team.clock_moves_by(seconds=16)
    assert "ask an admin of your workspace" in is_told(morgan, "doesn't let me post")
    team.clock_moves_by(minutes=30)
    assert read(team).phase is Phase.CHOOSING
    assert len(posts(sam)) == 1
    changes(morgan, is_read_only=False)
    assert "Brainstorm: choose yours" in goes_on(team, "choose yours", sam)
    wait_until(lambda: read(team).ends_at - team.now > timedelta(minutes=3), "The time it had left")
    assert len(posts(sam)) == 2


def test_a_message_that_somebody_deletes_comes_back_once(team: Team, sam: Person, morgan: Person) -> None:
    """NS-11, complaint 13: the result stays deleted: somebody wanted that."""
    begin(morgan)
    says(sam, "Bring cake")
    board(sam, "Bring cake")
    delete_newest(morgan)
    team.clock_moves_by(minutes=1)
    assert "• Bring cake" in board(sam, "Brainstorm: ideas")
    says(sam, "Call them")
    board(sam, "Call them")
    assert len(posts(sam)) == 1
    delete_newest(morgan)
    team.clock_moves_by(minutes=7)
    board(sam, "Brainstorm: choose yours")
    team.clock_moves_by(minutes=4)
    board(sam, "What came of the brainstorm")
    delete_newest(morgan)
    sam.types("/brainstorm ideas")
    team.clock_moves_by(minutes=2)
    wait_until(lambda: any("What came of it is below" in text for text in posts(sam)), "The end of choosing")
    deleted = ("What came of the brainstorm", "Brainstorm: ideas")
    assert not any(title in text for title in deleted for text in posts(sam))


def delete_newest(morgan: Person) -> None:
    newest = [each for each in morgan.page.messages(SALES) if each["bot"] and not each["ephemeral"]][-1]
    answer = morgan.page.do("delete", channel=SALES, ts=newest["ts"])
    assert answer["ok"], answer


@pytest.fixture
def taken_out_at_the_end(morgan: Person, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Let the bot be taken out once the result stands, and before it can change the message above it."""
    taken_out, rewrite = threading.Event(), boards.rewrite_post

    def take_out_before(client: WebClient, channel: str, ts: str, words: Message) -> Rewriting:
        if "The time for choosing is over" in words.text and not taken_out.is_set():
            if not any("What came of the brainstorm" in text for text in posts(morgan)):
                return Rewriting(pause=0.1)
            morgan.types("/remove @Drumbeat")
            taken_out.set()
        return rewrite(client, channel, ts, words)

    monkeypatch.setattr(boards, "rewrite_post", take_out_before)
    return taken_out


def closes_unseen(team: Team, sam: Person, morgan: Person, taken_out: threading.Event) -> None:
    begin(morgan)
    says(sam, "Bring cake")
    team.clock_moves_by(minutes=8)
    board(sam, "Brainstorm: choose yours")
    team.clock_moves_by(minutes=4)
    wait_until(taken_out.is_set, "The end of the brainstorm")
    board(sam, "What came of the brainstorm")
    finds_channel_shut(team, seconds=16)
    assert has_old_buttons(sam)


def finds_channel_shut(team: Team, **later: float) -> None:
    looks = len(team.calls("conversations.info"))
    team.clock_moves_by(**later)
    wait_until(lambda: len(team.calls("conversations.info")) > looks, "A look at the channel")


def has_old_buttons(person: Person) -> bool:
    return any("Brainstorm: choose yours" in text for text in posts(person))


@pytest.mark.parametrize("anew", [False, True])
def test_old_buttons_go_once_the_bot_is_let_in_after_the_end(
    team: Team, sam: Person, morgan: Person, taken_out_at_the_end: threading.Event, *, anew: bool
) -> None:
    """NS-14: also where the bot was started anew meanwhile; nobody is told, for nothing is missing."""
    closes_unseen(team, sam, morgan, taken_out_at_the_end)
    if anew:
        team.restarts_the_bot()
    team.clock_moves_by(hours=3)
    morgan.types("/invite @Drumbeat")
    team.clock_moves_by(seconds=61)
    wait_until(lambda: not has_old_buttons(sam), "The end of choosing, above the result")
    assert not any("/invite" in text for text in morgan.direct_messages())


def test_who_presses_an_old_button_has_it_changed(
    team: Team, sam: Person, morgan: Person, taken_out_at_the_end: threading.Event
) -> None:
    """NS-14: two days later, when nobody looks after it any more."""
    closes_unseen(team, sam, morgan, taken_out_at_the_end)
    finds_channel_shut(team, days=2)
    morgan.types("/invite @Drumbeat")
    team.clock_moves_by(seconds=61)
    assert has_old_buttons(sam)
    [old] = [each for each in sam.page.messages(SALES) if "Brainstorm: choose yours" in as_text(each)]
    sam.page.press(old, "brainstorm.choose")
    wait_until(lambda: not has_old_buttons(sam), "The end of choosing, above the result")
