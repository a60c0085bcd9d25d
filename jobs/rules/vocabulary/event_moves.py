"""What goes up, down or stays in a headline: prices, jobs, outlooks. Pure."""

UP, DOWN, SAME = "up", "down", "same"

DIRECTIONS: dict[str, str] = {
    word: direction
    for direction, words in {
        UP: "upgrade raise raises lift hike boost increase up ups sweeten rise rises rose risen jump soar surge climb gain leap grow grew growth higher more double triple "
        "rally spike pop swell widen improve accelerate quicken rebound add create record hebt steigt erhoht steigert augmente releve sube aumenta crece plus hausse schafft crea",
        DOWN: "downgrade cut lower slash trim drop drops fall fell fallen sink sank slump tumble plunge decline shed reduce halve slip slide shrink contract weaken dip dive crash "
        "plummet slow ease cool soften down fewer less dive narrow senkt sinkt fallt streicht kurzt bricht baisse chute recule recorta baja cae axe eliminate scrap suspend",
        SAME: "leave leaves left hold holds held keep kept unchanged maintain steady stagnate flat",
    }.items()
    for word in words.split()
}
"""Stem → where it goes."""

MOVED: dict[str, str] = {
    word: thing
    for thing, words in {
        "price": "price bill fare fee surcharge preis precio prix ticket tarif",
        "jobs": "job staff role position workforce post stelle arbeitsplatz arbeitsplatze mitarbeiter emploi poste empleo headcount worker employee",
        "outlook": "outlook guidance forecast target prognose prevision jahresprognose umsatzprognose gewinnprognose",
        "dividend": "dividend payout dividende dividendo",
        "rates": "rate leitzins leitzinsen zinsen",
        "bid": "bid offer proposal",
        "sales": "sales revenue turnover umsatz ventas",
        "profit": "profit earning earnings income gewinn benefice beneficio",
        "shares": "share stock aktie aktien action accion",
        "capacity": "flight seat route capacity",
        "output": "output production",
        "economy": "economy gdp bip pib wirtschaft",
        "deliveries": "delivery deliveries shipment",
        "inflation": "inflation",
    }.items()
    for word in words.split()
}
"""Stem → what goes there."""

REACTIONS = frozenset(["shares up", "shares down", "shares same"])
"""What share prices do says little about what happened."""
