"""First names and surnames: a company that bears one may be a person in the news.

The most frequent ones of the United States census of 1990 (public domain), and some of other countries.
"""

from jobs.rules.vocabulary.word_sets import word_set

FIRST_NAMES = word_set("""
aaron abby abel abigail abraham ada adam addie adela adele adeline adolfo adrian adriana adrienne agnes
agustin ahmed aida aileen aimee al alan alana albert alberta alberto alejandra alejandro alex alexander
alexandra alexandria alexis alfonso alfred alfredo ali alice alicia alisa alisha alison allan allen allie
allison allyson alma alonzo alta althea alton alvin alyssa amanda amber amelia amie amos amy ana anders
andre andrea andreas andres andrew andy angel angela angelia angelica angelina angeline angelo angie
angus anil anita ann anna anne annette annie anthony antoine antoinette anton antonia antonio april
archie arlene armando arnold arthur arturo arun asha ashlee ashley astrid aubrey audra audrey august
aurora austin autumn ava avis barbara barbra barry bart beatrice beatriz becky belinda ben benita benito
benjamin bennie benny bernadette bernadine bernard bernice bert bertha bessie beth bethany betsy bette
bettie betty bettye beulah beverly bianca bill billie billy bjorn blaine blake blanca blanche bob bobbi
bobbie bobby bonita bonnie boris boyd brad bradford bradley brady brandi brandon brandy brenda brendan
brent bret brett brian brianna bridget bridgette brittany brittney brooke bruce bryan bryant bryce buddy
burton byron caitlin caleb callie calvin cameron camille candace candice candy cara carey carl carla
carlos carlton carmela carmen carol carole carolina caroline carolyn carrie carroll cary casey cassandra
cassie catalina catherine cathleen cathy cecelia cecil cecile cecilia cedric celeste celia cesar chad
chandra charity charlene charles charlie charlotte chase chelsea cheri cherie cheryl chester chloe chris
christa christi christian christie christina christine christopher christy chuck cindy claire clara clare
clarence clarice clarissa clark claude claudette claudia clay clayton cleo cleveland clifford clifton
clint clinton clyde cody colin colleen concepcion connie connor conrad constance consuelo cora corey
corinne cornelia cornelius corrine cory courtney craig cristina crystal curt curtis cynthia daisy dale
dallas damian damien damon dan dana daniel danielle danny daphne dara darin darla darlene darnell darrel
darrell darren darrin darryl darwin daryl dave david dawn dean deana deanna debbie debora deborah debra
declan dee deepak delbert delia della delores deloris demetrius dena denis denise dennis derek derrick
desiree desmond devin devon dewayne dewey dexter diana diane dianna dianne dimitri dina dixie dolly
dolores domingo dominic dominick dominique don dona donald donna donnie dora doreen doris dorothea
dorothy dorthy doug douglas doyle drew duane dustin dwayne dwight dylan earl earline earnest ebony ed
eddie edgar edith edmond edmund edna eduardo edward edwin effie efrain eileen elaine elbert eldon eleanor
elena eli elias elijah elinor elisa elisabeth elise eliza elizabeth ella ellen elliot elliott ellis elma
elmer elnora eloise elon elsa elsie elton elva elvin elvira emanuel emeka emil emilia emilio emily emma
emmanuel emmett enrique eric erica erick ericka erik erika erin erma ernest ernestine ernesto ernie ervin
erwin esmeralda esperanza essie esteban estela estella estelle ester esther ethan ethel etta eugene
eugenia eula eunice eva evan eve evelyn everett faith fannie fatima fay faye felicia felipe felix fern
fernando fiona flora florence flossie floyd forrest frances francine francis francisca francisco francois
frank frankie franklin fred freda freddie freddy frederick fredrick freya frieda gabriel gabriela
gabrielle gail gale garland garrett garry gary gay gayle gene geneva genevieve geoffrey george georgia
georgina gerald geraldine gerard gerardo gertrude gilbert gilberto gina ginger giovanni giulia gladys
glen glenda glenn glenna gloria goldie gordon grace gracie graciela grady grant greg gregg gregorio
gregory greta gretchen grover guadalupe guillermo gustavo guy gwen gwendolyn haley hannah hans harlan
harley harold harriet harriett harrison harry harvey hassan hattie hazel heath heather hector heidi heinz
helen helena helene helga henrietta henrik henry herbert herman hilary hilda hillary holly homer hope
horace howard hubert hugh hugo humberto ian ibrahim ida ignacio ila imogene imran ina ines inez inga
ingrid ira irene iris irma irvin irving isaac isabel isabelle isla ismael israel iva ivan ivy jack jackie
jaclyn jacob jacqueline jacquelyn jacques jaime jake jamal james jami jamie jan jana jane janelle janet
janette janice janie janine janis jared jarrod jasmine jason jasper javier jay jayne jean jeanette jeanie
jeanine jeanne jeannette jeannie jeannine jeff jeffery jeffrey jen jenifer jenna jennie jennifer jenny
jens jerald jeremiah jeremy jeri jermaine jerome jerry jesper jess jesse jessica jessie jesus jewel
jewell jill jillian jim jimmie jimmy jo joan joann joanna joanne joao joaquin jocelyn jodi jodie jody joe
joel joey johan johanna john johnathan johnnie johnny jolene jon jonathan jonathon joni jordan jorge jose
josefina joseph josephine josh joshua josie joy joyce juan juana juanita judith judy julia julian julie
julio julius june junior jurgen justin justine kai kara karen kari karim karin karina karl karla
katarzyna kate katharine katherine kathleen kathryn kathy katie katrina kay kayla keisha keith kelley
kelli kellie kelly kelsey kelvin ken kendall kendra kenji kenneth kenny kent keri kermit kerri kerry
kevin kim kimberley kimberly kirk kirsten klaus kofi krista kristen kristi kristie kristin kristina
kristine kristopher kristy krystal kurt kwame kyle lacey ladonna lamar lamont lana lance lara larry lars
laszlo latasha latisha latonya latoya laura laurel lauren laurence laurie laverne lawrence lea leah leann
leanne lee leigh leila lela leland lena lenora lenore leo leola leon leona leonard leonardo leroy lesley
leslie lester letha leticia levi lewis liam lidia lila lilia lillian lillie lilly lily linda lindsay
lindsey lionel lisa liz lizzie lloyd logan lois lola lonnie lora loraine loren lorena lorene lorenzo
loretta lori lorie lorna lorraine lorrie lottie lou louie louis louise lourdes lowell luca lucas lucia
lucile lucille lucinda lucy luella luigi luis luisa luke lula lupe luther luz lydia lyle lynda lynette
lynn lynne mabel mable mack madeline mae magdalena maggie magnus malcolm malik malinda mamie mandy manuel
manuela marc marcella marcia marco marcos marcus marcy marek margaret margarita margie margo margret
marguerite maria marian marianne maribel marie marilyn marina mario marion marisa marisol marissa maritza
marjorie mark marla marlene marlon marsha marshall marta martha martin martina marty marvin mary maryann
marylou mateo mathew matilda matt matteo matthew mattie maude maureen maurice mavis max maxine may mayra
meagan meg megan meghan mehmet mei melanie melba melinda melisa melissa melody melvin mercedes meredith
merle mia micah michael michal micheal michele michelle mickey miguel mikael mike milagros mildred miles
millie milton mindy minerva minnie miranda miriam misty mitchell mohamed mohammed mollie molly mona
monica monique monte morgan morris moses muhammad muriel murray myra myrna myron myrtle nadia nadine
nancy nannie naomi natalie natasha nathan nathaniel neal neil nelda nell nellie nelson nettie neva niamh
nicholas nichole nick nicolas nicole nigel nikki nils nina noah noel nola nolan nora norbert noreen norma
norman odessa ofelia oisin ola olaf olga olive oliver olivia ollie omar opal ora orlando orville oscar
oskar otis otto owen pablo padma paige pam pamela paolo pascal pat patrica patrice patricia patrick patsy
patti patty paul paula paulette pauline pavel pearl pearlie pedro peggy penelope penny per percy perry
pete peter petra phil philip philippe phillip phyllis pierre piotr polly pradeep preston priscilla priya
quentin quinton rachael rachel rachelle rae rafael rahul raj rajesh ralph ramiro ramon ramona randal
randall randi randolph randy raquel raul ravi ray raymond reba rebecca rebekah regina reginald rena rene
renee reuben rex reynaldo rhoda rhonda ricardo richard rick rickey ricky rishi rita robbie robert roberta
roberto robin robyn rochelle rocky rod roderick rodger rodney rodolfo rogelio roger rohan roland rolando
roman ron ronald ronda ronnie roosevelt rosa rosalie rosalind rosalinda rosalyn rosario roscoe rose
rosemarie rosemary rosetta rosie ross roxanne roy royce ruben ruby rudolph rudy rufus rupert russel
russell ruth ruthie ryan sabrina sadie sajid sallie sally salvador salvatore sam samantha sammy samuel
sandeep sandra sandy sanjay santiago santos sara sarah satya saul saundra scott scotty sean selma serena
sergei sergio seth shana shane shanna shannon shari sharon sharron shaun shauna shawn shawna sheena
sheila shelby sheldon shelia shelley shelly sheri sherman sherri sherrie sherry sheryl shirley sidney
silvia simon simone siobhan socorro sofia solomon sondra sonia sonja sonya sophia sophie spencer stacey
staci stacie stacy stan stanley stefanie stella stephan stephanie stephen sterling steve steven stewart
stuart sue summer sundar sunil susan susana susanne susie suzanne sven sybil sylvester sylvia tabatha
tabitha takeshi tamara tameka tami tamika tammie tammy tania tanya tara tariq tasha taylor ted teddy
terence teresa teri terrance terrell terrence terri terrie terry thelma theodore theresa therese thierry
thomas tia tiffany tim timmy timothy tina tobias toby todd tom tomas tommie tommy toni tonia tony tonya
tracey traci tracie tracy travis trent trevor tricia trina trisha troy trudy tyler tyrone tyson ursula
uwe valarie valerie van vance vanessa velma vera verna vernon veronica vicente vicki vickie vicky victor
victoria vijay vikram viktor vincent viola violet virgie virgil virginia vivian vladimir wade wallace
walter wanda warren wayne wei wendell wendy wesley whitney wilbert wilbur wilfred wilfredo will willa
willard william williams willie willis wilma wilson winifred winnie winston wm wolfgang woodrow xavier
yan yasmin yolanda yuki yusuf yvette yvonne zachary zara zelma zoe
""")
"""Given names, folded."""

