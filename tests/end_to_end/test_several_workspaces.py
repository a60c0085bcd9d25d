"""One bot in several workspaces: the same people, accounts and words in each, and nothing crosses over."""

import json
import logging
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.app import read_clock
from bot.doctor import Finding, examine_workspaces
from storage.brainstorm_tables import metadata
from tests.end_to_end.conftest import WEDNESDAY, build_workspace, open_stage, set_clock
from tests.end_to_end.neighbours import Browser, Neighbours, install
from tests.end_to_end.team import Team, wait_until
from tests.threads import leave_no_thread

HARBOUR, ISLAND = "Harbour Sales", "Island Sales"
MONDAY = "2026-11-23T08:30"
NOT_HERE = "I'm not installed in this workspace"


@pytest.fixture(params=["sqlite", "postgresql"])
def story_database(request: pytest.FixtureRequest) -> str:
    return request.getfixturevalue(f"migrated_{request.param}")


@pytest.fixture
def harbour(story_database: str) -> Iterator[Team]:
    """The workspace of SLACK_BOT_TOKEN, beside another one with the same people in it."""
    logging.getLogger("slack_sdk").setLevel(logging.CRITICAL)
    clock = set_clock()
    zones = {"Sam": "UTC", "Dana": "UTC"}
    island = build_workspace(zones, ISLAND, "T0ISLAND")
    with leave_no_thread(), ExitStack() as closing:
        yield open_stage(closing, build_workspace(zones, HARBOUR), clock, story_database, "http", island)


@pytest.fixture
def island(harbour: Team) -> Neighbours:
    return Neighbours(harbour)


def bot_url(team: Team) -> str:
    parts = urlsplit(team.slack.bot_url or "")
    return f"{parts.scheme}://{parts.netloc}"


def install_in(harbour: Team, name: str = ISLAND) -> str:
    return install(bot_url(harbour), harbour.slack.url, name)


def test_a_workspace_installs_the_bot_and_is_told_what_to_type(harbour: Team, island: Neighbours) -> None:
    """Product A12."""
    said = install_in(harbour)
    assert f"Drumbeat is in {ISLAND}" in said
    assert "/touch Acme called" in said
    installed = island.installation
    assert installed is not None
    assert (installed.bot_user_id, installed.installed_by) == ("U0BOT", "U0SAM")
    assert len(harbour.calls("users.list")) == 2  # people imported before are recognised
    assert "/touch Acme" in island.person("Sam").types("/drumbeat help")


def test_a_refused_bot_token_stops_no_other_workspace(harbour: Team, island: Neighbours) -> None:
    """Somebody revoked SLACK_BOT_TOKEN, and the bot did not start for anybody any more."""
    install_in(harbour)
    harbour.slack_fails("auth.test", error="invalid_auth")
    harbour.restarts_the_bot()
    assert "/touch Acme" in island.person("Sam").types("/drumbeat help")
    assert NOT_HERE in harbour.person("Sam").types("/touch Acme called")
    harbour.drumbeat.join_own()
    assert NOT_HERE not in harbour.person("Sam").types("/touch Acme called")


def test_who_is_there_is_asked_once_a_day_in_every_workspace(harbour: Team, island: Neighbours) -> None:
    """Only the list of SLACK_BOT_TOKEN's workspace was read, and only at the start.

    Who left elsewhere while the bot stood still kept their accounts for good, and one "wait a second" of
    Slack's ended the reading.
    """
    install_in(harbour)
    sam = island.person("Sam")
    sam.opens_home()
    island.slack.workspace.change_person(sam.slack_id, deleted=True)
    harbour.clock_moves_by(hours=25)
    harbour.slack_fails("users.list", retry_after=1)
    before = len(harbour.calls("users.list"))
    harbour.drumbeat.read_people()
    assert not sam.rep.active
    assert len(harbour.calls("users.list")) == before + 3
    harbour.drumbeat.read_people()
    assert len(harbour.calls("users.list")) == before + 3


def test_a_list_that_slack_will_not_give_is_asked_for_again_in_an_hour(
    harbour: Team, island: Neighbours
) -> None:
    install_in(harbour)
    harbour.clock_moves_by(hours=25)
    harbour.slack_fails("users.list", times=2, retry_after=3600)
    before = len(harbour.calls("users.list"))
    for hours, calls in ((0.1, 2), (0.5, 2), (1, 4), (2, 4)):
        harbour.clock_moves_by(hours=hours)
        harbour.drumbeat.read_people()
        assert len(harbour.calls("users.list")) == before + calls


