"""A queued message knows how many of its person's were ahead of it, and how often its worker died."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

PARKED = sa.text("state = 'parked'")
UNFINISHED = sa.text("next_at IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("queued_message") as batch:
        batch.add_column(sa.Column("place", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("deaths", sa.Integer(), nullable=False, server_default="0"))
    op.drop_index("ix_queued_message_next", table_name="queued_message")
    op.create_index(
        "ix_queued_message_next",
        "queued_message",
        ["next_at", "place", "token"],
        sqlite_where=UNFINISHED,
        postgresql_where=UNFINISHED,
    )
    op.create_index(
        "ix_queued_message_parked",
        "queued_message",
        ["workspace", "due_at"],
        sqlite_where=PARKED,
        postgresql_where=PARKED,
    )
