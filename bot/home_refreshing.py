"""Shows Home anew to people who have it open, a moment after something on it has changed."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from bot.failures import log_failure
from bot.messages.home import TOUCHES_SHOWN, HomeFacts, compose_home
from bot.surroundings import Surroundings
from jobs.homes import put_off_home
from jobs.news_messages import read_news_outlook
from jobs.nudges import read_outlook
from jobs.rules.news import MOST_ON_HOME
from jobs.rules.roles import may_see_team
from jobs.rules.weeks import local_day
from jobs.team import read_team_report
from storage.parked_messages import count_parked
from storage.touches import list_recent_touches

UNDELIVERED_LATELY = timedelta(days=30)
PAUSE_SECONDS = 0.3
"""Several changes in a row are shown once."""


@dataclass(slots=True)
class HomeRefresher:
    """Publishes Home from a thread of its own, so that nobody waits for it."""

    _show: Callable[[str, str], None] | None = None
    """(team id, user id): publishes one person's Home."""
    _opened: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    _stale: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    _change: threading.Condition = field(default_factory=threading.Condition)
    _stopping: bool = False
    _thread: threading.Thread | None = None

    def start(self, show: Callable[[str, str], None]) -> None:
        self._show = show
        self._thread = threading.Thread(target=self._work, name="home", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is being shown, and stop."""
        with self._change:
            self._stopping = True
            self._change.notify()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def open(self, team_id: str, user_id: str) -> None:
        """Somebody has opened their Home, or it is due: show it, and keep it up to date from now on."""
        self._opened.add((team_id, user_id))
        self.mark_stale(team_id, user_id)

    def mark_stale(self, team_id: str, user_id: str) -> None:
        """What somebody's Home shows has changed; those who never opened it cost nothing."""
        person = (team_id, user_id)
        if person not in self._opened:
            return
        with self._change:
            self._stale.add(person)
            self._change.notify()

    def mark_all_stale(self) -> None:
        """The clock has moved on to another day, or accounts came in by another door."""
        with self._change:
            self._stale |= self._opened
            self._change.notify()

    def _work(self) -> None:
        while True:
            with self._change:
                while not self._stale and not self._stopping:
                    self._change.wait()
                if self._stopping:
                    return
                people, self._stale = self._stale, set()
            for team_id, user_id in sorted(people):
                try:
                    if self._show is not None:
                        self._show(team_id, user_id)
                except Exception as error:
                    log_failure("showing Home", error)
            with self._change:
                self._change.wait_for(lambda: self._stopping, timeout=PAUSE_SECONDS)


def show_home(around: Surroundings, team_id: str, user_id: str) -> None:
    """Publish one person's Home as it stands now; where the bot was taken out meanwhile, nothing."""
    now = around.now()
    speaker = around.messengers.find_for_team(team_id)
    if speaker is None:
        return
    with around.books.reading(speaker.workspace) as reader:
        page = around.directory.open(reader)
        rep = page.reps.get(user_id)
        if rep is None:
            return
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
            recent=[(touch, page.accounts[touch.account_id].name) for touch in recent],
        )
    if not speaker.messenger.publish_home(user_id, compose_home(facts)):
        with around.books.transaction(speaker.workspace) as transaction:
            put_off_home(transaction, rep.id, now)
