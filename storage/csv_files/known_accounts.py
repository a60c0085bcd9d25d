"""Which account a name or an id in a file means, from memory."""

from collections.abc import Iterable

from storage.names import fold, normalise
from storage.records import Account


class KnownAccounts:
    """The accounts of a workspace by external id, name, alias and name without its legal form."""

    def __init__(self, accounts: Iterable[Account]) -> None:
        self.by_id: dict[int, Account] = {}
        self.by_name: dict[str, Account] = {}
        self.by_alias: dict[str, Account] = {}
        self.by_external_id: dict[str, Account] = {}
        self._by_core: dict[str, set[int]] = {}
        for account in accounts:
            self.keep(account)

    def keep(self, account: Account) -> None:
        self.by_id[account.id] = account
        self.by_name[fold(account.name)] = account
        if account.external_id:
            self.by_external_id[account.external_id] = account
        for alias in account.aliases:
            self.by_alias[fold(alias)] = account
        for name in (account.name, *account.aliases):
            self._by_core.setdefault(normalise(name), set()).add(account.id)

    def find(self, name: str) -> Account | None:
        """Return the account of that name, else the one that also goes by it."""
        folded = fold(name)
        return self.by_name.get(folded) or self.by_alias.get(folded)

    def find_alike(self, name: str) -> Account | None:
        """Return the only account whose name differs by "Inc." and the like at most."""
        alike = self._by_core.get(normalise(name), set())
        return self.by_id[next(iter(alike))] if len(alike) == 1 else None

    def list_similar(self, name: str, most: int = 3) -> list[str]:
        """Return names that look like this one, best first, to help whoever mistyped it."""
        from rapidfuzz import fuzz, process  # noqa: PLC0415 (only a few files need it)

        found = process.extract(
            fold(name), list(self.by_name), scorer=fuzz.WRatio, limit=most, score_cutoff=75
        )
        return [self.by_name[folded].name for folded, _, _ in found]
