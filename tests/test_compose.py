"""Composing: stories to a brief in the First POST form, with its evidence."""

from __future__ import annotations

import gzip
import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Literal

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wordfreq import zipf_frequency

from digest import cluster, page
from digest.compose.brief import METHOD, Composition, compose
from digest.compose.memory import Before, Earlier
from digest.model import (
    Edition,
    Edits,
    Entry,
    Facet,
    Feed,
    Made,
    Outlet,
    Ownership,
    Retitle,
    Role,
    Roster,
    Scope,
    State,
    Story,
    Topic,
)
from digest.text import clean, digest_of
from tests.making import EDITION, UNTIL, entry, roster

LAST = "and much, much more"
SCOPE = Scope(
    core={
        "zh": ("大使", "外交"),
        "en": ("ambassador*", "embass*", "envoy*", "sanctions", "treaty", "ceasefire", "summit", "foreign minister"),
    },
    near={"en": ("talks", "visit*", "border", "deal", "minister", "ties", "urges")},
    out={"en": ("football", "festival")},
    ownership=(Ownership.MINISTRY, Ownership.EMBASSY),
)
OUTLETS = tuple(
    Outlet(id=key, name=name, ownership=Ownership(owner), role=Role(role), country=country, language=language)
    for key, name, owner, role, country, language in (
        ("herald", "The Northern Herald", "private", "press", "GB", "en"),
        ("wire", "Meridian Wire", "private", "wire", "FR", "en"),
        ("post", "Harbour Post", "private", "press", "SG", "en"),
        ("radio", "Radio Delta", "public", "press", "DE", "en"),
        ("review", "Strait Review", "ngo", "analysis", "US", "en"),
        ("agency", "Volga Agency", "state", "wire", "RU", "en"),
        ("mfa", "Foreign Ministry of Ruritania", "ministry", "primary", "DK", "en"),
        ("palace", "Palace Bulletin", "ministry", "primary", "NO", "en"),
        ("daily", "长江日报", "private", "press", "CN", "zh"),
        ("evening", "江城晚报", "private", "press", "CN", "zh"),
    )
)
LANGUAGES = {one.id: one.language for one in OUTLETS}
TOPICS = (Topic(id="envoys", title="Envoys", match={"en": ("envoy*", "ambassador*")}),)

ACCORD = (
    "The accord settles fishing rights along forty miles of disputed river that both navies had patrolled since the "
    "spring."
)
DAY: dict[str, dict[str, str]] = {
    "s01": {
        "herald": "Norway and Finland sign border treaty after three years of talks",
        "wire": "Norway, Finland sign treaty on their river border",
        "post": "Nordic neighbours end quarrel with treaty",
        "radio": "Treaty ends Norway's border row with Finland",
    },
    "s02": {
        "wire": "Kenya recalls ambassador from Cairo over leaked cables",
        "herald": "Kenya recalls its ambassador in Egypt over leaks",
        "radio": "Cairo regrets Kenyan recall of ambassador as leaks embarrass both capitals",
    },
    "s03": {
        "post": "Brazil offers to host summit on lithium prices, foreign minister says",
        "wire": "Brazil to host lithium summit in spring",
    },
    "s04": {
        "radio": "Sanctions bite as Baltic shipyards turn away tankers",
        "wire": "Shipyards refuse tankers under sanctions",
    },
    "s05": {"agency": "Envoy dismisses Western rumours of new bases in the Arctic"},
    "s06": {"mfa": "Joint communique on visas for seafarers"},
    "s07": {"review": "Why small embassies matter in the Pacific"},
    "s08": {"daily": "外交部长与越南大使举行会谈", "evening": "外长会见越南大使"},
    "s09": {
        "herald": "Peru and Chile reopen embassy talks after copper strike",
        "post": "Copper strike over, Peru and Chile talk embassies",
    },
    "s10": {
        "wire": "Ceasefire monitors report looting near Aden warehouses",
        "radio": "Monitors blame both sides for looting around Aden",
    },
    "s11": {
        "post": "Jakarta urges ASEAN envoys to hurry code of conduct",
        "herald": "Indonesia urges envoys to finish sea code",
    },
    "s12": {"wire": "Football festival draws crowds to the old port"},
}
ABOUT = {
    "s01": ("NO", "Norway"),
    "s02": ("KE", "Kenya"),
    "s03": ("BR", "Brazil"),
    "s08": ("CN", "外"),
    "s09": ("PE", "Peru"),
    "s11": ("ID", "Indonesia"),
}


def newsroom(**other: Any) -> Roster:
    """A roster with ten outlets, a scope and a topic."""
    feeds = tuple(Feed(id=one.id, outlet=one.id, url=f"https://{one.id}.example/rss") for one in OUTLETS)
    return replace(roster(scope=SCOPE, outlets=OUTLETS, feeds=feeds, topics=TOPICS), **other)


def story(key: str, *entries: Entry, facets: tuple[Facet, ...] = (), since: date | None = None) -> Story:
    """A story of those entries."""
    return Story(id=key, entries=entries, facets=facets, since=since)


def day() -> tuple[Story, ...]:
    """A bilingual day: twelve stories, one of them off the beat."""
    found = []
    for key, rows in DAY.items():
        told = tuple(
            entry(f"{key}{outlet}", title, outlet=outlet, hours=n + 1, language=LANGUAGES[outlet])
            for n, (outlet, title) in enumerate(rows.items())
        )
        code, word = ABOUT.get(key, ("", ""))
        found.append(story(key, *told, facets=(Facet(kind="country", id=code, words=(word,)),) if code else ()))
    return tuple(found)


def make(*stories: Story, earlier: Earlier | None = None, edits: Edits | None = None, **other: Any) -> Composition:
    """The composition of those stories."""
    given_roster: Roster = other.pop("roster", None) or newsroom()
    values: dict[str, Any] = {"state": State.REVIEW, "whole": True, "updated": UNTIL} | other
    return compose(
        EDITION, stories, roster=given_roster, earlier=earlier or Earlier(), edits=edits or Edits(), **values
    )


