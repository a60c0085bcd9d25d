"""The companies that news is looked through for, and what is found of them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Company:
    """A company as its account describes it."""

    key: str
    """Whatever the caller wants back: an account's name or id."""
    name: str
    aliases: tuple[str, ...] = ()
    """Other names, brands and tickers."""
    domain: str | None = None
    industry: str | None = None
    exclude: tuple[str, ...] = ()
    """Phrases that are not this company: "Orange County". Each masks its own occurrences and nothing else."""


@dataclass(frozen=True, slots=True)
class Match:
    """A company that a text names, and what told it."""

    key: str
    reason: str
    """A short plain phrase: "the name “Cobalt Ltd” in the title"."""
