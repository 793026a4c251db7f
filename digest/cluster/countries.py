"""Countries by the names that news gives them: in English and Chinese all, in other languages those of one word.

Names of all territories come from CLDR; what CLDR has not (adjectives, capitals, other names) is in `names`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from babel import Locale
from babel.core import UnknownLocaleError

from digest.cluster.names import NOT_COUNTRIES, TABLE, TOGETHER, UNSURE
from digest.cluster.wordlists import simplified
from digest.text import NO_COUNTRIES, primary
from digest.text.scripts import HAN

_UNLIKE = {"CG", "CD", "HK", "MO"}  # named otherwise by CLDR than by anyone else

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_]+)*\.?(?:['’](?!s\b)[^\W\d_]+)*")
_CAPITALISED = re.compile("[A-Z][A-Za-z]*")  # what is a word of a name begins so, where all letters are ASCII
_LETTERS = re.compile(r"[^\W\d_]+")
_INITIALS = re.compile(r"[^\W\d_]\.[^\W\d_]")
_ENDING = re.compile("[aeiouyáéíóúаеиоуыэюяйьії]+$")
_SHORTEST = 4  # letters that must be left of a name
_HAN = re.compile(f"[{HAN}][{HAN}（(）)]*")


@dataclass(frozen=True, slots=True)
class Mention:
    """A word that names a country; not `sure` where it often means something else."""

    word: str
    sure: bool = True


def mentions(value: str, language: str = "") -> Mapping[str, tuple[Mention, ...]]:
    """The countries that a text names, by ISO code (or EU, UN), each with its mentions.

    Names are those of English and Chinese, whose words other languages share, and those of the text's own language.
    """
    found: dict[str, tuple[Mention, ...]] = {}
    named = [*_latin(value)]
    if not value.isascii():
        named += _han(value)
    if language not in {"", "en"}:
        named += _other(value, primary(language))
    for codes, mention in named:
        for code in codes:
            found[code] = (*found.get(code, ()), mention)
    return found


def _latin(value: str) -> Iterator[tuple[tuple[str, ...], Mention]]:
    letters = _CAPITALISED if value.isascii() else _LETTERS
    if _quick().isdisjoint(letters.findall(value)) and not ("." in value and _INITIALS.search(value)):
        return
    names, _ = _latin_names()
    words = list(_WORD.finditer(value))
    widths = [_longest_from(word.group()) for word in words]
    at = 0
    while at < len(words):
        width = min(widths[at], len(words) - at)
        while width and " ".join(_plain(word.group()) for word in words[at : at + width]) not in names:
            width -= 1
        if width:
            name = " ".join(_plain(word.group()) for word in words[at : at + width])
            codes, sure = names[name]
            yield codes, Mention(_shown(value[words[at].start() : words[at + width - 1].end()]), sure)
        at += width or 1


def _other(value: str, language: str) -> Iterator[tuple[tuple[str, ...], Mention]]:
    """Names in any other language, whatever their endings."""
    if language not in {"", "en", "zh"} and (known := _stems(language)):
        pattern, stems = known
        for match in pattern.finditer(value):
            yield (stems[match.group(1)],), Mention(match.group())


@lru_cache(maxsize=64)
def _stems(language: str) -> tuple[re.Pattern[str], Mapping[str, str]] | None:
    """CLDR's names of one word in a language, less the vowels that it inflects."""
    try:
        listed = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return None
    stems: dict[str, str] = {}
    for code, name in sorted(listed.items()):
        if len(code) == 2 and code not in NO_COUNTRIES and " " not in name:
            bare = _ENDING.sub("", name)
            stems[bare if len(bare) >= _SHORTEST else name] = code
    if not stems:
        return None
    names = "|".join(re.escape(stem) for stem in sorted(stems, key=len, reverse=True))
    inflected = any(stem[0].isupper() for stem in stems)
    return re.compile(rf"\b({names})\w*" if inflected else f"({names})"), stems


