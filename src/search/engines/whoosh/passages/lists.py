"""The inverted lists of passages, worked out from those of the releases that they stand in.

They read as the codec's `Inverted` does: documents are passages, positions count from a passage's first word. A word
costs its places in the releases; what was worked out is kept for the next search, as far as `KEPT` goes.
"""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np

from ..cache import Cache
from ..codec import Inverted
from ..codec.arrays import Array, Ints, ranges, run_starts, starts

KEPT = 16 << 20
"""Bytes of lists that the passages of a segment keep, and half as much again for titles."""

_OFTEN = 2
"""A word that stands in more than so many places for each passage is looked for from the passages' side."""


class Entry(NamedTuple):
    """A term's passages, ascending, how often each has it, and where."""

    docs: Array
    freqs: Array
    positions: Array

    @property
    def nbytes(self) -> int:
        return self.docs.nbytes + self.freqs.nbytes + self.positions.nbytes


def entry_of(docs: Ints, freqs: Array, positions: Array) -> Entry:
    """In narrow types."""
    narrow = np.uint8 if freqs.max(initial=0) <= 0xFF else np.uint32
    return Entry(docs.astype(np.int32), freqs.astype(narrow), positions.astype(np.uint32))


class Terms(Protocol):
    """The terms of a field, ascending, as bytes."""

    def __len__(self) -> int: ...
    def __getitem__(self, i: int, /) -> bytes: ...
    def find(self, string: bytes) -> int: ...
    def prefixed(self, prefix: bytes) -> tuple[int, int]: ...
    def slice(self, start: int, stop: int) -> list[bytes]: ...


class Lists:
    """What an engine reads of `Inverted`; `_make` works out an entry. Safe to use from several threads."""

    def __init__(self, terms: Terms, shortest: Array, kept: int) -> None:
        """`shortest` has each passage's number of words in the field as a byte (`Segment.lengths`)."""
        self.terms = terms
        self._codes = shortest
        self._entries: Cache[int, Entry] = Cache(kept, lambda entry: entry.nbytes)

    def _make(self, term: int) -> Entry:
        raise NotImplementedError

    def entry(self, term: int) -> Entry:
        """All of a term."""
        return self._entries.get(term, lambda: self._make(term))

    def span(self, term: int) -> tuple[int, int]:
        """As many as there are passages with the term."""
        return 0, len(self.entry(term).docs)

    def doc_counts(self, start: int, stop: int) -> Array:
        """How many passages have each of these terms."""
        return np.array([len(self.entry(term).docs) for term in range(start, stop)], np.int64)

    def ids(self, term: int) -> Array:
        """Ascending numbers of passages."""
        return self.entry(term).docs

    def mask(self, _term: int) -> Array | None:
        """None: use `ids`."""
        return None

    def ids_of(self, start: int, stop: int) -> Array:
        """Passages of the terms `[start, stop)`, one term after another."""
        return np.concatenate([np.empty(0, np.int32), *(self.entry(term).docs for term in range(start, stop))])

    def freqs(self, term: int) -> Array:
        """Occurrences in each of `ids`."""
        return self.entry(term).freqs

    def freqs_of(self, term: int, docs: Array) -> Array:
        """Occurrences in each of the ascending `docs`, 0 where the term is not."""
        hit, rows = self.rows(term, docs)
        found = np.zeros(len(docs), np.uint32)
        found[hit] = self.entry(term).freqs[rows]
        return found

    def rows(self, term: int, docs: Array) -> tuple[Array, Array]:
        """Which of the ascending `docs` have the term (a mask), and the indices of those in `ids(term)`."""
        own = self.entry(term).docs
        if not len(own):
            return np.zeros(len(docs), np.bool_), np.empty(0, np.int64)
        at = own.searchsorted(docs.astype(np.int32))
        hit = own.take(at, mode="clip") == docs
        return hit, at[hit]

    def positions_of(self, term: int, rows: Array) -> tuple[Array, Array]:
        """Positions in the passages `ids(term)[rows]` one after another, and where those of each begin."""
        _, freqs, positions = self.entry(term)
        counts = freqs[rows].astype(np.int64)
        return positions[ranges(starts(freqs)[rows], counts)], starts(counts)

    def max_freq(self, term: int) -> int:
        """Most occurrences in one passage."""
        return int(self.entry(term).freqs.max(initial=0))

    def min_length_code(self, term: int) -> int:
        """Smallest length, as a byte, of a passage with the term."""
        docs = self.entry(term).docs
        return int(self._codes[docs].min()) if len(docs) else 0


