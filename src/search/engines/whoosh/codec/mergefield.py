"""Merging one field's inverted lists, a range of terms at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Array, ranges, stable_order, starts
from .inverted import Inverted
from .layout import SegmentFileWriter
from .postings import Chunk, FieldShape, FieldSink, Kind
from .segment import ArraySegment

#: Postings that are in memory at a time, about (one term's are never divided).
_PIECE = 1_000_000
_PIECE_TERMS = 50_000


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge: the numbers of its live documents (None: all) and, by old number, the new ones (-1: gone)."""

    segment: ArraySegment
    live: Array | None
    new: Array


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
) -> None:
    """Merge the field's postings of all sources and write them."""
    having = [(source, found) for source in sources if (found := source.segment.inverted(field)) is not None]
    shape = _shape(field, [found for _, found in having])
    sink = FieldSink(shape, doc_count, codes, folder)
    for spans in _term_ranges([found for _, found in having]):
        sink.append(_merge_range(having, spans, shape))
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
    positions = [part.meta["positions"] for part in parts] if with_positions else []
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


def _term_ranges(parts: Sequence[Inverted]) -> Iterator[list[tuple[int, int]]]:
    """Ranges of term numbers, one a part, that cover the same terms and about `_PIECE` postings together."""
    at = [0] * len(parts)
    share = max(_PIECE // max(len(parts), 1), 1)
    while any(begin < len(part.terms) for begin, part in zip(at, parts, strict=True)):
        bounds = []
        for begin, part in zip(at, parts, strict=True):
            stop = min(begin + _PIECE_TERMS, len(part.terms))
            counts = np.cumsum(part.doc_counts(begin, stop)) if stop > begin else np.zeros(0, np.int64)
            stop = min(stop, begin + 1 + int(np.searchsorted(counts, share)))
            if stop < len(part.terms):
                bounds.append(part.terms[stop])
        bound = min(bounds, default=None)
        ends = [len(part.terms) if bound is None else part.terms.lower_bound(bound) for part in parts]
        yield list(zip(at, ends, strict=True))
        at = ends


def _merge_range(
    having: Sequence[tuple[Source, Inverted]], spans: Sequence[tuple[int, int]], shape: FieldShape
) -> Chunk:
    names = [part.terms.slice(*span) for (_, part), span in zip(having, spans, strict=True)]
    merged = names[0] if len(names) == 1 else sorted(set().union(*names))
    rank = {name: i for i, name in enumerate(merged)}
    runs = [
        _run(source, part, span, np.fromiter(map(rank.__getitem__, own), np.uint32, len(own)), shape)
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
    if shape.kind == "positions":
        all_freqs = np.concatenate([run.freqs for run in runs if run.freqs is not None]).astype(np.int64)
        flat = np.concatenate([run.positions for run in runs if run.positions is not None])
        positions = flat[ranges(starts(all_freqs)[:-1][order], all_freqs[order])]
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


def _run(source: Source, part: Inverted, span: tuple[int, int], ranks: Array, shape: FieldShape) -> _Run:
    """The postings of live documents, renumbered."""
    begin, end = span
    start, stop = part.range_of(begin, end)
    ids = source.new[part.ids_of(begin, end)]
    by_posting = np.repeat(ranks, part.doc_counts(begin, end))
    freqs = part.freqs_at(start, stop) if shape.kind != "existence" else None
    weights = part.weights_at(start, stop) if shape.weighted else None
    positions = None
    if shape.kind == "positions":
        positions = part.positions_at(part.position_span(begin)[0], part.position_span(end - 1)[1])
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
