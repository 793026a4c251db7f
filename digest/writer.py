"""The optional writer: a model behind an OpenAI-compatible address, asked for one sentence at a time.

What it says is a proposal and nothing more: whoever asks must hold it against the sources. It is told no more than the
headline and summary that a publisher gave to everyone.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from ipaddress import ip_network

from digest import web
from digest.model import Endpoint, Fetched, Manners, Outcome

_SECONDS = 60.0
"""Small models on small machines are slow."""
_MOST = 200_000
"""So many bytes of an answer are read: one sentence, and whatever an interface wraps around it."""
_EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))
"""The address is the operator's word, and most models stand on their own machine."""
_REWORD = (
    "You put headlines of a news digest into plain sentences, in {language}. Take the headline, or one sentence of "
    "the summary. Keep its words. You may set articles, put whole clauses into another order, turn the present of "
    "headlines into the past, and write in sentence case. Add nothing; lose no number, name, title, quotation, denial "
    "or attribution. Answer with that one sentence and nothing else."
)
_TRANSLATE = (
    "You translate headlines of a news digest into {language}, word for word where that reads well. Keep every number "
    "and name. Add nothing. Answer with the translation alone."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """A headline with its summary, to be put into words of `language` (a name in English), or to be translated."""

    entry: str
    title: str
    summary: str
    language: str
    translate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """What the model said, by entry, and why it was asked no further, if it was not."""

    texts: dict[str, str]
    trouble: str = ""


def propose(asks: Sequence[Ask], endpoint: Endpoint, manners: Manners) -> Proposed:
    """Ask for each wording in its turn, and no more once one answer is none. Nothing that the model does raises."""
    patient = replace(
        manners,
        allow_private=_EVERYWHERE,
        idle=_SECONDS,
        seconds=_SECONDS,
        apart=0.0,
        wire_bytes=_MOST,
        max_bytes=_MOST,
    )
    texts: dict[str, str] = {}
    for ask in asks:
        (outcome,) = web.fetch([_request(ask, endpoint)], patient)
        said = _said(outcome)
        if said is None:
            return Proposed(texts=texts, trouble=_trouble(outcome))
        texts[ask.entry] = said
    return Proposed(texts=texts)


def _request(ask: Ask, endpoint: Endpoint) -> web.Request:
    system = (_TRANSLATE if ask.translate else _REWORD).format(language=ask.language)
    told = f"Headline: {ask.title}" if ask.translate else f"Headline: {ask.title}\nSummary: {ask.summary}"
    body = {
        "model": endpoint.model,
        "temperature": 0,
        "messages": [{"role": "system", "content": system}, {"role": "user", "content": told}],
    }
    key = (("Authorization", f"Bearer {endpoint.key}"),) if endpoint.key else ()
    base = endpoint.url.rstrip("/")
    return web.Request(
        key=ask.entry,
        url=base if base.endswith("/chat/completions") else f"{base}/chat/completions",
        accept="application/json",
        body=json.dumps(body, ensure_ascii=False).encode(),
        headers=(("Content-Type", "application/json"), *key),
    )


def _said(outcome: Outcome) -> str | None:
    """The sentence of an answer; None where it is no answer."""
    if not isinstance(outcome, Fetched):
        return None
    try:
        said = json.loads(outcome.body)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError):
        return None
    if not isinstance(said, str):
        return None
    said = said.strip()
    return said[1:-1] if len(said) > 2 and said[0] == said[-1] == '"' and '"' not in said[1:-1] else said


def _trouble(outcome: Outcome) -> str:
    match outcome:
        case Fetched():
            return "its answer is no chat"
        case _:
            return str(getattr(outcome, "what", "it wants to be left alone for a while"))
