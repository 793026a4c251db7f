"""The desk: one newsroom, its roster and the moment, opened for one command at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from digest import clock, curate, files
from digest.errors import Damaged, StoreError, UsageError
from digest.files import Newsroom
from digest.model import Edition, Endpoint, Manners, Network, Roster
from digest.pipeline.cloning import set_up_clone
from digest.pipeline.locking import locked
from digest.pull.agent import user_agent
from digest.store import put_back


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every step works with. `now` is the moment of the command (UTC).

    `allow_private` are networks beside the open internet in which servers may be asked: the word of whoever runs the
    command, never that of feeds.yaml. `secrets` are the environment's variables, of which headers may name some.
    """

    newsroom: Newsroom
    roster: Roster
    now: datetime
    allow_private: tuple[Network, ...] = ()
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def manners(self) -> Manners:
        """How this newsroom behaves towards the servers that it asks."""
        agent = user_agent(self.roster.site.contact)
        return replace(self.roster.manners, user_agent=agent, allow_private=self.allow_private)

    @property
    def writer(self) -> Endpoint | None:
        """The model that may word headlines, where the environment names one; UsageError where it does so by halves.

        No file of the newsroom can name one, so that no file holds its key.
        """
        url, model, key = (self.secrets.get(f"DIGEST_WRITER_{name}", "") for name in ("URL", "MODEL", "KEY"))
        if bool(url) != bool(model):
            raise UsageError("DIGEST_WRITER_URL and DIGEST_WRITER_MODEL go together (set both, or none)")
        return Endpoint(url=url, model=model, key=key) if url else None

    @property
    def today(self) -> date:
        """The day it is in the newsroom's zone."""
        return self.now.astimezone(self.roster.calendar.zone).date()

    @property
    def edition(self) -> Edition:
        """The edition whose window runs."""
        return clock.edition_at(self.now, self.roster.calendar)


def newsroom_at(folder: Path) -> Newsroom:
    """The newsroom of a folder; UsageError if it holds none."""
    newsroom = Newsroom(folder.resolve())
    if not newsroom.roster.is_file():
        raise UsageError(f"{folder} holds no feeds.yaml (go to a newsroom, say -C DIR, or make one with `digest init`)")
    return newsroom


@contextmanager
def open_desk(
    folder: Path,
    *,
    now: str = "",
    allow_private: tuple[Network, ...] = (),
    secrets: Mapping[str, str] | None = None,
    command: str = "digest",
) -> Iterator[Desk]:
    """Open the newsroom of a folder for writing: checked, locked, and whole again if the last command was cut off.

    Raises RosterFaults with every fault of feeds.yaml, Busy if another command works here, UsageError for a `now`
    that is no moment. Where the command finds the store damaged, the last copy is put in its place and StoreError says
    so: the next run goes on from there.
    """
    newsroom = newsroom_at(folder)
    roster = curate.load(newsroom.roster)
    moment = clock.parse(now, roster.calendar) if now else clock.now()
    with locked(newsroom, command) as was_cut_off:
        if was_cut_off:
            files.sweep(newsroom.content)
        files.finish(newsroom.journal)
        set_up_clone(newsroom.root)
        try:
            yield Desk(newsroom=newsroom, roster=roster, now=moment, allow_private=allow_private, secrets=secrets or {})
        except Damaged as fault:
            raise StoreError(_mended(newsroom.store)) from fault


def _mended(store: Path) -> str:
    """Put the last copy in the place of a damaged store, and say what was done and what to do."""
    copied, aside = put_back(store), f"{store.name}.damaged"
    if copied:
        done = f"its copy of {copied:%Y-%m-%d %H:%M} UTC stands in its place now, the damaged file beside it as {aside}"
        todo = "feeds are asked for what came since"
    else:
        done, todo = f"there is no copy of it, so it stands aside as {aside}", "it is made anew from content/"
    return f"{store} was damaged: {done} (run again: {todo}, nothing published is lost)"
