"""What a person does with an account from a message: snooze it, give it away, and take either back."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from jobs.rules.roles import may_give_away, may_snooze
from jobs.rules.sample_data import is_sample
from storage.accounts import (
    AccountNameTakenError,
    add_account,
    change_account,
    find_taken_aliases,
    read_account,
    replace_aliases,
    snooze_account,
)
from storage.database import Transaction
from storage.nudge_lines import change_line, read_line
from storage.records import Account, LineState, NudgeLine, Rep, Tier


@dataclass(frozen=True, slots=True)
class NotTheOwner:
    """Somebody tried to give away, or to snooze, an account that is not theirs."""

    account: Account


@dataclass(frozen=True, slots=True)
class NewsWish:
    """By what news about an account is to be told from that about its namesakes."""

    domain: str | None
    industry: str | None
    exclude: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountWish:
    """What somebody entered into the form for an account."""

    name: str
    tier: Tier
    ideal_days: int | None
    aliases: tuple[str, ...]
    news: NewsWish | None = None
    """None leaves what is known as it is."""


def save_account(
    transaction: Transaction, rep: Rep, wish: AccountWish, today: date, *, account_id: int | None = None
) -> Account | dict[str, str] | None:
    """Add an account owned by `rep`, or change the one named.

    Returns it, or what is wrong with a field; None where the account to change is gone. Nothing is
    written where a name is taken, or for a sample: renamed it would pass for a client.
    """
    known = None if account_id is None else read_account(transaction, account_id)
    if account_id is not None and known is None:
        return None
    if known is not None and is_sample(known):
        return {"name": "A sample stays as it is; add an account of your own instead."}
    taken = find_taken_aliases(transaction, wish.aliases, except_for=account_id)
    if taken:
        return {"aliases": f"Another account goes by {', '.join(taken)}."}
    news = {} if wish.news is None else asdict(wish.news)
    try:
        if account_id is None:
            return add_account(
                transaction,
                wish.name,
                added_on=today,
                rep_id=rep.id,
                tier=wish.tier,
                ideal_days=wish.ideal_days,
                aliases=wish.aliases,
                **news,
            )
        change_account(
            transaction,
            account_id,
            name=wish.name,
            tier=wish.tier,
            ideal_days=wish.ideal_days,
            **news,
        )
    except AccountNameTakenError:
        return {"name": "There is an account of this name already."}
    replace_aliases(transaction, account_id, wish.aliases)
    return read_account(transaction, account_id)


def snooze_own(
    transaction: Transaction, rep: Rep, account_id: int, until: date | None
) -> Account | NotTheOwner | None:
    """Snooze an account of one's own until a day, or wake it with None; returns it as it was."""
    account = read_account(transaction, account_id)
    if account is None:
        return None
    if not may_snooze(rep, account):
        return NotTheOwner(account)
    snooze_account(transaction, account_id, until)
    return account


def give_away(transaction: Transaction, rep: Rep, account_id: int) -> Account | NotTheOwner | None:
    """Take a person off an account; it then waits for a new owner. Returns it as it was."""
    account = read_account(transaction, account_id)
    if account is None:
        return None
    if not may_give_away(rep, account):
        return NotTheOwner(account)
    change_account(transaction, account_id, rep_id=None)
    return account


def take_back(transaction: Transaction, rep: Rep, account_id: int) -> Account | None:
    """Make a person the owner of an account nobody owns; returns it as it is then."""
    account = read_account(transaction, account_id)
    if account is None or account.rep_id not in (None, rep.id) or account.sample_of not in (None, rep.id):
        return None
    change_account(transaction, account_id, rep_id=rep.id)
    return read_account(transaction, account_id)


def settle_line_snoozed(
    transaction: Transaction, rep: Rep, line: NudgeLine, until: date, now: datetime
) -> bool:
    """Snooze the account of a nudge's line and remember what Undo puts back; returns whether it was theirs.

    An account handed over since then is the new owner's to snooze.
    """
    before = snooze_own(transaction, rep, line.account_id, until)
    if not isinstance(before, Account):
        return False
    earlier = before.snoozed_until
    change_line(
        transaction,
        line.id,
        state=LineState.SNOOZED,
        decided_at=now,
        snoozed_until=until,
        before={"snoozed_until": earlier.isoformat() if earlier else None},
    )
    return True


def settle_line_not_mine(transaction: Transaction, rep: Rep, line: NudgeLine, now: datetime) -> bool:
    """Take a person off the account of a nudge's line; returns whether it was theirs."""
    given = give_away(transaction, rep, line.account_id)
    if not isinstance(given, Account):
        return False
    change_line(transaction, line.id, state=LineState.NOT_MINE, decided_at=now)
    return True


def settle_line_logged(
    transaction: Transaction, line_id: int, account_id: int, touch_id: int, *, note: str, now: datetime
) -> bool:
    """Note that a nudge's line was answered with a touch of `account_id`; returns whether it was.

    A line that was answered meanwhile, or names another account, stays as it is.
    """
    line = read_line(transaction, line_id)
    if line is None or line.state is not LineState.OPEN or line.account_id != account_id:
        return False
    facts = {**line.facts, "logged": note}
    change_line(transaction, line_id, state=LineState.LOGGED, decided_at=now, touch_id=touch_id, facts=facts)
    return True


def reopen_line(transaction: Transaction, rep: Rep, line_id: int) -> NudgeLine | None:
    """Undo a snooze or a "not mine" and return the line as it is then; None where there is none.

    Where somebody else has taken the account over meanwhile, it stays as it is. A touch logged from the line
    is taken back by `jobs.touches`, which reopens the line itself.
    """
    line = read_line(transaction, line_id)
    if line is None:
        return None
    if line.state is LineState.SNOOZED:
        earlier = line.before.get("snoozed_until")
        until = date.fromisoformat(earlier) if earlier else None
        if isinstance(snooze_own(transaction, rep, line.account_id, until), NotTheOwner):
            return line
    elif line.state is LineState.NOT_MINE:
        if take_back(transaction, rep, line.account_id) is None:
            return line
    else:
        return line
    change_line(transaction, line.id, state=LineState.OPEN, decided_at=None, snoozed_until=None, before={})
    return read_line(transaction, line_id)
