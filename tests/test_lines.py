"""How lines read: one colon, sources named as sources, comment told as comment, second sentences that add something."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.compose.comment import is_comment
from digest.compose.headline import Kind, kind_of, split_source
from digest.compose.lexicon import Lexicon
from digest.compose.memory import Before, Earlier
from digest.compose.sentence import named
from digest.model import Edits, Facet, Outlet, Ownership, Role
from tests.making import DAY, entry
from tests.test_compose import OUTLETS, make, newsroom, one, story, texts

OPENINGS = ("Skagerrak", "Fog over the fjord", "‘We are tired’", "Oslo and Rome", "Danish foreign minister", "UN")
CLAUSES = (
    "Envoys sign treaty on herring after three nights",
    "Ambassador leaves summit without a word, officials stay behind",
    "How a treaty on herring came about",
    "Will the ambassador return to the summit table?",
    "Five Ambassadors Walk Out Of Summit Hall",
    "Herring treaty in doubt",
)
KEPT = {
    "Envoys stumble at the summit over an old obstacle: Trust": "an obstacle is no source",
    "Summit host picks a veteran diplomat as its envoy: Ada Nyong": "the envoy is who is picked",
    "Summit goes on after bad night, says Oslo closed to talks": "Oslo says nothing",
    "Treaty talks resume in Lima: who wins?": "a question is no source",
    "Peru: Ceasefire monitors find looted warehouses": "what stands behind a country is told of it",
}
CITED = (
    ("‘We shall talk,’ envoy promises at Oslo summit, says Peru’s Ortega", "Peru’s Ortega"),
    ("Treaty would ‘end the herring war’, says Denmark", "Denmark"),
    ("Treaty talks ‘going nowhere,’ Danish envoy says", "Danish envoy"),
    ("Danish foreign minister: envoy was never invited to the summit", "Danish foreign minister"),
    ("UN: Ceasefire holds along the river for a week", "UN"),
    ("Treaty Talks Put Off Until Friday, Says Peru’s Ortega", "Peru’s Ortega"),
)


@given(st.sampled_from(("", *OPENINGS)), st.sampled_from(CLAUSES), st.sampled_from(OUTLETS[:8]), st.integers(1, 3))
def test_a_line_never_has_two_colons(opening: str, clause: str, outlet: Outlet, day: int) -> None:
    """Whoever publishes a headline, and on whichever day of its story: where it has a colon, its frame has none."""
    title = f"{opening}: {clause}" if opening else clause
    told = story("x", entry("x", title, outlet=outlet.id), since=DAY - timedelta(days=day - 1))
    before = Before(story="x", day=DAY - timedelta(days=1), texts=("Ambassador and envoys at herring treaty summit",))
    made = make(told, earlier=Earlier(stories=(before,)), edits=Edits(pin=("x",)))
    assert texts(made)["x"].count(": ") <= 1
    assert "?," not in texts(made)["x"]


@given(st.sampled_from(OUTLETS[:8]), st.sampled_from(("Oslo reports", "Envoys' report on", "Denmark reported")))
def test_a_line_says_only_once_that_something_is_reported(outlet: Outlet, opening: str) -> None:
    """Where a headline speaks of a report itself, its outlet is named in other words."""
    told = story("x", entry("x", f"{opening} progress at the herring treaty summit", outlet=outlet.id))
    made = make(told, edits=Edits(pin=("x",)))
    assert texts(made)["x"].casefold().count("report") == 1


@pytest.mark.parametrize("title", KEPT)
def test_what_only_looks_like_a_source_is_none(title: str) -> None:
    """A name or thing that a headline speaks of after its colon, or a clause after "says", is not cited."""
    assert split_source(title) == (title, "")


@pytest.mark.parametrize(("title", "source"), CITED)
def test_sources_are_told_from_what_they_say(title: str, source: str) -> None:
    """Behind a closing quotation mark or before a colon: who speaks is the source, and quotations stay whole."""
    said, who = split_source(title)
    assert who == source
    assert source not in said
    assert said.count("‘") == said.count("’")


@pytest.mark.parametrize(
    "title",
    [
        "Peru and Chile urge calm at the herring summit",
        "Peru requests extradition of the herring baron",
        "Denmark ventures into talks on the herring treaty",
    ],
)
def test_headlines_with_a_verb_are_statements(title: str) -> None:
    """Two names with "and" take the plain form of a verb."""
    assert kind_of(title) is Kind.STATEMENT


def test_an_outlet_does_not_cite_itself() -> None:
    """The UN's news service citing the UN would say nothing."""
    assert "citing" not in one(entry("x", "Envoy invited to ceasefire summit in Oslo, Meridian says", outlet="wire"))


