"""Who is meant by a rep's cell, from memory: a Slack id, an e-mail address or a name."""

import re
from collections.abc import Iterable
from dataclasses import replace

from storage.csv_files.cells import CellError, names_nobody
from storage.database import Transaction
from storage.names import fold
from storage.records import Rep
from storage.reps import add_rep, change_rep

_EXACTLY = re.compile(r"(?P<name>.*?)\s*<(?P<sign>[^<>]*)>", re.DOTALL)
_SLACK_ID = re.compile(r"[UW][A-Z0-9]{7,30}")


class People:
    """The people of a workspace, and those whom a file adds: these have ids below zero until written."""

    def __init__(self, reps: Iterable[Rep], zone: str) -> None:
        self.added: list[str] = []
        self._zone = zone
        self._by_id: dict[int, Rep] = {}
        self._by_sign: dict[str, Rep] = {}
        self._by_name: dict[str, list[Rep]] = {}
        self._waiting: list[Rep] = []
        self._learnt: dict[int, str] = {}
        self._written: dict[int, int] = {}
        self._found: dict[str, Rep | None] = {}
        for rep in reps:
            self._keep(rep)

    def _keep(self, rep: Rep) -> None:
        self._by_id[rep.id] = rep
        self._by_name.setdefault(fold(rep.name), []).append(rep)
        for sign in (rep.slack_id, rep.email):
            if sign:
                self._by_sign.setdefault(sign.lower(), rep)

    def read(self, text: str) -> Rep | None:
        """Return whom a cell means, added if nobody is known by it; None where it says that nobody is meant.

        Raises CellError where it may mean several.
        """
        if text not in self._found:
            self._found[text] = None if names_nobody(text) else self._find(text) or self._add(text)
        return self._found[text]

    def read_both(self, name: str, address: str) -> Rep | None:
        """Return whom a name and an e-mail address in columns of their own mean; the address is the surer.

        Somebody known by that name only gets the address, so that one human does not become two.
        """
        if not _is_address(address):
            return self.read(name or address) if name or address else None
        if not name or names_nobody(name) or "<" in name:
            return self.read(address)
        rep = self._by_sign.get(address.lower())
        if rep is None:
            named = self._by_name.get(fold(name), [])
            if len(named) != 1 or named[0].email:
                return self.read(f"{name} <{address}>")
            rep = replace(named[0], email=address.lower())
            self._by_name[fold(name)] = [rep]
            self._by_id[rep.id] = rep
            self._by_sign |= {sign.lower(): rep for sign in (rep.slack_id, rep.email) if sign}
            self._found.clear()
            if rep.id in {each.id for each in self._waiting}:
                self._waiting = [rep if each.id == rep.id else each for each in self._waiting]
            else:
                self._learnt[rep.id] = address.lower()
        return rep

    def _find(self, text: str) -> Rep | None:
        exactly = _EXACTLY.fullmatch(text)
        if exactly:
            return self._find_exactly(exactly["name"], exactly["sign"].strip().lower())
        rep = self._by_sign.get(text.lower())
        if rep is not None:
            return rep
        named = self._by_name.get(fold(text), [])
        if len(named) > 1:
            several = {2: "Two", 3: "Three"}.get(len(named), str(len(named)))
            raise CellError(
                f"{several} people are called {text}; write the e-mail address or the Slack id instead."
            )
        return named[0] if named else None

    def _find_exactly(self, name: str, sign: str) -> Rep | None:
        if sign:
            return self._by_sign.get(sign)
        # "Sam Lee <>": the one of that name of whom nothing else is known.
        named = self._by_name.get(fold(name), [])
        return next((rep for rep in named if not rep.slack_id and not rep.email), None)

    def _add(self, text: str) -> Rep:
        exactly = _EXACTLY.fullmatch(text)
        name, sign = (exactly["name"], exactly["sign"].strip()) if exactly else (text, "")
        if not exactly and (_SLACK_ID.fullmatch(text) or _is_address(text)):
            sign = text
        rep = Rep(
            id=-len(self._by_id) - 1,
            name=name or sign,
            slack_id=sign if sign and not _is_address(sign) else None,
            email=sign.lower() if _is_address(sign) else None,
            zone=self._zone,
        )
        self._keep(rep)
        self._waiting.append(rep)
        self.added.append(rep.name)
        return rep

    def write(self, transaction: Transaction) -> None:
        """Store those who were added since the last time."""
        for rep in self._waiting:
            stored = add_rep(transaction, rep.name, slack_id=rep.slack_id, email=rep.email, zone=rep.zone)
            self._written[rep.id] = stored.id
        self._waiting.clear()
        for rep_id, address in self._learnt.items():
            change_rep(transaction, self._written.get(rep_id, rep_id), email=address)
        self._learnt.clear()

    def id_of(self, rep: Rep | None) -> int | None:
        """Return the id as it is stored, once it is."""
        return None if rep is None else self._written.get(rep.id, rep.id)

    def name_of(self, rep_id: int | None) -> str:
        rep = None if rep_id is None else self._by_id.get(rep_id)
        return rep.name if rep else ""

    def label(self, rep_id: int | None) -> str:
        """Return what an export writes for somebody, so that `read` finds exactly them."""
        rep = None if rep_id is None else self._by_id.get(rep_id)
        if rep is None:
            return ""
        if self._is_plain(rep):
            return rep.name
        return f"{rep.name} <{rep.slack_id or rep.email or ''}>"

    def _is_plain(self, rep: Rep) -> bool:
        """Return whether the name alone is enough to find somebody, here and in another database."""
        name = rep.name
        if _EXACTLY.fullmatch(name) or _SLACK_ID.fullmatch(name) or _is_address(name) or names_nobody(name):
            return False
        return self._by_name[fold(name)] == [rep] and self._by_sign.get(name.lower(), rep) == rep


def _is_address(text: str) -> bool:
    name, at, host = text.partition("@")
    return bool(name and at and "." in host) and " " not in text
