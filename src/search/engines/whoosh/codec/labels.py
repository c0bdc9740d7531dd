"""Labels: which of the finer terms stands at each position of a coarser one (`FieldArrays.refines`).

A term's label is its rank among the terms of the same coarser term, and takes as many bits (0, 1, 2, 4, or whole
bytes) as the number of these needs. Sections of the finer field F, under `inverted/F/labels/`:
    numbers     the label of each term of F
    bits        how many bits a label has, for each term of the coarser field
    starts      where the labels of each term of the coarser field begin, in bytes
    data        labels of its positions, in their order, the first in the lowest bits of a byte
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from .arrays import Array, Ints, ranges, run_starts, smallest_uint, stable_order, starts
from .docids import write_starts
from .layout import SegmentFileWriter
from .sections import SegmentFile
from .spool import Spool

_BITS = np.array([0, 1, 2, 4, 8, 16, 32])
_MOST = np.array([1, 2, 4, 16, 1 << 8, 1 << 16])
#: The widest label in bytes.
_WIDEST = 4


class Siblings(NamedTuple):
    """The terms of each coarser term: how many, and the rank of each among them."""

    counts: Ints
    ranks: Ints


def siblings_of(parents: Array, coarse_count: int) -> Siblings:
    """`parents` has the number of each term's coarser term, of which there are `coarse_count`."""
    counts = np.bincount(parents, minlength=coarse_count).astype(np.int64)
    ranks = np.zeros(len(parents), np.int64)
    ranks[stable_order(parents)] = ranges(np.zeros(len(counts), np.int64), counts)
    return Siblings(counts, ranks)


class LabelsWriter:
    """Takes the labels of all positions of the coarser field, in order."""

    def __init__(self, siblings: Siblings, folder: str | None) -> None:
        self._siblings = siblings
        self._bits: Ints = _BITS[np.searchsorted(_MOST, siblings.counts)]
        self._sizes = Spool("<u8", folder)
        self._data = Spool("<u1", folder)
        self._terms = 0

    def append(self, counts: Array, labels: Array) -> None:
        """Add the labels of further coarser terms, which have `counts` positions."""
        bits = self._bits[self._terms : self._terms + len(counts)]
        self._terms += len(counts)
        sizes = -(-counts * bits // 8)
        begins = starts(sizes)
        out = np.zeros(begins[-1], np.uint8)
        for width in _BITS[1:].tolist():
            chosen = np.flatnonzero(bits == width)
            if len(chosen):
                its = counts[chosen].astype(np.int64)
                values = labels[ranges(starts(counts)[chosen], its)]
                at = np.repeat(begins[chosen] * 8, its) + ranges(np.zeros(len(its), np.int64), its) * width
                _put(out, at, values, width)
        self._sizes.append(sizes)
        self._data.append(out)

    def move_to(self, writer: SegmentFileWriter, base: str) -> None:
        """Write sections `base/labels/...`."""
        ranks = self._siblings.ranks
        writer.add(f"{base}/labels/numbers", ranks.astype(smallest_uint(int(ranks.max(initial=0)))))
        writer.add(f"{base}/labels/bits", self._bits.astype(np.uint8))
        write_starts(writer, f"{base}/labels/starts", self._sizes)
        self._data.move_to(writer, f"{base}/labels/data")


def _put(out: Array, at: Array, values: Array, width: int) -> None:
    """Set the bits from `at` on, which ascends."""
    byte = at >> 3
    if width < 8:
        shifted = values.astype(np.uint8) << (at & 7).astype(np.uint8)
        first = run_starts(byte)
        out[byte[first]] = np.bitwise_or.reduceat(shifted, first)
        return
    for i in range(width // 8):
        out[byte + i] = (values >> 8 * i).astype(np.uint8)


class Labels:
    """What a `LabelsWriter` wrote."""

    def __init__(self, file: SegmentFile, base: str) -> None:
        self._numbers = file[f"{base}/labels/numbers"]
        self._bits = file[f"{base}/labels/bits"]
        self._starts = file[f"{base}/labels/starts"]
        self._data = file[f"{base}/labels/data"]

    def number(self, term: int) -> int:
        """The label of a term."""
        return int(self._numbers.slice(term, term + 1)[0])

    def at(self, parent: int, places: Array) -> Array | None:
        """The labels at ascending places among a coarser term's positions; None where it has one term only."""
        bits = int(self._bits.slice(parent, parent + 1)[0])
        if not bits:
            return None
        start = int(self._starts.slice(parent, parent + 1)[0])
        if bits >= 8:
            size = bits // 8
            return _joined([self._data.take(places * size + (start + i)) for i in range(size)])
        last = 8 // bits - 1  # labels in a byte are a power of two
        groups = self._data.take((places >> last.bit_length()) + start)
        labels: Array = groups >> ((places & last) * bits).astype(np.uint8) & np.uint8((1 << bits) - 1)
        return labels

    def of_range(self, start: int, stop: int, counts: Array) -> Ints:
        """The labels of all positions of the coarser terms `[start, stop)`, which have so many each."""
        bits = self._bits.slice(start, stop).astype(np.int64)
        begins = self._starts.slice(start, stop + 1).astype(np.int64)
        data = np.concatenate((self._data.slice(int(begins[0]), int(begins[-1])), np.zeros(_WIDEST, np.uint8)))
        width = np.repeat(bits, counts)
        at = np.repeat((begins[:-1] - begins[0]) * 8, counts) + ranges(np.zeros(len(counts), np.int64), counts) * width
        byte = at >> 3
        found = data[byte].astype(np.int64)
        for i in range(1, int(bits.max(initial=0)) // 8):
            wide = width > 8 * i
            found[wide] |= data[byte[wide] + i].astype(np.int64) << 8 * i
        labels: Ints = found >> np.where(width < 8, at & 7, 0) & (1 << width) - 1
        return labels


def _joined(parts: list[Array]) -> Array:
    """Numbers from their bytes, the lowest first."""
    labels: Array = np.bitwise_or.reduce([part.astype(np.uint32) << np.uint32(8 * i) for i, part in enumerate(parts)])
    return labels
