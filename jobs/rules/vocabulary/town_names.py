"""Names of smaller towns: an account that bears one may be the place in the news.

Cities of 15,000 people and more in Australia, Austria, Belgium, Canada, France, Germany, Ireland, Italy, the Netherlands, New Zealand,
Spain, Switzerland, the United Kingdom and the United States, from GeoNames (https://www.geonames.org, CC BY 4.0), single words only.
"""

from jobs.rules.vocabulary.word_sets import word_set

TOWN_NAMES = word_set("""
aachen aalen aalsmeer aalst aalten aalter aarau aarschot abbiategrasso abbotsford aberdare aberystwyth abingdon abington abrantes accrington
acerra achern achim acireale acton acworth addison adeje adelanto adelfas adelfia adelphi adlershof adliswil adra adrano adriano affton
afragola agawam agde agen agoura agrigento agropoli ahaus ahlen aichach aiken airdrie ajaccio alafaya alameda alamo alamogordo alba albacete
albal albemarle albenga albi albignasego alblasserdam albolote alboraya albstadt albuquerque alcamo alcantarilla alcobendas alcoy aldaia
aldershot aldine alessandria alfafar alfeld alfreton alfter algeciras algete alghero algonquin algorta alhambra alicante alief aljaraque
alkmaar allapattah allauch allentown allerton alliston alloa allschwil allston almagro almansa almassora almelo almenara almendralejo
almendrales almonte almozara alpharetta alpignano alsdorf alsergrund alsfeld alsip alsterdorf altadena altamura altea altena altglienicke
altona altoona altus aluche alzey alzira amberg americus amersfoort amherst amiens ammanford amorebieta amposta ampthill amstelveen
amstetten anacortes ancaster ancona andenne anderlecht andernach andover andria andritz anglet angleton angri ankeny annecy annemasse
anniston annonay anoka ansbach ansfelden ansonia antequera antibes antioch antony antrim anzio aosta apeldoorn aplerbeck apolda apopka
appleton aprilia aranjuez arapiles aravaca arbroath arcadia arcata arcella archena arcore arcos arcueil ardea ardmore arenella arese arezzo
arganda arganzuela argentan argenteuil arheilgen ariccia arles arlington arlon armilla arnhem arnsberg arnstadt arona arpino arras arrecife
arroyomolinos arteixo artesia arucas arvada arvin arzano arzignano ascheberg aschersleben ashburn ashburton asheboro ashford ashington
ashland ashtabula ashwaubenon aspe aspern asse assebroek assemini assen assendelft asti aston astoria atarfe atascadero atascocita atherton
athlone attendorn attleboro atwater aubagne aubervilliers auch auderghem audincourt auerbach aurich aurillac austintown australind autun
auxerre avellino avenel aventura aversa avezzano avignon avion avola avon avvocata ayamonte aylmer azusa baar baarn babenhausen backnang
bacoli badajoz badalona baden badhoevedorp baena baesweiler baeza bagheria bagneux bagnolet bagnoli baiersbronn baildon balaguer balbriggan
baldivis balen balingen ballajura ballarat ballincollig ballwin ballymena balma bamberg bankstown banyoles barakaldo barbastro barbate
barberton bareggio barendrecht bari barletta barnet barneveld barnsley barnstable barnstaple barra barrhead barrie barrington barstow bartow
basauri basford basildon bassum bastia batavia batley battersea battipaglia baumschulenweg baunatal bautzen bayeux bayonne bayreuth bayside
baytown baza bearsden beaune beauvais beavercreek beaverton bebington beckingen beckley beckum becontree bedford bedlington beerse beersel
belfort bellaire bellevue bellflower bellinzona bellmore bellshill belluno beloeil beloit belpasso belper beltline belton belvidere bemerode
benavente bendigo bendorf benevento benicia benidorm bennekom bensalem bensheim benthuizen berchem berck berea berga bergamo bergedorf
bergeijk bergerac bergheim bergkamen bergneustadt bergschenhoek beringen berja berkeley berkhamsted berkley bermeo berruguete berwick berwyn
bessemer bethesda bethlehem bethpage bettendorf beuningen bevere beveren beverley beverungen beverwijk bexbach bexley bezons biancavilla
biarritz bicester biddeford biddulph bideford biebrich bielefeld biella biesdorf biggleswade billerica billericay billstedt biloxi bilthoven
bilzen binche binghamton bingley birkenhead bisceglie bischheim bishopbriggs bishopstoke bismarck bitonto bixby blackheath blacktown
blackwall blagnac blanchardstown blanes blankenberge blanquefort blasewitz blauwput blenheim blerick bletchley blieskastel blois blomberg
bloomington bloxwich bludenz bluffton blundell blyth blythe boardman bobigny bobingen bocholt bochum bockum bodegraven bodmin bogenhausen
boiro boisbriand bollate bolzano bondy bonnyrigg bootle boppard bordon borgerhout borgomanero borken bormujos borna bornem bornheim boronia
borssele boscoreale boskoop bostonia bothell bothfeld bottrop bouguenais bourbonnais bourges boussu bowie bowthorpe boxtel bozeman brackel
brackenheim bracknell bradenton braintree brakel bramhall bramsche branford brant brantford brasschaat braunschweig braunstone brawley brea
breda bregenz bremerton brera brescia bressanone bresso bressuire brest bretten bridgend bridgeton bridlington brighouse brigittenau
brignoles brilon brindisi britz brixton broadmoor broadstairs brockley brockton bromsgrove bron bronte brookings brooklin brookline brossard
brough broxburn bruchsal brugge brugherio brummen brunoy brunssum brusciano brymbo buckhall buckow buderim buenavista buer bulle bundaberg
bundoora burgdorf burghausen burglesum burgos burien burjassot burlata burleson burlingame burnaby burngreave burnie burnley burriana
burscheid bushey bushwick busselton bussolengo bussum bustleton butarque butzbach buxtehude buxton byford caboolture cabot cabra cabramatta
cachan cadiz caen caerphilly cagliari cahors caivano calabasas calafell calahorra calais calamvale calatayud caledon calella calexico calne
caloundra calp caltagirone caltanissetta calverton calw camaiore camargo camarillo camas camberley camberwell camborne cambrai cambre
cambrils cambuslang campamento campobasso campsie camrose canarsie canby candelaria candiac canillas canillejas cannock canovelles canteleu
cantonment capalaba capannori capua carabanchel caravaca carballo carbonia carcaixent carcassonne cardedeu cardito cariboo carini carlet
carlingford carlow carlsbad carmagnola carmarthen carmona carouge carpentras carquefou carrara carrboro carrickfergus carrigaline carrizal
carrollton carshalton cartagena cartaya carteret carterton carvin casamassima casarano casavatore cascina caserta casoria casper casselberry
cassino castaic castellana castelldefels castelvetrano castilla castillejos castleford castlereagh castres castricum castrovillari casula
catania catanzaro catarroja catford cattolica cavaillon cecina celina celle cenisia cenon centereach cento centralia centretown centro
cercola cergy cerignola cerritos cerveteri cervia cesena cesenatico cessnock cestas chadderton challans chalmette cham chamblee chambly
champlin chanhassen chantilly chapeltown charleroi charlesbourg charlestown charlottetown chartres chaska chatou chaudfontaine cheektowaga
chelles chemnitz cherbourg chertsey cheshunt chessington chestermere cheyenne chiaia chiaiano chiari chiavari chickasha chico chicopee
chicoutimi chieri chieti chillicothe chilliwack chillum chinatown chingford chioggia chipiona chiswick chivasso cholet chomedey chopera
chorley chowchilla chur ciampino cibolo cicero ciempozuelos cieza cirencester ciutadella civitavecchia clamart claremore clearlake cleburne
cleckheaton cleethorpes clemmons clemson clevedon clichy cliffcrest clive clovis cluses clydach clydebank coachella coalinga cobourg coburg
coesfeld cohoes coity coleraine colfontaine colleferro collegno colmar colne colombes colomiers colonia colton comillas comiso commack como
concarneau conda conegliano confederation congleton conisbrough conroe consett conversano conyers coogee coorparoo copertino copiague
coppell coquitlam coram corato corby corcoran cordenons corinth corio cormano cornaredo coronado correggio corsicana corsico cortland
corvallis cosenza coslada costillares coswig cottbus coulommiers coulsdon courbevoie courcelles courtenay covina cowley craigavon
craigieburn crailsheim cramlington cranbourne cranendonck cranford cranston crawley creil crema cremona crevillente crewe crimmitschau
crocetta crofton croix cronulla crotone croulebarbe crowborough crowthorne cudahy cuenca cugnaux culemborg cullera culleredo cullman
culpeper cumberland cumbernauld cuneo cupertino cusano cutler cwmbran dachau dahlem daimiel dalfsen dalmine dalserf damme dandenong danvers
darien darmstadt dartford darton darwen datteln daventry davie dearborn debary deeside deggendorf deinze dekalb deland delano delft delfzijl
delicias delitzsch delmenhorst deltona denain denderleeuw dendermonde denia denison depew desio desoto dessau destelbergen detmold deurne
deutz deventer devizes dianella didam didcot diemen diepenbeek diepholz dieppe diest dietikon dietzenbach dijon diksmuide dilbeek dillingen
dingolfing dinnington dinslaken dinuba ditzingen dixiana docklands doetinchem dolton domodossola domont donaghmede donaueschingen donaustadt
doncaster dongen doral dordrecht dormagen dornbirn dorsten dorstfeld dorval dothan dotzheim douai douarnenez drachten dracut draguignan
drancy draveil dreieich drensteinfurt dreux drogheda droitwich dronten droylsden dubbo dubuque duderstadt duffel duiven dulsberg dumbarton
dumfries dumont duncraig dundalk dunedin dunfermline dunkirk dunstable dunwoody durango durant duvernay eagan easley eastbourne easthampton
eastlake easton eastpointe eastvale eaubonne eberbach eberswalde eboli eccles echuca edegem eden edewecht edina edmundston eeklo eersel
eggenberg egham ehingen eibar eibergen eidelstedt eilbek einbeck einsiedeln eisenach eisenzicken eislingen eitorf eixample ekeren elbeuf
elburg elche elda elgin elizabethtown elkhart elko elkton elland ellwangen elmira elmont elmschenhagen elmshorn eloy elsdorf elst elwood
elyria embajadores emden emmeloord emmen emmendingen emmerich empoli emporia emsdetten encanto encinitas encino enfield engadine
engelskirchen enger enid enkhuizen enna ennepetal ennigerloh ennis enschede ensley eppan eppelborn eppendorf epping eppingen epsom erandio
erba ercolano erding erftstadt erfurt erkelenz erkrath erlangen erlanger ermont ermua errenteria erskine erwitte eschborn eschwege
eschweiler escondido eselsberg esher esparreguera espelkamp esquilino esquimalt essendon essling esslingen este estepona estero estrella
etobicoke etterbeek ettlingen euclid euless eupen euskirchen eustis eutin evanston evere evergem eving evington ewell exmouth eysines
fabriano faenza fairborn fairhope fairland falkensee falkirk fano faribault farmington farnborough farragut fasano favara favoriten
fazakerley felanitx feldkirch felixstowe fellbach fennpfuhl fergus fermo ferndown fernley ferrara ferrol fidenza figueres filadelfia
filderstadt fillmore finchley findlay finglas finsterwalde fiorano firminy fischeln fishtown fiumicino flagami flatbush flatlands flers
fleurus floirac floridia floridsdorf florissant foggia foligno folkestone follonica folsom fondi fontaine fontainebleau fontana footscray
forbach forchheim forio formby formia formigine fornacelle forney forst fossano fountainebleau frameries franconia frankenberg frankenthal
frankford frankfort frankston frascati frattamaggiore frattaminore frauenfeld frechen frederickson fredericton freiberg freilassing freising
freital fresnes freudenberg freudenstadt fribourg fridley friedberg friedenau friedrichsdorf friedrichshain friesoythe frisco frohnau frome
frontignan frosinone fuencarral fuengirola fuenlabrada fulda fullerton fuorigrotta furzedown fylde gadsden gaeta gaggenau gagny gahanna
galapagar galatina galdakao gallarate gallatin galliate gallipoli gallup gallus galt gamonal ganderkesee gandia ganshoren garbsen garches
garching gardanne gardena gare garston gartenstadt gastonia gateshead gatineau gautier gauting gawler gaztambide geel geelong geesthacht
geidorf geilenkirchen gela geldermalsen geldern geldrop geleen gelligaer gelnhausen gelsenkirchen gembloux gemert genk gennep gennevilliers
gentbrugge georgetown gera geraardsbergen geraldton geretsried gerlingen germantown germering germersheim gersthofen gescher geseke
gesundbrunnen getafe getxo gevelsberg ghedi giarre gien gifhorn gilching gilly gilroy ginosa giovinazzo girona gisborne giulianova giussano
givors gladbeck glanerbrug glassboro glassmanor glauchau glendora glenferrie glenrothes glenroy glinde glossop goch godalming gohlis goirle
golborne goldsboro goleta gonesse gonsenheim goodyear goole gorbitz gorgonzola gorinchem gorizia gorseinon gosforth goshen goslar gosnells
gossau gotha gouda goulburn goya gradignan grafton gragnano granada granby granollers grasse gravesend grayslake greeley greenacre greenbelt
greenford greenock greenpoint greensboro greensborough greenvale grefrath greiz grenchen gretna greven grevenbroich greystanes greystones
gries griesheim grigny grimbergen grimma grimsby groesbeek gronau gropiusstadt grosseto grottaferrata grottaglie grugliasco guadix guben
guelph guidonia guilford guindalera guisborough guiseley gummersbach gunzenhausen gurnee guyancourt gympie haaksbergen haaltert haan haar
haarlem hackensack haddington hagen hagerstown haguenau haiger hakenfelde halberstadt halesowen halle halluin halstenbek hamden hameln hamme
hamminkeln hamtramck hanahan hanford hannibal hardenberg harderwijk harelbeke haren harlesden harlingen harlow harpen harpenden harringay
harsewinkel hartlepool hartranft harvestehude harwich haselhorst haslemere haslett haslingden hasselt hattersheim hattingen haubourdin
hauppauge hausbruch havant havelock haverhill havertown hawarden hayange haydock hayward hazebrouck hazleton heanor heavitree hebburn
hechingen heckmondwike heemskerk heemstede heerenveen heerhugowaard heerlen heide heidelberg heidenau heilbronn heiligenhaus heiligensee
heiloo heinsberg helchteren helensvale hellersdorf hellevoetsluis helmond helmstedt hemet hemmingen hengelo hennigsdorf herborn hercules
herdecke hereford herent herentals herford herisau hermiston hermsdorf hernals hernando hernani herndon herne herrenberg herriman herstal
herten hertford herve herzele herzogenaurach herzogenrath hespeler hesperia heston heswall hettstedt heusden heusenstamm heusweiler heusy
heverlee hialeah hibbing hiddenhausen hietzing highton hilchenbach hilden hildesheim hille hillegom hillsboro hillsborough hilo hilversum
hinckley hindley hitchin hochfeld hockenheim hoddesdon hoensbroek hofgeismar hohenems holladay hollister holyoke holzkirchen holzminden
holzwickede hondarribia hoofddorp hoogeveen hoogezand hoogstraten hoogvliet hoorn hopewell horgen horley hornchurch hornsby horsforth horta
hortaleza horwich hostafrancs hough houilles houma hounslow houthalen hoyerswerda huckarde hucknall hude huelva huesca hueytown huissen
huizen humbermede humberstone huntingdon huntley husum hutto huyton hythe ibbenbueren ibiza idstein ieper iglesias igualada ijmuiden
ijsselstein ilchester ilford ilkeston illertissen illescas illingen illzach ilmenau immokalee imola imperia indianola indio infernetto
ingenio ingolstadt inkster innisfil innsbruck invercargill iona irlam irondequoit irun irvington ischia iselin iserlohn isernia islip
issaquah issoire istres iturrama itzehoe ivrea ixelles izegem jakomini jamestown jarrow javea jeffersontown jena jenison jenks jesi jette
johannisthal johnstone johnstown joliet joliette jona jonesboro joplin josefstadt julianadorp jumet jumilla justicia kaarst kahului kailua
kaiserslautern kalamazoo kalgoorlie kalispell kalk kallangur kalmthout kaltenkirchen kamen kamenz kamloops kampen kanata kaneohe kankakee
kannapolis kapellen kapolei karben karlsfeld karlshorst karlstadt karori karow karratha kassel kasterlee katy kaufbeuren kaukauna kaulsdorf
kearney kearns kearny keene kehl keighley keizer kelheim kelkheim kempen kempston kendal kenmore kennesaw kennewick kenora kenosha
kensington kerkrade kerpen keswick kettering kevelaer keysborough kidsgrove kierspe kilburn killarney killeen kilmarnock kilwinning kingman
kingsessing kingsford kingsland kingswinford kinston kippax kirchhain kirchlengern kirkby kirkcaldy kirkintilloch kirwan kissimmee kitsilano
kitzingen kladow kleinmachnow kleve klingenstein kloten klotzsche koblenz koekelberg koersel kogarah kokomo koksijde kolbermoor konstanz
kontich konz koolauloa korbach koreatown korntal kornwestheim korrewegwijk korschenbroich kortenberg kortrijk krefeld kreuzberg kreuzlingen
kreuztal kriens kronach kronberg kulmbach kuna kwinana laatzen lackawanna laconia ladispoli lafayette lage lagrange laguna lahnstein lahr
lainate lakeland lakemba lakeside lalor lambersart lampertheim lanaken lanciano lancy landerneau landover landshut lanester langen
langendreer langenfeld langenhagen langenhorn langford langwarrin lankwitz lannion laon laplace laramie larkhall larne lasalle lasarte
latchmere lathrop latina lauchhammer lauderhill launceston laupheim laurelton laval lawton laxou layton lealman leamington leander
leatherhead lebach lebbeke lebrija lecce lecco lede leduc ledyard leerdam leeuwarden legazpi legnago legnano lehi lehrte leichlingen leiden
leiderdorp leimen leioa leixlip lelystad lemay lemgo lemont lemoore lenexa lengerich lennestadt lennox lenoir lentini leonberg lepe lessines
letterkenny leuben leusden leutkirch leuven leverkusen levin levittown lewes lewiston leyland leytonstone libourne licata lichtenberg
lichtenfels lichtenrade lichtenvoorde lichterfelde lidcombe lido lier lilienthal limay limbiate limehouse limoges linares lincolnia lindau
lindenholt lindenwold lindlar lingen lingolsheim lingotto lippstadt lisburn lisieux lisse lissone lista litherland littau littlehampton
littleton livermore liversedge livonia livorno llandudno llanelli lleida llucmajor locarno lochearn lochristi lodi lofthouse lognes lohmar
lohne loja lokeren lombard lomita lomme lommel lompoc longjumeau longmeadow longsight longton longueuil loos lorain lorca lorient lorton
loschwitz losheim loughborough lougheed loughton louth louviers loveland lowestoft loxstedt lubnjow lucan lucca lucena lucento lucera
luckenwalde ludlow ludwigsfelde lufkin lugano lumberton lumezzane lunel lurup lusan lustenau luzern maarssen maaseik maasmechelen maaspoort
maassluis maastricht mableton macerata mackay macomb maddaloni madera maesteg maghull magna magog mahlsdorf mahwah maidstone maintal
majadahonda makakilo malafede malahide malakoff maldegem malden maldon malnate maltby malvern mamaroneck manacor manassas mandan mandurah
manduria manfredonia mangere manises manitowoc mankato manlleu manoa manosque manresa manteca mantua manurewa manzanares maracena marana
marbella marblehead marchena marcianise marcinelle margareten marghera mariahilf mariakerke maricopa marienberg mariendorf marienfelde
marienthal marietta marigliano marignane markkleeberg marktoberdorf marktredwitz marl marlboro marlborough marlow marmande maroochydore
maroubra marpole marquette marroquina marsala marsberg marshalltown martigues martorell martos maryborough maryvale marzahn mascalucia
mascouche maspalomas maspeth massa massafra massamagrell massapequa massarosa massillon massy masterton mastic matera mattapan matteson
mattoon maubeuge mauguio mauldin maumelle maurepas mayen mayenne maynooth mazargues mcalester mcallen mcdonough mchenry meaux mechelen
mechernich meckenheim meda medemblik medford meerane meerbusch meiderich meidling meinerzhagen meiningen meise meissen melegnano melilla
melle melrose melun melzo memmingen menasha menden mendip menen menifee menomonie mentana menton meppel meppen mequon merano merced
merelbeke merenwijk meriden merksem mernda merrick merrimack merrylands merzig mesagne meschede messina mestre metairie methuen metrotown
mettmann metz metzingen meudon mexborough meylan meyrin meyzieu miano michelstadt middelharnis middelkerke middleborough middlesbrough
middletown midlothian midvale mieres miguelturra mijas mijdrecht milazzo mildura milford millau millbrae millburn millcreek milliken
milpitas milwaukie mimico minden mineola minnetonka minot minturno mirabel miramar miramas miramichi mirandola mirano mirasierra mishawaka
misilmeri mislata missoula misterbianco mitte mittweida moabit modena modica modugno moers moguer mokena molfetta moline moncada moncalieri
mondragone monfalcone monopoli monreale mons monselice monserrato monsey montargis montauban montbrison montclair montebello montebelluna
montecalvario montecanal montemurlo monterotondo monterusciello montesilvano montesson montevarchi montfermeil montgeron monthey montichiari
montijo montilla montivilliers montmorency montpellier montreuil montreux montrose montrouge monza moorhead mooroolbark moorpark moraga
moratalaz morden morecambe moreton morganton morgantown morges morlaix morningside mornington morrisania morristown mortsel mosbach mosman
motherwell motril mougins moulins mountsorrel mouscron mukilteo mula mulgrave mulhouse muncie mundelein mungia munster muret murfreesboro
murrieta muscatine muskego muskegon muskogee muttenz mutxamel naaldwijk naarden naas nacogdoches nagold nailsea nampa namur nanaimo nanterre
nantwich nanuet narangba narbonne narragansett natahoyo natchez natchitoches natick nauen naugatuck navalcarnero navan navarre navas
neckarsulm nederland neenah neerpelt neheim nepean nerang nerja nerviano neston netphen nettetal nettuno neubau neuehrenfeld neuenhagen
neunkirchen neuruppin neuss neustrelitz neuwied newberg newburn newington newmarket newnan newquay newry newtownabbey newtownards niagara
nicastro nichelino nidda nidderau niederkassel niederrad niendorf nieuwegein nigg nijkerk nijlen nijmegen nijverdal ninove niort nipomo
nippes niscemi nivelles nixa noci nogales noicattaro noisiel noma nootdorp norco norcross norden norderstedt nordhausen nordhorn nordstadt
norland norristown northallerton northcote northeim northglenn northolt northwich norwalk noto nottuln novara novato novelda novi noyon
nuenen numancia nuneaton nunspeet nuoro nutley nyon oadby oakley oakton oberasbach oberhausen oberkirch obertshausen oberursel ocala
oceanside ochtrup ocoee oconomowoc odenthal odenton oderzo oegstgeest oelde oerlinghausen offenbach ohligs oisterwijk ojus okemos okolona
okotoks olathe olbia olching oldenzaal oleiros oliva olivet olney olot olpe olsberg olten olympia omagh ommoord onalaska onda onex ontinyent
oosterhout oostkamp opelika opelousas opfikon opladen orangevale orbassano orcasitas orcutt orem oria orihuela orillia orinda oristano orly
ormskirk orpington orsay orvault oschatz oschersleben osdorf oshawa oshkosh osimo osny ossett ossining ostend ostfildern ostuni osuna oswego
oswestry otahuhu otara othmarschen otsego ottakring ottaviano ottensen ottumwa oudenaarde oullins oupeye ourense outreau overath overijse
oviedo owasso owatonna owensboro oxnard oyonnax oyten ozark pachino pacifica paderborn padua paducah pagani pahrump paignton paiporta
palacio palafrugell palagiano palagonia palaiseau palatine palencia palma palmerston palmi pamiers pampa pamplona pankow pantin papakura
papatoetoe papendrecht papillion parabiago paragould paralowie paramus paraparaumu parchim parella parkland parkside parla parlier parma
parramatta parsippany partinico pasaia pascagoula pasco passaic passau pataskala paterna paterson pavia pawtucket payson pearland peekskill
peine pekin penarth pendino penicuik pennsauken penrith penticton penzance penzberg penzing perchtoldsdorf perpignan perris pertuis perugia
pesaro pescara pessac petaluma petawawa peterhead peterlee petersberg petershagen pforzheim pfullingen pfungstadt pharr piacenza pianura
picassent pickerington picpus piera pierrefonds pietrasanta pijnacker pilar pimlico pinecrest pinerolo pinneberg pinole pioltello piombino
piossasco piovera piqua pirmasens pirna pisa piscataway piscinola pistoia pitsea placentia plaisir plano plasencia plauen pleasanton
plettenberg ploemeur plymstock pocatello poggibonsi poggiomarino poggioreale poinciana poio poissy poitiers pomezia pomona pompei ponferrada
pontarlier ponteareas pontedera pontefract pontevedra pontiac ponticelli pontivy pontoise pontypool pontypridd poperinge pordenone porirua
porta portadown portazgo porthcawl portici portishead portlaoise portogruaro portslade portugalete posillipo potenza potsdam pottstown
poughkeepsie poway pozoblanco pozzallo pozzuoli pradl pradolongo prato preetz prenzlau prescot prestatyn prestons prestwich prichard
prosperidad puchheim pudsey puertollano pulheim pullman pully punchbowl purley purmerend puteaux putignano putney putte putten puurs
puyallup qualiano quaregnon quattromiglia queenstown quickborn quimper quispamsis raalte racine radcliff radeberg radebeul radevormwald
radford radnor radolfzell ragusa rahden rahlstedt rahway rambouillet ramsbottom randallstown randwick rangiora ranst rapallo rapperswil
rastatt rastede ratekau rathenow ratingen ravenna rawmarsh rawtenstall raymore raytown recklinghausen recoletos redan redcar redditch
redford redhill redland redlands redmond redondela redruth reedley reinach reinbek reinheim reinickendorf reisterstown rejas remagen
remscheid remuera renens renfrew renningen renton repentigny requena reseda reston retford retiro reus reutlingen rhede rheinbach rheinberg
rheine rheinfelden rheinhausen rheinstetten rhenen rhondda rhoon rhyl rialto ribeira ribera riccione richland ridderkerk ridgecrest
ridgeland riedstadt riegelsberg riehen riemst riesa rietberg rieti rijen rijssen rijswijk rimini rimouski rinteln riom ripley ripollet ripon
risca rissen rittenhouse riverbank riverton rivoli rixensart roanne robina rochefort rochford rockhampton rockland rockledge rocklin
rockwall rodenkirchen rodez rodgau roehampton roermond roeselare rojales rolla rolleston romford romsey romulus ronchin ronkonkoma
ronnenberg ronse roosendaal roquette rosamond rosas roselle rosemead rosemount rosenheim rosolini roswell rota rotherbaum rotorua rotselaar
rottingdean rottweil roubaix rouen rovereto rovigo rowlett royan royston royton rozzano rubidoux rudolstadt rudow rugeley ruislip runcorn
rushden ruskin ruston rutherglen rutigliano rutland ryde ryton saalfeld saanich saarlouis sabadell sabaudia sachse sachsenheim sacile saco
saginaw saguenay sagunto sahuarita salamanca salerno salford salina sallanches salou saltash saluzzo salzgitter salzkotten sama sambiase
sammamish sandbach sandown sandusky sandyford sangerhausen sannois sanremo santee santomera sants santurtzi santutxu sanxenxo sapulpa saran
saratoga sarcelles sarnia sarno saronno sarreguemines sarstedt sartell sarzana sasel sassari sassenheim sassuolo saugus saumur sava
savigliano savona sawtelle scafati scampia scandiano scandicci scarborough sceaux schaerbeek schaffhausen schagen scharnhorst schenectady
schertz scheveningen schiebroek schiedam schifferstadt schiffweiler schijndel schilde schiltigheim schio schkeuditz schleswig schmalkalden
schmallenberg schmargendorf schmelz schneeberg schnelsen schneverdingen schopfheim schorndorf schortens schoten schramberg schrobenhausen
schwabach schwalbach schwalmstadt schwalmtal schwanewede schwarzenberg schweinfurt schwelm schwerin schwerte schwetzingen schwyz sciacca
scicli scordia scranton scunthorpe seafair seaford searcy seatac sebastian secaucus secondigliano sedalia seelze seesen seevetal segovia
segrate seguin sehnde selargius selb selby selden seligenstadt selm seminole senago senden senftenberg senigallia senlis sens seraing
seregno seriate sestao sestu sevenoaks severn seveso sevran seynod sezze shadwell shakopee shawinigan shawnee sheboygan shepparton
sherbrooke shipley shively siderno siegen siena sierre sigmaringen sikeston silla simancas sindelfingen sinfin singen sinnai sinsheim sinzig
siracusa sitges sittard sitten sittingbourne skegness skokie sleaford slidell sliedrecht sligo smethwick smithtown smyrna sneek snowdon
socastee soccavo soest soho soignies soissons soledad solihull solingen solon solothurn soltau somerton sondershausen sondrio sonneberg
sonthofen sooke sora sorgues soria soumagne southall southbank southchase southglenn southington southlake southsea spalding spanaway
spandau sparta speke spenge spennymoor speyer spijkenisse spinaceto spoleto springboro springe springvale squamish staaken stabroek
stadskanaal stadtallendorf stadthagen stadtlohn stallings staphorst starnberg statesboro staunton staveley steenbergen steenwijk steglitz
steilshoop steinbach steinfurt steinhagen stekene stellingen stendal stepney stevenage steveston steyr stockach stockelsdorf stockerau
stolberg stonecrest storrs stoughton stowmarket straelen stralsund strathroy straubing strausberg streetsboro stretford strood stuhr sudley
sueca suhl suisun suitland sulmona sulzbach sumter sundern sunland sunnyside sunnyvale surbiton suresnes suwanee suzzara swadlincote swanley
swanscombe swinton syke sylmar sylvania syosset tacony tacoronte tadley tahlequah takanini talence talladega tallaght tallmadge tamarac
tamiami taranto tarbes taree tarifa tarneit tarragona taufkirchen taunton taunusstein taupo tauranga tavares taverny taylors teaneck
tecumseh tegel tegelen teguise telde telford telfs telgte teltow temecula tempelhof templeogue templestowe templin temse teramo tergnier
terlizzi termoli terneuzen terni terracina terrassa terrebonne terrytown teruel tervuren terzigno tessenderlo tettnang texarkana thamesmead
thetford thiais thiene thomastown thorne thornlie thorold thun tiel tielt tienen tiffin tifton tigard timaru timmins titirangi tiverton
tivoli todi tolentino tolosa tomares tomelloso tongelre tongeren tonypandy tooele toowoomba topeka torcy tordera torgau torhout torquay
torredembarra torrelavega torrelodones torremaggiore torremolinos torrevieja torrington torrox tortona tortosa torvaianica totana totton
toul toulon tourcoing tournai tournefeuille townline towson tradate trafalgar tralee trani trapani trappes traralgon traun traunreut
traunstein trecate trento treptow treviglio treviso trier trieste triggiano troisdorf trossingen truckee truganina trumbull truro tsawwassen
tualatin tubbergen tubize tuckahoe tudela tuggeranong tujunga tukwila tulare tullahoma tullamore tupelo turlock turnhout tuscaloosa tustin
tuttlingen tyldesley tysons ubrique uccle uden udine uelzen uerdingen uetersen uithoorn ukiah universidad unna unterhaching unterkrozingen
urbana urmston usera uslar uster utebo utrera uvalde valdagno valdeacederas valdebernardo valdefuentes valdemoro valdezarza valdosta
valenciennes valenza valenzano valinda valkenswaard valladolid vallauris vallcarca vallecas vallehermoso vallejo valls valrico valverde
vanchiglia vanchiglietta vandalia vanier vannes vanves varel varennes varese vasto vaterstetten vechelde vechta veendam veenendaal vegesack
veghel velbert velletri vellmar velp velserbroek vence venlo venray ventas ventimiglia ventura verbania vercelli verden verdun verl vernier
versailles versmold vertou verviers vesoul vestal vevey viadana vianen viareggio vicaria vicenza vichy vienne viernheim viersen vierzon
viewpark vigevano vignola vigo viladecans vilaseca villabate villach villajoyosa villanova villaquilambre villaricca villarrobledo
villaverde villefontaine villejuif villemomble villena villeparisis villepinte villeurbanne vilshofen vilvoorde vimercate vimodrone
vinateros vincentown vineland viroflay visalia viterbo vitrolles vittoria viveiro vlaardingen vlissingen vlotho voerde voghera voiron
volendam volksdorf volla vomero voorschoten vreden vught waalwijk wachtberg waddinxveen wadern wadgassen wageningen wahroonga waiblingen
wailuku wainuiomata waipahu walcourt waldkirch waldorf walkden wallan wallasey wallenhorst wallingford wallington wallsend walsall walsrode
walthamstow waltrop wandlitz wandsbek wangaratta wangen wantagh waregem waren warendorf warragul warrington warrnambool warstein wasco
washougal wasquehal wassenaar wassenberg watauga waterdown waterloo watertown wattenscheid wattrelos waukee waukegan waukesha wausau
wauwatosa wavre waxahachie waynesboro wealdstone weatherford wedel weener weert weesp wegberg weiden weilerswist weilheim weimar weingarten
weinheim weirton weiterstadt welland wellingborough wels wenatchee wendelstein werdau werder werdohl werl wermelskirchen werne wernigerode
werribee wersten wertheim wervik wesel weslaco wesseling westchase westend westerlo westerstede westford westhoughton westlake westland
westmead westmount westpark wetteren wettingen wetzelsdorf wetzikon wetzlar wevelgem wexford whakatane whalley whanganui whangarei wheaton
whitby whitehall whitestone whitstable whittier whyalla wickede wickford widnes wiehl wierden wiesloch wigan wijchen wildeshausen wildomar
wilhelmstadt willebroek willenhall willesden willetton williamstown willich willimantic willingboro williston willmar willoughby wilmersdorf
wilmette wilmslow wilnsdorf wilrijk wilten wilton winnenden winnetka winona winschoten winsen winsford winterhude winterswijk winterthur
wisbech wisch wishaw wismar wissinoming witney witten wittenau wittenberg wittenberge wittenheim wittlich wittmund wittstock witzenhausen
woburn wodonga woerden wolcott wolfen wolfratshausen wolfsberg wollert wollongong wombwell wondelgem woodburn woodlawn woodmere woodside
woodstock woonsocket wooster workington worksop wunstorf wuppertal wurzen wyandotte wyckoff wylie xanten xenia xirivella yagoona yaiza
yakima yarm yate yateley yeadon yecla yellowknife yeovil yerres yorkton youngstown ypsilanti yucaipa yuma yutz zaandam zaanstad zafra
zaltbommel zandvoort zarautz zaventem zedelgem zeewolde zehlendorf zeist zeitz zele zemst zerbst zevenaar zion zirndorf zittau zoetermeer
zolder zonhoven zossen zottegem zubia zutphen zwevegem zwickau zwijndrecht zwolle
""")
"""Single words, in small letters, without those that are ordinary words, people or known anyway."""
