"""Headlines: taken apart (lead-in, source named at the end, kind), and compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from digest import text as words
from digest.compose import english, house, offices, verbs
from digest.compose.clauses import TAIL, has_verb, is_balanced, is_sentence
from digest.compose.headlinese import written_out
from digest.compose.lexicon import Lexicon, is_title_case
from digest.compose.segments import HAN
from digest.compose.speech import PLAIN, Speech
from digest.model import Entry
from digest.sources.links import is_passed_on


class Kind(Enum):
    """What a headline is as a sentence."""

    STATEMENT = "statement"
    PHRASE = "phrase"
    CLAUSE = "clause"
    QUESTION = "question"
    OPINION = "opinion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A headline ready for a sentence.

    `text` is what it says, without lead-in and without `source`, the one it names at its end ("Kremlin",
    "officials"). `publisher` is who wrote it where a service that passes on the news of others names one. `rating` is
    how well it would stand in a brief, higher is better.
    """

    entry: Entry
    text: str
    source: str = ""
    publisher: str = ""
    kind: Kind = Kind.STATEMENT
    rating: float = 0.0


def any_of(*patterns: str) -> str:
    """Alternatives as one group of a regular expression."""
    return f"(?:{'|'.join(patterns)})"


_OPINION_PAGE = re.compile(
    r"/(?:opinions?|comment|commentisfree|op-?eds?|editorials?|columns?|columnists?)/", re.IGNORECASE
)
_SEPARATOR = r"\s*(?::+|\||\s[–—-]+(?=\s))\s*"
_OPINION = any_of(
    "opinion|comment|commentary|editorial|analysis|news analysis|op-ed|guest essay|column|viewpoint|perspective"
)
_OPINION_LEAD = re.compile(rf"^{_OPINION}(?:{_SEPARATOR}|-(?=[A-Z]))", re.IGNORECASE)
_OPINION_TAIL = re.compile(rf"\s[–—-]+\s(?:expert )?{_OPINION}$|\|\s*opinion$", re.IGNORECASE)
_KINDS = any_of(
    r"breaking(?: news)?|urgent|flash|just in|live(?: updates?)?|watch|video|photos?|in pictures|exclusive|scoop",
    r"(?:[\w-]+ )?updates?|updated|update ?\d*|explainer|explained|q&a|roundup|factbox|fact check|feature|interview",
    r"world insights|timeline|new|read|xinhua headlines|news brief|developing|press release|podcast|listen|recap",
    r"morning briefing|wrap ?\d*|insight|special report|backgrounder|graphic|letter|review|news wrap|first thing",
    "firstft|the latest",
)
_WIRE_KINDS = r"(?:explainer|factbox|exclusive|timeline|insight|focus|update ?\d*|wrapup ?\d*)-(?=[A-Z])"
_LEAD = re.compile(rf"^(?:{_KINDS}{_SEPARATOR}|{_WIRE_KINDS})", re.IGNORECASE)
_TAILS = any_of(
    r"(?<=\.)\s(?:here['’]s|this is|what|why|how)\b.*",
    r"\((?:photos?|videos?|watch|with video|updated?|exclusive|live|graphic|map)\)",
    r"\[(?:live|video|photos?|updated?)\]",
    r"[–—-]+\s(?:live|video|as it happened|live updates?|latest updates?|in pictures|explained|exclusive|timeline)",
    r"[–—-]+\s(?:follow|read|see|watch)\s.*",
    r"[–—-]+\s(?:podcast|the latest|photos|explainer|[A-Z]\w+ live)|\|[^|]*",
)
_LAST = re.compile(rf"\s*{_TAILS}$", re.IGNORECASE)

