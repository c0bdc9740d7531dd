"""What is kept beside the index of releases and follows it (`companions.py`): opened for writing, or for reading.

index/derived/duplicates.sqlite        which releases are versions of one (duplicates/)
index/derived/identity.sqlite          who is who: names put together over all releases (identity/)
index/derived/quotes/, quotes.json     where every quote stands and who speaks (quotations/)
index/derived/journal.sqlite           what was added, changed and removed, in order (journal/)
"""

from __future__ import annotations

import threading
import zlib
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from .companions import Companion
from .duplicates import Groups
from .duplicates.companion import Duplicates, groups_of
from .engines.base import Snapshot
from .engines.whoosh.layout import BESIDE, size_of
from .errors import IndexUnusable
from .history import History
from .history.reading import modified
from .history.store import FILE as HISTORY
from .history.store import FOLDER as KEPT
from .identity import Identity, Overrides, Registry
from .identity.directory import Directory
from .journal import Journal, Recorded
from .journal.store import FILE as JOURNAL
from .language import Analyzer
from .quotations import QuotesIndex, quotes_of
from .quotations.searching import joined_speakers

FOLDER = BESIDE
"""Name of the folder, in that of the index."""

Stamp = tuple[tuple[str, int], ...]


def companions(index: Path, analyzer: Analyzer) -> Sequence[Companion]:
    """All companions of an index, to be told of changes."""
    folder = index / FOLDER
    # Identity last: meanwhile another process may be joining the names.
    return (Duplicates(folder), QuotesIndex(folder, analyzer), Journal(folder), Identity(folder))


class Derived:
    """What is known of all releases of one state together. Safe to use from several threads.

    On disk it is what the companions knew when they were first asked, each for itself: one that is missing or damaged
    knows nothing here, and the others are searched. Over an engine without a folder it is made of the releases.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        analyzer: Analyzer,
        index: Path | None = None,
        overrides: Overrides | None = None,
    ) -> None:
        """`snapshot` is the state, which the caller closes by what takes its place here; `index` is the folder of the
        index, `overrides` the operator's word on who is who."""
        self.stamp = stamp(index)
        if index is None:
            self.registry = Registry(Identity.in_memory(snapshot.releases()), overrides)
        else:
            self.registry = Registry.load(index / FOLDER, overrides)
        self.groups = Groups() if index is not None else groups_of(list(snapshot.releases()))
        if index is not None:
            with suppress(IndexUnusable):
                self.groups = Groups.load(index / FOLDER)
        self.history = History.load(index, snapshot)
        if self.history:
            snapshot = snapshot.marking(self.history.texts_changed)
        snapshot = snapshot.folding(self.groups.all) if self.groups.all else snapshot
        self.snapshot = snapshot.joining(self.registry.names)
        self._directory: Directory | None = None
        self._analyzer = analyzer
        self._making = threading.Lock()
        self._quotes: Snapshot | None = None
        self._journal = None if index is None else Recorded(index / FOLDER / JOURNAL)
        self._index = index

    @property
    def quotes(self) -> Snapshot | None:
        """The quotes of the releases, each a document of its own, opened at the first need."""
        with self._making:
            if self._quotes is None:
                self._quotes = self._open_quotes()
            return self._quotes

    def _open_quotes(self) -> Snapshot | None:
        if self._index is None:
            return quotes_of(self.snapshot, self._analyzer)
        with suppress(IndexUnusable):
            quotes = QuotesIndex(self._index / FOLDER, self._analyzer).open(self.snapshot)
            return quotes.joining(joined_speakers(self.registry.names))
        return None

    @property
    def journal(self) -> Recorded:
        """What was added, changed and removed, in order."""
        with self._making:
            if self._journal is None:
                self._journal = Recorded.in_memory(self.snapshot)
            return self._journal

    @property
    def directory(self) -> Directory:
        """All entities, to be searched."""
        with self._making:
            if self._directory is None:
                self._directory = Directory(self.snapshot, self.registry)
            return self._directory

    @property
    def bytes(self) -> int:
        """What it takes on disk; 0 where nothing is on disk."""
        return 0 if self._index is None else size_of(self._index / FOLDER) + size_of(self._index / KEPT)

    @property
    def name(self) -> str:
        """Names what was opened: empty where nothing was."""
        opened = (self.stamp, self.registry.overrides.digest)
        return f"+{zlib.crc32(repr(opened).encode()):08x}" if any(opened) else ""

    def close(self) -> None:
        """Let go of what is held."""
        if self._quotes is not None:
            self._quotes.close()
        if self._journal is not None:
            self._journal.close()
        self.registry.close()


def stamp(index: Path | None) -> Stamp:
    """Changes with every commit of a companion and every text that is replaced: names and times of the files that each
    replaces or writes to last."""
    if index is None:
        return ()
    try:
        files = sorted(path for path in (index / FOLDER).iterdir() if path.is_file())
        kept = (HISTORY, modified(index))
        return (*((path.name, path.stat().st_mtime_ns) for path in files), *([kept] if kept[1] else []))
    except OSError:
        return ()
