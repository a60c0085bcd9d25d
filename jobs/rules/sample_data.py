"""Sample data: five made-up clients for one person who tries the bot, and who gets to see them. Pure.

What was decided, and why:

- Each name ends in "(sample)". It stands wherever an account is named, so nobody takes one for a client, and
  nothing else has to carry a sign of its own. Nobody can take it away: a sample cannot be edited.
- They are rows like any other, marked by whose they are (`Account.sample_of`) and not by the name: a client
  may be called so. Touches, cards, stores, ideas and the weekly message work on them as on clients.
- They are seen by that person alone. Whoever reads all accounts of a workspace does not get them:
  colleagues, the manager's part and its figures, hand-overs, brainstorms, the search for news, what waits for
  an owner, the rhythms of the night, import and export. They take no name: a client of the same can be added
  or imported.
- No feed is watched for one: nobody writes about a client that does not exist.
- A client goes before a sample: where a typed text names one, it is meant, and where it is only like one, or
  the sample's name is the longer one, both are offered; in lists it stands first; and a weekly message names
  samples only to somebody without a client, and says that they are made up.
- They come only while somebody has no account, and go all at once, whatever was done with them; also when the
  person leaves. A message that was sent stays in Slack; its buttons then say that the account is gone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from jobs.rules.attention import Verdict
from jobs.rules.weeks import WEEKEND
from storage.records import Account, Kind, Tier

SIGN = " (sample)"
KNOWN_FOR = 200
"""Days for which a sample has been on the list: longer than its touches go back."""


@dataclass(frozen=True, slots=True)
class SampleTouch:
    """One contact of the made-up past."""

    days_ago: int
    note: str
    kind: Kind = Kind.ATTENTION
    with_whom: str | None = None
    place: str | None = None
    order_placed: bool = False


@dataclass(frozen=True, slots=True)
class SampleClient:
    """One made-up client."""

    called: str
    tier: Tier
    touches: tuple[SampleTouch, ...]
    stores: tuple[str, ...] = ()
    idea: str | None = None

    @property
    def name(self) -> str:
        """As it stands everywhere."""
        return f"{self.called}{SIGN}"


SAMPLE_CLIENTS = (
    # Quiet too long: lively before the summer order, and then no more.
    SampleClient(
        "Wren Lane Bakery",
        Tier.A,
        (
            SampleTouch(96, "visited the Station Road store", place="Station Road"),
            SampleTouch(84, "called about the new oven", with_whom="Priya"),
            SampleTouch(71, "brought the baking guide", with_whom="Priya"),
            SampleTouch(58, "visited the Mill Lane store", place="Mill Lane"),
            SampleTouch(44, "coffee with Priya", with_whom="Priya"),
            SampleTouch(33, "sent an article on rye flour"),
        ),
        stores=("Mill Lane", "Station Road"),
        idea="Ask a miller to show their bakers the new flours",
    ),
    # All selling lately.
    SampleClient(
        "Copper Kettle Tea",
        Tier.B,
        (
            SampleTouch(118, "visited their tasting room", with_whom="Jonas"),
            SampleTouch(82, "lunch with Jonas", with_whom="Jonas"),
            SampleTouch(38, "sent the quote for tins", Kind.SELLING),
            SampleTouch(19, "called about the quote", Kind.SELLING, with_whom="Jonas"),
            SampleTouch(5, "sent a second quote", Kind.SELLING),
        ),
    ),
    # After an order: nothing just for them since.
    SampleClient(
        "Pine Street Dental",
        Tier.B,
        (
            SampleTouch(64, "showed them the samples", Kind.SELLING, with_whom="Dr. Okafor"),
            SampleTouch(47, "visited the practice", with_whom="Dr. Okafor"),
            SampleTouch(31, "sent the quote", Kind.SELLING),
            SampleTouch(24, "order placed", Kind.SELLING, order_placed=True),
        ),
    ),
    # Due this week.
    SampleClient(
        "Fennel & Fig",
        Tier.B,
        (
            SampleTouch(86, "called to say hello", with_whom="Lena"),
            SampleTouch(57, "visited the Canal Street store", with_whom="Lena", place="Canal Street"),
            SampleTouch(27, "dropped off recipe cards", with_whom="Lena"),
        ),
        stores=("Canal Street", "Park Row"),
    ),
    # Steady.
    SampleClient(
        "Bluebell Hotels",
        Tier.A,
        tuple(
            SampleTouch(days_ago, note, with_whom="Marta")
            for days_ago, note in (
                (88, "visited the hotel"),
                (76, "called about the summer season"),
                (65, "sent a guide to the trade fair"),
                (53, "coffee with Marta"),
                (41, "called to ask how the fair was"),
                (29, "visited the hotel"),
                (16, "sent photos of the new lobby"),
                (4, "called to say hello"),
            )
        ),
    ),
)
"""One of each: quiet, all selling, after an order, due, steady."""


def may_try(*, accounts: int, samples: int) -> bool:
    """Return whether somebody is offered samples: they have no account, neither a client nor a sample."""
    return not accounts and not samples


def find_day(days_ago: int, today: date) -> date:
    """Return the day of a made-up touch: on a weekend it was the Friday before."""
    day = today - timedelta(days=days_ago)
    return day - timedelta(days=max(0, day.weekday() - 4)) if day.weekday() in WEEKEND else day


def is_sample(account: Account) -> bool:
    """Return whether an account was made up for somebody, whatever it is called."""
    return account.sample_of is not None


def shorten_sample_name(name: str) -> str:
    """Return a sample's name without its sign: so people type it."""
    return name.removesuffix(SIGN)


def leave_out_samples(verdicts: Iterable[Verdict]) -> Sequence[Verdict]:
    """Return what a message may name: samples only to somebody who has no client."""
    known = list(verdicts)
    return [each for each in known if not is_sample(each.account)] or known
