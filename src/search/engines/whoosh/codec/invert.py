"""From tokens by document to postings by term: one sort a field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from .arrays import Array, Ints, gaps, run_starts, stable_order, starts
from .labels import LabelsWriter, siblings_of
from .layout import SegmentFileWriter
from .lengths import length_codes, write_lengths
from .packed import overflow
from .postings import Chunk, FieldShape, FieldSink, Kind
from .within import Coarser

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

    `refines` names a coarser field of the same tokens: each term of this one stands only where one certain term of that
    one stands, as each surface form stands for one stem. What the two have in common is then stored once. Both keep
    positions; the coarser field refines none, and no other field refines it.
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
    refines: str | None = None


class _Tokens(NamedTuple):
    """A field's tokens, by document and position: numbers of terms, documents, positions (None: not kept)."""

    terms: Array
    docs: Array
    places: Array | None


class _Sorted(NamedTuple):
    """A field's postings; by token as they came, its term's rank; the order of the tokens by term."""

    chunk: Chunk
    ranks: Array
    order: Ints
    tokens: _Tokens


def write_fields(
    writer: SegmentFileWriter, fields: Mapping[str, FieldArrays], doc_count: int, folder: str | None
) -> None:
    """Write the inverted lists of all fields; raises `ValueError` for arrays that contradict each other."""
    finer = {source.refines: name for name, source in fields.items() if source.refines is not None}
    for name, source in fields.items():
        if source.refines is not None:
            _check_pair(name, source, finer, fields.get(source.refines))
            continue
        found = _write_field(writer, name, source, doc_count, folder)
        if name in finer:
            _write_finer(writer, finer[name], fields[finer[name]], found, doc_count, folder)


def _check_pair(name: str, source: FieldArrays, finer: Mapping[str, str], coarser: FieldArrays | None) -> None:
    if coarser is None or coarser.refines or finer.get(source.refines or "") != name:
        raise ValueError(f"field {name!r} can't refine {source.refines!r}: it is missing, or in such a pair already")
    if source.kind != "positions" or coarser.kind != "positions":
        raise ValueError(f"field {name!r} can't refine {source.refines!r}: both need positions")


def _tokens(name: str, source: FieldArrays, doc_count: int) -> _Tokens:
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
    return _Tokens(terms, docs, places)


def _write_field(
    writer: SegmentFileWriter, name: str, source: FieldArrays, doc_count: int, folder: str | None
) -> _Sorted:
    found = _invert(source, _tokens(name, source, doc_count))
    codes = _codes(writer, name, source, found.tokens.docs, doc_count)
    sink = FieldSink(_shape(source, found.chunk, positions=len(found.ranks)), doc_count, codes, folder)
    sink.append(found.chunk)
    sink.move_to(writer, name)
    return found


def _shape(source: FieldArrays, chunk: Chunk, positions: int = 0) -> FieldShape:
    return FieldShape(
        kind=source.kind,
        boost=source.boost,
        forward=source.forward,
        freqs_over=() if chunk.freqs is None else overflow(chunk.freqs - 1),
        freqs_count=len(chunk.ids),
        positions_over=() if chunk.positions is None else overflow(chunk.positions),
        positions_count=positions,
        refines=source.refines,
    )


def _codes(writer: SegmentFileWriter, name: str, source: FieldArrays, docs: Array, doc_count: int) -> Array | None:
    """Write the field's lengths, if they are kept."""
    if not source.scored:
        return None
    lengths = np.bincount(docs, minlength=doc_count)
    write_lengths(writer, name, lengths)
    return length_codes(lengths)


def _write_finer(
    writer: SegmentFileWriter, name: str, source: FieldArrays, coarser: _Sorted, doc_count: int, folder: str | None
) -> None:
    tokens = _tokens(name, source, doc_count)
    if not _same_places(tokens, coarser.tokens):
        raise ValueError(f"field {name!r} can't refine {source.refines!r}: their tokens are not at the same places")
    found = _invert(source, tokens, with_positions=False)
    chunk, coarse = found.chunk, coarser.chunk
    parents = np.zeros(len(chunk.terms), np.int64)
    parents[found.ranks] = coarser.ranks
    if (parents[found.ranks] != coarser.ranks).any():
        raise ValueError(f"field {name!r} can't refine {source.refines!r}: a term stands for two of its terms")
    siblings = siblings_of(parents, len(coarse.terms))
    labels = LabelsWriter(siblings, folder)
    labels.append(np.bincount(coarser.ranks, minlength=len(coarse.terms)), siblings.ranks[found.ranks[coarser.order]])
    begin = starts(coarse.counts)
    codes = _codes(writer, name, source, tokens.docs, doc_count)
    sink = FieldSink(_shape(source, chunk), doc_count, codes, folder, labels)
    ids = [coarse.ids[begin[p] : begin[p + 1]] for p in parents.tolist()]
    sink.append(replace(chunk, coarser=Coarser(parents, coarse.counts[parents], ids.__getitem__)))
    sink.move_to(writer, name)


def _same_places(one: _Tokens, other: _Tokens) -> bool:
    return all(
        a is not None and b is not None and np.array_equal(a, b) for a, b in zip(one[1:], other[1:], strict=True)
    )


def _invert(source: FieldArrays, tokens: _Tokens, *, with_positions: bool = True) -> _Sorted:
    """Sort the tokens by term; they come by document and position, and the sort is stable."""
    terms, docs, places = tokens
    used = np.flatnonzero(np.bincount(terms, minlength=len(source.terms)))
    names = source.terms
    by_bytes = sorted(used.tolist(), key=names.__getitem__)
    rank = np.zeros(len(names), np.uint32)
    rank[by_bytes] = np.arange(len(by_bytes), dtype=np.uint32)
    ranks = rank[terms]
    order = stable_order(ranks)
    key, docs = ranks[order], docs[order]
    first = np.flatnonzero(_changes(key, docs))
    keeping = with_positions and source.kind == "positions" and places is not None
    chunk = Chunk(
        terms=[names[i] for i in by_bytes],
        counts=np.diff(run_starts(key[first]), append=len(first)),
        ids=docs[first],
        freqs=None if source.kind == "existence" else np.diff(first, append=len(key)),
        positions=np.asarray(places)[order] if keeping else None,
    )
    return _Sorted(chunk, ranks, order, tokens)


def _changes(key: Array, docs: Array) -> Array:
    """Where a new posting begins."""
    change = np.ones(len(key), bool)
    if len(key):
        np.not_equal(key[1:], key[:-1], out=change[1:])
        change[1:] |= docs[1:] != docs[:-1]
    return change
