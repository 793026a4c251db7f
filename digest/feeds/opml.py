"""OPML 2.0: the list of feeds as feed readers and other newsrooms exchange it.

Source: OPML 2.0 specification (opml.org/spec2.opml). What the roster knows beyond it stands in attributes of a
namespace of our own, which the specification allows and other programs pass over, so that another newsroom gets the
outlets with the feeds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from digest.model import Failed, Offer, Outlet, Roster
from digest.text import clean, plain

_OWN = "urn:diplomacy-digest:opml"
_NO_OPML = Failed(what="it is not OPML", todo="export the list of feeds again, as OPML")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One feed of an OPML list; texts as their writer gave them, empty where nothing was said.

    `folders` are the names above it and its categories. The fields from `id` on are known where another newsroom
    wrote the list.
    """

    url: str
    title: str = ""
    home: str = ""
    language: str = ""
    folders: tuple[str, ...] = ()
    id: str = ""
    outlet: str = ""
    name: str = ""
    ownership: str = ""
    role: str = ""
    country: str = ""
    weight: str = ""


def write_opml(roster: Roster, *, public: bool = False) -> bytes:
    """The roster's feeds as OPML 2.0, in its order; the same roster gives the same bytes.

    A `public` list has no names and passwords in its addresses.
    """
    root = etree.Element("opml", {"version": "2.0"}, nsmap={"digest": _OWN})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean(f"Feeds of {roster.site.title}")
    etree.SubElement(head, "docs").text = "https://opml.org/spec2.opml"
    body = etree.SubElement(root, "body")
    outlets = {outlet.id: outlet for outlet in roster.outlets}
    feeds_of = Counter(feed.outlet for feed in roster.feeds)
    for feed in roster.feeds:
        outlet = outlets[feed.outlet]
        title = outlet.name if feeds_of[outlet.id] == 1 else f"{outlet.name} ({feed.id})"
        row = {
            "type": "rss",
            "text": title,
            "title": title,
            "xmlUrl": feed.public_url if public else feed.url,
        }
        row |= {"htmlUrl": outlet.home, "language": feed.language or outlet.language, "category": ",".join(feed.topics)}
        row |= {f"{{{_OWN}}}id": feed.id, f"{{{_OWN}}}weight": f"{feed.weight:g}"} | _said_of(outlet)
        etree.SubElement(body, "outline", {name: value for name, value in row.items() if value})
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def write_offers(roster: Roster, offers: Iterable[Offer]) -> bytes:
    """The site's own feeds as OPML 2.0, in their primary format: what a reader takes over in one go."""
    root = etree.Element("opml", {"version": "2.0"})
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = clean(f"Feeds by {roster.site.title}")
    etree.SubElement(head, "docs").text = "https://opml.org/spec2.opml"
    body = etree.SubElement(root, "body")
    for offer in offers:
        title, address = clean(offer.title), urljoin(roster.site.url, offer.atom or offer.rss)
        row = {"type": "rss", "text": title, "title": title, "xmlUrl": address, "htmlUrl": roster.site.url}
        etree.SubElement(body, "outline", row | {"language": roster.site.languages[0], "category": offer.kind})
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _said_of(outlet: Outlet) -> dict[str, str]:
    said = {"outlet": outlet.id, "name": outlet.name, "country": outlet.country}
    said |= {"ownership": outlet.ownership.value, "role": outlet.role.value}
    return {f"{{{_OWN}}}{name}": value for name, value in said.items()}


def read_opml(document: bytes) -> tuple[Subscription, ...] | Failed:
    """The feeds of an OPML list in its order, from whatever program; Failed if it is none. Never raises.

    Entities are not resolved and nothing is fetched. Lists that are not well-formed are read as far as they go.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(document, parser)
    except (etree.XMLSyntaxError, ValueError):
        return _NO_OPML
    if root is None or etree.QName(root).localname.lower() != "opml":
        return _NO_OPML
    return tuple(_subscriptions(root))


def _subscriptions(root: etree._Element) -> Iterator[Subscription]:
    for outline in root.iter("{*}outline"):
        said = {str(name).lower(): str(value) for name, value in outline.attrib.items()}  # xmlUrl, xmlURL, xmlurl
        own = {name: clean(value) for name, value in _own(outline)}
        if url := clean(said.get("xmlurl", "")):
            yield Subscription(
                url=url,
                title=plain(said.get("title") or said.get("text") or ""),
                home=clean(said.get("htmlurl", "")),
                language=clean(said.get("language", "")),
                folders=tuple(dict.fromkeys(_folders(outline, said.get("category", "")))),
                id=own.get("id", ""),
                outlet=own.get("outlet", ""),
                name=own.get("name", ""),
                ownership=own.get("ownership", ""),
                role=own.get("role", ""),
                country=own.get("country", ""),
                weight=own.get("weight", ""),
            )


def _own(outline: etree._Element) -> Iterator[tuple[str, str]]:
    for name, value in outline.attrib.items():
        space, _, local = str(name).rpartition("}")
        if space == f"{{{_OWN}":
            yield local, str(value)


def _folders(outline: etree._Element, category: str) -> Iterator[str]:
    for above in reversed(list(outline.iterancestors("{*}outline"))):
        yield plain(str(above.get("title") or above.get("text") or ""))
    for path in category.split(","):
        yield from (clean(name) for name in path.split("/") if clean(name))
