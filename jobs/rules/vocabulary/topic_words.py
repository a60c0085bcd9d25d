"""Words of news about something else than companies: games, kitchens, materials, places, works."""

from jobs.rules.vocabulary.word_sets import word_set

GAMES = word_set("""
    game games season coach playoff playoffs touchdown quarterback inning innings goals goal scored striker midfielder defender league
    opener overtime buzzer halftime unbeaten chess innings bowlers batsmen lap laps podium medal medals finals semifinals pennant inning
    tournament championship fans team teams roster nfl nba mlb nhl ncaa fifa uefa semifinal final finals match
    matches win victory defeat squad pitch kickoff rebounds assists points wicket
    """)
KITCHEN = word_set(
    "recipe recipes tablespoon teaspoon oven bake slice slices peel juice zest dish flavor flavour fruit salad vinegar pie cider harvest orchard"
)
MATERIALS = word_set("""
    aluminium aluminum amber bauxite brass bronze cement coal cobalt cocoa coffee copper corn cotton diamond diamonds gold granite
    graphite iron lead lithium marble nickel oil palladium platinum quartz rubber salt silver steel sterling sugar tin titanium tungsten
    uranium wheat zinc diesel petrol gasoline ethanol propane butter
    """)
"""What is mined, grown and traded by weight, and gives companies their names."""
MATERIAL_NOUNS = word_set("""
    price prices mine mines miner miners mining ore futures demand supply supplies output production reserves export exports import imports
    tariff tariffs use deposit deposits smelter smelters cathode cathodes concentrate alloy alloys scrap thieves theft thefts wire wires
    pipe pipes bars worktops dust stockpile stockpiles shortage glut
    """)
"""What is said of a material: "cobalt prices"."""
MATERIAL_TOPICS = word_set("""
    mine mines miner miners metal metals ore tonne tonnes ounce ounces commodity commodities smelter smelters alloy carats fossil
    battery batteries congo chile
    """)
CAR_MODELS = word_set("""
    accord beetle blazer bronco camaro camry challenger charger civic corolla corvette cybertruck dart defender durango equinox
    escalade escape expedition explorer fiesta focus fusion golf impala jetta maverick mondeo mustang navigator odyssey passat pilot
    polo prius puma ranger ridgeline rogue sentra sierra silverado suburban supra tacoma tahoe tiguan transit tundra wrangler yaris
    """)
"""Cars that are called by their make: "Ford Mustang"."""
DIRECTIONS = word_set("""
    north south east west northeast northwest southeast southwest midwest northern southern eastern western
    """)
WORKS = word_set("""
    altarpiece ballet book cinemas concerto detective drama episode film films memoir movie musical novel novelist novels opera
    painter painting paintings play playwright poem prequel reboot remake sequel series sonata symphony trilogy triptych tv spin-off
    spinoff season stage streaming theatre
    """)
"""Words of news about books, films and pictures."""
BEARERS = word_set("""
    actor actress aria band bull calf cat choir choirs comedian cow cyclone dog duo ensemble ferry film frigate giraffe gorilla horse
    hurricane liner mare midfielder musical novel opera orchestra panda puppy quartet racehorse rapper sailor satellite ship singer
    spacecraft stallion storm striker submarine thoroughbred trawler trio troupe tug vessel yacht
    """)
"""What has a name of its own and is no company: "the choir Harmony"."""
LIVING_THINGS = word_set("""
    antelope banana bananas bass bat bats bear bears beetle beetles butterfly cabbage chrysanthemum cod crab crabs daffodil dolphin duck
    ducks fern fox foxes frog frogs fungus goose geese hawk lizard lobster melon moth moths mushroom mushrooms mussel mussels newt
    octopus orchid orchids owl owls oyster oysters parrot pear pears penguin plover potato potatoes rat rats rose roses salmon shark
    sheep shrew snail snake snakes sparrow spider spiders squirrel squirrels terrier toad tortoise trout tulip tulips turtle turtles
    warbler wasp wasps whale whales wolf wolves woodpecker
    """)
"""Beasts and plants, whose kinds are called after people and places: "Cavendish banana"."""
STATE_AFFAIRS = frozenset(
    ["state's", "city's", "town's", "county's", "county", "province's", "treasurer", "premier", "parliament"]
)
"""Words of news about how a place is governed."""
LOCAL_NEWS = word_set("""
    police suspect residents neighbours neighbors shooting shot shots stabbed stabbing killed suburb suburban neighbourhood
    neighborhood sheriff officers tornado flood floods drought blaze firefighters evacuated rescued deputies gunman homicide murder
    troopers crews reservoirs crash quake earthquake magnitude derails derailed wildfire sismo descarrila incendio
    """)
"""Words of news about a place."""

NATURE = word_set("""
    sky stars starry galaxy comet lunar tree trees blossom rainforest basin jungle deforestation tribe tribes indigenous species river rivers wildlife habitat planet rover nasa orbit astronaut astronauts
    spacecraft crater telescope moon martian zoo hurricane storm tornado beach tides ocean sea waves birds bird turtle volcano
    """)
STAGE = word_set(
    "goddess statue myth myths temple generation ballet cast biopic album band singer song songs guitarist concert tour actor actress film movie novel novelist poem exhibition painting theatre orchestra director"
)
CIVIC = word_set("""
    mayor council sheriff county police residents officials outbreak virus infections voters election ballot school district schools teacher students pupils church murder
    arrested suspect shooting court judge jury embassy consulate immigration migrants passport applicants tourists variant covid
    """)
OTHER_TOPICS = (GAMES, KITCHEN, NATURE, STAGE, CIVIC)
"""Words of news about something else, by subject."""
