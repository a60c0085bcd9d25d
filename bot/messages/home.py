"""The Home tab: log a touch, who is quiet, what is due this week, the last touches, settings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from bot.messages.blocks import (
    Block,
    actions,
    bold,
    button,
    context,
    count,
    divider,
    header,
    modal,
    name_day,
    name_interval,
    name_wanted,
    option,
    quote,
    section,
    select,
)
from bot.messages.commitments import compose_home_promises
from bot.messages.feeds import compose_broken_feeds
from bot.messages.first_steps import compose_first_steps
from bot.messages.handovers import compose_handed_lately, compose_received
from bot.messages.news import compose_home_news
from bot.messages.nudges import DETAILS, SNOOZE_CHOICES, describe_line_facts
from bot.messages.people import WEEKDAYS
from bot.messages.sample_data import compose_samples_line, compose_samples_offer
from bot.messages.team import compose_team, compose_undelivered
from bot.messages.touches import OPEN_FORM
from jobs.rules.attention import SILENT, Standing, Verdict
from jobs.rules.commitments import Progress
from jobs.rules.home_events import HomeEvents
from jobs.rules.news import NewsOutlook
from jobs.rules.nudges import MOST_ACCOUNTS, Outlook, describe_line
from jobs.rules.sample_data import is_sample, may_try
from jobs.rules.team import TeamReport
from storage.records import Account, Consent, Rep, Tier, Touch

LOG = "home.log"
SNOOZE = "home.snooze"
WAKE = "home.wake"
SEE_ALL = "home.see_all"
EDIT_ACCOUNT = "home.edit_account"
ADD_ACCOUNT = "home.add_account"
TAKE = "home.take"
SETTINGS = "home.settings"
TURN_ON = "home.nudges_on"
TURN_OFF = "home.nudges_off"
BACK = "home.back"

DUE_SHOWN = 8
SNOOZED_SHOWN = 5
MOST_LISTED = 94
"""A modal holds 100 blocks: with four headings and the number of the rest."""
TOUCHES_SHOWN = 5
UNOWNED_SHOWN = 5
BROKEN_SHOWN = 3


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What one person's Home shows."""

    rep: Rep
    today: date
    outlook: Outlook
    recent: Sequence[tuple[Touch, str]]
    """The person's newest touches, each with the name of its account."""
    unowned: Sequence[Account] = ()
    """Accounts nobody owns."""
    team: TeamReport | None = None
    """For a manager."""
    undelivered: int = 0
    """For a manager: messages to the team that were given up lately."""
    news: NewsOutlook = field(default_factory=NewsOutlook)
    events: HomeEvents = field(default_factory=HomeEvents)
    promises: Sequence[Progress] = ()
    samples: int = 0
    """The person's sample accounts."""


def compose_home(facts: HomeFacts) -> dict[str, Any]:
    """Return the Home view."""
    blocks: list[Block] = [
        actions(
            [
                button("Log a touch", OPEN_FORM, style="primary"),
                button("Add an account", ADD_ACCOUNT),
                button("Settings", SETTINGS),
            ]
        )
    ]
    if facts.rep.consent is Consent.UNASKED:
        blocks += _ask_for_consent()
    blocks += compose_samples_line(facts.samples)
    blocks += compose_handed_lately(facts.events.handed)
    blocks += compose_received(facts.events.received)
    if facts.outlook.total:
        blocks += _compose_quiet(facts)
        blocks += _compose_due(facts)
        blocks += _compose_snoozed(facts)
        blocks += compose_home_promises(facts.promises, facts.today)
        blocks += compose_home_news(facts.news.stories, facts.today, facts.rep.id, feeds=facts.news.feeds)
    else:
        blocks += _compose_unowned(facts)
        if facts.team is None or facts.team.is_empty:
            blocks += compose_first_steps(taking=bool(facts.unowned))
        if may_try(accounts=facts.outlook.total, samples=facts.samples):
            blocks += compose_samples_offer()
    if facts.team is not None:
        blocks += compose_team(facts.team, facts.today, facts.rep)
        blocks += compose_undelivered(facts.undelivered, facts.events.undelivered_to)
    blocks += compose_broken_feeds(facts.news.broken[:BROKEN_SHOWN], facts.today)
    if facts.outlook.total:
        blocks += _compose_unowned(facts)
    blocks += _compose_recent(facts)
    blocks += [divider(), *_compose_settings_line(facts)]
    blocks.append(context("I don't read your messages. I only see what you log or send me."))
    return {"type": "home", "callback_id": "home", "blocks": blocks}


