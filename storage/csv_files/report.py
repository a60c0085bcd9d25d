"""What an import did or would do, in numbers and sentences, and the file of rows that stayed out."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from storage.csv_files.atomic import open_atomically
from storage.csv_files.reading import CsvFile, Reject

SHOWN = 10
"""Changes and rejects that a dry run spells out."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one account or touch, as it was and as it is to be."""

    line: int
    what: str
    field: str
    old: str
    new: str

    def __str__(self) -> str:
        return (
            f"line {self.line}, {self.what}: {self.field} {self.old or '(empty)'} → {self.new or '(empty)'}"
        )


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new account or touch, and in a few words what it is to be."""

    line: int
    what: str
    facts: tuple[str, ...]

    def __str__(self) -> str:
        return f"line {self.line}: {self.what} (new): {', '.join(self.facts)}"


@dataclass(slots=True)
class Report:
    """Counted while an import goes on."""

    noun: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    """Rows about what another row of the file is about already; they are counted nowhere else."""
    judged_selling: int = 0
    """Touches that are selling because of their words, not because the file says so."""
    changes: list[Change] = field(default_factory=list[Change])
    arrivals: list[Arrival] = field(default_factory=list[Arrival])
    rejects: list[Reject] = field(default_factory=list[Reject])
    remarks: list[str] = field(default_factory=list[str])
    people_added: list[str] = field(default_factory=list[str])
    accounts_added: list[str] = field(default_factory=list[str])
    unused_columns: list[str] = field(default_factory=list[str])

    @property
    def total(self) -> int:
        return self.new + self.changed + self.unchanged

    def note_changes(self, changes: Sequence[Change]) -> None:
        """Keep the first few changes to show."""
        if len(self.changes) < SHOWN:
            self.changes += changes[: SHOWN - len(self.changes)]

    def note_arrivals(self, arrivals: Sequence[Arrival]) -> None:
        """Keep the first few of what is new to show."""
        self.arrivals += arrivals[: SHOWN - len(self.arrivals)]

    def summarise(self, rejects_name: str | None = None, *, dry_run: bool = False) -> str:
        """Say in a few lines what came of it: "24 accounts: 20 new, 3 changed, 1 unchanged."."""
        parts = [
            f"{count:,} {word}"
            for count, word in (
                (self.new, "new"),
                (self.changed, "changed"),
                (self.unchanged, "unchanged"),
            )
            if count
        ]
        total = _count(self.total, self.noun)
        lines = [f"{total}: {', '.join(parts)}." if parts else f"{total}."]
        if self.rejects:
            out = f"{_count(len(self.rejects), 'row')} left out"
            lines[0] += f" {out}, see {rejects_name}." if rejects_name else f" {out}."
        if self.repeated:
            lines.append(
                "1 row repeats another of the file."
                if self.repeated == 1
                else f"{self.repeated:,} rows repeat others of the file."
            )
        if self.judged_selling:
            lines.append(
                f"{_count(self.judged_selling, 'touch')} "
                f"{'mentions a sale and counts' if self.judged_selling == 1 else 'mention a sale and count'}"
                " as selling; a `kind` column says otherwise."
            )
        if self.accounts_added:
            lines.append(_name("account", "added", self.accounts_added))
        if self.people_added:
            lines.append(_name("person", "not known from Slack yet", self.people_added))
        lines += self.remarks[:SHOWN]
        if len(self.remarks) > SHOWN:
            lines.append(f"… and {_count(len(self.remarks) - SHOWN, 'more remark')}.")
        if self.unused_columns:
            lines.append(f"Columns not used: {', '.join(self.unused_columns)}.")
        if dry_run:
            lines.append("This was a dry run: nothing was changed.")
        return "\n".join(lines)

    def describe(self) -> str:
        """Spell out what is new, the first changes field by field, and the first rows that would stay out."""
        found = sorted([*self.arrivals, *self.changes], key=lambda each: each.line)
        lines = [str(each) for each in found]
        lines += [f"line {each.line} left out: {each.reason}" for each in self.rejects[:SHOWN]]
        if len(self.rejects) > SHOWN:
            lines.append(f"… and {_count(len(self.rejects) - SHOWN, 'more row')} left out.")
        return "\n".join(lines)


_PLURALS = {"person": "people", "touch": "touches"}


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun if number == 1 else _PLURALS.get(noun, f'{noun}s')}"


def _name(noun: str, what: str, names: Sequence[str]) -> str:
    count = _count(len(names), noun)
    shown = ", ".join(names[:5]) + (f" and {len(names) - 5:,} more" if len(names) > 5 else "")
    return f"{count} {what}: {shown}."


def write_rejects(file: CsvFile, rejects: Sequence[Reject], path: Path) -> None:
    """Write the rows that stayed out as they were, with line and reason: correct them and import the file."""
    with open_atomically(path) as stream:
        writer = csv.writer(stream, delimiter=file.separator)
        writer.writerow([*file.columns, "line", "reason"])
        for reject in sorted(rejects, key=lambda each: each.line):
            cells = [cell.replace("\0", "") for cell in reject.cells]
            writer.writerow([*cells, reject.line, reject.reason])
