"""Standings: from figures to places, changes and rhythms, as far as the figures prove them."""

from digest.standings.cadence import ENOUGH, cadence
from digest.standings.growth import growth
from digest.standings.movement import MONTH, WEEK, falls, milestones, movers, series
from digest.standings.ranking import rank
from digest.standings.tables import LIVING, cuts, most_followed, offices, risen, tables

__all__ = [
    "ENOUGH",
    "LIVING",
    "MONTH",
    "WEEK",
    "cadence",
    "cuts",
    "falls",
    "growth",
    "milestones",
    "most_followed",
    "movers",
    "offices",
    "rank",
    "risen",
    "series",
    "tables",
]
