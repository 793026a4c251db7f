"""Figures as rows and in words: numbers read from print, observations in CSV, and how they are said."""

from digest.figures.numerals import Found, read, scan
from digest.figures.rows import COLUMNS, in_words, read_rows, write_rows

__all__ = ["COLUMNS", "Found", "in_words", "read", "read_rows", "scan", "write_rows"]