@lru_cache(maxsize=1)
def _quick() -> frozenset[str]:
    """How names begin as most texts write them, up to an apostrophe; few texts have one."""
    firsts = frozenset(letters for first in _latin_names()[1] for letters in _LETTERS.findall(first)[:1])
    return firsts | {word.upper() for word in firsts}


@lru_cache(maxsize=1 << 16)
def _longest_from(word: str) -> int:
    """How many words the longest name has that begins with this one."""
    return _latin_names()[1].get(_plain(word), 0)


def _han(value: str) -> Iterator[tuple[tuple[str, ...], Mention]]:
    for run in _HAN.finditer(value):
        names, longest = _han_names()  # only here: most texts that are not ASCII have no Chinese either
        text, plain, at = run.group(), simplified(run.group()), 0
        while at < len(text):
            width = max(longest.get(text[at], 0), longest.get(plain[at], 0))
            while width and not (found := names.get(text[at : at + width]) or names.get(plain[at : at + width])):
                width -= 1
            if width and found:
                codes, sure = found
                yield codes, Mention(text[at : at + width], sure)
            at += width or 1


def _plain(word: str) -> str:
    """A word as names are looked up: "U.S." is "US"; headlines in capitals are read as if they were not."""
    word = word.replace("’", "'").replace(".", "")
    return word.capitalize() if len(word) > 3 and word.isupper() else word


def _shown(word: str) -> str:
    """A word as it stands, without the full stop that ends its sentence."""
    return word if word.count(".") > 1 else word.removesuffix(".")


_Meant: TypeAlias = tuple[tuple[str, ...], bool]
_Names: TypeAlias = tuple[Mapping[str, _Meant], Mapping[str, int]]
"""Names with the countries they mean, none for those that only look so; and the longest after each first word."""


@lru_cache(maxsize=1)
def _latin_names() -> _Names:
    names: dict[str, _Meant] = {
        _key(name): ((code,), name not in UNSURE) for code, name in _listed("en") if not _HAN.match(name)
    }
    names |= {_key(name): ((), True) for name in _not_countries() if not _HAN.match(name)}
    return names, _longest((name.split()[0], len(name.split())) for name in names)


@lru_cache(maxsize=1)
def _han_names() -> _Names:
    names: dict[str, _Meant] = {name: ((code,), True) for code, name in _listed("zh", "zh_Hant") if _HAN.match(name)}
    names |= {pair: (tuple(codes.split()), True) for pair, codes in TOGETHER.items()}
    names |= {name: ((), True) for name in _not_countries() if _HAN.match(name)}
    return names, _longest((name[0], len(name)) for name in names)


def _longest(widths: Iterable[tuple[str, int]]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for first, width in widths:
        longest[first] = max(width, longest.get(first, 0))
    return longest


def _not_countries() -> list[str]:
    return [name.strip() for name in NOT_COUNTRIES.split(",")]


def _key(name: str) -> str:
    """A name as texts are looked up: its words as `_WORD` finds them."""
    return " ".join(_plain(word) for word in _WORD.findall(name))


def _listed(*languages: str) -> Iterator[tuple[str, str]]:
    """Countries with their names: CLDR's in some languages, then those of the table, which win."""
    for language in languages:
        for code, name in sorted(Locale.parse(language).territories.items()):
            if len(code) == 2 and code not in NO_COUNTRIES | _UNLIKE:
                yield from ((code, form) for form in _forms(name))
    for line in TABLE.strip().splitlines():
        code, latin, han = (part.strip() for part in line.split("|"))
        yield from ((code, name.strip()) for name in f"{latin},{han}".split(",") if name.strip())


def _forms(name: str) -> Iterator[str]:
    """ "Myanmar (Burma)" is two names, "Bosnia & Herzegovina" is also written out."""
    for form in re.split(r"\s*[()（）]\s*", name):
        if form:
            yield form
            if "&" in form:
                yield form.replace("&", "and")
