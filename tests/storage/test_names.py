"""Names are compared without what people leave out or write differently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.names import core_of, fold, loose_words, normalise, words_of


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Acme", "acme"),
        ("  Acme \t FOODS\n", "acme foods"),
        ("Café  NERO", "cafe nero"),
        ("Cafe\u0301", "cafe"),
        ("Straße", "strasse"),
        ("Ørsted & Łódź", "orsted & lodz"),
        ("℡", "tel"),
        ("ＡＣＭＥ", "acme"),
        ("İstanbul", "istanbul"),
        ("Ёлка", "елка"),
        ("ガス", "ガス"),
        ("한국", "한국"),
        ("", ""),
    ],
)
def test_fold_drops_case_accents_and_spaces(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Acme visited", ["acme", "visited"]),
        ("O'Neil's", ["oneils"]),
        ("O’Neil’s Café", ["oneils", "cafe"]),
        ("U.S. Steel", ["us", "steel"]),
        ("Société S.A.", ["societe", "sa"]),
        ("Coca-Cola", ["coca", "cola"]),
        ("AT&T", ["at", "t"]),
        ("acme_foods", ["acme", "foods"]),
        ("3M", ["3m"]),
        ("Cafe\u0301s", ["cafes"]),
        ("हिन्दी कंपनी", ["हिन्दी", "कंपनी"]),
        ("ไทยเบฟ", ["ไทยเบฟ"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("!!! 🎉", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [word for word, _, _ in words_of(text)] == words


def test_words_know_where_they_stand_and_when_to_stop() -> None:
    assert words_of("The Acme, é x", most=3) == [("the", 0, 3), ("acme", 4, 8), ("e", 10, 11)]
    assert words_of("The Acme, e x", most=3) == [("the", 0, 3), ("acme", 4, 8), ("e", 10, 11)]
    assert words_of("The Acme", most=0) == []


@given(st.text())
def test_words_are_found_in_order_and_never_overlap(text: str) -> None:
    end = 0
    for word, start, stop in words_of(text):
        assert end <= start < stop <= len(text)
        assert word == word.strip()
        end = stop


@given(st.text(alphabet=st.characters(codec="ascii")))
def test_plain_text_is_read_the_same_by_the_short_way(text: str) -> None:
    """ASCII takes a quicker path; a letter with an accent behind it must not change the words before."""
    assert words_of(text) == words_of(text + " é")[:-1]


@pytest.mark.parametrize(
    ("name", "normalised"),
    [
        ("The Acme Foods Co., Ltd.", "acme foods"),
        ("ACME FOODS", "acme foods"),
        ("Bell & Sons", "bell sons"),
        ("Bell and Sons Limited", "bell sons"),
        ("Müller GmbH & Co. KG", "muller"),
        ("Firma Sp. z o.o.", "firma"),
        ("Foo A/S", "foo"),
        ("Bar S. A.", "bar"),
        ("Bar S.A.", "bar"),
        ("The Company", "company"),
        ("The The", "the"),
        ("The", "the"),
        ("Ltd", "ltd"),
        ("Inc Ltd", "inc"),
        ("And And", "and and"),
        ("A S", "a s"),
        ("S A", "s a"),
        ("A+", "a"),
        ("!!!", "!!!"),
        ("", ""),
    ],
)
def test_normalise(name: str, normalised: str) -> None:
    assert normalise(name) == normalised


@given(st.lists(st.sampled_from(["the", "and", "acme", "ltd", "co", "s", "a", "sp", "z", "oo"])))
def test_something_is_always_left_to_be_known_by(words: list[str]) -> None:
    assert bool(core_of(words)) == bool(words)
    assert bool(loose_words(words)) == bool(words)
