"""Lines: one to three sentences a story, and the row of the other outlets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from digest import page
from digest import text as words
from digest.compose import affairs, amounts, english, quote
from digest.compose.affairs import Tie, together
from digest.compose.counts import disagreement
from digest.compose.flaws import is_clean
from digest.compose.headline import Headline, Kind, roots, share
from digest.compose.leading import Way, way
from digest.compose.lexicon import WORD, base, is_acronym
from digest.compose.pick import Pick
from digest.compose.reference import Reference
from digest.compose.sentence import anchor, foreign, has_colon, is_linkable, named, sentence
from digest.compose.signs import parties_of
from digest.model import Edits, Entry, Line, Link, Sentence

MORE = 8
_SENTENCES = 2
"""So many sentences stand behind the first one."""
_NEW, _CLEAR, _BETWEEN = 0.3, 2.6, 0.5
_CAPITAL_WORDS = frozenset(word[:5] for word in english.FUNCTION | english.words("kremlin white house says"))
"""Beginnings of words with capitals that name nobody whom the story had not before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A line and what it is made of.

    `heads` are the headlines that it tells in the edition's language, `quoted` what it takes of whose summary (entry
    id and words), `edited` the editor's own words in plain text, `frame` what is said before a headline in
    another language.
    """

    pick: Pick
    line: Line
    sentences: tuple[Sentence, ...]
    heads: tuple[Headline, ...] = ()
    quoted: tuple[tuple[str, str], ...] = ()
    edited: str = ""
    frame: str = ""


def tell(picks: Sequence[Pick], reference: Reference, edits: Edits) -> tuple[Told, ...]:
    """The lines of the picked stories, in their order."""
    own = {retitle.line: words.clean(retitle.text) for retitle in edits.retitle}
    told: list[Told] = []
    for pick, tie in [(pick, Tie.NONE) for pick in picks] if reference.record else together(picks):
        if own.get(pick.story.id):
            told.append(_edited(pick, own[pick.story.id], reference))
        elif reference.at_home(pick.head.entry):
            told.append(_line(pick, reference, tie))
        else:
            told.append(_foreign(pick, reference))
    return tuple(told)


def _line(pick: Pick, reference: Reference, tie: Tie) -> Told:
    """A line in the edition's language: the headline, and what its summary or other outlets add."""
    head = pick.head
    better = way(head, pick, reference)
    text = _tied(sentence(head, pick, reference, better), pick, reference, tie)
    first = Sentence(text=text, entries=(head.entry.id, *((better.entry.id,) if better else ())))
    said = _said(head, reference)
    more = [Sentence(text=_as_quotation(one, reference), entries=(head.entry.id,)) for one in said] + _differing(
        pick, reference
    )
    more = [*more, *_further(pick, reference)][:_SENTENCES]
    other = None if more or reference.record else _other(pick, reference)
    if other:
        more = [Sentence(text=sentence(other, pick, reference), entries=(other.entry.id,))]
    quoted = ((head.entry.id, " ".join(said)),) if said else ()
    heads = (head, other) if other else (head, *(one.head for one in pick.further))
    return _told(pick, (first, *more), reference, heads=heads, quoted=quoted, better=better)


def _foreign(pick: Pick, reference: Reference) -> Told:
    """A line that rests on another language than the edition's."""
    frame, linked = foreign(pick, reference)
    mark = "：" if reference.language == "zh" else ": "
    made = Sentence(text=f"{frame}{mark}{linked}", entries=(pick.head.entry.id,))
    return _told(pick, (made,), reference, frame=page.plain(frame).rstrip(","))


def _told(
    pick: Pick,
    sentences: tuple[Sentence, ...],
    reference: Reference,
    *,
    heads: tuple[Headline, ...] = (),
    quoted: tuple[tuple[str, str], ...] = (),
    edited: str = "",
    frame: str = "",
    better: Way | None = None,
) -> Told:
    text = words.running(one.text for one in sentences)
    linked = [better.entry if better else pick.head.entry, *(head.entry for head in heads[1:])]
    line = Line(id=pick.story.id, text=text, more=_more(pick, linked, reference))
    return Told(pick=pick, line=line, sentences=sentences, heads=heads, quoted=quoted, edited=edited, frame=frame)


def _edited(pick: Pick, text: str, reference: Reference) -> Told:
    """A line in the editor's own words; where they hold no link, the source follows in brackets."""
    entry = pick.head.entry
    if not page.links(text):
        text = f"{text} ({anchor(reference.outlet(entry).name, entry)})"
    made = Sentence(text=text, entries=tuple(one.id for one in pick.story.entries))
    return _told(pick, (made,), reference, edited=page.plain(text))


def _tied(text: str, pick: Pick, reference: Reference, how: Tie) -> str:
    """A sentence with what ties it to an earlier brief or to the line before; as it stands where that would not fit."""
    tie = reference.speech.thread.format(day=pick.day) if pick.day > 1 and not reference.record else ""
    tie = tie or {Tie.RELATED: reference.speech.related, Tie.ALSO: reference.speech.also}.get(how, "")
    if not (tie and reference.english):
        return f"{tie}{text}"
    if has_colon(pick.head):
        return f"{tie.rstrip(': ')} – {text}" if pick.day > 1 else text
    if text.startswith(("From ", "In ")):
        return f"{tie.rstrip(': ')}, {text[0].lower()}{text[1:]}"
    if re.match(r"[^\[]+: \[", text):  # a second colon would not read well
        own = reference.outlet(pick.head.entry).name
        small = text if own.startswith("The ") or not text.startswith("The ") else f"t{text[1:]}"
        return f"{tie.rstrip(': ')}, {small}" if pick.day > 1 else text
    return f"{tie}{text}"


