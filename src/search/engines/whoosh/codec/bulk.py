"""Building a whole segment from arrays: one sort a field, no Python call for a posting."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .arrays import Array, gaps, run_starts, stable_order, starts
from .blobs import BlobWriter
from .columns import Column, Image, write_column
from .entry import SegmentEntry
from .layout import SegmentFileWriter
from .lengths import length_codes, write_lengths
from .packed import overflow
from .postings import Chunk, FieldShape, FieldSink, Kind
from .storage import folder_of, new_file

#: In `FieldArrays.mapping`, marks tokens that the field leaves out.
DROPPED = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class FieldArrays:
    """One field of all documents as numbers.

    Token `i` of the stream is the term `terms[tokens[i]]`, or `terms[mapping[tokens[i]]]` where there is a mapping, so
    that a stream of surface forms serves for their stems too. Document `d` has the tokens `ends[d-1]` to `ends[d]`.
    `terms` are distinct and in any order. `positions` are the tokens' numbers in their document where they do not
    simply count up. `kind` is what is kept of them, as the schema's format says: `Existence`, `Frequency`, `Positions`;
    `boost` is that format's `field_boost`. `scored` fields keep their lengths; `forward` ones keep the terms of
    each document (facets).
    """

    terms: Sequence[bytes]
    tokens: Array
    ends: Array
    kind: Kind = "positions"
    mapping: Array | None = None
    positions: Array | None = None
    boost: float = 1.0
    scored: bool = True
    forward: bool = False


@dataclass(frozen=True, slots=True)
class SegmentArrays:
    """Everything that a segment holds, in arrays and lists by document number.

    `stored` values are `str`, `bytes`, `None` or anything that pickles.
    """

    doc_count: int
    fields: Mapping[str, FieldArrays]
    columns: Mapping[str, Column] = field(default_factory=dict)
    stored: Mapping[str, Sequence[Any]] = field(default_factory=dict)


def write_segment(storage: Any, indexname: str, arrays: SegmentArrays, level: int = 5) -> SegmentEntry:
    """Write a segment file, synced, and return its entry for `Transaction.add`.

    `level` is zlib's for stored values, 0 to store them as they are. Raises `ValueError` for arrays that contradict
    each other; no file is left then.
    """
    entry = SegmentEntry(indexname, arrays.doc_count, pending=True)
    folder = folder_of(storage)
    with new_file(storage, entry.filename) as file:
        writer = SegmentFileWriter(file)
        writer.meta["documents"] = arrays.doc_count
        for name, source in arrays.fields.items():
            _write_field(writer, name, source, arrays.doc_count, folder)
        for name, column in arrays.columns.items():
            if not isinstance(column, Image) and len(column.values) != arrays.doc_count:
                raise ValueError(f"column {name!r} has {len(column.values)} values for {arrays.doc_count} documents")
            write_column(writer, name, column)
        for name, values in arrays.stored.items():
            if len(values) != arrays.doc_count:
                raise ValueError(f"stored field {name!r} has {len(values)} values for {arrays.doc_count} documents")
            blobs = BlobWriter(folder, level)
            for value in values:
                blobs.append(value)
            blobs.move_to(writer, f"stored/{name}")
        writer.meta["stored"] = sorted(arrays.stored)
        writer.finish()
    return entry


def _write_field(writer: SegmentFileWriter, name: str, source: FieldArrays, doc_count: int, folder: str | None) -> None:
    counts = gaps(np.concatenate(([0], source.ends)))
    if len(counts) != doc_count or (len(counts) and (counts.min() < 0 or source.ends[-1] != len(source.tokens))):
        raise ValueError(f"field {name!r}: ends do not cut {len(source.tokens)} tokens into {doc_count} documents")
    terms = np.asarray(source.tokens, np.uint32)
    docs = np.repeat(np.arange(doc_count, dtype=np.uint32), counts)
    places = source.positions
    if places is None and source.kind == "positions":
        places = np.arange(len(terms), dtype=np.int64) - np.repeat(starts(counts)[:-1], counts)
    if source.mapping is not None:
        terms = np.asarray(source.mapping, np.uint32)[terms]
        kept = terms != DROPPED
        if not kept.all():
            terms, docs = terms[kept], docs[kept]
            places = None if places is None else places[kept]
    if len(terms) and int(terms.max()) >= len(source.terms):
        raise ValueError(f"field {name!r}: a token names term {int(terms.max())} of {len(source.terms)}")
    codes = None
    if source.scored:
        lengths = np.bincount(docs, minlength=doc_count)
        write_lengths(writer, name, lengths)
        codes = length_codes(lengths)
    chunk = _invert(source, terms, docs, places)
    shape = FieldShape(
        kind=source.kind,
        boost=source.boost,
        forward=source.forward,
        freqs_over=() if chunk.freqs is None else overflow(chunk.freqs - 1),
        freqs_count=len(chunk.ids),
        positions_over=() if chunk.positions is None else overflow(chunk.positions),
        positions_count=len(terms),
    )
    sink = FieldSink(shape, doc_count, codes, folder)
    sink.append(chunk)
    sink.move_to(writer, name)


def _invert(source: FieldArrays, terms: Array, docs: Array, places: Array | None) -> Chunk:
    """Sort the tokens by term; they come by document and position, and the sort is stable."""
    used = np.flatnonzero(np.bincount(terms, minlength=len(source.terms)))
    names = source.terms
    by_bytes = sorted(used.tolist(), key=names.__getitem__)
    rank = np.zeros(len(names), np.uint32)
    rank[by_bytes] = np.arange(len(by_bytes), dtype=np.uint32)
    key = rank[terms]
    order = stable_order(key)
    key, docs = key[order], docs[order]
    first = np.flatnonzero(_changes(key, docs))
    freqs = np.diff(first, append=len(key))
    ids = docs[first]
    counts = np.diff(run_starts(key[first]), append=len(first))
    kept = None if places is None else np.asarray(places)[order]
    return Chunk(
        terms=[names[i] for i in by_bytes],
        counts=counts,
        ids=ids,
        freqs=None if source.kind == "existence" else freqs,
        positions=kept if source.kind == "positions" else None,
    )


def _changes(key: Array, docs: Array) -> Array:
    """Where a new posting begins."""
    change = np.ones(len(key), bool)
    if len(key):
        np.not_equal(key[1:], key[:-1], out=change[1:])
        change[1:] |= docs[1:] != docs[:-1]
    return change
