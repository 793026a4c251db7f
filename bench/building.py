"""Building: a site of years of days from nothing, after one new day, and with nothing new."""

from __future__ import annotations

import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from bench import archive, measuring, newsroom
from bench.values import Finding, Plan, Ran, Row
from digest.model import Issue

ABOUT = """\
A newsroom with a brief on each of so many days (8 to 12 stories, 240 outlets, some lines in Chinese). `digest` is the
whole of `digest build` as people type it: pages from content/, feeds, the API, the search, social cards, the site;
"from nothing" with `--clean`, then with one more day, then with nothing new. The peers get the Markdown that it wrote,
and build that alone, from nothing, as they do whenever something changed: `MkDocs` with Material, the same overrides
and its search plugin, `Zensical` with the same settings, `Hugo` with a bare layout and no search."""

SIZES = (1_825, 3_650)
QUICK = (60,)

_NOTHING, _DAY, _SAME = "from nothing", "one new day", "nothing new"
_PEERS = {"MkDocs": "mkdocs", "Zensical": "zensical", "Hugo": "hugo"}

_GROWTH = 2.2
"""What twice as many days may cost a build from nothing, at most so many times as much."""


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """All sizes: rows by task and contender, what they say of the promises, versions of the libraries."""
    rows: list[Row] = []
    versions: dict[str, str] = {}
    for n in plan.sizes:
        folder = plan.folder / str(n)
        for (task, who), runs in _measured(folder, n, plan).items():
            rows.append(measuring.row(task, who, n, runs))
            versions |= runs[0].versions
        shutil.rmtree(folder)
    return rows, [*_findings(rows), *_growth(rows)], versions


def _measured(folder: Path, n: int, plan: Plan) -> dict[tuple[str, str], list[Ran]]:
    """Rounds of all contenders, one after the other, so that a busy minute hits each; their runs by task and name."""
    room, view = folder / "room", archive.archive(n)
    newsroom.furnish(room, view)
    found: dict[tuple[str, str], list[Ran]] = defaultdict(list)
    for _ in range(plan.repeats):
        for task, ran in _ours(room, view.issues[0]):
            found[task, "digest"].append(ran)
        for who, ran in _theirs(folder, room, plan.peers) if plan.peers else ():
            found[_NOTHING, who].append(ran)
    return found


def _ours(room: Path, newest: Issue) -> Iterator[tuple[str, Ran]]:
    """The tasks of the program in their order; of the first, nothing is there but the newsroom."""
    build = (sys.executable, "-m", "bench.contenders.site_digest", room)
    for derived in (".digest", "site"):
        shutil.rmtree(room / derived, ignore_errors=True)
    stem = room / "content" / "briefs" / f"{newest.brief.day:%Y/%m/%d}"
    for ending in (".md", ".json"):
        stem.with_suffix(ending).unlink()
    yield _NOTHING, measuring.run([*build, "--clean"])
    newsroom.shelve(room, [newest])
    yield _DAY, measuring.run(build)
    yield _SAME, measuring.run(build)


def _theirs(folder: Path, room: Path, peers: Path) -> Iterator[tuple[str, Ran]]:
    """The peers, each by the interpreter that has it; all that they know is to build from nothing."""
    script = Path(__file__).parent / "contenders" / "site_peers.py"
    for who, engine in _PEERS.items():
        place = _place(folder, room, engine)
        yield who, measuring.run([peers, script, engine, place])
        shutil.rmtree(place)


def _place(folder: Path, room: Path, engine: str) -> Path:
    """The pages that a peer builds, and its settings."""
    place = folder / engine
    docs = place / ("content" if engine == "hugo" else ".digest/docs")
    for source in (room / ".digest" / "docs").rglob("*.md"):
        target = docs / source.relative_to(room / ".digest" / "docs")
        if engine == "hugo" and target.name == "index.md":
            target = target.with_name("_index.md")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    if engine == "hugo":
        layouts = place / "layouts" / "_default"
        layouts.mkdir(parents=True)
        for kind in ("list", "single"):
            (layouts / f"{kind}.html").write_text("<title>{{ .Title }}</title>{{ .Content }}", encoding="utf-8")
        settings = 'baseURL = "https://archive.example/"\ndisableKinds = ["taxonomy", "term"]\n'
        goldmark = "[markup.goldmark]\n[markup.goldmark.renderer]\nunsafe = true\n"
        (place / "hugo.toml").write_text(settings + goldmark, encoding="utf-8")
        return place
    shutil.copytree(room / ".digest" / "theme", place / ".digest" / "theme")
    text = (room / "mkdocs.yml").read_text(encoding="utf-8").replace("plugins: []", "plugins: [search]")
    (place / "mkdocs.yml").write_text(text, encoding="utf-8")
    return place


def _findings(rows: list[Row]) -> list[Finding]:
    """What was promised of the greatest size, and how the peers do beside it."""
    n = max(row.n for row in rows)
    found = {(row.task, row.who): row for row in rows if row.n == n}
    clean, day, same = (found[task, "digest"] for task in (_NOTHING, _DAY, _SAME))
    findings = [
        _most("memory from nothing", clean.rss, " MB", 350),
        _most("memory for one new day", day.rss, " MB", 200),
        _most("nothing new, wall clock", same.wall, " s", 1.5),
        _most("one new day, wall clock", day.wall, " s", None),
    ]
    if mkdocs := found.get((_NOTHING, "MkDocs")):
        findings += [
            Finding(
                what="processor time, MkDocs with its search, all pages : one new day",
                value=mkdocs.cpu / day.cpu,
                unit="×",
                goal=12,
            ),
            _most("processor time from nothing : MkDocs with its search", clean.cpu / mkdocs.cpu, "", 0.85),
            _most("wall clock from nothing : MkDocs with its search", clean.wall / mkdocs.wall, "", 0.85),
        ]
    if hugo := found.get((_NOTHING, "Hugo")):
        findings.append(_most("processor time of one new day : Hugo, all pages", day.cpu / hugo.cpu, "", 1))
    return findings


def _growth(rows: list[Row]) -> Iterator[Finding]:
    """What twice as many days cost each; promised is what they cost a build from nothing."""
    for task in dict.fromkeys(row.task for row in rows):
        for found in measuring.growth([row for row in rows if row.task == task]):
            ours = task == _NOTHING and " of digest " in found.what
            yield replace(found, goal=_GROWTH, at_least=False) if ours else found


def _most(what: str, value: float, unit: str, goal: float | None) -> Finding:
    return Finding(what=what, value=value, unit=unit, goal=goal, at_least=False)
