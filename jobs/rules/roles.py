"""Who may do what. Pure."""

from storage.records import Account, Rep, Role, Touch


def may_change_touch(rep: Rep, touch: Touch) -> bool:
    """A touch belongs to the person who logged it."""
    return touch.rep_id is None or touch.rep_id == rep.id


def may_snooze(rep: Rep, account: Account) -> bool:
    """Only its owner is reminded of an account, so only they can put the reminder off."""
    return account.rep_id == rep.id


def may_give_away(rep: Rep, account: Account) -> bool:
    """Only its owner can say that an account is not theirs."""
    return account.rep_id == rep.id


def may_see_team(rep: Rep) -> bool:
    """Who leads the team sees how all of its accounts are doing; nobody else does."""
    return rep.active and Role.MANAGER in rep.roles


def may_name_managers(rep: Rep, *, admin: bool, member: bool = True) -> bool:
    """Who leads the team says who else does; `admin`, of the Slack workspace, is where it begins.

    `member` says that they are no guest there: another company's admin decides nothing in this one.
    """
    return may_see_team(rep) or (admin and member)


def may_lead(*, member: bool, active: bool) -> bool:
    """A full member of the workspace can lead the team: it shows every account to them."""
    return member and active
