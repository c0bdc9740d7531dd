"""Whoosh's writer and reader of what belongs to a document: stored values, lengths, columns, vectors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from whoosh.codec import base
from whoosh.matching import ListMatcher

from .blobs import BlobWriter
from .columns import native_column, write_column
from .entry import SegmentEntry
from .layout import SegmentFileWriter
from .lengths import CODE_LENGTHS, write_lengths
from .segment import ArraySegment
from .storage import folder_of, new_file


class _Rows:
    """A value for some of the documents."""

    def __init__(self) -> None:
        self.docnums: list[int] = []
        self.values: list[Any] = []

    def add(self, docnum: int, value: Any) -> None:
        self.docnums.append(docnum)
        self.values.append(value)


class ArrayPerDocWriter(base.PerDocumentWriter):  # type: ignore[misc]
    """Gathers documents, then writes a segment file without terms, which `ArrayFieldWriter` completes."""

    def __init__(self, storage: Any, entry: SegmentEntry, level: int) -> None:
        self._storage = storage
        self._entry = entry
        self._level = level
        self._count = 0
        self._in_document = False
        self._lengths: dict[str, _Rows] = {}
        self._columns: dict[str, tuple[Any, _Rows]] = {}
        self._stored: dict[str, BlobWriter] = {}
        self._vectors: dict[str, BlobWriter] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin the next document."""
        if self._in_document or docnum != self._count:
            raise ValueError(f"document {docnum} is begun where {self._count} is due, or inside another")
        self._in_document = True

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int) -> None:  # noqa: ARG002 - Whoosh's signature
        """Take a field's stored value and its number of tokens."""
        if value is not None:
            self._blobs(self._stored, fieldname).append(value)
        if length:
            self._lengths.setdefault(fieldname, _Rows()).add(self._count, length)

    def add_column_value(self, fieldname: str, columnobj: Any, value: Any) -> None:
        """Take a column's value."""
        self._columns.setdefault(fieldname, (columnobj, _Rows()))[1].add(self._count, value)

    def add_vector_items(
        self,
        fieldname: str,
        fieldobj: Any,  # noqa: ARG002 - Whoosh's signature
        items: Iterable[tuple[str, float, bytes]],
    ) -> None:
        """Take the terms of a document's field, with weights and values."""
        if kept := list(items):
            self._blobs(self._vectors, fieldname).append(kept)

    def finish_doc(self) -> None:
        """End the document."""
        self._in_document = False
        self._count += 1

    def _blobs(self, family: dict[str, BlobWriter], name: str) -> BlobWriter:
        """The writer of a family of values, brought up to the current document."""
        if name not in family:
            family[name] = BlobWriter(folder_of(self._storage), self._level)
        family[name].skip(self._count - family[name].count)
        return family[name]

    def close(self) -> None:
        """Write the file; Whoosh's `optimize` commits a segment even if all documents are deleted."""
        self.is_closed = True
        with new_file(self._storage, self._entry.filename) as file:
            writer = SegmentFileWriter(file)
            writer.meta["documents"] = self._count
            for name, rows in self._lengths.items():
                lengths = np.zeros(self._count, np.int64)
                lengths[rows.docnums] = rows.values
                write_lengths(writer, name, lengths)
            for name, (column, rows) in self._columns.items():
                write_column(writer, name, native_column(column, rows.values, rows.docnums, self._count))
            for family, blobs in (("stored", self._stored), ("vectors", self._vectors)):
                for name, values in blobs.items():
                    values.skip(self._count - values.count)
                    values.move_to(writer, f"{family}/{name}")
                writer.meta[family] = sorted(blobs)
            writer.finish()


class ArrayPerDocReader(base.PerDocumentReader):  # type: ignore[misc]
    """Whoosh's view of a segment's documents."""

    def __init__(self, segment: ArraySegment) -> None:
        self.segment = segment

    def doc_count(self) -> int:
        """Documents that are not deleted."""
        return self.segment.live_count

    def doc_count_all(self) -> int:
        """Documents, deleted ones included."""
        return self.segment.doc_count

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return self.segment.entry.has_deletions()  # type: ignore[no-any-return]

    def is_deleted(self, docnum: int) -> bool:
        """Whether the document is deleted."""
        return self.segment.entry.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Numbers of the deleted documents."""
        return self.segment.entry.deleted_docs()

    def supports_columns(self) -> bool:
        """Yes."""
        return True

    def has_column(self, fieldname: str) -> bool:
        """Whether the segment has a column of this name."""
        return fieldname in self.segment.data.columns.meta

    def list_columns(self) -> list[str]:
        """Names of the columns."""
        return sorted(self.segment.data.columns.meta)

    def column_reader(self, fieldname: str, column: Any) -> Any:  # noqa: ARG002 - Whoosh's signature
        """A Whoosh column reader."""
        return self.segment.data.columns.reader(fieldname, self.segment.doc_count)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """A field's length in a document as Whoosh's code approximates it."""
        codes = self.segment.lengths(fieldname)
        return (int(CODE_LENGTHS[codes[docnum]]) or default) if len(codes) else default

    def field_length(self, fieldname: str) -> int:
        """A field's exact length in all documents."""
        return self.segment.field_length(fieldname)

    def min_field_length(self, fieldname: str) -> int:
        """Shortest length of the field, 0 where some document lacks it."""
        codes = self.segment.lengths(fieldname)
        return int(CODE_LENGTHS[codes.min()]) if len(codes) else 0

    def max_field_length(self, fieldname: str) -> int:
        """Longest length of the field."""
        codes = self.segment.lengths(fieldname)
        return int(CODE_LENGTHS[codes.max()]) if len(codes) else 0

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Whether the document has a vector of the field."""
        vectors = self.segment.data.vectors.get(fieldname)
        return vectors is not None and vectors.raw(docnum) is not None

    def vector(self, docnum: int, fieldname: str, format_: Any) -> Any:
        """A matcher over the terms of a document's field."""
        if not self.has_vector(docnum, fieldname):
            raise KeyError(f"document {docnum} has no vector of {fieldname!r}")
        texts, weights, values = zip(*self.segment.data.vectors[fieldname].value(docnum), strict=True)
        return ListMatcher(list(texts), list(weights), list(values), format_)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The document's stored values."""
        return self.segment.stored_fields(docnum)
