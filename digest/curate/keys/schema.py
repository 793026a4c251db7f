"""The keys as JSON Schema, for editors that complete and check YAML as it is typed."""

from __future__ import annotations

from typing import Any

from digest.curate.keys.file import File
from digest.curate.keys.mapping import fields_of


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of feeds.yaml, for editors that complete and check YAML as it is typed.

    Two calls give the same keys in the same order.
    """
    made = File.model_json_schema()
    properties, definitions = made.pop("properties"), made.pop("$defs")
    properties = {key: properties[key] for key in fields_of(File)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_tidy(made | {"title": "feeds.yaml", "properties": properties}),
        "$defs": {name: _tidy(definitions[name]) for name in sorted(definitions)},
    }


_ORDER = (
    "title",
    "description",
    "type",
    "const",
    "enum",
    "pattern",
    "format",
    "$ref",
    "items",
    "properties",
    "required",
)


def _tidy(node: dict[str, Any]) -> dict[str, Any]:
    """A definition in a fixed order of keywords, without the titles that pydantic makes of the names of its keys."""
    required = node.get("required", [])
    properties = {
        key: _tidy(_may_be_empty(value) if key not in required else value)
        for key, value in node.get("properties", {}).items()
    }
    for value in properties.values():
        value.pop("title", None)
    node = node | ({"properties": properties} if properties else {})
    return dict(sorted(node.items(), key=lambda item: _ORDER.index(item[0]) if item[0] in _ORDER else len(_ORDER)))


def _may_be_empty(node: dict[str, Any]) -> dict[str, Any]:
    """What a key that may be left out takes: also nothing, as when a template's key is kept but not filled in."""
    if "anyOf" in node:
        node = {key: value for key, value in node.items() if key != "anyOf"} | node["anyOf"][0]
    if node.get("default") == "" and "pattern" in node:
        node = node | {"pattern": f"^({node['pattern'][1:-1]})?$"}
    if node.get("default") in ("", [], {}, None):
        node = {key: value for key, value in node.items() if key != "default"}
    if "type" in node and not {"enum", "minItems"} & node.keys():
        node = node | {"type": [node["type"], "null"]}
    return node
