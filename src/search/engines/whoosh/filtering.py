"""Conditions on dates and names, as masks over all releases."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import numpy as np

from ...model import Filters
from .marked import Marked
from .schema import EVENT, NAMED
from .state import State
from .terms import Mask


def dated(state: State, first: date | None, last: date | None) -> Mask:
    """The releases that have a date, from the first to the last."""
    mask: Mask = state.dates >= (first or date.min).toordinal()
    if last is not None:
        mask &= state.dates <= last.toordinal()
    return mask


def named(state: State, facet: str, names: Iterable[str]) -> Mask:
    """The releases that have any of these names of a facet, without regard to case."""
    mask = np.zeros(state.size, np.bool_)
    for name in dict.fromkeys(name.casefold() for name in names):
        mask[state.docs(facet, name)] = True
    return mask


def eventful(state: State, first: date | None, last: date | None) -> Mask:
    """The releases that name a day, or a part of a span of days, from the first to the last."""
    begin, end = (first or date.min).isoformat(), (last or date.max).isoformat()
    mask = np.zeros(state.size, np.bool_)
    for base, segment in zip(state.bases, state.segments, strict=True):
        terms = segment.terms(EVENT)
        if terms.field is None:
            continue
        own = mask[base : base + segment.size]
        # Terms stand in the order of their first days, so those that are met are few runs.
        met = [text[:10] <= end and text[-10:] >= begin for text in terms.texts()]
        edges = np.flatnonzero(np.diff(np.array([False, *met, False]).astype(np.int8)))
        for start, stop in edges.reshape(-1, 2).tolist():
            own[terms.field.ids_of(start, stop)] = True
    return mask


def conditions_of(state: State, filters: Filters, changed: Marked) -> dict[str, Mask]:
    """The filters that are set, each as the mask of those that pass, under the name of its facet."""
    conditions: dict[str, Mask] = {}
    if filters.date_from or filters.date_to:
        conditions["year"] = dated(state, filters.date_from, filters.date_to)
    if filters.event_from or filters.event_to:
        conditions[EVENT] = eventful(state, filters.event_from, filters.event_to)
    if filters.changed:
        conditions["changed"] = changed.mask(state)
    for facet in NAMED:
        names = getattr(filters, facet)
        if names:
            conditions[facet] = named(state, facet, names)
    return conditions


def meeting(conditions: dict[str, Mask], but: str = "") -> Mask | None:
    """What passes all conditions but one; None where there are no others."""
    masks = [mask for facet, mask in conditions.items() if facet != but]
    return np.logical_and.reduce(masks) if masks else None
