"""One touch may tick several of an account's locations, each of them once."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

NOWHERE = sa.text("location_id IS NULL AND touch_id IS NOT NULL")


def upgrade() -> None:
    given_out = _read_last_number()
    # SQLite makes the table anew, and forgets by that which numbers it has given out: old buttons name them.
    with op.batch_alter_table("commitment_tick", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.drop_constraint("uq_commitment_tick_workspace_commitment_id_touch_id", type_="unique")
        batch.create_unique_constraint(
            "uq_commitment_tick_workspace_commitment_id_touch_id_location_id",
            ["workspace", "commitment_id", "touch_id", "location_id"],
        )
    op.create_index("ix_commitment_tick_of_touch", "commitment_tick", ["workspace", "touch_id"])
    op.create_index(
        "uq_commitment_tick_touch",
        "commitment_tick",
        ["workspace", "commitment_id", "touch_id"],
        unique=True,
        sqlite_where=NOWHERE,
        postgresql_where=NOWHERE,
    )
    if given_out is not None:
        _keep_last_number(given_out)


def _read_last_number() -> int | None:
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return None
    query = sa.text("SELECT seq FROM sqlite_sequence WHERE name = 'commitment_tick'")
    return connection.execute(query).scalar_one_or_none()


def _keep_last_number(number: int) -> None:
    op.execute("DELETE FROM sqlite_sequence WHERE name = 'commitment_tick'")
    op.execute(
        sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES ('commitment_tick', :seq)").bindparams(
            seq=number
        )
    )
