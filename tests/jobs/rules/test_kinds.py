"""Rule NS-1: a touch is non-selling unless somebody says or smells otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.rules.kinds import KindVerdict, judge_kind, smells_of_sale
from storage.records import Kind


@pytest.mark.parametrize("note", ["visited store", "", "brought their trade magazine", "🎉"])
def test_ns_1_attention_is_the_rule(note: str) -> None:
    assert judge_kind(None, note, order_placed=False) == KindVerdict(Kind.ATTENTION, ask=False)


@pytest.mark.parametrize(
    "note",
    """
    sent quote|Quotes for Kim|quoted them|quoting|sent the quotation|re-quoted|requote
    their proposal|PROPOSALS|renewal|renewed|renewing the line|price|prices|priced|pricing
    re-priced|new price-list|repricing
    order|orders came|ordered|ordering|reordered|pre-order|re-order form
    contract|contracts|contractual|contracted
    discount|discounts|discounted|invoice|invoices|invoiced|invoicing
    tender|tenders|tendering
    upsell|upselling|upsold|up-sell|cross-selling|negotiated|negotiating|negotiation
    renegotiate|re-negotiation
    RFQ came|rfp|in order to discuss the order|(quote)|"price"|price?|order/delivery
    """.replace("\n    ", "|")
    .strip("| \n")
    .split("|"),
)
def test_ns_1_words_of_a_sale_make_it_ask_and_not_decide(note: str) -> None:
    assert judge_kind(None, note, order_placed=False) == KindVerdict(Kind.SELLING, ask=True)


@pytest.mark.parametrize(
    "note",
    """
    in order to help|in  order to|In order to|out of order|everything in good order
    orderly queue|priceless
    the contractor|subcontractors|renewable energy
    border|recorder|unquoted|tenderness|border collie
    bartender|quotable|in short order|disorder|pricey|tenderloin
    """.replace("\n    ", "|")
    .strip("| \n")
    .split("|"),
)
def test_ns_1_words_that_only_look_like_a_sale(note: str) -> None:
    assert not smells_of_sale(note)
    assert judge_kind(None, note, order_placed=False) == KindVerdict(Kind.ATTENTION)


@pytest.mark.parametrize("said", Kind)
@pytest.mark.parametrize("order_placed", [True, False])
def test_ns_1_what_was_said_wins(said: Kind, order_placed: bool) -> None:
    assert judge_kind(said, "sent the quote", order_placed=order_placed) == KindVerdict(said, ask=False)


def test_ns_1_an_order_is_a_sale_without_asking() -> None:
    assert judge_kind(None, "order placed", order_placed=True) == KindVerdict(Kind.SELLING, ask=False)


@given(st.none() | st.sampled_from(Kind), st.text(), st.booleans())
def test_ns_1_it_asks_only_about_what_may_be_selling(
    said: Kind | None, note: str, order_placed: bool
) -> None:
    verdict = judge_kind(said, note, order_placed=order_placed)
    assert not verdict.ask or (said is None and verdict.kind is Kind.SELLING)
