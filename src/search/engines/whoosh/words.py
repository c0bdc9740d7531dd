"""What a word of a query scores: its stem over the fields, and the form that was typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .. import scoring
from .terms import FieldTerm, Mask, Numbers, Scores

Rough = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Weight:
    """A stem or a form in the fields that it is asked for in; `terms` are those that some release has."""

    terms: Sequence[FieldTerm]
    rarity: float

    @cached_property
    def count(self) -> int:
        """In how many fields of releases it is: as many releases or, where it is in two fields of one, fewer."""
        return sum(term.count for term in self.terms)

    @cached_property
    def bound(self) -> float:
        """No release scores more."""
        return scoring.score(sum(term.most for term in self.terms), self.rarity)

    def at(self, docs: Numbers) -> Scores:
        """The score of each of these ascending releases, none of them removed; 0 where it is not."""
        weighed = np.zeros(len(docs))
        for term in self.terms:
            weighed += term.weighed_at(docs)
        return scoring.score(weighed, self.rarity)

    def scored(self) -> tuple[Numbers, Scores]:
        """The releases that have it, ascending, and their scores."""
        if not self.terms:
            return np.empty(0, np.intp), np.empty(0)
        docs, weighed = self.terms[-1].weighed()
        for term in self.terms[:-1]:
            docs, weighed = _merged(docs, weighed, *term.weighed())
        return docs, scoring.score(weighed, self.rarity)

    def everywhere(self, size: int) -> Scores:
        """The score of each of `size` releases."""
        weighed = np.zeros(size)
        for term in self.terms:
            docs, more = term.weighed()
            weighed[docs] += more
        return scoring.score(weighed, self.rarity)

    def spread(self, size: int) -> Rough:
        """`everywhere` in single precision, faster."""
        weighed = np.zeros(size, np.float32)
        for term in self.terms:
            term.add_weighed(weighed)
        return scoring.score(weighed, self.rarity)

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has it, and maybe for removed ones."""
        for term in self.terms:
            term.mark(mask)


@dataclass(frozen=True)
class Word:
    """A word of a query. `form` is None where what was typed is no form of the stem, or in no release."""

    key: tuple[str, str | None, str | None]
    stem: Weight
    form: Weight | None

    @property
    def count(self) -> int:
        """See `Weight.count`."""
        return self.stem.count

    @cached_property
    def bound(self) -> float:
        """No release scores more."""
        return self.stem.bound + (scoring.SURFACE * self.form.bound if self.form else 0.0)

    def at(self, docs: Numbers) -> Scores:
        """The score of each of these ascending releases, none of them removed; 0 where the stem is not."""
        scores = self.stem.at(docs)
        if self.form:
            scores += scoring.SURFACE * self.form.at(docs)
        return scores

    def scored(self) -> tuple[Numbers, Scores]:
        """The releases that have the stem, ascending, and their scores."""
        docs, scores = self.stem.scored()
        if self.form and len(docs):
            having, more = self.form.scored()
            at = docs.searchsorted(having).clip(max=len(docs) - 1)
            scores[at] += scoring.SURFACE * more  # each has the stem: the form is one of its forms
        return docs, scores

    def everywhere(self, size: int) -> Scores:
        """The score of each of `size` releases."""
        scores = self.stem.everywhere(size)
        if self.form:
            scores += scoring.SURFACE * self.form.everywhere(size)
        return scores

    def spread(self, size: int) -> Rough:
        """`everywhere` in single precision, faster."""
        scores = self.stem.spread(size)
        if self.form:
            scores += np.float32(scoring.SURFACE) * self.form.spread(size)
        return scores


def _merged(docs: Numbers, values: Scores, others: Numbers, more: Scores) -> tuple[Numbers, Scores]:
    """Two ascending lists of releases as one; the values of those that are in both are added."""
    at = docs.searchsorted(others)
    new = docs.take(at, mode="clip") != others if len(docs) else np.ones(len(others), np.bool_)
    if new.any():
        docs, values = np.insert(docs, at[new], others[new]), np.insert(values, at[new], 0.0)
        at = docs.searchsorted(others)
    values[at] += more
    return docs, values
