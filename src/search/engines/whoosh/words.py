"""What a word of a query scores: its stem over the fields, and the form that was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from .. import scoring, whoosh_scoring
from .counts import Freqs
from .terms import Chosen, FieldTerm, Mask, Numbers, Scores

Rough = npt.NDArray[np.float32]


class Weight(Protocol):
    """A stem or a form in the fields that it is asked for in."""

    @property
    def terms(self) -> Sequence[FieldTerm]:
        """It, in the fields in which some release has it."""

    @property
    def count(self) -> int:
        """In how many fields of releases it is: as many releases or, where it is in two fields of one, fewer."""

    @property
    def bound(self) -> float:
        """No release scores more."""

    def at(self, chosen: Chosen) -> Scores:
        """The score of each of these releases, 0 where it is not."""

    def scored(self) -> tuple[Numbers, Scores]:
        """The releases that have it, ascending, and their scores."""

    def spread(self, size: int) -> Rough:
        """The score of each of `size` releases, in single precision."""

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that has it, and maybe for removed ones."""


@dataclass(frozen=True)
class _Weight:
    terms: Sequence[FieldTerm]

    @cached_property
    def count(self) -> int:
        return sum(term.count for term in self.terms)

    def mark(self, mask: Mask) -> None:
        for term in self.terms:
            term.mark(mask)


@dataclass(frozen=True)
class Bm25f(_Weight):
    """By `scoring`: the fields are added before they saturate. `rarity` is the `idf`."""

    rarity: float

    @cached_property
    def bound(self) -> float:
        return scoring.score(sum(map(_most_weighed, self.terms)), self.rarity)

    def at(self, chosen: Chosen) -> Scores:
        weighed = np.zeros(len(chosen))
        for term in self.terms:
            weighed += term.freqs_at(chosen.docs) * chosen.of(term.lengths.shares)
        return scoring.score(weighed, self.rarity)

    def scored(self) -> tuple[Numbers, Scores]:
        docs, weighed = _added(self.terms, lambda term, docs, freqs: freqs * term.lengths.shares[docs])
        return docs, scoring.score(weighed, self.rarity)

    def spread(self, size: int) -> Rough:
        weighed = np.zeros(size, np.float32)
        for term in self.terms:
            term.counts.add_times(term.lengths.rough_shares, weighed)
        return scoring.score(weighed, self.rarity)


def _most_weighed(term: FieldTerm) -> float:
    mean = term.lengths.mean
    return max((scoring.frequency(term.field, freq, words, mean) for freq, words in term.most), default=0.0)


@dataclass(frozen=True)
class WhooshBm25f(_Weight):
    """By `whoosh_scoring`: each field saturates, then they are added. `rarities` go with `terms`, and have the fields'
    weights in them."""

    rarities: Sequence[float]

    @cached_property
    def bound(self) -> float:
        return sum(
            max(whoosh_scoring.score(freq, words, mean=term.lengths.mean, rarity=rarity) for freq, words in term.most)
            for term, rarity in self._each()
        )

    def at(self, chosen: Chosen) -> Scores:
        scores = np.zeros(len(chosen))
        for term, rarity in self._each():
            scores += whoosh_scoring.scores(term.freqs_at(chosen.docs), chosen.of(term.lengths.norms), rarity)
        return scores

    def scored(self) -> tuple[Numbers, Scores]:
        rarity_of = {term.name: rarity for term, rarity in self._each()}
        return _added(
            self.terms,
            lambda term, docs, freqs: whoosh_scoring.scores(freqs, term.lengths.norms[docs], rarity_of[term.name]),
        )

    def spread(self, size: int) -> Rough:
        scores = np.zeros(size, np.float32)
        for term, rarity in self._each():
            docs, freqs = term.counts.postings()
            norms = term.lengths.rough_norms[docs]
            scores[docs] += whoosh_scoring.scores(freqs.astype(np.float32), norms, rarity)
        return scores

    def _each(self) -> Iterator[tuple[FieldTerm, float]]:
        return zip(self.terms, self.rarities, strict=True)


