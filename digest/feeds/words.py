"""The words of briefs as feeds carry them: HTML with absolute links, titles in plain text, and their addresses."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from html import escape
from urllib.parse import quote, urljoin, urlsplit

import markdown
import nh3
from lxml.html import fragment_fromstring

from digest import page
from digest.feeds.elements import legal
from digest.files import day_path
from digest.language import Language
from digest.model import Block, Brief, Line, Link, Passage, Site
from digest.text import TARGET, as_html, clean, paragraph_as_html, plain, teasers

MOST_CONTENT = 14_000
"""A text of more bytes, as XML writes it, is cut between blocks, so that 31 of them stay within one document."""

_LONGEST_TITLE = 140
_LONGEST_SUMMARY = 600
_SCHEMES = {"http", "https", "mailto"}
_TAGS = {"a", "p", "ul", "ol", "li", "em", "strong", "span", "blockquote", "h2", "h3", "code", "br"}
_ATTRIBUTES = {"a": {"href"}, "span": {"lang"}}
_MARKUP = re.compile(r"(?<!\\)[*_`<]")
_TARGET = re.compile(TARGET)
_LIKE_A_TAG = re.compile(r"<(?=[A-Za-z/!?])")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a brief stands, for the links in it: on which site, with which other pages, and in which language."""

    site: Site
    brief: Brief
    tree: Collection[str]
    language: Language

    @property
    def address(self) -> str:
        """The permanent address of the brief."""
        return address(self.site, self.brief)

    @property
    def read_on(self) -> str:
        """What is said where something was cut off."""
        return self.language.say("Read on at %(site)s", site=self.site.title)

    def absolute(self, url: str) -> str | None:
        """Where a link in the brief leads; None where no reader should be led."""
        if url.startswith(("https://", "http://")):
            return url
        path, hash_, anchor = url.strip().partition("#")
        try:
            parts = urlsplit(path)
            found = page.page_of(path, self.tree, f"briefs/{day_path(self.brief.day)}.md") if path else ""
            target = urljoin(self.site.url, page.address(found)) if found else urljoin(self.address, path)
        except ValueError:
            return None
        if parts.scheme and parts.scheme.lower() not in _SCHEMES:
            return None
        return f"{target}{hash_}{anchor}"


def address(site: Site, brief: Brief) -> str:
    """The permanent address of a brief."""
    return urljoin(site.url, f"{day_path(brief.day)}/")


def tag(site: Site, kind: str, name: str) -> str:
    """The tag: URI that names a thing for ever. Source: RFC 4151."""
    return f"tag:{site.tag.authority},{site.tag.since}:{kind}/{quote(name)}"


def headline(brief: Brief, language: Language) -> str:
    """A title that tells an inbox something: word, first clause and date."""
    clause = title(teasers.first_clause(brief.teaser))
    words = f"{title(brief.title)}{language.say(': ')}{clause}" if clause else title(brief.title)
    return dated(words, brief.day, language)


def dated(words: str, day: date, language: Language) -> str:
    """Words with a day behind them: `Talks resume (6 December 2025)`."""
    return language.say("%(words)s (%(day)s)", words=words, day=language.full(day))


def title(text: str) -> str:
    """A text as the title of an item.

    What looks like a tag gets another bracket: many readers, and validators, take `<b>` in a title for markup.
    """
    return shortened(_LIKE_A_TAG.sub("‹", clean(text)), _LONGEST_TITLE)


def summary(text: str) -> str:
    """A text in one line, not too long for the list of a reader; no more than a title does it look like markup."""
    return shortened(_LIKE_A_TAG.sub("‹", clean(text)), _LONGEST_SUMMARY)


def shortened(text: str, longest: int) -> str:
    """One line of at most so many characters, cut between words where there are any."""
    text = clean(text)
    if len(text) <= longest:
        return text
    head, _, _ = text[:longest].rpartition(" ")
    return f"{(head or text[: longest - 1]).rstrip(' ,;:')}…"


def spoken(markdown_text: str) -> str:
    """Inline Markdown as plain text, emphasis and HTML of people's included."""
    if _MARKUP.search(_TARGET.sub("]", markdown_text)):
        return plain(_rendered(markdown_text))
    return clean(page.plain(markdown_text))


def html(blocks: Sequence[Block], place: Place) -> str:
    """Lines and passages as sanitised HTML with absolute links; what is too long ends with a link to the page."""
    whole = _html(blocks, place)
    if _weight(whole) <= MOST_CONTENT:
        return whole
    rest = f'<p><a href="{escape(place.address)}">{escape(place.read_on)}</a></p>'
    kept = len(blocks)
    while kept and _weight(whole) + _weight(rest) > MOST_CONTENT:
        kept = min(kept - 1, kept * MOST_CONTENT // _weight(whole))
        whole = _html(blocks[:kept], place)
    return f"{whole}\n{rest}" if kept else rest


def markup(block: Block, place: Place) -> str:
    """The text of one line or passage as sanitised HTML with absolute links, whatever its length."""
    return _html((Passage(text=block.text),), place)


def links(block: Block, place: Place) -> tuple[Link, ...]:
    """The links in the text of a line or passage, made absolute, as its HTML has them."""
    found = page.links(block.text)
    if len(found) == block.text.count("](") and "<" not in block.text:
        targets = ((link.label, place.absolute(link.url)) for link in found)
        return tuple(Link(label=label, url=legal(url)) for label, url in targets if url)
    # Written by hand in a way that takes Markdown itself to read.
    root = fragment_fromstring(markup(block, place), create_parent="div")
    return tuple(Link(label=clean(a.text_content()), url=str(a.get("href"))) for a in root.iter("a") if a.get("href"))


def paragraph(text: str) -> str:
    """Plain text as a paragraph."""
    return f"<p>{escape(text, quote=False)}</p>" if text else ""


def _html(blocks: Sequence[Block], place: Place) -> str:
    made = _listed(blocks) or _rendered("\n\n".join(_source(block) for block in blocks))

    def lead(_tag: str, attribute: str, value: str) -> str | None:
        return place.absolute(value) if attribute == "href" else value

    cleaned = nh3.clean(
        made,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        attribute_filter=lead,
        link_rel=None,
    )
    return legal(cleaned).strip()


def _source(block: Block) -> str:
    return page.line_markdown(replace(block, id="")) if isinstance(block, Line) else block.text


def _listed(blocks: Sequence[Block]) -> str:
    """Lines of words and links as the list that Markdown makes of them; nothing where there is more in any block."""
    rows = [_item(block) if isinstance(block, Line) else None for block in blocks]
    held = [row if len(rows) == 1 else f"\n<p>{row}</p>\n" for row in rows if row is not None]
    return "\n".join(["<ul>", *(f"<li>{row}</li>" for row in held), "</ul>"]) if held and len(held) == len(rows) else ""


def _item(line: Line) -> str | None:
    text, *more = _source(line).removeprefix("- ").split("\n")
    made = [paragraph_as_html(text), *map(as_html, more)]
    plain = [row for row in made if row is not None] if "\n" not in line.text else []
    return "\n".join(plain) if len(plain) == len(made) else None


def _rendered(source: str) -> str:
    return _markdown().reset().convert(source)


@cache
def _markdown() -> markdown.Markdown:
    return markdown.Markdown(extensions=["attr_list"], output_format="html")


def _weight(text: str) -> int:
    return len(escape(text, quote=False).encode())
