"""What stands beside the briefs: letters, articles, who edited, what was read, and round-ups."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest import curate, page, publish, reads, render
from digest.compose.roundup import roundups
from digest.curate.contributions import load_letters
from digest.model import Article, Letter, Line, Read
from digest.pipeline import briefing, pulling
from digest.pipeline.desk import open_desk
from digest.text import teasers
from tests.newsrooms import ROOT, Item, digest, newsroom, serve_items
from tests.serving import LOOPBACK, Site, serving

OUTLETS = ("alpha", "beta")
NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)  # a Monday
BRIEF = "2026/11/17"
SITE = "https://digest.example/daily/"


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    """The outlets' server."""
    with serving() as site:
        yield site


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory, server: Site) -> Path:
    """A newsroom with a week of published briefs, one story of which went on."""
    folder = newsroom(tmp_path_factory.mktemp("columns") / "room", server, OUTLETS)
    roster = folder / "feeds.yaml"
    roster.write_text(
        roster.read_text().replace('  cut_off: "06:00"\n', '  cut_off: "06:00"\n  unattended: hold until 08:00\n')
        + "editors:\n  - {id: anna, name: Anna Example}\n  - {id: ben, name: Ben Example}\n"
    )
    items: list[Item] = []
    for back in range(6):
        at = NOON + timedelta(days=back)
        items += [
            Item("alpha", NEWS[back], at - timedelta(hours=1)),
            Item("beta", NEWS[back], at - timedelta(hours=1)),
            Item("beta", NEWS[back + 6], at - timedelta(hours=2)),
        ]
        serve_items(server, OUTLETS, items)
        with open_desk(folder, now=at.isoformat(), allow_private=LOOPBACK) as desk:
            pulling.pull(desk)
            briefing.brief(desk)
    return folder


NEWS = (
    "Norland and Sudmark resume border talks in Geneva",
    "Westria recalls its ambassador over herring quotas",
    "Caldera lifts sanctions on the port of Meridian",
    "Lumen hosts a summit of island ministers",
    "Ostrovia signs a fisheries treaty with Verden",
    "Tarn expels two diplomats accused of spying",
    "Envoy of Halden opens an embassy in Quill",
    "Sanctions on grain shippers divide the Eastern League",
    "Ambassador to Brask returns after eleven years",
    "Talks on visas between Orlan and Pell collapse",
    "Summit in Korva ends without a communique",
    "Treaty on river dams enters into force in Zell",
)


def html(folder: Path, name: str) -> str:
    """A page of the built site."""
    return (folder / "site" / name / "index.html").read_text()


def build(folder: Path) -> str:
    """Build the site; gives what was said of faults."""
    return digest(folder, "build", "--now", "2026-11-22T12:00Z").stderr


def first_line(folder: Path) -> Line:
    """The first line of Tuesday's brief."""
    issue = publish.read_issue(folder / "content/briefs", date(2026, 11, 17))
    assert issue is not None
    return issue.brief.lines[0]


