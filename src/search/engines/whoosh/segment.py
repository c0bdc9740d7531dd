"""What a search needs of one segment: arrays. Whoever stores segments fills them; nothing else is asked of him.

A segment never changes. Its releases are numbered from 0; deleted ones keep their numbers and stand in all arrays
(which are deleted is the state's knowledge, not the segment's). Callers do not write into the arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np
import numpy.typing as npt

from ...model import Field


@dataclass(frozen=True, slots=True)
class Postings:
    """Which releases have a term (ascending) and how often each."""

    docs: npt.NDArray[np.uint32]
    freqs: npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Names:
    """What each release has of a facet: release `i` has `values[ords[offsets[i]:offsets[i + 1]]]`."""

    values: Sequence[str]
    offsets: npt.NDArray[np.int64]
    ords: npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Terms:
    """Terms of a field, ascending, with how many releases have each, deleted ones among them."""

    texts: Sequence[str]
    counts: npt.NDArray[np.uint32]


class Segment(Protocol):
    """Safe to use from several threads. Any call may raise IndexDamaged."""

    @property
    def name(self) -> str:
        """Distinct among all segments ever written."""

    @property
    def size(self) -> int:
        """How many releases it holds, deleted ones among them."""

    def postings(self, field: str, term: str) -> Postings | None:
        """None where no release has the term."""

    def positions(self, field: str, term: str) -> npt.NDArray[np.uint32]:
        """The positions of a term that has postings, end to end: ascending for each release, `freqs` of them."""

    def terms(self, field: str, prefix: str = "") -> Terms:
        """The terms of a field that begin so."""

    def lengths(self, field: Field) -> npt.NDArray[np.uint8]:
        """The number of words of each release, as a byte (`scoring.length_byte`)."""

    def words(self, field: Field) -> npt.NDArray[np.uint32]:
        """The exact number of words of each release."""

    def dates(self) -> npt.NDArray[np.int32]:
        """Days since 0001-01-01, counted from 1; 0 is no date."""

    def names(self, facet: str) -> Names:
        """The names of one facet (`schema.NAMED`) as they are spelt."""

    def ids(self) -> Sequence[str]:
        """The id of each release."""

    def find(self, release_id: str) -> int | None:
        """The last release that has this id, deleted or not."""

    def hash(self, doc: int) -> str:
        """The hash that came with a release."""

    def head(self, doc: int) -> bytes:
        """A release without mentions, for `stored.restore`."""

    def mentions(self, doc: int) -> bytes:
        """A release's mentions, for `stored.restore`."""

    def hold(self) -> Self: ...

    def release(self) -> None:
        """Stop to use it: `sharing.Shared`."""
