"""content/status.json: the health of the sources as the public pages tell it."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from digest import files
from digest.errors import PageFault
from digest.model import Status

_ADAPTER = TypeAdapter(Status)


def read_status(path: Path) -> Status | None:
    """The status of the newest edition, None before the first; PageFault if the file is damaged."""
    if not path.is_file():
        return None
    try:
        return _ADAPTER.validate_json(path.read_bytes())
    except ValidationError as fault:
        what = fault.errors(include_url=False)[0]["msg"]
        raise PageFault(f"content/{path.name} is damaged: {what} (delete it, the next run writes it)") from None


def write_status(path: Path, status: Status) -> bool:
    """Write the status; False if the file already says so."""
    return files.write(path, json.dumps(_ADAPTER.dump_python(status, mode="json"), ensure_ascii=False, indent=1) + "\n")
