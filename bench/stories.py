"""Stories: how near they are to those that people see."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path

from bench import measuring, scoring
from bench.documents import write_headlines
from bench.scoring import Score
from bench.values import Finding, Plan, Row
from digest import encode
from digest.model import EncoderName

ABOUT = """\
Labelled headlines into stories: four English sets (a day's mixed headlines, a day and a half of business and
entertainment, single events, one event by outlets of left, centre and right), and one in eleven languages. `digest` is
`digest stories` with its defaults, which know no set; `+ use` and `+ e5` are with `--encoder`. The peers are TF-IDF
with average linkage (as scikit-learn has it, of SciPy) and with Louvain's communities of 15 nearest neighbours
(networkx), and each encoder alone, its vectors centred by language as ours are, with average linkage; encoders that are
not installed are left out.
They are given what nobody has: of all thresholds, with summaries or without, the one that turns out best for the mean
of the four sets; their times are those of all settings together. F1 is B-cubed, in hundredths; intervals are those of
95 in 100 bootstrap draws of the labelled stories."""

SIZES = (10_000,)
"""The most headlines of a set that are taken: all."""

QUICK = (400,)

_ENGLISH = ("daily_en", "uci_en", "fnc_en", "allsides_en")
_LANGUAGES = "wmt_multi"
_AHEAD = 1.5
_OURS = "digest"
_WITH_USE = "digest + use"
_WITH_E5 = "digest + e5"
_OURSELVES = {_OURS: "", _WITH_USE: "use", _WITH_E5: "e5"}  # with the encoder that is named
_ALONE = {"use alone": "use", "e5 alone": "e5"}

_Found = Mapping[str, Score]  # by setting


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Every set by every contender; findings are of the largest size."""
    rows: list[Row] = []
    findings: list[Finding] = []
    versions: dict[str, str] = {}
    for n in plan.sizes:
        scores: dict[str, dict[str, _Found]] = {}
        for name, headlines in _sets(plan, n).items():
            labels = _labels(headlines)
            for who, command in _contenders(plan).items():
                out = headlines.with_suffix(".found")
                named = (_OURSELVES | _ALONE).get(who, "")
                ran = measuring.run([*command, headlines, out, *([named] if named else [])])
                rows.append(measuring.row(name, who, len(labels), [ran]))
                versions |= ran.versions
                told = json.loads(out.read_text(encoding="utf-8"))
                scores.setdefault(who, {})[name] = {setting: Score.of(labels, found) for setting, found in told.items()}
        findings = _findings(scores)
    return rows, findings, versions


def _contenders(plan: Plan) -> dict[str, list[str | Path]]:
    found: dict[str, list[str | Path]] = {_OURS: [sys.executable, "-m", "bench.contenders.stories_digest"]}
    found |= {who: found[_OURS] for who, name in _OURSELVES.items() if name and not encode.missing(EncoderName(name))}
    alone: list[str | Path] = [sys.executable, "-m", "bench.contenders.stories_encoded"]
    if plan.peers:
        found |= {who: alone for who, name in _ALONE.items() if not encode.missing(EncoderName(name))}
    if plan.peers:
        peers: list[str | Path] = [plan.peers, "-m", "bench.contenders.stories_peers"]
        found |= {"average linkage": [*peers, "linkage"], "Louvain": [*peers, "louvain"]}
    return found


def _sets(plan: Plan, n: int) -> dict[str, Path]:
    """The sets, cut to their first n headlines; one of our own making where the material is not."""
    folder = (plan.material or Path()) / "data" / "stories"
    if plan.material is None or not folder.is_dir():
        made = plan.folder / f"made.{n}.jsonl.gz"
        write_headlines(None, n, made)
        return {"made": made}
    found = {}
    for name in (*_ENGLISH, _LANGUAGES):
        found[name] = plan.folder / f"{name}.{n}.jsonl.gz"
        with (
            gzip.open(folder / f"{name}.dev.jsonl.gz", "rt", encoding="utf-8") as rows,
            gzip.open(found[name], "wt", encoding="utf-8", compresslevel=3) as out,
        ):
            out.writelines(islice(rows, n))
    return found


def _labels(headlines: Path) -> dict[str, str]:
    with gzip.open(headlines, "rt", encoding="utf-8") as rows:
        return {row["id"]: row["story"] for row in map(json.loads, rows)}


def _findings(scores: Mapping[str, Mapping[str, _Found]]) -> list[Finding]:
    """Each contender's figures, and how far ours are ahead of the peers'."""
    findings: list[Finding] = []
    chosen: dict[str, Mapping[str, Score]] = {}
    for who, sets in scores.items():
        english = [name for name in sets if name != _LANGUAGES]
        best = max(sets[english[0]], key=lambda setting: scoring.mean([sets[name][setting] for name in english]))
        chosen[who] = {name: found[best] for name, found in sets.items()}
        called = f"{who} at {best}" if best else who
        findings += [_finding(f"F1, {name}, {called}", [score]) for name, score in chosen[who].items()]
        if len(english) > 1:
            findings.append(_finding(f"F1, mean of the English sets, {called}", _of(chosen[who], english)))
    for ours in _OURSELVES:
        for peer in sorted(scores.keys() - _OURSELVES.keys()) if ours in scores else ():
            english = [name for name in chosen[ours] if name != _LANGUAGES]
            mine, theirs = _of(chosen[ours], english), _of(chosen[peer], english)
            low, high = scoring.interval(mine, theirs)
            findings.append(
                Finding(
                    what=f"how far {ours} is ahead of {peer} at its best ({100 * low:.1f} to {100 * high:.1f})",
                    value=100 * (scoring.mean(mine) - scoring.mean(theirs)),
                    goal=_AHEAD,
                )
            )
    return findings


def _of(found: Mapping[str, Score], names: Sequence[str]) -> list[Score]:
    return [found[name] for name in names]


def _finding(what: str, scores: Sequence[Score]) -> Finding:
    low, high = scoring.interval(scores)
    return Finding(what=f"{what} ({100 * low:.1f} to {100 * high:.1f})", value=100 * scoring.mean(scores))