def texts(made: Composition) -> dict[str, str]:
    """The lines in plain text, by story."""
    return {line.id: page.plain(line.text) for line in made.brief.lines}


def one(*entries: Entry, **other: Any) -> str:
    """The only line that those entries, as one story, make, in plain text."""
    return page.plain(one_line(*entries, **other))


def one_line(*entries: Entry, **other: Any) -> str:
    """The only line that those entries, as one story, make, in Markdown."""
    facets = other.pop("facets", ())
    (line,) = make(story("only", *entries, facets=facets), **other).brief.lines
    return line.text


class Tags(HTMLParser):
    """The tags and attributes of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def rendered(made: Composition) -> list[tuple[str, dict[str, str | None]]]:
    """The tags that a page's bullets become."""
    tags = Tags()
    body = page.write(made.brief).split("---\n", 2)[2]
    tags.feed(
        markdown.markdown(body, extensions=["attr_list", "md_in_html", "tables", "footnotes", "abbr", "admonition"])
    )
    return tags.seen


def clauses(teaser: str) -> list[str]:
    """The clauses of a teaser without the closing words."""
    return [clause for clause in teaser.removesuffix(".").split("; ") if clause != LAST]


def faults(made: Composition, told: dict[str, Entry], names: dict[str, str], used: tuple[str, ...] = ()) -> list[str]:
    """What a composition has against the form and against its evidence."""
    return [*_form_faults(made, used), *_line_faults(made, told, names)]


def _form_faults(made: Composition, used: tuple[str, ...]) -> list[str]:
    brief, found = made.brief, []
    said = " ".join(page.plain(line.text) for line in brief.lines).casefold()
    wanted = min(len(brief.lines), 4 if len(brief.lines) >= 10 else 3)
    if brief.lines and not re.search(rf"(?<!\w){re.escape(brief.word.casefold())}(?!\w)", said):
        found.append(f"title {brief.word} stands in no line")
    if brief.word in used:
        found.append(f"title {brief.word} was used")
    if len(brief.lines) > 12:
        found.append(f"{len(brief.lines)} lines")
    if brief.lines and len(clauses(brief.teaser)) != wanted:
        found.append(f"{len(clauses(brief.teaser))} clauses of {wanted}: {brief.teaser}")
    if brief.teaser.endswith(f"; {LAST}.") != (len(brief.lines) > wanted):
        found.append(f"promise of more: {brief.teaser}")
    return found


def _line_faults(made: Composition, told: dict[str, Entry], names: dict[str, str]) -> list[str]:
    found = []
    evidence = {one.id for one in made.record.evidence}
    for line, kept in zip(made.brief.lines, made.record.lines, strict=True):
        assert (line.id, page.line_hash(line)) == (kept.id, kept.hash)
        found += [f"no link in {line.text}"] * (not page.links(line.text)) + [f"long row in {line.id}"] * (
            len(line.more) > 8
        )
        for sentence in kept.sentences:
            sources = [told[key] for key in sentence.entries]
            shown, known = (
                page.plain(sentence.text),
                " ".join(f"{e.title} {e.summary} {names[e.outlet]}" for e in sources),
            )
            if not sources or not evidence.issuperset(sentence.entries):
                found.append(f"no evidence for {shown}")
            if missing := set(re.findall(r"\d+(?:[.,]\d+)*", shown)) - set(re.findall(r"\d+(?:[.,]\d+)*", known)):
                found.append(f"numbers {missing} from nowhere in {shown}")
            for quotation in re.findall(r"“([^”]*)”", shown):
                if clean(quotation) not in clean(known):
                    found.append(f"quotation from nowhere: {quotation}")
    found += [
        f"{e.id} quotes {len(e.quoted.split())} words" for e in made.record.evidence if len(e.quoted.split()) > 25
    ]
    return found


def everything(stories: tuple[Story, ...]) -> dict[str, Entry]:
    """The entries of stories by id."""
    return {one.id: one for told in stories for one in told.entries}


NAMES = {one.id: one.name for one in OUTLETS}


def test_a_day_becomes_a_brief_in_the_form() -> None:
    """Title, teaser and lines keep the First POST form, and every sentence rests on entries that the record holds."""
    made = make(*day())
    assert faults(made, everything(day()), NAMES) == []
    assert 5 <= len(made.brief.lines) <= 12
    assert 120 <= len(made.brief.teaser) <= 330
    assert re.fullmatch(r"[A-Z][a-z]{3,13}", made.brief.word)
    assert 1.3 <= zipf_frequency(made.brief.word, "en") <= 4.7
    assert made.record.method == METHOD
    assert dict(made.record.counts) == {"entries": 23, "outlets": 9, "stories": 12}
    assert page.read(page.write(made.brief)) == made.brief


def test_what_is_off_the_beat_is_left_out_and_what_is_on_it_says_why() -> None:
    """The football festival makes no line; each line gives reasons that an editor can check."""
    made = make(*day())
    assert "s12" not in texts(made)
    why = {line.id: line.why for line in made.record.lines}
    assert why["s01"] == ("'treaty' in 4 of 4 headlines", "told by 4 outlets in 4 countries")
    assert why["s06"] == ("primary document of Foreign Ministry of Ruritania",)


def test_every_line_names_its_outlet_and_the_others_follow_in_a_row() -> None:
    """The outlet of a line's headline stands in its sentence; each other outlet has one link, none twice."""
    for line in make(*day()).brief.lines:
        told = next(told for told in day() if told.id == line.id)
        outlets = {NAMES[name] for name in told.outlets}
        named = {name for name in outlets if name in page.plain(line.text)}
        assert named
        assert Counter(link.label for link in line.more) == Counter(outlets - named)


def test_a_story_in_another_language_keeps_its_headline_behind_a_frame() -> None:
    """A Chinese story says its language and countries in English and marks the headline's language for readers."""
    made = make(*day())
    assert texts(made)["s08"] == "In Chinese, 长江日报 on China: 外交部长与越南大使举行会谈"
    assert ("a", "zh") in {(tag, values.get("lang")) for tag, values in rendered(made)}
    assert "外交" not in made.brief.teaser


