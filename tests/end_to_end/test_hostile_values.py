"""What none of our buttons and forms carries, pressed and sent over the real door: words, and no failure.

Complaint 14: errors speak to the person, and nothing of theirs stands in the log.

Every listener of the bot is asked, as it is registered: a new one is walked without being named here.
"""

import json
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from bot.messages import consent, home, nudges, sample_data
from bot.messages.commitments import SEE_ALL as SEE_ALL_PROMISES
from bot.messages.failures import compose_strange_press
from bot.messages.feeds import SHOW_MINE
from bot.messages.handovers import ALL, GIVE_TO, ONE
from bot.messages.harvests import LIBRARY
from bot.messages.lookups import SEARCH
from bot.messages.settings import SETTINGS_FORM
from bot.messages.touches import OPEN_FORM
from jobs.brainstorms import open_brainstorm
from storage.brainstorm_records import NewBrainstorm
from storage.records import Consent
from tests.end_to_end.hostile import FAILED, MISSING, HostileSlack, carry, list_ids, spell
from tests.end_to_end.team import SALES, Person, Team

Json = dict[str, Any]

STRANGE = compose_strange_press().text
CARRY_NOTHING = {
    consent.SAY_NO,
    consent.SAY_YES,
    home.ADD_ACCOUNT,
    home.BACK,
    home.SEE_ALL,
    home.SETTINGS,
    home.TURN_OFF,
    home.TURN_ON,
    LIBRARY,
    nudges.AWAY,
    OPEN_FORM,
    sample_data.REMOVE,
    sample_data.TRY,
    SEARCH,
    SEE_ALL_PROMISES,
    SHOW_MINE,
}
"""Buttons that say all by being pressed: what else comes with them is not looked at."""

REFUSED_EVERYWHERE = (
    MISSING,
    "no JSON",
    *map(
        json.dumps,
        (
            None,
            True,
            -1,
            0,
            2**64,
            10**40,
            1.5,
            [],
            {},
            [7],
            ["x", "y"],
            {"account": "x"},
            {"brainstorm": -1},
        ),
    ),
)
"""None of our buttons carries this, whichever it is."""
LONG_GONE = tuple(
    map(
        json.dumps,
        (
            2**31 - 1,
            "7",
            "words",
            [2**31 - 1, "home"],
            [2**31 - 1, "message.2147483647"],
            [7, 7, 7],
            {"account": 7, "rest": "visited"},
            {"name": "x" * 2000, "rest": "y"},
            {"commitment": 7, "touch": 7},
            {"commitment": 7, "tick": 7},
            {"brainstorm": 1, "post": "choosing"},
            {"idea": 7, "into": 7},
            {"url": "https://news.example/\ud800", "account": 7},
            {"url": "no address", "industry": "x"},
        ),
    )
)
"""Some of ours did, once."""
CHOICES = ("", "x", "-1", "0", "9" * 40, "2147483648", "1e3", "\u0661", None, 7, [], {})

REMEMBERED: Json = {
    **dict.fromkeys(
        ("account", "brainstorm", "card", "commitment", "feed", "line", "message", "owner", "story"), 1
    ),
    **dict.fromkeys(("ideas", "choosing"), 7),
    **dict.fromkeys(("place", "question", "trade"), "x"),
    "number": 1,
    "channel": "C0NOWHERE",
}
"""Enough for any form of ours; the account, its owner and the brainstorm are there, the rest is long gone."""
MEMORIES = (
    MISSING,
    None,
    "",
    "no JSON",
    7,
    "7",
    "[]",
    "[7]",
    "null",
    "{}",
    '{"account": "x"}',
    '{"unknown": 7}',
    *(
        json.dumps({**REMEMBERED, name: value})
        for name in (
            "account",
            "brainstorm",
            "line",
            "owner",
            "story",
            "feed",
            "place",
            "number",
            "response_url",
        )
        for value in (None, "x", -1, 2**31, 10**40, [], {}, True)
    ),
)

