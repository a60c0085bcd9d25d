"""An account's card: how it stands and why, its half year as bars and as words, what to do next."""

from collections.abc import Sequence
from datetime import timedelta

from bot.messages.blocks import (
    Block,
    Element,
    Message,
    actions,
    bold,
    button,
    context,
    count,
    flatten,
    header,
    name_day,
    name_interval,
    name_wanted,
    option,
    quote,
    section,
    select,
    shorten,
)
from bot.messages.charts import Series, bar_chart, list_figures
from bot.messages.commitments import compose_card_promises
from bot.messages.ideas import compose_ideas
from bot.messages.lookups import CARD_NAME
from bot.messages.news import SHOW as SHOW_NEWS
from bot.messages.news import compose_card_news
from bot.messages.nudges import SNOOZE_CHOICES, describe_reason
from bot.messages.touches import describe_details
from jobs.rules.account_cards import AccountCard
from jobs.rules.attention import SILENT, Standing
from jobs.rules.nudges import describe_line, is_snoozed
from jobs.rules.sample_data import is_sample
from jobs.rules.verdict_words import EARLY_CONFIDENCE, continue_name, name_usual_gap, say_we
from jobs.rules.verdict_words import name_interval as name_estimate
from storage.records import Touch

LOG = "card.log"
SNOOZE = "card.snooze"
WAKE = "card.wake"
EDIT = "card.edit"
TAKE = "card.take"

SOON = timedelta(days=3)

LEAST_GAPS = 2
"""Fewer say nothing about what is usual."""


def compose_card(card: AccountCard, notice: Sequence[Block] = ()) -> Message:
    """Return the card; `notice` says above it what has just become of a press."""
    blocks = [*notice, *_compose_head(card)]
    if any(each.touches for each in card.fortnights):
        blocks += _compose_half_year(card)
    blocks += _compose_touches(card)
    blocks += compose_card_news(card.news, card.today, card.viewer.id)
    blocks += compose_card_promises(card.promises, card.today)
    blocks += compose_ideas(card.ideas, card.today)
    blocks += [section(f"*Next:* {_name_next_step(card)}"), _compose_buttons(card)]
    standing = name_standing(card)
    return Message(f"{flatten(card.account.name)}: {standing[:1].lower()}{standing[1:]}.", blocks)


def name_standing(card: AccountCard) -> str:
    """Return how the account stands, in a word or two."""
    until = card.account.snoozed_until
    if until is not None and is_snoozed(card.verdict, card.today):
        return f"Snoozed until {name_day(until, card.today)}"
    match card.verdict.standing:
        case standing if standing in SILENT:
            return "Quiet too long"
        case Standing.SLIPPING:
            return "Slipping"
        case Standing.AFTER_ORDER:
            return "Nothing just for them since the order"
        case Standing.SELLING_ONLY:
            return "All selling lately"
        case Standing.DUE:
            return f"Due: {name_wanted(card.good_until, card.today)}"
        case _:
            return f"Good until {name_day(card.good_until, card.today)}"


def _compose_head(card: AccountCard) -> list[Block]:
    reason = _describe_reason_of(card)
    parts = [reason, _describe_intervals(card, reason)]
    if card.recent and card.steadiness.passed:
        parts.append(_describe_steadiness(card))
    return [
        {**header(card.account.name), "block_id": CARD_NAME},
        section(f"*{name_standing(card)}*  ·  {_name_owner(card)}"),
        section("\n".join(parts)),
    ]


def _name_owner(card: AccountCard) -> str:
    if card.owner is None:
        return "nobody's yet"
    if card.owner.id == card.viewer.id:
        return "yours"
    if not card.owner.active:
        return "waits for an owner"
    return f"{quote(card.owner.name, 150)}'s"


def _describe_reason_of(card: AccountCard) -> str:
    """Return the reason for the verdict, in the words of the nudge or, where all is well, of the rhythm."""
    verdict = card.verdict
    if verdict.needs_attention or verdict.rhythm is None:
        said = describe_reason(describe_line(verdict), card.today)
    else:
        said = bold(card.account.name) + continue_name(verdict.rhythm)
    return said if _hears_from_viewer(card) else say_we(said)


def _hears_from_viewer(card: AccountCard) -> bool:
    """It is theirs, and it was not a colleague who was in touch last: it may have been handed over."""
    if card.owner is None or card.owner.id != card.viewer.id:
        return False
    return not card.recent or card.recent[0].rep_id in {None, card.viewer.id}


def _describe_intervals(card: AccountCard, reason: str) -> str:
    """Return the wanted and the usual interval, as far as the reason has not said them."""
    verdict, rhythm = card.verdict, card.verdict.rhythm
    wanted = name_interval(verdict.ideal)
    latest = f"at the latest after {count(verdict.maximum, 'day')}"
    you, hear = ("You", "from you") if _hears_from_viewer(card) else ("We", "from us")
    said = latest.capitalize() if f"wanted {wanted}" in reason else f"{you} wanted {wanted}, {latest}"
    if not card.recent or rhythm is None:
        return f"{said}."
    if rhythm.usual_gap is None or rhythm.touch_days <= LEAST_GAPS:
        return f"{said}; there are too few touches yet to say what is usual."
    if rhythm.pattern == "peak_valley":
        return f"{said}; they hear {hear} in bursts, so there is no usual interval."
    usual = name_estimate(name_usual_gap(rhythm) or rhythm.usual_gap)
    if f"usually hears {hear} {usual}" in reason:
        return f"{said}."
    early = " (an early estimate)" if rhythm.confidence < EARLY_CONFIDENCE else ""
    return f"{said}; usually they hear {hear} {usual}{early}."


