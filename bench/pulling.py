"""Pulling: feeds from the network into the store, all new, and again with nothing new."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import measuring
from bench.server import asked, feed_urls, serving
from bench.values import Finding, Plan, Ran, Row

ABOUT = """\
Feeds on forty loopback hosts, each answer 50 ms late, gzipped, with an ETag: recorded documents of up to 300 KB, served
again under new addresses until there are enough. "All new" starts from an empty store, "nothing new" is the same again,
every answer a 304. `digest` is the whole of `digest pull` without figures: fetched with at most two requests to a host,
read in two caged processes, every field worked out, kept in SQLite. `reader` updates with twenty workers (adding its
feeds is not counted); `requests` is requests and feedparser in twenty threads, which parse and keep nothing. Every
process is counted from its start to its end, imports included, with all that it starts; the server is not."""

SIZES = (500, 1_000, 5_000)
QUICK = (100,)

_ONCE_FROM = 2_000
"""So many feeds, all new, are pulled once only: a run takes minutes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Contender:
    who: str
    python: Path
    program: str
    prepared: bool = False

    def run(self, folder: Path, *arguments: str) -> Ran:
        return measuring.run([self.python, "-m", f"bench.contenders.{self.program}", folder, *arguments])


_Measure = Callable[[_Contender, Path, Sequence[str], int], Ran]


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Both passes at every size; the pass with nothing new follows on the last repeat of the first."""
    rows: list[Row] = []
    versions: dict[str, str] = {}
    with serving(plan.material) as addresses:
        for n in plan.sizes:
            urls = feed_urls(addresses, n)
            for task, measure in (("all new", _all_new), ("nothing new", _nothing_new)):
                contenders = _contenders(plan)
                repeats = 1 if measure is _all_new and n >= _ONCE_FROM else plan.repeats
                measures = [partial(_asking_all(measure, addresses), one, plan.folder, urls) for one in contenders]
                for one, runs in zip(contenders, measuring.in_turn(repeats, measures), strict=True):
                    rows.append(measuring.row(task, one.who, n, runs))
                    versions |= runs[0].versions
    return rows, _findings(rows), versions


def _contenders(plan: Plan) -> list[_Contender]:
    ours = [_Contender(who="digest", python=Path(sys.executable), program="pull_digest")]
    if plan.peers is None:
        return ours
    return [
        *ours,
        _Contender(who="reader", python=plan.peers, program="pull_reader", prepared=True),
        _Contender(who="requests", python=plan.peers, program="pull_requests"),
    ]


def _asking_all(measure: _Measure, addresses: tuple[str, ...]) -> _Measure:
    """The same measure, with RuntimeError for a run that saved itself the work."""

    def checked(contender: _Contender, folder: Path, urls: Sequence[str], repeat: int) -> Ran:
        before = asked(addresses)
        ran = measure(contender, folder, urls, repeat)
        if (times := asked(addresses) - before) < len(urls):
            raise RuntimeError(f"{contender.who} asked for {times:,} of {len(urls):,} feeds")
        return ran

    return checked


def _all_new(contender: _Contender, folder: Path, urls: Sequence[str], repeat: int) -> Ran:
    place = _place(contender, folder, len(urls))
    for old in place.glob("*") if repeat else ():
        old.unlink()
    place.mkdir(exist_ok=True)
    (place / "urls.txt").write_text("\n".join(urls), encoding="utf-8")
    if contender.prepared:
        contender.run(place, "add")
    return contender.run(place)


def _nothing_new(contender: _Contender, folder: Path, urls: Sequence[str], _: int) -> Ran:
    return contender.run(_place(contender, folder, len(urls)))


def _place(contender: _Contender, folder: Path, n: int) -> Path:
    return folder / f"{contender.who}-{n}"


def _findings(rows: Sequence[Row]) -> list[Finding]:
    return [*_speed(rows), *_nothing(rows), *_memory(rows), *measuring.growth(rows)]


def _speed(rows: Sequence[Row]) -> list[Finding]:
    found = []
    for ours, theirs in measuring.pairs(rows, "all new", "digest", "reader"):
        found += [
            Finding(
                what=f"items a second, digest : reader, {ours.n:,} feeds all new",
                value=(ours.items / ours.wall) / (theirs.items / theirs.wall),
                unit="×",
                goal=1.5,
            ),
            Finding(
                what=f"processor time a feed, digest : reader, {ours.n:,} feeds all new",
                value=100 * ours.cpu / theirs.cpu,
                unit=" %",
                goal=70,
                at_least=False,
            ),
        ]
    return found


def _nothing(rows: Sequence[Row]) -> list[Finding]:
    # The goal is for many feeds: with few of them, what counts is how long a program takes to start.
    return [
        Finding(
            what=f"processor time, {who} : digest, {ours.n:,} feeds with nothing new",
            value=theirs.cpu / ours.cpu,
            unit="×",
            goal=12 if who == "reader" and ours.n >= 5_000 else None,
        )
        for who in ("reader", "requests")
        for ours, theirs in measuring.pairs(rows, "nothing new", "digest", who)
    ]


def _memory(rows: Sequence[Row]) -> list[Finding]:
    return [
        Finding(what=f"memory of digest, {row.n:,} feeds all new", value=row.rss, unit=" MB", goal=200, at_least=False)
        for row in rows
        if row.who == "digest" and row.task == "all new" and row.n >= 5_000
    ]
