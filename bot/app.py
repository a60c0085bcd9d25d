"""Composition root: settings → database → Slack → listeners → timetable. The only reader of the clock."""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler  # pyright: ignore[reportMissingTypeStubs]
from slack_bolt import App, BoltContext
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError

from bot.boards import BoardKeeper
from bot.books import open_books
from bot.directory import Directory
from bot.failures import SAY_IN_CONTEXT, log_failure
from bot.feed_access import open_feed_client, read_fetch_allow
from bot.home_refreshing import HomeRefresher, show_home
from bot.installing import Installing
from bot.listeners import register
from bot.messages.blocks import Message
from bot.messenger import SlackMessenger
from bot.messengers import Messengers, open_slack
from bot.metrics import Metrics
from bot.news_watching import NewsWatcher
from bot.people_reading import PEOPLE_EVERY, put_off_people, read_people_due, recognise_everybody
from bot.settings import Settings
from bot.slack_failures import describe_failure
from bot.surroundings import Surroundings
from bot.ticker import BESIDE, FEEDS, Waker, do_safely, make_ticker, repeat_work, stop_ticker
from jobs.delivery import DeliveryCount
from jobs.homes import claim_homes
from jobs.rules.delivery import Holds
from jobs.rules.web_addresses import AllowedHosts
from jobs.schedule import TIMETABLE, delete_old_messages, deliver_all, queue_due
from jobs.watching import delete_removed_feeds
from storage.database import Database
from storage.handled_requests import forget_requests
from storage.vault import Vault, VaultKeyError

logger = logging.getLogger("drumbeat.app")

TICK_SECONDS = 5
TICK_JITTER_SECONDS = 2
ROUND_SECONDS = 5.0
"""So long a tick begins further batches: where much is held back there would be no end of them."""
REMEMBERED = timedelta(days=1)
CLEANING_HOURS = 1
LASTING_SECONDS = 60
PEOPLE_MINUTES = 10
LOOKED_AGAIN = "Looked again at the rhythms of %d accounts"
JOIN_MINUTES = 2
QUICK = tuple(job for job in TIMETABLE if not job.lasting)
LASTING = tuple(job for job in TIMETABLE if job.lasting and not job.after_polling)


def read_clock() -> datetime:
    """Return the time. Everything else takes it as an argument."""
    return datetime.now(UTC)


def open_messengers(
    settings: Settings,
    books: Database,
    directory: Directory,
    metrics: Metrics | None = None,
    now: Callable[[], datetime] = read_clock,
) -> Messengers:
    """Return what speaks to each workspace. Raises VaultKeyError where DRUMBEAT_SECRET_KEY is no key."""
    open_client = partial(open_slack, settings)
    token = settings.bot_token
    own = SlackMessenger(open_client(token), metrics, now=now) if token else None
    vault = Vault(settings.secret_key) if settings.secret_key else None
    return Messengers(books, directory, open_client, own=own, vault=vault, metrics=metrics, now=now)


