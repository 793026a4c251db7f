"""The keys of feeds.yaml, version 1: what the file may say, described where it is declared.

`settings` has the mappings that only feeds.yaml itself may hold, `items` what stands in its lists, `file` the files
that are made of both. `mapping` is what all have in common; `schema` tells them to programs that complete YAML.
"""

from digest.curate.keys.file import File, Part
from digest.curate.keys.mapping import Keys, fields_of
from digest.curate.keys.schema import schema

__all__ = ["File", "Keys", "Part", "fields_of", "schema"]
