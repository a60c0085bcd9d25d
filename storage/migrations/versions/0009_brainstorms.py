"""Brainstorms: sessions, ideas, what people took on, when they did it, and the accounts' locations."""

import sqlalchemy as sa
from alembic import op

from storage.database import Instant

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "brainstorm",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("ideas_minutes", sa.Integer(), nullable=False),
        sa.Column("choosing_minutes", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("ends_at", Instant(), nullable=True),
        sa.Column("choosing_since", Instant(), nullable=True),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.Column("keeper", sa.String(length=64), nullable=True),
        sa.Column("kept_until", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "opened_by"],
            ["rep.workspace", "rep.id"],
            name=op.f("fk_brainstorm_workspace_opened_by_rep"),
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_brainstorm_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brainstorm")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_brainstorm_workspace_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_brainstorm_open",
        "brainstorm",
        ["workspace", "channel"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_table(
        "brainstorm_idea",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("brainstorm_id", sa.Integer(), nullable=False),
        sa.Column("rep_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded_text", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "brainstorm_id"],
            ["brainstorm.workspace", "brainstorm.id"],
            name=op.f("fk_brainstorm_idea_workspace_brainstorm_id_brainstorm"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "rep_id"],
            ["rep.workspace", "rep.id"],
            name=op.f("fk_brainstorm_idea_workspace_rep_id_rep"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_brainstorm_idea_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brainstorm_idea")),
        sa.UniqueConstraint(
            "workspace",
            "brainstorm_id",
            "rep_id",
            "folded_text",
            name=op.f("uq_brainstorm_idea_workspace_brainstorm_id_rep_id_folded_text"),
        ),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_brainstorm_idea_workspace_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "brainstorm_seller",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("brainstorm_id", sa.Integer(), nullable=False),
        sa.Column("rep_id", sa.Integer(), nullable=False),
        sa.Column("show_name", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reminded_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "brainstorm_id"],
            ["brainstorm.workspace", "brainstorm.id"],
            name=op.f("fk_brainstorm_seller_workspace_brainstorm_id_brainstorm"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "rep_id"],
            ["rep.workspace", "rep.id"],
            name=op.f("fk_brainstorm_seller_workspace_rep_id_rep"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_brainstorm_seller_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "brainstorm_id", "rep_id", name=op.f("pk_brainstorm_seller")),
    )
    op.create_table(
        "location",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_location_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_location_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
        sa.UniqueConstraint(
            "workspace",
            "account_id",
            "folded_name",
            name=op.f("uq_location_workspace_account_id_folded_name"),
        ),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_location_workspace_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("brainstorm_idea_id", sa.Integer(), nullable=False),
        sa.Column("rep_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("rhythm", sa.String(length=16), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=True),
        sa.Column("made_at", Instant(), nullable=False),
        sa.Column("dropped_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_commitment_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "brainstorm_idea_id"],
            ["brainstorm_idea.workspace", "brainstorm_idea.id"],
            name=op.f("fk_commitment_workspace_brainstorm_idea_id_brainstorm_idea"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "rep_id"],
            ["rep.workspace", "rep.id"],
            name=op.f("fk_commitment_workspace_rep_id_rep"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_commitment_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint(
            "workspace",
            "brainstorm_idea_id",
            "rep_id",
            "account_id",
            name=op.f("uq_commitment_workspace_brainstorm_idea_id_rep_id_account_id"),
        ),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_commitment_workspace_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_commitment_of_account", "commitment", ["workspace", "account_id", "rep_id"], unique=False
    )
    op.create_index("ix_commitment_of_rep", "commitment", ["workspace", "rep_id"], unique=False)
    op.create_table(
        "commitment_tick",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("commitment_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("location_id", sa.Integer(), nullable=True),
        sa.Column("touch_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "commitment_id"],
            ["commitment.workspace", "commitment.id"],
            name=op.f("fk_commitment_tick_workspace_commitment_id_commitment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "location_id"],
            ["location.workspace", "location.id"],
            name=op.f("fk_commitment_tick_workspace_location_id_location"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_commitment_tick_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment_tick")),
        sa.UniqueConstraint(
            "workspace",
            "commitment_id",
            "touch_id",
            name=op.f("uq_commitment_tick_workspace_commitment_id_touch_id"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "uq_commitment_tick_location",
        "commitment_tick",
        ["workspace", "commitment_id", "location_id"],
        unique=True,
        sqlite_where=sa.text("location_id IS NOT NULL AND touch_id IS NULL"),
        postgresql_where=sa.text("location_id IS NOT NULL AND touch_id IS NULL"),
    )
    op.create_index(
        "uq_commitment_tick_day",
        "commitment_tick",
        ["workspace", "commitment_id", "day"],
        unique=True,
        sqlite_where=sa.text("location_id IS NULL AND touch_id IS NULL"),
        postgresql_where=sa.text("location_id IS NULL AND touch_id IS NULL"),
    )