@dataclass(frozen=True, slots=True)
class Drumbeat:
    """The bot, put together; `start` and `stop` are all there is to its life."""

    settings: Settings
    books: Database
    bolt: App
    around: Surroundings
    homes: HomeRefresher
    ticker: BackgroundScheduler
    owner: str
    metrics: Metrics
    installing: Installing | None
    news: NewsWatcher
    boards: BoardKeeper
    holds: Holds = field(default_factory=Holds)
    stopping: threading.Event = field(default_factory=threading.Event)

    def start(self) -> SlackApiError | OSError | None:
        """Find out which workspace SLACK_BOT_TOKEN belongs to, recognise its people, and start the clock.

        Raises SlackApiError or OSError where Slack does not say; where other workspaces may have installed
        the bot, they are served, and the error is returned: Slack is asked again from time to time.
        """
        trouble = None
        try:
            self.join_own()
        except (SlackApiError, OSError) as error:
            if not self.settings.secret_key:
                raise
            trouble = error
        self.homes.start(partial(show_home, self.around))
        self.boards.start(self.around)
        self.ticker.start()
        return trouble

    def join_own(self) -> None:
        """Find out which workspace SLACK_BOT_TOKEN belongs to, and recognise its people."""
        own = self.around.messengers.learn_own(self.around.now())
        if own is not None and recognise_everybody(self.books, own):
            put_off_people(self.books, own.workspace, self.around.now() + PEOPLE_EVERY)

    def stop(self) -> None:
        """Finish what is being done, and stop; what is still in the queue goes out after the next start."""
        self.stopping.set()
        stop_ticker(self.ticker)
        self.homes.stop()
        self.boards.stop()
        if self.installing is not None:
            self.installing.close()
        self.news.close()
        self.books.close()

    def tick(self) -> DeliveryCount:
        """Queue what is due now and deliver it, for a few seconds: then others are asked what is due, too."""
        queue_due(self.books, QUICK, self.around.now(), self._note_progress, self._has_enough)
        for team_id, slack_id in claim_homes(self.books, self.around.now()):
            self.homes.open(team_id, slack_id)
        over_at = time.monotonic() + ROUND_SECONDS
        count = deliver_all(
            self.books,
            self.around.messengers,
            now=self.around.now,
            owner=self.owner,
            holds=self.holds,
            enough=lambda: time.monotonic() > over_at,
            stop=self._has_enough,
        )
        if time.monotonic() > over_at:
            self.around.deliver_soon()
        return count

    def work_long(self) -> int:
        """Do what takes long and is due now, beside the delivery; return how many rows are new."""
        return queue_due(self.books, LASTING, self.around.now(), enough=self.stopping.is_set)

    def read_people(self) -> None:
        """Read Slack's lists of people where they are due."""
        read_people_due(self.books, self.around.messengers, self.around.now(), self.stopping)

    def watch_feeds(self) -> int:
        """Ask the feeds that are due, and let what they have brought be told; return how many were asked."""
        count, new = self.news.watch(self.around.now(), self.stopping.is_set)
        if new:
            self.around.deliver_soon()
        return count.asked

    def forget_handled(self) -> None:
        """Forget which requests were handled long ago: Slack repeats nothing after a day."""
        with self.books.everywhere() as connection:
            forget_requests(connection, self.around.now() - REMEMBERED)

    def _note_progress(self, _done: int, _total: int) -> None:
        self.metrics.note_beat()

    def _has_enough(self) -> bool:
        # Asked before each message, so it is also the sign that the one before has come to an end.
        self.metrics.note_beat()
        return self.stopping.is_set()

    def delete_old(self) -> None:
        """Delete messages that were sent or given up long ago, and feeds that were removed long ago."""
        delete_old_messages(self.books, self.around.now(), enough=self.stopping.is_set)
        delete_removed_feeds(self.books, self.around.now(), enough=self.stopping.is_set)


def open_installing(
    settings: Settings, books: Database, messengers: Messengers, now: Callable[[], datetime]
) -> Installing | None:
    """Return the pages by which workspaces install the bot; None where the settings do not let them."""
    if not (settings.client_id and settings.client_secret and settings.secret_key):
        return None
    return Installing(
        books,
        messengers,
        Vault(settings.secret_key),
        client=open_slack(settings, None),
        client_id=settings.client_id,
        client_secret=settings.client_secret,
        now=now,
        recognise=partial(recognise_everybody, books),
    )