_SPEECH = "|".join(sorted(english.SPEECH, key=lambda word: (-len(word), word)))
_SAYS_X = re.compile(rf"^(?P<said>.+?),(?P<close>[’'\"”]?)\s(?i:{_SPEECH})\s(?P<who>[^,;:]+)$")
_X_SAYS = re.compile(rf"^(?P<said>.+),(?P<close>[’'\"”]?)\s(?P<who>[^,;:]+?)\s(?i:{_SPEECH})$")
_DASH_X = re.compile(r"^(?P<said>.+?)\s[–—-]+\s?(?P<who>[^,;:–—]+)$")
_TELL_X = re.compile(r"^(?P<said>.+?),\s(?P<who>(?:[\w-]+ )?(?:sources?|officials?)) (?:tells?|told) [A-Z][\w ]+$")
_BRACKETED_X = re.compile(r"^(?P<said>.+?)\s\((?P<who>[A-Z][\w.]*(?: [A-Z][\w.]*){0,2})\)$")
_PUBLISHED = re.compile(r"^(?P<said>.{20,}?)\s[–—-]\s(?P<who>(?:(?! - )[^–—]){2,40})$")
_COLON_X = re.compile(r"^(?P<said>.+?):\s(?P<who>[^,;:]+)$")
_X_COLON = re.compile(r"^(?P<who>[^,;:]+):\s(?P<said>[^:]+)$")
_NAMES_IT = re.compile(
    r"\b(?:an?|one|another|new|next|first|its|his|her|their|the same)(?:\s[\w’'-]+){1,4}$|\b(?:as|of)\s[\w’'-]+$",
    re.IGNORECASE,
)
"""How a headline ends that says only after its colon whom or what it speaks of: "over a familiar obstacle: ..."."""
_DETERMINERS = english.words("the a an his her its their some us un two three")
_COUNTED = english.words("no none several many few dozens hundreds thousands at more to")
"""What opens the things that are reported rather than those who report: "no injuries reported"."""
_ACTS = (verbs.FINITE - verbs.AMBIGUOUS) | english.words("only not")
"""What stands in a clause, and in no name of who said it: "only she can broker a deal"."""
_WHEN = re.compile(
    r"\s(?:in|at|on|during) (?:an? |the |his |her |its )?(?:first|fresh|last|latest|new|rare)\s", re.IGNORECASE
)
"""What tells on which occasion somebody spoke."""
_PRONOUNS = english.words("he she they it we i you who him her them this that")

_ASKS_FIRST = re.compile(r"\?['’”\"]?\s")
_CLAUSE = re.compile(r"^(?:how|why|what|where|when|who|whether|which)\b", re.IGNORECASE)
_NO_CLAUSE = ("when in", "who chief", "who director", "who says", "who warns")
_LONGEST = 200
_ENDING = re.compile(r"(?:['’]s|ies|es|s)$")
_DOTTED = re.compile(r"(?<=\b[A-Z])\.(?=[A-Z]\b|\W|$)")
_STOPPERS = re.compile(r"[.\s]+$")


def read(entry: Entry, outlet: str, lexicon: Lexicon, *, english_text: bool, say: Speech = PLAIN) -> Headline:
    """An entry's title as a headline, its text in sentence case where that is safe; not rated yet.

    `outlet` is the name of who published it: at the end of a title it is no source. An entry without a title is
    known by the beginning of its summary, and without that by its outlet.
    """
    text, publisher = _passed_on(entry, _within(words.clean(entry.title) or words.clean(entry.summary) or outlet))
    text, opinion = _strip(text)
    if say.opinion and say.lead:
        opinion = opinion or bool(say.opinion.search(text))
        text = say.lead.sub("", say.opinion.sub("", text)).strip() or text
    source = ""
    if english_text:
        text, source = split_source(text)
        if source and not publisher and _is_name_of(source, outlet):
            text, source = split_source(text)
        if is_title_case(text):
            text = lexicon.sentence_case(text) or text
            source = (lexicon.sentence_case(f"x {source}") or f"x {source}")[2:]
        source = house.styled(source, say.house)
    text = house.styled(text, say.house)
    text = written_out(text) if english_text else text
    text = _STOPPERS.sub("", text) if not re.search(r"\b(?:[A-Z]\.)+$|\.\.\.$", text) else text
    text = (text[:1].upper() + text[1:] if english_text else text) or outlet
    opinion = opinion or is_opinion(entry)
    asks = say.question.search(text) if say.question else text.endswith(("?", "？"))
    plain = Kind.QUESTION if asks else Kind.STATEMENT
    kind = Kind.OPINION if opinion else kind_of(text) if english_text else plain
    publisher = "" if _is_name_of(publisher, outlet) else publisher
    return Headline(entry=entry, text=text, source=source, publisher=publisher, kind=kind)


def _passed_on(entry: Entry, title: str) -> tuple[str, str]:
    """A title and who published it, where the entry came through a service that names publishers behind a dash."""
    if not is_passed_on(entry.link):
        return title, ""
    match = _PUBLISHED.match(title)
    if match:
        return match["said"], match["who"]
    return title, words.clean(entry.authors[0]) if len(entry.authors) == 1 else ""


def is_opinion(entry: Entry) -> bool:
    """Whether its publisher filed an entry under opinion, by its categories or its address."""
    return any(_OPINION_PAGE.search(place) for place in (entry.link, *(f"/{name}/" for name in entry.categories)))


