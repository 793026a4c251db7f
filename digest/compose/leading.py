"""Where a line leads: of the entries that tell what its headline tells, the one that readers are best sent to.

The office's own document comes before what newspapers made of it, what is free before what costs. What is in the
reader's language leads a line anyway (`pick.ranked`).
"""

from __future__ import annotations

from dataclasses import dataclass

from digest.compose.headline import Headline, roots, share
from digest.compose.pick import Pick
from digest.compose.reference import Reference
from digest.compose.scope import is_primary
from digest.model import Entry

_SAME = 0.4
"""So much of the shorter of two headlines of one story stands in the other one when both tell the same of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """An entry that a line links in place of its headline's own, and how it is announced."""

    entry: Entry
    announced: str


def way(head: Headline, pick: Pick, reference: Reference) -> Way | None:
    """The better way into what a headline tells; None where its own article is the best there is."""
    own = reference.outlet(head.entry)
    if is_primary(own.ownership, own.role) or reference.record or not reference.at_home(head.entry):
        return None
    others = [one for one in pick.heads if one is not head and _tells_the_same(one, head, pick, reference)]
    speech = reference.speech
    for one in others:
        outlet = reference.outlet(one.entry)
        if is_primary(outlet.ownership, outlet.role):
            return Way(entry=one.entry, announced=speech.primary)
    free = next((one.entry for one in others if not reference.outlet(one.entry).paywall), None)
    return Way(entry=free, announced=speech.free) if own.paywall and free else None


def _tells_the_same(one: Headline, head: Headline, pick: Pick, reference: Reference) -> bool:
    """Whether a page can stand for a headline: in the reader's language, and not only about the same countries."""
    if not (reference.at_home(one.entry) and one.entry.link.startswith(("https://", "http://"))):
        return False
    first, second = roots(one.text), roots(head.text)
    countries = roots(" ".join(word for facet in pick.story.facets if facet.kind == "country" for word in facet.words))
    both = first & second
    return len(both) > 1 and bool(both - countries) and share(first, second) >= _SAME
