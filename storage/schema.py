"""What all tables share: their metadata, and the columns that say whose a row is."""

from sqlalchemy import Column, ForeignKeyConstraint, Identity, Integer, MetaData

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def make_id() -> Column[int]:
    return Column("id", Integer, Identity(), primary_key=True)


def make_workspace() -> Column[int]:
    return Column("workspace", Integer, nullable=False)


def in_workspace() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(["workspace"], ["workspace.id"], ondelete="CASCADE")


def of_account() -> tuple[Column[int], ForeignKeyConstraint]:
    return (
        Column("account_id", Integer, nullable=False),
        ForeignKeyConstraint(
            ["workspace", "account_id"], ["account.workspace", "account.id"], ondelete="CASCADE"
        ),
    )
