"""Queries put to a search in a real browser: what they cost, and at which place they find what was looked for."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Request

from bench.browsing import served, tab
from bench.corpus import CLOSED, CURRENT, paired
from bench.known import Known
from digest.files import shipped

REACH = 200
"""Nobody looks for anything beyond so many results."""

_ASSETS = shipped() / "site_templates" / "theme" / "assets"
_PAGE = '<!doctype html><meta charset="utf-8"><title>Archive</title><link rel="icon" href="data:,">'
_OUR_PAGE = """<body><a href="search/" data-search data-dialog="Search the archive" data-hint="Search every brief"
 data-close="Close" data-lost="The search could not be loaded.">Search</a>
<script src="assets/search.js" defer></script>"""
_BUNDLES_PAGE = f"""<link rel="stylesheet" href="{CURRENT}/pagefind-ui.css">
<script src="{CURRENT}/pagefind-ui.js"></script><body><div id="search"></div><script>
const site = new URL(".", location).href;
new PagefindUI({{ element: "#search", showImages: false, bundlePath: `${{site}}{CURRENT}/`,
  mergeIndex: [{{ bundlePath: `${{site}}{CLOSED}/` }}] }});
</script>"""

_OURS = """async (address) => {
  const { Archive } = await import(`${address}assets/search/reader.js`);
  const archive = new Archive(new URL(address));
  return async (query) => {
    const answer = await archive.search(query);
    const show = async (from, to) => (await archive.page(answer, from, to)).map(({ path }) => path);
    return [answer.hits.length, show];
  };
}"""
_OUR_SCREEN = """{
  field() {
    dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, cancelable: true }));
    return document.querySelector(".search__input");
  },
  done: (query) => document.querySelector(".search__list")?.dataset.query === query,
}"""
_BUNDLES = f"""async (address) => {{
  const pagefind = await import(`${{address}}{CURRENT}/pagefind.js`);
  await pagefind.mergeIndex(`${{address}}{CLOSED}/`);
  return async (query) => {{
    const {{ results }} = await pagefind.search(query);
    const show = (found) => Promise.all(found.map(async (one) => (await one.data()).meta.path));
    return [results.length, (from, to) => show(results.slice(from, to))];
  }};
}}"""
_BUNDLES_SCREEN = """{
  field: () => document.querySelector(".pagefind-ui__search-input"),
  done: (query) => document.querySelector(".pagefind-ui__message")?.textContent.endsWith(` for ${query}`)
    && document.querySelector(".pagefind-ui__result-link") && !document.querySelector(".pagefind-ui__loading"),
}"""
_LUNR = """async (address) => {
  const worker = new Worker(`${address}workers/search.js`);
  const told = (type, data) => new Promise((resolve) => {
    worker.onmessage = ({ data }) => resolve(data.data);
    worker.postMessage({ type, data });
  });
  const index = await (await fetch(`${address}search_index.json`)).json();
  await told(0, { ...index, options: { suggest: false } });
  return async (query) => {
    const { items } = await told(2, query);
    return [items.length, (from, to) => items.slice(from, to).map(([{ location }]) => location.replace("~", "#"))];
  };
}"""

_ASK = """async (query) => {
  const start = performance.now();
  window.asking ??= await (OPEN)(new URL(".", location).href);
  const [, show] = await window.asking(query);
  await show(0, 5);
  return performance.now() - start;
}"""
_TYPE = """async (query) => {
  const screen = SCREEN;
  const start = performance.now();
  const field = screen.field();
  field.value = query;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  while (!screen.done(query)) await new Promise(requestAnimationFrame);
  return performance.now() - start;
}"""
_RANK = """async ([asked, reach]) => {
  const search = await (OPEN)(new URL(".", location).href);
  const places = [];
  for (const [query, path] of asked) {
    const [count, show] = await search(query);
    let place = 0;
    for (let from = 0; from < Math.min(count, reach) && !place; from += 8) { // as many as our readers see at a time
      place = (await show(from, from + 8)).indexOf(path) + 1;
      if (place) place += from;
    }
    places.push(place);
  }
  return places;
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a query cost: milliseconds until its first results were there, bytes (heads included) and files."""

    query: str
    milliseconds: float
    bytes: int
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Searcher:
    """A search in a folder with a page: a script that opens it, one that knows its field and when it has answered, and
    what is done to a query that does not pass through its field."""

    page: str
    open: str
    screen: str = ""
    read: Callable[[str], str] = str

    def furnish(self, folder: Path) -> None:
        """Lay the page that has the search into its folder."""
        (folder / "index.html").write_text(_PAGE + self.page, encoding="utf-8")

    def ask(self, folder: Path, queries: Sequence[str]) -> list[Asked]:
        """Open it by its script with an empty cache, and ask one query after the other for its first five results."""
        return _asked(folder, _ASK.replace("OPEN", self.open), [self.read(query) for query in queries])

    def type(self, folder: Path, queries: Sequence[str]) -> list[Asked]:
        """Open the page with an empty cache, and put one query after the other into the field that readers have."""
        return _asked(folder, _TYPE.replace("SCREEN", self.screen), queries)

    def ranks(self, folder: Path, known: Sequence[Known]) -> list[int]:
        """At which place each known item stands among what its query finds, from 1; 0 where it is not found."""
        with _opened(folder) as page:
            asked = [[self.read(each.query), each.path] for each in known]
            found: list[int] = page.evaluate(_RANK.replace("OPEN", self.open), [asked, REACH])
            return found


class _Ours(Searcher):
    """The site's own, with its scripts."""

    def furnish(self, folder: Path) -> None:
        """Lay page and scripts into the folder."""
        super().furnish(folder)
        shutil.copytree(_ASSETS, folder / "assets", dirs_exist_ok=True)


OURS = _Ours(page=_OUR_PAGE, open=_OURS, screen=_OUR_SCREEN)
PAGEFIND = Searcher(page=_BUNDLES_PAGE, open=_BUNDLES, screen=_BUNDLES_SCREEN, read=paired)
MATERIAL = Searcher(page="", open=_LUNR)


def loaded() -> int:
    """Bytes that every page loads for our search before it is opened, gzipped: a script, a part of the style sheet."""
    script = (_ASSETS / "search.js").read_bytes()
    style = (_ASSETS / "newspaper.css").read_text(encoding="utf-8")
    start = style.index("/* ---- Search")
    return len(gzip.compress(script)) + len(gzip.compress(style[start : style.index("/* ----", start + 1)].encode()))


def _asked(folder: Path, script: str, queries: Sequence[str]) -> list[Asked]:
    answers = []
    with _opened(folder) as page, _counted(page) as sizes:
        for query in queries:
            sizes.clear()
            milliseconds = page.evaluate(script, query)
            page.wait_for_timeout(200)
            total = sum(size for _, size in sizes)
            answers.append(Asked(query=query, milliseconds=milliseconds, bytes=total, files=len(sizes)))
    return answers


@contextmanager
def _opened(folder: Path) -> Iterator[Page]:
    with served(folder) as address, tab(f"{address}index.html") as page:
        page.set_default_timeout(300_000)
        page.wait_for_load_state("networkidle")
        yield page


@contextmanager
def _counted(page: Page) -> Iterator[list[tuple[str, int]]]:
    """Addresses and bytes, heads included, of what a page is answered."""
    sizes: list[tuple[str, int]] = []

    def count(request: Request) -> None:
        told = request.sizes()
        sizes.append((request.url, told["responseBodySize"] + told["responseHeadersSize"]))

    page.on("requestfinished", count)
    yield sizes
    page.remove_listener("requestfinished", count)
