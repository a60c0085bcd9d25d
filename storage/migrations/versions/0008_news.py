"""News about the accounts: stories and headlines, ideas, and what tells an account from its namesakes."""

import sqlalchemy as sa
from alembic import op

from storage.database import Instant

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "story",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_story_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_story_workspace_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_story_workspace_seen_at"), "story", ["workspace", "seen_at"], unique=False)
    op.create_table(
        "told_link",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("link_hash", sa.String(length=32), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_told_link_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "link_hash", name=op.f("pk_told_link")),
    )
    op.create_table(
        "headline",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "feed_id"],
            ["feed.workspace", "feed.id"],
            name=op.f("fk_headline_workspace_feed_id_feed"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "story_id"],
            ["story.workspace", "story.id"],
            name=op.f("fk_headline_workspace_story_id_story"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_headline_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_headline")),
    )
    op.create_index(op.f("ix_headline_workspace_feed_id"), "headline", ["workspace", "feed_id"], unique=False)
    op.create_index(
        op.f("ix_headline_workspace_story_id"), "headline", ["workspace", "story_id"], unique=False
    )
    op.create_table(
        "feed_request",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("feed_id", sa.Integer(), nullable=False),
        sa.Column("rep_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "feed_id"],
            ["feed.workspace", "feed.id"],
            name=op.f("fk_feed_request_workspace_feed_id_feed"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "rep_id"],
            ["rep.workspace", "rep.id"],
            name=op.f("fk_feed_request_workspace_rep_id_rep"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_feed_request_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "feed_id", name=op.f("pk_feed_request")),
    )
    op.create_table(
        "idea",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("rep_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("done", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_idea_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "rep_id"], ["rep.workspace", "rep.id"], name=op.f("fk_idea_workspace_rep_id_rep")
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_idea_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_idea")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_idea_workspace_account_id"), "idea", ["workspace", "account_id"], unique=False)
    op.create_table(
        "story_account",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("story_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("match", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="open", nullable=False),
        sa.Column("rep_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("touch_id", sa.Integer(), nullable=True),
        sa.Column("idea_id", sa.Integer(), nullable=True),
        sa.Column("excluded", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_story_account_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "rep_id"],
            ["rep.workspace", "rep.id"],
            name=op.f("fk_story_account_workspace_rep_id_rep"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "story_id"],
            ["story.workspace", "story.id"],
            name=op.f("fk_story_account_workspace_story_id_story"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_story_account_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_story_account")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_story_account_workspace_id")),
        sa.UniqueConstraint(
            "workspace", "story_id", "account_id", name=op.f("uq_story_account_workspace_story_id_account_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_story_account_workspace_account_id"),
        "story_account",
        ["workspace", "account_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_story_account_workspace_touch_id"), "story_account", ["workspace", "touch_id"], unique=False
    )
    op.create_table(
        "hidden_story",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("story_account_id", sa.Integer(), nullable=False),
        sa.Column("rep_id", sa.Integer(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "rep_id"],
            ["rep.workspace", "rep.id"],
            name=op.f("fk_hidden_story_workspace_rep_id_rep"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "story_account_id"],
            ["story_account.workspace", "story_account.id"],
            name=op.f("fk_hidden_story_workspace_story_account_id_story_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_hidden_story_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "story_account_id", "rep_id", name=op.f("pk_hidden_story")),
    )
    op.add_column("account", sa.Column("domain", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("industry", sa.Text(), nullable=True))
    op.add_column("account", sa.Column("exclude", sa.JSON(), server_default=sa.text("'[]'"), nullable=False))
    op.add_column("rep", sa.Column("news_same_day", sa.Boolean(), server_default=sa.false(), nullable=False))
