"""Why an account stands as it does, in one or two sentences for its people (METHOD.md, 2). Pure."""

from datetime import date

from jobs.rules.account_facts import AccountFacts

EARLY_CONFIDENCE = 0.6
"""Below, the usual gap is more of an expectation than an observation, and the sentence says so."""
RARE_FROM = 20
"""One in fewer silences is nothing to remark on: no account is named for it either."""
RARER_THAN_WANTED = 1.6
LATE_TIMES = 2.0
VALLEY_FROM = 14
"""A silence shorter than the two weeks of a burst is not worth the drama."""


def explain(facts: AccountFacts) -> str:
    """Return the reason for the verdict, the client first, honest about few data; plain text, unescaped."""
    return facts.account + continue_name(facts)


def continue_name(facts: AccountFacts) -> str:
    """Return what `explain` says after the account's name: " hears from you …." or ": you wanted …."."""
    if facts.days_quiet is None:
        return f" has no logged touch yet{_wish(facts)}."
    if facts.pattern == "new":
        return (
            f" is new: {_count(facts.touch_days, 'day')} with a touch so far,"
            f" {_last_touch(facts.days_quiet)}{_wish(facts)}."
        )
    if facts.pattern == "peak_valley":
        return _tell_peak(facts, facts.days_quiet)
    if facts.pattern == "cooling":
        return _tell_growing_gaps(facts, facts.days_quiet)
    if facts.pattern == "neglected" and facts.target is not None:
        wanted = name_interval(facts.target)
        if facts.lately_gap is not None and facts.lately_gap >= RARER_THAN_WANTED * facts.target:
            lately = name_interval(facts.lately_gap)
            return f": you wanted {wanted}; lately it is {lately}{_since(facts.days_quiet)}."
        if facts.days_quiet - facts.away_days >= LATE_TIMES * facts.target:
            return f": you wanted {wanted}; it has been {_days(facts.days_quiet)}{_away(facts)}."
    return _compare_with_usual(facts, facts.days_quiet)


def name_usual_gap(facts: AccountFacts) -> float | None:
    """Return the gap people are told is usual: the account's own once it is well known; they can check it."""
    if facts.confidence >= EARLY_CONFIDENCE and facts.own_gap is not None:
        return facts.own_gap
    return facts.usual_gap


def say_we(told: str) -> str:
    """Return what `continue_name` says to somebody as it is said of their whole team."""
    for to_one, to_all in (("from you", "from us"), ("you wanted", "we wanted")):
        told = told.replace(to_one, to_all)
    return told


def tells_more_than_days(facts: AccountFacts) -> bool:
    """Return whether the rhythm explains a silence better than the number of its days does."""
    quiet = facts.days_quiet
    if quiet is None or facts.pattern == "new":
        return False
    if facts.pattern in {"peak_valley", "cooling"}:
        return facts.pattern == "cooling" or (facts.burst_end is not None and quiet >= VALLEY_FROM)
    usual = name_usual_gap(facts)
    return usual is not None and quiet > usual and _is_rare(facts)


def _is_rare(facts: AccountFacts) -> bool:
    """Return whether so long a silence is worth a remark: rare, by enough gaps to know."""
    return facts.confidence >= EARLY_CONFIDENCE and (facts.one_in or 0.0) >= RARE_FROM


def name_interval(days: float) -> str:
    """Return an interval as people say it: "every 2 weeks", "every month", "every 33 days"."""
    whole = max(1, round(days))
    for length, name in ((1, "day"), (7, "week"), (30, "month")):
        if whole == length:
            return f"every {name}"
    if whole in {90, 91}:
        return "every 3 months"
    if whole == 60:
        return "every 2 months"
    if whole in {14, 21, 28}:
        return f"every {whole // 7} weeks"
    return f"every {whole} days"


def _tell_peak(facts: AccountFacts, quiet: int) -> str:
    if facts.burst_end is None:
        said = " hears from you in bursts, with long silences between them"
        return f"{said}; {_last_touch(quiet)}{_away(facts)}."
    rush = f"{_count(facts.burst_touches, 'day')} in the two weeks to {_name_day(facts.burst_end)}"
    if quiet < VALLEY_FROM:
        return f" heard from you on {rush}; it comes in bursts."
    return f" heard from you on {rush}, and not once in the {_days(quiet)} since{_away(facts)}."


def _tell_growing_gaps(facts: AccountFacts, quiet: int) -> str:
    gaps = ", ".join(map(str, facts.recent_gaps))
    said = f" hears from you less and less: the last gaps were {gaps} days"
    return f"{said}{_since(quiet)}{_away(facts)}."


def _compare_with_usual(facts: AccountFacts, quiet: int) -> str:
    usual = name_usual_gap(facts)
    if usual is None:
        return f": {_last_touch(quiet)}."
    said = f" usually hears from you {name_interval(usual)}; "
    if quiet <= usual:
        said += f"{_last_touch(quiet)}{_away(facts)}."
    else:
        said += f"it has been {_days(quiet)}{_away(facts)}."
        if _is_rare(facts):
            said += f" {_name_rarity(facts.one_in or RARE_FROM)} of its silences lasts that long."
    if facts.pattern == "selling_only" and facts.selling_share is not None:
        said += f" {'All' if facts.selling_share == 1 else 'Nearly all'} of its touches were about a sale."
    if facts.confidence < EARLY_CONFIDENCE:
        said = f"{said[:-1]} (early estimate, {_count(facts.touch_days - 1, 'gap')} seen)."
    return said


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _days(number: int) -> str:
    return _count(number, "day")


def _last_touch(quiet: int) -> str:
    return "the last touch was today" if quiet == 0 else f"the last touch was {_days(quiet)} ago"


def _since(quiet: int) -> str:
    return f", and it has been {quiet} since" if quiet > 0 else ""


def _away(facts: AccountFacts) -> str:
    # Nobody said that anybody was away: what the log shows is that nothing was logged then at all.
    return f" (on {facts.away_days} of them nothing was logged for anyone)" if facts.away_days > 0 else ""


def _wish(facts: AccountFacts) -> str:
    return "" if facts.target is None else f"; you wanted {name_interval(facts.target)}"


def _name_day(day: date) -> str:
    return f"{day.day} {day:%b}"


def _name_rarity(one_in: float) -> str:
    """Return "Only about 1 in 80" for 78.3: more digits would promise too much."""
    if one_in >= 1000:
        return "Fewer than 1 in 1,000"
    return f"Only about 1 in {10 * round(one_in / 10)}"
