"""The tables of the rhythms: what the touches of an account say, and where that is to be looked at anew."""

from sqlalchemy import JSON, Column, Date, Index, Integer, PrimaryKeyConstraint, Table

from storage.table_parts import in_workspace, name_workspace, number_rows, of_account
from storage.tables import metadata

# What the touches of an account say, as of the day on which they were last looked at.
rhythm = Table(
    "rhythm",
    metadata,
    name_workspace(),
    *of_account(),
    Column("as_of", Date, nullable=False),
    Column("look_again_on", Date, nullable=False),
    # By these two one sees whether it still holds, and by how often it had been forgotten by then.
    Column("touches", Integer, nullable=False),
    Column("target", Integer, nullable=False),
    Column("touch_days", Integer, nullable=False),
    Column("last_rep_id", Integer),
    Column("facts", JSON, nullable=False),
    Column("forgotten", Integer, nullable=False, server_default="0"),
    in_workspace(),
    PrimaryKeyConstraint("workspace", "account_id"),
)

# A row for every change that counting would not show, only ever added: who edits waits for nobody.
forgotten_rhythm = Table(
    "forgotten_rhythm",
    metadata,
    number_rows(),
    name_workspace(),
    *of_account(),
    in_workspace(),
    Index("ix_forgotten_rhythm_of_account", "workspace", "account_id"),
)
