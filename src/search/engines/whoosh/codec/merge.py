"""Merging segments array by array, some million postings at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .arrays import Array
from .blobs import LEVEL
from .entry import SegmentEntry
from .layout import SegmentFileWriter
from .lengths import length_codes, write_lengths
from .mergefield import merge_field
from .mergesource import Source
from .mergevalues import merge_blobs, merge_columns
from .refining import refinement_of
from .segment import ArraySegment
from .storage import folder_of, new_file

_NONE = np.zeros(0, np.int64)


def merge_segments(storage: Any, indexname: str, segments: Sequence[ArraySegment], level: int = LEVEL) -> SegmentEntry:
    """Write one segment with the live documents of several, in their order, and return its entry.

    Equals the segment built at once from these documents. Needs memory for a piece of one field's postings, its
    terms being cut into ranges, not for the segments. Raises `SegmentDamaged` where a source is damaged (no file is
    left then), `ValueError` where a field has value strings in one segment and arrays in another.
    """
    sources, total = _sources(segments)
    entry = SegmentEntry(indexname, total, pending=True)
    folder = folder_of(storage)
    with new_file(storage, entry.filename) as file:
        writer = SegmentFileWriter(file)
        writer.meta["documents"] = total
        for field in _names(segments, "lengths"):
            write_lengths(writer, field, _lengths(sources, field))
        _merge_inverted(writer, segments, sources, total, folder)
        merge_columns(writer, sources, total, folder)
        for family in ("stored", "vectors"):
            names = _names(segments, family)
            for name in names:
                merge_blobs(writer, family, name, sources, folder, level)
            writer.meta[family] = names
        writer.finish()
    return entry


def _merge_inverted(
    writer: SegmentFileWriter,
    segments: Sequence[ArraySegment],
    sources: Sequence[Source],
    total: int,
    folder: str | None,
) -> None:
    """Merge all fields, those that refine another behind that one."""
    fields = _names(segments, "inverted")
    pairs = {field: pair for field in fields if (pair := refinement_of(sources, field, folder)) is not None}
    finer = dict(pairs.values())
    for field in sorted(fields, key=lambda field: field in pairs):
        has_lengths = any(field in segment.data.lengths for segment in segments)
        codes = length_codes(_lengths(sources, field)) if has_lengths else None
        merge_field(writer, field, sources, total, codes, folder, finer.get(field), pairs.get(field))


def _sources(segments: Sequence[ArraySegment]) -> tuple[list[Source], int]:
    sources, base = [], 0
    for segment in segments:
        deleted = segment.deleted
        live = None if deleted is None or not deleted.any() else np.flatnonzero(~deleted)
        count = segment.doc_count if live is None else len(live)
        new = np.full(segment.doc_count, -1, np.int64)
        new[slice(None) if live is None else live] = np.arange(base, base + count)
        sources.append(Source(segment, live, new))
        base += count
    return sources, base


def _names(segments: Sequence[ArraySegment], family: str) -> list[str]:
    return sorted(set().union(*(getattr(segment.data, family) for segment in segments)))


def _lengths(sources: Sequence[Source], field: str) -> Array:
    pieces = []
    for source in sources:
        lengths = source.segment.data.lengths.get(field)
        exact = np.zeros(source.segment.doc_count, np.int64) if lengths is None else lengths.exact
        pieces.append(exact if source.live is None else exact[source.live])
    return np.concatenate([*pieces, _NONE])
