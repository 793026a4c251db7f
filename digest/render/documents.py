"""What can be found on the site: lines, briefs, figures and pages by people, as plain text with their addresses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain

import markdown

from digest import page
from digest.language import N_, Language
from digest.leaves import Leaf, Ledger
from digest.model import Document, Issue, Line, Made, Page, Passage, Platform, StoryRecord
from digest.page import address
from digest.render import accounts, league
from digest.render.almanac import Almanac
from digest.render.lines import outlet_name
from digest.render.links import LETTERS, STANDINGS, account_path, article_path, brief_path, platform_path
from digest.render.values import SiteView
from digest.text import clean, escape_url, fronted, plain, primary

_DAILY, _RECORD, _FIGURES, _PAGES = (
    N_("Daily briefs"),
    N_("From the record"),
    N_("Figures"),
    N_("About the digest"),
)
_STARS = re.compile(r"(?<!\\)[*`]+")
_TITLE = re.compile(r"^title:\s*(.+)$", re.MULTILINE)
_HEADING = re.compile(r"<h([1-6])\b(?:[^>]*?\bid=\"([^\"]*)\")?[^>]*>(.*?)</h\1>", re.DOTALL)
_EXTENSIONS = ("attr_list", "md_in_html", "tables", "toc")
_Named = Callable[[str], Iterable[str]]


def documents(view: SiteView, language: Language | None = None) -> tuple[Document, ...]:
    """Everything that a search of the site finds, in the order in which a reader meets it, newest briefs first."""
    ledger = Ledger()
    found = (ledger.made(leaf) for _, leaf in findings(Almanac(view, language, ledger)))
    return tuple(chain.from_iterable(found))


def findings(almanac: Almanac) -> Iterator[tuple[date | None, Leaf]]:
    """What can be found, as leaves that give documents: those of each brief with its day, then those without a date."""
    for issue in (*almanac.daily.issues, *almanac.record.issues):
        yield issue.day, Leaf(f"found in {brief_path(issue.head)}", _brief, (almanac, issue))
    yield None, Leaf("found elsewhere", _elsewhere, (almanac,))


def _elsewhere(almanac: Almanac) -> tuple[Document, ...]:
    """Figures, accounts, and what people wrote: articles, letters, pages."""
    written = {address(each.path) for each in almanac.view.extra}
    figures = () if address(STANDINGS) in written else _figures(almanac)
    pages = chain.from_iterable(_page(almanac, one) for one in almanac.view.extra)
    return (*figures, *_accounts(almanac), *_columns(almanac), *pages)


def _columns(almanac: Almanac) -> Iterator[Document]:
    """Signed articles, and readers' letters."""
    facets = (("section", almanac.language.say(_PAGES)),)
    for one in almanac.view.beside.articles:
        text = plain(markdown.markdown(f"{one.standfirst}\n\n{one.text}", extensions=_EXTENSIONS))
        named = f"{one.byline}: {text}"
        yield Document(path=address(article_path(one)), title=one.title, text=named, kind="page", facets=facets)
    for letter in almanac.view.beside.letters:
        text = clean(f"{letter.name}: {' '.join(letter.paragraphs)}")
        path = f"{address(LETTERS)}#letter-{letter.id}"
        yield Document(path=path, title=almanac.language.say("Letters"), text=text, kind="page", facets=facets)


def _brief(almanac: Almanac, issue: Issue) -> tuple[Document, ...]:
    """A brief as a whole (its title, teaser, and what people wrote between the lines), then its lines."""
    platforms = _platforms(almanac.roster.platforms)
    brief = issue.brief
    record = brief.made is Made.RECORD
    passages = (_plain(block.text) for block in brief.blocks if isinstance(block, Passage))
    whole = Document(
        path=address(brief_path(brief)),
        title=brief.title,
        text=clean(" ".join((brief.teaser, *passages))),
        kind="brief",
        day=brief.day,
        month=brief.month,
        record=record,
        facets=(("section", almanac.language.say(_RECORD if record else _DAILY)),),
    )
    found = [whole]
    stories = {row.id: row for row in issue.record.stories}
    for line, anchor in issue.placed:
        text = _plain(line.text)
        outlets, languages = _sources(almanac, issue, line)
        facets = (
            *whole.facets,
            *_touched(almanac, issue, stories.get(almanac.file(issue).stories.get(line.id, ""))),
            *(("platform", name) for name in platforms(text)),
            *(("outlet", name) for name in outlets),
            *(("language", almanac.language.tongue(code)) for code in languages),
        )
        path = f"{whole.path}#{anchor}"
        found.append(replace(whole, path=path, text=text, kind="line", outlets=outlets, facets=facets))
    return tuple(found)


def _touched(almanac: Almanac, issue: Issue, story: StoryRecord | None) -> Iterator[tuple[str, str]]:
    """The topics and countries of a story; a line that a person wrote has none."""
    if story:
        yield from (("topic", topic.title) for topic in almanac.file(issue).topics[story.id])
        yield from (
            ("country", almanac.language.country(facet.id)) for facet in story.facets if facet.kind == "country"
        )


