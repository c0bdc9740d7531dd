"""One committed state: its segments as one sequence of releases, and what is computed from all of them.

A release's number is its segment's base and its number there. Removed releases keep numbers but are in no
postings and no statistics.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ...model import Field
from .. import scoring
from .cache import Cache
from .facets import Table, make_table
from .layout import size_of
from .lexicon import Lexicon
from .segment import Segment
from .sharing import Shared

Numbers = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]

CACHE_BYTES = 64 << 20
"""Scores of terms that a state keeps."""

_NEVER = np.iinfo(np.int32).max


class State(Shared):
    """Immutable; safe to use from several threads (what is computed late may be computed twice)."""

    def __init__(
        self,
        folder: Path,
        commit: int,
        segments: Sequence[tuple[Segment, Sequence[int]]],
        lexicon: Lexicon,
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
        self._some_removed = self.count != self.size
        self._norms: dict[Field, npt.NDArray[np.float64]] = {}
        self._tables: dict[str, Table] = {}
        self._scores: Cache[tuple[str, Field, str], tuple[Numbers, Scores]] = Cache(
            CACHE_BYTES, lambda found: found[0].nbytes + found[1].nbytes
        )

    def _close(self) -> None:
        for segment in self.segments:
            segment.release()
        self.lexicon.release()

    # --- Terms

    def docs(self, field: str, term: str) -> Numbers:
        """The releases that have a term, ascending."""
        parts = [
            segment.docs(field, term).astype(np.intp) + base
            for base, segment in zip(self.bases, self.segments, strict=True)
        ]
        docs = np.concatenate(parts) if parts else np.empty(0, np.intp)
        return docs[self.live[docs]] if self._some_removed else docs

    def scores(self, name: str, field: Field, term: str) -> tuple[Numbers, Scores]:
        """The releases that have a term of a field, stored under `name`, and what it scores in each."""
        return self._scores.get((name, field, term), lambda: self._score(name, field, term))

    def _score(self, name: str, field: Field, term: str) -> tuple[Numbers, Scores]:
        docs, freqs, lengths = [], [], []
        for base, segment in zip(self.bases, self.segments, strict=True):
            found = segment.find_term(name, term)
            if found is None:
                continue
            inverted, number = found
            ids, counts = inverted.ids(number).astype(np.intp), inverted.freqs(number)
            kept = slice(None) if not self._some_removed else self.live[ids + base]
            docs.append(ids[kept] + base)
            freqs.append(counts[kept])
            lengths.append(segment.lengths(field)[ids[kept]])
        if not docs:
            return np.empty(0, np.intp), np.empty(0, np.float64)
        numbers = np.concatenate(docs)
        values = scoring.scores(
            np.concatenate(freqs),
            np.concatenate(lengths),
            self.norms(field),
            scoring.idf(self.count, len(numbers)),
        )
        return numbers, values * scoring.WEIGHTS[field]

    def norms(self, field: Field) -> npt.NDArray[np.float64]:
        """`scoring.norms` for the releases of this state."""
        if field not in self._norms:
            words = sum(
                int(segment.words(field)[self.live[base : base + segment.size]].sum(dtype=np.int64))
                for base, segment in zip(self.bases, self.segments, strict=True)
            )
            self._norms[field] = scoring.norms(scoring.average(words, self.count))
        return self._norms[field]

    # --- Single releases

    def place(self, number: int) -> tuple[Segment, int]:
        """The segment of a release, and its number there."""
        for base, segment in zip(reversed(self.bases), reversed(self.segments), strict=True):
            if number >= base:
                return segment, number - base
        raise IndexError(number)

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
        none = np.empty(0, np.int32)
        return np.concatenate([none, *(segment.dates() for segment in self.segments)])

    @cached_property
    def years(self) -> npt.NDArray[np.int32]:
        """The year of each release; 0 is no date."""
        days = self.dates.astype("datetime64[D]") - np.timedelta64(719163, "D")
        years = days.astype("datetime64[Y]").astype(np.int32) + 1970
        return np.where(self.dates > 0, years, 0).astype(np.int32)

    @cached_property
    def newest(self) -> npt.NDArray[np.int64]:
        """The place of each release where the newest come first, then by id, those without a date last."""
        return self._ranks(-self.dates)

    @cached_property
    def oldest(self) -> npt.NDArray[np.int64]:
        """The place of each release where the oldest come first, then by id, those without a date last."""
        return self._ranks(np.where(self.dates > 0, self.dates, _NEVER))

    def _ranks(self, days: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
        ranks = np.empty(self.size, np.int64)
        ranks[np.lexsort((self._by_id, days))] = np.arange(self.size)
        return ranks

    @cached_property
    def _by_id(self) -> npt.NDArray[np.int64]:
        ids = [release_id for segment in self.segments for release_id in segment.ids()]
        ranks = np.empty(self.size, np.int64)
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
