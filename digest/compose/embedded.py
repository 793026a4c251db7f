"""Embedded clauses: the "is" or "was" that English headlines leave out behind "says", "as", "after" or "if".

"Envoy says talks still going on", "as deadline set in Oslo", "after trawler seized off Peru": the words behind such an
opening are read one by one, and nothing is added where they could be read in another way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum

from digest.compose import english, verbs
from digest.compose.clauses import has_verb, is_balanced, main_clause
from digest.compose.copulas import NOUNS, form_of_be
from digest.compose.doers import tells

_SAYS = english.words("alleges believe believes claim claims fear fears insist insists said say says thinks warn warns")
_FORESAYS = english.words("believe believes claim claims said say says")
"""Who says so tells of plans; who warns somebody to do a thing does not."""
_MEANWHILE = english.words("as because but if once unless until when where while")
_EARLIER = english.words("after")
_OPENS = _SAYS | _MEANWHILE | _EARLIER
_NAMING = tuple(
    english.words("""
    appoint brand cast classif declare describ designat elect identif known label list name pick portray recogni regard
    see serv treat view
""")
)
"""Beginnings of verbs behind which "as" says what somebody is, and opens no clause."""
_ADVERBS = english.words("already also not now still")
_STATES = english.words("""
    able capable confident due expected hopeful keen likely open optimistic poised prepared ready scheduled set unable
    unlikely willing
""")
_BEHIND_STATES = english.words("about for in of on that to")
_FEELS = english.words("confident hopeful optimistic")
"""States that a clause may follow without its "that"."""
_LINKING = english.words("""
    concerning containing following including involving leading living regarding showing targeting
""")
"""Gerunds that say of what kind a thing is, or when."""
_BUSY = verbs.GERUNDS - NOUNS
_AT_IT = english.words("considering eyeing hoping mulling preparing pursuing seeking weighing")
_DONE = english.words("""
    abducted accused announced approved arrested banned barred blocked briefed cancelled captured closed condemned
    delayed denied deployed deported detained dropped evacuated expelled extended foiled forced found freed held
    injured invited jailed kidnapped killed launched lifted named ousted postponed reached recalled released removed
    rescued seen seized sentenced set signed strained suspended targeted thwarted wounded
""")
"""Participles of verbs that want an object: where none follows, it was done to what stands before them."""
_LASTING = english.words("banned barred blocked closed denied set strained suspended")
"""Participles that tell of a state which lasts."""
_BEHIND_DONE = english.words("""
    after ahead amid as at because before between by despite due during for following from in into near of off on over
    since to under until when while with
""")
_OBJECT = re.compile(r"(?:over|near|for|around) \d|.*\bto be\b")
"""What makes a participle a past, or part of who is spoken of: "killed over 100", "held for 2 days to be freed"."""
_PLACES = {
    "at": english.words("odds risk stake war"),
    "in": english.words("danger doubt force limbo ruins tatters"),
    "on": english.words("alert hold track"),
    "under": english.words("attack fire pressure review siege threat"),
}
_PREPOSITIONS = english.words("against at between by for from in into near of off on over under with")
_STOPS = verbs.FINITE | (verbs.BASES - verbs.AMBIGUOUS) | english.words("and how or that to what whether who whose why")
_DETERMINERS = english.words("""
    a all an another eight few first five four last many more most next nine no over second seven several six some ten
    the three two
