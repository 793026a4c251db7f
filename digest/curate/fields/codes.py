"""Codes of countries (ISO 3166) and languages (BCP 47), as CLDR knows them."""

from __future__ import annotations

import re
from functools import cache
from typing import Annotated

from babel import Locale
from babel.core import get_global
from pydantic import PlainValidator

from digest.curate.fields.errors import refused, schema, string
from digest.curate.words import nearest, shown
from digest.language import is_known
from digest.text import NO_COUNTRIES

_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:-([A-Za-z]{4}))?(?:-([A-Za-z]{2}|[0-9]{3}))?")
_TRADITIONAL = re.compile("zh-Hant(?:-.*)?|zh-(?:TW|HK|MO)")


def _country(value: object) -> str:
    text = string(value)
    names = _countries()
    if text in names:
        return text
    upper = text.strip().upper()
    aliases: list[str] = get_global("territory_aliases").get(upper, [])
    known = [code for code in (upper, *aliases) if code in names]
    known += [code for code, name in names.items() if name.casefold() == text.strip().casefold()]
    todo = f'write "{known[0]}"' if known else "write two capitals of ISO 3166 such as CH, or UN or EU"
    raise refused(f"is not the code of a country: {shown(text)}", todo)


@cache
def _countries() -> dict[str, str]:
    names = {str(code): str(name) for code, name in Locale("en").territories.items()}
    return {code: names[code] for code in names if re.fullmatch("[A-Z]{2}", code) and code not in NO_COUNTRIES}


def _language(value: object) -> str:
    text = string(value)
    match = _LANGUAGE.fullmatch(text)
    if not match or match[1].lower() not in _languages():
        raise refused(f"is not the code of a language: {shown(text)}", _language_hint(text))
    language, script, region = match.groups()
    parts = (language.lower(), script and script.title(), region and region.upper())
    return "-".join(part for part in parts if part)


def _site_language(value: object) -> str:
    text = _language(value)
    if not is_known(text):
        raise refused(f"has no dates and numbers in CLDR: {shown(text)}", "write a language such as en or zh")
    if _TRADITIONAL.fullmatch(text):
        raise refused(f"is in traditional characters, and the site writes simplified ones: {shown(text)}", "write zh")
    return text


@cache
def _languages() -> dict[str, str]:
    return {str(code): str(name) for code, name in Locale("en").languages.items()}


def _language_hint(text: str) -> str:
    names = _languages()
    likely: str = get_global("language_aliases").get(text.lower(), "")
    likely = likely or get_global("likely_subtags").get(f"und_{text.upper()}", "").partition("_")[0]
    near = nearest(text.capitalize(), tuple(names.values()))
    likely = likely or next((code for code in names if names[code] == near), "")
    return f'did you mean "{likely.replace("_", "-")}"?' if likely else "write a code such as en or zh-Hant"


_LANGUAGE_FORM = schema(pattern="^[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?$")

Country = Annotated[str, PlainValidator(_country), schema(pattern="^[A-Z]{2}$")]
Language = Annotated[str, PlainValidator(_language), _LANGUAGE_FORM]
SiteLanguage = Annotated[str, PlainValidator(_site_language), _LANGUAGE_FORM]
