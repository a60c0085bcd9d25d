"""`/drumbeat team`: who leads the team, and which touches count."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from slack_bolt import App

from bot.failures import answered
from bot.messages.team import (
    CLOCK,
    MANAGERS_FORM,
    compose_not_for_you,
    compose_not_told,
    compose_team_form,
    compose_team_saved,
    explain_not_told,
    explain_plainly_who_may_choose,
    refuse_managers,
)
from bot.parsing.form_fields import read_form_values, read_needed_choice, read_people_field
from bot.parsing.presses import read_remembered, reading_ours
from bot.surroundings import Surroundings, family_word, read_sender
from jobs.people import Profile, choose_clock, name_managers
from jobs.rules.roles import may_lead, may_name_managers, may_see_team
from storage.records import Clock, Rep

Ack = Callable[..., Any]
Json = dict[str, Any]


def register(app: App, around: Surroundings) -> None:
    """Open the form for who may choose, and take what was chosen."""

    @app.command("/drumbeat", matchers=[family_word("team", "managers", "manager")])
    @answered
    def open_form(ack: Ack, body: Json) -> None:
        rep, managers, clock = look_up(around, body)
        profiles = ask_slack(around, body, rep)
        if profiles is None or not may_choose(rep, profiles):
            words = compose_not_told() if profiles is None else compose_not_for_you(managers)
            ack(response_type="ephemeral", text=words.text, blocks=words.blocks)
            return
        form = compose_team_form(managers, clock, {"response_url": body["response_url"]})
        around.messenger_for(body).open_view(body["trigger_id"], form)
        ack()

    @app.view(MANAGERS_FORM)
    @answered
    def save(ack: Ack, body: Json) -> None:
        # A form can be forged, and a role lost while it is open: so it is asked again.
        rep, managers, clock = look_up(around, body, claim=False)
        values = read_form_values(body["view"])
        chosen = read_people_field(values, "managers")
        with reading_ours():
            wanted = Clock(read_needed_choice(values, CLOCK))
        url = read_remembered(body["view"]).get("response_url")
        profiles = ask_slack(around, body, rep, chosen)
        if profiles is None:
            ack(response_action="errors", errors={"managers": explain_not_told()})
            return
        if not may_choose(rep, profiles):
            ack(response_action="errors", errors={"managers": explain_plainly_who_may_choose(managers)})
            return
        people = [profiles[slack_id] for slack_id in dict.fromkeys(chosen)]
        refused = [each.names[0] for each in people if not may_lead(member=each.member, active=each.active)]
        if refused:
            ack(response_action="errors", errors={"managers": refuse_managers(refused)})
            return
        with around.visit(body) as visit:
            leading = name_managers(visit.transaction, people, around.zone)
            if wanted is not clock:
                choose_clock(visit.transaction, wanted)
        ack()
        if url:
            around.messenger_for(body).answer(
                url, compose_team_saved(leading, wanted, changed=wanted is not clock), replace=False
            )
        refresh_homes(around, body, [rep, *managers, *leading])


def look_up(around: Surroundings, body: Json, *, claim: bool = True) -> tuple[Rep, list[Rep], Clock]:
    """Return who asks, who leads the team at the moment, and which touches count."""
    with around.visit(body, claim=claim) as visit:
        managers = [rep for rep in visit.page.reps.values() if may_see_team(rep)]
        return visit.rep, managers, visit.page.workspace.clock


def ask_slack(
    around: Surroundings, body: Json, rep: Rep, chosen: Sequence[str] = ()
) -> dict[str, Profile] | None:
    """Return the profiles of those chosen, and of who chooses where that decides whether they may.

    None where Slack did not tell of all of them, and nothing may be concluded about anybody.
    """
    people = {*chosen} if may_name_managers(rep, admin=False) else {*chosen, rep.slack_id or ""}
    profiles = around.messenger_for(body).find_profiles(people) if people else {}
    return profiles if profiles.keys() == people else None


def may_choose(rep: Rep, profiles: Mapping[str, Profile]) -> bool:
    """Whoever leads the team may; of others Slack says, at this moment, whether they are an admin."""
    profile = profiles.get(rep.slack_id or "")
    if profile is None:
        return may_name_managers(rep, admin=False)
    return may_name_managers(rep, admin=profile.admin, member=profile.member)


def refresh_homes(around: Surroundings, body: Json, people: Iterable[Rep]) -> None:
    team_id, _, _, _ = read_sender(body)
    for slack_id in {rep.slack_id for rep in people if rep.slack_id}:
        around.refresh_home(team_id, slack_id)