def test_a_feed_that_mistakes_its_language_is_not_believed() -> None:
    """A Chinese headline that its feed calls English gets a frame without a language instead of an English sentence."""
    told = entry("x", "外交部长与越南大使举行会谈", outlet="daily", language="en")
    assert one_line(told) == f"长江日报: [外交部长与越南大使举行会谈]({told.link})"
    told = entry("x", "外交部长与越南大使举行会谈", outlet="post", language="en")
    assert one_line(told).startswith("The Harbour Post: [")


def test_a_line_that_rests_on_an_official_outlet_says_what_it_is() -> None:
    """State media are called so, with their country; an office whose name says what it is speaks for itself."""
    lines = texts(make(*day(), edits=Edits(pin=("s05", "s06"))))
    assert lines["s05"].endswith("according to the Volga Agency, state media of Russia.")
    assert lines["s06"] == "From the Foreign Ministry of Ruritania itself: Joint communique on visas for seafarers."
    assert one(entry("p", "King receives ambassador of Peru", outlet="palace")) == (
        "From Palace Bulletin, a ministry of Norway: King receives ambassador of Peru."
    )


def test_a_free_outlet_is_preferred_to_an_official_one() -> None:
    """Where a state agency and a newspaper tell the same, the newspaper is cited and the agency follows."""
    line = make(
        story(
            "x",
            entry("a", "Envoy leaves Oslo without agreement on gas transit", outlet="agency"),
            entry("b", "Envoy leaves Oslo with no agreement on gas transit", outlet="post"),
        )
    ).brief.lines[0]
    assert "Harbour Post" in page.plain(line.text)
    assert [link.label for link in line.more] == ["Volga Agency"]


def test_a_sentence_of_the_summary_is_quoted_word_for_word() -> None:
    """A whole sentence of 8 to 25 words that adds something stands in quotation marks and in the record."""
    summary = f"OSLO (Wire) - It rained. {ACCORD} More was to follow before the end of the …"
    made = make(
        story("x", entry("x", "Norway and Finland sign border treaty after talks", outlet="wire", summary=summary))
    )
    assert texts(made)["x"].endswith(f"“{ACCORD}”")
    assert {e.quoted for e in made.record.evidence} == {ACCORD}


@pytest.mark.parametrize(
    "summary",
    [
        "Norway and Finland sign border treaty after talks that took three years.",
        "You can read more about the treaty in our newsletter, which comes out on Friday mornings for free.",
        "He said that the treaty would be a model for others who live beside cold rivers.",
        "The accord settles fishing rights along forty miles of river that both navies had patrolled since the …",
        "Fishing settled.",
    ],
)
def test_a_summary_that_adds_nothing_is_not_quoted(summary: str) -> None:
    """Repetition, chatter, loose references, cut-off and short sentences stay out of a line."""
    assert "“" not in one(
        entry("x", "Norway and Finland sign border treaty after three years of talks", outlet="wire", summary=summary)
    )


@pytest.mark.parametrize("excerpt", ["title", "none"])
def test_an_outlet_that_allows_no_excerpt_is_not_quoted(excerpt: Literal["title", "none"]) -> None:
    """What the roster says about excerpts is kept."""
    told = entry("x", "Norway and Finland sign border treaty", outlet="wire", summary=ACCORD)
    outlets = tuple(replace(outlet, excerpt=excerpt) for outlet in OUTLETS)
    assert "“" in one(told)
    assert "“" not in one(told, roster=newsroom(outlets=outlets))


def test_the_author_is_named_where_a_person_is() -> None:
    """A byline of one or two people is named with the outlet; a newsroom's is not."""
    title = "Kenya recalls ambassador from Cairo over leaked cables"
    assert "Ada Nyong for Meridian Wire" in one(entry("x", title, outlet="wire", authors=("By Ada Nyong",)))
    assert "Ada Nyong and Li Wei" in one(entry("x", title, outlet="wire", authors=("Ada Nyong", "Li Wei")))
    for staff in ("Staff Writer", "REUTERS", "news@wire.example", "The Desk", "wire"):
        assert staff not in one(entry("x", title, outlet="wire", authors=(staff,)))


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("Putin envoy invited to ceasefire summit in Oslo, Kremlin says", "The Kremlin says Putin envoy is invited"),
        ("Putin envoy invited to ceasefire summit in Oslo, says Lavrov", "Lavrov says Putin envoy is invited"),
        ("Putin envoy invited to ceasefire summit in Oslo — diplomat", "citing a diplomat"),
        ("Putin envoy invited to ceasefire summit in Oslo: sources", "citing sources"),
        (
            "Putin envoy invited to ceasefire summit in Oslo, Danish foreign minister says",
            "The Danish foreign minister says Putin envoy is invited",
        ),
        (
            "Putin envoy invited to ceasefire summit in Oslo - Meridian Wire",
            "Putin envoy is invited to ceasefire summit in Oslo",
        ),
        (
            "Explainer: Putin envoy invited to ceasefire summit in Oslo",
            "Putin envoy is invited to ceasefire summit in Oslo",
        ),
        (
            "Putin envoy invited to ceasefire summit in Oslo (PHOTOS)",
            "Putin envoy is invited to ceasefire summit in Oslo",
        ),
    ],
)
def test_a_source_named_in_a_headline_speaks_or_is_cited(title: str, sentence: str) -> None:
    """Who is named at a headline's end says it first; the nameless are cited, lead-ins and tails are dropped."""
    line = one(entry("x", title, outlet="wire"))
    assert sentence in line
    assert "Meridian Wire" in line
    assert not re.search(r", (?:Kremlin|says)|Explainer|PHOTOS|—|- Meridian|, ,", line)


