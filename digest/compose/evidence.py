"""The gate of evidence: no link, quotation, number, name or office in a sentence that is not in what it cites.

Judged from the text alone, in any script: a gate that trusts what made the sentence would judge nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from digest import page
from digest import text as words
from digest.compose import amounts, english, offices
from digest.text.scripts import HAN

_HAN = f"{HAN}\u3040-\u30ff"
HAN_RUN = re.compile(f"[{_HAN}]+")
_WORD = re.compile(rf"[^\W_{_HAN}]+(?:['’][^\W_{_HAN}]+)*")
_JOINS = re.compile(r"[\s\-–&/]+|\.")
_OPENS = re.compile(r"[.:!?…“\"«‘(\[]\s*$|^\s*[-–—]\s*$")
_POSSESSIVE = re.compile("['’]s?$")
_SHORT = frozenset(["Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Sen", "Rep", "Gov", "Prof"])
_ADDRESS = re.compile(r"\b(?:https?:|www\.)\S+", re.IGNORECASE)
_MARKS = str.maketrans("‘’‚‛′＇", "''''''") | str.maketrans("“”„‟″＂", '""""""')
_QUOTED = re.compile(
    r"“(?P<a>[^”]*)(?:”|$)|„(?P<f>[^“”]*)(?:[“”]|$)|\"(?P<b>[^\"]*)(?:\"|$)|«(?P<c>[^»]*)(?:»|$)"
    r"|「(?P<d>[^」]*)(?:」|$)|『(?P<e>[^』]*)(?:』|$)|《(?P<h>[^》]*)(?:》|$)"
    r"|(?<!\w)[‘'](?=\w)(?P<g>[^’']*(?:(?<=\w)[’'](?=\w)[^’']*)*)(?<=[\w.!?,])[’'](?!\w)"
)
_EDGES = " \t.,;:!?…，。；：！？、"
OWN = english.words("""
    according also an argues asks ask at by chinese citing day differ earlier embassy figures for from in itself
    language looks machine media ministry new of on opinion related report reports says since state the to today
    translation update week writes
""")
"""What composing adds to the words of entries."""


class Fault(StrEnum):
    """What a sentence says without evidence."""

    LINK = "link"
    QUOTATION = "quotation"
    NUMBER = "number"
    NAME = "name"
    OFFICE = "office"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfounded:
    """One thing in a sentence that its evidence does not bear out."""

    fault: Fault
    what: str


@dataclass(frozen=True, kw_only=True)
class Source:
    """What a sentence cites: the `texts` of an entry (title, summary) and the address of its page.

    `frame` is what is known beside it and may be named: the outlet, its country, the authors, what the story touches.
    """

    texts: tuple[str, ...]
    link: str = ""
    frame: tuple[str, ...] = ()

    @cached_property
    def known(self) -> tuple[str, ...]:
        """All texts, folded for finding words in them."""
        return tuple(map(_words_of, (*self.texts, *self.frame)))

    @cached_property
    def quotable(self) -> tuple[str, ...]:
        """All texts, folded for finding quotations in them."""
        return tuple(map(_fold, (*self.texts, *self.frame)))


def unfounded(sentence: str, sources: Sequence[Source]) -> tuple[Unfounded, ...]:
    """What a sentence (inline Markdown) says that none of the sources it cites bears out; nothing where all is."""
    plain = page.plain(sentence)
    found = [
        *_links(sentence, plain, sources),
        *(Unfounded(fault=Fault.QUOTATION, what=one) for one in _paraphrased(plain, sources)),
        *(Unfounded(fault=Fault.NUMBER, what=one) for one in _uncounted(plain, sources)),
        *(Unfounded(fault=Fault.NAME, what=one) for one in (*_unnamed(plain, sources), *_unwritten(plain, sources))),
        *(Unfounded(fault=Fault.OFFICE, what=one) for one in _unheld(plain, sources)),
    ]
    return tuple(dict.fromkeys(found))


def quotations(text: str) -> tuple[str, ...]:
    """What stands in quotation marks, of any kind; a mark that never closes quotes to the end."""
    found = (match[match.lastgroup or 0].strip(_EDGES) for match in _QUOTED.finditer(text))
    return tuple(one for one in found if one)


def _links(sentence: str, plain: str, sources: Sequence[Source]) -> Iterator[Unfounded]:
    """Links to other places than the cited entries' pages, and addresses written out."""
    known = {words.escape_url(source.link) for source in sources}
    texts = " ".join(text for source in sources for text in source.texts)
    for link in page.links(sentence):
        if words.escape_url(link.url) not in known:
            yield Unfounded(fault=Fault.LINK, what=link.url)
    for address in _ADDRESS.findall(plain):
        if address not in texts:
            yield Unfounded(fault=Fault.LINK, what=address)


