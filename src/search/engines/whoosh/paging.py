"""The order of a result, and a page of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from ...model import Sort
from .. import scoring
from .state import State
from .terms import Numbers, Scores

Keys = npt.NDArray[np.int64]

_DAYS = 22
"""Bits of a date: 9999-12-31 is day 3,652,059."""
_NEVER = (1 << _DAYS) - 1
_FEW = 200
"""So many ids are read one by one; for more, those of all releases are put in order."""
_MANY = 2_000
"""Among so many releases those with equals are not looked for: all are put in order at once."""


def page_of(
    state: State, numbers: Numbers, scores: Scores, sort: Sort, offset: int, limit: int
) -> list[tuple[int, float]]:
    """The matches `offset` to `offset + limit` in order, of `numbers` with their `scores`."""
    last = offset + limit
    keys = _keys(state, numbers, scores, sort)
    kept = _least(keys, last)
    kept = kept[np.argsort(keys[kept], kind="stable")]
    kept = _by_id(state, numbers, keys, kept, last)[offset:last]
    return list(zip(numbers[kept].tolist(), scores[kept].tolist(), strict=True))


def _keys(state: State, numbers: Numbers, scores: Scores, sort: Sort) -> Keys:
    """Score and date in one number; the smallest comes first."""
    days: npt.NDArray[Any] = state.dates[numbers].astype(np.int64)
    if sort is Sort.OLDEST:
        return np.where(days > 0, days, _NEVER)
    if sort is Sort.NEWEST:
        return _NEVER - days
    keys: Keys = (-scoring.ordering(scores) << _DAYS) + (_NEVER - days)
    return keys


def _least(keys: Keys, count: int) -> Numbers:
    """Where the `count` smallest keys stand, with all equals of the last one."""
    if not count:
        return np.empty(0, np.intp)
    if count >= len(keys):
        return np.arange(len(keys))
    size = min(len(keys) // (4 * count), 64)
    if size < 2:
        return np.flatnonzero(keys <= np.partition(keys, count - 1)[count - 1])
    groups = len(keys) // size
    minima = keys[: groups * size].reshape(size, groups).min(axis=0)
    near = np.flatnonzero(keys <= np.partition(minima, count - 1)[count - 1])
    kept: Numbers = near[keys[near] <= np.partition(keys[near], count - 1)[count - 1]]
    return kept


def _by_id(state: State, numbers: Numbers, keys: Keys, kept: Numbers, last: int) -> Numbers:
    """Put equals among the first `last` in the order of their ids."""
    ordered = keys[kept]
    same = np.flatnonzero(ordered[1:] == ordered[:-1])
    if not len(same) or same[0] >= last:
        return kept
    if last > _MANY and len(kept) > _MANY:
        return kept[np.lexsort((state.id_ranks[numbers[kept]], ordered))]
    starts = np.flatnonzero(np.diff(ordered, prepend=ordered[0] - 1))
    ends = np.append(starts[1:], len(kept))
    kept = kept.copy()
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        if start >= last:
            break
        if end - start > 1:
            group = kept[start:end]
            kept[start:end] = group[np.argsort(_ranks(state, numbers[group]), kind="stable")]
    return kept


def _ranks(state: State, numbers: Numbers) -> npt.NDArray[Any]:
    if len(numbers) > _FEW:
        return state.id_ranks[numbers]
    ids = [state.id(number) for number in numbers.tolist()]
    ranks = np.empty(len(ids), np.int64)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return ranks
