"""What a manager reads about the team: the mirror, on Home and at the top of the weekly message (NS-8)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from bot.messages.blocks import (
    Block,
    Message,
    button,
    context,
    count,
    divider,
    flatten,
    header,
    input_block,
    modal,
    name_day,
    name_number,
    name_share,
    option,
    plain_text,
    quote,
    section,
    shorten,
)
from bot.messages.enumerations import enumerate_names
from bot.messages.handovers import compose_departures, compose_offer_button
from bot.messages.nudges import (
    DETAILS,
    NudgeFacts,
    compose_nudge,
    compose_own_accounts,
    describe_line_facts,
    first_name,
    name_last,
    summarise,
)
from jobs.rules.attention import SILENT
from jobs.rules.mirror import LATELY, Mirror
from jobs.rules.team import RepSilence, TeamLine, TeamReport
from storage.records import Clock, Rep

MANAGERS_FORM = "team.managers_form"
MOST_MANAGERS = 10
MOST_NAMED = 3
"""People to whom something could not be delivered."""


def compose_weekly_message(nudge: NudgeFacts) -> Message:
    """Put the one message of a week into words: a manager's begins with the team."""
    if nudge.team is None:
        return compose_nudge(nudge)
    share = _describe_share(nudge.team.mirror)
    own = summarise(nudge.lines)
    blocks: list[Block] = [
        section(f"Good morning, {flatten(first_name(nudge.name))}. Your team first. {share}"),
        *_compose_report(nudge.team, nudge.today, nudge.rep_id),
        divider(),
    ]
    if nudge.lines or nudge.news or nudge.broken:
        blocks.append(section(f"*Your own accounts*\n{own}".rstrip()))
    blocks += compose_own_accounts(nudge)
    return Message(f"Your team: {share} {own}".rstrip(), blocks)


def compose_team(report: TeamReport, today: date, reader: Rep) -> list[Block]:
    """Return the section of a manager's Home."""
    blocks: list[Block] = [header("Your team")]
    if report.is_empty:
        return [*blocks, section("Once your team has accounts and logs touches, this shows where they went.")]
    return [
        *blocks,
        section(_describe_share(report.mirror)),
        *_compose_report(report, today, reader.id),
    ]


def compose_undelivered(number: int, people: Sequence[str] = ()) -> list[Block]:
    """Tell a manager that so many messages did not arrive, and who misses them; nothing where all did."""
    if not number:
        return []
    messages = "One message" if number == 1 else f"{name_number(number).capitalize()} messages"
    them = "it" if number == 1 else "them"
    named = [quote(name, 100) for name in people[:MOST_NAMED]]
    others = ["others"] if len(people) > MOST_NAMED else []
    whom = enumerate_names([*named, *others]) if named else "your team"
    return [
        context(
            f"{messages} to {whom} could not be delivered. "
            f"Whoever runs Drumbeat for you can see why, and send {them} again."
        )
    ]


def _describe_share(mirror: Mirror) -> str:
    days = f"of the last {LATELY} days"
    part, whole = mirror.in_sales, mirror.touches
    if not whole:
        return f"No touch has been logged in the last {LATELY} days."
    if whole == 1:
        which = "with" if part else "without"
        return f"The one touch {days} went to a client {which} a sale under way."
    if part < 2:
        number = "One" if part else "None"
        return f"{number} of the {whole} touches {days} went to a client with a sale under way."
    if part == whole:
        return f"All {whole} touches {days} went to clients with a sale under way."
    share = name_share(part, whole).capitalize()
    return f"{share} of the touches {days} went to clients with a sale under way: {part} of {whole}."


def _describe_attention(mirror: Mirror) -> str:
    part, whole = mirror.attention, mirror.touches
    if whole == 1:
        return "It was just for the client, not about a sale." if part else "It was not just for the client."
    if not part:
        return f"None of the {whole} touches was just for the client."
    if part == 1:
        return f"One of the {whole} touches was just for the client, not about a sale."
    if part == whole:
        return f"All {whole} touches were just for the client, not about a sale."
    share = name_share(part, whole).capitalize()
    return f"{share} of the {whole} touches were just for the client, not about a sale: {part}."


def _compose_report(report: TeamReport, today: date, reader: int | None) -> list[Block]:
    blocks: list[Block] = []
    if report.mirror.touches:
        blocks.append(context(_describe_attention(report.mirror)))
    blocks += compose_departures(report.departures)
    blocks += _compose_needing(report, today, reader)
    if report.to_ask:
        number = name_number(len(report.to_ask)).capitalize()
        blocks.append(section(f"*{number} to ask about, not about to buy*"))
        blocks += _compose_lines(report.to_ask, today, reader)
    blocks += [
        section(describe_silence(each, today), accessory=compose_offer_button(each.rep_id, each.name))
        for each in report.silences
    ]
    if report.to_ask or report.needing:
        blocks.append(context("A good question: what could we bring them that they haven't asked for?"))
    return blocks


def _compose_needing(report: TeamReport, today: date, reader: int | None) -> list[Block]:
    if not report.needing:
        return [section("None of your colleagues' A accounts needs attention at the moment.")]
    # NS-3: "quiet" is for silence of every kind.
    quiet = all(line.facts.standing in SILENT for line in report.needing)
    title = "*A accounts that have gone quiet*" if quiet else "*A accounts that would welcome attention*"
    return [section(title), *_compose_lines(report.needing, today, reader), *_count_more(report.more)]


def _count_more(more: int) -> list[Block]:
    if not more:
        return []
    return [context(f"{count(more, 'more A account')} would welcome attention.")]


