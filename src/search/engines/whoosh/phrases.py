"""Phrases: releases in which forms stand side by side, from positions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .segment import Postings, Segment
from .state import Numbers, State

Places = npt.NDArray[np.int64]


def standing(state: State, field: str, forms: Sequence[str]) -> Numbers:
    """The releases in whose field these forms stand in this order, ascending. No forms stand nowhere."""
    parts = [
        _standing_in(segment, field, forms).astype(np.intp) + base
        for base, segment in zip(state.bases, state.segments, strict=True)
    ]
    docs = np.concatenate(parts) if parts else np.empty(0, np.intp)
    return docs[state.live[docs]]


def _standing_in(segment: Segment, field: str, forms: Sequence[str]) -> npt.NDArray[np.uint32]:
    nowhere = np.empty(0, np.uint32)
    found: dict[str, Postings] = {}
    for form in dict.fromkeys(forms):
        postings = segment.postings(field, form)
        if postings is None:
            return nowhere
        found[form] = postings
    if not found:
        return nowhere
    if len(forms) == 1:
        return found[forms[0]].docs
    common = _common([postings.docs for postings in found.values()])
    starts: Places | None = None
    for i in sorted(range(len(forms)), key=lambda i: len(found[forms[i]].docs)):
        if not len(common):
            return nowhere
        places = _places(found[forms[i]], segment.positions(field, forms[i]), common) - i
        starts = places if starts is None else starts[np.isin(starts, places, assume_unique=True)]
    return np.unique(starts >> 32).astype(np.uint32) if starts is not None else nowhere


def _common(lists: Sequence[npt.NDArray[np.uint32]]) -> npt.NDArray[np.uint32]:
    """What ascending lists have in common, the shortest first, so that a rare form keeps the work small."""
    shortest, *others = sorted(lists, key=len)
    for other in others:
        at = np.searchsorted(other, shortest)
        shortest = shortest[other[np.minimum(at, len(other) - 1)] == shortest]
    return shortest


def _places(postings: Postings, positions: npt.NDArray[np.uint32], docs: npt.NDArray[np.uint32]) -> Places:
    """Release and position in one number, for each place of a form in `docs`, ascending."""
    kept = np.repeat(np.isin(postings.docs, docs, assume_unique=True), postings.freqs)
    owners = np.repeat(postings.docs.astype(np.int64), postings.freqs)[kept]
    return (owners << 32) | positions[kept].astype(np.int64)
