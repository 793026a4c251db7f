"""Renewal: a site in which only what changed is made anew, always equal to one that is built from nothing.

MkDocs is told that no page was modified, so it reads, checks and plans the whole site and writes what belongs to all of
it. The pages are made by a Press, where something that they depend on changed:

- the bytes of the page,
- whether the files are there that it asked the engine for while its links were put right,
- what all pages share: versions, mkdocs.yml with what the roster adds, the navigation, the theme with its overrides.

Nothing else may go into a page: what it says of other pages is written into its Markdown. So pages can be made in any
order, and by several processes.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from digest.files import stamps
from digest.files.stamps import Known, Stamp
from digest.site.memory import Made, Memory
from digest.site.press import Press

_PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "jinja2")
_HIDDEN = {InclusionLevel.EXCLUDED, InclusionLevel.DRAFT}
_DATED = (b"build_date", b"update_date")
"""Templates that say these words depend on the date of the build."""


def fits(config: MkDocsConfig) -> bool:
    """Whether a site can be renewed: plugins and hooks may know more of it than a page does, a navigation that nobody
    wrote holds every page, and warnings of missing anchors need all of them at once."""
    alone = bool(config.nav) and not config.plugins and not config.hooks
    return alone and config.validation.links.anchors < logging.WARNING


class NoSettings(Config):
    """What is attached in memory has no settings in mkdocs.yml."""


class Renewal(BasePlugin[NoSettings]):
    """The callbacks of one build. `before` is what the last one left, `known` what the files of the docs tree hold.

    Once it is done, `after` is what is known of the site, and `standing` has the stamps of all of its files.
    """

    def __init__(self, before: Memory, known: Known) -> None:
        super().__init__()
        self._before, self._known = before, known
        self._standing: Mapping[str, Stamp] = {}
        self._files: dict[str, File] = {}
        self._due: dict[str, File] = {}
        self._nav = Navigation([], [])
        self._presses: list[Press] = []
        self._hashes: dict[str, str] = {}
        self.after = Memory()
        self.standing: Mapping[str, Stamp] = {}

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give pages outside the navigation a place, which is all that a plan of the site needs of them: the engine's
        own way to have one takes as long for each page as all else that is asked about it."""
        if config.validation.nav.omitted_files < logging.WARNING:
            named = set(_named(config.nav))
            _place([file for file in files.documentation_pages() if file.src_uri not in named], config)
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Find out which files are due, and tell the engine of those that it has to copy."""
        self._nav = nav
        for page in nav.pages:
            if vars(page).get("title") is None:  # then every page tells what this one calls itself
                page.read_source(config)
                page.render(config, files)
        self.after.key = key_of(config, nav)
        self._standing = stamps.scan(Path(config.site_dir))
        # What comes later is written over what came before: pages over other files, a page over one of the same place.
        ordered = sorted(files, key=File.is_documentation_page)
        self._files = {file.dest_uri: file for file in ordered if file.inclusion not in _HIDDEN}
        docs = stamps.scan(self._known.tree)
        own = str(self._known.tree)
        for name, file in self._files.items():
            known = file.src_dir == own and file.src_uri in docs
            uri = file.src_uri
            self._hashes[name] = self._known.hash(uri, docs[uri]) if known else stamps.hash_of(file.content_bytes)
            if self._is_due(name, file, files):
                self._due[name] = file
        for file in files:
            due = self._due.get(file.dest_uri) is file and not file.is_documentation_page()
            file.is_modified = partial(bool, due)  # type: ignore[method-assign]  # the engine asks each file itself
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Set the press up with the engine's templates."""
        self._presses = [Press(config, files, self._nav, env)]
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Make the pages that are due, remove what vanished, and remember what stands."""
        pages = [file for file in self._due.values() if file.is_documentation_page()]
        names = {file.src_uri: name for name, file in self._files.items()}
        for name in self._files.keys() - self._due.keys():
            self.after.made[name] = self._before.made[name]
        for pressed in (made for press in self._presses for made in press.run(pages)):
            name = names[pressed.source]
            if pressed.stamp:
                row = Made(source=self._hashes[name], stamp=pressed.stamp, asked=pressed.asked, said=pressed.said)
                self.after.made[name] = row
        site = Path(config.site_dir)
        for name, file in self._due.items():
            if not file.is_documentation_page():
                self.after.made[name] = Made(source=self._hashes[name], stamp=stamps.stamp(site / name))
        self._repeat()
        self._tidy(site, config)

    def _repeat(self) -> None:
        """Warn of each page as the engine does that makes all of them."""
        logger = logging.getLogger("mkdocs.structure.pages")
        for name in sorted(self.after.made):
            for words in self.after.made[name].said:
                logger.warning("%s", words)

    def _tidy(self, site: Path, config: MkDocsConfig) -> None:
        """Remove what no source stands for any more; hidden files at the top are somebody else's."""
        ours = {*config.theme.static_templates, *config.extra_templates, "sitemap.xml.gz"}
        folders = set()
        for name, before in self._standing.items():
            written = name in ours and (site / name).is_file() and stamps.stamp(site / name) != before
            if name not in self.after.made and not written and not name.startswith("."):
                (site / name).unlink()
                folders.add((site / name).parent)
        stamps.prune(site, folders)
        others = (self._standing.keys() | ours) - self.after.made.keys()
        self.standing = {
            **{name: row.stamp for name, row in self.after.made.items()},
            **{name: stamps.stamp(site / name) for name in others if (site / name).is_file()},
        }

    def _is_due(self, name: str, file: File, files: Files) -> bool:
        made = self._before.made.get(name)
        if made is None or made.source != self._hashes[name] or self._standing.get(name) != made.stamp:
            return True
        if not file.is_documentation_page():
            return False
        return self._before.key != self.after.key or any(
            (path in files.src_uris) is not found for path, found in made.asked.items()
        )


