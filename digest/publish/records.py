"""Records as JSON, schema-numbered; old versions stay readable."""

from __future__ import annotations

import json

from pydantic import TypeAdapter, ValidationError

from digest.errors import PageFault
from digest.model import Record

SCHEMA = 1
_ADAPTER = TypeAdapter(Record)


def write_record(record: Record) -> str:
    """The record as JSON, one value a row, so that git shows what changed."""
    body = {"schema": SCHEMA, **_ADAPTER.dump_python(record, mode="json")}
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def read_record(text: str, name: str = "record") -> Record:
    """The record of a JSON text; PageFault with the file's name if it is none."""
    try:
        body = json.loads(text)
        if not isinstance(body, dict) or body.pop("schema", None) != SCHEMA:
            raise PageFault(
                f"{name} is not a record of schema {SCHEMA} (upgrade the program, or restore the file from git)"
            )
        return _ADAPTER.validate_python(body)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise PageFault(f"{name} is damaged: {where}: {first['msg']} (restore it from git)") from None
    except ValueError:
        raise PageFault(f"{name} is damaged: it is not JSON (restore it from git)") from None
