"""What is merged: segments with their live documents, a range of a field's terms at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .arrays import Array
from .inverted import Inverted
from .segment import ArraySegment

#: Postings that are in memory at a time, about (one term's are never divided).
_PIECE = 1_000_000
_PIECE_TERMS = 50_000


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to merge: the numbers of its live documents (None: all) and, by old number, the new ones (-1: gone)."""

    segment: ArraySegment
    live: Array | None
    new: Array


def term_ranges(parts: Sequence[Inverted]) -> Iterator[list[tuple[int, int]]]:
    """Ranges of term numbers, one a part, that cover the same terms and about `_PIECE` postings together."""
    at = [0] * len(parts)
    share = max(_PIECE // max(len(parts), 1), 1)
    while any(begin < len(part.terms) for begin, part in zip(at, parts, strict=True)):
        bounds = []
        for begin, part in zip(at, parts, strict=True):
            stop = min(begin + _PIECE_TERMS, len(part.terms))
            counts = np.cumsum(part.doc_counts(begin, stop)) if stop > begin else np.zeros(0, np.int64)
            stop = min(stop, begin + 1 + int(np.searchsorted(counts, share)))
            if stop < len(part.terms):
                bounds.append(part.terms[stop])
        bound = min(bounds, default=None)
        ends = [len(part.terms) if bound is None else part.terms.lower_bound(bound) for part in parts]
        yield list(zip(at, ends, strict=True))
        at = ends