def test_the_token_stands_nowhere_in_the_database_or_the_log(
    harbour: Team, island: Neighbours, caplog: pytest.LogCaptureFixture
) -> None:
    """Complaint 24."""
    caplog.set_level(logging.DEBUG)
    install_in(harbour)
    island.person("Sam").opens_home()
    assert island.token
    with harbour.books.everywhere() as connection:
        for table in metadata.sorted_tables:
            rows = connection.execute(text(f"SELECT * FROM {table.name}")).all()
            assert island.token not in str(rows)
    assert island.token not in caplog.text
    assert island.token not in json.dumps(harbour._anybody().read("log"))
    assert island.token not in repr(harbour.drumbeat)


def test_nothing_of_one_workspace_ever_reaches_the_other(harbour: Team, island: Neighbours) -> None:
    """Two people with one id, two accounts with one name, the same words: each sees their own."""
    install_in(harbour)
    teams: list[Team] = [harbour, island]
    for team, mark in zip(teams, ("lighthouse", "ferry"), strict=True):
        sam = team.person("Sam")
        team.has_account("Acme", owner=sam, added_days_ago=400, touched_days_ago=[70])
        team.has_account(f"The {mark}", owner=sam, added_days_ago=400, touched_days_ago=[90])
        sam.said_yes()
        sam.types(f"/touch The {mark} coffee at the {mark}")
    pairs = ((harbour, "lighthouse", "ferry"), (island, "ferry", "lighthouse"))
    for team, own, other in pairs:
        sam = team.person("Sam")
        seen = sam.types("/account Acme") + sam.types("/quiet") + sam.types(f"/account The {own}")
        home = sam.opens_home()
        assert own in seen + home
        assert other not in seen + home
        assert "Acme" in home
        assert team.notes().count(f"coffee at the {own}") == 1
        assert not any(other in note for note in team.notes())
    harbour.clock_moves_to(MONDAY)
    for team, _, other in pairs:
        (nudge,) = team.person("Sam").nudges()
        assert "Acme" in nudge
        assert not any(other in each for each in team.person("Sam").direct_messages())
        assert team.person("Dana").nudges() == []
    assert set(harbour.queue()) == {"done"}


def test_taking_the_bot_out_of_one_leaves_the_other_alone(harbour: Team, island: Neighbours) -> None:
    """Complaint 24: the token is gone at once."""
    install_in(harbour)
    for team in (harbour, island):
        sam = team.person("Sam")
        team.has_account("Acme", owner=sam, added_days_ago=400, touched_days_ago=[70])
        sam.said_yes()
    island.take_the_bot_out()
    wait_for_departure(island)
    assert NOT_HERE in island.person("Sam").types("/touch Acme called")
    assert "Acme" in harbour.person("Sam").types("/touch Acme called")
    assert NOT_HERE not in harbour.person("Sam").types("/quiet")
    assert island.notes() == ["coffee with Kim"]
    harbour.clock_moves_to("2026-11-30T08:30")
    assert island.person("Sam").nudges() == []
    assert "parked" not in harbour.queue()


def test_installing_again_brings_everything_back(harbour: Team, island: Neighbours) -> None:
    install_in(harbour)
    sam = island.person("Sam")
    island.has_account("Acme", owner=sam, added_days_ago=400, touched_days_ago=[70])
    sam.said_yes()
    island.take_the_bot_out()
    wait_for_departure(island)
    harbour.clock_moves_by(days=29)
    install_in(harbour)
    harbour.clock_moves_by(days=30)
    assert "coffee with Kim" in sam.types("/account Acme")
    harbour.clock_moves_to("2027-01-25T08:30")
    assert sam.nudges()


def test_thirty_days_later_everything_of_theirs_is_gone(harbour: Team, island: Neighbours) -> None:
    install_in(harbour)
    for team in (harbour, island):
        team.has_account("Acme", owner=team.person("Sam"), added_days_ago=400, touched_days_ago=[70])
    theirs, ours = island.workspace, harbour.workspace
    island.take_the_bot_out()
    wait_for_departure(island)
    harbour.clock_moves_by(days=29)
    assert island.notes()
    harbour.clock_moves_by(days=2)
    with harbour.books.everywhere() as connection:
        left = {row.id for row in connection.execute(text("SELECT id FROM workspace"))}
    assert left == {ours}
    assert "coffee with Kim" in harbour.person("Sam").types("/account Acme")
    assert NOT_HERE in island.person("Sam").types("/account Acme")
    install_in(harbour)
    assert "Three steps" in island.person("Sam").types("/quiet")
    with harbour.books.everywhere() as connection:
        assert {row.id for row in connection.execute(text("SELECT id FROM workspace"))} > {ours}
        assert theirs not in {row.id for row in connection.execute(text("SELECT id FROM workspace"))}