def _plain(text: str) -> str:
    """Markdown as one line of plain text."""
    return clean(page.plain(_STARS.sub("", text)))


def _sources(almanac: Almanac, issue: Issue, line: Line) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the outlets behind a line, and the languages they wrote in."""
    evidence = almanac.file(issue).evidence
    names: list[str] = []
    languages: list[str] = []
    for link in (*page.links(line.text), *line.more):
        row = evidence.get(escape_url(link.url))
        outlet = almanac.outlet(row.outlet) if row else almanac.outlet(link.label)
        if row:
            names += outlet_name(almanac, row).split("; ")
        elif link in line.more:
            names.append(link.label)
        language = (row.language if row else "") or (outlet.language if outlet else "")
        languages += [primary(language)] if language else []
    return tuple(dict.fromkeys(names)), tuple(dict.fromkeys(languages))


@cache
def _platforms(platforms: tuple[Platform, ...]) -> _Named:
    """Which platforms a text names, by a word of four letters or more of their ids and names."""
    known = {
        word.casefold(): platform.name
        for platform in platforms
        for word in re.findall(r"\w{4,}", f"{platform.id} {platform.name}")
    }
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(known))) or '(?!)'})\b", re.IGNORECASE)
    return lambda text: dict.fromkeys(known[word.casefold()] for word in words.findall(text))


def _figures(almanac: Almanac) -> Iterator[Document]:
    """The rows of the standings."""
    homes = league.homes(almanac.view.tables)
    for each in almanac.view.tables:
        table = league.league(almanac, each)
        path = address(STANDINGS if each.living else homes[each.on.year])
        for row in (*table.ranked, *table.unranked):
            figure = row.figure
            parts = (
                _account_on(almanac, row, table),
                f"{figure.printed} {table.metric}" if row.place else row.reason,
                almanac.language.say(", ").join(filter(None, (figure.observed, figure.said_by))),
            )
            yield Document(
                path=f"{path}#{table.id}",
                title=almanac.language.say("Standings: %(table)s", table=table.title),
                text=clean(almanac.language.joined(parts)),
                kind="figure",
                facets=(
                    ("section", almanac.language.say(_FIGURES)),
                    ("platform", table.platform),
                    *((("country", row.country_name),) if row.country_name else ()),
                ),
            )


def _account_on(almanac: Almanac, row: league.Row, table: league.League) -> str:
    name = f"{row.name} ({row.handle})" if row.handle else row.name
    return almanac.language.say("%(account)s on %(platform)s", account=name, platform=table.platform)


def _accounts(almanac: Almanac) -> Iterator[Document]:
    """The pages of accounts, and those of platforms."""
    for account in almanac.roster.accounts:
        country = almanac.language.country(account.country)
        yield Document(
            path=address(account_path(account.id)),
            title=almanac.subject(account.id).name,
            text=clean(accounts.entry_text(almanac, account)),
            kind="figure",
            facets=(
                ("section", almanac.language.say(_FIGURES)),
                ("platform", almanac.platform(account.platform)),
                *((("country", country),) if country else ()),
            ),
        )
    for platform in almanac.platforms:
        about = almanac.language.joined((platform.owner, almanac.language.country(platform.country)))
        facets = (("section", almanac.language.say(_FIGURES)), ("platform", platform.name))
        path = address(platform_path(platform.id))
        yield Document(path=path, title=platform.name, text=clean(about), kind="figure", facets=facets)


def _page(almanac: Almanac, written: Page) -> Iterator[Document]:
    """A page by people, a document for each of its sections, at the anchor that its heading has on the site."""
    if not written.path.endswith(".md"):
        return
    file = fronted(written.text)
    html = markdown.markdown(file.text if file else written.text, extensions=_EXTENSIONS)
    before, *sections = _cut(html)
    named = _TITLE.search(file.keys if file else "")
    first = next((title for title, _, _ in sections), written.path)
    title = named.group(1).strip().strip("\"'") if named else first
    record = written.path.startswith("record/")
    for heading, anchor, text in (("", "", before[2]), *sections):
        if text or heading not in {"", first}:
            yield Document(
                path=f"{address(written.path)}#{anchor}" if anchor and heading != first else address(written.path),
                title=title,
                text=clean(f"{heading}: {text}" if heading not in {"", first} else text),
                kind="page",
                record=record,
                facets=(("section", almanac.language.say(_RECORD if record else _PAGES)),),
            )


def _cut(html: str) -> Iterator[tuple[str, str, str]]:
    """What stands before the first heading, then each section: heading, anchor, text."""
    end, heading, anchor = 0, "", ""
    for match in _HEADING.finditer(html):
        yield heading, anchor, plain(html[end : match.start()])
        end, heading, anchor = match.end(), plain(match.group(3)), match.group(2) or ""
    yield heading, anchor, plain(html[end:])
