"""The engine that turns the derived pages into a site: MkDocs with Material.

mkdocs.yml stays plain, so that `mkdocs build --strict` alone builds the same pages; what the roster knows better (the
site's address and title) and what makes builds repeatable (a fixed build date) is attached here, in memory.
"""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from digest.errors import BuildError, DigestError
from digest.files import Newsroom, stamps
from digest.files.kept import keep, kept
from digest.files.stamps import Known
from digest.model import Roster
from digest.site.listening import listening
from digest.site.zensical import MEMORY

SITE = "site.pickle"
"""What is known of a site in which nothing was touched: its warnings and its files."""


def build(newsroom: Newsroom, roster: Roster, *, built: datetime | None, clean: bool = False) -> tuple[str, ...]:
    """Build `site/` from `.digest/docs/`: what changed since the last build, or everything with `clean`.

    `built` is the moment that the pages bear (their newest data). Returns what the engine warns of: a link by hand that
    leads nowhere stops no edition. Raises BuildError with the engine's own words where mkdocs.yml or a page is refused.
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build as build_site
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    from digest.site.memory import Memory
    from digest.site.renewal import Renewal, fits, key_of
    from digest.site.whole import WHOLE_HTML

    path = newsroom.root / "mkdocs.yml"
    if not path.is_file():
        raise BuildError(f"{path} is missing (run `digest init` here, or restore it from git)")
    memory = newsroom.work / MEMORY
    with _as_of(built), listening() as said:
        try:
            config = load_config(
                str(path),
                site_url=roster.site.url,
                site_name=roster.site.title,
                site_description=roster.site.description,
            )
            if not fits(config):
                memory.unlink(missing_ok=True)
                build_site(config)
                return tuple(said)
            config.markdown_extensions.append(WHOLE_HTML)
            known = Known(newsroom.docs, newsroom.known)
            key = f"{key_of(config)} {os.environ['SOURCE_DATE_EPOCH']}"
            before = None if clean else kept(newsroom.work / SITE, f"{key} {known.name}")
            if before and before[1] == stamps.scan(newsroom.site) and known.stands():
                return tuple(before[0])
            gc.collect()  # what the pages were derived from holds itself in circles, and the engine needs the memory
            renewal = Renewal(Memory() if clean else Memory.read(memory), known)
            config.plugins["digest"] = renewal
            build_site(config, dirty=True)
        except MkDocsException as fault:
            words = " ".join("; ".join([*said, str(fault)]).split())
            raise BuildError(f"{words} (correct it, or restore mkdocs.yml from git)") from None
    renewal.after.write(memory)
    known.save()
    keep(newsroom.work / SITE, f"{key} {known.name}", (tuple(said), renewal.standing))
    return tuple(said)


def serve(newsroom: Newsroom, rebuild: Callable[[], None], *, port: int) -> None:
    """Serve `site/` on 127.0.0.1 and call `rebuild` when content/, feeds.yaml or the templates change; until Ctrl-C."""
    from mkdocs.livereload import LiveReloadServer

    def rebuild_or_tell() -> None:
        try:
            rebuild()
        except DigestError as fault:
            logging.getLogger("mkdocs.livereload").error("%s", fault)

    server = LiveReloadServer(rebuild_or_tell, host="127.0.0.1", port=port, root=str(newsroom.site))
    for place in (newsroom.content, newsroom.roster, newsroom.templates):
        if place.exists():
            server.watch(str(place))
    try:
        server.serve()
    except KeyboardInterrupt:
        server.shutdown()


@contextmanager
def _as_of(built: datetime | None) -> Iterator[None]:
    """The build date of sitemap and pages is that of the data, so that the same content gives the same bytes."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = str(int(built.timestamp())) if built else "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before
