"""The tables of the news: what the feeds told, which events that makes, and what became of each."""

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.database import Instant
from storage.feed_tables import metadata
from storage.table_parts import (
    in_workspace,
    name_workspace,
    named_by_others,
    names_rep,
    number_rows,
    of_account,
    of_row,
)

# One event, as the first headline told it.
story = Table(
    "story",
    metadata,
    number_rows(),
    name_workspace(),
    Column("title", Text, nullable=False),
    Column("summary", Text, nullable=False),
    Column("link", Text),
    Column("source", Text, nullable=False),
    Column("reason", String(16), nullable=False),
    Column("at", Instant, nullable=False),
    # When the bot heard of it: what is old by its own date may be new here.
    Column("seen_at", Instant, nullable=False),
    in_workspace(),
    named_by_others(),
    Index(None, "workspace", "seen_at"),
    # Addresses and memories name stories by number for good: none is given out again.
    sqlite_autoincrement=True,
)

# What the feeds told of it, each as it was told first.
headline = Table(
    "headline",
    metadata,
    number_rows(),
    name_workspace(),
    *of_row("story"),
    *of_row("feed"),
    Column("title", Text, nullable=False),
    Column("link", Text),
    Column("seen_at", Instant, nullable=False),
    in_workspace(),
    Index(None, "workspace", "story_id"),
    Index(None, "workspace", "feed_id"),
)

# The addresses of everything that was ever told, for good: none of it is told again.
told_link = Table(
    "told_link",
    metadata,
    name_workspace(),
    Column("link_hash", String(32), nullable=False),
    # Without a constraint: the story goes after a while, and so may the feed, but the address stays.
    Column("story_id", Integer, nullable=False),
    Column("feed_id", Integer, nullable=False),
    in_workspace(),
    PrimaryKeyConstraint("workspace", "link_hash"),
)

# Who has given a feed its address and waits to hear what is there.
feed_request = Table(
    "feed_request",
    metadata,
    name_workspace(),
    *of_row("feed"),
    *of_row("rep"),
    Column("at", Instant, nullable=False),
    in_workspace(),
    PrimaryKeyConstraint("workspace", "feed_id"),
)

idea = Table(
    "idea",
    metadata,
    number_rows(),
    name_workspace(),
    *of_account(),
    Column("rep_id", Integer),
    Column("text", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("done", Boolean, nullable=False, server_default=false()),
    in_workspace(),
    names_rep(),
    Index(None, "workspace", "account_id"),
    # A story's Undo names an idea by its number.
    sqlite_autoincrement=True,
)

# Whom a story is about, and what became of it there.
story_account = Table(
    "story_account",
    metadata,
    number_rows(),
    name_workspace(),
    *of_row("story"),
    *of_account(),
    Column("match", Text, nullable=False),
    Column("state", String(16), nullable=False, server_default="open"),
    Column("rep_id", Integer),
    Column("decided_at", Instant),
    Column("touch_id", Integer),
    Column("idea_id", Integer),
    Column("excluded", Text),
    in_workspace(),
    names_rep(),
    named_by_others(),
    UniqueConstraint("workspace", "story_id", "account_id"),
    Index(None, "workspace", "account_id"),
    Index(None, "workspace", "touch_id"),
    # The buttons of old messages name these rows.
    sqlite_autoincrement=True,
)

# Who does not want to see a story again.
hidden_story = Table(
    "hidden_story",
    metadata,
    name_workspace(),
    *of_row("story_account"),
    *of_row("rep"),
    Column("at", Instant, nullable=False),
    in_workspace(),
    PrimaryKeyConstraint("workspace", "story_account_id", "rep_id"),
)
