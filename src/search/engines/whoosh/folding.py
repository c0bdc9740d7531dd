"""Of releases that are versions of one, the best that matches stands for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from .state import State
from .terms import Chosen, Mask, Numbers, Scores
from .words import Word

Scoring = Callable[[Numbers], Scores]
"""Gives the scores of ascending releases, all of which match."""

_FEW = 32
"""Up to this part of all releases, members are looked up one by one."""


class Folding:
    """Groups of releases of one state, as arrays. Costs a search a look at their members, whatever else matches."""

    def __init__(self, state: State, groups: Iterable[Sequence[str]]) -> None:
        """Ids that the state does not have are passed over."""
        wanted = [list(dict.fromkeys(group)) for group in groups]
        find = finding(state, sum(map(len, wanted)))
        found = [[number for each in group if (number := find(each)) is not None] for group in wanted]
        several = [group for group in found if len(group) > 1]
        sizes = [len(group) for group in several]
        self._members: Numbers = np.array([number for group in several for number in group], np.intp)
        self._group_of: npt.NDArray[np.int64] = np.repeat(np.arange(len(sizes)), sizes)
        self._order: Numbers = np.argsort(self._members)
        self._size = state.size

    def folded(self, mask: Mask) -> Mask:
        """The mask with the best version of each group only; itself where there is none to leave out."""
        worse = self._worse(mask[self._members])
        if len(worse):
            mask = mask.copy()
            mask[worse] = False
        return mask

    def best(self, mask: Mask, scores: Scoring) -> Mask:
        """The mask with the version of the best score of each group only."""
        worse = self._worse_scored(mask[self._members], scores)
        if len(worse):
            mask = mask.copy()
            mask[worse] = False
        return mask

    def passing(self, words: Sequence[Word], passing: Mask | None, scores: Scoring) -> tuple[Mask | None, int]:
        """What passes with the releases that have any of these words folded, and how many that leaves out."""
        if not len(self._members):
            return passing, 0
        here = self._having(words)
        if passing is not None:
            here &= passing[self._members]
        worse = self._worse_scored(here, scores)
        if not len(worse):
            return passing, 0
        left = np.ones(self._size, np.bool_) if passing is None else passing.copy()
        left[worse] = False
        return left, len(worse)

    def _having(self, words: Sequence[Word]) -> Mask:
        """Which members have any of the words."""
        here = np.zeros(len(self._members), np.bool_)
        if len(here) * _FEW > self._size:
            mask = np.zeros(self._size, np.bool_)
            for word in words:
                word.mark(mask)
            return mask[self._members]
        chosen = Chosen(self._members[self._order])
        for word in words:
            here |= word.at(chosen) > 0
        placed = np.empty_like(here)
        placed[self._order] = here
        return placed

    def _worse(self, here: Mask) -> Numbers:
        """Of the members that are here, all but the first of each group."""
        groups, members = self._group_of[here], self._members[here]
        worse: Numbers = members[1:][groups[1:] == groups[:-1]]
        return worse

    def _worse_scored(self, here: Mask, scores: Scoring) -> Numbers:
        """Of the members that are here, all but the one of the best score of each group, ties the first."""
        groups, members = self._group_of[here], self._members[here]
        several = np.zeros(len(members), np.bool_)
        np.equal(groups[1:], groups[:-1], out=several[1:])
        several[:-1] |= several[1:]
        groups, members = groups[several], members[several]
        if not len(members):
            none: Numbers = members
            return none
        ascending = np.argsort(members)
        its_scores = np.empty(len(members))
        its_scores[ascending] = scores(members[ascending])
        order = np.lexsort((np.arange(len(members)), -np.round(its_scores, 6), groups))
        groups, members = groups[order], members[order]
        worse: Numbers = members[1:][groups[1:] == groups[:-1]]
        return worse


def finding(state: State, count: int) -> Callable[[str], int | None]:
    """Finds the numbers of so many ids."""
    if count * _FEW < state.size:
        return state.find
    numbers = state.numbers_of_ids()
    return numbers.get
