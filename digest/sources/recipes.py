"""Figures wherever an account's recipe says that they stand: in JSON by a path, on a page by a selector, in a feed.

Numbers are read as people print them, so that "36.2万", "12 345 subscribers" and 1204 are what they are; what no rule
reads for certain is no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Any, cast

from digest.figures import numerals
from digest.model import (
    Account,
    Failed,
    Fetched,
    Method,
    Moment,
    Numeral,
    Observation,
    Platform,
    Precision,
    Recipe,
    Unread,
)
from digest.sources import FigureRequest
from digest.sources.counts import complaint, json_object

_LONGEST = 500
"""A text that is longer is no number with what it counts, and is not searched for one."""

_PAGES = "text/html, application/xhtml+xml;q=0.9"
_FEEDS = "application/rss+xml, application/atom+xml, application/xml;q=0.9"


@dataclass(frozen=True, slots=True)
class ByRecipe:
    """A source whose accounts say by their recipes what to ask; `shared` where one address tells of many accounts."""

    accept: str
    read: Callable[[FigureRequest, Fetched, date], tuple[Observation, ...] | Failed]
    shared: bool = False

    def requests(self, accounts: Sequence[Account], platforms: Sequence[Platform]) -> tuple[FigureRequest, ...]:  # noqa: ARG002 - as FigureSource has it
        """The addresses of the recipes, each once, in their order."""
        found: dict[str, list[Account]] = {}
        for account in accounts:
            if account.recipe:
                found.setdefault(account.recipe.url if self.shared else account.id, []).append(account)
        return tuple(
            FigureRequest(
                key=tuple(account.id for account in some),
                url=recipe.url,
                accept=self.accept,
                recipe=recipe,
                headers=recipe.headers,
            )
            for some in found.values()
            if (recipe := some[0].recipe)
        )


def read_json(request: FigureRequest, document: Fetched, on: date) -> tuple[Observation, ...] | Failed:
    """The followers at the recipe's path: keys and places of lists, joined by dots (`data.user.followers`)."""
    recipe, found = _recipe(request), json_object(document)
    if isinstance(found, Failed):
        return found
    value = reduce(_step, recipe.path.split("."), found)
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        said = complaint(found)
        what = f"its answer has no number at {recipe.path}" + (f": {said}" if said else "")
        return Failed(what=what, todo="look at the account, or correct the recipe's path in feeds.yaml")
    return _figure(request, str(value), on, "api")


def read_html(request: FigureRequest, document: Fetched, on: date) -> tuple[Observation, ...] | Failed:
    """The followers that the first element says which the recipe's CSS selector matches.

    libxml2 reads the page, so it is called in the cage.
    """
    from lxml import etree, html  # noqa: PLC0415 - parsers are loaded in the cage only
    from lxml.cssselect import CSSSelector, SelectorError  # noqa: PLC0415 - as above

    recipe = _recipe(request)
    try:
        selector = CSSSelector(recipe.path)
    except SelectorError:
        return Failed(what=f"its path {recipe.path!r} is no CSS selector", todo="correct the recipe in feeds.yaml")
    try:
        page = html.document_fromstring(document.body, parser=html.HTMLParser(encoding=document.charset or "utf-8"))
    except (etree.LxmlError, LookupError, ValueError):
        return Failed(what="its page cannot be read", todo="correct the recipe's url in feeds.yaml")
    found = cast("list[etree._Element]", selector(page))  # a CSS selector finds elements and nothing else
    if not found:
        return Failed(what=f"its page has nothing at {recipe.path}", todo="correct the recipe's path in feeds.yaml")
    return _figure(request, " ".join(str(found[0].xpath("string()")).split()), on, "page")


def read_feed(request: FigureRequest, document: Fetched, on: date) -> tuple[Observation, ...] | Failed:
    """What a metrics feed says of the accounts that name it, and of no others."""
    from digest.sources.metrics import read_metrics  # noqa: PLC0415 - as above

    found = read_metrics(document)
    if isinstance(found, Failed):
        return found
    rows, _ = found
    return tuple(
        replace(row, method="feed", recorded=on, supersedes="", source=row.source or document.url)
        for row in rows
        if row.subject in request.key and row.observed.first <= on
    )


def _recipe(request: FigureRequest) -> Recipe:
    return request.recipe or Recipe(url=request.url)


def _step(value: Any, key: str) -> Any:
    if isinstance(value, Mapping):
        return value.get(key)
    return value[int(key)] if isinstance(value, list) and key.isdecimal() and int(key) < len(value) else None


def _figure(request: FigureRequest, text: str, on: date, method: Method) -> tuple[Observation, ...] | Failed:
    numeral = _numeral(text, _recipe(request).locale)
    if isinstance(numeral, Unread):
        shown = numeral.printed[:40]
        return Failed(what=f"{shown!r} {numeral.why}", todo="correct the recipe in feeds.yaml, or give its locale")
    exact = numeral.printed.isdecimal() and numeral.value is not None
    return (
        Observation(
            subject=request.key[0],
            metric="followers",
            observed=Moment(first=on),
            precision=Precision.EXACT if exact else numeral.precision,
            value=numeral.value,
            low=numeral.value if exact else numeral.low,
            high=numeral.value if exact else numeral.high,
            printed=numeral.printed,
            recorded=on,
            method=method,
            source=request.url,
        ),
    )


def _numeral(text: str, locale: str) -> Numeral | Unread:
    """The number that the text is, or the only one that it holds."""
    if len(text) > _LONGEST:
        return Unread(printed=text, why="goes on for longer than a number does")
    whole = numerals.read(text, locale)
    if isinstance(whole, Numeral):
        return whole
    held = [found.numeral for found in numerals.scan(text, locale)]
    return held[0] if len(held) == 1 else whole


JSON = ByRecipe("application/json", read_json)
HTML = ByRecipe(_PAGES, read_html)
FEED = ByRecipe(_FEEDS, read_feed, shared=True)
