"""An account may be a sample, made up for one person who tries the bot, and goes again.

No number of an account, a touch or a line of a message is given out twice from here on: buttons name them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

SAMPLES = sa.text("sample_of IS NOT NULL")


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    recreate = "always" if sqlite else "never"
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
    if sqlite:
        for table in ("touch", "nudge_line"):
            with op.batch_alter_table(table, recreate="always", table_kwargs=counted):
                pass
