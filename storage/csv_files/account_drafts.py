"""One account as the rows of a file want it, and how that differs from what is stored."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, cast

from storage.csv_files.cells import join_names
from storage.csv_files.people import People
from storage.csv_files.reading import Row
from storage.csv_files.report import Arrival, Change
from storage.records import Account, Rep, Tier

DEFAULT_TIER = Account(0, "", date.min).tier


@dataclass(slots=True)
class AccountDraft:
    """One account as the file wants it."""

    known: Account | None
    name: str
    row: Row
    """The first row about it."""
    facts: dict[str, Any] = field(default_factory=dict[str, Any])
    """By the names of the record's fields; the rep is a record under `rep`."""
    lines: dict[str, int] = field(default_factory=dict[str, int])
    """Where each fact stands."""
    aliases: dict[str, tuple[str, int]] = field(default_factory=dict[str, tuple[str, int]])
    """Folded → as written, and on which line."""
    new_aliases: list[str] = field(default_factory=list[str])
    new_locations: dict[str, str] = field(default_factory=dict[str, str])
    """Folded → as written: of those that are not stored."""
    owner: str = ""
    """The name of its rep as stored."""

    def read(self, fact: str) -> Any:
        """Return a fact as it will be: from the file, else as stored."""
        return self.facts.get(fact, getattr(self.known, fact, None))

    def list_differing(self) -> dict[str, Any]:
        if self.known is None:
            return dict(self.facts)
        differing = {
            fact: value
            for fact, value in self.facts.items()
            if fact != "rep" and getattr(self.known, fact) != value
        }
        rep: Rep | None = self.facts.get("rep")
        if rep is not None and rep.id != self.known.rep_id:
            differing["rep"] = rep
        return differing

    def list_values(self, people: People) -> dict[str, Any]:
        """Return what is to be written, by the names of the columns."""
        values = self.list_differing()
        if "rep" in values:
            values["rep_id"] = people.id_of(values.pop("rep"))
        if self.known is None:
            values.pop("name", None)
        return values

    def describe_arrival(self, name_beat: Callable[[Tier, int | None], str]) -> Arrival:
        """Say what a new account is to be."""
        tier: Tier = self.facts.get("tier", DEFAULT_TIER)
        rep: Rep | None = self.facts.get("rep")
        facts = [tier.value, name_beat(tier, self.facts.get("ideal_days")), rep.name if rep else "nobody’s"]
        return Arrival(self.row.line, self.name, tuple(filter(None, facts)))

    def list_changes(self) -> list[Change]:
        """Return the differences from the account that is stored, field by field, for the reader."""
        if self.known is None:
            return []
        changes = [
            Change(
                self.lines.get(fact, self.row.line),
                self.known.name,
                fact,
                self.owner if fact == "rep" else show_fact(getattr(self.known, fact)),
                show_fact(value),
            )
            for fact, value in self.list_differing().items()
        ]
        if self.new_aliases:
            old = "; ".join(self.known.aliases)
            changes.append(
                Change(
                    self.row.line,
                    self.known.name,
                    "aliases",
                    old,
                    "; ".join([*self.known.aliases, *self.new_aliases]),
                )
            )
        if self.new_locations:
            places = join_names(tuple(self.new_locations.values()))
            changes.append(Change(self.row.line, self.known.name, "new locations", "", places))
        return changes


def show_fact(value: Any) -> str:
    if isinstance(value, Rep):
        return value.name
    if isinstance(value, tuple):
        return join_names(cast("tuple[str, ...]", value))
    return "" if value is None else str(value.value if isinstance(value, Enum) else value)
