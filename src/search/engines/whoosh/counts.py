"""How often a term is in each release, ready to be looked up: a list of those that have it, or an array over all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.intp]
Freqs = npt.NDArray[Any]

_DENSE = 8
"""For a term of more than this part of the releases an array over all is smaller, or nearly so, and faster."""


class Counts(Protocol):
    """Safe to use from several threads. Removed releases do not have the term."""

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""

    def at(self, docs: Numbers) -> Freqs:
        """How often each of these ascending releases has the term."""

    def postings(self) -> tuple[Numbers, Freqs]:
        """The releases that have the term, ascending, and how often."""

    def add_times(self, shares: npt.NDArray[np.float32], sums: npt.NDArray[np.float32]) -> None:
        """Add the counts, each times the share of its release, to sums over all releases."""


@dataclass(frozen=True, slots=True)
class Few:
    """The releases that have the term, ascending, and how often each has it."""

    docs: npt.NDArray[np.int32]
    freqs: Freqs

    @property
    def nbytes(self) -> int:
        return self.docs.nbytes + self.freqs.nbytes

    def at(self, docs: Numbers) -> Freqs:
        if not len(self.docs) or not len(docs):
            return np.zeros(len(docs), self.freqs.dtype)
        if 2 * len(self.docs) < len(docs):
            freqs = np.zeros(len(docs), self.freqs.dtype)
            at = docs.searchsorted(self.docs)
            hit = docs.take(at, mode="clip") == self.docs
            freqs[at[hit]] = self.freqs[hit]
            return freqs
        at = self.docs.searchsorted(docs.astype(np.int32))
        found: Freqs = self.freqs.take(at, mode="clip") * (self.docs.take(at, mode="clip") == docs)
        return found

    def postings(self) -> tuple[Numbers, Freqs]:
        return self.docs.astype(np.intp), self.freqs

    def add_times(self, shares: npt.NDArray[np.float32], sums: npt.NDArray[np.float32]) -> None:
        sums[self.docs] += self.freqs * shares[self.docs]


@dataclass(frozen=True, slots=True)
class Many:
    """How often each release has the term."""

    freqs: Freqs

    @property
    def nbytes(self) -> int:
        return self.freqs.nbytes

    def at(self, docs: Numbers) -> Freqs:
        return self.freqs.take(docs)

    def postings(self) -> tuple[Numbers, Freqs]:
        docs = np.flatnonzero(self.freqs)
        return docs, self.freqs[docs]

    def add_times(self, shares: npt.NDArray[np.float32], sums: npt.NDArray[np.float32]) -> None:
        sums += self.freqs * shares


def dense(count: int, size: int) -> bool:
    """Whether `Many` is better than `Few` for a term that so many of `size` releases have."""
    return count * _DENSE >= size
