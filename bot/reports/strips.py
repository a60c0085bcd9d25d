"""An account's year as a strip: a tick for each day of touches, with its peaks and valleys. Pure.

The drawing is stretched to the width there is, so all words stand beside it as text.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.reports.accounts import AccountStory
from bot.reports.findings import to_date
from bot.reports.markup import count, escape, write_day, write_month
from jobs.rules.peaks import Stretch

SPAN = 364
"""Days: 52 weeks."""
_HEIGHT, _BASE = 24, 14
_LABEL_FROM = 0.11
"""Of the strip's width: what is narrower has no room for its number of days."""

DEFINITIONS = (
    '<svg class="unseen" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="valley" width="5" height="5"/><rect class="hatch" width="1.3" height="5"/>'
    "</pattern></defs></svg>"
)


def draw_strip(story: AccountStory) -> str:
    """Return the strip of the 52 weeks up to the day, with the same in words for who cannot see it."""
    first = story.as_of - SPAN + 1
    valleys = [each for each in story.find_valleys() if each.end >= first]
    peaks = [each for each in story.find_peaks() if each.end >= first]
    days = [day for day in story.days if day >= first]
    parts = [
        *(f'<rect fill="url(#hatch)" {_place(valley, first)}/>' for valley in valleys),
        *(f'<rect class="peak" {_place(peak, first)}/>' for peak in peaks),
        f'<path class="base" d="M0 {_BASE}H{SPAN}"/>',
        _draw_ticks("attention", (day - first for day in days if day not in story.selling_days), 3),
        _draw_ticks("selling", (day - first for day in days if day in story.selling_days), _HEIGHT - 3),
    ]
    labels = "".join(_label(valley, first) for valley in valleys)
    return (
        f'<div class="strip" role="img" aria-label="{escape(describe_strip(story))}">'
        f'<svg viewBox="0 0 {SPAN} {_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(parts)}</svg>{labels}</div>"
    )


def _place(stretch: Stretch, first: int) -> str:
    start = max(stretch.start - first, 0)
    return f'x="{start}" y="0" width="{stretch.end - first + 1 - start}" height="{_HEIGHT}"'


def _label(valley: Stretch, first: int) -> str:
    """Return the valley's whole length, above as much of it as there is in the strip."""
    start = max(valley.start - first, 0)
    width = valley.end - first + 1 - start
    if width / SPAN < _LABEL_FROM:
        return ""
    middle = 100 * (start + width / 2) / SPAN
    return f'<span class="tag" style="left:{middle:.1f}%">{valley.days}<i> days</i></span>'


def _draw_ticks(name: str, places: Iterable[int], end: int) -> str:
    path = "".join(f"M{place}.5 {_BASE}V{end}" for place in places)
    return f'<path class="{name}" d="{path}"/>' if path else ""


def describe_strip(story: AccountStory) -> str:
    """Say what the strip shows."""
    first = story.as_of - SPAN + 1
    days = [day for day in story.days if day >= first]
    said = [f"{write_day(first)} to {write_day(story.as_of)}: {count(len(days), 'day')} with a touch"]
    selling = sum(day in story.selling_days for day in days)
    if selling:
        said[0] += f", {selling} of them only about a sale"
    said += [
        f"Peak of {peak.touch_days} {_from_to(peak)}" for peak in story.find_peaks() if peak.end >= first
    ]
    for valley in story.find_valleys():
        if valley.end == story.as_of:
            said.append(f"No touch since {write_day(valley.start - 1)}, {count(valley.days, 'day')}")
        elif valley.end >= first:
            said.append(f"Valley of {count(valley.days, 'day')} {_from_to(valley)}")
    return ". ".join(said) + "."


def _from_to(stretch: Stretch) -> str:
    return f"from {write_day(stretch.start)} to {write_day(stretch.end)}"


def draw_months(as_of: int, span: int = SPAN) -> str:
    """Return the names of the months above strips or below bars, each where it begins."""
    start = to_date(as_of - span + 1)
    firsts: list[date] = []
    day = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    while day <= to_date(as_of):
        firsts.append(day)
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    marks = "".join(
        f'<span style="left:{100 * (month - start).days / span:.1f}%">{write_month(month)}</span>'
        for month in firsts
        if (to_date(as_of) - month).days >= span * 0.03
    )
    return f'<div class="months" aria-hidden="true">{marks}</div>'
