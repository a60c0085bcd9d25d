"""Of a location one knows with which touch somebody added it, so that it can be taken back with that."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.add_column("location", sa.Column("touch_id", sa.Integer(), nullable=True))
