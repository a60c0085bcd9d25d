"""Asks who is in the channel of a brainstorm until Slack says so: of the others nobody is waited for."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from slack_sdk import WebClient

from bot.brainstorm_posts import BrainstormNow
from bot.channels import list_members
from bot.surroundings import Surroundings
from jobs.brainstorms import keep_members
from storage.brainstorm_records import Phase

ASKED_AFTER_SECONDS = 5.0
"""So long whoever began it has time to ask first."""
ASKED_AGAIN_SECONDS = 15.0


@dataclass(slots=True)
class MemberAsker:
    """Asks for the process; no total is named while nobody knows (`jobs.brainstorm_posts`)."""

    now: Callable[[], float] = time.monotonic
    _asked_from: dict[tuple[int, int], float] = field(default_factory=dict[tuple[int, int], float])
    """From when on it is asked, by workspace and brainstorm."""

    def ask(self, around: Surroundings, client: WebClient, workspace: int, seen: BrainstormNow) -> None:
        """Ask who is in the channel of a brainstorm under way, if that is not known and it is time to."""
        brainstorm = seen.board.brainstorm
        if seen.board.knows_members or brainstorm.phase is Phase.CLOSED:
            return
        key = (workspace, brainstorm.id)
        if self.now() < self._asked_from.setdefault(key, self.now() + ASKED_AFTER_SECONDS):
            return
        self._asked_from[key] = self.now() + ASKED_AGAIN_SECONDS
        members = list_members(client, brainstorm.channel)
        if members is not None:
            with around.books.transaction(workspace) as transaction:
                keep_members(transaction, brainstorm.id, members)

    def keep_only(self, keys: set[tuple[int, int]]) -> None:
        """Forget what is no brainstorm any more that anybody looks after."""
        self._asked_from = {key: at for key, at in self._asked_from.items() if key in keys}
