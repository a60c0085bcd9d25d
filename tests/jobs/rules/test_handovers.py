"""Who may get whose accounts, and what is offered first."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.attention import judge_attention
from jobs.rules.handovers import (
    LOOKED_AT,
    MOST_LISTED,
    Choices,
    HandedOver,
    assign,
    choose_looked_at,
    conclude_handover,
    describe_offer,
    list_takers,
)
from storage.records import Account, AccountDays, Attention, Handed, Rep, Tier, Touch
from tests.builders import NOW, TODAY, days_before

SAM = Rep(1, "Sam Lee", "U1", active=False)
DANA = Rep(2, "Dana Lee", "U2")
KIM = Rep(3, "Kim Ode", "U3")
LEFT = Rep(4, "Lou Gone", "U4", active=False)
IMPORTED = Rep(5, "Pat Paper")
TEAM = [SAM, KIM, DANA, LEFT, IMPORTED]

ids = st.integers(1, 12)
choices = st.builds(
    Choices, st.dictionaries(ids, st.one_of(st.none(), st.integers(1, 6))), st.none() | st.integers(1, 6)
)


@given(choices, st.sets(ids))
def test_every_account_goes_to_one_person_who_may_have_it_or_stays(given: Choices, owned: set[int]) -> None:
    takers = {rep.id for rep in list_takers(TEAM, SAM)}
    wishes = assign(given, owned, takers)
    assert takers == {DANA.id, KIM.id}
    assert set(wishes) <= owned
    assert set(wishes.values()) <= takers
    for account_id in owned:
        chosen = given.each.get(account_id, given.all_to)
        assert wishes.get(account_id) == (chosen if chosen in takers else None)


def test_whoever_is_here_can_take_over_and_is_found_by_a_part_of_the_name() -> None:
    assert list_takers(TEAM, SAM) == [DANA, KIM]
    assert list_takers(TEAM, DANA, "ki") == [KIM]
    assert list_takers(TEAM, None, "LEE") == [DANA]


def verdict(number: int, days: int, last_rep: int | None) -> object:
    account = Account(number, f"Account {number:03}", days_before(400), rep_id=SAM.id)
    touch = Touch(number, last_rep, days_before(days), NOW, "called", id=number, created_at=NOW)
    return judge_attention(Attention(account, touch, touch.day), TODAY)


def test_the_most_urgent_are_offered_with_whoever_was_there_last() -> None:
    """Nobody is suggested who has left, who is unknown to Slack, or whose accounts they are."""
    rows = [verdict(1, 5, DANA.id), verdict(2, 90, LEFT.id), verdict(3, 60, SAM.id), verdict(4, 50, KIM.id)]
    offer = describe_offer(SAM, rows, 4, TEAM)  # pyright: ignore[reportArgumentType]
    assert [each.account_id for each in offer.accounts] == [2, 3, 4, 1]
    assert [each.suggested for each in offer.accounts] == [None, None, KIM, DANA]
    many = describe_offer(SAM, [verdict(each, 40, None) for each in range(200)], 500, TEAM)  # pyright: ignore[reportArgumentType]
    assert (len(many.accounts), many.total) == (MOST_LISTED, 500)


@given(st.lists(st.integers(0, 400), max_size=400))
def test_no_more_is_looked_at_closely_than_a_press_may_take(days: list[int]) -> None:
    accounts = [
        AccountDays(number, 1, Tier.B, None, None, days_before(400), None, days_before(each))
        for number, each in enumerate(days)
    ]
    chosen = choose_looked_at(accounts, TODAY)
    assert len(chosen) == min(LOOKED_AT, len(days))
    left_out = set(range(len(days))) - set(chosen)
    assert not left_out or min(days[each] for each in chosen) >= max(days[each] for each in left_out)


def test_what_somebody_else_gave_away_meanwhile_is_named() -> None:
    acme = Account(1, "Acme", TODAY, rep_id=DANA.id)
    birch, cobalt = replace(acme, id=2, name="birch", rep_id=KIM.id), replace(acme, id=3, name="Cobalt")
    delta = replace(acme, id=4, name="Delta", rep_id=None)
    ember, fjord = replace(acme, id=5, name="Ember", rep_id=SAM.id), replace(acme, id=6, name="Fjord")
    wanted = Choices({1: 2, 2: 2, 3: None, 4: 2, 5: 99, 77: 2})
    outcome = conclude_handover(
        SAM,
        wanted,
        "token",
        [Handed(1, 1, 2), Handed(6, 1, 2)],
        accounts=[acme, birch, cobalt, delta, ember, fjord],
        reps=TEAM,
    )
    assert outcome == HandedOver(
        SAM, [(DANA, ["Acme", "Fjord"])], [("birch", "Kim Ode"), ("Delta", None)], 1, "token"
    )
