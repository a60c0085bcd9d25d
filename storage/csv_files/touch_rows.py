"""What one row says about a touch, with its account and rep found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from storage.csv_files.cells import (
    CellError,
    find_kind,
    is_still_to_do,
    read_kind,
    read_yes,
    split_names,
    unguard,
)
from storage.csv_files.columns import Columns
from storage.csv_files.dates import DateOrder, read_moment
from storage.csv_files.headings import JOINED
from storage.csv_files.identity import derive_id
from storage.csv_files.known_accounts import KnownAccounts
from storage.csv_files.options import ImportOptions, day_of, place_in_time
from storage.csv_files.people import People
from storage.csv_files.reading import Row
from storage.names import fold
from storage.records import Account, Kind, Rep, Touch

FIRST_YEAR = 2000
AHEAD = timedelta(days=1)
"""How far ahead a clock may be; what is later has not happened yet."""
LONGEST_NOTE = 10_000
_EVENTS = frozenset(["event"])


@dataclass(frozen=True, slots=True)
class TouchRow:
    """A touch as a row describes it; None where the row does not say."""

    row: Row
    external_id: str
    given_id: bool
    """Whether the file names the id, rather than that it follows from the row."""
    account: Account
    rep: Rep | None
    day: date
    at: datetime
    precise: bool
    """Whether the moment is written with its offset, so that it can be compared."""
    timed: bool
    kind: Kind | None
    judged: Kind
    """What it counts as: the kind it says, else what its words suggest."""
    counts_by_words: bool
    """Whether the words alone make it selling."""
    note: str | None
    with_whom: str | None
    place: str | None
    lines: tuple[str, ...]
    order_placed: bool | None

    def says_the_same_as(self, other: "TouchRow") -> bool:
        return replace(other, row=self.row) == self

    def list_differing(self, touch: Touch, rep_id: int | None) -> dict[str, object]:
        """Return what the row says otherwise than the touch that is stored."""
        wanted: dict[str, object] = {
            "account_id": self.account.id,
            "rep_id": rep_id,
            "kind": self.kind,
            "note": self.note,
            "with_whom": self.with_whom,
            "place": self.place,
            "lines": self.lines or None,
            "order_placed": self.order_placed,
        }
        if self.precise:
            # A zone that somebody has changed since would move the day of a moment that is the same.
            wanted |= {"at": self.at} | ({"day": self.day} if self.at != touch.at else {})
        elif self.day != touch.day:
            wanted |= {"at": self.at, "day": self.day}
        differing = {
            name: value
            for name, value in wanted.items()
            if value is not None and value != getattr(touch, name)
        }
        if self.kind is None and self.judged is Kind.SELLING and differing.keys() & {"note", "order_placed"}:
            # Rule NS-1: new words about a sale do not pass for attention.
            differing |= {"kind": Kind.SELLING} if touch.kind is Kind.ATTENTION else {}
        return differing

    def list_correction(self, touch: Touch) -> dict[str, object]:
        """Return what is new in a row that has no id and has been here before.

        That is a kind that it now says outright, where the words alone had made the touch selling. Whatever
        else differs has been corrected since.
        """
        corrects = self.kind is Kind.ATTENTION and self.counts_by_words and touch.kind is Kind.SELLING
        return {"kind": Kind.ATTENTION} if corrects else {}


class TouchReader:
    """Reads rows with the accounts and people as they are known."""

    def __init__(
        self,
        *,
        columns: Columns,
        order: DateOrder | None,
        zone: str,
        options: ImportOptions,
        now: datetime,
    ) -> None:
        self._columns = columns
        self._order = order
        self._zone = zone
        self._options = options
        self._now = now
        self._fields = [(field, places[0]) for field, places in columns.places.items() if field not in JOINED]
        self._states = columns.places.get("status", ())
        self._notes = columns.places.get("note", ())
        self.accounts = KnownAccounts(())
        self.people = People((), zone)
        self.accounts_added: list[Account] = []
        self._found: dict[str, Account | str] = {}

    def know(self, accounts: Sequence[Account], people: Sequence[Rep]) -> None:
        """Take the accounts and people as they are now."""
        self.accounts = KnownAccounts(accounts)
        self.people = People(people, self._zone)
        self.accounts_added.clear()
        self._found.clear()

    def keep(self, account: Account) -> None:
        """Take an account that this import has just added."""
        self.accounts.keep(account)
        self._found.clear()

    def read(self, row: Row) -> TouchRow:
        """Read a row. Raises CellError with the reason why it cannot be a touch."""
        if any(is_still_to_do(row.cells[place]) for place in self._states):
            raise CellError("It is still to do.")
        cells = {field: text for field, place in self._fields if (text := unguard(row.cells[place]).strip())}
        kind = read_kind(cells["kind"]) if "kind" in cells else None
        type_of_contact = cells.get("type", "")
        if kind is None and type_of_contact and (kind := find_kind(type_of_contact)):
            type_of_contact = ""
        note = self._read_note(row.cells, type_of_contact)
        order_placed = self._read_order(cells)
        by_words = self._options.judge_kind(note or "", bool(order_placed))
        moment, day_given = self._read_moment(cells)
        self._check_time(moment)
        account = self._find_account(cells, moment)
        named, address = cells.get("rep", ""), cells.get("rep_email", "")
        rep = self.people.read_both(named, address)
        zone = rep.zone if rep else self._zone
        timed = isinstance(moment, datetime)
        precise = isinstance(moment, datetime) and moment.tzinfo is not None
        external_id = cells.get("external_id")
        return TouchRow(
            row=row,
            external_id=external_id
            or derive_id(
                cells.get("account_id") or cells["account"],
                moment,
                kind or Kind.ATTENTION,
                named or address,
                note or "",
            ),
            given_id=external_id is not None,
            account=account,
            rep=rep,
            day=day_given or day_of(moment, zone),
            at=place_in_time(moment, self._options.zone or zone),
            precise=precise,
            timed=timed,
            kind=kind,
            judged=kind or by_words,
            counts_by_words=by_words is Kind.SELLING,
            note=note,
            with_whom=cells.get("with"),
            place=cells.get("place"),
            lines=split_names(cells.get("lines", "")),
            order_placed=order_placed,
        )

    def _read_note(self, cells: Sequence[str], type_of_contact: str) -> str | None:
        parts = [text for place in self._notes if (text := unguard(cells[place])).strip()]
        if len(parts) > 1:
            parts = [" – ".join(dict.fromkeys(part.strip() for part in parts))]
        note = parts[0] if parts else None
        if type_of_contact and not (note or "").lower().startswith(type_of_contact.lower()):
            note = f"{type_of_contact}: {note}" if note else type_of_contact
        if note and len(note) > LONGEST_NOTE:
            return note[: LONGEST_NOTE - 1] + "…"
        return note or type_of_contact or None

    def _read_order(self, cells: dict[str, str]) -> bool | None:
        text = cells.get("order_placed")
        if text is None:
            return None
        try:
            return read_yes(text)
        except CellError:
            [place] = self._columns.places["order_placed"]
            if fold(self._columns.headings[place]) in _EVENTS:
                return False  # some other event
            raise

    def _read_moment(self, cells: dict[str, str]) -> tuple[date | datetime, date | None]:
        """Return the moment, and the day where it is written on its own."""
        day = day_of(read_moment(cells["day"], self._order), self._zone) if "day" in cells else None
        moment = read_moment(cells["at"], self._order) if "at" in cells else day
        if moment is None:
            raise CellError("The touch has no date.")
        return moment, day

    def _check_time(self, moment: date | datetime) -> None:
        if moment.year < FIRST_YEAR:
            raise CellError(f"A touch in {moment.year} is too long ago to be true: look at the year.")
        if isinstance(moment, datetime):
            ahead = place_in_time(moment, self._options.zone or self._zone) > self._now + AHEAD
        else:
            ahead = moment > day_of(self._now, self._zone) + AHEAD
        if ahead:
            raise CellError(
                f"{day_of(moment, self._zone)} is to come: a touch is logged when it has happened."
            )

    def _find_account(self, cells: dict[str, str], moment: date | datetime) -> Account:
        known = self.accounts.by_external_id.get(cells.get("account_id", ""))
        if known is not None:
            return known
        name = cells.get("account", "")
        if not name or not fold(name):
            raise CellError(
                f"No account has the id {cells['account_id']}."
                if "account_id" in cells
                else "The touch names no account."
            )
        if name not in self._found:
            self._found[name] = (
                self.accounts.find(name) or self.accounts.find_alike(name) or self._say_unknown(name)
            )
        found = self._found[name]
        if isinstance(found, Account):
            return found
        if not self._options.add_accounts:
            raise CellError(found)
        added = Account(
            id=-len(self.accounts.by_id) - 1,
            name=name,
            added_on=min(day_of(moment, self._zone), day_of(self._now, self._zone)),
            external_id=cells.get("account_id"),
        )
        self.accounts_added.append(added)
        self.keep(added)
        return added

    def _say_unknown(self, name: str) -> str:
        if self._options.add_accounts:
            return ""
        similar = self.accounts.list_similar(name)
        if similar:
            return f"No account is called {name}. Is it {' or '.join(similar)}?"
        return f"No account is called {name}: import the accounts first, or let --add-accounts add it."
