"""What happened, from the words of a headline that say so together: rulings, moves, takeovers done. Pure."""

from dataclasses import dataclass, field

from jobs.rules.vocabulary.event_kinds import CASES, COURTS, DECISIONS
from jobs.rules.vocabulary.event_moves import DOWN, REACTIONS, SAME, UP

_FAR = 6
"""How many words lie between what moves and where it goes at most."""
_HELD = frozenset(["rates", "outlook", "dividend", "output", "price", "inflation", "economy"])
"""What may stay as it is; who leaves a post does something."""
_ORDERED = frozenset(["plane", "ship", "train", "contract", "turbine", "bus", "car", "chip", "robot", "win"])
_JOURNEYS = frozenset(["flight", "train", "plane", "passenger", "airport"])
_RULED_AWAY = frozenset(["sue", "appeal", "reject", "approve", "cancel", "restart", "blame", "lift"])
"""Steps that a court's decision speaks about and does not take."""
_VEHICLES = frozenset(["plane", "train", "ship", "helicopter", "bus", "tram", "ferry"])


@dataclass(slots=True)
class Findings:
    """What was found in one headline, word by word."""

    kinds: set[str] = field(default_factory=set[str])
    background: set[str] = field(default_factory=set[str])
    """Behind "after" and the like."""
    steps: set[str] = field(default_factory=set[str])
    past_steps: set[str] = field(default_factory=set[str])
    stems: set[str] = field(default_factory=set[str])
    directions: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    moved: list[tuple[int, str]] = field(default_factory=list[tuple[int, str]])
    has_money: bool = False
    has_counts: bool = False


def judge_nature(found: Findings, words: set[str]) -> None:
    """Settle kinds and steps in place; `words` are the things that the headline says."""
    found.kinds.update(_pair_moves(found))
    _settle_jobs(found, words)
    _settle_deals(found, words)
    _settle_works(found, words)
    _settle_moves(found)
    if not found.steps and not found.kinds - REACTIONS:
        # "Shares jump after takeover": the takeover is the news.
        found.kinds |= found.background
        found.steps |= found.past_steps
    _settle_court(found)
    if "settle" in found.kinds:
        found.steps.discard("sue")
    elif found.kinds == {"pay"} and not found.steps:
        found.kinds.add("settle")
    found.kinds.discard("pay")


def _settle_moves(found: Findings) -> None:
    kinds = found.kinds
    if any(kind.endswith(SAME) for kind in kinds):
        kinds.discard("leave")
    if "outlook up" in kinds:
        kinds.add("raise outlook")
    if "outlook down" in kinds:
        kinds.add("cut outlook")
    if any(kind.endswith((f" {UP}", f" {DOWN}", f" {SAME}")) for kind in kinds - REACTIONS):
        kinds.discard("cut")
        # "lowers outlook, blames tariffs" gives the reason at once.
        found.steps.discard("blame")
    if found.steps & {"priced", "debut"}:
        kinds -= {"fund", "open", *REACTIONS}


def _settle_deals(found: Findings, words: set[str]) -> None:
    kinds, steps = found.kinds, found.steps
    if "appoint" in kinds and words & {"factory", "store"} and not words & {"ceo", "cfo"}:
        # A place is picked for a plant.
        kinds.discard("appoint")
        kinds.add("invest")
    if "weigh sale" in steps:
        kinds -= {"buy", "split"}
    if kinds >= {"buy", "close"}:
        # A takeover that closes is done.
        kinds.discard("close")
        steps.add("complete")
    if found.has_money and found.stems & {"raise", "secure", "leve"} and not kinds - {"list"} and not steps:
        kinds.add("fund")
    if "index" in kinds:
        kinds.discard("list")
    if "lift" in steps:
        kinds.discard("ban")
    if {"vote", "approve"} <= steps:
        steps.discard("vote")


def _settle_works(found: Findings, words: set[str]) -> None:
    """Settle what runs, stops and is ordered."""
    kinds, steps = found.kinds, found.steps
    for here in (kinds, found.background):
        if "outage" in here and words & _VEHICLES:
            here.discard("outage")
            here.add("accident")
    if "delay" in steps and words & _JOURNEYS:
        steps.discard("delay")
        kinds.add("ground")
    if "arrest" in kinds:
        steps.discard("probe")
    ordered = found.has_counts or found.has_money or words & _ORDERED
    if "halt" in kinds or not ordered:
        kinds.discard("order")
    if "strike over" in steps:
        kinds.discard("strike")
        steps -= {"vote", "approve", "cancel", "restart"}


def _pair_moves(found: Findings) -> set[str]:
    """Return what goes where: "price up", each with the direction nearest to it."""
    pairs: set[str] = set()
    for place, thing in found.moved:
        near = min(found.directions, key=lambda each: abs(each[0] - place), default=None)
        if near is None or not 0 < abs(near[0] - place) <= _FAR:
            continue
        if near[1] != SAME or thing in _HELD:
            pairs.add(f"{thing} {near[1]}")
    return pairs


def _settle_jobs(found: Findings, words: set[str]) -> None:
    kinds = found.kinds
    if "jobs down" in kinds or ("job" in words and kinds & {"cut", "close"}):
        kinds -= {"cut", "jobs down"}
        kinds.add("cut jobs")
    elif "jobs up" in kinds or (found.has_counts and found.stems & {"hire", "recruit"}):
        kinds -= {"jobs up", "appoint"}
        kinds.add("add jobs")
    elif "hire" in found.stems:
        kinds.discard("add jobs")
        kinds.add("appoint")
    if "cut jobs" in kinds:
        kinds.discard("add jobs")
    elif found.has_counts and "job" in words and found.stems & {"new", "create", "creating", "open"}:
        kinds.add("add jobs")


def _settle_court(found: Findings) -> None:
    stems = found.stems
    if "hearing" in found.steps:
        found.steps -= _RULED_AWAY
        return
    in_court = bool(stems & COURTS) and bool(stems & DECISIONS)
    decided = bool(stems & {"win", "lose", "lost", "won", "dismiss", "toss"}) and bool(stems & CASES)
    if not (in_court or decided):
        return
    found.steps -= _RULED_AWAY
    found.kinds -= {"appoint", "order", "award", "buy"}
    found.steps.add("ruling")
