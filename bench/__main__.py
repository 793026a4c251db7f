"""`python -m bench [NAME...] [--quick]`: measure, and write RESULTS.md and results.json beside this file."""

from __future__ import annotations

import argparse
import compileall
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from bench import building, clustering, composing, day, measuring, pairs, pulling, report, search, spreading, stories
from bench.values import ROOT, Plan, Result
from digest import clock

BENCHES = {
    "pull": pulling,
    "cluster": clustering,
    "compose": composing,
    "stories": stories,
    "pairs": pairs,
    "archive": building,
    "search": search,
    "day": day,
    "workers": spreading,
}
PEERS = ROOT / ".bench" / "venv" / "bin" / "python"
MATERIAL = Path(os.environ.get("DIGEST_MATERIAL") or ROOT.parent / "shared")


def main(arguments: list[str] | None = None) -> None:
    """Run the benches named, or all; those that did not run keep their last results. Quick ones are only shown."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=main.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(BENCHES)} (all)")
    parser.add_argument("--quick", action="store_true", help="small, once, and nothing is written")
    parser.add_argument("--size", type=int, action="append", help="these sizes instead of the bench's own; shown only")
    parser.add_argument("--without-peers", action="store_true", help="the program alone; shown only")
    parser.add_argument("--repeats", type=int, default=3, metavar="N", help="so many runs of each (3)")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(BENCHES):
        parser.error(f"no bench is named {', '.join(sorted(unknown))}")
    if not (asked.without_peers or PEERS.is_file()):
        parser.error("the peers are not installed (`make bench` does it), and --without-peers was not said")
    compileall.compile_dir(ROOT / "digest", quiet=2)  # as it is where it was installed
    shown_only = asked.quick or asked.size or asked.without_peers
    for name in asked.names or BENCHES:
        result = measure(
            name,
            sizes=asked.size or (BENCHES[name].QUICK if asked.quick else BENCHES[name].SIZES),
            repeats=1 if asked.quick else asked.repeats,
            peers=None if asked.without_peers else PEERS,
        )
        print(report.section(result), end="\n\n")
        if not shown_only:
            write(result, Path(__file__).parent)


def measure(name: str, *, sizes: list[int] | tuple[int, ...], repeats: int, peers: Path | None) -> Result:
    """One bench as a result."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        plan = Plan(sizes=sizes, folder=Path(folder), repeats=repeats, peers=peers)
        if (MATERIAL / "data").is_dir():
            plan = replace(plan, material=MATERIAL.resolve())
        rows, findings, versions = BENCHES[name].run(plan)
    return Result(
        name=name,
        about=BENCHES[name].ABOUT,
        day=clock.now().date().isoformat(),
        machine=measuring.machine(),
        versions=versions,
        rows=tuple(rows),
        findings=tuple(findings),
    )


def write(result: Result, folder: Path) -> None:
    """Put a result among those that are there."""
    kept = folder / "results.json"
    before = report.from_json(kept.read_text(encoding="utf-8")) if kept.is_file() else ()
    results = report.merged(before, [result], tuple(BENCHES))
    kept.write_text(report.as_json(results), encoding="utf-8")
    (folder / "RESULTS.md").write_text(report.markdown(results), encoding="utf-8")


if __name__ == "__main__":
    main()
