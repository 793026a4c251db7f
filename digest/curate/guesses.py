"""What publishers and other programs wrote, as feeds.yaml would have it; empty text where it would not."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from digest.curate.fields import Country, Language, Url

_LANGUAGE: TypeAdapter[str] = TypeAdapter(Language)
_COUNTRY: TypeAdapter[str] = TypeAdapter(Country)
_URL: TypeAdapter[str] = TypeAdapter(Url)


def language_of(text: str) -> str:
    """The code of a language: `zh-CN` for `zh_cn`."""
    return _as(_LANGUAGE, text.strip().replace("_", "-"))


def country_of(text: str) -> str:
    """The code of a country."""
    return _as(_COUNTRY, text.strip().upper())


def address_of(text: str) -> str:
    """A web address: also of `feed://...`, which means http, and of one without its scheme."""
    bare = text.strip()
    if bare.startswith("feed:"):
        inner = bare.removeprefix("feed:").removeprefix("//")
        bare = inner if inner.startswith(("http:", "https:")) else f"http://{inner}"
    return _as(_URL, bare if "://" in bare else f"https://{bare}")


def _as(kind: TypeAdapter[str], text: str) -> str:
    try:
        return kind.validate_python(text)
    except ValidationError:
        return ""
