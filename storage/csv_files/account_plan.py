"""What the rows of a file, taken together, say about each account, and what is new about it."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from storage.brainstorm_records import LONGEST_LOCATION
from storage.csv_files.account_drafts import AccountDraft, show_fact
from storage.csv_files.cells import CellError, read_days, read_domain, read_tier, split_names, unguard
from storage.csv_files.columns import Columns
from storage.csv_files.dates import DateOrder, read_moment
from storage.csv_files.known_accounts import KnownAccounts
from storage.csv_files.options import day_of
from storage.csv_files.people import People
from storage.csv_files.reading import Reject, Row
from storage.names import fold
from storage.records import Account, Rep


class AccountPlan:
    """Gathers rows into drafts. Knows the accounts, writes nothing."""

    def __init__(
        self,
        *,
        known: KnownAccounts,
        people: People,
        columns: Columns,
        order: DateOrder | None,
        zone: str,
        now: datetime,
        locations: Mapping[int, frozenset[str]] | None = None,
    ) -> None:
        self.drafts: list[AccountDraft] = []
        self.rejects: list[Reject] = []
        self.remarks: list[str] = []
        self.accepted = 0
        """How many rows are in."""
        self.people = people
        self._known = known
        self._columns = columns
        self._order = order
        self._zone = zone
        self._locations = locations or {}
        """By account, as they are compared."""
        self._today = day_of(now, zone)
        self._by_known: dict[int, AccountDraft] = {}
        self._by_external_id: dict[str, AccountDraft] = {}
        self._by_name: dict[str, AccountDraft] = {}
        self._unknown_tiers: dict[str, set[int]] = {}

    def add(self, row: Row) -> None:
        """Take a row in, or reject it as a whole."""
        try:
            self._add(row)
        except CellError as error:
            self.rejects.append(Reject(row.line, row.cells, str(error)))

    def _add(self, row: Row) -> None:
        cells = {
            field: text
            for field, places in self._columns.places.items()
            if (text := unguard(row.cells[places[0]]).strip())
        }
        unknown_tier = self._find_unknown_tier(cells.get("tier", ""))
        if unknown_tier:
            del cells["tier"]
        facts = self._read_facts(cells)
        name, external_id = cells.get("account", ""), cells.get("external_id")
        if name and not fold(name):
            raise CellError(f"“{name}” is no name.")
        draft = self._find(name, external_id, row)
        there = self._locations.get(draft.known.id, frozenset()) if draft.known else frozenset[str]()
        locations = _read_new_places(cells.get("locations", ""), there)
        name_given = self._check_name(draft, name)
        if name_given:
            facts["name"] = name
        self._check_limits(draft, facts)
        rep = self.people.read_both(cells.get("rep", ""), cells.get("rep_email", ""))
        if rep is not None:
            facts["rep"] = rep
        if external_id:
            facts["external_id"] = external_id
            self._by_external_id[external_id] = draft
        self._keep(draft, row, facts)
        self.accepted += 1
        if unknown_tier:
            self._unknown_tiers.setdefault(unknown_tier, set()).add(id(draft))
        for alias in split_names(cells.get("aliases", "")):
            draft.aliases.setdefault(fold(alias), (alias, row.line))
        for place in locations:
            draft.new_locations.setdefault(fold(place), place)

    def _find_unknown_tier(self, text: str) -> str:
        """Return the word under Rating or Label that is no tier; raises CellError where it has to be one."""
        try:
            if text:
                read_tier(text)
        except CellError as error:
            heading = self._columns.heading("tier")
            if "tier" in self._columns.mapped or "tier" in heading.lower():
                raise CellError(f'{str(error).removesuffix(".")}, or --map "{heading}=ignore".') from None
            return text
        return ""

    def list_remarks(self) -> list[str]:
        """Return what is worth saying about the file, the most general first."""
        if not self._unknown_tiers:
            return self.remarks
        words = [f"“{word}”" for word in self._unknown_tiers]
        accounts = len(set[int]().union(*self._unknown_tiers.values()))
        heading = self._columns.heading("tier")
        shown = ", ".join(words[:3]) + (f" and {len(words) - 3} more" if len(words) > 3 else "")
        unknown = (
            f"{heading}: {shown} {'is not a tier' if len(words) == 1 else 'are not tiers'}, so "
            f"{'1 account keeps its own' if accounts == 1 else f'{accounts:,} accounts keep theirs'}; "
            f'write A, B or C, or --map "{heading}=ignore".'
        )
        return [unknown, *self.remarks]

    def _read_facts(self, cells: dict[str, str]) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        if "tier" in cells:
            facts["tier"] = read_tier(cells["tier"])
        for limit in ("ideal_days", "maximum_days"):
            if limit in cells:
                facts[limit] = read_days(cells[limit])
        if "added" in cells:
            facts["added_on"] = self._read_day(cells["added"])
            if facts["added_on"] > self._today + timedelta(days=1):
                raise CellError(f"The account cannot have been added on {cells['added']}: that is to come.")
        if "snoozed_until" in cells:
            facts["snoozed_until"] = self._read_day(cells["snoozed_until"])
        if domain := self._read_domain(cells.get("domain", "")):
            facts["domain"] = domain
        if "industry" in cells:
            facts["industry"] = cells["industry"]
        if "exclude" in cells:
            facts["exclude"] = split_names(cells["exclude"])
        return facts

    def _read_domain(self, text: str) -> str | None:
        """Return a host; under another heading than "domain" there may stand anything, which is left out."""
        try:
            return read_domain(text) if text else None
        except CellError:
            if "domain" in self._columns.heading("domain").lower():
                raise
            return None

    def _read_day(self, text: str) -> date:
        day = day_of(read_moment(text, self._order), self._zone)
        if not 1900 <= day.year <= 2200:
            raise CellError(f"“{text}” is not a likely date: look at its year.")
        return day

    def _find(self, name: str, external_id: str | None, row: Row) -> AccountDraft:
        if external_id:
            draft = self._by_external_id.get(external_id)
            known = self._known.by_external_id.get(external_id)
            if draft or known:
                return draft or self._draft_of(known, name, row)
        if not name:
            raise CellError("The account has no name.")
        draft = self._by_name.get(fold(name)) or self._by_known_name(name, row)
        if draft is None:
            draft = self._draft_of(None, name, row)
            alike = self._known.find_alike(name)
            if alike is not None:
                self.remarks.append(
                    f"Line {row.line}: {name} is new, and there is {alike.name}. If they are one company, "
                    f"make “{name}” an alias of {alike.name}."
                )
            return draft
        its_id = draft.read("external_id")
        if external_id and its_id and its_id != external_id:
            raise CellError(f"There is an account called {name} already, with the id {its_id}.")
        return draft

    def _by_known_name(self, name: str, row: Row) -> AccountDraft | None:
        known = self._known.find(name)
        return self._draft_of(known, name, row) if known else None

    def _draft_of(self, known: Account | None, name: str, row: Row) -> AccountDraft:
        draft = self._by_known.get(known.id) if known else None
        if draft is None:
            # A draft counts only once its row has passed every check: `_keep` enters it.
            draft = AccountDraft(known, known.name if known else name, row)
            draft.owner = self.people.name_of(known.rep_id) if known else ""
        return draft

    def _check_name(self, draft: AccountDraft, name: str) -> bool:
        """Return whether the row names the account; one of its aliases is no new name for it."""
        folded = fold(name)
        if not folded:
            return False
        if draft.known is not None and fold(draft.known.name) != folded:
            if folded in map(fold, draft.known.aliases):
                return False
            other = self._known.find(name)
            if other is not None and other.id != draft.known.id:
                raise CellError(f"{draft.known.name} cannot be called {name}: another account is.")
        if self._by_name.get(folded, draft) is not draft:
            raise CellError(f"{draft.name} cannot be called {name}: another row of the file is.")
        return True

    def _check_limits(self, draft: AccountDraft, facts: dict[str, Any]) -> None:
        ideal, most = (facts.get(limit, draft.read(limit)) for limit in ("ideal_days", "maximum_days"))
        if ideal is not None and most is not None and ideal > most:
            raise CellError(f"The ideal interval, {ideal} days, is longer than the maximum, {most} days.")

    def _keep(self, draft: AccountDraft, row: Row, facts: dict[str, Any]) -> None:
        if draft.row is row:
            self.drafts.append(draft)
            if draft.known:
                self._by_known[draft.known.id] = draft
            if draft.known is None:
                draft.facts = {"added_on": self._today}
        if "name" in facts:
            self._by_name[fold(facts["name"])] = draft
        for fact, value in facts.items():
            before = draft.lines.get(fact)
            if before is not None and not _agree(draft.facts[fact], value):
                self.remarks.append(
                    f"Lines {before} and {row.line} say different things about {draft.name}: {fact} "
                    f"{show_fact(draft.facts[fact])}, then {show_fact(value)}. The later one counts."
                )
            draft.facts[fact] = value
            draft.lines[fact] = row.line
        if draft.known is None:
            draft.name = draft.facts.get("name", draft.name)

    def settle_aliases(self) -> None:
        """Decide, when all rows are in, which aliases are free."""
        taken: dict[str, AccountDraft] = {}
        for draft in self.drafts:
            own = {fold(alias) for alias in draft.known.aliases} if draft.known else set[str]()
            for folded, (alias, line) in draft.aliases.items():
                if folded in own:
                    continue
                holder = self._known.find(alias)
                stored_elsewhere = holder is not None and (draft.known is None or holder.id != draft.known.id)
                written_elsewhere = self._by_name.get(folded, draft) is not draft
                if stored_elsewhere or written_elsewhere or taken.setdefault(folded, draft) is not draft:
                    self.remarks.append(
                        f"Line {line}: {draft.name} does not get the alias “{alias}”, "
                        "by which another account goes."
                    )
                else:
                    draft.new_aliases.append(alias)

    def list_work(self) -> list[AccountDraft]:
        """Return the accounts that are new or to be changed, in the order of the file."""
        return [
            draft
            for draft in self.drafts
            if draft.known is None or draft.list_differing() or draft.new_aliases or draft.new_locations
        ]


def _read_new_places(text: str, there: Collection[str]) -> list[str]:
    """Return the places that the account has not yet; what it has may be longer, as it once was legal."""
    names = [" ".join(each.split()) for each in split_names(text)]
    new = [each for each in names if fold(each) not in there]
    for name in new:
        if len(name) > LONGEST_LOCATION:
            raise CellError(
                f"The location “{name[:40]}…” has {len(name)} characters; {LONGEST_LOCATION} is the most."
            )
    return new


def _agree(one: Any, other: Any) -> bool:
    if isinstance(one, Rep) and isinstance(other, Rep):
        return one.id == other.id
    return fold(one) == fold(other) if isinstance(one, str) else one == other
