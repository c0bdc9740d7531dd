"""A segment of Whoosh's own format (its third codec), read through Whoosh's readers into arrays.

Whoosh hands out a posting a call, so arrays are filled once and kept: the short ones for good, postings up to
`CACHE_BYTES` for each segment.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh.codec.whoosh3 import LENGTHS_COLUMN
from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.formats import Positions
from whoosh.reading import SegmentReader

from ...model import Field
from .cache import Cache
from .damage import reading
from .schema import COUNTS, NAMED, STEMS
from .segment import Names, Postings, Terms
from .sharing import Shared
from .storage import verify_segment
from .stored import clean, unpack

CACHE_BYTES = 32 << 20
"""Postings that a segment keeps as arrays."""


class StockSegment(Shared):
    """One segment. Whoosh's readers have one place in their file, so only one thread reads at a time."""

    def __init__(self, folder: Path, schema: Schema, segment: Any) -> None:
        super().__init__()
        self.name = str(segment.segment_id())
        self.size = int(segment.doc_count_all())
        self._file = folder / f"{self.name}.seg"
        self._schema = schema
        self._lock = threading.RLock()
        self._postings: Cache[tuple[str, str], Postings | None] = Cache(
            CACHE_BYTES, lambda found: found.docs.nbytes + found.freqs.nbytes if found else 0
        )
        self._positions: Cache[tuple[str, str], npt.NDArray[np.uint32]] = Cache(CACHE_BYTES, lambda found: found.nbytes)
        self._terms: dict[str, Terms] = {}
        self._columns: dict[str, Any] = {}
        verify_segment(folder, segment)
        with reading(self._file):
            self._reader = SegmentReader(FileStorage(str(folder)), schema, segment)

    def _close(self) -> None:
        with self._lock, reading(self._file):
            self._reader.close()

    # --- Terms

    def postings(self, field: str, term: str) -> Postings | None:
        return self._postings.get((field, term), lambda: self._read_postings(field, term))

    def positions(self, field: str, term: str) -> npt.NDArray[np.uint32]:
        return self._positions.get((field, term), lambda: self._read_positions(field, term))

    def terms(self, field: str, prefix: str = "") -> Terms:
        if field not in self._terms:
            self._terms[field] = self._read_terms(field)
        everything = self._terms[field]
        size = len(prefix)
        low = bisect_left(everything.texts, prefix)
        high = bisect_right(everything.texts, prefix, lo=low, key=lambda text: text[:size])
        return Terms(everything.texts[low:high], everything.counts[low:high])

    def _read_postings(self, field: str, term: str) -> Postings | None:
        docs: list[int] = []
        freqs: list[float] = []
        with self._lock, reading(self._file):
            matcher = self._matcher(field, term)
            if matcher is None:
                return None
            while matcher.is_active():
                docs.append(matcher.id())
                freqs.append(matcher.weight())
                matcher.next()
            return Postings(np.array(docs, np.uint32), np.array(freqs, np.uint32))

    def _read_positions(self, field: str, term: str) -> npt.NDArray[np.uint32]:
        positions: list[int] = []
        decode = Positions().decode_positions
        with self._lock, reading(self._file):
            matcher = self._matcher(field, term)
            while matcher is not None and matcher.is_active():
                positions.extend(decode(matcher.value()))
                matcher.next()
            return np.array(positions, np.uint32)

    def _matcher(self, field: str, term: str) -> Any:
        """Whoosh's matcher over all postings of a term: not the reader's own, which leaves out deleted releases."""
        text = clean(term).encode()
        terms = self._reader._terms
        if (field, text) not in terms:
            return None
        return terms.matcher(field, text, self._schema[field].format)

    def _read_terms(self, field: str) -> Terms:
        texts: list[str] = []
        counts: list[int] = []
        with self._lock, reading(self._file):
            if field in self._reader._terms.indexed_field_names():
                for (name, text), info in self._reader._terms.items_from(field, b""):
                    if name != field:
                        break
                    texts.append(text.decode())
                    counts.append(info.doc_frequency())
        return Terms(texts, np.array(counts, np.uint32))

    # --- Columns

    def lengths(self, field: Field) -> npt.NDArray[np.uint8]:
        return self._lengths[field]

    def words(self, field: Field) -> npt.NDArray[np.uint32]:
        return self._words[field]

    def dates(self) -> npt.NDArray[np.int32]:
        return self._dates

    def names(self, facet: str) -> Names:
        return self._names[facet]

    def ids(self) -> Sequence[str]:
        return self._ids

    def find(self, release_id: str) -> int | None:
        return self._by_id.get(release_id)

    def hash(self, doc: int) -> str:
        return self._cell("hash", doc).decode()

    def head(self, doc: int) -> bytes:
        return self._cell("head", doc)

    def mentions(self, doc: int) -> bytes:
        return self._cell("mentions", doc)

    @cached_property
    def _lengths(self) -> dict[Field, npt.NDArray[np.uint8]]:
        return {field: self._read_lengths(STEMS[field]) for field in Field}

    @cached_property
    def _words(self) -> dict[Field, npt.NDArray[np.uint32]]:
        return {field: np.array(self._all(COUNTS[field]), np.uint32) for field in Field}

    @cached_property
    def _dates(self) -> npt.NDArray[np.int32]:
        return np.array(self._all("date"), np.int32)

    @cached_property
    def _ids(self) -> Sequence[str]:
        with reading(self._file):
            return [value.decode("utf-8", "surrogatepass") for value in self._all("ids")]

    @cached_property
    def _by_id(self) -> dict[str, int]:
        return {release_id: doc for doc, release_id in enumerate(self._ids)}

    @cached_property
    def _names(self) -> dict[str, Names]:
        with reading(self._file):
            rows = [unpack(value) for value in self._all("names")]
            return {facet: number_names([row[i] for row in rows]) for i, facet in enumerate(NAMED)}

    def _read_lengths(self, field: str) -> npt.NDArray[np.uint8]:
        with self._lock, reading(self._file):
            column = self._reader._perdoc._cached_reader(f"_{field}_len", LENGTHS_COLUMN)
            if column is None:  # no release of the segment has a word there
                return np.zeros(self.size, np.uint8)
            return np.array([column[doc] for doc in range(self.size)], np.uint8)

    def _all(self, column: str) -> list[Any]:
        with self._lock, reading(self._file):
            reader = self._column(column)
            return [reader[doc] for doc in range(self.size)]

    def _cell(self, column: str, doc: int) -> bytes:
        with self._lock, reading(self._file):
            return bytes(self._column(column)[doc])

    def _column(self, name: str) -> Any:
        if name not in self._columns:
            self._columns[name] = self._reader.column_reader(name, translate=False)
        return self._columns[name]


def number_names(rows: Sequence[Sequence[str]]) -> Names:
    """`Names` of the names of each release."""
    numbers: dict[str, int] = {}
    ords = [numbers.setdefault(name, len(numbers)) for row in rows for name in row]
    offsets = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(row) for row in rows], out=offsets[1:])
    return Names(list(numbers), offsets, np.array(ords, np.uint32))
