"""Pieces of the site for other sites, and the news sitemap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from lxml import etree, html

from digest import feeds, files, render, standings
from digest.model import Account, Issue, Moment, Observation, Platform, Precision
from tests.making import UNTIL, line
from tests.test_feeds import ROSTER, published, telling

OWN = replace(
    ROSTER,
    platforms=(Platform(id="weibo", name="Sina Weibo"),),
    accounts=tuple(
        Account(id=name, platform="weibo", handle=name, name=f"{name} & embassy", office=name, kind="embassy")
        for name in ("one", "two")
    ),
)
FIGURES = tuple(
    Observation(
        subject=name, metric="followers", observed=Moment(first=date(2026, 11, 1)), precision=Precision.EXACT,
        value=number, low=number, high=number, printed=str(number),
    )
    for name, number in (("one", 1200), ("two", 3400))
)  # fmt: skip
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def pieces(*issues: Issue) -> dict[str, str]:
    """The files below embed/ and the page for subscribers, of a newsroom with some issues."""
    counted = [replace(one, record=replace(one.record, counts=(("entries", 3), ("outlets", 2)))) for one in issues]
    on = date(2026, 11, 20)
    view = render.SiteView(
        roster=OWN,
        issues=tuple(counted),
        tables=standings.tables(FIGURES, OWN.accounts, on),
        most_followed=standings.most_followed(FIGURES, OWN.accounts, on),
        observations=FIGURES,
    )
    made = render.site(view, render.Templates(files.shipped() / "site_templates"))
    return {page.path: page.text for page in made if page.path.startswith("embed/") or page.path == "subscribe.md"}


def test_the_newest_brief_is_there_to_embed() -> None:
    """Title, teaser and the first lines of the newest published brief, linked to where they stand."""
    many = published(
        *(
            line(f"l{number}", f"*Line* {number} <b>[of & &lt;it>](https://x.example/)</b>. More.")
            for number in range(9)
        )
    )
    found = pieces(replace(many, brief=replace(many.brief, word="A & B")), telling("old", ["e1"], days=1))
    root = html.fragment_fromstring(found["embed/brief.fragment.html"], create_parent="div")
    links = [(link.text_content(), link.get("href")) for link in root.iter("a")]
    address = "https://example.org/digest/2026/11/20/"
    assert links[0] == ("First POST: A & B", address)
    assert links[1] == ("Line 0 of & <it>.", f"{address}#l0")
    assert len(links) == 1 + 5 + 1
    assert "old" not in found["embed/brief.html"]


def test_league_tables_are_there_to_embed() -> None:
    """The table of all platforms and one of each, with places, figures as printed, and links to the accounts."""
    found = pieces()
    assert "embed/brief.html" not in found
    for path in ("embed/standings", "embed/standings-weibo"):
        rows = html.fragment_fromstring(found[f"{path}.fragment.html"], create_parent="div").findall(".//tbody/tr")
        assert [row.xpath("string(th)").split(" & ")[0] for row in rows] == ["two", "one"]
        assert rows[0].xpath(".//a/@href")[0] == "https://example.org/digest/a/two/"
        assert "3,400" in rows[0].text_content()


def test_a_frame_tells_nobody_anything() -> None:
    """A piece in a frame is whole in itself: no script, no picture, no sheet from elsewhere, every link absolute."""
    for path, text in pieces(telling("a", ["e1"])).items():
        if path.endswith(".html"):
            root = html.document_fromstring(text)
            assert not root.xpath("//script | //img | //iframe | //link[@rel='stylesheet'] | //@src | //@onclick")
            assert root.xpath("//link[@rel='icon']/@href") in ([], ["data:,"])
            assert "url(" not in text
            assert all(str(href).startswith("https://example.org/digest/") for href in root.xpath("//a/@href"))
            assert ("<!doctype html>" in text) == (not path.endswith(".fragment.html"))
            if "fragment" not in path:
                assert root.xpath("//base/@target") == ["_blank"]
                assert root.get("lang") == "en"


def test_the_page_for_subscribers_says_how_to_embed() -> None:
    """Each piece is offered with the line of HTML to copy."""
    page = pieces(telling("a", ["e1"]))["subscribe.md"]
    for name in ("brief", "standings", "standings-weibo"):
        assert f'&lt;iframe src="https://example.org/digest/embed/{name}.html"' in page


def news(*issues: Issue, hours: float | None = None) -> list[etree._Element]:
    """The entries of the news sitemap some hours after the newest edition."""
    as_of = None if hours is None else UNTIL + timedelta(hours=hours)
    root = etree.fromstring(feeds.news_sitemap(feeds.newsstand(ROSTER, issues), as_of))
    assert root.tag == f"{MAP}urlset"
    return root.findall(f"{MAP}url")


def test_the_news_sitemap_has_the_last_two_days() -> None:
    """Briefs published within two days of the newest data, each with what search engines ask for."""
    issues = [telling(f"k{back}", [f"e{back}"], days=back) for back in range(5)]
    rows = news(*issues, hours=12)
    assert [row.findtext(f"{MAP}loc") for row in rows] == [
        "https://example.org/digest/2026/11/20/",
        "https://example.org/digest/2026/11/19/",
    ]
    (told,) = rows[0].findall(f"{NEWS}news")
    assert told.findtext(f"{NEWS}publication/{NEWS}name") == "The Digest & Co"
    assert told.findtext(f"{NEWS}publication/{NEWS}language") == "en"
    assert told.findtext(f"{NEWS}publication_date") == "2026-11-20T06:00:00Z"
    assert told.findtext(f"{NEWS}title") == "First POST: Edges"
    assert len(news(*issues)) == 2
    assert news(*issues, hours=72) == []
    assert news() == []


def test_the_news_sitemap_names_chinese_as_it_is_asked_to() -> None:
    """Languages are codes of ISO 639, but for Chinese, of which the script is named."""
    for code, told in (("pt-BR", "pt"), ("zh-Hans", "zh-cn"), ("zh", "zh-cn")):
        stand = feeds.newsstand(replace(ROSTER, site=replace(ROSTER.site, languages=(code,))), [telling("a", ["e1"])])
        assert f"<news:language>{told}</news:language>".encode() in feeds.news_sitemap(stand, None)
