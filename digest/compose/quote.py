"""The second sentence of a line: one whole sentence of a publisher's summary, in quotation marks, word for word.

How sentences end, and which of them stand alone, is data for each language; of other languages nothing is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from digest import text as words
from digest.compose.clauses import has_verb
from digest.compose.headline import share, stems
from digest.compose.segments import HAN, chinese_words

FEWEST, MOST = 8, 25
_READ = 2000
"""So many characters of a summary are looked at."""
_NEW = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prose:
    """How summaries are written in one language.

    `sentence` matches one (`text`), `abbreviation` what ends like one and is none, `dateline` what stands before the
    first. A sentence with `chatter` speaks of the page or to its reader; one that is `dangling` leans on the sentence
    before it; `marks` would read badly in quotation marks. `whole` matches how one begins and ends that stands alone.
    """

    sentence: re.Pattern[str]
    dateline: re.Pattern[str]
    chatter: re.Pattern[str]
    dangling: re.Pattern[str]
    marks: re.Pattern[str]
    whole: re.Pattern[str]
    abbreviation: re.Pattern[str] | None = None


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


_ENGLISH = _Prose(
    sentence=_SENTENCE,
    dateline=_DATELINE,
    chatter=_CHATTER,
    dangling=_DANGLING,
    marks=_MARKS,
    whole=re.compile(r"[^\W_a-z].*\.$"),
    abbreviation=_ABBREVIATION,
)
_CHINESE = _Prose(
    sentence=re.compile(r"(?P<text>.+?[。！？][”’』」）]*)"),
    dateline=re.compile(
        r"^(?:【[^】]{1,20}】\s*)?(?:(?:本报|新华社|中新社|中新网|人民网|央视)[^，。：]{0,12}?(?:\d{1,2}月\d{1,2}日)?(?:电|讯|消息)"
        r"|[^，。：]{0,12}\d{1,2}月\d{1,2}日(?:电|讯|消息))\s*(?:[（(][^）)]{1,30}[）)])?\s*[：:]?\s*"
    ),
    chatter=re.compile(
        "点击|关注|扫码|二维码|订阅|责编|编辑|图为|图片|摄影|视频|直播|来源|转载|版权|原标题|记者|本报|本网|本版|本刊|你|您|我|咱|详情|更多|如下|以下|几方面"
    ),
    dangling=re.compile(
        "^(?:他|她|它|这|那|此|其|该|对此|同时|另|但|而|并|且|因此|于是|随后|之后|不过|然而|据悉|据了解|双方|两国|两人|后者|前者|会议|公告|为此|从而|其中)"
    ),
    marks=re.compile(r"[\"“”「」『』<>\[\]{}|\ufffd]|https?:|www\.|…|\.\.\.|[\u4e00-\u9fff]\s+\w"),
    whole=re.compile(r"\w.*。$"),
)
_PROSE: Mapping[str, _Prose] = {"en": _ENGLISH, "zh": _CHINESE}


def second_sentence(summary: str, headline: str, language: str) -> str:
    """The first sentence of a summary that stands alone and adds to the headline, 8 to 25 words; "" if there is none.

    The words are the publisher's, unchanged. A summary that was cut off gives no sentence from its loose end.
    `language` is a primary tag.
    """
    prose, said = _PROSE.get(language), stems(headline)
    for sentence in sentences(summary, language) if prose else ():
        found = stems(sentence)
        if prose and _stands_alone(sentence, prose) and share(found, said) < _NEW and len(found - said) >= 4:
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


def sentences(summary: str, language: str = "en") -> Iterator[str]:
    """The whole sentences of a text, without its dateline; what does not end like a sentence is left out."""
    prose = _PROSE.get(language, _ENGLISH)
    rest = prose.dateline.sub("", words.clean(summary[:_READ]))
    held = ""
    for match in prose.sentence.finditer(rest):
        held = f"{held} {match['text'].strip()}".strip() if held else match["text"].strip()
        if not (prose.abbreviation and prose.abbreviation.search(held)):
            yield held
            held = ""


def count(text: str) -> int:
    """How many words a text has; Chinese is cut into those that are known."""
    return len(HAN.sub(" ", text).split()) + len(chinese_words(text)) if HAN.search(text) else len(text.split())


def _stands_alone(sentence: str, prose: _Prose) -> bool:
    return (
        FEWEST <= count(sentence) <= MOST
        and bool(prose.whole.match(sentence))
        and not prose.chatter.search(sentence)
        and not prose.dangling.match(sentence)
        and not prose.marks.search(sentence)
        and (prose is not _ENGLISH or has_verb(sentence))
    )