BLOCKS = (
    *("account", "aliases", "away", "channel", "choosing", "clock", "day", "days", "domain", "exclude"),
    *("holidays", "idea", "ideas", "industry", "kind", "line", "lines", "managers", "more", "name", "names"),
    *("news", "note", "nudges", "place", "question.0", "tier", "time", "trade", "until", "url", "way"),
    *("weekday", "whose", "with", "words", "accounts.7", "often.7", "ideas.0", "show"),
)
KEYS = (
    "value",
    "selected_option",
    "selected_options",
    "selected_date",
    "selected_time",
    "selected_users",
    "selected_conversation",
)
ENTERED: tuple[object, ...] = (
    None,
    7,
    "x",
    [],
    {},
    dict.fromkeys(KEYS),
    *(dict.fromkeys(KEYS, value) for value in (7, "x", [], {}, [7], ["x"], True, "9" * 40, "0001-01-01")),
    *(
        {
            **dict.fromkeys(KEYS, "words\0 and \ud800"),
            "selected_option": {"value": chosen},
            "selected_options": [{"value": chosen}, 7],
            "selected_users": [chosen],
            "selected_date": day,
            "selected_time": clock,
        }
        for chosen, day, clock in (
            ("1", "9999-12-31", "10:00"),
            ("new:\0", "2026-11-30", "25:00"),
            (f"new:{'x' * 5000}", "0001-01-01", "10:00+01:00"),
            ("9" * 40, "2026-13-01", "x"),
            (None, None, None),
            ("account:9999999999", "2026-11-30", "10:00"),
        )
    ),
)


@pytest.fixture
def hostile(team: Team, sam: Person, caplog: pytest.LogCaptureFixture) -> Iterator[HostileSlack]:
    """Afterwards nothing has failed (complaint 14)."""
    sam.said_yes()
    sam.leads_the_team()
    team.has_account("Acme", owner=sam)
    with team.books.transaction(team.workspace) as transaction:
        ends_at = team.now + timedelta(hours=1)
        new = NewBrainstorm(SALES, sam.rep.id, "What is new?", 60, 60, opened_at=team.now, ends_at=ends_at)
        open_brainstorm(transaction, new, [sam.slack_id], team.now)
    caplog.set_level(logging.ERROR, logger="drumbeat")
    yield HostileSlack(team, sam)
    # By now `caplog.records` has what the teardown has logged, and nothing else.
    logged = [*caplog.get_records("setup"), *caplog.get_records("call")]
    assert {each.getMessage() for each in logged if each.levelno >= logging.ERROR} == set()


def test_what_no_button_of_ours_carries_is_answered_in_words(hostile: HostileSlack) -> None:
    """Complaint 14: each press has its answer."""
    buttons = [spell(each) for each in list_ids(hostile.team).actions]
    assert len(buttons) > 50
    for action_id in buttons:
        for press in (hostile.press_in_message, hostile.press_in_window):
            hostile.hears()
            for value in REFUSED_EVERYWHERE:
                press(carry(action_id, value))
            said = hostile.hears()
            if action_id not in CARRY_NOTHING:
                # A message that an earlier button has caused may arrive meanwhile.
                refused = [each for each in said if STRANGE in each]
                assert len(refused) == len(REFUSED_EVERYWHERE), action_id


def test_what_a_button_of_ours_carried_once_fails_nowhere(hostile: HostileSlack) -> None:
    for action_id in map(spell, list_ids(hostile.team).actions):
        for press in (hostile.press_in_message, hostile.press_in_window):
            for value in LONG_GONE:
                press(carry(action_id, value))
            hostile.hears()


def test_a_menu_that_is_not_ours_fails_nowhere(hostile: HostileSlack) -> None:
    """Complaint 14: a number, a day or a place that no menu has is no failure of ours."""
    for action_id in map(spell, list_ids(hostile.team).actions):
        for chosen in CHOICES:
            hostile.press_in_message(carry(action_id, chosen))
            hostile.press_in_message(carry(action_id, "7", f"x.{chosen}"))
            hostile.press_on_home(carry(action_id, "7", chosen))
        hostile.hears()


