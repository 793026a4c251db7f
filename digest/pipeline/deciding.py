"""The editors' decisions, of each day and standing ones, and what they make of entries, stories and edits."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from digest import cluster, compose, curate, files, page, publish
from digest.errors import DigestError, RosterFaults
from digest.files import Newsroom
from digest.model import (
    Correction,
    Editor,
    Edits,
    Entry,
    Issue,
    Note,
    Place,
    Policy,
    Problem,
    Record,
    Retitle,
    Split,
    State,
    Story,
    Tombstone,
    Withdrawal,
)
from digest.pipeline.desk import Desk
from digest.text import digest_of, find_terms

_MUTED = 0.5
"""A story is out when so many of its headlines have a muted term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What the editors decided: by day, and for every day."""

    days: Mapping[date, Edits] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)

    def on(self, day: date) -> Edits:
        """The decisions on one day."""
        return self.days.get(day, Edits())

    def followed(self, record: Record) -> bool:
        """Whether a brief that is not published was composed with all that is decided now."""
        edits = self.on(record.day)
        return (record.edits, record.applied, record.policy) == (edits.hash, edits.keys, self.policy.hash)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A brief without the lines that its editors withdraw, page and record, and what is left of them."""

    kept: Record | None
    page: str | None
    stones: tuple[Tombstone, ...]


def load_decisions(newsroom: Newsroom, editors: Collection[Editor]) -> Decisions:
    """Every decision of a newsroom; RosterFaults with the faults of all files."""
    days: dict[date, Edits] = {}
    faults: list[Problem] = []
    policy = Policy()
    try:
        policy = curate.load_policy(newsroom.policy, editors)
    except RosterFaults as fault:
        faults.extend(fault.problems)
    for path in sorted(newsroom.briefs.rglob("*.edits.yaml")) if newsroom.briefs.is_dir() else ():
        day = files.day_of(path.relative_to(newsroom.briefs))
        try:
            edits = curate.load_edits(path, editors)
        except RosterFaults as fault:
            faults.extend(fault.problems)
            continue
        if day is not None:
            days[day] = edits
    if faults:
        raise RosterFaults(tuple(faults))
    return Decisions(days=days, policy=policy)


def usable(
    desk: Desk, entries: Iterable[Entry], told: Iterable[Issue], stones: Iterable[Tombstone], policy: Policy
) -> tuple[Entry, ...]:
    """The entries without what was or is withdrawn, and without what comes from distrusted feeds."""
    stones = [*stones, *(stone for issue in told for stone in issue.record.withdrawn)]
    ids = {entry for stone in stones for entry in stone.entries}
    links = {link for stone in stones for link in stone.links}
    zone = desk.roster.calendar.zone

    def is_usable(entry: Entry) -> bool:
        since = policy.distrust.get(entry.feed)
        if since and entry.seen.astimezone(zone).date() >= since:
            return False
        return entry.id not in ids and not (links and digest_of("link", entry.link) in links)

    return tuple(entry for entry in entries if is_usable(entry))


def regrouped(desk: Desk, stories: Sequence[Story], edits: Edits, policy: Policy) -> tuple[Story, ...]:
    """The stories as the editors split and merge them, without those of muted terms."""
    if policy.terms:
        terms = {"": policy.terms}
        stories = [
            story
            for story in stories
            if sum(bool(find_terms(terms, entry.title)) for entry in story.entries) < _MUTED * len(story.entries)
        ]
    splits, merges = (*policy.split, *edits.split), (*policy.merge, *edits.merge)
    if not (splits or merges):
        return tuple(stories)
    return cluster.regroup(stories, split=splits, merge=merges, topics=desk.roster.topics)


def for_composing(edits: Edits, policy: Policy, stones: Sequence[Tombstone]) -> Edits:
    """The decisions as a composition takes them: about merged lines by their new id, corrections as other words.

    What was withdrawn is muted, and a title or teaser that rested on it is no decision any more.
    """
    moved = {line: one.lines[0] for one in (*policy.merge, *edits.merge) for line in one.lines}
    pinned = tuple(dict.fromkeys(moved.get(line, line) for line in edits.pin))
    lead = moved.get(edits.lead, edits.lead)
    muted = {moved.get(line, line) for line in policy.mute} - {*pinned, lead}
    words = [*edits.retitle, *(Retitle(line=one.line, text=one.text) for one in edits.correct)]
    dropped = {name for stone in stones for name in stone.decisions}
    return replace(
        edits,
        title="" if digest_of("title", edits.title) in dropped else edits.title,
        teaser="" if digest_of("teaser", edits.teaser) in dropped else edits.teaser,
        lead=lead,
        pin=pinned,
        mute=tuple(sorted({moved.get(line, line) for line in edits.mute} | muted | {stone.line for stone in stones})),
        retitle=tuple(Retitle(line=moved.get(one.line, one.line), text=one.text) for one in words),
    )


