"""Pages: everything that the site is made of, derived from content/ and feeds.yaml alone."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from digest import feeds, files, publish, render, standings
from digest.files.derived import Derived
from digest.files.yearly import year_of
from digest.language import Language, language_of
from digest.leaves import Leaf, Ledger
from digest.model import Cadence, Issue, Page, Status
from digest.pipeline.accounting import counted, happened, posted, stated
from digest.pipeline.beside import beside, linked_beside
from digest.pipeline.decisions import load_decisions
from digest.pipeline.desk import Desk
from digest.pipeline.drawing import cards_of, drawn
from digest.pipeline.fingerprints import TEMPLATES, base_of, program
from digest.pipeline.incremental import bring, remember, remembered
from digest.pipeline.searching import bring_search
from digest.pipeline.syndicating import leaving
from digest.publish.noticing import noticed
from digest.publish.outlines import Outlines
from digest.standings.weekends import weekend


def pages(desk: Desk, issues: tuple[Issue, ...], *, still_since: datetime | None = None) -> int:
    """Bring `.digest/docs/` and `.digest/theme/` up to date; returns how many files changed.

    The issues are those of `shelf_of`. `still_since` is when something new last came, where readers are to be told that
    this is too long ago.
    """
    newsroom = desk.newsroom
    ledger = remembered(newsroom.leaves, base_of(desk))
    view = replace(view_of(desk, issues), still_since=still_since)
    templates = render.Templates(*_folders(desk), language=desk.roster.site.languages[0])
    docs = Derived(newsroom.docs, newsroom.known)
    found = render.findings(_bring_leaves(desk, view, templates, ledger, docs))
    ledger.let_go()
    bring_search(ledger, found, docs)
    ledger.close()
    changed = docs.close()
    remember(newsroom.leaves, ledger)
    return changed + files.mirror(newsroom.theme, dict(_theme(desk, templates.language)))


def _bring_leaves(
    desk: Desk, view: render.SiteView, templates: render.Templates, ledger: Ledger, docs: Derived
) -> render.Almanac:
    """Bring all but the search into the tree, year by year; what only these files need is gone when they are there."""
    language = templates.language
    stand = feeds.newsstand(desk.roster, view.issues, view.observations, view.events, language)
    hung = cards_of(desk.roster.site, language, view.issues, view.record_issues)
    view = replace(view, offers=feeds.offers(stand), cards={card.page: card.path for card in hung})
    almanac = render.Almanac(view, language, ledger)
    pages = deque(render.leaves(almanac, templates, ledger))
    _bring(deque(leaving(desk, stand, view, almanac.tree, ledger)), ledger, docs)
    del stand  # its stories are many, and pages need none of them
    pages.extend(drawn(hung))
    _bring(pages, ledger, docs)
    return almanac


def _bring(leaves: deque[Leaf], ledger: Ledger, docs: Derived) -> None:
    """Bring leaves into the tree, year by year: those of a year need the same briefs. What they hold goes with them."""
    waiting = deque(sorted(leaves, key=lambda leaf: year_of(leaf.name)))
    leaves.clear()
    while waiting:
        bring(ledger, waiting.popleft(), docs)
    ledger.let_go()


def shelf_of(desk: Desk) -> tuple[Issue, ...]:
    """The briefs of `outlines_of`, newest first."""
    return outlines_of(desk).issues


def outlines_of(desk: Desk) -> Outlines:
    """The briefs, with the moment of what hands changed on published pages noted in their records.

    Only those are parsed whose page or record changed since the last build.
    """
    newsroom = desk.newsroom
    outlines = Outlines(newsroom.briefs, newsroom.outlines, program())
    if [issue for issue in outlines.fresh if _notice(desk, issue)]:
        outlines = Outlines(newsroom.briefs, newsroom.outlines, program())
    return outlines


def record_of(desk: Desk) -> tuple[Issue, ...]:
    """The briefs of the section From the record, newest first."""
    return Outlines(desk.newsroom.record, desk.newsroom.outlines, program()).issues


def _notice(desk: Desk, issue: Issue) -> bool:
    """Write the moment of what a hand changed on a published page into its record; whether there is anything new."""
    record = noticed(issue, desk.now)
    return record is not issue.record and publish.save_record(desk.newsroom.briefs, record)


def language_of_site(desk: Desk) -> Language:
    """The language in which the site, its feeds and its mail say what they say of themselves."""
    return language_of(desk.roster.site.languages[0], _folders(desk))


def _folders(desk: Desk) -> tuple[Path, Path]:
    """Where templates and catalogues lie: the newsroom's own, then those of the package."""
    return desk.newsroom.templates, files.shipped() / TEMPLATES


