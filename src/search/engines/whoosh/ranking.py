"""The best releases for alternatives of words: rare words first, frequent ones only where they still matter.

MaxScore: H. Turtle and J. Flood, "Query evaluation: strategies and optimizations" (IPM 1995). Words are taken in
order of their number of releases. Once the words that are left could not lift a release that has none of the others
among the best, they are looked up only for releases that can still get there. In the same way neighbours, which no
list of a word knows of, are looked for only in releases that they could lift. Which releases match at all is kept as
a mask all the same, so totals and facets are exact.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ...model import And, Dated, Everything, Named, Not, Or, Query, Term
from ..base import Ranking
from .impacts import COARSE, STEPS, Impact, Listed, Spread, Sums, at_least, no_sums
from .neighbours import Neighbours
from .state import State
from .terms import Chosen, Mask, Numbers, Scores
from .variants import word_of
from .words import Word

MARGIN = 2e-6
"""Scores are compared after rounding to a millionth, so what is that near to the last one is looked at, too."""

_FREQUENT = 16
"""Only where what is left has postings for more than this part of the releases is it worth the question whether it
can be passed over."""

_FEW = 32
"""For more candidates than this part of the releases a word is added up over all rather than looked up."""

_AT_FIRST = 16
"""Neighbours are looked for in so many times the releases that are asked for, then in those that still could pass
them."""


class Ranked(NamedTuple):
    """Which releases match, and candidates for the best, the best among them, with their scores."""

    found: Mask
    numbers: Numbers
    scores: Scores


class _Candidates(NamedTuple):
    """Releases, ascending, and scores that are too large by less than a margin."""

    numbers: Numbers
    known: Scores

    def where(self, kept: Mask) -> _Candidates:
        return _Candidates(self.numbers[kept], self.known[kept])


def words_of(query: Query) -> tuple[Sequence[Term], Sequence[Query]] | None:
    """The words of a query that is a word or alternatives of words, and what a match must meet beside them, where that
    scores nothing."""
    if isinstance(query, And):
        beside = [part for part in query.parts if isinstance(part, Not | Named | Dated | Everything)]
        scored = [part for part in query.parts if not isinstance(part, Not | Named | Dated | Everything)]
        found = words_of(scored[0]) if len(scored) == 1 and not isinstance(scored[0], And) else None
        return (found[0], beside) if found else None
    parts = query.parts if isinstance(query, Or) else (query,)
    terms = [part for part in parts if isinstance(part, Term)]
    return (terms, ()) if len(terms) == len(parts) else None


def rank(state: State, terms: Sequence[Term], ranking: Ranking, passing: Mask | None, count: int) -> Ranked:
    """The matches, and candidates for the best `count` of those that pass (None: all pass)."""
    words = sorted(
        (word for term in terms if (word := word_of(state, term, ranking)).count), key=lambda word: word.count
    )
    if len(words) == 1:
        ranked = _rank_one(state, state.impact(words[0]), passing, count)
        if ranked is not None:
            return ranked
    return _Rank(state, words, Neighbours(state, terms if ranking is Ranking.BM25F else ()), passing, count).ranked()


class _Rank:
    def __init__(
        self, state: State, words: Sequence[Word], neighbours: Neighbours, passing: Mask | None, count: int
    ) -> None:
        self._state = state
        self._words = words
        self._neighbours = neighbours
        self._passing = passing
        self._count = count
        self._impacts: dict[int, Impact] = {}
        self._rest = _sums_behind([word.bound for word in words])
        self._margin = MARGIN + (len(words) << COARSE) / STEPS

    def ranked(self) -> Ranked:
        sums, taken, candidates = self._add_up()
        found = sums > 0
        for word in self._words[taken:]:
            word.mark(found)
        if taken < len(self._words) and self._state.some_removed:
            found &= self._state.live
        if not self._count:
            return Ranked(found, np.empty(0, np.intp), np.empty(0))
        if candidates is None:
            reached = _passed(sums, self._passing)
            candidates = self._near(reached, at_least(reached, self._count) / STEPS)
        else:
            candidates = self._look_up(candidates, taken)
        numbers, gains = self._with_neighbours(candidates)
        return Ranked(found, numbers, gains + self._exact(numbers))

    def _add_up(self) -> tuple[Sums, int, _Candidates | None]:
        """Sums of words over all releases, and of how many words. Candidates, where the others were passed over."""
        words, size = self._words, self._state.size
        sums = no_sums(size, self._rest[0], len(words))
        postings = _sums_behind([word.count for word in words])
        for taken, word in enumerate(words):
            if self._count and taken and postings[taken] * _FREQUENT > size:
                reached = _passed(sums, self._passing)
                bar = at_least(reached, self._count) / STEPS - self._margin
                without = self._rest[taken] + self._neighbours.among({word.key[0] for word in words[taken:]})
                if without < bar:
                    candidates = self._near(reached, bar - self._rest[taken])
                    if len(candidates.numbers) * _FEW <= size:
                        return sums, taken, candidates
            self._impact(taken).add_to(sums)
        return sums, len(words), None

    def _near(self, reached: Sums, bar: float) -> _Candidates:
        """Releases that reach something, and the bar, but for the margin and for what neighbours could give."""
        near = reached >= self._steps(bar)
        lower = self._steps(bar - self._neighbours.most)
        within: Mask | None = None
        for pair, _ in self._neighbours.pairs:
            docs: npt.NDArray[Any] | None = self._state.pairs.peek(pair)
            both = [self._kept(stem) for stem in (pair.first, pair.second)] if docs is None else []
            if lists := [impact for impact in both if isinstance(impact, Listed)]:
                docs = min((impact.docs for impact in lists), key=len)
            if docs is not None:
                near[docs[reached[docs] >= lower]] = True
                continue
            within = reached >= lower if within is None else within
            having = [impact.rounded > 0 for impact in both if isinstance(impact, Spread)]
            near |= reduce(np.logical_and, having, within)
        numbers = np.flatnonzero(near)
        return _Candidates(numbers, reached[numbers] / STEPS)

    def _steps(self, bar: float) -> int:
        """What a sum must have, at least, where the score may reach the bar."""
        return max(math.ceil((bar - self._margin) * STEPS), 1)

    def _kept(self, stem: str) -> Impact | None:
        """The impact of the word with this stem, if it is made and there is but one such word."""
        which = [i for i, word in enumerate(self._words) if word.key[0] == stem]
        return (
            self._impacts.get(which[0]) or self._state.kept_impact(self._words[which[0]]) if len(which) == 1 else None
        )

    def _impact(self, i: int) -> Impact:
        if i not in self._impacts:
            self._impacts[i] = self._state.impact(self._words[i])
        return self._impacts[i]

    def _look_up(self, candidates: _Candidates, taken: int) -> _Candidates:
        """The words that are left, looked up for ever fewer candidates."""
        for i in range(taken, len(self._words)):
            numbers, known = candidates
            impact = self._impacts.get(i) or self._state.kept_impact(self._words[i])
            known = known + (self._words[i].at(Chosen(numbers)) if impact is None else impact.steps(numbers) / STEPS)
            bar = at_least(known, self._count) - self._rest[i + 1] - self._neighbours.most
            candidates = _Candidates(numbers, known).where(known >= bar - self._margin)
        return candidates

    def _with_neighbours(self, candidates: _Candidates) -> tuple[Numbers, Scores]:
        """The candidates that may be among the best once neighbours count, and what those give."""
        count, margin = self._count, self._margin
        if not self._neighbours.most:
            kept = candidates.known >= at_least(candidates.known, count) - margin
            return candidates.numbers[kept], np.zeros(int(np.count_nonzero(kept)))
        reach = candidates.known + self._neighbours.bound(
            lambda stem: self._having(stem, candidates.numbers), candidates.numbers
        )
        kept = reach >= at_least(candidates.known, count) - margin
        (numbers, known), reach = candidates.where(kept), reach[kept]
        gains = np.zeros(len(numbers))
        todo = np.arange(len(numbers))
        if len(numbers) > 4 * _AT_FIRST * count:
            first = np.sort(np.argpartition(-reach, _AT_FIRST * count)[: _AT_FIRST * count])
            gains[first] = self._neighbours.at(numbers[first])
            bar = at_least(known[first] + gains[first], count)
            open_ = (reach >= bar - margin) & (reach > known)
            open_[first] = False
            todo = np.flatnonzero(open_)
        gains[todo] = self._neighbours.at(numbers[todo])
        total = known + gains
        kept = total >= at_least(total, count) - margin
        return numbers[kept], gains[kept]

    def _having(self, stem: str, numbers: Numbers) -> Mask:
        found = np.zeros(len(numbers), np.bool_)
        for i, word in enumerate(self._words):
            if word.key[0] == stem:
                impact = self._impacts.get(i) or self._state.kept_impact(word)
                found |= impact.has(numbers) if impact is not None else word.stem.at(Chosen(numbers)) > 0
        return found

    def _exact(self, numbers: Numbers) -> Scores:
        scores, chosen = np.zeros(len(numbers)), Chosen(numbers)
        for i, word in enumerate(self._words if len(numbers) else ()):
            impact = self._impacts.get(i)
            scores += impact.at(numbers) if isinstance(impact, Listed) else word.at(chosen)
        return scores


def _rank_one(state: State, only: Impact, passing: Mask | None, count: int) -> Ranked | None:
    """`rank` for a single word; None where what is kept of it may not have the best."""
    if isinstance(only, Listed):
        docs, scores = only.docs.astype(np.intp), only.scores
        found = np.zeros(state.size, np.bool_)
        found[docs] = True
    elif isinstance(only, Spread):
        docs, scores = only.best
        found = only.rounded > 0
    else:
        return None
    least = 0.0 if isinstance(only, Listed) else float(scores.min(initial=np.inf))
    if passing is not None:
        kept = passing[docs]
        docs, scores = docs[kept], scores[kept]
    bar = at_least(scores, count) - MARGIN if count else np.inf
    if least > 0 and bar < least:
        return None
    best = np.flatnonzero(scores >= max(bar, np.finfo(np.float64).tiny))
    return Ranked(found, docs[best], scores[best])


def _passed(sums: Sums, passing: Mask | None) -> Sums:
    return sums if passing is None else sums * passing


def _sums_behind(bounds: Sequence[float]) -> list[float]:
    """For each place, the sum from there on; and 0."""
    sums = [0.0]
    for bound in reversed(bounds):
        sums.append(sums[-1] + bound)
    return sums[::-1]
