"""Words that tell a company from its namesakes: what companies do and have, and what other bearers are called."""

from jobs.rules.vocabulary.word_sets import word_set

STRONG_VERBS = word_set("""
    announces announced announcing says said unveils unveiled acquires acquired agrees agreed appoints appointed hires
    hired hiring warns warned expects expected sues sued recalls recalled launches launched invests invested poaches
    poached partners partnered rebrands rebranded divests divested reveals revealed confirms confirmed denies denied
    declines declined tells told admits admitted pays paid buys bought acquire buy sells sold hire
    appoint unveil announce invest outlines outlined pledges pledged settles settled licenses licensed
    lists debuts debuted expands expanded adds taps tapped inks inked snaps scraps scrapped shutters shuttered
    upgraded downgraded initiated reiterated delists trims trimmed swings swung guides offloads offloaded refinances restates pilots piloted rolls relaunches relaunched
    senkt hebt kundigt ubernimmt erhoht verlegt stellt investiert plant startet verliert gewinnt beruft kauft verkauft eroffnet ernennt meldet steigert entlasst streicht baut schliesst plant
    annonce lance augmente signe allie recrute investit renforce leve embauche prevoit relance confie presente deploie teste rachete ouvre supprime nomme vend veut investit prevoit signe cede
    anuncia lanza sube gana pierde presenta ficha invertira abrira vendera compra abre vende nombra invierte recorta despide cierra preve firma
    """)
"""What somebody does, hardly ever a thing."""

WEAK_VERBS = word_set("""
    opens opened opening open closes closed closing close cuts cut cutting raises raised raise lowers lowered names named name
    plans planned plan reports reported report posts posted post files filed file signs signed sign moves moved
    wins won win loses lost beats beat misses missed tops topped slips slipped falls fell fall rises rose rise jumps jumped soars soared
    plunges plunged slumps slumped tumbles tumbled climbs climbed gains gained drops dropped drop slides slid hits hit
    faces faced seeks sought eyes eyed mulls considers weighs lays laid axes axed slashes slashed fires fired
    builds built build ships shipped delays delayed halts halted suspends suspended resumes resumed pulls pulled
    offers offered introduces introduced introduce starts started begins began ends ended joins joined backs
    backed picks picked selects selected promotes promoted wants promises vows defends defended accused accuses blames
    bets doubles tripled triples returns returned leads led targets outpaces extends extended overhauls revamps
    lifts lifted cancels cancelled canceled bans banned blocks blocked drops orders ordered grants gives gave lends explores powers unseats enlists hands
    warms slows speeds pauses paused shelves shelved abandons upgrades downgrades rejects rejected hikes hiked applies applied steigt fallt tests testing trials boosts boosted drives secures secured completes completed finalizes finalises nears enters entered
    exits exited leaves left withdraws withdrew spins spun merges merged teams teamed ties apologises apologizes fined
    rallies rallied sinks sank surges surged dips dipped edges craters pops spikes rebounds retreats advances eases ticks
    pares culls tightens widens narrows deepens sheds streamlines relocates consolidates tweaks retools reworks revises reorganises reorganizes clinches nabs woos bolsters curbs ditches weathers overtakes outbids sidesteps winds beefs shifts shifted dismisses dismissed sacks sacked swallows swallowed
    brings brought makes made takes took gets sees saw rolls shuts shut to is has will could may plots prepares
    """)
"""What companies do, and other things too."""

STRONG_NOUNS = word_set("""
    ceo cfo coo cto cmo ciso chro shareholder shareholders stockholders investors exec execs executive executives spokesperson
    spokesman spokeswoman shares share stock stocks inc corp corporation plc ltd limited llc gmbh ag incorporated
    subsidiary subsidiaries employees layoffs ipo headquarters headquartered stores store aktie aktien acciones filialen
    konzern chef boss chairman chairwoman cofounder founder dividend buyback earnings employee franchisee franchisees investor
    driver worker pilot customer passenger franchise engineers shoppers customers
    workers staff staffers drivers pilots baristas bosses filiale supermarket supermarkets warehouse
    profit profits revenue revenues cardholders policyholders
    warehouses branches showroom showrooms dealership dealerships dealers subscribers app
    """)
