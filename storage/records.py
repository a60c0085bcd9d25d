"""The nouns of Drumbeat as frozen records. Pure: no clock, no database, no environment.

Instants are aware datetimes in UTC; a *day* is a calendar date in the zone of the person it belongs to.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, NamedTuple


class Kind(StrEnum):
    """What a touch was about (rule NS-1)."""

    ATTENTION = "non-selling"
    SELLING = "selling"
    SCHEDULING = "scheduling"


class Clock(StrEnum):
    """Which touches restart an account's clock: a setting of the workspace (rule NS-2)."""

    ATTENTION = "non-selling"
    ANY = "any"


class Consent(StrEnum):
    """Whether a rep wants unprompted messages."""

    UNASKED = "unasked"
    YES = "yes"
    NO = "no"


class Role(StrEnum):
    """What somebody does in the team beside looking after accounts."""

    MANAGER = "manager"


class Tier(StrEnum):
    """How much attention an account is meant to get."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class Workspace:
    """One Slack workspace (team). `team_id` is empty until the bot has joined it."""

    id: int
    name: str
    team_id: str | None = None
    clock: Clock = Clock.ATTENTION
    zone: str = "UTC"


@dataclass(frozen=True, slots=True)
class Installation:
    """The bot in one workspace."""

    workspace: int
    locked_token: str = field(repr=False)
    """As `storage.vault` has locked it; empty once the installation has ended."""
    bot_user_id: str
    scopes: str
    """As Slack names them, with commas between."""
    installed_at: datetime
    installed_by: str | None = None
    """A Slack user id."""
    ended_at: datetime | None = None
    team_id: str | None = None


@dataclass(frozen=True, slots=True)
class Rep:
    """A person of the team. `slack_id` is empty while they are known from an import only."""

    id: int
    name: str
    slack_id: str | None = None
    email: str | None = None
    zone: str = "UTC"
    consent: Consent = Consent.UNASKED
    consented_at: datetime | None = None
    """When they last said yes: appointments before it are not caught up on."""
    nudge_weekday: int = 0
    """Monday is 0."""
    nudge_time: time = time(8, 30)
    away_until: date | None = None
    """The first day they are back."""
    status_away_until: date | None = None
    """The same, as their Slack status has it."""
    holidays: str | None = None
    """Two-letter code of the country whose public holidays they keep; "" = none, None = their zone's."""
    active: bool = True
    roles: frozenset[Role] = frozenset()
    profile_updated_at: datetime | None = None
    """When Slack had last changed the profile that is known here, as far as Slack says."""
    news_same_day: bool = False
    """They want to hear of news about an A account on the day itself."""


@dataclass(frozen=True, slots=True)
class Account:
    """A client company. Intervals are days; empty means what its tier says."""

    id: int
    name: str
    added_on: date
    rep_id: int | None = None
    tier: Tier = Tier.B
    ideal_days: int | None = None
    maximum_days: int | None = None
    external_id: str | None = None
    aliases: tuple[str, ...] = ()
    snoozed_until: date | None = None
    """The first day it may be nudged again."""
    domain: str | None = None
    """Of its web pages: acme.com."""
    industry: str | None = None
    exclude: tuple[str, ...] = ()
    """Words that show that news is about somebody else of this name."""
    sample_of: int | None = None
    """Whose sample it is: made up for them alone. None for every client."""


@dataclass(frozen=True, slots=True)
class NewTouch:
    """A contact about to be logged."""

    account_id: int
    rep_id: int | None
    day: date
    at: datetime
    note: str
    kind: Kind = Kind.ATTENTION
    with_whom: str | None = None
    place: str | None = None
    lines: tuple[str, ...] = ()
    """Names of principals' lines, from `for:Borg`."""
    order_placed: bool = False
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class Touch(NewTouch):
    """One logged contact with an account."""

    id: int = field(kw_only=True)
    created_at: datetime = field(kw_only=True)
    rep_name: str | None = field(kw_only=True, default=None)
    undone: bool = field(kw_only=True, default=False)


