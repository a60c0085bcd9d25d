"""People of the team as Slack knows them: meeting them, recognising those an import has named."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from jobs.rules.roles import may_lead, may_see_team
from jobs.rules.statuses import find_return_day
from jobs.rules.weeks import latest_weekly_moment
from storage.database import Transaction
from storage.homes import mark_homes_due
from storage.queue import drop_waiting, enqueue
from storage.records import Clock, Consent, NewMessage, QueuedMessage, QueueState, Rep, Role
from storage.reps import (
    add_rep,
    change_rep,
    find_rep_by_email,
    find_rep_by_slack_id,
    find_reps_by_name,
    list_reps,
    merge_reps,
    note_profile,
    read_rep,
)
from storage.samples import remove_samples
from storage.workspaces import hold_directory, set_clock

WELCOME = "welcome"
WELCOME_USEFUL = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Profile:
    """What Slack says about a person; the display name comes first in `names`."""

    slack_id: str
    names: tuple[str, ...]
    email: str | None = None
    zone: str | None = None
    active: bool = True
    status_text: str = ""
    status_emoji: str = ""
    status_expires: datetime | None = None
    member: bool = True
    """Not a guest or somebody of another company: those choose their names themselves."""
    admin: bool = False
    """An admin or owner of the Slack workspace."""
    updated_at: datetime | None = None
    """When Slack last changed it; None where that is not known."""

    def is_older_than(self, rep: Rep) -> bool:
        """Return whether a newer profile of this person is known already."""
        known = rep.profile_updated_at
        return self.updated_at is not None and known is not None and self.updated_at < known


def meet_person(transaction: Transaction, profile: Profile, zone: str = "UTC") -> Rep:
    """Return the person with this Slack profile, brought up to date; `zone` is for profiles without one.

    Somebody whom an import named before is recognised by e-mail or by a name only one person has. One
    file may have named them by the one and another by the other: then the two become one here. News that
    arrive after newer ones change nothing: Slack hands an event over again that it thinks was lost.
    """
    rep = find_rep_by_slack_id(transaction, profile.slack_id)
    if rep is not None and profile.is_older_than(rep):
        return rep
    for alike in _recognise(transaction, profile):
        if rep is None:
            rep = alike
        else:
            merge_reps(transaction, rep.id, alike.id)
    if rep is None:
        rep = add_rep(
            transaction,
            profile.names[0],
            slack_id=profile.slack_id,
            email=profile.email,
            zone=profile.zone or zone,
        )
    zone = profile.zone or rep.zone
    leads = may_lead(member=profile.member, active=True)
    changes = {
        "slack_id": profile.slack_id,
        "name": profile.names[0],
        "email": (profile.email or rep.email or "").strip().lower() or None,
        "zone": zone,
        "active": profile.active,
        # A manager who became a guest sees no longer how everybody's accounts are doing; one who has left
        # and comes back does again.
        "roles": rep.roles if leads else rep.roles - {Role.MANAGER},
        "status_away_until": find_return_day(
            profile.status_text, profile.status_emoji, profile.status_expires, zone
        ),
    }
    differs = any(getattr(rep, column) != value for column, value in changes.items())
    if differs:
        change_rep(transaction, rep.id, **changes)
    # Only now: who changes somebody holds the directory before their row.
    if profile.updated_at not in (None, rep.profile_updated_at):
        note_profile(transaction, rep.id, profile.updated_at)
    if differs:
        if rep.active is not profile.active:
            # Whose accounts wait for an owner stands on the managers' Home.
            mark_homes_due(transaction, [each.id for each in list_reps(transaction) if may_see_team(each)])
        if rep.active and not profile.active:
            drop_waiting(transaction, profile.slack_id, "They have left Slack.")
            remove_samples(transaction, rep.id)
        return read_rep(transaction, rep.id) or rep
    return rep


def recognise_people(transaction: Transaction, profiles: list[Profile]) -> int:
    """Bring the people whom the workspace knows up to date and return how many; strangers stay strangers."""
    known = 0
    for profile in profiles:
        if find_rep_by_slack_id(transaction, profile.slack_id) or _recognise(transaction, profile):
            meet_person(transaction, profile)
            known += 1
    return known


def list_missing(transaction: Transaction, profiles: Sequence[Profile]) -> list[Profile]:
    """Return, as we know them, the people whom Slack's list of everybody leaves out."""
    listed = {profile.slack_id for profile in profiles}
    return [
        Profile(rep.slack_id, (rep.name,), rep.email, rep.zone)
        for rep in list_reps(transaction)
        if rep.active and rep.slack_id is not None and rep.slack_id not in listed
    ]


