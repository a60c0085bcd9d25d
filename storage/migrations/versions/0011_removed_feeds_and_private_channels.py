"""A removed feed is remembered for a while, and of a brainstorm whether its channel was private."""

import sqlalchemy as sa
from alembic import op

from storage.database import Instant

revision = "0011"
down_revision = "0010"

REMOVED = sa.text("removed_at IS NOT NULL")


def upgrade() -> None:
    with op.batch_alter_table("feed") as batch:
        batch.add_column(sa.Column("removed_at", Instant(), nullable=True))
    op.create_index(
        "ix_feed_removed",
        "feed",
        ["workspace", "removed_at"],
        sqlite_where=REMOVED,
        postgresql_where=REMOVED,
    )
    with op.batch_alter_table("brainstorm") as batch:
        batch.add_column(sa.Column("private", sa.Boolean(), nullable=True))
