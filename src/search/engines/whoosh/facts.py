"""What is to be known of one release to explain its score, from the index."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ...model import Dated, Everything, Field, Named, Near, Phrase, Prefix
from ...reasons import FieldCount
from ..explaining import Words
from ..pairs import Pair
from .evaluate import Evaluation
from .neighbours import Neighbours
from .schema import FORMS, STEMS
from .state import State
from .terms import FieldTerm

_NAMES = {"stems": STEMS, "forms": FORMS}


class WhooshFacts:
    """`explaining.Facts` of the release of a number."""

    def __init__(self, state: State, number: int, evaluation: Evaluation) -> None:
        self._state = state
        self._number = number
        self._docs = np.array([number], np.intp)
        self._evaluation = evaluation

    @property
    def releases(self) -> int:
        return self._state.count

    def having(self, words: Words, word: str, field: Field | None) -> int:
        return self._state.having(_NAMES[words], word) if field is None else self._term(words, word, field).count

    def mean(self, field: Field) -> float:
        return self._state.lengths(field).mean

    def count(self, words: Words, word: str, field: Field) -> FieldCount:
        count = int(self._term(words, word, field).freqs_at(self._docs)[0])
        return FieldCount(field, count, int(self._state.lengths(field).exact[self._number]))

    def matches(self, leaf: Everything | Prefix | Named | Dated) -> bool:
        return self._evaluation.has(leaf, self._number)

    def standing(self, leaf: Phrase | Near) -> Sequence[Field]:
        return [field for field, docs in self._evaluation.standing(leaf).items() if self._number in docs]

    def is_of(self, form: str, stem: str) -> bool:
        return form in self._state.forms(stem)

    def follow(self, pair: Pair) -> bool:
        return bool(Neighbours(self._state, ()).found([pair], self._docs)[pair][0])

    def _term(self, words: Words, word: str, field: Field) -> FieldTerm:
        return self._state.field_term(_NAMES[words][field], field, word)
