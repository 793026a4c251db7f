"""Jinja: the templates of pages, the newsroom's own before those that the program ships."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from gettext import NullTranslations
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from digest.language import ENGLISH, iso, language_of
from digest.leaves import Leaf
from digest.model import Page
from digest.render import prose
from digest.render.links import Here
from digest.text import clean, escape

Front = Mapping[str, object]
"""Front matter: strings, numbers, truth values, lists and mappings of them."""


def leaf(path: str, make: Callable[..., Page], *given: object) -> Leaf:
    """The promise of the page at `path`, which `make(*given)` writes."""
    return Leaf(path, make, given)


def matter(
    kind: str,
    title: str,
    description: str,
    *,
    section: str = "",
    data: Iterable[Mapping[str, object]] = (),
    **more: object,
) -> Front:
    """The front matter of a page; each of `data` as JSON that may stand in a script, unread by engines."""
    values = {"title": title, "description": description, "kind": kind, "section": section}
    things = [str(htmlsafe_json_dumps(_cleaned(thing), ensure_ascii=False)) for thing in data]
    return values | more | ({"data": things} if things else {}) | {"hide": ["navigation", "toc"]}


class Templates:
    """The page templates found in `folders`, the first of them winning, in a language."""

    leaf_name = "templates"

    def __init__(self, *folders: Path, language: str = ENGLISH) -> None:
        self.language = language_of(language, folders)
        self._environment = Environment(
            loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            extensions=["jinja2.ext.i18n"],
        )
        self._environment.install_gettext_translations(self.language.catalogue, newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
        self._environment.globals |= {
            "_": _saying(self.language.catalogue),
            "code": self.language.code,
            "comma": self.language.comma,
        }
        self._environment.filters |= {
            "md": lambda text: prose.spoken(escape(text)),
            "spoken": prose.spoken_plain,
            "weekday": self.language.weekday,
            "month": self.language.month,
            "month_name": self.language.month_name,
            "short": self.language.short,
            "shortly": lambda days: self.language.span(*days, year=False),
            "day": self.language.full,
            "iso": iso,
            "number": self.language.number,
        }

    def page(self, path: str, template: str, front: Front, /, **values: object) -> Page:
        """A Markdown page: front matter, then the template, which knows `to` for the links from this page."""
        body = self._environment.get_template(template).render(to=Here(path), front=front, **values).strip()
        if self.language.unspaced:
            body = prose.closed_up(body)
        return Page(path=path, text=f"---\n{_front_matter(front)}---\n\n{body}\n")

    def file(self, path: str, template: str, /, **values: object) -> Page:
        """A file that is served as it is."""
        body = self._environment.get_template(template).render(to=Here(path), **values)
        return Page(path=path, text=f"{body.strip()}\n")


def _saying(catalogue: NullTranslations) -> Callable[..., Markup]:
    """What templates call `_`: a message in the language of the catalogue. Most have no variables, and each of those is
    looked up once; the extension's own way takes as long as a row of a list."""

    @cache
    def plain(message: str) -> Markup:
        return filled(message)

    def filled(message: str, **values: object) -> Markup:
        return Markup(catalogue.gettext(message)) % values  # noqa: S704 - a template's own words; values are escaped

    def say(message: str, **values: object) -> Markup:
        return filled(message, **values) if values else plain(message)

    return say


def moved(path: str, target: str, title: str, templates: Templates) -> Page:
    """A file that leads on to where a page is now."""
    return templates.file(path, "moved.html.j2", target=target, title=title)


def _front_matter(front: Front) -> str:
    """Front matter as one JSON value a row, which YAML reads as the same value."""
    return "".join(f"{key}: {json.dumps(_cleaned(value), ensure_ascii=False)}\n" for key, value in front.items())


def _cleaned(value: object) -> object:
    match value:
        case str():
            return clean(value)
        case list() | tuple():
            return [_cleaned(item) for item in value]
        case Mapping():
            return {key: _cleaned(item) for key, item in value.items()}
        case _:
            return value
