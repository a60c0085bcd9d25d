"""What an account's card and the list of quiet accounts say, in each of their forms."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from bot.messages.account_cards import compose_card
from bot.messages.blocks import Message, actions, button
from bot.messages.charts import Series, bar_chart, list_figures
from bot.messages.lookups import compose_said_view, compose_which_account
from bot.messages.quiet import QuietFacts, compose_quiet
from bot.playground.block_rules import check_blocks
from jobs.rules.account_cards import AccountCard, conclude_card
from jobs.rules.account_facts import AccountFacts
from jobs.rules.attention import Standing, Verdict, judge_attention
from jobs.rules.nudges import Outlook
from storage.records import Account, Attention, Clock, Kind, Rep, Touch
from storage.story_records import Idea
from tests.builders import NOW, TODAY, days_before

SAM = Rep(1, "Sam Reyes", "U1")
DANA = Rep(2, "Dana Lee", "U2")
ACME = Account(7, "Acme", days_before(400), rep_id=SAM.id)


def a_touch(
    days_ago: int, kind: Kind = Kind.ATTENTION, by: Rep = SAM, note: str = "coffee", **more: Any
) -> Touch:
    return Touch(
        7, by.id, days_before(days_ago), NOW, note, kind, id=1, created_at=NOW, rep_name=by.name, **more
    )


def a_card(
    *touches: Touch,
    standing: Standing | None = None,
    account: Account = ACME,
    owner: Rep | None = SAM,
    rhythm: AccountFacts | None = None,
) -> AccountCard:
    attended = [touch.day for touch in touches if touch.kind is Kind.ATTENTION]
    facts = Attention(account, touches[0] if touches else None, max(attended, default=None))
    verdict = judge_attention(facts, TODAY, rhythm=rhythm)
    return conclude_card(
        replace(verdict, standing=standing or verdict.standing),
        [(touch.day, touch.kind) for touch in touches],
        touches,
        owner=owner,
        viewer=SAM,
        today=TODAY,
        clock=Clock.ATTENTION,
    )


def read_aloud(card: AccountCard) -> str:
    words = compose_card(card)
    check_blocks(words.blocks, "message")
    said: list[str] = []
    for block in words.blocks:
        if isinstance(block.get("text"), dict):
            said.append(block["text"]["text"])
        for element in block.get("elements", []):
            text = element.get("text") or element.get("placeholder")
            said.append(text if isinstance(text, str) else f"[{text['text']}]")
    return "\n".join(said)


def chart_of(card: AccountCard) -> dict[str, Any] | None:
    charts = [block for block in compose_card(card).blocks if block["type"] == "data_visualization"]
    return charts[0] if charts else None


@pytest.mark.parametrize(
    ("standing", "word"),
    [
        (Standing.QUIET, "Quiet too long"),
        (Standing.NEVER_TOUCHED, "Quiet too long"),
        (Standing.SLIPPING, "Slipping"),
        (Standing.SELLING_ONLY, "All selling lately"),
        (Standing.AFTER_ORDER, "Nothing just for them since the order"),
        (Standing.DUE, "Due: was wanted by Sat 28 Feb"),
        (Standing.FRESH, "Good until Sat 28 Feb"),
    ],
)
def test_the_standing_in_a_word_and_a_next_step(standing: Standing, word: str) -> None:
    """NS-3: "quiet" is for silence of every kind, also here."""
    due_on = TODAY - timedelta(days=3)
    card = a_card(a_touch(33), standing=standing)
    card = replace(card, verdict=replace(card.verdict, due_on=due_on), good_until=TODAY - timedelta(days=4))
    said = read_aloud(card)
    assert f"*{word}*" in said
    assert "*Next:* " in said


def test_a_snoozed_account_says_until_when_and_can_be_woken() -> None:
    card = a_card(a_touch(90), account=replace(ACME, snoozed_until=TODAY + timedelta(days=14)))
    said = read_aloud(card)
    assert "*Snoozed until 18 Mar*  ·  yours" in said
    assert "[Wake it up]" in said
    assert "[Snooze]" not in said


def test_a_snooze_that_is_over_is_not_mentioned() -> None:
    said = read_aloud(a_card(a_touch(3), account=replace(ACME, snoozed_until=TODAY)))
    assert "noozed until" not in said
    assert "[Snooze]" in said


def test_somebody_elses_account_cannot_be_snoozed_from_here() -> None:
    said = read_aloud(a_card(a_touch(3, by=DANA), owner=DANA))
    assert "*  ·  Dana Lee's\n" in said
    assert "We wanted every month" in said
    assert "from you" not in said
    assert "Dana Lee looks after them; if you were in touch too, log it here" in said
    assert "[Snooze]" not in said
    assert "[Take it]" not in said


def test_an_account_of_nobodys_can_be_taken() -> None:
    said = read_aloud(a_card(a_touch(3), owner=None))
    assert "nobody's yet" in said
    assert "[Take it]" in said
    assert "[Snooze]" not in said


def test_the_last_touches_name_who_logged_them() -> None:
    """Complaints 1 and 2: the last touch by somebody else is visible, with who it was."""
    said = read_aloud(
        a_card(
            a_touch(1, note="visited store", with_whom="Kim"),
            a_touch(9, Kind.SELLING, DANA, "sent the quote"),
            replace(a_touch(40, note="from the old CRM"), rep_id=None, rep_name=None),
        )
    )
    assert "• yesterday, you: visited store (with Kim)" in said
    assert "• 23 Feb, Dana Lee: sent the quote (about a sale)" in said
    assert "• 23 Jan: from the old CRM" in said


def test_the_bars_and_the_same_figures_in_words() -> None:
    touches = [a_touch(0), a_touch(3), a_touch(20, Kind.SELLING), a_touch(180)]
    chart = chart_of(a_card(*touches))
    assert chart is not None
    attention, selling = chart["chart"]["series"]
    assert [point["value"] for point in attention["data"]] == [1, *[0] * 11, 2]
    assert [point["value"] for point in selling["data"]] == [*[0] * 11, 1, 0]
    assert chart["chart"]["axis_config"]["categories"][0] == "4 Sep"
    assert (
        "Per fortnight since 4 Sep: Attention 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2; "
        "about a sale 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0."
    ) in read_aloud(a_card(*touches))


def test_calls_that_only_set_a_date_have_bars_of_their_own_where_there_are_any() -> None:
    chart = chart_of(a_card(a_touch(0, Kind.SCHEDULING)))
    assert chart is not None
    assert [each["name"] for each in chart["chart"]["series"]] == [
        "Attention",
        "About a sale",
        "Only setting a date",
    ]


def test_without_a_touch_there_is_no_chart_but_something_to_do() -> None:
    card = a_card()
    assert chart_of(card) is None
    said = read_aloud(card)
    assert "Press _Log touch_, or type `/touch`" in said
    assert "fortnight" not in said


def test_touches_of_long_ago_draw_no_bars() -> None:
    card = a_card(a_touch(300))
    assert chart_of(card) is None
    assert "*Last touches* (none in the last half year)" in read_aloud(card)
    assert "0 of the last 13 fortnights had at least one non-selling touch." in read_aloud(card)


def test_steadiness_of_a_new_account() -> None:
    """NS-7: only the fortnights since it was added count."""
    account = replace(ACME, added_on=days_before(30))
    assert "1 of the last 2 fortnights had" in read_aloud(a_card(a_touch(3), account=account))
    account = replace(ACME, added_on=days_before(14))
    assert "The last fortnight had a non-selling touch." in read_aloud(a_card(a_touch(3), account=account))
    account = replace(ACME, added_on=days_before(3))
    assert "fortnight had" not in read_aloud(a_card(a_touch(3), account=account))


def a_rhythm(**facts: Any) -> AccountFacts:
    return AccountFacts(
        **{
            "account": "Acme",
            "pattern": "steady",
            "days_quiet": 3,
            "touch_days": 9,
            "usual_gap": 9.2,
            **facts,
        }
    )


def test_the_usual_interval_is_said_once() -> None:
    said = read_aloud(a_card(a_touch(3), rhythm=a_rhythm()))
    assert "*Acme* usually hears from you every 9 days; the last touch was 3 days ago." in said
    assert "You wanted every month, at the latest after 45 days." in said
    assert said.count("every 9 days") == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "; usually they hear from you every 9 days."),
        ({"confidence": 0.5}, "; usually they hear from you every 9 days (an early estimate)."),
        ({"pattern": "peak_valley"}, "; they hear from you in bursts, so there is no usual interval."),
        ({"touch_days": 2}, "; there are too few touches yet to say what is usual."),
        ({"usual_gap": None}, "; there are too few touches yet to say what is usual."),
    ],
)
def test_the_usual_interval_beside_the_wanted_one(facts: dict[str, Any], words: str) -> None:
    card = a_card(a_touch(3), standing=Standing.SELLING_ONLY, rhythm=a_rhythm(**facts))
    assert f"You wanted every month, at the latest after 45 days{words}" in read_aloud(card)


def test_after_an_order_it_is_good_for_half_the_interval() -> None:
    """NS-5: the card says the same day as the answer to `/touch … order placed`."""
    order = a_touch(2, Kind.SELLING, note="order placed", order_placed=True)
    facts = Attention(ACME, order, days_before(5), 1, 1, order.day, 4, 0)
    card = conclude_card(
        judge_attention(facts, TODAY), [], [order], owner=SAM, viewer=SAM, today=TODAY, clock=Clock.ATTENTION
    )
    assert card.good_until == order.day + timedelta(days=14)


def test_known_since_its_first_touch_where_an_import_brought_older_ones() -> None:
    """NS-7: an account imported yesterday may have a year of touches."""
    card = a_card(a_touch(3), a_touch(100), account=replace(ACME, added_on=days_before(1)))
    assert card.steadiness.passed == 7


def test_who_took_an_account_over_is_not_told_that_it_heard_from_them() -> None:
    """It was a colleague who was in touch before."""
    assert "from you" in read_aloud(a_card(a_touch(3), rhythm=a_rhythm()))
    handed_over = read_aloud(a_card(a_touch(3, by=DANA), a_touch(12), rhythm=a_rhythm()))
    assert "from us" in handed_over
    assert "from you" not in handed_over


def test_a_window_names_no_button_that_it_does_not_have() -> None:
    """It was read there that "I did it" logs a touch, above nothing but Close."""
    card = replace(a_card(), ideas=(Idea(1, 7, 1, "Bring a baking guide", NOW),))
    assert "_I did it_" in str(compose_card(card).blocks)
    shown = compose_said_view(compose_card(card))["blocks"]
    assert "Bring a baking guide" in str(shown)
    assert "_I did it_" not in str(shown)
    assert shown[-1]["elements"][0]["text"].endswith("type `/account Acme` in any conversation.")
    # The heading of a list is no account's.
    listed = QuietFacts(SAM, TODAY, Outlook((), (), 0))
    assert "/account Three" not in str(compose_said_view(compose_quiet(listed)))
    assert compose_said_view(Message("x", [actions([button("Log touch", "card.log", 1)])]))["blocks"] == []


def test_a_misunderstood_name_is_given_back_whole() -> None:
    typed = "Kim & " * 150
    said = str(compose_which_account(typed.strip(), [], alike=False).blocks[1:-1])
    assert said.count("&amp;") == 150


def test_a_chart_keeps_to_the_limits_of_names() -> None:
    block = bar_chart("t" * 80, ["a", "b"], [Series("n" * 40, [1, 2])])
    check_blocks([block], "message")


def test_figures_as_a_sentence() -> None:
    assert list_figures([Series("One", [1, 0]), Series("Two", [0, 0])]) == "One 1, 0; two none"


def quiet_verdict(number: int) -> Verdict:
    account = Account(number, f"Client {number}", days_before(400))
    return judge_attention(Attention(account), TODAY)


def list_quiet(*needing: Verdict, total: int = 30, **more: Any) -> str:
    outlook = Outlook(needing, more.pop("due", ()), total, **more)
    words = compose_quiet(QuietFacts(SAM, TODAY, outlook))
    return words.text + str(words.blocks)


def test_at_most_ten_are_listed_and_the_rest_is_one_press_away() -> None:
    said = list_quiet(*(quiet_verdict(number) for number in range(1, 13)))
    assert said.startswith("12 of your accounts need attention.")
    assert said.count("no touch yet") == 10
    assert "See all 12" in said


def asleep(days: int) -> Account:
    return Account(days, f"Sleeper {days}", TODAY, snoozed_until=TODAY + timedelta(days=days))


def test_one_account_and_one_snoozed() -> None:
    said = list_quiet(quiet_verdict(1), snoozed=(asleep(1),))
    assert said.startswith("One of your accounts needs attention.")
    assert "Snoozed: *Sleeper 1* until tomorrow." in said
    assert "See all" not in said


def test_the_account_of_who_has_left_waits_for_an_owner() -> None:
    """The card sent people to Dana, who had left weeks ago."""
    said = read_aloud(a_card(owner=Rep(2, "Dana Lee", "U2", active=False)))
    assert "waits for an owner" in said
    assert "Dana Lee has left: whoever leads the team can hand this account over." in said
    assert "looks after them" not in said


def test_the_notification_keeps_names_of_days() -> None:
    """The whole text was in small letters: "due: wanted by sat 28 feb"."""
    card = replace(a_card(a_touch(33), standing=Standing.DUE), good_until=date(2026, 3, 7))
    assert compose_card(card).text == "Acme: due: wanted by Sat 7 Mar."


def test_nobody_is_quiet() -> None:
    due = replace(quiet_verdict(1), standing=Standing.DUE, due_on=date(2026, 3, 2))
    assert "Nobody. Every client has heard from you in time." in list_quiet()
    assert "Nothing is due this week either." in list_quiet()
    said = list_quiet(due=[due] * 7, snoozed=tuple(asleep(number) for number in range(1, 8)))
    assert "Nobody, apart from what you have snoozed." in said
    assert "wanted by Sun 1 Mar, no touch yet" in said
    assert "And 2 more accounts." in said
    assert "*Sleeper 5* until Mon 9 Mar and 2 more accounts." in said


def test_somebody_without_accounts_reads_the_first_steps() -> None:
    said = list_quiet(total=0)
    assert "Three steps to a steady beat" in said
    # "The button above" stood below, and "look here on Monday" in an answer that is gone by Monday.
    assert "Add an account with the button below" in said
    assert "Look at my Home tab on Monday" in said
    assert "Add an account" in said
