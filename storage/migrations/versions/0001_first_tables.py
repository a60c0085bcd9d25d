"""The first tables: accounts, people, touches, the queue and the nudges."""

import sqlalchemy as sa
from alembic import op

from storage.database import Instant

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "workspace",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("clock", sa.String(length=16), server_default="non-selling", nullable=False),
        sa.Column("zone", sa.String(length=64), server_default="UTC", nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("directory_version", sa.Integer(), server_default="0", nullable=False),
        sa.Column("rhythms_day", sa.Date(), nullable=True),
        sa.Column("rhythms_token", sa.String(length=64), nullable=True),
        sa.Column("rhythms_until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspace")),
        sa.UniqueConstraint("team_id", name=op.f("uq_workspace_team_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "installation",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("locked_token", sa.Text(), nullable=False),
        sa.Column("bot_user_id", sa.String(length=32), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("installed_by", sa.String(length=32), nullable=True),
        sa.Column("installed_at", Instant(), nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_installation_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", name=op.f("pk_installation")),
    )
    op.create_table(
        "queued_message",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("recipient", sa.String(length=32), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("due_at", Instant(), nullable=False),
        sa.Column("useful_until", Instant(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("next_at", Instant(), nullable=True),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("attempted_at", Instant(), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_queued_message_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queued_message")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_queued_message_workspace_id")),
        sa.UniqueConstraint("workspace", "key", name=op.f("uq_queued_message_workspace_key")),
    )
    op.create_index(
        "ix_queued_message_posted", "queued_message", ["workspace", "channel", "ts"], unique=False
    )
    op.create_index(
        "ix_queued_message_next",
        "queued_message",
        ["next_at", "token"],
        unique=False,
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_index(
        "ix_queued_message_of_person",
        "queued_message",
        ["workspace", "recipient", "due_at", "id"],
        unique=False,
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_table(
        "rep",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("slack_id", sa.String(length=32), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("zone", sa.String(length=64), server_default="UTC", nullable=False),
        sa.Column("consent", sa.String(length=16), server_default="unasked", nullable=False),
        sa.Column("consented_at", Instant(), nullable=True),
        sa.Column("nudge_weekday", sa.Integer(), server_default="0", nullable=False),
        sa.Column("nudge_time", sa.Time(), server_default="08:30:00", nullable=False),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("status_away_until", sa.Date(), nullable=True),
        sa.Column("holidays", sa.String(length=2), nullable=True),
        sa.Column("active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("roles", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("home_due_at", Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_rep_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rep")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_rep_workspace_id")),
        sa.UniqueConstraint("workspace", "slack_id", name=op.f("uq_rep_workspace_slack_id")),
    )
    op.create_index(op.f("ix_rep_home_due_at"), "rep", ["home_due_at"], unique=False)
    op.create_index(op.f("ix_rep_workspace_email"), "rep", ["workspace", "email"], unique=False)
    op.create_index(op.f("ix_rep_workspace_folded_name"), "rep", ["workspace", "folded_name"], unique=False)
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded_name", sa.Text(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("tier", sa.String(length=1), server_default="B", nullable=False),
        sa.Column("ideal_days", sa.Integer(), nullable=True),
        sa.Column("maximum_days", sa.Integer(), nullable=True),
        sa.Column("rep_id", sa.Integer(), nullable=True),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "rep_id"], ["rep.workspace", "rep.id"], name=op.f("fk_account_workspace_rep_id_rep")
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_account_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("workspace", "external_id", name=op.f("uq_account_workspace_external_id")),
        sa.UniqueConstraint("workspace", "folded_name", name=op.f("uq_account_workspace_folded_name")),
        sa.UniqueConstraint("workspace", "id", name=op.f("uq_account_workspace_id")),
    )
    op.create_index(
        op.f("ix_account_workspace_rep_id_folded_name"),
        "account",
        ["workspace", "rep_id", "folded_name"],
        unique=False,
    )
    op.create_table(
        "rhythm",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("look_again_on", sa.Date(), nullable=False),
        sa.Column("touches", sa.Integer(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("touch_days", sa.Integer(), nullable=False),
        sa.Column("last_rep_id", sa.Integer(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("forgotten", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_rhythm_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_rhythm_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "account_id", name=op.f("pk_rhythm")),
    )
    op.create_table(
        "alias",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("folded_alias", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_alias_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_alias_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "folded_alias", name=op.f("pk_alias")),
    )
    op.create_index(op.f("ix_alias_workspace_account_id"), "alias", ["workspace", "account_id"], unique=False)
    op.create_table(
        "nudge_line",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=16), server_default="open", nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("touch_id", sa.Integer(), nullable=True),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("before", sa.JSON(), server_default=sa.text("'{}'"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_nudge_line_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "message_id"],
            ["queued_message.workspace", "queued_message.id"],
            name=op.f("fk_nudge_line_workspace_message_id_queued_message"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_nudge_line_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_nudge_line")),
        sa.UniqueConstraint(
            "workspace",
            "message_id",
            "account_id",
            name=op.f("uq_nudge_line_workspace_message_id_account_id"),
        ),
    )
    op.create_index(
        op.f("ix_nudge_line_workspace_account_id"), "nudge_line", ["workspace", "account_id"], unique=False
    )
    op.create_table(
        "touch",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("rep_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("with_whom", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("lines", sa.JSON(), server_default=sa.text("'[]'"), nullable=False),
        sa.Column("order_placed", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("request", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_touch_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "rep_id"], ["rep.workspace", "rep.id"], name=op.f("fk_touch_workspace_rep_id_rep")
        ),
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_touch_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
    )
    op.create_index(
        op.f("ix_touch_of_account"),
        "touch",
        ["workspace", "account_id", "undone", "day", "kind", "order_placed"],
        unique=False,
    )
    op.create_index(
        op.f("ix_touch_of_rep"), "touch", ["workspace", "rep_id", "undone", "day", "account_id"], unique=False
    )
    for column in ("external_id", "request"):
        op.create_index(
            op.f(f"uq_touch_{column}"),
            "touch",
            ["workspace", column],
            unique=True,
            sqlite_where=sa.text(f"{column} IS NOT NULL"),
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    op.create_table(
        "handover",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("from_rep_id", sa.Integer(), nullable=False),
        sa.Column("to_rep_id", sa.Integer(), nullable=False),
        sa.Column("by_rep_id", sa.Integer(), nullable=False),
        sa.Column("snoozed_until", sa.Date(), nullable=True),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("undone", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_handover_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        *[
            sa.ForeignKeyConstraint(
                ["workspace", column],
                ["rep.workspace", "rep.id"],
                name=op.f(f"fk_handover_workspace_{column}_rep"),
            )
            for column in ("from_rep_id", "to_rep_id", "by_rep_id")
        ],
        sa.ForeignKeyConstraint(
            ["workspace"], ["workspace.id"], name=op.f("fk_handover_workspace_workspace"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "token", "account_id", name=op.f("pk_handover")),
    )
    op.create_table(
        "handled_request",
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_handled_request_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "key", name=op.f("pk_handled_request")),
    )
    op.create_index(op.f("ix_handled_request_at"), "handled_request", ["at"], unique=False)