"""What only companies have: "Target shares"."""

WEAK_NOUNS = word_set("""
    sales profit profits revenue revenues results customers customer plant plants factory factories product products brand
    brands unit units business guidance outlook forecast quarter quarterly price prices deal deals merger takeover
    acquisition bid offer owner owners jobs job factory website site platform parent group holdings holding company
    technologies technology international global systems software services airlines airways motors motor cloud phone
    phones watch card cards network networks president director chief vice senior executive engineer engineers managers manager
    retail online digital order orders contract contracts loyalty membership members delivery logistics distribution shoppers
    users fleet flights passengers crew models vehicle vehicles cars trucks ad ads advert campaign union strike
    workforce deliveries completions shipments division boss team office offices umsatz gewinn mitarbeiter werk ventas beneficio beneficios chiffre benefice benefices
    sale resultats salaries empleados resultados usine magasins tiendas fabrica hq bonds debt loan loans payments data
    """)

BUSINESS_TOPICS = STRONG_NOUNS | word_set("""
    price prices boycott tariff tariffs costs
    profit profits revenue revenues results guidance outlook quarterly quarter merger takeover acquisition acquire
    acquires acquired acquiring billion million bn retailer retailers airline airlines carmaker automaker bank lender insurer
    chain chains company companies firm business businesses customers layoff jobs plant factory franchise franchises brand
    brands market markets analysts analyst wall nasdaq nyse ftse sales earnings startup funding antitrust
    regulators supplier suppliers manufacturer supermarket telecom operator operators quarterly fiscal pretax ebitda
    fintech software maker makers giant product products rollout data cloud ai platform workforce payroll restructuring
    bankruptcy lawsuit settlement warehouse logistics shoppers retail outlets outlet deal contract partnership investment invest
    umsatz gewinn milliarden millionen unternehmen mitarbeiter entreprise millones millions empresa euros milliards groupe
    """)
"""Words of news about companies."""

DESCRIPTORS = word_set("""
    retailer airline carmaker automaker carrier chain giant bank lender insurer company firm startup start-up maker
    operator group grocer discounter supermarket rival competitor supplier brand parent owner manufacturer brewer drugmaker
    chipmaker developer distributor wholesaler provider utility contractor telco broadcaster publisher builder housebuilder
    bookmaker unicorn conglomerate franchise franchisor subsidiary unit client customer vendor app service platform
    behemoth titan powerhouse specialist label broker brokerage miner producer processor storyteller exporter landlord reit
    engineer fintech neobank marketplace hotelier restaurateur juggernaut stalwart konzern hersteller anbieter discounter geant groupe
    truckers recruiter bottler refiner driller hauler lessor reinsurer jeweller jeweler optician caterer smelter enseigne operateur constructeur gigante cadena fabricante operadora versicherer handelskette autobauer major
    """)
"""What is said in front of a company's name: "the retailer Target"."""

LEFT_VERBS = word_set("""
    buys bought buying acquires acquired acquiring sues sued suing joins joined joining quits quit leaves left leaving backs
    backed taps tapped picks picked chooses chose selects selected fines fined accuses accused hires beats overtakes urges
    urged calls asks asked tells told unlike versus vs supplies supplied advises advised rachete ubernimmt kauft compra
    pick choose select use uses used using adopts adopted deploys deployed buy acquire sue boycotts boycott poached snubs ditches dumps
    """)
"""What somebody does to a company."""

