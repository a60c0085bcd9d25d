"""Who may do what."""

from dataclasses import replace
from datetime import date

from jobs.rules.roles import may_change_touch, may_give_away, may_lead, may_name_managers, may_see_team
from storage.records import Account, Rep, Role, Touch
from tests.builders import NOW

SAM, DANA = Rep(1, "Sam"), Rep(2, "Dana")


def a_touch_by(rep: Rep | None) -> Touch:
    day = date(2026, 3, 4)
    return Touch(1, rep.id if rep else None, day, NOW, "called", id=1, created_at=NOW)


def test_a_touch_belongs_to_who_logged_it() -> None:
    assert may_change_touch(SAM, a_touch_by(SAM))
    assert not may_change_touch(DANA, a_touch_by(SAM))


def test_a_touch_nobody_logged_can_be_changed_by_everybody() -> None:
    assert may_change_touch(DANA, a_touch_by(None))


def test_only_the_owner_can_give_an_account_away() -> None:
    account = Account(1, "Acme", date(2026, 1, 1), rep_id=SAM.id)
    assert may_give_away(SAM, account)
    assert not may_give_away(DANA, account)
    assert not may_give_away(SAM, Account(1, "Acme", date(2026, 1, 1)))


def test_only_who_leads_the_team_sees_it() -> None:
    """Rule NS-8."""
    morgan = replace(SAM, roles=frozenset({Role.MANAGER}))
    assert may_see_team(morgan)
    assert not may_see_team(replace(morgan, active=False))
    assert not may_see_team(DANA)


def test_who_leads_the_team_or_the_workspace_names_managers() -> None:
    assert may_name_managers(replace(SAM, roles=frozenset({Role.MANAGER})), admin=False)
    assert may_name_managers(DANA, admin=True)
    assert not may_name_managers(DANA, admin=False)


def test_an_admin_of_another_company_names_nobody() -> None:
    assert not may_name_managers(DANA, admin=True, member=False)
    assert may_name_managers(replace(SAM, roles=frozenset({Role.MANAGER})), admin=False, member=False)


def test_a_guest_cannot_lead_nor_can_who_has_left() -> None:
    assert may_lead(member=True, active=True)
    assert not may_lead(member=False, active=True)
    assert not may_lead(member=True, active=False)