def test_forms_vary_and_do_not_change() -> None:
    """The way of citing is chosen by the story's id: several forms on a day, the same on every run."""
    title = "Kenya recalls ambassador from Cairo over leaked cables"
    lines = {
        key: page.plain(make(story(f"id{key}", entry("x", title, outlet="wire"))).brief.lines[0].text)
        for key in range(24)
    }
    assert {line.replace(title, "") for line in lines.values()} == {
        ", Meridian Wire reports.",
        ", reports Meridian Wire.",
        ", according to Meridian Wire.",
    }


def test_title_case_becomes_sentence_case_only_where_that_is_safe() -> None:
    """With evidence in the day's texts capitals are dropped and names keep theirs; without it nothing is changed."""
    shouted = entry("t", "Kenya Recalls Ambassador Over Leaked Cables From Cairo", outlet="wire")
    helpers = (
        entry("h", "A festival of cables and bridges, long over, is leaked to the press from Kenya", outlet="post"),
        entry("i", "Why an ambassador recalls his youth in Cairo", outlet="radio"),
    )
    lines = texts(make(story("t", shouted), *(story(one.id, one) for one in helpers), edits=Edits(mute=("i",))))
    assert lines["t"].startswith("Kenya recalls ambassador over leaked cables from Cairo")
    unknown = entry("u", "Envoy Meets Baker Brothers at Stone Bridge", outlet="wire")
    assert one(unknown) == "In Meridian Wire: Envoy Meets Baker Brothers at Stone Bridge."


def test_questions_and_opinions_are_called_so() -> None:
    """What is no report is not said to be reported."""
    asks = entry("q", "Can an ambassador mend the quarrel over the river border in time", outlet="post")
    assert one(replace(asks, title=f"{asks.title}?"), edits=Edits(pin=("only",))).startswith(
        "The Harbour Post asks: Can an ambassador"
    )
    plain = entry("p", "Kenya recalls ambassador from Cairo over leaked cables", outlet="wire")
    both = make(story("asks", replace(asks, title=f"{asks.title}?")), story("tells", plain))
    assert list(texts(both)) == ["tells"]  # no story is told that nothing but a question is known of
    opinion = entry(
        "o", "Opinion: A treaty without trust will not last in the north", outlet="post", authors=("Ada Nyong",)
    )
    assert one(opinion).startswith("In the Harbour Post, Ada Nyong argues: A treaty")
    explains = entry("w", "Why small embassies matter in the treaty talks of the Pacific", outlet="radio")
    assert one(explains).startswith("Radio Delta looks at why small embassies matter")


def test_where_outlets_differ_on_a_number_the_line_gives_the_range() -> None:
    """The lowest and the highest count stand in the line, each linked to who prints it."""
    made = make(
        story(
            "x",
            entry("a", "Ceasefire frees 120 prisoners at the northern border", outlet="wire"),
            entry("b", "Ceasefire frees 95 prisoners at northern border crossing", outlet="radio"),
            entry("c", "Ceasefire frees at least 90 prisoners on the northern border", outlet="post"),
        )
    )
    (line,) = made.brief.lines
    assert "Figures differ: from 95 prisoners in Radio Delta to 120 prisoners in Meridian Wire." in page.plain(
        line.text
    )
    assert {"a", "b"} <= {key for sentence in made.record.lines[0].sentences for key in sentence.entries}


def test_numbers_in_words_are_set_beside_those_in_digits() -> None:
    """Two hundred is more than 150, and the same as 200."""

    def said(other: str) -> str:
        first = entry("a", "Ceasefire frees two hundred prisoners at the northern border", outlet="wire")
        second = entry("b", f"Ceasefire frees {other} prisoners at northern border crossing", outlet="radio")
        (line,) = make(story("x", first, second)).brief.lines
        return page.plain(line.text)

    range_ = "Figures differ: from 150 prisoners in Radio Delta to two hundred prisoners in Meridian Wire."
    assert range_ in said("150")
    assert "Figures differ" not in said("200")


HOSTILE = (
    "Envoy [click](javascript:alert(1)) to **summit** <script>alert(1)</script> today",
    "Ambassador ![x](https://evil.example/p.png) `code` {: onclick=x } at embassy",
    "Sanctions <img src=x onerror=alert(1)> and {{ config }} {% raw %} treaty",
    "# Envoy 1. treaty | table | summit &lt;b&gt; *[A]: b",
    "Embassy\n\n- treaty\n\n    code block of summit",
)


def test_hostile_headlines_stay_text() -> None:
    """Markdown, HTML and template marks in headlines, summaries, authors and links add no markup to the page."""
    stories = [
        story(
            f"h{n}",
            entry(
                f"h{n}",
                title,
                outlet="wire",
                summary=f"{title}. {title}.",
                authors=(title[:20],),
                link="javascript:alert(1)",
            ),
        )
        for n, title in enumerate(HOSTILE)
    ]
    made = make(*stories, *day(), edits=Edits(pin=tuple(told.id for told in stories)))
    assert {f"h{n}" for n in range(len(HOSTILE))} <= set(texts(made))
    for tag, values in rendered(made):
        assert tag in {"ul", "li", "p", "a"}
        assert set(values) <= {"id", "href", "lang"}
        assert re.match(r"https?:|$", values.get("href") or "")
    assert page.read(page.write(made.brief)) == made.brief


def test_an_endless_or_empty_title_is_bearable() -> None:
    """A title of thousands of characters is cut, one without any is known by its summary or outlet."""
    long = make(story("x", entry("x", "Envoy " + "and treaty " * 900, outlet="wire")), edits=Edits(pin=("x",)))
    assert len(long.brief.lines[0].text) < 400
    assert len(long.brief.teaser) < 330
    assert "Meridian Wire" in one(entry("x", "", outlet="wire"), edits=Edits(pin=("only",)))


