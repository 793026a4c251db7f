"""Render: the complete tree of docs pages, from the briefs, their records, the standings and the roster.

Pure but for the templates that it reads: no other file, no clock, no chance. Everything that depends on more than one
brief (previous and next day, archive, topics, the rail) is written into the pages here, so that an engine renders each
page from its own Markdown alone.
"""

from digest.language import Language
from digest.render.almanac import Almanac
from digest.render.documents import documents, findings
from digest.render.review import Rest, Review, Reviewed, Turned, review_markdown, review_page
from digest.render.templates import Templates
from digest.render.theme import theme_words
from digest.render.tree import leaves, linkable, site
from digest.render.values import Beside, SiteView

__all__ = [
    "Almanac",
    "Beside",
    "Language",
    "Rest",
    "Review",
    "Reviewed",
    "SiteView",
    "Templates",
    "Turned",
    "documents",
    "findings",
    "leaves",
    "linkable",
    "review_markdown",
    "review_page",
    "site",
    "theme_words",
]
