"""The search: words, index, documents, and the reader in a real browser."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from bench import archive, known
from bench import search as bench
from bench.asking import OURS
from bench.browsing import served
from bench.browsing import tab as opened
from digest import render, search
from digest.files.derived import Derived
from digest.leaves import Ledger, Row
from digest.model import Document, Passage
from digest.model import Page as Written
from digest.pipeline.searching import bring_search
from digest.render import SiteView
from digest.search.writing import files_of
from tests import making
from tests.browsing import browser_page, under_a_path
from tests.indexed import read, unspaced
from tests.newsrooms import digest

CASES = json.loads(Path(__file__).with_name("search_words.json").read_text(encoding="utf-8"))
DAYS = 100
ALPHABET = "abcdeABC é'.,12 -\n\"_ßøИй中国外交部かが대한\u0e2a\u0e27𠮷🙂"

texts = st.text(ALPHABET, max_size=60)
days = st.none() | st.dates(date(2014, 1, 1), date(2016, 12, 31)) | st.dates()


@st.composite
def document(draw: st.DrawFn) -> Document:
    """Any document."""
    return Document(
        path=draw(st.text("abc/#", max_size=8)),
        title=draw(texts),
        text=draw(texts),
        kind=draw(st.sampled_from(["line", "brief", "figure", "page"])),
        day=draw(days),
        outlets=tuple(draw(st.lists(texts, max_size=2))),
        facets=tuple(
            draw(st.lists(st.tuples(st.just("country"), st.sampled_from(["China", "Côte d'Ivoire"])), max_size=2))
        ),
    )


def words_of(each: Document) -> list[str]:
    """All terms of a document."""
    return [term for part in (each.title, each.text, ", ".join(each.outlets)) for term in search.terms(part)]


@pytest.mark.parametrize(("text", "terms"), CASES["terms"])
def test_text_becomes_terms(text: str, terms: list[str]) -> None:
    """The table of cases holds for the side that writes the index."""
    assert search.terms(text) == terms


@given(texts)
def test_terms_are_already_folded(text: str) -> None:
    """A term looked up again is itself, so that folding twice changes nothing."""
    for term in search.terms(text):
        assert search.fold(term) == term
        assert search.terms(term)[0] == term


@settings(max_examples=60)
@given(st.lists(document(), min_size=1, max_size=12))
def test_every_document_is_found_by_its_words(documents: list[Document]) -> None:
    """Each document is found by each of its terms, by their beginnings and by its facets, and by nothing else."""
    for part in search.segments(documents):
        index = read(dict(files_of(part)))
        assert index.documents == len(part.documents) == index.head["documents"]
        for number, each in enumerate(part.documents):
            assert index.rows[number][0] == each.path
            for term in words_of(each):
                assert number in index.exactly(term)
                for length in range(1 if unspaced(term) else 2, len(term) + 1):
                    assert number in index.beginning(term[:length])
            for kind, value in each.facets:
                assert number in index.exactly(f"@{kind}/{value}")
        for term, found in index.found.items():
            if not term.startswith("@"):
                assert set(found) == {n for n, each in enumerate(part.documents) if term in words_of(each)}


@settings(max_examples=60)
@given(st.lists(document(), min_size=1, max_size=6))
def test_places_are_those_of_the_text(documents: list[Document]) -> None:
    """The places of terms follow each other as the terms do, and no two parts of a document touch."""
    for part in search.segments(documents):
        index = read(dict(files_of(part)))
        for number, each in enumerate(part.documents):
            at = {place: term for term, found in index.places.items() for place in found.get(number, [])}
            runs = "".join(f"{at[place]}\n" if place in at else "\0" for place in range(max(at, default=0) + 1))
            split = [run.split("\n")[:-1] for run in runs.split("\0") if run]
            parts = (each.title, each.text, ", ".join(each.outlets))
            assert split == [found for part_ in parts if (found := search.terms(part_))]


@given(st.lists(document(), max_size=20))
def test_days_are_told_by_the_head(documents: list[Document]) -> None:
    """From the head alone a reader knows the day of every document; closed years and the newest one are apart."""
    parts = search.segments(documents)
    years = [{each.day.year for each in part.documents if each.day} for part in parts]
    assert len(parts) <= 2
    assert not years or len(years[0]) <= 1
    assert all(max(years[0]) > max(later) for later in years[1:])
    for part in parts:
        head = read(dict(files_of(part))).head
        flat = head["days"]
        assert isinstance(flat, list)
        told, day = [], 0
        for gap, count in zip(flat[::2], flat[1::2], strict=True):
            day += gap
            told += [day] * count
        assert told == [each.day.toordinal() if each.day else 0 for each in part.documents]
        assert told == sorted(told)


@pytest.fixture(scope="module")
def view() -> SiteView:
    """The archive of a hundred days."""
    return archive.archive(DAYS, last=date(2026, 2, 20))


@pytest.fixture(scope="module")
def documents(view: SiteView) -> tuple[Document, ...]:
    """Everything that can be found in it."""
    return render.documents(view)


def test_a_crowded_prefix_has_a_list() -> None:
    """Short beginnings find in one read what begins with them, and no file is much longer than it should be."""
    for part in search.segments(render.documents(archive.archive(250, last=date(2025, 12, 31)))):
        files = dict(files_of(part))
        index = read(files)
        lists = index.head["lists"]
        assert isinstance(lists, list)
        assert "th" in lists
        for prefix in lists:
            expected = {n for term, found in index.found.items() if term.startswith(prefix) for n in found}
            assert index.beginning(prefix) == expected
        assert max(len(data) for path, data in files.items() if path.startswith("t/")) < 8_000


def test_the_same_documents_make_the_same_bytes(view: SiteView, documents: tuple[Document, ...]) -> None:
    """The order in which issues arrive changes no byte of the index."""
    turned = render.documents(replace(view, issues=view.issues[::-1]))
    assert turned == documents
    first, second = (dict(files_of(part)) for part in (search.segments(documents)[0], search.segments(turned)[0]))
    assert first == second


def test_a_new_day_leaves_closed_years_alone(view: SiteView, tmp_path: Path) -> None:
    """With one more day, the files of the years before are neither made nor touched; without it, all is as before."""
    rows: Mapping[str, Row] = {}

    def bring(shown: SiteView) -> tuple[str, int]:
        nonlocal rows
        docs = Derived(tmp_path / "docs", tmp_path / "docs.json")
        ledger = Ledger(rows)
        bring_search(ledger, render.findings(render.Almanac(shown, None, ledger)), docs)
        changed = docs.close()
        rows = ledger.after
        return search.segments(render.documents(shown))[1].name, changed

    shorter = replace(view, issues=view.issues[1:])
    closed, _ = bring(shorter)
    before = times(tmp_path / "docs")
    assert bring(view)[0] == closed
    after = times(tmp_path / "docs")
    assert {name: after[name] for name in after if closed in name} == {
        name: before[name] for name in before if closed in name
    }
    assert not before.keys() <= after.keys()
    bring(shorter)
    assert times(tmp_path / "docs").keys() == before.keys()
    assert bring(shorter)[1] == 0


def times(folder: Path) -> dict[str, int]:
    """When each file of a folder was written."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in found}


