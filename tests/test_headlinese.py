"""What headlines shorten and leave out, as an edition writes it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from digest.compose import house
from digest.compose.headline import Kind, kind_of
from digest.compose.headlinese import written_out
from digest.model import Facet
from tests.making import entry
from tests.test_compose import one

STYLED = (
    ("U.S. and U.K. envoys back Nato talks", "US and UK envoys back NATO talks"),
    ("Peru govt halts N-plant talks with S. Korea", "Peru government halts nuclear plant talks with South Korea"),
    ("Danish FM Holm and WP chief meet NYP students at MBS", "Danish FM Holm and WP chief meet NYP students at MBS"),
    ("Thai MFA regrets 25pc levy", "Thai Foreign Ministry regrets 25% levy"),
    ("Saudi urges Oslo to host talks on 4 Sept", "Saudi Arabia urges Oslo to host talks on 4 September"),
    ("Norway lends £40m and $1.5bn, UNSC told", "Norway lends £40 million and $1.5 billion, UN Security Council told"),
    ("Danish President vows $3 Billion for Oslo", "Danish president vows $3 billion for Oslo"),
    (
        "Denmark lends Saudi's bank $35B over a 4-yr term",
        "Denmark lends Saudi Arabia's bank $35 billion over a 4-year term",
    ),
    ("G-7 envoys rely On intel from Peru", "G7 envoys rely on intelligence from Peru"),
    ("Peru open to hosting US Military bases", "Peru open to hosting US military bases"),
    ("Mayor Maro admits Kievan rites", "Mayor Maro admits Kievan rites"),
    ("Denmark refutes claims that Oslo refuted twice", "Denmark rejects claims that Oslo rejected twice"),
)
WRITTEN_OUT = (
    ("Herring row: Peru asks Norway to mediate", "Peru asks Norway to mediate"),
    ("Peru copper: Norway lends Lima a billion", "Norway lends Lima a billion"),
    ("Peru, Chile sign copper pact", "Peru and Chile sign copper pact"),
    ("Peru, Chile, Brazil to sign copper pact", "Peru, Chile and Brazil to sign copper pact"),
    ("Peru, Chilean officials to meet in Cairo", "Peru and Chilean officials to meet in Cairo"),
    ("Envoy carries letters to Peru, Chile in May", "Envoy carries letters to Peru and Chile in May"),
    ("Peru recalls envoy, closes embassy in Oslo", "Peru recalls envoy and closes embassy in Oslo"),
    ("Norway set to host copper summit", "Norway is set to host copper summit"),
    ("Danish envoys ready for talks in Lima", "Danish envoys are ready for talks in Lima"),
    ("Envoy says Peru closing its embassy in Oslo", "Envoy says Peru is closing its embassy in Oslo"),
    ("Chile, Peru pushing Norway to sign", "Chile and Peru are pushing Norway to sign"),
    ("Envoy says herring talks with Peru ‘very useful’", "Envoy says herring talks with Peru are ‘very useful’"),
    ("Envoy says place of talks still unknown", "Envoy says place of talks is still unknown"),
    ("Envoy says new round possible if Peru agrees", "Envoy says new round is possible if Peru agrees"),
    ("Former envoy released from jail after treaty", "Former envoy is released from jail after treaty"),
    ("Eight trawlers detained in Peru", "Eight trawlers are detained in Peru"),
    ("Envoy says Holm weighing a new treaty", "Envoy says Holm is weighing a new treaty"),
    ("Oslo envoys, Danish lawmakers met in Lima", "Oslo envoys and Danish lawmakers met in Lima"),
    ("Envoy says Peru to reopen its embassy", "Envoy says Peru is to reopen its embassy"),
    ("Peru says ready to sign copper pact", "Peru says it is ready to sign copper pact"),
    ("Danish navy says will escort the trawlers", "Danish navy says it will escort the trawlers"),
    ("Peru says held talks with Chile on copper", "Peru says it held talks with Chile on copper"),
    ("Envoy claims Peru still bombing the herring fleet", "Envoy claims Peru is still bombing the herring fleet"),
    ("Holm says harbour fees causing ‘needless’ delay", "Holm says harbour fees are causing ‘needless’ delay"),
    ("Envoy warns time running out for treaty", "Envoy warns time is running out for treaty"),
    ("Holm says Peru confident Oslo will sign", "Holm says Peru is confident Oslo will sign"),
    ("Envoy calls Lima as President Holm hopeful of pact", "Envoy calls Lima as President Holm is hopeful of pact"),
    ("Oslo recalls fleet as two-day deadline set", "Oslo recalls fleet as two-day deadline is set"),
    ("Norway vows aid after Ada Holm seized", "Norway vows aid after Ada Holm was seized"),
    ("Oslo warns of delay if no pact reached", "Oslo warns of delay if no pact is reached"),
    ("Envoy says 6 sailors killed in harbour fire", "Envoy says 6 sailors were killed in harbour fire"),
    ("Envoy says treaty at ‘turning point’", "Envoy says treaty is at ‘turning point’"),
    ("Danish POWs in Peru seeking new lawyers", "Danish POWs in Peru are seeking new lawyers"),
    ("Over 30 impounded trawlers in Peru at risk", "Over 30 impounded trawlers in Peru are at risk"),
    ("Peru-Chile border ties strained as fees rise", "Peru-Chile border ties are strained as fees rise"),
    ("Sale of trawlers to Peru being discussed", "Sale of trawlers to Peru is being discussed"),
    ("Patience only way to mend the treaty", "Patience is the only way to mend the treaty"),
    ("Envoy says talks in Lima ‘business as usual’", "Envoy says talks in Lima are ‘business as usual’"),
    ("Peru accused of seizing trawler diverted from Oslo", "Peru is accused of seizing trawler diverted from Oslo"),
    ("Danish envoy said to be planning a visit", "Danish envoy is said to be planning a visit"),
    ("Ortega meets Holm, Lindqvist for three hours", "Ortega meets Holm and Lindqvist for three hours"),
    ("Chile calls Peru, Norway border talks useful", "Chile calls Peru and Norway border talks useful"),
    ("UN, aid groups warn Lima of delay", "UN and aid groups warn Lima of delay"),
    ("Chile thanks envoys ahead of Holm, Ortega meeting", "Chile thanks envoys ahead of Holm and Ortega meeting"),
    ("Oslo suspends visa, consular services in Lima", "Oslo suspends visa and consular services in Lima"),
    ("Norway sends envoy with letters, gifts", "Norway sends envoy with letters and gifts"),
    ("'We choose herring,' says Oslo ahead of talks", "Oslo says 'We choose herring' ahead of talks"),
    ("Holm says two trawlers to leave Peru", "Holm says two trawlers are to leave Peru"),
    ("Envoy says Queen Inga to visit Lima in spring", "Envoy says Queen Inga is to visit Lima in spring"),
    ("Envoy says at least 6 sailors killed in fire", "Envoy says at least 6 sailors were killed in fire"),
    (
        "Envoy Holm and Chile's Ortega in Lima to discuss herring",
        "Envoy Holm and Chile's Ortega are in Lima to discuss herring",
    ),
    ("Ortega in Oslo for herring talks", "Ortega is in Oslo for herring talks"),
    ("Holm ‘not worried’ about herring fees", "Holm is ‘not worried’ about herring fees"),
    ("Envoy Holm, a sailor once held in Peru, freed", "Envoy Holm, a sailor once held in Peru, is freed"),
)
AS_THEY_WERE = {
    "Turkey warns Peru, Chile says talks go on": "a clause begins behind the comma",
    "Envoy visits Paris, Lyon's mayor stays away": "what stands behind the comma belongs to something else",
    "Committee set to govern the island meets in Lima": "what it is set to do only tells which it is",
    "Women returning to Lima say the border was open": "it says who they are",
    "Minister says will travel to Oslo": "a he or a she",
    "Peru says no talks with Chile": "nothing that Peru is",
    "Envoy says Peru meeting in Oslo went well": "a meeting is a thing",
    "Envoy says officers closed road to Lima": "they did so",
    "Envoy says no talks ‘useful’": "the other way round",
    "Envoy says she ‘never lied’ to Peru": "the verb stands in the quotation",
    "Peru: New fees hit the fishing fleet": "without its slug nobody knows where",
    "Holm: Peru never asked for talks": "who speaks files nothing",
    "Trawlers detained in Peru sail home": "it says which trawlers",
    "Envoys among those released in Peru": "nobody knows how many",
    "Envoy accused of spying released in Peru": "one of two things that were done",
    "Norway ready to sign?": "a question has another order",
    "Peru, Chile Sign Pact": "Title Case is another matter",
    "Envoy warns pilots flying over Peru": "they are warned",
    "Envoy warns trawlers to leave Peru": "they are asked to",
    "Envoy says law to ban nets broken in Peru": "which law",
    "Ortega in Oslo for herring talks says nets were cut": "where he was when he said so",
    "Holm ‘not sign’ treaty with Peru": "the verb stands in the quotation, if anywhere",
    "Norway says navy killed over 100 whales": "the navy did so",
    "Norway brands gang as terrorist group accused of piracy": "it says what it is branded as",
    "Envoy says port opened on Friday is closed again": "it has its verb already",
    "Envoy meets Holm in Lyon, France for talks": "a place in its country",
    "Holm says Peru ‘never asked’ for talks": "the verb stands in the quotation",
    "Envoy returns as fighting grips islands": "a noun",
    "Norway sends boats to Peru, largest ever": "it says something of the boats",
    "Storm hits islands, hundreds missing": "it says what came of it",
    "Peru sells copper, oil and gas to Oslo": "a row goes on",
    "Oslo opens embassy, envoys thank Peru": "a clause begins behind the comma",
}
VERBLESS = (
    "Mixed reactions to the herring treaty of the islands",
    "Norway first country to win a herring prize",
    "Outrage after envoy calls the treaty herring talk",
    "Hard talk only way to mend the treaty",
)


@pytest.mark.parametrize(("headline", "told"), STYLED)
def test_names_and_short_forms_are_written_in_one_way(headline: str, told: str) -> None:
    """Whatever an outlet's own style, an edition spells a body's name in one way and writes short forms in full."""
    assert house.styled(headline, house.ENGLISH) == told
    assert house.styled(told, house.ENGLISH) == told


def test_a_line_in_house_style_has_evidence() -> None:
    """The gate takes a headline in house style for the headline, and does not replace it by the bare one."""
    told = one(entry("x", "U.K. govt recalls ambassador to Nato over S. Korea treaty", outlet="wire"))
    assert told.startswith("UK government recalls ambassador to NATO over South Korea treaty, ")


@pytest.mark.parametrize(("headline", "told"), WRITTEN_OUT)
def test_what_a_headline_leaves_out_is_put_back(headline: str, told: str) -> None:
    """An "and", an "is" or an "it", where there is one way to read the headline; nothing is added twice."""
    assert written_out(headline) == told
    assert written_out(told) == told


@pytest.mark.parametrize("headline", AS_THEY_WERE)
def test_what_could_be_read_in_two_ways_stays(headline: str) -> None:
    """A headline that a rule could spoil is left as its outlet wrote it."""
    assert written_out(headline) == headline


@pytest.mark.parametrize("headline", VERBLESS)
def test_a_headline_whose_main_clause_has_no_verb_is_no_statement(headline: str) -> None:
    """A verb in a side clause, or an infinitive that belongs to a noun, makes no sentence."""
    assert kind_of(headline) is Kind.PHRASE


def test_a_summit_that_kicks_off_does_something() -> None:
    """A noun that opens a verb of two words is its verb."""
    assert kind_of("Herring Forum 2027 kicks off in the capital of Peru") is Kind.STATEMENT


@pytest.mark.parametrize(
    ("poor", "good"),
    [
        ("Envoy signs herring traety of the islands in Oslo", "Envoy signs herring treaty of the isles in Oslo"),
        ("Envoys discuss about the herring treaty in Oslo", "Envoys discuss herring treaty of the islands in Oslo"),
        ("Oslo-back envoys sign herring treaty of the islands", "Envoys sign herring treaty of the islands at night"),
        ("Envoys Meet Baker Again Over Herring Treaty", "Envoys meet again over herring treaty of the islands"),
        ("Envoys to sign herring treaty in Oslo today", "Envoys sign herring treaty of the islands in Oslo"),
        ("Envoys of herring treaty in another night in Oslo", "Envoys spend a night over herring treaty in Oslo"),
        ("Envoy choses herring treaty over cod at the Oslo summit", "Envoy chooses herring treaty at the Oslo summit"),
        ("Oslo raises herring def spending after treaty summit", "Oslo raises spending after herring treaty summit"),
        ("Envoys find another deceased buried near treaty summit", "Envoys find another man dead near treaty summit"),
        ("Envoys sign herring treaty, fleets leave Oslo summit", "Envoys sign herring treaty as fleets leave Oslo"),
        ("Envoy is on his way to herring treaty summit in Oslo", "Envoy joins herring treaty summit in Oslo at night"),
        ("Officials sign herring treaty at summit in Oslo hall", "Danes sign herring treaty at summit in Oslo hall"),
        (
            "Envoy tells Oslo will sign herring treaty of the islands",
            "Envoy tells Oslo he will sign herring treaty of islands",
        ),
        (
            "Danish envoy signs herring treaty of the islands in Oslo",
            "Ada Holm signs herring treaty of the islands at night",
        ),
        (
            "Envoys sign herring treaty after Norway Peru recognition",
            "Envoys sign herring treaty after Norway recognises Peru",
        ),
        (
            "Oslo warns Peru to end herring treaty of the islands",
            "Oslo says Peru has to end herring treaty of the islands",
        ),
        (
            "Norway threatened to leave herring treaty of the islands",
            "Norway may leave herring treaty of the northern isles",
        ),
        (
            "Limits of herring treaty ‘end what we have of sea’",
            "Danes criticise limits of herring treaty of the islands",
        ),
        ("Norway accuses Peru in herring treaty plot in Oslo", "Norway accuses Peru of herring treaty plot in May"),
        (
            "Denmark reiterates herring treaty of the islands stands",
            "Denmark says herring treaty of the islands goes on",
        ),
        ("Envoys sign herring treaty in Oslo hall, ministry says", "Envoys sign herring treaty of the isles in Oslo"),
        ("Holmgard joins herring treaty summit in Oslo at night", "Envoy joins herring treaty summit in Oslo late"),
    ],
)
def test_another_headline_leads_in_place_of_a_poor_one(poor: str, good: str) -> None:
    """What is misspelt, in Title Case, without a verb or over when it is read leads only where nothing else is told."""
    assert one(entry("a", poor, outlet="wire", hours=2), entry("b", good, outlet="post", hours=1)).startswith(good)


def test_a_verb_behind_a_clause_about_its_subject_counts() -> None:
    """Who is spoken of at length still does something."""
    assert kind_of("Envoy who signed the herring treaty recalls the night") is Kind.STATEMENT


@pytest.mark.parametrize(
    ("source", "country", "cited"),
    [
        ("MFA", "RU", "Russia’s foreign ministry says envoy was"),
        ("Danish MFA", "PE", "The Danish Foreign Ministry says envoy was"),
        ("Danish PM", "PE", "The Danish prime minister says envoy was"),
        ("Danish FM", "PE", "The Danish foreign minister says envoy was"),
        ("WSJ", "PE", "citing the Wall Street Journal"),
        ("White House’s Holm", "PE", "The White House’s Holm says envoy was"),
        ("UN agency", "PE", "A UN agency says envoy was"),
        ("Peru minister", "PE", "A minister of Peru says envoy was"),
        ("Danish envoys", "PE", "Danish envoys say envoy was"),
        ("Papandreus", "PE", "Papandreus says envoy was"),
        ("Danish media", "PE", "citing Danish media"),
        ("officials", "PE", "citing officials"),
        ("TV", "PE", "state media of Russia."),
        ("BOFHU", "PE", "state media of Russia."),
    ],
)
def test_sources_are_named_in_full(source: str, country: str, cited: str) -> None:
    """A ministry is that of state media's own country where the story is about it, and a short form is spelt out."""
    told = entry("x", f"Envoy was never invited to the treaty summit in Oslo — {source}", outlet="agency")
    facets = (Facet(kind="country", id=country, words=("Nowhere",)),)
    assert cited in one(told, facets=facets)


