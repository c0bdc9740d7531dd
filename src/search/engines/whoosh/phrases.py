"""Phrases and nearness: releases in which forms stand together, from positions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from .codec import Inverted
from .segment import Docs, Segment
from .state import State
from .terms import Numbers

Places = npt.NDArray[np.int64]
_Found = Mapping[str, tuple[Inverted, int]]

_WIDEST = 1 << 30
"""A stretch of text is never longer, so that one does not reach from one release into the next."""


def standing(state: State, field: str, forms: Sequence[str]) -> Numbers:
    """The releases in whose field these forms stand in this order, ascending. No forms stand nowhere."""
    key = (field, tuple(forms), None)
    return state.together.get(
        key, lambda: _together(state, field, forms, lambda found, common: _in_order(found, forms, common))
    )


def near(state: State, field: str, forms: Sequence[str], distance: int) -> Numbers:
    """The releases in whose field a stretch has these forms and at most `distance` other words, ascending."""
    size = min(len(forms) + distance, _WIDEST)
    key = (field, tuple(forms), size)
    return state.together.get(
        key, lambda: _together(state, field, forms, lambda found, common: _in_stretch(found, forms, common, size))
    )


def _together(
    state: State, field: str, forms: Sequence[str], choose: Callable[[_Found, Docs], npt.NDArray[np.int64]]
) -> Numbers:
    parts = [np.empty(0, np.intp)]
    for base, segment in zip(state.bases, state.segments, strict=True):
        found, common = _having(segment, field, forms)
        if len(common) and len(forms) > 1:
            common = choose(found, common)
        parts.append(common.astype(np.intp) + base)
    docs = np.concatenate(parts)
    return docs[state.live[docs]]


def _having(segment: Segment, field: str, forms: Sequence[str]) -> tuple[_Found, Docs]:
    """The lists of all forms, the shortest first, and the releases that have all of them."""
    nowhere = np.empty(0, np.uint32)
    lists: dict[str, tuple[Inverted, int]] = {}
    for form in dict.fromkeys(forms):
        term = segment.find_term(field, form)
        if term is None:
            return {}, nowhere
        lists[form] = term
    if not lists:
        return {}, nowhere
    found = dict(sorted(lists.items(), key=lambda item: _count(*item[1])))
    first, *others = found.values()
    common = first[0].ids(first[1])
    for inverted, number in others:
        common = common[inverted.rows(number, common)[0]]
    return found, common


def _in_order(found: _Found, forms: Sequence[str], common: Docs) -> npt.NDArray[np.int64]:
    starts: Places | None = None
    for form, term in found.items():
        places = _places(*term, common)
        for i in (i for i, each in enumerate(forms) if each == form):
            if starts is None:
                starts = places - i
            else:
                wanted = starts + i
                starts = starts[places.take(places.searchsorted(wanted), mode="clip") == wanted]
    return np.unique(starts >> 32) if starts is not None else np.empty(0, np.int64)


def _in_stretch(found: _Found, forms: Sequence[str], common: Docs, size: int) -> npt.NDArray[np.int64]:
    wanted = Counter(forms)
    places = {form: _places(*term, common) for form, term in found.items()}
    starts = np.concatenate(list(places.values()))
    for form, its in places.items():
        within = its.searchsorted(starts + size) - its.searchsorted(starts)
        starts = starts[within >= wanted[form]]
    return np.unique(starts >> 32)


def _count(inverted: Inverted, number: int) -> int:
    start, stop = inverted.span(number)
    return stop - start


def _places(inverted: Inverted, number: int, docs: Docs) -> Places:
    """Release and position in one number, for each place of a form in `docs`, all of which have it; ascending."""
    positions, bounds = inverted.positions_of(number, inverted.rows(number, docs)[1])
    owners = np.repeat(docs.astype(np.int64), np.diff(bounds))
    return (owners << 32) | positions.astype(np.int64)
