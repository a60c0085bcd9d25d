"""Which country a city lies in, and in the United States which state too. Pure.

The larger cities of GeoNames (geonames.org, CC BY 4.0) whose names are one word and hardly anything else.
"""

_CITIES = """
german: cologne koeln munchen muenchen nuernberg duesseldorf
us newyork: newyork
us california: losangeles sanfrancisco sandiego sanjose longbeach siliconvalley
us nevada: lasvegas
us utah: saltlakecity
us louisiana: neworleans
us missouri: stlouis kansascity
us texas: fortworth sanantonio
us: northcarolina southcarolina northdakota southdakota newmexico newjersey newhampshire rhodeisland westvirginia alabama alaska arizona
    arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine
    maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania
    tennessee texas utah vermont virginia wisconsin wyoming carolina dakota
uk: miltonkeynes england scotland welsh yorkshire kent essex sussex cornwall devon hertfordshire lancashire midlands
brazil: saopaulo riodejaneiro
argentina: buenosaires
indian: newdelhi
israel: telaviv
southafrica: capetown
emirates: abudhabi
malaysia: kualalumpur
vietnam: hochiminhcity
mexican: mexicocity
german: bavaria saxony hesse
spanish: catalonia andalusia
emirates: dubai sharjah
afghanistan: kabul
albania: tirana
armenia: yerevan
angola: luanda
argentina: cordoba
austria: donaustadt floridsdorf graz innsbruck linz ottakring salzburg vienna
australia: adelaide brisbane cairns canberra geelong hobart melbourne newcastle perth sydney townsville wollongong
azerbaijan: baku
bosnia: sarajevo
bangladesh: chattogram dhaka gazipur khulna rangpur
belgium: anderlecht antwerp brugge brussels charleroi leuven liege namur schaerbeek
burkinafaso: ouagadougou
bahrain: manama
bolivia: sucre
brazil: belem brasilia campinas curitiba fortaleza goiania guarulhos maceio manaus recife
belarus: minsk
canadian: brampton burlington burnaby calgary edmonton etobicoke gatineau halifax kitchener laval longueuil markham mississauga
    montreal nepean oakville oshawa ottawa quebec saskatoon surrey toronto vancouver windsor winnipeg
democraticrepublicofcongo: kananga kinshasa kisangani lubumbashi
switzerland: basel bern lausanne winterthur zurich
ivorycoast: abidjan abobo yamoussoukro
chile: santiago
cameroon: douala yaounde
chinese: baoan beijing changchun changsha changzhou chengdu chongqing dalian dongguan foshan fuzhou guangzhou guiyang hangzhou
    harbin hefei jinan kunming lanzhou luliang nanjing nanning ningbo pudong puxi puyang qingdao shanghai shantou shenyang
    shenzhen shijiazhuang shiyan suzhou taiyuan tangshan tianjin urumqi wuhan wuxi wuzhong xiamen zhengzhou zhongshan zibo
colombia: bogota cali medellin
cuba: havana
cyprus: nicosia
czech: prague
german: aachen augsburg bergedorf berlin bielefeld bochum bonn bottrop braunschweig bremen bremerhaven charlottenburg chemnitz
    darmstadt dortmund dresden duisburg dusseldorf eimsbuttel erfurt freiburg friedrichshain gelsenkirchen gottingen hamburg
    hannover harburg heidelberg heilbronn ingolstadt karlsruhe kassel kiel koln krefeld kreuzberg leipzig leverkusen lubeck
    magdeburg mainz mannheim marienthal marzahn monchengladbach mulheim munich munster neukolln nippes nuremberg oberhausen
    offenbach oldenburg osnabruck paderborn pforzheim potsdam recklinghausen regensburg remscheid reutlingen rodenkirchen
    rostock saarbrucken schoneberg solingen stuttgart ulm wandsbek wiesbaden wolfsburg wuppertal wurzburg
denmark: aalborg arhus copenhagen odense
algeria: algiers
ecuador: guayaquil quito
estonia: tallinn
egypt: cairo giza
spanish: albacete alcorcon alicante almeria badajoz badalona barcelona bilbao burgos carabanchel eixample elche fuencarral
    fuenlabrada getafe gijon granada hortaleza latina leganes logrono madrid malaga marbella mostoles murcia oviedo palma
    pamplona sabadell santander sevilla terrassa valladolid vigo zaragoza
finland: espoo helsinki oulu tampere turku vantaa
french: amiens angers argenteuil besancon bordeaux caen dijon grenoble lille limoges marseille montpellier montreuil mulhouse
    nantes nimes paris perpignan reims rennes rouen strasbourg toulon toulouse villeurbanne
uk: aberdeen aylesbury barnsley basildon basingstoke battersea becontree bedford belfast bexley birkenhead birmingham blackpool
    bournemouth bracknell brighton bristol burnley cambridge cannock cardiff chatham chelmsford cheltenham chesterfield
    chingford colchester coventry crawley crewe croydon dagenham darlington derby derry doncaster dundee eastbourne edinburgh
    exeter fulham fylde gateshead gillingham glasgow gosport grays grimsby guildford harlow harrogate hartlepool huddersfield
    ilford ipswich islington leeds leicester lisburn liverpool london lowestoft luton maidenhead maidstone manchester mansfield
    mendip middlesbrough newport northampton norwich nottingham nuneaton oldham oxford paisley peckham peterborough plymouth
    portsmouth purley putney redditch rochdale romford rotherham salford scunthorpe shrewsbury slough solihull southall
    southampton southport stevenage stockport sunderland swansea swindon tamworth telford tottenham uxbridge wakefield walsall
    walthamstow warrington watford wembley wigan woking wolverhampton worthing york
georgia: tbilisi
ghana: accra kumasi
greece: athens
hongkong: kowloon
honduras: tegucigalpa
croatia: zagreb
hungary: budapest pest
indonesia: bandung batam bekasi bogor depok jakarta jepara makassar medan palembang pekanbaru semarang surabaya tangerang
irish: dublin galway tallaght
israel: jerusalem
indian: ahmedabad bengaluru bhopal chennai coimbatore delhi hyderabad indore jaipur kallakurichi kanpur kolkata lucknow ludhiana
    mumbai nagpur patna pune rasapudipalem surat thane vadodara
iraq: baghdad basrah erbil karbala kirkuk mosul sadr
iran: isfahan karaj mashhad shiraz tabriz tehran
iceland: reykjavik
italian: bari brescia catania florence genoa livorno messina milan modena naples padua palermo parma prato rome taranto trieste
    turin verona
jamaica: kingston
jordan: amman
japanese: aihara chiba fukuoka hamamatsu hiroshima kawasaki kitakyushu kobe kumamoto kyoto nagoya niigata okayama osaka ota
    sagamihara saitama sakai sapporo sendai setagaya tokyo yokohama
kenya: kakamega mombasa nairobi
korea: busan changwon daegu daejeon gwangju incheon seoul suwon ulsan
kazakhstan: almaty astana shymkent
laos: vientiane
lebanon: beirut
srilanka: colombo
liberia: monrovia
lithuania: vilnius
luxembourg: luxembourg
latvia: riga
libya: tripoli
morocco: casablanca fes rabat tangier
moldova: chisinau
montenegro: podgorica
madagascar: antananarivo
macedonia: skopje
mali: bamako
myanmar: mandalay yangon
malta: valletta
mexican: aguascalientes cancun chihuahua culiacan guadalajara hermosillo iztapalapa merida mexicali mexico monterrey morelia
    puebla saltillo tijuana torreon zapopan
mozambique: maputo matola
niger: niamey
nigerian: aba abuja benin ibadan ilorin jos kaduna kano lagos maiduguri onitsha sokoto
nicaragua: managua
dutch: amersfoort amsterdam apeldoorn arnhem breda eindhoven enschede groningen haarlem hoofddorp nijmegen rotterdam tilburg
    utrecht zaanstad
norway: bergen drammen kristiansand oslo stavanger trondheim
nepal: kathmandu
newzealand: auckland
oman: muscat
peru: arequipa callao lima
philippines: budta caloocan davao malingao manila quezon taguig zamboanga
pakistan: bannu faisalabad gujranwala islamabad karachi lahore multan peshawar quetta rawalpindi
polish: bydgoszcz czestochowa gdansk gdynia katowice krakow lublin mokotow poznan radom sosnowiec szczecin warsaw
portugal: amadora braga coimbra funchal leiria lisbon porto queluz setubal viseu
paraguay: asuncion
qatar: doha
romania: bucharest
serbia: belgrade
russia: chelyabinsk kazan krasnoyarsk moscow novosibirsk omsk samara ufa volgograd voronezh yekaterinburg
rwanda: kigali
saudiarabia: dammam jeddah madinah makkah riyadh
sudan: khartoum omdurman
sweden: gothenburg helsingborg jonkoping linkoping malmo orebro sodermalm sollentuna stockholm umea uppsala vasteras
singapore: singapore
slovenia: ljubljana
slovakia: bratislava
sierraleone: freetown
senegal: dakar pikine touba
somalia: mogadishu
southsudan: juba
syria: aleppo damascus
thailand: bangkok
tunisia: tunis
turkey: adana ankara antalya bursa gaziantep istanbul izmir kayseri konya
taiwan: kaohsiung taichung tainan taipei
tanzania: dodoma mwanza
ukraine: kharkiv kyiv odesa
uganda: kampala
uruguay: montevideo
uzbekistan: tashkent
venezuela: barquisimeto caracas maracaibo
vietnam: haiphong hanoi hue
yemen: aden sanaa
southafrica: durban gqeberha johannesburg pretoria soweto
zambia: lusaka
zimbabwe: harare
us alabama: huntsville tuscaloosa
us arizona: alhambra glendale maryvale mesa peoria scottsdale tempe tucson yuma
us california: anaheim antioch bakersfield berkeley burbank chico chinatown clovis escondido fairfield fontana fremont fresno
    fullerton hayward hesperia hollywood inglewood irvine koreatown modesto murrieta norwalk oakland oceanside ontario oxnard
    palmdale pomona redding rialto riverside roseville sacramento stockton sunnyvale temecula torrance vacaville vallejo ventura
    victorville visalia
us colorado: arvada denver greeley lakewood longmont westminster
us connecticut: bridgeport hartford stamford waterbury
us districtofcolumbia: washington
us florida: clearwater davie gainesville hialeah jacksonville lakeland miami miramar orlando tallahassee tampa
us georgia: atlanta macon roswell savannah
us hawaii: honolulu
us idaho: boise
us illinois: chicago elgin joliet naperville rockford
us indiana: evansville indianapolis
us kansas: olathe topeka wichita
us kentucky: lexington louisville
us louisiana: lafayette metairie shreveport
us maryland: baltimore
us massachusetts: boston brockton dorchester quincy worcester
us michigan: dearborn detroit lansing livonia
us minnesota: minneapolis
us mississippi: jackson
us missouri: springfield
us nebraska: lincoln omaha
us newjersey: edison newark paterson
us newmexico: albuquerque
us newyork: albany amherst astoria brooklyn bushwick elmhurst flatbush fordham gravesend harlem jamaica manhattan queens
    rochester syracuse yonkers
us northcarolina: asheville charlotte fayetteville greensboro greenville raleigh
us ohio: akron cincinnati cleveland columbus dayton
us oklahoma: lawton tulsa
us oregon: beaverton gresham hillsboro portland
us pennsylvania: allentown erie philadelphia pittsburgh
us southcarolina: charleston columbia
us tennessee: chattanooga clarksville knoxville memphis murfreesboro nashville
us texas: abilene alief amarillo arlington austin beaumont brownsville carrollton dallas frisco houston killeen laredo
    lewisville lubbock mcallen mesquite midland pasadena pearland plano waco
us utah: orem provo
us virginia: chesapeake norfolk roanoke
us washington: bellevue renton seattle spokane tacoma yakima
us wisconsin: kenosha madison milwaukee
"""


def _read_cities() -> dict[str, tuple[str, ...]]:
    around: dict[str, tuple[str, ...]] = {}
    wider: tuple[str, ...] = ()
    for line in _CITIES.strip().splitlines():
        head, colon, rest = line.partition(":")
        if colon:
            wider = tuple(head.split())
        around.update(dict.fromkeys((rest if colon else line).split(), wider))
    return around


CITIES: dict[str, tuple[str, ...]] = _read_cities()
"""City → its country, and its state in the United States."""
