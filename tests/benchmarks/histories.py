"""Made-up touch histories with known answers, to measure how well cadence tells peaks, valleys and neglect.

A *family* is one way in which an account comes by its pattern. Every pattern has several, built on different
assumptions (renewal processes, fixed schedules, modulated rates, calendars), and some are held out: figures
on those show whether a change to the method is better or merely fitted. All of it is seeded.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Days = npt.NDArray[np.float64]
AS_OF = 20_450
PATTERNS = ("steady", "peak_valley", "neglected", "selling_only", "cooling", "new")
SHARES = {
    "steady": 0.4,
    "peak_valley": 0.18,
    "neglected": 0.15,
    "selling_only": 0.07,
    "cooling": 0.1,
    "new": 0.1,
}


@dataclass(frozen=True, slots=True)
class Difficulty:
    name: str
    noise: float
    """Spread of the logarithm of the gaps, most."""
    fewest: int
    """Gaps a history has, least."""
    margin: float
    """How far beyond the boundary of its pattern an account is: 1 = right on it."""
    follow_ups: float
    """Share of contacts with a follow-up, most."""
    stray: float
    """Chance of a touch that belongs to nothing."""


EASY = Difficulty("easy", 0.22, 8, 1.45, 0.15, 0.0)
NORMAL = Difficulty("normal", 0.30, 6, 1.25, 0.30, 0.03)
HARD = Difficulty("hard", 0.38, 4, 1.08, 0.40, 0.08)


@dataclass(frozen=True, slots=True)
class Draft:
    """A history before calendars: ideal days counted back from as-of (0), and what is true of it."""

    ideal: Days
    """Days up to 0, when the touches were meant to happen; any order."""
    attention: bool
    """Whether a good manager would call today."""
    constant: bool = True
    """Whether the same label was right for the last five weeks."""
    selling: float = -1.0
    """Share of selling touches, -1 = an ordinary mix."""
    rep_left: bool = False
    in_bursts: bool = False
    """Whether touches that meet on one day move to the next instead of being one touch-day."""
    target: float | None = None
    """Overrides the account's wanted interval."""