def _named(nav: object) -> Iterator[str]:
    """The files that a navigation names."""
    if isinstance(nav, str):
        yield PurePosixPath(nav.lstrip("/")).as_posix()
    elif isinstance(nav, list | dict):
        for each in nav.values() if isinstance(nav, dict) else nav:
            yield from _named(each)


def _place(files: list[File], config: MkDocsConfig) -> None:
    """Give files a page each that knows its addresses, and otherwise is like any other that was not read."""
    model = vars(Page(None, files[0], config)) if files else {}
    base = f"{config.site_url.rstrip('/')}/" if config.site_url else None
    path = urlsplit(base).path if base else None
    for file in files:
        page = Page.__new__(Page)
        url = "" if file.url == "./" else file.url
        addresses = {"canonical_url": base and base + url, "abs_url": path and path + url, "edit_url": None}
        vars(page).update(model, file=file, **addresses)
        file.page = page


def key_of(config: MkDocsConfig, nav: Navigation | None = None) -> str:
    """What names everything that all pages depend on."""
    said = [*(f"{name} {version(name)}" for name in _PACKAGES), str(nav)]
    said.append(json.dumps({**config, "plugins": None}, sort_keys=True, default=_spelled))
    dated = False
    for folder in config.theme.dirs[:1]:
        for name in stamps.scan(Path(folder)):
            data = Path(folder, name).read_bytes()
            said.append(f"{name} {stamps.hash_of(data)}")
            dated = dated or any(word in data for word in _DATED)
    if dated:
        said.append(os.environ.get("SOURCE_DATE_EPOCH", ""))
    return stamps.hash_of("\n".join(said).encode())


def _spelled(value: object) -> object:
    """The parts of a configuration; what mkdocs.yml names by Python's own tags by its name."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set):
        return sorted(value)
    return f"{getattr(value, '__module__', '')}.{getattr(value, '__qualname__', value)}"
