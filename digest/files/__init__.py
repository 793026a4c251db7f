"""Files: a newsroom's places, writing whole files or none, and derived trees.

`places` says where what lies, `atomic` reads and writes, `journal` writes page and record together. `derived` brings a
tree up to date that can be made again, `kept` holds values from one run to the next, `stamps` tell which files were
touched.
"""

from digest.files.atomic import append, ending, mirror, read, sweep, verbatim, write
from digest.files.journal import Journal, finish, write_together
from digest.files.places import Newsroom, day_of, day_path, shipped

__all__ = [
    "Journal",
    "Newsroom",
    "append",
    "day_of",
    "day_path",
    "ending",
    "finish",
    "mirror",
    "read",
    "shipped",
    "sweep",
    "verbatim",
    "write",
    "write_together",
]