def _describe_steadiness(card: AccountCard) -> str:
    kept, passed = card.steadiness.kept, card.steadiness.passed
    if passed == 1:
        return f"The last fortnight had {'a' if kept else 'no'} non-selling touch."
    return f"{kept} of the last {passed} fortnights had at least one non-selling touch."


def _list_series(card: AccountCard) -> list[Series]:
    series = [
        Series("Attention", [each.attention for each in card.fortnights]),
        Series("About a sale", [each.selling for each in card.fortnights]),
        Series("Only setting a date", [each.scheduling for each in card.fortnights]),
    ]
    return series[:2] if not any(series[2].values) else series


def _compose_half_year(card: AccountCard) -> list[Block]:
    starts = [f"{each.first.day} {each.first:%b}" for each in card.fortnights]
    return [
        bar_chart("Touches per fortnight", starts, _list_series(card)),
        context(_describe_half_year(card)),
    ]


def _describe_half_year(card: AccountCard) -> str:
    first = card.fortnights[0].first
    return f"Per fortnight since {first.day} {first:%b}: {list_figures(_list_series(card))}."


def _compose_touches(card: AccountCard) -> list[Block]:
    if not card.recent:
        return [
            section(
                "Press _Log touch_, or type `/touch`, the name and what happened: "
                "from the first touch on, half a year stands here as bars."
            )
        ]
    lines = [_describe_touch(touch, card) for touch in card.recent]
    none_lately = "" if any(each.touches for each in card.fortnights) else " (none in the last half year)"
    return [section("\n".join([f"*Last touches*{none_lately}", *lines]))]


def _describe_touch(touch: Touch, card: AccountCard) -> str:
    who = ""
    if touch.rep_id == card.viewer.id:
        who = ", you"
    elif touch.rep_name:
        who = f", {quote(touch.rep_name, 60)}"
    details = describe_details(touch, most=60)
    note = quote(touch.note, 160)
    return f"• {name_day(touch.day, card.today)}{who}: {note}{f' ({details})' if details else ''}"


def _name_next_step(card: AccountCard) -> str:
    step = _name_step(card)
    if card.owner is None:
        return f"{step} Nobody owns this account, so nobody is reminded: take it if it is yours."
    if not card.owner.active:
        name = quote(card.owner.name, 150)
        return f"{step} {name} has left: whoever leads the team can hand this account over."
    if card.owner.id != card.viewer.id:
        return (
            f"{step} {quote(card.owner.name, 150)} looks after them; if you were in touch too, log it here "
            "and both of you see it."
        )
    return step


def _name_step(card: AccountCard) -> str:
    verdict = card.verdict
    if is_snoozed(verdict, card.today):
        return "nothing until then. Wake it up if something has changed."
    match verdict.standing:
        case Standing.NEVER_TOUCHED:
            return "say hello. A short call is a good beginning."
        case Standing.QUIET:
            return "a short sign of life is enough: a call, a visit, an article they would like."
        case Standing.SLIPPING:
            return "a word this week brings the old beat back."
        case Standing.SELLING_ONLY:
            return "something that isn't about a sale: ask how things go, or bring them an idea."
        case Standing.AFTER_ORDER:
            return "the order is placed, so ask how it goes, with nothing to sell."
        case Standing.DUE:
            return "a touch this week keeps the beat."
        case _ if not card.recent:
            return f"say hello by {name_day(card.good_until, card.today)}."
        case _ if card.good_until <= card.today + SOON:
            return f"the next touch is {name_wanted(card.good_until, card.today)}."
        case _:
            return (
                f"nothing is pressing; the next touch is wanted by {name_day(card.good_until, card.today)}."
            )


def _compose_buttons(card: AccountCard) -> Block:
    account = card.account
    elements: list[Element] = [
        button("Log touch", LOG, account.id, style="primary", label=f"Log a touch for {account.name}")
    ]
    if card.owner is None:
        elements.append(button("Take it", TAKE, account.id, label=f"Become the owner of {account.name}"))
    elif card.owner.id == card.viewer.id:
        elements.append(
            button("Wake it up", WAKE, account.id, label=f"End the snooze of {account.name}")
            if is_snoozed(card.verdict, card.today)
            else select("Snooze", SNOOZE, [option(text, value) for text, value in SNOOZE_CHOICES[:3]])
        )
    if not is_sample(account):
        elements.append(button("Edit account", EDIT, account.id, label=f"Edit {shorten(account.name, 60)}"))
        elements.append(
            button("News", SHOW_NEWS, account.id, label=f"News about {shorten(account.name, 50)}")
        )
    return actions(elements, block_id=f"card.{account.id}")
