"""Words that headlines use for the same kind of event, and for the later steps of an affair. Pure."""

from jobs.rules.vocabulary.word_sets import word_set

EVENTS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "buy": "buy bought buys buying acquire acquisition takeover purchase snap swallow merge merger bid tie-up buyout swoop scoop gobble absorb combine combination "
        "suitor kauf kauft kaufen verkaufen ubernimmt ubernehmen ubernahme rachete rachat acquiert compra adquiere oferta fusion fusionne fusioniert fusiona "
        "sell sold sale offload divest disposal verkauft verkauf vend vende cede",
        "split": "spin split separate separation breakup break-up demerge demerger spinoff spin-off carve abspaltung scission",
        "cut jobs": "ere streichen entlassen layoff layoffs lay laid downsize retrench furlough redundancy redundancies streicht entlasst despide licencie stellenabbau licenciement despido",
        "cut": "cut cuts cutting trim axe axes axed slash shed eliminat eliminate abbauen baut supprime recorta reduit",
        "add jobs": "recruit hire schafft embauche contrata",
        "appoint": "appoint name tap pick promote poach elevate ernennt beruft nomme nombra succeed successor nominate",
        "leave": "resign resignation departure quit step depart oust leave exit retire retirement out sack dismiss fires fired firing dismissal replace bow "
        "zuruck rucktritt tritt demissionne dimite",
        "open": "open opened enter launch unveil debut inaugurate ribbon eroffnet eroffnen ouvre abre start introduce release bring return reveal showcase rollout lance lanza presenta prasentiert",
        "close": "close shut shutter closure schliesst schliessen schliessung ferme fermeture cierra cierre",
        "results": "sales profit result loss income earn earning earnings beat top estimate expectation ebitda quarterly sales-fall revenue turnover gewinn umsatz "
        "benefice ventas beneficio ergebnis verlust quartalszahlen ingresos",
        "raise outlook": "hebt",
        "cut outlook": "loweredoutlook senkt",
        "fine": "fine fined penalty penalise sanction bussgeld strafe amende multa multado",
        "recall": "recall ruckruf rappel rappelle retira",
        "invest": "invest investment stake pledge pour build construct spend investiert investit invierte",
        "fund": "value valu valuation valued funding tender series seed capitalraise finanzierungsrunde leve",
        "outage": "outage disrupt unable failure glitch offline storung panne averia",
        "ground": "ground cancel",
        "pay": "pay payout",
        "settle": "settle settlement vergleich",
        "blaze": "fire wildfire bushfire blaze inferno explosion explode blast brand feuer incendie incendio",
        "accident": "die dead death killed fatal derail derailment collapse aground bump clip collide collision capsize sink crash wreck unfall",
        "list": "list ipo float exchange borsengang introduction",
        "hack": "hack hacker cyberattack cyber breach ransomware malware leak steal stolen hackerangriff cyberangriff cyberattaque ciberataque datenleck",
        "strike": "strike walkout picket streik streikt greve huelga stoppage",
        "award": "award prize",
        "dividend": "dividend buyback dividende",
        "halt": "halt stop suspend pause freeze stoppt stop",
        "partner": "partner partnership team alliance collaborate collaboration cooperation",
        "order": "order contract auftrag bestellt commande pedido",
        "bankrupt": "bankruptcy insolvency insolvent insolvenz pleite administration liquidation receivership quiebra faillite",
        "relocate": "relocate relocation headquarter headquarters",
        "trial fails": "trialfails",
        "trial works": "trialworks",
        "arrest": "arrest detain detention custody festgenommen interpelle detenido",
        "charge": "indict indictment",
        "sentence": "sentenced jailed",
        "rename": "rename rebrand renamed",
        "index": "indexchange",
        "writedown": "writedown",
        "patent": "patent",
        "quake": "earthquake quake erdbeben seisme terremoto",
        "storm": "typhoon hurricane cyclone storm tornado",
        "ban": "ban outlaw blacklist",
        "rating": "downgrade upgrade",
        "price up": "pricerise",
        "price down": "pricecut",
    }.items()
}
"""Kinds of events, each with the stems of its words."""

STEPS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "approve": "approve approval ratify ratifie backing clear cleared greenlight backs allow accept acceptance endorse genehmigt",
        "probe": "probe investigate investigation inquiry scrutiny raid subpoena ermittelt ermittlung enquete",
        "appeal": "appeal overturn",
        "sue": "sue sued suit lawsuit accuse accuses accused suing verklagt klagt plainte demanda",
        "reject": "reject rejection block blocked veto rebuff spurn snub rebuffs",
        "defend": "poisonpill",
        "protest": "protest oppose",
        "restart": "restart resume restore restored reopen backonair",
        "complete": "complete completion finish finalise finalize seal",
        "blame": "blame cause",
        "delay": "delay postpone",
        "cancel": "scrap abandon withdraw kill end retreat",
        "lift": "liftedban",
        "weigh sale": "weighsale",
        "deny": "denial",
        "hearing": "courthearing",
        "ruling": "ruling ruled verdict urteil",
        "vote": "vote ballot",
        "strike over": "strikeover",
        "priced": "ipopriced",
        "debut": "marketdebut",
    }.items()
}
"""Later steps of an affair: news of their own."""

LOOSE_KINDS = frozenset(
    ["open", "cut", "partner", "invest", "close", "halt", "award", "storm", "patent", "shares up", "shares down", "add jobs"]
)  # fmt: skip
"""Kinds of which a company has more than one on the same day."""

REPEATED_KINDS = frozenset(["recall", "fine", "order", "appoint", "settle", "rating", "accident", "award"])
"""Kinds that tell of different things, so that the words around them must have something in common."""

COURTS = word_set("""
    court judge justices jury juror jurors tribunal magistrate magistrates gericht richter juez juge cour bgh scotus
    """)
DECISIONS = word_set("""
    spare escape rule reject dismiss toss side uphold overturn find order decline let allow clear block win lose lost won revive back deny refuse
    quash void grant award convict acquit strike throw weist urteilt verurteilt condamne condena tell told must
    """)
"""What courts do."""
CASES = word_set("""
    arbitration case appeal suit lawsuit ruling battle fight challenge row claim verdict trial litigation dispute
    """)
"""What is won and lost there."""

RELATED_KINDS = frozenset(
    frozenset(pair)
    for pair in (
        ("split", "buy"),
        ("leave", "appoint"),
        ("close", "cut jobs"),
        ("invest", "open"),
        ("invest", "fund"),
        ("invest", "add jobs"),
        ("invest", "buy"),
        ("halt", "outage"),
        ("halt", "ground"),
        ("halt", "close"),
        ("ground", "strike"),
        ("ground", "storm"),
        ("ground", "outage"),
        ("outage", "hack"),
        ("order", "partner"),
        ("results", "cut outlook"),
        ("results", "raise outlook"),
        ("results", "shares up"),
        ("results", "shares down"),
        ("results", "sales up"),
        ("results", "sales down"),
        ("fine", "settle"),
        ("bankrupt", "close"),
        ("dividend", "dividend up"),
        ("dividend", "dividend down"),
        ("writedown", "results"),
        ("cut", "cut jobs"),
    )
)
"""Kinds that may be two ways to tell of one event."""
