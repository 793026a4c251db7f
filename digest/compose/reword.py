"""What a model proposed, where it may stand: a headline in its words, a translation beside the original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from digest import page
from digest import text as words
from digest.compose import headline
from digest.compose.lines import Told
from digest.compose.pick import Pick
from digest.compose.reference import Reference
from digest.compose.wording import refusals, refusals_of_translation
from digest.model import Entry, Roster, Sentence, Story, Wording

Wordings = Mapping[str, Wording]
"""What a model said, by the entry that it was asked about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The headline that a line is made of: its entry, its story, and whether it is in another language."""

    entry: Entry
    story: Story
    foreign: bool


def heads(told: Sequence[Told], reference: Reference) -> tuple[Head, ...]:
    """The headlines that a model may be asked about: none where an editor found words already."""
    picks = [line.pick for line in told if not line.edited]
    return tuple(
        Head(entry=pick.head.entry, story=pick.story, foreign=not reference.at_home(pick.head.entry)) for pick in picks
    )


def may_stand(said: Wording, head: Head, reference: Reference) -> bool:
    """Whether words proposed for a headline pass the gate."""
    if said.translated != head.foreign:
        return False
    if head.foreign:
        return not refusals_of_translation(said.text, head.entry, head.story, reference)
    return not refusals(said.text, head.entry)


def checked(said: Wording, head: Head, roster: Roster) -> Wording:
    """A wording as it is kept: without a text where that may not stand, or where it is the headline as it was."""
    same = _bare(said.text) == _bare(head.entry.title)
    return said if not same and may_stand(said, head, Reference.of(roster, [head.story])) else replace(said, text="")


def reworded(picks: Sequence[Pick], wordings: Wordings, reference: Reference) -> tuple[Pick, ...]:
    """The picks with the words that may stand in place of their headlines."""
    return tuple(_reworded(pick, wordings.get(pick.head.entry.id), reference) for pick in picks)


def marked(told: Sequence[Told], wordings: Wordings, reference: Reference) -> tuple[Told, ...]:
    """The lines with the model named at each sentence that it worded, translations put after their originals."""
    return tuple(_marked(line, wordings.get(line.pick.head.entry.id), reference) for line in told)


def _reworded(pick: Pick, said: Wording | None, reference: Reference) -> Pick:
    head = Head(entry=pick.head.entry, story=pick.story, foreign=not reference.at_home(pick.head.entry))
    if not said or said.translated or not said.text or not may_stand(said, head, reference):
        return pick
    text, source = headline.split_source(words.clean(said.text).rstrip(".")) if reference.english else (said.text, "")
    kind = headline.kind_of(text) if reference.english and not headline.is_opinion(head.entry) else pick.head.kind
    return replace(pick, heads=(replace(pick.head, text=text, source=source, kind=kind), *pick.heads[1:]))


def _marked(line: Told, said: Wording | None, reference: Reference) -> Told:
    if not said or not said.text or line.edited:
        return line
    if said.translated:
        return _translated(line, said, reference)
    first, *rest = line.sentences
    worded = _bare(said.text)
    shown = page.plain(first.text).casefold()
    if not any(part in shown for part in _parts(worded)):
        return line
    return replace(line, sentences=(replace(first, by=said.by), *rest))


def _bare(text: str) -> str:
    return words.clean(text).rstrip(".。").casefold()


def _parts(worded: str) -> Iterator[str]:
    """A wording as it may stand in a sentence: whole, or without the source that is named apart."""
    yield worded
    yield headline.split_source(worded)[0].casefold()


def _translated(line: Told, said: Wording, reference: Reference) -> Told:
    entry = line.pick.head.entry
    if not may_stand(said, Head(entry=entry, story=line.pick.story, foreign=not reference.at_home(entry)), reference):
        return line
    text = reference.speech.translated.format(said=words.escape(words.clean(said.text).rstrip(".。")))
    made = Sentence(text=text, entries=(entry.id,), by=said.by)
    sentences = (line.sentences[0], made, *line.sentences[1:])
    whole = words.running(one.text for one in sentences)
    return replace(line, sentences=sentences, line=replace(line.line, text=whole))
