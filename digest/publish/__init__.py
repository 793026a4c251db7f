"""What the newsroom says, on disk: each brief's page and record, and the editor's hand kept over every composition."""

from digest.publish.amending import Amended, Hand, amend, complete, forget, keep_withdrawn, texts_of
from digest.publish.merge import Settled, merge_pages, open_conflicts, settle, take, with_ids
from digest.publish.noticing import noticed
from digest.publish.records import read_record, write_record
from digest.publish.shelf import read_issue, read_issues, read_shelf, release, save, save_record, standing_page
from digest.publish.status import read_status, write_status
from digest.publish.stock import Stock
from digest.publish.striking import rests, strike_page, tells

__all__ = [
    "Amended",
    "Hand",
    "Settled",
    "Stock",
    "amend",
    "complete",
    "forget",
    "keep_withdrawn",
    "merge_pages",
    "noticed",
    "open_conflicts",
    "read_issue",
    "read_issues",
    "read_record",
    "read_shelf",
    "read_status",
    "release",
    "rests",
    "save",
    "save_record",
    "settle",
    "standing_page",
    "strike_page",
    "take",
    "tells",
    "texts_of",
    "with_ids",
    "write_record",
    "write_status",
]
