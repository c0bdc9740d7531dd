"""Phrases: releases in which forms stand side by side, from positions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .codec import Inverted
from .segment import Docs, Segment
from .state import State
from .terms import Numbers

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
    found: dict[str, tuple[Inverted, int]] = {}
    for form in dict.fromkeys(forms):
        term = segment.find_term(field, form)
        if term is None:
            return nowhere
        found[form] = term
    if not found:
        return nowhere
    by_rarity = sorted(found, key=lambda form: _count(*found[form]))
    common = found[by_rarity[0]][0].ids(found[by_rarity[0]][1])
    for form in by_rarity[1:]:
        inverted, number = found[form]
        common = common[inverted.rows(number, common)[0]]
    if len(forms) == 1:
        return common.astype(np.uint32)
    starts: Places | None = None
    for form in by_rarity:
        if not len(common):
            return nowhere
        places = _places(*found[form], common)
        for i in (i for i, each in enumerate(forms) if each == form):
            starts = places - i if starts is None else starts[np.isin(starts, places - i, assume_unique=True)]
    return np.unique(starts >> 32).astype(np.uint32) if starts is not None else nowhere


def _count(inverted: Inverted, number: int) -> int:
    start, stop = inverted.span(number)
    return stop - start


def _places(inverted: Inverted, number: int, docs: Docs) -> Places:
    """Release and position in one number, for each place of a form in `docs`, all of which have it; ascending."""
    positions, bounds = inverted.positions_of(number, inverted.rows(number, docs)[1])
    owners = np.repeat(docs.astype(np.int64), np.diff(bounds))
    return (owners << 32) | positions.astype(np.int64)
