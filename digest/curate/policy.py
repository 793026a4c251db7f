"""content/desk.yaml: what editors decided for every brief from now on."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import asdict, replace
from pathlib import Path

from pydantic import Field

from digest.curate.decisions import LineId
from digest.curate.fields import Day, Id, Label, Text
from digest.curate.grammar import Grammar, decisions_of
from digest.curate.keys import Keys
from digest.model import Editor, Merge, Policy, Split
from digest.text import clean, digest_of


class StandingDecision(Keys):
    """One standing decision, who made it and why."""

    merge: list[LineId] = Field(default=[], examples=[["k3m9x0a1bc", "q1w2e3r4t5"]])
    split: LineId = Field(default="", examples=["k3m9x0a1bc"])
    mute: LineId = Field(default="", examples=["k3m9x0a1bc"])
    mute_term: Text = Field(default="", examples=["royal wedding"])
    distrust: Id = Field(default="", examples=["world-service"])
    accept: LineId = Field(default="", examples=["f1g2h3j4k5"])
    reject: LineId = Field(default="", examples=["f1g2h3j4k5"])
    since: Day | None = Field(default=None, examples=["2026-11-20"])
    entries: list[LineId] = Field(default=[], examples=[["a1b2c3d4e5"]])
    outlets: list[Label] = Field(default=[], examples=[["tass"]])
    by: Text = Field(examples=["anna"])
    why: Label = Field(default="", examples=["two different talks"])


class StandingDecisions(Keys):
    """What the file holds."""

    decisions: list[StandingDecision] = Field(default=[], examples=[[{"mute": "k3m9x0a1bc", "by": "anna"}]])


_GRAMMAR = Grammar(
    kinds=("merge", "split", "mute", "mute_term", "distrust", "accept", "reject"),
    beside={"entries": ("split",), "outlets": ("split",), "since": ("distrust",)},
    needs={
        "split": (("entries", "outlets"), "say which go, by their ids or by their outlets"),
        "distrust": (("since",), "add since: 2026-11-20, the first day that is not trusted"),
    },
)


def read_standing(path: Path, text: str, editors: Collection[Editor] = ()) -> tuple[StandingDecision, ...]:
    """The standing decisions one by one, if the file held `text`. Raises RosterFaults with every fault."""
    return tuple(decisions_of(path, StandingDecisions, _GRAMMAR, editors=editors, text=text).decisions)


def load_policy(path: Path, editors: Collection[Editor] = ()) -> Policy:
    """Read `content/desk.yaml`; a file that is not there holds nothing. Raises RosterFaults with every fault."""
    if not path.exists():
        return Policy()
    decisions = decisions_of(path, StandingDecisions, _GRAMMAR, editors=editors).decisions
    figures = {one.accept or one.reject: bool(one.accept) for one in decisions if one.accept or one.reject}
    policy = Policy(
        merge=tuple(Merge(lines=tuple(dict.fromkeys(one.merge)), by=one.by) for one in decisions if one.merge),
        split=tuple(
            Split(line=one.split, entries=tuple(one.entries), outlets=tuple(one.outlets), by=one.by)
            for one in decisions
            if one.split
        ),
        mute=tuple(dict.fromkeys(one.mute for one in decisions if one.mute)),
        terms=tuple(dict.fromkeys(clean(one.mute_term) for one in decisions if one.mute_term)),
        distrust={one.distrust: one.since for one in decisions if one.distrust and one.since},
        accepted=frozenset(key for key, good in figures.items() if good),
        rejected=frozenset(key for key, good in figures.items() if not good),
    )
    held = asdict(policy)
    # What is thought of figures composes no brief.
    for name in ("accepted", "rejected", "hash"):
        held.pop(name)
    if not any(held.values()):
        return policy
    for one in (*held["merge"], *held["split"]):
        one.pop("by")
    return replace(policy, hash=digest_of(json.dumps(held, default=str, sort_keys=True)))
