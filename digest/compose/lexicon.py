"""The day's lexicon: what its texts show about words, chiefly which of them are names.

A word inside a sentence-case headline or a summary tells by its case whether it is a name. With enough texts that
decides most words of a day; the rest are judged by lists and endings, and left alone where those are silent.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from babel import Locale
from wordfreq import zipf_frequency

from digest.compose import english, verbs

WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘.+?’(?!\w)|(?<!\w)'.+?'(?!\w)")
_OPENS = re.compile(r"(?:^|(?:[a-z0-9]{2}[.]|[!?:;|–—])\s*|\s-\s*)[\s“”\"‘’'(\[]*$")
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_SUMMARY = 400
_DOUBTFUL = 0.6
_COUNTRIES = frozenset(
    name.casefold()
    for code, name in Locale.parse("en").territories.items()
    if len(code) == 2 and name.isalpha() and name[0].isupper()
)
_UNSURE, _COMMON = 2.5, 4.0
_SHORT, _KNOWN_FORM = 5, 2.5
_STEM = 4


def base(word: str) -> str:
    """A word without its possessive ending."""
    return _POSSESSIVE.sub("", word)


@lru_cache(maxsize=65536)
def is_acronym(word: str) -> bool:
    """Whether a word is written with capitals beyond its first letter or with digits ("EU", "U.S.", "G7", "McRae")."""
    bare = base(word)
    return any(char.isupper() for char in bare[1:]) or any(char.isdigit() for char in bare) or bare == "I"


def is_title_case(text: str, least: float = 0.8) -> bool:
    """Whether a headline Writes Its Words Like This: more than `least` of those that could be in small letters."""
    words = [word for word in WORD.findall(text)[1:] if not is_acronym(word) and not word[0].isdigit()]
    telling = [word for word in words if word.casefold() not in english.SMALL_IN_TITLES]
    return len(telling) >= 2 and sum(word[0].isupper() for word in telling) > least * len(telling)


@lru_cache(maxsize=65536)
def zipf(word: str) -> float:
    """How common a word is in English: 7 for the commonest, 3 for one in a million, 0 for an unknown one."""
    return float(zipf_frequency(word, "en"))


@dataclass(frozen=True)
class Lexicon:
    """What stands inside the day's sentences: words in lower case, names, words inside longer names, pairs of these."""

    lower: Counter[str]
    upper: Counter[str]
    inside: Counter[str]
    pairs: frozenset[tuple[str, str]]

    @classmethod
    def of(cls, headlines: Iterable[str], summaries: Iterable[str] = ()) -> Lexicon:
        """The lexicon of a day's headlines and summaries (of which the beginning is read)."""
        found: dict[str, list[str]] = {"lower": [], "upper": [], "inside": [], "": []}
        pairs: set[tuple[str, str]] = set()
        for text in _telling(headlines, summaries):
            for kind, word, before in _read(text):
                found[kind].append(word)
                if before:
                    pairs.add((before, word))
        lower, upper, inside = (Counter(found[kind]) for kind in ("lower", "upper", "inside"))
        return cls(lower=lower, upper=upper, inside=inside, pairs=frozenset(pairs))

    def is_common(self, word: str) -> bool:
        """Whether a word is known to be none of the names."""
        bare = base(word).casefold().replace("’", "'")
        if bare in english.FUNCTION or bare in verbs.AUXILIARIES:
            return True
        if bare in english.BARE_NAMES or bare in _COUNTRIES:
            return False
        low, high = self.lower[bare], self.upper[bare]
        if low or high:
            return low > high
        if bare in english.COMMON:
            return True
        return not self.inside[bare] and (
            bare in verbs.VERBS
            or bare.endswith(english.SUFFIXES)
            or _is_third_person(bare)
            or any(self.lower[form] > self.upper[form] + self.inside[form] for form in _other_forms(bare))
        )

    def sentence_case(self, text: str) -> str | None:
        """A Title Case headline in sentence case, names kept; None where a word could be either.

        What stands between quotation marks stays as it was written, unless it could only be the headline's style.
        """
        kept = self._kept(text)
        parts: list[str] = []
        end = 0
        for match in WORD.finditer(text):
            word = match.group()
            opens = _OPENS.search(text[: match.start()]) is not None
            if not opens and match.start() not in kept and "-" in word:
                word = self._compound(word)
            elif not opens and match.start() not in kept and word[0].isupper() and not is_acronym(word):
                if self.is_common(word):
                    word = word[0].lower() + word[1:]
                elif self._unsure(word):
                    return None
            parts += [text[end : match.start()], word]
            end = match.end()
        return "".join([*parts, text[end:]])

    def _compound(self, word: str) -> str:
        """A hyphenated word in sentence case: each part by itself, so that "US-Led" is "US-led".

        Verbs that end one are too many for a list.
        """
        first, *rest = word.split("-")
        return "-".join((self._small(first), *(self._small(part, verb=True) for part in rest)))

    def _small(self, part: str, *, verb: bool = False) -> str:
        """A part of a word in small letters, if it is no name; one that may be a verb's form is none by its ending."""
        common = self.is_common(part) or (verb and part.endswith(("ed", "ing")))
        return part[0].lower() + part[1:] if part and common and not is_acronym(part) else part

    def lower_first(self, text: str) -> str:
        """A clause as it stands inside a sentence: the first letter small, unless it begins with a name."""
        match = WORD.search(text)
        if match is None or match.start() > 0:
            return text
        word, following = match.group(), WORD.search(text, match.end())
        together = (base(word).casefold(), base(following.group()).casefold()) if following else ("", "")
        joined = word.partition("-")[0] if "-" in word and word != word.upper() else word
        if is_acronym(joined) or together in self._known_pairs or not self.is_common(joined):
            return text
        return text[0].lower() + text[1:]

    def _unsure(self, word: str) -> bool:
        """Whether a capitalised word without evidence may as well be a common one."""
        bare = base(word).casefold()
        if self.upper[bare] or bare in english.BARE_NAMES or bare in _COUNTRIES:
            return False
        return zipf(bare) >= (_COMMON if self.inside[bare] else _UNSURE)

    @cached_property
    def _known_pairs(self) -> frozenset[tuple[str, str]]:
        long = (tuple(name.casefold().split()) for name in english.LONG_NAMES)
        return self.pairs | {(first, second) for name in long for first, second in pairwise(name)}

    def _is_styled(self, quoted: str) -> bool:
        """Whether words between quotation marks owe their capitals to the headline: no title or name has them.

        A word that is used as a part of names may belong to one, such as that of a board.
        """
        found = [word for word in WORD.findall(quoted) if not is_acronym(word)]
        return bool(found) and all(self._is_plain(base(word).casefold()) or self._is_name(word) for word in found)

    def _is_plain(self, word: str) -> bool:
        """Whether a word is used in small letters, more often than as a name or in one."""
        if self.lower[word] or self.upper[word] or self.inside[word]:
            return word in english.FUNCTION or self.lower[word] > self.upper[word] + self.inside[word]
        return self.is_common(word)

    def _is_name(self, word: str) -> bool:
        """Whether a word is known to be a name."""
        bare = base(word).casefold()
        return self.upper[bare] > self.lower[bare] or bare in english.BARE_NAMES or bare in _COUNTRIES

    def _kept(self, text: str) -> frozenset[int]:
        """Where the words start that are parts of longer names or stand in quotation marks."""
        matches = list(WORD.finditer(text))
        kept: set[int] = set()
        for first, second in pairwise(matches):
            if (first.group().casefold(), base(second.group()).casefold()) in self._known_pairs:
                kept |= {first.start(), second.start()}
        for quoted in _QUOTED.finditer(text):
            if self._is_styled(quoted.group()):
                continue
            kept |= {match.start() for match in matches if quoted.start() < match.start() < quoted.end()}
        return frozenset(kept)