def test_a_line_is_found_by_its_edited_words() -> None:
    """What an editor wrote by hand can be found, in lines and between them; what the editor took out cannot."""
    composed = making.issue(making.brief(making.line("k1", "The envoy leaves."), making.line("k2", "Gone.")))
    page = replace(
        composed.brief,
        blocks=(making.line("k1", "The *ambassador* [stays](https://a.example/x)."), Passage(text="A word from us.")),
    )
    found = render.documents(SiteView(roster=making.roster(), issues=(replace(composed, brief=page),)))
    assert [each.text for each in found] == [
        "One; two; three; and much, much more. A word from us.",
        "The ambassador stays.",
    ]
    assert found[1].path == "2026/11/20/#k1"


def test_pages_and_the_record_are_marked() -> None:
    """Sections of pages by people are found at their anchors, and what is reconstructed says so."""
    pages = (
        Written(
            path="about.md", text="---\ntitle: About\n---\n\n# About us\n\nWho we are.\n\n## Contact\n\nWrite to us.\n"
        ),
        Written(path="record/sources.md", text="# Sources\n\nAll.\n\n## FCW {#fcw}\n\nA magazine.\n"),
    )
    found = render.documents(SiteView(roster=making.roster(), extra=pages))
    assert [(each.path, each.title, each.text, each.record) for each in found] == [
        ("about/", "About", "Who we are.", False),
        ("about/#contact", "About", "Contact: Write to us.", False),
        ("record/sources/", "Sources", "All.", True),
        ("record/sources/#fcw", "Sources", "FCW: A magazine.", True),
    ]


