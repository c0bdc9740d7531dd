"""Terms over all segments of a state: where they stand and what they score, found out no sooner than needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model import Field
from .. import scoring
from .codec import Inverted
from .segment import Segment

Numbers = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands in one segment; `base` is the number of the segment's first release."""

    base: int
    segment: Segment
    inverted: Inverted
    number: int

    def docs(self) -> Numbers:
        """Numbers in the state of the releases that have the term, removed ones among them."""
        docs: Numbers = self.inverted.ids(self.number).astype(np.intp)
        return docs + self.base if self.base else docs

    @property
    def count(self) -> int:
        """How many releases have the term, removed ones among them."""
        start, stop = self.inverted.span(self.number)
        return stop - start


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A term of one field. `live` is the mask of releases that are not removed, None where all are there."""

    field: Field
    places: Sequence[Place]
    count: int
    norms: npt.NDArray[np.float64]
    rarity: float
    live: Mask | None

    def docs(self) -> Numbers:
        """The releases that have the term, ascending."""
        parts = [place.docs() for place in self.places]
        docs = parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.intp), *parts])
        return docs if self.live is None else docs[self.live[docs]]

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has the term, and maybe for removed ones."""
        for place in self.places:
            dense = place.inverted.mask(place.number)
            if dense is None:
                mask[place.docs()] = True
            else:
                mask[place.base : place.base + len(dense)] |= dense

    def scored(self) -> tuple[Numbers, Scores]:
        """The releases that have the term, ascending, and what it scores in each."""
        docs, scores = [], []
        for place in self.places:
            found = place.docs()
            freqs = place.inverted.freqs(place.number)
            if self.live is not None:
                kept = self.live[found]
                found, freqs = found[kept], freqs[kept]
            docs.append(found)
            scores.append(self._scores(place, found - place.base, freqs))
        if len(docs) == 1:
            return docs[0], scores[0]
        return np.concatenate([np.empty(0, np.intp), *docs]), np.concatenate([np.empty(0, np.float64), *scores])

    def scores_at(self, docs: Numbers) -> Scores:
        """What it scores in each of these ascending releases, none of them removed; 0 where the term is not. Costs
        those releases, not the term's."""
        scores = np.zeros(len(docs))
        for place in self.places:
            first, last = np.searchsorted(docs, (place.base, place.base + place.segment.size))
            if last > first:
                local = docs[first:last] - place.base
                freqs = place.inverted.freqs_of(place.number, local)
                scores[first:last] = self._scores(place, local, freqs)
        return scores

    def _scores(self, place: Place, local: Numbers, freqs: npt.NDArray[Any]) -> Scores:
        lengths = place.segment.lengths(self.field)[local]
        return scoring.scores(freqs, lengths, self.norms, self.rarity) * scoring.WEIGHTS[self.field]

    def bound(self) -> float:
        """No release scores more."""
        best = 0.0
        for place in self.places:
            freq = place.inverted.max_freq(place.number)
            norm = self.norms[place.inverted.min_length_code(place.number)]
            best = max(best, self.rarity * (freq * (scoring.K1 + 1)) / (freq + norm))
        return best * scoring.WEIGHTS[self.field]


class Impact:
    """What a word scores in every release, over one or several fields: a list of those that have it, or, where many
    have it, an array over all."""

    __slots__ = ("_docs", "_values", "count", "nbytes", "top")

    def __init__(self, fields: Sequence[FieldTerm], size: int) -> None:
        """`size` is how many numbers of releases the state has."""
        self._docs: npt.NDArray[np.int32] | None = None
        parts = [term.scored() for term in fields]
        if sum(len(docs) for docs, _ in parts) * _DENSE > size:
            self._values = np.zeros(size)
            for docs, scores in parts:
                self._values[docs] += scores
            self.count = int(np.count_nonzero(self._values))
        else:
            docs, self._values = _united(parts)
            self._docs = docs.astype(np.int32)
            self.count = len(docs)
        self.top = float(self._values.max()) if self.count else 0.0
        self.nbytes = self._values.nbytes + (self._docs.nbytes if self._docs is not None else 0)

    def add_to(self, scores: Scores) -> None:
        """Add to an array over all releases."""
        if self._docs is None:
            scores += self._values
        else:
            docs = self._docs.astype(np.intp)
            scores[docs] += self._values

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has the word."""
        if self._docs is None:
            mask |= self._values > 0
        else:
            mask[self._docs] = True

    def at(self, docs: Numbers) -> Scores:
        """What it scores in each of these releases."""
        if self._docs is None:
            found: Scores = self._values[docs]
            return found
        scores = np.zeros(len(docs))
        if self.count:
            at = np.minimum(np.searchsorted(self._docs, docs.astype(np.int32)), self.count - 1)
            hit = self._docs[at] == docs
            scores[hit] = self._values[at[hit]]
        return scores

    def pairs(self) -> tuple[Numbers | None, Scores]:
        """The releases that have the word and their scores; None for all releases."""
        return (self._docs.astype(np.intp) if self._docs is not None else None), self._values


_DENSE = 12
"""A word that so large a part of the releases have is kept as an array over all: adding it takes one pass."""


def _united(parts: Sequence[tuple[Numbers, Scores]]) -> tuple[Numbers, Scores]:
    parts = [part for part in parts if len(part[0])]
    if not parts:
        return np.empty(0, np.intp), np.empty(0, np.float64)
    (docs, scores), *others = sorted(parts, key=lambda part: -len(part[0]))
    for more, values in others:
        at = np.searchsorted(docs, more)
        known = docs[np.minimum(at, len(docs) - 1)] == more
        scores[at[known]] += values[known]
        new = ~known
        docs, scores = np.insert(docs, at[new], more[new]), np.insert(scores, at[new], values[new])
    return docs, scores


def places_of(segments: Sequence[Segment], bases: Sequence[int], field: str, term: str) -> Iterator[Place]:
    """Where a term stands."""
    for base, segment in zip(bases, segments, strict=True):
        found = segment.find_term(field, term)
        if found is not None:
            yield Place(base, segment, *found)
