"""The tables of the feeds: where each is asked, and which of its entries were seen."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from storage.database import Instant
from storage.rhythm_tables import metadata
from storage.table_parts import (
    belongs_to,
    in_workspace,
    name_workspace,
    named_by_others,
    names_rep,
    number_rows,
    of_row,
)

feed = Table(
    "feed",
    metadata,
    number_rows(),
    name_workspace(),
    Column("url", Text, nullable=False),
    Column("given_url", Text, nullable=False),
    # In lower case, for servers that want all of their feeds left alone for a while.
    Column("host", Text, nullable=False),
    Column("scope", String(16), nullable=False),
    Column("account_id", Integer),
    Column("industry", Text),
    # The three above in one word: a unique key that NULL cannot get round.
    Column("about", Text, nullable=False),
    Column("added_by", Integer),
    Column("added_at", Instant, nullable=False),
    # It is neither asked nor shown any more, and can be put back as it was.
    Column("removed_at", Instant),
    Column("paused", Boolean, nullable=False, server_default=false()),
    Column("title", Text),
    Column("newest_title", Text),
    Column("baseline_at", Instant),
    Column("polled_at", Instant),
    # When it is due; empty where it is gone.
    Column("next_at", Instant),
    Column("owner", String(64)),
    Column("leased_until", Instant),
    Column("failing_since", Instant),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("error", Text),
    Column("told_at", Instant),
    Column("gone", Boolean, nullable=False, server_default=false()),
    Column("interval_seconds", Integer, nullable=False),
    Column("wishes", JSON, nullable=False, server_default=text("'{}'")),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("validated_url", Text),
    Column("body_hash", String(32)),
    # Eight bytes for each entry as it stood in the document that was read last.
    Column("entry_hashes", LargeBinary),
    in_workspace(),
    belongs_to("account"),
    names_rep("added_by"),
    UniqueConstraint("workspace", "about", "given_url"),
    named_by_others(),
    Index(None, "workspace", "account_id"),
    Index(None, "workspace", "added_by"),
    Index(None, "next_at"),
    Index(None, "host"),
    Index(
        "ix_feed_removed",
        "workspace",
        "removed_at",
        sqlite_where=text("removed_at IS NOT NULL"),
        postgresql_where=text("removed_at IS NOT NULL"),
    ),
    # The buttons of old messages, and the addresses that were told, name a feed by its number.
    sqlite_autoincrement=True,
)

# Hashes of ids, links and titles, by which an entry that was seen once is never new again. A feed that names
# its entries anew at each request is kept from filling the disk: beyond a bound, only its document counts.
seen_item = Table(
    "seen_item",
    metadata,
    name_workspace(),
    *of_row("feed"),
    Column("mark", BigInteger, nullable=False),
    in_workspace(),
    PrimaryKeyConstraint("workspace", "feed_id", "mark"),
)
