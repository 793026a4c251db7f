"""What editors own: feeds.yaml and the edits of a day, read whole, with every fault at its line and column."""

from digest.curate.checks import same_address
from digest.curate.fields import is_id
from digest.curate.guesses import address_of, country_of, language_of
from digest.curate.keys import schema
from digest.curate.roster import load, place_of

__all__ = [
    "address_of",
    "country_of",
    "is_id",
    "language_of",
    "load",
    "place_of",
    "same_address",
    "schema",
]
