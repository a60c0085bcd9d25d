"""The sentence about one account of an analysis: why it stands as it does. Pure."""

from bot.reports.findings import Findings
from bot.reports.markup import count, write_day
from jobs.rules.cadence import PATTERNS

RARE_FROM = 5
"""One in so many gaps: below, a silence is nothing to remark on."""
EARLY = 0.6
"""Weight of the own gaps in the usual gap, below which it is mostly a guess."""
RARER_THAN_WANTED = 1.6


def explain_place(findings: Findings, place: int) -> str:
    """Return the fact that matters most about an account, in one or two sentences."""
    table = findings.table
    quiet, touch_days = int(table.days_quiet[place]), int(table.touch_days[place])
    pattern = PATTERNS[int(table.pattern[place])]
    wish = _say_wish(float(table.target[place]))
    if quiet < 0:
        return f"No touch has been logged yet{wish and f'; {wish} is wanted'}."
    if pattern == "new":
        last = "" if touch_days == 1 else " the last"
        return f"Touched on {count(touch_days, 'day')} so far,{last} {_say_ago(quiet)}."
    if pattern == "peak_valley" and int(table.burst_end[place]) == int(table.last_day[place]):
        burst = count(int(table.burst_touches[place]), "touch", "touches")
        return (
            f"{burst} in the two weeks to {write_day(int(table.burst_end[place]))}, {_say_none_since(quiet)}."
        )
    if pattern == "cooling":
        gaps = [f"{gap:.0f}" for gap in table.recent_gaps[place].tolist() if gap == gap]  # noqa: PLR0124 (nan)
        return f"The last gaps were {', '.join(gaps)} days, and it has been {quiet} since."
    lately = float(table.lately_gap[place])
    if wish and lately >= RARER_THAN_WANTED * float(table.target[place]):
        return f"{wish.capitalize()} is wanted; lately it is every {lately:.0f}, and it has been {quiet}."
    return _compare_with_usual(findings, place, quiet)


def _compare_with_usual(findings: Findings, place: int, quiet: int) -> str:
    table = findings.table
    away = int(table.away_days[place])
    said = f"{findings.call(place)} usually hears from you every {_say_days(float(table.usual_gap[place]))}; "
    said += f"it has been {quiet}" + (f" (you were away for {away} of them)." if away else ".")
    one_in = float(table.one_in[place])
    if one_in >= RARE_FROM and quiet > float(table.usual_gap[place]):
        rare = "Fewer than 1 in 1,000" if one_in >= 1000 else f"Only about 1 in {_round(one_in)}"
        said += f" {rare} of its gaps would be that long."
    if float(table.confidence[place]) < EARLY:
        said += f" An early estimate: {count(int(table.touch_days[place]) - 1, 'gap')} seen."
    share = float(table.selling_share[place])
    if PATTERNS[int(table.pattern[place])] == "selling_only":
        said += f" {'All' if share == 1 else 'Nearly all'} of its touches were about a sale."
    return said


def _round(one_in: float) -> int:
    """Return 80 for 78.3: more digits would promise too much."""
    step = 10 if one_in >= 20 else 1
    return step * round(one_in / step)


def _say_wish(target: float) -> str:
    return "" if target != target else f"every {_say_days(target)}"  # noqa: PLR0124 (nan)


def _say_days(days: float) -> str:
    return "day" if round(days) <= 1 else f"{days:.0f} days"


def _say_ago(days: int) -> str:
    return "today" if days == 0 else f"{count(days, 'day')} ago"


def _say_none_since(days: int) -> str:
    return "the last of them today" if days == 0 else f"none in the {count(days, 'day')} since"
