"""Lines as pages show them: lead and rest, the outlets behind them, and what people did to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from digest import page
from digest.language import N_
from digest.model import Amendment, AmendmentKind, Evidence, Issue, Line, Link, Outlet, Ownership, Passage
from digest.render import prose
from digest.render.almanac import Almanac
from digest.render.lineviews import Chip, LineView, PassageView
from digest.render.links import Here, outlet_path, thread_path, written_path
from digest.text import escape_url, primary

_OWNERS = {
    Ownership.STATE: N_("state"),
    Ownership.PUBLIC: N_("public"),
    Ownership.PRIVATE: N_("private"),
    Ownership.NGO: N_("NGO"),
    Ownership.IO: N_("international body"),
    Ownership.MINISTRY: N_("ministry"),
    Ownership.EMBASSY: N_("embassy"),
}


_PHRASE = 24
"""So many letters a linked phrase has at least to stand for its line."""


def blocks(almanac: Almanac, issue: Issue, here: Here) -> tuple[LineView | PassageView, ...]:
    """The body of a brief, in its order, as the page `here` shows it."""
    lines = iter(enumerate(issue.placed, start=1))
    found: list[LineView | PassageView] = []
    for block in issue.brief.blocks:
        if isinstance(block, Passage):
            found.append(PassageView(text=prose.settle(block.text, here, almanac.tree, written_path(issue.brief))))
        else:
            number, (_, anchor) = next(lines)
            found.append(line_view(almanac, issue, anchor, here, number=number))
    return tuple(found)


def line_view(almanac: Almanac, issue: Issue, anchor: str, here: Here, *, number: int = 0) -> LineView:
    """The line at an anchor as the page `here` shows it; KeyError where there is none."""
    file = almanac.file(issue)
    line = file.lines[anchor]
    view = file.views.get(anchor)
    if view is None:
        view = _view(almanac, issue, line, anchor, here)
        if _looks_alike(line):
            file.views[anchor] = view
    story = file.stories.get(line.id, "")
    days, earlier = almanac.going_on(story, issue.head)
    if not (number or days or earlier):
        return view
    return replace(view, number=number, earlier=earlier, thread=thread_path(story) if days else "", days=days)


def _looks_alike(line: Line) -> bool:
    """Whether a line looks the same on every page, for it leads to none of the site."""
    urls = (*prose.targets(line.text), *(link.url for link in line.more))
    return all("://" in url.partition("#")[0] for url in urls)


def _view(almanac: Almanac, issue: Issue, line: Line, anchor: str, here: Here) -> LineView:
    """What a line says, whatever other briefs tell of its story."""
    file = almanac.file(issue)
    written = written_path(issue.head)

    def said(label: str, url: str) -> str:
        row = file.evidence.get(escape_url(url))
        return prose.tongue(label, row.language, almanac.language.code) if row else ""

    lead, rest = (prose.spoken(prose.settle(part, here, almanac.tree, written, said)) for part in prose.cut(line.text))
    ready = prose.ready(lead, rest)
    lead, rest = ready or (lead, rest)
    return LineView(
        anchor=anchor,
        lead=lead,
        rest=rest,
        html=ready is not None,
        chips=_chips(almanac, line, here, file.evidence),
        hand=_hand(almanac, issue, line),
        remarks=_remarks(almanac, issue, line),
        aliases=_aliases(issue, line),
        worded=_worded(almanac, issue, line),
        why=file.why.get(line.id, ()),
        updated=next((row.updated.isoformat() for row in issue.record.lines if row.id == line.id), ""),
    )


def headline(line: Line) -> str:
    """What a line is called elsewhere: the phrase that it links first, or where that is short its first sentence."""
    phrase = next((one.label for one in page.links(line.text)), "")
    return phrase if len(phrase) >= _PHRASE else page.plain(prose.cut(line.text)[0])


def _chips(almanac: Almanac, line: Line, here: Here, evidence: Mapping[str, Evidence]) -> tuple[Chip, ...]:
    linked = [evidence[url] for url in map(escape_url, _urls(line)) if url in evidence]
    # Of an outlet that the roster does not know, a chip could only repeat the name that the sentence gives.
    linked = [row for row in linked if almanac.outlet(row.outlet)]
    cited = [
        _chip(almanac, outlet_name(almanac, row), row.outlet, here, url="", language=row.language) for row in linked
    ]
    more = [_more(almanac, link, here, evidence.get(escape_url(link.url))) for link in line.more]
    return (*dict.fromkeys(cited), *more)


def _urls(line: Line) -> tuple[str, ...]:
    return tuple(dict.fromkeys(link.url for link in page.links(line.text)))


def outlet_name(almanac: Almanac, row: Evidence) -> str:
    """The name of the outlet of an entry; its id when the roster does not know it."""
    outlet = almanac.outlet(row.outlet)
    return outlet.name if outlet else row.outlet


def _more(almanac: Almanac, link: Link, here: Here, row: Evidence | None) -> Chip:
    return _chip(
        almanac, link.label, row.outlet if row else "", here, url=link.url, language=row.language if row else ""
    )


def _chip(almanac: Almanac, name: str, outlet_id: str, here: Here, *, url: str, language: str) -> Chip:
    outlet = almanac.outlet(outlet_id) or almanac.outlet(name)
    path, _, anchor = url.partition("#")
    if path and "://" not in path and path in almanac.tree:
        url = here(path, anchor)
    elif not prose.is_safe(url):
        url = ""
    if outlet is None:
        return Chip(name=name, url=url)
    code = primary(language or outlet.language)
    foreign = code if code != almanac.language.code else ""
    return Chip(
        name=name,
        url=url,
        page=outlet_path(outlet.id),
        country=outlet.country,
        place=almanac.language.country(outlet.country),
        ownership=owner(almanac, outlet),
        official=outlet.ownership.official,
        usual=outlet.ownership is Ownership.PRIVATE,
        language=foreign,
        tongue=almanac.language.tongue(foreign) if foreign else "",
    )


def owner(almanac: Almanac, outlet: Outlet) -> str:
    """Who owns an outlet, in a reader's words."""
    return almanac.language.say(_OWNERS[outlet.ownership])


