"""A believable sales team for the demo: three people, 24 accounts, months of touches with peaks and valleys.

The same day gives the same story: the draw is seeded, and all days count back from the day it begins on.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.playground.story_feeds import fill_feeds
from bot.playground.workspace import Message, Person, Workspace
from jobs.people import Profile, meet_person, set_consent
from jobs.rules.weeks import local_day, local_moment
from storage.accounts import add_account
from storage.database import Database
from storage.locations import add_locations
from storage.records import Consent, Kind, NewTouch, Role, Tier
from storage.reps import change_rep
from storage.touches import add_touches
from storage.workspaces import join_workspace

ZONE = "Europe/London"
SAM = Person(
    "U0SAM", "sam", "Sam Reyes", title="Account rep", color="1f6f5c", tz=ZONE, email="sam@example.com"
)
DANA = Person(
    "U0DANA", "dana", "Dana Lee", title="Account rep", color="a3472f", tz=ZONE, email="dana@example.com"
)
MORGAN = Person(
    "U0MORGAN",
    "morgan",
    "Morgan Blake",
    title="Sales manager",
    color="5b4a8a",
    tz=ZONE,
    email="morgan@example.com",
    is_admin=True,
)
BOT = Person("U0DRUMBEAT", "drumbeat", "Drumbeat", color="2f4858", is_bot=True)

HISTORY_DAYS = 200


@dataclass(frozen=True, slots=True)
class Plot:
    """One account and the shape of its history."""

    name: str
    owner: Person
    tier: Tier
    shape: str
    aliases: tuple[str, ...] = ()
    industry: str | None = None
    stores: tuple[str, ...] = ()


ACME_STORES = (
    *("Mill Street", "Park Lane", "Canal Road", "Market Square"),
    *("Station Road", "Harbour Gate", "North Cross"),
)
MARLOW_STORES = ("High Street", "Abbey Road", "Bell Yard", "Chapel Lane", "Orchard Corner")

PLOTS = (
    Plot("Acme", SAM, Tier.B, "steady", stores=("Old Town", "Ring Road")),
    Plot("Acme Foods", SAM, Tier.A, "dropped after order", ("AF",), stores=ACME_STORES),
    Plot("Birch & Co", SAM, Tier.A, "never"),
    Plot("Cobalt Logistics", SAM, Tier.B, "neglected", ("Cobalt",), "Logistics"),
    Plot("Delta Print Works", SAM, Tier.B, "all selling"),
    Plot("Ember Hotels", SAM, Tier.A, "due soon"),
    Plot("Fjord Outdoor", SAM, Tier.B, "steady"),
    Plot("Grove & Daughters", SAM, Tier.C, "steady"),
    Plot("Harbour Insurance", SAM, Tier.A, "valley"),
    Plot("Ibis Travel", SAM, Tier.B, "valley"),
    Plot("Juniper Dental", SAM, Tier.C, "due soon"),
    Plot("Kestrel Bikes", SAM, Tier.B, "in its peak", industry="Retail"),
    Plot("Lumen Lighting", DANA, Tier.A, "steady", stores=("Riverside showroom", "Bridge Street")),
    Plot("Marlow Bakeries", DANA, Tier.A, "dropped after order", industry="Food", stores=MARLOW_STORES),
    Plot("Northgate Gym", DANA, Tier.B, "neglected"),
    Plot("Oakham Schools", DANA, Tier.C, "steady"),
    Plot("Pepper & Vine", DANA, Tier.B, "in its peak"),
    Plot("Quayside Hardware", DANA, Tier.B, "all selling"),
    Plot("Rowan Garden Centres", DANA, Tier.A, "valley", ("Rowan",), "Retail"),
    Plot("Saffron Kitchens", DANA, Tier.B, "due soon"),
    Plot("Thistle Radio", MORGAN, Tier.A, "steady", stores=("Studio One", "Studio Two", "Hill Mast")),
    Plot("Umbra Theatre", MORGAN, Tier.B, "valley"),
    Plot("Vale Motors", MORGAN, Tier.A, "due soon"),
    Plot("Willow Care Homes", MORGAN, Tier.C, "never"),
)

ATTENTION = (
    ("visited the Mill Street store", None, "Mill Street"),
    ("coffee with Kim", "Kim", None),
    ("dropped off the trade magazine", None, None),
    ("sent the article about their new depot", None, None),
    ("walked the shop floor with the manager", "the manager", None),
    ("asked how the launch went", None, None),
    ("went to their open day", None, None),
    ("introduced them to a supplier", None, None),
    ("called to say thanks for the tour", None, None),
)
SELLING = ("sent the quote", "talked about the renewal", "went through the proposal", "agreed the price")

DONE_BEFORE = (
    (
        MORGAN,
        "sales",
        3,
        time(9, 2),
        "Morning all. On Monday let's talk about who has *not* heard from us.",
    ),
    (DANA, "sales", 3, time(13, 41), "Saw the Marlow bakery on the high street being painted. New branch?"),
    (SAM, "sales", 2, time(16, 20), "Acme Foods' campaign is live. I'll bring cake."),
    (MORGAN, "sales", 1, time(8, 55), "Well done. And when did they last hear from you?"),
)


def build_workspace(now: datetime) -> Workspace:
    """Return the team's workspace with its channels and what was said there."""
    workspace = Workspace("Brightside Media", BOT)
    for person in (SAM, DANA, MORGAN):
        workspace.add_person(person)
    everybody = {SAM.id, DANA.id, MORGAN.id}
    workspace.add_channel(
        "sales", {*everybody, BOT.id}, topic="Accounts, ideas, Monday meeting", channel_id="C0SALES"
    )
    workspace.add_channel("general", everybody, topic="Everything else", channel_id="C0GENERAL")
    for person in (SAM, DANA, MORGAN):
        workspace.direct_messages(person.id)
    for person, channel, days_ago, wall, text in DONE_BEFORE:
        said_at = local_moment(local_day(now, ZONE) - timedelta(days=days_ago), wall, ZONE)
        workspace.post(
            Message(
                ts=workspace.next_ts(said_at),
                channel=workspace.channel(channel).id,
                user=person.id,
                text=text,
            )
        )
    for channel in workspace.channels.values():
        for person in (SAM, DANA, MORGAN):
            channel.last_read[person.id] = workspace.next_ts(now)
    return workspace


