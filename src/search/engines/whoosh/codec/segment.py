"""A segment opened for reading: what a search in numpy works on, and what Whoosh's readers stand on."""

from __future__ import annotations

import weakref
from pathlib import Path
from typing import Any

import numpy as np

from .arrays import Array
from .blobs import Blobs
from .columns import Columns
from .entry import SegmentEntry
from .errors import SegmentDamaged
from .inverted import Inverted, Ordinals
from .lengths import Lengths
from .sections import SegmentFile
from .storage import folder_of, map_file
from .strings import Strings

_EMPTY = np.zeros(0, np.uint8)


class SegmentData:
    """The unchanging part of a segment, shared by all who have it open in this process."""

    def __init__(self, file: SegmentFile) -> None:
        meta = file.meta
        self.file = file
        self.doc_count: int = meta["documents"]
        self.inverted: dict[str, Inverted] = {}
        # A field that refines another is written behind it.
        for name, about in meta.get("inverted", {}).items():
            coarser = self.inverted[about["refines"]] if "refines" in about else None
            self.inverted[name] = Inverted(file, name, about, coarser)
        self.lengths = {name: Lengths(file, name, about) for name, about in meta.get("lengths", {}).items()}
        self.stored = {name: Blobs(file, f"stored/{name}") for name in meta.get("stored", ())}
        self.vectors = {name: Blobs(file, f"vectors/{name}") for name in meta.get("vectors", ())}
        self.columns = Columns(file)


_open: weakref.WeakValueDictionary[tuple[object, ...], SegmentData] = weakref.WeakValueDictionary()


def open_data(storage: Any, filename: str) -> SegmentData:
    """Map a segment's file, or share the map that this process has already."""
    folder = folder_of(storage)
    if folder is None:
        return _load(storage, filename)
    path = Path(folder).resolve() / filename
    try:
        stat = path.stat()
    except FileNotFoundError:
        return _load(storage, filename)
    # Size and time tell a file that is still growing, or was tampered with, from the one that is open.
    key = (str(path), stat.st_ino, stat.st_size, stat.st_mtime_ns)
    data = _open.get(key)
    if data is None:
        data = _open[key] = _load(storage, filename)
    return data


def _load(storage: Any, filename: str) -> SegmentData:
    file = SegmentFile(map_file(storage, filename), filename)
    try:
        return SegmentData(file)
    except (KeyError, TypeError, ValueError, IndexError) as e:
        raise SegmentDamaged(filename, "table", f"it does not describe a segment ({e!r})") from e


class ArraySegment:
    """One segment of an index: its data and the deletions of one commit.

    Reads never change it, so threads may share it, and processes that fork share its pages. It stays usable after
    its file was removed. Every array is a read-only view of the mapped file, or a small copy.
    """

    def __init__(self, storage: Any, entry: SegmentEntry) -> None:
        """Open the segment; `SegmentDamaged` if its file is missing, short, or not what the entry says."""
        self.data = open_data(storage, entry.filename)
        self.entry = entry
        self.doc_count = self.data.doc_count
        if self.doc_count != entry.doc_count_all():
            reason = f"{self.doc_count} documents, the table of contents says {entry.doc_count_all()}"
            raise SegmentDamaged(entry.filename, "table", reason)

    @property
    def deleted(self) -> Array | None:
        """True for each deleted document; None where there is none."""
        return self.entry.deleted_mask()

    @property
    def live_count(self) -> int:
        """Documents that are not deleted."""
        return self.doc_count - self.entry.deleted_count()

    def verify(self) -> None:
        """Read every byte; `SegmentDamaged` names the first damaged section."""
        self.data.file.verify()

    def fields(self) -> list[str]:
        """Names of the indexed fields, sorted."""
        return sorted(self.data.inverted)

    def inverted(self, field: str) -> Inverted | None:
        """A field's terms and postings by term number; None where the segment has none."""
        return self.data.inverted.get(field)

    def postings(self, field: str, term: bytes) -> tuple[Array, Array]:
        """Ascending document numbers (deleted ones included) and occurrences; empty for an unknown term."""
        inverted, number = self._find(field, term)
        if inverted is None:
            return _EMPTY, _EMPTY
        return inverted.ids(number), inverted.freqs(number)

    def positions(self, field: str, term: bytes) -> Array:
        """Positions in all documents of `postings`, as many for each as it occurs there."""
        inverted, number = self._find(field, term)
        return _EMPTY if inverted is None else inverted.positions(number)

    def terms(self, field: str, prefix: bytes = b"", limit: int | None = None) -> list[bytes]:
        """The first `limit` terms that begin with `prefix`, ascending by their bytes."""
        inverted = self.data.inverted.get(field)
        if inverted is None:
            return []
        start, stop = inverted.terms.prefixed(prefix)
        return inverted.terms.slice(start, stop if limit is None else min(stop, start + limit))

    def lengths(self, field: str) -> Array:
        """Whoosh's length code of each document; see `lengths.CODE_LENGTHS`. Empty where lengths are not kept."""
        lengths = self.data.lengths.get(field)
        return _EMPTY if lengths is None else lengths.codes

    def exact_lengths(self, field: str) -> Array:
        """Number of tokens of each document. Empty where lengths are not kept."""
        lengths = self.data.lengths.get(field)
        return _EMPTY if lengths is None else lengths.exact

    def field_length(self, field: str) -> int:
        """Tokens of the field in all documents, deleted ones included."""
        lengths = self.data.lengths.get(field)
        return 0 if lengths is None else lengths.total

    def ordinals(self, field: str) -> Ordinals:
        """Terms of each document; `KeyError` where the field keeps none (`forward`)."""
        inverted = self.data.inverted.get(field)
        if inverted is None or not inverted.forward:
            raise KeyError(f"field {field!r} keeps no ordinals")
        return inverted.ordinals()

    def numeric(self, column: str) -> Array:
        """A numeric column; `KeyError` where there is none."""
        return self.data.columns.numeric(column)

    def strings(self, column: str) -> Strings:
        """A column of byte strings; `KeyError` where there is none."""
        return self.data.columns.strings(column)

    def stored(self, docnum: int, name: str) -> bytes | None:
        """A stored value as bytes (text in UTF-8); None where the document has none."""
        blobs = self.data.stored.get(name)
        return None if blobs is None else blobs.raw(docnum)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """All stored values of a document as they were given."""
        found = ((name, blobs.value(docnum)) for name, blobs in self.data.stored.items())
        return {name: value for name, value in found if value is not None}

    def _find(self, field: str, term: bytes) -> tuple[Inverted | None, int]:
        inverted = self.data.inverted.get(field)
        number = -1 if inverted is None else inverted.terms.find(term)
        return (None, -1) if number < 0 else (inverted, number)
