"""Sentences: a headline with its outlet named and linked, in one of a few forms that read well for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from digest import page
from digest import text as words
from digest.compose import english
from digest.compose.cited import cited
from digest.compose.clauses import TAIL, has_verb, is_balanced
from digest.compose.comment import is_comment
from digest.compose.headline import Headline, Kind
from digest.compose.leading import Way
from digest.compose.lexicon import is_title_case
from digest.compose.pick import Pick
from digest.compose.reference import Reference
from digest.compose.scope import is_primary
from digest.model import Entry, Outlet, Ownership, Role
from digest.sources.links import is_passed_on

_TIME_TAIL = re.compile(r"(?:after|amid|before|despite|ahead of|following|because of)\b")
_BE = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|could|says|said)\b")
_MEASURE = re.compile(
    r"(?:\d|\b(?:hours?|days?|weeks?|months?|years?|minutes|moments|long|soon|shortly|just|even|not|and))$"
)
_ENDS = re.compile(r"[.!?…。！？][’”'\")」』]*$")
_MARKS_INSIDE = re.compile(r"[,:;]\s|\s[–—-]+\s")
_UNSAFE = re.compile(r"^\s*(?!https?:)[a-z][a-z0-9+.-]*:|^\s*$", re.IGNORECASE)
_REPORTS = re.compile(r"\breport(?:s|ed)?\b", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PERSON = re.compile(r"^[^\W\d_][^\W\d_’'.-]*(?:[ -][^\W\d_’'.]+\.?){1,3}$")
_NOT_A_PERSON = re.compile(
    r"\b(?:staff|news|desk|reuters|afp|ap|agenc\w+|editor\w*|team|correspondents?|reporters?|writers?|contributors?"
    r"|press|bureau|service|online|digital|times|post|guardian|media|tv|radio|office|ministry|department|board|report"
    r"|wire|admin|web|world|international|associated|bbc|cnn|xinhua|tass|by|and|with|the|of|for|in)\b",
    re.IGNORECASE,
)


def sentence(head: Headline, pick: Pick, reference: Reference, better: Way | None = None) -> str:
    """A headline as a sentence that names its outlet, as inline Markdown; linked to a `better` page if there is one.

    Of the forms that fit, the story's id chooses one; a second headline of the story gets another than the first.
    """
    outlet = reference.publisher(head.entry, head.publisher)
    if reference.record:
        return _stopped(f"{anchor(head.text, head.entry)} ({words.escape(outlet.name)})")
    linked = replace(head, entry=replace(head.entry, link=better.entry.link)) if better else head
    linked = replace(linked, source=cited(head, outlet, pick.story, reference)) if head.source else linked
    if reference.english:
        forms = _forms(linked, outlet, reference)
        turn = int(words.digest_of(pick.story.id, length=4), 36) + (head is not pick.head)
        text = forms[turn % len(forms)]
    else:
        text = _framed(linked, outlet, reference)
    return _stopped(f"{text}{_announced(better, reference) if better else ''}", reference.speech.stop)


def _announced(better: Way, reference: Reference) -> str:
    """The outlet whose page is linked in the place of the headline's own."""
    outlet = reference.outlet(better.entry)
    return better.announced.format(name=words.escape(named(outlet) if reference.english else outlet.name))


def foreign(pick: Pick, reference: Reference) -> tuple[str, str]:
    """A headline in another language: a frame from the story's facets, and the linked headline as it stands."""
    entry = pick.head.entry
    tag, outlet = reference.language_of(entry), reference.outlet(entry)
    language = words.escape(reference.language_name(tag)) if tag else ""
    linked = anchor(words.clean(entry.title) or outlet.name, entry, f'{{: lang="{tag}" }}' if tag else "")
    if not reference.english:
        return _framed_foreign(outlet, language, _about(pick, reference), reference), linked
    about = _about(pick, reference)
    named_so = outlet.ownership is not Ownership.STATE and english.OFFICE_IN_NAME.search(outlet.name)
    what = f", {_what(outlet, reference)}{',' if about else ''}" if outlet.ownership.official and not named_so else ""
    opening = f"In {language}, {words.escape(named(outlet))}" if language else _capital(words.escape(named(outlet)))
    return f"{opening}{what}{f' on {about}' if about else ''}", linked


