"""Names of countries and what is called after them, by the word that stands for each. Pure."""

from jobs.rules.vocabulary.city_countries import CITIES

COUNTRIES: dict[str, str] = {
    word: country
    for country, words in {
        "us": "us usa america american u.s washington",
        "uk": "uk britain british england english boe",
        "eu": "eu brussel brussels european europe commission eurozone ecb",
        "german": "german germany deutschland allemagne alemania deutsch bundesbank",
        "french": "french france francais francaise frankreich francia",
        "spanish": "spanish spain espagne espana spanien",
        "dutch": "dutch netherland netherlands holland niederlande",
        "chinese": "chinese china",
        "japanese": "japanese japan boj",
        "italian": "italian italy italien italie italia",
        "indian": "indian india",
        "welsh": "welsh wale wales",
        "polish": "polish poland polen",
        "canadian": "canadian canada",
        "nigerian": "nigerian nigeria",
        "irish": "irish ireland",
        "mexican": "mexican mexico",
        "norway": "norway norwegian norges norwegen",
        "sweden": "sweden swedish riksbank schweden",
        "denmark": "denmark danish",
        "finland": "finland finnish",
        "switzerland": "switzerland swiss schweiz suisse snb",
        "austria": "austria austrian osterreich",
        "belgium": "belgium belgian belgien",
        "portugal": "portugal portuguese",
        "greece": "greece greek",
        "turkey": "turkey turkish turkiye",
        "russia": "russia russian russland",
        "ukraine": "ukraine ukrainian",
        "hungary": "hungary hungarian ungarn",
        "czech": "czech czechia",
        "romania": "romania romanian",
        "egypt": "egypt egyptian agypten",
        "southafrica": "southafrica",
        "kenya": "kenya kenyan",
        "brazil": "brazil brazilian brasil",
        "argentina": "argentina argentine",
        "chile": "chile chilean",
        "colombia": "colombia colombian",
        "peru": "peru peruvian",
        "korea": "korea korean southkorea",
        "taiwan": "taiwan taiwanese",
        "vietnam": "vietnam vietnamese",
        "thailand": "thailand thai",
        "indonesia": "indonesia indonesian",
        "malaysia": "malaysia malaysian",
        "philippines": "philippines philippine",
        "australia": "australia australian",
        "newzealand": "newzealand",
        "israel": "israel israeli",
        "saudiarabia": "saudiarabia saudi",
        "emirates": "uae",
        "pakistan": "pakistan pakistani",
        "afghanistan": "afghanistan afghan",
        "bangladesh": "bangladesh bangladeshi",
        "morocco": "morocco moroccan",
        "papua": "papua",
        "iran": "iran iranian",
        "iraq": "iraq iraqi",
        "syria": "syria syrian",
        "qatar": "qatar qatari",
        "ghana": "ghana ghanaian",
        "ethiopia": "ethiopia ethiopian",
        "nepal": "nepal nepali",
        "venezuela": "venezuela venezuelan",
        "cuba": "cuba cuban",
        "haiti": "haiti",
        "bahamas": "bahamas",
        "iceland": "iceland icelandic",
        "croatia": "croatia croatian",
        "serbia": "serbia serbian",
        "bulgaria": "bulgaria bulgarian",
        "slovakia": "slovakia slovak",
        "estonia": "estonia estonian",
        "latvia": "latvia latvian",
        "lithuania": "lithuania lithuanian",
        "singapore": "singapore",
        "congo": "congo",
        "algeria": "algeria algerian",
        "tunisia": "tunisia tunisian",
        "srilanka": "srilanka",
        "hongkong": "hongkong",
        "luxembourg": "luxembourg",
    }.items()
    for word in words.split()
}
"""A country's name, adjective or central bank → the country."""

CENTRAL_BANKS = frozenset(["boe", "norges", "riksbank", "snb", "boj", "ecb", "bundesbank"])
"""Central banks, which stand for their country as a place."""

JOINED_PLACES = (
    "New York|Los Angeles|San Francisco|San Diego|San Jose|Long Beach|Silicon Valley|Las Vegas|Salt Lake City|New Orleans|St Louis|"
    "Kansas City|Fort Worth|San Antonio|North Carolina|South Carolina|North Dakota|South Dakota|New Mexico|New Jersey|New Hampshire|"
    "Rhode Island|West Virginia|Milton Keynes|Sao Paulo|Rio de Janeiro|Buenos Aires|New Delhi|Tel Aviv|Cape Town|Abu Dhabi|"
    "Kuala Lumpur|Ho Chi Minh City|Mexico City|South Korea|North Korea|South Africa|New Zealand|Saudi Arabia|Hong Kong|Sri Lanka"
)
"""Places of two words, which are read as one."""

LANDS = frozenset(
    {*COUNTRIES.values(), "asia", "africa"}
    | {region for regions in CITIES.values() for region in regions}
    | {place for place, regions in CITIES.items() if regions == ("us",)}
) - {"newyork"}
"""Countries and states, in which the town may lie that another headline names."""

_ADJECTIVES = frozenset(["german", "french", "spanish", "dutch", "chinese", "japanese", "italian", "indian", "welsh", "polish", "canadian", "nigerian", "irish", "mexican", "czech"])  # fmt: skip
PLAIN_COUNTRIES = frozenset(word for word, country in COUNTRIES.items() if word == country) - _ADJECTIVES
"""Countries whose own name stands for them."""
