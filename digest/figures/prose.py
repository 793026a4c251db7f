"""Figures that the news says of accounts: proposed with reasons, for an editor to accept or reject.

Precision before recall: a clause is read only where, up to its one number of followers, it names one account of the
roster and nothing that makes the number another (a gain, a comparison, a wish, an earlier year). All else is passed
over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from digest.figures.mentions import Nations, account_of, language_of, sentences_of
from digest.figures.networks import ANY, Network, network_of
from digest.figures.numerals import Found, scan
from digest.model import Entry, Moment, Numeral, Observation, Outlet, Precision, Proposal, Roster, by_any_id

_COUNTED = re.compile(
    rf"\s*(?:{ANY}\s+)?(?:followers|fans|subscribers)\b"
    r"|\s*[名个個位]?(?:粉丝|粉絲|关注者|關注者)",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:more|fewer|less|than|additional|new|extra|gain|gained|gains|added?|adds|lost|loses?|losing|fake|bots?|would"
    r"|could|might|may|hopes?|aims?|target|goal|if|needs?|double|triple|times|per|each|every|not|never|denied|denies"
    r"|last|ago|once|total of|combined|together|rose by|grew by|increased by|average|both|rival|behind|unlike|while"
    r"|19\d\d|20\d\d)\b"
    r"|新增|增加|增长|增長|减少|減少|流失|假|僵尸|目标|目標|希望|如果|若|倍|曾|去年|前年|没有|沒有|并非|每|共同|合计|平均|超出|少于|年",
    re.IGNORECASE,
)
_AFTER = re.compile(r"\s*(?:more|fewer|less|ago|in (?:19|20)\d\d|last|each|combined|behind|ahead)\b", re.IGNORECASE)


def propose(entries: Iterable[Entry], roster: Roster, nations: Nations) -> tuple[Proposal[Observation], ...]:
    """The figures that English and Chinese entries say of the roster's accounts, each once, in the entries' order."""
    found: dict[tuple[object, ...], Proposal[Observation]] = {}
    outlets = by_any_id(roster.outlets)
    for entry in entries:
        for proposal in _of_entry(entry, roster, outlets, nations):
            row = proposal.fact
            found.setdefault((row.subject, row.low, row.high, row.observed), proposal)
    return tuple(found.values())


def _of_entry(
    entry: Entry, roster: Roster, outlets: Mapping[str, Outlet], nations: Nations
) -> Iterator[Proposal[Observation]]:
    language = language_of(entry)
    if not language:
        return
    outlet = outlets.get(entry.outlet)
    network: Network | None = None
    for sentence in sentences_of(entry):
        network = network_of(sentence, network)
        said = _counted(sentence, language)
        if said is None or not network:
            continue
        clause, numeral = said
        account, reason = account_of(clause, network.accounts(roster), nations)
        if account is not None:
            observation = Observation(
                subject=account.id,
                metric="followers",
                observed=Moment(first=(entry.published or entry.seen).date()),
                precision=numeral.precision,
                value=numeral.value,
                low=numeral.low,
                high=numeral.high,
                printed=numeral.printed,
                said_by=outlet.name if outlet else entry.outlet,
                method="article",
                source=entry.link,
            )
            yield Proposal(fact=observation, entry=entry.id, reasons=(reason, f"{account.platform} is the one named"))


def _counted(sentence: str, language: str) -> tuple[str, Numeral] | None:
    """The one number of followers that a sentence says, and the clause before it; None where it says other things."""
    if not _COUNTED.search(sentence):
        return None
    counts = [(one, end) for one in scan(sentence, language) if (end := _noun_end(sentence, one))]
    if len(counts) != 1:
        return None
    (found, end) = counts[0]
    numeral = found.numeral
    if not isinstance(numeral, Numeral) or numeral.precision in {Precision.UNDISCLOSED, Precision.ESTIMATED}:
        return None
    clause = sentence[: found.start]
    if _OTHERWISE.search(clause) or _AFTER.match(sentence, end):
        return None
    return clause, numeral


def _noun_end(sentence: str, found: Found) -> int:
    noun = _COUNTED.match(sentence, found.end)
    return noun.end() if noun else 0
