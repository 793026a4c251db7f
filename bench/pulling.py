"""Pulling: feeds from the network into the store, all new, and again with nothing new."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from bench import measuring
from bench.server import asked, feed_urls, serving
from bench.values import Finding, Plan, Ran, Row

ABOUT = """\
Feeds on forty loopback hosts, each answer 50 ms late, gzipped, with an ETag: recorded documents of up to 300 KB,
served again under new addresses until there are enough. "All new" starts from an empty store. "Nothing new" asks for
the same feeds again, and every answer to who sends the ETag is a 304 (reader forgets it for feeds that it could not
read, and reads them again). `digest` is the whole of `digest pull` without figures: fetched with its default manners,
two requests to a host and 32 in all at once (`per_host: 2`), but without the second between two starts (`apart: 0`);
read in two caged processes, every field worked out, kept in SQLite batch by batch. `reader` updates with twenty
workers (adding its feeds is not counted); `requests` is requests and feedparser in twenty threads, which parse and
keep nothing. Neither of the two limits requests to a host. Every process is counted from its start to its end, imports
included, with all that it starts; the server is not."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a contender keeps what it has, and the server that it asks for n feeds."""

    folder: Path
    addresses: tuple[str, ...]
    n: int

    def begin(self) -> None:
        """Forget everything but which feeds there are."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir()
        (self.folder / "urls.txt").write_text("\n".join(feed_urls(self.addresses, self.n)), encoding="utf-8")


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Both tasks at every size; the second goes on with what the last run of the first has left."""
    rows: list[Row] = []
    versions: dict[str, str] = {}
    contenders = _contenders(plan.peers)
    with serving(plan.material) as addresses:
        for n in plan.sizes:
            places = [_Place(folder=plan.folder / f"{one.who}-{n}", addresses=addresses, n=n) for one in contenders]
            for task, measure, repeats in (
                ("all new", _all_new, 1 if n >= _ONCE_FROM else plan.repeats),
                ("nothing new", _asking_all, plan.repeats),
            ):
                measures = [partial(measure, one, place) for one, place in zip(contenders, places, strict=True)]
                for one, runs in zip(contenders, measuring.in_turn(repeats, measures), strict=True):
                    rows.append(measuring.row(task, one.who, n, runs))
                    versions |= runs[0].versions
    return rows, _findings(rows), versions


def _contenders(peers: Path | None) -> list[_Contender]:
    ours = [_Contender(who="digest", python=Path(sys.executable), program="pull_digest")]
    if peers is None:
        return ours
    return [
        *ours,
        _Contender(who="reader", python=peers, program="pull_reader", prepared=True),
        _Contender(who="requests", python=peers, program="pull_requests"),
    ]


def _all_new(contender: _Contender, place: _Place) -> Ran:
    place.begin()
    if contender.prepared:
        contender.run(place.folder, "add")
    return _asking_all(contender, place)


def _asking_all(contender: _Contender, place: _Place) -> Ran:
    """A measured run; RuntimeError if it saved itself the work of asking for every feed."""
    before = asked(place.addresses)
    ran = contender.run(place.folder)
    if (times := asked(place.addresses) - before) < place.n:
        raise RuntimeError(f"{contender.who} asked for {times:,} of {place.n:,} feeds")
    return ran


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
