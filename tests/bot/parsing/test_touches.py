"""`/touch` lines, typed on Wednesday 11 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.parsing.accounts import AccountNames, NoAccount, OneAccount, SeveralAccounts, SimilarAccounts
from bot.parsing.dates import read_day
from bot.parsing.touches import (
    AccountUnclear,
    EmptyTouch,
    HelpWanted,
    NoteMissing,
    TouchDetails,
    TouchRequest,
    parse_details,
    parse_touch,
)
from bot.parsing.words import NotUnderstood, tidy
from storage.records import Kind

TODAY = date(2026, 11, 11)
TUESDAY, YESTERDAY = date(2026, 11, 10), date(2026, 11, 10)
NAMES = AccountNames.of(
    [
        (1, "Acme", ["AC"]),
        (2, "Acme Foods", []),
        (3, "Bell & Sons", []),
        (4, "Birch Inc", []),
        (5, "Birch Ltd", []),
    ]
)


def details_of(text: str) -> TouchDetails:
    parsed = parse_touch(text, NAMES, TODAY)
    assert isinstance(parsed, TouchRequest), parsed
    return parsed.details


@pytest.mark.parametrize("text", ["", "  ", "\n", "\u200b"])
def test_nothing_typed(text: str) -> None:
    assert parse_touch(text, NAMES, TODAY) == EmptyTouch()


@pytest.mark.parametrize("text", ["help", "Help", "?", " HELP ", "--help"])
def test_help(text: str) -> None:
    assert parse_touch(text, NAMES, TODAY) == HelpWanted()


def test_an_account_called_help_is_an_account() -> None:
    names = AccountNames.of([(7, "HELP", [])])
    assert isinstance(parse_touch("help", names, TODAY), NoteMissing)
    assert isinstance(parse_touch("help visited", names, TODAY), TouchRequest)


def test_a_whole_line() -> None:
    text = 'acme visited store Tue with Kim and Dana at Mill Street #selling for:Borg for:"Hale Valves"'
    assert parse_touch(text, NAMES, TODAY) == TouchRequest(
        1,
        "Acme",
        TouchDetails(
            note="visited store with Kim and Dana at Mill Street",
            day=TUESDAY,
            kind=Kind.SELLING,
            with_whom="Kim and Dana",
            place="Mill Street",
            lines=("Borg", "Hale Valves"),
        ),
    )


@pytest.mark.parametrize(
    ("text", "note", "day"),
    [
        ("acme visited store", "visited store", TODAY),
        ("acme visited store today", "visited store", TODAY),
        ("acme visited store yesterday", "visited store", YESTERDAY),
        ("acme visited store yesterday.", "visited store.", YESTERDAY),
        ("acme visited store, yesterday", "visited store", YESTERDAY),
        ("acme visited store (yesterday)", "visited store", YESTERDAY),
        ("acme visited store (call Tue)", "visited store (call)", TUESDAY),
        ("acme visited store - Tue", "visited store", TUESDAY),
        ("acme yesterday called the buyer", "called the buyer", YESTERDAY),
        ("acme yesterday: called", "called", YESTERDAY),
        ("acme Tue - called", "called", TUESDAY),
        ("acme (Tue) called", "called", TUESDAY),
        ("acme on Tuesday visited", "visited", TUESDAY),
        ("acme visited on Tuesday", "visited", TUESDAY),
        ("acme visited Tue!", "visited!", TUESDAY),
        ("acme Tue :tada:", ":tada:", TUESDAY),
        ("acme :tada: tue", ":tada:", TUESDAY),
        ("acme visited 3 Nov", "visited", date(2026, 11, 3)),
        ("acme visited 2026-11-03", "visited", date(2026, 11, 3)),
        ("acme 3.11. visited", "visited", date(2026, 11, 3)),
        ("acme 3 days ago visited", "visited", date(2026, 11, 8)),
        ("acme visited last night", "visited", YESTERDAY),
        ("acme visited store Tue with Kim", "visited store with Kim", TUESDAY),
        ("acme visited store with Kim Tue at Mill Street", "visited store with Kim at Mill Street", TUESDAY),
        ("acme visited store with Kim on Tue", "visited store with Kim", TUESDAY),
        ("acme visited store Tue at 3pm", "visited store at 3pm", TUESDAY),
        ("acme visited Tue #selling with Kim", "visited with Kim", TUESDAY),
        ("acme visited Tue for:Borg", "visited", TUESDAY),
        ("acme visited #selling Tue", "visited", TUESDAY),
        ("acme Sat visited store", "visited store", date(2026, 11, 7)),
        ("acme visited store sat", "visited store", date(2026, 11, 7)),
        ("acme yesterday visited about Monday", "visited about Monday", YESTERDAY),
        ("acme visited 12 Nov", "visited", date(2026, 11, 12)),
    ],
)
def test_the_day_stands_first_or_last(text: str, note: str, day: date) -> None:
    details = details_of(text)
    assert (details.note, details.day) == (note, day)


@pytest.mark.parametrize(
    "note",
    [
        "called about Tuesday's delivery",
        "called about Tuesday",
        "planned the visit for 25 Nov",
        "moved the demo to next Tuesday",
        "will call this friday",
        "Tuesday's delivery was late",
        "sat with Kim at lunch",
        "wed in June, sent flowers",
        "met Tue about pricing",
        "the 3 Nov delivery was late",
        "they are open 24/7",
        "50/50 split agreed",
        "room 3.50.",
        "will call tomorrow",
        "the May trade fair",
        "visited 3 stores",
        "talked about the future of the fair and the sun",
    ],
)
def test_a_day_among_the_words_is_left_there(note: str) -> None:
    details = details_of(f"acme {note}")
    assert (details.note, details.day) == (note, TODAY)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("acme visited tuseday", "`tuesday`"),
        ("acme visited Wensday.", "`wednesday`"),
        ("acme visited 2026-13-40", "`2026-11-11`"),
        ("acme visited 3/11", "`11 Mar`"),
        ("acme 3/11 visited", "`3 Nov`"),
        ("acme visited 31 Feb", "31 Feb"),
        ("acme visited 25 Nov", "`25 Nov 2025`"),
        ("acme visited 2026-11-30", "`today`"),
        ("acme visited 2206-11-03", "still to come"),
        ("acme visited 1926-11-03", "`3 Nov 2026`"),
        ("birch visited tuseday", "`tuesday`"),
        ("acme " + "a" * 1001, "1,001"),
    ],
)
def test_what_is_not_understood_comes_with_the_fix(text: str, fix: str) -> None:
    parsed = parse_touch(text, NAMES, TODAY)
    assert isinstance(parsed, NotUnderstood)
    assert fix in parsed.hint


def test_a_thousand_characters_are_kept() -> None:
    assert len(details_of("acme " + "a" * 1000 + " yesterday #selling").note) == 1000


@pytest.mark.parametrize(
    ("text", "note", "kind"),
    [
        ("acme visited", "visited", None),
        ("acme visited #selling", "visited", Kind.SELLING),
        ("acme visited #SELLING.", "visited", Kind.SELLING),
        ("acme #non-selling visited", "visited", Kind.ATTENTION),
        ("acme visited #attention", "visited", Kind.ATTENTION),
        ("acme visited #nonselling store", "visited store", Kind.ATTENTION),
        ("acme visited #scheduling", "visited", Kind.SCHEDULING),
        ("#selling acme visited", "visited", Kind.SELLING),
        ("#selling for:Borg acme visited", "visited", Kind.SELLING),
        ("acme visited <#C1|selling>", "visited", Kind.SELLING),
        ("acme visited #attention #selling", "visited", Kind.SELLING),
        ("acme visited #sellings", "visited #sellings", None),
        ("acme visited #selling-point", "visited #selling-point", None),
        ("acme visited x#selling", "visited x#selling", None),
        ("acme is #1: great", "is #1: great", None),
    ],
)
def test_ns_1_tags_say_the_kind(text: str, note: str, kind: Kind | None) -> None:
    details = details_of(text)
    assert (details.note, details.kind) == (note, kind)


@pytest.mark.parametrize(
    ("text", "note", "lines"),
    [
        ("acme demo for:Borg", "demo", ("Borg",)),
        ("acme demo FOR:borg for:Borg", "demo", ("borg",)),
        ('acme demo for:"Borg Pumps", for:Hale.', "demo", ("Borg Pumps", "Hale")),
        ("acme demo for:“Borg Pumps”", "demo", ("Borg Pumps",)),
        ("acme demo for:Borg,Hale of pumps", "demo of pumps", ("Borg", "Hale")),
        ("acme for:Borg demo", "demo", ("Borg",)),
        ("acme demo for: Borg", "demo for: Borg", ()),
        ("acme demo for:...", "demo", ()),
        ("acme waitfor:Borg", "waitfor:Borg", ()),
    ],
)
def test_lines(text: str, note: str, lines: tuple[str, ...]) -> None:
    details = details_of(text)
    assert (details.note, details.lines) == (note, lines)


@pytest.mark.parametrize(
    "note",
    """
    order placed|Order was placed|placed an order|placed the order|placed their first order|they placed orders
    won the deal|deal won|the deal is won|order has been placed|won a big deal|not bad: order placed
    """.replace("\n    ", "|")
    .strip("| \n")
    .split("|"),
)
def test_orders(note: str) -> None:
    assert details_of(f"acme {note}").order_placed


@pytest.mark.parametrize(
    "note",
    """
    no order placed yet|order not placed|never placed an order|hasn't placed the order|in order to be placed
    if order placed|without an order placed|won a great deal of trust
    ordered|deal with it|reorder placed in drawer
    """.replace("\n    ", "|")
    .strip("| \n")
    .split("|"),
)
def test_what_is_no_order(note: str) -> None:
    assert not details_of(f"acme {note}").order_placed


@pytest.mark.parametrize(
    "text", ["acme", "Acme.", "acme yesterday", "acme #selling", "acme for:Borg Tue with:"]
)
def test_an_account_without_words_opens_the_form(text: str) -> None:
    parsed = parse_touch(text.removesuffix(" with:"), NAMES, TODAY)
    assert isinstance(parsed, NoteMissing)
    assert (parsed.account_id, parsed.account_name, parsed.details.note) == (1, "Acme", "")


def test_the_form_knows_what_was_said_already() -> None:
    parsed = parse_touch("acme Tue #selling for:Borg", NAMES, TODAY)
    assert isinstance(parsed, NoteMissing)
    assert parsed.details == TouchDetails("", TUESDAY, Kind.SELLING, lines=("Borg",))


@pytest.mark.parametrize(
    ("text", "kind_of_match", "note"),
    [
        ("birch visited Tue #selling", SeveralAccounts, "visited"),
        ("akme foods visited Tue #selling", SimilarAccounts, "visited"),
        ("Norfolk Paper visited Tue #selling", NoAccount, "visited"),
        ("visited Acme store Tue #selling", SimilarAccounts, "visited Acme store"),
    ],
)
def test_an_unclear_account_keeps_the_details_for_the_answer(
    text: str, kind_of_match: type, note: str
) -> None:
    """The tags were once lost when an account was picked: what follows it must say all of it again."""
    parsed = parse_touch(text, NAMES, TODAY)
    assert isinstance(parsed, AccountUnclear)
    assert isinstance(parsed.match, kind_of_match)
    assert parsed.details == TouchDetails(note, TUESDAY, Kind.SELLING)
    assert parse_details(parsed.match.rest, TODAY) == parsed.details
    assert parsed.text == text


@pytest.mark.parametrize(
    "note",
    [
        "👍",
        ":tada:",
        "👨\u200d👩\u200d👧",
        "שלום עולם",
        "訪問した",
        "one\ntwo\n\nthree",
        "مرحبا",
        "¡Olé!",
        "a  b",
        "-5 °C",
    ],
)
def test_any_language_survives(note: str) -> None:
    assert details_of(f"acme {note}").note == note


def test_slack_markup_is_read() -> None:
    details = details_of("bell &amp; sons met <@U1|kim> with <@U2|dana> &lt;3")
    assert (details.note, details.with_whom) == ("met @kim with @dana <3", "dana")


def test_the_words_of_a_form_are_not_unescaped() -> None:
    details = parse_details("asked what &amp; means yesterday", TODAY)
    assert details == TouchDetails("asked what &amp; means", YESTERDAY)


vocabulary = """
    visited Acme acme Foods birch store Tue yesterday tuseday 3 Nov 3/11 2026-11-03 25 ago days with Kim and
    at Mill Street 3pm #selling #x for:Borg for: about , . ( ) ! - 👍 order placed sat last the on Inc's
