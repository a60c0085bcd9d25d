"""Words that headlines use for the same kind of event, and for the same thing. Pure."""

from jobs.rules.vocabulary.word_sets import word_set

EVENTS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "buy": "buy bought buys buying acquire acquisition takeover purchase snap swallow merge merger bid tie-up buyout swoop scoop gobble absorb combine combination "
        "kauf kauft ubernimmt ubernehmen ubernahme rachete rachat acquiert compra adquiere oferta "
        "sell sold sale offload divest spin separate disposal verkauft vend vende",
        "cut jobs": "layoff layoffs lay laid downsize retrench furlough redundancy redundancies streicht entlasst supprime despide recorta",
        "cut": "cut cuts cutting trim axe axes axed slash shed eliminat eliminate",
        "appoint": "appoint name hire tap pick promote recruit poach elevate ernennt nomme nombra succeed",
        "leave": "resign resignation departure quit step depart oust leave exit retire out sack dismiss fires fired firing dismissal",
        "open": "open launch unveil debut inaugurate ribbon eroffnet ouvre abre start introduce release bring return",
        "close": "close shut shutter closure schliesst ferme cierra",
        "results": "sales profit result loss income earn earning earnings beat top estimate expectation ebitda quarterly sales-fall revenue gewinn umsatz benefice ventas",
        "raise outlook": "hebt",
        "cut outlook": "lowered_outlook",
        "fine": "fine fined penalty penalise sanction",
        "recall": "recall ruckruf rappel",
        "invest": "invest investment stake pledge pour",
        "fund": "value valu valuation valued funding tender series seed",
        "outage": "outage crash disrupt unable failure glitch",
        "ground": "ground cancel",
        "pay": "pay",
        "settle": "settle settlement",
        "blaze": "fire blaze inferno explosion explode",
        "accident": "derail derailment collapse",
        "list": "list ipo trade trading float exchange nasdaq",
        "hack": "hack hacker cyberattack cyber breach ransomware malware leak steal stolen",
        "strike": "strike walkout picket streik greve huelga",
        "award": "award prize",
        "dividend": "dividend buyback",
        "dear": "price hike fee",
        "halt": "halt stop suspend pause freeze stoppage stoppt",
        "partner": "partner partnership team alliance collaborate collaboration",
        "order": "order contract auftrag",
        "bankrupt": "bankruptcy bankrupt insolvency insolvent insolvenz pleite administration",
        "relocate": "relocate relocation",
        "ruling": "ruling ruled verdict",
    }.items()
}
"""Kinds of events, each with the stems of its words."""

PHRASES: dict[str, str] = {
    "cyberattack": r"cyber[ -]attacks?",
    "cfo": r"chief financial officer|finance (?:chief|boss|head|director)",
    "coo": r"chief operating officer|operations (?:chief|boss|head)",
    "appointed": r"takes? (?:over as|the helm)|to take over as|new (?=ceo\b|boss\b|chief\b|chair)|hands? over to|handing over to",
    "ceo": r"chief executive(?: officer)?|top boss",
    "chair": r"chair(?:man|woman|person)",
    "resigns": r"(?:step|stand)(?:s|ing)? (?:down|aside)|stepped down|stood down",
    "outage": r"knock(?:s|ed)? out|tak(?:es|ing) down|took down|go(?:es)? down|went down|locked out|(?:is|are) down|down(?=:| for )",
    "dead": r"kill(?:s|ed|ing)?(?= (?:\d|two|three|four|five|six|seven|eight|nine|ten|at least|dozens|hundreds))",
    "approval": r"go-ahead|green[ -]?lights?|wave[sd] through",
    "buyback": r"buys? back|buying back",
    "layoffs": r"lets? go|letting go|job losses|job cuts|lays? off|laying off|laid off",
    "strike": r"walk(?:s|ed|ing)? (?:out|off)|downs? tools|downed tools",
    "abandons": r"walk(?:s|ed|ing)? away|call(?:s|ed)? off|pull(?:s|ed)? out|(?:talks|merger|deal|bid|takeover) (?:collapses?|fails?)",
    "recalls": r"pull(?:s|ed)?(?= [\w\s]{3,30} (?:from|off) (?:shelves|sale))",
    "lawsuit": r"class[ -]action(?: lawsuit| suit)?",
    "takeover": r"taken? private|takes? over(?= [A-Z])|tie-ups?",
    "lowered_outlook": r"profit warning|warns on profits?",
}
"""Words that say one thing together, by the word that stands for them."""

STEPS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "approve": "approve approval ratify ratifie backing clear cleared greenlight",
        "probe": "probe investigate investigation inquiry scrutiny raid subpoena",
        "appeal": "appeal overturn",
        "sue": "sue sued suit lawsuit accuse accuses accused suing",
        "reject": "reject rejection block blocked veto rebuff spurn snub rebuffs",
        "protest": "protest oppose",
        "restart": "restart resume restore restored reopen",
        "complete": "complete completion finish finalise finalize",
        "blame": "blame cause",
        "delay": "delay postpone",
        "cancel": "scrap abandon withdraw kill end retreat",
    }.items()
}
"""Later steps of an affair: news of their own."""

