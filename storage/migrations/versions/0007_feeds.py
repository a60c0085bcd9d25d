"""Feeds, and what was seen in them."""

import sqlalchemy as sa
from alembic import op

from storage.database import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("given_url", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("scope", sa.String(length=16), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", Instant(), nullable=False),
        sa.Column("paused", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("newest_title", sa.Text(), nullable=True),
        sa.Column("baseline_at", Instant(), nullable=True),
        sa.Column("polled_at", Instant(), nullable=True),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("leased_until", Instant(), nullable=True),
        sa.Column("failing_since", Instant(), nullable=True),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("told_at", Instant(), nullable=True),
        sa.Column("gone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("interval_seconds", sa.Integer(), nullable=False),
        sa.Column("wishes", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("validated_url", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.String(length=32), nullable=True),
        sa.Column("entry_hashes", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_feed_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_feed_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "added_by"],
            ["rep.workspace", "rep.id"],
            name=op.f("fk_feed_workspace_added_by_rep"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed")),
        sa.UniqueConstraint(
            "workspace", "about", "given_url", name=op.f("uq_feed_workspace_about_given_url")
        ),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_feed_workspace_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_feed_workspace_account_id"), "feed", ["workspace", "account_id"], unique=False)
    op.create_index(op.f("ix_feed_workspace_added_by"), "feed", ["workspace", "added_by"], unique=False)
    op.create_index(op.f("ix_feed_next_at"), "feed", ["next_at"], unique=False)
    op.create_index(op.f("ix_feed_host"), "feed", ["host"], unique=False)
    op.create_table(
        "seen_item",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_seen_item_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "feed_id"],
            ["feed.workspace", "feed.id"],
            name=op.f("fk_seen_item_workspace_feed_id_feed"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "feed_id", "mark", name=op.f("pk_seen_item")),
    )
