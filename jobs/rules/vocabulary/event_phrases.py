"""Phrases of headlines that say one thing together. Pure."""

PHRASES: dict[str, str] = {
    "weighsale": r"(?:explor|weigh|consider|mull|study|stud)(?:e|es|s|ies|ing)? (?:[\w']+ ){0,3}(?:sale|options|alternatives|selling|disposal|exit)|"
    r"(?:up for|on the) (?:sale|block)|strategic review",
    "sales": r"sells?(?= (?:slightly |far |many )?(?:more|fewer|less)\b)",
    "eurozone": r"euro[ -](?:zone|area)",
    "verdict": r"(?:found|is|held) (?:not )?(?:\w+ )?(?:liable|guilty)|(?:wins?|loses?)(?= [\w\s'-]{0,30}\btrial\b)",
    "opened": r"welcomes? (?:its )?first (?:\w+ )?(?:shoppers|customers|guests|visitors|passengers|patients)|opens? (?:its )?doors|cuts? (?:the )?ribbon",
    "denial": r"(?:is|are|was|has|have|does|do|will) not (?:bid\w*|buy\w*|plan\w*|consider\w*|in talks|interested|sell\w*)|"
    r"no plans? to|not for sale|no (?:interest|intention)|den(?:y|ies|ied)|rules? out|play(?:s|ed)? down|(?:dismisses|rejects) (?:reports?|rumou?rs|claims)",
    "courthearing": r"(?:agrees|agree|will|set|is) to hear|(?<!decline )(?<!declines )(?<!refuses )to hear(?= [\w\s']{3,40}(?:case|appeal|challenge))|takes? up(?= [\w\s']{3,40}(?:case|appeal|challenge))|"
    r"wins? (?:\w+ ){0,3}hearing",
    "resign": r"gives? up(?= [\w\s']{0,25}(?:role|post|job|chair|ceo|chief))",
    "abandons": r"(?:gives?|giving|gave) up|pulls? the plug on|(?:drops?|dropped|shelves?|shelved|ditch(?:es|ed)?|axes?)(?= (?:[\w-]+ ){0,2}"
    r"(?:plans?|projects?|vaccines?|drugs?|pill|unit|model|bid|offer|deal|talks|service|product|programme|program|shot|merger)\b)|"
    r"walk(?:s|ed|ing)? away|call(?:s|ed)? off|pull(?:s|ed)? out|(?:talks|merger|deal|bid|takeover) (?:collapses?|fails?)",
    "reopens": r"back online|brings?(?= [\w\s']{3,25} back\b)|(?:to|will) return to(?= (?:air|abc|nbc|cbs|fox|itv|bbc|tv|stores|sale)\b)|"
    r"takes? [\w\s]{3,20} again|up and running",
    "relocation": r"mov(?:e|es|ing) (?:its )?(?:headquarters|hq|head office)|leaves?(?= (?:\w+ ){1,2}for\b)",
    "contract": r"(?:picked|chosen|selected|tapped) to (?:build|supply|make|run|develop|provide)|"
    r"(?:choos|pick|select)(?:es|s|e) (?:[\w-]+ ){1,3}(?:to build|to supply|for (?:\w+ ){0,2}(?:plants?|reactors?|project|fleet|jets|trains))|"
    r"(?:wins?|won|lands?|secures?|bags?|signs?|awards?)(?= (?:(?!court)[\w$€£.,-]+ ){0,4}(?:order|contract)\b)|"
    r"(?:signs?|awards?|lands?)(?= (?:[\w$€£.,-]+ ){0,3}deal (?:for \d|worth|to supply|to build))",
    "agreement": r"str(?:ikes?|uck) (?:an? )?(?:[\w$€£.]+ ){0,2}(?:deals?|pact|agreement|partnership|accord|alliance)",
    "strikeover": r"(?:ends?|ended|ending) (?:[\w-]+ ){0,4}(?:strike|walkout|stoppage)|(?:strike|walkout) (?:is )?(?:over(?=$|[,.:]| as | after )|ends?|ended|called off)|"
    r"(?:returns?|back) to work|calls? off (?:\w+ ){0,2}(?:strike|walkout)|union reach(?:es)? (?:an? )?(?:tentative )?(?:deal|agreement)",
    "vote": r"backs?(?= (?:a |the )?(?:\w+ )?(?:strikes?|walkouts?|industrial action))|ballot",
    "pricecut": r"(?:cuts?|slash(?:es)?|lowers?|reduces?) (?:\w+ ){0,3}prices|price cuts?|cheaper",
    "capitalraise": r"rights issue|share sale|share offering|stock offering|capital (?:increase|raise)|kapitalerhohung",
    "delay": r"push(?:es|ed|ing)? back|put(?:s|ting)? off",
    "aside": r"(?:nearly|almost|half)[ -](?:finished|completed?)|in (?:a )?(?:[\w-]+ )?vote|(?:by|at|before|until) (?:the )?(?:year )?end(?= of|$)|year[- ]end",
    "unveil": r"show(?:s|n|ed)? off|takes? the wraps off|lifts? the lid on",
    "research": r"R&D|research and development",
    "cyberattack": r"cyber[ -]attacks?",
    "cfo": r"chief financial officer|finance (?:chief|boss|head|director)",
    "coo": r"chief operating officer|operations (?:chief|boss|head)",
    "appointed": r"wird (?:neuer?|neue)|replac(?:e|es|ing)(?= [\w\s']{3,50} with\b)|takes? (?:over as|the helm)|to take over as|new(?= ceo\b| boss\b| chief\b| chair)|hands? over to|handing over to|"
    r"takes? over(?=$|[.,;])|as next (?=ceo\b|boss\b|chief\b|chair)",
    "ceo": r"chief executive(?: officer)?|top boss",
    "chair": r"chair(?:man|woman|person)",
    "resigns": r"muss gehen|tritt (?:ab|zuruck)|wirft hin|(?:step|stand)(?:s|ing)? (?:down|aside)|stepped down|stood down",
    "marketdebut": r"(?:on|in) (?:its )?first day(?=$|[,.])|(?:stock[ -])?market debut|(?:trading|nasdaq|nyse|wall street|new york|london|hong kong|frankfurt) debut|"
    r"first (?:day of trading|trading day|trading session|day on (?:the )?(?:market|stock exchange|nyse|nasdaq))|"
    r"debuts? on [\w ]{0,20}(?:nasdaq|nyse|exchange|market)|(?:starts?|begins?) trading|list(?:s|ed)? (?:in|on)(?= (?!of|for))",
    "ipopriced": r"raises? (?:[$€£]?[\w.,]+ ){1,3}(?:in|from|via|with) (?:its |an |us |the )?ipo|prices? (?:its |us )?(?:ipo|offering|shares)|ipo (?:is |was )?priced|priced (?:above|below|at|near)",
    "indexchange": r"(?:joins?|added to|enters?|adds) (?:the )?(?:S&P 500|FTSE 100|DAX|Dow(?: Jones)?|Nasdaq 100|CAC 40|IBEX)|"
    r"(?:S&P 500|FTSE 100|DAX|Dow Jones|Nasdaq 100|CAC 40) adds",
    "bankruptcy": r"(?:go(?:es)?|went|is|declared|ist|geht) (?:bankrupt|pleite|insolvent)|chapter (?:11|7)|go(?:es)? (?:bust|under)|went (?:bust|under)|(?:bankruptcy|creditor) protection|into administration",
    "liftedban": r"(?:lift(?:s|ed)?|end(?:s|ed)?|scrap(?:s|ped)?|remov(?:es|ed))(?= [\w\s.$']{0,40}\b(?:ban|cap|curbs?|restrictions?|sanctions?|embargo)\b)|"
    r"freed from|removed from",
    "backonair": r"(?<!buys )(?<!cuts )(?<!hits )(?<!pushes )back on(?! track| the table)|returns? to (?:air|screens|tv)|(?:ends?|lifts?) (?:\w+ )?(?:blackout|suspension)|reinstat(?:es?|ed)",
    "stop": r"(?:pull|take|yank)s?(?= [\w\s']{3,30} off\b)|yanks?|yanked|tak(?:es?|en) off(?: the)? air|off the air|pulls?(?= [\w\s']{3,30} (?:show|flights|trains|adverts?|ads))",
    "poisonpill": r"poison pill|shareholder rights plan|takeover defen[cs]es?|(?:sets? up|adopts?|builds?) (?:a )?defen[cs]es?",
    "writedown": r"writ(?:es?|ing|ten) (?:down|off)|impairments?|write-?(?:downs?|offs?)|"
    r"(?:takes?|book(?:s|ed)?|to take) (?:a )?[$€£]?[\d.,]+ ?(?:bn|billion|m|mn|million)? (?:\w+ )?(?:charge|hit)",
    "trialfails": r"(?:does|did) not (?:slow|work|improve|reduce|help|meet)|(?:drug|trial|study|pill|treatment|vaccine|shot|therapy|painkiller)s? (?:fails?|failed|disappoint(?:s|ed)?|misses|flops?)|"
    r"(?:fails?|failed|disappoint(?:s|ed|ing)?|falls short) in (?:[\w-]+ ){0,3}(?:trial|study)",
    "trialworks": r"beats? (?:[\w-]+ ){1,4}in (?:[\w-]+ ){0,3}(?:trial|study)|more effective|(?:works|effective) in (?:[\w-]+ ){0,3}(?:trial|study|phase)|(?:meets?|met|hits?) (?:main |primary |its )*(?:goal|endpoint)s?|succeeds? in (?:[\w-]+ ){0,3}(?:trial|study|phase)|"
    r"(?:slow|cut|reduce)s? [\w\s]{3,30} in (?:[\w-]+ ){0,2}(?:trial|study)|positive (?:trial|phase|study)|trial success",
    "pricerise": r"charg(?:e|es|ing) more|price (?:hikes?|rises?|increases?)|more expensive|dearer",
    "outage": r"los(?:e|es|ing) (?:internet|power|service|signal|connection|access)|without (?:internet|power|service|signal)|knock(?:s|ed)? out|tak(?:es|ing) down|took down|go(?:es)? (?:down|offline)|went (?:down|offline)|locked out|(?:is|are) down|down(?=:| for )|"
    r"(?:computer|computers|system|systems|it|network|technical|software|cloud) (?:glitch(?:es)?|failures?|fail|fails|crash(?:es)?|problems?|troubles?|meltdown)",
    "dead": r"kill(?:s|ed|ing)?(?= (?:\d|two|three|four|five|six|seven|eight|nine|ten|at least|dozens|hundreds|over|more))|leaves?(?= [\d\w ]{1,20} dead)",
    "approval": r"says? yes|votes? in favou?r|gives? (?:its |the )?(?:nod|blessing|backing)|wins? (?:[\w-]+ ){0,2}(?:approval|nod|backing|clearance|blessing)|go-ahead|green[ -]?lights?|wave[sd] through|(?<=board )backs|(?<=holders )back|(?<=investors )back|(?<=members )back",
    "buyback": r"(?:buys?|buying) back (?=[\w£$€. ]{0,20}(?:shares|stock))|share repurchase|returns?(?= [\w£$€., ]{2,30} to (?:shareholders|stockholders|investors))",
    "layoffs": r"lets? go|letting go|job losses|job cuts|lays? off|laying off|laid off|(?:los(?:e|es|ing)) (?:their )?jobs?|sen[dt](?:s|ing)? home|(?:jobs?|staff|roles|posts|workers|people|positions|employees) (?:at risk|to go|face the axe)",
    "strike": r"walk(?:s|ed|ing)? (?:out|off)|downs? tools|downed tools|industrial action",
    "recalls": r"pull(?:s|ed)?(?= [\w\s]{3,30} (?:from|off) (?:shelves|sale))|pulls(?= jars| bottles| packs| batch)",
    "lawsuit": r"class[ -]action(?: lawsuit| suit)?|files? suit|takes? [\w\s]{2,25} to court",
    "takeover": r"leaves? (?:the )?(?:stock (?:market|exchange)|nasdaq|nyse)|go(?:es|ing)? private|taken? private|takes? over(?= [A-Z])|tie-ups?",
    "closure": r"(?:ceas|stop|end|halt)(?:e|es|s)? (?:operations|flying|trading|business)|winds? (?:down|up)",
    "separation": r"part(?:s|ed)? ways|in two\b|into two (?:companies|businesses|firms)|break(?:s|ing)?[ -]up|breakup",
    "loweredoutlook": r"profit warning|warns on profits?|warns? of (?:lower|weaker) (?:profits?|sales)",
    "boe": r"bank of england|threadneedle street",
    "norges": r"norges bank",
    "us": r"united states|federal reserve|(?<![\w])Fed(?= (?:lifts|raises|cuts|holds|keeps|leaves|lets|ends|frees|approves|fines|chair))",
    "justice": r"justice department|department of justice",
    "workforce": r"in (?:ten|five|four|three|\d) (?:jobs|staff|workers)",
}
"""Words that say one thing together, by the word that stands for them."""