def test_a_message_of_the_past_ends_no_installation_of_today(harbour: Team, island: Neighbours) -> None:
    """Slack repeats an event for minutes; whoever has installed the bot again meanwhile keeps it."""
    install_in(harbour)
    installed = island.installation
    assert installed is not None
    other = harbour.slack.teams.everybody[1]
    harbour.slack.clock.move_to(WEDNESDAY - timedelta(minutes=4), backwards=True)
    heard = len(harbour.calls("event app_uninstalled"))
    harbour.slack.run_inside(lambda: other.outbound.send_event({"type": "app_uninstalled"}))
    wait_until_heard(harbour, heard)
    assert island.installation == installed


def test_a_bot_that_was_never_installed_says_so_and_keeps_nothing(harbour: Team, island: Neighbours) -> None:
    sam = island.person("Sam")
    for typed in ("/touch Acme called", "/account Acme", "/drumbeat settings"):
        assert NOT_HERE in sam.types(typed)
    sam.page.do("open_home", tab="home")
    assert sam.page.home() is None
    with harbour.books.everywhere() as connection:
        assert connection.execute(text("SELECT count(*) FROM workspace")).scalar_one() == 1


class TestInstalling:
    """What can go wrong between the button and the last page: a sentence, and a way back."""

    @pytest.fixture
    def story_database(self, migrated_sqlite: str) -> str:
        return migrated_sqlite

    @pytest.fixture
    def browser(self) -> Browser:
        return Browser()

    def begin(self, harbour: Team, browser: Browser) -> str:
        """Go as far as Slack's page, and return the state that was sent along."""
        browser.opens(f"{bot_url(harbour)}/slack/install")
        asked = browser.link("Add to Slack")
        browser.opens(asked)
        return parse_qs(urlsplit(asked).query)["state"][0]

    def comes_back(self, harbour: Team, browser: Browser, **query: str) -> str:
        return browser.opens(f"{bot_url(harbour)}/slack/oauth_redirect", **query)

    def assert_nothing(self, island: Neighbours, browser: Browser) -> None:
        assert island.installation is None
        assert browser.link("Try again") == "/slack/install"
        assert browser.status == 400

    def test_the_page_asks_for_what_the_manifest_names(self, harbour: Team, browser: Browser) -> None:
        browser.opens(f"{bot_url(harbour)}/slack/install")
        asked = parse_qs(urlsplit(browser.link("Add to Slack")).query)
        assert set(asked["scope"][0].split(",")) == harbour.slack.interactions.manifest.scopes
        assert asked["client_id"] == [harbour.slack.client_id]
        (cookie,) = browser.cookies
        assert cookie.has_nonstandard_attr("HttpOnly")
        assert cookie.get_nonstandard_attr("SameSite") == "Lax"
        assert browser.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in browser.headers["Content-Security-Policy"]

    def test_who_declines_is_told_that_nothing_changed(
        self, harbour: Team, island: Neighbours, browser: Browser
    ) -> None:
        self.begin(harbour, browser)
        said = browser.opens(harbour.slack.url + browser.link("Cancel"))
        assert "You chose not to install Drumbeat" in said
        assert "Nothing was installed" in said
        assert "That didn't work" not in said
        self.assert_nothing(island, browser)

    def test_whoever_opens_the_way_back_by_itself_is_led_to_the_beginning(
        self, harbour: Team, island: Neighbours, browser: Browser
    ) -> None:
        """Somebody opened the address from a bookmark, and read that ten minutes had passed."""
        assert "Begin with the button" in browser.opens(f"{bot_url(harbour)}/slack/oauth_redirect")
        assert browser.link("Begin") == "/slack/install"

    def test_another_browser_can_not_finish_it(
        self, harbour: Team, island: Neighbours, browser: Browser
    ) -> None:
        """Somebody else's link would else put their token where the person expects their own."""
        self.begin(harbour, browser)
        other = Browser()
        said = other.opens(harbour.slack.url + browser.link(f"Allow in {ISLAND}"))
        assert "another browser" in said
        self.assert_nothing(island, other)

    def test_after_ten_minutes_it_is_too_late(
        self, harbour: Team, island: Neighbours, browser: Browser
    ) -> None:
        self.begin(harbour, browser)
        (cookie,) = browser.cookies
        key = Fernet(harbour.drumbeat.settings.secret_key)
        old = int(read_clock().timestamp()) - 601
        state = key.encrypt_at_time((cookie.value or "").encode(), old).decode()
        assert "ten minutes" in self.comes_back(harbour, browser, code="c", state=state)
        self.assert_nothing(island, browser)

    @pytest.mark.parametrize("state", ["", "nonsense", "x" * 5000, "gAAAAA==", "é"])
    def test_a_state_that_is_none_of_ours(
        self, harbour: Team, island: Neighbours, browser: Browser, state: str
    ) -> None:
        self.begin(harbour, browser)
        self.comes_back(harbour, browser, code="c", state=state)
        self.assert_nothing(island, browser)

    def test_a_code_that_slack_does_not_know(
        self, harbour: Team, island: Neighbours, browser: Browser
    ) -> None:
        state = self.begin(harbour, browser)
        said = self.comes_back(harbour, browser, code="made-up", state=state)
        assert "Slack did not confirm" in said
        self.assert_nothing(island, browser)

    @pytest.mark.parametrize(
        ("trouble", "words"),
        [
            ({"error": "bad_client_secret"}, "client ID or secret"),
            ({"status": 503}, "Slack did not confirm"),
            ({"lose_answer": True}, "Slack did not answer"),
        ],
    )
    def test_slack_fails(
        self,
        harbour: Team,
        island: Neighbours,
        browser: Browser,
        trouble: dict[str, object],
        words: str,
    ) -> None:
        self.begin(harbour, browser)
        harbour.slack_fails("oauth.v2.access", **trouble)
        assert words in browser.opens(harbour.slack.url + browser.link(f"Allow in {ISLAND}"))
        self.assert_nothing(island, browser)

    def test_the_way_back_leads_to_an_installation(
        self, harbour: Team, island: Neighbours, browser: Browser
    ) -> None:
        self.begin(harbour, browser)
        browser.opens(harbour.slack.url + browser.link("Cancel"))
        assert f"Drumbeat is in {ISLAND}" in install(bot_url(harbour), harbour.slack.url, ISLAND, browser)

    def test_where_slack_names_nobody_the_bot_is_installed_all_the_same(
        self, harbour: Team, island: Neighbours
    ) -> None:
        harbour.slack_fails("users.list", error="ratelimited")
        assert f"Drumbeat is in {ISLAND}" in install_in(harbour)
        assert "/touch Acme" in island.person("Sam").types("/drumbeat help")

    def test_what_was_imported_before_is_not_for_whoever_comes_first(
        self, harbour: Team, island: Neighbours
    ) -> None:
        with harbour.books.everywhere() as connection:
            connection.execute(
                text("INSERT INTO workspace (name, created_at) VALUES ('Waiting for Slack', 0)")
            )
        install_in(harbour)
        with harbour.books.everywhere() as connection:
            rows = connection.execute(text("SELECT name, team_id FROM workspace")).all()
        assert {row.name: row.team_id for row in rows}["Waiting for Slack"] is None


