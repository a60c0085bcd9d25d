"""What keeps the messages of brainstorms up to date: after a crash, at Slack's pace, whatever else fails."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, cast

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse
from sqlalchemy import event

from bot import boards
from bot.boards import BoardKeeper
from bot.directory import Directory
from bot.messenger import SlackMessenger
from bot.messengers import Messengers
from bot.surroundings import Surroundings
from jobs.brainstorm_choices import say_ideas, take_on
from jobs.brainstorm_posts import name_post
from jobs.brainstorms import keep_members, move_on, open_brainstorm
from jobs.interruptions import name_interruptions
from storage.accounts import list_accounts_of
from storage.brainstorm_ideas import list_brainstorm_ideas
from storage.brainstorm_posts import adopt_place
from storage.brainstorm_records import Brainstorm, Choice, NewBrainstorm, Phase, Rhythm
from storage.brainstorms import list_sellers, read_brainstorm, take_keeping
from storage.database import Database, Transaction
from storage.queue import list_messages
from storage.records import Rep
from tests.builders import NOW, a_rep, a_workspace, an_account
from tests.fakes import Clock


class NotingClient(WebClient):
    """Notes what is shown anew or whispered, and refuses what it is told to."""

    def __init__(self) -> None:
        super().__init__(token="xoxb-none")
        self.shown: list[tuple[str, str]] = []
        """Channel and ts."""
        self.whispered: list[str] = []
        self.refusals: list[str | Exception] = []
        """What comes of the next whispers, last first."""
        self.channel: dict[str, Any] = {"is_member": True}
        """What Slack tells of every channel."""
        self.info_refusal: str | None = None
        self.looked = 0
        """How often a channel was looked up."""
        self.meanwhile: Callable[[], object] = lambda: None
        """What somebody does while Slack is asked about a channel."""
        self.edit_refusal: str | None = None
        self.edits = 0
        """How often a message was to be shown anew."""
        self.deleted: set[str] = set()
        """The ts of what somebody has deleted."""
        self.posted: list[tuple[str, str]] = []
        self.post_refusals: list[str] = []

    def chat_postMessage(self, *, channel: str, **_: Any) -> SlackResponse:  # pyright: ignore[reportIncompatibleMethodOverride] # noqa: N802 (Slack's name)
        if self.post_refusals:
            raise self._refuse(self.post_refusals.pop())
        self.posted.append((channel, f"9.{len(self.posted)}"))
        return self._answer({"ok": True, "channel": channel, "ts": self.posted[-1][1]})

    def chat_update(self, *, channel: str, ts: str, **_: Any) -> SlackResponse:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.edits += 1
        if self.edit_refusal is not None:
            raise self._refuse(self.edit_refusal)
        if ts in self.deleted:
            raise self._refuse("message_not_found")
        self.shown.append((channel, ts))
        return cast("SlackResponse", None)

    def conversations_info(self, *, channel: str, **_: Any) -> SlackResponse:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.looked += 1
        self.meanwhile()
        if self.info_refusal is not None:
            raise self._refuse(self.info_refusal)
        return self._answer({"ok": True, "channel": {"id": channel, **self.channel}})

    def chat_postEphemeral(self, *, channel: str, user: str, **_: Any) -> SlackResponse:  # pyright: ignore[reportIncompatibleMethodOverride] # noqa: N802 (Slack's name)
        if self.refusals:
            refusal = self.refusals.pop()
            raise self._refuse(refusal) if isinstance(refusal, str) else refusal
        self.whispered.append(user)
        return cast("SlackResponse", None)

    def _refuse(self, code: str) -> SlackApiError:
        return SlackApiError("no", self._answer({"ok": False, "error": code}))

    def _answer(self, data: dict[str, Any]) -> SlackResponse:
        return SlackResponse(
            client=self,
            http_verb="POST",
            api_url="",
            req_args={},
            data=data,
            headers={"Retry-After": "7"},
            status_code=429 if data.get("error") == "ratelimited" else 200,
        )


class Meeting:
    """A workspace with a brainstorm or more, and a process that keeps their messages."""

    def __init__(self, books: Database) -> None:
        self.books, self.client, self.clock = books, NotingClient(), Clock(NOW)
        self.workspace = a_workspace(books).id
        messenger = SlackMessenger(self.client)

        class Own(Messengers):
            def find_for_workspace(self, workspace: int) -> SlackMessenger | None:
                return messenger

            def _find_in(self, transaction: Transaction) -> SlackMessenger | None:
                return messenger

        self.around = Surroundings(
            books=books,
            directory=Directory(books),
            messengers=Own(books, Directory(books), lambda _: self.client),
            now=self.clock,
            zone="UTC",
            refresh_home=lambda team_id, user_id, *, open_now=False: None,
            deliver_soon=self._hurry,
        )
        self.hurried = 0
        """How often what is due was to be delivered at once."""
        self.people: list[Rep] = []
        self.join("U1")

    def _hurry(self) -> None:
        self.hurried += 1

    def join(self, *slack_ids: str) -> None:
        with self.books.transaction(self.workspace) as transaction:
            for each in slack_ids:
                self.people.append(a_rep(transaction, f"Rep {each}", slack_id=each))
                an_account(transaction, f"Client of {each}", rep_id=self.people[-1].id)

    def new_process(self, owner: str = "one") -> BoardKeeper:
        keeper = BoardKeeper(owner)
        keeper._around = self.around  # pyright: ignore[reportPrivateUsage]
        return keeper

    def open(self, channel: str, *, stands: bool = True) -> Brainstorm:
        now = self.clock()
        new = NewBrainstorm(channel, self.people[0].id, "How?", 8, 4, now, now + timedelta(minutes=8))
        with self.books.transaction(self.workspace) as transaction:
            opened = open_brainstorm(transaction, new, [], now)
        if stands:
            self.post(opened, Phase.IDEAS)
        return opened

    def post(self, brainstorm: Brainstorm, post: Phase) -> None:
        """Let a message stand in its channel."""
        with self.books.transaction(self.workspace) as transaction:
            key = name_post(brainstorm.id, post)
            adopt_place(transaction, key, brainstorm.channel, f"{brainstorm.id}.{post.value}")

    def say(self, brainstorm: Brainstorm, text: str) -> None:
        with self.books.transaction(self.workspace) as transaction:
            say_ideas(transaction, self.people[0], brainstorm.id, text, self.clock())

    def go_on(self, brainstorm: Brainstorm) -> None:
        with self.books.transaction(self.workspace) as transaction:
            seen = read_brainstorm(transaction, brainstorm.id)
            assert seen is not None
            assert move_on(transaction, seen, self.clock())

    def read(self, brainstorm: Brainstorm) -> Brainstorm:
        with self.books.reading(self.workspace) as reader:
            seen = read_brainstorm(reader, brainstorm.id)
        assert seen is not None
        return seen

    def keeps_on(self, *keepers: BoardKeeper) -> None:
        """Let some rounds go by in which nothing rests."""
        for _ in range(4):
            for keeper in keepers:
                keeper._resting.clear()  # pyright: ignore[reportPrivateUsage]
                keeper.keep()

    def told(self) -> list[tuple[str, str]]:
        """Whom the queue tells of an interruption, and what was in the way."""
        with self.books.reading(self.workspace) as reader:
            found = list_messages(reader, [key for each in (1, 2) for key in name_interruptions(each)])
        return [(each.recipient, each.facts["obstacle"]) for each in found.values()]

    def count_statements(self, keeper: BoardKeeper) -> tuple[int, int]:
        """Return how many reads and writing transactions one round has."""
        reads, writes = 0, 0

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            nonlocal reads
            reads += statement.startswith("SELECT")

        transaction, everywhere = self.books.transaction, self.books.everywhere

        def count(opened: Any) -> Any:
            nonlocal writes
            writes += 1
            return opened

        event.listen(self.books.engine, "before_cursor_execute", note)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(self.books, "transaction", lambda workspace: count(transaction(workspace)))
            patch.setattr(self.books, "everywhere", lambda: count(everywhere()))
            keeper.keep()
        event.remove(self.books.engine, "before_cursor_execute", note)
        return reads, writes

    def choose(self, channel: str = "C1") -> Brainstorm:
        """Return a brainstorm in which half of the minutes for choosing are gone."""
        opened = self.open(channel)
        self.say(opened, "Bring cake")
        self.go_on(opened)
        self.post(opened, Phase.CHOOSING)
        self.clock.moment += timedelta(minutes=3)
        return opened


@pytest.fixture
def meeting(books: Database) -> Meeting:
    return Meeting(books)


def test_the_end_is_shown_though_the_bot_died_before_it_could(meeting: Meeting) -> None:
    """Nothing of a brainstorm that is closed is under way: a new process looks back for it."""
    opened = meeting.open("C1")
    meeting.go_on(opened)
    meeting.clock.moment += timedelta(minutes=30)
    keeper = meeting.new_process()
    keeper.keep()
    assert meeting.client.shown == [("C1", f"{opened.id}.ideas")]
    assert [keeper.keep() for _ in range(3)][1:] == [False, False]
    meeting.clock.moment += timedelta(hours=2)
    assert not meeting.new_process().keep()


def test_one_message_a_round_is_shown_anew(meeting: Meeting) -> None:
    """Slack counts all changes of a workspace together; whatever has waited longest is next."""
    first, second = meeting.choose("C1"), meeting.open("C2")
    keeper = meeting.new_process()
    for number in (1, 2, 3):
        keeper.keep()
        assert len(meeting.client.shown) == number
    assert set(meeting.client.shown) == {
        ("C1", f"{first.id}.ideas"),
        ("C1", f"{first.id}.choosing"),
        ("C2", f"{second.id}.ideas"),
    }
    keeper.keep()
    assert len(meeting.client.shown) == 3


def test_what_fails_for_one_is_no_matter_of_the_others(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, whole = meeting.open("C1"), meeting.open("C2")
    read, failing = boards.read_brainstorm_now, [broken.id]

    def fail_for_one(around: Surroundings, workspace: int, brainstorm_id: int, *rest: Any) -> Any:
        if brainstorm_id in failing:
            raise ValueError
        return read(around, workspace, brainstorm_id, *rest)

    monkeypatch.setattr(boards, "read_brainstorm_now", fail_for_one)
    monkeypatch.setattr(boards, "AFTER_FAILURE_SECONDS", 0.0)
    keeper = meeting.new_process()
    keeper.keep()
    assert meeting.client.shown == [("C2", f"{whole.id}.ideas")]
    failing.clear()
    keeper.keep()
    assert ("C1", f"{broken.id}.ideas") in meeting.client.shown


def test_a_change_is_not_forgotten_because_another_thing_failed(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = meeting.open("C1")
    keeper = meeting.new_process()
    keeper.keep()
    meeting.go_on(opened)

    def fail(*_: Any, **__: Any) -> None:
        raise ValueError

    keeper._recent = set()  # pyright: ignore[reportPrivateUsage]
    keeper.mark_stale(meeting.workspace, opened.id)
    monkeypatch.setattr(boards, "deliver_all", fail)
    keeper.keep()
    assert len(meeting.client.shown) == 2


def test_a_message_that_never_comes_keeps_nobody_busy(meeting: Meeting) -> None:
    """Closed without an idea there is no result to post, also if an idea comes late."""
    opened = meeting.open("C1")
    meeting.go_on(opened)
    keeper = meeting.new_process()
    keeper.keep()
    meeting.say(opened, "Bring cake")
    keeper.mark_stale(meeting.workspace, opened.id)
    assert [keeper.keep() for _ in range(4)][-1] is False


def test_who_lost_the_keeping_forgets_what_stood_there(meeting: Meeting) -> None:
    """Another process has written since, and what this one remembers may not be true any more."""
    opened = meeting.open("C1")
    keeper = meeting.new_process()
    keeper.keep()
    meeting.say(opened, "Bring cake")
    meeting.clock.moment += timedelta(seconds=16)
    with meeting.books.transaction(meeting.workspace) as transaction:
        assert take_keeping(transaction, opened.id, "two", meeting.clock())
    keeper.keep()
    assert keeper._shown == {}  # pyright: ignore[reportPrivateUsage]
    assert len(meeting.client.shown) == 1


def test_what_was_composed_too_long_ago_is_not_written(
    meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting.open("C1")
    monkeypatch.setattr(boards, "FRESH_SECONDS", -1.0)
    keeper = meeting.new_process()
    assert keeper.keep()
    assert meeting.client.shown == []
    monkeypatch.undo()
    keeper.keep()
    assert len(meeting.client.shown) == 1


def test_a_round_in_which_nothing_changes_reads_little_and_writes_nothing(meeting: Meeting) -> None:
    """What came of earlier brainstorms is looked up once, and reminders are claimed once they are due."""
    meeting.join("U2", "U3")
    earlier = meeting.open("C9")
    meeting.say(earlier, "Bring cake")
    for person in meeting.people:
        with meeting.books.transaction(meeting.workspace) as transaction:
            own, idea = list_accounts_of(transaction, person.id)[0], list_brainstorm_ideas(transaction, 1)[0]
            choices = [Choice(idea.id, own.id, Rhythm.ONCE)]
            take_on(transaction, person, earlier.id, choices, meeting.clock(), show_name=False)
    meeting.go_on(earlier)
    meeting.go_on(earlier)
    opened = meeting.open("C1")
    keeper = meeting.new_process()
    for _ in range(8):
        keeper.keep()
    assert meeting.count_statements(keeper) == (8, 0)
    meeting.say(opened, "Bring cake")
    meeting.go_on(opened)
    meeting.post(opened, Phase.CHOOSING)
    for _ in range(8):
        keeper.keep()
    assert meeting.count_statements(keeper) == (8, 0)
    meeting.clock.moment += timedelta(minutes=3)
    for _ in range(6):
        keeper.keep()
    assert len(meeting.client.whispered) == 3
    assert meeting.count_statements(keeper) == (8, 0)


def test_only_who_is_in_the_channel_chooses(meeting: Meeting) -> None:
    """NS-13: it is asked once the form is closed, for Slack may take its time."""
    meeting.join("U2", "U3")
    opened = meeting.open("C1")
    with meeting.books.transaction(meeting.workspace) as transaction:
        assert len(list_sellers(transaction, opened.id)) == 3
        keep_members(transaction, opened.id, ["U1", "U3", "U9"])
        assert [each.slack_id for each in list_sellers(transaction, opened.id)] == ["U1", "U3"]
