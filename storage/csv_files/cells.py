"""What single cells mean, and the apostrophe that keeps a spreadsheet from running them as formulas."""

import re
from functools import lru_cache

from storage.records import Kind, Tier

_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_DAYS = re.compile(r"(?:every\s+)?(\d{1,5})(?:[.,]0+)?\s*(d|days?|w|weeks?)?", re.IGNORECASE)
_HYPHENS = re.compile(r"[\s_\-‐‑–]+")
_ADDRESS = re.compile(r"^(?:https?://)?(?:www\.)?")
_HOST = re.compile(r"(?:[^\s./:?#@]{1,63}\.)+[^\s./:?#@\d]{2,63}")
_ESCAPED = re.compile(r"\\([\\;])|;")

_TIERS = {
    word: tier
    for tier, words in (
        (Tier.A, ("a", "tier a", "tier 1", "t1", "1", "hot", "high")),
        (Tier.B, ("b", "tier b", "tier 2", "t2", "2", "warm", "medium")),
        (Tier.C, ("c", "tier c", "tier 3", "t3", "3", "cold", "low")),
    )
    for word in words
}
_YES = {"yes", "y", "true", "1", "x", "won", "closed won", "order", "order placed", "placed"}
_NO = {"no", "n", "false", "0", "lost", "closed lost", "open", "-"}
_TO_DO = {
    *("to do", "todo", "open", "not started", "planned", "scheduled", "in progress", "deferred", "pending"),
    *("no", "n", "false", "0"),
}
_NOBODY = {"unassigned", "none", "no owner", "nobody", "n/a", "-", "(none)"}


class CellError(ValueError):
    """A cell cannot be understood; the sentence says what to write."""


def guard(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """Take off the apostrophe that `guard` puts on."""
    return text[1:] if text.startswith("'") and _GUARDED.match(text) else text


def join_names(names: tuple[str, ...]) -> str:
    return "; ".join(name.replace("\\", "\\\\").replace(";", "\\;") for name in names)


def split_names(text: str) -> tuple[str, ...]:
    r"""Return names that stand between semicolons; `\;` is a semicolon within a name."""
    if "\\" not in text:
        names = text.split(";")
    else:
        names, rest = [""], 0
        for found in _ESCAPED.finditer(text):
            names[-1] += text[rest : found.start()] + (found[1] or "")
            rest = found.end()
            if found[1] is None:
                names.append("")
        names[-1] += text[rest:]
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def read_tier(text: str) -> Tier:
    tier = _TIERS.get(_HYPHENS.sub(" ", text.lower()).strip())
    if tier is None:
        raise CellError(f"“{text}” is not a tier; write A, B or C.")
    return tier


def read_days(text: str) -> int:
    """Read "14", "14 days" or "2 weeks"."""
    found = _DAYS.fullmatch(text)
    days = int(found[1]) * (7 if (found[2] or "d").lower().startswith("w") else 1) if found else 0
    if not 1 <= days <= 3650:
        raise CellError(f"“{text}” is not a number of days; write 30, for example.")
    return days


def read_domain(text: str) -> str:
    """Read the host of a web address, without "www."."""
    host = _ADDRESS.sub("", text.lower()).partition("/")[0].rstrip(".")
    if not _HOST.fullmatch(host):
        raise CellError(f"“{text}” is no web address; write acme.com, for example.")
    return host


@lru_cache(maxsize=1024)
def find_kind(text: str) -> Kind | None:
    """Return the kind a cell names, with hyphen, underscore or blank, or None."""
    try:
        return Kind(
            "-".join(re.split(r"[\s_\-‐‑–]+", text.strip().lower())).replace("nonselling", "non-selling")
        )
    except ValueError:
        return None


def read_kind(text: str) -> Kind:
    kind = find_kind(text)
    if kind is None:
        raise CellError(f"“{text}” is not a kind; write non-selling, selling or scheduling.")
    return kind


def read_yes(text: str) -> bool:
    """Read whether an order was placed."""
    word = " ".join(text.lower().split())
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise CellError(f"“{text}” is neither yes nor no.")


def is_still_to_do(text: str) -> bool:
    """Return whether a status, or a yes or no under "Done", says that a thing has not happened yet."""
    return _HYPHENS.sub(" ", text.lower()).strip() in _TO_DO


def names_nobody(text: str) -> bool:
    return text.lower() in _NOBODY
