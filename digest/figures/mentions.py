"""Which account of the roster a sentence of the news is about."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence

from digest.model import Account, Entry
from digest.text import primary

Nations = Callable[[str], Collection[str]]
"""The countries that a text names, by ISO code."""

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"“‘'(]?[A-Z@])|(?<=[。！？；])|[;\n]+")
_EMBASSY = re.compile(r"\bembass(?:y|ies)\b|大使馆|大使館|使馆|使館", re.IGNORECASE)


def language_of(entry: Entry) -> str:
    """`en` or `zh`, in which entries are read; empty for any other language."""
    language = primary(entry.language) or ("zh" if re.search("[\u4e00-\u9fff]", entry.title) else "en")
    return language if language in {"en", "zh"} else ""


def sentences_of(entry: Entry) -> Iterator[str]:
    """The sentences of its title and its summary."""
    yield from (part for text in (entry.title, entry.summary) for part in _SENTENCE.split(text) if part)


def account_of(clause: str, accounts: Sequence[Account], nations: Nations) -> tuple[Account | None, str]:
    """The one account that a clause is about, and why; None where it names none or several."""
    folded = clause.casefold()
    named = [one for one in accounts if _is_named(one, folded)]
    if not named and len(_EMBASSY.findall(clause)) == 1:
        countries = set(nations(clause))
        named = [
            one for one in accounts if one.kind == "embassy" and one.country in countries <= {one.country, one.host}
        ]
    if len(named) != 1:
        return None, ""
    return named[0], f"{clause.strip()} names {named[0].name}"


def _is_named(account: Account, clause: str) -> bool:
    names = (account.name, f"@{account.handle}" if account.handle else "")
    return any(re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", clause) for name in names if name)