def hand_of(desk: Desk, used: Sequence[str] = ()) -> publish.Hand:
    """The hand that follows decisions at the desk's moment; title words that were `used` are not given again."""
    return publish.Hand(
        now=desk.now,
        zone=desk.roster.calendar.zone,
        names={outlet.id: outlet.name for outlet in desk.roster.outlets},
        retitle=lambda texts: compose.title_words(texts, used, desk.roster)[0],
    )


def take_back(kept: Record | None, standing: str | None, edits: Edits, hand: publish.Hand) -> TakenBack:
    """Withdraw lines from a brief that is not published, before it is composed anew."""
    if kept is None:
        return TakenBack(kept=None, page=standing, stones=())
    for withdrawal in edits.withdraw:
        line = withdrawal.line
        briefs = [page.read(text) for text in (standing, kept.body) if text]
        on_page = any(line == one.id for brief in briefs for one in publish.with_ids(brief).lines)
        known = any(stone.line == line for stone in kept.withdrawn)
        if known or not (on_page or any(row.id == line for row in kept.lines)):
            continue
        texts = publish.texts_of(line, kept, *map(publish.with_ids, briefs))
        kept, stone = publish.forget(kept, line)
        stone = replace(stone, decisions=_resting(edits, texts))
        body = publish.strike_page(kept.body, line, texts, hand.retitle)
        standing = publish.strike_page(standing, line, texts, hand.retitle) if standing else standing
        kept = replace(kept, body=body, withdrawn=(*kept.withdrawn, stone))
    return TakenBack(kept=kept, page=standing, stones=kept.withdrawn)


def _resting(edits: Edits, texts: Collection[str]) -> tuple[str, ...]:
    """The editors' own title and teaser, as hashes, if they tell what is withdrawn."""
    found = [digest_of("teaser", edits.teaser)] if publish.tells(edits.teaser, texts) else []
    return (*found, digest_of("title", edits.title)) if publish.tells(edits.title, texts) else tuple(found)


def amend_published(desk: Desk, issues: Iterable[Issue], decisions: Decisions) -> tuple[list[date], list[Problem]]:
    """Follow what was decided on published briefs; gives the days that changed, and what could not be followed."""
    changed: list[date] = []
    problems: list[Problem] = []
    issues = tuple(issues)
    words = [issue.brief.word for issue in issues]
    for issue in issues:
        day, record = issue.record.day, issue.record
        if record.state is not State.PUBLISHED or day not in decisions.days:
            continue
        try:
            standing = publish.standing_page(desk.newsroom.briefs, day)
            whole = publish.read_issue(desk.newsroom.briefs, day)
        except DigestError:
            continue  # Its page waits to be repaired, as whoever read the shelf was told.
        if whole is None or standing is None:
            continue
        amended = publish.amend(whole, decisions.on(day), hand_of(desk, words))
        place = Place(name=edits_name(day))
        problems.extend(Problem(place=place, what=what, todo=todo) for what, todo in amended.refused)
        if amended.issue != whole:
            text = standing if amended.issue.brief == whole.brief else page.write(amended.issue.brief)
            settled = publish.Settled(page=text, record=amended.issue.record)
            publish.save(desk.newsroom.briefs, settled, desk.newsroom.journal)
            changed.append(day)
    return changed, problems


def edits_path(newsroom: Newsroom, day: date) -> Path:
    """Where the decisions on a day stand."""
    return newsroom.briefs / f"{files.day_path(day)}.edits.yaml"


def edits_name(day: date) -> str:
    """That file as people know it."""
    return f"content/briefs/{files.day_path(day)}.edits.yaml"


def unknown(day: date, edits: Edits, known: Collection[str]) -> tuple[Problem, ...]:
    """Decisions about lines that the edition does not have."""
    named = [edits.lead, *edits.pin, *edits.mute, *(one.line for one in edits.retitle)]
    named += [line for one in edits.merge for line in one.lines]
    on_lines: tuple[Split | Note | Correction | Withdrawal, ...] = (
        *edits.split,
        *edits.note,
        *edits.correct,
        *edits.withdraw,
    )
    named += [one.line for one in on_lines]
    return tuple(
        Problem(
            place=Place(name=edits_name(day)),
            what=f"names {key}, which no story of this edition has",
            todo="take the id from the end of a line of the brief",
        )
        for key in dict.fromkeys(named)
        if key and key not in known
    )
