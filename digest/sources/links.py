"""Addresses as they should be kept: whole, without what only counts readers, and of the page itself."""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

_LONGEST = 4_000

_FAMILIES = re.compile(r"(?:utm|mtm|itm|pk|piwik|matomo|hsa|vero|oly|at|ns|bbc|guce|fb_action|ss_campaign)_\w+")
_NAMES = """
    fbclid gclid dclid msclkid yclid ysclid ttclid twclid wickedid gbraid wbraid gclsrc srsltid li_fat_id rb_clickid
    epik igsh igshid fb_ref fb_source action_object_map action_type_map action_ref_map __twitter_impression
    sr_share postshare
    _ga _gl _hsenc _hsmi __hssc __hstc __hsfp hsctatracking mkt_tok mc_cid mc_eid mc_tc ml_subscriber ml_subscriber_hash
    ck_subscriber_id s_cid sc_cid sc_campaign sc_channel sc_content sc_medium sc_src ss_source _openstat algo_pvid
    algo_expid spm scm ref_src refsrc ref_url cmp cmpid cmp_id ncid icid ito xtor eref emc smid smtyp mwrsm maca
    rsspartner traffic_source homepage-tracking echobox guccounter amp_js_v usqp wt_mc wt_zmc wt.mc_id wt.mc_ev
"""
_TRACKING = frozenset(_NAMES.split())
"""Parameters (and families of them) that count readers and mean nothing to the page, on whatever site."""

_USES = """
    rss ref referer referrer src source soc_src from feed feedtype feedname part partner _location ocid cid cpid origin
    via campaign channel medium output attr promo fsrc feature mod share iid tag mbid intcid type m
"""
_SOMETIMES = frozenset(["", *_USES.split()])
_READERS = re.compile(
    r"(?:from|via|web|public)?[-_]?(?:rss|atom|feeds?|xml[-_]?feed)(?:\b|[-_\d]).*|\w*rss\d*"
    r"|feedburner|newsletter|twitter|facebook",
    re.IGNORECASE,
)
"""...and names that may mean something, unless their value names where a reader came from."""

_MARKS = re.compile(
    r"(?:utm_|xtor=|ref=|rss|ns_|sa-ns_|at_|echobox=|intcmp|cmpid|:~:text=|respond$|comments$).*", re.IGNORECASE
)
"""Fragments that name no place in the page."""

_CARRIERS = (
    (re.compile(r"(?:www\.)?google\.[a-z.]{2,6}/url"), ("url", "q")),
    (re.compile(r"news\.google\.[a-z.]{2,6}/news/url"), ("url",)),
    (re.compile(r"(?:www\.)?bing\.com/news/apiclick\.aspx"), ("url",)),
    (re.compile(r"(?:l|lm|www)\.facebook\.com/l\.php|l\.instagram\.com/?"), ("u",)),
    (re.compile(r"out\.reddit\.com/.*|exit\.sc/?|disq\.us/url|go\.redirectingat\.com/?"), ("url",)),
    (re.compile(r"(?:www\.)?youtube\.com/redirect"), ("q",)),
    (re.compile(r"t\.umblr\.com/redirect"), ("z",)),
    (re.compile(r"vk\.com/away(?:\.php)?"), ("to",)),
    (re.compile(r"(?:www\.)?linkedin\.com/redir/redirect"), ("url",)),
    (re.compile(r"[\w.-]+\.safelinks\.protection\.outlook\.com/?"), ("url",)),
    (re.compile(r"redirect\.viglink\.com/?|click\.linksynergy\.com/.*"), ("u", "murl")),
)  # fmt: skip
"""Addresses that carry another one in a parameter."""

