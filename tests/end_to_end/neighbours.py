"""Another workspace of the same bot, and a browser in which somebody installs it there."""

import html
import re
from collections.abc import Callable
from datetime import datetime
from http.cookiejar import CookieJar
from typing import TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, ProxyHandler, build_opener

from bot.playground.interactions import Interactions
from bot.playground.movable_clock import MovableClock
from bot.playground.server import PlaygroundServer
from bot.playground.teams import Team as SlackTeam
from bot.playground.workspace import Workspace
from storage.installations import read_installation
from storage.records import Installation
from tests.end_to_end.team import Team

T = TypeVar("T")


class OtherSlack:
    """What a person of the other workspace sees of the playground."""

    def __init__(self, slack: PlaygroundServer, team: SlackTeam) -> None:
        self.url = slack.url_of(team)
        self.workspace: Workspace = team.workspace
        self.interactions: Interactions = team.interactions
        self.clock: MovableClock = slack.clock
        self._slack = slack

    def run_inside(self, work: Callable[[], T]) -> T:
        return self._slack.run_inside(work)


class Neighbours(Team):
    """The other workspace; its bot is that of the first one."""

    def __init__(self, team: Team, number: int = 1) -> None:
        self._team = team
        self._whole: PlaygroundServer = team.slack
        self._slack_team = self._whole.teams.everybody[number]
        self.slack = OtherSlack(self._whole, self._slack_team)  # type: ignore[assignment]
        self._people = {}

    @property
    def drumbeat(self):  # type: ignore[no-untyped-def, override]
        return self._team.drumbeat

    @property
    def token(self) -> str:
        return self._slack_team.bot_token or ""

    @property
    def installation(self) -> Installation | None:
        with self.books.reading(self.workspace) as reader:
            return read_installation(reader)

    def take_the_bot_out(self) -> None:
        self._whole.run_inside(lambda: self._whole.teams.uninstall(self._slack_team))

    def clock_goes_to(self, moment: datetime) -> None:
        self._whole.clock.move_to(moment)


class Browser:
    """Somebody's browser, which keeps cookies and follows where it is sent."""

    def __init__(self) -> None:
        self.cookies = CookieJar()
        self._opener = build_opener(ProxyHandler({}), HTTPCookieProcessor(self.cookies))
        self.page = ""
        self.status = 0
        self.headers: dict[str, str] = {}

    def opens(self, url: str, **query: str) -> str:
        """Open an address and return the words of the page."""
        where = f"{url}?{urlencode(query)}" if query else url
        try:
            answer = self._opener.open(where, timeout=60)
        except HTTPError as refused:
            answer = refused
        with answer:
            self.page, self.status = answer.read().decode(), answer.status
            self.headers, self.url = dict(answer.headers), answer.url
        return html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", self.page, flags=re.DOTALL))

    def link(self, words: str) -> str:
        """Return where a link with these words leads."""
        found = re.search(rf'href="([^"]+)"[^>]*>{re.escape(words)}', self.page)
        assert found is not None, self.page
        return html.unescape(found[1])


def install(bot_url: str, slack_url: str, name: str, browser: Browser | None = None) -> str:
    """Install the bot as people do, and return what the last page says."""
    browser = browser or Browser()
    browser.opens(f"{bot_url}/slack/install")
    browser.opens(browser.link("Add to Slack"))
    return browser.opens(slack_url + browser.link(f"Allow in {name}"))