def test_editors_decide() -> None:
    """Mute, pin, lead, retitle, title and teaser are honoured, and the record names the decisions."""
    edits = Edits(
        title="Barbs",
        teaser="One thing.",
        lead="s06",
        pin=("s12",),
        mute=("s01",),
        retitle=(
            Retitle(line="s02", text="Nairobi *recalls* its man in Cairo"),
            Retitle(line="s03", text="See [this](https://e.example/x)"),
        ),
        hash="abc",
    )
    made = make(*day(), edits=edits)
    lines = texts(made)
    assert (made.brief.word, made.brief.teaser, made.record.edits) == ("Barbs", "One thing.", "abc")
    assert next(iter(lines)) == "s06"
    assert "s12" in lines
    assert "s01" not in lines
    assert lines["s02"].startswith("Nairobi *recalls* its man in Cairo (")
    assert [link.url for link in page.links(next(line.text for line in made.brief.lines if line.id == "s03"))] == [
        "https://e.example/x"
    ]
    assert "an editor's choice" in next(line.why for line in made.record.lines if line.id == "s12")


def test_decisions_about_unknown_stories_change_nothing() -> None:
    """An edit that names a story of another day is no fault."""
    edits = Edits(lead="gone", pin=("gone",), mute=("gone",), retitle=(Retitle(line="gone", text="x"),))
    assert make(*day(), edits=edits).brief == make(*day()).brief


def test_a_day_without_news_says_so() -> None:
    """No story on the beat gives a brief without lines, an honest teaser and a quiet title, another one each time."""
    empty = make(story("x", entry("x", "Football festival draws crowds", outlet="wire")))
    assert (empty.brief.lines, empty.brief.word) == ((), "Quiet")
    assert empty.brief.teaser == "No story on the beat reached this edition."
    assert make(earlier=Earlier(words=("Quiet",))).brief.word != "Quiet"


def test_nothing_is_told_twice() -> None:
    """Entries told before count nothing: a story without others is left out, one with others tells those alone."""
    told = frozenset(everything(day()))
    assert make(*day(), earlier=Earlier(told=told)).brief.lines == ()
    again = make(*day(), earlier=Earlier(told=told - {"s02radio"}))
    assert [told.entries for told in again.record.stories] == [("s02radio",)]


def test_a_title_is_not_used_again_nor_its_plural() -> None:
    """Words of earlier titles and their other number are passed over, for as long as the lines have others."""
    used: list[str] = []
    for _ in range(12):
        word = make(*day(), earlier=Earlier(words=tuple(used))).brief.word
        stems = {one.casefold().removesuffix("s") for one in used}
        assert word.casefold().removesuffix("s") not in stems
        used.append(word)


def test_the_title_is_a_plain_noun_of_the_first_lines() -> None:
    """What goes on between countries stands for the day: nothing vague, nobody in general, no word of the last line."""
    stories = [
        story(f"s{n}", *(entry(f"s{n}{o}", title, outlet=o) for o in outlets))
        for n, (title, outlets) in enumerate(
            (
                ("Norway lifts the blockade of herring ports after visit of ambassador", ("wire", "post", "herald")),
                ("Peru ambassador praises the prospects of copper for lawmakers", ("wire", "post")),
                ("Ambassador of Chile inspects the submarines that Lima lost", ("wire",)),
            )
        )
    ]
    assert make(*stories).brief.word == "Blockade"


def test_a_title_is_a_noun_although_its_word_is_a_verb_elsewhere() -> None:
    """A word that is noun and verb stands for the day where a noun stands, before a verb that nothing else is."""
    told = story("x", entry("x", "Envoy welcomes Norway’s offer to mediate lake ferry dispute", outlet="wire"))
    assert make(told, earlier=Earlier(words=("Envoy", "Ferry"))).brief.word == "Dispute"


def test_a_title_is_of_the_news_and_no_word_of_its_frame() -> None:
    """Where all words are capitalised alike the title is one of the headline, not of the outlet nor "according"."""
    told = story("x", entry("x", "Envoys End Summit in Oslo", outlet="herald"))
    for used in ((), ("Envoys",), ("Envoys", "Summit")):
        assert make(told, earlier=Earlier(words=used)).brief.word in {"Envoys", "Summit", "Oslo"}


def test_a_title_s_singular_is_used_up_with_it() -> None:
    """A word that ends in y makes its plural as others do after a vowel: after Envoy no Envoys."""
    told = story("x", entry("x", "Norway calls envoys home over herring treaty summit", outlet="wire"))
    assert [make(told, earlier=Earlier(words=used)).brief.word for used in ((), ("Envoy",))] == ["Envoys", "Summit"]


def test_a_teaser_names_who_acts() -> None:
    """A clause whose claim is a source's, or whose subject nobody knows, gives way to a plain one of a later line."""
    titles = (
        "Norway lifts blockade of herring ports under treaty",
        "Peru and Chile sign copper treaty after summit of envoys in Lima",
        "Treaty summit in Cairo is a waste of time, envoy says",
        "Officials hail treaty of envoys as summit of the lakes ends",
        "Kenya recalls ambassador from Rome over treaty on grain",
    )
    stories = [story(f"s{n}", entry(f"s{n}", title, outlet="wire", hours=9 - n)) for n, title in enumerate(titles)]
    found = clauses(make(*stories).brief.teaser)
    assert len(found) == 3
    assert not any("waste of time" in clause or clause.startswith("officials") for clause in found)


def test_who_only_reacts_or_judges_gives_way() -> None:
    """A headline that says what was said is told before one that tells that something was, and before a verdict."""
    said = entry("a", "Norway rejects Danish offer of treaty on herring ports", outlet="wire")
    for title in (
        "Norway reacts to Danish offer of treaty on herring ports",
        "Norway weighs in on Danish offer of treaty on herring ports",
        "Danish offer of treaty on herring ports does irreparable damage",
    ):
        assert one(entry("b", title, outlet="post"), said).startswith("Norway rejects Danish offer")


def test_near_duplicates_never_make_two_lines() -> None:
    """Two stories that the clustering kept apart but that say the same give one line."""
    one_ = story("a", entry("a", "Kenya recalls ambassador from Cairo over leaked cables", outlet="wire"))
    other = story("b", entry("b", "Kenya recalls Cairo ambassador over leaked cables row", outlet="post"))
    third = story("c", entry("c", "Norway and Finland sign treaty on their river border", outlet="radio"))
    assert len(make(one_, other, third).brief.lines) == 2


