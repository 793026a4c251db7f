"""What stands beside the briefs: letters, articles, who edited what, what was read, and round-ups."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from digest import compose, curate, figures, files, reads, render
from digest.errors import UsageError
from digest.files import Newsroom
from digest.model import Issue, Letter, Place, Problem, Read
from digest.pipeline.deciding import load_decisions
from digest.pipeline.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """What came of counting reads: the pages and readers of the files, and the days they are of."""

    pages: int
    readers: int
    first: date | None
    last: date | None


def beside(desk: Desk, issues: Sequence[Issue]) -> render.Beside:
    """All that stands beside the briefs; what has a fault is left out, and told by `column_problems`."""
    decisions = load_decisions(desk.newsroom, desk.roster.editors)
    return render.Beside(
        letters=curate.load_letters(desk.newsroom.letters)[0],
        articles=curate.load_articles(desk.newsroom.articles)[0],
        hands={day: edits.by for day, edits in decisions.days.items() if edits.by},
        picks=tuple(
            (day, line)
            for day, edits in sorted(decisions.days.items(), reverse=True)
            for line in dict.fromkeys((edits.lead, *edits.pin))
            if line
        ),
        reads=_known(desk.newsroom),
        roundups=compose.roundups(issues),
    )


def column_problems(newsroom: Newsroom, issues: Iterable[Issue]) -> tuple[Problem, ...]:
    """The faults of letters and articles, held against the briefs and figures that there are."""
    letters, problems = curate.load_letters(newsroom.letters)
    articles, others = curate.load_articles(newsroom.articles)
    by_day = {issue.day: issue for issue in issues}
    lost = [problem for one in letters if (problem := _lost(one, by_day.get(one.day)))]
    tables = sorted((newsroom.accounts / "observations").glob("*.csv"))
    ids = {figures.id_of(row) for path in tables for row in figures.read_rows(files.read(path), path.name)[0]}
    missing = [
        Problem(
            place=Place(name=f"content/articles/{one.id}.md"),
            what=f"has a figure {key} in its box that is none",
            todo="take the id from `digest accounts list --json`",
        )
        for one in articles
        for key in one.figures
        if key not in ids
    ]
    return (*problems, *others, *lost, *missing)


def count_reads(desk: Desk, path: Path) -> Counted:
    """Take the reads of a log or a table (gzipped or not) into content/reads.csv. UsageError for what is neither."""
    if not path.is_file():
        raise UsageError(f"{path} is not a file (name a web server's log, or a CSV with day, path and readers)")
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8", errors="replace")
            if path.suffix == ".gz"
            else path.open(encoding="utf-8", errors="replace") as rows
        ):
            fresh = reads.read(rows, desk.roster.site.url)
    except (reads.Unusable, OSError, EOFError) as fault:
        raise UsageError(f"{path} cannot be counted: {fault} (see docs/editing.md)") from None
    if fresh:
        files.write(desk.newsroom.reads, reads.write_rows(reads.merge(_known(desk.newsroom), fresh)))
    days = [one.day for one in fresh]
    return Counted(
        pages=len({one.path for one in fresh}),
        readers=sum(one.readers for one in fresh),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _known(newsroom: Newsroom) -> tuple[Read, ...]:
    return reads.read_rows(files.read(newsroom.reads)) if newsroom.reads.is_file() else ()


def _lost(letter: Letter, issue: Issue | None) -> Problem | None:
    """What is wrong with what a letter answers."""
    place = Place(name=f"content/letters/{letter.id}.md")
    if issue is None:
        return Problem(place=place, what=f"answers a brief of {letter.day}, which is none", todo="correct its re")
    known = {line.id for line in issue.outline.shown} | {one.line for one in issue.outline.redirects}
    if letter.line and letter.line not in known:
        what = f"answers {letter.line}, which is no line of {letter.day}"
        return Problem(place=place, what=what, todo="copy what follows the # of the line's address")
    return None
