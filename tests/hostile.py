"""The material's server of hostile documents and network faults."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import free_port


@contextmanager
def hostile_server(material: Path) -> Iterator[str]:
    """Its address, while the block runs."""
    command = [*_tool(material), "--port", str(free_port())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline().startswith("ready")
            yield f"http://127.0.0.1:{command[-1]}"
        finally:
            process.kill()


def documents(material: Path) -> list[str]:
    """The names of its hostile documents."""
    return _named(material, "/doc/")


def faults(material: Path) -> list[str]:
    """The names of its network faults."""
    return _named(material, "/net/")


def _named(material: Path, group: str) -> list[str]:
    listed = subprocess.run([*_tool(material), "--list"], capture_output=True, text=True, check=True).stdout
    return [line.split("\t")[0].removeprefix(group) for line in listed.splitlines() if line.startswith(group)]


def _tool(material: Path) -> list[str]:
    return [sys.executable, str(material / "tools" / "hostile.py")]
