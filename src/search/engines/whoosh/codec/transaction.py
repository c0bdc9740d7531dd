"""Committing segments, deletions and merges into a Whoosh index, all at once."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterable, Sequence
from types import TracebackType
from typing import Any

from whoosh.index import TOC, LockError, clean_files
from whoosh.reading import SegmentReader, TermNotFound
from whoosh.util.filelock import try_for

from .entry import EXTENSION, SegmentEntry
from .merge import merge_segments
from .policy import MergePolicy, SegmentSize, tiered
from .segment import ArraySegment
from .storage import DurableStorage, folder_of, sync_folder


class Transaction:
    """Holds Whoosh's write lock on an index; what it gathers becomes visible by `commit`, or not at all.

        with Transaction(index) as transaction:
            transaction.delete_by_term("id", replaced)
            transaction.add(write_segment(index.storage, index.indexname, arrays))
            transaction.merge()
            transaction.commit()

    Segments may be built by other processes while the transaction is open; their files carry hidden names until they
    are added, and those that never are get removed by the next transaction. Several commits may follow each other.
    Raises Whoosh's `LockError` if another writer holds the lock for longer than `timeout` seconds.
    """

    def __init__(self, index: Any, timeout: float = 0.0) -> None:
        self._index = index
        self._storage = index.storage
        self._lock = index.lock("WRITELOCK")
        if not try_for(self._lock.acquire, timeout=timeout, delay=0.05):
            raise LockError
        try:
            toc = index._read_toc()
            self.generation: int = toc.generation
            self.schema = toc.schema
            self._segments: list[Any] = toc.segments
            self._remove_hidden()
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Transaction:
        return self

    def __exit__(self, kind: type[BaseException] | None, e: BaseException | None, tb: TracebackType | None) -> None:
        self._remove_hidden()
        self._lock.release()

    @property
    def segments(self) -> Sequence[Any]:
        """Entries of all segments as the next commit would name them."""
        return tuple(self._segments)

    def add(self, entry: SegmentEntry) -> None:
        """Take in a segment that was built."""
        self._segments.append(entry)

    def clear(self) -> None:
        """Drop all segments."""
        self._segments = []

    def delete_by_term(self, field: str, terms: Iterable[bytes]) -> int:
        """Delete the documents that have any of the terms, in the segments taken in so far; returns how many."""
        wanted = list(terms)
        return sum(self._delete_in(entry, field, wanted) for entry in self._segments)

    def _delete_in(self, entry: Any, field: str, terms: Sequence[bytes]) -> int:
        before: int = entry.deleted_count()
        if isinstance(entry, SegmentEntry):
            segment = ArraySegment(self._storage, entry)
            for term in terms:
                for docnum in segment.postings(field, term)[0].tolist():
                    entry.delete_document(docnum)
        else:  # written by another codec
            with SegmentReader(self._storage, self.schema, entry) as reader:
                for term in terms:
                    with contextlib.suppress(TermNotFound):
                        for docnum in reader._terms.matcher(field, term, self.schema[field].format).all_ids():
                            entry.delete_document(docnum)
        return int(entry.deleted_count()) - before

    def merge(self, policy: MergePolicy | None = None) -> int:
        """Merge segments as the policy says; returns how many documents were copied."""
        self._segments, copied = merge_by_policy(self._storage, self._index.indexname, self._segments, policy)
        return copied

    def commit(self) -> None:
        """Write the new table of contents, then remove the files that no table names.

        The segments' files are on disk before the table is, and the table before it gets its name, so a crash at any
        moment leaves the old state or the new one. Readers that have old segments open keep their maps.
        """
        for entry in self._segments:
            if isinstance(entry, SegmentEntry):
                publish(self._storage, entry)
        sync_folder(self._storage)
        self.generation += 1
        folder = folder_of(self._storage)
        durable = DurableStorage(folder) if folder and not isinstance(self._storage, DurableStorage) else self._storage
        TOC(self.schema, self._segments, self.generation).write(durable, self._index.indexname)
        clean_files(self._storage, self._index.indexname, self.generation, self._segments)
        stale = re.compile(rf"_{re.escape(self._index.indexname)}_[0-9]+\.toc\..+")
        self._remove(stale.fullmatch)

    def _remove_hidden(self) -> None:
        hidden = re.compile(rf"\.{re.escape(self._index.indexname)}_[0-9a-z]+{re.escape(EXTENSION)}")
        self._remove(hidden.fullmatch)

    def _remove(self, matches: Callable[[str], object]) -> None:
        for name in self._storage.list():
            if matches(name):
                with contextlib.suppress(FileNotFoundError):
                    self._storage.delete_file(name)


def publish(storage: Any, entry: SegmentEntry) -> None:
    """Give a segment's file its own name."""
    if entry.pending:
        hidden = entry.filename
        entry.pending = False
        storage.rename_file(hidden, entry.filename)


def merge_by_policy(
    storage: Any, indexname: str, entries: Sequence[Any], policy: MergePolicy | None
) -> tuple[list[Any], int]:
    """The entries after merging, and how many documents were copied. Other codecs' segments are left alone."""
    ours = [entry for entry in entries if isinstance(entry, SegmentEntry)]
    sizes = [SegmentSize(entry.doc_count_all(), entry.deleted_count()) for entry in ours]
    replaced: dict[str, SegmentEntry | None] = {}
    copied = 0
    for group in (policy or tiered())(sizes):
        members = [ours[number] for number in group]
        merged = merge_segments(storage, indexname, [ArraySegment(storage, entry) for entry in members])
        copied += merged.doc_count_all()
        replaced |= {entry.segid: None for entry in members}
        replaced[members[0].segid] = merged if merged.doc_count_all() else None
    remaining = [replaced.get(entry.segid, entry) for entry in entries]
    return [entry for entry in remaining if entry is not None], copied


def array_merge(policy: MergePolicy | None = None) -> Callable[[Any, Sequence[Any]], list[Any]]:
    """For Whoosh's own writer: `writer.commit(mergetype=array_merge())` merges the segments it finds by arrays.

    Whoosh's `merge` and `optimize` work, too, but take every posting through Python.
    """

    def mergetype(writer: Any, segments: Sequence[Any]) -> list[Any]:
        merged, _ = merge_by_policy(writer.storage, writer.indexname, segments, policy)
        for entry in merged:
            if isinstance(entry, SegmentEntry):
                publish(writer.storage, entry)
        sync_folder(writer.storage)
        return merged

    return mergetype
