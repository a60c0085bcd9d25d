"""Shows Home anew to people who have it open, a moment after something on it has changed."""

import threading
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

from bot.failures import log_failure
from bot.messages.home import TOUCHES_SHOWN, HomeFacts, compose_home
from bot.surroundings import Surroundings
from bot.worker import Worker
from jobs.commitments import read_progress_of
from jobs.home_events import read_home_events
from jobs.homes import note_home_opened, put_off_home
from jobs.news_messages import read_news_outlook
from jobs.nudges import read_outlook
from jobs.rules.news import MOST_ON_HOME
from jobs.rules.roles import may_see_team
from jobs.rules.weeks import local_day
from jobs.team import read_team_report
from storage.homes import is_home_noted
from storage.parked_messages import count_parked
from storage.touches import list_recent_touches

UNDELIVERED_LATELY = timedelta(days=30)
PAUSE_SECONDS = 0.3
"""Several changes in a row are shown once."""


class Show(Protocol):
    """Publishes one person's Home; whether they have it open now, or may have."""

    def __call__(self, team_id: str, user_id: str, *, open_now: bool) -> None: ...


@dataclass(slots=True)
class HomeRefresher:
    """Publishes Home from a thread of its own, so that nobody waits for it."""

    _show: Show | None = None
    _opened: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    _stale: dict[tuple[str, str], bool] = field(default_factory=dict[tuple[str, str], bool])
    _change: threading.Lock = field(default_factory=threading.Lock)
    _worker: Worker = field(
        default_factory=lambda: Worker("home", "showing Home", pause_seconds=PAUSE_SECONDS)
    )

    @property
    def up_to_date(self) -> bool:
        """All have been tried that were opened, or marked as stale, before now: Slack may have failed."""
        with self._change:
            waiting = bool(self._stale)
        return not waiting and self._worker.at_rest

    def start(self, show: Show) -> None:
        self._show = show
        self._worker.start(self._show_stale)

    def stop(self) -> None:
        self._worker.stop(patience=5)

    def open(self, team_id: str, user_id: str) -> None:
        """Somebody has opened their Home, or it is due: show it."""
        self._opened.add((team_id, user_id))
        self.mark_stale(team_id, user_id, open_now=True)

    def mark_stale(self, team_id: str, user_id: str, *, open_now: bool = False) -> None:
        """What somebody's Home shows has changed; whether they ever opened it is asked when it is shown.

        This process need not know: they may have opened it before it was started, or with another one.
        """
        person = (team_id, user_id)
        with self._change:
            self._stale[person] = open_now or self._stale.get(person, False)
        self._worker.wake()

    def mark_all_stale(self) -> None:
        """The playground's clock was moved: show anew, at once, what was opened since the start."""
        with self._change:
            self._stale |= dict.fromkeys(self._opened, True)
            anything = bool(self._stale)
        if anything:
            self._worker.wake()

    def _show_stale(self) -> bool:
        with self._change:
            people, self._stale = self._stale, {}
        for (team_id, user_id), open_now in sorted(people.items()):
            try:
                if self._show is not None:
                    self._show(team_id, user_id, open_now=open_now)
            except Exception as error:
                log_failure("showing Home", error)
        return False


def show_home(around: Surroundings, team_id: str, user_id: str, *, open_now: bool) -> None:
    """Publish one person's Home as it stands now, if they have it open or have ever opened it.

    Where the bot was taken out meanwhile, nothing.
    """
    now = around.now()
    speaker = around.messengers.find_for_team(team_id)
    if speaker is None:
        return
    with around.books.reading(speaker.workspace) as reader:
        noted = is_home_noted(reader, user_id)
        if not (open_now or noted):
            return
        page = around.directory.open(reader)
        rep = page.reps.get(user_id)
        if rep is None:
            return
        page = page.show_to(rep.id)
        today = local_day(now, rep.zone)
        leads = may_see_team(rep)
        recent = list_recent_touches(reader, rep_id=rep.id, most=TOUCHES_SHOWN)
        facts = HomeFacts(
            rep=rep,
            today=today,
            outlook=read_outlook(reader, rep, today),
            news=read_news_outlook(reader, rep, now, MOST_ON_HOME),
            team=read_team_report(reader, rep, today) if leads else None,
            undelivered=count_parked(reader, now - UNDELIVERED_LATELY) if leads else 0,
            unowned=[account for account in page.accounts.values() if account.rep_id is None],
            samples=len(page.samples.get(rep.id, ())),
            events=read_home_events(reader, rep, now),
            promises=read_progress_of(reader, rep.id),
            recent=[(touch, page.accounts[touch.account_id].name) for touch in recent],
        )
    if not noted:
        with around.books.transaction(speaker.workspace) as transaction:
            note_home_opened(transaction, rep, now)
    if not speaker.messenger.publish_home(user_id, compose_home(facts)):
        with around.books.transaction(speaker.workspace) as transaction:
            put_off_home(transaction, rep.id, now)
