"""What the leaves of a query score in given releases, by either ranking (`base.Ranking`).

`docs` are always ascending and hold no removed release.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import numpy as np

from ...model import Field, Query, Term
from .. import whoosh_scoring
from .neighbours import Neighbours
from .schema import FORMS, STEMS
from .state import State
from .terms import Mask, Numbers, Scores


class Weighing(Protocol):
    """A ranking."""

    def word(self, term: Term, docs: Numbers) -> Scores:
        """The score of a word in each of the releases, 0 where its stem is not."""

    def forms(self, forms: Sequence[str], standing: Mapping[Field, Mask], docs: Numbers) -> Scores:
        """The score of forms in releases where they stand together, which `standing` says for each field that was
        asked for; anything in the others."""

    def neighbours(self, parts: Sequence[Query], docs: Numbers) -> Scores:
        """What alternatives give beside their parts."""


class Bm25f:
    """`Ranking.BM25F`."""

    def __init__(self, state: State) -> None:
        self._state = state

    def word(self, term: Term, docs: Numbers) -> Scores:
        return self._state.scores(self._state.word(term), docs)

    def forms(self, forms: Sequence[str], standing: Mapping[Field, Mask], docs: Numbers) -> Scores:
        scores = np.zeros(len(docs))
        for form in forms:
            scores += self._state.weight(FORMS, form, tuple(standing)).at(docs)
        return scores

    def neighbours(self, parts: Sequence[Query], docs: Numbers) -> Scores:
        return Neighbours(self._state, parts).at(docs)


class WhooshBm25f:
    """`Ranking.WHOOSH`."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._bytes = {field: state.length_bytes(field) for field in Field}
        self._norms = {field: whoosh_scoring.norms(state.mean(field)) for field in Field}

    def word(self, term: Term, docs: Numbers) -> Scores:
        scores = np.zeros(len(docs))
        for field in tuple(Field) if term.field is None else (term.field,):
            scores += self._at(STEMS[field], field, term.stem, docs)
        return scores

    def forms(self, forms: Sequence[str], standing: Mapping[Field, Mask], docs: Numbers) -> Scores:
        scores = np.zeros(len(docs))
        for field, mask in standing.items():
            for form in forms:
                scores += mask * self._at(FORMS[field], field, form, docs)
        return scores

    def neighbours(self, _parts: Sequence[Query], docs: Numbers) -> Scores:
        return np.zeros(len(docs))

    def _at(self, name: str, field: Field, word: str, docs: Numbers) -> Scores:
        term = self._state.field_term(name, field, word)
        rarity = whoosh_scoring.idf(self._state.count, term.count)
        scores = whoosh_scoring.scores(term.freqs_at(docs), self._bytes[field][docs], self._norms[field], rarity)
        return scores * whoosh_scoring.WEIGHTS[field]
