"""Of a person's profile one knows how old it is, so that an older one changes nothing."""

import sqlalchemy as sa
from alembic import op

from storage.database import Instant

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("rep") as batch:
        batch.add_column(sa.Column("profile_updated_at", Instant(), nullable=True))