def test_words_in_quotation_marks_get_the_case_of_their_sentence() -> None:
    """What a Title Case headline quotes is written small where the words are common ones; names keep theirs."""
    lexicon = Lexicon.of(
        ("A festival of deep regret over empty talk and theft in Kenya", "The state calls its leaks an embassy’s envoy")
    )
    title = "Kenya Calls Envoy’s ‘Deep Regret’ Over Embassy Leaks ‘Empty Talk’ and State-Sponsored Theft"
    told = "Kenya calls envoy’s ‘deep regret’ over embassy leaks ‘empty talk’ and state-sponsored theft"
    assert lexicon.sentence_case(title) == told


def test_earlier_briefs_show_which_words_are_names() -> None:
    """A headline in Title Case is told in sentence case by what headlines of days before show."""
    title = "Envoy Meets Baker Brothers at Stone Bridge"
    before = Before(story="b", day=DAY, texts=("A baker of stone", "Her brothers mend a bridge", "Nobody meets"))
    told = story("t", entry("t", title, outlet="wire"))
    assert texts(make(told))["t"].startswith("In Meridian Wire: Envoy Meets Baker")
    knowing = texts(make(told, earlier=Earlier(stories=(before,))))
    assert knowing["t"].startswith("Envoy meets baker brothers at stone bridge")


@pytest.mark.parametrize(
    ("title", "comment"),
    [
        ("Herring treaty raises hard questions for the fishing fleets of the north", True),
        ("A reckless treaty leaves the islands alone with their herring", True),
        ("Don’t expect the envoys to hurry at this summit", True),
        ("Summit row pushes herring treaty to the brink", True),
        ("Norway’s treaty threats suggest no end of the summit row", True),
        ("Summit of the islands exposes rift over herring treaty", True),
        ("Denmark says herring treaty is going to get harder", False),
        ("Denmark calls the herring treaty ‘reckless’ at summit", False),
        ("Envoys sign herring treaty after three nights of talks", False),
        ("Denmark names the islands whose boats must leave under the herring treaty", False),
    ],
)
def test_comment_is_written_and_not_reported(title: str, comment: bool) -> None:
    """A headline that judges or weighs is told as what its outlet writes."""
    assert is_comment(title) is comment
    line = one(entry("x", title, outlet="post"), roster=newsroom())
    assert ("writes" in line) is comment
    assert not (comment and ("report" in line or "according" in line))


def test_news_leads_before_features_and_comment() -> None:
    """What two outlets report comes before what three ask, weigh or look at."""
    news = story("n", *(entry(f"n{key}", "Peru recalls envoy from Oslo", outlet=key) for key in ("wire", "post")))
    for title in (
        "Why the herring treaty matters to small embassies of the north",
        "Can an ambassador mend the herring quarrel over the treaty in time?",
        "Herring treaty raises hard questions for ambassadors of the north",
        "The long road of an ambassador to the herring treaty",
    ):
        told = story("f", *(entry(f"f{key}", title, outlet=key) for key in ("herald", "radio", "review")))
        assert list(texts(make(told, news, edits=Edits()))) in (["n", "f"], ["n"])


def test_the_headline_without_slips_and_gaps_leads() -> None:
    """Of two headlines the one leads that is spelled right, and that says who will travel."""
    for poor, good in (
        ("Envoy signs herring traety of the islands in Oslo", "Envoy signs herring treaty of the islands in Oslo"),
        ("Envoy says will travel to the Oslo summit on Friday", "Envoy says he will travel to the Oslo summit Friday"),
    ):
        told = one(entry("a", poor, outlet="wire", hours=2), entry("b", good, outlet="post", hours=1))
        assert told.startswith(good)


