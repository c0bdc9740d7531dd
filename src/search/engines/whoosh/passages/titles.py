"""Titles of passages: each is kept once, and the passages that have it are looked up."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

import numpy as np

from ..codec.arrays import Array, Ints, ranges, run_starts, starts
from .lists import KEPT, Entry, Lists, entry_of
from .texts import Texts


class Sharing:
    """Which passages have each title."""

    def __init__(self, titles: Array, count: int) -> None:
        """`titles` are the numbers of all passages' titles; there are `count` titles."""
        self._titles = titles
        self._count = count

    @cached_property
    def _order(self) -> tuple[Ints, Ints]:
        order = np.argsort(self._titles, kind="stable")
        return order, starts(np.bincount(self._titles, minlength=self._count))

    def passages(self, titles: Ints) -> tuple[Ints, Ints]:
        """The passages that have any of these titles, each given once, ascending; and which of the given it is."""
        order, bounds = self._order
        counts = bounds[titles + 1] - bounds[titles]
        docs = order[ranges(bounds[titles], counts)]
        which = np.repeat(np.arange(len(titles)), counts)
        ascending = np.argsort(docs, kind="stable")
        return docs[ascending], which[ascending]


class _Places(NamedTuple):
    """The places of all words in all titles, in the order of words: the title and the position of each, and where those
    of a word begin."""

    titles: Ints
    positions: Ints
    bounds: Ints


class TitleLists(Lists):
    """A field of the titles, stems or forms."""

    def __init__(self, terms: Texts, words: Array, sizes: Array, sharing: Sharing, codes: Array) -> None:
        """`words` of all titles end to end, as numbers of `terms`; `sizes` are the titles' numbers of words."""
        super().__init__(terms, codes, KEPT // 4)
        self._words = words
        self._sizes = sizes
        self._sharing = sharing

    @cached_property
    def _places(self) -> _Places:
        order = np.argsort(self._words, kind="stable")
        titles = np.repeat(np.arange(len(self._sizes)), self._sizes)
        positions = ranges(np.zeros(len(self._sizes), np.int64), self._sizes)
        return _Places(titles[order], positions[order], starts(np.bincount(self._words, minlength=len(self.terms))))

    def _make(self, term: int) -> Entry:
        own = slice(self._places.bounds[term], self._places.bounds[term + 1])
        titles, positions = self._places.titles[own], self._places.positions[own]
        first = run_starts(titles)
        counts = np.diff(first, append=len(titles))
        docs, which = self._sharing.passages(titles[first])
        freqs = counts[which]
        return entry_of(docs, freqs, positions[ranges(first[which], freqs)])
