"""The weekly nudge, the welcome that asks for it, and what a pressed line turns into."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

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
    input_block,
    modal,
    name_day,
    name_number,
    option,
    quote,
    section,
    select,
    shorten,
)
from bot.messages.feeds import compose_told_feeds
from bot.messages.news import compose_line_news, compose_message_news
from bot.messages.promise_lines import compose_promise_line
from bot.messages.sample_data import compose_samples_note
from jobs.rules.attention import ALL_SELLING_TOUCHES, SILENT, Standing
from jobs.rules.feeds import WatchedFeed
from jobs.rules.nudges import LineFacts
from jobs.rules.promise_lines import PromiseLine
from jobs.rules.team import TeamReport
from jobs.rules.verdict_words import continue_name, say_we, tells_more_than_days
from storage.records import LineState, NudgeLine
from storage.story_records import AccountStory

LOG = "nudge.log"
SNOOZE = "nudge.snooze"
NOT_MINE = "nudge.not_mine"
UNDO = "nudge.undo"
AWAY = "nudge.away"
DETAILS = "card.details"
SNOOZE_FORM = "nudge.snooze_form"

PICK_A_DATE = "pick"
SNOOZE_CHOICES = (("1 week", "7"), ("2 weeks", "14"), ("1 month", "30"), ("Pick a date…", PICK_A_DATE))


@dataclass(frozen=True, slots=True)
class NudgeFacts:
    """What one weekly nudge is about."""

    name: str
    today: date
    lines: Sequence[NudgeLine]
    more: int
    team: TeamReport | None = None
    """For a manager."""
    rep_id: int | None = None
    """Whom it is for."""
    news: Sequence[AccountStory] = ()
    broken: Sequence[WatchedFeed] = ()
    """Feeds that are theirs to mend."""
    promises: Mapping[int, PromiseLine] = field(default_factory=dict[int, PromiseLine])
    """By account: what the person said they would do for it."""
    message_id: int | None = None
    """By it the buttons of the news find the message again."""
    samples: bool = False
    """Whether its accounts are made up."""


def compose_nudge(nudge: NudgeFacts) -> Message:
    """Say who has gone quiet, and offer the likely answers."""
    summary = summarise(nudge.lines) or _summarise_rest(nudge)
    greeting = section(f"Good morning, {flatten(first_name(nudge.name))}. {summary}")
    named = [LineFacts.from_json(line.facts).account for line in nudge.lines]
    names = ", ".join(
        flatten(each) for each in dict.fromkeys([*named, *(each.account for each in nudge.news)])
    )
    return Message(f"{summary} {names}".rstrip(), [greeting, *compose_own_accounts(nudge)])


def _summarise_rest(nudge: NudgeFacts) -> str:
    """Return what a message without lines is about."""
    if nudge.news:
        return "Nobody needs you more than usual, but there is news:"
    return "Nobody needs you more than usual."


def compose_own_accounts(nudge: NudgeFacts) -> list[Block]:
    """Return the lines of a message with their buttons, and its end."""
    blocks: list[Block] = []
    attached = {each.account_id: each for each in reversed(nudge.news)}
    for line in nudge.lines:
        blocks += compose_line(
            line,
            LineFacts.from_json(line.facts),
            nudge.today,
            nudge.rep_id,
            promise=nudge.promises.get(line.account_id),
        )
        if line.account_id in attached:
            story = attached.pop(line.account_id)
            blocks += compose_line_news(story, nudge.today, nudge.rep_id, nudge.message_id)
    shown = {line.account_id for line in nudge.lines}
    first = {each.account_id: each.id for each in reversed(nudge.news)}
    rest = [each for each in nudge.news if each.account_id not in shown or first[each.account_id] != each.id]
    blocks += compose_message_news(rest, nudge.today, nudge.rep_id, nudge.message_id)
    blocks += compose_told_feeds(nudge.broken, nudge.today)
    closing = f"{name_number(nudge.more).capitalize()} more on your Home tab. " if nudge.more else ""
    made_up = [compose_samples_note()] if nudge.samples else []
    return [*blocks, *made_up, context(f"{closing}Away this week?"), actions([button("I'm away", AWAY)])]


def first_name(name: str) -> str:
    return name.split(maxsplit=1)[0] if name.split() else name


def summarise(shown: Sequence[NudgeLine]) -> str:
    """Return what the lines of a message have in common; nothing where there are none."""
    lines = [LineFacts.from_json(line.facts) for line in shown]
    if not lines:
        return ""
    number = name_number(len(lines)).capitalize()
    quiet = [facts for facts in lines if facts.standing in SILENT]
    if len(lines) == 1:
        return "One account has gone quiet:" if quiet else "One account would welcome some attention:"
    if len(quiet) == len(lines):
        return f"{number} accounts have gone quiet:"
    if all(facts.standing is Standing.SLIPPING for facts in lines):
        return f"{number} accounts are slipping:"
    return f"{number} accounts would welcome some attention:"


def compose_line(
    line: NudgeLine,
    facts: LineFacts,
    today: date,
    reader: int | None,
    *,
    promise: PromiseLine | None = None,
) -> list[Block]:
    """Return one account's blocks: the sentence with its buttons, or what became of it.

    `reader` is the id of the person it is for, who is not told of themselves by name; below it stands what
    they said they would do for the account.
    """
    said = [] if promise is None else compose_promise_line(line, promise, today)
    if line.state is not LineState.OPEN:
        decided = section(
            _describe_decision(line, facts, today),
            accessory=button("Undo", UNDO, line.id, label=f"Undo for {facts.account}"),
            block_id=f"line.{line.id}.done",
        )
        return [decided, *(said if promise is not None and promise.answered else [])]
    return [
        section(describe_line_facts(facts, today, reader), block_id=f"line.{line.id}"),
        actions(compose_line_buttons(line, facts.account), block_id=f"line.{line.id}.buttons"),
        *said,
    ]


def compose_line_buttons(line: NudgeLine, account: str) -> list[Element]:
    return [
        button("Log touch", LOG, line.id, label=f"Log a touch for {account}"),
        select("Snooze", SNOOZE, [option(text, value) for text, value in SNOOZE_CHOICES]),
        button("Not mine", NOT_MINE, line.id, label=f"{account} is not mine"),
        button("Details", DETAILS, line.account_id, label=f"Details of {account}"),
    ]


def describe_line_facts(
    facts: LineFacts, today: date, reader: int | None, *, of_team: bool = False, headed: bool = False
) -> str:
    """Return the sentence about one account: the client first, then the fact and its source.

    `of_team` is for a manager, who need not be the one the client hears from, as somebody need not be to
    whom it was handed over; `headed` for a place whose heading says already how the account stands.
    """
    last = name_last(facts, today, reader)
    told = _tell_rhythm(facts, headed=headed)
    told = say_we(told) if told and (of_team or facts.last_by_id not in {None, reader}) else told
    if told is None:
        standing = _describe_standing(facts, today, f" ({last})" if last else "", headed=headed)
        return f"• {bold(facts.account)}: {standing}"
    return f"• {bold(facts.account)}{told}{f' Last: {last}.' if last else ''}"


def describe_reason(facts: LineFacts, today: date) -> str:
    """Return the same sentence for a place that lists the last touches itself."""
    told = _tell_rhythm(facts, headed=True)
    if told is None:
        return f"{bold(facts.account)}: {_describe_standing(facts, today, '', headed=True)}"
    return bold(facts.account) + told


def _tell_rhythm(facts: LineFacts, *, headed: bool) -> str | None:
    """Return what the account's own rhythm says, after its name, where that says more than the days do."""
    rhythm = facts.rhythm
    if rhythm is None or facts.standing not in (Standing.QUIET, Standing.SLIPPING) or _has_drop(facts):
        return None
    if facts.standing is Standing.QUIET:
        return continue_name(rhythm) if tells_more_than_days(rhythm) else None
    if rhythm.pattern == "new":
        days = f"{count(facts.days, 'day')} since the last touch."
        return f": {days}" if headed else f" is slipping: {days}"
    reason = continue_name(rhythm)
    if headed:
        return reason
    return f" is slipping: it{reason}" if reason.startswith(" ") else f" is slipping{reason}"


