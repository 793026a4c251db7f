"""Figures as rows and in words: numbers read from print, CSV files that only grow, and what may be said of them."""

from digest.figures.events import (
    EVENT_COLUMNS,
    STATEMENT_COLUMNS,
    event_of,
    id_of_event,
    id_of_happening,
    read_events,
    read_posts,
    read_statements,
    write_events,
    write_posts,
)
from digest.figures.intervals import Span, change, halved, is_evidence, span
from digest.figures.phrases import Phrases, phrases
from digest.figures.rows import COLUMNS, current, fault_of, id_of, read_rows, write_rows
from digest.figures.words import amount, count, in_words

__all__ = [
    "COLUMNS",
    "EVENT_COLUMNS",
    "STATEMENT_COLUMNS",
    "Phrases",
    "Span",
    "amount",
    "change",
    "count",
    "current",
    "event_of",
    "fault_of",
    "halved",
    "id_of",
    "id_of_event",
    "id_of_happening",
    "in_words",
    "is_evidence",
    "phrases",
    "read_events",
    "read_posts",
    "read_rows",
    "read_statements",
    "span",
    "write_events",
    "write_posts",
    "write_rows",
]
