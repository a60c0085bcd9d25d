"""`drumbeat queue`: messages that were given up, and what becomes of them."""

from collections.abc import Callable, Sequence

import click

from bot.app import read_clock
from bot.commands.databases import open_present_books
from bot.messages.blocks import count
from bot.messages.queue import describe_queued, name_workspace
from bot.settings import read_settings
from jobs.rules.weeks import local_day
from storage.database import Database, Transaction
from storage.parked_messages import drop_parked, list_parked_ids, retry_parked
from storage.queue import list_parked
from storage.records import Workspace
from storage.reps import find_rep_by_slack_id
from storage.workspaces import list_workspaces

MOST_LISTED = 1_000
AT_ONCE = 500
"""So many are decided about in one transaction: a running bot waits for it."""
Decision = Callable[[Transaction, Sequence[int]], int]

_numbers = click.argument("numbers", metavar="NUMBER...", nargs=-1, type=int)
_every = click.option("--all", "every", is_flag=True, help="Every one that was given up.")
_yes = click.option("--yes", is_flag=True, help="Do not ask.")


@click.group()
def queue() -> None:
    """Look at messages that were given up, and send them after all or let them go."""


@queue.command("list")
def list_() -> None:
    """List the messages that were given up, newest first, each with the reason."""
    settings = read_settings()
    with open_present_books(settings.database_url) as books:
        found = 0
        today = local_day(read_clock(), settings.zone)
        for workspace, ids in _list_by_workspace(books):
            found += len(ids)
            with books.reading(workspace.id) as reader:
                shown = list_parked(reader, MOST_LISTED)
            for each in shown:
                with books.reading(workspace.id) as reader:
                    person = find_rep_by_slack_id(reader, each.recipient)
                click.echo(f"{each.id:>6}  {describe_queued(each, person, workspace, today)}")
                click.echo(f"        {each.reason}")
            if len(ids) > len(shown):
                more = f"{len(ids) - len(shown):,} older"
                click.echo(f"   and {more} in {name_workspace(workspace)}")
    if not found:
        click.echo("No message was given up.")
        return
    click.echo(
        f"\n{count(found, 'message')}. Once the reason is gone: `drumbeat queue retry NUMBER` sends it,"
    )
    click.echo("`drumbeat queue drop NUMBER` lets it go. --all is for every one of them.")


@queue.command()
@_numbers
@_every
@_yes
def retry(numbers: tuple[int, ...], *, every: bool, yes: bool) -> None:
    """Send messages that were given up after all; one that may have gone out is looked up first."""
    now = read_clock()

    def put_back(transaction: Transaction, ids: Sequence[int]) -> int:
        return retry_parked(transaction, ids, now)

    done = _decide(numbers, put_back, "Send", every=every, yes=yes)
    click.echo(f"{count(done, 'message')} back in the queue; `drumbeat run` sends what is waiting.")


@queue.command()
@_numbers
@_every
@_yes
def drop(numbers: tuple[int, ...], *, every: bool, yes: bool) -> None:
    """Let messages that were given up go for good."""
    done = _decide(numbers, drop_parked, "Let go of", every=every, yes=yes)
    click.echo(f"{count(done, 'message')} dropped.")


def _decide(numbers: tuple[int, ...], decision: Decision, verb: str, *, every: bool, yes: bool) -> int:
    """Apply a decision to the messages that were named and return to how many."""
    if bool(numbers) is every:
        raise click.UsageError("Name the messages by their numbers, or all of them with --all.")
    with open_present_books(read_settings().database_url) as books:
        chosen = [
            (workspace.id, [each for each in ids if every or each in numbers])
            for workspace, ids in _list_by_workspace(books)
        ]
        total = sum(len(ids) for _, ids in chosen)
        known = {each for _, ids in chosen for each in ids}
        if unknown := sorted(set(numbers) - known):
            named = ", ".join(str(each) for each in unknown)
            raise click.ClickException(
                f"No message with the number {named} was given up. `drumbeat queue list` shows which were."
            )
        if total and not yes:
            click.confirm(f"{verb} {count(total, 'message')}?", abort=True)
        done = 0
        for workspace, ids in chosen:
            for start in range(0, len(ids), AT_ONCE):
                with books.transaction(workspace) as transaction:
                    done += decision(transaction, ids[start : start + AT_ONCE])
    return done


def _list_by_workspace(books: Database) -> list[tuple[Workspace, Sequence[int]]]:
    with books.reading_everywhere() as connection:
        workspaces = list_workspaces(connection)
    found: list[tuple[Workspace, Sequence[int]]] = []
    for workspace in workspaces:
        with books.reading(workspace.id) as reader:
            if ids := list_parked_ids(reader):
                found.append((workspace, ids))
    return found
