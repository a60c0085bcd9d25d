"""What was kept of which accounts' rhythms has been forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "forgotten_rhythm",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("workspace", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "account_id"],
            ["account.workspace", "account.id"],
            name=op.f("fk_forgotten_rhythm_workspace_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace"],
            ["workspace.id"],
            name=op.f("fk_forgotten_rhythm_workspace_workspace"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forgotten_rhythm")),
    )
    op.create_index(
        "ix_forgotten_rhythm_of_account", "forgotten_rhythm", ["workspace", "account_id"], unique=False
    )
    # How often each was forgotten was counted otherwise until now. The next night looks at all of them.
    op.execute("DELETE FROM rhythm")
