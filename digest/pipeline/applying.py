"""The editors' decisions applied: what they make of entries, stories, compositions and published briefs.

They act before a composition or after a publication, never both. Before: entries that were withdrawn or come from a
distrusted feed are left out, `cluster.regroup` takes stories apart and puts them together, the composition gets the
rest as values, and `publish.amending` lays additions, notes and tombstones over it. After: it follows each decision
that the record does not name in `applied`, once, on page and record alike, and touches nothing else. Both withdraw
through `publish.striking`: the line, its sentences and evidence, what the teaser and the title owe to it, on the page
and in the body as generated; the record keeps ids and hashes, so that nothing tells it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from digest import cluster, page, publish
from digest.compose import brief
from digest.compose.speech import speech
from digest.errors import DigestError
from digest.language import Language
from digest.model import (
    Edits,
    Entry,
    Issue,
    Place,
    Policy,
    Problem,
    Record,
    Retitle,
    Split,
    State,
    Story,
    Tombstone,
    merged_into,
    names_of,
)
from digest.pipeline.decisions import Decisions, distrusted, edits_name
from digest.pipeline.desk import Desk
from digest.publish import amending, merge, striking, withdrawing
from digest.publish.hands import Hand
from digest.text import digest_of, find_terms, primary

_MUTED = 0.5
"""A story is out when so many of its headlines have a muted term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A brief without the lines that its editors withdraw, page and record, and what is left of them."""

    kept: Record | None
    page: str | None
    stones: tuple[Tombstone, ...]


def usable(
    desk: Desk, entries: Iterable[Entry], told: Iterable[Issue], stones: Iterable[Tombstone], policy: Policy
) -> tuple[Entry, ...]:
    """The entries without what was or is withdrawn, and without what comes from distrusted feeds."""
    stones = [*stones, *(stone for issue in told for stone in issue.record.withdrawn)]
    ids = {entry for stone in stones for entry in stone.entries}
    links = {link for stone in stones for link in stone.links}
    zone, distrust = desk.roster.calendar.zone, distrusted(policy, desk.roster.feeds)

    def is_usable(entry: Entry) -> bool:
        since = distrust.get(entry.feed)
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
    splits, merges = by_any_name(desk, (*policy.split, *edits.split)), (*policy.merge, *edits.merge)
    if not (splits or merges):
        return tuple(stories)
    return cluster.regroup(stories, split=splits, merge=merges, topics=desk.roster.topics)


def by_any_name(desk: Desk, splits: Iterable[Split]) -> tuple[Split, ...]:
    """Splits whose outlets and feeds go by their present and their former ids, whichever was decided on."""
    roster = desk.roster
    ids = [(one.id, *one.formerly) for one in roster.outlets] + [(one.id, *one.formerly) for one in roster.feeds]

    def all_of(name: str) -> set[str]:
        return {name, *(other for names in ids if name in names for other in names)}

    return tuple(replace(one, outlets=tuple(sorted(set().union(*map(all_of, one.outlets))))) for one in splits)


def for_composing(edits: Edits, policy: Policy, stones: Sequence[Tombstone]) -> Edits:
    """The decisions as a composition takes them: about merged lines by their new id, corrections as other words.

    What was withdrawn is muted, and a title or teaser that rested on it is no decision any more.
    """
    own = {one.id for one in edits.add}
    merged = merged_into((*policy.merge, *edits.merge))
    moved = {line: to for line, to in merged.items() if line not in own}
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


def hand_of(desk: Desk, used: Sequence[str] = ()) -> Hand:
    """The hand that follows decisions at the desk's moment; title words that were `used` are not given again."""
    code = desk.roster.site.languages[0]
    say, language = speech(primary(code)), Language(code)
    return Hand(
        now=desk.now,
        zone=desk.roster.calendar.zone,
        names=names_of(desk.roster.outlets),
        retitle=lambda texts: brief.title_words(texts, used, desk.roster)[0],
        withdrawn=lambda day, why: say.withdrawn.format(day=language.full(day), why=why),
        parted=say.parted,
    )


def take_back(kept: Record | None, standing: str | None, edits: Edits, hand: Hand) -> TakenBack:
    """Withdraw lines from a brief that is not published, before it is composed anew."""
    if kept is None:
        return TakenBack(kept=None, page=standing, stones=())
    for withdrawal in edits.withdraw:
        line = withdrawal.line
        briefs = [page.read(text) for text in (standing, kept.body) if text]
        on_page = any(line == one.id for brief in briefs for one in merge.with_ids(brief).lines)
        known = any(stone.line == line for stone in kept.withdrawn)
        if known or not (on_page or any(row.id == line for row in kept.lines)):
            continue
        texts = withdrawing.texts_of(line, kept, *map(merge.with_ids, briefs))
        kept, stone = withdrawing.forget(kept, line)
        stone = replace(stone, decisions=_resting(edits, texts))
        body = striking.strike_page(kept.body, line, texts, hand.retitle)
        standing = striking.strike_page(standing, line, texts, hand.retitle) if standing else standing
        kept = replace(kept, body=body, withdrawn=(*kept.withdrawn, stone))
    return TakenBack(kept=kept, page=standing, stones=kept.withdrawn)


def _resting(edits: Edits, texts: Collection[str]) -> tuple[str, ...]:
    """The editors' own title and teaser, as hashes, if they tell what is withdrawn."""
    found = [digest_of("teaser", edits.teaser)] if striking.tells(edits.teaser, texts) else []
    return (*found, digest_of("title", edits.title)) if striking.tells(edits.title, texts) else tuple(found)


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
            publish.check_page(desk.newsroom.briefs, day)
            standing = publish.standing_page(desk.newsroom.briefs, day)
            whole = publish.read_issue(desk.newsroom.briefs, day)
        except DigestError:
            continue  # Its page waits to be repaired, as whoever read the shelf was told.
        if whole is None or standing is None:
            continue
        edits = decisions.on(day)
        edits = replace(edits, split=by_any_name(desk, edits.split))
        amended = amending.amend(whole, edits, hand_of(desk, words))
        place = Place(name=edits_name(day))
        problems.extend(Problem(place=place, what=what, todo=todo) for what, todo in amended.refused)
        if amended.issue != whole:
            text = standing if amended.issue.brief == whole.brief else page.write(amended.issue.brief)
            settled = merge.Settled(page=text, record=amended.issue.record)
            publish.save(desk.newsroom.briefs, settled, desk.newsroom.journal)
            changed.append(day)
    return changed, problems
