"""What a search needs of one segment: arrays over its mapped file, and its releases.

A segment never changes. Its releases are numbered from 0; deleted ones keep their numbers and stand in all arrays
(which are deleted is the state's knowledge, not the segment's). Callers do not write into the arrays.

Any call may raise the codec's SegmentDamaged: bytes are compared with their checksums where they are first read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model import Field, Kind
from .codec import ArraySegment, Inverted, SegmentEntry
from .damage import mapping
from .schema import SPELT, STARTS, STEMS
from .sharing import Shared
from .stored import clean, decode, encode

Docs = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Terms:
    """Some terms of a field, ascending: those numbered from `start` on, with how many releases have each, deleted
    ones among them."""

    field: Inverted | None
    start: int
    counts: npt.NDArray[np.int64]

    def text(self, place: int) -> str:
        """The term at a place in `counts`."""
        if self.field is None:
            raise IndexError(place)
        return decode(self.field.terms[self.start + place])

    def texts(self) -> list[str]:
        """All of them."""
        if self.field is None:
            return []
        return [decode(text) for text in self.field.terms.slice(self.start, self.start + len(self.counts))]

    def joined(self) -> tuple[bytes, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """All of them, their bytes end to end; how many bytes each has; `counts`."""
        if self.field is None or not len(self.counts):
            return b"", self.counts, self.counts
        data, lengths = self.field.terms.joined(self.start, self.start + len(self.counts))
        return data.tobytes(), lengths, self.counts


class Segment(Shared):
    """Safe to use from several threads."""

    def __init__(self, folder: Path, storage: Any, entry: SegmentEntry) -> None:
        """Open a segment. Raises IndexDamaged where its file is missing, cut short or not one."""
        super().__init__()
        self.name = str(entry.segment_id())
        """Distinct among all segments ever written."""
        with mapping(folder):
            self.arrays = ArraySegment(storage, entry)
        self._storage = storage
        self.size = self.arrays.doc_count
        """How many releases it holds, deleted ones among them."""

    def _close(self) -> None:
        """The map goes with the last array over it."""

    def verify(self) -> None:
        """Read every byte of the file, its table anew if it was written to meanwhile."""
        ArraySegment(self._storage, self.arrays.entry).verify()

    # --- Terms

    def find_term(self, field: str, term: str) -> tuple[Inverted, int] | None:
        """A field's lists and the number of a term in them."""
        inverted = self.arrays.inverted(field)
        if inverted is None:
            return None
        number = inverted.terms.find(clean(term).encode())
        return (inverted, number) if number >= 0 else None

    def terms(self, field: str, prefix: str = "") -> Terms:
        """The terms of a field that begin so."""
        inverted = self.arrays.inverted(field)
        if inverted is None:
            return Terms(None, 0, np.empty(0, np.int64))
        start, stop = inverted.terms.prefixed(encode(prefix))
        return Terms(inverted, start, inverted.doc_counts(start, stop))

    def name_starts(self, kind: Kind, prefix: str) -> Terms:
        """The terms of `gathering.starts_of` that begin so."""
        return self.terms(STARTS[kind], prefix)

    # --- Columns

    def lengths(self, field: Field) -> npt.NDArray[np.uint8]:
        """The number of words of each release, as a byte (`scoring.length_byte`)."""
        return self.arrays.lengths(STEMS[field])

    def words(self, field: Field) -> npt.NDArray[np.uint32]:
        """The exact number of words of each release."""
        return self.arrays.data.lengths[STEMS[field]].exact

    def dates(self) -> npt.NDArray[np.int32]:
        """Days since 0001-01-01, counted from 1; 0 is no date."""
        return self.arrays.numeric("date")

    def spelt(self, facet: str) -> Inverted:
        """The names of a facet as they are spelt, and which releases have each."""
        inverted = self.arrays.inverted(SPELT[facet])
        if inverted is None:
            raise KeyError(facet)
        return inverted

    def named(self, facet: str) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """What each release has of a facet: release `i` has `numbers[starts[i]:starts[i + 1]]`, numbers of `spelt`
        terms, in ascending order."""
        ordinals = self.arrays.ordinals(SPELT[facet])
        return ordinals.starts, ordinals.numbers

    def distinct(self, facet: str) -> int:
        """How many names of a facet there are when case is disregarded."""
        inverted = self.arrays.inverted(facet)
        return len(inverted.terms) if inverted is not None else 0

    # --- Single releases

    def id(self, doc: int) -> str:
        """The id of a release."""
        return decode(self.arrays.strings("ids")[doc])

    def ids(self) -> list[str]:
        """The id of each release."""
        return [decode(value) for value in self.arrays.strings("ids").slice(0, self.size)]

    def by_id(self) -> npt.NDArray[np.int64]:
        """All releases in the order of their ids."""
        inverted = self.arrays.inverted("id")
        docs = inverted.ids_of(0, len(inverted.terms)) if inverted else np.empty(0)
        return docs.astype(np.int64)

    def find(self, release_id: str) -> int | None:
        """The release that has this id, deleted or not."""
        found = self.arrays.postings("id", encode(release_id))[0]
        return int(found[-1]) if len(found) else None

    def hash(self, doc: int) -> str:
        """The hash that came with a release."""
        return decode(self.arrays.strings("hash")[doc])

    def hashes(self) -> list[str]:
        """The hash of each release."""
        return [decode(value) for value in self.arrays.strings("hash").slice(0, self.size)]

    def text(self, doc: int) -> bytes:
        """A release without spans, for `stored.restore`."""
        return self.arrays.stored(doc, "text") or b""

    def spans(self, doc: int) -> bytes:
        """A release's spans, for `stored.restore`."""
        return self.arrays.stored(doc, "spans") or b""