SURNAMES = word_set("""
    abercrombie acheson adair aitken alcott arbuthnot armitage arnott asquith astor attenborough attlee babbage balfour bancroft
    bannister beauchamp beckett bellamy bergman bevan blakely braddock bronson bukowski callaghan carnegie carrington cavendish
    chaplin chatterton chesterton churchill cleland clemens cochrane cromwell cuthbert darlington devlin disraeli drummond dunlop
    eisenhower elgar fairbanks fairfax faraday finlay forsyth gainsborough galbraith gladstone grainger grimshaw guinness haig
    hargreaves hemingway hepburn hitchcock hogarth huxley jameson jenner kavanagh keating keynes kipling laughton lennon
    leighton livingstone longfellow macarthur macaulay macmillan maitland mallory mandela marlowe mccartney merriweather montague
    morley mortimer mulligan napier oppenheimer orwell paget parkinson paxton peabody pendleton prescott quigley radcliffe
    rafferty ramsay rathbone redgrave shackleton sheridan steinbeck stoddard strachan tennant tennyson thackeray thoreau tolkien
    trevelyan trollope truman vanderbilt wainwright warhol wellesley wharton whitman wilberforce wilde winthrop wodehouse woolf
    yeats
aaron abbott abrams acevedo ackerman acosta adams adkins aguilar aguirre akers albert albright aldridge
alexander alford allen allison alston alvarado alvarez ames amos andersen anderson andrade andrews
anthony archer arellano arias armani armstrong arnold arrington arroyo arthur ash ashley atkins atkinson
austin avery avila ayala ayers baca bacon bailey baird baker baldwin ball ballard banks barber barclay
baring barker barlow barnard barnes barnett barr barrera barrett barron barry bartlett barton bass bates
battle bauer baxter bayer beach bean beard beasley beatty beck becker belcher bell beltran bender benitez
benjamin bennett benson bentley benton benz berg berger bergeron bernal bernard berry best betts bezos
bianchi billings bingham bird bishop black blackburn blackmon blackwell blair blake blanc blanchard
blanco bland blankenship blanton blevins bloom blount blue boggs bolden bolton bond bonilla bonner booker
boone boot booth bosch boswell boucher bowden bowen bower bowers bowles bowling bowman boyce boyd boyer
boyle bradford bradley bradshaw brady bragg branch brandon brandt branson brantley braun bray brennan
brewer brewster bridges briggs bright britt britton brock brooks broussard brown browning bruce bruno
bryan bryant buchanan buck buckley buckner bullard bullock bunch burch burgess burke burkett burks
burnett burns burrell burris burt burton bush butler butts byers byrd byrne cabrera cadbury cain calderon
caldwell calhoun callahan camacho cameron camp campbell campos cannon cano cantrell cantu capps cardenas
carey carlisle carlson carlton carmichael carney carpenter carr carrillo carroll carson carter cartwright
carver case casey cash castaneda castillo castle castro cates caudill cervantes chamberlain chambers chan
chandler chanel chaney chang chapman chappell charles chase chavez chen cherry childers childress childs
christensen christian christopher chung church cisneros clark clarke clay clayton clement clements
clemons cleveland clifton cline coates cobb cochran coffey coffman cohen cohn coker colbert cole coleman
colgate collier collins colon combs compton conklin conley conner connolly connor conrad contreras conway
cook cooke cooley cooper copeland corbett corbin cordova cormier cornett correa cortez costa costello
cote cotton couch courtney coutts covington cowan cox crabtree craft craig cramer crane crawford crews
crocker crockett crosby cross crouch crow crowder crowe crowley crum cruz cuevas cummings cummins
cunningham curran curry curtis dailey daimler dale dalton daly daniel daniels daugherty davenport david
davidson davies davila davis dawson day deal dean decker deere dejesus delacruz delaney delarosa deleon
delgado dell dempsey dennis denton dewitt diaz dick dickens dickerson dickey dickinson dickson dillard
dillon dior disney dixon dobson dodd dodson doherty dominguez donahue donaldson donnelly donovan dooley
dorsey doss dotson dougherty douglas dow downey downing downs doyle drake draper drew duarte dubois
dudley duffy duke dukes dumas dunbar duncan dunham dunlap dunn dupree duran durand durham dwyer dye dyer
dyson eaton edmonds edwards elder eldridge elkins elliott ellis ellison elmore emerson emery england
english enriquez erickson ervin erwin escobar esparza espinosa espinoza estes estrada evans everett ewing
fair fargo farley farmer farr farrell farris faulkner feliciano felix ferguson fernandez ferrari ferrell
ferris field fields figueroa finch fink finley fischer fish fisher fitzgerald fitzpatrick flanagan
fleming fletcher flores flowers floyd flynn foley fontenot forbes ford foreman forrest foster fountain
fowler fox francis franco frank franklin franks fraser frazier frederick freeman french frey friedman
fritz frost fry frye fuentes fuller fulton funk gagnon gaines galindo gallagher gallegos galloway galvan
gamble garcia gardner garland garner garnier garrett garrison gary garza gaston gates gay gentry george
gibbons gibbs gibson gilbert giles gill gillespie gillette gilliam gilmore gipson givens glass gleason
glenn glover godfrey godwin goff goins goldberg golden goldman goldstein gomez gonzales gonzalez good
goode goodman goodwin gordon gore gorman goss gould grace grady graham grant graves gray green greene
greenwood greer gregg gregory griffin griffith griggs grimes gross groves gucci guerra guerrero gunn
gunter gupta gustafson guthrie gutierrez guy guzman haas hahn haines hairston hale haley hall hamilton
hamm hammond hampton hancock hand haney hankins hanna hannah hansen hanson harden hardin harding hardy
hargrove harmon harper harrell harrington harris harrison hart hartley hartman harvey hastings hatch
hatcher hatfield hathaway hawkins hayden hayes haynes hays head heard heath hebert heinz heller helms
helton henderson hendricks hendrickson hendrix henley henry hensley henson herbert herman hernandez
herrera herring herron hershey hess hester hewitt hickey hickman hicks higgins hill hilliard hilton hines
hinkle hinton ho hobbs hodge hodges hoffman hoffmann hogan holbrook holcomb holden holder holland holley
holliday hollingsworth hollis holloway holman holmes holt hood hooper hoover hopkins hopper horn horne
horton hoskins house houser houston howard howe howell hubbard huber hudson huerta huff huffman huggins
hughes hull humphrey hunt hunter hurd hurley hurst hurt hutchins hutchinson hutchison hyde ibarra ingram
inman irvin irwin ivey jackson jacobs jacobson james jamison jaramillo jarvis jefferson jeffries jenkins
jennings jensen jewell jimenez john johns johnson johnston jones jordan joseph joyce joyner juarez
justice kaiser kane kaplan katz kaufman keith keller kelley kellogg kelly kemp kendall kendrick kennedy
kenney kent kern kerr kessler key keys khan kidd kim kimball king kinney kirby kirk kirkland kirkpatrick
klein kline knapp knight knowles knox koch kraft kramer krause krueger kruger kuhn kumar lacy ladner lake
lam lamb lambert lancaster land landry lane lang lange langley lara larkin larsen larson latham laurent
law lawrence lawson le leach leal leblanc lee lehman leon leonard leslie lester levine levy lewis lilly
lin lindsay lindsey little livingston lloyd locke lockhart logan long lopez lord lott love lovell lowe
lowery lowry lozano lucas lucero lugo luna lund lutz lynch lynn lyon lyons macdonald macias mack mackey
madden maddox madison magee mahoney major maldonado malone maloney manley mann manning manuel marin
marino marks marquez marrero marriott mars marsh marshall martin martinez mason massey mata mathews
mathis matthews maxwell may mayer mayes mayfield maynard mayo mays mcallister mcbride mccabe mccain
mccall mccann mccarthy mccarty mccauley mcclain mcclellan mcclendon mcclure mcconnell mccord mccormick
mccoy mccray mccullough mcdaniel mcdermott mcdonald mcdowell mcelroy mcfadden mcfarland mcgee mcghee
mcgill mcginnis mcgowan mcgrath mcgraw mcguire mcintosh mcintyre mckay mckee mckenzie mckinley mckinney
mcknight mclaughlin mclean mcleod mcmahon mcmanus mcmillan mcneal mcneil mcneill mcpherson mcqueen mead
meade meadows medina meeks mejia melendez melton melvin mendez mendoza mercado mercer merck meredith
merrill merritt messer metcalf meyer meyers meza michael middleton miles miller milligan mills milton
miner minor miranda mitchell mobley molina monroe montes montgomery montoya moody moon mooney moore mora
morales moran moreau moreno morgan morin morris morrison morrow morse morton moser moses mosley moss
moyer mueller mullen muller mullins muniz munoz murdock murphy murray musk myers nadella nance nash
navarro neal neely nelson neumann newell newman newsome newton nguyen nicholas nichols nicholson nielsen
nieves nix nixon noble noel nolan norman norris norton norwood novak numbers nunez obrien ochoa oconnell
oconnor odell odom odonnell oliver olsen olson oneal oneil oneill orozco orr ortega ortiz osborn osborne
ott owen owens pace pacheco padgett padilla pagan page paige painter palacios palmer park parker parks
parrish parsons pate patel patrick patterson patton paul payne payton pearce pearson peck pelletier pena
penn pennington peoples perez perkins perry peters petersen peterson petty pfizer pham phelps phillips
phipps pichai pickett pierce pierre pierson pike pineda piper pittman pitts plummer poe polk pollard
pollock ponce poole pope porsche porter post potter potts powell powers prada pratt preston price prince
pritchard proctor pruitt pryor puckett pugh quick quinn quinones quintana quintero raines rainey ramey
ramirez ramos ramsey randall randolph rangel rankin rasmussen ratliff ray raymond reece reed reese reeves
reid reilly reyes reyna reynolds rhodes rice rich richard richards richardson richmond richter ricks
riddle riggs riley rios ritchie ritter rivas rivera rivers roach robbins roberson roberts robertson
robinson robison robles rocha rodgers rodrigues rodriguez rodriquez roe rogers rojas rollins rolls roman
romano romero rosa rosado rosales rosario rose rosenberg ross rossi roth rothschild rouse rousseau rowe
rowland roy royce rubio rucker rudolph ruffin ruiz rush rushing russell russo rutherford rutledge ryan
sachs sainsbury salas salazar salgado salinas sampson samuels sanchez sanders sanderson sandoval sanford
santana santiago santos sargent saunders savage sawyer schaefer schmidt schmitt schneider schroder
schroeder schultz schulz schwartz schwarz scott seals sears self sellers serrano sewell sexton seymour
shafer shaffer shannon sharma sharp sharpe shaw shea sheehan sheffield shelton shepard shepherd sheppard
sherman shields shirley shoemaker short siemens silva silver simmons simms simon simons simpson sims
sinclair singer singh singleton sizemore skinner slater slaughter sloan small smart smiley smith snell
snider snow snyder solis solomon sorensen sosa soto sparks spears spence spencer spivey springer stafford
stanford stanley stanton stark starks starr steele stein stephens stephenson sterling stevens stevenson
steward stewart stinson stokes stone story stout stover strickland strong stroud stuart suarez sullivan
summers sutherland sutton swain swan swanson swartz sweeney sweet swift sykes talley tanner tapia tate
tatum taylor teague temple terrell terry thomas thomason thompson thomson thornton thurman tidwell
tillman tipton todd tolbert tomlinson toney torres townsend tracy tran travis trent trevino trujillo
tucker turner tuttle tyler tyson underwood valdez valencia valentine valenzuela vance vang vargas vasquez
vaughan vaughn vazquez vega velasquez velazquez velez versace vickers vigil villa villanueva villarreal
villegas vincent vinson vogel voss vuitton waddell wade wagner walden walker wall wallace waller walls
walsh walter walters walton wang ward ware warner warren washington waters watkins watson watts weaver
webb webber weber webster weeks weiss welch wells welsh werner wesley west weston whaley wheeler whitaker
white whitehead whitfield whitley whitney wiggins wilcox wilder wiley wilkerson wilkins wilkinson willard
william williams williamson willis wills wilson winston winter winters wise wiseman witt wolf wolfe
womack wong wood woodard woodruff woods woodward wooten workman worley wright wrigley wyatt wynn yang
yarbrough yates yoder york young zamora zhang zimmerman zimmermann zuniga
""")
"""Family names, folded."""
