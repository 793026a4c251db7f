"""What the composer knows of English: small words, names, and how sources are named.

Word lists, nothing else; other languages get frames that need none of them.
"""

from __future__ import annotations

import re


def words(text: str) -> frozenset[str]:
    """A list of words as a set."""
    return frozenset(text.split())


FUNCTION = words("""
    a about above across after against ahead all along amid among an and another any are around as at away back be
    because been before behind being below between beyond both but by can cannot could did do does down due during
    each eight either else enough even ever every few first five for four from further had has have he her here him
    his how i if in inside instead into is it its itself just last least less like many may me might more most much
    must my near neither new next nine no nor not nothing now of off on once one only onto or other others our out
    outside over own per same second seven several she should since six so some soon still such ten than that the
    their them then there these they third this those though three through throughout till to too toward towards two
    under unless until up upon versus via vs was we were what when where whether which while who whom whose why will
    with within without would yet you your
""")
"""Words that carry grammar; Title Case writes most of them with a capital, sentence case does not."""
SMALL_IN_TITLES = words("""
    a an and as at but by for from in into nor of off on onto or over per so the to up via vs with
""")
"""Words that stay small even in Title Case: they tell nothing about a headline's case."""
NOUN_BEFORE = words("""
    a about across after against all along amid an any around as at before behind between by despite during eight
    first five for four fresh from her his in inside into its many more near new nine no of off on onto our outside
    over seven several since six some ten than the their these those three through toward towards two under with
    without
""")
"""Words that a noun, and no verb, follows."""
BARE_NAMES = words("""
    african africans american americans apec april arab arabs arctic asean asian asians august aukus brexit brics
    catholic christian christmas congress december democrat democrats easter eu european europeans february friday
    g20 g7 god hamas hezbollah houthi houthis i internet interpol islamic islamist january jewish july june kremlin
    maga march mideast monday muslim nato nobel november october opec parliament pentagon pope quad ramadan
    republican republicans saturday senate september sunday taliban thursday tuesday uae uk un unesco unicef us
    wednesday western
""")
"""Names that stand alone and mostly never in lower case."""
LONG_NAMES = tuple(
    name.strip()
    for name in """
    African Union|Air Force|Amnesty International|Arab League|Baltic Sea|Belt and Road|Black Sea|Board of Peace
    Burkina Faso|Capitol Hill|Caspian Sea|Central Asia|Coast Guard|Cold War|Communist Party|Costa Rica
    Doctors Without Borders|Downing Street|East Africa|East China Sea|East Jerusalem|El Salvador
    European Central Bank|European Commission|European Council|European Parliament|European Union|Far East
    Foreign Office|Gaza Strip|General Assembly|Golan Heights|High Court|Hong Kong|Horn of Africa
    Human Rights Watch|International Court of Justice|International Criminal Court|International Monetary Fund
    Islamic State|Ivory Coast|Labor Party|Labour Party|Latin America|Middle East|Muslim Brotherhood
    National Guard|National Security|New Delhi|New Year|New York|New Zealand|Nobel Peace Prize|Nobel Prize
    North America|North Korea|North Korean|North Pole|Northern Ireland|Panama Canal|Peace Council|Peace Prize
    Persian Gulf|Prime Minister's Questions|Puerto Rico|Red Crescent|Red Cross|Red Sea|Revolutionary Guard
    Revolutionary Guards|Saudi Arabia|Security Council|Sierra Leone|South Africa|South African|South America
    South Asia|South China Sea|South Korea|South Korean|South Sudan|Southeast Asia|Sri Lanka|State Department
    Strait of Hormuz|Suez Canal|Supreme Court|Supreme Leader|Supreme National Security Council|Taiwan Strait
    Tel Aviv|Treasury Secretary|United Arab Emirates|United Kingdom|United Nations|United States|Wall Street
    West Africa|West Bank|Western Sahara|White House|World Bank|World Cup|World Health Organization
    World Trade Organization|World War
""".replace("\n", "|").split("|")
    if name.strip()
)
"""Names of several words that lower-case words would hide in ("united nations")."""
COMMON = words("""
    abroad abuse accident account accounts acting additional advice adviser advisory affected agenda agent agents
    aid aide aides air aircraft airline airlines airports airspace airstrike airstrikes alert allies also always
    ambassador ambassadors ambush anger anniversary annual answer apparently approval apps area areas argument
    arguments army article articles artists assault assets asylum attack attacks attempt attempted author
    authorities aware backdoor background backlash ballistic ballots banks barrage based bases benefits best better
    big billion billions blackout blaze bloc blockade blogger bloggers board boat bodies body bomb bombs book border
    bribery briefing brink broadcast brutal budget buildup bus businesses calm camp campaign camps campus candidate
    candidates capital car career cargo carrier case cases cash ceasefire ceasefires cell ceremony certain
    chancellor chaos chemical chief child children chip chips choice church citizen citizens civil civilian
    civilians class climate climbs closer closure commander commercial common communique companies company complaint
    complex concern concerns conduct conflict conflicts consensus consul consulate consulates consuls contact
    contacts container contempt contract controversy cordial countries country counts coup couple cover crackdown
    crash creator crew crime crimes criminal crisis critical critics cross crowd crowds crown crucial crude culture
    currency custody cyber damage damaged dark data days dead deadline deadly deaths debt decade decades deep deeply
    default defeat defence defense defiant deficit delegates delegation delivery democracy destroyer details
    detainee detainees devices dialogue different difficult diplomacy diplomat diplomatic diplomats direct disaster
    displaced disputed district districts doctors dollars domestic doubt doubts dozen dozens draft drama dramatic
    drill drills driver drivers drone drones drug drugs duo earlier early eastern easy economic economies economy
    effect effort election elections embassies embassy embattled emergency employees energy entire entry envoy
    envoys era escalation essay essays estate event events evidence executives exercise exercises exiled exit
    experts exposed external extra extreme facilities facility fact factory failure fake fallout families family
    fans far farmers fast father fears fees festival field fighter fighters figures final financier firm firms
    fishing flight flights flood floods foes followers footage forces form former forms fragile framework fraud free
    fresh friend friendly friends full funds future gas geopolitical girl global goals goods grand gratitude grave
    grid ground grounds group growth guest guests guidelines guilty gun gunmen guns hackers half happy hard hardline
    harsh heavy helicopter high higher highest highly himself historic history holiday homeland homes hopes horror
    hospital hospitals hostages hostile hotel hotline hour hours huge human hundred hundreds hunger husband ice icon
    ideas illegal immediate immigrants imminent impact important incident incidents industry inmates intelligence
    interests interim internal interview jailed jet jets jobs journalist journalists judge judges judicial key king
    land landmark lands landslides late later law lawmaker lawmakers laws lawyer leaders leaks lecturer legal letter
    letters level levels life light line lines loan local lockdown long longest loss losses low lowest main major
    majority mall man mandate map maps marines market markets marriage masks mass massacre materials measure
    measures medal media mediator mediators medical meeting member members memo men merger message messages midnight
    midterm migrant migrants militants military militia million millions mineral minerals minister ministers
    minority misconduct missile missiles mission missions mixed model models momentum money monitors month months
    mostly mother music nationals nations nationwide natural naval navy necessary needs negotiation negotiations
    negotiator negotiators network networks newest newspaper nominee northeastern northern northwestern nuclear
    number nurses obstacles officer officers offices official officials oil old one online opponent opponents
    opposition ousted ouster outage outages outbreak outcome outcry package pact pacts panel panic paper parade
    paramilitary parents parks parliamentary part partial partisan partner partners passenger passengers past path
    patients peace penalty people percent period permanent permanently person personal personnel phase photo photos
    pilot pilots plane planes plant plea police policy political politics poll polls popular port ports post posts
    potential power premier president presidential pressure price prices prime prince prison prisoner prisoners
    privacy problem problems process product products program programme progress prominent proof property proposal
    proposals prosecutor protesters province provinces public publicly purge pursuit queen quickly race radar raid
    raids rail railway rain rains rare rate rates raw readers ready reason rebel rebels recent recently record
    recovery referendum reform reforms refugees regime region regional regions regrets regulators relations relief
    remarks removal report reporter reports requests rescue rescuers reset residents resort resources respect
    response restraint result results retaliatory reunion revenue reversal rhetoric rift riots rising rival roads
    rocket rockets role round royal rubble ruler ruling sabotage safe sale sales scale scandal scheduled scheme
    school schoolchildren schools scientists seat seats sector senior sense separatist separatists settler settlers
    severe shadow shares shelter ship ships shortage shortages shots showdown shutdown siege signature significant
    site sites small snow social soldiers sources southern sovereignty speaker special speech spies spokesman spy
    staff stake standards standoff statement status stock stocks story strategic strategy streets strong stronger
    student students submarine submarines successor sudden summer summit summits supply supporters surplus surprise
    survival suspected system takeover talks tanker tariff tariffs tax taxes team teams teaser tech technology teens
    tens tense tensions term terms territorial territory terror testimony text theory thousands ties time together
    toll top torrential total tough town towns trade traffic tragedy train transfer transit transport treason
    treaties treaty trial trials trillion trip troop troops trouble truce truck tsunami tunnel tunnels turmoil tweet
    tweets twice ultimatum uncertainty unclear under universities university unknown unprecedented unrest uranium
    urgent users vaccine vault vehicle vehicles venue verdict very vessel vessels victim victims victory video
    videos village villages violent visa visas volcano volunteers vote voter voters war warhead warheads warplanes
    wars warship warships watchdog water wave way wealthy weapon weapons website week weekend weeks western wheat
    widespread wife wildfire wildfires winter woes woman women words worker workers world wounds writer wrong years
    young youth
""")
"""Words of the beat that are no names, for days whose texts do not show it."""
SUFFIXES = tuple(
    words("""
    able ably ally ance ances ated ctly edly ence ences ers ful fully hood ible ibly ies ing ings ised ism ist
    ists ities ity ive ively ives ized less ment ments ness ors ous ously ship sion sions tely tion tions ward
    wards wide
""")
)
"""Endings of common words that names seldom have; words that the day's texts do not decide are judged by them."""
SPEECH = words("""
    alleges announced announces argued argues believes claimed claims confirmed confirms declared declares finds
    insisted insists predicts report reported reports reveals said say says show shows suggest suggested suggests
    tells told vows warn warned warns
""")
"""What people do who are named at the end of a headline: ", Kremlin says"."""
SINGULAR_SPEAKERS = words("""
    adviser advisor aide analyst diplomat document economist entrepreneur expert filing group historian insider lawmaker
    lawyer memo
    negotiator newspaper observer official poll report scientist senator source study survey think-tank witness
""")
PLURAL_SPEAKERS = words("""
    activists analysts authorities diplomats experts lawmakers media observers officials police reports researchers
    residents scientists sources witnesses
""")
SEVERAL = words("children media men people police women")
"""Plurals without an s."""
UNNAMED = words("""
    agency ambassador commander commission court envoy general governor mayor minister newspaper official party
    regulator spokesman spokesperson spokeswoman watchdog
""")
"""Offices that many hold: alone they are "a minister", with a country "the Danish minister"."""
ROLES = words("""
    adviser advisor agency ambassador army chairman chairwoman chancellor chief commander commission commissioner
    council court delegation department embassy envoy fm general government governor head king leader mayor mfa
    military minister ministry negotiator newspaper office official opposition parliament party pm police premier
    president prince queen regulator secretary senator spokesman spokesperson spokeswoman tv watchdog
""")
NAMED_WITH_THE = re.compile(
    r"^(?:Kremlin|White House|Pentagon|State Department|Vatican|UN|EU|US|UK|UAE|IMF|IAEA|WHO|ICC|ICJ|OSCE|Pope"
    r"|European (?:Commission|Council|Union|Parliament)|United (?:Nations|States|Kingdom|Arab Emirates)|Netherlands"
    r"|Philippines|World Bank|African Union|Foreign Office|Taliban|NYT|WSJ|FT|Washington Post|New York Times"
    r"|Wall Street Journal|Guardian)$"
)
SPEAKING_BODY = re.compile(r"^(?:Kremlin|White House|Pentagon|State Department|UN|EU|IMF|IAEA|WHO|OSCE|Amnesty|HRW)$")
"""Bodies that say what stands behind their name and a colon; what stands behind a country's is told of it."""
OFFICE_IN_NAME = re.compile(
    r"\b(?:ministry|department|office|government|embassy|consulate|mission|foreign affairs|mfa|mofa|mea|fcdo"
    r"|chancellery|presidency|cabinet|kremlin|white house)\b",
    re.IGNORECASE,
)