@dataclass(frozen=True, slots=True)
class Attention:
    """What the log says about one account: the facts from which its state follows.

    Days are local days; counts cover `[today - 60 days, today]` where the name says recent.
    """

    account: Account
    last_touch: Touch | None = None
    """The newest touch of any kind."""
    last_attention_day: date | None = None
    """The newest day with a non-selling touch."""
    recent_selling: int = 0
    recent_attention: int = 0
    last_order_day: date | None = None
    touches_before_order: int = 0
    """Touches in the 42 days up to the last order."""
    attention_since_order: int = 0
    """Non-selling touches on later days than the last order."""


class AccountDays(NamedTuple):
    """What one must know of an account to tell whether it is worth a closer look."""

    id: int
    rep_id: int | None
    tier: Tier
    ideal_days: int | None
    maximum_days: int | None
    added_on: date
    snoozed_until: date | None
    newest_day: date | None
    """Of its touches of any kind, until the day asked about."""
    attention_day: date | None = None
    """Of its non-selling ones."""


@dataclass(frozen=True, slots=True)
class TouchSum:
    """The touches of accounts alike: how many, and the newest selling touch and order that they share."""

    selling_day: date | None
    order_day: date | None
    touches: int
    attention: int
    """Of them, the non-selling ones."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One account that a manager has given from one person to another."""

    account_id: int
    from_rep_id: int
    to_rep_id: int
    snoozed_until: date | None = None
    """As the former owner had snoozed it."""


@dataclass(frozen=True, slots=True)
class HandedCount:
    """How many accounts one hand-over gave to one person."""

    token: str
    from_rep_id: int
    to_rep_id: int
    accounts: int


class QueueState(StrEnum):
    """The life of a queued row: ready → busy → (sending →) done, dropped or parked.

    A lease that runs out leads back to busy, and from sending, where a doubt remains, to ready.
    """

    READY = "ready"
    BUSY = "busy"
    SENDING = "sending"
    DONE = "done"
    DROPPED = "dropped"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class KeptRhythm:
    """What the touches of an account said as of a day, and how one sees whether it still holds."""

    account_id: int
    as_of: date
    look_again_on: date
    """Until the day before, nothing but time changes what is in `facts`."""
    touches: int
    """Touches up to and with `as_of`; -1 = forgotten."""
    target: int
    """Wanted interval in days."""
    touch_days: int
    last_rep_id: int | None
    """Who touched the account last."""
    facts: dict[str, Any]
    forgotten: int = 0
    """How often it had been when the touches were read."""


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to be sent: facts, not words. The words are composed when it is delivered."""

    key: str
    """Unique in its workspace: the same key is never queued twice."""
    kind: str
    recipient: str
    """A Slack user id."""
    facts: dict[str, Any]
    due_at: datetime
    useful_until: datetime


@dataclass(frozen=True, slots=True)
class QueuedMessage(NewMessage):
    """A message in the queue, as claimed by a worker."""

    id: int = field(kw_only=True)
    workspace: int = field(kw_only=True)
    state: QueueState = field(kw_only=True, default=QueueState.READY)
    tries: int = field(kw_only=True, default=0)
    """How often it was claimed; a worker is known by it to hold the row still."""
    failures: int = field(kw_only=True, default=0)
    """How often our own work on it failed."""
    deaths: int = field(kw_only=True, default=0)
    """How often whoever held it was not heard of again."""
    token: str = field(kw_only=True, default="")
    """Opaque; stored with the message in Slack so that it can be found again."""
    attempted_at: datetime | None = field(kw_only=True, default=None)
    channel: str | None = field(kw_only=True, default=None)
    ts: str | None = field(kw_only=True, default=None)
    reason: str | None = field(kw_only=True, default=None)
    """What last stood in its way, or why it came to its end."""


class LineState(StrEnum):
    """What became of one account's line in a nudge."""

    OPEN = "open"
    LOGGED = "logged"
    SNOOZED = "snoozed"
    NOT_MINE = "not mine"


@dataclass(frozen=True, slots=True)
class NudgeLine:
    """One account in one rep's weekly nudge, and what the rep did with it."""

    id: int
    message_id: int
    position: int
    account_id: int
    facts: dict[str, Any]
    state: LineState = LineState.OPEN
    decided_at: datetime | None = None
    touch_id: int | None = None
    snoozed_until: date | None = None
    before: dict[str, Any] = field(default_factory=dict[str, Any])
    """What Undo puts back."""
