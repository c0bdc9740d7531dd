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
from .terms import Mask, Scores


def evaluate(state: State, query: Query, prefix_forms: int) -> tuple[Mask, Scores]:
    """The releases that match, removed ones left out, and their scores."""
    found = _Evaluation(state, expand(state, query, prefix_forms)).of(query)
    return found[0] & state.live, found[1]


def fields_of(field: Field | None) -> tuple[Field, ...]:
    """The fields that a leaf asks for."""
    return tuple(Field) if field is None else (field,)


class _Evaluation:
    def __init__(self, state: State, prefixes: dict[Prefix, Sequence[str]]) -> None:
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
        for form in self._prefixes[prefix]:
            for field in fields_of(prefix.field):
                mask[self._state.docs(FORMS[field], form)] = True
        return mask


def expand(state: State, query: Query, limit: int) -> dict[Prefix, Sequence[str]]:
    """The forms that each prefix of a query stands for: of all together the `limit` most frequent ones."""
    prefixes = _prefixes(query)
    counts: Counter[tuple[str, int]] = Counter()
    for i, prefix in enumerate(prefixes):
        for segment in state.segments:
            for field in fields_of(prefix.field):
                terms = segment.terms(FORMS[field], prefix.text)
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
