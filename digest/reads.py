"""How often pages were read: a web server's log or a table, to counts by day and page. No address of a reader is kept.

A reader is an address with a browser, once a day for each page; robots, failures, files that are no pages, and all that
does not ask for a page in order to read it count for nothing. Counts are kept as CSV rows: day, path, readers.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from hashlib import blake2b
from itertools import chain, islice
from urllib.parse import unquote, urlsplit

from digest.model import Read

COLUMNS = ("day", "path", "readers")
_COMBINED = re.compile(
    r'(?P<host>\S+) \S+ .*?\[(?P<at>[^\]]+)\] "(?P<method>[A-Z]+) (?P<target>\S+)[^"]*" (?P<status>\d{3}) \S+'
    r'(?: "(?P<referrer>(?:[^"\\]|\\.)*)" "(?P<agent>(?:[^"\\]|\\.)*)")?'
)
"""The combined log format of Apache and nginx; the common one has no browser, and so cannot tell robots."""
_ROBOTS = re.compile(
    r"bot\b|bot[/;_ -]|crawl|spider|slurp|scrap|fetch|monitor|preview|archiver|validator|feed|rss|http[-_ ]?client|curl"
    r"|wget|python|java/|go-http|okhttp|axios|headless|phantom|lighthouse|pingdom|uptime|facebookexternal|diplomacy-digest",
    re.IGNORECASE,
)
_READ = frozenset({"200", "304"})
_GLANCE = 200
"""Among so many lines of a log stands a request, whatever else knocked."""

_NAMES = {
    "day": ("day", "date"),
    "path": ("path", "page", "url", "page path"),
    "readers": ("readers", "visitors", "unique visitors", "reads", "views", "pageviews"),
}


class Unusable(ValueError):
    """A file that is neither a log nor a table; its text says why."""


def read(rows: Iterable[str], site: str) -> tuple[Read, ...]:
    """The counts of a log in the combined format, or of a CSV with a day, a page and a number; `site` is its address.

    Raises Unusable for what is neither. A row of a log that cannot be read counts for nothing.
    """
    lines = (row for row in rows if row.strip())
    header = next(lines, "")
    places, missing = _places(header)
    if not missing:
        return _tabled(places, lines, site)
    first = [header, *islice(lines, _GLANCE)]  # a scanner's words, which any line may hold, are no request
    if any(map(_COMBINED.match, first)):
        return _counted(_visits(chain(first, lines), site))
    raise Unusable(f"it is neither a log in the combined format nor a CSV with a column {missing}")


def merge(known: Iterable[Read], fresh: Iterable[Read]) -> tuple[Read, ...]:
    """Counts with others: of a page's day the larger one, so that a file taken twice, or grown since, counts once."""
    found: dict[tuple[date, str], int] = defaultdict(int)
    for one in (*known, *fresh):
        found[one.day, one.path] = max(found[one.day, one.path], one.readers)
    return tuple(Read(day=day, path=path, readers=number) for (day, path), number in sorted(found.items()) if number)


def write_rows(counts: Iterable[Read]) -> str:
    """The counts as CSV, with their header."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows((one.day.isoformat(), one.path, one.readers) for one in counts)
    return out.getvalue()


def read_rows(text: str) -> tuple[Read, ...]:
    """What `write_rows` wrote; rows that people broke are left out. Raises Unusable where the header is none."""
    header, *rest = text.splitlines() or [",".join(COLUMNS)]
    places, missing = _places(header)
    if missing:
        raise Unusable(f"it has no column {missing}")
    return _tabled(places, rest, "")


def most_read(counts: Iterable[Read], since: date, until: date) -> tuple[tuple[str, int], ...]:
    """The pages with their readers from one day to another, both counted, the most read first."""
    found: dict[str, int] = defaultdict(int)
    for one in counts:
        if since <= one.day <= until:
            found[one.path] += one.readers
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _visits(rows: Iterable[str], site: str) -> Iterator[tuple[date, str, bytes]]:
    """Who read what on which day; who is said by a hash, and forgotten when the file is through."""
    for row in rows:
        match = _COMBINED.match(row)
        if match is None or match["method"] != "GET" or match["status"] not in _READ:
            continue
        agent = match["agent"] or ""
        path = _page(match["target"], site)
        if not agent.strip("- ") or _ROBOTS.search(agent) or path is None:
            continue
        try:
            day = datetime.strptime(match["at"], "%d/%b/%Y:%H:%M:%S %z").date()
        except ValueError:
            continue
        yield day, path, blake2b(f"{match['host']}\0{agent}".encode("utf-8", "replace"), digest_size=12).digest()


def _counted(visits: Iterable[tuple[date, str, bytes]]) -> tuple[Read, ...]:
    readers: dict[tuple[date, str], set[bytes]] = defaultdict(set)
    for day, path, who in visits:
        readers[day, path].add(who)
    return tuple(Read(day=day, path=path, readers=len(some)) for (day, path), some in sorted(readers.items()))


def _page(target: str, site: str) -> str | None:
    """The path of a page relative to the site; None for files that are no pages, and for what is not of the site."""
    try:
        path = unquote(urlsplit(target).path)
        base = urlsplit(site).path or "/"
    except ValueError:
        return None
    base = base if base.endswith("/") else f"{base}/"
    path = path if path.startswith("/") else f"/{path}"
    if not f"{path}/".startswith(base):
        return None
    path = path.removeprefix(base.rstrip("/")).lstrip("/").removesuffix("index.html")
    if "." in path.rsplit("/", 1)[-1] or path.startswith(("api/", "feeds/", "assets/", "search/")):
        return None
    return path if not path or path.endswith("/") else f"{path}/"


def _places(header: str) -> tuple[Mapping[str, int], str]:
    """Which columns of a table say what, by its header; and the first that is missing, empty for none."""
    cells = next(_cells([header.removeprefix("\ufeff")]), []) if len(header) <= csv.field_size_limit() else []
    names = [name.strip().casefold() for name in cells]
    places = {key: next((names.index(name) for name in some if name in names), -1) for key, some in _NAMES.items()}
    return places, next((key for key, place in places.items() if place < 0), "")


def _tabled(places: Mapping[str, int], rows: Iterable[str], site: str) -> tuple[Read, ...]:
    found: dict[tuple[date, str], int] = defaultdict(int)
    for row in _cells(rows):
        one = _row(row, places, site)
        if one:
            found[one.day, one.path] += one.readers
    return tuple(Read(day=day, path=path, readers=number) for (day, path), number in sorted(found.items()))


def _tabled_page(target: str, site: str) -> str | None:
    """The page that a table names: by its address, or, with no slash before it, by its place on the site."""
    return _page(target, site if "://" in target or target.startswith("/") else "")


def _cells(rows: Iterable[str]) -> Iterator[list[str]]:
    """The rows of a table as cells; Unusable where a quotation that is never closed swallows the rest."""
    try:
        yield from csv.reader(rows)
    except csv.Error:
        raise Unusable("a row of it has no end, as where a quotation is never closed") from None


def _row(row: list[str], places: Mapping[str, int], site: str) -> Read | None:
    try:
        path = _tabled_page(row[places["path"]].strip(), site)
        day = date.fromisoformat(row[places["day"]].strip()[:10])
        readers = int(row[places["readers"]].replace(",", ""))
    except (IndexError, ValueError):
        return None
    return Read(day=day, path=path, readers=readers) if path is not None and readers > 0 else None
