"""Addresses of the web and of mail, and the headers that go along."""

from __future__ import annotations

import re
from string import Template
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import PlainValidator

from digest.curate.fields.errors import refused, schema, string
from digest.curate.words import shown
from digest.text import is_email

_NOT_IN_URLS = re.compile(
    r"""[\s<>"{}|\\^`\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"""
)
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]", re.IGNORECASE | re.ASCII)
_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_HEADER_TEXT = re.compile(r"[\x20-\x7e]+")
_OWN_HEADERS = frozenset(
    {"accept", "accept-encoding", "connection", "content-length", "host", "te", "transfer-encoding", "user-agent"}
)


def _url(value: object) -> str:
    text = string(value).strip()
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        raise refused(f"is not an address: {shown(text)}", "look at its host and port") from None
    if parts.scheme not in {"http", "https"} or not re.search(r"\w", host):
        rest = text.partition("://")[2] or text.lstrip("/")
        todo = f"write https://{rest}" if _DOMAIN.match(rest) else "write something like https://example.org/feed.xml"
        raise refused(f"must be an http or https address with a host, not {shown(text)}", todo)
    if match := _NOT_IN_URLS.search(text):
        mark = f'"{match.group()}"' if match.group().isprintable() else "an invisible character"
        mark = "a space" if match.group() == " " else mark
        raise refused(f"is not an address: it has {mark} in it", "percent-encode or remove it")
    return text


def _site_url(value: object) -> str:
    url = _url(value)
    if "?" in url or "#" in url:
        raise refused(
            f'must be a folder, with no "?" or "#", not {shown(url)}', "write something like https://example.org/"
        )
    return url if url.endswith("/") else f"{url}/"


def _authority(value: object) -> str:
    text = string(value).strip().lower()
    user, _, domain = text.rpartition("@")
    if not _DOMAIN.fullmatch(domain) or ("@" in text and not re.fullmatch(r"[a-z0-9._-]+", user)):
        raise refused(f"must be a domain or an e-mail address, not {shown(text)}", "write something like example.org")
    return text


def _email(value: object) -> str:
    text = string(value).strip()
    if not is_email(text):
        raise refused(f"is not an e-mail address: {shown(text)}", "write name@example.org")
    return text


def _way(value: object) -> str:
    """An address of the web or of mail (`mailto:`)."""
    text = string(value).strip()
    if not text.lower().startswith("mailto:"):
        return _url(text)
    if not is_email(text[7:].partition("?")[0]) or _NOT_IN_URLS.search(text):
        raise refused(f"is no mailto: address: {shown(text)}", "write mailto:name@example.org?subject=subscribe")
    return text


def _way_out(value: object) -> str:
    """A way of which `{token}` or `{address}` stands for the reader."""
    text = string(value).strip()
    _way(text.replace("{token}", "token").replace("{address}", "address"))
    if not text.lower().startswith("mailto:") and not ("{token}" in text or "{address}" in text):
        raise refused("does not say who wants to leave", "put {token} or {address} where the page expects the reader")
    return text


def _header_name(value: object) -> str:
    text = string(value).strip()
    if not _HEADER.fullmatch(text):
        raise refused(f"is not the name of a header: {shown(text)}", "write something like Authorization")
    if text.casefold() in _OWN_HEADERS or text.casefold().startswith("if-"):
        raise refused(f"is a header that the program sets itself: {shown(text)}", "remove it")
    return text


def _header_text(value: object) -> str:
    text = string(value).strip()
    if not _HEADER_TEXT.fullmatch(text):
        raise refused("must be printable ASCII text", "write something like Bearer $X_BEARER_TOKEN")
    if not Template(text).is_valid():
        raise refused("has a $ without the name of an environment variable", "write $$ for the character itself")
    return text


Url = Annotated[str, PlainValidator(_url), schema(pattern=r"^https?://\S+$")]
SiteUrl = Annotated[str, PlainValidator(_site_url), schema(pattern=r"^https?://[^\s?#]+$")]
Authority = Annotated[str, PlainValidator(_authority), schema(pattern=r"^\S+\.\S+$")]
Email = Annotated[str, PlainValidator(_email), schema(pattern=r"^\S+@\S+\.\S+$")]
Way = Annotated[str, PlainValidator(_way), schema(pattern=r"^(https?://|mailto:)\S+$")]
WayOut = Annotated[str, PlainValidator(_way_out), schema(pattern=r"^(https?://|mailto:)\S+$")]
HeaderName = Annotated[str, PlainValidator(_header_name), schema(pattern="^[^\\s:]+$")]
HeaderText = Annotated[str, PlainValidator(_header_text), schema(minLength=1)]