def test_searches_find_nothing_instead_of_failing(hostile: HostileSlack) -> None:
    """Complaint 14: a search has no place for words."""
    for action_id in map(spell, list_ids(hostile.team).searches):
        for typed in ("x", None, 7, [], {}, "\0", "\ud800", "y" * 5000):
            for memory in MEMORIES:
                view = {"id": "V1", "type": "modal"} | (
                    {} if memory is MISSING else {"private_metadata": memory}
                )
                sent = {"action_id": action_id, "value": typed, "view": view}
                for block_id in ("x", "x.x", f"x.{2**31}", "x.7", None, 7):
                    sent["block_id"] = block_id
                    assert "options" in json.loads(hostile.send(type="block_suggestion", **sent))
                    if memory is not MISSING:
                        break
                if typed != "x":
                    break


def test_what_no_form_of_ours_remembers_is_answered_in_words(hostile: HostileSlack) -> None:
    forms = list_ids(hostile.team).views
    assert len(forms) > 10
    filled: Json = {name: {"value": dict.fromkeys(KEYS)} for name in BLOCKS}
    for callback_id in map(spell, forms):
        for memory in MEMORIES:
            answer = hostile.submit(callback_id, memory, filled)
            assert not any(words in answer for words in FAILED), (callback_id, memory)
            if memory in ("no JSON", 7, "7", "[]", "[7]", "null", '{"unknown": 7}'):
                assert json.loads(answer)["response_action"] in ("push", "errors"), (callback_id, memory)


def test_fields_no_form_of_ours_has_are_answered_in_words(hostile: HostileSlack) -> None:
    memory = json.dumps(REMEMBERED)
    for callback_id in map(spell, list_ids(hostile.team).views):
        for values in (MISSING, None, 7, [], {}, "x", {"account": 7}, {"account": {"value": 7}}):
            answer = hostile.submit(callback_id, memory, values)
            assert not any(words in answer for words in FAILED), (callback_id, values)
        for entered in ENTERED:
            values = {name: {"value": entered} for name in BLOCKS}
            values |= {name: {GIVE_TO: entered} for name in (ALL, f"{ONE}.7")}
            answer = hostile.submit(callback_id, memory, values)
            assert not any(words in answer for words in FAILED), (callback_id, entered)
        hostile.hears()


def test_a_form_of_settings_without_an_answer_changes_nothing(hostile: HostileSlack, sam: Person) -> None:
    """Complaint 11: one without the field for the weekly message was taken for a no."""
    filled: Json = {
        "nudges": {"value": {"selected_option": {"value": "yes"}}},
        "news": {"value": {"selected_option": {"value": "today"}}},
        "holidays": {"value": {"selected_option": {"value": "DE"}}},
        "weekday": {"value": {"selected_option": {"value": "2"}}},
        "time": {"value": {"selected_time": "10:00"}},
    }
    assert hostile.submit(SETTINGS_FORM, MISSING, filled) == ""
    before = sam.rep
    assert (before.consent, before.news_same_day) == (Consent.YES, True)
    for missing in filled:
        for left in ({}, {"value": {"selected_option": None}}):
            answer = hostile.submit(SETTINGS_FORM, MISSING, {**filled, missing: left})
            assert json.loads(answer)["response_action"] == "push", missing
            assert STRANGE in answer
            assert sam.rep == before


class TestOnPostgresql:
    """It takes neither every letter nor every number that SQLite does."""

    @pytest.fixture
    def story_database(self, migrated_postgresql: str) -> str:
        return migrated_postgresql

    def test_fields_no_form_of_ours_has(self, hostile: HostileSlack) -> None:
        test_fields_no_form_of_ours_has_are_answered_in_words(hostile)

    def test_what_a_button_of_ours_carried_once(self, hostile: HostileSlack) -> None:
        test_what_a_button_of_ours_carried_once_fails_nowhere(hostile)