SAME_THINGS: dict[str, str] = {
    word: thing
    for thing, words in {
        "ceo": "ceo boss chief chefin chef pdg co-ceo head leader",
        "store": "store shop outlet branch restaurant location boutique filiale magasin tienda flagship",
        "job": "job employee staff worker role position workforce driver manager post stelle mitarbeiter emploi empleo layoff redundancy",
        "stock": "share stock aktie action accion",
        "factory": "plant factory facility works werk usine fabrica building warehouse fulfilment fulfillment",
        "forecast": "forecast estimate expectation outlook guidance prognose view prediction",
        "fall": "fall drop tumble plunge slump slide sink decline plummet lower down dive fell",
        "rise": "rise jump soar surge climb gain hike higher up rally leap grow growth lift raise boost hit rose record",
        "beat": "beat top exceed surpass tops",
        "fire": "fire blaze inferno",
        "hurt": "hurt injure injury wound",
        "car": "car vehicle truck pickup suv auto",
        "us": "us usa america american u.s",
        "eu": "eu brussel european europe commission",
        "uk": "uk britain british",
        "power": "power electricity",
        "quake": "earthquake quake tremor",
        "train": "train rail railway derailment derail",
        "electric": "electric ev",
        "drug": "drug injection shot jab medicine therapy treatment lenacapavir",
        "settle": "settle settlement",
        "approve": "approve approval ratify back backing go-ahead",
        "regulator": "regulator watchdog fda doj ftc",
        "justice": "doj justice department",
        "home": "home house housing flat",
        "mill": "mill",
        "crude": "crude oil",
        "contract": "contract deal agreement pact",
        "online": "online website web",
        "robot": "robot robotic robotics",
        "third": "third q3",
        "first": "first q1",
        "second": "second q2",
        "fourth": "fourth q4",
        "cofounder": "founder cofounder co-founder",
        "company": "company firm business group giant maker startup specialist",
        "site": "site",
        "user": "user customer",
        "menu": "menu",
        "phone": "phone smartphone",
        "ban": "ban prohibit",
        "die": "die dead death dy",
        "german": "german germany deutschland allemagne alemania deutsch",
        "french": "french france francais",
        "spanish": "spanish spain espagne espana",
        "dutch": "dutch netherland",
        "chinese": "chinese china",
        "japanese": "japanese japan",
        "italian": "italian italy",
        "indian": "indian india",
        "welsh": "welsh wale wales",
        "polish": "polish poland",
        "canadian": "canadian canada",
        "nigerian": "nigerian nigeria",
        "irish": "irish ireland",
        "mexican": "mexican mexico",
    }.items()
    for word in words.split()
}
"""Stem → the thing it stands for."""

WIDE_PLACES = frozenset(["us", "uk", "eu"]) | word_set("""
    german french spanish dutch chinese japanese italian indian welsh polish canadian nigerian irish mexican asia africa egypt brazil
    turkey australia russia ukraine taiwan korea norway sweden denmark finland austria switzerland belgium portugal greece israel
    alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa
    kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio
    oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming scotland england wales scottish english
    """)
"""Countries and states, in which the town may lie that another headline names."""

ROLES = word_set("ceo cfo coo chair president")
"""Posts of which a company has one."""

NUMBER_WORDS = {
    word: value
    for value, words in {
        1: "one ein eine", 2: "two zwei deux dos", 3: "three drei trois tres", 4: "four vier", 5: "five funf", 6: "six sechs",
        7: "seven", 8: "eight acht", 9: "nine neun", 10: "ten zehn dix diez", 11: "eleven", 12: "twelve zwolf dozen", 20: "twenty", 50: "fifty",
        100: "hundred",
    }.items()
    for word in words.split()
}  # fmt: skip
SCALES = {
    word: value
    for value, words in {
        1e3: "k thousand tausend mille",
        1e6: "m mn mln mio million millions millionen millones",
        1e9: "b bn bln mrd billion billions milliarden milliarde milliard milliards",
        1e12: "tn trn trillion trillions",
    }.items()
    for word in words.split()
}

EMPTY_WORDS = word_set("""
    a an the and or but of in on at to for by from with as its it is are was be been has have had will would could may might
    this that these those their his her our your my into over after before amid new says said say set plan plans planned agree agrees agreed
    up about more than most least nearly almost around some all latest first next last year years month week day today update
    exclusive breaking report reports reported announce announces announced news via now still also not no who what why how
    der die das und mit fur ist ein eine bei von zum zur auf aus nach im den le la les des du de un une est pour par sur dans
    el los las del con por para una su hit hits face faces see sees make makes get gets take takes key big major confirm confirms
    deal part rest own other former ex look move push bid
    """)
"""Words that say nothing about which event it is."""