def _describe_standing(facts: LineFacts, today: date, source: str, *, headed: bool) -> str:
    match facts.standing:
        case Standing.NEVER_TOUCHED:
            return f"no touch yet (added {count((today - facts.added_on).days, 'day')} ago)."
        case Standing.SELLING_ONLY if facts.selling >= ALL_SELLING_TOUCHES:
            touches = count(facts.selling, "touch", "touches")
            lead = "" if headed else "all selling lately: "
            return f"{lead}{touches} about a sale in 60 days, none just for them."
        case Standing.SELLING_ONLY if not _has_drop(facts):
            return f"{count(facts.days, 'day')} without a touch just for them, only about sales{source}."
        case Standing.FRESH | Standing.DUE if facts.last_day is None:
            return f"no touch yet (added {count((today - facts.added_on).days, 'day')} ago)."
        case Standing.QUIET | Standing.FRESH | Standing.DUE if not _has_drop(facts):
            quiet = (today - facts.last_day).days if facts.last_day else facts.days
            return f"{count(quiet, 'day')} since the last touch{source}." if quiet else f"in touch{source}."
        case _:
            return _describe_drop(facts, today)


def name_last(facts: LineFacts, today: date, reader: int | None) -> str:
    """Return who was in touch last, when and about what: "you, 23 Jan: coffee with Kim"."""
    if not facts.last_note or facts.last_day is None:
        return ""
    who = f"{flatten(facts.last_by)}, " if facts.last_by else ""
    if reader is not None and facts.last_by_id == reader:
        who = "you, "
    return f"{who}{name_day(facts.last_day, today)}: {quote(facts.last_note, 200)}"


