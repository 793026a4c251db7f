"""A newsroom in a folder: feeds in, First POST-style briefs and a searchable archive site out."""

__version__ = "0.1.0"
