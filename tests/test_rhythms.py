"""How often documents say that they change: what is read of it, and what is too absurd to be meant."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.model import Contents, Rhythm
from digest.sources.feeds import read_feed, read_plainly
from digest.sources.rhythms import rhythm_of
from tests.serving import item, rss
from tests.test_sources import FEED, OUTLET, SEEN, document

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SY = "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'"


def rhythm(head: str, tail: str = "") -> Rhythm:
    """What both readers find in an RSS document with that head, which must be the same."""
    body = rss(head, item("Talks", guid="1"), tail)
    found = [read(FEED, OUTLET, document(body), SEEN) for read in (read_feed, read_plainly)]
    assert all(isinstance(one, Contents) and len(one.entries) == 1 for one in found)
    (one,) = {getattr(one, "rhythm", None) for one in found}
    assert isinstance(one, Rhythm)
    return one


@pytest.mark.parametrize(
    ("head", "every"),
    [
        ("<ttl>90</ttl>", 1.5 * HOUR),
        ("<ttl> 90 </ttl>", 1.5 * HOUR),
        ("<TTL>90</TTL>", 1.5 * HOUR),
        ("<ttl><![CDATA[90]]></ttl>", 1.5 * HOUR),
        (f"<sy:updatePeriod {SY}>hourly</sy:updatePeriod>", HOUR),
        (f"<sy:updatePeriod {SY}>\n daily\n</sy:updatePeriod><sy:updateFrequency {SY}>2</sy:updateFrequency>", DAY / 2),
        (f"<sy:updatePeriod {SY}>Weekly</sy:updatePeriod>", 7 * DAY),
        (f"<ttl>30</ttl><sy:updatePeriod {SY}>hourly</sy:updatePeriod>", HOUR),
        (f"<ttl>120</ttl><sy:updatePeriod {SY}>hourly</sy:updatePeriod>", 2 * HOUR),
        ("", 0 * HOUR),
        ("<ttl>0</ttl>", 0 * HOUR),
        ("<ttl>-5</ttl>", 0 * HOUR),
        ("<ttl>1000000000</ttl>", 0 * HOUR),
        ("<ttl>999999999</ttl>", 0 * HOUR),
        ("<ttl>99999999999999999999999</ttl>", 0 * HOUR),
        ("<ttl>soon</ttl>", 0 * HOUR),
        ("<ttl/>", 0 * HOUR),
        ("<!-- <ttl>90</ttl> -->", 0 * HOUR),
        (f"<sy:updatePeriod {SY}>daily</sy:updatePeriod><sy:updateFrequency {SY}>0</sy:updateFrequency>", 0 * HOUR),
        (f"<sy:updatePeriod {SY}>fortnightly</sy:updatePeriod>", 0 * HOUR),
        (f"<sy:updateFrequency {SY}>2</sy:updateFrequency>", 0 * HOUR),
    ],
)
def test_the_longest_that_is_meant_is_read(head: str, every: timedelta) -> None:
    """Minutes of ttl and a period with its frequency count, the longer of them; absurd values are as good as none."""
    assert rhythm(head).every == every


def test_hours_and_days_are_skipped_by_all_their_names() -> None:
    """Hours are 0 to 23 with 24 for 0, days English names in any case; others are passed over."""
    head = "<skipHours><hour>24</hour><hour>1</hour><hour>01</hour><hour>25</hour><hour>x</hour></skipHours>"
    days = "<skipDays><day>Saturday</day><day>SUNDAY</day><day>Samstag</day></skipDays>"
    assert rhythm(head + days) == Rhythm(hours=frozenset({0, 1}), days=frozenset({5, 6}))
    assert rhythm("<hour>3</hour><day>Monday</day><ttl>60</ttl>") == Rhythm(every=HOUR)
    always = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    assert rhythm(f"<skipHours>{always}</skipHours>") == Rhythm()


def test_the_channel_may_say_it_behind_its_items_but_no_item_says_it() -> None:
    """What stands after the last item is the channel's; a ttl within an item is not."""
    assert rhythm("", "<ttl>60</ttl>").every == HOUR
    body = rss(item("a", guid="1", body="&lt;ttl&gt;60&lt;/ttl&gt;").replace("</item>", "<ttl>60</ttl></item>"))
    assert rhythm_of(body.decode()) == Rhythm()


def test_rdf_and_atom_say_it_too() -> None:
    """The syndication module is read wherever the head of a document has it; JSON Feed has nothing like it."""
    said = f"<sy:updatePeriod {SY}>daily</sy:updatePeriod>"
    rdf = (
        "<?xml version='1.0'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'"
        f" xmlns='http://purl.org/rss/1.0/'><channel rdf:about='x'><title>t</title>{said}</channel>"
        "<item rdf:about='y'><title>Talks</title><link>https://x.example/</link></item></rdf:RDF>"
    )
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title>{said}<entry><title>e</title><id>1</id></entry></feed>"
    for body in (rdf, atom):
        contents = read_feed(FEED, OUTLET, document(body), SEEN)
        assert isinstance(contents, Contents)
        assert (contents.rhythm.every, len(contents.entries)) == (DAY, 1)
    contents = read_feed(FEED, OUTLET, document('{"version": "1.1", "ttl": 60, "items": []}'), SEEN)
    assert isinstance(contents, Contents)
    assert contents.rhythm == Rhythm()


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_head_is_too_broken(junk: str, number: str) -> None:
    """Whatever stands there, a rhythm is a sane one."""
    found = rhythm_of(f"<rss><channel>{junk}<ttl>{number}</ttl><skipHours>{junk}<hour>{number}</hour></channel><item>")
    assert timedelta() <= found.every <= timedelta(days=366)
    assert found.hours <= frozenset(range(24))
