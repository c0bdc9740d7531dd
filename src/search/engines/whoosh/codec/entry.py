"""A segment as Whoosh's table of contents lists it: its name, size and deletions. All else is in its file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from whoosh.codec import base

from .arrays import Array

EXTENSION = ".npseg"


class SegmentEntry(base.Segment):  # type: ignore[misc]
    """Pickled into the table of contents, so deletions become visible in the same step as everything else."""

    def __init__(self, indexname: str, doc_count: int = 0, segid: str | None = None, pending: bool = False) -> None:
        """`pending`: the file still has the hidden name that it is built under; `Transaction.add` gives it its own."""
        self.indexname = indexname
        self.segid = self._random_id() if segid is None else segid
        self.compound = False
        self._doc_count = doc_count
        self._deleted: Array | None = None
        self.pending = pending

    def __getstate__(self) -> dict[str, Any]:
        packed = None if self._deleted is None else np.packbits(self._deleted).tobytes()
        state = {"index": self.indexname, "segment": self.segid, "documents": self._doc_count}
        return state | {"deleted": packed, "pending": self.pending}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.indexname, self.segid, self.compound = state["index"], state["segment"], False
        self._doc_count, self.pending, self._deleted = state["documents"], state["pending"], None
        if state["deleted"] is not None:
            bits = np.frombuffer(state["deleted"], np.uint8)
            self._deleted = np.unpackbits(bits, count=self._doc_count).astype(bool)

    def codec(self, **_: Any) -> Any:
        """The codec that reads this segment."""
        from .codec import ArrayCodec  # noqa: PLC0415 - the codec makes entries

        return ArrayCodec()

    @property
    def filename(self) -> str:
        """Name of the segment's file. Whoosh leaves hidden files alone when it removes what no table names."""
        return f"{'.' if self.pending else ''}{self.make_filename(EXTENSION)}"

    def should_assemble(self) -> bool:
        """No: a segment is one file already."""
        return False

    def set_doc_count(self, count: int) -> None:
        """Tell how many documents the segment holds."""
        self._doc_count = count

    def doc_count_all(self) -> int:
        """Documents, deleted ones included."""
        return self._doc_count

    def deleted_mask(self) -> Array | None:
        """True for each deleted document; None where there is none. Not to be changed."""
        return self._deleted

    def deleted_count(self) -> int:
        """How many documents are deleted."""
        return 0 if self._deleted is None else int(np.count_nonzero(self._deleted))

    def deleted_docs(self) -> Iterator[int]:
        """Numbers of the deleted documents, ascending."""
        return iter(() if self._deleted is None else np.flatnonzero(self._deleted).tolist())

    def is_deleted(self, docnum: int) -> bool:
        """Whether the document is deleted. Whoosh's `Not` asks for the number behind the last one, too: it is not."""
        deleted = self._deleted
        return deleted is not None and docnum < len(deleted) and bool(deleted[docnum])

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete the document, or take its deletion back."""
        if not 0 <= docnum < self._doc_count:
            raise IndexError(f"segment {self.segid} has {self._doc_count} documents, no number {docnum}")
        if self._deleted is None:
            self._deleted = np.zeros(self._doc_count, bool)
        self._deleted[docnum] = delete
