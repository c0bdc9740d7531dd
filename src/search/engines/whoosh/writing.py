"""The one writer: batches are gathered into arrays, arrays sorted into segments, segments merged by policy.

Order of a commit: files of new segments, words, table of contents (which makes all of it visible), and for a rebuild
then the switch. Whatever stops it in between leaves the last state.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from whoosh.index import FileIndex

from ..base import Batch
from ..carried import ids_of
from .codec import SegmentEntry, Transaction, write_segment
from .damage import mapping, writing
from .gathering import Gathering
from .lexicon import LEXICON, add_words, create_lexicon
from .lock import WriterLock
from .merging import halving
from .schema import make_schema
from .state import State
from .storage import INDEX_NAME, SealingStorage, latest, read_toc, remove_leftovers

FLUSH_BYTES = 192 << 20
"""What a writer holds before it writes a segment: texts, and what sorting their words needs."""


def create_generation(folder: Path) -> None:
    """Fill a generation's new folder with an empty index."""
    with writing(folder.parent):
        create_lexicon(folder)
        FileIndex.create(SealingStorage(str(folder)), make_schema(), INDEX_NAME)


class WhooshWriter:
    """Changes to one generation. Holds the lock until it has committed or is left."""

    def __init__(
        self,
        folder: Path,
        state: State | None,
        lock: WriterLock,
        *,
        publish: Callable[[], None] | None = None,
    ) -> None:
        """`state` is the last committed one, held for this writer; None with `publish`, which makes a rebuilt
        generation the current one."""
        self._folder = folder
        self._state = state
        self._lock = lock
        self._publish = publish
        self._words: dict[str, str] = {}
        self._gathering = Gathering()
        self._gathered: dict[str, int] = {}
        self._flushed: dict[str, tuple[SegmentEntry, int]] = {}
        self._last: SegmentEntry | None = None
        self._open = True
        number = latest(folder)
        toc = read_toc(folder, number)
        with writing(folder.parent):
            remove_leftovers(folder, toc.segments, number, LEXICON)
            self._storage = SealingStorage(str(folder))
            self._transaction = Transaction(FileIndex(self._storage, indexname=INDEX_NAME))
        self._entries = {entry.segment_id(): entry for entry in self._transaction.segments}

    def add(self, batch: Batch) -> None:
        self._require_open()
        with writing(self._folder.parent):
            first = self._gathering.count
            self._words.update(self._gathering.add(batch))
            for doc, release_id in enumerate(ids_of(batch.releases), start=first):
                self.remove((release_id,))
                self._gathered[release_id] = doc
            if self._gathering.bytes >= FLUSH_BYTES:
                self._flush()

    def remove(self, ids: Iterable[str]) -> int:
        self._require_open()
        return sum(self._remove_committed(release_id) + self._remove_added(release_id) for release_id in ids)

    def _remove_committed(self, release_id: str) -> bool:
        if self._state is None:
            return False
        with mapping(self._folder):
            number = self._state.find(release_id)
        if number is None:
            return False
        segment, doc = self._state.place(number)
        entry = self._entries[segment.name]
        if entry.is_deleted(doc):
            return False
        entry.delete_document(doc)
        return True

    def _remove_added(self, release_id: str) -> bool:
        if release_id in self._gathered:
            self._gathering.drop(self._gathered.pop(release_id))
            return True
        if release_id in self._flushed:
            entry, doc = self._flushed.pop(release_id)
            entry.delete_document(doc)
            return True
        return False

    def commit(self) -> None:
        self._require_open()
        with writing(self._folder.parent), mapping(self._folder):
            self._flush()
            self._transaction.merge(halving)
            add_words(self._folder, self._words, self._transaction.generation + 1)
            self._transaction.commit()
            if self._publish:
                self._publish()
        self._finish()

    def _flush(self) -> None:
        """Write what was gathered as a segment; no table of contents names it yet."""
        arrays, docs = self._gathering.arrays()
        gathered, self._gathered = self._gathered, {}
        self._gathering = Gathering()
        if not arrays.doc_count:
            return
        self._last = entry = write_segment(self._storage, INDEX_NAME, arrays, like=self._last)
        self._transaction.add(entry)
        self._flushed.update((release_id, (entry, docs[doc])) for release_id, doc in gathered.items())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._open:
            return
        try:
            # A full disk must not hide the error that led here; what is left the next writer removes.
            with suppress(OSError):
                self._undo()
        finally:
            self._finish()

    def _undo(self) -> None:
        if self._publish:
            shutil.rmtree(self._folder, ignore_errors=True)
        elif self._state is not None:
            segments = read_toc(self._folder, self._state.commit).segments
            remove_leftovers(self._folder, segments, self._state.commit, LEXICON)

    def _require_open(self) -> None:
        if not self._open:
            raise ValueError("this writer has ended; take a new one from the engine")

    def _finish(self) -> None:
        self._open = False
        with suppress(OSError):
            self._transaction.__exit__(None, None, None)
        if self._state is not None:
            self._state.release()
        self._lock.release()