def write(path: Path, text: str) -> None:
    """A file by people, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_letter_stands_on_its_brief_and_among_all(room: Path) -> None:
    """A letter shows under the brief it answers, naming the line, and on the page of letters; its HTML is text."""
    line = first_line(room)
    front = f"---\nfrom: Mina Roth\nplace: Tarn\ndate: 2026-11-18\nre: /2026/11/17/#{line.id}\n---\n\n"
    write(room / "content/letters/2026-11-18-roth.md", f"{front}I <b>was</b> there.\n\nIt rained.\n")
    path = room / f"content/briefs/{BRIEF}.md"
    path.write_text(path.read_text().replace("\nteaser:", '\nquestion: "Who speaks for Tarn?"\nteaser:', 1))
    assert build(room) == ""
    for name in (BRIEF, "letters"):
        text = html(room, name)
        assert "I &lt;b&gt;was&lt;/b&gt; there." in text
        assert "<p>It rained.</p>" in text
        assert "Mina Roth, Tarn" in text
        assert "Who speaks for Tarn?" in text
        assert f"#{line.id}" in text
        assert page.plain(line.text)[:40] in text
    assert "Mina Roth" not in html(room, "2026/11/18")


FAULTY = {
    "no-front.md": ("Hello.", r"no-front\.md:1:1 has no front matter"),
    "no-name.md": (
        "---\ndate: 2026-11-18\nre: /2026/11/17/\n---\nHello.\n",
        r"no-name\.md:1:1 from is missing in content/",
    ),
    "no-yaml.md": ("---\nfrom: A: B\n---\nHello.\n", r"no-yaml\.md:2:8 has a colon .*\)\n(?!content/letters/no-yaml)"),
    "no-line.md": ("---\nfrom: A\ndate: 2026-11-18\nre: yesterday\n---\nHello.\n", r"no-line\.md:4:5 re is no brief"),
    "lost.md": ("---\nfrom: A\ndate: 2026-11-18\nre: /2026/11/17/#zzz\n---\nHello.\n", r"lost\.md answers zzz"),
    "early.md": ("---\nfrom: A\ndate: 2026-11-18\nre: /2020/01/01/\n---\nHello.\n", r"early\.md answers a brief of"),
    "empty.md": ("---\nfrom: A\ndate: 2026-11-18\nre: /2026/11/17/\n---\n\n", r"empty\.md:\d+:1 has no text"),
    "No Address.md": ("---\nfrom: A\n---\nHi", r"No Address\.md:1:1 has a name that can be no address"),
}


@pytest.mark.parametrize("name", FAULTY)
def test_a_letter_with_a_fault_stops_nothing(room: Path, name: str) -> None:
    """A letter that cannot stand is told with its place, by the check and by each build, and the site is built."""
    text, said = FAULTY[name]
    path = room / "content/letters" / name
    write(path, text)
    try:
        assert re.search(said, digest(room, "check", code=1).stderr)
        assert re.search(said, build(room))
    finally:
        path.unlink()


def test_a_letter_that_is_no_text_is_told_with_its_place(tmp_path: Path) -> None:
    """Bytes that are no UTF-8 are told once, with their place."""
    (tmp_path / "content/letters").mkdir(parents=True)
    (tmp_path / "content/letters/old.md").write_bytes("---\nfrom: Zoë\n---\n".encode("latin-1"))
    letters, (problem,) = load_letters(tmp_path / "content/letters")
    assert letters == ()
    assert str(problem) == "content/letters/old.md:2:9 is not UTF-8 text (save the file as UTF-8)"


ARTICLE = """\
---
title: Who answers in Tarn
byline: Anna Example
date: 2026-11-19
source: the Tarn Almanac
link: https://almanac.example/
standfirst: A year of questions.
figures: [{figure}]
---

