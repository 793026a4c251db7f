"""When two clones worked on one brief: what git's merge driver does, so that no hand and no record is lost.

Git merges rows of text, a brief is made of blocks that its record explains. What people changed is the difference of
a page from the body in its own record; so the merged page is the body of the record that stays, with the hands of
both sides laid over it. Of records, the upstream's stays unless only ours changed it, which git then settles itself;
but those of a published brief are made one (`publish.uniting`): its decisions were followed once, and never are again.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from digest import files
from digest.curate import uniting
from digest.errors import DigestError
from digest.model import Record, State
from digest.pipeline.cloning import git
from digest.publish import merge, withdrawing
from digest.publish.records import read_record, write_record
from digest.publish.uniting import unite

_STEP = re.compile(
    r"""(?:(?:p|pick|r|reword|e|edit|s|squash|f|fixup)[ ](?:-[cC][ ])?(?P<commit>\w+)
    |(?:m|merge)[ ](?:-[cC][ ]\w+[ ])?(?P<label>\S+))(?:[ ]|$)""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Records:
    """The records of a brief on both sides, and the one that the merge will leave."""

    ours: Record
    theirs: Record
    stays: Record


def merge_file(base: Path, ours: Path, theirs: Path, name: str) -> bool:
    """Merge what two clones made of one file into `ours`; False if a line collided (its text by hand stays).

    While commits are replayed, git calls the upstream "ours" and the commit that is replayed "theirs". Raises
    DigestError where both changed one decision: it is left between git's marks.
    """
    if name.endswith("status.json"):
        return True  # The upstream's stays; the next edition writes it anew.
    if name.endswith(".json"):
        return _merge_record(base, ours, theirs, name)
    if name.endswith(".yaml"):
        return _merge_decisions(base, ours, theirs, name)
    before, here, there = (path.read_text("utf-8") for path in (base, ours, theirs))
    records = _records(name)
    if records:
        merged, conflicts = merge.merge_pages(records.ours.body, here, records.stays.body)
        merged, more = merge.merge_pages(records.theirs.body, there, merged)
        conflicts += more
        merged = withdrawing.keep_withdrawn(merged, ((records.ours, here), (records.theirs, there)))
    elif before:
        merged, conflicts = merge.merge_pages(before, there, here)
    else:
        merged, conflicts = here, ()
    files.write(ours, merged)
    return not conflicts


def _merge_record(base: Path, ours: Path, theirs: Path, name: str) -> bool:
    """The upstream's record stays, but what is published is never taken back, and no decision on it is lost."""
    before = base.read_text("utf-8")
    here, there = (read_record(path.read_text("utf-8"), name) for path in (ours, theirs))
    files.write(ours, write_record(_staying(read_record(before, name) if before else None, here, there)))
    return True


def _staying(base: Record | None, ours: Record, theirs: Record) -> Record:
    """The record that a merge leaves."""
    if base is not None and all(one.state is State.PUBLISHED for one in (base, ours, theirs)):
        return unite(base, ours, theirs)
    return theirs if _published_only(theirs, ours) or ours == base else ours


def _merge_decisions(base: Path, ours: Path, theirs: Path, name: str) -> bool:
    """The decisions of both sides; where they collide, git's marks, and an error that tells git so."""
    before, here, there = (path.read_text("utf-8") for path in (base, ours, theirs))
    united = uniting.unite(Path(name), before, here, there)
    if united is None:
        git("merge-file", "-L", "theirs", "-L", "before", "-L", "yours", str(ours), str(base), str(theirs))
        raise DigestError(
            f"{name}: one decision was changed on both sides (choose between the marks, then `git add` it)"
        )
    files.write(ours, united)
    return True


def _published_only(one: Record, other: Record) -> bool:
    return one.state is State.PUBLISHED and other.state is not State.PUBLISHED


def _records(name: str) -> _Records | None:
    """Both sides' records, None where git cannot tell them (then the pages are merged as they are)."""
    other, ancestor = _sides()
    path = str(PurePosixPath(name).with_suffix(".json"))
    here, there = _show("HEAD", path), _show(other, path)
    if not (here and there):
        return None
    try:
        ours, theirs = read_record(here, path), read_record(there, path)
        base = read_record(before, path) if (before := _show(ancestor, path)) else None
    except DigestError:
        return None
    return _Records(ours=ours, theirs=theirs, stays=_staying(base, ours, theirs))


def replayed_by(step: str) -> tuple[str, str]:
    """The commit that a step of a rebase brings in and the one both sides come from, empty where it brings in none.

    A step is a row of git's list, as it stands in `done` while it is taken (REBASE_HEAD is written only after a
    conflict): `pick 1a2b3c subject`, `fixup -C 1a2b3c subject`, `merge -C 1a2b3c label # subject`. Source: git-rebase,
    "Interactive mode" and "Rebasing merges".
    """
    match = _STEP.match(step)
    if match is None:
        return "", ""
    if match["label"]:
        other = f"refs/rewritten/{match['label']}"
        return other, git("merge-base", "HEAD", other).strip()
    return match["commit"], f"{match['commit']}^"


def _sides() -> tuple[str, str]:
    """The commit that is being merged and the one both sides come from: in a rebase, a replayed commit and its parent.

    Otherwise git names the commits of a merge in the environment. Empty where neither is known.
    """
    folder = Path(git("rev-parse", "--git-dir").strip() or ".git")
    done, applied = folder / "rebase-merge" / "done", folder / "rebase-apply" / "original-commit"
    if done.is_file():
        return replayed_by(done.read_text("utf-8").strip().rsplit("\n", 1)[-1])
    if applied.is_file():
        replayed = applied.read_text("utf-8").strip()
        return replayed, f"{replayed}^"
    head = git("rev-parse", "HEAD").strip()
    other = next((key[8:] for key in sorted(os.environ) if key.startswith("GITHEAD_") and key[8:] != head), "")
    return other, git("merge-base", "HEAD", other).strip() if other else ""


def _show(commit: str, path: str) -> str:
    return git("show", f"{commit}:{path}") if commit else ""
