"""Document numbers of a field's terms: 16 bits each where that is enough, a bit map where a term is in many documents.

Sections under a field's `inverted/F/`:
    starts         where each term's postings begin, counting all terms'; with splits, where those of each 65,536
                   documents do
    ids            the numbers, without those of dense terms; with splits, their low 16 bits
    dense_terms    terms in at least 1/8 of the documents, and `dense_counts`, in how many
    bitmaps        for each of them a bit for each document, lowest first, rows of whole 8 bytes
    parents, within/*    in a field that refines another (see `within`), whose terms' numbers are not in `ids` either

At 1/8 a bit map has half the bytes of 16-bit numbers and is the mask that a search wants.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np

from .arrays import Array, gaps, smallest_uint, starts
from .layout import SegmentFileWriter
from .sections import SegmentFile
from .spool import Spool
from .within import Coarser, Within, WithinWriter

#: Documents that 16 bits tell apart.
_SPLIT = 1 << 16
#: Segments of up to this many splits keep numbers in 16 bits: a start more for each term and split costs less than
#: 16 bits more for each posting.
_MAX_SPLITS = 4
_DENSE = 8
#: How many bits of a byte are set.
_BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).sum(axis=1).astype(np.uint8)
#: numpy 2 counts eight bytes at once.
_count_bits = getattr(np, "bitwise_count", None)
#: Below this, a bit map saves nothing worth a look-up.
_DENSE_FROM = 512


class DocIdsWriter:
    """Takes the document numbers of the terms in order."""

    def __init__(self, doc_count: int, folder: str | None, refining: bool = False) -> None:
        """`refining`: all terms come with coarser ones."""
        splits = -(-doc_count // _SPLIT)
        self._doc_count = doc_count
        self._splits = max(splits, 1) if splits <= _MAX_SPLITS else 1
        self._counts = Spool("<u4", folder)
        self._ids = Spool("<u2" if splits <= _MAX_SPLITS else "<u4", folder)
        self._bitmaps = Spool("<u1", folder)
        self._within = WithinWriter(doc_count, folder) if refining else None
        self._dense: list[int] = []
        self._dense_counts: list[int] = []
        self._terms = 0
        self._postings = 0

    def append(self, counts: Array, ids: Array, coarser: Coarser | None = None) -> None:
        """Add terms of which each has `counts[i]` ascending numbers in `ids`."""
        if self._splits == 1:
            self._counts.append(counts)
        else:
            runs = np.repeat(np.arange(len(counts)), counts) * self._splits + (ids >> 16)
            self._counts.append(np.bincount(runs, minlength=len(counts) * self._splits))
        dense = (counts * _DENSE >= self._doc_count) & (self._doc_count >= _DENSE_FROM)
        apart = dense
        if self._within is not None and coarser is not None:
            within = self._within.append(self._terms, counts, ids, coarser, dense)
            dense, apart = dense & ~within, dense | within
        if apart.any():
            begin = starts(counts)
            for i in np.flatnonzero(dense).tolist():
                self._append_bitmap(self._terms + i, ids[begin[i] : begin[i + 1]])
            ids = ids[np.repeat(~apart, counts)]
        self._ids.append(ids & 0xFFFF if self._splits > 1 else ids)
        self._terms += len(counts)
        self._postings += int(counts.sum())

    def _append_bitmap(self, term: int, ids: Array) -> None:
        row = np.zeros(_row_bits(self._doc_count), np.uint8)
        row[ids] = 1
        self._bitmaps.append(np.packbits(row, bitorder="little"))
        self._dense.append(term)
        self._dense_counts.append(len(ids))

    def move_to(self, writer: SegmentFileWriter, base: str) -> dict[str, Any]:
        """Write the sections; the result goes into the file's meta data and opens a `DocIds`."""
        write_starts(writer, f"{base}/starts", self._counts)
        self._ids.move_to(writer, f"{base}/ids")
        self._bitmaps.move_to(writer, f"{base}/bitmaps")
        writer.add(f"{base}/dense_terms", np.array(self._dense, "<u4"))
        writer.add(f"{base}/dense_counts", np.array(self._dense_counts, "<u4"))
        if self._within is not None:
            self._within.move_to(writer, base)
        return {"splits": self._splits, "documents": self._doc_count, "postings": self._postings}


def _ranks(bits: Array, docs: Array) -> Array:
    """How many bits are set below each of `docs`."""
    ranks: Array
    if _count_bits is None:
        byte = bits[docs >> 3]
        below = byte & ((np.uint8(1) << (docs & 7).astype(np.uint8)) - np.uint8(1))
        ranks = (np.cumsum(_BITS[bits], dtype=np.int64) - _BITS[bits])[docs >> 3] + _BITS[below]
    else:
        words, at = bits.view("<u8"), docs >> 6
        below = words[at] & ((np.uint64(1) << (docs & 63).astype(np.uint64)) - np.uint64(1))
        counts = _count_bits(words)
        ranks = (np.cumsum(counts, dtype=np.int64) - counts)[at] + _count_bits(below)
    return ranks


def _set(bits: Array, places: Array) -> Array:
    """Which of the places have their bit set."""
    having: Array = (bits[places >> 3] >> (places & 7).astype(np.uint8) & 1).view(bool)
    return having


