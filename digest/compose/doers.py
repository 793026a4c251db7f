"""Doers: who acts in English headlines, as patterns, and whether words behind them say what they do."""

from __future__ import annotations

import re
from itertools import pairwise

from babel import Locale

from digest.compose import english, verbs
from digest.compose.clauses import main_clause

PARTIES = frozenset(
    name for code, name in Locale.parse("en").territories.items() if len(code) == 2 and name[0].isupper()
) | frozenset(
    """DR Congo|EU|Hamas|Hezbollah|Hong Kong|Ivory Coast|Kremlin|NATO|Pentagon|Somaliland|Turkey|UAE|UK|UN|US
    |White House|Ankara|Baghdad|Beijing|Berlin|Brussels|Cairo|Damascus|Delhi|Doha|Hanoi|Islamabad|Kabul|Kyiv|London
    |Manila|Moscow|New Delhi|Paris|Pyongyang|Riyadh|Rome|Seoul|Tehran|Tokyo|Vienna|Warsaw|Washington
    """.replace("\n    ", "").split("|")
)
"""Countries, capitals and bodies that act and speak as one."""
PARTY = f"(?:{'|'.join(sorted(map(re.escape, PARTIES), key=lambda name: (-len(name), name)))})"
NAME = r"[A-Z][\w’'.-]*(?: [A-Z][\w’'-]*){0,3}"
GROUP = (
    " (?:allies|companies|countries|diplomats|envoys|firms|forces|governments|lawmakers|leaders|ministers|nations"
    "|negotiators|officials|powers|presidents|senators|soldiers|states|troops)"
)
"""Who stands behind a country or an adjective of one: "Danish envoys"."""
SMALL = f"(?:{'|'.join(sorted(english.FUNCTION))})"
_VERBS_ALONE = verbs.FINITE | (verbs.BASES - verbs.AMBIGUOUS)


def acts(text: str) -> bool:
    """Whether the main clause of a text has a verb of its own: what stood before it is only told of then."""
    found = ["to", *main_clause(text).split()]
    return any(
        one in _VERBS_ALONE and before != "to" and not before.endswith(("'s", "’s")) for before, one in pairwise(found)
    )


_TELLING = (verbs.FINITE - verbs.PAST) | verbs.AUXILIARIES


def tells(text: str) -> bool:
    """Whether the main clause of a text has what can be nothing but its verb; "detained" may say who is spoken of."""
    found = ["to", *(word.strip("‘’'“”\"(,") for word in main_clause(text).split())]
    return any(one.casefold() in _TELLING and before != "to" for before, one in pairwise(found))
