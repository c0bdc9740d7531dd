"""Merging one field's inverted lists, a range of terms at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .arrays import Array, ranges, stable_order, starts
from .inverted import Inverted
from .layout import SegmentFileWriter
from .mergesource import Source, term_ranges
from .postings import Chunk, FieldShape, FieldSink, Kind
from .refining import Refinement

#: Positions have 32 bits; above them they carry the labels of a finer field.
_LABEL = 32


@dataclass(frozen=True, slots=True)
class _Run:
    """Some terms of one segment: their ranks among the merged terms, and their postings."""

    ranks: Array
    ids: Array
    freqs: Array | None
    positions: Array | None
    weights: Array | None
    payloads: list[bytes] | None


def merge_field(
    writer: SegmentFileWriter,
    field: str,
    sources: Sequence[Source],
    doc_count: int,
    codes: Array | None,
    folder: str | None,
    finer: Refinement | None = None,
    coarser: tuple[str, Refinement] | None = None,
) -> None:
    """Merge the field's postings of all sources and write them. A field that refines another names `coarser` and is
    merged behind it; that one has `finer`."""
    having = [(source, found) for source in sources if (found := source.segment.inverted(field)) is not None]
    name, refinement = coarser or (None, None)
    shape = replace(_shape(field, [found for _, found in having]), refines=name)
    sink = FieldSink(shape, doc_count, codes, folder, refinement.labels if refinement else None)
    for spans in term_ranges([found for _, found in having]):
        chunk = _merge_range(having, spans, shape, finer)
        sink.append(replace(chunk, coarser=refinement.coarser(len(chunk.terms))) if refinement else chunk)
    sink.move_to(writer, field)


def _shape(field: str, parts: Sequence[Inverted]) -> FieldShape:
    """What all parts can give: the least of their kinds; weights where boosts differ."""
    plain: tuple[Kind, ...] = ("existence", "frequency", "positions")
    kinds = {part.kind for part in parts}
    if "opaque" in kinds and len(kinds) > 1:
        raise ValueError(f"field {field!r} was written in formats that don't merge; optimize with Whoosh's writer")
    kind: Kind = "opaque" if "opaque" in kinds else min((part.kind for part in parts), key=plain.index)
    with_freqs, with_positions = kind != "existence", kind == "positions"
    freqs = [part.meta["freqs"] for part in parts] if with_freqs else []
    positions = [part.position_meta for part in parts] if with_positions else []
    return FieldShape(
        kind=kind,
        boost=parts[0].boost,
        weighted=any(part.weighted for part in parts) or len({part.boost for part in parts}) > 1,
        forward=any(part.forward for part in parts),
        freqs_over=np.sum([meta["over"] for meta in freqs], axis=0).tolist() if freqs else (),
        freqs_count=sum(meta["count"] for meta in freqs),
        positions_over=np.sum([meta["over"] for meta in positions], axis=0).tolist() if positions else (),
        positions_count=sum(meta["count"] for meta in positions),
    )


def _merge_range(
    having: Sequence[tuple[Source, Inverted]],
    spans: Sequence[tuple[int, int]],
    shape: FieldShape,
    finer: Refinement | None,
) -> Chunk:
    names = [part.terms.slice(*span) for (_, part), span in zip(having, spans, strict=True)]
    merged = names[0] if len(names) == 1 else sorted(set().union(*names))
    rank = {name: i for i, name in enumerate(merged)}
    runs = [
        _run(source, part, span, np.fromiter(map(rank.__getitem__, own), np.uint32, len(own)), shape, finer)
        for (source, part), span, own in zip(having, spans, names, strict=True)
        if own
    ]
    ranks = np.concatenate([run.ranks for run in runs])
    # Each run is sorted by term, and later runs hold later documents: a stable order by term merges them.
    order = stable_order(ranks)
    counts = np.bincount(ranks, minlength=len(merged))
    kept = np.flatnonzero(counts)
    freqs = _ordered([run.freqs for run in runs], order)
    positions = None
    if shape.kind == "positions" and not shape.refines:
        all_freqs = np.concatenate([run.freqs for run in runs if run.freqs is not None]).astype(np.int64)
        flat = np.concatenate([run.positions for run in runs if run.positions is not None])
        positions = flat[ranges(starts(all_freqs)[:-1][order], all_freqs[order])]
        if finer is not None:
            sizes = np.bincount(ranks[order], weights=all_freqs[order], minlength=len(merged)).astype(np.int64)
            finer.labels.append(sizes[kept], positions >> _LABEL)
            positions &= (1 << _LABEL) - 1
    payloads = None
    if shape.kind == "opaque":
        flat_payloads = [payload for run in runs for payload in run.payloads or ()]
        payloads = [flat_payloads[i] for i in order.tolist()]
    return Chunk(
        terms=merged if len(kept) == len(merged) else [merged[i] for i in kept.tolist()],
        counts=counts[kept],
        ids=np.concatenate([run.ids for run in runs])[order],
        freqs=freqs,
        positions=positions,
        weights=_ordered([run.weights for run in runs], order),
        payloads=payloads,
    )


def _ordered(pieces: Sequence[Array | None], order: Array) -> Array | None:
    present = [piece for piece in pieces if piece is not None]
    return np.concatenate(present)[order] if present else None


def _run(
    source: Source, part: Inverted, span: tuple[int, int], ranks: Array, shape: FieldShape, finer: Refinement | None
) -> _Run:
    """The postings of live documents, renumbered."""
    begin, end = span
    start, stop = part.range_of(begin, end)
    ids = source.new[part.ids_of(begin, end)]
    by_posting = np.repeat(ranks, part.doc_counts(begin, end))
    freqs = part.freqs_at(start, stop) if shape.kind != "existence" else None
    weights = part.weights_at(start, stop) if shape.weighted else None
    positions = None
    if shape.kind == "positions" and not shape.refines:
        positions = part.positions_in(begin, end)
        if finer is not None:
            positions = positions.astype(np.int64) | finer.labels_of(source, begin, end) << _LABEL
    payloads = part.payloads_at(start, stop) if shape.kind == "opaque" else None
    if source.live is not None:
        alive = ids >= 0
        ids, by_posting = ids[alive], by_posting[alive]
        weights = None if weights is None else weights[alive]
        if positions is not None and freqs is not None:
            positions = positions[np.repeat(alive, freqs)]
        freqs = None if freqs is None else freqs[alive]
        if payloads is not None:
            payloads = [payloads[i] for i in np.flatnonzero(alive).tolist()]
    return _Run(by_posting, ids, freqs, positions, weights, payloads)
