"""The news sitemap: the briefs of the last two days, for search engines that list news.

Source: Google Search Central, "News sitemaps" (publication with name and language, publication date, title).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from lxml import etree

from digest.feeds import words
from digest.feeds.elements import add, rfc3339
from digest.feeds.newsstand import Newsstand
from digest.feeds.threads import published
from digest.text import clean, primary

NEWS_SITEMAP = "news-sitemap.xml"
"""Where it lies, below the site's address."""

_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_NEW = timedelta(days=2)


def news_sitemap(stand: Newsstand, as_of: datetime | None) -> bytes:
    """The briefs published in the two days up to `as_of`, newest first; with no moment, up to the newest of them."""
    site = stand.roster.site
    moments = [published(issue) for issue in stand.issues]
    until = max([*moments, *([as_of] if as_of else [])], default=None)
    root = etree.Element(f"{{{_MAP}}}urlset", nsmap={None: _MAP, "news": _NEWS})
    for issue, moment in zip(stand.issues, moments, strict=True):
        if until and moment > until - _NEW:
            url = etree.SubElement(root, f"{{{_MAP}}}url")
            add(url, f"{{{_MAP}}}loc", words.address(site, issue.head))
            news = etree.SubElement(url, f"{{{_NEWS}}}news")
            publication = etree.SubElement(news, f"{{{_NEWS}}}publication")
            add(publication, f"{{{_NEWS}}}name", clean(site.title))
            add(publication, f"{{{_NEWS}}}language", _language(site.languages[0]))
            add(news, f"{{{_NEWS}}}publication_date", rfc3339(moment))
            add(news, f"{{{_NEWS}}}title", clean(issue.head.title))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _language(code: str) -> str:
    """A language as news sitemaps name it: ISO 639, and `zh-cn` for Chinese, which no site has in another script."""
    name = primary(code)
    return "zh-cn" if name == "zh" else name
