"""The table in the terminal: for people, in colour where the terminal has it. Pure."""

import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.reports.accounts import AccountStory

_BARS = "▁▂▃▄▅▆▇█"
_PLAIN_BARS = "12345678"
_NONE = "·"
_WIDE = 118
_NARROW = 56
_LONGEST_NAME = 32
# What moves the cursor, changes colours or turns the direction of reading does not come from a file.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_COLOURS = {
    "quiet": "bold yellow",
    "quiet after a peak": "bold yellow",
    "new, gone quiet": "bold yellow",
    "no touch yet": "bold yellow",
    "due": "bold yellow",
    "slipping": "yellow",
    "all selling lately": "magenta",
    "peaks and valleys": "cyan",
    "in a peak": "cyan",
    "new": "blue",
    "steady": "green",
}


def build_table(stories: Sequence[AccountStory], width: int, *, unicode: bool = True) -> RenderableType:
    """Return what a rich console prints: a table, or blocks of lines where there is little room."""
    if width < _WIDE:
        return Group(*(_build_block(story, width, unicode=unicode) for story in stories))
    table = Table(box=None, pad_edge=False, padding=(0, 3, 0, 0), header_style="dim")
    table.add_column("Account", max_width=_LONGEST_NAME, overflow="fold")
    table.add_column("How it stands", no_wrap=True)
    table.add_column("Last 26 weeks", no_wrap=True)
    table.add_column("Why", ratio=1, overflow="fold")
    for story in stories:
        table.add_row(
            _name(story),
            _standing(story),
            Text(draw_sparkline(story.weeks, unicode=unicode), style="cyan"),
            Text(clean(story.sentence)),
        )
    return table


def _build_block(story: AccountStory, width: int, *, unicode: bool) -> RenderableType:
    weeks = story.weeks[-13:] if width < _NARROW else story.weeks
    heading = Text.assemble(_name(story), "  ", _standing(story))
    sparkline = Text(draw_sparkline(weeks, unicode=unicode), style="cyan")
    body = Padding(Group(sparkline, Text(clean(story.sentence))), (0, 0, 1, 2))
    return Group(heading, body)


def _name(story: AccountStory) -> Text:
    name = Text(clean(story.name), style="bold")
    return name.append(f" · {story.tier}", style="not bold dim") if story.tier else name


def _standing(story: AccountStory) -> Text:
    return Text(story.standing, style=_COLOURS[story.standing])


def compose_lines(stories: Sequence[AccountStory], *, unicode: bool = True) -> str:
    """Return one line for each account, in columns, for a file or another program."""
    rows = [
        (
            clean(story.name),
            str(story.tier or ""),
            story.standing,
            draw_sparkline(story.weeks, unicode=unicode),
            clean(story.sentence),
        )
        for story in stories
    ]
    rows.insert(0, ("account", "tier", "how it stands", "last 26 weeks", "why"))
    if not any(row[1] for row in rows[1:]):
        rows = [(row[0], *row[2:]) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    return "".join(_pad(row, widths) + "\n" for row in rows)


def _pad(row: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(
        cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)
    ).rstrip()


def draw_sparkline(weeks: Sequence[int], *, unicode: bool = True) -> str:
    """Return a bar for each week, as high as the week was busy beside the account's busiest."""
    bars = _BARS if unicode else _PLAIN_BARS
    most = max(max(weeks, default=0), 3)  # one touch a week is a low bar, not a full one
    return "".join(
        (bars[min(7, round(7 * count / most))] if count else (_NONE if unicode else ".")) for count in weeks
    )


def clean(text: str) -> str:
    """Return a text from a file as it can stand in a terminal."""
    return _UNPRINTABLE.sub("�", text)