class Spans:
    """Where passages stand in the bodies of a segment, in words from the segment's first one."""

    def __init__(self, lengths: Array, owners: Array, begins: Array, sizes: Array) -> None:
        """`lengths` of all bodies in words; the release, the first word's position and the size of each passage."""
        self.bases: Ints = starts(lengths)
        self.begins: Ints = self.bases[owners] + begins
        self.ends: Ints = self.begins + sizes

    def __len__(self) -> int:
        return len(self.begins)

    def entry(self, places: Ints) -> Entry:
        """The passages that have these ascending places."""
        if len(places) > _OFTEN * len(self):
            first = places.searchsorted(self.begins)
            freqs = places.searchsorted(self.ends) - first
            docs = np.flatnonzero(freqs)
            first, freqs = first[docs], freqs[docs]
            return entry_of(docs, freqs, places[ranges(first, freqs)] - np.repeat(self.begins[docs], freqs))
        at = self.begins.searchsorted(places, side="right") - 1
        within = places < self.ends.take(at, mode="clip")
        within &= at >= 0
        at, places = at[within], places[within]
        first = run_starts(at)
        return entry_of(at[first], np.diff(first, append=len(at)), places - self.begins[at])


class BodyLists(Lists):
    """A field of the bodies, stems or forms. `doc_counts` counts releases instead: which of a great many forms a prefix
    stands for is decided by them, and counting passages would cost every place of every form."""

    def __init__(self, inverted: Inverted, spans: Spans, codes: Array) -> None:
        super().__init__(inverted.terms, codes, KEPT)
        self._inverted = inverted
        self._spans = spans

    def doc_counts(self, start: int, stop: int) -> Array:
        """In how many releases each of these terms is."""
        return self._inverted.doc_counts(start, stop)

    def _make(self, term: int) -> Entry:
        docs, freqs = self._inverted.ids(term), self._inverted.freqs(term)
        rows = np.arange(len(docs))
        positions, _ = self._inverted.positions_of(term, rows)
        return self._spans.entry(np.repeat(self._spans.bases[docs], freqs) + positions)


class NameLists(Lists):
    """Names, each of which some passages have, once. `owners` are the names of all passages, from 1; 0 is none."""

    def __init__(self, names: Terms, owners: Array) -> None:
        super().__init__(names, np.zeros(len(owners), np.uint8), KEPT // 4)
        self.owners = owners

    @cached_property
    def _order(self) -> tuple[Ints, Ints]:
        order = np.argsort(self.owners, kind="stable")
        return order, starts(np.bincount(self.owners, minlength=len(self.terms) + 1))

    def doc_counts(self, start: int, stop: int) -> Array:
        """How many passages have each of these names."""
        return np.diff(self._order[1])[start + 1 : stop + 1]

    def ids_of(self, start: int, stop: int) -> Array:
        """Passages of the names `[start, stop)`, one name after another."""
        order, bounds = self._order
        return order[bounds[start + 1] : bounds[stop + 1]]

    def _make(self, term: int) -> Entry:
        order, bounds = self._order
        docs = order[bounds[term + 1] : bounds[term + 2]]
        return entry_of(docs, np.ones(len(docs), np.uint8), np.empty(0, np.uint32))
