"""Words that somebody else proposes for an entry: let through only where the entry itself says all of it, and no less.

A sentence of names and numbers that an entry has can still be an invention: who did what to whom, what was denied, what
comes before what. No rule about meaning tells that for certain, so the rule is about words. A proposal may take a
headline or a sentence of the summary, put its clauses into another order (each with its own connective), leave out one
that only says when or amid what, set articles, capitals and stops, and turn the present of headlines into the past. All
else is refused, and the composed text stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from babel import Locale

from digest import text as words
from digest.compose import amounts, english, verbs
from digest.compose.evidence import HAN_RUN, Fault, Source, Unfounded, quotations, unfounded
from digest.compose.lexicon import is_title_case
from digest.compose.quote import sentences
from digest.compose.reference import Reference
from digest.model import Entry, Story

LONGEST = 240
_LIGHT = frozenset(["a", "an", "the", "that"])
"""What may be set or left out anywhere."""
_TURNS = "after|amid|while|before|despite|ahead of|following|because of"
_CUT = re.compile(rf"[,;:—–()，；：、（）]+|\s-+\s|\s(?=(?:{_TURNS}|as)\s)|(?<=[\u4e00-\u9fff])\s+", re.IGNORECASE)
_TURN = re.compile(rf"(?:{_TURNS})\b", re.IGNORECASE)
_STOP = re.compile(r"(?<=[.!?。！？;；])\s*(?=\S)")
_MARKUP = re.compile(r"[<>\[\]{}|`*_\\\n\r]|https?:|www\.", re.IGNORECASE)
_BINDING = english.SPEECH | english.words("""
    allegedly barring cannot denies denied deny except if neither never no nor not reportedly unless without
""")
"""A clause with one of these changes what the others say: it is never left out."""
_WITH_HAN = frozenset({"ja", "zh"})
"""Languages whose sentences have Chinese characters in them."""
_HAN_DIGITS = {char: value for value, char in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    tokens: tuple[str, ...]
    may_go: bool


def refusals(proposed: str, entry: Entry) -> tuple[Unfounded, ...]:
    """Why words proposed for an entry cannot stand; nothing where they can. One sentence or two, in plain text."""
    said = words.clean(proposed)
    if not said or len(said) > LONGEST or _MARKUP.search(proposed):
        return (Unfounded(fault=Fault.WORDING, what=said[:LONGEST] or "nothing"),)
    own = (words.clean(entry.title), words.clean(entry.summary))
    found = [*unfounded(words.escape(said), [Source(texts=own, link=entry.link)]), *_unquoted(said, own)]
    units = [unit for text in own for unit in _units(text)]
    parts = filter(None, map(str.strip, _STOP.split(said)))
    found += [Unfounded(fault=Fault.WORDING, what=one) for one in parts if not any(_says(one, unit) for unit in units)]
    return tuple(dict.fromkeys(found))


def refusals_of_translation(proposed: str, entry: Entry, story: Story, reference: Reference) -> tuple[Unfounded, ...]:
    """Why a translation of an entry's headline cannot stand; nothing where it can.

    Whether words are the right ones cannot be judged without both languages, which is why readers are told. What can be
    is: every number and no other, no quotation and no country that the story does not have, no link.
    """
    said, title = words.clean(proposed), words.clean(entry.title)
    if not said or len(said) > LONGEST or _MARKUP.search(proposed) or not _is_written_in(reference.language, said):
        return (Unfounded(fault=Fault.WORDING, what=said[:LONGEST] or "nothing"),)
    there, here = ({one.worth: one.printed for one in amounts.read(text)} for text in (title, said))
    spelled = {_HAN_DIGITS[char] for char in title if char in _HAN_DIGITS}
    wrong = [here[worth] for worth in here if worth not in there and worth[1] not in spelled]
    found = [Unfounded(fault=Fault.NUMBER, what=one) for one in (*wrong, *(there[w] for w in there if w not in here))]
    if len(quotations(said)) > len(quotations(title)):
        found.append(Unfounded(fault=Fault.QUOTATION, what=quotations(said)[0]))
    touched = {
        reference.country_name(facet.id).removeprefix("the ") for facet in story.facets if facet.kind == "country"
    }
    names = {"": tuple(name for name in Locale.parse(reference.language).territories.values() if not name.isdigit())}
    found += [Unfounded(fault=Fault.NAME, what=one) for one in words.find_terms(names, said) if one not in touched]
    return tuple(found)


def _is_written_in(language: str, said: str) -> bool:
    """Whether words are in the script of a language, as far as Chinese characters tell: it has them, or has none."""
    return bool(HAN_RUN.search(said)) is (language in _WITH_HAN)


def _units(text: str) -> Iterator[str]:
    """What can be reworded on its own: a text as a whole, where it is one sentence, and each of its sentences."""
    whole = [part for part in sentences(text) if part] or [text]
    yield from dict.fromkeys((*whole, *(part.strip() for part in _STOP.split(text)))) if text else ()


def _says(part: str, unit: str) -> bool:
    """Whether a proposed sentence says what a unit says, no clause added, none lost that binds."""
    if part.rstrip("’”'\")").endswith(("?", "？")) != unit.rstrip("’”'\")").endswith(("?", "？")):
        return False
    if not _keeps_capitals(part, unit):
        return False
    said, own = list(_clauses(part)), list(_clauses(unit))
    places: list[int] = []
    for clause in said:
        at = next((n for n, one in enumerate(own) if n not in places and _same(clause.tokens, one.tokens)), None)
        if at is None:
            return False
        places.append(at)
    main = [place for place in places if not own[place].may_go]
    return main == [n for n, one in enumerate(own) if not one.may_go] and bool(main)


def _clauses(text: str) -> Iterator[_Clause]:
    for clause in _CUT.split(text):
        found = tuple(token for token in words.tokens(clause) if token not in _LIGHT)
        if found:
            may_go = bool(_TURN.match(clause.strip())) and not _BINDING & {*found}
            yield _Clause(tokens=found, may_go=may_go and not any(token.endswith(("n't", "n’t")) for token in found))


def _same(said: Sequence[str], own: Sequence[str]) -> bool:
    return len(said) == len(own) and all(
        one == other or (one in verbs.PAST_OF.get(other, ()) and (place + 1 < len(own) or other in english.SPEECH))
        for place, (one, other) in enumerate(zip(said, own, strict=True))
    )


def _keeps_capitals(part: str, unit: str) -> bool:
    """Whether names keep their capitals ("US" is not "us"), where the unit tells them by these."""
    here, there = (set(re.findall(r"\w+", text)) for text in (part, unit))
    plain = not is_title_case(unit)
    first = re.search(r"\w+", unit)
    names = {word for word in there if len(word) > 1 and (word.isupper() or (plain and word[0].isupper()))}
    names -= {first.group()} if first and not first.group().isupper() else set()
    folded = {word.casefold() for word in here}
    return all(name in here for name in names if name.casefold() in folded)


def _unquoted(said: str, own: Sequence[str]) -> Iterator[Unfounded]:
    """Quotations that the source does not make, and those of the source that are said as if nobody had said them."""
    there = [words.clean(one).casefold() for text in own for one in quotations(text)]
    for quoted in quotations(said):
        if quoted.casefold() not in there:
            yield Unfounded(fault=Fault.QUOTATION, what=quoted)
    here = [one.casefold() for one in quotations(said)]
    for one in there:
        if one in said.casefold() and one not in here:
            yield Unfounded(fault=Fault.QUOTATION, what=one)