def _ask_for_consent() -> list[Block]:
    return [
        section(
            "May I send you one short message a week about the accounts that have gone quiet?",
            accessory=button("Yes, please", TURN_ON, style="primary"),
        )
    ]


def _compose_quiet(facts: HomeFacts) -> list[Block]:
    needing = facts.outlook.needing
    if not needing:
        return [header("Quiet too long"), section(say_nobody(facts.outlook))]
    blocks: list[Block] = []
    for title, verdicts in group_needing(needing[:MOST_ACCOUNTS]):
        blocks.append(header(title))
        for verdict in verdicts:
            blocks += _compose_account(verdict, facts)
    if len(needing) > MOST_ACCOUNTS:
        blocks.append(actions([button(f"See all {len(needing)}", SEE_ALL)]))
    return blocks


def say_nobody(outlook: Outlook) -> str:
    """Say that no account needs attention, which is not to be said of those that sleep."""
    if outlook.snoozed:
        return "Nobody, apart from what you have snoozed."
    return "Nobody. Every client has heard from you in time."


def group_needing(shown: Sequence[Verdict]) -> list[tuple[str, list[Verdict]]]:
    """Return the accounts that need attention under the words that are true of them, in their order."""
    # NS-3: "quiet" is for silence of every kind; whom a quote reached last week would find it untrue.
    quiet = [verdict for verdict in shown if verdict.standing in SILENT]
    slipping = [verdict for verdict in shown if verdict.standing is Standing.SLIPPING]
    ordered = [verdict for verdict in shown if verdict.standing is Standing.AFTER_ORDER]
    selling = [verdict for verdict in shown if verdict.standing is Standing.SELLING_ONLY]
    groups = [
        ("Quiet too long", quiet),
        ("Since the order", ordered),
        ("All selling lately", selling),
        ("Slipping", slipping),
    ]
    return [(title, verdicts) for title, verdicts in groups if verdicts]


def _compose_account(verdict: Verdict, facts: HomeFacts) -> list[Block]:
    account = verdict.account
    sentence = describe_line_facts(describe_line(verdict), facts.today, facts.rep.id, headed=True)
    wish = "" if "you wanted" in sentence else f" {_describe_wish(verdict)}"
    edit = button("Edit account", EDIT_ACCOUNT, account.id, label=f"Edit {account.name}")
    return [
        section(f"{sentence}{wish}"),
        actions(
            [
                button("Log touch", LOG, account.id, label=f"Log a touch for {account.name}"),
                select("Snooze", SNOOZE, [option(text, value) for text, value in SNOOZE_CHOICES[:3]]),
                button("Details", DETAILS, account.id, label=f"Details of {account.name}"),
                *([] if is_sample(account) else [edit]),
            ],
            block_id=f"account.{account.id}",
        ),
    ]


def _describe_wish(verdict: Verdict) -> str:
    interval = name_interval(verdict.ideal)
    if verdict.account.ideal_days is None and verdict.account.tier is Tier.A:
        return f"An A account: you wanted {interval}."
    return f"You wanted {interval}."


def _compose_due(facts: HomeFacts) -> list[Block]:
    due = facts.outlook.due_this_week
    blocks: list[Block] = [header("Due this week")]
    if not due:
        return [*blocks, section("Nothing is due this week.")]
    blocks += [
        section(
            f"• {bold(verdict.account.name)}: {describe_due(verdict, facts.today)}",
            accessory=button(
                "Log touch", LOG, verdict.account.id, label=f"Log a touch for {verdict.account.name}"
            ),
        )
        for verdict in due[:DUE_SHOWN]
    ]
    if len(due) > DUE_SHOWN:
        blocks.append(context(f"And {count(len(due) - DUE_SHOWN, 'more account')}."))
    return blocks


