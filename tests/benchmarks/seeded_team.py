"""A sales team in a database, as large as a benchmark wants it; the same numbers give the same team."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from sqlalchemy import insert

from storage.database import Database
from storage.migrations import migrate
from storage.names import fold
from storage.records import Consent, Kind, NewTouch, Tier
from storage.tables import account, rep
from storage.touches import add_touches
from storage.workspaces import join_workspace

TEAM_ID = "T0PLAYGROUND"
"""The playground's team, so that the bot and the rows belong together."""

FIRST = """
    Acme Birch Cobalt Delta Ember Fjord Grove Harbour Ibis Juniper Kestrel Lumen Marlow Northgate Oakham
    Pepper Quayside Rowan Saffron Thistle Umbra Vale Willow Yarrow Zephyr Alder Bramble Cedar Dune Elm
    Fern Gable Heron Isle Jade Knoll Linden Moss Nettle Onyx
"""
SECOND = """
    Foods Hotels Logistics Motors Bakeries Dental Bikes Lighting Gyms Schools Kitchens Radio Theatre
    Insurance Travel Outdoor Print Hardware Gardens Clinics Studios Brewing Farms Optics Textiles
"""

NOTES = (
    "visited the Mill Street store",
    "coffee with Kim",
    "dropped off the trade magazine",
    "asked how the launch went",
    "walked the shop floor with the manager",
    "sent the article about their new depot",
)
ROWS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Team:
    """What was seeded, for those who drive it."""

    workspace: int
    names: list[str]
    """The accounts' names."""
    people: list[str]
    """The reps' Slack ids."""


def name_accounts(number: int) -> list[str]:
    """Return that many different names, of two words; beyond 1,000 a number follows them."""
    names = [f"{first} {second}" for second in SECOND.split() for first in FIRST.split()]
    names += [f"{names[position % 1000]} {position}" for position in range(len(names), number)]
    return names[:number]


def seed_team(books: Database, *, reps: int, accounts: int, touches: int, now: datetime) -> Team:
    """Migrate the database and fill it: accounts and touches spread evenly over the reps."""
    migrate(books)
    names = name_accounts(accounts)
    people = [f"U0REP{number:05}" for number in range(reps)]
    with books.everywhere() as connection:
        workspace = join_workspace(connection, TEAM_ID, "Brightside Media", now).id
    with books.transaction(workspace) as transaction:
        transaction.connection.execute(
            insert(rep),
            [
                {
                    "workspace": workspace,
                    "slack_id": slack_id,
                    "name": f"Rep {slack_id[-5:]}",
                    "folded_name": fold(f"Rep {slack_id[-5:]}"),
                    "consent": Consent.YES.value,
                    "consented_at": now - timedelta(days=400),
                    "nudge_time": time(8, 30),
                }
                for slack_id in people
            ],
        )
        rep_ids = list(transaction.connection.execute(rep.select().order_by(rep.c.id)).scalars())
        transaction.connection.execute(
            insert(account),
            [
                {
                    "workspace": workspace,
                    "name": name,
                    "folded_name": fold(name),
                    "rep_id": rep_ids[position % reps],
                    "tier": list(Tier)[position % len(Tier)].value,
                    "added_on": now.date() - timedelta(days=400),
                }
                for position, name in enumerate(names)
            ],
        )
        owners = [
            (row.id, row.rep_id)
            for row in transaction.connection.execute(account.select().order_by(account.c.id))
        ]
        rows = _draw_touches(owners, touches, now.date())
        while part := list(islice(rows, ROWS_AT_ONCE)):
            add_touches(transaction, part, now)
    return Team(workspace, names, people)


def _draw_touches(owners: list[tuple[int, int]], number: int, today: date) -> Iterator[NewTouch]:
    """Yield touches over the last year; each account has its own rhythm, and some went quiet."""
    draw = random.Random(20_261_123)
    per_account = max(1, number // len(owners))
    for account_id, rep_id in owners:
        quiet = draw.choice((0, 3, 10, 25, 60))
        for _ in range(per_account):
            day = today - timedelta(days=quiet + draw.randrange(365))
            yield NewTouch(
                account_id=account_id,
                rep_id=rep_id,
                day=day,
                at=datetime.combine(day, time(draw.randrange(8, 18)), UTC),
                note=draw.choice(NOTES),
                kind=Kind.SELLING if draw.random() < 0.3 else Kind.ATTENTION,
                order_placed=draw.random() < 0.02,
            )
