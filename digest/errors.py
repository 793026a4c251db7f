"""Exceptions that stop the program.

DigestError                 ends the command with one line and exit code 1
├── UsageError              the command was called in a way that cannot work (exit code 2)
├── RosterFaults            feeds.yaml (or another file of the editors) has faults: carries all of them
├── PageFault               a page or record in content/ cannot be read
├── FileFault               a file of the newsroom cannot be read or written
├── StoreError              the working set in .digest/wire.db cannot be used
│   └── Damaged             its file is no whole database any more: what can be put back from the last copy
├── CageError               no child process can be started in which documents are read
├── Busy                    another run holds the newsroom
├── BuildError              the site engine refused the pages
├── MailError               the mail server cannot be used, or was lost
├── TooManyFailures         too much of what was asked gave no answer (exit code 3)
└── Stale                   the newest data are older than `--fresh` allows (exit code 4)

Everything that a newsroom should expect (a dead feed, a page with a fault in a field) is a `Problem`, data that the
command reports, and not one of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digest.model import Problem


class DigestError(Exception):
    """What happened, where, and what to do, in one line."""

    exit_code = 1


class UsageError(DigestError):
    """The command cannot work as it was called."""

    exit_code = 2


class RosterFaults(DigestError):
    """A file that editors own has faults; `problems` holds every one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class PageFault(DigestError):
    """A page or record in content/ cannot be read."""


class FileFault(DigestError):
    """A file of the newsroom cannot be read or written."""


class StoreError(DigestError):
    """The working set cannot be opened or written."""


class Damaged(StoreError):
    """The working set's file is damaged, or is no database at all."""


class CageError(DigestError):
    """No child process can be started in which documents are read: the installation is at fault, and no document."""


class Busy(DigestError):
    """Another run holds the newsroom."""


class BuildError(DigestError):
    """The site engine refused the pages."""


class MailError(DigestError):
    """The mail server cannot be used, or was lost on the way."""


class TooManyFailures(DigestError):
    """More feeds failed than `--strict` allows, one that `check --live` read did, or the hub did not take all."""

    exit_code = 3


class Stale(DigestError):
    """The newest data are older than `--fresh` allows; what could be built was."""

    exit_code = 4
