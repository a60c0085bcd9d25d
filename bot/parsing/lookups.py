"""`/account acme foods` as a question about one account."""

from dataclasses import dataclass

from bot.parsing.accounts import (
    MOST_OFFERED,
    AccountNames,
    NoAccount,
    OneAccount,
    SeveralAccounts,
    SimilarAccounts,
    list_candidates,
)
from bot.parsing.touches import HelpWanted
from bot.parsing.words import read_markup, wants_help


@dataclass(frozen=True, slots=True)
class NothingAsked:
    """Nothing was typed: the search is wanted."""


Lookup = NothingAsked | HelpWanted | OneAccount | SeveralAccounts | SimilarAccounts | NoAccount


def parse_lookup(text: str, names: AccountNames) -> Lookup:
    """Return which account the text asks for; never raises and never guesses.

    The whole text is the name: where words are left over, the account it begins with is only offered. The
    text may be as Slack sends it.
    """
    text = read_markup(text)
    if not text:
        return NothingAsked()
    if wants_help(text) and not isinstance(names.match_whole(text), OneAccount):
        return HelpWanted()
    begun = names.match_beginning(text)
    if isinstance(begun, OneAccount | SeveralAccounts) and not begun.rest:
        return begun
    whole = names.match_whole(text)
    if isinstance(whole, OneAccount | SeveralAccounts):
        return whole
    offered = dict.fromkeys((*list_candidates(begun), *list_candidates(whole)))
    if not offered:
        return NoAccount(text, "")
    return SimilarAccounts(tuple(offered)[:MOST_OFFERED], text, "")
