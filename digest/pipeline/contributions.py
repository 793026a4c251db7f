"""What stands beside the briefs: its faults, held against the briefs and figures that there are."""

from __future__ import annotations

from collections.abc import Iterable

from digest import figures
from digest.curate.contributions import load_articles, load_letters
from digest.files import Newsroom
from digest.model import Issue, Letter, Place, Problem
from digest.pipeline.accounting import read_observations
from digest.pipeline.counting import known_reads


def contribution_problems(newsroom: Newsroom, issues: Iterable[Issue]) -> tuple[Problem, ...]:
    """The faults of letters, articles and reads, held against the briefs and figures that there are."""
    letters, problems = load_letters(newsroom.letters)
    articles, others = load_articles(newsroom.articles)
    by_day = {issue.day: issue for issue in issues}
    lost = [problem for one in letters if (problem := _lost(one, by_day.get(one.day)))]
    ids = {figures.id_of(row) for row in read_observations(newsroom)[0]}
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
    return (*problems, *others, *lost, *missing, *known_reads(newsroom)[1])


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
