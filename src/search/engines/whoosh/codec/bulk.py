"""Building a whole segment from arrays: one sort a field, no Python call for a posting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .blobs import LEVEL, BlobWriter, fitting
from .columns import Column, Image, write_column
from .entry import SegmentEntry
from .invert import FieldArrays, write_fields
from .layout import SegmentFileWriter
from .segment import open_data
from .storage import folder_of, new_file


@dataclass(frozen=True, slots=True)
class SegmentArrays:
    """Everything that a segment holds, in arrays and lists by document number.

    `stored` values are `str`, `bytes`, `None` or anything that pickles.
    """

    doc_count: int
    fields: Mapping[str, FieldArrays]
    columns: Mapping[str, Column] = field(default_factory=dict)
    stored: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def write_segment(
    storage: Any, indexname: str, arrays: SegmentArrays, level: int = LEVEL, like: SegmentEntry | None = None
) -> SegmentEntry:
    """Write a segment file, synced, and return its entry for `Transaction.add`.

    `level` is Zstandard's for stored values, 0 to keep them as they are. `like` is a segment of like values, whose
    dictionaries may serve again. Raises `ValueError` for arrays that contradict each other; no file is left then.
    """
    known = open_data(storage, like.filename).stored if like and level else {}
    entry = SegmentEntry(indexname, arrays.doc_count, pending=True)
    folder = folder_of(storage)
    with new_file(storage, entry.filename) as file:
        writer = SegmentFileWriter(file)
        writer.meta["documents"] = arrays.doc_count
        write_fields(writer, arrays.fields, arrays.doc_count, folder)
        for name, column in arrays.columns.items():
            if not isinstance(column, Image) and len(column.values) != arrays.doc_count:
                raise ValueError(f"column {name!r} has {len(column.values)} values for {arrays.doc_count} documents")
            write_column(writer, name, column)
        for name, values in arrays.stored.items():
            if len(values) != arrays.doc_count:
                raise ValueError(f"stored field {name!r} has {len(values)} values for {arrays.doc_count} documents")
            dictionaries = known[name].dictionaries if name in known else ()
            blobs = BlobWriter(folder, level, fitting(dictionaries, values))
            for value in values:
                blobs.append(value)
            blobs.move_to(writer, f"stored/{name}")
        writer.meta["stored"] = sorted(arrays.stored)
        writer.finish()
    return entry
