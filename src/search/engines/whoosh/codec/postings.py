"""Writing a field's inverted lists: chunks of whole terms in, sections out.

Sections of field F, all under `inverted/F/`:
    terms/*            the sorted terms
    starts, ids ...    document numbers, see `docids`
    freqs/*            occurrences - 1, packed            (kinds frequency, positions, opaque)
    weights            float32, only where they are not occurrences x boost
    position_starts    where each term's positions begin  (kind positions)
    positions/*        token numbers in the document, packed; `labels/*` instead where the field refines another
    payloads/*         Whoosh's value strings             (kind opaque: formats with characters or boosts)
    max_freqs, min_lengths       bounds over each term, for skipping
    long_terms, block_starts     terms of more than 128 postings, and where their blocks begin
    block_freqs        occurrences in each block, to find one document's positions (where there are positions)
    block_max_freqs, block_min_lengths (and max_weights, block_max_weights with weights): bounds over 128 postings
    forward_starts, forward      terms of each document, for facets (optional)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from .arrays import Array, ranges, smallest_uint, stable_order, starts
from .docids import DocIdsWriter, write_starts
from .labels import LabelsWriter
from .layout import SegmentFileWriter
from .packed import PackedWriter, choose_width
from .spool import Spool
from .strings import StringsWriter
from .within import Coarser

Kind = Literal["existence", "frequency", "positions", "opaque"]
BLOCK = 128


@dataclass(frozen=True, slots=True)
class Chunk:
    """Postings of some whole terms, which follow the terms of the chunk before.

    `ids` holds `counts[i]` ascending document numbers of term `i`; `freqs` and `weights` go with `ids`; each posting
    has `freqs` entries in `positions`, or one in `payloads`. `coarser`: see `FieldShape.refines`.
    """

    terms: Sequence[bytes]
    counts: Array
    ids: Array
    freqs: Array | None = None
    positions: Array | None = None
    weights: Array | None = None
    payloads: Sequence[bytes] | None = None
    coarser: Coarser | None = None


@dataclass(frozen=True, slots=True)
class FieldShape:
    """What is stored for a field, decided before its first posting.

    `freqs_over` and `positions_over` are `packed.overflow` of all that will be written (an estimate from above
    will do); `boost` is Whoosh's `field_boost`, the weight of one occurrence. `refines` names the field of which this
    one's terms are finer distinctions: it has the positions of both, and chunks have no positions, but `coarser`.
    """

    kind: Kind
    boost: float = 1.0
    weighted: bool = False
    forward: bool = False
    freqs_over: Sequence[int] = ()
    freqs_count: int = 0
    positions_over: Sequence[int] = ()
    positions_count: int = 0
    refines: str | None = None


class FieldSink:
    """Takes the chunks of one field in order, then writes its sections."""

    def __init__(
        self,
        shape: FieldShape,
        doc_count: int,
        codes: Array | None,
        folder: str | None,
        labels: LabelsWriter | None = None,
    ) -> None:
        """`codes`: the field's length codes by document, for bounds; None where lengths are not kept. `labels`: those
        of a field that refines another."""
        self._shape = shape
        self._doc_count = doc_count
        self._codes = codes
        self._terms = StringsWriter(folder)
        self._labels = labels
        self._ids = DocIdsWriter(doc_count, folder, labels is not None)
        self._freqs = self._packed(shape.freqs_over, shape.freqs_count, folder, shape.kind != "existence")
        own_positions = shape.kind == "positions" and labels is None
        self._positions = self._packed(shape.positions_over, shape.positions_count, folder, own_positions)
        self._position_counts = Spool("<u8", folder)
        self._weights = Spool("<f4", folder)
        self._payloads = StringsWriter(folder)
        self._bounds: dict[str, list[Array]] = {}
        self._forward: list[tuple[Array, Array]] = []
        self._long: list[Array] = []
        self._blocks: list[Array] = []

    @staticmethod
    def _packed(over: Sequence[int], count: int, folder: str | None, wanted: bool) -> PackedWriter | None:
        return PackedWriter(choose_width(list(over), count), folder) if wanted else None

    def append(self, chunk: Chunk) -> None:
        """Add the postings of further terms; none of the counts may be 0."""
        if not len(chunk.terms):
            return
        first_term = self._terms.count
        self._terms.append(chunk.terms)
        self._ids.append(chunk.counts, chunk.ids, chunk.coarser)
        if self._freqs is not None and chunk.freqs is not None:
            self._freqs.append(chunk.freqs - 1)
        begin = starts(chunk.counts)
        if self._positions is not None and chunk.positions is not None:
            self._positions.append(chunk.positions)
        if self._shape.kind == "positions" and chunk.freqs is not None:
            self._position_counts.append(np.add.reduceat(chunk.freqs.astype(np.int64), begin[:-1]))
        if self._shape.weighted and chunk.weights is not None:
            self._weights.append(chunk.weights)
        if chunk.payloads is not None:
            self._payloads.append(chunk.payloads)
        if self._shape.forward:
            numbers = np.arange(first_term, first_term + len(chunk.terms), dtype=np.uint32)
            self._forward.append((np.asarray(chunk.ids, np.uint32), np.repeat(numbers, chunk.counts)))
        self._append_bounds(chunk, begin, first_term)

    def _append_bounds(self, chunk: Chunk, begin: Array, first_term: int) -> None:
        """Bounds over each term and over each block of 128: most occurrences, largest weight, smallest length."""
        long = np.flatnonzero(chunk.counts > BLOCK)
        counts = chunk.counts[long].astype(np.int64)
        blocks = -(-counts // BLOCK)
        picked = ranges(begin[long], counts)
        block_begin = ranges(np.zeros(len(long), np.int64), blocks) * BLOCK + np.repeat(starts(counts)[:-1], blocks)
        self._long.append(long + first_term)
        self._blocks.append(blocks)
        bounded: list[tuple[str, np.ufunc, Array | None]] = [
            ("min_lengths", np.minimum, None if self._codes is None else self._codes[chunk.ids]),
            ("max_freqs", np.maximum, chunk.freqs),
            ("freqs", np.add, chunk.freqs if self._positions is not None else None),
            ("max_weights", np.maximum, chunk.weights if self._shape.weighted else None),
        ]
        for name, reduce, values in bounded:
            if values is None:
                continue
            if name != "freqs":
                self._bounds.setdefault(name, []).append(reduce.reduceat(values, begin[:-1]))
            picked_values = values[picked].astype(np.int64) if name == "freqs" else values[picked]
            by_block = reduce.reduceat(picked_values, block_begin) if len(picked) else picked_values
            self._bounds.setdefault(f"block_{name}", []).append(by_block)

    def move_to(self, writer: SegmentFileWriter, field: str) -> None:
        """Write the sections and describe the field in the file's meta data."""
        base = f"inverted/{field}"
        shape = self._shape
        meta: dict[str, Any] = {"kind": shape.kind, "boost": shape.boost, "weighted": shape.weighted}
        meta |= {"terms": self._terms.count, "forward": shape.forward}
        self._terms.move_to(writer, f"{base}/terms")
        meta["ids"] = self._ids.move_to(writer, base)
        if self._freqs is not None:
            meta["freqs"] = self._freqs.move_to(writer, f"{base}/freqs")
        if shape.kind == "positions":
            write_starts(writer, f"{base}/position_starts", self._position_counts)
        if self._labels is not None:
            meta["refines"] = shape.refines
            self._labels.move_to(writer, base)
        if self._positions is not None:
            meta["positions"] = self._positions.move_to(writer, f"{base}/positions")
        if shape.weighted:
            self._weights.move_to(writer, f"{base}/weights")
        if shape.kind == "opaque":
            self._payloads.move_to(writer, f"{base}/payloads")
        for name, pieces in self._bounds.items():
            whole = np.concatenate(pieces)
            largest = int(whole.max()) if len(whole) else 0
            writer.add(f"{base}/{name}", whole if whole.dtype.kind == "f" else whole.astype(smallest_uint(largest)))
        long, blocks = _joined(self._long), starts(_joined(self._blocks))
        writer.add(f"{base}/long_terms", long.astype("<u4"))
        writer.add(f"{base}/block_starts", blocks.astype("<u4"))
        if shape.forward:
            self._write_forward(writer, base)
        writer.meta.setdefault("inverted", {})[field] = meta

    def _write_forward(self, writer: SegmentFileWriter, base: str) -> None:
        ids = _joined([ids for ids, _ in self._forward]).astype(np.uint32)
        numbers = _joined([numbers for _, numbers in self._forward])
        begin = starts(np.bincount(ids, minlength=self._doc_count))
        writer.add(f"{base}/forward_starts", begin.astype(smallest_uint(max(int(begin[-1]), 1 << 16))))
        # The postings come by term, so a stable order by document leaves each document's terms ascending.
        narrow = smallest_uint(max(self._terms.count - 1, 0))
        writer.add(f"{base}/forward", numbers[stable_order(ids)].astype(narrow))


def _joined(pieces: list[Array]) -> Array:
    return np.concatenate(pieces) if pieces else np.zeros(0, np.int64)
