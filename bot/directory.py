"""Accounts and people of each workspace, kept in memory as long as the database says nothing has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.parsing.accounts import AccountNames
from jobs.rules.sample_data import is_sample, shorten_sample_name
from storage.accounts import list_accounts_and_samples
from storage.database import Database, Transaction
from storage.names import fold
from storage.records import Account, Rep, Workspace
from storage.reps import list_reps
from storage.workspaces import find_workspace, join_workspace, read_directory_version, read_workspace


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of one workspace, as of one version of its directory."""

    version: int
    workspace: Workspace
    accounts: dict[int, Account]
    names: AccountNames
    reps: dict[str, Rep]
    """By Slack id."""
    samples: Mapping[int, Sequence[Account]] = field(default_factory=dict[int, Sequence[Account]])
    """By whose they are: nobody else is shown them."""

    def show_to(self, rep_id: int) -> "Page":
        """Return what a person is shown: everybody's accounts, and their own samples behind them."""
        samples = self.samples.get(rep_id)
        if not samples:
            return self
        names = AccountNames.of((each.id, each.name, (shorten_sample_name(each.name),)) for each in samples)
        return replace(
            self,
            accounts=self.accounts | {each.id: each for each in samples},
            names=self.names.before(names),
        )

    def search_accounts(self, typed: str, rep_id: int) -> list[Account]:
        """Return the accounts with the typed words in a name: clients first, a person's own before others."""
        wanted = fold(typed)
        return sorted(
            (
                account
                for account in self.accounts.values()
                if any(wanted in fold(name) for name in (account.name, *account.aliases))
            ),
            key=lambda account: (is_sample(account), account.rep_id != rep_id, account.name.casefold()),
        )

    def list_industries(self) -> list[str]:
        """Return the industries that the accounts have."""
        found = {fold(each.industry): each.industry for each in self.accounts.values() if each.industry}
        return [found[each] for each in sorted(found)]


class Directory:
    """Answers "who is this, and which account do they mean" with one small question to the database."""

    def __init__(self, books: Database) -> None:
        self._books = books
        self._pages: dict[int, Page] = {}
        self._workspaces: dict[str, int] = {}
        self._lost_commits = 0

    def find_workspace_id(self, team_id: str, name: str, now: datetime) -> int:
        """Return the workspace of a Slack team; a team seen for the first time joins here."""
        known = self._workspaces.get(team_id)
        if known is None:
            with self._books.everywhere() as connection:
                known = (
                    find_workspace(connection, team_id) or join_workspace(connection, team_id, name, now)
                ).id
            self._workspaces[team_id] = known
        return known

    def remembers(self, workspace: int, slack_id: str) -> bool:
        """Return whether a person stands on the page as it was last read; asks nobody."""
        page = self._pages.get(workspace)
        return page is not None and slack_id in page.reps

    def open(self, transaction: Transaction) -> Page:
        """Return the page of the transaction's workspace, read anew if anything has changed.

        To be asked before the transaction itself changes the directory: what is kept must be what the
        others can see.
        """
        if self._lost_commits != self._books.lost_commits:
            # A page read before the commit that failed would pass for the one that comes after it.
            self._lost_commits = self._books.lost_commits
            self._pages.clear()
        version = read_directory_version(transaction)
        page = self._pages.get(transaction.workspace)
        if page is not None and page.version == version:
            return page
        accounts: list[Account] = []
        samples: dict[int, list[Account]] = {}
        for each in list_accounts_and_samples(transaction):
            whose = accounts if each.sample_of is None else samples.setdefault(each.sample_of, [])
            whose.append(each)
        page = Page(
            version=version or 0,
            workspace=read_workspace(transaction),
            accounts={account.id: account for account in accounts},
            names=AccountNames.of((account.id, account.name, account.aliases) for account in accounts),
            reps={rep.slack_id: rep for rep in list_reps(transaction) if rep.slack_id},
            samples=samples,
        )
        self._pages[transaction.workspace] = page
        return page
