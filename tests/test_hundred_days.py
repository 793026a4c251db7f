"""A hundred days of real headlines with hostile ones among them: everything that leaves the site, held to the rules."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from urllib.parse import urljoin
from urllib.request import urlopen

import feedparser
import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from digest import feeds, publish
from digest.pipeline import briefing, building, pulling
from digest.pipeline.desk import open_desk
from tests import validity
from tests.newsrooms import Item, fingerprint, serve_items
from tests.serving import LOOPBACK, Site, free_port, serving
from tests.test_api import SCHEMAS
from tests.test_replay import roster

pytestmark = pytest.mark.material

FIRST = date(2025, 11, 3)
DAYS = 100
BASE = "https://digest.example/daily/"
HOSTS = ("hostile-one", "hostile-two", "hostile-three")
HOSTILE = (
    "Summit talks <script>alert(1)</script> & ]]> end in Rome",
    "Envoy says “peace” &amp;amp; <b>bold</b> talks at summit in Oslo",
    "Ambassador's summit talks \u202eevil\u202c \u0007bell \ufffe in Lima end",
    "Treaty talks 会谈 مفاوضات переговоры 🕊️ at the summit in Cairo",
    "Summit talks " + "very " * 80 + "long in Delhi",
    "{{ config }} {% raw %} summit talks ${x} `rm` [link](javascript:alert(1)) in Baku",
    "\"Quotes\" 'n' <![CDATA[ summit talks ]]> -- ?> in Doha <!-- x",
    "=1+1 summit talks @SUM(A1) |pipe| *star* _under_ #hash in Quito",
)


@pytest.fixture(scope="module")
def hundred_days(tmp_path_factory: pytest.TempPathFactory, material: Path) -> Path:
    """A newsroom that pulled and composed on each of a hundred days, with its pages derived."""
    folder = tmp_path_factory.mktemp("hundred")
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, str(material / "tools/replay.py"), "--port", str(port)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    assert server.stdout.readline().startswith("ready")
    wire = f"http://127.0.0.1:{port}"
    try:
        with serving() as hostile:
            folder.joinpath("feeds.yaml").write_text(with_hostile(roster(wire), hostile), encoding="utf-8")
            for back in range(DAYS):
                day = FIRST + timedelta(days=back)
                serve_items(hostile, HOSTS, list(headlines(day, back)))
                with urlopen(f"{wire}/_day/{day}"):
                    run(folder, f"{day}T18:00Z")
            with open_desk(folder, now=f"{day}T18:30Z") as desk:
                building.build(desk)
    finally:
        server.terminate()
        server.wait()
        server.stdout.close()
    return folder


def with_hostile(text: str, hostile: Site) -> str:
    """The roster with the hostile outlets, and a hub."""
    outlets = [f"  - {{id: {name}, name: '{name} & <Co>', ownership: private, role: press}}" for name in HOSTS]
    rows = [f'  - {{id: {name}-all, outlet: {name}, url: "{hostile.url}/{name}.xml"}}' for name in HOSTS]
    text = text.replace("site:\n", 'site:\n  hub: "https://hub.example/"\n', 1)
    return text.replace("\nfeeds:\n", "\n" + "\n".join(outlets) + "\nfeeds:\n" + "\n".join(rows) + "\n", 1)


def headlines(day: date, number: int) -> Iterator[Item]:
    """The hostile headlines of a day: three outlets tell the same, with a word of the day's own."""
    at = datetime.combine(day, time(9), UTC)
    for name in HOSTS:
        yield Item(name, f"{HOSTILE[number % len(HOSTILE)]} on day {number}", at, "Summary <p>&nbsp;]]></p> of talks.")


def run(folder: Path, moment: str) -> None:
    """Pull and compose, as the command does."""
    with open_desk(folder, now=moment, allow_private=LOOPBACK) as desk:
        pulling.pull(desk)
        briefing.brief(desk)


def left(folder: Path) -> dict[str, bytes]:
    """Every file of feeds by its path below the site."""
    docs = folder / ".digest" / "docs"
    found = {path.relative_to(docs).as_posix(): path.read_bytes() for path in docs.joinpath("feeds").rglob("*")
             if path.is_file()}  # fmt: skip
    assert len(found) > 60
    return found


def test_there_are_a_hundred_briefs(hundred_days: Path) -> None:
    """Nearly every day has a brief that is out, and hostile headlines are in them."""
    issues = publish.read_issues(hundred_days / "content" / "briefs")
    assert sum(bool(issue.brief.lines) and issue.record.published is not None for issue in issues) >= DAYS - 3
    told = {one.outlet for issue in issues for one in issue.record.evidence}
    assert set(HOSTS) & told