def _said(head: Headline, reference: Reference) -> tuple[str, ...]:
    """What the line takes of the summary of its headline's entry."""
    if reference.outlet(head.entry).excerpt != "short":
        return ()
    if reference.record:
        return quote.opening(head.entry.summary)
    found = quote.second_sentence(head.entry.summary, head.entry.title, reference.language)
    return (found,) if found else ()


def _as_quotation(text: str, reference: Reference) -> str:
    return words.escape(text) if reference.record else f"“{words.escape(text)}”"


def _differing(pick: Pick, reference: Reference) -> list[Sentence]:
    """The range, with its outlets, where they print different numbers of what the headline counts."""
    found = disagreement(pick.heads) if reference.english and not reference.record else None
    if not found:
        return []
    low, high = (
        f"{anchor(_inside(one.printed), one.head.entry)} in {words.escape(named(reference.outlet(one.head.entry)))}"
        for one in found
    )
    entries = tuple(one.head.entry.id for one in found)
    return [Sentence(text=f"Figures differ: from {low} to {high}.", entries=entries)]


def _inside(counted: str) -> str:
    """A count as it stands inside a sentence."""
    return counted[0].lower() + counted[1:]


def _further(pick: Pick, reference: Reference) -> list[Sentence]:
    """What the line tells of the other stories of its affair, a sentence each."""
    return [Sentence(text=sentence(one.head, one, reference), entries=(one.head.entry.id,)) for one in pick.further]


def _other(pick: Pick, reference: Reference) -> Headline | None:
    """Another outlet's headline that tells what came of the same event, or more of it, if one does so plainly."""
    told, common, known = roots(pick.head.text), _common_roots(pick), _parties(pick, reference)
    for head in pick.heads[1:]:
        new = roots(head.text)
        ours = len(new & told - known) >= 1 and len(new & common) >= 2
        adds = ours and share(new, told) <= _NEW and len(new - told) >= 4 and not _retells(head, pick, known)
        plain = head.kind is Kind.STATEMENT and head.rating >= _CLEAR
        plain = plain and is_clean(head) and affairs.goes_with(head.text, pick.head.text)
        later = head.entry.order[0] >= pick.head.entry.order[0]
        others = reference.at_home(head.entry) and reference.outlet(head.entry) != reference.outlet(pick.head.entry)
        newer = later and not _same_doers(head, pick, reference)
        if adds and plain and newer and others and (not reference.english or _is_concrete(head, pick)):
            return head
    return None


def _retells(head: Headline, pick: Pick, known: frozenset[str]) -> bool:
    """Whether a headline is another wording of the first one: a third one, told like the first, has its words too."""
    first, new = roots(pick.head.text) - known, roots(head.text) - known
    for between in (roots(one.text) - known for one in pick.heads[1:] if one is not head):
        own = between & new - first
        if own and share(between, first) >= _BETWEEN and (len(own) > 1 or share(between, new) >= _BETWEEN):
            return True
    return False


def _same_doers(head: Headline, pick: Pick, reference: Reference) -> bool:
    """Whether a headline names several parties and none but those of the first one: the same told again."""
    first, new = ({*parties_of(one.text, pick.story, reference).values()} for one in (pick.head, head))
    return len(new) > 1 and new <= first


def _parties(pick: Pick, reference: Reference) -> frozenset[str]:
    """The countries, leaders and bodies of a story, in which headlines of two events are alike."""
    named = [word for facet in pick.story.facets if facet.kind == "country" for word in facet.words]
    named += [word for head in pick.heads for word in reference.beat.parties.find(head.text)]
    return roots(" ".join(named))


def _is_concrete(head: Headline, pick: Pick) -> bool:
    """Whether a headline adds a number or two names to the line's first one, and is no other wording of it.

    Countries are no news in a story about them, in whatever form they are named; another count of the same is none.
    """
    first = f"{pick.head.text} {pick.head.source}"
    said, counted = ({one.worth for one in amounts.read(text)} for text in (head.text, first))
    if (
        ": " in head.text
        or (said and counted)
        or roots(" ".join(head.text.split()[:2])) == roots(" ".join(first.split()[:2]))
    ):
        return False
    known = " ".join((first, *(word for facet in pick.story.facets for word in facet.words))).casefold()
    named = {base(word).casefold()[:5] for word in WORD.findall(head.text) if word[0].isupper() or is_acronym(word)}
    new = [name for name in named if name not in known and name not in _CAPITAL_WORDS]
    return bool(said) or len(new) > 1


def _common_roots(pick: Pick) -> frozenset[str]:
    """What at least two fifths of a story's headlines speak of."""
    counts = Counter(root for head in pick.heads for root in roots(head.text))
    return frozenset(root for root, number in counts.items() if number >= 0.4 * len(pick.heads))


def _more(pick: Pick, linked: Sequence[Entry], reference: Reference) -> tuple[Link, ...]:
    """The outlets that tell the story and are not linked in the line, one link each, best first."""
    already = {reference.outlet(entry).name for entry in linked}
    links: dict[str, Link] = {}
    for head in (head for one in (pick, *pick.further) for head in one.heads):
        name = reference.outlet(head.entry).name
        if name not in already and is_linkable(head.entry):
            links.setdefault(name, Link(label=name, url=words.escape_url(head.entry.link)))
    return tuple(links.values())[:MORE]
