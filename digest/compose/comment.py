"""Comment: headlines that judge, foresee or weigh, in place of telling what happened.

A line never says that an outlet reports them: it writes them.
"""

from __future__ import annotations

import re

from digest.compose import english

_JUDGES = (
    "must|should|ought to|needs? to|lawless|unworkable|shameful|disgrace\\w*|folly|delusion\\w*|naive|hypocri\\w+",
    "cynical|reckless|absurd|doomed|inevitable|ideal scenario|demands? an? \\w+ response|pantomime|charade|betrayal",
    "empire|revenge|playbook|chessboard|tightrope|balancing act|honeymoon|blank che(?:ck|que)|power grab",
    "full-throttle|irreparabl[ey]|state-sponsored|war machine|killing spree|land grab",
    "appeas\\w+|placat\\w+|cav(?:e|es|ed|ing) in|double standards?|new normal|the real \\w+|wake-up call",
)
_WEIGHS = (
    "(?:pos|rais)(?:es?|ing) .*(?:challenges?|questions?|dilemmas?|risks?)|(?:serious|big|hard|painful) questions",
    "(?:a|the|key|major|real|first|big) tests? (?:of|for)|in (?:the |\\S+ )?crosshairs|(?:in|on) the balance|at stake",
    "to the brink|on the road to|on a path to|bets? (?:on|big)|gambles?|turns \\w+ against|pitfalls|looms? large",
    "at a crossroads|hang(?:s|ing) (?:by|over)|ha(?:s|ve) arrived|stumble[ds]? (?:yet )?again|has evolved",
    "exposes? .*(?:crisis|cracks|failures?|hollowness|limits|rift|weakness)",
    "(?:shows?|exposes?|reveals?|underscores?|highlights?|proves?) (?:how|why|that|the limits?)|winners and losers",
    "(?:few|no) good options|could (?:break|end|doom|sink|reshape|redraw|overshadow)|may (?:end|doom|reshape)",
    "suggests? no|(?:is|are) going to (?:be|get)",
    "if \\w+ got (?:his|her|its) way|a blow to|a win for|a boost for|more than meets",
)
_ADVISES = "don['’]t|do not|never|stop|let|forget|expect|beware|take|time to|despite .*\\bwords"
_COMMENT = re.compile(rf"\b(?:{'|'.join((*_JUDGES, *_WEIGHS))})\b", re.IGNORECASE)
_ADVICE = re.compile(rf"^(?:{_ADVISES})\b", re.IGNORECASE)
_OF_SOMETHING = re.compile(r"\b(?:who|whose|which|that)\b.*")
"""A clause about something in a headline: who must do something there is told of, not told to do it."""
_SHOWN = english.words("finds report reported reports reveals show shows suggest suggested suggests")
"""What things do as well as people: threats suggest, tests show."""
_SPEAKS = re.compile(rf"\b(?:{'|'.join(sorted(english.SPEECH - _SHOWN))}|accuses|asks|calls|demands|urges)\b")
_QUOTES = re.compile('[“"‘]')


def is_comment(text: str) -> bool:
    """Whether an English headline is comment by its words; what somebody is told to say in it is news."""
    told = _SPEAKS.search(text) or _QUOTES.search(text)
    return bool(_ADVICE.match(text) or (_COMMENT.search(_OF_SOMETHING.sub("", text)) and not told))
