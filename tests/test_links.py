"""Addresses: whole, of the page itself, and without what only counts readers."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.sources.links import address, canonical

PAGE = "https://news.example/2026/talks"
TRACKING = """
    utm_source utm_medium utm_campaign utm_term utm_content UTM_Source utm_id mtm_campaign mtm_kwd pk_campaign pk_source
    piwik_campaign matomo_source at_medium at_campaign at_link_id ns_mchannel ns_source ns_campaign fbclid gclid dclid
    msclkid yclid ysclid ttclid twclid gbraid wbraid igshid igsh mc_cid mc_eid mkt_tok _hsenc _hsmi _ga _gl hsa_acc
    vero_id oly_enc_id s_cid cmpid CMP ncid icid ito xtor eref emc smid mwrsm maca rsspartner traffic_source wt_mc
    wt_zmc ref_src ref_url fb_source __twitter_impression guccounter guce_referrer srsltid _openstat rb_clickid
"""


@pytest.mark.parametrize("name", TRACKING.split())
def test_parameters_that_count_readers_go(name: str) -> None:
    """A tracking parameter goes from wherever it stands, and what stands around it stays as it is written."""
    assert canonical(f"{PAGE}?{name}=x") == PAGE
    assert canonical(f"{PAGE}?id=7&{name}=x%20y&page=A%2fB#part-2") == f"{PAGE}?id=7&page=A%2fB#part-2"


@pytest.mark.parametrize(
    "query",
    ["rss=1", "rss", "=rss", "ref=rss", "source=rss", "source=rss----d12c403d4976--food", "src=rss/topNews", "from=rss",
     "partner=rss", "part=rss", "_location=rss", "feed=atom", "ref=rss&utm_source=rss", "medium=feed"],
)  # fmt: skip
def test_values_that_name_a_feed_go(query: str) -> None:
    """A parameter that may mean something goes when its value says that the reader came from a feed."""
    assert canonical(f"{PAGE}?{query}") == PAGE


@pytest.mark.parametrize(
    "rest",
    ["", "?id=7", "?source=ministry", "?ref=A-12", "?from=2026", "?type=press-release&src=list", "?at=noon", "?q=a+b",
     "?tag=6076518&subj=news", "?v=OWrb-_0mtaQ", "?section=rss-guide-for-editors", "?c_id=3&objectid=12479347", "?x=",
     "#part-2", "#!/story/3", "#/story/3", "#a1",
     "?feed=embassy#comment-3", "?oc=5", "?utm"],
)  # fmt: skip
def test_what_means_something_stays(rest: str) -> None:
    """Parameters and fragments that lead somewhere are kept byte for byte."""
    assert canonical(PAGE + rest) == PAGE + rest


@pytest.mark.parametrize(
    "mark",
    ["xtor=RSS-3208", "utm_source=rss", "sa-ns_mchannel=rss&ns_source=PublicRSS20-sa", "ref=rss", "rss",
     "at_medium=RSS", "echobox=1772140053", ":~:text=talks", "comments", ""],
)  # fmt: skip
def test_fragments_that_lead_nowhere_go(mark: str) -> None:
    """A fragment that is a tracking mark, or empty, goes."""
    assert canonical(f"{PAGE}?id=7#{mark}") == f"{PAGE}?id=7"


@pytest.mark.parametrize(
    "wrapped",
    [
        f"https://www.google.com/url?rct=j&sa=t&url={PAGE}&ct=ga&cd=CAIy&usg=AFQj",
        f"https://www.google.co.uk/url?q={quote(PAGE, safe='')}&sa=D",
        f"http://news.google.com/news/url?sa=t&fd=R&usg=AFQ&clid=c3a&ei=e9H&url={PAGE}",
        f"https://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&url={quote(PAGE, safe='')}&c=1",
        f"https://l.facebook.com/l.php?u={quote(PAGE, safe='')}%3Ffbclid%3DIw&h=AT0",
        f"https://nam10.safelinks.protection.outlook.com/?url={quote(PAGE, safe='')}&data=05",
        f"https://vk.com/away.php?to={quote(PAGE, safe='')}",
        "https://www.google.com/amp/s/news.example/2026/talks",
        "https://news-example.cdn.ampproject.org/c/s/news.example/2026/talks",
        f"https://www.google.com/url?url={quote(f'https://www.google.com/url?url={PAGE}', safe='')}",
        f"https://r.search.yahoo.com/_ylt=A;_ylu=X/RV=2/RE=17/RO=10/RU={quote(PAGE, safe='')}/RK=2/RS=x-",
        "http://news.feedsportal.com/c/33822/f/608948/s/2a/sc/1/l/0Mnews0Bexample0C20A260Ctalks/story01.htm",
    ],
)
def test_redirectors_are_unwrapped(wrapped: str) -> None:
    """Where a link carries the page's address in itself, that address is taken."""
    assert canonical(wrapped) == PAGE


@pytest.mark.parametrize(
    "kept",
    [
        "https://www.google.com/url?url=javascript:alert(1)",
        "https://www.google.com/url?q=nothing",
        "https://www.google.com/url",
        "http://feedproxy.google.com/~r/blog/~3/84XhteoQdCg/",
        "http://x.feedsportal.com/c/1/f/2/s/3/l/0Lnews0Zexample/story01.htm",
        "https://news.google.com/rss/articles/CBMihAFBVV95cUxNQ1N4Q29I?oc=5",
        "https://news.google.com/rss/articles/CBM_?oc=5",
        "https://archive.example/url?url=https://news.example/",
    ],
)
def test_what_carries_no_address_stays(kept: str) -> None:
    """A redirector whose target is not in the link, or is no web address, is left alone."""
    assert canonical(kept) == kept


@given(st.text("abcdefghij/-", min_size=1, max_size=300))
def test_older_codes_of_google_news_hold_the_address(path: str) -> None:
    """The publisher's address is taken out of a Google News link that has it in its code, and no more than that."""
    target = f"https://news.example/{path}".encode()
    size = bytes([len(target)]) if len(target) < 128 else bytes([len(target) % 128 + 128, len(target) // 128])
    code = urlsafe_b64encode(b"\x08\x13\x22" + size + target + b"\xd2\x01\x05https").decode().rstrip("=")
    assert canonical(f"https://news.google.com/__i/rss/rd/articles/{code}?oc=5") == target.decode()


@pytest.mark.parametrize(
    "link", ["javascript:x()", "data:text/html,x", "file:///etc/passwd", "mailto:a@b", "http://", "//", "ftp://x/"]
)
def test_only_web_addresses_are_addresses(link: str) -> None:
    """Other schemes and addresses without a host are none."""
    assert address(link, "") == ""


def test_a_name_before_the_host_is_taken_off() -> None:
    """What stands before an @ in an address is there to be taken for the host."""
    assert address("https://ministry.example@evil.example/a", "") == "https://evil.example/a"


@given(st.text(max_size=80), st.text("abc=&?#%/:.@[]~ é", max_size=60))
def test_canonical_twice_is_canonical_once(host: str, rest: str) -> None:
    """Nothing raises, what comes out is a web address, and doing it again changes nothing."""
    for link in (
        host,
        f"https://{host}",
        f"https://news.example/{rest}",
        f"https://www.google.com/url?url=https://{rest}",
    ):
        if found := address(link, "https://base.example/"):
            once = canonical(found)
            assert once.startswith(("http://", "https://"))
            assert canonical(once) == once
