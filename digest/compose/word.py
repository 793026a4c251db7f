"""The title: one word of the day's lines that one would print on the front."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from digest import page
from digest import text as words
from digest.compose import english, taste, verbs
from digest.compose.common_word import common_words
from digest.compose.lexicon import WORD, base, zipf
from digest.compose.lines import Told
from digest.compose.reference import Reference

RAREST, COMMONEST, IDEAL = 1.3, 4.7, 3.2
SHORTEST, LONGEST = 4, 14
_WORN_OUT = 4.7
_CENTRAL = 0.8
"""What standing in the first line is worth beside standing in the last."""
FIRST, _LATE = 4, 1.0
"""The lines whose matter is the day's, and what it costs a word to stand only behind them."""
_KNOWN_BASE = 2.0
_APT = 0.9
"""What a word is worth that stands for what goes on between countries."""
_PLAIN = re.compile(r"^[a-z]+$")
_BE = frozenset(["is", "are", "was", "were", "be", "been", "keeps", "keep", "not"])
_PARTICLES = frozenset(["to", "out", "up", "down", "off", "back", "away"])
_PREPOSITIONS = frozenset(["with", "from", "into", "at", "on", "towards", "toward", "against", "about", "through"])
_MODIFIERS = ("al", "ic", "ive", "ary", "ese", "ian", "ous", "ern", "ful")
_NOUN_ENDINGS = (
    "ty",
    "ment",
    "tion",
    "sion",
    "cy",
    "ship",
    "ance",
    "ence",
    "ism",
    "age",
    "chaos",
    "unrest",
    "war",
    "work",
    "dom",
)
_NO_PLURAL = ("ss", "us", "is", "ics", "news")
_NO_NOUN = (
    "ly",
    "ive",
    "ous",
    "able",
    "ible",
    "ful",
    "less",
    "ical",
    "ise",
    "ize",
    "ify",
    "est",
    "tal",
    "nal",
    "ial",
    "ral",
    "uld",
)
_OBJECTS = english.words("this that the a an its his her their him them it no")
_SUBJECTS = english.words("he it she that they we which who")
_AFTER_NOUN = english.FUNCTION - frozenset(["her", "his", "its", "their", "our", "my", "your", "the", "a", "an"])


class Form(Enum):
    """The shape of a word, with what it is worth in a title."""

    PLURAL = 0.8
    GERUND = 0.35
    PARTICIPLE = -0.8
    NOUN = 0.5
    OTHER = -0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    word: str
    form: Form
    place: int
    score: float


def title_word(told: Sequence[Told], used: Collection[str], reference: Reference) -> str:
    """The title of a brief: the best of its `title_words`."""
    return best_words(told, used, reference, most=1)[0]


def best_words(told: Sequence[Told], used: Collection[str], reference: Reference, *, most: int) -> tuple[str, ...]:
    """The `title_words` of a brief's lines."""
    whole = [page.plain(line.line.text) for line in told]
    return title_words([_own_words(line) for line in told], whole, used, reference, most=most)


def title_words(
    lines: Sequence[Sequence[str]], whole: Sequence[str], used: Collection[str], reference: Reference, *, most: int
) -> tuple[str, ...]:
    """The best titles for lines of these texts: words that stand there, not `used` nor forms of what was, best first.

    Rare but known words are preferred, plural nouns and gerunds before participles and other nouns, and words of the
    first lines. Where no word passes, the rules are relaxed one after the other, at last for any word of the `whole`
    lines; there is always a title.
    """
    if not lines:
        return (_unused(reference.speech.quiet, used),)
    taken = {form for word in used for form in _relatives(word.casefold())}
    if not reference.english:
        best = common_words(lines, taken, reference)[:most]
        return tuple(word[0].upper() + word[1:] for word in best) or (_fallback(lines, whole, taken, reference),)
    # A line may give only a part of its headline.
    stands = [{match.group().casefold() for match in WORD.finditer(text)} for text in whole]
    candidates = [c for c in _candidates(lines, reference) if c.word in stands[c.place]]
    free = [c for c in candidates if c.word not in taken]
    nouns = [c for c in free if c.form not in {Form.OTHER, Form.PARTICIPLE} or c.word in taste.APT]
    shaped = [c for c in free if c.form is not Form.OTHER]
    found: dict[str, None] = {}
    for usable in (
        [c for c in nouns if c.word not in taste.DULL],
        [c for c in nouns if zipf(c.word) < _WORN_OUT],
        [c for c in shaped if zipf(c.word) < _WORN_OUT],
        [c for c in free if not c.word.endswith(("s", *_NO_NOUN))],
    ):
        found |= dict.fromkeys(c.word for c in sorted(usable, key=_rank, reverse=True))
        if len(found) >= most:
            break
    best = list(found)[:most]
    return tuple(word[0].upper() + word[1:] for word in best) or (_fallback(lines, whole, taken, reference),)


