"""What is kept beside the index of releases and follows it (`companions.py`): opened for writing, or for reading.

index/derived/quotes/, quotes.json     every quote, searched in its own right (quotations/)
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .companions import Companion
from .engines.base import Snapshot
from .engines.whoosh.layout import BESIDE
from .errors import IndexUnusable
from .language import Analyzer
from .quotations import QuotesIndex

FOLDER = BESIDE
"""Name of the folder, in that of the index."""

Stamp = tuple[tuple[str, int], ...]


def companions(index: Path, analyzer: Analyzer) -> Sequence[Companion]:
    """All companions of an index, to be told of changes."""
    folder = index / FOLDER
    return (QuotesIndex(folder, analyzer),)


class Derived:
    """What the companions of an index knew when this was opened. Safe to use from several threads.

    Each stands for itself: one that is missing or damaged is None here, and the others are searched.
    """

    def __init__(self, index: Path | None = None, analyzer: Analyzer | None = None) -> None:
        """Open what there is; nothing without a folder."""
        self.stamp = stamp(index)
        self.quotes: Snapshot | None = None
        if index is None or analyzer is None:
            return
        with suppress(IndexUnusable):
            engine = QuotesIndex(index / FOLDER, analyzer).open()
            self.quotes = engine.snapshot()
            engine.close()

    def close(self) -> None:
        """Let go of what is held."""
        if self.quotes is not None:
            self.quotes.close()


def stamp(index: Path | None) -> Stamp:
    """Changes with every commit of a companion: names and times of the files that each replaces or writes to last."""
    if index is None:
        return ()
    try:
        files = sorted(path for path in (index / FOLDER).iterdir() if path.is_file())
        return tuple((path.name, path.stat().st_mtime_ns) for path in files)
    except OSError:
        return ()
