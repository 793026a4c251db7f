"""What editors own: feeds.yaml and the edits of a day, read whole, with every fault at its line and column.

Reading: `document` makes of a YAML file a tree that remembers `places`; `keys` say what may stand in it, of which kinds
of value (`fields`); `sentences` tell in `words` what does not fit. `roster` reads feeds.yaml with its `includes`, holds
it to what `checks` ask of its parts together and gives the model's `values`. `edits` and `policy` read the decisions on
a day and the standing ones (`decisions` has their keys, `grammar` how they combine, `resolving` what holds in the end);
`contributions` reads letters and articles, `guesses` what others say of feeds.

Writing: `changing` (feeds.yaml) and `deciding` (decisions) put items in and take them out, and nothing else: `splicing`
does it to the text, `layout` says how an item is written.
"""

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
