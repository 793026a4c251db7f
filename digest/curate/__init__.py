"""What editors own: feeds.yaml and the edits of a day, read whole, with every fault at its line and column."""

from digest.curate.changing import Change, Listed, listed, with_addresses, with_items, without_feed
from digest.curate.checks import same_address
from digest.curate.deciding import with_decisions, with_standing, without_decisions
from digest.curate.edits import Decision, load_edits, read_edits
from digest.curate.fields import is_id
from digest.curate.guesses import address_of, country_of, language_of
from digest.curate.keys import schema
from digest.curate.layout import Item
from digest.curate.policy import load_policy
from digest.curate.roster import load, place_of
from digest.curate.written import load_articles, load_letters

__all__ = [
    "Change",
    "Decision",
    "Item",
    "Listed",
    "address_of",
    "country_of",
    "is_id",
    "language_of",
    "listed",
    "load",
    "load_articles",
    "load_edits",
    "load_letters",
    "load_policy",
    "place_of",
    "read_edits",
    "same_address",
    "schema",
    "with_addresses",
    "with_decisions",
    "with_items",
    "with_standing",
    "without_decisions",
    "without_feed",
]
