"""Terms over all segments of a state: where they stand and what they score, found out no sooner than needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model import Field
from .. import whoosh_scoring
from .cache import Cache
from .codec import Inverted
from .counts import Counts, Few, Freqs, Many, dense
from .lengths import Lengths
from .segment import Segment

Numbers = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]

_LARGE = 1 << 17
"""A term of so many releases is not read whole to be looked up in a few."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands in one segment; `base` is the number of the segment's first release."""

    base: int
    segment: Segment
    inverted: Inverted
    number: int

    def docs(self, dtype: npt.DTypeLike = np.intp) -> npt.NDArray[Any]:
        """Numbers in the state of the releases that have the term, removed ones among them."""
        docs = self.inverted.ids(self.number).astype(dtype)
        if self.base:
            docs += self.base
        return docs

    def own(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The segment's part of an array over all releases."""
        return values[self.base : self.base + self.segment.size]

    def having(self) -> npt.NDArray[Any]:
        """Which of the segment's releases have the term: a mask, or numbers in the segment."""
        mask = self.inverted.mask(self.number)
        return self.inverted.ids(self.number) if mask is None else mask

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has the term, and maybe for removed ones."""
        own, dense = self.own(mask), self.inverted.mask(self.number)
        if dense is None:
            own[self.inverted.ids(self.number)] = True
        else:
            own |= dense

    @property
    def count(self) -> int:
        """How many releases have the term, removed ones among them."""
        start, stop = self.inverted.span(self.number)
        return stop - start


class Chosen:
    """Ascending releases, none of them removed, of which several words are looked up. For one thread."""

    def __init__(self, docs: Numbers) -> None:
        self.docs = docs
        self._values: dict[int, Scores] = {}

    def __len__(self) -> int:
        return len(self.docs)

    def of(self, values: Scores) -> Scores:
        """What they have in an array over all releases, which the state must keep."""
        found = self._values.get(id(values))
        if found is None:
            found = self._values[id(values)] = values.take(self.docs)
        return found


@dataclass(frozen=True)
class FieldTerm:
    """A term of one field, which is stored under `name`. `count` releases have it; `live` is the mask of releases that
    are not removed, None where all are there."""

    name: str
    text: str
    places: Sequence[Place]
    count: int
    live: Mask | None
    lengths: Lengths
    kept: Cache[tuple[str, str], Counts]

    @property
    def field(self) -> Field:
        """The field."""
        return self.lengths.field

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has the term, and maybe for removed ones."""
        for place in self.places:
            place.mark(mask)

    @property
    def counts(self) -> Counts:
        """How often each release has the term."""
        return self.kept.get((self.name, self.text), self._counts)

    def _counts(self) -> Counts:
        size = len(self.lengths.exact)
        freqs = [place.inverted.freqs(place.number) for place in self.places]
        if dense(self.count, size):
            spread = np.zeros(size, np.result_type(*freqs))
            for place, its in zip(self.places, freqs, strict=True):
                place.own(spread)[place.having()] = its
            return Many(spread if self.live is None else spread * self.live)
        docs = [place.docs(np.int32) for place in self.places]
        if len(docs) == 1 and self.live is None:
            return Few(docs[0], freqs[0])
        all_docs = np.concatenate([np.empty(0, np.int32), *docs])
        all_freqs = np.concatenate([np.empty(0, np.uint8), *freqs])
        kept = slice(None) if self.live is None else self.live[all_docs]
        return Few(all_docs[kept], all_freqs[kept])

    def freqs_at(self, docs: Numbers) -> Freqs:
        """How often each of these ascending releases, none of them removed, has the term."""
        if self.count < _LARGE:
            return self.counts.at(docs)
        kept = self.kept.peek((self.name, self.text))
        return self._freqs_at(docs) if kept is None else kept.at(docs)

    def _freqs_at(self, docs: Numbers) -> Freqs:
        """The same; costs those releases, not the term's."""
        freqs = np.zeros(len(docs), np.uint32)
        for place in self.places:
            first, last = np.searchsorted(docs, (place.base, place.base + place.segment.size))
            if last > first:
                freqs[first:last] = place.inverted.freqs_of(place.number, docs[first:last] - place.base)
        return freqs

    @property
    def most(self) -> Iterator[tuple[int, int]]:
        """How often a release of each segment has the term, at most, and how many words its field has, at least."""
        for place in self.places:
            shortest = whoosh_scoring.least_words(place.inverted.min_length_code(place.number))
            yield place.inverted.max_freq(place.number), shortest


def places_of(segments: Sequence[Segment], bases: Sequence[int], field: str, term: str) -> Iterator[Place]:
    """Where a term stands."""
    for base, segment in zip(bases, segments, strict=True):
        found = segment.find_term(field, term)
        if found is not None:
            yield Place(base, segment, *found)