def _within(title: str) -> str:
    """A title of bearable length; what is cut off is marked."""
    return title if len(title) <= _LONGEST else f"{title[:_LONGEST].rsplit(' ', 1)[0]}…"


def _strip(title: str) -> tuple[str, bool]:
    """A title without lead-ins and tails, and whether they call it an opinion."""
    opinion = False
    before = None
    while before != title:
        before = title
        opinion = opinion or bool(_OPINION_LEAD.match(title) or _OPINION_TAIL.search(title))
        for pattern in (_OPINION_LEAD, _LEAD, _OPINION_TAIL, _LAST):
            title = pattern.sub("", title) or title
        title = title.strip()
    return title, opinion


def split_source(text: str) -> tuple[str, str]:
    """A headline and the source it names at its end, if it names one there ("..., Kremlin says", "... — media")."""
    for pattern, looks_right in (
        (_TELL_X, _is_speaker),
        (_X_SAYS, _is_speaker),
        (_SAYS_X, _is_speaker),
        (_DASH_X, _is_source),
        (_COLON_X, _is_role),
        (_X_COLON, _is_office),
        (_BRACKETED_X, _is_source),
    ):
        match = pattern.match(text)
        said = match["said"].rstrip(" ,") + match.groupdict().get("close", "") if match else ""
        named = pattern is _COLON_X and _NAMES_IT.search(said)
        if match and looks_right(match["who"]) and not named and len(said.split()) >= 4 and is_balanced(said):
            return said, match["who"]
    return text, ""


def _is_name_of(source: str, outlet: str) -> bool:
    said, name = (one.casefold().removeprefix("the ") for one in (source, outlet))
    return not said or said == name or name.startswith(f"{said} ")


def _is_speaker(who: str) -> bool:
    opens = who.split(maxsplit=1)[0].casefold()
    speaks = opens not in _PRONOUNS | _COUNTED and _ACTS.isdisjoint(who.casefold().split())
    return speaks and len(who.split()) <= 6 and not _WHEN.search(who) and not TAIL.search(who)


def _is_source(who: str) -> bool:
    if english.NAMED_WITH_THE.match(who):
        return True
    opens = who.split(maxsplit=1)[0]
    acts = opens in verbs.BASES - verbs.AMBIGUOUS or has_verb(f"x {who}")
    if acts or opens.casefold() in english.FUNCTION - _DETERMINERS or " - " in who:
        return False
    return _is_speaker(who) and len(who.split()) <= 5 and not who[0].isdigit()


def _is_role(who: str) -> bool:
    known = english.SINGULAR_SPEAKERS | english.PLURAL_SPEAKERS | english.ROLES
    found = [word.casefold() for word in who.split()]
    short = len(found) <= 3 or not offices.PERSONS.isdisjoint(found)
    named = short and all(word[0].isupper() for word in who.split())
    return _is_source(who) and (named or found[-1] in known or bool(english.NAMED_WITH_THE.match(who)))


def _is_office(who: str) -> bool:
    """Whether what stands before a colon is somebody in office or a body that speaks, and nothing that is spoken of."""
    known = offices.PERSONS | english.SINGULAR_SPEAKERS | english.PLURAL_SPEAKERS
    speaks = who.rsplit(maxsplit=1)[-1].casefold() in known
    return _is_source(who) and (speaks or bool(english.SPEAKING_BODY.match(who)))


def kind_of(text: str) -> Kind:
    """What an English headline is as a sentence."""
    if text.rstrip("'’”\"").endswith("?") or _ASKS_FIRST.search(text):
        return Kind.QUESTION
    if _CLAUSE.match(text) and not text.casefold().startswith(_NO_CLAUSE):
        return Kind.CLAUSE
    return Kind.STATEMENT if is_sentence(text) and not text.startswith("Inside ") else Kind.PHRASE


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The content words of a text, plural endings cut, for measuring how much two texts share."""
    pairs = (run[at : at + 2] for run in HAN.findall(text) for at in range(len(run) - 1))
    return frozenset(pairs) | frozenset(
        token if len(token) < 4 else _ENDING.sub("", token)
        for token in words.tokens(_DOTTED.sub("", text))
        if token not in english.FUNCTION and token not in english.SPEECH and not HAN.match(token)
    )


@lru_cache(maxsize=4096)
def roots(text: str) -> frozenset[str]:
    """The beginnings of the content words of a text, so that "Korean" and "Korea" are the same."""
    return frozenset(stem[:5] for stem in stems(text))


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter of two texts stands in the other, 0 to 1."""
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