def frames(entry: Entry, pick: Pick, reference: Reference) -> tuple[str, ...]:
    """All that a sentence on an entry may say beside its headline, in a language whose frames are data."""
    if reference.english:
        return ()
    say, outlet, tag = reference.speech, reference.outlet(entry), reference.language_of(entry)
    values = {
        "name": outlet.name,
        "what": page.plain(_what_framed(outlet, reference)),
        "language": reference.language_name(tag) if tag else "",
        "about": page.plain(_about(pick, reference)),
        "said": "",
    }
    every = (say.reports, say.official, say.document, say.asks, say.argues, say.foreign, say.foreign_about)
    return tuple(frame.format(**values) for frame in (*every, say.primary, say.free))


def anchor(label: str, entry: Entry, attributes: str = "") -> str:
    """A label linked to an entry; the label alone where the entry has no address that a page may link."""
    return f"{words.link(label, entry.link)}{attributes}" if is_linkable(entry) else words.escape(label)


def is_linkable(entry: Entry) -> bool:
    """Whether an entry has an address that a page may link: one of the web, or one of our own pages."""
    return not _UNSAFE.match(entry.link)


def named(outlet: Outlet) -> str:
    """An outlet as it is named inside a sentence ("the South China Morning Post")."""
    return words.in_sentence(outlet.name)


def key_phrase(text: str) -> int:
    """Where the main clause of a headline ends: before a subordinate tail, if at least five words stand before it."""
    for match in TAIL.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        whole = len(before.split()) >= 5 and len(before) >= 28 and is_balanced(before) and has_verb(before)
        goes_on = bool(_TIME_TAIL.match(after) and _BE.search(after))
        whole = whole and (has_verb(f"x {after}") or not after.casefold().startswith("as "))
        if whole and not goes_on and not _MEASURE.search(before):
            return len(before.rstrip(" ,"))
    return len(text)


def looks_like_a_person(name: str) -> bool:
    """Whether a byline is two to four capitalised words that name no newsroom."""
    shaped = _PERSON.match(name) and name[0].isupper() and name.rsplit(maxsplit=1)[-1][0].isupper()
    return bool(shaped) and not name.isupper() and not _NOT_A_PERSON.search(name)


def _forms(head: Headline, outlet: Outlet, reference: Reference) -> tuple[str, ...]:
    """The sentences, without their full stop, that fit a headline and its outlet."""
    if has_colon(head):
        return (_behind(head, outlet, reference),)
    if outlet.ownership.official:
        return _official(head, outlet, reference)
    if head.source:
        return _citing(head, outlet)
    if head.kind is Kind.STATEMENT and not is_title_case(head.text):
        return _statement(head, outlet)
    return (_fronted(head, outlet, reference),)


def has_colon(head: Headline) -> bool:
    """Whether a headline has a colon itself, so that nothing with another one may stand before it."""
    return ": " in head.text


def _behind(head: Headline, outlet: Outlet, reference: Reference) -> str:
    """A sentence whose outlet stands behind a headline with a colon of its own, or before one that asks or exclaims."""
    name, author, linked = words.escape(named(outlet)), _author(head.entry), _linked(head)
    if head.text.rstrip("’”'\")").endswith(("?", "!", "…")):
        return f"{_capital(name)} {'asks' if head.kind is Kind.QUESTION else 'writes'}, {linked}"
    citing = f", citing {words.escape(head.source)}" if head.source else ""
    if outlet.ownership.official:
        own = outlet.ownership is not Ownership.STATE and english.OFFICE_IN_NAME.search(outlet.name)
        return f"{linked}, from {name}{' itself' if own else f', {_what(outlet, reference)}'}{citing}"
    if head.kind is Kind.OPINION:
        return f"{linked}, {author} argues in {name}" if author else f"{linked}, according to an opinion in {name}"
    if is_comment(head.text) and not author:
        return f"{linked}, writes {name}"
    return f"{linked}, writes {author} in {name}{citing}" if author else f"{linked}, according to {name}{citing}"


