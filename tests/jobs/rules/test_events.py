"""What is read from a headline: what happened, what moved, how much, where."""

import pytest

from jobs.rules.event_amounts import take_amounts
from jobs.rules.events import read_event


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Acme to raise bills by 47%", "price up"),
        ("Acme charges more for jackets", "price up"),
        ("Acme lowers prices in France", "price down"),
        ("Acme halves payout to shareholders", "dividend down"),
        ("Acme leaves policy rate at 4%", "rates same"),
        ("Acme to hire 1,000 in Cologne", "add jobs"),
        ("Acme creating 2,000 jobs in Egypt", "add jobs"),
        ("Acme to cut a fifth of its workforce", "cut jobs"),
        ("Acme streicht jede fünfte Stelle", "cut jobs"),
        ("Acme sweetens offer for Borg", "bid up"),
        ("Economy shrinks 1.8%", "economy down"),
        ("Acme jet crashes near Oslo", "accident"),
        ("Acme quits Abu Dhabi", "close"),
        ("Acme hires Jane Roe as finance chief", "appoint"),
        ("Acme painkiller fails in late-stage study", "trial fails"),
        ("Acme takes $1.6bn charge as demand fades", "writedown"),
        ("Acme shares jump after takeover of Borg", "buy"),
    ],
)
def test_kinds_of_events(title: str, kind: str) -> None:
    assert kind in read_event(title, frozenset(["acme"])).kinds


@pytest.mark.parametrize(
    ("title", "step"),
    [
        ("Court rejects Acme appeal over patent", "ruling"),
        ("Judges side with Borg against Acme in patent row", "ruling"),
        ("Acme must face suit after Supreme Court denies review", "ruling"),
        ("Supreme Court agrees to hear Acme appeal", "hearing"),
        ("Acme soars in stock market debut", "debut"),
        ("Acme prices IPO at $32 a share", "priced"),
        ("Regulators end Acme asset cap", "lift"),
        ("Acme pilots back walkout", "vote"),
        ("Acme strike ends with pay deal", "strike over"),
        ("Acme denies interest in Borg", "deny"),
        ("Acme explores sale of paint unit", "weigh sale"),
        ("Borg adopts poison pill against Acme", "defend"),
    ],
)
def test_steps_of_an_affair(title: str, step: str) -> None:
    assert step in read_event(title, frozenset(["acme"])).steps


def test_what_came_before_is_background() -> None:
    event = read_event("Watchdog fines Acme over cyberattack", frozenset(["acme"]))
    assert event.kinds == {"fine"}
    assert event.background == {"hack"}


def test_a_city_lies_in_its_country() -> None:
    assert read_event("Acme hires 300 in Cairo").regions == {"cairo", "egypt"}
    assert read_event("Acme opens plant in New York").places == {"newyork"}


def test_whose_court_it_is_says_nothing_of_where_it_happened() -> None:
    assert read_event("US jury orders Acme to pay $20m").places == frozenset()
    assert read_event("Acme to build plant in US").places == {"us"}


def test_amounts_have_units_and_currencies() -> None:
    amounts, rest = take_amounts("Acme axes 9,000 jobs, a fifth of staff, to save $3bn or 20% by 2027")
    assert amounts.money == {3e9}
    assert amounts.currencies == {"like dollars"}
    assert (9000.0, ("jobs",)) in amounts.counts
    assert amounts.percentages == {20.0}
    assert "9,000" not in rest
