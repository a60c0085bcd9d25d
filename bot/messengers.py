"""Who speaks to which workspace: each has a messenger of its own, with its own token."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient

from bot.directory import Directory
from bot.messenger import TIMEOUT_SECONDS, SlackMessenger
from bot.metrics import Metrics
from bot.settings import Settings
from jobs.rules.delivery import Absent, Found, NoConversation, Outcome, ShutOut, Unclear
from storage.database import Database, Transaction
from storage.installations import find_installation, forget_ended_installation, read_installation
from storage.records import Installation, QueuedMessage
from storage.reps import note_conversation, read_conversation
from storage.vault import Vault

NO_TOKEN = "Drumbeat has no token for this workspace; `drumbeat doctor` says what to do."  # noqa: S105 (words)


def open_slack(settings: Settings, token: str | None) -> WebClient:
    """Return a client that makes every call once.

    slack_sdk by default repeats a call whose connection broke, and a post would then stand there twice.
    """
    return WebClient(
        token=token,
        base_url=settings.slack_api_url,
        timeout=TIMEOUT_SECONDS,
        retry_handlers=[],
    )


@dataclass(frozen=True, slots=True)
class Speaker:
    """A workspace the bot serves, and what speaks to it."""

    workspace: int
    messenger: SlackMessenger


@dataclass(frozen=True, slots=True)
class _Kept:
    locked_token: str
    messenger: SlackMessenger


class Messengers:
    """Gives the messenger of a workspace, and delivers each message with that of its own.

    `own` speaks with SLACK_BOT_TOKEN, to the one workspace it belongs to; every other workspace has its
    installation, whose token `vault` unlocks. The installation is read anew each time, since another process
    may have ended it; the messenger is kept as long as its token is the same. For use from several threads.
    """

    def __init__(
        self,
        books: Database,
        directory: Directory,
        open_client: Callable[[str], WebClient],
        *,
        own: SlackMessenger | None = None,
        vault: Vault | None = None,
        metrics: Metrics | None = None,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        self._books = books
        self._directory = directory
        self._open_client = open_client
        self._own = own
        self._own_team: str | None = None
        self._own_workspace: int | None = None
        self._vault = vault
        self._metrics = metrics
        self._now = now
        self._kept: dict[int, _Kept] = {}
        self._opening = threading.Lock()

    def learn_own(self, now: datetime) -> Speaker | None:
        """Ask Slack whose SLACK_BOT_TOKEN is, and return its workspace; None where that is not set.

        Raises SlackApiError or OSError.
        """
        if self._own is None:
            return None
        team_id, name = self._own.learn_team()
        workspace = self._directory.find_workspace_id(team_id, name, now)
        with self._books.transaction(workspace) as transaction:
            # It is served again: what was installed once and ended must not take everything with it.
            forget_ended_installation(transaction)
        self._own_team, self._own_workspace = team_id, workspace
        return Speaker(workspace, self._own)

    @property
    def lacks_own(self) -> bool:
        """Whether Slack has not said yet whose SLACK_BOT_TOKEN is."""
        return self._own is not None and self._own_workspace is None

    def find_for_team(self, team_id: str) -> Speaker | None:
        """Return who speaks to a Slack team; None where the bot is not installed there, or cannot speak."""
        if self._own is not None and self._own_workspace is not None and team_id == self._own_team:
            return Speaker(self._own_workspace, self._own)
        if self._vault is None:
            return None
        with self._books.reading_everywhere() as connection:
            found = find_installation(connection, team_id)
        messenger = self._open(found)
        return None if found is None or messenger is None else Speaker(found.workspace, messenger)

    def find_installed(self, team_id: str) -> int | None:
        """Return the workspace of a team that has installed the bot, whether or not it can speak there."""
        with self._books.reading_everywhere() as connection:
            found = find_installation(connection, team_id)
        return found.workspace if found is not None and found.ended_at is None else None

    def find_for_workspace(self, workspace: int) -> SlackMessenger | None:
        """Return who speaks to a workspace; None where the bot is not installed there, or cannot speak."""
        if workspace == self._own_workspace:
            return self._own
        with self._books.reading(workspace) as reader:
            return self._find_in(reader)

    # What the delivery asks

    def recall_conversation(self, message: QueuedMessage) -> str | None:
        """Return what is known without asking Slack; whether it may be used, `post` finds out.

        It stands with the person too: Slack lets fifty conversations a minute be opened, and after each start
        the last of two thousand people would wait for theirs until an hour after their message was due.
        """
        known = self._recall(message)
        if known is None:
            with self._books.reading(message.workspace) as reader:
                known = read_conversation(reader, message.recipient)
        return known

    def _recall(self, message: QueuedMessage) -> str | None:
        if message.workspace == self._own_workspace and self._own is not None:
            return self._own.recall_conversation(message)
        kept = self._kept.get(message.workspace)
        return message.channel if kept is None else kept.messenger.recall_conversation(message)

    def open_conversation(self, message: QueuedMessage) -> str | Outcome:
        messenger = self.find_for_workspace(message.workspace)
        if messenger is None:
            with self._books.reading(message.workspace) as reader:
                return _explain_silence(reader)
        opened = messenger.open_conversation(message)
        if isinstance(opened, str):
            self._note_conversation(message, opened)
        return opened

    def compose(self, reader: Transaction, message: QueuedMessage, now: datetime) -> object:
        messenger = self._find_in(reader)
        return None if messenger is None else messenger.compose(reader, message, now)

    def post(
        self, transaction: Transaction, message: QueuedMessage, channel: str, words: object = None
    ) -> Callable[[], Outcome]:
        messenger = self._find_in(transaction)
        if messenger is None:
            silence = _explain_silence(transaction)
            return lambda: silence
        post = messenger.post(transaction, message, channel, words)

        def call() -> Outcome:
            outcome = post()
            if isinstance(outcome, NoConversation):
                self._note_conversation(message, None)
            return outcome

        return call

    def _note_conversation(self, message: QueuedMessage, conversation: str | None) -> None:
        with self._books.transaction(message.workspace) as transaction:
            note_conversation(transaction, message.recipient, conversation)

    def find(self, message: QueuedMessage) -> Found:
        messenger = self.find_for_workspace(message.workspace)
        return Unclear(NO_TOKEN) if messenger is None else messenger.find(message)

    def _find_in(self, transaction: Transaction) -> SlackMessenger | None:
        if transaction.workspace == self._own_workspace:
            return self._own
        return None if self._vault is None else self._open(read_installation(transaction))

    def _open(self, found: Installation | None) -> SlackMessenger | None:
        if found is None or self._vault is None:
            return None
        with self._opening:
            kept = self._kept.get(found.workspace)
            if kept is not None and kept.locked_token == found.locked_token:
                return kept.messenger
            self._kept.pop(found.workspace, None)
            token = None if found.ended_at is not None else self._vault.unlock(found.locked_token)
            if token is None:
                return None
            messenger = SlackMessenger(
                self._open_client(token), self._metrics, team_id=found.team_id, now=self._now
            )
            self._kept[found.workspace] = _Kept(found.locked_token, messenger)
            return messenger


def _explain_silence(transaction: Transaction) -> Absent | ShutOut:
    """Say why nobody speaks to a workspace: the bot is not there, or its token cannot be unlocked."""
    found = read_installation(transaction)
    return Absent() if found is None or found.ended_at is not None else ShutOut(NO_TOKEN)
