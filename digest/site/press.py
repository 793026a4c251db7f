"""The press: pages made by MkDocs' own page objects and templates, one after the other or by several processes."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_all_start_methods, get_context
from pathlib import Path

from jinja2 import Environment, TemplateError
from mkdocs.commands.build import get_context as context_of
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from digest.files.stamps import Stamp, stamp
from digest.site.listening import listening

MANY = 150
"""So many pages are worth more processes than one."""

LOT = 20
"""So many pages a process takes at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """A page that was made: from which source, which files it asked for and whether they were there, what the engine
    warned of, and the stamp of what was written (None where a page is empty and nothing was)."""

    source: str
    asked: dict[str, bool]
    said: tuple[str, ...]
    stamp: Stamp | None


class Press:
    """Makes pages of one build; everything in it is read and none of it changed while pages are made."""

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation, environment: Environment) -> None:
        self._config, self._nav, self._environment = config, nav, environment
        self._files = _Asked(files)
        self._pages = files.documentation_pages()
        self._named = {page.file.src_uri: page for page in nav.pages}

    def run(self, due: Sequence[File]) -> Iterator[Pressed]:
        """Make pages, and give them in their order; many of them on all cores where processes can be forked.

        This process is one of those that work: it takes the last lots, until it meets the others.
        """
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        if len(due) < MANY or cores == 1 or "fork" not in get_all_start_methods():
            for file in due:
                yield self.page(file)
            return
        lots = [[file.src_uri for file in due[start : start + LOT]] for start in range(0, len(due), LOT)]
        _presses.append(self)  # the forked processes find it there; it cannot be sent
        gc.freeze()  # nobody searches what all share for garbage, which would make each process copy it
        try:
            with ProcessPoolExecutor(cores - 1, get_context("fork")) as pool:
                others = [pool.submit(_lot, lot) for lot in lots]
                mine: list[list[Pressed]] = []
                while others and others[-1].cancel():
                    others.pop()
                    mine.insert(0, self.lot(lots[len(others)]))
                for made in (*(other.result() for other in others), *mine):
                    yield from made
        finally:
            gc.unfreeze()
            _presses.remove(self)

    def lot(self, names: Iterable[str]) -> list[Pressed]:
        """Make the pages of some sources."""
        return [self.page(self._files.src_uris[name]) for name in names]

    def page(self, file: File) -> Pressed:
        """Make one page; BuildError with its name where it cannot be made."""
        page = self._named.get(file.src_uri) or Page(None, file, self._config)
        self._files.asked = {}
        with listening() as said:
            try:
                page.read_source(self._config)
                page.render(self._config, self._files)
                page.active = True
                template = self._environment.get_template(str(page.meta.get("template", "main.html")))
                output = template.render(context_of(self._nav, self._pages, self._config, page))
            except (TemplateError, OSError, ValueError) as fault:
                raise BuildError(f"Error building page '{file.src_uri}': {fault}") from fault
            finally:
                page.active = False
        page.content = page.markdown = None
        page.toc = TableOfContents([])
        target = Path(file.abs_dest_path)
        written = _write(target, output.encode("utf-8", errors="xmlcharrefreplace")) if output.strip() else None
        return Pressed(source=file.src_uri, asked=self._files.asked, said=tuple(said), stamp=written)


_presses: list[Press] = []


def _lot(names: Sequence[str]) -> list[Pressed]:
    return _presses[-1].lot(names)


def _write(target: Path, data: bytes) -> Stamp:
    if not (target.is_file() and target.read_bytes() == data):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return stamp(target)


class _Asked(Files):
    """The files of the site, which note which of them a page asks for."""

    def __init__(self, files: Files) -> None:
        super().__init__(files)
        self.asked: dict[str, bool] = {}

    def get_file_from_path(self, path: str) -> File | None:
        found = super().get_file_from_path(path)
        self.asked[path] = found is not None
        return found