def _worded(almanac: Almanac, issue: Issue, line: Line) -> str:
    """What a model did to a line, as long as its words stand there."""
    rows = (row for row in issue.record.lines if row.id == line.id)
    standing = [one for row in rows for one in row.sentences if one.by and one.text in line.text]
    if not standing:
        return ""
    origins = {row.id: primary(row.language) for row in issue.record.evidence}
    if any(origins.get(key, "") not in {"", almanac.language.code} for one in standing for key in one.entries):
        return almanac.language.say("Translated by a model")
    return almanac.language.say("Worded by a model, checked against its sources")


def _aliases(issue: Issue, line: Line) -> tuple[str, ...]:
    """The ids of lines that were merged into one, unless someone keeps a line under them."""
    here = {one.id for one in issue.brief.lines}
    return tuple(one.line for one in issue.record.redirects if one.to == line.id and one.line not in here)


def _remarks(almanac: Almanac, issue: Issue, line: Line) -> tuple[str, ...]:
    """What editors tell of a line: its corrections, then their notes."""
    say = almanac.language.say
    corrected = (
        say(
            "Corrected %(when)s: it said “%(was)s”. %(why)s", when=_when(almanac, issue, one), was=one.was, why=one.why
        ).strip()
        for one in issue.record.amendments
        if one.line == line.id and one.change is AmendmentKind.CORRECTED
    )
    notes = (
        say("Editor’s note: %(text)s", text=note.text)
        for note in issue.record.notes
        if note.line in {line.id, *_aliases(issue, line)}
    )
    return (*corrected, *notes)


def _when(almanac: Almanac, issue: Issue, amendment: Amendment) -> str:
    """The hour of a change on the brief's own day, the date and hour of a later one."""
    local = amendment.at.astimezone(almanac.roster.calendar.zone)
    hour = f"{local:%H:%M}"
    if local.date() == issue.brief.day:
        return hour
    return almanac.language.say("%(day)s, %(time)s", day=almanac.language.full(local.date()), time=hour)


_DONE = {
    AmendmentKind.ADDED: N_("Added %(when)s"),
    AmendmentKind.CORRECTED: N_("Corrected %(when)s"),
    AmendmentKind.MERGED: N_("Merged %(when)s"),
    AmendmentKind.SPLIT: N_("Set apart %(when)s"),
    AmendmentKind.WITHDRAWN: N_("Withdrawn"),
}


def _hand(almanac: Almanac, issue: Issue, line: Line) -> str:
    """What a person did to a line, told from the record of what was generated."""
    if not issue.record.body:
        return ""
    if done := [one for one in issue.record.amendments if one.line == line.id]:
        return almanac.language.say(_DONE[done[-1].change], when=_when(almanac, issue, done[-1]))
    if not any(row.id == line.id for row in issue.record.lines):
        return almanac.language.say("Added by the editor")
    return "" if page.line_markdown(line) in issue.record.body else almanac.language.say("Edited")


def edited(almanac: Almanac, issue: Issue) -> bool:
    """Whether people changed the brief: by hand, or by decisions that were followed."""
    body = issue.record.body
    return bool(issue.record.edits or issue.record.applied) or (
        bool(body)
        and (
            any(isinstance(block, Passage) and block.text not in body for block in issue.brief.blocks)
            or any(_hand(almanac, issue, line) for line in issue.brief.lines)
        )
    )
