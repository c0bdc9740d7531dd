"""One committed state: its segments as one sequence of releases, and what is computed from all of them.

A release's number is its segment's base and its number there. Removed releases keep numbers but are in no
postings and no statistics.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...model import Field
from .. import scoring
from .cache import Cache
from .facets import Table, Years, make_table
from .impacts import Impact, Sums, listed, spread
from .layout import size_of
from .lexicon import Lexicon
from .segment import Segment
from .sharing import Shared
from .terms import FieldTerm, Mask, Numbers, places_of

CACHE_BYTES = 64 << 20
"""What a state keeps of frequent words for later searches; a half of it more for all else that is kept."""

_SHORT = 2_000
"""Releases of a word whose scores are kept as a list."""


class State(Shared):
    """Immutable; safe to use from several threads (what is computed late may be computed twice)."""

    def __init__(
        self,
        folder: Path,
        commit: int,
        segments: Sequence[tuple[Segment, Sequence[int]]],
        lexicon: Lexicon,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        """`segments` come with the numbers of their removed releases. Becomes a holder's heir of each of them."""
        super().__init__()
        self.folder = folder
        self.commit = commit
        self.lexicon = lexicon
        self.segments = tuple(segment for segment, _ in segments)
        names = " ".join(segment.name for segment in self.segments)
        digest = hashlib.blake2b(names.encode(), digest_size=4).hexdigest()
        self.name = f"{folder.name}-{commit}-{digest}"
        sizes = [segment.size for segment in self.segments]
        self.bases = [sum(sizes[:i]) for i in range(len(sizes))]
        self.size = sum(sizes)
        self.live: Mask = np.ones(self.size, np.bool_)
        for base, (_, removed) in zip(self.bases, segments, strict=True):
            self.live[[base + doc for doc in removed]] = False
        self.count = int(np.count_nonzero(self.live))
        self.some_removed = self.count != self.size
        self._norms: dict[Field, npt.NDArray[np.float64]] = {}
        self._tables: dict[str, Table] = {}
        self._lengths: dict[Field, npt.NDArray[np.uint8]] = {}
        self._share_of: dict[Field, Sums] = {}
        self._impacts: Cache[tuple[Field, str], Impact] = Cache(cache_bytes, lambda impact: impact.nbytes)
        self._lists: Cache[tuple[Field, str], Impact] = Cache(cache_bytes // 4, lambda impact: impact.nbytes)
        self._terms: Cache[tuple[str, str], FieldTerm] = Cache(cache_bytes // 16, lambda term: 200 * len(term.places))
        self._forms: Cache[str, tuple[str, ...]] = Cache(cache_bytes // 16, lambda forms: 80 * len(forms))

    def _close(self) -> None:
        for segment in self.segments:
            segment.release()
        self.lexicon.release()

    # --- Terms

    def docs(self, field: str, term: str) -> Numbers:
        """The releases that have a term, ascending."""
        parts = [place.docs() for place in places_of(self.segments, self.bases, field, term)]
        docs = np.concatenate([np.empty(0, np.intp), *parts])
        return docs[self.live[docs]] if self.some_removed else docs

    def terms_of(self, field: str) -> set[str]:
        """The terms of a field that releases have."""
        found: set[str] = set()
        for base, segment in zip(self.bases, self.segments, strict=True):
            terms = segment.terms(field)
            texts = terms.texts()
            if terms.field is None or not texts:
                continue
            live = self.live[base : base + segment.size]
            if not live.all():
                alive = live[terms.field.ids_of(0, len(texts))]
                starts = np.cumsum(terms.counts) - terms.counts
                left = np.logical_or.reduceat(alive, starts).tolist()
                texts = [text for text, there in zip(texts, left, strict=True) if there]
            found.update(texts)
        return found

    def field_term(self, name: str, field: Field, term: str) -> FieldTerm:
        """A term of a field, stored under `name`."""
        return self._terms.get((name, term), lambda: self._field_term(name, field, term))

    def _field_term(self, name: str, field: Field, term: str) -> FieldTerm:
        places = tuple(places_of(self.segments, self.bases, name, term))
        if self.some_removed:
            count = sum(int(np.count_nonzero(self.live[place.docs()])) for place in places)
        else:
            count = sum(place.count for place in places)
        live = self.live if self.some_removed else None
        rarity = scoring.idf(self.count, count) if count else 0.0
        return FieldTerm(field, places, count, self.norms(field), rarity, live, self.size)

    def impact(self, term: FieldTerm, text: str) -> Impact:
        """What the stem `text` scores. Kept are those of frequent stems, which are few, and short lists, which are
        small; what is between is quickly made."""
        key = term.field, text
        if not term.dense:
            return self._lists.get(key, lambda: listed(term)) if term.count <= _SHORT else listed(term)
        return self._impacts.get(key, lambda: spread(term, self.lengths(term.field), self._shares(term.field)))

    def lengths(self, field: Field) -> npt.NDArray[np.uint8]:
        """The number of words of each release, as a byte."""
        if field not in self._lengths:
            parts = [segment.lengths(field) for segment in self.segments]
            self._lengths[field] = parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.uint8), *parts])
        return self._lengths[field]

    def _shares(self, field: Field) -> Sums:
        if field not in self._share_of:
            self._share_of[field] = self.norms(field).astype(np.float32)[self.lengths(field)]
        return self._share_of[field]

    def norms(self, field: Field) -> npt.NDArray[np.float64]:
        """`scoring.norms` for the releases of this state."""
        if field not in self._norms:
            words = sum(
                int(segment.words(field)[self.live[base : base + segment.size]].sum(dtype=np.int64))
                for base, segment in zip(self.bases, self.segments, strict=True)
            )
            self._norms[field] = scoring.norms(scoring.average(words, self.count))
        return self._norms[field]

    def forms(self, stem: str) -> tuple[str, ...]:
        """Every form that was indexed under this stem, ascending."""
        return self._forms.get(stem, lambda: self.lexicon.forms(stem, self.commit))

    # --- Single releases

    def place(self, number: int) -> tuple[Segment, int]:
        """The segment of a release, and its number there."""
        if not 0 <= number < self.size:
            raise IndexError(number)
        at = bisect_right(self.bases, number) - 1
        while not self.segments[at].size:  # an empty segment has the base of the one behind it
            at -= 1
        return self.segments[at], number - self.bases[at]

    def id(self, number: int) -> str:
        """The id of a release."""
        segment, doc = self.place(number)
        return segment.id(doc)

    def find(self, release_id: str) -> int | None:
        """The number of the release that has this id."""
        for base, segment in zip(self.bases, self.segments, strict=True):
            doc = segment.find(release_id)
            if doc is not None and self.live[base + doc]:
                return base + doc
        return None

    def numbers(self) -> Iterator[int]:
        """All releases."""
        return (int(number) for number in np.flatnonzero(self.live))

    # --- What is computed from all of them

    @cached_property
    def dates(self) -> npt.NDArray[np.int32]:
        """Days since 0001-01-01, counted from 1; 0 is no date."""
        parts = [segment.dates() for segment in self.segments]
        return parts[0] if len(parts) == 1 else np.concatenate([np.empty(0, np.int32), *parts])

    @cached_property
    def years(self) -> Years:
        """The year of each release."""
        days = self.dates.astype("datetime64[D]") - np.timedelta64(719163, "D")
        years = days.astype("datetime64[Y]").astype(np.int32) + 1970
        return Years(np.where(self.dates > 0, years, 0).astype(np.int32))

    @cached_property
    def id_ranks(self) -> npt.NDArray[np.int64]:
        """The place of each release in the order of ids, removed ones among them."""
        ranks = np.empty(self.size, np.int64)
        if len(self.segments) == 1:
            ranks[self.segments[0].by_id()] = np.arange(self.size)
        else:
            ids = [release_id for segment in self.segments for release_id in segment.ids()]
            ranks[sorted(range(self.size), key=ids.__getitem__)] = np.arange(self.size)
        return ranks

    def table(self, facet: str) -> Table:
        """The names of a facet over all segments."""
        if facet not in self._tables:
            self._tables[facet] = make_table(self.segments, facet, self.live)
        return self._tables[facet]

    @cached_property
    def bytes(self) -> int:
        """Size on disk, of this and any other state in the same folder."""
        return size_of(self.folder)
