"""Elements of feeds by lxml: where items begin in a text, broken pieces of it as trees, names without prefixes."""

from __future__ import annotations

import re

from lxml import etree

ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)(?=[\s>])")
"""How an item begins, in whatever namespace."""

_PREFIX = re.compile(r"\{[^}]*\}|\w+:")


def mended(text: str) -> etree._Element | None:
    """The root of a piece of a document, mended where it is broken; None where nothing of it can be."""
    # A parser of its own for each piece: what one has met shall not stay with the next.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    root: etree._Element | None = etree.fromstring(text, parser)  # lxml's types do not know that it may find none
    return root


def local_name(element: etree._Element) -> str:
    """Its name without the prefix, in lower case."""
    return _PREFIX.sub("", str(element.tag), count=1).lower()
