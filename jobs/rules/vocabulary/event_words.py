"""Words that headlines use for the same thing, for numbers, and those that say nothing. Pure."""

from jobs.rules.vocabulary.word_sets import word_set

SAME_THINGS: dict[str, str] = {
    word: thing
    for thing, words in {
        "ceo": "ceo boss chief chefin chef pdg co-ceo head leader vorstandschef konzernchef vorstandsvorsitzender",
        "store": "store shop outlet branch restaurant location boutique filiale magasin tienda flagship",
        "job": "job arbeitsplatz arbeitsplatze poste puesto employee staff worker role position workforce driver manager post stelle mitarbeiter emploi empleo layoff redundancy",
        "stock": "share stock aktie action accion",
        "factory": "plant factory facility works werk usine fabrica building warehouse fulfilment fulfillment site mill",
        "forecast": "forecast estimate expectation outlook guidance prognose view prediction",
        "fall": "fall drop tumble plunge slump slide sink decline plummet lower down dive fell shrink contract slip slide halve decrease",
        "rise": "rise up sweeten jump soar surge climb gain hike higher up rally leap grow growth lift raise boost hit rose record increase augmente steigt",
        "beat": "beat top exceed surpass tops",
        "fire": "fire blaze inferno",
        "hurt": "hurt injure injury wound",
        "car": "car vehicle truck pickup suv auto",
        "power": "power electricity",
        "quake": "earthquake quake tremor",
        "train": "train rail railway derailment derail",
        "electric": "electric ev",
        "drug": "drug pill painkiller pharmaceutical injection shot jab medicine therapy treatment lenacapavir",
        "settle": "settle settlement",
        "approve": "approve approval ratify back backing go-ahead",
        "regulator": "regulator watchdog fda doj ftc",
        "justice": "doj justice department",
        "home": "home house housing flat",
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
        "user": "user customer client",
        "plane": "plane jet aircraft airliner freighter airplane flugzeug avion",
        "ship": "ship vessel liner boat tanker",
        "crew": "crew attendant steward",
        "pub": "pub bar inn",
        "police": "police cop officer polizei policia",
        "chip": "chip semiconductor processor",
        "investor": "investor shareholder stockholder",
        "study": "study trial phase",
        "research": "research r&d forschung development",
        "antitrust": "antitrust monopoly cartel competition kartell",
        "thin": "thin thinner slim slimmer",
        "data": "data details information",
        "tariff": "tariff duty levy zoll",
        "fuel": "fuel petrol gasoline diesel",
        "bank": "bank lender",
        "airline": "airline carrier",
        "insurer": "insurer insurance versicherer assureur",
        "supermarket": "supermarket grocer grocery",
        "cancer": "cancer tumour tumor oncology",
        "court": "court judge justices jury juror tribunal gericht richter juez juge",
        "production": "production output produktion",
        "quarter": "quarter quartal trimestre",
        "film": "film movie",
        "ticket": "ticket fare",
        "water": "water sewage wastewater",
        "school": "school student pupil",
        "hospital": "hospital clinic nhs",
        "cloud": "cloud datacentre datacenter",
        "child": "child kid",
        "woman": "woman female",
        "shelf": "shelf sale",
        "family": "family heir son daughter",
        "launcher": "rocket launcher",
        "crypto": "crypto bitcoin stablecoin token",
        "pension": "pension pensioner",
        "debt": "debt bond loan",
        "menu": "menu",
        "phone": "phone smartphone",
        "ban": "ban prohibit",
        "die": "die killed dead death dy fatal victim tote mort",
    }.items()
    for word in words.split()
}
"""Stem → the thing it stands for."""

ROLES = {
    **{role: role for role in ("ceo", "cfo", "coo", "chair", "president")},
    **dict.fromkeys(
        ("boss", "ceos", "chief", "pdg", "chef", "chefin", "konzernchef", "vorstandschef"), "ceo"
    ),
}
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
    aside follow following deal part rest own other former ex look move push bid
    """)
"""Words that say nothing about which event it is."""
