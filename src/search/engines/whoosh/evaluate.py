"""A query tree over arrays: which releases match, as a mask over all; what some of them score.

Work is bounded: each leaf costs its postings, each inner node one pass over all releases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

import numpy as np

from ...model import And, Dated, Everything, Field, Named, Near, Not, Or, Phrase, Prefix, Query, Term
from .. import scoring
from ..base import Ranking
from .filtering import dated, named
from .phrases import near, standing
from .prefixes import expand
from .schema import FORMS
from .state import State
from .terms import Chosen, Mask, Numbers, Scores, places_of
from .variants import word_of
from .weighing import Weighing


def fields_of(field: Field | None) -> tuple[Field, ...]:
    """The fields that a leaf asks for."""
    return tuple(Field) if field is None else (field,)


class Evaluation:
    """One query of one state."""

    def __init__(self, state: State, query: Query, prefix_forms: int, ranking: Ranking = Ranking.BM25F) -> None:
        self._state = state
        self._query = query
        self._prefixes = expand(state, query, prefix_forms)
        self._ranking = ranking
        self._weighing = Weighing(state, ranking)
        self._places: dict[Query, dict[Field, Numbers]] = {}
        self._masks: dict[Query, Mask] = {}

    def matching(self) -> Mask:
        """The releases that match, removed ones left out."""
        return self._mask(self._query) & self._state.live

    def has(self, part: Query, number: int) -> bool:
        """Whether a release matches a part of the query."""
        return bool(self._kept_mask(part)[number])

    def scores(self, docs: Numbers) -> Scores:
        """What each of these ascending releases scores, all of which match."""
        return self._scores(self._query, Chosen(docs))[1]

    # --- Which match

    def _kept_mask(self, query: Query) -> Mask:
        if query not in self._masks:
            self._masks[query] = self._mask(query)
        return self._masks[query]

    def _mask(self, query: Query) -> Mask:
        """The releases that match, and maybe removed ones. The caller may write into it."""
        match query:
            case Everything():
                return np.ones(self._state.size, np.bool_)
            case Not(part):
                return ~self._mask(part)
            case And(parts):
                return reduce(np.logical_and, map(self._mask, parts), np.ones(self._state.size, np.bool_))
            case Or(parts):
                return reduce(np.logical_or, map(self._mask, parts), np.zeros(self._state.size, np.bool_))
            case Named(facet, name):
                return named(self._state, facet, (name,))
            case Dated(first, last):
                return dated(self._state, first, last)
            case _:
                return self._words_mask(query)

    def _words_mask(self, query: Term | Phrase | Near | Prefix) -> Mask:
        mask = np.zeros(self._state.size, np.bool_)
        match query:
            case Term():
                word_of(self._state, query, self._ranking).mark(mask)
            case Prefix():
                self._mark_prefix(query, mask)
            case _:
                for docs in self.standing(query).values():
                    mask[docs] = True
        return mask

    def standing(self, leaf: Phrase | Near) -> Mapping[Field, Numbers]:
        """The releases in which a leaf's forms stand together, by field."""
        if leaf not in self._places:
            self._places[leaf] = {
                field: standing(self._state, FORMS[field], leaf.forms)
                if isinstance(leaf, Phrase)
                else near(self._state, FORMS[field], leaf.forms, leaf.distance)
                for field in fields_of(leaf.field)
            }
        return self._places[leaf]

    def _mark_prefix(self, prefix: Prefix, mask: Mask) -> None:
        state = self._state
        kept = self._prefixes[prefix]
        for field in fields_of(prefix.field):
            if kept is None:
                _mark_all(state, prefix, FORMS[field], mask)
                continue
            for form in kept:
                for place in places_of(state.segments, state.bases, FORMS[field], form):
                    place.mark(mask)

    # --- What they score

    def _scores(self, query: Query, chosen: Chosen) -> tuple[Mask, Scores]:
        """Which of these ascending releases match a part of the query, and their scores, 0 for the others."""
        match query:
            case And(parts):
                return self._all(parts, chosen)
            case Or(parts):
                return self._any(parts, chosen)
            case Phrase() | Near():
                return self._forms(query, chosen)
            case Term():
                scores = word_of(self._state, query, self._ranking).at(chosen)
                return scores > 0, scores
        mask = self._kept_mask(query)[chosen.docs]
        return mask, np.where(mask, scoring.PREFIX_SCORE if isinstance(query, Prefix) else 0.0, 0.0)

    def _all(self, parts: Sequence[Query], chosen: Chosen) -> tuple[Mask, Scores]:
        mask, scores = np.ones(len(chosen), np.bool_), np.zeros(len(chosen))
        for part in parts:
            its_mask, its_scores = self._scores(part, chosen)
            mask &= its_mask
            scores += its_scores
        scores[~mask] = 0
        return mask, scores

    def _any(self, parts: Sequence[Query], chosen: Chosen) -> tuple[Mask, Scores]:
        mask, scores = np.zeros(len(chosen), np.bool_), self._weighing.neighbours(parts, chosen)
        for part in parts:
            its_mask, its_scores = self._scores(part, chosen)
            mask |= its_mask
            scores += its_scores
        return mask, scores

    def _forms(self, leaf: Phrase | Near, chosen: Chosen) -> tuple[Mask, Scores]:
        standing = {
            field: np.isin(chosen.docs, found, assume_unique=True) for field, found in self.standing(leaf).items()
        }
        mask = np.logical_or.reduce(list(standing.values()))
        return mask, mask * self._weighing.forms(leaf.forms, standing, chosen)


def _mark_all(state: State, prefix: Prefix, field: str, mask: Mask) -> None:
    for base, segment in zip(state.bases, state.segments, strict=True):
        terms = segment.terms(field, prefix.text)
        if terms.field is not None and len(terms.counts):
            docs = terms.field.ids_of(terms.start, terms.start + len(terms.counts))
            mask[base : base + segment.size][docs] = True