DENMARK = Facet(kind="country", id="DK", words=("Denmark", "Danish"))
LEAD = ("Denmark recalls ambassador over leaked herring cables from Oslo", "wire", 4)
MORE = ("Court hears that cables of ambassador named Aurelia Lindqvist and the Skagen Accord", "post", 6)
PADDING = (
    ("Danish ambassador recalled over herring cables", "radio", 3),
    ("Denmark recalls envoy: herring cables leaked to press", "review", 2),
)

PADDED = tuple(entry(f"p{n}", title, outlet=outlet, hours=hours) for n, (title, outlet, hours) in enumerate(PADDING))


def second(*rows: tuple[str, str, int]) -> str:
    """The line of a story of those headlines (text, outlet, hour), without its first sentence."""
    entries = [entry(f"e{n}", title, outlet=outlet, hours=hours) for n, (title, outlet, hours) in enumerate(rows)]
    line = one(*entries, facets=(DENMARK,))
    assert line.startswith(LEAD[0])
    return line.partition(". ")[2]


def test_a_second_sentence_tells_more() -> None:
    """Another outlet's headline follows that shares the event with the first and adds names."""
    assert MORE[0] in second(LEAD, MORE, *PADDING)


def test_a_second_sentence_is_no_older_than_the_first() -> None:
    """What was said before the first headline is not told after it."""
    assert second(LEAD, (MORE[0], "post", 1), *PADDING) == ""


def test_a_second_sentence_is_no_other_wording_of_the_first() -> None:
    """Where a third headline has most of both, they tell the same."""
    bridge = ("Denmark recalls ambassador: cables named Lindqvist in court", "agency", 1)
    assert second(LEAD, MORE, *PADDING, bridge) == ""


def test_a_second_sentence_of_the_same_parties_adds_nothing() -> None:
    """Two countries named again in other words are no news beside the first headline, a third one is."""
    lead = entry("a", "Denmark recalls ambassador over leaked herring cables from Oslo", outlet="wire", hours=4)
    told = "Court hears that cables of Denmark named Lindqvist and Skagen in Oslo"
    again = entry("b", told, outlet="post", hours=6)
    other = replace(again, title=told.replace("Oslo", "Peru"))
    named = (("NO", "Oslo"), ("PE", "Peru"))
    facets = (DENMARK, *(Facet(kind="country", id=code, words=(word,)) for code, word in named))
    assert "Lindqvist" not in one(lead, again, *PADDED, facets=facets)
    assert "Lindqvist" in one(lead, other, *PADDED, facets=facets)


def test_a_second_sentence_needs_more_than_a_country_in_common() -> None:
    """Two events of one country in one story are not told as one."""
    other = ("Denmark opens Aurelia Lindqvist museum in Skagen with embassies of nine nations", "post", 6)
    assert second(LEAD, other, *PADDING) == ""


def test_numbers_of_different_doers_are_no_disagreement() -> None:
    """Those who act in one headline are not counted against those to whom it is done in another."""
    ban = entry("a", "Island bans 37 trawlers from herring treaty waters", outlet="wire", hours=2)
    protest = entry("b", "More than 50 trawlers protest ban from herring treaty waters", outlet="post", hours=1)
    again = entry("c", "Island bans more than 50 trawlers from herring treaty waters", outlet="radio", hours=1)
    assert "differ" not in one(ban, protest)
    assert "from 37 trawlers in Meridian Wire to more than 50 trawlers in Radio Delta" in one(ban, again)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Associated Press", "the Associated Press"),
        ("Northern Gazette", "the Northern Gazette"),
        ("The Lake Times", "The Lake Times"),
        ("BBC News", "BBC News"),
        ("Al-Monitor", "Al-Monitor"),
    ],
)
def test_an_outlet_has_its_article(name: str, said: str) -> None:
    """Inside a sentence an outlet is named with "the" where its name takes one and has none."""
    outlet = Outlet(id="o", name=name, country="FR", ownership=Ownership.PRIVATE, role=Role.PRESS)
    assert named(outlet) == said