def _paraphrased(text: str, sources: Sequence[Source]) -> Iterator[str]:
    """Quotations that stand in no source word for word."""
    for quoted in quotations(text):
        folded = _fold(quoted)
        if folded and not any(folded in said for source in sources for said in source.quotable):
            yield quoted


def _uncounted(text: str, sources: Sequence[Source]) -> Iterator[str]:
    """Numbers, with their currency or per cent, that no source has."""
    known = {one.worth for source in sources for said in (*source.texts, *source.frame) for one in amounts.read(said)}
    for one in amounts.read(text):
        if one.worth not in known:
            yield one.printed


def _unnamed(text: str, sources: Sequence[Source]) -> Iterator[str]:
    """Names in scripts with capitals that no source has, word beside word; a new neighbour makes another name."""
    for run in _runs(text):
        name = [word.casefold() for word in run]
        if not any(_has(source, name) for source in sources):
            yield " ".join(run)


def _runs(text: str) -> Iterator[list[str]]:
    """The names of a text: capitalised words side by side."""
    run: list[str] = []
    end, last, opening = 0, "", True
    for match in _WORD.finditer(text):
        between, word = text[end : match.start()], _bare(match.group())
        opening = opening or bool(_OPENS.search(between))
        is_name = word[:1].isupper() and not (opening and word.casefold() in english.FUNCTION | OWN)
        if run and not (is_name and _joined(last, between)):
            yield run
            run = []
        run = [*run, word] if is_name else run
        end, last, opening = match.end(), match.group(), False
    if run:
        yield run


def _joined(word: str, between: str) -> bool:
    """Whether what stands between a word and the next one leaves them side by side."""
    if word.endswith(("'s", "’s")):
        return False
    return bool(_JOINS.fullmatch(between)) or (between == ". " and (len(word) == 1 or word in _SHORT))


def _has(source: Source, name: Sequence[str]) -> bool:
    """Whether a source has a name; the first word of a sentence may also be any word of it."""
    if _stands(source, name):
        return True
    parts = [part for part in _without_offices(name) if part]
    return len(parts) > 0 and parts != [list(name)] and all(_stands(source, part) for part in parts)


def _without_offices(name: Sequence[str]) -> Iterator[list[str]]:
    """A name in pieces, cut where an office stands; the offices are judged on their own."""
    piece: list[str] = []
    for word in name:
        if word in offices.WORDS:
            yield piece
            piece = []
        else:
            piece.append(word)
    yield piece


def _stands(source: Source, name: Sequence[str]) -> bool:
    folded = f" {' '.join(name)} "
    return any(folded in known for known in source.known)


def _unwritten(text: str, sources: Sequence[Source]) -> Iterator[str]:
    """What is written in characters without capitals and spaces, and of which some source lacks two side by side."""
    known = [said for source in sources for said in (*source.texts, *source.frame)]
    for run in HAN_RUN.findall(text):
        covered = [False] * len(run)
        for size in range(2, len(run) + 1):
            for start in range(len(run) - size + 1):
                if not all(covered[start : start + size]) and any(run[start : start + size] in said for said in known):
                    covered[start : start + size] = [True] * size
            if size == 2 and not all(covered) and len(run) > 1:
                break
        if len(run) == 1:
            covered = [any(run in said for said in known)]
        if not all(covered):
            yield run


def _unheld(text: str, sources: Sequence[Source]) -> Iterator[str]:
    """Offices that no source names, or that the sources give to somebody else."""
    known = [said for source in sources for said in (*source.texts, *source.frame)]
    held = [holding for said in known for holding in offices.holdings(said)]
    for one in offices.holdings(text):
        same = [other for other in held if (other.office, other.rank) == (one.office, one.rank)]
        if not any(not one.holder or one.holder & other.holder for other in same):
            yield one.printed


def _words_of(text: str) -> str:
    """A text's words, folded, with a bar where two of them do not stand side by side."""
    parts: list[str] = []
    end, last = 0, ""
    for match in _WORD.finditer(text):
        if last and not _joined(last, text[end : match.start()]):
            parts.append("|")
        last, end = match.group(), match.end()
        parts.append(_bare(last).casefold())
    return f" {' '.join(parts)} "


def _bare(word: str) -> str:
    """A word without the mark of possession."""
    return _POSSESSIVE.sub("", word)


def _fold(text: str) -> str:
    """A text for finding quotations in: one kind of marks, letters without case, white space folded."""
    return words.clean(unicodedata.normalize("NFKC", text.translate(_MARKS))).casefold().replace("\\", "")
