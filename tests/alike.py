"""Two builds of a site, page by page: what readers read, the ids, and where links lead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

from lxml import html

_ADDRESSES = {"a": "href", "link": "href", "img": "src", "form": "action", "iframe": "src"}
_SILENT = "//script | //style | //comment() | //*[@data-md-component='skip']"
"""What nobody reads; the last is the engines' own way past the menus, which the theme hides for one of its own."""
_ENGINES_OWN = frozenset({"stylesheet", "prev", "next"})
"""Links in the head that each engine sets for itself."""


def pages(site: Path) -> dict[str, Path]:
    """The pages of a site by their addresses."""
    return {path.relative_to(site).as_posix(): path for path in site.rglob("*.html")}


def read(page: Path, address: str) -> tuple[str, list[str], list[str]]:
    """What a page says, its ids, and the addresses that it leads to, all in their order."""
    tree = html.fromstring(page.read_bytes())
    for silent in tree.xpath(_SILENT):
        silent.drop_tree()
    text = " ".join(" ".join(tree.itertext()).split())
    ids = [one for one in tree.xpath("//@id") if not one.startswith("__")]
    return text, ids, list(_links(tree, address))


def _links(tree: html.HtmlElement, address: str) -> Iterator[str]:
    for element in tree.iter(*_ADDRESSES):
        if element.tag == "link" and element.get("rel") in _ENGINES_OWN:
            continue
        if (target := element.get(_ADDRESSES[str(element.tag)])) is not None:
            yield urljoin(f"https://site.example/{address.removesuffix('index.html')}", target)


def differences(one: Path, other: Path) -> list[str]:
    """What two builds differ in, a row for each page."""
    first, second = pages(one), pages(other)
    found = [f"{name}: only in one" for name in sorted(first.keys() ^ second.keys())]
    for name in sorted(first.keys() & second.keys()):
        parts = zip(("text", "ids", "links"), read(first[name], name), read(second[name], name), strict=True)
        for what, mine, theirs in parts:
            if mine != theirs:
                place = next((at for at, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]), 0)
                near = slice(max(0, place - 20), place + 60) if what == "text" else slice(place, place + 2)
                found.append(f"{name}: {what}: {mine[near]!r} / {theirs[near]!r}")
    return found
