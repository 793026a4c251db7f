"""The gate at work: what a brief's lines say, sentence by sentence, held against the entries that they cite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from digest import text as words
from digest.compose import house
from digest.compose.evidence import Source, unfounded
from digest.compose.lines import Told
from digest.compose.pick import Pick
from digest.compose.reference import Reference
from digest.compose.sentence import anchor, frames, named
from digest.model import Entry, Sentence


def gated(told: Sequence[Told], reference: Reference) -> tuple[Told, ...]:
    """The lines without any sentence that its own entries do not bear out; what an editor wrote is not judged.

    Where that is a line's first sentence, the entry's own headline stands there, with its outlet and nothing else.
    """
    return tuple(line if line.edited else _gated(line, reference) for line in told)


def _gated(line: Told, reference: Reference) -> Told:
    entries = {entry.id: entry for entry in line.pick.story.entries}
    first, *rest = line.sentences
    kept = [one for one in rest if is_founded(one, line.pick, entries, reference)]
    if not is_founded(first, line.pick, entries, reference):
        first = _bare(line.pick, reference)
    elif kept == rest:
        return line
    sentences = (first, *kept)
    text = words.running(one.text for one in sentences)
    return replace(line, sentences=sentences, line=replace(line.line, text=text))


def is_founded(sentence: Sentence, pick: Pick, entries: Mapping[str, Entry], reference: Reference) -> bool:
    """Whether the entries that a sentence cites bear it out, and it cites some."""
    sources = [source(entries[key], pick, reference) for key in sentence.entries if key in entries]
    return bool(sources) and not unfounded(sentence.text, sources)


def source(entry: Entry, pick: Pick, reference: Reference) -> Source:
    """An entry as evidence, with what the roster and its story let be said of it."""
    outlet, tag = reference.outlet(entry), reference.language_of(entry)
    facets = pick.story.facets
    own = words.clean(entry.title), words.clean(entry.summary)
    return Source(
        texts=(*own, house.styled(own[0], reference.speech.house)),
        link=entry.link,
        frame=(
            outlet.name,
            named(outlet),
            *map(words.clean, entry.authors),
            reference.speech.thread.format(day=pick.day),
            reference.speech.related,
            reference.speech.also,
            *frames(entry, pick, reference),
            *([reference.country_name(outlet.country)] if outlet.country else []),
            *([reference.language_name(tag)] if tag else []),
            *(reference.country_name(facet.id) for facet in facets if facet.kind == "country"),
            *(reference.topics[facet.id] for facet in facets if facet.kind == "topic" and facet.id in reference.topics),
        ),
    )


def _bare(pick: Pick, reference: Reference) -> Sentence:
    """A headline as it stands, linked, with its outlet behind it."""
    entry, outlet = pick.head.entry, reference.outlet(pick.head.entry)
    title = words.clean(entry.title) or outlet.name
    return Sentence(text=f"{anchor(title, entry)} ({words.escape(outlet.name)})", entries=(entry.id,))
