"""What the newsroom says, on disk: each brief's page and record, and the editor's hand kept over every composition."""

from digest.publish.shelf import (
    check_page,
    is_orphan,
    read_issue,
    read_issues,
    read_shelf,
    release,
    save,
    save_record,
    standing_page,
)
from digest.publish.status import read_status, write_status

__all__ = [
    "check_page",
    "is_orphan",
    "read_issue",
    "read_issues",
    "read_shelf",
    "read_status",
    "release",
    "save",
    "save_record",
    "standing_page",
    "write_status",
]
