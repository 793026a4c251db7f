"""The JSON API: what readers get, as files for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from digest import feeds, page, standings
from digest.model import Account, Issue, Link, Moment, Observation, Passage, Platform, Precision
from digest.text import escape
from tests.making import UNTIL, line
from tests.test_feeds import ROSTER, TREE, entries, noted, published, telling

SCHEMAS = {path.name: json.loads(path.read_bytes()) for path in Path(feeds.__file__).parent.glob("schemas/*.json")}
OWN = replace(
    ROSTER,
    platforms=(Platform(id="weibo", name="Sina Weibo"),),
    accounts=(
        Account(
            id="one", platform="weibo", handle="one", name="One embassy", office="one", kind="embassy", country="FR"
        ),
        Account(
            id="two", platform="weibo", handle="two", name="Two embassy", office="two", kind="embassy", country="DE"
        ),
    ),
)
FIGURES = (
    Observation(
        subject="one",
        metric="followers",
        observed=Moment(first=date(2026, 11, 1)),
        precision=Precision.EXACT,
        value=1200,
        low=1200,
        high=1200,
        printed="1,200",
    ),
    Observation(
        subject="two",
        metric="followers",
        observed=Moment(first=date(2026, 11, 2)),
        precision=Precision.UNDISCLOSED,
    ),
)


def files(*issues: Issue) -> Mapping[str, bytes]:
    """The files of the API by their paths below it."""
    tables = standings.tables(FIGURES, OWN.accounts, date(2026, 11, 20))
    made = feeds.api(feeds.newsstand(OWN, issues), FIGURES, tables, TREE)
    return {path.removeprefix("api/v1/"): data for path, data in made.items()}


def valid(made: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """The documents, each of them checked against the schema that it names."""
    found = {path: json.loads(data) for path, data in made.items()}
    for path, document in found.items():
        name = urljoin(f"https://a.example/{path}", document["$schema"]).removeprefix("https://a.example/schemas/")
        Draft202012Validator(SCHEMAS[name]).validate(document)
    return found


def test_the_schemas_are_schemas() -> None:
    """Each published schema is one, and says what every document that follows it holds."""
    assert len(SCHEMAS) == 8
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)
        assert schema["title"]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=3))
def test_any_words_make_documents_that_follow_their_schemas(words: list[str]) -> None:
    """Whatever titles, lines and passages hold, each file is JSON that its schema allows."""
    shown = [
        published(line("a", escape(text) or "x"), Passage(text=text), days=days, word=text, teaser=text)
        for days, text in enumerate(words)
    ]
    assert len(valid(files(*shown))) == 7 + len(words)
    assert valid(files()).keys() == {
        *("index.json", "accounts.json", "standings.json", "briefs/index.json", "stories/index.json"),
    }


def test_every_document_is_reached_from_the_index() -> None:
    """Following href from the index leads to every file, relative to the file that names it."""
    found = valid(files(telling("a", ["e1"], days=40), telling("a", ["e1", "e2"]), telling("b", ["e3"], days=400)))
    seen, waiting = set(), ["index.json"]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            waiting += [urljoin(path, href).split("#")[0] for href in _hrefs(found[path])]
    assert seen == set(found)


def _hrefs(value: object) -> list[str]:
    match value:
        case dict():
            own = [value["href"]] if isinstance(value.get("href"), str) else []
            return own + [href for each in value.values() for href in _hrefs(each)]
        case list():
            return [href for each in value for href in _hrefs(each)]
        case _:
            return []


def test_a_brief_says_what_its_page_says() -> None:
    """Lines, their order and their links are those of the page, an editor's words among them, as in the feeds."""
    told = telling("a", ["e1"], text="[Talks](https://one.example/e1) *open*, One reports.")
    by_hand = line("hand", "An editor adds [this](19.md).", more=(Link(label="Une", url="https://une.example/x"),))
    blocks = (*told.brief.blocks, Passage(text="A word *between*."), by_hand)
    edited = noted(replace(told, brief=replace(told.brief, blocks=blocks)), UNTIL + timedelta(days=2))
    brief = valid(files(edited))["briefs/2026-11-20.json"]
    assert [row["text"] for row in brief["lines"]] == ["Talks open, One reports.", "An editor adds this."]
    assert [[link["url"] for link in row["links"]] for row in brief["lines"]] == [
        ["https://one.example/e1"],
        ["https://example.org/digest/2026/11/19/"],
    ]
    assert brief["lines"][0]["sources"][0]["name"] == "One"
    assert brief["lines"][0]["story"] == {"id": "a", "href": "../stories/2026-11.json"}
    assert brief["lines"][1]["more"] == [{"label": "Une", "url": "https://une.example/x"}]
    assert brief["lines"][1]["story"] is None
    assert [row["updated"] for row in brief["lines"]] == ["2026-11-20T06:00:00Z", "2026-11-22T06:00:00Z"]
    assert brief["passages"] == [{"after": 1, "text": "A word between."}]
    assert brief["topics"] == [{"id": "talks", "title": "Talks & treaties"}]
    stand = feeds.newsstand(OWN, [edited])
    assert entries(feeds.documents(stand, TREE)["feeds/briefs.atom.xml"])[0][0] == brief["id"]


def test_only_published_briefs_are_told() -> None:
    """An open brief is in no file, and the index counts the others with their last change."""
    hidden = replace(
        telling("b", ["e2"]), brief=page.read(page.write(telling("b", ["e2"]).brief).replace("published", "open"))
    )
    found = valid(files(hidden, telling("a", ["e1"], days=1)))
    assert "briefs/2026-11-20.json" not in found
    assert found["index.json"]["briefs"] == {"count": 1, "updated": "2026-11-19T06:00:00Z", "href": "briefs/index.json"}
    assert found["index.json"]["accounts"] == {"count": 2, "updated": "2026-11-02", "href": "accounts.json"}


def test_accounts_have_their_newest_figures() -> None:
    """A figure keeps its bounds, its precision and the numeral as printed; an account without a place says why."""
    found = valid(files())
    one, two = found["accounts.json"]["accounts"]
    assert (one["figures"][0]["value"], one["figures"][0]["printed"]) == (1200, "1,200")
    assert two["figures"][0]["precision"] == "undisclosed"
    (table, *_) = found["standings.json"]["tables"]
    assert [(row["account"], row["rank"]) for row in table["standings"]] == [("one", 1), ("two", None)]


def test_the_same_issues_give_the_same_files() -> None:
    """The order in which briefs arrive changes nothing, and a new brief changes no file of another year or day."""
    issues = [telling(f"k{back}", [f"e{back}"], days=back * 30) for back in range(1, 20)]
    before, turned = files(*issues), files(*issues[::-1])
    assert before == turned
    after = files(telling("new", ["e0"]), *issues)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"index.json", "briefs/index.json", "briefs/2026.json", "stories/index.json"}
    assert all(urlsplit(path).path for path in changed)
