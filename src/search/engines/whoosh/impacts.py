"""What a term of one field scores, ready to be added up.

A term of few releases is a list of them with exact scores. For one of many, an array over all releases holds how often
each has it, a byte a release: small enough to be kept for every frequent term, and enough to work out scores in a few
passes. Sums over all releases are in single precision, which is good for finding candidates; `at` is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .. import scoring
from .terms import FieldTerm, Mask, Numbers, Scores

Sums = npt.NDArray[np.float32]

PRECISION = 1e-5
"""Sums over all releases are right to this part of the largest possible sum."""

_PIECE = 1 << 15


class Impact(Protocol):
    """Safe to use from several threads."""

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""

    def add_to(self, sums: Sums) -> None:
        """Add to an array over all releases."""

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has the term."""

    def at(self, docs: Numbers) -> Scores:
        """The exact score in each of these releases, 0 where the term is not."""


@dataclass(frozen=True)
class Listed:
    """The releases that have the term, ascending, and its scores."""

    docs: Numbers
    scores: Scores

    @property
    def nbytes(self) -> int:
        return self.docs.nbytes + self.scores.nbytes

    def add_to(self, sums: Sums) -> None:
        sums[self.docs] += self.scores.astype(np.float32)

    def mark(self, mask: Mask) -> None:
        mask[self.docs] = True

    def at(self, docs: Numbers) -> Scores:
        scores = np.zeros(len(docs))
        at = self.docs.searchsorted(docs)
        at[at == len(self.docs)] = 0
        hit = np.flatnonzero(self.docs[at] == docs)
        scores[hit] = self.scores[at[hit]]
        return scores


@dataclass(frozen=True)
class Spread:
    """How often each release has the term. `lengths` are the field's length bytes, `shares` the norm of each."""

    term: FieldTerm
    freqs: npt.NDArray[Any]
    lengths: npt.NDArray[np.uint8]
    shares: Sums

    @property
    def nbytes(self) -> int:
        return self.freqs.nbytes

    def add_to(self, sums: Sums) -> None:
        factor = np.float32(self.term.rarity * (scoring.K1 + 1) * scoring.WEIGHTS[self.term.field])
        for start in range(0, len(sums), _PIECE):
            piece = slice(start, start + _PIECE)
            freqs = self.freqs[piece].astype(np.float32)
            part = freqs + self.shares[piece]
            np.divide(freqs, part, out=part)
            part *= factor
            sums[piece] += part

    def mark(self, mask: Mask) -> None:
        mask |= self.freqs > 0

    def at(self, docs: Numbers) -> Scores:
        term = self.term
        scores = scoring.scores(self.freqs[docs], self.lengths[docs], term.norms, term.rarity)
        return scores * scoring.WEIGHTS[term.field]


def listed(term: FieldTerm) -> Listed:
    """The impact of a rare term."""
    return Listed(*term.scored())


def spread(term: FieldTerm, lengths: npt.NDArray[np.uint8], shares: Sums) -> Spread:
    """The impact of a frequent term."""
    most = max(place.inverted.max_freq(place.number) for place in term.places)
    freqs = np.zeros(term.size, np.min_scalar_type(most))
    for place in term.places:
        mask = place.inverted.mask(place.number)
        if mask is None:
            freqs[place.docs()] = place.inverted.freqs(place.number)
        else:
            freqs[place.base : place.base + len(mask)][mask] = place.inverted.freqs(place.number)
    if term.live is not None:
        freqs *= term.live
    return Spread(term, freqs, lengths, shares)
