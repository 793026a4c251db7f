"""The second sentence of a line: one whole sentence of a publisher's summary, in quotation marks, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from digest import text as words
from digest.compose.headline import has_verb, share, stems

FEWEST, MOST = 8, 25
_READ = 2000
"""So many characters of a summary are looked at."""
_NEW = 0.5
_SENTENCE = re.compile(r"(?P<text>.+?[.!?][’”'\"]?)(?=\s+[\"“‘']?[A-Z0-9]|\s*$)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|Capt|Adm|Maj|Sen|Rep|Gov|Prof|Rev|St|Jr|Sr|vs|No|Nos|Bros|Inc|Ltd|Corp|Co|Jan|Feb|Mar|Apr"
    r"|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|approx|etc|al)|(?:^|[\s(])[A-Z]|\b(?:[A-Z]\.)+[A-Z])\.$"
)
_DATELINE = re.compile(
    r"^(?:[A-Z][A-Z .,'/-]{2,40}|[A-Z][\w .,'/-]{2,40}\([^)]{2,20}\))\s*(?:\([^)]{1,30}\)\s*)?(?:—|–|--|-)\s+"
)
_CHATTER = re.compile(
    r"\b(?:you|your|we|our|us|I|my|click|subscribe|sign up|newsletter|continue reading|read (?:more|the)|appeared first"
    r"|watch|listen|follow|photo(?:s|graph)?|image|pictured|file|copyright|cookies|advertis\w+|live (?:blog|updates)"
    r"|this (?:article|story|page|post|week|piece|video|episode)|here(?:['’]s| is| are)|what to know|podcast|updated"
    r"|correction)\b",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"^(?:he|she|they|it|this|these|that|those|his|her|their|its|there|but|and|so|or|yet|also|however|meanwhile|instead"
    r"|then|nevertheless|moreover|such|both|how|why|what|whether|after all|here|which|still|now|another|others"
    r"|in addition|as a result|for example|the (?:move|decision|comments?|remarks|incident|two|pair|latter|former))\b",
    re.IGNORECASE,
)
_MARKS = re.compile(r"[\"“”<>\[\]{}|\ufffd]|https?:|www\.|…|\.\.\.|[âÃ]€|^[A-Z][\w ]{1,20}: ")


def second_sentence(summary: str, headline: str) -> str:
    """The first sentence of a summary that stands alone and adds to the headline, 8 to 25 words; "" if there is none.

    The words are the publisher's, unchanged. A summary that was cut off gives no sentence from its loose end.
    """
    said = stems(headline)
    for sentence in sentences(summary):
        if _stands_alone(sentence) and share(stems(sentence), said) < _NEW and len(stems(sentence) - said) >= 4:
            return sentence
    return ""


def opening(summary: str) -> tuple[str, ...]:
    """The first sentences of a summary, as many as make at most 25 words."""
    taken: list[str] = []
    for sentence in sentences(summary):
        if count(" ".join([*taken, sentence])) > MOST:
            break
        taken.append(sentence)
    return tuple(taken)


def sentences(summary: str) -> Iterator[str]:
    """The whole sentences of a text, without its dateline; what does not end like a sentence is left out."""
    rest = _DATELINE.sub("", words.clean(summary[:_READ]))
    held = ""
    for match in _SENTENCE.finditer(rest):
        held = f"{held} {match['text'].strip()}".strip() if held else match["text"].strip()
        if not _ABBREVIATION.search(held):
            yield held
            held = ""


def count(text: str) -> int:
    """How many words a text has."""
    return len(text.split())


def _stands_alone(sentence: str) -> bool:
    return (
        FEWEST <= count(sentence) <= MOST
        and (sentence[0].isupper() or sentence[0].isdigit())
        and sentence.endswith(".")
        and not _CHATTER.search(sentence)
        and not _DANGLING.match(sentence)
        and not _MARKS.search(sentence)
        and has_verb(sentence)
    )
