"""`drumbeat job`: run one job of the timetable by hand, as of any moment."""

from datetime import UTC, datetime

import click
from slack_sdk.errors import SlackApiError

from bot.app import name_worker, open_messengers, read_clock
from bot.commands.databases import open_present_books
from bot.commands.progress import show_share
from bot.commands.run import explain_start
from bot.directory import Directory
from bot.feed_access import open_feed_client
from bot.settings import Settings, read_settings
from jobs.news import NewsTaker
from jobs.polling import poll_due_feeds
from jobs.rules.web_addresses import AddressRefusedError
from jobs.rules.weeks import find_zone
from jobs.schedule import TIMETABLE, deliver_all, find_job, queue_due
from storage.database import Database
from storage.vault import VaultKeyError


@click.command(
    epilog="Jobs: " + "; ".join(f"{job.name} ({job.when})" for job in TIMETABLE) + ".",
)
@click.argument("name", type=click.Choice([job.name for job in TIMETABLE]))
@click.option(
    "--at",
    metavar="MOMENT",
    help="As of this moment: 2026-11-23T08:30 (in DRUMBEAT_ZONE) or 2026-11-23T08:30+01:00. Default: now.",
)
def job(name: str, at: str | None) -> None:
    """Run a job once: queue what is due and send it. Running it again sends nothing twice."""
    settings = read_settings()
    now = read_moment(at, settings.zone)
    chosen = find_job(name)
    assert chosen is not None
    with open_present_books(settings.database_url) as books:
        if chosen.after_polling:
            click.echo(ask_feeds(settings, books, now))
        with show_share(f"Running {name}", "done") as tell:
            new = queue_due(books, (chosen,), now, tell)
        click.echo(f"{name}: {new:,} {chosen.what} as of {now:%Y-%m-%d %H:%M} UTC.")
        if at is not None and chosen.kind is None:
            return
        if settings.bot_token or settings.secret_key:
            # As of another moment, what the job has not queued is none of its business.
            deliver(settings, books, now, None if at is None else chosen.kind)
        else:
            click.echo("SLACK_BOT_TOKEN is not set: nothing is sent; `drumbeat run` sends what is waiting.")


def ask_feeds(settings: Settings, books: Database, now: datetime) -> str:
    """Ask the feeds that are due and say what came of it."""
    try:
        client = open_feed_client(settings)
    except AddressRefusedError as error:
        raise click.ClickException(f"DRUMBEAT_FETCH_ALLOW: {error}") from None
    taker = NewsTaker()
    taker.prepare(books, now)
    with client:
        count = poll_due_feeds(books, client, now, name_worker(), taker, look_through=taker.look_through)
    outcomes = ", ".join(f"{number} {outcome.value}" for outcome, number in sorted(count.outcomes.items()))
    return f"Asked {count.asked} feeds{': ' if outcomes else ''}{outcomes}."


def deliver(settings: Settings, books: Database, now: datetime, kind: str | None) -> None:
    """Send what is due, of a kind if one is named, and say what came of it."""
    try:
        messengers = open_messengers(settings, books, Directory(books))
    except VaultKeyError as error:
        raise click.ClickException(str(error)) from None
    try:
        messengers.learn_own(read_clock())
    except (SlackApiError, OSError) as error:
        # What waits for this token waits on; other workspaces have theirs.
        click.echo(explain_start(error, "SLACK_BOT_TOKEN", settings), err=True)
    count = deliver_all(books, messengers, now=lambda: now, clock=read_clock, owner=name_worker(), kind=kind)
    click.echo(
        f"Sent {count.sent}, dropped {count.dropped}, given up {count.parked}, postponed {count.postponed}."
    )
    if count.parked or count.postponed:
        click.echo("`drumbeat doctor` says why something was not sent. What is postponed is tried again.")


def read_moment(text: str | None, zone: str) -> datetime:
    """Return the moment that was asked for; without a zone of its own it is in `zone`."""
    if text is None:
        return read_clock()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter("write it as 2026-11-23T08:30", param_hint="--at") from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=find_zone(zone))).astimezone(UTC)