def test_no_subject_takes_much_more_than_a_third() -> None:
    """Of thirty stories, twenty on one country, the brief tells at most four of that country in twelve lines."""
    goods = "salt grain wool tin copper timber cocoa rubber silk tea rice sugar coffee wheat zinc cotton jute fish coal"
    nouns = f"{goods} gold oats rye flax hemp figs dates plums pears limes corn".split()
    stories = [
        story(
            f"k{n}",
            *(
                entry(f"k{n}{o}", f"{country} envoy opens {noun} treaty office in port {noun.title()}ville", outlet=o)
                for o in ("wire", "post")
            ),
            facets=(Facet(kind="country", id=country[:2].upper(), words=(country,)),),
        )
        for n, (noun, country) in enumerate(
            zip(nouns, ["Kenya"] * 20 + ["Peru", "Chile", "Norway", "Oman", "Laos"] * 2, strict=True)
        )
    ]
    lines = texts(make(*stories)).values()
    assert sum("Kenya" in line for line in lines) <= 4
    assert sum("Peru" in line for line in lines) >= 1


def test_at_most_three_communiques() -> None:
    """One ministry's own documents do not fill a brief."""
    titles = (
        "Minister meets envoy of Laos on forestry",
        "Statement on the harvest festival in Oman",
        "Visa fees for sailors change in June",
        "Grants for young translators announced",
        "Condolences to the people of Chile",
        "New consular office opens in Leeds",
    )
    made = make(*(story(f"m{n}", entry(f"m{n}", title, outlet="mfa")) for n, title in enumerate(titles)))
    assert len(made.brief.lines) == 3


def test_neighbours_on_one_subject_are_tied() -> None:
    """Two lines on the same country and topic that share more than its name are joined by a connective."""
    facets = (
        Facet(kind="country", id="KE", words=("Kenya",)),
        Facet(kind="topic", id="envoys", words=("envoy", "ambassador")),
    )
    made = make(
        story(
            "a",
            entry("a", "Kenya recalls ambassador from Cairo over leaked cables on dam", outlet="wire"),
            facets=facets,
        ),
        story(
            "b",
            entry("b", "Kenya asks envoy in Rome to explain grain shipments for Cairo", outlet="post"),
            facets=facets,
        ),
    )
    first, second = texts(made).values()
    assert not first.startswith("Related")
    assert second.startswith("Related")


def test_an_open_scope_takes_everything() -> None:
    """A roster that says nothing of its beat has everything on it."""
    made = make(
        story("x", entry("x", "Football festival draws crowds to the old port", outlet="wire")),
        roster=newsroom(scope=Scope()),
    )
    assert made.record.lines[0].why == ("everything is on the beat",)


def test_a_record_is_told_whole_and_in_its_order() -> None:
    """Of a record every item is told, in order, as it was written; its summaries are not put in quotation marks."""
    figure = "Embassy passes {} followers, China Daily says"
    entries = [
        entry("r1", figure.format("5,000"), outlet="wire", hours=3, summary="It is for Monday. It is a floor."),
        entry("r2", figure.format("6,000"), outlet="wire", hours=1),
    ]
    made = make(*(story(one.id, one) for one in entries), made=Made.RECORD, month=True)
    assert texts(made) == {
        "r2": f"{figure.format('6,000')} (Meridian Wire).",
        "r1": f"{figure.format('5,000')} (Meridian Wire). It is for Monday. It is a floor.",
    }
    assert (made.brief.made, made.brief.month, made.record.month) == (Made.RECORD, True, True)


CHINESE: dict[str, dict[str, str]] = {
    "z1": {"daily": "外交部长与越南大使举行会谈 商定重启边境口岸", "evening": "外长会见越南大使"},
    "z2": {"evening": "挪威斡旋渔业争端 两国渔船暂停对峙", "daily": "挪威出面调停渔业争端"},
    "z3": {"paper": "肯尼亚因电报泄密召回驻埃及大使"},
    "z4": {"daily": "巴西提议主办锂价峰会 邀请十二国代表"},
    "z5": {"wire": "Peru and Chile reopen embassy talks after copper strike"},
    "z6": {"evening": "评论：没有信任的条约走不远"},
}


def chinese_newsroom() -> Roster:
    """A newsroom that writes in Chinese, with a state paper besides."""
    paper = Outlet(
        id="paper",
        name="国家日报",
        ownership=Ownership.STATE,
        role=Role.PRESS,
        country="CN",
        language="zh",
    )
    return newsroom(site=replace(roster().site, languages=("zh",)), scope=Scope(), outlets=(*OUTLETS, paper))


def chinese_day() -> tuple[Story, ...]:
    """Six stories, five of them in Chinese."""
    return tuple(
        story(
            key,
            *(
                entry(f"{key}{outlet}", title, outlet=outlet, hours=n + 1, language="en" if outlet == "wire" else "zh")
                for n, (outlet, title) in enumerate(rows.items())
            ),
            facets=(Facet(kind="country", id="PE", words=("Peru",)),) if key == "z5" else (),
        )
        for key, rows in CHINESE.items()
    )


def test_an_edition_in_chinese_reads_as_chinese() -> None:
    """Frames, marks, title and teaser are Chinese; a state paper is called so, and an English headline is framed."""
    made = make(*chinese_day(), roster=chinese_newsroom())
    lines = texts(made)
    assert lines["z1"] == "据长江日报报道，外交部长与越南大使举行会谈，商定重启边境口岸。"
    assert lines["z3"] == "据国家日报（中国官方媒体）报道，肯尼亚因电报泄密召回驻埃及大使。"
    assert lines["z5"] == "Meridian Wire（英语）就秘鲁报道：Peru and Chile reopen embassy talks after copper strike"
    assert lines["z6"] == "江城晚报评论：没有信任的条约走不远。"
    assert re.fullmatch("[\u4e00-\u9fff]{2,4}", made.brief.word)
    assert any(made.brief.word in line for line in lines.values())
    clauses = made.brief.teaser.removesuffix("。").split("；")
    assert len(clauses) == 4
    assert clauses[-1] == "更多内容见正文"
    assert not re.search(r"[a-z]", made.brief.teaser)