def _fronted(head: Headline, outlet: Outlet, reference: Reference) -> str:
    """A sentence that opens with its outlet, for what is no statement: questions, phrases, opinions, Title Case."""
    name, author, linked = words.escape(named(outlet)), _author(head.entry), _linked(head)
    if is_title_case(head.text) or (head.kind is Kind.PHRASE and not author):
        word = "From" if is_primary(outlet.ownership, outlet.role) else "In"
        return f"{word} {name}: {linked}"
    match head.kind:
        case Kind.QUESTION:
            return f"{_capital(name)} asks: {linked}"
        case Kind.CLAUSE:
            subject = f"In {name}, {author}" if author else _capital(name)
            return f"{subject} looks at {_linked(head, reference)}"
        case Kind.OPINION:
            return f"In {name}, {author} argues: {linked}" if author else f"An opinion in {name}: {linked}"
        case _:
            return f"{author} writes in {name}: {linked}"


def _statement(head: Headline, outlet: Outlet) -> tuple[str, ...]:
    name, author, linked = words.escape(named(outlet)), _author(head.entry), _linked(head)
    essay = outlet.role in {Role.ANALYSIS, Role.BLOG}
    if is_comment(head.text):
        return _written(linked, name, author)
    verb, where = ("writes", "in") if essay else ("reports", "for")
    if author:
        front = f"{author} {verb} {where} {name}: {linked}"
        return (front,) if _is_marked(head) else (f"{linked}, {verb} {author} {where} {name}", front)
    if _is_marked(head):
        return (f"In {name}: {linked}",) if essay else (f"{_capital(name)} reports: {linked}", f"From {name}: {linked}")
    if _REPORTS.search(head.text):  # a line says so once
        return (f"{linked}, according to {name}",)
    return (f"{linked}, {name} {verb}", f"{linked}, according to {name}", f"{linked}, {verb} {name}")


def _written(linked: str, name: str, author: str) -> tuple[str, ...]:
    """Sentences for comment, which nobody reports."""
    if author:
        return (f"{author} writes in {name}: {linked}",)
    return (f"{linked}, {name} writes", f"{linked}, writes {name}", f"{_capital(name)} writes: {linked}")


def _citing(head: Headline, outlet: Outlet) -> tuple[str, ...]:
    """Sentences for a headline that names its source: the outlet cites it."""
    name, linked, source = words.escape(named(outlet)), _linked(head), words.escape(head.source)
    if _is_marked(head) or is_title_case(head.text):
        return (f"{_capital(name)}, citing {source}: {linked}",)
    plain = f"{linked}, according to {name}, citing {source}"
    return (plain,) if "report" in head.source.casefold() else (plain, f"{linked}, {name} reports, citing {source}")


def _official(head: Headline, outlet: Outlet, reference: Reference) -> tuple[str, ...]:
    """Sentences that say what an official outlet is, unless its name does."""
    name, linked = words.escape(named(outlet)), _linked(head)
    citing = f", citing {words.escape(head.source)}" if head.source else ""
    if outlet.ownership is not Ownership.STATE and english.OFFICE_IN_NAME.search(outlet.name):
        return (f"From {name} itself{citing}: {linked}",)
    what = _what(outlet, reference)
    if is_comment(head.text) and not head.source and outlet.ownership is Ownership.STATE:
        return (f"{_capital(name)}, {what}, writes: {linked}",)
    statement = head.kind is Kind.STATEMENT and not _is_marked(head) and not is_title_case(head.text)
    if statement and outlet.ownership is Ownership.STATE:
        return (f"{linked}, according to {name}, {what}{citing}",)
    return (f"From {name}, {what}{citing}: {linked}",)


