"""What stands beside the briefs on the site: letters, articles, who edited what, what was read, and round-ups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from digest import render
from digest.compose.roundup import roundups
from digest.curate.contributions import load_articles, load_letters
from digest.model import Issue
from digest.pipeline.counting import known_reads
from digest.pipeline.decisions import Decisions
from digest.pipeline.desk import Desk


def beside(desk: Desk, issues: Sequence[Issue], decisions: Decisions) -> render.Beside:
    """All that stands beside the briefs; what has a fault is left out, and told by `contribution_problems`."""
    return replace(
        linked_beside(desk, issues),
        letters=load_letters(desk.newsroom.letters)[0],
        hands={day: edits.by for day, edits in decisions.days.items() if edits.by},
        picks=tuple(
            (day, line)
            for day, edits in sorted(decisions.days.items(), reverse=True)
            for line in dict.fromkeys((edits.lead, *edits.pin))
            if line
        ),
        reads=known_reads(desk.newsroom)[0],
    )


def linked_beside(desk: Desk, issues: Sequence[Issue]) -> render.Beside:
    """Of that, what has pages of its own to which briefs may link."""
    return render.Beside(articles=load_articles(desk.newsroom.articles)[0], roundups=roundups(issues))
