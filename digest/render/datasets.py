"""Tables to take away, as pages offer them."""

from __future__ import annotations

from dataclasses import dataclass

from digest.figures import downloads
from digest.render.almanac import Almanac


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A table under its name, with its files: (form in capitals, path)."""

    name: str
    files: tuple[tuple[str, str], ...]


def download(name: str, path: str) -> Download:
    """A table in each of its forms."""
    return Download(
        name=name, files=tuple((ending.removeprefix(".").upper(), f"{path}{ending}") for ending in downloads.ENDINGS)
    )


def everything(almanac: Almanac) -> tuple[Download, ...]:
    """All tables: the standings, what is known of accounts, and the figures of each year, newest first."""
    say = almanac.language.say
    years = sorted({row.observed.first.year for row in almanac.view.observations}, reverse=True)
    return (
        download(say("Standings"), downloads.STANDINGS),
        download(say("Accounts"), downloads.ACCOUNTS),
        download(say("Platforms"), downloads.PLATFORMS),
        download(say("Account events"), downloads.EVENTS),
        download(say("What others say"), downloads.STATEMENTS),
        *(download(say("Figures of %(year)s", year=year), downloads.of_year(year)) for year in years),
    )
