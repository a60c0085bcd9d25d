"""What the touches of one account say about its rhythm, in a form that a queue and a table can keep. Pure."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """The rhythm of one account as of a day; numbers as in CadenceTable, None where that has nan or -1."""

    account: str
    pattern: str
    days_quiet: int | None
    """None = never touched."""
    touch_days: int
    usual_gap: float | None = None
    """What the verdict rests on: the own gaps, drawn towards what was expected."""
    own_gap: float | None = None
    """The median of the own gaps alone: what people can check."""
    confidence: float = 1.0
    one_in: float | None = None
    away_days: int = 0
    burst_touches: int = 0
    burst_end: date | None = None
    recent_gaps: tuple[int, ...] = ()
    """Oldest first."""
    lately_gap: float | None = None
    target: float | None = None
    selling_share: float | None = None
    severity: float = 0.0
    """0 .. 1: how urgently attention is due on that day; 0.5 and more means nudge."""

    def to_json(self) -> dict[str, Any]:
        stored = {each.name: getattr(self, each.name) for each in fields(self)}
        return {**stored, "burst_end": self.burst_end.isoformat() if self.burst_end else None}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "AccountFacts":
        """Read what `to_json` wrote; names it does not know are left out."""
        known: dict[str, Any] = {each.name: stored[each.name] for each in fields(cls) if each.name in stored}
        known["burst_end"] = date.fromisoformat(known["burst_end"]) if known.get("burst_end") else None
        known["recent_gaps"] = tuple(known.get("recent_gaps", ()))
        return cls(**known)
