"""Names of places: a company that bears one may be the place in the news.

The cities and countries of the time zone database (public domain), and others that are often in the news.
"""

from jobs.rules.vocabulary.word_sets import word_set

PLACE_NAMES = word_set("""
iberia brunswick caledonia hibernia albion cambria watts
aarhus aberdeen abidjan abilene abu abuja accra adak adelaide aden adirondack adriatic aegean afghanistan
africa ahmedabad akron alabama alaska albania albany alberta alexandria algeria algiers almaty alps
alsace amarillo amazon america amman amsterdam ana anadyr anaheim anchorage andalusia andes andorra
angola anguilla ankara annapolis antananarivo antarctica antigua antwerp apia appalachians aqtau aqtobe
araguaina arctic argentina arizona arkansas armenia aruba asheville ashgabat asia asmara aspen astrakhan
asuncion athens atikokan atlanta atlantic atyrau auckland augusta austin australia austria avalon
azerbaijan azores baghdad bahamas bahia bahrain bakersfield baku balkans baltic baltimore bamako
bangalore bangkok bangladesh bangor bangui banjul barbados barbara barcelona barnaul basel basingstoke
bath bavaria beaumont beijing beirut belarus belem belfast belgium belgrade belize bengal bengaluru benin
bergen bering berlin bermuda bern beulah bhutan bihar bilbao birmingham biscayne bishkek bissau blackpool
blantyre bogota boise bolivia bologna bolton bonn bordeaux boston botswana bougainville bournemouth
bradford braga brampton brasilia bratislava brazil brazzaville bremen bridgeport brighton brisbane
bristol britain brittany brno bronx brooklyn bruges brunei brussels bucharest budapest buffalo bujumbura
bulgaria burbank burgundy burlington burundi busan busingen cairo calgary cali california cambodia
cambridge camden cameroon canada canary canberra cancun cannes caracas cardiff caribbean carlisle carmel
carolina carpathia casablanca cascade casey castile catalonia catamarca catskill caucasus cayenne cayman
cebu center ceuta chad chagos champagne champaign champlain charleston charlotte chatham chattanooga
chelmsford chelsea cheltenham chengdu chennai chesapeake chester chicago chihuahua chile china chisinau
chita christchurch christmas chuuk cincinnati clara clearwater cleveland cocos colchester cologne
colombia colombo colorado columbia columbus comoro comoros compton conakry concord congo connecticut
copenhagen cordoba cork cornwall coventry coyhaique creston crimea croatia croydon cruz cuba cuiaba
curacao curitiba cyprus dakar dakota dallas damascus danmarkshavn danube darwin davis dawson dayton
decatur delaware delhi denmark denver derby derry detroit devon dhabi dhaka dili djibouti doha dominica
donbas dorset dortmund douala dover dresden dubai dublin duluth dumontdurville dundee durban durham
dushanbe dusseldorf easter ecuador edinburgh edmonton efate egypt eindhoven eirunepe emirates england
erie eritrea essen essex estonia eswatini ethiopia eucla eugene euphrates europe evansville everest
everglades exeter fakaofo famagusta faroe fe fiji finland flanders flint florence florida fortaleza
france frankfurt freetown fresno fukuoka fulham funafuti gabon gaborone gainesville galapagos galicia
galveston galway gambia gambier ganges gaza gdansk geneva genoa georgia germany ghana ghent gibraltar
gilead glasgow glendale gloucester goa gobi gothenburg graz greece greenland greenville greenwich grenada
grenoble groningen guadalajara guadalcanal guadeloupe guam guangzhou guatemala guayaquil guernsey
guildford guinea gujarat guyana hackney hague haifa haiti halifax hamburg hamilton hampshire hampton
hangzhou hannover hanoi hanover harare harlem hartford hatteras havana hawaii hawthorne hebron helsinki
hermosillo hesse himalaya himalayas hobart hoboken holland hollywood honduras honolulu houston hovd
hudson hull hungary huntington huntsville huron hyderabad iceland idaho illinois incheon india indiana
indianapolis indonesia indus inglewood inuvik inverness iowa ipswich iqaluit iran iraq ireland irkutsk
irvine islamabad islington israel istanbul italy ithaca izmir jacksonville jaipur jakarta jamaica japan
jayapura jeddah jersey jerusalem johannesburg jordan juba jujuy juneau jupiter kabul kaliningrad
kamchatka kampala kanpur kansas kanton kaohsiung karachi karlsruhe kashmir kathmandu kazakhstan kelowna
kent kentucky kenya kerala kerguelen key khandyga khartoum kiel kigali kilimanjaro kilkenny kingston
kinshasa kiribati kiritimati kirov knox knoxville kobe kolkata koln korea kosrae krakow kralendijk
krasnoyarsk kuching kuwait kwajalein kyiv kyoto kyrgyzstan labrador lagos lahore lancaster lansing laos
laredo largo latvia lausanne lebanon leeds leicester leipzig lesotho lexington liberia libreville libya
liechtenstein liege lille lima limerick limpopo lincoln lindeman linz lisbon lithuania liverpool
ljubljana lodz lombardy lome london longyearbyen lorraine louisiana louisville lowell luanda lubbock
lubumbashi lucerne lucknow lusaka luton luxembourg lviv lyon macau maceio macon macquarie madagascar
madeira madison madrid magadan mahe maine mainz majuro makassar malabo malaga malawi malaysia maldives
mali malibu malmo malta managua manama manaus manchester manchuria manhattan manila manitoba mannheim
maputo marengo mariehamn marigot marquesas mars marseille martinique maryland maseru massachusetts
matamoros mauritania mauritius mawson mayotte mazatlan mbabane mcmurdo medellin mediterranean mekong
melbourne memphis mendoza menominee mercury merida mesa metlakatla mexico miami michigan micronesia
midland midway milan milano milwaukee minneapolis minnesota minsk miquelon mississauga mississippi
missouri mobile modesto mogadishu mojave moldova mombasa monaco moncton mongolia monica monrovia montana
montenegro monterey monterrey montevideo montgomery monticello montreal montserrat morocco moscow
mozambique mumbai munchen munich murcia muscat myanmar nagoya nagpur nairobi namibia nanjing nantes
nantucket napa naples nashua nashville nassau nauru ndjamena nebraska nepal neptune netherlands nevada
newark newcastle newport niamey nicaragua nice nicosia niger nigeria nile niue nome norfolk normandy
noronha northampton norway norwich nottingham nouakchott noumea novokuznetsk novosibirsk nuremberg
nurnberg nuuk oakland oceania odense odesa odessa ogden ohio ojinaga oklahoma olympic omaha oman omsk
ontario oral orange oregon orinoco orlando osaka oslo ottawa ouagadougou oxford pacific pakistan palau
palermo palestine palmer panama paraguay paramaribo paris pasadena patagonia pennsylvania pensacola
peoria perth peru peterborough petersburg philadelphia philippines phoenix piedmont pitcairn pittsburgh
pluto plymouth podgorica pohnpei poland pontianak portland porto portsmouth portugal potomac poznan
prague preston pretoria princeton provence providence provo prussia pune punjab pyongyang pyrenees qatar
qostanay quebec queens queensland quincy quito qyzylorda rabat raleigh rarotonga reading recife regina
reims rennes reno resolute reunion reykjavik rhine richmond riga rio riyadh roanoke rochester rockford
rockies roma romania rome rosa rosario rostock rothera rotterdam russia rwanda sacramento sahara saigon
saipan sakhalin salem salta salvador salzburg samara samarkand samoa santa santander santarem santiago
sapporo sarajevo sarasota saratov sardinia saskatchewan saskatoon saturn savannah savoy saxony
scandinavia scoresbysund scotland scottsdale seattle sedona seine senegal seoul serbia sevilla seville
seychelles shanghai sheffield shenandoah shenzhen shreveport siberia sicily sierra simferopol singapore
sitka skopje slough slovakia slovenia sofia somalia somerset sonoma sonora southampton spain spartanburg
spokane springfield srednekolymsk stamford stanley stirling stockholm stockton stoke strasbourg stratford
stuttgart sudan suffolk sunderland superior surabaya surat suriname surrey sussex swansea sweden swindon
switzerland sydney syowa syracuse syria tacoma tahiti tahoe taipei taiwan tajikistan tallahassee tallinn
tampa tampere tanzania tarawa tashkent tasman tasmania tbilisi tegucigalpa tehran telluride tempe
tennessee texas thailand thames thessaloniki thimphu thule tianjin tibet tigris tijuana tirane togo
tokelau tokyo toledo tomsk tonga tongatapu torino toronto torrance tortola tottenham toulouse trenton
tripoli troll trondheim tucson tucuman tulsa tunis tunisia turin turkey turkmenistan turku tuscany tuvalu
tyrol uganda ukraine ulaanbaatar ulster ulyanovsk uppsala uranus uruguay urumqi ushuaia utah utica
utrecht uzbekistan vaduz vail valencia valparaiso vancouver vanuatu vatican venezuela venice venus
vermont verona vevay victoria vienna vientiane vietnam vilnius vincennes virginia vladivostok volga
volgograd volta vostok waco wake wales wallis wallonia warsaw warwick washington waterbury waterford
watford wellington wembley whitehorse wichita wien wiesbaden wilmington wimbledon winamac windhoek
windsor winnipeg wisconsin wolverhampton worcester wroclaw wuhan wyoming xian xinjiang yakutat yakutsk
yangon yangtze yekaterinburg yellowstone yemen yerevan yokohama yonkers york yosemite yukon zagreb
zambezi zambia zaragoza zeeland zimbabwe zurich
""")
"""Single words, folded."""