LEFT_PHRASES = word_set("""
    shares_in shares_of stake_in stakes_in acquisition_of takeover_of purchase_of merger_with deal_with contract_with agreement_with
    partnership_with alliance_with venture_with partnered_with partners_with partnering_with teams_with sold_to bought_by acquired_by
    owned_by hired_by made_by developed_by backed_by operated_by run_by fined_by sued_by launched_by announced_by
    supplied_by employed_by supplier_to suppliers_to supplies_to job_at jobs_at worked_at works_at work_at working_at
    workers_at employees_at stores_at ceo_of cfo_of coo_of cto_of ceo_at cfo_at president_of president_at chairman_of boss_of head_of director_of
    director_at executive_at executives_at exec_at engineer_at manager_at analyst_at founder_of owner_of parent_of subsidiary_of division_of
    unit_of spokesperson_for spokesman_for spokeswoman_for lawsuit_against suit_against complaint_against case_against claims_against
    competes_with compete_with competitors_like rivals_like retailers_like companies_like brands_like such_as
    rivals_including companies_including customers_include clients_include customers_including clients_including shop_at shopped_at
    sold_at available_at bought_at shopping_at stint_at career_at years_at role_at loyal_to contract_from order_from
    orders_from investment_from funding_from funding_by led_by merge_with merges_with merging_with invest_in invests_in
    """)
"""What stands in front of a company: "shares in Target"."""

ORGANISATION_WORDS = {
    word: trade
    for trade, words in {
        "health": "dental hospital hospitals clinic clinics medical medicine health healthcare hospice pharmacy pharma "
        "pharmaceuticals therapeutics biosciences biotech nursing orthopedics veterinary vet wellness surgery ambulance",
        "finance": "bank banking capital partners ventures equity insurance assurance savings trust fund funds "
        "securities wealth advisors advisers asset credit mortgage lending financial finance investments bancorp",
        "hospitality": "hospitality hotel hotels resort resorts inn inns suites lodge restaurant restaurants cafe bar grill pizza "
        "pub brewing brewery bakery casino casinos bistro diner kitchen tavern pizzeria",
        "property": "realty homes properties property estates apartments housing land",
        "food": "foods food farms farm dairy growers orchards juice produce seafood meats coffee",
        "energy": "energy oil petroleum gas solar power electric nuclear renewables",
        "industry": "steel metals mining minerals resources chemical chemicals plastics paper packaging tool tools manufacturing "
        "fabrication machinery industries industrial engineering construction builders contractors roofing plumbing landscaping electrical cement "
        "materials aerospace aviation defense defence marine boats yachts shipping",
        "transport": "airlines airways airport aviation railway rail bus transit trucking freight lines cruises",
        "media": "records music media news radio television tv pictures films film entertainment studios press magazine publishing "
        "books theatre productions",
        "retail": "outfitters jewelers jewellers furniture mattress flooring boutique fashion clothing apparel shoes",
        "services": "law solicitors attorneys llp consulting consultants accounting accountants staffing recruitment recruiting marketing "
        "advertising pr cleaning plumbing security",
        "any": "communications innovation innovations enterprises brothers sons associates resources dynamics sciences technologies "
        "systems solutions networks galactic cannabis aerosystems therapeutic lab interactive collective ventures biologics genetics",
        "technology": "robotics semiconductor semiconductors analytics labs laboratories ai networks therapeutic",
    }.items()
    for word in words.split()
}
"""Words with which another company's name goes on, and its trade: "Delta Dental"."""

SOCIETY_WORDS = word_set("""
    university college school schools academy institute institution museum library foundation charity church cathedral
    chapel parish synagogue mosque hospice temple society association federation union alliance coalition club fc afc cf rfc united city town
    athletic rovers wanderers albion rangers raiders warriors county borough council township village district parish province state
    prefecture municipality island islands isle lake river creek valley mountain mountains mount hill hills canyon bay
    beach coast cove cape peninsula desert forest woods falls springs spring meadows glen grove ridge point harbor harbour
    port marina canal street road avenue boulevard lane drive highway freeway interstate parkway bridge tunnel square plaza terrace
    crescent station airport cemetery department ministry police sheriff symphony orchestra choir ensemble quartet festival regiment
    division_i conference party movement committee commission rainforest basin heights junction crossing mall mill mills
    """)
