"""Figures as rows and in words: numbers read from print, observations in CSV, and how they are said."""

from digest.figures.intervals import Span, change, is_evidence, span
from digest.figures.numerals import Found, read, scan
from digest.figures.rows import COLUMNS, current, id_of, in_words, read_rows, write_rows

__all__ = [
    "COLUMNS",
    "Found",
    "Span",
    "change",
    "current",
    "id_of",
    "in_words",
    "is_evidence",
    "read",
    "read_rows",
    "scan",
    "span",
    "write_rows",
]
