"""Words with their variants: what other ways to write them score, ready to be compared with what their stems score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ...model import Field, Phrase, Term
from .. import scoring
from ..base import Ranking
from .phrases import standing
from .schema import FORMS
from .state import State
from .terms import Chosen
from .weighing import Weighing
from .words import Scored, Word


def word_of(state: State, term: Term, ranking: Ranking) -> Word:
    """What a word of a query scores."""
    word = state.word(term, ranking)
    if not term.variants:
        return word
    other = state.variants.get((term.variants, ranking), lambda: _scored(state, term.variants, ranking))
    return replace(word, key=(*word.key, term.variants), other=other) if len(other.docs) else word


def _scored(state: State, variants: Sequence[Phrase], ranking: Ranking) -> Scored:
    """The releases that have any of these phrases, and the best of what they score there."""
    weighing = Weighing(state, ranking)
    best = np.zeros(state.size)
    for variant in variants:
        fields = tuple(Field) if variant.field is None else (variant.field,)
        found = {field: standing(state, FORMS[field], variant.forms) for field in fields}
        chosen = Chosen(np.unique(np.concatenate(list(found.values()))))
        masks = {field: np.isin(chosen.docs, docs, assume_unique=True) for field, docs in found.items()}
        scores = scoring.VARIANT * weighing.forms(variant.forms, masks, chosen)
        best[chosen.docs] = np.maximum(best[chosen.docs], scores)
    docs = np.flatnonzero(best)
    return Scored(docs, best[docs])
