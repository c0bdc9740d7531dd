"""The words that a correction is chosen from, packed for looking through all of them at once.

Words of one length lie together as a table of letters, with a bit map of each word's letters beside it. An edit
takes at most one letter out of the map and brings at most one in, so comparing maps leaves a few words in a hundred,
whose distance is computed. 300,000 words take 7 MB; a look takes a fraction of a millisecond for one edit, less than
one for two. A table of all words with a letter left out (as SymSpell has) would answer faster still, for some ten
times the memory and the time to make it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from numpy.lib.stride_tricks import sliding_window_view

from .distance import Letters, distances

SHORTEST, LONGEST = 2, 40
"""Length of the words that are kept, in letters. Longer ones are addresses and accidents."""

_BITS = np.zeros(256, np.uint32)
_BITS[ord("a") : ord("z") + 1] = np.uint32(1) << np.arange(26, dtype=np.uint32)
_BITS[ord("-")] = np.uint32(1) << np.uint32(26)


class Near(NamedTuple):
    """A word of the vocabulary, how many steps away it is, and how many releases have it."""

    form: str
    distance: int
    releases: int


@dataclass(frozen=True, slots=True)
class _Table:
    """All words of one length, ascending."""

    letters: Letters
    bits: npt.NDArray[np.uint32]
    counts: npt.NDArray[np.int64]

    @property
    def words(self) -> npt.NDArray[np.bytes_]:
        words: npt.NDArray[np.bytes_] = self.letters.view(f"S{self.letters.shape[1]}")[:, 0]
        return words

    def row(self, word: bytes) -> int | None:
        words = self.words
        at = int(words.searchsorted(np.bytes_(word)))
        return at if at < len(words) and words[at] == word else None

    def similar(self, bits: np.uint32, lost: int, gained: int) -> npt.NDArray[np.intp]:
        """Rows that lack at most `lost` of these letters and have at most `gained` others."""
        rows = np.flatnonzero(_at_most(bits & ~self.bits, lost))
        return rows[_at_most(self.bits[rows] & ~bits, gained)]


class Vocabulary:
    """Folded words with their counts. Only words of the letters a to z and hyphens are kept.

    Never changes, so several threads may use it.
    """

    def __init__(self, data: bytes | Letters, lengths: npt.ArrayLike, counts: npt.ArrayLike) -> None:
        """Take forms as an index stores them: their UTF-8 bytes end to end in `data`, `lengths[i]` bytes each.

        `counts[i]` is the number of releases that have form `i`. A form may come again, as from several segments;
        its counts are added. Ascending forms save the sorting. Raises ValueError where the arrays don't fit.
        """
        letters = np.frombuffer(data, np.uint8)
        sizes = np.asarray(lengths, np.int64)
        numbers = np.asarray(counts, np.int64)
        ends = np.cumsum(sizes)
        if len(numbers) != len(sizes) or (len(ends) and int(ends[-1])) != len(letters):
            raise ValueError(f"{len(sizes)} forms in {len(letters)} bytes with {len(numbers)} counts don't fit")
        starts = ends - sizes
        self._tables: dict[int, _Table] = {}
        for length in range(SHORTEST, min(LONGEST, int(sizes.max(initial=0))) + 1):
            rows = np.flatnonzero(sizes == length)
            if len(rows):
                words = sliding_window_view(letters, length)[starts[rows]]
                table = _table(words, numbers[rows])
                if len(table.counts):
                    self._tables[length] = table

    @classmethod
    def of(cls, counts: Mapping[str, int]) -> Vocabulary:
        """From forms and their counts."""
        forms = [form.encode("utf-8", "replace") for form in sorted(counts)]
        return cls(b"".join(forms), [len(form) for form in forms], [counts[form] for form in sorted(counts)])

    def __len__(self) -> int:
        return sum(len(table.counts) for table in self._tables.values())

    @property
    def nbytes(self) -> int:
        """Memory that the tables take, in bytes."""
        return sum(t.letters.nbytes + t.bits.nbytes + t.counts.nbytes for t in self._tables.values())

    def count(self, form: str) -> int:
        """How many releases have this form; 0 for one that is not kept."""
        table = self._tables.get(len(form))
        if table is None or not form.isascii():
            return 0
        row = table.row(form.encode())
        return 0 if row is None else int(table.counts[row])

    def counts(self, forms: Iterable[str]) -> dict[str, int]:
        """Those of many forms that are kept, with their counts: some ten times faster than one by one."""
        by_length: dict[int, list[str]] = {}
        for form in forms:
            by_length.setdefault(len(form), []).append(form)
        found: dict[str, int] = {}
        for length, group in by_length.items():
            table = self._tables.get(length)
            if table is not None:
                asked = np.array([form.encode("ascii", "replace") for form in group], f"S{length}")
                rows = np.minimum(np.searchsorted(table.words, asked), len(table.counts) - 1)
                for i in np.flatnonzero(table.words[rows] == asked).tolist():
                    found[group[i]] = int(table.counts[rows[i]])
        return found

    def near(self, form: str, distance: int, most: int = 100) -> list[Near]:
        """Forms at most so many steps (1 or 2) away but `form` itself: the nearest `most`, the more frequent first,
        ties ascending."""
        word = form.encode("ascii", "replace")
        pieces = []
        bits = np.bitwise_or.reduce(_BITS[np.frombuffer(word, np.uint8)], initial=np.uint32(0))
        for length in range(len(word) - distance, len(word) + distance + 1):
            table = self._tables.get(length)
            if table is not None:
                longer = length - len(word)
                rows = table.similar(bits, distance - max(longer, 0), distance + min(longer, 0))
                if len(rows):
                    pieces.append((table, rows))
        return _nearest(word, pieces, distance, most) if pieces else []


def _nearest(word: bytes, pieces: list[tuple[_Table, npt.NDArray[np.intp]]], distance: int, most: int) -> list[Near]:
    lengths = np.repeat([table.letters.shape[1] for table, _ in pieces], [len(rows) for _, rows in pieces])
    letters = np.zeros((len(lengths), int(lengths[-1])), np.uint8)
    start = 0
    for table, rows in pieces:
        letters[start : start + len(rows), : table.letters.shape[1]] = table.letters[rows]
        start += len(rows)
    counts = np.concatenate([table.counts[rows] for table, rows in pieces])
    steps = distances(word, letters, lengths)
    kept = np.flatnonzero((steps <= distance) & (steps > 0))
    found = [
        Near(letters[i, : lengths[i]].tobytes().decode("ascii"), int(steps[i]), int(counts[i]))
        for i in kept[np.lexsort((lengths[kept], -counts[kept], steps[kept]))].tolist()
    ]
    found.sort(key=lambda near: (near.distance, -near.releases, near.form))
    return found[:most]


def _table(letters: Letters, counts: npt.NDArray[np.int64]) -> _Table:
    known = (_BITS[letters] != 0).all(axis=1)
    if not known.all():
        letters, counts = letters[known], counts[known]
    words = letters.view(f"S{letters.shape[1]}")[:, 0]
    if not (words[1:] > words[:-1]).all():
        order = np.argsort(words, kind="stable")
        words, letters, counts = words[order], letters[order], counts[order]
        firsts = np.flatnonzero(np.concatenate([[True], words[1:] != words[:-1]]))
        letters, counts = letters[firsts], np.add.reduceat(counts, firsts)
    bits = np.zeros(len(letters), np.uint32)
    for column in letters.T:
        bits |= _BITS[column]
    return _Table(letters, bits, counts)


def _at_most(bits: npt.NDArray[np.uint32], most: int) -> npt.NDArray[np.bool_]:
    """Where at most so many bits are set. `numpy.bitwise_count` is younger than the oldest numpy in use."""
    for _ in range(most):
        bits = bits & (bits - np.uint32(1))
    none: npt.NDArray[np.bool_] = bits == 0
    return none
