"""Elements of feeds: text that XML 1.0 can carry."""

from __future__ import annotations

from lxml import etree


def add(parent: etree._Element, tag: str, value: str) -> etree._Element:
    """A new last child with a text, without the characters that XML cannot carry."""
    element = etree.SubElement(parent, tag)
    element.text = _legal(value)
    return element


def _legal(value: str) -> str:
    return "".join(
        c for c in value if c in "\t\n\r" or 0x20 <= ord(c) <= 0xD7FF or 0xE000 <= ord(c) <= 0xFFFD or ord(c) > 0xFFFF
    )
