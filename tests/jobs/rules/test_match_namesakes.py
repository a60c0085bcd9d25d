"""What gives another bearer of a name away: the text's own words for it, people, places, works, letters."""

import pytest

from jobs.rules.companies import Company
from jobs.rules.matching import build_matcher

COMPANIES = [
    Company("Pellworth", "Pellworth", ("Pellworth Inc", "PLW"), "pellworth.com", "Biotechnology"),
    Company("Argon", "Argon", (), "argon.com", "Retail"),
    Company("Merten", "Merten & Co", ("Merten",), "merten.com", "Pharmaceuticals"),
    Company("Brunswick", "Brunswick", ("BC",), "brunswick.com", "Boats"),
    Company("Duke", "Duke Energy", ("Duke",), "duke-energy.com", "Electric utility"),
    Company("Halo", "Halo", (), "halo.example", "Medical devices"),
    Company("ADT", "ADT", (), "adt.com", "Home security"),
    Company("GM", "General Motors", ("GM",), "gm.com", "Automotive"),
    Company("Douglas", "Douglas", (), "douglas.de", "Beauty retail"),
    Company("Devon", "Devon Energy", ("Devon",), "devonenergy.com", "Oil and gas"),
    Company("Snap-on", "Snap-on", (), "snapon.com", "Tools"),
    Company("Jack in the Box", "Jack in the Box", (), "jackinthebox.com", "Fast food"),
    Company("Leon", "Leon Restaurants", ("Leon",), "leon.co", "Fast food"),
    Company("Danish", "Danish Air", ("Danish",), None, "Airlines"),
    Company("Quill", "Quill", (), "quill.example", "Food"),
    Company("Ford", "Ford", (), "ford.com", "Automotive"),
]
MATCHER = build_matcher(COMPANIES)


def names_in(title: str, summary: str = "") -> list[str]:
    return [match.key for match in MATCHER.match(title, summary)]


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Pellworth Inc, the tax software maker, cuts outlook", ""),
        ("Cement maker Argon to buy Texan quarry", ""),
        ("Quill founder begins prison term", "The crypto lender collapsed in 2022."),
        ("Merten KGaA raises dividend", ""),
    ],
)
def test_what_the_text_calls_it_is_another_trade_or_another_company(title: str, summary: str) -> None:
    assert names_in(title, summary) == []


@pytest.mark.parametrize(
    "title",
    [
        "New Brunswick wildfires force evacuations",
        "Brunswick, Maine, mourns its mayor",
        "Gerald R. Ford carrier arrives in Caribbean",
        "Nick Pellworth signs with Texans",
        "Neil deGrasse Ford on the space race",
        "Ponce de Leon's lost fountain",
        "Crowds gather in Devon for solstice",
    ],
)
def test_people_and_places_that_bear_it(title: str) -> None:
    assert names_in(title) == []


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft's 'Halo' comes to PlayStation",
        "Duke beats North Carolina in the final second",
        "Average daily traffic (ADT) up 4% on I-35",
        "Browns GM Andrew Berry defends trade",
        "Drone films statue of Argon",
    ],
)
def test_works_teams_letters_and_gods(title: str) -> None:
    assert names_in(title) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Douglas-Aktie bricht ein", "Douglas"),
        ("Douglas senkt Umsatzprognose", "Douglas"),
        ("Devon and Coterra agree merger", "Devon"),
        ("Snap-on profit slips on weak tool demand", "Snap-on"),
        ("Jack in the Box to sell Del Taco for $115m", "Jack in the Box"),
        ("Merten & Co Inc lifts forecast", "Merten"),
        ("Leon sales slide at airport restaurants", "Leon"),
        ("Brunswick cuts boat output as dealers hold back", "Brunswick"),
        ("Drugmaker Pellworth wins FDA nod", "Pellworth"),
    ],
)
def test_the_company_is_still_found(title: str, expected: str) -> None:
    assert names_in(title) == [expected]


def test_a_nations_adjective_goes_with_the_word_behind_it() -> None:
    assert names_in("Danish butter prices slip") == []
    assert names_in("Danish Cruise Line names new chief") == []
    assert names_in("Danish says bookings are strong") == ["Danish"]


def test_the_aliases_of_what_was_matched_are_known() -> None:
    assert MATCHER.list_aliases(["Pellworth", "Argon"]) == ("Pellworth Inc", "PLW")


SECOND_SIGN = build_matcher(
    [
        Company("Argos", "Argos", (), "argos.example", "Catalogue retail"),
        Company("Harmony", "Harmony", (), "harmony.example", "Gold mining"),
        Company("Kinross", "Kinross", (), "kinross.example", "Gold mining"),
        Company("Lion", "Lion", (), "lion.example", "Beverages"),
        Company("Bread", "Bread", (), "bread.example", "Payments"),
        Company("Rush", "Rush", (), "rush.example", "Truck dealerships"),
        Company("Ranger", "Ranger", (), "ranger.example", "Oilfield services"),
        Company("Hub", "Hub", (), "hub.example", "Logistics"),
        Company("Sable", "Sable", (), "sable.example", "Oil"),
        Company("Perry", "Perry", (), "perry.example", "Fashion"),
        Company("Victoria", "Victoria", (), "victoria.example", "Flooring"),
    ]
)


@pytest.mark.parametrize(
    ("title", "summary", "expected"),
    [
        ("How walkers found Argos at dusk", "", ""),
        ("Rivals agree to buy Argos", "", "Argos"),
        ("Talks end over Argos sale", "", "Argos"),
        ("Village choir Harmony celebrates 20 years", "", ""),
        ("Gold miners Harmony and Sibanye face wage talks", "", "Harmony"),
        ("Fatal crash closes road near Kinross", "", ""),
        ("Quake shakes Kinross, Chile", "", ""),
        ("Two firms bid for Kinross mine", "", "Kinross"),
        ("Brewers Lion and Asahi lobby against excise rise", "", "Lion"),
        ("Bread prices rise as wheat harvest fails", "", ""),
        ("Bread posts lower card losses", "", "Bread"),
        ("Rush to beat tariffs lifts imports", "", ""),
        ("Ford recalls Ranger pickups", "", ""),
        ("Ranger acquires American Well Services", "", "Ranger"),
        ("Community Hub opens in former bank", "", ""),
        ("Sable antelope born in Prague zoo", "", ""),
        ("Perry promises teachers pay rise", "Her party leads in the polls.", ""),
        ("Victoria raises land tax", "The state's treasurer said debt would fall.", ""),
        ("Victoria warns of deeper loss at carpets arm", "", "Victoria"),
    ],
)
def test_an_ordinary_word_needs_more_than_its_capital(title: str, summary: str, expected: str) -> None:
    assert ",".join(match.key for match in SECOND_SIGN.match(title, summary)) == expected


TOWNS = build_matcher(
    [
        Company("Ashland", "Ashland", (), "ashland.example", "Chemicals"),
        Company("Lennox", "Lennox", (), "lennox.example", "Air conditioning"),
    ]
)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Festival cuts season in Ashland", []),
        ("Ashland school board approves budget", []),
        ("Ashland posts loss on impairment charge", ["Ashland"]),
        ("Lennox Lewis tips Usyk to retire undefeated", []),
        ("Lennox cuts outlook as homebuilders destock", ["Lennox"]),
    ],
)
def test_a_small_town_and_a_rare_given_name_are_no_account(title: str, expected: list[str]) -> None:
    assert [match.key for match in TOWNS.match(title, "")] == expected