@dataclass(frozen=True, slots=True)
class Account:
    """What a family starts from: chance, the wanted interval and a rhythm that satisfies it."""

    rng: np.random.Generator
    gap: float
    target: float
    """nan = none."""
    level: Difficulty

    def span(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def noise(self) -> float:
        return self.span(0.4, 1.0) * self.level.noise

    def many(self) -> int:
        """Return how many gaps the history has: mostly few, at most two years."""
        most = max(self.level.fewest + 2, int(min(40, 730 / self.gap)))
        return int(self.rng.integers(self.level.fewest, most))


Family = Callable[[Account], Draft]


def _back(gaps: npt.ArrayLike, quiet: float) -> Days:
    """Return touches so that the newest was `quiet` days ago and the gaps (oldest first) lie before it."""
    gaps = np.asarray(gaps, float)
    return -quiet - np.concatenate([np.cumsum(gaps[::-1])[::-1], [0.0]])


def _renewal(account: Account, draw: Callable[[int], Days]) -> Days:
    """Return a renewal process seen at a time that knows nothing of it: long gaps are met more often."""
    times = np.cumsum(draw(account.many() + 12))
    cut = times[-1] - account.span(0, 1) * times[-1] * 0.3
    times = times[times <= cut] - cut
    return times[-(account.many() + 1) :]


# Steady ---------------------------------------------------------------------------------------------------


def lognormal_renewal(account: Account) -> Draft:
    spread = account.noise()
    return Draft(
        _renewal(account, lambda n: account.gap * np.exp(account.rng.normal(0, spread, n))), attention=False
    )


def gamma_renewal(account: Account) -> Draft:
    shape = 1 / account.noise() ** 2
    return Draft(
        _renewal(account, lambda n: account.rng.gamma(shape, account.gap / shape, n)), attention=False
    )


def weibull_renewal(account: Account) -> Draft:
    shape = 1.1 / account.noise()
    return Draft(_renewal(account, lambda n: account.gap * account.rng.weibull(shape, n)), attention=False)


def fixed_schedule(account: Account) -> Draft:
    """Every so many days by the calendar; lateness does not add up."""
    many = account.many()
    start = account.span(0, account.gap)
    jitter = account.rng.normal(0, account.noise() * 0.6 * account.gap, many + 1)
    times = -start - account.gap * np.arange(many + 1) + jitter
    return Draft(times[times <= 0], attention=False)


def seasonal_drift(account: Account) -> Draft:
    depth, phase, spread = account.span(0.1, 0.3), account.span(0, 6.28), account.noise() * 0.7

    def draw(n: int) -> Days:
        gaps, day = np.empty(n), 0.0
        for i in range(n):
            gaps[i] = (
                account.gap
                * np.exp(account.rng.normal(0, spread))
                * (1 + depth * np.sin(phase + day * 6.28 / 365))
            )
            day += gaps[i]
        return gaps

    return Draft(_renewal(account, draw), attention=False)


def skipped_now_and_then(account: Account) -> Draft:
    """Clockwork, except that one contact in twelve is forgotten."""
    spread = account.noise() * 0.6

    def draw(n: int) -> Days:
        skipped = 1 + (account.rng.random(n) < 0.08)
        skipped[-14:] = 1
        return account.gap * skipped * np.exp(account.rng.normal(0, spread, n))

    return Draft(_renewal(account, draw), attention=False)


def two_speeds(account: Account) -> Draft:
    """Alternates between a call and a visit: a shorter and a longer gap in turn."""
    lean, spread = account.span(0.1, 0.35), account.noise() * 0.6

    def draw(n: int) -> Days:
        return account.gap * (1 + lean * (-1.0) ** np.arange(n)) * np.exp(account.rng.normal(0, spread, n))

    return Draft(_renewal(account, draw), attention=False)


def uniform_schedule(account: Account) -> Draft:
    width = min(0.75, account.noise() * 1.9)
    return Draft(
        _renewal(account, lambda n: account.gap * account.rng.uniform(1 - width, 1 + width, n)),
        attention=False,
    )


def same_weekday(account: Account) -> Draft:
    """Every n-th week on one weekday, sometimes a week late."""
    weeks = max(1, round(account.gap / 7))
    late = (account.rng.random(account.many() + 2) < 0.12) * 7.0 * (account.rng.random() < 0.7)
    times = -account.span(0, weeks * 7) - 7.0 * weeks * np.arange(late.size) + late
    return Draft(times[times <= 0], attention=False)


def quarter_end_extra(account: Account) -> Draft:
    """A steady rhythm with one more touch around every quarter's end."""
    base = lognormal_renewal(account).ideal
    ends = np.arange(-account.span(0, 90), base.min(), -91.0)
    extra = ends + account.rng.normal(0, 3, ends.size)
    return Draft(np.concatenate([base, extra[(extra <= 0) & (extra > base.min())]]), attention=False)


# Peaks and valleys ----------------------------------------------------------------------------------------


def _burst(account: Account, touches: int, length: float) -> Days:
    """Return touches within `length` days, the last one at 0; more where the account is busy anyway."""
    touches = max(touches, int(2.4 * 14 / account.gap) + 1)
    inner = np.sort(account.rng.uniform(0, length, max(touches - 2, 0)))
    return np.concatenate([[0.0], inner, [length]])[:touches] - length


def _phase(account: Account, valley: float) -> tuple[float, bool]:
    """Return how long ago the last burst ended, and whether that asks for attention."""
    if account.rng.random() < 0.3:
        return account.span(0, 4), False
    return account.span(min(24, valley * 0.6), valley), True


def _cycles(account: Account, draw: Callable[[], tuple[Days, float]]) -> Draft:
    quiet, attention = _phase(account, account.span(35, 90))
    days, end = [], -quiet
    for _ in range(int(account.rng.integers(2, 7))):
        burst, valley = draw()
        days.append(end + burst)
        end = days[-1].min() - valley
    return Draft(np.concatenate(days), attention=attention, in_bursts=True)


def deals(account: Account) -> Draft:
    """Touched often while a deal is on, and not at all until the next."""
    return _cycles(
        account,
        lambda: (
            _burst(account, int(account.rng.integers(5, 10)), account.span(7, 14)),
            account.span(30 * account.level.margin, 110),
        ),
    )


def small_deals(account: Account) -> Draft:
    return _cycles(
        account,
        lambda: (
            _burst(account, int(account.rng.integers(4, 7)), account.span(5, 11)),
            account.span(28 * account.level.margin, 80),
        ),
    )


def quarter_ends(account: Account) -> Draft:
    """Only remembered in the last weeks of every quarter."""
    since = account.span(0, 4) if account.rng.random() < 0.3 else account.span(24, 70)
    days = []
    for quarter in range(int(account.rng.integers(2, 7))):
        end = -since - 91.0 * quarter
        days.append(end + _burst(account, int(account.rng.integers(4, 9)), account.span(8, 14)))
    return Draft(np.concatenate(days), attention=since > 20, in_bursts=True)


def two_rates(account: Account) -> Draft:
    """A Poisson process that switches between a dense and a sparse state."""
    quiet, attention = _phase(account, 60)
    day, days = -quiet, [np.array([-quiet])]
    for _ in range(int(account.rng.integers(2, 6))):
        length = account.span(10, 18)
        days.append(day - account.rng.uniform(0, length, int(max(4, account.rng.poisson(length * 0.5)))))
        day -= length + account.span(32 * account.level.margin, 100)
        if account.rng.random() < 0.3:
            days.append(np.array([day + account.span(8, 20)]))
    return Draft(np.concatenate(days), attention=attention, in_bursts=True)


def projects(account: Account) -> Draft:
    """Two or three weeks of a project each, touched every other day, then nothing."""
    return _cycles(
        account,
        lambda: (
            -np.arange(0, account.span(12, 24), account.span(1.6, 2.8)),
            account.span(35 * account.level.margin, 130),
        ),
    )


def fading_bursts(account: Account) -> Draft:
    """Every burst starts at once and tails off: exponential waiting after a trigger."""

    def draw() -> tuple[Days, float]:
        waits = np.cumsum(account.rng.exponential(1.0, int(account.rng.integers(5, 9))) * 1.8 + 0.6)
        return waits - waits[-1], account.span(32 * account.level.margin, 120)

    return _cycles(account, draw)


def _then_silent(account: Account, base: Days, burst: Days) -> Draft:
    """A rhythm, a burst, and a silence of well over two usual gaps."""
    usual = account.gap
    silent = max(account.span(2.0, 4.5) * account.level.margin * usual, 16.0)
    end = -silent
    lead = end + burst.min() - account.span(0.3, 1.0) * usual
    ideal = np.concatenate([base - base.max() + lead, end + burst])
    return Draft(ideal, attention=True, constant=False, in_bursts=True)


def order_then_silence(account: Account) -> Draft:
    burst = _burst(account, int(account.rng.integers(5, 9)), account.span(7, 13))
    return _then_silent(account, lognormal_renewal(account).ideal, burst)


def launch_then_silence(account: Account) -> Draft:
    touches = max(int(account.rng.integers(5, 8)), int(2.4 * 14 / account.gap) + 1)
    burst = -np.arange(touches) * account.span(1.2, 2.4)
    return _then_silent(account, fixed_schedule(account).ideal, burst)


def only_an_order(account: Account) -> Draft:
    """A young account: one burst, and then nothing."""
    burst = _burst(account, int(account.rng.integers(5, 9)), account.span(7, 13))
    wanted = 30 if np.isnan(account.target) else account.target
    silent = account.span(2.0, 4.0) * account.level.margin * wanted
    return Draft(burst - silent, attention=True, constant=False, in_bursts=True)


# Neglected ------------------------------------------------------------------------------------------------


def _dropped(account: Account, base: Days) -> Draft:
    quiet = account.span(2.0, 5.0) * account.level.margin * account.gap + 3
    return Draft(base - base.max() - quiet, attention=True, constant=False)


def dropped(account: Account) -> Draft:
    return _dropped(account, lognormal_renewal(account).ideal)


def dropped_from_schedule(account: Account) -> Draft:
    return _dropped(account, fixed_schedule(account).ideal)


def dropped_after_gamma(account: Account) -> Draft:
    return _dropped(account, gamma_renewal(account).ideal)


def rep_left(account: Account) -> Draft:
    draft = _dropped(account, fixed_schedule(account).ideal)
    return Draft(draft.ideal, attention=True, constant=False, rep_left=True)


def _too_rare(account: Account, draw: Callable[[Account], Draft]) -> Draft:
    target = float(account.rng.choice([7, 14, 21, 30]))
    gap = target * account.span(1.75, 3.5) * account.level.margin
    rare = Account(account.rng, gap, target, account.level)
    return Draft(draw(rare).ideal, attention=True, target=target)


def too_rare(account: Account) -> Draft:
    return _too_rare(account, lognormal_renewal)


def too_rare_by_schedule(account: Account) -> Draft:
    return _too_rare(account, fixed_schedule)


# Selling only ---------------------------------------------------------------------------------------------


def always_selling(account: Account) -> Draft:
    return Draft(lognormal_renewal(account).ideal, attention=False, selling=1.0)


def always_selling_by_schedule(account: Account) -> Draft:
    return Draft(fixed_schedule(account).ideal, attention=False, selling=1.0)


def always_selling_in_turns(account: Account) -> Draft:
    return Draft(two_speeds(account).ideal, attention=False, selling=1.0)


# Cooling --------------------------------------------------------------------------------------------------


def _cool(account: Account, growing: list[float], *, share: tuple[float, float] = (0.2, 0.9)) -> Draft:
    spread = account.noise() * 0.6
    many = max(5, min(account.many(), 20))
    old = account.gap * np.exp(account.rng.normal(0, spread, many))
    late = account.gap * np.array(growing) * np.exp(account.rng.normal(0, spread * 0.5, len(growing)))
    return Draft(
        _back(np.concatenate([old, late]), account.span(*share) * late[-1]), attention=True, constant=False
    )


def growing_gaps(account: Account) -> Draft:
    rate = account.span(1.28, 1.5) * account.level.margin**0.3
    return _cool(account, [rate ** (i + 1) for i in range(int(account.rng.integers(3, 5)))])


def growing_steps(account: Account) -> Draft:
    """Each gap longer by the same number of days."""
    step = account.span(0.4, 0.65) * account.level.margin
    return _cool(account, [1 + step * (i + 1) for i in range(int(account.rng.integers(3, 5)))])


def weekly_then_monthly(account: Account) -> Draft:
    """From one rhythm to a much slower one, with a gap in between."""
    slow = account.span(2.0, 2.8) * account.level.margin**0.5
    return _cool(account, [(1 + slow) / 2, slow, slow * account.span(1.0, 1.15)])


def slowly_fading(account: Account) -> Draft:
    rate = account.span(1.17, 1.25) * account.level.margin**0.2
    return _cool(account, [rate ** (i + 1) for i in range(int(account.rng.integers(5, 7)))])


# New ------------------------------------------------------------------------------------------------------


def _new(account: Account, touches: int, low: float, high: float) -> Draft:
    wanted = 30 if np.isnan(account.target) else account.target
    forgotten = bool(account.rng.random() < 0.5)
    quiet = wanted * (account.span(2.0, 4.0) if forgotten else account.span(0.0, 1.4))
    gaps = account.rng.uniform(low, high, max(touches - 1, 0))
    return Draft(_back(gaps, quiet), attention=forgotten, constant=False)


def one_touch(account: Account) -> Draft:
    return _new(account, 1, 1, 2)


def two_touches(account: Account) -> Draft:
    return _new(account, 2, 3, 25)


def never_touched(account: Account) -> Draft:
    return Draft(np.empty(0), attention=True)


SEEN: dict[str, list[Family]] = {
    "steady": [lognormal_renewal, gamma_renewal, fixed_schedule, seasonal_drift, skipped_now_and_then],
    "peak_valley": [deals, quarter_ends, two_rates, order_then_silence, only_an_order],
    "neglected": [dropped, dropped_from_schedule, rep_left, too_rare],
    "selling_only": [always_selling, always_selling_by_schedule],
    "cooling": [growing_gaps, weekly_then_monthly],
    "new": [one_touch, two_touches, never_touched],
}
HELD_OUT: dict[str, list[Family]] = {
    "steady": [weibull_renewal, two_speeds, uniform_schedule, same_weekday, quarter_end_extra],
    "peak_valley": [small_deals, projects, fading_bursts, launch_then_silence],
    "neglected": [dropped_after_gamma, rep_left, too_rare_by_schedule],
    "selling_only": [always_selling_in_turns],
    "cooling": [growing_steps, slowly_fading],
    "new": [one_touch, two_touches, never_touched],
}


@dataclass(frozen=True, slots=True)
class Histories:
    """A simulated company: n touches of A accounts."""

    account: npt.NDArray[np.int64]
    day: npt.NDArray[np.int64]
    selling: npt.NDArray[np.bool_]
    rep: npt.NDArray[np.int64]
    target: npt.NDArray[np.float64]
    pattern: npt.NDArray[np.int8]
    attention: npt.NDArray[np.bool_]
    constant: npt.NDArray[np.bool_]
    family: npt.NDArray[np.str_]


def _next_working_days(rng: np.random.Generator, horizon: int) -> npt.NDArray[np.int64]:
    """Return for each of the last `horizon` days the next one on which a rep works.

    Weekends, the company's holidays, two or three vacations a year, and sick days.
    """
    day = AS_OF - horizon + 1 + np.arange(horizon)
    works = (day + 3) % 7 < 5
    works &= ~np.isin(day % 365, (0, 1, 2, 121, 122, 358, 359, 360))
    for year in range(0, horizon, 365):
        for length in rng.choice([5, 7, 9, 12, 16], rng.integers(2, 4)):
            start = year + int(rng.integers(0, 365))
            works[start : start + length] = False
    works &= rng.random(horizon) > 0.015
    index = np.where(works, np.arange(horizon), horizon)
    return np.minimum.accumulate(index[::-1])[::-1]


def simulate_company(
    accounts: int, families: dict[str, list[Family]], level: Difficulty, seed: int
) -> Histories:
    """Return a company's touches with the truth about every account; about 25 accounts per rep."""
    rng = np.random.default_rng(seed)
    horizon = 4000
    reps = max(4, accounts // 25)
    calendars = [_next_working_days(rng, horizon) for _ in range(reps)]
    names = list(SHARES)
    kind = rng.choice(names, accounts, p=[SHARES[name] for name in names])
    columns: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_], int]] = []
    target, attention, constant, family = np.full(accounts, np.nan), [], [], []
    for name in kind:
        if rng.random() < 0.55:
            wanted = float(rng.choice([14, 30, 90] if rng.random() < 0.7 else [7, 10, 21, 45, 60]))
            gap = wanted * rng.uniform(0.5, 1.15)
        else:
            wanted, gap = np.nan, float(np.exp(rng.uniform(np.log(6), np.log(60))))
        account = Account(rng, gap, wanted, level)
        draw = families[name][rng.integers(len(families[name]))]
        draft = draw(account)
        number = len(family)
        target[number] = wanted if draft.target is None else draft.target
        # Those who left cover their accounts as others do; from then on nobody does.
        rep = int(rng.integers(reps))
        if draft.in_bursts:  # a deal is done when the rep is there
            place = np.clip(horizon - 1 + np.ceil(draft.ideal).astype(np.int64), 0, horizon - 1)
            tried = rng.integers(reps, size=6)
            rep = int(tried[np.argmin([(calendars[each][place] - place).sum() for each in tried])])
        ideal = _add_follow_ups(account, draft.ideal) if name != "new" else draft.ideal
        code = -2 - rep if draft.rep_left else rep
        columns.append((*_log(account, draft, ideal, calendars[rep], horizon), code))
        attention.append(draft.attention)
        constant.append(draft.constant)
        family.append(draw.__name__)
    # One rep per five who is no longer there: a code of its own, shared by the accounts left behind.
    rep_codes = [reps + (-2 - rep) // 5 if rep < 0 else rep for _, _, rep in columns]
    sizes = [days.size for days, _, _ in columns]
    return Histories(
        account=np.repeat(np.arange(accounts), sizes),
        day=np.concatenate([days for days, _, _ in columns]),
        selling=np.concatenate([selling for _, selling, _ in columns]),
        rep=np.unique(np.repeat(rep_codes, sizes), return_inverse=True)[1],
        target=target,
        pattern=np.array([PATTERNS.index(name) for name in kind], np.int8),
        attention=np.array(attention),
        constant=np.array(constant),
        family=np.array(family),
    )


def _add_follow_ups(account: Account, ideal: Days) -> Days:
    """Add the thank-you or the answer a day to three after a contact, and now and then a stray touch."""
    rng, rate = account.rng, account.span(0, account.level.follow_ups)
    extra = ideal[rng.random(ideal.size) < rate]
    extra = extra + rng.integers(1, 4, extra.size)
    limit = ideal.max(initial=-1.0)
    stray = ideal[rng.random(ideal.size) < account.level.stray] - account.span(0.2, 0.8) * account.gap
    extra = np.concatenate([extra, stray])
    return np.concatenate([ideal, extra[(extra <= limit) & (extra >= ideal.min(initial=0.0))]])


def _log(
    account: Account,
    draft: Draft,
    ideal: Days,
    calendar: npt.NDArray[np.int64],
    horizon: int,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Return logged days and kinds: what falls on a day off is done on the next working day."""
    following = calendar
    place = np.clip(horizon - 1 + np.ceil(ideal).astype(np.int64), 0, horizon - 1)
    # What falls into an absence that is not over yet has not happened yet.
    moved = following[place[following[place] < horizon]]
    if draft.in_bursts:
        taken: set[int] = set()
        for i in np.argsort(moved, kind="stable"):
            while int(moved[i]) in taken and moved[i] < horizon - 8:
                moved[i] = min(following[moved[i] + 1], horizon - 8)
            taken.add(int(moved[i]))
    # A few people work on Saturdays, and log what they did.
    moved = np.where(account.rng.random(moved.size) < 0.02, np.maximum(moved - 1, 0), moved)
    twice = moved[account.rng.random(moved.size) < 0.08]
    days = AS_OF - horizon + 1 + np.concatenate([moved, twice])
    share = account.span(0.1, 0.6) if draft.selling < 0 else draft.selling
    selling = account.rng.random(days.size) < share
    if draft.selling < 0 and days.size:
        selling[0] = False
    return days, selling
