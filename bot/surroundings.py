"""What every listener works with, and how a person's request enters."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Protocol

from bot.directory import Directory, Page
from bot.failures import AlreadyHandledError, NotInstalledError
from bot.messenger import SlackMessenger
from bot.messengers import Messengers, Speaker
from bot.parsing.phrases import list_place_tails
from jobs.circumstances import note_circumstance
from jobs.people import Profile, meet_person, queue_welcome
from jobs.rules.touches import LoggedTouch, TouchDraft
from jobs.rules.web_addresses import NOTHING_ALLOWED, AllowedHosts
from jobs.rules.weeks import local_day
from jobs.touches import describe_logged, describe_settled, log_touch
from storage.database import Database, Transaction
from storage.handled_requests import remember_request
from storage.records import Account, Consent, Rep, Touch
from storage.reps import find_rep_by_slack_id, hold_rep

_claimed: ContextVar[dict[str, Any]] = ContextVar("claimed")
"""The request this thread has claimed last: the object itself, since a repeated one is equal to it."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One person's request inside its transaction."""

    transaction: Transaction
    page: Page
    rep: Rep
    now: datetime

    @property
    def today(self) -> date:
        return local_day(self.now, self.rep.zone)

    def log(
        self,
        account: Account,
        draft: TouchDraft,
        *,
        ask_kind: bool = False,
        request: str | None = None,
        even_if_same: bool = False,
    ) -> LoggedTouch:
        """Log a touch of this person's in this transaction; `jobs.touches` has the rules."""
        return log_touch(
            self.transaction,
            self.rep,
            account,
            draft,
            self.now,
            clock=self.page.workspace.clock,
            ask_kind=ask_kind,
            request=request,
            even_if_same=even_if_same,
        )

    def describe(self, touch: Touch, account: Account) -> LoggedTouch:
        """Return a touch as it stands now, with what follows for its account."""
        return describe_logged(
            self.transaction, touch, account, rep=self.rep, clock=self.page.workspace.clock, now=self.now
        )

    def settle(self, touch: Touch, account: Account) -> LoggedTouch:
        """Return a touch that was changed, with what this person has fulfilled by it."""
        return describe_settled(
            self.transaction,
            touch,
            account,
            rep=self.rep,
            clock=self.page.workspace.clock,
            now=self.now,
            tails=list_place_tails(touch.note),
        )