def _row_bits(doc_count: int) -> int:
    return -(-doc_count // 64) * 64


def write_starts(writer: SegmentFileWriter, name: str, counts: Spool) -> None:
    """Write the running totals of what `counts` gathered, with a leading 0, as a section."""
    pieces = list(counts.pieces())
    total = sum(int(piece.sum(dtype=np.int64)) for piece in pieces)
    dtype = smallest_uint(max(total, 1 << 16))
    writer.begin(name, dtype.str)
    writer.feed(memoryview(np.zeros(1, dtype).tobytes()))
    last = 0
    for piece in pieces:
        ends = np.cumsum(piece, dtype=np.int64) + last
        last = int(ends[-1])
        writer.feed(memoryview(ends.astype(dtype).tobytes()))
    writer.end()


class DocIds:
    """The numbers that a `DocIdsWriter` wrote."""

    def __init__(self, file: SegmentFile, base: str, meta: dict[str, Any], coarser: DocIds | None = None) -> None:
        """`coarser`: the numbers of the field that this one refines."""
        self.within = None if coarser is None else Within(file, base, coarser)
        self.posting_count: int = meta["postings"]
        self._doc_count: int = meta["documents"]
        self._splits: int = meta["splits"]
        self._starts = file[f"{base}/starts"]
        self._ids = file[f"{base}/ids"]
        self._bitmaps = file[f"{base}/bitmaps"]
        self._row = _row_bits(self._doc_count) // 8
        self._bounds: memoryview | None = None
        self._dense: list[int] = file[f"{base}/dense_terms"].array().tolist()
        self._dense_before: list[int] = starts(file[f"{base}/dense_counts"].array()).tolist()

    def span(self, term: int) -> tuple[int, int]:
        """The term's range in the flat arrays of postings."""
        if self._bounds is None:
            self._bounds = self._starts.view()
        at = term * self._splits
        return self._bounds[at], self._bounds[at + self._splits]

    def counts(self, start: int, stop: int) -> Array:
        """In how many documents each of the terms `[start, stop)` occurs."""
        return gaps(self._starts.slice(start * self._splits, stop * self._splits + 1)[:: self._splits])

    def mask(self, term: int) -> Array | None:
        """True for each document of a dense term; None for another term."""
        bits = self._bitmap(term)
        if bits is not None:
            return np.unpackbits(bits, count=self._doc_count, bitorder="little").view(bool)
        if self.within is not None:
            place = self.within.find(term)
            if place is not None and self.within.bits(place) is None:
                return self.within.coarser.mask(self.within.parent(term))
        return None

    def _bitmap(self, term: int) -> Array | None:
        row = bisect_left(self._dense, term)
        if row == len(self._dense) or self._dense[row] != term:
            return None
        return self._bitmaps.slice(row * self._row, (row + 1) * self._row)

    def of(self, term: int) -> Array:
        """Ascending numbers of one term, of an integer type that depends on the term."""
        if self.within is not None and (place := self.within.find(term)) is not None:
            ids, rows = self.within.coarser.of(self.within.parent(term)), self.within.rows(place)
            return ids if rows is None else ids[rows]
        mask = self.mask(term)
        return self._sparse(term, term + 1) if mask is None else np.flatnonzero(mask)

    def rows(self, term: int, docs: Array) -> tuple[Array, Array]:
        """Which of the ascending `docs` have the term (a mask), and the indices of those in `of(term)`.

        For a dense term this counts bits and makes no list of its documents.
        """
        bits = self._bitmap(term)
        if bits is not None:
            hit = _set(bits, docs)
            return hit, _ranks(bits, docs[hit])
        if self.within is not None and (place := self.within.find(term)) is not None:
            hit, rows = self.within.coarser.rows(self.within.parent(term), docs)
            bits = self.within.bits(place)
            if bits is None:
                return hit, rows
            own = _set(bits, rows)
            hit[hit] = own
            return hit, _ranks(bits, rows[own])
        ids = self._sparse(term, term + 1)
        at = np.searchsorted(ids, docs.astype(ids.dtype))
        hit = ids[np.minimum(at, len(ids) - 1)] == docs
        return hit, at[hit]

    def coarser_rows(self, term: int, rows: Array) -> Array:
        """Indices into `of(term)` as indices into the numbers of the coarser term, in a field that refines another."""
        if self.within is None:
            raise ValueError("the field refines none")
        place = self.within.find(term)
        if place is None:
            return self.within.coarser.rows(self.within.parent(term), self.of(term)[rows])[1]
        its = self.within.rows(place)
        return rows if its is None else its[rows]

    def of_range(self, start: int, stop: int) -> Array:
        """Numbers of the terms `[start, stop)`, one term after another."""
        apart = self._dense[bisect_left(self._dense, start) : bisect_left(self._dense, stop)]
        if self.within is not None:
            apart = sorted(apart + self.within.terms(start, stop))
        pieces = []
        for term in apart:
            if term > start:
                pieces.append(self._sparse(start, term))
            pieces.append(self.of(term))
            start = term + 1
        return np.concatenate([*pieces, self._sparse(start, stop)]) if pieces else self._sparse(start, stop)

    def _sparse(self, start: int, stop: int) -> Array:
        """Numbers of terms none of which is dense or kept within another."""
        if start == stop:
            return self._ids.slice(0, 0)
        begin = self.span(start)[0]
        shift = self._dense_before[bisect_left(self._dense, start)]
        if self.within is not None:
            shift += self.within.before(start)
        if self._splits == 1:
            return self._ids.slice(begin - shift, self.span(stop - 1)[1] - shift)
        runs = self._starts.slice(start * self._splits, stop * self._splits + 1)
        low = self._ids.slice(begin - shift, int(runs[-1]) - shift).astype(np.uint32)
        bounds = (runs.astype(np.int64) - begin).tolist()
        if stop - start == 1:
            for split in range(1, self._splits):
                low[bounds[split] : bounds[split + 1]] += split << 16
            return low
        low |= np.repeat(np.tile(np.arange(self._splits, dtype=np.uint32) << 16, stop - start), gaps(runs))
        return low