def _rank(candidate: _Candidate) -> tuple[float, int, str]:
    return candidate.score, -candidate.place, candidate.word


def _candidates(lines: Sequence[Sequence[str]], reference: Reference) -> Iterator[_Candidate]:
    for place, line in enumerate(lines):
        for sentence in line:
            yield from _of_sentence(sentence, place, len(lines), reference)


def _own_words(line: Told) -> tuple[str, ...]:
    """What a line says of the news, without the frame that names its outlet."""
    if line.edited:
        return (line.edited,)
    return (*(head.text for head in line.heads), *(text for _, text in line.quoted))


def _of_sentence(text: str, place: int, total: int, reference: Reference) -> Iterator[_Candidate]:
    found = [match.group() for match in WORD.finditer(text)]
    for position, word in enumerate(found):
        if not _printable(word, position, reference):
            continue
        form = _form(found, position)
        if form is Form.OTHER and (word.casefold() in verbs.VERBS or _is_verb(word.casefold().removesuffix("s"))):
            continue
        yield _Candidate(
            word=word.casefold(), form=form, place=place, score=_score(word.casefold(), form, place, total, reference)
        )


def _printable(word: str, position: int, reference: Reference) -> bool:
    """Whether a word may be a title: common, lower case, neither worn nor grim, and of a fitting rarity."""
    small = word.casefold()
    if not (word == small or position == 0) or not _PLAIN.match(small) or not SHORTEST <= len(small) <= LONGEST:
        return False
    if small in taste.GRIM or small in english.FUNCTION or small in english.BARE_NAMES:
        return False
    lexicon = reference.lexicon
    if not lexicon.lower[small] or lexicon.upper[small] + lexicon.inside[small] >= lexicon.lower[small]:
        return False
    return RAREST <= zipf(small) <= COMMONEST


def _form(found: Sequence[str], position: int) -> Form:
    """The shape of a word where it stands."""
    word = found[position].casefold()
    before = found[position - 1] if position else ""
    following = found[position + 1] if position + 1 < len(found) else ""
    ends = not following or following.casefold() in _AFTER_NOUN or following.casefold() in verbs.FINITE
    nounlike = _follows_noun_frame(before) or before.casefold().endswith(_MODIFIERS)
    if word.endswith("ing"):
        stands = ends and before.casefold() not in _BE and not _goes_on(following, nounlike=nounlike)
        return Form.GERUND if stands and _is_gerund(word) else Form.OTHER
    if word.endswith("s") and not word.endswith(_NO_PLURAL):
        return Form.PLURAL if _is_plural(word, before, following) else Form.OTHER
    if word.endswith("ed"):
        return Form.PARTICIPLE if len(word) > 5 and _is_verb(word[:-2]) and _has_base(word) and ends else Form.OTHER
    follows_word = before[:1].islower() and before not in english.FUNCTION
    nounlike = nounlike or (word in taste.APT and follows_word)
    if word.endswith(_NO_NOUN) or word in verbs.FINITE or (_is_verb(word) and not nounlike):
        return Form.OTHER
    known = word.endswith(_NOUN_ENDINGS) or max(zipf(f"{word}s"), zipf(f"{word[:-1]}ies")) >= 1.5
    return Form.NOUN if ends and known and (nounlike or follows_word) else Form.OTHER


def _goes_on(following: str, *, nounlike: bool) -> bool:
    """Whether what follows belongs to a word in -ing as to a verb: "ruling out", "attempting to", "trading with"."""
    small = following.casefold()
    return small in _PARTICLES or (small in _PREPOSITIONS and not nounlike)


def _is_gerund(word: str) -> bool:
    return any(zipf(stem) >= least for stem, least in ((word[:-3], 2.0), (f"{word[:-3]}e", 2.0), (word[:-4], 3.0)))