"""Words with which the name of a place, club or charity goes on: "Orange County"."""

VENUE_WORDS = word_set("""
    stadium arena field fields center centre park bowl coliseum dome pavilion amphitheater amphitheatre theatre theater
    hall garden gardens forum tower towers building ballpark speedway raceway act prize award awards memorial expressway fieldhouse oval rink racecourse
    challenge records bike bikes cycles cup open championship championships classic marathon league trophy invitational masters tournament grandprix stakes derby
    """)
"""Words with which the name of a place or a contest goes on that is called after a company: "Ford Field"."""

PERSON_TITLES = word_set("""
    premier chancellor mr mrs ms miss dr prof professor sir dame lord lady king queen prince princess president senator sen rep congressman
    congresswoman governor gov mayor judge justice sheriff sergeant officer detective captain coach pastor father rabbi saint st
    gen brig col maj lt reverend rev herr frau monsieur madame senor senora don actor actress singer quarterback goalkeeper striker midfielder
    defender pitcher guitarist drummer comedian author novelist pope bishop councillor councilman councilwoman
    """)

PERSON_VERBS = word_set("""
    scored scores starred stars sings sang married died born resigned testified tweeted pleaded convicted arrested jailed
    sentenced batted pitched homered retires retired played plays coached directed wrote recorded
    """)

NAME_BEGINNINGS = word_set("""
    daily sunday evening morning big little great old red blue green black white golden silver royal grand saint holy mega super upper
    lower mount lake fort port san santa los las racing real athletic sporting inter fc ac rc st north south east west northern southern
    pink yellow dark bright wild lonely lost dead sweet lucky high deep first second third agent operation project hotel hms uss camp
    """)
"""Words with which the names of papers, clubs, places and bands begin: "Daily Express"."""

OTHER_KINDS = word_set("""
    university college school city county town village council club team church parish band singer actor actress rapper province
    borough district planet island river charity foundation museum orchestra senator striker midfielder quarterback goalkeeper footballer
    driver's novel film movie album song author novelist bird birds animal plant's tribe hurricane storm bishop pope
    """)
"""What something is called that is no company: "the university"."""

STRONG_PAIRS = word_set("""
    files_for filed_for merges_with teams_up partners_with bids_for raises_at valued_at sold_to sold_for lays_off laid_off
    agrees_to plans_to aims_to vows_to fails_to looks_to wants_to set_to poised_to seeks_to expected_to reports_loss reports_profit brings_back
    buys_back takes_over takes_stake pulls_out spins_off rolls_out signs_deal signs_up wins_contract posts_loss posts_profit in_talks told_investors
    picks_up snaps_up ramps_up scales_back cuts_back moves_into expands_into expands_in expands_to opens_in invests_in
    """)
"""What companies do, in two words."""

NATIONALITIES = word_set("""
    american british english scottish welsh irish french german italian spanish dutch belgian swiss austrian swedish norwegian danish
    finnish polish czech hungarian greek turkish russian ukrainian chinese japanese korean indian australian canadian mexican
    brazilian european asian african us uk eu u.s.-based london-based global
    """)

REGIONS = word_set("""
    us usa uk eu europe america canada mexico brazil china japan india germany france italy spain australia ireland asia
    africa global international worldwide north south east west northern southern deutschland espana italia brasil belgique belgium polska poland romania suisse switzerland austria nederland
    """)

ROLE_WORDS = word_set("""
    ceo cfo coo cto cmo ciso chief president chairman chairwoman chair vice executive exec executives director presidents chairs head founder
    cofounder co-founder spokesperson spokesman spokeswoman boss manager engineer board shares stock inc corp
    corporation company co plc ltd limited llc gmbh ag sa group holdings holding stores store shareholders employees
    """)

GROUP_WORDS = word_set("group gruppe groupe grupo holding holdings")