def fill_books(books: Database, team_id: str, now: datetime, feeds_at: str | None = None) -> int:
    """Write the team's accounts and touches into the bot's database and return how many touches.

    `feeds_at` is the playground's own address, where the story's feeds are; without it there are none.
    """
    draw = random.Random(7)  # noqa: S311 (a story, not a secret)
    today = local_day(now, ZONE)
    with books.everywhere() as connection:
        workspace = join_workspace(connection, team_id, "Brightside Media", now).id
    with books.transaction(workspace) as transaction:
        reps = {
            person.id: meet_person(
                transaction, Profile(person.id, (person.real_name,), person.email, person.tz)
            )
            for person in (SAM, DANA, MORGAN)
        }
        for person in (SAM, MORGAN):
            set_consent(transaction, reps[person.id], Consent.YES, now)
        change_rep(transaction, reps[MORGAN.id].id, roles={Role.MANAGER})
        touches: list[NewTouch] = []
        accounts: dict[str, int] = {}
        for plot in PLOTS:
            added_on = today - timedelta(days=24 if plot.shape == "never" else HISTORY_DAYS)
            owner = reps[plot.owner.id]
            account = add_account(
                transaction,
                plot.name,
                added_on=added_on,
                rep_id=owner.id,
                tier=plot.tier,
                aliases=plot.aliases,
                industry=plot.industry,
            )
            accounts[plot.name] = account.id
            add_locations(transaction, account.id, plot.stores)
            touches += (
                NewTouch(
                    account_id=account.id,
                    rep_id=owner.id,
                    day=each.day,
                    at=local_moment(each.day, time(9 + draw.randrange(8), draw.randrange(60)), ZONE),
                    note=each.note,
                    kind=each.kind,
                    with_whom=each.with_whom,
                    place=each.place,
                    order_placed=each.order,
                )
                for each in tell_history(plot, today, draw)
            )
        added = add_touches(transaction, touches, now)
    if feeds_at is not None:
        fill_feeds(books, workspace, now, accounts=accounts, added_by=reps[SAM.id].id, base=feeds_at)
    return added


@dataclass(frozen=True, slots=True)
class Episode:
    """One contact of the story."""

    day: date
    kind: Kind
    note: str
    with_whom: str | None = None
    place: str | None = None
    order: bool = False


def tell_history(plot: Plot, today: date, draw: random.Random) -> Iterator[Episode]:
    """Yield an account's touches, oldest first."""
    ideal = {Tier.A: 14, Tier.B: 30, Tier.C: 60}[plot.tier]
    match plot.shape:
        case "never":
            return
        case "steady":
            yield from _keep_beat(today, HISTORY_DAYS, draw.randrange(2, max(3, ideal // 2)), ideal, draw)
        case "due soon":
            # The last touch is one that becomes due in the coming days.
            yield from _keep_beat(today, HISTORY_DAYS, ideal - draw.randrange(1, 4), ideal, draw)
        case "neglected":
            yield from _keep_beat(today, HISTORY_DAYS, ideal * 2 + draw.randrange(6), ideal, draw)
        case "in its peak":
            yield from _keep_beat(today, HISTORY_DAYS, 16, ideal, draw)
            yield from _court(today, 13, 1, draw)
        case "all selling":
            yield from _keep_beat(today, HISTORY_DAYS, 75, ideal, draw)
            yield from (
                Episode(today - timedelta(days=days), Kind.SELLING, draw.choice(SELLING))
                for days in (52, 37, 23, 9)
            )
        case "dropped after order":
            yield from _keep_beat(today, HISTORY_DAYS, 60, ideal * 2, draw)
            yield from _court(today, 55, 33, draw)
            yield Episode(today - timedelta(days=32), Kind.SELLING, "order placed", order=True)
        case _:  # a valley: one burst long ago, one more recent, silence around them
            yield from _court(today, 170, 150, draw)
            yield from _court(today, ideal * 2 + 20, ideal * 2 + 3, draw)


def _keep_beat(today: date, first: int, last: int, every: int, draw: random.Random) -> list[Episode]:
    """Return attention at a steady beat, from `first` to `last` days ago."""
    days: list[int] = []
    days_ago = last
    while days_ago < first:
        days.append(days_ago)
        days_ago += max(3, round(every * draw.uniform(0.7, 1.1)))
    return [_attend(today - timedelta(days=each), draw) for each in reversed(days)]


def _court(today: date, first: int, last: int, draw: random.Random) -> list[Episode]:
    """Return a peak: a touch every few days, about the sale and around it."""
    episodes: list[Episode] = []
    days_ago = first
    while days_ago >= last:
        day = today - timedelta(days=days_ago)
        selling = len(episodes) % 2 == 1
        episodes.append(Episode(day, Kind.SELLING, draw.choice(SELLING)) if selling else _attend(day, draw))
        days_ago -= draw.randrange(2, 5)
    return episodes


def _attend(day: date, draw: random.Random) -> Episode:
    note, with_whom, place = draw.choice(ATTENTION)
    return Episode(day, Kind.ATTENTION, note, with_whom, place)
