"""What the engine warns of while it works, as a strict build would count it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

_OF_ITS_DIRT = "A 'dirty' build is being performed"
"""The engine cannot know that a renewal leaves nothing stale."""


@contextmanager
def listening() -> Iterator[list[str]]:
    """Collect the warnings of the engine, and keep them from the terminal and from whoever else listens."""
    said: list[str] = []
    logger = logging.getLogger("mkdocs")
    handlers, logger.handlers = logger.handlers, [_Collector(said)]
    propagate, logger.propagate = logger.propagate, False
    try:
        yield said
    finally:
        logger.handlers, logger.propagate = handlers, propagate


class _Collector(logging.Handler):
    def __init__(self, said: list[str]) -> None:
        super().__init__(level=logging.WARNING)
        self._said = said

    def emit(self, record: logging.LogRecord) -> None:
        if not record.getMessage().startswith(_OF_ITS_DIRT):
            self._said.append(record.getMessage())
