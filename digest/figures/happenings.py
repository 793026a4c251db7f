"""Account events that the news tells of: proposed with reasons, for an editor to accept or reject.

Precision before recall, as for figures (`prose`): a sentence is taken only where it says that one of these things was
done to, or by, one account of the roster on one platform, and nothing that puts it in doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from digest.figures.mentions import Nations, account_of, language_of, sentences_of
from digest.figures.networks import ANY, ANY_HAN, Network, network_of
from digest.model import AccountEvent, Entry, EventKind, Moment, Outlet, Proposal, Roster, by_any_id

_ITS = rf"(?:verified|official|new|own|public|its|his|her|their|the|an?|{ANY})\s+"
_ACCOUNT = rf"(?:{_ITS})*(?:accounts?|pages?|channels?|profiles?|handles?)\b"
_SOME = r"(?:\s+[\w'’.-]+){0,8}"
_DONE = r"\s+(?:is|was|were|has\s+been|have\s+been|gets|got)\s+"

_DOES: tuple[tuple[EventKind, str], ...] = (
    ("opened", "opens|opened|launches|launched|sets up|set up|starts|started|creates|created|unveils|unveiled"),
    ("verified", "verifies|verified"),
    ("renamed", "renames|renamed"),
    ("closed", "closes|closed|closes down|closed down|deletes|deleted|shuts down|shut down|deactivates|deactivated"),
    ("closed", "ends|ended|retires|retired"),
    ("announced", "announces|announced|announces plans for|announced plans for"),
)
"""What is done to an account: the verb, then the account."""

_IS: tuple[tuple[EventKind, str], ...] = (
    ("verified", "verified"),
    ("renamed", "renamed"),
    ("suspended", "suspended|banned|blocked|frozen"),
    ("closed", "closed|deleted|deactivated|shut down"),
)
"""What an account is: the account, then what was done to it."""

_PLANS = r"(?:plans?|planning|intends?|is|are|will|about|set)\s+(?:to\s+)?(?:be\s+)?"
_OPENING = r"(?:open|opening|launch|launching|set\s+up|setting\s+up|start|starting|join|joining)"
_OTHER: tuple[tuple[EventKind, str], ...] = (
    ("announced", rf"{_PLANS}{_OPENING}\s+(?:{_ACCOUNT}|{ANY})"),
    ("opened", rf"(?:joins|joined|debuts on|debuted on|arrives on|arrived on|signs up to|signed up to)\s+{ANY}"),
    ("verified", r"(?:gets|got|receives|received)\s+(?:a|its|the)\s+(?:blue|grey|gold)\s+(?:check|tick|badge)"),
    ("renamed", rf"(?:changes|changed)\s+(?:the\s+name\s+of\s+)?{_ACCOUNT}(?:\s+name)?\s+to"),
    ("silent", r"(?:stops|stopped)\s+(?:posting|tweeting)|(?:goes|went|falls|fell|has\s+fallen|has\s+gone)\s+silent"),
    ("silent", r"has\s+not\s+(?:posted|tweeted)\s+(?:since|for)"),
    ("suspended", rf"(?:suspends|suspended|bans|banned|blocks|blocked|freezes|froze){_SOME}\s+{_ACCOUNT}"),
    ("closed", rf"(?:quits?|leaves|left|abandons|abandoned)\s+{ANY}"),
)
_EN = (
    *((kind, rf"(?:{verbs.replace(' ', chr(92) + 's+')})\s+{_ACCOUNT}") for kind, verbs in _DOES),
    *((kind, rf"{_ACCOUNT}{_SOME}{_DONE}(?:{verbs.replace(' ', chr(92) + 's+')})\b") for kind, verbs in _IS),
    *_OTHER,
)
_ZH_OPEN = "(?:开设|开通|注册|入驻|開設|開通|註冊|入駐)"
_ZH: tuple[tuple[EventKind, str], ...] = (
    ("announced", rf"(?:将|计划|拟|准备|打算|將|計劃|準備)(?:于.{{1,8}})?{_ZH_OPEN}"),
    ("opened", _ZH_OPEN),
    ("verified", r"(?:通过|获得|完成|獲得|通過).{0,6}(?:认证|認證)"),
    ("renamed", r"(?:更名|改名|改称|改稱)(?:为|為|成)?"),
    ("silent", r"停更|停止更新|不再更新"),
    ("suspended", r"(?:被|遭)(?:封|禁|冻结|凍結|停用)|封禁|封号|封號"),
    ("closed", rf"注销|註銷|关闭|關閉|退出(?={ANY_HAN})"),
)
_SAYS = {
    "en": tuple((kind, re.compile(rf"\b(?:{pattern})", re.IGNORECASE)) for kind, pattern in _EN),
    "zh": tuple((kind, re.compile(pattern)) for kind, pattern in _ZH),
}
_ZH_ACCOUNT = re.compile(rf"账号|帐号|賬號|帳號|账户|主页|频道|公众号|{ANY_HAN}")
_DOUBT = re.compile(
    r"\b(?:not(?! posted| tweeted)|never|no longer|deny|denies|denied|could|might|(?-i:may)|would|should|if|unless"
    r"|whether|rumou?rs?|false|falsely|fake|hoax|parody|impost[eo]r|calls? (?:for|on)|called (?:for|on)|asks|asked"
    r"|urges|urged|demands|demanded|threatens|threatened|wants|wanted|why|how|years? ago|last year|once"
    r"|reopens|reopened|reinstates|reinstated|restores|restored|unbans|unbanned|unblocks|unblocked|temporarily|briefly"
    r"|almost|nearly|19\d\d|20\d\d)\b"
    r"|没有|沒有|未被|并未|否认|否認|谣言|謠言|假|如果|是否|恢复|恢復|解封|去年|曾|要求|呼吁|呼籲|威胁|可能|或将",
    re.IGNORECASE,
)
_NOT_YET = frozenset({"announced"})


def propose_events(entries: Iterable[Entry], roster: Roster, nations: Nations) -> tuple[Proposal[AccountEvent], ...]:
    """What English and Chinese entries say happened to the roster's accounts, each once, in the entries' order."""
    found: dict[tuple[str, str], Proposal[AccountEvent]] = {}
    outlets = by_any_id(roster.outlets)
    for entry in entries:
        for proposal in _of_entry(entry, roster, outlets, nations):
            found.setdefault((proposal.fact.account, proposal.fact.kind), proposal)
    return tuple(found.values())


def _of_entry(
    entry: Entry, roster: Roster, outlets: Mapping[str, Outlet], nations: Nations
) -> Iterator[Proposal[AccountEvent]]:
    language = language_of(entry)
    if not language:
        return
    network: Network | None = None
    for sentence in sentences_of(entry):
        network = network_of(sentence, network)
        kind, words = _happened(sentence, language)
        if not kind or not network:
            continue
        account, reason = account_of(sentence, network.accounts(roster), nations)
        if account is not None:
            outlet = outlets.get(entry.outlet)
            event = AccountEvent(
                account=account.id,
                kind=kind,
                on=Moment(first=(entry.published or entry.seen).date()),
                source=entry.link,
                note=f"as {outlet.name if outlet else entry.outlet} tells it",
            )
            yield Proposal(fact=event, entry=entry.id, reasons=(reason, f"“{words}” on {account.platform}"))


def _happened(sentence: str, language: str) -> tuple[EventKind, str] | tuple[None, str]:
    """The one thing that a sentence says happened, and the words that say so; None where it says several or doubts."""
    if _DOUBT.search(sentence) or (language == "zh" and not _ZH_ACCOUNT.search(sentence)):
        return None, ""
    said: dict[EventKind, str] = {}
    for kind, pattern in _SAYS[language]:
        if found := pattern.search(sentence):
            said.setdefault(kind, found.group())
    if _NOT_YET & said.keys():  # what is to be opened is not open
        said.pop("opened", None)
    if len(said) != 1:
        return None, ""
    ((kind, words),) = said.items()
    return kind, words
