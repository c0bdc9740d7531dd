"""What a word scores, ready to be added up.

A word of few releases is a list of them with exact scores. For one of many, an array over all releases holds scores
in steps. Sums over all releases are in these steps, too: each word's score is rounded up to the next one, so a sum is
never too small, and too large by less than a step for each word. That is good for finding candidates, whose exact
scores are then worked out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from .terms import Chosen, Mask, Numbers, Scores
from .words import Word

Sums = npt.NDArray[Any]
"""Steps: 16 bits where that is enough, else 32."""

STEPS = 256
"""Steps in a score of 1."""

COARSE = 3
"""Words of many releases, which score little, are rounded to so many powers of two steps, for a byte a release."""

_MOST = np.iinfo(np.uint16).max


class Impact(Protocol):
    """Safe to use from several threads."""

    @property
    def nbytes(self) -> int:
        """Memory that it takes."""

    def add_to(self, sums: Sums) -> None:
        """Add to an array over all releases."""

    def has(self, docs: Numbers) -> Mask:
        """Which of these releases have the word."""

    def steps(self, docs: Numbers) -> Sums:
        """What `add_to` adds to each of these releases."""


@dataclass(frozen=True)
class Listed:
    """The releases that have the word, ascending, and its scores."""

    docs: npt.NDArray[np.int32]
    scores: Scores
    rounded: Sums

    @property
    def nbytes(self) -> int:
        return self.docs.nbytes + self.scores.nbytes + self.rounded.nbytes

    def add_to(self, sums: Sums) -> None:
        sums[self.docs] += self.rounded

    def has(self, docs: Numbers) -> Mask:
        return self._find(docs)[1]

    def steps(self, docs: Numbers) -> Sums:
        at, hit = self._find(docs)
        return self.rounded[at] * hit

    def at(self, docs: Numbers) -> Scores:
        """The exact score in each of these releases, 0 where the word is not."""
        at, hit = self._find(docs)
        return self.scores[at] * hit

    def _find(self, docs: Numbers) -> tuple[Numbers, Mask]:
        at = self.docs.searchsorted(docs.astype(np.int32))
        at[at == len(self.docs)] = 0
        return at, self.docs[at] == docs


@dataclass(frozen=True)
class Spread:
    """The score of each release in steps, or in coarse ones where `rounded` has bytes."""

    word: Word
    rounded: Sums

    @property
    def nbytes(self) -> int:
        return self.rounded.nbytes + 16 * _BEST

    @cached_property
    def best(self) -> tuple[Numbers, Scores]:
        """The best releases, ascending, with exact scores: all that score as much as the worst of them."""
        rough = self.word.spread(len(self.rounded))
        bar = at_least(rough, _BEST)
        docs = np.flatnonzero(rough >= max(bar * (1 - ROUGHLY), 1e-30))
        if len(docs) > _MOST_BEST:
            docs = docs[:0]
        scores = self.word.at(Chosen(docs))
        kept = scores >= bar * (1 + ROUGHLY)
        return docs[kept], scores[kept]

    def add_to(self, sums: Sums) -> None:
        if self.rounded.dtype != np.uint8:
            np.add(sums, self.rounded, out=sums)
            return
        for start in range(0, len(sums), _PIECE):
            piece = slice(start, start + _PIECE)
            sums[piece] += self.rounded[piece].astype(np.uint16) << COARSE

    def has(self, docs: Numbers) -> Mask:
        return self.rounded[docs] > 0

    def steps(self, docs: Numbers) -> Sums:
        steps = self.rounded[docs]
        return steps.astype(np.uint16) << COARSE if steps.dtype == np.uint8 else steps


_PIECE = 1 << 14

ROUGHLY = 1e-5
"""Scores in single precision are right to this part of them."""

_BEST = 512
"""So many of the best releases of a frequent word are kept, and all that score as much."""
_MOST_BEST = 8192
"""None where they are more than that."""


def listed(word: Word) -> Listed:
    """The impact of a rare word."""
    docs, scores = word.scored()
    steps = np.ceil(scores * STEPS)
    return Listed(docs.astype(np.int32), scores, steps.astype(np.uint16 if word.bound * STEPS < _MOST else np.uint32))


def spread(word: Word, size: int) -> Spread:
    """The impact of a frequent word of some of `size` releases."""
    steps = np.ceil(word.spread(size) * np.float32((STEPS >> COARSE) * (1 + ROUGHLY)))
    fits = steps.max(initial=0) <= np.iinfo(np.uint8).max
    return Spread(word, steps.astype(np.uint8) if fits else steps.astype(np.uint32) << COARSE)


def no_sums(size: int, bound: float, words: int) -> Sums:
    """Zeros for sums of at most `bound`, of so many words, over all releases."""
    return np.zeros(size, np.uint16 if bound * STEPS + (words << COARSE) < _MOST else np.uint32)


def at_least(values: Sums | Scores, count: int) -> float:
    """What at least `count` of the values reach: the `count`-th best of the maxima of groups, without sorting all."""
    if len(values) < count:
        return 0.0
    size = min(len(values) // (4 * count), 64)
    if size < 2:
        return float(np.partition(values, len(values) - count)[len(values) - count])
    groups = len(values) // size
    maxima = values[: groups * size].reshape(size, groups).max(axis=0)
    return float(np.partition(maxima, groups - count)[groups - count])
