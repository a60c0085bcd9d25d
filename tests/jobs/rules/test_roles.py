"""Who may do what."""

from datetime import date

from jobs.rules.roles import may_change_touch, may_give_away
from storage.records import Account, Rep, Touch
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
