"""The optional writer at work: which headlines it is asked about, and what of its answers is kept for good."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from babel import Locale

from digest.compose import brief
from digest.compose.reword import Head, checked
from digest.model import Place, Problem, Record, Wording
from digest.pipeline.desk import Desk
from digest.text import primary

Compose = Callable[[Mapping[str, Wording]], brief.Composition]
"""Composes one brief with the wordings given."""


class Writing:
    """The writer during one command: once it fails it is asked no more, and everything stands as composed."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.endpoint = desk.writer
        self.trouble = ""

    def worded(self, make: Compose, kept: Record | None) -> tuple[brief.Composition, tuple[Wording, ...]]:
        """A brief with the wordings that the gate let through, and all that the writer was asked for it.

        A headline is asked about once: the record keeps the answer, so that a brief can be made again word for word.
        """
        known = {one.entry: one for one in kept.wordings} if kept else {}
        composed = make(known)
        fresh = self._asked([head for head in composed.heads if head.entry.id not in known])
        known |= fresh
        if any(one.text for one in fresh.values()):
            composed = make(known)
        heads = {head.entry.id for head in composed.heads}
        return composed, tuple(known[key] for key in sorted(known) if key in heads)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What to tell of the writer: a line at most."""
        if not self.trouble:
            return ()
        place = Place(name="writer")
        return (Problem(place=place, what=f"gave no wording: {self.trouble}", todo="the composed text stands"),)

    def _asked(self, heads: list[Head]) -> dict[str, Wording]:
        endpoint = self.endpoint
        if endpoint is None or self.trouble or not heads:
            return {}
        # Few newsrooms name a model; the others need not load what asks one.
        from digest import writer

        language = _language(self.desk)
        asks = [
            writer.Ask(
                entry=head.entry.id,
                title=head.entry.title,
                summary=head.entry.summary,
                language=language,
                translate=head.foreign,
            )
            for head in heads
        ]
        proposed = writer.propose(asks, endpoint, self.desk.manners)
        self.trouble = proposed.trouble
        found = {}
        for head in heads:
            if head.entry.id in proposed.texts:
                said = Wording(
                    entry=head.entry.id,
                    text=proposed.texts[head.entry.id],
                    by=endpoint.model,
                    translated=head.foreign,
                )
                found[said.entry] = checked(said, head, self.desk.roster)
        return found


def _language(desk: Desk) -> str:
    """The language of the briefs, by its English name."""
    tags = desk.roster.site.languages
    return str(Locale("en").languages.get(primary(tags[0]) if tags else "en", "English"))