def _other_forms(word: str) -> Iterable[str]:
    """What a word is a form of, or has as its forms, by its ending."""
    yield f"{word}s"
    for ending in ("s", "es", "ed", "d", "ing"):
        if word.endswith(ending) and len(word) - len(ending) >= _STEM:
            yield word.removesuffix(ending)


def _is_third_person(word: str) -> bool:
    """Whether a word is the -s form of a verb whose other forms are known ("escalates": "escalated", "escalating")."""
    if not word.isalpha() or not word.endswith("s") or len(word) < _SHORT:
        return False
    stem = word[:-1].removesuffix("e")
    return min(zipf(f"{stem}ed"), zipf(f"{stem}ing")) >= _KNOWN_FORM


def _telling(headlines: Iterable[str], summaries: Iterable[str]) -> Iterable[str]:
    yield from (text for text in headlines if not is_title_case(text, _DOUBTFUL) and not text.isupper())
    yield from (text[:_SUMMARY] for text in summaries if text and not is_title_case(text, _DOUBTFUL))


def _read(text: str) -> Iterable[tuple[str, str, str]]:
    """The words of a text as (lower, upper or inside, word, the capitalised word before it).

    The first word of a sentence tells nothing, nor does one with more capitals than its first letter.
    """
    found = [(match, base(match.group())) for match in WORD.finditer(text)]
    capitals = [match.group()[0].isupper() for match, _ in found]
    joined = [
        one and other and text[first.end() : second.start()] == " "
        for one, other, (first, _), (second, _) in zip(capitals, capitals[1:], found, found[1:], strict=False)
    ]
    for place, (match, bare) in enumerate(found):
        after_name = place > 0 and joined[place - 1]
        before_name = place < len(joined) and joined[place]
        before = found[place - 1][1].casefold() if after_name and place > 1 else ""
        after_word = place > 0 and text[found[place - 1][0].end() : match.start()] == " "
        opens = not after_word and _OPENS.search(text[max(0, match.start() - 8) : match.start()]) is not None
        kind = "" if opens or is_acronym(bare) else "lower" if not capitals[place] else ""
        if not kind and capitals[place] and not opens and not is_acronym(bare):
            kind = "inside" if after_name or before_name else "upper"
        yield kind, bare.casefold(), before
