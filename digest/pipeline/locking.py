"""The lock: one command at a time works in a newsroom, and whoever comes second is told who holds it."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

from filelock import FileLock, Timeout

from digest import clock
from digest.errors import Busy, FileFault
from digest.files import Newsroom


@contextmanager
def locked(newsroom: Newsroom, command: str) -> Iterator[bool]:
    """Hold the newsroom for a command; Busy, which says who holds it, if another one does.

    Gives whether the command before was cut off, since it left its note behind. The system lets go of the lock when its
    process ends, however it ends; the note beside it only tells who that is.
    """
    try:
        newsroom.work.mkdir(exist_ok=True)
        lock = FileLock(newsroom.lock, timeout=0)
        lock.acquire()
    except Timeout:
        raise Busy(f"{newsroom.root} is held by {_holder(newsroom)} (wait for it to end, then try again)") from None
    except OSError as error:
        todo = "it must be a folder that this user may write"
        raise FileFault(f"{newsroom.work} cannot be written: {error.strerror} ({todo})") from error
    was_cut_off = newsroom.holder.exists()
    try:
        # Of no use but to be read by others: where the disk is full, the command itself will say so.
        with suppress(OSError):
            newsroom.holder.write_text(json.dumps(_self(command)), encoding="utf-8")
        yield was_cut_off
    finally:
        newsroom.holder.unlink(missing_ok=True)
        lock.release()


def _self(command: str) -> dict[str, str | int]:
    return {"command": command, "pid": os.getpid(), "host": platform.node(), "since": clock.now().isoformat()}


def _holder(newsroom: Newsroom) -> str:
    """Who holds the lock, as far as that can be read: it may be ending, or just beginning."""
    try:
        told = json.loads(newsroom.holder.read_text("utf-8"))
        since = datetime.fromisoformat(told["since"])
        return f"`{told['command']}`, process {told['pid']} on {told['host']}, since {since:%Y-%m-%d %H:%M:%S} UTC"
    except (OSError, ValueError, KeyError, TypeError):
        return "another digest command"
