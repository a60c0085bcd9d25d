"""Stand-ins with a vocabulary, for what the tests must not reach."""

from collections.abc import Callable
from datetime import datetime

from jobs.rules.delivery import AskedToWait, Found, Gone, NotPosted, Outcome, Posted, Refused, Unclear
from storage.database import Transaction
from storage.records import QueuedMessage


class FakeMessenger:
    """A Slack of a few lines: what stands in it is in `posted`, and it can be told to go wrong."""

    def __init__(self) -> None:
        self.posted: list[QueuedMessage] = []
        self.composed: list[QueuedMessage] = []
        self.words: list[object] = []
        """What each was composed to be before its transaction, or None."""
        self.looked_up: list[QueuedMessage] = []
        self.opened: list[QueuedMessage] = []
        self._troubles: list[Outcome | Exception] = []
        self._no_conversation: Outcome | None = None
        self._poisoned: set[str] = set()
        self._blind: Unclear | AskedToWait | Exception | None = None
        self._losing = False
        self.turned_down: list[QueuedMessage] = []
        self._meanwhile: Callable[[], None] = lambda: None
        self._during_call: Callable[[], None] | None = None

    # What can go wrong

    def let_happen(self, meanwhile: Callable[[], None]) -> None:
        """Let something happen while the next conversation is being opened."""
        self._meanwhile = meanwhile

    def let_happen_during_call(self, meanwhile: Callable[[], None]) -> None:
        """Let something happen after Slack has dealt with the next post and before the bot goes on."""
        self._during_call = meanwhile

    def fail_next(self, *outcomes: Outcome | Exception) -> None:
        """Let the next posts end so, without anything being posted."""
        self._troubles += outcomes

    def lose_the_answer(self) -> None:
        """Let the next post succeed and its answer be lost."""
        self._losing = True

    def poison(self, key: str) -> None:
        """Let this message's words be impossible to compose."""
        self._poisoned.add(key)

    def heal(self) -> None:
        self._poisoned.clear()
        self._no_conversation = self._blind = None

    def forget_troubles(self) -> None:
        """Let nothing of what was to go wrong go wrong any more."""
        self._troubles.clear()
        self._losing = False
        self._during_call = None

    def refuse_conversations(self, outcome: Outcome) -> None:
        self._no_conversation = outcome

    def hide_the_history(self, why: Unclear | AskedToWait | Exception) -> None:
        """Let nothing be looked up."""
        self._blind = why

    # What the delivery asks of it

    def recall_conversation(self, message: QueuedMessage) -> str | None:
        return message.channel

    def open_conversation(self, message: QueuedMessage) -> str | Outcome:
        self.opened.append(message)
        self._meanwhile()
        return self._no_conversation or f"D-{message.recipient}"

    def compose(self, reader: Transaction, message: QueuedMessage, now: datetime) -> object:
        return f"{message.key}, composed early"

    def post(
        self, transaction: Transaction, message: QueuedMessage, channel: str, words: object = None
    ) -> Callable[[], Outcome]:
        self.words.append(words)
        if message.key in self._poisoned:
            raise ValueError(str(message.facts))
        self.composed.append(message)

        def call() -> Outcome:
            outcome = answer()
            meanwhile, self._during_call = self._during_call, None
            if meanwhile is not None:
                meanwhile()
            return outcome

        def answer() -> Outcome:
            if self._troubles:
                trouble = self._troubles.pop(0)
                if isinstance(trouble, Exception):
                    raise trouble
                if isinstance(trouble, Refused | Gone):
                    self.turned_down.append(message)
                return trouble
            self.posted.append(message)
            if self._losing:
                self._losing = False
                return Unclear("Slack's answer did not arrive.")
            return self._place(message)

        return call

    def find(self, message: QueuedMessage) -> Found:
        self.looked_up.append(message)
        if isinstance(self._blind, Exception):
            raise self._blind
        if self._blind is not None:
            return self._blind
        stands = any(each.token == message.token for each in self.posted)
        return self._place(message) if stands else NotPosted()

    # What the tests ask

    @property
    def keys(self) -> list[str]:
        """The keys of what stands in Slack, in order."""
        return [message.key for message in self.posted]

    def _place(self, message: QueuedMessage) -> Posted:
        return Posted(f"D-{message.recipient}", f"{message.id}.000001")


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self, now: datetime) -> None:
        self.moment = now

    def __call__(self) -> datetime:
        return self.moment
