"""An account may be a sample, made up for one person who tries the bot, and goes again.

Buttons name accounts, touches and lines of messages by number, so no number of a removed one is given out
again. On SQLite the table of the accounts, made anew for its foreign key, sees to that itself; touches and
lines may be a million, and to copy them would take seconds and twice their room: for them it is noted how
far the numbers of removed ones went.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

SAMPLES = sa.text("sample_of IS NOT NULL")


def upgrade() -> None:
    recreate = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    counted = {"sqlite_autoincrement": True}
    with op.batch_alter_table("account", recreate=recreate, table_kwargs=counted) as batch:
        batch.add_column(sa.Column("sample_of", sa.Integer(), nullable=True))
        batch.create_foreign_key(
            op.f("fk_account_workspace_sample_of_rep"), "rep", ["workspace", "sample_of"], ["workspace", "id"]
        )
    op.create_index(
        "ix_account_sample",
        "account",
        ["workspace", "sample_of"],
        sqlite_where=SAMPLES,
        postgresql_where=SAMPLES,
    )
    for noted in ("last_touch_removed", "last_line_removed"):
        op.add_column("workspace", sa.Column(noted, sa.Integer(), nullable=True))