def test_a_chinese_title_is_not_used_again() -> None:
    """Words of earlier titles are passed over in Chinese too, and none is a country or worn out."""
    used: list[str] = []
    for _ in range(5):
        word = make(*chinese_day(), roster=chinese_newsroom(), earlier=Earlier(words=tuple(used))).brief.word
        assert word not in {*used, "挪威", "巴西", "越南", "埃及", "肯尼亚", "外交部长", "大使"}
        used.append(word)


def test_a_language_without_frames_gets_marks() -> None:
    """A French edition names outlets and headlines without English words and still has title and teaser."""
    french = newsroom(site=replace(roster().site, languages=("fr",)), scope=Scope())
    rows = (
        "Le Pérou et le Chili rouvrent leurs pourparlers",
        "La Norvège signe un traité sur les frontières fluviales",
    )
    made = make(
        *(story(f"f{n}", entry(f"f{n}", title, outlet="wire", language="fr")) for n, title in enumerate(rows)),
        roster=french,
    )
    assert set(texts(made).values()) == {f"Meridian Wire: {title}." for title in rows}
    assert made.brief.word.casefold() in " ".join(rows).split()
    assert made.brief.teaser.count("; ") == 1


TOLD = Before(
    story="s02",
    day=date(2026, 11, 19),
    texts=(
        "Kenya recalls ambassador from Cairo over leaked cables",
        "Kenya recalls its ambassador in Egypt over leaks",
    ),
)


def test_yesterday_s_news_is_not_told_again_when_others_carry_it() -> None:
    """A story whose new headlines say what an earlier brief told has no line, under its own id or another."""
    late = entry("late", "Kenya recalls Cairo ambassador over leaked cables", outlet="post")
    for key in ("s02", "other"):
        made = make(story(key, late), *day()[2:], earlier=Earlier(stories=(TOLD,)))
        assert key not in texts(made)
    assert "s02" in texts(
        make(story("s02", late), *day()[2:], earlier=Earlier(stories=(TOLD,)), edits=Edits(pin=("s02",)))
    )


def test_a_continuing_story_says_which_day_it_is_and_what_is_new() -> None:
    """Of a thread that goes on the line tells what nobody was told, behind the number of its day."""
    thread = story(
        "s02",
        entry("late", "Kenya recalls Cairo ambassador over leaked cables", outlet="wire"),
        entry("new", "Egypt offers Kenya an apology and a joint inquiry into embassy leaks", outlet="post", hours=2),
        since=date(2026, 11, 18),
    )
    made = make(thread, *day()[2:], earlier=Earlier(stories=(TOLD,)))
    assert texts(made)["s02"].startswith("Day 3: Egypt offers Kenya an apology")
    assert "Day" not in made.brief.teaser


def test_another_affair_in_a_thread_is_not_its_third_day() -> None:
    """A headline that has nothing of what the thread told is not counted as its next day."""
    thread = story(
        "s02",
        entry("new", "Nairobi signs treaty with Uganda on lake ferries", outlet="post", hours=2),
        since=date(2026, 11, 18),
    )
    made = make(thread, *day()[2:], earlier=Earlier(stories=(TOLD,)))
    assert texts(made)["s02"].startswith("Nairobi signs treaty")


@pytest.mark.parametrize(
    ("title", "facets", "on_beat"),
    [
        ("Rome accuses Lisbon of hoarding sardines", ("IT:Rome", "PT:Lisbon"), True),
        ("Quill accuses Lisbon of hoarding sardines", ("PT:Lisbon",), True),
        ("Quill accuses Rome of hoarding sardines", ("IT:Rome",), False),
        ("Mayor accuses baker in Rome of hoarding sardines", ("IT:Rome",), False),
        ("Rome and Lisbon enjoy their sardines", ("IT:Rome", "PT:Lisbon"), False),
        ("Rome accuses Lisbon at sardine festival", ("IT:Rome", "PT:Lisbon"), False),
    ],
)
def test_what_two_parties_do_to_each_other_is_on_the_beat(title: str, facets: tuple[str, ...], on_beat: bool) -> None:
    """An act counts where a headline names two parties, by their own names or the roster's."""
    scope = replace(SCOPE, acts={"en": ("accus*",)}, parties={"IT": ("Quill",)})
    found = tuple(Facet(kind="country", id=one[:2], words=(one[3:],)) for one in facets)
    made = make(story("x", entry("x", title, outlet="wire"), facets=found), roster=newsroom(scope=scope))
    assert bool(made.brief.lines) is on_beat


def test_what_many_tell_may_be_doubtful() -> None:
    """Beyond the fifth line a story that is somewhat likelier on the beat than not is told if four outlets tell it."""
    beat = Scope(core={"en": ("treaty",)}, acts={"en": ("visits",)}, against={"en": ("court", "judge")})
    parties = tuple(Facet(kind="country", id=one, words=(name,)) for one, name in (("KE", "Kenya"), ("TD", "Chad")))
    plain = [
        entry(f"d{key}", "Court in Kenya says Ada Nyong visits Chad", outlet=key) for key in ("wire", "post", "radio")
    ]
    doubted = story("d", entry("d", "Judge of a court in Kenya visits Chad", outlet="herald"), *plain, facets=parties)
    others, edits = day()[:5], Edits(pin=tuple(told.id for told in day()[:5]))
    for told, is_told in ((doubted, True), (replace(doubted, entries=doubted.entries[:3]), False)):
        made = make(*others, told, roster=newsroom(scope=beat), edits=edits)
        assert ("d" in texts(made)) is is_told


