import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.csv_files.cells import (
    CellError,
    guard,
    join_names,
    read_days,
    read_kind,
    read_tier,
    read_yes,
    split_names,
    unguard,
)
from storage.records import Kind, Tier


@given(st.text(st.sampled_from("'=+-@\t\r\nab"), max_size=6) | st.text())
def test_a_guarded_cell_is_no_formula_and_comes_back(text: str) -> None:
    assert unguard(guard(text)) == text
    assert guard(text)[:1] not in tuple("=+-@\t\r\n")


def test_what_is_no_formula_is_left_as_it_is() -> None:
    assert guard("'tis fine") == "'tis fine"
    assert unguard("'tis fine") == "'tis fine"
    assert guard("=1+1") == "'=1+1"
    assert guard("'=1+1") == "''=1+1"


@given(st.lists(st.text(st.sampled_from("a\\; b")).map(str.strip).filter(bool), unique=True).map(tuple))
def test_names_between_semicolons_come_back(names: tuple[str, ...]) -> None:
    assert split_names(join_names(names)) == names


def test_names_are_split_as_people_write_them() -> None:
    assert split_names(" AF; Acme ;;AC\\DC; AF") == ("AF", "Acme", "AC\\DC")
    assert split_names("") == ()


@pytest.mark.parametrize(
    ("text", "tier"),
    [("a", Tier.A), ("Hot", Tier.A), ("WARM", Tier.B), ("Cold", Tier.C), ("Tier  2", Tier.B)],
)
def test_tiers(text: str, tier: Tier) -> None:
    assert read_tier(text) is tier


@pytest.mark.parametrize(
    ("text", "days"), [("14", 14), ("14 days", 14), ("14.0", 14), ("2 weeks", 14), ("every 30 days", 30)]
)
def test_days(text: str, days: int) -> None:
    assert read_days(text) == days


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("selling", Kind.SELLING),
        ("Non-Selling", Kind.ATTENTION),
        ("non selling", Kind.ATTENTION),
        ("NON_SELLING", Kind.ATTENTION),
        ("nonselling", Kind.ATTENTION),
        ("non‑selling", Kind.ATTENTION),
        (" scheduling ", Kind.SCHEDULING),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    assert read_kind(text) is kind


@pytest.mark.parametrize(
    ("reader", "text"),
    [(read_tier, "Gold"), (read_days, "0"), (read_days, "often"), (read_days, "-3"), (read_kind, "Call"),
     (read_yes, "perhaps"), (read_days, "99999")],
)  # fmt: skip
def test_what_cannot_be_understood_is_named(reader: object, text: str) -> None:
    with pytest.raises(CellError, match=f"“{text}”"):
        reader(text)  # type: ignore[operator]


def test_orders() -> None:
    assert all(map(read_yes, ["yes", "TRUE", "1", "x", "Won", "Closed Won", "order placed"]))
    assert not any(map(read_yes, ["no", "False", "0", "lost"]))
