"""The search at archive scale: what its index costs to make, and what a query costs in a real browser.

Plain functions over `bench.archive`; queries for known items come from a seed, so none of their words is kept here.
"""

from __future__ import annotations

import random
import re
import resource
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.browsing import served, tab
from digest import files, render, search
from digest.render import SiteView

_PAGE = """<!doctype html><meta charset="utf-8"><title>Archive</title><link rel="icon" href="data:,">
<body><a href="search/" data-search data-dialog="Search the archive" data-hint="Search every brief" data-close="Close"
 data-lost="The search could not be loaded.">Search</a>
<script src="assets/search.js" defer></script>"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What an index costs: processor seconds (of the documents, of the newest segment, of all), bytes, files.

    `memory` is the most that this process ever held, in MB: call it in a fresh process.
    """

    documents: int
    files: int
    bytes: int
    reading: float
    newest: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a query cost: milliseconds from the last key to the results on the screen, bytes and files transferred."""

    query: str
    milliseconds: float
    bytes: int
    files: int
    found: str


@dataclass(frozen=True, slots=True)
class Known:
    """A query that was made from one line, and the address of that line; `kind` tells how it was made."""

    query: str
    path: str
    kind: str


def write(view: SiteView, folder: Path) -> Written:
    """Write the index of an archive into `folder`/search, with a page that can search it."""
    start = time.process_time()
    documents = render.documents(view)
    reading = time.process_time() - start
    parts = search.segments(documents)
    sizes: list[int] = []
    spent: list[float] = []
    for part in parts:
        before = time.process_time()
        for path, data in part.files():
            target = folder / search.folder(part.name) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
            sizes.append(len(data))
        spent.append(time.process_time() - before)
    (folder / search.MANIFEST).write_bytes(search.manifest(part.name for part in parts))
    cpu = time.process_time() - start
    shutil.copytree(files.shipped() / "site_templates/theme/assets", folder / "assets", dirs_exist_ok=True)
    (folder / "index.html").write_text(_PAGE, encoding="utf-8")
    return Written(
        documents=len(documents),
        files=len(sizes) + 1,
        bytes=sum(sizes),
        reading=reading,
        newest=spent[0],
        cpu=cpu,
        memory=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


_ASK = """async (query) => {
  const start = performance.now();
  dispatchEvent(new KeyboardEvent("keydown", {key: "k", ctrlKey: true, cancelable: true}));
  const field = document.querySelector(".search__input");
  field.value = query;
  field.dispatchEvent(new Event("input"));
  const ready = () => document.querySelector(".search__list")?.dataset.query === query;
  while (!ready()) await new Promise(requestAnimationFrame);
  return [performance.now() - start, document.querySelector(".search__status").textContent];
}"""


def ask(folder: Path, queries: Sequence[str]) -> list[Asked]:
    """Open a page with an empty cache, and the search on it, and ask one query after the other."""
    answers = []
    with served(folder) as address, tab(address) as page:
        sizes: list[int] = []
        page.on(
            "requestfinished",
            lambda request: sizes.append(request.sizes()["responseBodySize"] + request.sizes()["responseHeadersSize"]),
        )
        page.wait_for_load_state("networkidle")
        for query in queries:
            sizes.clear()
            milliseconds, found = page.evaluate(_ASK, query)
            page.wait_for_timeout(200)
            answers.append(
                Asked(query=query, milliseconds=milliseconds, bytes=sum(sizes), files=len(sizes), found=found)
            )
    return answers


def known_items(view: SiteView, count: int = 200, seed: int = 11) -> tuple[Known, ...]:
    """Queries made from lines of an archive, half of them English: three longer words of a line. Of the Chinese half
    six tenths are four neighbouring characters, two tenths a pair that few lines have, two tenths a pair and an outlet.
    """
    chance = random.Random(seed)
    lines = [each for each in render.documents(view) if each.kind == "line"]
    chinese = [(line, found[0]) for line in lines if (found := re.match("[\u3400-\u9fff]{8,}", line.text))]
    english = [line for line in lines if line.text.isascii()]
    pairs = Counter(term for line in lines for term in {*search.terms(line.text)})
    made: list[Known] = []
    for line in chance.sample(english, count // 2):
        words = sorted(set(re.findall("[A-Za-z]{5,}", line.text)))
        made.append(Known(" ".join(chance.sample(words, min(3, len(words)))), line.path, "english"))
    for number, (line, run) in enumerate(chance.sample(chinese, count - count // 2)):
        start = chance.randrange(len(run) - 4)
        rare = min((run[place : place + 2] for place in range(len(run) - 1)), key=lambda pair: (pairs[pair], pair))
        kind = ("phrase", "phrase", "phrase", "pair", "mixed")[number % 5]
        query = {"phrase": run[start : start + 4], "pair": rare, "mixed": f"{rare} {line.outlets[0].split()[0]}"}[kind]
        made.append(Known(query, line.path, f"chinese {kind}"))
    return tuple(made)


_RANK = """async ([script, queries]) => {
  const { Archive } = await import(script);
  const archive = new Archive(new URL(".", location));
  const ranks = [];
  for (const [query, path] of queries) {
    const { hits } = await archive.search(query);
    let rank = 0;
    for (let place = 0; place < hits.length && !rank; place += 50) {
      const shown = await archive.show(hits.slice(place, place + 50));
      const at = shown.findIndex((found) => found.path === path);
      if (at >= 0) rank = place + at + 1;
    }
    ranks.push(rank);
  }
  return ranks;
}"""


def ranks(folder: Path, queries: Sequence[Known]) -> list[int]:
    """At which place each known item stands among what its query finds, from 1; 0 where it is not found."""
    with served(folder) as address, tab(address) as page:
        pairs = [[each.query, each.path] for each in queries]
        found: list[int] = page.evaluate(_RANK, [f"{address}assets/search/reader.js", pairs])
        return found