_AMP = re.compile(r"(?:www\.google\.[a-z.]{2,6}/amp|[\w-]+\.cdn\.ampproject\.org/[cv])/(s/)?([^/]+\..*)")
_YAHOO = re.compile(r"r\.search\.yahoo\.com/.*/RU=([^/]+)/.*")
_FEEDSPORTAL = re.compile(r"[\w.-]*feedsportal\.com/.*/l/(0[LM][^/]+)/(?:story|ia)\d+\.htm")
_SIGNS = "A0 B. C/ D? E- F= G& H, I_ J% Lhttp:// Mhttps:// N.com O.co.uk Swww."
_PORTAL_SIGNS = {sign[0]: sign[1:] for sign in _SIGNS.split(" ")}
_NEWS_ITEM = re.compile(r"news\.google\.com/(?:rss/|__i/rss/)?(?:articles|rd/articles)/(CBM[\w-]+)=*")


def address(link: str, base: str) -> str:
    """An absolute web address without characters that cannot be seen, or nothing."""
    link = link.strip()
    try:
        url = urljoin(base, re.sub(r"[\t\r\n]", "", link)) if link else ""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > _LONGEST:
            return ""
        if "@" in parts.netloc:  # a name before it is there to deceive
            url = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
        if url.isascii() and url.isprintable() and " " not in url:
            return url
        return "".join(c if c.isprintable() and c != " " else quote(c) for c in url)
    except ValueError:  # also what is no text: half of a surrogate pair
        return ""


def canonical(url: str) -> str:
    """The address of the page itself: unwrapped from redirectors whose links carry it, and without tracking marks.

    What means something to the page stays as it is written. Doing it twice changes nothing.
    """
    for _ in range(4):
        inner = next((found for target in _targets(url) if (found := address(target, ""))), "")
        if not inner:
            break
        url = inner
    return _untracked(url)


def is_passed_on(url: str) -> bool:
    """Whether the address is of a Google News item, which another publisher wrote."""
    try:
        return urlsplit(url).hostname == "news.google.com"
    except ValueError:
        return False


def _untracked(url: str) -> str:
    bare, hash_, fragment = url.partition("#")
    if _MARKS.fullmatch(fragment):
        hash_ = fragment = ""
    path, mark, query = bare.partition("?")
    kept = "&".join(pair for pair in query.split("&") if pair and not _counts_readers(pair))
    return path + (mark and kept and "?") + kept + (fragment and hash_) + fragment


def _counts_readers(pair: str) -> bool:
    name, _, value = pair.partition("=")
    name = name.lower()
    if name in _TRACKING or _FAMILIES.fullmatch(name):
        return True
    if name not in _SOMETIMES:
        return False
    return bool(_READERS.fullmatch(value)) or (name == "rss" and value in {"", "1", "yes", "true"})


def _targets(url: str) -> Iterator[str]:
    """What may be the address inside an address."""
    parts = urlsplit(url)
    place = (parts.hostname or "") + parts.path
    for carrier, names in _CARRIERS:
        if carrier.fullmatch(place):
            pairs = dict(pair.partition("=")[::2] for pair in reversed(parts.query.split("&")))
            yield from (unquote(pairs[name]) for name in names if name in pairs)
    if match := _AMP.fullmatch(place):
        yield f"http{'s' if match[1] else ''}://{match[2]}" + (f"?{parts.query}" if parts.query else "")
    if match := _YAHOO.fullmatch(place):
        yield unquote(match[1])
    if (match := _FEEDSPORTAL.fullmatch(place)) and _PORTAL_SIGNS.keys() >= set(re.findall("0(.)", match[1])):
        yield re.sub("0(.)", lambda sign: _PORTAL_SIGNS[sign[1]], match[1])
    if match := _NEWS_ITEM.fullmatch(place):
        yield _news_target(match[1])


def _news_target(code: str) -> str:
    """The address that older codes of Google News hold as plain text; newer ones hold none."""
    try:
        packed = urlsafe_b64decode(code + "=" * (-len(code) % 4))
    except ValueError:
        return ""
    # Of the message's fields the first that holds an address: a length of seven bits a byte, then so many bytes.
    found = re.search(rb"(?:([\x80-\xff])?([\x00-\x7f]))(https?://[\x21-\x7e]+)", packed)
    if not found:
        return ""
    low = found[1][0] - 0x80 if found[1] else 0
    size = low + found[2][0] * 0x80 if found[1] else found[2][0]
    return found[3][:size].decode()
