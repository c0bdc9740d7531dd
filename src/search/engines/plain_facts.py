"""What is to be known of one release to explain its score, from plain documents."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..model import Dated, Everything, Field, Named, Near, Phrase, Prefix
from ..reasons import FieldCount
from . import scoring
from .explaining import Words
from .pairs import Pair
from .plain import Document, Scorer, fields_of, together


class PlainFacts:
    """`explaining.Facts` by loops over all documents."""

    def __init__(self, documents: Sequence[Document], document: Document, scorer: Scorer) -> None:
        self._all = documents
        self._document = document
        self._scorer = scorer

    @property
    def releases(self) -> int:
        return len(self._all)

    def having(self, words: Words, word: str, field: Field | None) -> int:
        return sum(any(word in each.words(words)[field] for field in fields_of(field)) for each in self._all)

    def mean(self, field: Field) -> float:
        return scoring.average(sum(len(each.forms[field]) for each in self._all), len(self._all))

    def count(self, words: Words, word: str, field: Field) -> FieldCount:
        its = self._document.words(words)[field]
        return FieldCount(field, its.count(word), len(its))

    def matches(self, leaf: Everything | Prefix | Named | Dated) -> bool:
        return self._scorer.score(leaf, self._document) is not None

    def standing(self, leaf: Phrase | Near) -> Sequence[Field]:
        return together(leaf, self._document)

    def is_of(self, form: str, stem: str) -> bool:
        return self._scorer.stem_of.get(form) == stem

    def follow(self, pair: Pair) -> bool:
        return any((pair.first, pair.second) in pairwise(self._document.stems[field]) for field in pair.fields)
