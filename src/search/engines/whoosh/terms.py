"""Terms over all segments of a state: where they stand and what they score, found out no sooner than needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
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

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has the term, and maybe for removed ones."""
        dense = self.inverted.mask(self.number)
        if dense is None:
            mask[self.docs()] = True
        else:
            mask[self.base : self.base + len(dense)] |= dense

    @property
    def count(self) -> int:
        """How many releases have the term, removed ones among them."""
        start, stop = self.inverted.span(self.number)
        return stop - start


@dataclass(frozen=True)
class FieldTerm:
    """A term of one field. `live` is the mask of releases that are not removed, None where all are there; `size` is
    how many numbers of releases the state has."""

    field: Field
    places: Sequence[Place]
    count: int
    norms: npt.NDArray[np.float64]
    rarity: float
    live: Mask | None
    size: int

    @property
    def dense(self) -> bool:
        """Whether so many releases have the term that an array over all serves best."""
        return self.count * 12 > self.size

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has the term, and maybe for removed ones."""
        for place in self.places:
            place.mark(mask)

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

    @cached_property
    def bound(self) -> float:
        """No release scores more."""
        best = 0.0
        for place in self.places:
            freq = place.inverted.max_freq(place.number)
            norm = self.norms[place.inverted.min_length_code(place.number)]
            best = max(best, self.rarity * (freq * (scoring.K1 + 1)) / (freq + norm))
        return best * scoring.WEIGHTS[self.field]


def places_of(segments: Sequence[Segment], bases: Sequence[int], field: str, term: str) -> Iterator[Place]:
    """Where a term stands."""
    for base, segment in zip(bases, segments, strict=True):
        found = segment.find_term(field, term)
        if found is not None:
            yield Place(base, segment, *found)
