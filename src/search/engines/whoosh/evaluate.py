"""A query tree over arrays: which releases match, as a mask, and what each scores, as an array beside it.

Work is bounded: each leaf costs its postings, each inner node one pass over all releases. Where a release does not
match its score is 0 throughout, so that `Or` adds without looking.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from ...model import And, Everything, Field, Not, Or, Phrase, Prefix, Query, Term
from .. import scoring
from .phrases import standing
from .schema import FORMS, STEMS
from .state import State
from .terms import Mask, Scores, places_of


def evaluate(state: State, query: Query, prefix_forms: int) -> tuple[Mask, Scores]:
    """The releases that match, removed ones left out, and their scores."""
    found = _Evaluation(state, expand(state, query, prefix_forms)).of(query)
    return found[0] & state.live, found[1]


def fields_of(field: Field | None) -> tuple[Field, ...]:
    """The fields that a leaf asks for."""
    return tuple(Field) if field is None else (field,)


class _Evaluation:
    def __init__(self, state: State, prefixes: dict[Prefix, Sequence[str] | None]) -> None:
        self._state = state
        self._prefixes = prefixes

    def of(self, query: Query) -> tuple[Mask, Scores]:
        match query:
            case Everything():
                return np.ones(self._state.size, np.bool_), np.zeros(self._state.size)
            case Not(part):
                return ~self.of(part)[0], np.zeros(self._state.size)
            case And(parts):
                return self._all(parts)
            case Or(parts):
                return self._any(parts)
            case _:
                return self._any((query,))

    def _all(self, parts: Sequence[Query]) -> tuple[Mask, Scores]:
        mask, scores = self.of(Everything())
        for part in parts:
            its_mask, its_scores = self.of(part)
            mask &= its_mask
            scores += its_scores
        scores[~mask] = 0
        return mask, scores

    def _any(self, parts: Sequence[Query]) -> tuple[Mask, Scores]:
        mask, scores = np.zeros(self._state.size, np.bool_), np.zeros(self._state.size)
        for part in parts:
            match part:
                case Term():
                    self._add_term(part, mask, scores)
                case Phrase():
                    self._add_phrase(part, mask, scores)
                case Prefix():
                    its_mask = self._prefix(part)
                    mask |= its_mask
                    scores[its_mask] += scoring.PREFIX_SCORE
                case _:
                    its_mask, its_scores = self.of(part)
                    mask |= its_mask
                    scores += its_scores
        return mask, scores

    def _add_term(self, term: Term, mask: Mask, scores: Scores) -> None:
        for field in fields_of(term.field):
            docs, values = self._state.field_term(STEMS[field], field, term.stem).scored()
            mask[docs] = True
            scores[docs] += values

    def _add_phrase(self, phrase: Phrase, mask: Mask, scores: Scores) -> None:
        for field in fields_of(phrase.field):
            found = standing(self._state, FORMS[field], phrase.forms)
            if not len(found):
                continue
            mask[found] = True
            for form in phrase.forms:
                scores[found] += self._state.field_term(FORMS[field], field, form).scores_at(found)

    def _prefix(self, prefix: Prefix) -> Mask:
        mask = np.zeros(self._state.size, np.bool_)
        kept = self._prefixes[prefix]
        for field in fields_of(prefix.field):
            if kept is None:
                self._mark_all(prefix, FORMS[field], mask)
                continue
            for form in kept:
                for place in places_of(self._state.segments, self._state.bases, FORMS[field], form):
                    place.mark(mask)
        return mask

    def _mark_all(self, prefix: Prefix, field: str, mask: Mask) -> None:
        for base, segment in zip(self._state.bases, self._state.segments, strict=True):
            terms = segment.terms(field, prefix.text)
            if terms.field is not None and len(terms.counts):
                docs = terms.field.ids_of(terms.start, terms.start + len(terms.counts))
                mask[base : base + segment.size][docs] = True


def expand(state: State, query: Query, limit: int) -> dict[Prefix, Sequence[str] | None]:
    """The forms that each prefix of a query stands for, None for all that begin so: of all together the `limit` most
    frequent ones."""
    prefixes = _prefixes(query)
    lists = [
        (i, segment.terms(FORMS[field], prefix.text))
        for i, prefix in enumerate(prefixes)
        for segment in state.segments
        for field in fields_of(prefix.field)
    ]
    if sum(len(terms.counts) for _, terms in lists) <= limit:
        return dict.fromkeys(prefixes)
    counts: Counter[tuple[str, int]] = Counter()
    for i, terms in lists:
        for form, count in zip(terms.texts(), terms.counts.tolist(), strict=True):
            counts[form, i] += count
    kept = sorted(counts, key=lambda pair: (-counts[pair], pair))[:limit] if len(counts) > limit else counts
    forms: dict[Prefix, list[str]] = {prefix: [] for prefix in prefixes}
    for form, i in kept:
        forms[prefixes[i]].append(form)
    return dict(forms)


def _prefixes(query: Query) -> list[Prefix]:
    """The distinct prefixes of a query, in order."""
    match query:
        case Prefix():
            return [query]
        case Not(part):
            return _prefixes(part)
        case And(parts) | Or(parts):
            return list(dict.fromkeys(prefix for part in parts for prefix in _prefixes(part)))
        case _:
            return []
