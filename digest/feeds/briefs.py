"""RSS 2.0 of the published briefs, made from the pages that readers get."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from urllib.parse import urljoin

import markdown
import nh3
from lxml import etree

from digest import page
from digest.feeds.elements import add
from digest.model import Brief, Issue, Line, Roster, Site, State

RSS_PATH = "feeds/briefs.xml"
"""Where the RSS feed lies, below the site's address."""

NEWEST = 50
_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_TAGS = {"a", "p", "ul", "ol", "li", "em", "strong", "span", "blockquote", "h2", "h3", "code", "br"}
_ATTRIBUTES = {"a": {"href"}, "span": {"lang"}}


def rss(roster: Roster, issues: Sequence[Issue]) -> bytes:
    """RSS 2.0 of the newest published briefs, newest first; the same briefs give the same bytes.

    Source: RSS 2.0 specification (RSS Advisory Board, 2.0.11), with atom:link and
    content:encoded as its profile advises.
    """
    published = [issue for issue in issues if issue.brief.state is State.PUBLISHED and issue.record.published]
    newest = sorted(published, key=lambda issue: issue.brief.day, reverse=True)[:NEWEST]
    root = etree.Element("rss", version="2.0", nsmap={"atom": _ATOM, "content": _CONTENT})
    channel = etree.SubElement(root, "channel")
    _channel(channel, roster.site, newest)
    for issue in newest:
        _item(etree.SubElement(channel, "item"), roster.site, issue)
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def headline(brief: Brief) -> str:
    """A title that tells an inbox something: word, first clause and date."""
    clause = brief.teaser.split("; ")[0].rstrip(".")
    day = f"{brief.day.day} {brief.day:%B %Y}"
    return f"{brief.title}: {clause} ({day})" if clause else f"{brief.title} ({day})"


def address(site: Site, brief: Brief) -> str:
    """The permanent address of a brief."""
    return urljoin(site.url, f"{brief.day:%Y/%m/%d}/")


def html(brief: Brief) -> str:
    """A brief's lines as sanitised HTML with absolute links."""
    source = "\n\n".join([_line(block) if isinstance(block, Line) else block.text for block in brief.blocks])
    rendered = markdown.markdown(source, extensions=["attr_list"], output_format="html")
    return nh3.clean(rendered, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None)


def _line(line: Line) -> str:
    return page.line_markdown(Line(id="", text=line.text, more=line.more))


def _channel(channel: etree._Element, site: Site, newest: Sequence[Issue]) -> None:
    add(channel, "title", f"{site.title}: {site.series}" if site.series else site.title)
    add(channel, "link", site.url)
    add(channel, "description", site.description or site.title)
    own = {"href": urljoin(site.url, RSS_PATH), "rel": "self", "type": "application/rss+xml"}
    etree.SubElement(channel, f"{{{_ATOM}}}link", own)
    add(channel, "language", site.languages[0])
    if newest:
        add(channel, "lastBuildDate", _date(_published(newest[0])))
    add(channel, "docs", "https://www.rssboard.org/rss-specification")
    add(channel, "ttl", "60")


def _item(item: etree._Element, site: Site, issue: Issue) -> None:
    brief = issue.brief
    add(item, "title", headline(brief))
    add(item, "link", address(site, brief))
    add(item, "description", brief.teaser or brief.title)
    add(item, "pubDate", _date(_published(issue)))
    guid = add(item, "guid", f"tag:{site.tag.authority},{site.tag.since}:brief/{brief.day}")
    guid.set("isPermaLink", "false")
    add(item, f"{{{_CONTENT}}}encoded", f"<p>{_escaped(brief.teaser)}</p>\n{html(brief)}")


def _escaped(value: str) -> str:
    return nh3.clean_text(value).replace("&#32;", " ").replace("&#47;", "/")


def _published(issue: Issue) -> datetime:
    return issue.record.published or issue.brief.until


def _date(moment: datetime) -> str:
    return format_datetime(moment)
