"""Attention over time: touches per week of all accounts, attention against selling. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.reports.findings import KINDS, Findings
from bot.reports.markup import count, share, write_day
from bot.reports.strips import draw_months
from storage.records import Kind

MOST_WEEKS = 52
FEWEST_WEEKS = 8
_HEIGHT = 100


@dataclass(frozen=True, slots=True)
class Timeline:
    """Touches in each of some weeks, oldest first; the last week ends on `as_of`."""

    as_of: int
    attention: Sequence[int]
    selling: Sequence[int]
    scheduling: Sequence[int]

    @property
    def weeks(self) -> int:
        return len(self.attention)


def count_weeks(findings: Findings) -> Timeline:
    """Count all touches week by week, as far back as there are any, a year at most."""
    touches, as_of = findings.touches, findings.as_of
    age = (as_of - touches.day) // 7
    recent = age < MOST_WEEKS
    weeks = int(age[recent].max()) + 1 if recent.any() else 0
    weeks = max(weeks, FEWEST_WEEKS)

    def of_kind(kind: Kind) -> list[int]:
        mine = age[recent & (touches.kind == KINDS.index(kind))]
        return np.bincount(mine, minlength=weeks)[::-1].tolist()

    return Timeline(as_of, of_kind(Kind.ATTENTION), of_kind(Kind.SELLING), of_kind(Kind.SCHEDULING))


def draw_timeline(timeline: Timeline) -> str:
    """Return the chart with its legend, and the same as a table."""
    rows = list(zip(timeline.attention, timeline.selling, timeline.scheduling, strict=True))
    most = _round_up(max(map(sum, rows)))
    bars: list[str] = []
    for place, row in enumerate(rows):
        top = float(_HEIGHT)
        for name, number in zip(("attention", "selling", "scheduling"), row, strict=True):
            height = _HEIGHT * number / most
            top -= height
            if number:
                size = f'y="{top:.2f}" width="8" height="{height:.2f}"'
                bars.append(f'<rect class="{name}" x="{place * 10 + 1}" {size}/>')
    width = timeline.weeks * 10
    named = [("attention", "attention"), ("selling", "selling")]
    if any(timeline.scheduling):
        named.append(("scheduling", "setting dates"))
    legend = "".join(f'<li><i class="key {name}"></i>{words}</li>' for name, words in named)
    return (
        '<figure class="timeline">'
        f'<figcaption><span>Touches per week</span><ul class="legend">{legend}</ul></figcaption>'
        f'<div class="plot"><span class="most" aria-hidden="true">{most}</span>'
        f'<span class="half" aria-hidden="true">{most // 2}</span>'
        f'<svg viewBox="0 0 {width} {_HEIGHT}" preserveAspectRatio="none" role="img" '
        f'aria-label="{describe_timeline(timeline)}">'
        f'<path class="grid" d="M0 0H{width}M0 50H{width}M0 100H{width}"/>{"".join(bars)}</svg>'
        f"{draw_months(timeline.as_of, timeline.weeks * 7)}</div>"
        f"{_compose_table(timeline, rows)}</figure>"
    )


def _round_up(most: int) -> int:
    """Return the top of the scale: round, and even, so that the line half-way up is a number as well."""
    step = 2
    while most > 10 * step:
        step *= 5 if str(step).startswith("2") else 2
    return max(step * -(-most // step), 2)


def describe_timeline(timeline: Timeline) -> str:
    """Say what the chart shows."""
    attention, selling = sum(timeline.attention), sum(timeline.selling)
    everything = attention + selling + sum(timeline.scheduling)
    if not everything:
        return f"No touch in the {timeline.weeks} weeks to {write_day(timeline.as_of)}."
    quarter = timeline.attention[-13:]
    before = timeline.attention[-26:-13]
    said = (
        f"{count(everything, 'touch', 'touches')} in the {timeline.weeks} weeks to "
        f"{write_day(timeline.as_of)}, {share(attention / everything)} of them attention"
    )
    if len(before) < len(quarter):
        return f"{said}."
    return (
        f"{said}. Attention in the last 13 weeks: {sum(quarter) / 13:.1f} a week, "
        f"{sum(before) / 13:.1f} in the 13 weeks before."
    )


def _compose_table(timeline: Timeline, rows: Sequence[tuple[int, int, int]]) -> str:
    columns = ["Attention", "Selling", *(["Setting dates"] if any(timeline.scheduling) else [])]
    headings = "".join(f'<th scope="col">{each}</th>' for each in ("Week to", *columns))
    lines: list[str] = []
    for place, row in reversed(list(enumerate(rows))):
        week = write_day(timeline.as_of - 7 * (timeline.weeks - 1 - place))
        cells = "".join(f"<td>{number}</td>" for number in row[: len(columns)])
        lines.append(f'<tr><th scope="row">{week}</th>{cells}</tr>')
    return (
        f"<details><summary>The same as a table</summary><table><thead><tr>{headings}</tr></thead>"
        f"<tbody>{''.join(lines)}</tbody></table></details>"
    )