def _added(terms: Sequence[FieldTerm], value: Callable[[FieldTerm, Numbers, Freqs], Scores]) -> tuple[Numbers, Scores]:
    """The releases that have any of the terms, ascending, and the sums of the terms' values in them."""
    found, values = np.empty(0, np.intp), np.empty(0)
    for term in reversed(terms):
        docs, freqs = term.counts.postings()
        more = value(term, docs, freqs)
        found, values = _merged(found, values, docs, more) if len(found) else (docs, more)
    return found, values


class Scored(NamedTuple):
    """Some releases, ascending, none of them removed, and what each scores."""

    docs: Numbers
    scores: Scores

    def at(self, docs: Numbers) -> Scores:
        """The score of each of these ascending releases, 0 of those that are not among them."""
        if not len(self.docs):
            return np.zeros(len(docs))
        at = self.docs.searchsorted(docs).clip(max=len(self.docs) - 1)
        found: Scores = self.scores[at] * (self.docs[at] == docs)
        return found


@dataclass(frozen=True)
class Word:
    """A word of a query. `form` is None where what was typed is no form of the stem, or in no release. Scores are those
    of the stem and of a `surface` of the form or, where they are more, of `other` ways to write it, times `weight`."""

    key: tuple[str, *tuple[object, ...]]
    """The stem, and what else it is that scores depend on."""
    stem: Weight
    form: Weight | None
    surface: float = scoring.SURFACE
    weight: float = 1.0
    other: Scored | None = None

    @property
    def count(self) -> int:
        """See `Weight.count`."""
        return self.stem.count + (len(self.other.docs) if self.other else 0)

    @cached_property
    def bound(self) -> float:
        """No release scores more."""
        own = self.stem.bound + (self.surface * self.form.bound if self.form else 0.0)
        return self.weight * (max(own, float(self.other.scores.max(initial=0.0))) if self.other else own)

    def mark(self, mask: Mask) -> None:
        """Set the mask for every release that matches, and maybe for removed ones."""
        self.stem.mark(mask)
        if self.other:
            mask[self.other.docs] = True

    def at(self, chosen: Chosen) -> Scores:
        """The score of each of these releases; 0 where they do not match."""
        scores = self.stem.at(chosen)
        if self.form:
            scores += self.surface * self.form.at(chosen)
        if self.other:
            np.maximum(scores, self.other.at(chosen.docs), out=scores)
        return scores if self.weight == 1.0 else self.weight * scores

    def scored(self) -> tuple[Numbers, Scores]:
        """The releases that match, ascending, and their scores."""
        docs, scores = self.stem.scored()
        if self.form and len(docs):
            having, more = self.form.scored()
            at = docs.searchsorted(having).clip(max=len(docs) - 1)
            scores[at] += self.surface * more  # each has the stem: the form is one of its forms
        if self.other:
            docs, scores = _merged(docs, scores, *self.other, np.maximum)
        return docs, scores if self.weight == 1.0 else self.weight * scores

    def spread(self, size: int) -> Rough:
        """The score of each of `size` releases, in single precision."""
        scores = self.stem.spread(size)
        if self.form:
            scores += np.float32(self.surface) * self.form.spread(size)
        if self.other:
            docs, others = self.other
            scores[docs] = np.maximum(scores[docs], others.astype(np.float32))
        return scores if self.weight == 1.0 else np.float32(self.weight) * scores


def _merged(
    docs: Numbers, values: Scores, others: Numbers, more: Scores, both: np.ufunc = np.add
) -> tuple[Numbers, Scores]:
    """Two ascending lists of releases as one; the values of those that are in both are added, or what `both` says."""
    at = docs.searchsorted(others)
    new = docs.take(at, mode="clip") != others if len(docs) else np.ones(len(others), np.bool_)
    if new.any():
        docs, values = np.insert(docs, at[new], others[new]), np.insert(values, at[new], 0.0)
        at = docs.searchsorted(others)
    values[at] = both(values[at], more)
    return docs, values