def _has_base(participle: str) -> bool:
    """Whether a word in -ed comes from a verb that is known itself: "seized", no "unjustified"."""
    return max(map(zipf, (participle[:-1], participle[:-2], participle[:-3], f"{participle[:-3]}y"))) >= _KNOWN_BASE


def _is_plural(word: str, before: str, following: str) -> bool:
    """Whether a word is a plural noun there: an -s form of a singular that is no verb, or not where verbs stand."""
    singular = _singular(word)
    if zipf(singular) < 1.5 or singular in verbs.FINITE:
        return False
    if not _is_verb(singular) or _follows_noun_frame(before):
        return True
    if before.casefold() in _SUBJECTS:
        return False
    takes_object = following.casefold() in _OBJECTS
    return word in verbs.PLURALS and before[:1].islower() and not before.endswith("s") and not takes_object


def _follows_noun_frame(before: str) -> bool:
    return before.casefold() in english.NOUN_BEFORE or base(before) != before


def _is_verb(stem: str) -> bool:
    """Whether a word is used as a verb: its past form is about as common as its -s form, or its gerund more."""
    past = max(zipf(f"{stem}ed"), zipf(f"{stem}{stem[-1]}ed"), zipf(f"{stem}d") if stem.endswith("e") else 0.0)
    if stem.endswith("y"):
        past = max(past, zipf(f"{stem[:-1]}ied"))
    third = zipf(f"{stem}s")
    return stem in verbs.BASES or past >= max(2.0, third - 0.9) or zipf(f"{stem}ing") >= max(2.0, third)


def _singular(word: str) -> str:
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("ches", "shes", "xes", "sses", "zes")):
        return word[:-2]
    return word[:-1]


def _relatives(word: str) -> frozenset[str]:
    """A word with its singular and its plurals."""
    stems = {word, _singular(word)} if word.endswith("s") else {word}
    plurals = {f"{stem}{ending}" for stem in stems for ending in ("s", "es")} | {
        f"{stem[:-1]}ies" for stem in stems if stem.endswith("y")
    }
    return frozenset(stems | plurals)


def _score(word: str, form: Form, place: int, total: int, reference: Reference) -> float:
    rarity = 1.5 * math.exp(-(((zipf(word) - IDEAL) / 0.9) ** 2))
    central = max(1 - place / max(1, total) - (_LATE if place >= FIRST else 0.0), -1.0)
    if word in taste.APT:
        return round(max(form.value, Form.NOUN.value) + rarity + _CENTRAL * central + _APT, 6)
    worn = 0.08 * min(8, reference.lexicon.lower[word] - 1)
    return round(form.value + rarity + _CENTRAL * central - worn, 6)


def _fallback(
    lines: Sequence[Sequence[str]], whole: Sequence[str], taken: Collection[str], reference: Reference
) -> str:
    """A word of the `whole` lines without regard to its form.

    First those in small letters, then any that is long enough: no dull one, and none of a frame, as long as there are
    others.
    """
    free = [word for text in whole for word in words.tokens(text) if word.isalpha() and word not in taken]
    dull = taste.DULL | taste.GRIM | english.FUNCTION
    small = [w for w in free if SHORTEST <= len(w) <= LONGEST and w not in dull and reference.lexicon.lower[w]]
    if reference.english:
        small.sort(key=_oddity)
    news = {word for line in lines for text in line for word in words.tokens(text)}
    loose = sorted((w for w in free if 2 <= len(w) <= LONGEST), key=lambda w: (w in dull, w not in news, -len(w), w))
    for word in (*small, *loose):
        return word[0].upper() + word[1:]
    return _unused(reference.speech.quiet, taken)


def _oddity(word: str) -> tuple[bool, bool, float, str]:
    """How little a word suits a title, for sorting: too rare or common, no noun, far from the ideal."""
    no_noun = word in verbs.VERBS or _is_verb(word) or word.endswith(_NO_NOUN)
    return not RAREST <= zipf(word) <= COMMONEST, no_noun, abs(zipf(word) - IDEAL), word


def _unused(titles: Sequence[str], used: Collection[str]) -> str:
    taken = {word.casefold() for word in used}
    free = [title for title in titles if title.casefold() not in taken]
    return free[0] if free else titles[0]