class RefreshHome(Protocol):
    """What this person's Home shows may have changed; do they have it open now?"""

    def __call__(self, team_id: str, user_id: str, *, open_now: bool = ...) -> None: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Handed to each `register`; nothing here knows a rule."""

    books: Database
    directory: Directory
    messengers: Messengers
    now: Callable[[], datetime]
    zone: str
    """For people whose profile names none."""
    refresh_home: RefreshHome
    deliver_soon: Callable[[], None]
    """Something is in the queue that need not wait for the next tick."""
    look_at_feeds_soon: Callable[[], None] = lambda: None
    """A feed was added or has another address, and somebody waits to hear what is there."""
    allowed: AllowedHosts = NOTHING_ALLOWED
    """Private hosts that may be asked for feeds."""
    refresh_board: Callable[[int, int], None] = lambda _workspace, _brainstorm: None
    """Something in a brainstorm has changed, and its message in the channel shows it soon."""
    _asked: set[tuple[int, str]] = field(default_factory=set[tuple[int, str]])
    """Whom this process need not ask the database about any more."""

    def refresh_home_of(self, body: dict[str, Any]) -> None:
        """What the sender of a request sees on Home may have changed; who presses there has it open."""
        team_id, _, user_id, _ = read_sender(body)
        self.refresh_home(team_id, user_id, open_now=body.get("view", {}).get("type") == "home")

    @contextmanager
    def visit(self, body: dict[str, Any], *, claim: bool = True) -> Generator[Visit]:
        """Open a transaction for the person and the workspace of a request, as Slack sent it.

        Somebody seen for the first time is met first; their profile is fetched outside the transaction.
        Raises AlreadyHandledError where Slack has handed the request over before. Without `claim` that is not
        asked: where the touch that is logged is known by the request itself. Raises NotInstalledError.
        """
        team_id, _, user_id, user_name = read_sender(body)
        now = self.now()
        speaker = self.find_speaker(team_id)
        workspace = speaker.workspace
        profile = Profile(user_id, (user_name or user_id,))
        if not self._knows(workspace, user_id):
            profile = speaker.messenger.fetch_profile(user_id, user_name)
        with self.books.transaction(workspace) as transaction:
            page = self.directory.open(transaction)
            if claim:
                claim_request(transaction, body, now)
            rep = page.reps.get(user_id)
            if rep is None:
                rep = self._meet(transaction, profile)
            else:
                hold_rep(transaction, rep.id)
            yield Visit(transaction, page.show_to(rep.id), rep, now)
            asked = self._ask_once(transaction, rep, now)
        # Only now: had the transaction failed, the question would not stand in the queue.
        if asked is not None:
            self._asked.add((workspace, user_id))
        if asked:
            self.deliver_soon()

    @contextmanager
    def look(self, body: dict[str, Any]) -> Generator[Visit]:
        """Open a visit that only reads: nobody who logs a touch waits for it, and a repetition does no harm.

        Somebody seen for the first time is met, and asked, by a visit before it. Raises NotInstalledError.
        """
        team_id, _, user_id, _ = read_sender(body)
        workspace = self.find_speaker(team_id).workspace
        if self._is_new(workspace, user_id):
            with self.visit(body, claim=False):
                pass
        with self.books.reading(workspace) as reader:
            page = self.directory.open(reader)
            rep = page.reps[user_id]
            yield Visit(reader, page.show_to(rep.id), rep, self.now())

    @contextmanager
    def claim(self, body: dict[str, Any], *, speaking: bool = True) -> Generator[Transaction]:
        """Open a transaction for an event that is nobody's visit.

        Raises AlreadyHandledError, or NotInstalledError; where nothing is to be said there (not `speaking`),
        an installation whose token does not work any more will do.
        """
        team_id = body["team_id"]
        workspace = None if speaking else self.messengers.find_installed(team_id)
        if workspace is None:
            workspace = self.find_speaker(team_id).workspace
        with self.books.transaction(workspace) as transaction:
            claim_request(transaction, body, self.now())
            yield transaction

    def find_speaker(self, team_id: str) -> Speaker:
        """Return the workspace of a Slack team, and let the log say from here on whose request this is.

        Raises NotInstalledError where the bot is not installed there.
        """
        speaker = self.messengers.find_for_team(team_id)
        if speaker is None:
            raise NotInstalledError
        note_circumstance("workspace", speaker.workspace)
        return speaker

    def messenger_for(self, body: dict[str, Any]) -> SlackMessenger:
        """Return what speaks to the workspace a request came from. Raises NotInstalledError."""
        return self.find_speaker(read_sender(body)[0]).messenger

    def show_view(self, body: dict[str, Any], view: dict[str, Any]) -> None:
        """Open a window for who has pressed something, on top of the one in which they pressed it."""
        messenger = self.messenger_for(body)
        inside = body.get("view", {}).get("type") == "modal"
        (messenger.push_view if inside else messenger.open_view)(body["trigger_id"], view)

    def change_view(self, body: dict[str, Any], view: dict[str, Any]) -> None:
        """Show a window in place of the one in which somebody has pressed; elsewhere open it."""
        pressed = body.get("view", {})
        if pressed.get("type") == "modal":
            self.messenger_for(body).update_view(pressed["id"], view)
        else:
            self.show_view(body, view)

    def _meet(self, transaction: Transaction, profile: Profile) -> Rep:
        met = find_rep_by_slack_id(transaction, profile.slack_id)
        if met is not None:
            # By another request of theirs, a moment ago. Their turn comes before the directory, which whoever
            # is met just now holds already; they have no other request to wait for.
            hold_rep(transaction, met.id)
        return meet_person(transaction, profile, self.zone)

    def _knows(self, workspace: int, user_id: str) -> bool:
        if self.directory.remembers(workspace, user_id):
            return True
        with self.books.reading(workspace) as reader:
            return user_id in self.directory.open(reader).reps

    def _is_new(self, workspace: int, user_id: str) -> bool:
        """Return whether somebody has to be met, or may have to be asked."""
        with self.books.reading(workspace) as reader:
            rep = self.directory.open(reader).reps.get(user_id)
        return rep is None or (rep.consent is Consent.UNASKED and (workspace, user_id) not in self._asked)

    def _ask_once(self, transaction: Transaction, rep: Rep, now: datetime) -> bool | None:
        """Queue the welcome, once in a person's life; None where there is nothing to ask."""
        if rep.consent is not Consent.UNASKED or (transaction.workspace, rep.slack_id) in self._asked:
            return None
        return queue_welcome(transaction, rep, now)


def claim_request(transaction: Transaction, body: dict[str, Any], now: datetime) -> None:
    """Note in the transaction of its effect that a request is handled. Raises AlreadyHandledError.

    Slack repeats an event with the same id, and whoever copies a signed request within its five minutes
    repeats the trigger of the press. Looking things up for a menu carries neither, and changes nothing.
    """
    if _claimed.get(None) is body:
        return  # the same listener visits a second time
    key = body.get("event_id") or body.get("trigger_id")
    if isinstance(key, str) and not remember_request(transaction, key, now):
        raise AlreadyHandledError
    _claimed.set(body)


def read_sender(body: dict[str, Any]) -> tuple[str, str, str, str | None]:
    """Return team id, team name, user id and user name of a request, whatever kind it is."""
    if "command" in body:
        return (
            body["team_id"],
            body.get("team_domain", body["team_id"]),
            body["user_id"],
            body.get("user_name"),
        )
    if "event" in body:
        return body["team_id"], body["team_id"], body["event"]["user"], None
    team, user = body.get("team") or body["user"], body["user"]
    team_id = team.get("id") if "domain" in team else team.get("team_id", team["id"])
    return team_id, team.get("domain", team_id), user["id"], user.get("name")


def family_word(*words: str) -> Callable[[dict[str, Any]], bool]:
    """Return a matcher for `/drumbeat <word> …`: every command also works as one of the family."""

    def matches(command: dict[str, Any]) -> bool:
        return first_word(command) in words

    return matches


def first_word(command: dict[str, Any]) -> str:
    return next(iter(command.get("text", "").split(maxsplit=1)), "").lower()


def after_first_word(command: dict[str, Any]) -> str:
    return next(iter(command.get("text", "").split(maxsplit=1)[1:]), "").strip()
