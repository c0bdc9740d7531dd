"""A scoring formula with its numbers.

`fields`: as Whoosh, each field saturates for itself and the scores are added, the title's times
its weight. `bm25f`: S. Robertson, H. Zaragoza and M. Taylor, "Simple BM25 extension to multiple weighted fields"
(CIKM 2004): weighted, length-normalised counts are added over the fields and saturate once,

    tf    = sum over fields of  weight * count / ((1 - b) + b * length / average)
    score = idf * tf * (k1 + 1) / (tf + k1)        idf = log(1 + (N - n + 0.5) / (n + 0.5))

On top, each off at 0: the same over surface forms times `surface`; and `adjacency` times the weight of the question's
neighbouring pairs that are neighbours in the release too, over the weight of all its pairs, where a pair weighs the
sum of its words' idf (the normalised share, so that long questions gain no more than short ones), and `whole` where
that is all of it.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from ... import expansion
from ...engines import scoring, whoosh_scoring
from ...model import Field
from .collection import Collection, Floats, Index, Postings, Question


class Combination(StrEnum):
    """How a word's fields come together."""

    FIELDS = "fields"
    BM25F = "bm25f"


@dataclass(frozen=True, slots=True)
class Recipe:
    """One formula. The defaults are Whoosh's; `BASELINE` is what the engines do.

    `b_title` is `b` of the title (below 0: as `b`). `lead` weighs the first `lead_words` words of the body once
    more (`bm25f` only). `alone` is `surface` of a question of one word (below 0: as `surface`). `functions` keeps
    function words in the question. `bridging` lets pairs reach over function words.
    """

    combination: Combination = Combination.FIELDS
    k1: float = whoosh_scoring.K1
    b: float = whoosh_scoring.B
    b_title: float = -1.0
    title: float = whoosh_scoring.TITLE_WEIGHT
    lead: float = 0.0
    lead_words: int = 50
    surface: float = 0.0
    alone: float = -1.0
    adjacency: float = 0.0
    whole: float = 0.0
    adjacency_forms: float = 0.0
    bridging: bool = False
    functions: bool = False

    def __call__(self, collection: Collection, question: Question) -> Floats:
        words = _distinct(question.sequence) if self.functions else question.words
        scores = np.zeros(len(collection))
        surface = self.alone if len(words) == 1 and self.alone >= 0 else self.surface
        for form, stem in words:
            self._add(scores, collection.stems, stem, 1.0)
            if surface:
                self._add(scores, collection.forms, form, surface)
        if self.adjacency:
            share = self._adjacent(collection.stems, self._chain(question, 1), len(collection))
            scores += self.adjacency * share + self.whole * (share > 1 - _EXACT)
        if self.adjacency_forms:
            chain = self._chain(question, 0)
            scores += self.adjacency_forms * self._adjacent(collection.forms, chain, len(collection))
        return scores

    def _add(self, scores: Floats, index: Index, name: str, factor: float) -> None:
        word = index.word(name)
        if word is None:
            return
        if self.combination is Combination.FIELDS:
            self._add_fields(scores, index, word, factor)
        else:
            self._add_bm25f(scores, index, word, factor)

    def _add_fields(self, scores: Floats, index: Index, word: int, factor: float) -> None:
        for field, weight in (("title", self.title), ("body", 1.0)):
            postings = index.postings[field]
            docs, counts = postings.of(word)
            norm = self.k1 * self._norm(postings.stored_lengths[docs], postings.mean, field)
            rarity = whoosh_scoring.idf(index.releases, len(docs))
            scores[docs] += factor * weight * rarity * counts * (self.k1 + 1) / (counts + norm)

    def _add_bm25f(self, scores: Floats, index: Index, word: int, factor: float) -> None:
        tf = np.zeros(len(scores))
        for field, weight in (("title", self.title), ("body", 1.0)):
            self._count(tf, index.postings[field], word, weight, field)
        if self.lead:
            docs, counts = index.lead(self.lead_words).of(word)
            tf[docs] += self.lead * counts
        scores += factor * _idf(index, word) * tf * (self.k1 + 1) / (tf + self.k1)

    def _count(self, tf: Floats, postings: Postings, word: int, weight: float, field: str) -> None:
        docs, counts = postings.of(word)
        tf[docs] += weight * counts / self._norm(postings.lengths[docs], postings.mean, field)

    def _norm(self, lengths: Floats, mean: float, field: str) -> Floats:
        b = self.b_title if field == "title" and self.b_title >= 0 else self.b
        return (1 - b) + b * lengths / mean

    def _chain(self, question: Question, part: int) -> list[str]:
        """The words whose neighbours count: those that are scored, in the order of the question."""
        if self.functions:
            return [word[part] for word in question.sequence]
        kept = {stem for _, stem in question.words}
        return [word[part] for word in question.sequence if word[1] in kept]

    def _adjacent(self, index: Index, chain: list[str], releases: int) -> Floats:
        share = np.zeros(releases)
        total = 0.0
        for first, second in dict.fromkeys(itertools.pairwise(chain)):
            a, b = index.word(first), index.word(second)
            weight = sum(_idf(index, word) for word in (a, b))
            total += weight
            if a is not None and b is not None:
                share[index.adjacent(a, b, bridging=self.bridging)] += weight
        return share / total if total else share


BASELINE = Recipe(
    Combination.BM25F,
    k1=scoring.K1,
    b=scoring.B[Field.BODY],
    b_title=scoring.B[Field.TITLE],
    title=scoring.WEIGHTS[Field.TITLE],
    surface=scoring.SURFACE,
    alone=expansion.ALONE,
    adjacency=scoring.ADJACENCY,
    whole=scoring.WHOLE,
)
"""Today's engines, without abbreviations."""


_EXACT = 1e-9
"""Sums of the same weights differ by less."""


def _idf(index: Index, word: int | None) -> float:
    having = 0 if word is None else int(index.having[word])
    return math.log(1 + (index.releases - having + 0.5) / (having + 0.5))


def _distinct(words: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    return list({stem: (form, stem) for form, stem in reversed(words)}.values())[::-1]