def _compose_lines(lines: Iterable[TeamLine], today: date, reader: int | None) -> list[Block]:
    return [
        section(
            _describe_line(line, today, reader),
            accessory=button("Details", DETAILS, line.account_id, label=f"Details of {line.facts.account}"),
        )
        for line in lines
    ]


def _describe_line(line: TeamLine, today: date, reader: int | None) -> str:
    """Return the sentence about an account, and who looks after it unless that has been said."""
    told = describe_line_facts(line.facts, today, reader, of_team=True)
    last = name_last(line.facts, today, reader)
    if last and last in told and line.owner is not None and line.owner_id == line.facts.last_by_id:
        return told
    return f"{told} {_name_owner(line)}"


def _name_owner(line: TeamLine) -> str:
    if line.owner is None:
        return "This account waits for an owner."
    return f"Looked after by {quote(line.owner, 100)}."


def describe_silence(silence: RepSilence, today: date) -> str:
    """Say that all accounts of one person have gone quiet at once, and what may be done about it."""
    name, since = quote(silence.name, 100), name_day(silence.since, today)
    first = quote(first_name(silence.name), 100)
    return (
        f"All {silence.accounts} of {name}'s accounts have been silent since {since}. Is {first} away? "
        f"Then ask {first} to type `/drumbeat away until Monday`, or hand the accounts over."
    )


_CLOCK_CHOICES = {
    Clock.ATTENTION: option(
        "Only what was not about a sale",
        Clock.ATTENTION.value,
        "Quotes and orders don't count: the usual way",
    ),
    Clock.ANY: option("Any touch", Clock.ANY.value, "A quote or a date set counts as well as a visit"),
}
CLOCK = "clock"


def compose_team_form(managers: Sequence[Rep], clock: Clock, remember: dict[str, Any]) -> dict[str, Any]:
    """Ask who leads the team and which touches count; what holds now is chosen."""
    element: dict[str, Any] = {
        "type": "multi_users_select",
        "action_id": "value",
        "placeholder": plain_text("Choose people"),
        "max_selected_items": MOST_MANAGERS,
        "focus_on_load": True,
    }
    present = [rep.slack_id for rep in managers if rep.slack_id]
    if present:
        element["initial_users"] = present[:MOST_MANAGERS]
    return modal(
        MANAGERS_FORM,
        "Team settings",
        [
            input_block(
                "managers",
                "Who leads the team",
                element,
                hint="They see how the whole team's clients fare: on Home, and in their weekly message.",
                optional=True,
            ),
            input_block(
                CLOCK,
                "What counts as being in touch",
                {
                    "type": "radio_buttons",
                    "action_id": "value",
                    "options": list(_CLOCK_CHOICES.values()),
                    "initial_option": _CLOCK_CHOICES[clock],
                },
                hint="I count the days since the last such touch. It changes for the whole team at once.",
            ),
        ],
        submit="Save",
        remember=remember,
    )


def describe_managers(managers: Sequence[Rep]) -> str:
    """Return who leads the team, as a sentence."""
    if not managers:
        return "Nobody leads this team in Drumbeat now."
    return f"{_list_names(managers)} {'leads' if len(managers) == 1 else 'lead'} this team now."


def describe_clock(clock: Clock) -> str:
    """Return which touches count, as a sentence."""
    if clock is Clock.ANY:
        return "Any touch starts a client's count of days anew, also one about a sale."
    return "Only touches that were not about a sale start a client's count of days anew."


def compose_team_saved(managers: Sequence[Rep], clock: Clock, *, changed: bool) -> Message:
    """Confirm who leads the team, and, where that has `changed`, which touches count."""
    text = " ".join([describe_managers(managers), *([describe_clock(clock)] if changed else [])])
    return Message(
        text,
        [
            section(text),
            context(
                "The team is on their Home tab now; the weekly message comes to those who said yes to it."
            ),
        ],
    )


_NOBODY_LEADS = "Nobody leads this team yet, so nobody can change that."


def explain_who_may_choose(managers: Sequence[Rep]) -> str:
    """Say who can change who leads the team."""
    if not managers:
        return f"{_NOBODY_LEADS} Ask a Slack admin of your workspace to type `/drumbeat managers`."
    return _send_to(_list_names(managers), len(managers))


def explain_plainly_who_may_choose(managers: Sequence[Rep]) -> str:
    """Say the same in a form, which is plain text."""
    if not managers:
        return f"{_NOBODY_LEADS} Ask a Slack admin of your workspace to type /drumbeat managers."
    return _send_to(enumerate_names([shorten(rep.name, 60) for rep in managers[:3]]), len(managers))


def _send_to(names: str, number: int) -> str:
    if number == 1:
        return f"{names} leads this team; please ask them."
    return f"{names} lead this team; please ask one of them."


def explain_not_told() -> str:
    """Say that Slack did not tell who somebody is."""
    return "Slack didn't tell me who these people are. Please try again in a moment."


def compose_not_told() -> Message:
    """Answer somebody of whom Slack did not tell whether they may choose."""
    text = "Slack didn't tell me whether you're an admin. Please try again in a moment."
    return Message(text, [section(text)])


def compose_not_for_you(managers: Sequence[Rep]) -> Message:
    """Answer somebody who may not choose."""
    text = explain_who_may_choose(managers)
    return Message(text, [section(text)])


def _list_names(people: Sequence[Rep]) -> str:
    return enumerate_names([quote(rep.name, 100) for rep in people[:MOST_MANAGERS]])


def refuse_managers(names: Sequence[str]) -> str:
    """Say who can't lead the team, and why."""
    people = ", ".join(shorten(name, 60) for name in names[:3])
    return f"Please leave out {people}: guests, apps and people who have left can't lead the team."
