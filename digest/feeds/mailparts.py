"""The two parts of the e-mail edition: HTML and plain text, with the same lines in the same order and the same links.

One column and every style inline, since many mail programs drop style sheets; what stands in the style sheet is for
those that change to dark colours and know how. Nothing is fetched, so nobody learns who read it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree, html

from digest.feeds import words
from digest.feeds.corrections import Correction
from digest.feeds.elements import legal
from digest.language import Language
from digest.model import Block, Brief, Line, Link, Site
from digest.text import clean

WAY_OUT = "https://leave.invalid/"
"""Stands in the parts where each recipient's own way out is put."""

_SERIF = "Charter,'Bitstream Charter',Georgia,'Times New Roman','Noto Serif','Songti SC',serif"
_SANS = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,'PingFang SC','Microsoft YaHei',sans-serif"
_PAPER, _INK, _SOFT, _HAIR, _WAX = "#fdfcf9", "#17181b", "#55565a", "#dcd8ce", "#9c1f1b"
_SHEET = """
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.paper{background:#131518!important}
.ink,.ink a,.ink p,.ink li{color:#e9e6df!important}
.soft,.soft a,.ink .soft,.ink .soft a{color:#aaa79f!important}
.wax,.wax a,.ink .wax a{color:#f2937f!important}
.rule{border-color:#34373c!important}
}
@media (max-width:480px){.sheet{padding:20px 16px!important}.word{font-size:30px!important;line-height:34px!important}}
"""
_BODY = f"font-family:{_SERIF};font-size:17px;line-height:26px;color:{_INK}"
_PLATE = (
    f"margin:0 0 12px;padding:0 0 8px;border-bottom:3px double {_INK};font-family:{_SERIF};font-size:22px;"
    f"line-height:28px;font-weight:bold;color:{_INK}"
)
_SMALL = f"font-family:{_SANS};font-size:13px;line-height:20px;color:{_SOFT}"
_STYLES = {
    "a": f"color:{_INK};text-decoration:underline",
    "p": "margin:0 0 8px",
    "ul": "margin:0 0 8px;padding:0 0 0 20px",
    "ol": "margin:0 0 8px;padding:0 0 0 20px",
    "li": "margin:0 0 4px",
    "blockquote": f"margin:0 0 8px;padding:0 0 0 12px;border-left:3px solid {_HAIR}",
    "h2": "margin:0 0 8px;font-size:20px;line-height:26px",
    "h3": "margin:0 0 8px;font-size:18px;line-height:24px",
    "code": "font-family:Menlo,Consolas,monospace;font-size:15px",
}
_WIDTH = 72
_LABEL = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a message says: the blocks of a brief, `whole` or cut, then corrections of earlier ones under a heading."""

    place: words.Place
    blocks: tuple[Block, ...]
    whole: bool
    heading: str
    corrections: tuple[Correction, ...]

    @property
    def site(self) -> Site:
        return self.place.site

    @property
    def brief(self) -> Brief:
        return self.place.brief

    @property
    def day(self) -> str:
        """The day of the brief in words."""
        language, day = self.place.language, self.brief.day
        return language.say("%(weekday)s, %(day)s", weekday=language.weekday(day), day=language.full(day))

    @property
    def reason(self) -> str:
        """Why somebody gets the message."""
        return self.place.language.say("You get this because you asked %(site)s for it.", site=clean(self.site.title))


def html_part(contents: Contents) -> str:
    """The message as an HTML document."""
    site, brief = contents.site, contents.brief
    rows = [
        _el("p", _PLATE, _link(site.title, site.url, _INK, "none"), classes="ink"),
        _el("p", f"{_SMALL};margin:0 0 14px", contents.day, classes="soft"),
        _el(
            "h1", f"margin:0 0 10px;font-family:{_SERIF};font-size:36px;line-height:40px;color:{_INK}", *_name(contents)
        ),
    ]
    rows[-1].set("class", "ink word")
    if brief.teaser:
        rows.append(
            _el("p", f"margin:0 0 20px;{_BODY};font-size:19px;line-height:28px", clean(brief.teaser), classes="ink")
        )
    rows += [_row(*_block(block, contents.place)) for block in contents.blocks]
    if not contents.whole:
        rows.append(_row(_el("p", _STYLES["p"], _link(contents.place.read_on, contents.place.address))))
    if contents.corrections:
        rows.append(
            _el(
                "h2",
                f"margin:22px 0 8px;font-family:{_SERIF};font-size:20px;line-height:26px;color:{_WAX}",
                contents.heading,
                classes="wax",
            )
        )
        rows += [_row(*_correction(one, site, contents.place.language)) for one in contents.corrections]
    rows.append(
        _el(
            "div",
            f"margin:18px 0 0;padding:12px 0 0;border-top:3px double {_HAIR};{_SMALL}",
            *_foot(contents),
            classes="soft rule",
        )
    )
    return _document(site, words.headline(brief, contents.place.language), rows)


def _name(contents: Contents) -> Iterator[etree._Element | str]:
    """The title, its series before the word as on the site."""
    if contents.brief.series:
        yield _el("span", f"color:{_SOFT}", f"{contents.brief.series}: ", classes="soft")
    yield _link(contents.brief.word, contents.place.address, _INK, "none")


def _document(site: Site, title: str, rows: Sequence[etree._Element]) -> str:
    cell = _el("td", "padding:28px 24px", *rows, classes="sheet")
    sheet = _table("width:100%;max-width:600px", cell)
    paper = _table(f"width:100%;background:{_PAPER}", _el("td", "padding:0", sheet, align="center"), classes="paper")
    head = _el(
        "head",
        "",
        _el("meta", "", charset="utf-8"),
        _el("meta", "", name="viewport", content="width=device-width,initial-scale=1"),
        _el("meta", "", name="color-scheme", content="light dark"),
        _el("meta", "", name="supported-color-schemes", content="light dark"),
        _el("title", "", title),
        _el("style", "", _SHEET),
    )
    body = _el("body", f"margin:0;padding:0;background:{_PAPER}", paper, classes="paper")
    page = _el("html", "", head, body, lang=site.languages[0])
    return etree.tostring(page, method="html", encoding="unicode", doctype="<!DOCTYPE html>")


def _table(style: str, cell: etree._Element, *, classes: str = "") -> etree._Element:
    sizes = {"cellpadding": "0", "cellspacing": "0", "border": "0", "role": "presentation"}
    return _el("table", style, _el("tr", "", cell), classes=classes, **sizes)


def _row(*children: etree._Element | str) -> etree._Element:
    return _el("div", f"padding:14px 0 6px;border-top:1px solid {_HAIR};{_BODY}", *children, classes="ink rule")


def _block(block: Block, place: words.Place) -> Iterator[etree._Element | str]:
    fragments = _fragments(block, place)
    if isinstance(block, Line):
        _lead(fragments)
    yield from fragments
    if isinstance(block, Line) and (more := _more(block, place)):
        parts: list[etree._Element | str] = [f"{place.language.say('More')}{place.language.say(': ')}"]
        for number, link in enumerate(more):
            parts += [place.language.comma] * bool(number) + [_link(link.label, link.url, _SOFT, "none")]
        yield _el("p", f"margin:0 0 8px;{_SMALL}", *parts, classes="soft")


def _correction(one: Correction, site: Site, language: Language) -> Iterator[etree._Element]:
    yield _el("p", _STYLES["p"], _link(one.title(language), one.address(site)))
    for sentence in one.sentences(language):
        yield _el("p", _STYLES["p"], sentence)


def _foot(contents: Contents) -> Iterator[etree._Element]:
    say = contents.place.language.say
    yield _el("p", _STYLES["p"], _link(say("This brief on the web"), contents.place.address, _SOFT))
    yield _el(
        "p",
        _STYLES["p"],
        f"{contents.reason} ",
        _link(say("Leave the list"), WAY_OUT, _SOFT),
    )


def _fragments(block: Block, place: words.Place) -> list[etree._Element | str]:
    """The text of a block as elements with their styles inline."""
    found: list[etree._Element | str] = list(html.fragments_fromstring(words.markup(block, place) or "<p></p>"))
    for element in found:
        if isinstance(element, etree._Element):
            for inner in element.iter():
                if style := _STYLES.get(str(inner.tag)):
                    inner.set("style", style)
    return found


def _lead(fragments: Sequence[etree._Element | str]) -> None:
    """Sets the first linked phrase of a line as what it is: its headline."""
    links = (link for one in fragments if isinstance(one, etree._Element) for link in one.iter("a"))
    if (first := next(links, None)) is not None:
        first.set("style", f"color:{_INK};font-weight:bold;text-decoration:none")


def _more(line: Line, place: words.Place) -> list[Link]:
    targets = ((link.label, place.absolute(link.url)) for link in line.more)
    return [Link(label=label, url=url) for label, url in targets if url]


def _link(label: str, url: str, color: str = _INK, line: str = "underline") -> etree._Element:
    return _el("a", f"color:{color};text-decoration:{line}", label, href=url)


def _el(tag: str, style: str, *children: etree._Element | str, classes: str = "", **attributes: str) -> etree._Element:
    """An element with its style, its children and texts in their order."""
    row = attributes | ({"class": classes} if classes else {}) | ({"style": style} if style else {})
    element = etree.Element(tag, {name: legal(value) for name, value in row.items()})
    for child in children:
        if isinstance(child, etree._Element):
            element.append(child)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + legal(child)
        else:
            element.text = (element.text or "") + legal(child)
    return element


def text_part(contents: Contents) -> str:
    """The message in plain text: lines with their links below them."""
    site, brief, place = contents.site, contents.brief, contents.place
    language = place.language
    rows = [clean(site.title), contents.day, "", clean(brief.title), "=" * min(len(clean(brief.title)), _WIDTH), ""]
    if brief.teaser:
        rows += [*_wrapped(clean(brief.teaser), ""), ""]
    for block in contents.blocks:
        rows += [*_bullet(block, place), ""]
    if not contents.whole:
        rows += [f"{contents.place.read_on}{language.say(': ')}{place.address}", ""]
    if contents.corrections:
        rows += [contents.heading, "-" * len(contents.heading), ""]
        for one in contents.corrections:
            rows += [*_wrapped(clean(one.title(language)), "* "), f"    {one.address(site)}"]
            rows += [row for sentence in one.sentences(language) for row in _wrapped(clean(sentence), "  ")] + [""]
    colon = language.say(": ")
    rows += ["-- ", f"{language.say('This brief on the web')}{colon}{place.address}", contents.reason]
    return "\n".join([*rows, f"{language.say('Leave the list')}{colon}{WAY_OUT}"]) + "\n"


def _bullet(block: Block, place: words.Place) -> Iterator[str]:
    said = words.spoken(block.text)
    yield from _wrapped(said, "* " if isinstance(block, Line) else "")
    yield from (_below(link.label, link.url) for link in words.links(block, place))
    if isinstance(block, Line):
        yield from (_below(link.label, link.url) for link in _more(block, place))


def _below(label: str, url: str) -> str:
    return f"    {words.shortened(label, _LABEL)}: {url}" if label else f"    {url}"


def _wrapped(text: str, mark: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )
