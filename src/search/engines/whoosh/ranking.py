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
from .impacts import PRECISION, Impact, Listed, Sums
from .schema import STEMS
from .state import State
from .terms import Mask, Numbers, Scores

MARGIN = 2e-6
"""Scores are compared after rounding to a millionth, so what is that near to the last one is looked at, too."""

_FREQUENT = 16
"""Only where what is left has postings for more than this part of the releases is it worth the question whether it
can be passed over."""

_FEW = 32
"""For more candidates than this part of the releases a word is added up over all rather than looked up."""


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
    """A word of the query: terms of one or several fields."""

    def __init__(self, state: State, term: Term) -> None:
        self._state = state
        self._text = term.stem
        fields = tuple(Field) if term.field is None else (term.field,)
        terms = [state.field_term(STEMS[field], field, term.stem) for field in fields]
        self.terms = [term for term in terms if term.count]
        self.count = sum(term.count for term in self.terms)
        self.bound = sum(term.bound for term in self.terms)
        self._impacts: list[Impact] | None = None

    def impacts(self) -> list[Impact]:
        if self._impacts is None:
            self._impacts = [self._state.impact(term, self._text) for term in self.terms]
        return self._impacts

    def at(self, docs: Numbers) -> Scores:
        """The exact score in each of these releases; a list that was not needed so far is not made for a few."""
        if self._impacts is None and len(docs) * 4 < self.count:
            return np.add.reduce([term.scores_at(docs) for term in self.terms])  # type: ignore[no-any-return]
        return np.add.reduce([impact.at(docs) for impact in self.impacts()])  # type: ignore[no-any-return]


def rank(state: State, terms: Sequence[Term], passing: Mask | None, count: int) -> Ranked:
    """The matches, and candidates for the best `count` of those that pass (None: all pass)."""
    words = sorted((word for term in terms if (word := _Word(state, term)).count), key=lambda word: word.count)
    if len(words) == 1 and len(words[0].terms) == 1 and isinstance(only := words[0].impacts()[0], Listed):
        return _rank_listed(state.size, only, passing, count)
    sums = np.zeros(state.size, np.float32)
    rest = _sums_behind([word.bound for word in words])
    postings = _sums_behind([word.count for word in words])
    margin = MARGIN + PRECISION * rest[0]
    taken, bar = 0, 0.0
    candidates: Numbers | None = None
    for word in words:
        if count and taken and postings[taken] * _FREQUENT > state.size:
            reached = _passed(sums, passing)
            bar = at_least(reached, count)
            if rest[taken] < bar - margin:
                near = reached >= bar - rest[taken] - margin
                if np.count_nonzero(near) * _FEW <= state.size:
                    candidates = np.flatnonzero(near)
                    break
        for impact in word.impacts():
            impact.add_to(sums)
        taken += 1
    found = sums > 0
    for word in words[taken:]:
        for term in word.terms:
            term.mark(found)
    if taken < len(words) and state.some_removed:
        found &= state.live
    if not count:
        return Ranked(found, np.empty(0, np.intp), np.empty(0))
    if candidates is not None:
        return Ranked(found, *_lookup(words, taken, rest, candidates, sums, count, margin))
    numbers = _best(_passed(sums, passing), count, margin)
    return Ranked(found, numbers, _added(words, numbers))


def _lookup(
    words: Sequence[_Word],
    taken: int,
    rest: Sequence[float],
    numbers: Numbers,
    sums: Sums,
    count: int,
    margin: float,
) -> tuple[Numbers, Scores]:
    """Candidates and their exact scores, the words that are left being looked up for ever fewer candidates."""
    known: Scores = sums[numbers].astype(np.float64)
    exact = np.zeros(len(numbers))
    for i in range(taken, len(words)):
        values = words[i].at(numbers)
        known += values
        exact += values
        if len(numbers) > count:
            bar = np.partition(known, len(numbers) - count)[len(numbers) - count]
            kept = np.flatnonzero(known >= bar - rest[i + 1] - margin)
            numbers, known, exact = numbers[kept], known[kept], exact[kept]
    return numbers, exact + _added(words[:taken], numbers)


def _added(words: Sequence[_Word], numbers: Numbers) -> Scores:
    scores = np.zeros(len(numbers))
    for word in words if len(numbers) else ():
        scores += word.at(numbers)
    return scores


def _rank_listed(size: int, only: Listed, passing: Mask | None, count: int) -> Ranked:
    docs, scores = only.docs, only.scores
    found = np.zeros(size, np.bool_)
    found[docs] = True
    if passing is not None:
        kept = passing[docs]
        docs, scores = docs[kept], scores[kept]
    best = _best(scores, count, MARGIN)
    return Ranked(found, docs[best], scores[best])


def _passed(sums: Sums, passing: Mask | None) -> Sums:
    return sums if passing is None else np.where(passing, sums, np.float32(0))


def _best(scores: Sums | Scores, count: int, margin: float) -> Numbers:
    """Where the `count` best of the scores above 0 stand, and those next to the last."""
    if not count:
        return np.empty(0, np.intp)
    bar = at_least(scores, count) - margin
    return np.flatnonzero(scores >= bar) if bar > 0 else np.flatnonzero(scores > 0)


def _sums_behind(bounds: Sequence[float]) -> list[float]:
    """For each place, the sum from there on; and 0."""
    sums = [0.0]
    for bound in reversed(bounds):
        sums.append(sums[-1] + bound)
    return sums[::-1]


def at_least(values: Sums | Scores, count: int) -> float:
    """What at least `count` of the values reach: the `count`-th best of the maxima of groups, without sorting all."""
    if len(values) <= count:
        return 0.0
    size = min(len(values) // (4 * count), 64)
    if size < 2:
        return float(np.partition(values, len(values) - count)[len(values) - count])
    groups = len(values) // size
    maxima = values[: groups * size].reshape(size, groups).max(axis=0)
    return float(np.partition(maxima, groups - count)[groups - count])
