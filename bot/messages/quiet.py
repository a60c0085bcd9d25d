"""`/quiet`: one's own accounts that need attention, most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.blocks import (
    Block,
    Message,
    actions,
    bold,
    button,
    context,
    count,
    header,
    name_day,
    name_number,
    option,
    section,
    select,
)
from bot.messages.first_steps import compose_first_steps
from bot.messages.home import (
    ADD_ACCOUNT,
    SEE_ALL,
    SNOOZED_SHOWN,
    describe_due,
    group_needing,
    say_nobody,
)
from bot.messages.nudges import DETAILS, SNOOZE_CHOICES, describe_line_facts
from jobs.rules.attention import Verdict
from jobs.rules.nudges import Outlook, describe_line
from storage.records import Account, Rep

LOG = "quiet.log"
SNOOZE = "quiet.snooze"
WAKE = "quiet.wake"

SHOWN = 10
DUE_SHOWN = 5


@dataclass(frozen=True, slots=True)
class QuietFacts:
    """What one person's list shows."""

    rep: Rep
    today: date
    outlook: Outlook
    unowned: bool = False
    """Whether there are accounts that nobody owns."""


def compose_quiet(facts: QuietFacts, notice: Sequence[Block] = ()) -> Message:
    """Return the list; `notice` says above it what has just become of a press."""
    outlook = facts.outlook
    if not outlook.total:
        steps = [
            *compose_first_steps(taking=facts.unowned, at_home=False),
            actions([button("Add an account", ADD_ACCOUNT)]),
        ]
        return Message("You have no accounts yet.", [*notice, *steps])
    blocks = [*notice]
    if not outlook.needing:
        text = f"Who needs attention? {say_nobody(outlook)}"
        blocks += [section(text), *_list_due(facts), *_list_snoozed(facts)]
        return Message(text, blocks)
    for title, verdicts in group_needing(outlook.needing[:SHOWN]):
        blocks.append(header(title))
        for verdict in verdicts:
            blocks += _compose_line(verdict, facts)
    number = len(outlook.needing)
    if number > SHOWN:
        blocks.append(actions([button(f"See all {number}", SEE_ALL)]))
    blocks += _list_snoozed(facts)
    verb = "needs" if number == 1 else "need"
    return Message(f"{name_number(number).capitalize()} of your accounts {verb} attention.", blocks)


def _compose_line(verdict: Verdict, facts: QuietFacts) -> list[Block]:
    account = verdict.account
    return [
        section(describe_line_facts(describe_line(verdict), facts.today, facts.rep.id, headed=True)),
        actions(
            [
                button("Log touch", LOG, account.id, label=f"Log a touch for {account.name}"),
                select("Snooze", SNOOZE, [option(text, value) for text, value in SNOOZE_CHOICES[:3]]),
                button("Details", DETAILS, account.id, label=f"Details of {account.name}"),
            ],
            block_id=f"quiet.{account.id}",
        ),
    ]


def _list_due(facts: QuietFacts) -> list[Block]:
    due = facts.outlook.due_this_week
    if not due:
        return [section("Nothing is due this week either.")]
    lines = [f"• {bold(each.account.name)}: {describe_due(each, facts.today)}" for each in due[:DUE_SHOWN]]
    more = len(due) - DUE_SHOWN
    return [
        header("Due this week"),
        *(section(line) for line in lines),
        *([context(f"And {count(more, 'more account')}.")] if more > 0 else []),
    ]


def _list_snoozed(facts: QuietFacts) -> list[Block]:
    snoozed = facts.outlook.snoozed
    if not snoozed:
        return []
    named = [
        f"{bold(account.name)} until {name_day(until, facts.today)}"
        for account in snoozed[:SNOOZED_SHOWN]
        if (until := account.snoozed_until) is not None
    ]
    more = len(snoozed) - len(named)
    rest = f" and {count(more, 'more account')}" if more else ""
    return [context(f"Snoozed: {', '.join(named)}{rest}. `/account` and a name wakes one up.")]


def tell_snoozed_line(account: Account, until: date, today: date) -> list[Block]:
    """Say until when an account has left the list, with a way back."""
    return [
        section(
            f"✓ I'll be silent about {bold(account.name)} until {name_day(until, today)}.",
            accessory=button("Undo", WAKE, account.id, label=f"End the snooze of {account.name}"),
        )
    ]


def compose_quiet_help() -> Message:
    """Explain `/quiet`."""
    return Message(
        "Type /quiet to see which of your accounts need attention.",
        [
            section(
                "*Who needs you?* `/quiet` lists your own accounts, the most urgent first:\n"
                "• _Quiet too long_: no touch of any kind for longer than you wanted\n"
                "• _Slipping_: longer without one than its own rhythm allows\n"
                "• _All selling lately_: hears from you only about sales"
            ),
            context("`/account Acme` shows one account, yours or not."),
        ],
    )
