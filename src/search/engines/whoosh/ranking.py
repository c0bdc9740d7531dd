"""The best releases for alternatives of words: rare words first, frequent ones only where they still matter.

MaxScore: H. Turtle and J. Flood, "Query evaluation: strategies and optimizations" (IPM 1995). Words are taken in
order of their number of releases. Once the words that are left could not lift a release that has none of the others
among the best, they are looked up only for releases that can still get there. Which releases match at all is kept as
a mask all the same, so totals and facets are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ...model import Field, Or, Query, Term
from .schema import STEMS
from .state import State
from .terms import FieldTerm, Impact, Mask, Numbers, Scores

MARGIN = 2e-6
"""Scores are compared after rounding to a millionth, so what is that near to the last one is looked at, too."""

_FREQUENT = 64
"""Only words of more than this part of the releases are worth the question whether they can be passed over."""


class Ranked(NamedTuple):
    """Which releases match, and candidates for the best, the best among them, with their scores."""

    found: Mask
    numbers: Numbers
    scores: Scores


def words_of(query: Query) -> tuple[Term, ...] | None:
    """The words of a query that is a word or alternatives of words only."""
    if isinstance(query, Term):
        return (query,)
    if isinstance(query, Or) and all(isinstance(part, Term) for part in query.parts):
        return tuple(part for part in query.parts if isinstance(part, Term))
    return None


class _Word:
    """A word of the query. Its scores are worked out where they are kept already, or where all are needed."""

    def __init__(self, state: State, term: Term) -> None:
        self._state = state
        self._key = (term.stem, term.field)
        self.kept = state.kept_impact(*self._key)
        self.fields: Sequence[FieldTerm] = ()
        if self.kept is None:
            fields = tuple(Field) if term.field is None else (term.field,)
            self.fields = [state.field_term(STEMS[field], field, term.stem) for field in fields]
        self.count = self.kept.count if self.kept else sum(field.count for field in self.fields)

    def impact(self) -> Impact:
        if self.kept is None:
            self.kept = self._state.impact(*self._key)
        return self.kept

    def bound(self) -> float:
        return self.kept.top if self.kept else sum(field.bound() for field in self.fields)

    def at(self, docs: Numbers) -> Scores:
        if self.kept is None and len(docs) * 4 > self.count:
            self.impact()
        if self.kept is not None:
            return self.kept.at(docs)
        return np.add.reduce([field.scores_at(docs) for field in self.fields])  # type: ignore[no-any-return]

    def mark(self, mask: Mask) -> None:
        if self.kept is not None:
            self.kept.mark(mask)
        else:
            for field in self.fields:
                field.mark(mask)


def rank(state: State, terms: Sequence[Term], passing: Mask | None, count: int) -> Ranked:
    """The matches, and candidates for the best `count` of those that pass (None: all pass)."""
    words = sorted((word for term in terms if (word := _Word(state, term)).count), key=lambda word: word.count)
    if len(words) == 1:
        return _rank_one(state, words[0], passing, count)
    scores = np.zeros(state.size)
    rest = _sums_behind([word.bound() for word in words])
    taken, bar = 0, 0.0
    for word in words:
        if count and taken and word.count * _FREQUENT > state.size:
            bar = at_least(_passed(scores, passing), count)
            if rest[taken] < bar - MARGIN:
                break
        word.impact().add_to(scores)
        taken += 1
    found = scores > 0
    left = words[taken:]
    for word in left:
        word.mark(found)
    if left and state.some_removed:
        found &= state.live
    if not count:
        return Ranked(found, np.empty(0, np.intp), np.empty(0))
    reached = _passed(scores, passing)
    numbers = np.flatnonzero(reached >= bar - rest[taken] - MARGIN) if left else _best(reached, count)
    totals = scores[numbers]
    for word in left:
        totals += word.at(numbers)
    return Ranked(found, numbers, totals)


def _rank_one(state: State, word: _Word, passing: Mask | None, count: int) -> Ranked:
    docs, scores = word.impact().pairs()
    found = np.zeros(state.size, np.bool_)
    word.mark(found)
    if docs is None:
        numbers = _best(_passed(scores, passing), count)
        return Ranked(found, numbers, scores[numbers])
    if passing is not None:
        kept = passing[docs]
        docs, scores = docs[kept], scores[kept]
    best = _best(scores, count)
    return Ranked(found, docs[best], scores[best])


def _passed(scores: Scores, passing: Mask | None) -> Scores:
    return scores if passing is None else np.where(passing, scores, 0.0)


def _best(scores: Scores, count: int) -> Numbers:
    """Where the `count` best of the scores above 0 stand, and those next to the last."""
    if not count:
        return np.empty(0, np.intp)
    bar = at_least(scores, count) - MARGIN
    return np.flatnonzero(scores >= bar) if bar > 0 else np.flatnonzero(scores > 0)


def _sums_behind(bounds: Sequence[float]) -> list[float]:
    """For each place, the sum from there on; and 0."""
    sums = [0.0]
    for bound in reversed(bounds):
        sums.append(sums[-1] + bound)
    return sums[::-1]


def at_least(values: Scores, count: int) -> float:
    """What at least `count` of the values reach: the `count`-th best of the maxima of groups, without sorting all."""
    if len(values) <= count:
        return 0.0
    size = min(len(values) // (4 * count), 64)
    if size < 2:
        return float(np.partition(values, len(values) - count)[len(values) - count])
    groups = len(values) // size
    maxima = values[: groups * size].reshape(size, groups).max(axis=0)
    return float(np.partition(maxima, groups - count)[groups - count])
