"""Kinds of account, in a reader's words."""

from __future__ import annotations

from collections.abc import Mapping

from digest.language import N_, Language
from digest.model import AccountKind

KINDS: Mapping[AccountKind, tuple[str, str]] = {
    "ambassador": (N_("ambassador"), N_("Ambassadors")),
    "benchmark": (N_("benchmark"), N_("Benchmarks")),
    "consulate": (N_("consulate"), N_("Consulates")),
    "embassy": (N_("embassy"), N_("Embassies")),
    "io": (N_("international organisation"), N_("International organisations")),
    "leader": (N_("leader"), N_("Leaders")),
    "media": (N_("media"), N_("Media")),
    "ministry": (N_("ministry"), N_("Ministries")),
    "mission": (N_("mission"), N_("Missions")),
    "party": (N_("party"), N_("Parties")),
    "platform": (N_("platform"), N_("Platforms")),
    "spokesperson": (N_("spokesperson"), N_("Spokespersons")),
}
"""One account of a kind, as it stands in a row of facts, and several, as they head a table."""


def one_of(kind: AccountKind, language: Language) -> str:
    """What an account is: `embassy`."""
    return language.say(KINDS[kind][0])


def all_of(kind: AccountKind, language: Language) -> str:
    """The accounts of a kind: `Embassies`."""
    return language.say(KINDS[kind][1])
