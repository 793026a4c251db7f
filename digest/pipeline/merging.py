"""When two clones worked on one brief: what git's merge driver does, so that no hand and no record is lost.

Git merges rows of text, a brief is made of blocks that its record explains. What people changed is the difference of
a page from the body in its own record; so the merged page is the body of the record that stays, with the hands of
both sides laid over it. Of records, the upstream's stays unless only ours changed it, which git then settles itself.
"""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from digest import files, publish
from digest.errors import DigestError
from digest.model import Record

DRIVER = "digest merge-file %O %A %B %P"
"""How git calls us: ancestor, this side (into which the result goes), other side, path in the repository."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """The records of a brief on both sides, and the one that the merge will leave."""

    ours: Record
    theirs: Record
    stays: Record


def merge_file(base: Path, ours: Path, theirs: Path, name: str) -> bool:
    """Merge what two clones made of one file into `ours`; False if a line collided (its text by hand stays).

    While commits are replayed, git calls the upstream "ours" and the commit that is replayed "theirs".
    """
    if not name.endswith(".md"):
        return True  # A record or the status: the upstream's stays as it is.
    before, here, there = (path.read_text("utf-8") for path in (base, ours, theirs))
    records = _records(name)
    if records:
        merged, conflicts = publish.merge_pages(records.ours.body, here, records.stays.body)
        merged, more = publish.merge_pages(records.theirs.body, there, merged)
        conflicts += more
    elif before:
        merged, conflicts = publish.merge_pages(before, there, here)
    else:
        merged, conflicts = here, ()
    files.write(ours, merged)
    return not conflicts


def set_up_clone(root: Path) -> None:
    """Tell git in this clone how briefs are merged."""
    for key, value in (("merge.digest.name", "briefs, block by block"), ("merge.digest.driver", DRIVER)):
        subprocess.run(["git", "-C", str(root), "config", key, value], check=True)


def _records(name: str) -> _Records | None:
    """Both sides' records, None where git cannot tell them (then the pages are merged as they are)."""
    other = _other_side()
    path = str(PurePosixPath(name).with_suffix(".json"))
    here, there = _show("HEAD", path), _show(other, path)
    if not (other and here and there):
        return None
    ancestor = _git("merge-base", "HEAD", other).strip()
    try:
        ours, theirs = publish.read_record(here, path), publish.read_record(there, path)
    except DigestError:
        return None
    return _Records(ours=ours, theirs=theirs, stays=theirs if _show(ancestor, path) == here else ours)


def _other_side() -> str:
    """The commit that is being merged: the tip that is replayed in a rebase, else what git names in the environment."""
    folder = Path(_git("rev-parse", "--git-dir").strip() or ".git")
    if (folder / "rebase-merge").is_dir() or (folder / "rebase-apply").is_dir():
        return "ORIG_HEAD"
    head = _git("rev-parse", "HEAD").strip()
    return next((key[8:] for key in sorted(os.environ) if key.startswith("GITHEAD_") and key[8:] != head), "")


def _show(commit: str, path: str) -> str:
    return _git("show", f"{commit}:{path}") if commit else ""


def _git(*words: str) -> str:
    """What a git command prints, nothing if it fails."""
    return subprocess.run(["git", *words], capture_output=True, text=True, check=False).stdout
