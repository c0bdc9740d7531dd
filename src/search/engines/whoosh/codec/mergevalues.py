"""Merging what belongs to documents: columns, stored values, vectors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from .arrays import Array, ranges, starts
from .blobs import MAX_DICTIONARIES, Blobs, BlobWriter, outgrown, shifted_tags
from .columns import Column, Numeric, native_column, write_column
from .layout import SegmentFileWriter
from .mergesource import Source
from .strings import Strings, StringsWriter

#: Documents whose strings are in memory at a time.
_PIECE = 4096


def merge_blobs(
    writer: SegmentFileWriter, family: str, name: str, sources: Sequence[Source], folder: str | None, level: int
) -> None:
    """Merge stored values without opening them, as long as a tag can name all their dictionaries and these will do."""
    parts: list[Blobs | None] = [getattr(source.segment.data, family).get(name) for source in sources]
    dictionaries = list(dict.fromkeys(d for part in parts if part is not None for d in part.dictionaries))
    size = sum(part.blobs.size for part in parts if part is not None)
    copying = 0 < len(dictionaries) <= MAX_DICTIONARIES and not (level and outgrown(dictionaries, size))
    out = BlobWriter(folder, level, dictionaries if copying else ())
    for source, part in zip(sources, parts, strict=True):
        live = range(source.segment.doc_count) if source.live is None else source.live.tolist()
        if part is None:
            out.skip(len(live))
        elif copying:
            numbers = [dictionaries.index(d) for d in part.dictionaries]
            for data, lengths in _live_pieces(part.blobs, source):
                out.append_packed(shifted_tags(data, lengths, numbers), lengths)
        else:
            for docnum in live:
                out.append(part.value(docnum))
    out.move_to(writer, f"{family}/{name}")


def _live_pieces(strings: Strings, source: Source) -> Iterator[tuple[Array, Array]]:
    """The strings of live documents, joined, some thousand at a time."""
    for begin in range(0, len(strings), _PIECE):
        end = min(begin + _PIECE, len(strings))
        data, lengths = strings.joined(begin, end)
        if source.live is not None:
            kept = np.flatnonzero(source.new[begin:end] >= 0)
            data = data[ranges(starts(lengths)[kept], lengths[kept])]
            lengths = lengths[kept]
        yield data, lengths


def merge_columns(writer: SegmentFileWriter, sources: Sequence[Source], total: int, folder: str | None) -> None:
    """Merge all columns; a segment that lacks one gives its default."""
    described: dict[str, dict[str, Any]] = {}
    for source in sources:
        for name, meta in source.segment.data.columns.meta.items():
            known = described.setdefault(name, meta)
            if known["kind"] != meta["kind"]:
                raise ValueError(f"column {name!r} was written as types that don't merge; build the index anew")
    for name in sorted(described):
        meta = described[name]
        if meta["kind"] == "numeric":
            write_column(writer, name, _numeric(name, meta["default"], sources))
        elif meta["kind"] == "bytes":
            _merge_strings(writer, name, bytes.fromhex(meta["default"]), sources, folder)
            writer.meta.setdefault("columns", {})[name] = meta
        else:
            write_column(writer, name, _image(name, sources, total))


def _live_count(source: Source) -> int:
    return source.segment.doc_count if source.live is None else len(source.live)


def _numeric(name: str, default: float, sources: Sequence[Source]) -> Numeric:
    pieces = []
    for source in sources:
        if name in source.segment.data.columns.meta:
            values = source.segment.numeric(name)
            pieces.append(values if source.live is None else values[source.live])
    dtype = np.result_type(*pieces)
    if dtype.kind == "f" and all(piece.dtype.kind in "iu" for piece in pieces):
        dtype = np.dtype(np.uint64 if min(int(piece.min(initial=0)) for piece in pieces) >= 0 else np.int64)
    found = iter(pieces)
    whole = [
        next(found).astype(dtype)
        if name in source.segment.data.columns.meta
        else np.full(_live_count(source), default, dtype)
        for source in sources
    ]
    return Numeric(np.concatenate(whole), default)


def _merge_strings(
    writer: SegmentFileWriter, name: str, default: bytes, sources: Sequence[Source], folder: str | None
) -> None:
    out = StringsWriter(folder)
    for source in sources:
        if name in source.segment.data.columns.meta:
            for data, lengths in _live_pieces(source.segment.strings(name), source):
                out.append_joined(data, lengths)
        else:
            out.append([default] * _live_count(source))
    out.move_to(writer, f"columns/{name}")


def _image(name: str, sources: Sequence[Source], total: int) -> Column:
    """Columns of other types go value by value through Whoosh's reader and writer."""
    column: Any = None
    values: list[Any] = []
    present: list[int] = []
    for source in sources:
        columns = source.segment.data.columns
        if name not in columns.meta:
            continue
        column = columns.image_type(name)
        reader = columns.image(name, source.segment.doc_count)
        for old, new in enumerate(source.new.tolist()):
            if new >= 0:
                values.append(reader[old])
                present.append(new)
    return native_column(column, values, present, total)
