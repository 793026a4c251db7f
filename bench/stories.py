"""Stories: how near they are to those that people see."""

from __future__ import annotations

import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
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
(networkx), and each encoder alone, its vectors centred by language as ours are, with average linkage. Encoders that are
not installed are left out; e5 reads some forty headlines a second, which is most of what this bench takes. The peers
are given what nobody has: of all thresholds, with summaries or without, the one that turns out best for the mean of the
four sets ("its best there" is the one for the eleven languages); their times are those of all settings together. "The
knob" is the one that `digest` has, the resolution of its stories, moved to half, to twice and between; "chosen on three
sets, read on the fourth" is for each contender with settings the mean of the four sets, each with the setting that is
best for the other three. F1 is B-cubed, in hundredths; intervals are those of 95 in 100 bootstrap draws of the labelled
stories."""

SIZES = (10_000,)
"""The most headlines of a set that are taken: all."""

QUICK = (400,)

_ENGLISH = ("daily_en", "uci_en", "fnc_en", "allsides_en")
_LANGUAGES = "wmt_multi"
_BOTH = frozenset({"zh", "en"})
_TOLD_IN_BOTH = "wmt_multi told in Chinese and English"
_AHEAD = 1.5
_OURSELVES = {"digest": "", "digest + use": "use", "digest + e5": "e5"}  # with the encoder that is named
_KNOBS = {"digest, the knob moved": "", "digest + use, the knob moved": "use"}
_AS_IT_IS, _NEARBY = "1.00", ("0.80", "1.20")
_COST = 2
_GOALS = {
    f"{_LANGUAGES}, digest + use": 93,
    f"{_LANGUAGES}, digest + e5": 96,
    f"{_TOLD_IN_BOTH}, digest + use": 98,
    f"{_TOLD_IN_BOTH}, digest + e5": 98,
}
_ALONE = {"use alone": "use", "e5 alone": "e5"}

_Found = Mapping[str, Score]  # by setting


def run(plan: Plan) -> tuple[list[Row], list[Finding], Mapping[str, str]]:
    """Every set by every contender; findings are of the largest size."""
    rows: list[Row] = []
    findings: list[Finding] = []
    versions = measuring.versions("numpy", "scipy", "wordfreq")
    for n in plan.sizes:
        scores: dict[str, dict[str, _Found]] = {}
        for name, headlines in _sets(plan, n).items():
            parts = _parts(name, headlines)
            for who, command in _contenders(plan, name).items():
                out = headlines.with_suffix(".found")
                ran = measuring.run([*command[:3], headlines, out, *command[3:]])
                rows.append(measuring.row(name, who, len(parts[name]), [ran]))
                versions |= ran.versions
                told = json.loads(out.read_text(encoding="utf-8"))
                for part, labels in parts.items():
                    scores.setdefault(who, {})[part] = {at: Score.of(labels, found) for at, found in told.items()}
        findings = _findings(scores)
    return rows, findings, versions


def _contenders(plan: Plan, name: str) -> dict[str, list[str | Path]]:
    """Who is asked about a set: command, and the encoder that is named."""
    asked = {who: ("stories_digest", encoder) for who, encoder in _OURSELVES.items()}
    if plan.peers:
        asked |= {who: ("stories_encoded", encoder) for who, encoder in _ALONE.items()}
    if name != _LANGUAGES:
        asked |= {who: ("stories_knob", encoder) for who, encoder in _KNOBS.items()}
    found: dict[str, list[str | Path]] = {
        who: [sys.executable, "-m", f"bench.contenders.{module}", *([encoder] if encoder else [])]
        for who, (module, encoder) in asked.items()
        if not encoder or not encode.missing(EncoderName(encoder))
    }
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


def _parts(name: str, headlines: Path) -> dict[str, dict[str, str]]:
    """The story of each headline of a set, and in many languages of those of stories told in Chinese and in English."""
    with gzip.open(headlines, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    found = {name: {row["id"]: row["story"] for row in rows}}
    if name == _LANGUAGES:
        told: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            told[row["story"]].add(row["lang"])
        some = (row for row in rows if row["lang"] in _BOTH and told[row["story"]] >= _BOTH)
        found[_TOLD_IN_BOTH] = {row["id"]: row["story"] for row in some}
    return {part: labels for part, labels in found.items() if labels}


def _english(sets: Iterable[str]) -> list[str]:
    return [name for name in sets if name not in {_LANGUAGES, _TOLD_IN_BOTH}]


def _findings(scores: Mapping[str, Mapping[str, _Found]]) -> list[Finding]:
    """Each contender's figures, how far ours are ahead of the peers', what the knob costs, what sets say of others."""
    findings: list[Finding] = []
    chosen: dict[str, Mapping[str, Score]] = {}
    for who, sets in scores.items():
        if who in _KNOBS:
            continue
        english = _english(sets)
        best = _best(sets, english or [_LANGUAGES])
        chosen[who] = {name: found[best] for name, found in sets.items()}
        called = f"{who} at {best}" if best else who
        findings += [
            _finding(f"F1, {name}, {called}", [score], _GOALS.get(f"{name}, {who}"))
            for name, score in chosen[who].items()
        ]
        if len(english) > 1:
            findings.append(_finding(f"F1, mean of the English sets, {called}", _of(chosen[who], english)))
        if best and _LANGUAGES in sets:
            there = _best(sets, [_LANGUAGES])
            findings.append(_finding(f"F1, {_LANGUAGES}, {who} at {there}, its best there", [sets[_LANGUAGES][there]]))
    return [*findings, *_ahead(chosen), *_moved(scores), *_left_out(scores)]


def _best(sets: Mapping[str, _Found], names: Sequence[str]) -> str:
    """The setting with the highest mean over some sets."""
    return max(sets[names[0]], key=lambda setting: scoring.mean([sets[name][setting] for name in names]))


def _ahead(chosen: Mapping[str, Mapping[str, Score]]) -> Iterator[Finding]:
    """How far ours are ahead of each peer at its best; in many languages those with a model, as words are no match."""
    for ours in (ours for ours in _OURSELVES if ours in chosen):
        places = {"the English sets": _english(chosen[ours])}
        if _OURSELVES[ours] and _LANGUAGES in chosen[ours]:
            places[_LANGUAGES] = [_LANGUAGES]
        for peer, (where, among) in product(sorted(chosen.keys() - _OURSELVES.keys()), places.items()):
            if among:
                mine, theirs = _of(chosen[ours], among), _of(chosen[peer], among)
                low, high = (100 * bound for bound in scoring.interval(mine, theirs))
                yield Finding(
                    what=f"how far {ours} is ahead of {peer} at its best, {where} ({low:.1f} to {high:.1f})",
                    value=100 * (scoring.mean(mine) - scoring.mean(theirs)),
                    goal=_AHEAD,
                )


def _moved(scores: Mapping[str, Mapping[str, _Found]]) -> Iterator[Finding]:
    """What it costs to move the knob by a fifth, to the worse side."""
    for who in (who for who in _KNOBS if who in scores):
        means = {at: scoring.mean([found[at] for found in scores[who].values()]) for at in (_AS_IT_IS, *_NEARBY)}
        cost = 100 * (means[_AS_IT_IS] - min(means[at] for at in _NEARBY))
        yield Finding(what=f"F1 lost by a fifth more or less, {who}", value=cost, goal=_COST, at_least=False)


def _left_out(scores: Mapping[str, Mapping[str, _Found]]) -> Iterator[Finding]:
    """What each contender with settings reaches on a set where the other sets chose the setting."""
    for who, sets in scores.items():
        english = _english(sets)
        if len(english) > 1 and len(sets[english[0]]) > 1:
            read = [sets[name][_best(sets, [other for other in english if other != name])] for name in english]
            yield _finding(f"F1, chosen on three sets, read on the fourth, {who}", read)


def _of(found: Mapping[str, Score], names: Sequence[str]) -> list[Score]:
    return [found[name] for name in names]


def _finding(what: str, scores: Sequence[Score], goal: float | None = None) -> Finding:
    low, high = scoring.interval(scores)
    return Finding(what=f"{what} ({100 * low:.1f} to {100 * high:.1f})", value=100 * scoring.mean(scores), goal=goal)
