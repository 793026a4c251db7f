"""Clones of a newsroom in git: each is told how briefs are merged."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

DRIVER = f'"{sys.executable}" -m digest merge-file %O %A %B %P'
"""How git calls us: ancestor, this side (into which the result goes), other side, path in the repository."""


def set_up_clone(root: Path) -> None:
    """Tell git how briefs are merged in this clone; nothing where `root` lies in no work tree."""
    if shutil.which("git") is None or git("-C", str(root), "rev-parse", "--is-inside-work-tree").strip() != "true":
        return
    for key, value in (("merge.digest.name", "briefs, block by block"), ("merge.digest.driver", DRIVER)):
        if git("-C", str(root), "config", "--local", key).rstrip("\n") != value:
            git("-C", str(root), "config", "--local", key, value)


def git(*words: str) -> str:
    """What a git command prints, nothing if it fails; files are UTF-8, whatever the locale is."""
    done = subprocess.run(["git", *words], capture_output=True, encoding="utf-8", errors="replace", check=False)
    return done.stdout
