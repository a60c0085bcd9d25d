"""The workspaces of one playground, each with its own token, people and conversations."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.playground.interactions import Interactions
from bot.playground.outbound import Outbound
from bot.playground.page_routes import PageRoutes
from bot.playground.refusals import Refused
from bot.playground.response_urls import ResponseUrls
from bot.playground.workspace import Workspace


@dataclass
class Team:
    """One workspace and what serves it; without a token the app is not installed there."""

    workspace: Workspace
    outbound: Outbound
    interactions: Interactions
    page: PageRoutes
    response_urls: ResponseUrls
    bot_token: str | None = None


@dataclass
class Teams:
    """All of them; the first is the one that the page shows."""

    everybody: list[Team] = field(default_factory=list[Team])
    _gone: set[str] = field(default_factory=set[str])

    def __iter__(self) -> Iterator[Team]:
        return iter(self.everybody)

    @property
    def first(self) -> Team:
        return self.everybody[0]

    def find(self, team_id: str) -> Team:
        """Return a team by its id; refuses with `team_not_found`."""
        for team in self.everybody:
            if team.workspace.team_id == team_id:
                return team
        raise Refused("team_not_found")

    def find_by_token(self, token: str | None) -> Team | None:
        """Return whose token this is; refuses with `account_inactive` where the app was taken out."""
        if token in self._gone:
            raise Refused("account_inactive")
        return next((team for team in self.everybody if token and team.bot_token == token), None)

    def find_by_response(self, token: str) -> Team:
        """Return the team in which an address for answers was handed out, else the first."""
        return next((team for team in self.everybody if team.response_urls.knows(token)), self.first)

    def install(self, team: Team) -> str:
        """Let the app into a workspace and return its token there; a second time it is the same."""
        team.bot_token = team.bot_token or f"xoxb-playground-{secrets.token_hex(12)}"
        return team.bot_token

    def uninstall(self, team: Team) -> None:
        """Take the app out: its token is good for nothing from now on, and the app is told."""
        if team.bot_token is None:
            return
        self._gone.add(team.bot_token)
        team.bot_token = None
        bot = [team.workspace.bot.id]
        team.outbound.send_event({"type": "tokens_revoked", "tokens": {"oauth": [], "bot": bot}})
        team.outbound.send_event({"type": "app_uninstalled"})