def _recognise(transaction: Transaction, profile: Profile) -> list[Rep]:
    """Return those whom only imports know and who are surely this person."""
    found: dict[int, Rep] = {}
    by_email = find_rep_by_email(transaction, profile.email) if profile.email else None
    if by_email is not None and by_email.slack_id is None:
        found[by_email.id] = by_email
    for name in profile.names if profile.member else ():
        namesakes = find_reps_by_name(transaction, name)
        strangers = [
            each
            for each in namesakes
            if each.slack_id is None and (each.email is None or each.email == (profile.email or "").lower())
        ]
        if len(strangers) == 1 and all(each.slack_id in (None, profile.slack_id) for each in namesakes):
            found.setdefault(strangers[0].id, strangers[0])
    return list(found.values())


def name_managers(transaction: Transaction, profiles: Sequence[Profile], zone: str = "UTC") -> list[Rep]:
    """Let these people lead the team, and nobody else; returns them by name. They are met if need be.

    They are told nothing unasked: whoever has used the bot is asked once about the weekly message, as ever.
    """
    hold_directory(transaction)  # before the first row of several people
    chosen = {meet_person(transaction, profile, zone).id for profile in profiles}
    for rep in list_reps(transaction):
        roles = rep.roles | {Role.MANAGER} if rep.id in chosen else rep.roles - {Role.MANAGER}
        if roles != rep.roles:
            change_rep(transaction, rep.id, roles=roles)
    return [rep for rep in list_reps(transaction) if rep.id in chosen]


def choose_clock(transaction: Transaction, clock: Clock) -> None:
    """Choose which touches restart an account's clock (rule NS-2); every Home follows at once.

    Rhythms need not be looked at again: they are told from all touches, whatever the clock counts.
    """
    set_clock(transaction, clock)
    mark_homes_due(transaction)


def queue_welcome(transaction: Transaction, rep: Rep, now: datetime) -> bool:
    """Queue the one message that asks whether a person wants the weekly nudge; returns whether it was new.

    It goes to people who have used the bot, and to each of them once in their life.
    """
    message = _plan_welcome(rep, now)
    return message is not None and enqueue(transaction, message) is not None


def note_people_as_welcomed(transaction: Transaction, now: datetime, reason: str) -> int:
    """Remember the welcome of everybody who might still be asked as done; returns how many were new."""
    welcomes = [_plan_welcome(rep, now) for rep in list_reps(transaction) if rep.active]
    return sum(
        message is not None
        and enqueue(transaction, message, state=QueueState.DONE, reason=reason) is not None
        for message in welcomes
    )


def _plan_welcome(rep: Rep, now: datetime) -> NewMessage | None:
    if rep.slack_id is None or rep.consent is not Consent.UNASKED:
        return None
    return NewMessage(
        key=f"{WELCOME}:{rep.slack_id}",
        kind=WELCOME,
        recipient=rep.slack_id,
        facts={"name": rep.name, "weekday": rep.nudge_weekday, "time": f"{rep.nudge_time:%H:%M}"},
        due_at=now,
        useful_until=now + WELCOME_USEFUL,
    )


def refresh_welcome(transaction: Transaction, message: QueuedMessage, _now: datetime) -> bool:
    """Return whether a person still has to be asked: they may have said yes or no in another place."""
    rep = find_rep_by_slack_id(transaction, message.recipient)
    return rep is not None and rep.active and rep.consent is Consent.UNASKED


def set_consent(transaction: Transaction, rep: Rep, consent: Consent, now: datetime) -> date:
    """Note a yes or a no to unprompted messages and return the day on which the next one would come.

    A no takes back what is still in the queue. A yes counts from now: a Monday that has passed is not
    caught up on.
    """
    changes: dict[str, object] = {"consent": consent.value}
    if consent is Consent.YES and rep.consent is not Consent.YES:
        changes["consented_at"] = now
    change_rep(transaction, rep.id, **changes)
    if consent is Consent.NO and rep.slack_id is not None:
        drop_waiting(transaction, rep.slack_id, "They said no to unprompted messages.")
    day, _ = latest_weekly_moment(now, rep.nudge_weekday, rep.nudge_time, rep.zone)
    return day + timedelta(days=7)


def set_away(transaction: Transaction, rep: Rep, until: date | None) -> None:
    """Note the first day somebody is back; None means they are here."""
    change_rep(transaction, rep.id, away_until=until)


def set_holidays(transaction: Transaction, rep: Rep, country: str | None) -> None:
    """Note whose public holidays somebody keeps: a code, "" for none, None for their zone's."""
    change_rep(transaction, rep.id, holidays=country)


def set_news_same_day(transaction: Transaction, rep: Rep, *, same_day: bool) -> None:
    """Note whether somebody wants news about their A accounts on the day itself, once a week at most."""
    change_rep(transaction, rep.id, news_same_day=same_day)


def set_nudge_moment(transaction: Transaction, rep: Rep, *, weekday: int, wall: time) -> None:
    """Note on which day of the week (Monday is 0) and at what time somebody wants their message."""
    change_rep(transaction, rep.id, nudge_weekday=weekday, nudge_time=wall)