def linkable(desk: Desk, issues: tuple[Issue, ...]) -> frozenset[str]:
    """The paths of the pages that a brief may link to; `issues` are those of `shelf_of`."""
    return render.linkable(
        render.SiteView(
            roster=desk.roster,
            issues=issues,
            record_issues=record_of(desk),
            extra=_extra(desk),
            beside=linked_beside(desk, issues),
        )
    )


def view_of(desk: Desk, issues: tuple[Issue, ...]) -> render.SiteView:
    """What the pages show, but for the feeds that the site offers."""
    newsroom, roster = desk.newsroom, desk.roster
    status = publish.read_status(newsroom.status)
    decisions = load_decisions(newsroom, roster.editors)
    policy = decisions.policy
    observations = counted(desk, policy)
    as_of = _as_of(desk, status, issues)
    return render.SiteView(
        roster=roster,
        issues=issues,
        record_issues=record_of(desk),
        tables=standings.tables(observations, roster.accounts, as_of),
        cuts=standings.cuts(observations, roster.accounts, as_of),
        most_followed=standings.most_followed(observations, roster.accounts, as_of),
        week=standings.movers(observations, as_of, window=standings.WEEK),
        month=standings.movers(observations, as_of, window=standings.MONTH),
        milestones=standings.milestones(observations, date.min, as_of),
        growths=tuple(one for event in roster.events for one in standings.growth(observations, event)),
        cadences=tuple(_cadences(desk)),
        falls=standings.falls(observations),
        observations=observations,
        checked=policy.accepted,
        events=happened(desk, policy),
        statements=stated(desk),
        cut_off=status.cut_off if status else None,
        health=status.feeds if status else (),
        unreached=status.unreached if status else "",
        runs=status.runs if status else (),
        extra=_extra(desk),
        beside=beside(desk, issues, decisions),
    )


def _cadences(desk: Desk) -> Iterator[tuple[str, Cadence]]:
    """How often the accounts post of whose feeds posts were seen, with the weekend of their countries."""
    posts = posted(desk.newsroom)
    for account in desk.roster.accounts:
        moments = [at for name in (account.id, *account.formerly) for at in posts.get(name, ())]
        zone = desk.roster.calendar.zone
        if found := standings.cadence(moments, zone=zone, weekend=weekend(account.country)):
            yield account.id, found


def _as_of(desk: Desk, status: Status | None, issues: tuple[Issue, ...]) -> date:
    """The day that living standings are of: that of the newest data, whenever the site is built."""
    if status and status.cut_off:
        return status.cut_off.astimezone(desk.roster.calendar.zone).date()
    return max((issue.day for issue in issues), default=desk.today)


def _extra(desk: Desk) -> tuple[Page, ...]:
    return tuple(_written(desk.newsroom.content, desk.roster.site.languages[0]))


def _written(content: Path, language: str) -> Iterator[Page]:
    """Pages that people wrote: content/*.md (the package's where a newsroom has none, in its language if it has that),
    and those of the record."""
    found: dict[str, Path] = {}
    shipped = files.shipped() / "content"
    for folder in (shipped, shipped / language.partition("-")[0].lower(), content):
        found |= {path.name: path for path in sorted(folder.glob("*.md"))}
    found |= {f"record/{path.name}": path for path in sorted((content / "record").glob("*.md"))}
    for name, path in found.items():
        yield Page(path=name, text=files.read(path))


def _theme(desk: Desk, language: render.Language) -> Iterator[tuple[str, bytes]]:
    """The theme's overrides: the package's in the site's language, a newsroom's own files in their place."""
    own = desk.newsroom.templates / "theme"
    found: dict[str, Path] = {}
    for folder in (files.shipped() / TEMPLATES / "theme", own):
        if folder.is_dir():
            found |= {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    script = files.read(found["assets/search/language.js"])
    said = {page.path: page.text.encode() for page in render.theme_words(language, script)}
    for name, path in sorted(found.items()):
        yield name, said.get(name) or path.read_bytes()
    yield from ((name, text) for name, text in said.items() if name not in found)
