"""The tables of the brainstorms: who said what, who took what on, and what came of it."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.database import Instant
from storage.news_tables import metadata
from storage.table_parts import (
    belongs_to,
    in_workspace,
    name_workspace,
    named_by_others,
    names_rep,
    number_rows,
    of_account,
    of_row,
)

brainstorm = Table(
    "brainstorm",
    metadata,
    number_rows(),
    name_workspace(),
    Column("channel", String(32), nullable=False),
    Column("opened_by", Integer, nullable=False),
    Column("question", Text, nullable=False),
    Column("phase", String(16), nullable=False),
    Column("ideas_minutes", Integer, nullable=False),
    Column("choosing_minutes", Integer, nullable=False),
    Column("opened_at", Instant, nullable=False),
    # When the phase is over: a bot that was away meanwhile goes on with the time that is left.
    Column("ends_at", Instant),
    Column("choosing_since", Instant),
    Column("closed_at", Instant),
    # Whether its channel was private when it began; empty where that is not known.
    Column("private", Boolean),
    # Whoever keeps the message in the channel up to date, and until when nobody else does.
    Column("keeper", String(64)),
    Column("kept_until", Instant),
    in_workspace(),
    names_rep("opened_by"),
    named_by_others(),
    Index(
        "uq_brainstorm_open",
        "workspace",
        "channel",
        unique=True,
        sqlite_where=text("closed_at IS NULL"),
        postgresql_where=text("closed_at IS NULL"),
    ),
    # Memories and buttons of old messages name brainstorms by number: none is given out again.
    sqlite_autoincrement=True,
)

# Who may choose, as the channel was when the brainstorm was opened, and whoever came later.
brainstorm_seller = Table(
    "brainstorm_seller",
    metadata,
    name_workspace(),
    *of_row("brainstorm"),
    *of_row("rep"),
    Column("show_name", Boolean, nullable=False, server_default=false()),
    Column("reminded_at", Instant),
    in_workspace(),
    PrimaryKeyConstraint("workspace", "brainstorm_id", "rep_id"),
)

# One row for each time somebody says something, never a list that is read, changed and written back.
brainstorm_idea = Table(
    "brainstorm_idea",
    metadata,
    number_rows(),
    name_workspace(),
    *of_row("brainstorm"),
    *of_row("rep"),
    Column("text", Text, nullable=False),
    Column("folded_text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("merged_into", Integer),
    in_workspace(),
    named_by_others(),
    UniqueConstraint("workspace", "brainstorm_id", "rep_id", "folded_text"),
    # An open form names the ideas.
    sqlite_autoincrement=True,
)

# What somebody took on: one row for each person, idea and account.
commitment = Table(
    "commitment",
    metadata,
    number_rows(),
    name_workspace(),
    *of_row("brainstorm_idea"),
    *of_row("rep"),
    *of_account(),
    Column("rhythm", String(16), nullable=False),
    Column("every_days", Integer),
    Column("made_at", Instant, nullable=False),
    Column("dropped_at", Instant),
    in_workspace(),
    named_by_others(),
    UniqueConstraint("workspace", "brainstorm_idea_id", "rep_id", "account_id"),
    Index("ix_commitment_of_account", "workspace", "account_id", "rep_id"),
    Index("ix_commitment_of_rep", "workspace", "rep_id"),
    # The buttons of old messages name these rows.
    sqlite_autoincrement=True,
)

location = Table(
    "location",
    metadata,
    number_rows(),
    name_workspace(),
    *of_account(),
    Column("name", Text, nullable=False),
    Column("folded_name", Text, nullable=False),
    # The touch with which somebody added it, if they did.
    Column("touch_id", Integer),
    in_workspace(),
    named_by_others(),
    UniqueConstraint("workspace", "account_id", "folded_name"),
    # The menus of old messages name these rows.
    sqlite_autoincrement=True,
)

# Each time it was done; that of a touch which was taken back does not count. A touch may have been at several
# locations of an account, at each of them once.
commitment_tick = Table(
    "commitment_tick",
    metadata,
    number_rows(),
    name_workspace(),
    *of_row("commitment"),
    Column("day", Date, nullable=False),
    Column("at", Instant, nullable=False),
    Column("location_id", Integer),
    Column("touch_id", Integer),
    in_workspace(),
    belongs_to("location"),
    UniqueConstraint("workspace", "commitment_id", "touch_id", "location_id"),
    Index("ix_commitment_tick_of_touch", "workspace", "touch_id"),
    Index(
        "uq_commitment_tick_touch",
        "workspace",
        "commitment_id",
        "touch_id",
        unique=True,
        sqlite_where=text("location_id IS NULL AND touch_id IS NOT NULL"),
        postgresql_where=text("location_id IS NULL AND touch_id IS NOT NULL"),
    ),
    Index(
        "uq_commitment_tick_location",
        "workspace",
        "commitment_id",
        "location_id",
        unique=True,
        sqlite_where=text("location_id IS NOT NULL AND touch_id IS NULL"),
        postgresql_where=text("location_id IS NOT NULL AND touch_id IS NULL"),
    ),
    Index(
        "uq_commitment_tick_day",
        "workspace",
        "commitment_id",
        "day",
        unique=True,
        sqlite_where=text("location_id IS NULL AND touch_id IS NULL"),
        postgresql_where=text("location_id IS NULL AND touch_id IS NULL"),
    ),
    # The Undo of an old message names a tick.
    sqlite_autoincrement=True,
)
