"""Which account is meant: alias, exact, normalised, and then only offers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.accounts import (
    AccountNames,
    Candidate,
    NoAccount,
    OneAccount,
    SeveralAccounts,
    SimilarAccounts,
)

ACCOUNTS = [
    (1, "Acme", ["AC", "Big A"]),
    (2, "Acme Foods", []),
    (3, "Bell & Sons Ltd", []),
    (4, "Birch Inc", []),
    (5, "Birch Ltd", []),
    (6, "Wells Fargo", []),
    (7, "A+", []),
    (8, "!!!", []),
    (9, "アクメ", []),
    (10, "The Cobalt Co.", []),
    (11, "Sainsbury's", []),
    (12, "Zephyr Timber Group", []),
    (13, "Café Nero", []),
    (14, "Yahoo!", []),
    (15, "AT&T", []),
    (16, "The Company", []),
    (17, "Granite Holdings Limited", []),
    (18, "O'Neil Transport", []),
    (19, "And And", []),
    (20, "Delta", ["Cobalt Works"]),
    (21, "Cobalt Works", []),
    (22, "3M", []),
    (23, "Elm", []),
    (24, "Elm Limited", []),
    (25, "A", []),
]
NAMES = AccountNames.of(ACCOUNTS)
NAME = {account_id: name for account_id, name, _ in ACCOUNTS}


def offered(match: SimilarAccounts | SeveralAccounts) -> list[str]:
    return [candidate.name for candidate in match.candidates]


@pytest.mark.parametrize(
    ("text", "account_id", "rest"),
    [
        ("Acme visited store", 1, "visited store"),
        ("  acme\u00a0visited", 1, "visited"),
        ("ACME FOODS Visited Store", 2, "Visited Store"),
        ("acme-foods visited", 2, "visited"),
        ("acme_foods visited", 2, "visited"),
        ("acme", 1, ""),
        ("acme.", 1, ""),
        ("Acme: visited", 1, "visited"),
        ("Acme, visited", 1, "visited"),
        ("Acme - visited", 1, "visited"),
        ("Acme — visited", 1, "visited"),
        ("Acme—visited", 1, "visited"),
        ("*Acme* visited", 1, "visited"),
        ("(Acme) visited", 1, "visited"),
        ("Acme :tada:", 1, ":tada:"),
        ("Acme:tada: x", 1, ":tada: x"),
        ("Acme :)", 1, ":)"),
        ("Acme -5 degrees", 1, "-5 degrees"),
        ("Acme inc visited", 1, "visited"),
        ("Acme, Inc. visited", 1, "visited"),
        ("Acme Co., Ltd. visited", 1, "visited"),
        ("Acme co. visited", 1, "visited"),
        ("Acme co visited", 1, "co visited"),
        ("Acme GmbH & Co. KG visited", 1, "KG visited"),
        ("Acme as agreed", 1, "as agreed"),
        ("Acme limited offer", 1, "limited offer"),
        ("Acme inc-house day", 1, "inc-house day"),
        ("Acme's store", 1, "store"),
        ("ACME'S store", 1, "store"),
        ("Acme’s store", 1, "store"),
        ("acme foods' store", 2, "store"),
        ("the acme visited", 1, "visited"),
        ("the visited", 0, ""),
        ("ac visited", 1, "visited"),
        ("big a visited", 1, "visited"),
        ("Bell and Sons visited", 3, "visited"),
        ("bell & sons ltd visited", 3, "visited"),
        ("bell sons limited visited", 3, "visited"),
        ("Birch Inc visited", 4, "visited"),
        ("birch ltd. visited", 5, "visited"),
        ("A+ visited", 7, "visited"),
        ("A visited", 25, "visited"),
        ("!!! visited", 8, "visited"),
        ("アクメ 訪問した", 9, "訪問した"),
        ("cobalt visited", 10, "visited"),
        ("cobalt co visited", 10, "visited"),
        ("The Cobalt Co. visited", 10, "visited"),
        ("sainsburys visited", 11, "visited"),
        ("Sainsbury's visited", 11, "visited"),
        ("cafe nero visited", 13, "visited"),
        ("CAFE\u0301 NERO visited", 13, "visited"),
        ("yahoo visited", 14, "visited"),
        ("Yahoo! visited", 14, "visited"),
        ("at&t visited", 15, "visited"),
        ("AT and T visited", 15, "visited"),
        ("the company visited", 16, "visited"),
        ("granite holdings visited", 17, "visited"),
        ("Granite Holdings Limited visited", 17, "visited"),
        ("oneil transport visited", 18, "visited"),
        ("O'Neil Transport's yard", 18, "yard"),
        ("and and visited", 19, "visited"),
        ("cobalt works visited", 20, "visited"),
        ("3m visited", 22, "visited"),
        ("elm limited visited", 24, "visited"),
        ("elm visited", 23, "visited"),
        ('"Acme Foods" visited', 2, "visited"),
        ('"acme": visited', 1, "visited"),
        ("“Acme Foods” visited", 2, "visited"),
        ("'Acme' foods came", 1, "foods came"),
        ("'Sainsbury's' visited", 11, "visited"),
        ('"Acme"\'s store', 1, "store"),
        ('"Acme Foods visited', 2, "visited"),
        ("Acme\nvisited\nstore", 1, "visited\nstore"),
        ("Acme: food for them", 1, "food for them"),
        ("acme @kim", 1, "@kim"),
        ("acme #selling", 1, "#selling"),
        ("acme and Birch met", 1, "and Birch met"),
        ("acme 👍", 1, "👍"),
        ("acme שלום", 1, "שלום"),
    ],
)
def test_the_beginning_names_an_account(text: str, account_id: int, rest: str) -> None:
    match = NAMES.match_beginning(text)
    if not account_id:
        assert not isinstance(match, OneAccount)
    else:
        assert match == OneAccount(account_id, NAME[account_id], rest)


@pytest.mark.parametrize(
    ("text", "names", "typed", "rest"),
    [
        ("birch visited", ["Birch Inc", "Birch Ltd"], "birch", "visited"),
        ("Birch LLC visited", ["Birch Inc", "Birch Ltd"], "Birch", "visited"),
        ('"Birch" visited', ["Birch Inc", "Birch Ltd"], "Birch", "visited"),
    ],
)
def test_the_same_words_for_several_accounts(text: str, names: list[str], typed: str, rest: str) -> None:
    match = NAMES.match_beginning(text)
    assert isinstance(match, SeveralAccounts)
    assert (offered(match), match.typed, match.rest) == (names, typed, rest)


@pytest.mark.parametrize(
    ("text", "first", "typed", "rest"),
    [
        ("akme foods visited", "Acme Foods", "akme foods", "visited"),
        ("acm visited", "Acme", "acm", "visited"),
        ("zephyr visited", "Zephyr Timber Group", "zephyr", "visited"),
        ("zephyr timber visited", "Zephyr Timber Group", "zephyr timber", "visited"),
        ("Zephir ltd visited", "Zephyr Timber Group", "Zephir", "visited"),
        ("fargo visited", "Wells Fargo", "fargo", "visited"),
        ("acme.com visited", "Acme", "acme.com", "visited"),
        ("Acme-branded gifts", "Acme", "Acme-branded", "gifts"),
        ("acme/birch met", "Acme", "acme/birch", "met"),
        ('"Acme Foodz" visited', "Acme Foods", "Acme Foodz", "visited"),
        ("visited Acme store", "Acme", "Acme", "visited Acme store"),
        ("lunch at Wells Fargo", "Wells Fargo", "Wells Fargo", "lunch at Wells Fargo"),
        ("アクメを訪問", "アクメ", "アクメ", "アクメを訪問"),
        ("granit visited", "Granite Holdings Limited", "granit", "visited"),
    ],
)
def test_what_nearly_fits_is_offered(text: str, first: str, typed: str, rest: str) -> None:
    match = NAMES.match_beginning(text)
    assert isinstance(match, SimilarAccounts)
    assert (offered(match)[0], match.typed, match.rest) == (first, typed, rest)


def test_a_misspelt_longer_name_is_not_taken_for_the_shorter_one() -> None:
    """ "acme fods visited" was once logged on Acme, with "fods" in the note."""
    match = NAMES.match_beginning("acme fods visited")
    assert isinstance(match, SimilarAccounts)
    assert offered(match) == ["Acme Foods", "Acme"]
    assert (match.typed, match.rest) == ("acme fods", "fods visited")


def test_the_beginning_of_a_longer_name_is_not_taken_for_the_shorter_one() -> None:
    names = AccountNames.of(
        [(1, "Acme", []), (2, "Acme Pharmaceuticals Europe", []), (3, "Acme Limited", [])]
    )
    match = names.match_beginning("acme pharmaceutical visited")
    assert isinstance(match, SimilarAccounts)
    assert offered(match) == ["Acme Pharmaceuticals Europe", "Acme"]


def test_another_spelling_of_the_same_account_is_not_offered_against_it() -> None:
    names = AccountNames.of([(1, "Acme Limited", [])])
    assert names.match_beginning("acme limitd offer") == OneAccount(1, "Acme Limited", "limitd offer")


def test_punctuation_behind_the_name_says_that_it_ends_there() -> None:
    assert NAMES.match_beginning("acme, fods visited") == OneAccount(1, "Acme", "fods visited")


def test_no_more_than_four_are_offered() -> None:
    names = AccountNames.of([(number, f"Acme Store {number}", []) for number in range(9)])
    match = names.match_beginning("acme visited")
    assert isinstance(match, SimilarAccounts)
    assert len(match.candidates) == 4


@pytest.mark.parametrize(
    ("text", "typed", "rest"),
    [
        ("visited store", "visited", "store"),
        ("Norfolk Paper visited", "Norfolk Paper", "visited"),
        ("Norfolk Paper Ltd. visited", "Norfolk Paper Ltd.", "visited"),
        ("norfolk ltd visited", "norfolk ltd", "visited"),
        ("norfolk Paper visited", "norfolk", "Paper visited"),
        ("Bank of Kent visited", "Bank of Kent", "visited"),
        ("Bank of kent", "Bank", "of kent"),
        ("Kent and", "Kent", "and"),
        ("Norfolk Tuesday lunch", "Norfolk", "Tuesday lunch"),
        ("NORFOLK VISITED", "NORFOLK", "VISITED"),
        ("Norfolk, Kim came", "Norfolk", "Kim came"),
        ('"norfolk paper" visited', "norfolk paper", "visited"),
        ("🎉🎉 visited", "🎉🎉", "visited"),
        ("x", "x", ""),
        ("", "", ""),
    ],
)
def test_an_unknown_name_is_cut_out_as_well_as_can_be(text: str, typed: str, rest: str) -> None:
    match = NAMES.match_beginning(text)
    assert isinstance(match, NoAccount)
    assert (match.typed, match.rest) == (typed, rest)


@pytest.mark.parametrize(
    ("text", "account_id"),
    [
        ("Acme", 1),
        (" acme, inc. ", 1),
        ("The Acme Company", 1),
        ("Bell and Sons", 3),
        ("Cobalt Works", 20),
        ("!!!", 8),
        ("A+", 7),
        ("a", 25),
        ("Yahoo!", 14),
        ("the cobalt", 10),
    ],
)
def test_a_whole_text_names_an_account(text: str, account_id: int) -> None:
    assert NAMES.match_whole(text) == OneAccount(account_id, NAME[account_id], "")


def test_a_whole_text_that_names_several_or_none() -> None:
    assert isinstance(NAMES.match_whole("birch"), SeveralAccounts)
    similar = NAMES.match_whole("akme foods")
    assert isinstance(similar, SimilarAccounts)
    assert similar.candidates[0] == Candidate(2, "Acme Foods")
    assert NAMES.match_whole("Acme visited") == NoAccount("Acme visited", "")
    assert NAMES.match_whole("") == NoAccount("", "")


def test_no_accounts_at_all() -> None:
    assert AccountNames.of([]).match_beginning("Acme visited") == NoAccount("Acme", "visited")


def test_a_name_that_is_another_accounts_alias_goes_to_the_alias() -> None:
    """Order: alias, exact, normalised."""
    names = AccountNames.of([(1, "Acme", []), (2, "Other", ["acme"]), (3, "Acme Ltd", [])])
    assert names.match_beginning("acme visited") == OneAccount(2, "Other", "visited")
    assert names.match_beginning("acme ltd visited") == OneAccount(3, "Acme Ltd", "visited")


words = st.sampled_from(
    ["Acme", "Foods", "the", "and", "Bell", "Ltd", "co", "store", "A+", "!!!", "é", "アクメ", "3"]
)
some_names = st.lists(
    st.lists(words, min_size=1, max_size=4).map(" ".join), unique_by=str.casefold, max_size=8
)


@given(some_names, st.lists(words, max_size=5).map(" ".join))
def test_the_longest_name_wins(names: list[str], note: str) -> None:
    """Whatever is named exactly and followed by a word that no name holds is that account."""
    index = AccountNames.of((number, name, []) for number, name in enumerate(names))
    for number, name in enumerate(names):
        match = index.match_beginning(f"{name} visited {note}")
        if isinstance(match, OneAccount):
            assert len(match.name.split()) >= 1
            assert match.rest.endswith(f"visited {note}".strip())
        if any(letter.isalnum() for letter in name):
            assert index.match_beginning(f'"{name}" visited') == OneAccount(number, name, "visited")


@given(some_names, st.text(st.characters(exclude_characters="\"'"), max_size=40))
def test_the_rest_is_the_end_of_the_text(names: list[str], text: str) -> None:
    index = AccountNames.of((number, name, []) for number, name in enumerate(names))
    match = index.match_beginning(text)
    assert text.rstrip().endswith(match.rest)
    index.match_whole(text)


@given(
    st.lists(st.tuples(st.text(max_size=20), st.lists(st.text(max_size=8), max_size=2)), max_size=6),
    st.text(),
)
def test_no_names_and_no_text_break_it(named: list[tuple[str, list[str]]], text: str) -> None:
    index = AccountNames.of((number, name, aliases) for number, (name, aliases) in enumerate(named))
    index.match_beginning(text)
    for name, _ in named:
        assert not isinstance(index.match_whole(name), NoAccount) or not name.strip()
        index.match_beginning(f"{name} visited")


SAMPLES = AccountNames.of([(90, "Elm (sample)", ("Elm",)), (91, "Wren Lane (sample)", ("Wren Lane",))])


def test_names_that_stand_behind_are_found_where_none_before_them_is() -> None:
    """D3: a client goes before a sample."""
    both = AccountNames.of(ACCOUNTS).before(SAMPLES)
    assert both.match_beginning("elm visited store") == OneAccount(23, "Elm", "visited store")
    assert both.match_beginning("wren lane visited store") == OneAccount(
        91, "Wren Lane (sample)", "visited store"
    )
    assert both.match_beginning("Wren Lane (sample): called") == OneAccount(
        91, "Wren Lane (sample)", "called"
    )
    for find in (both.match_whole, both.find_whole):
        assert find("Elm") == OneAccount(23, "Elm", "")
        assert find("wren lane") == OneAccount(91, "Wren Lane (sample)", "")
    assert both.find_whole("nothing of the kind") is None


@pytest.mark.parametrize(
    ("clients", "text", "rest"),
    [
        (["Wren"], "Wren Lane called", "Lane called"),
        (["Wren"], "wren lane (sample) called", "lane (sample) called"),
        (["Elm"], "elm (sample) called", "(sample) called"),
        (["Pine", "Pine"], "Pine Street order placed", "Street order placed"),
        (["Wren Lane Group"], "Wren Lane lunch with Kim", "lunch with Kim"),
        (["Wren Lame"], "Wren Lane lunch", "Lane lunch"),
        ([f"Wren Lane {each}" for each in ("Group", "Sons", "Foods", "Tools")], '"Wren Lane" lunch', "lunch"),
    ],
)
def test_where_a_client_or_a_sample_may_be_meant_both_are_offered(
    clients: list[str], text: str, rest: str
) -> None:
    """The touch for a client went with the samples, and that for a sample restarted a client's clock."""
    called = ["Elm", "Wren Lane", "Pine Street"]
    samples = AccountNames.of((90 + place, f"{each} (sample)", [each]) for place, each in enumerate(called))
    both = AccountNames.of((place, each, []) for place, each in enumerate(clients)).before(samples)
    match = both.match_beginning(text)
    assert isinstance(match, SeveralAccounts | SimilarAccounts)
    *offered, last = [each.account_id for each in match.candidates]
    assert len(offered) == min(len(clients), 3)
    assert set(offered) <= set(range(len(clients)))
    assert called[last - 90].lower() in text.lower()
    assert match.rest == rest


def test_what_is_only_like_a_name_behind_is_offered_where_nothing_before_is() -> None:
    both = AccountNames.of(ACCOUNTS).before(SAMPLES)
    assert both.match_beginning("wern lane called") == SAMPLES.match_beginning("wern lane called")
    assert isinstance(both.match_beginning("wern lane called"), SimilarAccounts)
    assert both.match_beginning("acmee called") == AccountNames.of(ACCOUNTS).match_beginning("acmee called")
    text = "qqq zzz vvv"
    assert both.match_beginning(text) == AccountNames.of(ACCOUNTS).match_beginning(text)