def test_the_doctor_names_the_workspace_without_a_token(harbour: Team, island: Neighbours) -> None:
    settings = harbour.drumbeat.settings

    def look(**changed: str) -> list[Finding]:
        return examine_workspaces(harbour.books, replace(settings, **changed), "T0PLAYGROUND")

    install_in(harbour)
    assert look() == []
    offered, locked = look(secret_key="")
    assert "DRUMBEAT_SECRET_KEY=" in offered.what
    assert locked.what == f"The token of {ISLAND} can't be unlocked"
    (other_key,) = look(secret_key=Fernet.generate_key().decode())
    assert "another key" in other_key.fix
    harbour.slack_fails("auth.test", error="token_revoked")
    (refused,) = look()
    assert refused.what == f"Slack refuses the token of {ISLAND} (token_revoked)"
    assert "/slack/install" in refused.fix
    island.take_the_bot_out()
    wait_for_departure(island)
    (departed,) = look()
    assert departed.ok
    assert "is deleted on 2026-12-18" in departed.what
    assert island.token == ""


def test_whose_token_is_lost_waits_and_holds_up_nobody(harbour: Team, island: Neighbours) -> None:
    install_in(harbour)
    for team in (harbour, island):
        sam = team.person("Sam")
        team.has_account("Acme", owner=sam, added_days_ago=400, touched_days_ago=[70])
        sam.said_yes()
    with harbour.books.everywhere() as connection:
        connection.execute(text("UPDATE installation SET locked_token = 'of another key'"))
    harbour.clock_moves_to(MONDAY)
    assert len(harbour.person("Sam").nudges()) == 1
    assert island.person("Sam").nudges() == []
    assert harbour.queue().get("ready", 0) >= 1
    (finding,) = examine_workspaces(harbour.books, harbour.drumbeat.settings, "T0PLAYGROUND")
    assert finding.what == f"The token of {ISLAND} can't be unlocked"
    install_in(harbour)
    harbour.clock_moves_by(minutes=20)
    assert len(island.person("Sam").nudges()) == 1


def wait_for_departure(island: Neighbours) -> None:
    def gone() -> bool:
        found = island.installation
        return found is not None and found.ended_at is not None

    wait_until(gone, "The end of the installation")
    found = island.installation
    assert found is not None
    assert found.locked_token == ""


def wait_until_heard(team: Team, before: int) -> None:
    wait_until(lambda: len(team.calls("event app_uninstalled")) > before, "The news")