GENERIC_ACRONYMS = word_set("""
    it ai pr hr us uk eu tv pc ceo cfo coo cto ipo atm gdp vat esg nhs fbi cia dna mri abc usa la ny dc id ok am pm ad bc st
    mp gp ps pe vc io iot api app sms gps rv suv ev ad all now for on are it so cat low key at be can go has
    do or a i t f v c x d m ii iii vs no new best one two net fast well live out man men big old real car
    """)
"""Capitals that stand for many things."""

MORE_WORDS = word_set("""
    meta acme halcyon nimbus zenith apex apogee nexus vertex aura aegis alto atlas argo aurora avid axiom borealis bravo catalyst
    chipotle cobra condor echo elan ember equinox fiat fjord gusto helix heron horizon ibex indigo inca kestrel lumen lunar
    matrix mercury merlin mini mint momentum nectar neon nova octave omega omni onyx opal orbit orion osprey pelican
    phoenix pixel polaris celsius fahrenheit kelvin apache cherokee navajo mohawk comanche saxon celtic argos prism prisma pulse quantum quest raven solaris sonic sphinx stellar summit taurus tempo terra titan
    toucan trident triton unison vega velocity venus verve vertigo viking vista vortex vulcan zen zephyr zeus galileo newton darwin edison einstein kepler copernicus hubble curie apollo ares
    athena hermes hera nike juno jupiter saturn neptune uranus pluto minerva lotus oasis ibis sprint dash lyra monzo
    achilles aardwolf ajax andromeda antares anubis arcturus ariel artemis axolotl betelgeuse boreas capella caracal cassiopeia cerberus ceres cosmo cronus cygnus daedalus deneb draco dugong eurus fenrir gaia ganymede gorgon gryphon
    hyperion icarus janus kodiak kraken kudu loki lyra mamba manta medusa meerkat morpheus nereid oberon odin odysseus okapi orca orpheus oryx osiris pallas pandora peregrine perseus pinecone pleiades pollux poseidon prometheus proteus
    ragnarok rigel sable sagittarius sasquatch scorpius serval sirius siskin spica sunbird sundew tamarack tamarin theseus thor thunderbird titania valhalla valkyrie wyvern zephyrus
    gen robinhood peloton intel workday gap internet email website online blog smartphone
    """) - {"nike", "lyra", "monzo", "robinhood"}
"""Words of today, and of myths, that older lists of words leave out."""

