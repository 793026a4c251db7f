"""The feed of corrections: what published briefs said and say no longer, and what was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from digest.feeds import words
from digest.feeds.channel import MOST_ITEMS, Channel, Item
from digest.feeds.offering import channel, offer, titled
from digest.feeds.threads import published
from digest.language import N_, Language
from digest.model import Amendment, AmendmentKind, Brief, Issue, Offer, Site
from digest.text import digest_of

CORRECTIONS = "feeds/corrections"
"""Where the feed lies, without the ending of a format."""

_TOLD = {AmendmentKind.CORRECTED, AmendmentKind.WITHDRAWN}


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected or withdrawn, in which brief."""

    brief: Brief
    what: Amendment

    @property
    def withdrawn(self) -> bool:
        """Whether the line was taken back: nothing of it may be told."""
        return self.what.change is AmendmentKind.WITHDRAWN

    def title(self, language: Language) -> str:
        """What happened to which brief."""
        said = N_("Withdrawn: a line of %(brief)s") if self.withdrawn else N_("Corrected: a line of %(brief)s")
        return words.dated(language.say(said, brief=self.brief.title), self.brief.day, language)

    def sentences(self, language: Language) -> tuple[str, ...]:
        """What is told of it, in plain text."""
        if self.withdrawn:
            return (self.what.why or language.say("The line was withdrawn."),)
        was = language.say("It said: “%(words)s”", words=self.what.was)
        now = language.say("It says: “%(words)s”", words=self.what.now)
        return tuple(one for one in (was, now, self.what.why) if one)

    def address(self, site: Site) -> str:
        """The line, where it stands or stood."""
        return f"{words.address(site, self.brief)}#{quote(self.what.line)}"


def corrected(
    issues: Iterable[Issue], *, since: datetime | None = None, until: datetime | None = None
) -> list[Correction]:
    """What was corrected and withdrawn on some briefs after they were out, in (since, until], newest first."""
    found = [
        Correction(issue.head, one)
        for issue in issues
        for one in issue.outline.amendments
        if one.change in _TOLD
        and one.at > published(issue)
        and (since is None or one.at > since)
        and (until is None or one.at <= until)
    ]
    return sorted(found, key=lambda one: (one.what.at, one.brief.day, one.what.line, one.what.now), reverse=True)


def corrections(site: Site, issues: Iterable[Issue], language: Language) -> tuple[Offer, Channel]:
    """The feed of the corrections on published briefs."""
    name = language.say("corrections")
    offered = offer("corrections", CORRECTIONS, titled(site, name, language))
    about = language.say("What published briefs said and say no longer.")
    items = list(_items(site, corrected(issues)[:MOST_ITEMS], language))
    return offered, channel(site, offered, about, "corrections/", items)


def _items(site: Site, found: Iterable[Correction], language: Language) -> Iterator[Item]:
    for one in found:
        what, sentences = one.what, one.sentences(language)
        name = digest_of(what.line, what.change.value, what.at.isoformat(), what.was, what.now)
        yield Item(
            id=words.tag(site, "correction", f"{one.brief.day}/{name}"),
            link=one.address(site),
            title=words.title(one.title(language)),
            summary=words.summary(" ".join(sentences)),
            content="\n".join(map(words.paragraph, sentences)),
            published=what.at,
            updated=what.at,
        )