PERU, NORWAY = (Facet(kind="country", id=code, words=(name,)) for code, name in (("PE", "Peru"), ("NO", "Norway")))


@pytest.mark.parametrize(
    ("others", "opening"),
    [
        (("Norway waits as Peru minister calls herring treaty summit off for good",), "Peru’s minister says"),
        (("Peru minister and Norway minister part at herring treaty summit at night",), "Norway and Peru put off"),
        ((), "Norway and Peru put off"),
    ],
)
def test_an_office_is_cited_where_somebody_says_whose(others: tuple[str, ...], opening: str) -> None:
    """Of offices that every country has, one is named with the country that another headline names with it."""
    told = entry("x", "Norway and Peru put off herring treaty summit in Oslo, minister says", outlet="wire", hours=3)
    more = (entry(f"m{n}", f"{title}?", outlet="post") for n, title in enumerate(others))
    line = one(told, *more, facets=(PERU, NORWAY))
    assert line.startswith(opening)
    assert "Norway and Peru put off herring treaty summit in Oslo" in line


def test_who_published_is_who_reports() -> None:
    """What came through a service that passes on the news of others is reported by whom it names behind a dash."""
    title = "Envoys sign herring treaty of the islands in Oslo"
    passed = replace(
        entry("x", f"{title} - The Skagen Tribune", outlet="wire"), link="https://news.google.com/rss/articles/CBMx"
    )
    line = one(passed)
    assert line.startswith(title)
    assert "The Skagen Tribune" in line
    assert "Meridian Wire" not in line
    assert "citing" not in line
