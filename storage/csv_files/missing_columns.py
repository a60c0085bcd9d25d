"""Which column of a file most likely is the one that could not be recognised."""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice

from storage.csv_files.cells import CellError, unguard
from storage.csv_files.dates import DateOrder, read_moment
from storage.names import fold

_SAMPLES = 50

_LIKELY_PARTS = {
    "account": (
        "account", "compan", "client", "custom", "organi", "firm", "kund", "unternehm", "societe",
        "entrepris", "empres", "bedrij", "klant", "aziend", "name", "nom",
    ),
    "at": ("date", "datum", "fecha", "data", "when", "wann", "time", "zeit", "tag", "day", "jour", "dag"),
}  # fmt: skip
"""Parts of headings, the surest first."""


def say_what_is_missing(
    headings: Sequence[str], field: str, used: Collection[int], samples: Iterable[Sequence[str]]
) -> str:
    """Return which column is needed, which there are, and the `--map` to write."""
    what = {"account": "the names of the accounts", "at": "the dates of the touches"}[field]
    return (
        f"No column seems to hold {what}. {list_columns(headings)} "
        f'Say which one does, for example: --map "{_guess(headings, field, used, samples)}={field}"'
    )


def list_columns(headings: Sequence[str]) -> str:
    return f"The columns are: {', '.join(heading for heading in headings if heading) or 'none'}."


def _guess(
    headings: Sequence[str], field: str, used: Collection[int], samples: Iterable[Sequence[str]]
) -> str:
    named = [place for place, heading in enumerate(headings) if heading]
    free = [place for place in named if place not in used]
    if not named:
        return "Their Column"
    rows = list(islice(samples, _SAMPLES))
    fits = _is_date if field == "at" else _is_name

    def weigh(place: int) -> tuple[float, float, int]:
        parts = _LIKELY_PARTS[field]
        heading = fold(headings[place])
        rank = next((rank for rank, part in enumerate(parts) if part in heading), len(parts))
        fitting = _share([unguard(row[place]).strip() for row in rows], fits)
        # Dates show in the cells; a name looks like any other text, so there the heading comes first.
        return (-fitting, rank, place) if field == "at" else (rank, -fitting, place)

    best = min(free or named, key=weigh)
    if field == "at" and weigh(best)[0] == 0:
        # Perhaps they stand in a column that was taken for something else.
        best = min((best, min(named, key=weigh)), key=lambda place: weigh(place)[0])
    return headings[best]


def _share(cells: Sequence[str], fits: Callable[[str], bool]) -> float:
    written = [cell for cell in cells if cell]
    return round(sum(map(fits, written)) / len(written), 1) if written else 0.0


def _is_date(text: str) -> bool:
    for order in DateOrder:
        try:
            read_moment(text, order)
        except CellError:
            continue
        return True
    return False


def _is_name(text: str) -> bool:
    return len(text) <= 100 and "@" not in text and any(map(str.isalpha, text)) and not _is_date(text)
