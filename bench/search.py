"""The search of an archive: what its index costs, what queries cost in a real browser, and what they find."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import mean, median

from bench import archive, corpus, known, measuring, replay
from bench.asking import MATERIAL, OURS, PAGEFIND, Asked, Searcher, loaded
from bench.contenders.search_digest import bring
from bench.corpus import CLOSED, CURRENT
from bench.values import Finding, Plan, Ran, Row
from digest import curate, publish, render, search
from digest.model import Document
from digest.render import SiteView

ABOUT = """\
The archive of so many days of `bench/archive.py`, its lines, briefs and figures given alike to every search. Processes
are counted from their start to their end, imports and files included. `Pagefind` indexes a page for each document, in
two bundles (closed years, the current one), Han written in pairs, and answers in its own interface; `Material` is the
worker of Material for MkDocs with an index of its own plugin, both languages set and Chinese cut by jieba. A query's
cost is that of a fresh tab of Chromium without a cache, its server on loopback; "on the screen" counts from the keys
to the results that a reader sees (of digest eight, of Pagefind five, each interface's own pause for more keys
included), "by its script" from the call to five results. First queries are five tabs (of Material one): the median of
their times, the most of their bytes. Known items: from a seed, 100 English queries of three words of a line (half of
them of a hundred days of recorded headlines as briefs, where the material is there) and 100 Chinese ones, a fifth of
them pairs, a fifth a pair with an outlet's name; a rank is looked for among the first 200 results."""

SIZES = (3_650,)
QUICK = (400,)

_ALL, _DAY = "indexed from nothing", "indexed with one more day"
_STOPS = ("the", "of", "a", "the of and", "to be or not to be", "的", "是的")
_FIRSTS, _LATER, _QUERIES = 5, 12, 200
_KB, _MB = 1e3, 1e6


@dataclass(frozen=True, slots=True)
class _Place:
    """What is searched, laid out for those that index it, and their indexes, each in a folder of its name."""

    folder: Path
    documents: tuple[Document, ...]
    peers: Path | None

    def index(self, who: str, parts: Sequence[str] = (CLOSED, CURRENT)) -> Ran:
        """Index it anew, or those parts of it."""
        return _INDEXERS[who](self, parts)

    @property
    def searchers(self) -> dict[str, Searcher]:
        """Those that have an index of it, by their names."""
        every = {"digest": OURS, "Pagefind": PAGEFIND, "Material": MATERIAL}
        return {who: searcher for who, searcher in every.items() if who == "digest" or self.peers}


def write(documents: Sequence[Document], folder: Path) -> None:
    """Write the index of documents below a folder, with a page that can search it."""
    bring(search.segments(documents), folder)
    OURS.furnish(folder)


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """All sizes: rows of indexing, what queries cost and find, versions of the libraries."""
    real = _replayed(plan)
    rows: list[Row] = []
    findings: list[Finding] = []
    versions: dict[str, str] = {}
    for n in plan.sizes:
        documents = render.documents(archive.archive(n))
        place = _Place(plan.folder / str(n), documents, plan.peers)
        for (task, who), runs in _indexed(place, plan.repeats).items():
            rows.append(measuring.row(task, who, n, runs))
            versions |= runs[0].versions
        for who, searcher in place.searchers.items():
            searcher.furnish(place.folder / who)
        findings += [*_index_findings(rows, place), *_cost_findings(place), *_quality_findings(place, real)]
        shutil.rmtree(place.folder)
    return rows, findings, versions


def _replayed(plan: Plan) -> _Place | None:
    """The recorded headlines of a hundred days as briefs, indexed by every search."""
    if not plan.material:
        return None
    room = replay.play(plan.material, plan.folder / "replay")
    issues = publish.read_issues(room / "content" / "briefs")
    documents = render.documents(SiteView(roster=curate.load(room / "feeds.yaml"), issues=issues))
    place = _Place(plan.folder / "replayed", documents, plan.peers)
    corpus.lay(documents, place.folder)
    for who, searcher in place.searchers.items():
        place.index(who)
        searcher.furnish(place.folder / who)
    return place


# ---- Indexing -------------------------------------------------------------------------------------------------------


