"""The metrics feed: figures that leave as RSS and come back from feedparser as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from digest import curate, feeds, figures
from digest.figures import exchange
from digest.model import Failed, Fetched, Moment, Observation, Precision
from digest.sources.metrics import read_metrics
from digest.text import clean
from tests.conftest import ROOT

ROSTER = curate.load(ROOT / "feeds.yaml")
URL = "https://publisher.example/metrics.xml"
TEXTS = st.text(st.characters(codec="utf-8"), max_size=30).map(clean)
COUNTS = st.none() | st.integers(0, 10**12)


@st.composite
def observations(draw: st.DrawFn) -> Observation:
    """Any figure whose texts are lines of plain text."""
    ends = sorted(number for number in draw(st.tuples(COUNTS, COUNTS, COUNTS)) if number is not None)
    low, value, high = [*ends, None, None, None][:3]
    moment = draw(st.dates(date(2009, 1, 1), date(2026, 11, 22)))
    return Observation(
        subject=draw(TEXTS.filter(bool)),
        metric=draw(st.sampled_from(["followers", "monthly_active_users"])),
        observed=Moment.parse(moment.isoformat()[: draw(st.sampled_from([4, 7, 10]))]),
        precision=draw(st.sampled_from(list(Precision))) if ends else Precision.UNDISCLOSED,
        value=value,
        low=low,
        high=high,
        printed=draw(TEXTS),
        recorded=draw(st.none() | st.dates(date(2009, 1, 1), date(2026, 11, 22))),
        said_by=draw(TEXTS),
        method=draw(st.sampled_from(["api", "page", "feed", "article", "manual", "wikidata"])),
        source=draw(TEXTS | st.just("https://example.org/a?b=c&d=%20e#f")),
        supersedes=draw(TEXTS),
    )


def read(document: bytes) -> tuple[Observation, ...]:
    """What a reader finds in a feed without a fault."""
    found = read_metrics(Fetched(url=URL, body=document))
    assert not isinstance(found, Failed)
    assert found[1] == ()
    return found[0]


@settings(max_examples=60)
@given(st.lists(observations(), max_size=5, unique_by=figures.id_of))
def test_any_figure_comes_back_as_it_was(rows: list[Observation]) -> None:
    """Whatever an observation says comes back from feedparser to the letter."""
    assert set(read(feeds.metrics(ROSTER, rows))) == set(rows)


def test_every_shipped_figure_comes_back() -> None:
    """All observations of content/accounts come back from the feed that the project publishes."""
    rows: set[Observation] = set()
    for path in sorted((ROOT / "content/accounts/observations").glob("*.csv")):
        rows |= set(figures.read_rows(path.read_text())[0])
    assert len(rows) >= 44
    assert set(read(feeds.metrics(ROSTER, rows))) == rows
    assert feeds.metrics(ROSTER, rows) == feeds.metrics(ROSTER, sorted(rows, key=figures.id_of))


EMBASSY = Observation(
    subject="il-embassy-cn-weibo",
    metric="followers",
    observed=Moment.parse("2016-12"),
    precision=Precision.LOWER_BOUND,
    value=1_910_000,
    low=1_910_000,
    high=1_920_000,
    printed="over 1.91 million",
    method="article",
    source="A list",
)


def test_an_item_is_for_people_too() -> None:
    """Any feed reader shows whose figure it is, as its source prints it, with its essentials as categories."""
    item = etree.fromstring(feeds.metrics(ROSTER, [EMBASSY])).find("channel/item")
    assert item is not None
    assert item.findtext("title") == "Embassy of Israel in China: followers over 1.91 million (December 2016)"
    assert [one.text for one in item.findall("category")] == [
        *("platform:weibo", "subject:il-embassy-cn-weibo", "metric:followers", "precision:lower-bound"),
        "method:article",
    ]
    for name in exchange.FIELDS:
        found = item.findall(f"{{{exchange.NAMESPACE}}}{name}")
        assert len(found) <= 1
        assert not any(one.attrib for one in found)


def test_the_namespace_counts_and_not_its_prefix() -> None:
    """A publisher may choose another prefix."""
    document = feeds.metrics(ROSTER, [EMBASSY]).replace(b"am:", b"zz:").replace(b":am=", b":zz=")
    assert read(document) == (EMBASSY,)


def test_the_newest_figures_lead_and_old_ones_leave() -> None:
    """The feed holds so many figures at most, the newest first."""
    rows = [replace(EMBASSY, observed=Moment.parse(f"20{year}")) for year in range(10, 20)]
    assert [row.observed.first.year for row in read(feeds.metrics(ROSTER, rows, most=3))] == [2019, 2018, 2017]


def test_rows_that_say_one_figure_are_one_item() -> None:
    """Of two rows that differ only in when they came and what they take back, the feed has the one that does."""
    again = replace(EMBASSY, recorded=date(2026, 11, 21), supersedes="another")
    assert read(feeds.metrics(ROSTER, [again, EMBASSY])) == read(feeds.metrics(ROSTER, [EMBASSY, again])) == (again,)


def test_items_that_hold_no_figure_are_named() -> None:
    """An item with bounds that do not enclose its value is told by its guid while the others are read."""
    document = feeds.metrics(ROSTER, [EMBASSY, replace(EMBASSY, subject="other")])
    broken = document.replace(b"<am:low>1910000<", b"<am:low>1915000<", 1)
    found = read_metrics(Fetched(url=URL, body=broken))
    assert not isinstance(found, Failed)
    rows, (problem,) = found
    assert len(rows) == 1
    assert "observation/" in str(problem)
    assert "bounds do not enclose" in str(problem)


def test_other_documents_are_no_metrics_feeds() -> None:
    """A feed of news and a web page are refused with what they lack."""
    for body in (
        b"<rss version='2.0'><channel><item/></channel></rss>",
        b"<html></html>",
        b"",
    ):
        found = read_metrics(Fetched(url=URL, body=body))
        assert isinstance(found, Failed)
        assert exchange.NAMESPACE in found.todo