def _framed(head: Headline, outlet: Outlet, reference: Reference) -> str:
    """The form for editions in other languages than English, from the frames of that language."""
    say = reference.speech
    frame = {Kind.QUESTION: say.asks, Kind.OPINION: say.argues}.get(head.kind, say.reports)
    if outlet.ownership.official:
        frame = say.official if outlet.ownership is Ownership.STATE else say.document
    return frame.format(name=words.escape(outlet.name), what=_what_framed(outlet, reference), said=_linked(head))


def _framed_foreign(outlet: Outlet, language: str, about: str, reference: Reference) -> str:
    """What stands before a headline in a third language, without the mark that separates them."""
    name = words.escape(outlet.name)
    if not language:
        return name
    frame = reference.speech.foreign_about if about else reference.speech.foreign
    return frame.format(name=name, language=language, about=about, said="").rstrip(":： ")


def _what_framed(outlet: Outlet, reference: Reference) -> str:
    kinds = {Ownership.EMBASSY: reference.speech.embassy, Ownership.MINISTRY: reference.speech.ministry}
    kind = kinds.get(outlet.ownership, reference.speech.state_media)
    return words.escape(
        kind.format(country=reference.country_name(outlet.country)) if outlet.country else ""
    ) or words.escape(outlet.ownership.value)


def _what(outlet: Outlet, reference: Reference) -> str:
    """What an official outlet is: "state media of China", "an embassy of Israel"."""
    kind = {Ownership.EMBASSY: "an embassy", Ownership.MINISTRY: "a ministry"}.get(outlet.ownership, "state media")
    return f"{kind} of {words.escape(reference.country_name(outlet.country))}" if outlet.country else kind


def _about(pick: Pick, reference: Reference) -> str:
    """What a story touches, in the edition's language: up to three countries, else a topic."""
    countries = [reference.country_name(facet.id) for facet in pick.story.facets if facet.kind == "country"]
    topics = [
        f"“{reference.topics[facet.id]}”"
        for facet in pick.story.facets
        if facet.kind == "topic" and facet.id in reference.topics
    ]
    named_things = countries[:3] or topics[:1]
    return words.escape(_listed(named_things) if reference.english else reference.speech.listed.join(named_things))


def _linked(head: Headline, reference: Reference | None = None) -> str:
    """The headline with its main clause linked; with a reference, as it stands inside a sentence."""
    text = reference.lexicon.lower_first(head.text) if reference else head.text
    cut = len(text) if is_title_case(text) else key_phrase(text)
    rest = text[cut:].lstrip(" ,")
    mark = text[cut : len(text) - len(rest)] if rest else ""
    return f"{anchor(text[:cut], head.entry)}{mark}{words.escape(rest)}"


def _is_marked(head: Headline) -> bool:
    """Whether a headline holds marks after which an attribution at its end would read clumsily."""
    return bool(_MARKS_INSIDE.search(head.text)) or head.text.rstrip("’”'\")").endswith(("?", "!", "…"))


def _stopped(text: str, stop: str = ".") -> str:
    return text if _ENDS.search(page.plain(text)) else f"{text}{stop}"


def _capital(name: str) -> str:
    """An outlet's name as a sentence begins with it; one that is a host name keeps its look."""
    return name if _HOST.fullmatch(name) else name[:1].upper() + name[1:]


def _author(entry: Entry) -> str:
    """The author or two authors of an entry, escaped, if what stands there are people's names."""
    if is_passed_on(entry.link):
        return ""
    names = [words.clean(re.sub(r"^by\s+", "", name, flags=re.IGNORECASE)) for name in entry.authors]
    people = [name for name in names if looks_like_a_person(name)]
    return words.escape(_listed(people)) if 0 < len(people) == len(names) <= 2 else ""


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