def _indexed(place: _Place, repeats: int) -> dict[tuple[str, str], list[Ran]]:
    """Every search indexes the archive but for its newest day, and what that day changes once it is there."""
    newest = max(each.day for each in place.documents if each.day)
    corpus.lay([each for each in place.documents if each.day != newest], place.folder)
    found = _runs(place, _ALL, (CLOSED, CURRENT), repeats)
    corpus.lay([each for each in place.documents if each.day == newest], place.folder)
    found |= _runs(place, _DAY, (CURRENT,), repeats)
    if place.peers:
        place.index("Material")  # only for what it finds: its index is made while MkDocs builds
    return found


def _runs(place: _Place, task: str, parts: Sequence[str], repeats: int) -> dict[tuple[str, str], list[Ran]]:
    whose = ("digest", "Pagefind") if place.peers else ("digest",)
    runs = measuring.in_turn(repeats, [partial(place.index, who, parts) for who in whose])
    return {(task, who): ran for who, ran in zip(whose, runs, strict=True)}


def _digest(place: _Place, parts: Sequence[str]) -> Ran:
    site, rows = place.folder / "digest", place.folder / corpus.ROWS
    newest = next(iter(search.planned(corpus.rows(rows)))).name
    shutil.rmtree(site if CLOSED in parts else site / search.folder(newest), ignore_errors=True)
    site.mkdir(exist_ok=True)
    return measuring.run([sys.executable, "-m", "bench.contenders.search_digest", rows, site])


def _pagefind(place: _Place, parts: Sequence[str]) -> Ran:
    ran = []
    for part in parts:
        bundle = place.folder / "Pagefind" / part
        shutil.rmtree(bundle, ignore_errors=True)
        ran.append(measuring.run([*_peer(place, "search_pagefind"), place.folder / corpus.PAGES / part, bundle]))
    cpu, wall = sum(one.cpu for one in ran), sum(one.wall for one in ran)
    items, read = sum(one.items for one in ran), sum(one.read for one in ran)
    return Ran(cpu=cpu, wall=wall, rss=max(one.rss for one in ran), items=items, read=read, versions=ran[0].versions)


def _material(place: _Place, _: Sequence[str]) -> Ran:
    return measuring.run([*_peer(place, "search_material"), place.folder / corpus.ENTRIES, place.folder / "Material"])


def _peer(place: _Place, program: str) -> list[str]:
    return [str(place.peers), str(Path(__file__).parent / "contenders" / f"{program}.py")]


_INDEXERS = {"digest": _digest, "Pagefind": _pagefind, "Material": _material}


def _index_findings(rows: Sequence[Row], place: _Place) -> Iterator[Finding]:
    """What was promised of the index of the last rows."""
    found = {(row.task, row.who): row for row in rows if row.n == rows[-1].n}
    whole, day = found[_ALL, "digest"], found[_DAY, "digest"]
    yield _most("processor time of the index from nothing", whole.cpu, " s", 25)
    yield _most("memory for the index from nothing", whole.rss, " MB", 400)
    yield _most("processor time of the index for one more day", day.cpu, " s", 1.5)
    for who in place.searchers:
        sizes, ours = [path.stat().st_size for path in _index_of(place.folder / who)], who == "digest"
        yield _most(f"files of the index, {who}", len(sizes), "", 6_000 if ours else None)
        yield _most(f"size of the index, {who}", sum(sizes) / _MB, " MB", 15 if ours else None)


def _index_of(folder: Path) -> Iterator[Path]:
    """The files of an index, without pages and scripts that are the same whatever is searched."""
    for path in folder.rglob("*"):
        if path.is_file() and path.suffix not in {".js", ".css", ".html", ".map", ".svg"}:
            yield path


# ---- Queries --------------------------------------------------------------------------------------------------------