INDUSTRY_WORDS: dict[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "retail": "store stores retailer retailers shoppers shop shops merchandise checkout discounter apparel clothing fashion supermarket grocer "
        "grocery groceries supermarkets outlet outlets holiday ecommerce collection denim jeans retail outfitters furniture",
        "airline": "carrier flight flights airline airlines passengers airport airports aircraft jets boeing airbus route routes pilots "
        "carrier fares airways air lines cabin aviation loyalty miles fleet",
        "bank": "neobank bank banking lender loans loan mortgage mortgages deposits deposit branches cardholders credit banks savings card cards checking",
        "finance": "crypto tax fintech payments payment card cards fintech lender loans credit bank banks transactions merchants merchant wallet financial capital "
        "investors fund funds asset assets wealth broker brokerage finance securities",
        "insurance": "insurer insurers insurance premiums policyholders claims underwriting assurance reinsurance",
        "technology": "software app apps cloud users ai developers platform saas smartphone iphone electronics gadget gadgets device devices headset headsets tablet tablets laptop laptops chip chips data cyber startup tech "
        "semiconductor semiconductors hardware computing computer database enterprise it digital analytics robotics labs",
        "software": "software app apps cloud users ai developers platform saas enterprise messaging video startup tech database crm erp",
        "telecom": "mobile network 5g broadband telecom telecoms telco spectrum subscribers fibre fiber wireless operator roaming telecommunications",
        "energy": "oil gas energy barrels refinery lng drilling petrol renewable renewables wind solar power electricity upstream "
        "crude pipeline offshore grid utility petroleum chemicals fuel charging electric",
        "automotive": "car cars vehicle vehicles ev evs suv automaker carmaker truck trucks dealers dealership recall electric plant "
        "motor motors auto automotive assembly pickup sedan",
        "food": "bakery beer brewer brewery drink snacks snack beverage beverages food foods chocolate candy confectionery brand brands drinks dairy restaurants restaurant "
        "cereal ingredients meals pet grocery coffee menu sandwich sandwiches farms",
        "restaurant": "restaurant restaurants menu franchise franchisee franchisees sandwich sandwiches burger diners coffee food outlets cafe bar grill",
        "consumer": "brand brands soap detergent shampoo beauty cosmetics skincare hygiene household consumer goods razor",
        "pharma": "biotechnology drug drugs fda trial trials vaccine therapy patients treatment pharma pharmaceutical pharmaceuticals biotech clinical hiv "
        "medicine drugmaker therapeutics biosciences",
        "health": "hospital hospitals patients clinic clinics health healthcare medical care dental pharmacy doctors nurses nursing pharmacists pharmacist",
        "media": "streaming subscribers tv show channel broadcaster advertising film studio music content publisher newspaper entertainment media radio",
        "travel": "hotel hotels bookings booking travel travellers travelers rooms guests resort resorts cruise hospitality lodging",
        "logistics": "parcel parcels delivery deliveries freight shipping logistics courier warehouse packages trucking transport",
        "construction": "cement construction building housebuilder homes contractor machinery equipment excavators cement steel engineering materials builders",
        "industrial": "plant machinery equipment factory manufacturing manufacturer industrial tools parts components steel metals chemical chemicals "
        "mining engineering industries packaging paper aerospace defense defence",
        "sportswear": "sneakers trainers footwear shoes apparel sportswear sneaker jersey kit shoe",
        "consulting": "consulting consultants advisory audit accounting staffing recruitment clients services",
        "security": "doorbell doorbells camera cameras alarm alarms footage security surveillance",
        "property": "property properties reit apartments tenants landlord housing homes realty estate",
    }.items()
}
"""Trades, with the words of their news."""

WELL_KNOWN = word_set("""
    walmart costco google microsoft facebook netflix tesla nvidia intel ibm samsung sony toyota honda nissan volkswagen bmw siemens
    bosch sap adobe salesforce paypal mastercard jpmorgan citigroup barclays hsbc ubs santander allianz axa ikea lidl aldi tesco
    sainsburys asda morrisons waitrose carrefour kroger safeway walgreens cvs lowes macys nordstrom kohls sephora zara uniqlo
    nike adidas reebok lululemon starbucks mcdonalds wendys chipotle pepsico unilever nestle danone loreal henkel pfizer moderna
    novartis roche astrazeneca gsk bayer exxon exxonmobil chevron totalenergies equinor vodafone verizon comcast lufthansa
    ryanair easyjet jetblue airbus boeing fedex dhl uber lyft airbnb spotify tiktok alibaba tencent huawei xiaomi shopify etsy ebay
    hulu disney qualcomm cisco dell lenovo accenture deloitte kpmg pwc ey mckinsey heineken diageo budweiser wetherspoon halfords
    """)
"""Companies that are hardly anything else: beside one, a name is likely a company's too."""

FUNCTION_WORDS = word_set("""
    a an the and or but nor so yet if as at by for from in into of off on onto out over per than that through to toward
    under until up upon via with within without about above across after against along amid among around before behind below
    beneath beside between beyond despite down during except inside like near since while when where why how who whom
    whose which what this these those it its he she they we you i his her their our your my is are was were be been being has
    have had do does did will would can could may might must shall should not no yes here there now then also just only even more
    most less least very too both either neither each every any some all few many much other another such own same again once
    new ex former meanwhile although because unlike inside how why can will today yesterday however
    der die das und mit fur le la les et des du de un une el los las y con por para en al auf bei von zu im
    """)
CALENDAR = word_set("""
    january february march april may june july august september october november december
    monday tuesday wednesday thursday friday saturday sunday
    """)
MONTHS_AND_DAYS = word_set("""
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept
    oct nov dec monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun christmas easter black q1 q2 q3 q4
    """)