In a year [the Tarn Almanac](https://almanac.example/) counted 12 answers. See [the brief](briefs/2026/11/17.md).

## What it says

More.
"""


def test_a_signed_article_has_a_page_and_stands_on_the_front(room: Path) -> None:
    """An article shows its byline, source and box of figures; the front page and the list of articles name it."""
    rows = (
        "subject,metric,observed,precision,value,low,high,printed,recorded,said_by,method,source,supersedes\n"
        "page:tarn,answers,2026-10-01,exact,12,12,12,a dozen,2026-10-02,Tarn Almanac,manual,https://almanac.example/,\n"
    )
    write(room / "content/accounts/observations/2026.csv", rows)
    listed = digest(room, "accounts", "list", "--json").stdout
    from digest import figures

    (row,), _ = figures.read_rows(rows)
    write(room / "content/articles/tarn.md", ARTICLE.format(figure=figures.id_of(row)))
    assert listed
    assert build(room) == ""
    text = html(room, "articles/tarn")
    for words in ("By Anna Example", "the Tarn Almanac", "a dozen", "A year of questions.", "../../2026/11/17/"):
        assert words in text
    for name in ("", "articles"):
        assert "Who answers in Tarn" in html(room, name)


def test_an_article_names_its_source_at_once(room: Path) -> None:
    """An article whose first sentence does not name its source is refused, with what to do."""
    text = ARTICLE.format(figure="none1").replace("[the Tarn Almanac](https://almanac.example/)", "somebody")
    path = room / "content/articles/unsourced.md"
    write(path, text)
    try:
        said = digest(room, "check", code=1).stderr
        assert "does not name its source in its first sentence" in said
        path.write_text(ARTICLE.format(figure="none1"))
        assert "has a figure none1 in its box that is none" in digest(room, "check", code=1).stderr
    finally:
        path.unlink()


def test_a_brief_says_who_looked_at_it(room: Path) -> None:
    """Briefs name the editors who decided or read, or say that nobody reviewed them."""
    line = first_line(room)
    words = ("--note", line.id, "Seen.", "--public", "--by", "ben", "--now", "2026-11-17T12:00Z")
    digest(room, "edit", "2026-11-17", *words)
    build(room)
    assert "Edited by Ben Example." in html(room, BRIEF)
    assert "Composed automatically, not reviewed." in html(room, "2026/11/18")
    with open_desk(room, now="2026-11-22T07:00Z", allow_private=LOOPBACK) as desk:
        assert briefing.publish_day(desk, date(2026, 11, 22), "anna")
    digest(room, "publish", "2026-11-22", "--by", "carl", code=2)
    build(room)
    assert "Composed automatically, reviewed by Anna Example." in html(room, "2026/11/22")


def test_the_front_page_has_its_lists(room: Path) -> None:
    """Top and picks say what they are; what was read most is listed only once reads were counted."""
    words = ("--pin", first_line(room).id, "--by", "anna", "--now", "2026-11-17T12:00Z")
    write(room / f"content/briefs/{BRIEF}.edits.yaml", f"decisions:\n  - {{pin: {words[1]}, by: anna}}\n")
    (room / "content/reads.csv").unlink(missing_ok=True)
    build(room)
    front = html(room, "")
    for said in ("what ranked highest", "Lines that editors pinned", "The week of 16 November 2026"):
        assert said in front
    assert "Most read" not in front
    log = room / "access.log"
    log.write_text("".join(LOG))
    said = digest(room, "reads", "import", "access.log").stdout
    assert "4 readers of 2 pages, 2026-11-18 to 2026-11-18" in said
    build(room)
    front = html(room, "")
    assert "Most read" in front
    assert front.index("list__count") > front.index("Most read")
    read = page.read((room / f"content/briefs/{BRIEF}.md").read_text())
    assert teasers.first_clause(read.teaser) in unescape(front.split("Most read")[1])
    assert "203.0.113" not in "".join(p.read_text() for p in (room / "content").rglob("*") if p.is_file())


def hit(path: str, *, who: str = "203.0.113.7", agent: str = "Mozilla/5.0 (X11)", code: int = 200) -> str:
    """A row of a log in the combined format."""
    return f'{who} - - [18/Nov/2026:10:00:00 +0000] "GET {path} HTTP/1.1" {code} 512 "-" "{agent}"\n'


LOG = [
    hit("/daily/2026/11/17/"),
    hit("/daily/2026/11/17/?utm=x"),
    hit("/daily/2026/11/17/index.html", who="203.0.113.8"),
    hit("/daily/2026/11/17/", who="203.0.113.9"),
    hit("/daily/2026/11/18/"),
    hit("/daily/2026/11/18/", agent="ExampleBot/2.0 (+https://bot.example)"),
    hit("/daily/2026/11/18/", agent="-"),
    hit("/daily/2026/11/18/", who="203.0.113.10", code=404),
    hit("/daily/assets/newspaper.css"),
    hit("/daily/feeds/briefs.xml", agent="Mozilla/5.0 (reader)"),
    hit("/other/2026/11/18/"),
    "not a row of a log\n",
    hit("/daily/2026/11/18/").replace("GET", "POST"),
]


def test_robots_and_repeated_hits_count_for_nothing() -> None:
    """Of a log only people count, once a day for each page, and only pages of the site."""
    assert reads.read(LOG, SITE) == (
        Read(day=date(2026, 11, 18), path="2026/11/17/", readers=3),
        Read(day=date(2026, 11, 18), path="2026/11/18/", readers=1),
    )


SCANNED = '203.0.113.9 - - [18/Nov/2026:09:59:00 +0000] "\\x16\\x03\\x01" 400 157 "-" "-"\n'


def test_a_log_that_a_scanner_opens_is_a_log() -> None:
    """What scanners send first hides no requests below it, and a file of nothing else is refused."""
    assert reads.read([SCANNED, "\n", *LOG], SITE) == reads.read(LOG, SITE)
    with pytest.raises(reads.Unusable, match="neither a log"):
        reads.read([SCANNED] * 300, SITE)


def test_a_table_of_reads_is_taken(room: Path) -> None:
    """A CSV of an analytics program is read by its columns, gzipped or not; what is no table is refused."""
    table = 'Date,Page,Views\n2026-11-18,/daily/2026/11/17/,"1,200"\n2026-11-18,/daily/2026/11/17/,3\nx,y,z\n'
    path = room / "reads.csv.gz"
    path.write_bytes(gzip.compress(table.encode()))
    assert "1203 readers of 1 page" in digest(room, "reads", "import", "reads.csv.gz").stdout
    for name, text in (("photo.csv", "a,b\n1,2\n"), ("empty.csv", "")):
        (room / name).write_text(text)
        said = digest(room, "reads", "import", name, code=2).stderr
        assert "neither a log in the combined format nor a CSV" in said
        assert said.count("\n") == 1


def test_a_table_names_pages_by_address_or_place(room: Path) -> None:
    """On a site below a path, a table may name pages as the program keeps them; one that names none says of what."""
    (room / "reads.csv").write_text("day,path,readers\n2026-11-18,2026/11/17/,7\n2026-11-18,/2026/11/17/,5\n")
    assert "7 readers of 1 page" in digest(room, "reads", "import", "reads.csv").stdout
    (room / "reads.csv").write_text("day,path,readers\n2026-11-18,/2026/11/17/,5\n")
    assert f"0 readers of 0 pages below {SITE}" in digest(room, "reads", "import", "reads.csv").stdout


def test_a_broken_pack_or_table_is_told_in_a_line(room: Path) -> None:
    """A damaged .gz and a quotation without an end are told; reads that are there are not overwritten."""
    packed = gzip.compress("".join(LOG * 500).encode())
    (room / "log.gz").write_bytes(packed[:60] + bytes(len(packed) - 60))
    assert "is not a whole gzipped file (" in digest(room, "reads", "import", "log.gz", code=2).stderr
    (room / "open.csv").write_text('day,path,readers\n2026-11-18,"' + "x" * 200_000)
    assert "a row of it has no end" in digest(room, "reads", "import", "open.csv", code=2).stderr
    (room / "long.csv").write_text("x" * 200_000)
    assert "neither a log in the combined format" in digest(room, "reads", "import", "long.csv", code=2).stderr
    (room / "access.log").write_text("".join(LOG))
    (room / "content/reads.csv").write_text("day;path;readers\n2026-11-18;2026/11/17/;7\n")
    said = digest(room, "reads", "import", "access.log", code=1).stderr
    told = "content/reads.csv cannot be read: it has no column day (restore it from git, or delete it)"
    assert said.startswith(told)
    assert told in digest(room, "check", code=1).stderr
    assert "2026/11/17/;7" in (room / "content/reads.csv").read_text()
    assert told in build(room)
    (room / "content/reads.csv").unlink()


READS = st.lists(
    st.builds(
        Read, day=st.dates(date(2026, 1, 1), date(2026, 1, 3)), path=st.sampled_from("ab"), readers=st.integers(1, 9)
    )
)


@given(one=READS, other=READS)
def test_counts_taken_twice_count_once(one: list[Read], other: list[Read]) -> None:
    """Merging is the same in any order, and a file taken again changes nothing; the file says the same when read."""
    merged = reads.merge(one, other)
    assert merged == reads.merge(other, one) == reads.merge(merged, one)
    assert reads.read_rows(reads.write_rows(merged)) == tuple(
        Read(day=row.day, path=f"{row.path}/", readers=row.readers) for row in merged
    )


def test_a_week_is_rounded_up_in_its_own_words(room: Path) -> None:
    """A round-up holds lines of the week's published briefs as they stand, once each."""
    issues = publish.read_issues(room / "content/briefs")
    week = next(one for one in roundups(issues) if one.name == "2026-W47")
    told = {(issue.brief.day, line.id): line for issue in issues for line in issue.brief.lines}
    assert len({one.line for one in week.lines}) == len(week.lines)
    build(room)
    text = html(room, "weeks/2026-W47")
    for one in week.lines:
        assert page.links(told[one.day, one.line].text)[0].url in text
    assert "no word of it is new" in text
    assert "November 2026 in brief" in html(room, "months/2026-11")
    assert 'href="../../months/2026-11/"' in text


def test_the_story_of_most_days_comes_first(room: Path) -> None:
    """A story that several briefs of a week tell stands before all others, once, as it was told last."""
    issues = [one for one in publish.read_issues(room / "content/briefs") if one.record.lines]
    later, earlier = issues[1], issues[2]
    rows = [replace(row, story=later.record.lines[-1].story) for row in earlier.record.lines[-1:]]
    joined = replace(earlier, record=replace(earlier.record, lines=(*earlier.record.lines[:-1], *rows)))
    week = roundups([joined if one is earlier else one for one in issues])[0]
    assert week.lines[0].line == later.record.lines[-1].id
    assert week.lines[0].days == (earlier.brief.day, later.brief.day)
    assert [one.line for one in week.lines].count(earlier.record.lines[-1].id) == 0


def test_what_is_withdrawn_is_in_no_round_up(room: Path) -> None:
    """A withdrawn line is in neither round-up nor list, nor its tombstone."""
    line = first_line(room)
    words = ("--withdraw", line.id, "--why", "Taken back.", "--by", "anna", "--now", "2026-11-21T12:00Z")
    digest(room, "edit", "2026-11-17", *words)
    build(room)
    for name in ("weeks/2026-W47", "months/2026-11", ""):
        assert "Taken back." not in html(room, name)


def test_one_brief_makes_no_round_up(room: Path) -> None:
    """A week or month of which one brief is published has no round-up yet."""
    (issue, *_) = publish.read_issues(room / "content/briefs")
    assert roundups([issue]) == ()


def test_articles_and_letters_are_found() -> None:
    """A search finds articles by their byline and words, and letters at their place on the page of letters."""
    article = Article(
        id="tarn", title="Answers", byline="Anna Example", written=NOON.date(), source="x", text="**Twelve** answers."
    )
    letter = Letter(id="roth", name="Mina Roth", written=NOON.date(), day=NOON.date(), paragraphs=("It rained.",))
    view = render.SiteView(
        roster=curate.load(ROOT / "feeds.yaml"), beside=render.Beside(articles=(article,), letters=(letter,))
    )
    found = {one.path: one.text for one in render.documents(view)}
    assert found["articles/tarn/"] == "Anna Example: Twelve answers."
    assert found["letters/#letter-roth"] == "Mina Roth: It rained."