def _compose_snoozed(facts: HomeFacts) -> list[Block]:
    snoozed = facts.outlook.snoozed
    if not snoozed:
        return []
    lines = [
        section(
            f"• {bold(account.name)}: I'm silent about them until {name_day(until, facts.today)}.",
            accessory=button("Wake it up", WAKE, account.id, label=f"End the snooze of {account.name}"),
        )
        for account in snoozed[:SNOOZED_SHOWN]
        if (until := account.snoozed_until) is not None
    ]
    more = len(snoozed) - SNOOZED_SHOWN
    return [
        header("Snoozed"),
        *lines,
        *([context(f"And {count(more, 'more account')}.")] if more > 0 else []),
    ]


def describe_due(verdict: Verdict, today: date) -> str:
    """Return when attention is due, and what was last."""
    last = verdict.facts.last_touch
    by = verdict.due_on - timedelta(days=1)
    when = name_wanted(by, today)
    if last is None:
        return f"{when}, no touch yet"
    return f"{when}, last touch {name_day(last.day, today)} ({quote(last.note, 120)})"


def _compose_unowned(facts: HomeFacts) -> list[Block]:
    if not facts.unowned:
        return []
    lines = [
        section(
            f"• {bold(account.name)}",
            accessory=button("Take it", TAKE, account.id, label=f"Become the owner of {account.name}"),
        )
        for account in facts.unowned[:UNOWNED_SHOWN]
    ]
    more = len(facts.unowned) - UNOWNED_SHOWN
    return [
        header("Waiting for an owner"),
        *lines,
        *([context(f"And {count(more, 'more account')}.")] if more > 0 else []),
    ]


def _compose_recent(facts: HomeFacts) -> list[Block]:
    blocks: list[Block] = [header("Your last touches")]
    if not facts.recent:
        return [*blocks, section("None yet. Type `/touch Acme visited store` anywhere.")]
    lines = [
        f"• {name_day(touch.day, facts.today)}: {bold(account)}, {quote(touch.note, 200)}"
        for touch, account in facts.recent
    ]
    return [*blocks, section("\n".join(lines))]


def _compose_settings_line(facts: HomeFacts) -> list[Block]:
    rep = facts.rep
    if rep.consent is Consent.UNASKED:
        return []  # the question stands at the top
    when = f"{WEEKDAYS[rep.nudge_weekday]}s at {rep.nudge_time:%H:%M} your time"
    if rep.status_away_until is not None and facts.today < rep.status_away_until:
        return [section("Your Slack status says that you're away, so I'm silent until it is cleared.")]
    if rep.away_until is not None and facts.today < rep.away_until:
        return [
            section(
                f"You're away until {name_day(rep.away_until, facts.today)}; I'm silent until then.",
                accessory=button("I'm back", BACK),
            )
        ]
    if rep.consent is Consent.YES:
        return [section(f"Your weekly message comes on {when}.", accessory=button("Turn it off", TURN_OFF))]
    return [
        section(
            "Your weekly message is off: I write to you only when you ask. "
            "`/touch`, `/account`, `/quiet` and this tab work as before.",
            accessory=button("Turn it on", TURN_ON),
        )
    ]


def compose_all_quiet(needing: Sequence[Verdict], rep: Rep, today: date) -> dict[str, Any]:
    """Return the whole list of accounts that need attention, as far as a modal holds it."""
    blocks: list[Block] = []
    for title, verdicts in group_needing(needing[:MOST_LISTED]):
        blocks.append(header(title))
        blocks += [
            section(
                describe_line_facts(describe_line(verdict), today, rep.id, headed=True),
                accessory=button(
                    "Log touch", LOG, verdict.account.id, label=f"Log a touch for {verdict.account.name}"
                ),
            )
            for verdict in verdicts
        ]
    if len(needing) > MOST_LISTED:
        blocks.append(context(f"And {count(len(needing) - MOST_LISTED, 'more account')}."))
    if not blocks:
        blocks.append(section("Nobody. Every client has heard from you in time."))
    return modal("home.all_quiet", "Who needs attention", blocks, close="Close")