def _has_drop(facts: LineFacts) -> bool:
    return facts.order_day is not None and facts.since_order == 0 and facts.before_order > 1


def _describe_drop(facts: LineFacts, today: date) -> str:
    """Say the article's own pattern: much attention up to the order, none after it (NS-5)."""
    when = name_day(facts.order_day, today) if facts.order_day else "lately"
    if not _has_drop(facts):
        return f"the order came in {when}, and not a word just for them since."
    times = count(facts.before_order, "touch", "touches")
    since = f"in the {count((today - facts.order_day).days, 'day')} since" if facts.order_day else "since"
    return f"{times} in the six weeks to the order of {when}, and none just for them {since}."


def _describe_decision(line: NudgeLine, facts: LineFacts, today: date) -> str:
    name = bold(facts.account)
    match line.state:
        case LineState.LOGGED:
            return (
                f"✓ {name}: {quote(facts.logged, 200)}, logged by you."
                if facts.logged
                else f"✓ {name}: logged by you."
            )
        case LineState.OPEN:
            return f"{name} waits again."
        case LineState.SNOOZED:
            until = name_day(line.snoozed_until, today) if line.snoozed_until else "later"
            return f"✓ {name}: I'll be silent about them until {until}."
        case _:
            return f"✓ {name}: no longer yours. It waits for an owner on everybody's Home tab."


def compose_already_decided(line: NudgeLine, facts: LineFacts, today: date, decided_on: date) -> Message:
    """Answer a second press of a button kindly."""
    return Message(
        "Already done.",
        [section(f"Already done {name_day(decided_on, today)}. {_describe_decision(line, facts, today)}")],
    )


def compose_decided(line: NudgeLine, facts: LineFacts, today: date) -> Message:
    """Confirm what became of a line, where the nudge itself could not be rewritten."""
    return Message("Done.", [section(_describe_decision(line, facts, today))])


def compose_not_yours_to_give(account: str, *, undoing: bool) -> Message:
    """Say why "Not mine", or taking it back, changes nothing."""
    text = (
        f"{bold(account)} has a new owner by now, so I left it with them."
        if undoing
        else f"{bold(account)} isn't yours any more already, so there is nothing to change."
    )
    return Message(f"{flatten(account)} has another owner.", [section(text)])


def explain_not_yours(account: str) -> str:
    """Say in a form, which is plain text, that an account has another owner."""
    return f"{shorten(account, 80)} isn't yours any more, so there is nothing to change."


def compose_snooze_form(
    line_id: int, account: str, today: date, remember: dict[str, object]
) -> dict[str, object]:
    """Ask for the day until which an account stays silent."""
    return modal(
        SNOOZE_FORM,
        "Snooze until",
        [
            section(f"Until when should I be silent about {bold(account)}?"),
            input_block(
                "until",
                "First day you want to hear about them again",
                {
                    "type": "datepicker",
                    "action_id": "value",
                    "initial_date": date.fromordinal(today.toordinal() + 14).isoformat(),
                    "focus_on_load": True,
                },
            ),
        ],
        submit="Snooze",
        remember={**remember, "line": line_id},
    )
