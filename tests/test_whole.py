"""Whole pieces of HTML: set aside before Markdown is converted, they stand in the page as they would have anyway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import markdown
import pytest
from lxml import html

from bench import archive
from digest import files, render
from digest.site.whole import WHOLE_HTML, is_whole

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]


def parts(text: str) -> Iterator[tuple[str, Mapping[str, str], str, str]]:
    """Every element of some HTML with its attributes and the words in it and after it."""
    for element in html.fragment_fromstring(text, create_parent="main").iter():
        attributes = {key: value or key for key, value in element.attrib.items()}
        inside, after = (" ".join((words or "").split()) for words in (element.text, element.tail))
        yield str(element.tag), attributes, inside, after


def both(text: str) -> tuple[list[object], list[object]]:
    """What Markdown becomes without whole pieces set aside, and with them."""
    plain = markdown.markdown(text, extensions=EXTENSIONS)
    quick = markdown.markdown(text, extensions=[*EXTENSIONS, WHOLE_HTML])
    return list(parts(plain)), list(parts(quick))


@pytest.mark.parametrize(
    "text",
    [
        "Words.\n\n<p class=\"a\">One <b>two</b> *three*</p>\n\nMore *words*.",
        "<ul>\n<li>One</li>\n<li>Two<br>three</li>\n</ul>\n\n## Head {: #id }",
        "<div markdown>\n\n# Head\n\n<p>Raw *words* &amp; [a](b)</p>\n<ul hidden>\n<li>a</li></ul>\n\n*Soft*</div>",
        "<div>\n\n<p>Inside a raw *block*</p>\n\n*Words*\n\n</div>\n\nAfter.",
        "<div markdown>\n\n<section>\n\n<p>One</p>\n\n</section>\n\n</div>",
        "<div><p>Not closed</p>\n\n*words*\n\n</div>",
        "<!-- a\n\n<p>comment</p>\n\n-->\n\n*Words*",
        "- An item\n\n<p>Not of it</p>\n\n- Another",
        "<p>One</p> *two* <p>three</p>",
        "<em>Not</em> a *block*",
        "    <p>code</p>\n\nWords",
        "<p title=\"a > b\">One</p>\n\n<p title='<i>'>Two</p>\n\nWords",
        "<table><tr><td>No | table</td></tr></table>\n\n| a | b |\n|---|---|\n| 1 | <b>2</b> |",
        "<pre>\n*as it is*\n</pre>\n\n<svg><path d=\"M0\"/></svg>\n\n<figure><svg><path d=\"M0\"/></svg></figure>",
    ],
)  # fmt: skip
def test_pages_stay_what_they_were(text: str) -> None:
    """Markdown with HTML in and around it becomes the same elements either way."""
    plain, quick = both(text)
    assert quick == plain


def test_every_page_of_a_site_stays_what_it_was() -> None:
    """All pages that the program writes become the same elements either way, and most of their HTML is set aside."""
    templates = render.Templates(files.shipped() / "site_templates")
    for page in render.site(archive.archive(12, outlets=9), templates):
        if page.path.endswith(".md"):
            plain, quick = both(page.text.split("\n---\n", 1)[-1])
            assert quick == plain, page.path


@pytest.mark.parametrize(
    ("piece", "whole"),
    [
        ("<p>One</p>\n<ul><li>Two</li></ul>", True),
        ("<p>One<br>two <img src=\"a\"></p>", True),
        ("<p>One", False),
        ("<p>One</b></p>", False),
        ("<p>One</p> two <p>three</p>", False),
        ("<div markdown>*One*</div>", False),
        ("<p>a < b</p>", False),
        ("<p>One</p> two", False),
        ("<div><pre>\n</pre></div>", False),
    ],
)  # fmt: skip
def test_what_is_whole(piece: str, whole: bool) -> None:
    """A piece is whole where its tags are closed in it and nothing is left for Markdown or for a parser to decide."""
    assert is_whole(piece) is whole
