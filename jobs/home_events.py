"""What has happened to somebody lately, read for their Home."""

from datetime import datetime

from jobs.rules.home_events import (
    HANDED_FOR,
    RECEIVED_FOR,
    UNDELIVERED_FOR,
    HomeEvents,
    sum_up_handed,
)
from jobs.rules.roles import may_see_team
from storage.database import Transaction
from storage.handovers import count_handed_by, count_received
from storage.parked_messages import list_people_not_reached
from storage.records import Rep
from storage.reps import list_reps


def read_home_events(transaction: Transaction, rep: Rep, now: datetime) -> HomeEvents:
    """Return what somebody's Home tells of the last days."""
    received = count_received(transaction, rep.id, now - RECEIVED_FOR)
    leads = may_see_team(rep)
    handed = count_handed_by(transaction, rep.id, now - HANDED_FOR) if leads else ()
    names = {each.id: each.name for each in list_reps(transaction)} if received or handed else {}
    return HomeEvents(
        undelivered_to=tuple(list_people_not_reached(transaction, now - UNDELIVERED_FOR)) if leads else (),
        handed=sum_up_handed(handed, names),
        received=tuple((names.get(rep_id, ""), accounts) for rep_id, accounts in received.items()),
    )