def build(
    settings: Settings, now: Callable[[], datetime] = read_clock, allowed: AllowedHosts | None = None
) -> Drumbeat:
    """Put the bot together; nothing runs and nobody is called before `start`.

    Which hosts may be asked for feeds is in the settings where it is not given.
    """
    if allowed is None:
        allowed = read_fetch_allow(settings)
    books = open_books(settings.database_url)
    directory = Directory(books)
    metrics = Metrics()
    try:
        messengers = open_messengers(settings, books, directory, metrics, now)
    except VaultKeyError:
        books.close()
        raise
    ticker = make_ticker()
    bolt = App(
        client=open_slack(settings, None),
        authorize=partial(authorize, messengers),
        signing_secret=settings.signing_secret or "",
        process_before_response=True,  # the default mode polls for the answer and costs 10 ms a command
        ssl_check_enabled=False,
    )
    homes = HomeRefresher()
    owner = name_worker()
    boards = BoardKeeper(owner)
    metrics.watch_queue(books, now)
    waker, feed_waker = Waker(ticker), Waker(ticker, FEEDS)
    around = Surroundings(
        books=books,
        directory=directory,
        messengers=messengers,
        now=now,
        zone=settings.zone,
        refresh_home=homes.mark_stale,
        deliver_soon=waker.wake,
        look_at_feeds_soon=feed_waker.wake,
        allowed=allowed,
        refresh_board=boards.mark_stale,
    )
    register(bolt, around, homes)
    installing = open_installing(settings, books, messengers, now)
    news = NewsWatcher(books, open_feed_client(settings, allowed), owner, metrics)
    drumbeat = Drumbeat(
        settings, books, bolt, around, homes, ticker, owner, metrics, installing, news, boards
    )
    waker.work = partial(_tick_safely, drumbeat)
    repeat = partial(repeat_work, ticker, jitter=TICK_JITTER_SECONDS, first_at=read_clock())
    repeat("tick", waker.work, seconds=TICK_SECONDS)
    feed_waker.work = partial(do_safely, "watching the feeds", drumbeat.watch_feeds, "Asked %d feeds")
    work_long = partial(do_safely, "what takes long", drumbeat.work_long, LOOKED_AGAIN)
    repeat("lasting", work_long, seconds=LASTING_SECONDS, executor=BESIDE)
    repeat("feeds", feed_waker.work, seconds=LASTING_SECONDS, executor=FEEDS)
    read_people = partial(do_safely, "reading the lists of people", drumbeat.read_people)
    ticker.add_job(read_people, "interval", id="people", executor=BESIDE, minutes=PEOPLE_MINUTES)
    clean = partial(_clean_safely, drumbeat)
    ticker.add_job(clean, "interval", id="clean", executor=BESIDE, hours=CLEANING_HOURS)
    join = partial(_join_safely, drumbeat)
    ticker.add_job(join, "interval", id="join", executor=BESIDE, minutes=JOIN_MINUTES)
    return drumbeat


def authorize(messengers: Messengers, context: BoltContext) -> AuthorizeResult:
    """Let every signed request in: who is served is decided when it is known what is asked.

    Bolt's own client stays without a token, so that nothing can be said but by the workspace's messenger.
    """
    team_id = context.team_id

    def say(channel: str, words: Message) -> None:
        speaker = messengers.find_for_team(team_id or "")
        if speaker is not None:
            speaker.messenger.say(channel, words)

    context[SAY_IN_CONTEXT] = say
    return AuthorizeResult(enterprise_id=context.enterprise_id, team_id=team_id, user_id=context.user_id)


def _tick_safely(drumbeat: Drumbeat) -> None:
    try:
        count = drumbeat.tick()
    except Exception as error:
        log_failure("a tick", error)
        drumbeat.metrics.note_round(failed=True)
    else:
        drumbeat.metrics.note_round(failed=False)
        if count.handled:
            logger.info(
                "Delivered %d, dropped %d, given up %d, postponed %d",
                count.sent,
                count.dropped,
                count.parked,
                count.postponed,
            )


def _join_safely(drumbeat: Drumbeat) -> None:
    if not drumbeat.around.messengers.lacks_own:
        return
    try:
        drumbeat.join_own()
    except (SlackApiError, OSError) as error:
        logger.warning("The workspace of SLACK_BOT_TOKEN is not served: %s", describe_failure(error))
    except Exception as error:
        log_failure("joining the workspace of SLACK_BOT_TOKEN", error)


def _clean_safely(drumbeat: Drumbeat) -> None:
    do_safely("forgetting old requests", drumbeat.forget_handled)
    do_safely("deleting old messages", drumbeat.delete_old)


def name_worker() -> str:
    """Return a name for this process in the leases of the queue."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"
