"""Fingerprints: what identifies that which pages are made from, so that what was derived from just that is right."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from digest import files
from digest.files import stamps
from digest.files.stamps import Known
from digest.leaves import name_of
from digest.pipeline.desk import Desk

TEMPLATES = "site_templates"
"""The folder with templates, theme and catalogues, in the package and in a newsroom."""


@cache
def program() -> str:
    """What identifies the program: another one makes everything anew."""
    folder = Path(files.__file__).parent.parent
    sources = [name for name in stamps.scan(folder) if name.endswith((".py", ".mo", ".po", ".json"))]
    return stamps.hash_of(b"".join((folder / name).read_bytes() for name in sources))


def base_of(desk: Desk) -> str:
    """What identifies that which every page depends on: the program, the templates, the roster."""
    parts = [program(), name_of(desk.roster)]
    for folder in (files.shipped() / TEMPLATES, desk.newsroom.templates):
        names = stamps.scan(folder, without=("theme",))
        parts += (f"{name} {stamps.hash_of((folder / name).read_bytes())}" for name in names)
    return stamps.hash_of("\n".join(parts).encode("utf-8", "surrogatepass"))


def sources_of(desk: Desk) -> str:
    """What identifies all that the pages are made from."""
    newsroom = desk.newsroom
    known = Known(newsroom.content, newsroom.sources)
    rows = [f"{name} {known.hash(name, found)}" for name, found in stamps.scan(newsroom.content).items()]
    known.save()
    for folder in (files.shipped() / "content", files.shipped() / TEMPLATES, newsroom.templates):
        rows += (f"{name} {stamps.hash_of((folder / name).read_bytes())}" for name in stamps.scan(folder))
    said = "\n".join([program(), name_of(desk.roster), str(desk.today), *rows])
    return stamps.hash_of(said.encode("utf-8", "surrogatepass"))
