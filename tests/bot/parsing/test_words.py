"""Slack's markup and copied text become plain words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.parsing.words import Mention, mentions_in, read_markup, tidy, word_set


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("Bell &amp; Sons", "Bell & Sons"),
        ("1 &lt; 2 &gt; 0", "1 < 2 > 0"),
        ("&amp;lt;", "&lt;"),
        ("met <@U1|kim>", "met @kim"),
        ("met <@U1|@kim>", "met @kim"),
        ("met <@U1>", "met @U1"),
        ("met <@U2>", "met @Dana"),
        ("in <#C1|selling>", "in #selling"),
        ("in <#C1>", "in #C1"),
        ("see <http://acme.com|acme.com>", "see acme.com"),
        ("see <https://acme.com/>", "see https://acme.com/"),
        ("see <https://acme.com/|acme.com>", "see acme.com"),
        ("see <https://acme.com/a?b=1&amp;c=2|the list>", "see the list (https://acme.com/a?b=1&c=2)"),
        ("<mailto:kim@acme.com|kim@acme.com>", "kim@acme.com"),
        ("<!channel> hi", "@channel hi"),
        ("<!subteam^S1|@sales>", "@sales"),
        ("<!date^1392734382^{date}|14 Feb>", "14 Feb"),
        ("&lt;@U1&gt;", "<@U1>"),
        ("a < b > c", "a < b > c"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_markup_is_read_as_the_person_saw_it(sent: str, seen: str) -> None:
    assert read_markup(sent, {"U2": "Dana"}) == seen


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("“Acme” it’s ‘fine’", "\"Acme\" it's 'fine'"),
        ("Acme\u00a0visited\u2009store\u3000x", "Acme visited store x"),
        ("Ac\u200bme\ufeff vis\u00adited", "Acme visited"),
        ("\u202aAcme\u202c \u2068Kim\u2069", "Acme Kim"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("a\tb", "a b"),
        ("a\x00b\x07c\x7f", "abc"),
        ("half \ud83d emoji", "half  emoji"),
        ("  plain  ", "plain"),
        ("👨\u200d👩\u200d👧 ❤️", "👨\u200d👩\u200d👧 ❤️"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_invisible_and_curly_characters_become_plain(typed: str, plain: str) -> None:
    assert tidy(typed) == plain


def test_mentions_keep_the_id() -> None:
    assert mentions_in("met <@U1|kim> and <@W2> in <#C1|x>") == (Mention("U1", "kim"), Mention("W2", ""))


def test_a_vocabulary_is_a_set_of_words() -> None:
    assert word_set("\n one two\n one ") == {"one", "two"}


@given(st.text(st.characters(exclude_categories=[])))
def test_any_text_comes_out_as_something_a_database_takes(text: str) -> None:
    seen = read_markup(text)
    assert "\x00" not in seen
    assert seen.encode().decode() == seen
    assert tidy(seen) == seen


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_escaping_as_slack_does_is_undone(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert read_markup(escaped) == text.strip()
