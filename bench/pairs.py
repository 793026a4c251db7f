"""Pairs of texts that people judged: whether what they call one event is told as one, and what they call alike is."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bench import measuring, scoring
from bench.documents import write_headlines
from bench.values import Finding, Plan, Row
from digest import encode
from digest.model import EncoderName

ABOUT = """\
Pairs of texts that people judged. Of `sohu_zh` (Chinese, of two months, all dated alike) they said whether both tell
one event; F1 is that of the pairs that `digest` tells as one story among all texts of the set. Of `semeval22` (whole
articles in ten languages, task 8 of SemEval-2022) they said how alike both are, from 1 (the same) to 4; measured is how
their judgement goes with the likeness by which `digest` chooses neighbours, up to one (Pearson's correlation, in
hundredths), `+ use` and `+ e5` with `--encoder`. The likeness knows time and place, and across languages it is nothing
unless two texts stand out among all others, so it is made for events, not for degrees. Intervals are those of 95 in 100
bootstrap draws of the pairs."""

SIZES = (10_000,)
"""The most pairs of a set that are taken: all."""

QUICK = (400,)

_GOALS = {"sohu_zh": 65}
_WHO = {"digest": "", "digest + use": "use", "digest + e5": "e5"}  # with the encoder that is named


@dataclass(frozen=True, slots=True, kw_only=True)
class _Set:
    """Texts, and pairs of them with what people said: `label` (1 for one event), or `score` (4 for nothing alike)."""

    name: str
    texts: Path
    judged: Path
    rows: Sequence[Mapping[str, Any]]

    @property
    def graded(self) -> bool:
        """Whether people said how alike, not only whether."""
        return "score" in self.rows[0]


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Every set by every contender; findings are of the largest size."""
    rows: list[Row] = []
    findings: list[Finding] = []
    versions: dict[str, str] = {}
    for n in plan.sizes:
        findings = []
        for judged in _sets(plan, n):
            for who, encoder in _contenders(judged).items():
                out = plan.folder / "judged.found"
                asked = (judged.texts, judged.judged, out)
                by = [encoder] if encoder else []
                ran = measuring.run([sys.executable, "-m", "bench.contenders.pairs_digest", *asked, *by])
                rows.append(measuring.row(judged.name, who, len(judged.rows), [ran]))
                versions |= ran.versions
                told = np.array(json.loads(out.read_text(encoding="utf-8")), dtype=np.float64)
                findings += _alike(judged, told, who) if judged.graded else _together(judged, told, who)
    return rows, findings, versions


def _contenders(judged: _Set) -> Mapping[str, str]:
    """Who is asked, with which encoder: none about one event in Chinese, which every newsroom has to tell without."""
    if not judged.graded:
        return {"digest": ""}
    return {who: name for who, name in _WHO.items() if not name or not encode.missing(EncoderName(name))}


def _sets(plan: Plan, n: int) -> Iterator[_Set]:
    """The sets with their first n pairs; one of our own making where the material is not."""
    folder = (plan.material or Path()) / "data" / "stories"
    if plan.material is None or not folder.is_dir():
        texts = plan.folder / f"made.{n}.jsonl.gz"
        write_headlines(None, n + 1, texts)
        told = [(row["id"], row["story"]) for row in _rows_of(texts)]
        made = [{"a": a, "b": b, "label": int(one == other)} for (a, one), (b, other) in pairwise(told)]
        yield _written(plan, n, "made", texts, made)
        return
    for name, items in {"sohu_zh": "sohu_zh", "semeval22": "semeval22_items"}.items():
        judged = islice(_rows_of(folder / f"{name}_pairs.dev.jsonl.gz"), n)
        yield _written(plan, n, name, folder / f"{items}.dev.jsonl.gz", list(judged))


def _written(plan: Plan, n: int, name: str, texts: Path, rows: Sequence[Mapping[str, Any]]) -> _Set:
    path = plan.folder / f"{name}_pairs.{n}.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
    return _Set(name=name, texts=texts, judged=path, rows=rows)


def _rows_of(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        yield from map(json.loads, rows)


def _together(judged: _Set, told: NDArray[np.float64], who: str) -> Iterator[Finding]:
    """How well pairs told as one story are those that people call one event."""
    one = np.array([row["label"] == 1 for row in judged.rows])
    found = told[:, 0] == 1

    def f1(drawn: NDArray[np.int64]) -> float:
        return float(2 * (one & found)[drawn].sum() / max(1, one[drawn].sum() + found[drawn].sum()))

    goal = _GOALS.get(judged.name)
    yield _finding(f"F1 of pairs, {judged.name}, {who}", *scoring.measured(f1, len(one)), goal=goal)
    both = int((one & found).sum())
    yield Finding(what=f"precision of pairs, {judged.name}, {who}", value=100 * both / max(1, int(found.sum())))
    yield Finding(what=f"recall of pairs, {judged.name}, {who}", value=100 * both / max(1, int(one.sum())))


def _alike(judged: _Set, told: NDArray[np.float64], who: str) -> Iterator[Finding]:
    """How likeness goes with what people say of it: among all, within a language and across languages."""
    said = np.array([-row["score"] for row in judged.rows])
    likeness = np.minimum(told[:, 1], 1.0)
    across = np.array([row["a"].rpartition(":")[2] != row["b"].rpartition(":")[2] for row in judged.rows])
    for among, places in {
        "all": np.arange(len(said)),
        "within a language": np.flatnonzero(~across),
        "across languages": np.flatnonzero(across),
    }.items():

        def pearson(drawn: NDArray[np.int64], places: NDArray[np.int64] = places) -> float:
            return float(np.corrcoef(said[places[drawn]], likeness[places[drawn]])[0, 1])

        what = f"Pearson's correlation, {judged.name}, {among}, {who}"
        yield _finding(what, *scoring.measured(pearson, len(places)))


def _finding(what: str, value: float, low: float, high: float, goal: float | None = None) -> Finding:
    return Finding(what=f"{what} ({100 * low:.1f} to {100 * high:.1f})", value=100 * value, goal=goal)