def _cost_findings(place: _Place) -> Iterator[Finding]:
    """What queries cost, and what was promised of ours."""
    asked = [each.query for each in (*known.english(place.documents, _LATER), *known.chinese(place.documents, 3))]
    yield _most("loaded by every page before the search is opened, gzipped", loaded() / _KB, " kB", 3)
    first: dict[str, list[Asked]] = {}
    for who, searcher in place.searchers.items():
        folder, ours = place.folder / who, who == "digest"
        put = searcher.type if searcher.screen else searcher.ask
        queries = put(folder, [*asked, *_STOPS])
        if searcher.screen:
            first[who] = [searcher.type(folder, [query])[0] for query in asked[:_FIRSTS]]
            yield from _cost("first query on the screen", who, first[who], (60, 300) if ours else None)
            called = [searcher.ask(folder, [query])[0] for query in asked[:_FIRSTS]]
        else:
            called = queries[:1]  # which reads all of its index first: once is enough to wait for
        yield from _cost("first query by its script", who, called)
        yield from _cost("later queries", who, queries[1 : len(asked)], (40, 300) if ours else None)
        yield from _slowest(who, queries[len(asked) :], 300 if ours else None)
    if place.peers:
        yield from _beside(first["digest"], first["Pagefind"])


def _cost(what: str, who: str, asked: Sequence[Asked], goals: tuple[float, float] | None = None) -> Iterator[Finding]:
    kilobytes, milliseconds = goals or (None, None)
    yield _most(f"{what}, {who}, the most bytes", max(one.bytes for one in asked) / _KB, " kB", kilobytes)
    yield _most(f"{what}, {who}, median time", median(one.milliseconds for one in asked), " ms", milliseconds)


def _slowest(who: str, asked: Sequence[Asked], goal: float | None) -> Iterator[Finding]:
    slowest = max(asked, key=lambda one: one.milliseconds)
    yield _most(f"stop words, {who}, the slowest (“{slowest.query}”)", slowest.milliseconds, " ms", goal)


def _beside(ours: Sequence[Asked], theirs: Sequence[Asked]) -> Iterator[Finding]:
    """How many times as much the peer's first query costs: where ours is to be better by far."""
    size = median(one.bytes for one in theirs) / median(one.bytes for one in ours)
    time = median(one.milliseconds for one in theirs) / median(one.milliseconds for one in ours)
    yield Finding(what="first query, bytes, Pagefind : digest", value=size, unit="×", goal=5)
    yield Finding(what="first query on the screen, time, Pagefind : digest", value=time, unit="×", goal=3)


# ---- What they find -------------------------------------------------------------------------------------------------


def _quality_findings(place: _Place, real: _Place | None) -> Iterator[Finding]:
    """At which places the searches have known items: of the archive, and of the replay where there is one."""
    half = _QUERIES // 2
    recorded = known.english(real.documents, half // 2) if real else []
    english, chinese = known.english(place.documents, half - len(recorded)), known.chinese(place.documents, half)
    score: dict[str, float] = {}
    for who, searcher in place.searchers.items():
        in_english = searcher.ranks(place.folder / who, english)
        if real:
            in_english += searcher.ranks(real.folder / who, recorded)
        in_chinese = searcher.ranks(place.folder / who, chinese)
        ranks, ours = [*in_english, *in_chinese], who == "digest"
        score[who] = _reciprocal(ranks)
        yield _least(f"known items found, {who}", 100 * mean(map(bool, ranks)), " %", 100 if ours else None)
        first = 100 * mean(0 < rank <= 5 for rank in ranks)
        yield _least(f"known items among the first five, {who}", first, " %", 95 if ours else None)
        for language, some in (("English", in_english), ("Chinese", in_chinese)):
            if some:  # a few days have no Chinese line
                yield _least(f"mean reciprocal rank, {language}, {who}", 100 * _reciprocal(some), " %")
        if not ours:
            yield _least(f"mean reciprocal rank, digest : {who}", score["digest"] / score[who], "×", 1)


def _reciprocal(ranks: Sequence[int]) -> float:
    return mean(1 / rank if rank else 0.0 for rank in ranks)


def _most(what: str, value: float, unit: str, goal: float | None = None) -> Finding:
    return Finding(what=what, value=value, unit=unit, goal=goal, at_least=False)


def _least(what: str, value: float, unit: str, goal: float | None = None) -> Finding:
    return Finding(what=what, value=value, unit=unit, goal=goal)