"""
tokens = st.sampled_from([*vocabulary.split(), "\n"])
lines = st.lists(tokens, max_size=9).map(" ".join)


@given(st.text() | lines, st.dates())
def test_it_never_raises(text: str, today: date) -> None:
    parse_touch(text, NAMES, today)
    parse_details(text, today)


def take_out(words: list[str], note: list[str]) -> tuple[list[str], list[str]]:
    """Return what of the note is not among the words, and which words are not in the note, in this order."""
    left, gone = list(note), list[str]()
    for word in words:
        if left and left[0] in (word, word.rstrip(",(-")):
            left.pop(0)
        else:
            gone.append(word)
    return left, gone


@example("last sat last")
@given(lines)
def test_no_word_is_lost(text: str) -> None:
    """Every word is in the note, or it is the day, a tag or a line that was read from it."""
    details = parse_details(text, TODAY)
    if isinstance(details, NotUnderstood):
        return
    note, typed = details.note.split(), tidy(text).split()
    # Of "last sat last" either "last" may be the day's.
    ways = [take_out(typed, note), take_out(typed[::-1], note[::-1])]
    assert all(left == [] for left, _ in ways)
    days = [gone for _, gone in (ways[0], (ways[1][0], ways[1][1][::-1]))]
    assert any(
        not gone or read_day(" ".join(gone).strip("().,!"), TODAY) == details.day
        for gone in (
            [each for each in day if not each.startswith(("#selling", "for:")) and each.strip(",-().!:")]
            for day in days
        )
    )


@given(lines)
def test_the_account_and_the_rest_make_the_line(text: str) -> None:
    match = NAMES.match_beginning(tidy(f"Acme, {text}"))
    if isinstance(match, OneAccount):
        assert match.rest.split() == [word for word in match.rest.split() if word in text]


@given(
    st.sampled_from(["visited store", "brought samples", "lunch"]),
    st.integers(0, 300).map(lambda days: TODAY - timedelta(days=days)),
    st.permutations(
        ["#selling", "with Kim and Dana", "at their HQ", "for:Borg", 'for:"Hale Valves"', "the day itself"]
    ),
)
def test_what_is_written_is_read_in_any_order(what: str, day: date, said: list[str]) -> None:
    words = " ".join([what, *said]).replace("the day itself", day.isoformat())
    details = details_of(f"acme {words}")
    assert (details.day, details.kind) == (day, Kind.SELLING)
    assert (details.with_whom, details.place) == ("Kim and Dana", "their HQ")
    assert set(details.lines) == {"Borg", "Hale Valves"}
    assert set(details.note.split()) == {*what.split(), "with", "Kim", "and", "Dana", "at", "their", "HQ"}
