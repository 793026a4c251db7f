"""Decisions resolved: what holds after all of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Sequence

from digest.curate.decisions import Decision
from digest.model import Addition, Correction, Edits, Merge, Note, Retitle, Split, Withdrawal
from digest.text import clean, digest_of, link


def edits_of(decisions: Sequence[Decision]) -> Edits:
    """What holds after all decisions, each taken in its turn: later ones win over earlier ones on the same thing."""
    words = {"title": "", "teaser": "", "lead": ""}
    pinned: dict[str, None] = {}
    muted: dict[str, None] = {}
    texts: dict[str, str] = {}
    for decision in decisions:
        if name := decision.pin or decision.lead or _name_of(decision):
            muted.pop(name, None)
        if decision.add:
            texts.pop(_name_of(decision), None)
        if decision.pin:
            pinned[decision.pin] = None
        if decision.mute:
            pinned.pop(decision.mute, None)
            words["lead"] = "" if words["lead"] == decision.mute else words["lead"]
            muted[decision.mute] = None
        if decision.retitle:
            texts[decision.retitle] = decision.text
        words |= {key: value for key in words if (value := getattr(decision, key))}
    held = [*words.values(), [*pinned], [*muted], [*texts.items()]]
    key = _Keys()
    return Edits(
        title=words["title"],
        teaser=words["teaser"],
        lead=words["lead"],
        pin=tuple(pinned),
        mute=tuple(muted),
        retitle=tuple(Retitle(line=line, text=clean(text)) for line, text in texts.items()),
        merge=_merges(decisions, key),
        split=_splits(decisions, key),
        add=_additions(decisions),
        note=tuple(_note(one, key) for one in decisions if one.note),
        correct=tuple(_correction(one, key) for one in decisions if one.correct),
        withdraw=_withdrawals(decisions),
        hash=digest_of(json.dumps(held)) if any(held) else "",
        by=tuple(dict.fromkeys(one.by for one in decisions if not one.note or one.public)),
    )


class _Keys:
    """Gives each decision a name of its own; the same one taken twice counts twice."""

    def __init__(self) -> None:
        self._turns: Counter[str] = Counter()

    def __call__(self, *parts: str) -> str:
        key = digest_of(*parts)
        self._turns[key] += 1
        return key if self._turns[key] == 1 else f"{key}-{self._turns[key]}"


def _merges(decisions: Sequence[Decision], key: _Keys) -> tuple[Merge, ...]:
    """The decisions that stories are one."""
    return tuple(
        Merge(lines=tuple(dict.fromkeys(one.merge)), key=key("merge", *one.merge), by=one.by)
        for one in decisions
        if one.merge
    )


def _splits(decisions: Sequence[Decision], key: _Keys) -> tuple[Split, ...]:
    """The decisions that a story is two."""
    return tuple(
        Split(
            line=one.split,
            entries=tuple(dict.fromkeys(one.entries)),
            outlets=tuple(dict.fromkeys(one.outlets)),
            key=key("split", one.split, *sorted(one.entries), "/", *sorted(one.outlets)),
            by=one.by,
        )
        for one in decisions
        if one.split
    )


def _additions(decisions: Sequence[Decision]) -> tuple[Addition, ...]:
    """The lines of the editor's own, each once, as it was decided last."""
    return tuple({one.id: one for one in (_addition(decision) for decision in decisions if decision.add)}.values())


def _addition(one: Decision) -> Addition:
    """A line of the editor's own; an address alone becomes a link with its host, or with `text`, as its label."""
    text = clean(one.add)
    if re.fullmatch(r"https?://\S+", text):
        host = re.sub(r"^https?://(?:www\.)?([^/?#]+).*$", r"\1", text)
        text = link(clean(one.text) or host, text)
    elif one.text:
        text = f"{text} {clean(one.text)}"
    name = _name_of(one)
    return Addition(id=name, text=text, place=one.place, key=digest_of("add", name, text, one.place), by=one.by)


def _name_of(one: Decision) -> str:
    """The id of the line that a decision adds; nothing where it adds none."""
    return (one.id or digest_of("add", one.add)) if one.add else ""


def _note(one: Decision, key: _Keys) -> Note:
    name = key("note", one.note, one.text, str(one.public))
    return Note(line=one.note, text=clean(one.text), public=one.public, key=name, by=one.by)


def _correction(one: Decision, key: _Keys) -> Correction:
    name = key("correct", one.correct, one.text)
    return Correction(line=one.correct, text=clean(one.text), key=name, by=one.by, why=one.why)


def _withdrawals(decisions: Sequence[Decision]) -> tuple[Withdrawal, ...]:
    """Each line once, with the reason that was given last."""
    last = {one.withdraw: one for one in decisions if one.withdraw}
    return tuple(
        Withdrawal(line=line, why=one.why, key=digest_of("withdraw", line), by=one.by) for line, one in last.items()
    )
