"""What editors own: feeds.yaml and the edits of a day, read whole, with every fault at its line and column."""

from digest.curate.edits import load_edits
from digest.curate.keys import schema
from digest.curate.roster import load

__all__ = ["load", "load_edits", "schema"]