def test_every_feed_follows_the_rules(hundred_days: Path) -> None:
    """Each document is well-formed and follows its grammar, rules or schema; no id means two things."""
    links: dict[str, set[str]] = {}
    for path, document in left(hundred_days).items():
        if path.endswith((".xml", ".json")):
            rows = validity.check(path, document, BASE)
            for key, _, link, _ in rows:
                links.setdefault(key, set()).add(link.partition("#")[0])
    assert len(links) > DAYS
    assert {key for key, found in links.items() if len({one for one in found if "/feeds/" not in one}) > 1} == set()


def test_every_format_reads_back_to_the_same_items(hundred_days: Path) -> None:
    """Feedparser finds the same ids, titles, links and texts in Atom as in RSS, and JSON Feed has them too."""
    made = left(hundred_days)
    for path in [path for path in made if path.endswith(".atom.xml") and "metrics" not in path]:
        name = path.removesuffix(".atom.xml")
        read = [items(made[each]) for each in (path, f"{name}.xml")]
        assert read[0] == read[1], name
        assert read[0] or name == "feeds/corrections", name
        if f"{name}.json" in made:
            rows = json.loads(made[f"{name}.json"])["items"]
            assert [(row["id"], row["title"], row["url"], row["content_html"]) for row in rows] == read[0]


def items(document: bytes) -> list[tuple[str, str, str, str]]:
    """What feedparser finds in a feed."""
    parsed = feedparser.parse(document, sanitize_html=False, resolve_relative_uris=False)
    assert not parsed.bozo
    return [(entry.id, entry.title, entry.link, entry.content[0].value) for entry in parsed.entries]


def test_the_archive_leads_to_every_brief(hundred_days: Path) -> None:
    """Following prev-archive from the feed gives each published brief."""
    made, found, address = left(hundred_days), set(), f"{BASE}feeds/briefs.atom.xml"
    while address:
        root = etree.fromstring(made[address.removeprefix(BASE)])
        found |= {entry.findtext(f"{validity.ATOM}id") for entry in root.findall(f"{validity.ATOM}entry")}
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{validity.ATOM}link")}
        address = links.get("prev-archive") or ""
    issues = publish.read_issues(hundred_days / "content" / "briefs")
    assert found == {
        f"tag:digest.example,2026-01-01:brief/{issue.brief.day}" for issue in issues if issue.record.published
    }


def test_every_document_of_the_api_follows_its_schema(hundred_days: Path) -> None:
    """Each file says which schema it follows, and does."""
    folder = hundred_days / ".digest" / "docs" / feeds.API
    checkers = {name: Draft202012Validator(schema) for name, schema in SCHEMAS.items()}
    for path in sorted(folder.rglob("*.json")):
        if path.parent.name != "schemas":
            document = json.loads(path.read_bytes())
            name = urljoin(f"{BASE}{path.relative_to(folder).as_posix()}", document["$schema"]).rpartition("/")[2]
            checkers[name].validate(document)


def test_building_again_rewrites_no_byte(hundred_days: Path) -> None:
    """A build without a change leaves every file as it is, to the moment of its last change."""
    docs = hundred_days / ".digest" / "docs"
    before = fingerprint(docs), {path: path.stat().st_mtime_ns for path in docs.rglob("*")}
    with open_desk(hundred_days, now=f"{FIRST + timedelta(days=DAYS)}T05:00Z") as desk:
        building.build(desk)
    assert (fingerprint(docs), {path: path.stat().st_mtime_ns for path in docs.rglob("*")}) == before


def test_a_hand_edit_changes_that_item_alone(hundred_days: Path) -> None:
    """An editor's word on a published page moves `updated` of its brief and of its story, and of no other item."""
    issues = publish.read_issues(hundred_days / "content" / "briefs")
    issue = next(one for one in issues[2:] if one.record.published and len(one.brief.lines) > 2)
    page = hundred_days / f"content/briefs/{issue.brief.day:%Y/%m/%d}.md"
    told, line = page.read_text(), issue.brief.lines[0]
    before = moments(left(hundred_days))
    page.write_text(told.replace(line.text, f"{line.text} And that is that."), encoding="utf-8")
    with open_desk(hundred_days, now=f"{FIRST + timedelta(days=DAYS + 30)}T05:00Z") as desk:
        building.build(desk)
    after = moments(left(hundred_days))
    story = next(row.story for row in issue.record.lines if row.id == line.id)
    moved = {key.partition(",2026-01-01:")[2] for key in after if after[key] != before.get(key)}
    assert moved == {f"brief/{issue.brief.day}", f"story/{story}"}


def moments(made: dict[str, bytes]) -> dict[str, str]:
    """When each entry of any Atom feed was last updated, by its id."""
    found = {}
    for path, document in made.items():
        if path.endswith(".atom.xml"):
            for entry in etree.fromstring(document).findall(f"{validity.ATOM}entry"):
                found[entry.findtext(f"{validity.ATOM}id") or ""] = entry.findtext(f"{validity.ATOM}updated") or ""
    return found
