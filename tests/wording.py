"""Every message that the site says, as gettext's tools find it in templates, code, theme and scripts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from jinja2.ext import babel_extract
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
TEMPLATES = ROOT / "site_templates"
_PYTHON = {"say": None, "N_": None, "count": (1, 2)}
_TEMPLATE = {"_": None, "gettext": None, "ngettext": (1, 2)}
_THEME = {"t": None}

Message = str | tuple[str, str]
"""A message, or one for one thing and one for many."""


def messages() -> frozenset[Message]:
    """Every message that a page, the theme or a script may say."""
    return frozenset((*_code(), *_templates(), *_theme(), *_scripts(), *_settings()))


def _code() -> Iterator[Message]:
    code = ROOT / "digest"
    for path in sorted((code / "language.py", *(code / "render").glob("*.py"), *(code / "feeds").glob("*.py"))):
        yield from (_message(found[1]) for found in extract("python", io.BytesIO(path.read_bytes()), _PYTHON))


def _templates() -> Iterator[Message]:
    for path in sorted(TEMPLATES.glob("*.j2")):
        if path.name.startswith("review"):  # for editors, who read English
            continue
        options = {"trimmed": "false", "trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
        found = babel_extract(io.BytesIO(path.read_bytes()), list(_TEMPLATE), [], options)
        yield from (_message(each[2]) for each in found)


def _theme() -> Iterator[Message]:
    for path in sorted((TEMPLATES / "theme").rglob("*.html")):
        found = babel_extract(io.BytesIO(path.read_bytes()), list(_THEME), [], {"silent": "false"})
        yield from (_message(each[2]) for each in found if each[2])


def _scripts() -> Iterator[Message]:
    for path in sorted((TEMPLATES / "theme").rglob("*.js")):
        source = io.BytesIO(path.read_bytes())
        found = extract("javascript", source, _THEME, options={"parse_template_string": True})
        yield from (_message(each[1]) for each in found)


def _settings() -> Iterator[Message]:
    """What mkdocs.yml makes the theme say: the names of the sections, the line about rights."""
    settings = YAML(typ="safe", pure=True).load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    yield settings["copyright"]
    yield from _names(settings["nav"])


def _names(nav: list[dict[str, object]]) -> Iterator[str]:
    for item in nav:
        for name, value in item.items():
            yield name
            if isinstance(value, list):
                yield from _names(value)


def _message(found: object) -> Message:
    if isinstance(found, tuple | list):
        forms = [str(each) for each in found if each][:2]
        return (forms[0], forms[1]) if len(forms) > 1 else forms[0]
    return str(found)