""")
_NOBODY = english.words("anybody anyone anything he her his i it its not she that their they this to we who you")
_NO_DOERS = _NOBODY | (english.FUNCTION - _DETERMINERS)
_NO_SUBJECTS = _NOBODY | verbs.AUXILIARIES | {"no"}
_COUNTED = re.compile(r"(?<=\d) \w+ed ")
"""What was done to things that are counted: "30 sanctioned ships"."""
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b|(?<=s)['’](?= )")
_ABOUT_HOW_MANY = re.compile(r"^(?:about|almost|around|at least|more than|nearly|over) (?=\d)")
_ONLY = re.compile(r"(?P<who>.+?)(?P<way> (?:only|best) (?:hope|option|path|way) (?:for|to) )(?P<rest>.+)")
_APPOSED = re.compile(
    rf"(?P<who>[^,;:]+), (?P<what>[^,;:]+), (?P<rest>(?:still )?(?:{'|'.join(sorted(_DONE))})\b[^,;:]*)"
)
_PRESENT = (verbs.THIRD - verbs.AMBIGUOUS) | verbs.AUXILIARIES
_PAST_OF = {"is": "was", "are": "were"}
_MARKS = "‘’'“”\"(,"
_LONGEST = 8


class _Lack(Enum):
    """What stands without its "be": what somebody is doing or feels, what was done to him, where he is, his plans."""

    DOING = "doing"
    DONE = "done"
    PLACE = "place"
    PLAN = "plan"


def with_inner_copula(text: str) -> str:
    """A headline whose clauses have the "is", "are", "was" or "were" that they lack."""
    found = text.split(" ")
    for place, word in enumerate(found):
        lead = word.casefold()
        if lead in _OPENS and (place or lead not in _SAYS) and not (lead == "as" and _is_named(found[:place])):
            found = _completed(found, place + 1, lead)
    return _with_main(" ".join(found))


def _is_named(before: Sequence[str]) -> bool:
    return any(word.casefold().startswith(_NAMING) for word in before)


def _completed(found: list[str], first: int, lead: str) -> list[str]:
    """The words with a form of "be" in the clause that begins at the first one, where it lacks one."""
    for place in range(first + 1, min(first + _LONGEST, len(found))):
        small = found[place].strip(_MARKS).casefold()
        at = place + (small in _ADVERBS or small.endswith("ly"))
        lack, who = _lack(found, at, lead), " ".join(found[first:place])
        if lack and _is_doer(who, lack):
            verb = _verb(who, lack, lead, found[at].strip(_MARKS))
            return [*found[:place], verb, *found[place:]] if verb else found
        if small in _STOPS | _ADVERBS or found[place - 1][-1:] in ",;:":
            return found
    return found


def _lack(found: Sequence[str], at: int, lead: str) -> _Lack | None:
    """What the word at a place begins that lacks a "be"; None where it begins nothing of the kind."""
    word, following = (found[one].strip(_MARKS) if one < len(found) else "" for one in (at, at + 1))
    rest = " ".join(found[at + 1 :])
    if word in _FEELS and following[:1].isupper():
        return _Lack.DOING
    if tells(rest):
        return None
    busy = word in _BUSY - _LINKING or (word in NOUNS and found[at - 1] in _ADVERBS)
    if word == "to" and lead in _FORESAYS and following in verbs.BASES | {"be"}:
        return _Lack.PLAN
    busy = busy and lead in _SAYS and _DONE.isdisjoint(rest.split())
    if busy or (word in _STATES and following.casefold() in _BEHIND_STATES):
        return _Lack.DOING
    if word in _DONE and (not following or following.casefold() in _BEHIND_DONE) and not _OBJECT.match(rest):
        return _Lack.DONE
    placed = following in _PLACES.get(word, ()) or (word == "at" and rest[:1] in {"‘", "'", "“", '"'})
    return _Lack.PLACE if placed and lead not in _EARLIER else None


def _verb(who: str, lack: _Lack, lead: str, word: str) -> str:
    """The form of "be" that is lacking; "" where nobody knows."""
    verb = form_of_be(who.strip(_MARKS))
    if lead.startswith("warn") and verb == "are" and not who[0].isupper():
        return ""  # somebody is warned
    past = lead in _EARLIER or (lack is _Lack.DONE and lead in _SAYS and word not in _LASTING)
    return _PAST_OF.get(verb, verb) if past else verb


def _is_doer(who: str, lack: _Lack) -> bool:
    """Whether words name somebody or something and do no more.

    What is added belongs to several things that have a place of their own ("Danes in Peru"), of one it may belong to
    the place.
    """
    found = _ABOUT_HOW_MANY.sub("", _POSSESSIVE.sub("", who).casefold()).split()
    if any(mark in who for mark in ",;:(") or not is_balanced(who) or who.endswith(("'s", "’s")):
        return False
    if found[0] in _NO_DOERS or found[-1] in english.FUNCTION or not _BUSY.isdisjoint(found):
        return False
    if lack is _Lack.DOING and found[0] == "no":
        return False
    if lack is _Lack.PLAN and form_of_be(who) != "are" and who.rsplit(maxsplit=1)[-1].islower():
        return False
    placed = not _PREPOSITIONS.isdisjoint(found)
    return not has_verb(" ".join(found[:-1])) and not (placed and (lack is not _Lack.DOING or form_of_be(who) != "are"))


def _with_main(text: str) -> str:
    """A headline without any verb that says what somebody is at or where something stands, with an "is" or "are"."""
    only = _ONLY.fullmatch(text)
    if only and not has_verb(f"x {only['who']}".replace(" will of ", " wish of ")) and not tells(only["rest"]):
        return f"{only['who']} is the{only['way']}{only['rest']}"
    apposed = _APPOSED.fullmatch(text)
    if apposed and _PRESENT.isdisjoint(text.split()) and not has_verb(apposed["who"]):
        return f"{apposed['who']}, {apposed['what']}, {form_of_be(apposed['who'])} {apposed['rest']}"
    found = text.split(" ")
    if found[0].casefold() in _NO_SUBJECTS or text[0] in _MARKS:
        return text
    lacking = (place for place in range(1, min(_LONGEST, len(found) - 1)) if _lacks_main(found, place))
    place = next(lacking, 0)
    place -= place > 1 and (found[place - 1] in _ADVERBS or found[place - 1].endswith("ly"))
    who, rest = " ".join(found[:place]), " ".join(found[place:])
    plain = place and not any(mark in who for mark in ',;:‘“"') and not has_verb(_COUNTED.sub(" ", who))
    verb = form_of_be(who) if plain and main_clause(who) == who and not tells(rest) else ""
    return f"{who} {verb} {rest}" if verb else text


def _lacks_main(found: Sequence[str], place: int) -> bool:
    being = found[place] == "being" and found[place + 1].strip(_MARKS).endswith(("ed", "ly"))
    return being or found[place] in _AT_IT or _lack(found, place, "") is _Lack.PLACE
