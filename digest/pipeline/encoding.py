"""The encoder that a newsroom names."""

from __future__ import annotations

from digest import curate, encode
from digest.encode import Encoder
from digest.errors import RosterFaults
from digest.files import Newsroom
from digest.model import Problem, Roster


def encoder_of(newsroom: Newsroom, roster: Roster) -> Encoder | None:
    """The encoder that feeds.yaml names, if it names one; RosterFaults, with the place, where it is not installed."""
    name = roster.clustering.encoder
    if name is None:
        return None
    if todo := encode.missing(name):
        what = f"encoder is {name}, which is not installed"
        place = curate.place_of(newsroom.roster, "clustering", "encoder")
        raise RosterFaults((Problem(place=place, what=what, todo=f"{todo}, or write none"),))
    return encode.encoder(name)
