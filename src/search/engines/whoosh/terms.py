"""Terms over all segments of a state: where they stand and what they score, found out no sooner than needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model import Field
from .. import scoring, whoosh_scoring
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
        self.mark_own(mask[self.base :])

    def mark_own(self, mask: Mask) -> None:
        """`mark`, of a mask that begins with the segment's first release."""
        dense = self.inverted.mask(self.number)
        if dense is None:
            mask[self.inverted.ids(self.number)] = True
        else:
            mask[: len(dense)] |= dense

    @property
    def count(self) -> int:
        """How many releases have the term, removed ones among them."""
        start, stop = self.inverted.span(self.number)
        return stop - start


@dataclass(frozen=True)
class FieldTerm:
    """A term of one field. `count` releases have it; `live` is the mask of releases that are not removed, None where
    all are there; `lengths` are the field's numbers of words, `mean` their average, `shares` the `scoring.frequency` of
    one occurrence."""

    field: Field
    places: Sequence[Place]
    count: int
    live: Mask | None
    lengths: npt.NDArray[Any]
    mean: float
    shares: npt.NDArray[np.float32]

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has the term, and maybe for removed ones."""
        for place in self.places:
            place.mark(mask)

    def postings(self) -> tuple[Numbers, npt.NDArray[Any]]:
        """The releases that have the term, ascending, and how often each has it."""
        docs, freqs = [], []
        for place in self.places:
            found, counts = place.docs(), place.inverted.freqs(place.number)
            if self.live is not None:
                kept = self.live[found]
                found, counts = found[kept], counts[kept]
            docs.append(found)
            freqs.append(counts)
        if len(docs) == 1:
            return docs[0], freqs[0]
        return np.concatenate([np.empty(0, np.intp), *docs]), np.concatenate([np.empty(0, np.uint8), *freqs])

    def freqs_at(self, docs: Numbers) -> npt.NDArray[Any]:
        """How often each of these ascending releases, none of them removed, has the term. Costs those releases, not
        the term's."""
        if len(self.places) == 1 and self.places[0].segment.size == len(self.lengths):
            return self.places[0].inverted.freqs_of(self.places[0].number, docs)
        freqs = np.zeros(len(docs), np.uint32)
        for place in self.places:
            first, last = np.searchsorted(docs, (place.base, place.base + place.segment.size))
            if last > first:
                freqs[first:last] = place.inverted.freqs_of(place.number, docs[first:last] - place.base)
        return freqs

    def weighed(self) -> tuple[Numbers, Scores]:
        """The releases that have the term, ascending, and its `scoring.frequency` in each."""
        docs, freqs = self.postings()
        return docs, scoring.frequency(self.field, freqs, self.lengths[docs], self.mean)

    def add_weighed(self, weighed: npt.NDArray[np.float32]) -> None:
        """Add its `scoring.frequency` to an array over all releases."""
        for place in self.places:
            docs = place.inverted.ids(place.number)
            counts = np.zeros(place.segment.size, np.float32)
            counts[docs] = place.inverted.freqs(place.number)
            own = slice(place.base, place.base + len(counts))
            counts *= self.shares[own]
            weighed[own] += counts
        if self.live is not None:
            weighed *= self.live

    def weighed_at(self, docs: Numbers) -> Scores:
        """Its `scoring.frequency` in each of these ascending releases, none of them removed."""
        return scoring.frequency(self.field, self.freqs_at(docs), self.lengths[docs], self.mean)

    @property
    def most(self) -> float:
        """No release has a larger `scoring.frequency`."""
        most = 0.0
        for place in self.places:
            shortest = whoosh_scoring.least_words(place.inverted.min_length_code(place.number))
            freq = place.inverted.max_freq(place.number)
            most = max(most, scoring.frequency(self.field, freq, shortest, self.mean))
        return most


def places_of(segments: Sequence[Segment], bases: Sequence[int], field: str, term: str) -> Iterator[Place]:
    """Where a term stands."""
    for base, segment in zip(bases, segments, strict=True):
        found = segment.find_term(field, term)
        if found is not None:
            yield Place(base, segment, *found)
