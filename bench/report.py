"""Results as Markdown and as JSON: pure functions of the results, so that no figure is ever written by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from bench.values import Finding, Result, Row

_HEAD = """\
# How fast, and how well

Written by `make bench` from `results.json`; never by hand. Times are those of one machine, which may have been busy:
trust the ratios. Each row is the median of its runs; processor time also shows the lowest and the highest. Memory is
the highest sum over a contender's processes, what they share counted once."""


def markdown(results: Sequence[Result]) -> str:
    """All results as one page, in their order."""
    return "\n\n".join([_HEAD, *(section(result) for result in results)]) + "\n"


def section(result: Result) -> str:
    """One result: what was done and on what, the figures that matter, then every row."""
    versions = ", ".join(f"{name} {version}" for name, version in sorted(result.versions.items()))
    return "\n\n".join(
        [
            f"## {result.name}",
            result.about,
            f"{result.day}, {result.machine}; {versions}.",
            _findings(result.findings),
            _rows(result.rows),
        ]
    )


def as_json(results: Sequence[Result]) -> str:
    """The results so that `from_json` gives them again."""
    return json.dumps([asdict(result) for result in results], indent=1, ensure_ascii=False) + "\n"


def from_json(text: str) -> tuple[Result, ...]:
    """The results that `as_json` wrote."""
    return tuple(_result(found) for found in json.loads(text))


def merged(before: Sequence[Result], now: Sequence[Result], order: Sequence[str]) -> list[Result]:
    """The newest result of each bench of `order` that ever ran."""
    newest = {result.name: result for result in (*before, *now)}
    return [newest[name] for name in order if name in newest]


def _result(found: Mapping[str, Any]) -> Result:
    rows = (Row(**{**row, "cpu_range": tuple(row["cpu_range"])}) for row in found["rows"])
    findings = (Finding(**finding) for finding in found["findings"])
    return Result(**{**found, "rows": tuple(rows), "findings": tuple(findings)})


def _findings(findings: Sequence[Finding]) -> str:
    lines = ["| what | measured | goal | |", "|---|--:|--:|---|"]
    for one in findings:
        goal = "" if one.goal is None else f"{'≥' if one.at_least else '≤'} {one.goal:g}{one.unit}"
        word = {True: "met", False: "**missed**", None: ""}[one.met]
        lines.append(f"| {one.what} | {one.value:.2f}{one.unit} | {goal} | {word} |")
    return "\n".join(lines)


def _rows(rows: Sequence[Row]) -> str:
    lines = [
        "| task | n | contender | runs | CPU s | from-to | CPU ms each | wall s | peak MB | read | items | items/s |",
        "|---|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {row.task} | {row.n:,} | {row.who} | {row.runs} | {row.cpu:.2f} "
        f"| {row.cpu_range[0]:.2f}-{row.cpu_range[1]:.2f} | {1000 * row.cpu / row.n:.2f} | {row.wall:.2f} "
        f"| {row.rss:.0f} | {row.read:,} | {row.items:,} | {row.items / row.wall:,.0f} |"
        for row in rows
    ]
    return "\n".join(lines)