def test_a_free_article_is_preferred_to_one_that_costs() -> None:
    """Of two headlines alike the one is cited that everyone can read."""
    pair = (
        entry("a", "Envoy leaves Oslo without agreement on gas transit", outlet="wire"),
        entry("b", "Envoy leaves Oslo with no agreement on gas transit", outlet="post"),
    )
    for paying, cited in (("wire", "Harbour Post"), ("post", "Meridian Wire")):
        outlets = tuple(replace(one, paywall=one.id == paying) for one in OUTLETS)
        assert cited in one(*pair, roster=newsroom(outlets=outlets))


def test_the_record_holds_what_was_told_and_how_it_goes_on() -> None:
    """Stories keep entries, facets and threads; evidence is in order and names language, outlet and feed."""
    thread = replace(day()[1], since=date(2026, 11, 2))
    made = make(thread, *day()[2:])
    kept = next(told for told in made.record.stories if told.id == "s02")
    assert (kept.since, kept.entries, kept.facets) == (
        date(2026, 11, 2),
        ("s02wire", "s02herald", "s02radio"),
        thread.facets,
    )
    assert "goes on since 2026-11-02" in next(line.why for line in made.record.lines if line.id == "s02")
    assert [one.id for one in made.record.evidence] == [
        e.id for e in sorted((everything(day())[one.id] for one in made.record.evidence), key=lambda e: e.order)
    ]
    assert {line.updated for line in made.record.lines} == {UNTIL}


VOCABULARY = """
    envoy treaty summit embassy ambassador sanctions ceasefire talks border visit Kenya Norway Peru Geneva urges rejects
    signs meets says claims 12 300 4.5 million tariffs floods 'red “deal” line, – : ; ? ! … Kremlin 使馆 外交 Live
    Opinion: the a of in over after amid as while to with new old rumours bridges clerks walking
"""
WORDS = st.sampled_from(VOCABULARY.split())
ENTRIES = st.builds(
    lambda title, summary, outlet, hours, author: (" ".join(title), " ".join(summary), outlet, hours, author),
    st.lists(WORDS, min_size=1, max_size=16),
    st.one_of(st.just([]), st.lists(WORDS, min_size=6, max_size=40).map(lambda found: [*found, "ends here."])),
    st.sampled_from([one.id for one in OUTLETS] + ["gone"]),
    st.integers(min_value=0, max_value=23),
    st.sampled_from([(), ("Ada Nyong",), ("Staff",)]),
)
DAYS = st.lists(st.lists(ENTRIES, min_size=1, max_size=5), max_size=16)


def built(rows: list[list[tuple[str, str, str, int, tuple[str, ...]]]]) -> tuple[Story, ...]:
    """Stories of generated rows."""
    return tuple(
        story(
            f"g{n}",
            *(
                entry(f"g{n}e{m}", title, outlet=outlet, hours=hours, summary=summary, authors=authors)
                for m, (title, summary, outlet, hours, authors) in enumerate(group)
            ),
            facets=(Facet(kind="country", id="KE", words=("Kenya",)),) if n % 2 else (),
        )
        for n, group in enumerate(rows)
    )


@given(DAYS, st.randoms(use_true_random=False))
@settings(max_examples=60)
def test_the_order_of_what_comes_in_does_not_matter(
    rows: list[list[tuple[str, str, str, int, tuple[str, ...]]]], chance: random.Random
) -> None:
    """Stories and their entries in any order give the same brief and record."""
    stories = built(rows)
    shuffled = [replace(told, entries=tuple(chance.sample(told.entries, len(told.entries)))) for told in stories]
    chance.shuffle(shuffled)
    assert make(*shuffled) == make(*stories)


@given(DAYS)
@settings(max_examples=80)
def test_whatever_comes_in_the_form_holds(rows: list[list[tuple[str, str, str, int, tuple[str, ...]]]]) -> None:
    """No sentence is without evidence, no number or quotation from nowhere, and title and teaser keep their rules."""
    stories = built(rows)
    made = make(*stories)
    assert faults(made, everything(stories), NAMES | {"gone": "gone"}) == []
    assert page.read(page.write(made.brief)) == made.brief
    assert made.brief.word


@pytest.mark.material
def test_real_days_keep_the_form(material: Path) -> None:
    """Days of real headlines, clustered as the newsroom does, become briefs that pass every check of the form."""
    packed = (material / "data" / "wire" / "wire.jsonl.gz").read_bytes()
    rows = [json.loads(row) for row in gzip.decompress(packed).splitlines()]
    by_day: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_day[row["day"]].append(row)
    words: tuple[str, ...] = ()
    for name in sorted(by_day)[::20]:
        entries = [_of_wire(row) for row in by_day[name]]
        until = datetime.combine(date.fromisoformat(name), time(6), tzinfo=UTC)
        edition = Edition(day=until.date(), since=until - timedelta(days=1), until=until)
        made = compose(
            edition,
            cluster.cluster(list({e.id: e for e in entries}.values()), topics=TOPICS),
            roster=_wire_roster(),
            earlier=Earlier(words=words),
            state=State.PUBLISHED,
            whole=True,
            updated=until,
        )
        names = {e.outlet: e.outlet for e in entries}
        assert faults(made, {e.id: e for e in entries}, names, words) == []
        assert len(made.brief.lines) >= 4
        assert 120 <= len(made.brief.teaser) <= 330
        words = (made.brief.word, *words)


def _of_wire(row: dict[str, str]) -> Entry:
    moment = parsedate_to_datetime(row["published"]).astimezone(UTC)
    key = digest_of(row["outlet"], row["link"])
    return Entry(
        id=key,
        feed=row["outlet"],
        outlet=row["outlet"],
        title=clean(row["title"]),
        link=row["link"],
        seen=moment,
        published=moment,
    )


def _wire_roster() -> Roster:
    near = (
        "talks",
        "visit*",
        "deal",
        "minister",
        "ties",
        "urges",
        "president",
        "meets",
        "border",
        "UN",
        "warns",
        "threat*",
        "tariff*",
        "says",
        "Trump",
        "peace",
        "China",
        "Russia",
        "US",
        "EU",
        "Israel*",
    )
    return newsroom(scope=replace(SCOPE, near={"en": near}))
