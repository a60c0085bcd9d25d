"""The tables. Every one but `workspace` carries its workspace, and every query names it."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    text,
    true,
)

from storage.database import Instant
from storage.table_parts import (
    belongs_to,
    in_workspace,
    metadata,
    name_workspace,
    named_by_others,
    names_rep,
    number_rows,
    of_account,
)

workspace = Table(
    "workspace",
    metadata,
    number_rows(),
    # Slack's id of the team; empty while the rows come from an import before the first start.
    Column("team_id", String(32), unique=True),
    Column("name", Text, nullable=False),
    Column("clock", String(16), nullable=False, server_default="non-selling"),
    Column("zone", String(64), nullable=False, server_default="UTC"),
    Column("created_at", Instant, nullable=False),
    # Goes up with every change of an account, an alias or a person, so that a process can keep them in
    # memory and ask one small question before it trusts them.
    Column("directory_version", Integer, nullable=False, server_default="0"),
    # The local day for which every account's rhythm was looked at last.
    Column("rhythms_day", Date),
    # Whoever is looking at them now, and until when nobody else begins.
    Column("rhythms_token", String(64)),
    Column("rhythms_until", Instant),
    # When Slack's list of the people is to be read again; empty where it never was.
    Column("people_due_at", Instant),
    # The highest numbers that rows of removed samples had: old buttons name them.
    Column("last_touch_removed", Integer),
    Column("last_line_removed", Integer),
    # The number of a deleted workspace is never given out again: a process may remember pages by it.
    sqlite_autoincrement=True,
)

installation = Table(
    "installation",
    metadata,
    Column("workspace", Integer, ForeignKey("workspace.id", ondelete="CASCADE"), primary_key=True),
    Column("locked_token", Text, nullable=False),
    Column("bot_user_id", String(32), nullable=False),
    Column("scopes", Text, nullable=False),
    Column("installed_by", String(32)),
    Column("installed_at", Instant, nullable=False),
    Column("ended_at", Instant),
)

rep = Table(
    "rep",
    metadata,
    number_rows(),
    name_workspace(),
    Column("slack_id", String(32)),
    Column("name", Text, nullable=False),
    Column("folded_name", Text, nullable=False),
    Column("email", Text),
    Column("zone", String(64), nullable=False, server_default="UTC"),
    Column("consent", String(16), nullable=False, server_default="unasked"),
    Column("consented_at", Instant),
    Column("nudge_weekday", Integer, nullable=False, server_default="0"),
    Column("nudge_time", Time, nullable=False, server_default="08:30:00"),
    Column("away_until", Date),
    Column("status_away_until", Date),
    Column("holidays", String(2)),
    Column("active", Boolean, nullable=False, server_default=true()),
    Column("roles", JSON, nullable=False, server_default=text("'[]'")),
    # When Slack last changed what it says about them; empty where it has not said.
    Column("profile_updated_at", Instant),
    # Their direct messages with the bot, as Slack names them: to open them costs a call.
    Column("conversation", String(32)),
    # When the Home they have opened is to be shown anew; empty where they never opened it.
    Column("home_due_at", Instant),
    Column("news_same_day", Boolean, nullable=False, server_default=false()),
    in_workspace(),
    UniqueConstraint("workspace", "slack_id"),
    named_by_others(),
    Index(None, "workspace", "folded_name"),
    Index(None, "workspace", "email"),
    Index(None, "home_due_at"),
)

account = Table(
    "account",
    metadata,
    number_rows(),
    name_workspace(),
    Column("name", Text, nullable=False),
    Column("folded_name", Text, nullable=False),
    Column("external_id", Text),
    Column("tier", String(1), nullable=False, server_default="B"),
    Column("ideal_days", Integer),
    Column("maximum_days", Integer),
    Column("rep_id", Integer),
    Column("added_on", Date, nullable=False),
    Column("snoozed_until", Date),
    # By these three the news about it is told from that about its namesakes.
    Column("domain", Text),
    Column("industry", Text),
    Column("exclude", JSON, nullable=False, server_default=text("'[]'")),
    # Whose sample it is, made up for them alone; empty for every client.
    Column("sample_of", Integer),
    in_workspace(),
    names_rep(),
    names_rep("sample_of"),
    UniqueConstraint("workspace", "folded_name"),
    UniqueConstraint("workspace", "external_id"),
    named_by_others(),
    # By name too, or SQLite would rather read everybody's accounts in their order.
    Index(None, "workspace", "rep_id", "folded_name"),
    Index(
        "ix_account_sample",
        "workspace",
        "sample_of",
        sqlite_where=text("sample_of IS NOT NULL"),
        postgresql_where=text("sample_of IS NOT NULL"),
    ),
    # Samples are removed, and the buttons of old messages name them by number.
    sqlite_autoincrement=True,
)

alias = Table(
    "alias",
    metadata,
    name_workspace(),
    Column("folded_alias", Text, nullable=False),
    Column("alias", Text, nullable=False),
    *of_account(),
    in_workspace(),
    PrimaryKeyConstraint("workspace", "folded_alias"),
    Index(None, "workspace", "account_id"),
)

touch = Table(
    "touch",
    metadata,
    number_rows(),
    name_workspace(),
    *of_account(),
    Column("rep_id", Integer),
    Column("kind", String(16), nullable=False),
    Column("day", Date, nullable=False),
    Column("at", Instant, nullable=False),
    Column("note", Text, nullable=False),
    Column("with_whom", Text),
    Column("place", Text),
    Column("lines", JSON, nullable=False, server_default=text("'[]'")),
    Column("order_placed", Boolean, nullable=False, server_default=false()),
    Column("external_id", Text),
    Column("created_at", Instant, nullable=False),
    Column("undone", Boolean, nullable=False, server_default=false()),
    # What Slack sent it with: the same request handed over twice is logged once.
    Column("request", Text),
    in_workspace(),
    names_rep(),
    # Holds all that an account's state is counted from, so that its touches themselves need not be read.
    Index("ix_touch_of_account", "workspace", "account_id", "undone", "day", "kind", "order_placed"),
    Index("ix_touch_of_rep", "workspace", "rep_id", "undone", "day", "account_id"),
    # Most touches have either an external id or a request: an index leaves out those without, because
    # every page that a touch changes costs the person who logs it.
    Index(
        "uq_touch_external_id",
        "workspace",
        "external_id",
        unique=True,
        sqlite_where=text("external_id IS NOT NULL"),
        postgresql_where=text("external_id IS NOT NULL"),
    ),
    Index(
        "uq_touch_request",
        "workspace",
        "request",
        unique=True,
        sqlite_where=text("request IS NOT NULL"),
        postgresql_where=text("request IS NOT NULL"),
    ),
)

queued_message = Table(
    "queued_message",
    metadata,
    number_rows(),
    name_workspace(),
    Column("key", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("recipient", String(32), nullable=False),
    Column("facts", JSON, nullable=False),
    Column("due_at", Instant, nullable=False),
    Column("useful_until", Instant, nullable=False),
    Column("state", String(16), nullable=False),
    Column("owner", String(64)),
    # When a worker has to look at the row: its moment, or the end of the lease on it. Empty at its end.
    Column("next_at", Instant),
    # How many of the person's messages were ahead of it when it was queued.
    Column("place", Integer, nullable=False, server_default="0"),
    Column("tries", Integer, nullable=False, server_default="0"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("deaths", Integer, nullable=False, server_default="0"),
    Column("token", String(64), nullable=False),
    Column("attempted_at", Instant),
    Column("channel", String(32)),
    Column("ts", String(32)),
    Column("reason", Text),
    in_workspace(),
    UniqueConstraint("workspace", "key"),
    named_by_others(),
    # Both hold only what is not at its end, so that a year of sent messages slows nothing.
    Index(
        "ix_queued_message_next",
        "next_at",
        "place",
        "token",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
    Index(
        "ix_queued_message_of_person",
        "workspace",
        "recipient",
        "due_at",
        "id",
        sqlite_where=text("next_at IS NOT NULL"),
        postgresql_where=text("next_at IS NOT NULL"),
    ),
    Index("ix_queued_message_posted", "workspace", "channel", "ts"),
    Index(
        "ix_queued_message_parked",
        "workspace",
        "due_at",
        sqlite_where=text("state = 'parked'"),
        postgresql_where=text("state = 'parked'"),
    ),
)

nudge_line = Table(
    "nudge_line",
    metadata,
    number_rows(),
    name_workspace(),
    Column("message_id", Integer, nullable=False),
    Column("position", Integer, nullable=False),
    *of_account(),
    Column("facts", JSON, nullable=False),
    Column("state", String(16), nullable=False, server_default="open"),
    Column("decided_at", Instant),
    Column("touch_id", Integer),
    Column("snoozed_until", Date),
    Column("before", JSON, nullable=False, server_default=text("'{}'")),
    in_workspace(),
    belongs_to("queued_message", by="message_id"),
    UniqueConstraint("workspace", "message_id", "account_id"),
    Index(None, "workspace", "account_id"),
)

# What managers have handed over; the rows of one form share its token, by which it is undone.
handover = Table(
    "handover",
    metadata,
    name_workspace(),
    Column("token", String(64), nullable=False),
    *of_account(),
    Column("from_rep_id", Integer, nullable=False),
    Column("to_rep_id", Integer, nullable=False),
    Column("by_rep_id", Integer, nullable=False),
    Column("snoozed_until", Date),
    Column("at", Instant, nullable=False),
    Column("undone", Boolean, nullable=False, server_default=false()),
    in_workspace(),
    names_rep("from_rep_id"),
    names_rep("to_rep_id"),
    names_rep("by_rep_id"),
    PrimaryKeyConstraint("workspace", "token", "account_id"),
)

# The ids of what Slack has sent in the last day, so that the same request twice has its effect once.
handled_request = Table(
    "handled_request",
    metadata,
    name_workspace(),
    Column("key", Text, nullable=False),
    Column("at", Instant, nullable=False),
    in_workspace(),
    PrimaryKeyConstraint("workspace", "key"),
    Index(None, "at"),
)
