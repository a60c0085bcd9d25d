"""What somebody chooses in a form (NS-13)."""

import json

from jobs.rules.choices import (
    MOST_SHOWN,
    add_unshown,
    list_reworded,
    make_choices,
    mark_last_shown,
    mark_words,
    split_gone,
)
from storage.brainstorm_records import Choice, Rhythm


def test_nobody_takes_on_work_for_somebody_elses_account() -> None:
    """NS-13: the seller chooses; the manager cannot assign."""
    chosen = make_choices({7: [5, 5, 6], 8: [5]}, {7: "locations", 8: "forged"}, own=[5])
    assert chosen == [Choice(7, 5, Rhythm.LOCATIONS), Choice(8, 5, Rhythm.ONCE)]


def test_what_got_other_words_since_the_form_was_opened_is_told() -> None:
    """NS-13: nobody promises anything in words that they have not seen."""
    marks = mark_words({1: "Bring cake", 2: "Read it", 3: "Visit"})
    now = {1: "Bring a horse", 2: "Read it", 3: "Call"}
    assert list_reworded(marks, now, [1, 1, 2, 9]) == ["Bring a horse"]
    assert list_reworded({}, now, [1, 2]) == [], "a form of an older version remembers none"
    assert list_reworded(json.loads(json.dumps(marks)), now, [3]) == ["Call"]


def test_what_a_form_had_no_room_for_stays() -> None:
    """NS-13: once one of those before had been dropped, the next slid into its place and was lost."""
    many = {account: 1000 + account for account in range(1, MOST_SHOWN + 3)}
    last = mark_last_shown({1: many, 2: dict(list(many.items())[:MOST_SHOWN])})
    assert last == {1: 1000 + MOST_SHOWN}, "of the second all are shown"
    unshown = [MOST_SHOWN + 1, MOST_SHOWN + 2]
    assert add_unshown({1: [5], 2: [7]}, {1: many, 2: many}, last) == {1: [5, *unshown], 2: [7]}
    for dropped in (1, MOST_SHOWN):
        now = {account: number for account, number in many.items() if account != dropped}
        assert add_unshown({1: [5]}, {1: now}, last) == {1: [5, *unshown]}
    assert add_unshown({1: [5]}, {}, last) == {1: [5]}


def test_what_is_off_the_list_is_not_taken_on() -> None:
    there = Choice(1, 7, Rhythm.ONCE)
    gone = [Choice(2, 7, Rhythm.ONCE), Choice(2, 8, Rhythm.ONCE)]
    assert split_gone([there, *gone], [1]) == ([there], 1)
