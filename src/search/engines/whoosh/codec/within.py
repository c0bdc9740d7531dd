"""Document numbers of a term that is only where a more frequent one is: a bit for each posting of that one.

Where the two are in the same documents, not even those. So the terms of a field that refines another
(`FieldArrays.refines`) are kept, if the coarser term is in at least 64 documents and the bits take less than 16-bit
numbers would. Sections under `inverted/F/`:
    parents           for each term, the number of its coarser term
    within/terms      terms that are kept so
    within/before     how many postings those before have together
    within/starts     where the bits of each begin, in 8 bytes; as far on as the next where all bits would be set
    within/bits       lowest first, whole 8 bytes for each term
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from .arrays import Array, starts
from .layout import SegmentFileWriter
from .sections import SegmentFile
from .spool import Spool

if TYPE_CHECKING:
    from .docids import DocIds

_SHARED_FROM = 64


@dataclass(frozen=True, slots=True)
class Coarser:
    """The coarser term of each of some terms: its number, in how many documents it is, and which these are."""

    numbers: Array
    counts: Array
    ids: Callable[[int], Array]


class WithinWriter:
    """Takes the terms of a field that refines another, in order."""

    def __init__(self, doc_count: int, folder: str | None) -> None:
        self._parents = Spool("<u4", folder)
        self._bits = Spool("<u1", folder)
        self._terms: list[int] = []
        self._counts: list[int] = []
        self._words: list[int] = []
        self._mark = np.zeros(doc_count, np.bool_)

    def append(self, first: int, counts: Array, ids: Array, coarser: Coarser, dense: Array) -> Array:
        """Add terms from number `first` on. Returns a mask of those that are kept here; `dense` ones have a bit map
        that is as good, unless it is another term's."""
        self._parents.append(coarser.numbers)
        words = -(-coarser.counts // 64)
        known = coarser.counts >= _SHARED_FROM
        same = known & (counts == coarser.counts)
        part = known & ~same & ~dense & (8 * words < 2 * counts)
        begin = starts(counts)
        for i in np.flatnonzero(same | part).tolist():
            self._terms.append(first + i)
            self._counts.append(int(counts[i]))
            self._words.append(int(words[i]) if part[i] else 0)
            if part[i]:
                self._bits.append(self._row(ids[begin[i] : begin[i + 1]], coarser.ids(i), 64 * int(words[i])))
        kept: Array = same | part
        return kept

    def _row(self, ids: Array, among: Array, size: int) -> Array:
        row = np.zeros(size, np.bool_)
        self._mark[ids] = True
        row[: len(among)] = self._mark[among]
        self._mark[ids] = False
        return np.packbits(row, bitorder="little")

    def move_to(self, writer: SegmentFileWriter, base: str) -> None:
        """Write the sections."""
        self._parents.move_to(writer, f"{base}/parents")
        writer.add(f"{base}/within/terms", np.array(self._terms, "<u4"))
        writer.add(f"{base}/within/before", starts(np.array(self._counts, np.int64)).astype("<u8"))
        writer.add(f"{base}/within/starts", starts(np.array(self._words, np.int64)).astype("<u4"))
        self._bits.move_to(writer, f"{base}/within/bits")


class Within:
    """What a `WithinWriter` wrote."""

    def __init__(self, file: SegmentFile, base: str, coarser: DocIds) -> None:
        self.coarser = coarser
        self.parents = file[f"{base}/parents"]
        self._terms = file[f"{base}/within/terms"]
        self._before = file[f"{base}/within/before"]
        self._starts = file[f"{base}/within/starts"]
        self._bits = file[f"{base}/within/bits"]
        self._places: memoryview | None = None

    def parent(self, term: int) -> int:
        """The number of the coarser term."""
        return int(self.parents.slice(term, term + 1)[0])

    def place(self, term: int) -> int:
        """How many terms before are kept here."""
        if self._places is None:
            self._places = self._terms.view()
        return bisect_left(self._places, term)

    def find(self, term: int) -> int | None:
        """Where the term is kept; None where it is not kept here."""
        at = self.place(term)
        return at if at < len(self._terms) and int(self._terms.slice(at, at + 1)[0]) == term else None

    def terms(self, start: int, stop: int) -> list[int]:
        """Which of the terms `[start, stop)` are kept here."""
        kept: list[int] = self._terms.slice(self.place(start), self.place(stop)).tolist()
        return kept

    def before(self, term: int) -> int:
        """How many postings those before have together."""
        at = self.place(term)
        return int(self._before.slice(at, at + 1)[0])

    def bits(self, place: int) -> Array | None:
        """Which postings of the coarser term are the term's, as bits; None where all are."""
        start, stop = self._starts.slice(place, place + 2).tolist()
        return self._bits.slice(8 * start, 8 * stop) if stop > start else None

    def rows(self, place: int) -> Array | None:
        """The indices of these postings; None where they are all."""
        bits = self.bits(place)
        return None if bits is None else np.unpackbits(bits, bitorder="little").view(bool).nonzero()[0]
