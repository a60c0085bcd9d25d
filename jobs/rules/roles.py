"""Who may do what. Pure."""

from storage.records import Account, Rep, Touch


def may_change_touch(rep: Rep, touch: Touch) -> bool:
    """A touch belongs to the person who logged it."""
    return touch.rep_id is None or touch.rep_id == rep.id


def may_snooze(rep: Rep, account: Account) -> bool:
    """Only its owner is reminded of an account, so only they can put the reminder off."""
    return account.rep_id == rep.id


def may_give_away(rep: Rep, account: Account) -> bool:
    """Only its owner can say that an account is not theirs."""
    return account.rep_id == rep.id
