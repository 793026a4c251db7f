"""Addresses that people can be written to."""

from __future__ import annotations

import re

_DOT_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_HOST_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL = re.compile(rf"{_DOT_ATOM}(?:\.{_DOT_ATOM})*@{_HOST_LABEL}(?:\.{_HOST_LABEL})+")


def is_email(value: str) -> bool:
    """Whether a text is an e-mail address as mail goes out to: ASCII, no quoted names, no bare hosts.

    Source: RFC 5321, sections 4.1.2 and 4.5.3.1, as the HTML standard narrows them for forms.
    """
    name, _, _ = value.rpartition("@")
    return bool(_EMAIL.fullmatch(value)) and len(value) <= 254 and len(name) <= 64