@pytest.fixture(scope="module")
def written(documents: tuple[Document, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the index of the archive and a page that searches it."""
    folder = tmp_path_factory.mktemp("archive")
    bench.write(documents, folder)
    return folder


@pytest.fixture
def tab(written: Path) -> Iterator[Page]:
    """That page in a real browser, which fails the test on any error of a script."""
    faults: list[str] = []
    with served(written) as address, opened(address) as page:
        page.on("pageerror", lambda error: faults.append(str(error)))
        yield page
    assert faults == []


@pytest.mark.browser
def test_both_sides_cut_text_alike(tab: Page) -> None:
    """The reader in the browser makes the same terms of the table's cases and of texts of chance in many scripts."""
    chance = random.Random(5)
    alphabet = [chr(code) for start, end in _SCRIPTS for code in range(start, end) if chr(code).isprintable()]
    drawn = ["".join(chance.choices(alphabet, k=chance.randint(1, 24))) for _ in range(3_000)]
    drawn += ["".join(chance.choices(ALPHABET + "'.,’.s", k=14)) for _ in range(2_000)]
    given_ = [text for text, _ in CASES["terms"]] + drawn
    theirs = tab.evaluate(_CUT, ["terms", given_])
    assert [terms for _, terms in CASES["terms"]] == theirs[: len(CASES["terms"])]
    assert [(text, search.terms(text)) for text in given_] == list(zip(given_, theirs, strict=True))


_CUT = """async ([name, texts]) => {
  const words = await import("/assets/search/words.js");
  return texts.map((text) => words[name](text));
}"""
_SCRIPTS = (
    *((0x20, 0x250), (0x250, 0x530), (0x5D0, 0x6FF), (0x900, 0xDFF), (0xE01, 0xE5B), (0x1E00, 0x2060)),
    *((0x3000, 0x30FF), (0x4E00, 0x4F00), (0xAC00, 0xAD00), (0xFF00, 0xFFEF), (0x20000, 0x20040), (0x1D400, 0x1D440)),
)


@pytest.mark.browser
def test_queries_are_read_as_they_are_meant(tab: Page) -> None:
    """Words, beginnings, phrases and small words of a query come out as the table says."""
    parsed = tab.evaluate(_CUT, ["parse", [query for query, _, _ in CASES["queries"]]])
    told = [[[[word["term"], word["open"]] for word in each["words"]], each["phrases"]] for each in parsed]
    assert told == [[words, phrases] for _, words, phrases in CASES["queries"]]


@pytest.mark.browser
def test_the_words_of_a_query_are_marked(tab: Page) -> None:
    """What a query found is marked in the text as it stands, accents, numbers and initials too, and nothing else."""
    script = """async (all) => {
      const { marked, parse } = await import("/assets/search/words.js");
      return all.map(([query, text]) => marked(text, parse(query).words));
    }"""
    assert tab.evaluate(script, CASES["marked"]) == [pieces for _, _, pieces in CASES["marked"]]


@pytest.mark.browser
def test_words_stand_together_as_they_are_asked(tab: Page) -> None:
    """Words follow each other in a text as in a query, with small words passed over and longer forms taken."""
    script = """async (all) => {
      const { beside, parse } = await import("/assets/search/words.js");
      return all.map(([query, text]) => beside(text, parse(query).words));
    }"""
    assert tab.evaluate(script, CASES["beside"]) == [share for _, _, share in CASES["beside"]]


@pytest.mark.browser
def test_known_lines_are_found(documents: tuple[Document, ...], written: Path) -> None:
    """Of two hundred queries made from lines, half of them Chinese, all find it, nearly all in the first five."""
    asked = [*known.english(documents, 100), *known.chinese(documents, 100)]
    places = OURS.ranks(written, asked)
    assert [each for each, place in zip(asked, places, strict=True) if not place] == []
    assert sum(place <= 5 for place in places) >= 0.95 * len(asked)


def found(tab: Page, query: str, choice: str = "{}") -> list[dict[str, object]]:
    """What the reader shows for a query, all of it."""
    script = f"""async (query) => {{
      const {{ Archive }} = await import("/assets/search/reader.js");
      const archive = new Archive(new URL(".", location));
      const answer = await archive.search(query, {choice});
      return archive.page(answer, 0, answer.hits.length);
    }}"""
    return list(tab.evaluate(script, query))


@pytest.mark.browser
def test_phrases_facets_years_and_order(tab: Page, documents: tuple[Document, ...]) -> None:
    """A phrase finds exactly the lines that hold it; facets, a year and the newest first do what they say."""
    phrase = {each.path for each in documents if "sina weibo" in f"{each.title} {each.text}".lower()}
    assert {each["path"] for each in found(tab, '"sina weibo"')} == phrase
    assert found(tab, '"weibo sina"') == []
    china = {each.path for each in documents if ("country", "China") in each.facets}
    assert {each["path"] for each in found(tab, "", '{facets: [["country", "China"]]}')} == china
    both = found(tab, "weibo", '{facets: [["country", "China"]], within: 2026, newest: true}')
    assert {each["path"] for each in both} == {
        each.path
        for each in documents
        if each.path in china and "weibo" in each.text and each.day and each.day.year == 2026
    }
    newest = [str(each["day"]) for each in found(tab, "weibo", "{newest: true}")]
    assert len(newest) > 5
    assert newest == sorted(newest, reverse=True)


@pytest.mark.browser
def test_a_title_comes_before_its_lines(tab: Page, documents: tuple[Document, ...]) -> None:
    """The word of a title finds its brief first."""
    briefs = {each.title.removeprefix("First POST: "): each for each in documents if each.kind == "brief"}
    told = " ".join(each.text.lower() for each in documents)
    word = next(word for word in sorted(briefs) if word.lower() not in told)
    assert found(tab, word)[0]["path"] == briefs[word].path


@pytest.mark.browser
def test_a_line_comes_before_the_teaser_that_repeats_it(tmp_path: Path) -> None:
    """Words that a line and the teaser of its brief share find the line first."""
    day = date(2026, 3, 4)
    told = Document(path="b/#a1", title="First POST: Canals", text="Egypt recalls its envoy to Oslo.", day=day)
    teaser = "Egypt recalls its envoy to Oslo; Peru opens a consulate in Chengdu; and more."
    brief = Document(path="b/", title="First POST: Canals", text=teaser, day=day, kind="brief")
    others = [
        Document(path=f"o/#{number}", title="First POST: Ports", text=f"Norway writes letter {number}.", day=day)
        for number in range(40)
    ]
    bench.write([brief, told, *others], tmp_path)
    with served(tmp_path) as address, opened(address) as tab:
        assert [each["path"] for each in found(tab, "envoy recalls Egypt")] == ["b/#a1", "b/"]
        assert found(tab, "Canals")[0]["path"] == "b/"


@pytest.mark.browser
def test_words_that_stand_together_come_first(tmp_path: Path) -> None:
    """Of lines with the same words that is first in which they stand together; by date the newest is, as ever."""
    rows = (
        "Iran opens port after Oslo talks",
        "Oslo hosts US-Iran talks on port",
        "Oslo talks end as Iran leaves port",
    )
    lines = [
        Document(path=f"b/#{number}", title="First POST: Ports", text=f"{row}.", day=date(2026, 3, 4 + number))
        for number, row in enumerate(rows)
    ]
    bench.write(lines, tmp_path)
    with served(tmp_path) as address, opened(address) as tab:
        assert found(tab, "Iran talks")[0]["path"] == "b/#1"
        assert found(tab, "Oslo talks")[0]["path"] == "b/#2"
        assert [each["path"] for each in found(tab, "Iran talks", "{newest: true}")] == ["b/#2", "b/#1", "b/#0"]


@pytest.mark.browser
def test_the_keyboard_is_enough(tab: Page, documents: tuple[Document, ...]) -> None:
    """Slash opens, letters find, arrows choose, Enter leads there, Escape leaves with the focus where it was."""
    (query,) = known.english(documents, 1)
    tab.locator("a[data-search]").focus()
    tab.keyboard.press("/")
    tab.keyboard.type(query.query)
    tab.wait_for_selector(f".search__list[data-query={json.dumps(query.query)}] li")
    assert tab.inner_text("[role=status]").endswith(("result", "results"))
    assert tab.evaluate("document.activeElement.name") == "q"
    tab.keyboard.press("ArrowDown")
    assert tab.evaluate("document.activeElement.href").endswith(query.path)
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate("document.activeElement.name") == "q"
    for _ in range(60):
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    tab.keyboard.press("Escape")
    assert tab.locator("dialog[open]").count() == 0
    assert tab.evaluate("document.activeElement.matches('[data-search]')")
    tab.keyboard.press("Control+k")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url(f"**/{query.path}")


@pytest.mark.browser
def test_many_results_come_in_pages(tab: Page) -> None:
    """A word that nearly every line has is answered with eight lines and a button for eight more."""
    tab.keyboard.press("/")
    tab.keyboard.type("the")
    tab.wait_for_selector(".search__list[data-query=the] li")
    assert tab.locator(".search__hit").count() == 8
    tab.get_by_text("More results").click()
    tab.wait_for_function("document.querySelectorAll('.search__hit').length === 16")
    assert tab.evaluate("document.activeElement.closest('li') === document.querySelectorAll('.search__hit')[8]")


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the index of ten thousand lines that hold the same word, and a page that searches it."""
    days = [date(2024, 1, 1) + timedelta(days=number // 10) for number in range(10_000)]
    lines = [
        Document(
            path=f"{day:%Y/%m/%d}/#l{number}",
            title="First POST: Rounds",
            text=f"Envoys open talks on matter {number}.",
            day=day,
            facets=(("country", ("Chile", "France")[number % 2]),),
        )
        for number, day in enumerate(days)
    ]
    folder = tmp_path_factory.mktemp("crowd")
    bench.write(lines, folder)
    return folder


@pytest.mark.browser
def test_ten_thousand_results_on_a_slow_machine(crowd: Path) -> None:
    """With a quarter of the processor and ten thousand results the keyboard reads on, narrows, and leaves."""
    with served(crowd) as address, opened(address) as tab:
        tab.context.new_cdp_session(tab).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        tab.keyboard.press("/")
        tab.keyboard.type("talks")
        tab.wait_for_selector(".search__list[data-query=talks] li")
        assert tab.inner_text("[role=status]") == "10,000 results"
        for _ in range(9):
            tab.keyboard.press("ArrowDown")
        assert tab.evaluate("document.activeElement.textContent") == "More results"
        tab.keyboard.press("Enter")
        tab.wait_for_function("document.querySelectorAll('.search__hit')[8]?.contains(document.activeElement)")
        for _ in range(9):
            tab.keyboard.press("ArrowUp")
        assert tab.evaluate("document.activeElement.name") == "q"
        tab.keyboard.press("Tab")
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        tab.wait_for_selector("select[name=country]")
        while tab.evaluate("document.activeElement.name") != "country":
            tab.keyboard.press("Tab")
        tab.keyboard.type("F")
        tab.get_by_text("5,000 results").wait_for()
        tab.keyboard.press("Escape")
        assert tab.locator("dialog[open]").count() == 0


@pytest.mark.browser
def test_a_line_is_found_by_its_edited_words_once_it_is_built(built: Path, tmp_path: Path) -> None:
    """After `digest build` the dialog finds a line by what an editor wrote into its page, and not by what was there."""
    shutil.copytree(built, tmp_path / "room")
    written = tmp_path / "room/content/briefs/2026/11/18.md"
    before = written.read_text(encoding="utf-8")
    written.write_text(before.replace("resume border", "Green Heron"), encoding="utf-8")
    assert before.count("resume border") > 1
    digest(tmp_path / "room", "build", "--now", "2026-11-20T03:00Z")
    with under_a_path(tmp_path / "room/site", tmp_path / "base") as address, browser_page() as tab:
        tab.goto(address)
        tab.keyboard.press("/")
        tab.keyboard.type("green heron")
        hit = tab.locator(".search__hit a[href*='/daily/2026/11/18/#']")
        hit.locator("mark", has_text="Green Heron").wait_for()
        tab.fill(".search__input", "resume border")
        tab.get_by_text("Nothing found").wait_for()


@pytest.mark.browser
def test_a_search_that_cannot_be_loaded_says_so(written: Path, tmp_path: Path) -> None:
    """Without its index the search tells it, and works once the index is there."""
    shutil.copytree(written, tmp_path / "site")
    hidden = (tmp_path / "site/search").rename(tmp_path / "hidden")
    with served(tmp_path / "site") as address, opened(address) as tab:
        tab.keyboard.press("/")
        tab.get_by_text("could not be loaded").wait_for()
        hidden.rename(tmp_path / "site/search")
        tab.get_by_text("Try again").click()
        tab.get_by_text("lines, figures and pages").wait_for()
        tab.keyboard.type("weibo")
        tab.wait_for_selector(".search__hit")


@pytest.mark.browser
def test_an_index_replaced_meanwhile_is_opened_anew(
    documents: tuple[Document, ...], written: Path, tmp_path: Path
) -> None:
    """A page that was open while the site was built again goes on finding."""
    shutil.copytree(written, tmp_path / "site")
    with served(tmp_path / "site") as address, opened(address) as tab:
        tab.keyboard.press("/")
        tab.keyboard.type("wechat")
        tab.wait_for_selector(".search__list[data-query=wechat] li")
        shutil.rmtree(tmp_path / "site/search")
        bench.write(documents[40:], tmp_path / "site")
        tab.fill(".search__input", "mastodon")
        tab.wait_for_selector(".search__list[data-query=mastodon] li")


def test_files_are_the_same_whoever_packs_them() -> None:
    """Packed files bear no time and no name."""
    (part,) = search.segments([Document(path="a", title="T", text="word", day=date(2026, 1, 1))])
    for data in dict(files_of(part)).values():
        assert data[3:8] == bytes(5)
        assert gzip.decompress(data)
