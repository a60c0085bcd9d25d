"""What the tables share: their names for constraints, and the columns and constraints most of them have."""

from sqlalchemy import Column, ForeignKeyConstraint, Identity, Integer, MetaData, UniqueConstraint

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def number_rows() -> Column[int]:
    """Return the column of a table's own numbers."""
    return Column("id", Integer, Identity(), primary_key=True)


def name_workspace() -> Column[int]:
    """Return the column that says whose row it is."""
    return Column("workspace", Integer, nullable=False)


def in_workspace() -> ForeignKeyConstraint:
    """Return the constraint by which a row goes with its workspace."""
    return ForeignKeyConstraint(["workspace"], ["workspace.id"], ondelete="CASCADE")


def named_by_others() -> UniqueConstraint:
    """Return the key by which the rows of other tables name a row, always with its workspace."""
    return UniqueConstraint("workspace", "id")


def of_account() -> tuple[Column[int], ForeignKeyConstraint]:
    """Return the column of the account a row belongs to, and the constraint by which it goes with it."""
    return of_row("account")


def of_row(table: str) -> tuple[Column[int], ForeignKeyConstraint]:
    """Return the column of another table's row it belongs to, and the constraint by which it goes with it."""
    return Column(f"{table}_id", Integer, nullable=False), belongs_to(table)


def belongs_to(
    table: str, *, by: str | None = None, ondelete: str | None = "CASCADE"
) -> ForeignKeyConstraint:
    """Return the constraint by which a row belongs to a row of another table in its workspace."""
    return ForeignKeyConstraint(
        ["workspace", by or f"{table}_id"], [f"{table}.workspace", f"{table}.id"], ondelete=ondelete
    )


def names_rep(by: str = "rep_id") -> ForeignKeyConstraint:
    """Return the constraint by which a row names a person, who cannot be deleted while it does."""
    return belongs_to("rep", by=by, ondelete=None)
