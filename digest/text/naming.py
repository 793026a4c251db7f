"""Names as they stand inside an English sentence."""

from __future__ import annotations

import re

_TAKES_THE = re.compile(
    r"(?:\b(?:Times|Post|Telegraph|Journal|Tribune|Herald|Chronicle|Gazette|Press|Guardian|Independent|Mirror|Hindu|Star"
    r"|Express|Interpreter|Strategist|Council|Commission|Committee|Parliament|Union|Nations|Ministry|Department|Office"
    r"|Embassy|Consulate|Mission|Delegation|Government|Agency|Organi[sz]ation|Programme|Fund|Institute|Foundation"
    r"|Center|Centre|Group|World Bank|White House|Action Service)"
    r"|\b(?:Ministry|Department|Embassy|Consulate|Office|Council|Committee|Mission|Delegation) (?:of|in|to|at|for)\b.*"
    r"|^(?:Ministry|Department|Embassy|Consulate|Office|Council|Government|Permanent|Mission|Delegation"
    r"|President of)\b.*"
    r"|(?:FCDO|MFA|MOFA|MEA|EEAS))$"
)
_HAS_ONE = re.compile(r"the |\w+['’]s ", re.IGNORECASE)


def in_sentence(name: str) -> str:
    """A name with the article that it takes: "the Embassy of Israel in China", "Meduza", "Japan's Cabinet Office"."""
    return f"the {name}" if _TAKES_THE.search(name) and not _HAS_ONE.match(name) else name
