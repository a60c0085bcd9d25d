"""The words themselves: days, numbers, intervals, and each sentence in each of its forms."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.accounts import compose_account_form, compose_account_saved
from bot.messages.blocks import (
    Message,
    bold,
    button,
    count,
    escape,
    flatten,
    modal,
    name_day,
    name_interval,
    name_number,
    quote,
    quote_back,
    select,
    shorten,
    text_input,
)
from bot.messages.consent import compose_consented, compose_declined, compose_stopped, compose_welcome
from bot.messages.failures import compose_failure
from bot.messages.home import HomeFacts, compose_all_quiet, compose_home
from bot.messages.nudges import (
    NudgeFacts,
    compose_decided,
    compose_line,
    compose_not_yours_to_give,
    compose_nudge,
    describe_line_facts,
    first_name,
)
from bot.messages.people import compose_away, compose_back
from bot.messages.touches import (
    compose_account_unclear,
    compose_gone,
    compose_logged,
    compose_not_understood,
    compose_not_yours,
    compose_touch_form,
    describe_details,
)
from bot.parsing.presses import read_remembered
from jobs.rules.attention import Standing, Verdict
from jobs.rules.nudges import LineFacts, Outlook
from jobs.rules.touches import LoggedTouch, TouchDraft
from storage.records import Account, Attention, Consent, Kind, LineState, NudgeLine, Rep, Tier
from tests.builders import TODAY, days_before

ACME = Account(1, "Acme", days_before(300))


def say(shown: Message | dict[str, Any]) -> str:
    """All mrkdwn and the labels of a message or view."""
    blocks = shown.blocks if isinstance(shown, Message) else shown["blocks"]
    found: list[str] = []
    for block in blocks:
        if "text" in block:
            found.append(block["text"]["text"])
        for element in [*block.get("elements", []), *([block["accessory"]] if "accessory" in block else [])]:
            text = element.get("text") or element.get("placeholder")
            found.append(text["text"] if isinstance(text, dict) else text)
    return "\n".join(found)


# Pieces


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "today"),
        (1, "yesterday"),
        (-1, "tomorrow"),
        (6, "Thu 26 Feb"),
        (-6, "Tue 10 Mar"),
        (7, "25 Feb"),
        (299, "9 May"),
        (300, "8 May 2025"),
        (-300, "29 Dec 2026"),
    ],
)
def test_days_as_people_say_them(days: int, words: str) -> None:
    assert name_day(days_before(days), TODAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (1, "every day"),
        (7, "every week"),
        (14, "every 2 weeks"),
        (30, "every month"),
        (31, "every month"),
        (45, "every 45 days"),
        (60, "every 2 months"),
        (90, "every 3 months"),
    ],
)
def test_intervals_without_jargon(days: int, words: str) -> None:
    assert name_interval(days) == words


def test_numbers() -> None:
    assert [name_number(number) for number in (0, 3, 10, 11, -1)] == ["no", "three", "ten", "11", "-1"]
    assert (count(1, "day"), count(2, "day"), count(3, "touch", "touches")) == (
        "1 day",
        "2 days",
        "3 touches",
    )


def test_foreign_text() -> None:
    assert escape("<!channel> & co") == "&lt;!channel&gt; &amp; co"
    assert bold(" *A*\n& B ") == "*∗A∗ &amp; B*"
    assert shorten("one  two\nthree", 20) == "one two three"
    assert shorten("one two three", 8) == "one two…"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("What would *you* do?", "What would ∗you∗ do?"),
        ("_now_ or ~never~, in `code`", "ˍnowˍ or ∼never∼, in ˋcodeˋ"),
        ("**both**", "∗∗both∗∗"),
        (
            "5 * 3, price_list_2 and https://a.example/_now_",
            "5 * 3, price_list_2 and https://a.example/_now_",
        ),
    ],
)
def test_what_was_typed_formats_nothing(typed: str, shown: str) -> None:
    """A question with *you* in it was posted in bold with its bold turned inside out."""
    assert flatten(typed) == shown


@given(st.text(st.sampled_from("a &<>\n"), max_size=300), st.integers(1, 200))
def test_a_quote_is_cut_where_slack_counts_and_never_within_a_character(text: str, most: int) -> None:
    shown = quote(text, most)
    assert len(shown) <= most
    assert shown.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "").count("&") == 0
    if len(escape(text)) <= most:
        assert shown == escape(" ".join(text.split()))


@given(st.text(st.sampled_from("a&<é"), min_size=1, max_size=2500))
def test_nothing_that_was_typed_is_lost(text: str) -> None:
    given_back = "".join(block["elements"][0]["text"] for block in quote_back("You typed:", text))
    assert given_back == f"You typed: {escape(text)}"
    assert quote_back("You typed:", "") == []


def test_buttons_carry_and_forms_remember() -> None:
    assert json.loads(button("Go", "go", {"a": [1, "é"]})["value"]) == {"a": [1, "é"]}
    assert "value" not in button("Go", "go")
    view = modal("id", "Title", [], submit="Go", remember={"line": 3})
    assert read_remembered(view, "line") == {"line": 3}
    assert read_remembered(modal("id", "Title", [])) == {}
    assert "initial_option" not in select("Choose", "id", [])


def test_a_field_stretches_for_what_stands_in_it_already() -> None:
    field = text_input("note", "Note", initial="x" * 1500, most=1000)["element"]
    assert field["max_length"] == len(field["initial_value"]) == 1500
    field = text_input("note", "Note", initial="x" * 9000, most=1000)["element"]
    assert field["max_length"] == len(field["initial_value"]) == 3000
    assert "max_length" not in text_input("note", "Note")["element"]


def test_names() -> None:
    assert (first_name("Sam Lee"), first_name("  "), first_name("Sam")) == ("Sam", "  ", "Sam")


# Touches


def a_logged(
    note: str = "called", good_until: date | None = None, *, ask_kind: bool = False, **draft: Any
) -> LoggedTouch:
    return LoggedTouch(7, ACME, TouchDraft(note, TODAY, **draft), TODAY, good_until, ask_kind=ask_kind)


@pytest.mark.parametrize(
    ("good_until", "words"),
    [
        (TODAY + timedelta(days=30), "You're good until 3 Apr."),
        (TODAY, "You're good until today."),
        (days_before(9), "Attention was due by 23 Feb; a word just for them would help."),
        (None, "A touch that isn't about a sale starts the clock."),
    ],
)
def test_until_when_an_account_is_good(good_until: date | None, words: str) -> None:
    assert say(compose_logged(a_logged(good_until=good_until))).splitlines()[0].endswith(words)


def test_a_logged_touch_asks_or_tells_its_details() -> None:
    """Rule NS-1."""
    asked = say(compose_logged(a_logged(ask_kind=True, kind=Kind.SELLING, lines=("Borg",))))
    assert asked.splitlines()[1:] == [
        "Was this about a sale? Until you say no, it doesn't count as attention.",
        "Yes, a sale",
        "No, attention",
        "Undo",
        "Edit",
    ]


@pytest.mark.parametrize(
    ("draft", "details"),
    [
        ({}, ""),
        ({"with_whom": "Kim", "note": "lunch with kim"}, ""),
        ({"with_whom": "Kim", "place": "the & fair"}, "with Kim  ·  at the &amp; fair"),
        ({"place": "Mill Street", "note": "at mill street"}, ""),
        ({"lines": ("Borg", "Hale")}, "for Borg, Hale"),
        ({"kind": Kind.SELLING}, "about a sale"),
        ({"kind": Kind.SELLING, "order_placed": True}, "about a sale"),
        ({"kind": Kind.SCHEDULING}, "only setting a date"),
    ],
)
def test_details_are_what_the_note_does_not_tell(draft: dict[str, Any], details: str) -> None:
    assert describe_details(TouchDraft(**{"note": "called", "day": TODAY, **draft})) == details


def test_an_unclear_account_is_asked_for() -> None:
    """Complaint 18."""
    alike = say(compose_account_unclear("acmee", [(1, "Acme")], "called", alike=True))
    assert alike.splitlines() == [
        "I don't know an account called *acmee*. Did you mean this one?",
        "Not logged yet: called",
        "Acme",
        "Add “acmee”",
        "Type it again",
    ]
    several = say(compose_account_unclear("bolt", [(1, "Bolt East"), (2, "Bolt West")], "", alike=False))
    assert several.startswith("Several accounts go by *bolt*. Which one?\nBolt East\nBolt West")
    nobody = say(compose_account_unclear("zenith", [], "", alike=False))
    assert nobody.startswith("I don't know an account called *zenith* yet.")


def test_a_text_that_no_button_can_carry_stands_in_the_message() -> None:
    words = compose_account_unclear("zenith", [(1, "Acme")], "x" * 2500, alike=True)
    assert "Add" not in say(words)
    assert [block["type"] for block in words.blocks].count("context") == 5
    assert "Correct it" not in say(compose_not_understood("Too long.", "x" * 2500))
    assert "You typed" not in say(compose_not_understood("What happened?", ""))


def test_whose_touch_it_is() -> None:
    assert "logged by Dana &amp; co" in say(compose_not_yours("Dana & co"))
    assert "logged by somebody else" in say(compose_not_yours(None))
    assert "can't find that entry" in say(compose_gone())


def test_the_form_starts_with_what_is_known() -> None:
    empty = compose_touch_form(today=TODAY, remember={})
    assert empty["title"]["text"] == "Log a touch"
    assert empty["blocks"][0]["element"]["focus_on_load"]
    noted = compose_touch_form(today=TODAY, remember={}, note="met", account=(3, "Acme"))
    assert noted["blocks"][1]["element"]["initial_value"] == "met"
    assert noted["blocks"][0]["element"]["initial_option"]["value"] == "3"
    assert compose_touch_form(today=TODAY, remember={}, editing=True)["title"]["text"] == "Edit this touch"


def test_a_failure_says_the_next_step() -> None:
    """Complaint 14."""
    assert "Please press again." in say(compose_failure(expired=True))
    assert "You typed: /touch acme" in say(compose_failure("/touch acme"))


# Accounts


def test_the_account_form() -> None:
    new = compose_account_form(remember={}, name="Zenith")
    assert new["title"]["text"] == "Add an account"
    asked = ["name", "tier", "days", "aliases", "domain", "industry"]
    assert [block.get("block_id") for block in new["blocks"]] == asked
    waiting = compose_account_form(remember={}, name="Zenith", note="")
    assert waiting["blocks"][-1]["block_id"] == "note"
    own = replace(ACME, tier=Tier.A, ideal_days=10, aliases=("AC", "ACM"))
    changing = {
        block["block_id"]: block["element"]
        for block in compose_account_form(account=own, remember={})["blocks"]
    }
    assert changing["days"]["initial_value"] == "10"
    assert changing["tier"]["initial_option"]["value"] == "A"
    assert changing["aliases"]["initial_value"] == "AC, ACM"
    assert "initial_value" not in compose_account_form(account=ACME, remember={})["blocks"][2]["element"]


def test_an_account_is_confirmed() -> None:
    assert (
        say(compose_account_saved(ACME, new=True))
        == "✓ *Acme* is added: you want to be in touch every month."
    )
    assert "is saved" in say(compose_account_saved(ACME, new=False))


# Nudges


def facts(standing: Standing = Standing.QUIET, **more: Any) -> LineFacts:
    return LineFacts("Acme", standing, 50, 30, days_before(24), **more)


LAST = {"last_day": days_before(40), "last_note": "coffee_with_Kim", "last_by": "Dana", "last_by_id": 2}
ORDER = {"order_day": days_before(32), "before_order": 6}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (facts(Standing.NEVER_TOUCHED), "no touch yet (added 24 days ago)."),
        (facts(**LAST), "40 days since the last touch (Dana, 23 Jan: coffee_with_Kim)."),
        (facts(last_day=days_before(1)), "1 day since the last touch."),
        (facts(last_day=days_before(40), last_note="x"), "40 days since the last touch (23 Jan: x)."),
        (facts(), "50 days since the last touch."),
        (
            facts(**LAST, **ORDER),
            "6 touches in the six weeks to the order of 31 Jan, and none just for them in the 32 days since.",
        ),
        (
            facts(Standing.SELLING_ONLY, selling=3, **LAST),
            "all selling lately: 3 touches about a sale in 60 days, none just for them.",
        ),
        (
            facts(Standing.SELLING_ONLY, selling=2, **LAST),
            "50 days without a touch just for them, only about sales (Dana, 23 Jan: coffee_with_Kim).",
        ),
        (
            facts(Standing.SELLING_ONLY, selling=2, **ORDER),
            "6 touches in the six weeks to the order of 31 Jan, and none just for them in the 32 days since.",
        ),
        (
            facts(Standing.AFTER_ORDER, order_day=days_before(32), before_order=1),
            "the order came in 31 Jan, and not a word just for them since.",
        ),
        (
            facts(Standing.AFTER_ORDER),
            "the order came in lately, and not a word just for them since.",
        ),
        (
            facts(Standing.AFTER_ORDER, **ORDER),
            "6 touches in the six weeks to the order of 31 Jan, and none just for them in the 32 days since.",
        ),
    ],
)
def test_what_is_said_of_one_account(line: LineFacts, words: str) -> None:
    """Rules NS-3, NS-5 and NS-6: the client first, then the fact and its source."""
    assert describe_line_facts(line, TODAY, 1) == f"• *Acme*: {words}"


@pytest.mark.parametrize(
    ("standings", "words"),
    [
        ([Standing.QUIET], "One account has gone quiet:"),
        ([Standing.SELLING_ONLY], "One account would welcome some attention:"),
        ([Standing.QUIET, Standing.NEVER_TOUCHED], "Two accounts have gone quiet:"),
        ([Standing.QUIET, Standing.AFTER_ORDER], "Two accounts would welcome some attention:"),
    ],
)
def test_quiet_is_said_where_all_are_quiet(standings: list[Standing], words: str) -> None:
    """Rule NS-3."""
    lines = [NudgeLine(n, 1, n, n, facts(each).to_json()) for n, each in enumerate(standings)]
    nudge = compose_nudge(NudgeFacts("Sam Lee", TODAY, lines, 0))
    assert say(nudge).startswith(f"Good morning, Sam. {words}")
    assert nudge.text.startswith(words)
    assert "Away this week?" in say(nudge)


def test_the_others_wait_on_home() -> None:
    """Complaint 4."""
    line = NudgeLine(1, 1, 1, 1, facts().to_json())
    assert "12 more on your Home tab. Away this week?" in say(
        compose_nudge(NudgeFacts("Sam", TODAY, [line], 12))
    )


@pytest.mark.parametrize(
    ("state", "until", "words"),
    [
        (LineState.LOGGED, None, "✓ *Acme*: logged by you."),
        (LineState.SNOOZED, TODAY + timedelta(days=7), "✓ *Acme*: I'll be silent about them until 11 Mar."),
        (LineState.SNOOZED, None, "✓ *Acme*: I'll be silent about them until later."),
        (
            LineState.NOT_MINE,
            None,
            "✓ *Acme*: no longer yours. It waits for an owner on everybody's Home tab.",
        ),
        (LineState.OPEN, None, "*Acme* waits again."),
    ],
)
def test_what_became_of_a_line(state: LineState, until: date | None, words: str) -> None:
    line = NudgeLine(1, 1, 1, 1, facts().to_json(), state, snoozed_until=until)
    assert say(compose_decided(line, facts(), TODAY)) == words
    shown = compose_line(line, facts(), TODAY, 1)
    assert len(shown) == (2 if state is LineState.OPEN else 1)


def test_consent_in_words() -> None:
    """Complaint 11."""
    assert "Mondays at 08:30" in say(compose_welcome("Sam Lee", 0, "08:30"))
    assert "the first comes Mon 9 Mar" in say(compose_consented(0, "08:30", date(2026, 3, 9), TODAY))
    assert "I won't write to you unasked" in say(compose_declined(leads=False))
    assert "Stopped." in say(compose_stopped(leads=False))
    assert "until 31 Mar" in say(compose_away(date(2026, 3, 31), TODAY))
    assert "marked as here" in say(compose_back())
    assert "has a new owner" in say(compose_not_yours_to_give("Acme", undoing=True))
    assert "isn't yours any more" in say(compose_not_yours_to_give("Acme", undoing=False))


# Home


def a_verdict(
    number: int, standing: Standing, *, tier: Tier = Tier.B, ideal_days: int | None = None
) -> Verdict:
    account = Account(number, f"Client {number}", days_before(300), tier=tier, ideal_days=ideal_days)
    return Verdict(Attention(account), standing, 50, 30, 45, 0.6, days_before(20 - number))


def home(needing: list[Verdict] | None = None, due: list[Verdict] | None = None, **more: Any) -> str:
    rep = Rep(1, "Sam", "U1", **more.pop("rep", {}))
    total = more.pop("total", 1)
    return say(
        compose_home(
            HomeFacts(
                rep=rep,
                today=TODAY,
                outlook=Outlook(tuple(needing or ()), tuple(due or ()), total),
                recent=[],
                **more,
            )
        )
    )


def test_home_names_silence_and_selling_apart() -> None:
    """Rule NS-3."""
    shown = home([a_verdict(1, Standing.SELLING_ONLY), a_verdict(2, Standing.QUIET)])
    assert shown.index("Quiet too long") < shown.index("Client 2") < shown.index("All selling lately")
    assert "Quiet too long" not in home([a_verdict(1, Standing.AFTER_ORDER)])
    assert "All selling lately" not in home([a_verdict(1, Standing.QUIET)])


def test_what_a_line_says_once_it_is_logged() -> None:
    logged = replace(facts(), logged="sent the ferry timetable")
    line = NudgeLine(1, 1, 1, 1, logged.to_json(), LineState.LOGGED)
    assert say(compose_decided(line, logged, TODAY)) == "✓ *Acme*: sent the ferry timetable, logged by you."


def test_nobody_is_told_of_themselves_by_name() -> None:
    assert "(you, 23 Jan: coffee_with_Kim)" in describe_line_facts(facts(**LAST), TODAY, 2)


def test_an_order_and_a_sale_say_what_they_do_to_the_clock() -> None:
    """Rules NS-2 and NS-5: an answer must not promise more time than the bot then gives."""
    until = TODAY + timedelta(days=14)
    order = replace(
        a_logged("order placed", until, kind=Kind.SELLING, order_placed=True), restarts_clock=False
    )
    assert "After an order I look in sooner: you're good until 18 Mar." in say(compose_logged(order))
    quote = replace(a_logged("sent the quote", until, kind=Kind.SELLING), restarts_clock=False)
    assert "isn't counted as attention, so you're good until 18 Mar as before." in say(compose_logged(quote))


def test_the_whole_list_stands_under_the_words_that_are_true() -> None:
    """Rule NS-3."""
    needing = [a_verdict(1, Standing.SLIPPING), a_verdict(2, Standing.AFTER_ORDER)]
    shown = say(compose_all_quiet(needing, Rep(1, "Sam", "U1"), TODAY))
    assert "Slipping" in shown
    assert "Since the order" in shown
    assert "Quiet too long" not in shown


def test_home_shows_what_sleeps_and_how_to_wake_it() -> None:
    asleep = replace(a_verdict(3, Standing.QUIET).account, snoozed_until=TODAY + timedelta(days=6))
    outlook = Outlook((), (), 1, (asleep,))
    shown = say(compose_home(HomeFacts(rep=Rep(1, "Sam", "U1"), today=TODAY, outlook=outlook, recent=[])))
    assert "Nobody, apart from what you have snoozed." in shown
    assert "*Client 3*: I'm silent about them until Tue 10 Mar." in shown
    assert "Wake it up" in shown


def test_home_says_the_reason_once() -> None:
    assert "An A account: you wanted every month." in home([a_verdict(1, Standing.QUIET, tier=Tier.A)])
    own = a_verdict(1, Standing.QUIET, tier=Tier.A, ideal_days=30)
    assert "An A account" not in home([own])


def test_home_shows_a_handful_and_the_number_of_the_others() -> None:
    """Complaint 5."""
    due = [a_verdict(number, Standing.DUE) for number in range(10)]
    assert "And 2 more accounts." in home(due=due)
    assert "wanted by 16 Feb, no touch yet" in home(due=due)
    assert ": wanted today, no touch yet" in home(due=[a_verdict(21, Standing.FRESH)])
    assert "See all 6" in home([a_verdict(number, Standing.QUIET) for number in range(6)])
    assert "See all" not in home([a_verdict(number, Standing.QUIET) for number in range(5)])


def test_home_without_accounts_shows_the_way() -> None:
    assert "Three steps to a steady beat" in home(total=0)


@pytest.mark.parametrize(
    ("rep", "words"),
    [
        ({"consent": Consent.YES}, "Your weekly message comes on Mondays at 08:30 your time."),
        ({"consent": Consent.NO}, "Your weekly message is off: I write to you only when you ask."),
        (
            {"consent": Consent.YES, "away_until": TODAY + timedelta(days=1)},
            "You're away until tomorrow; I'm silent until then.",
        ),
        ({"consent": Consent.YES, "away_until": TODAY}, "Your weekly message comes on Mondays"),
    ],
)
def test_home_says_what_comes_by_itself(rep: dict[str, Any], words: str) -> None:
    assert words in home(rep=rep)


def test_an_empty_home_leads_with_what_waits_for_an_owner() -> None:
    """Sam opened Home after an import and was told to add accounts; his own stood at the bottom."""
    shown = home(total=0, unowned=[Account(1, "Acme", TODAY)])
    assert shown.index("Waiting for an owner") < shown.index("Three steps to a steady beat")
    assert shown.count("Waiting for an owner") == 1
    assert "Press _Take it_ above beside each account that is yours." in shown


def test_home_offers_the_accounts_nobody_owns() -> None:
    """Complaint 24."""
    many = [Account(number, f"Left {number}", TODAY) for number in range(30)]
    shown = home(unowned=many)
    assert "Waiting for an owner" in shown
    assert "more account" in shown
    assert "more account" not in home(unowned=many[:1])


def test_the_whole_list() -> None:
    assert (
        say(compose_all_quiet([], Rep(1, "Sam", "U1"), TODAY))
        == "Nobody. Every client has heard from you in time."
    )
    many = [a_verdict(number, Standing.QUIET) for number in range(95)]
    assert "And 1 more account." in say(compose_all_quiet(many, Rep(1, "Sam", "U1"), TODAY))
