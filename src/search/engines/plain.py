"""What a query means, written as plain loops over single documents: for `memory.py`, and to be read.

Nothing here is an index. Each rule of `base.py` (what matches, what it scores, what passes a filter, what comes
first) is one short function.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from ..leaves import leaves
from ..model import (
    And,
    Dated,
    Everything,
    Field,
    Filters,
    Kind,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Release,
    Sort,
    Term,
)
from . import scoring, whoosh_scoring
from .base import Ranking, Request
from .pairs import neighbours_of

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A release with its words as they were analysed."""

    release: Release
    hash: str
    forms: dict[Field, Words]
    stems: dict[Field, Words]

    def words(self, kind: str) -> dict[Field, Words]:
        """Its "stems" or "forms"."""
        return self.stems if kind == "stems" else self.forms

    def names(self, facet: str) -> set[str]:
        """What this release has of a facet, as it is spelt."""
        if facet == "year":
            return {self.release.date.isoformat()[:4]} if self.release.date else set()
        if facet == "month":
            return {self.release.date.isoformat()[:7]} if self.release.date else set()
        if facet == "source":
            return {self.release.source} if self.release.source else set()
        return {name for name in self.release.names(Kind(facet)) if name}


def place(release: Release, score: float, sort: Sort) -> tuple[int, int, str]:
    """Where a release stands in a result; smaller comes first."""
    day = release.date.toordinal() if release.date else None
    newest = -day if day else 0
    if sort is Sort.RELEVANCE:
        return -round(score * 1e6), newest, release.id
    if sort is Sort.NEWEST:
        return 0, newest, release.id
    return 0, day or date.max.toordinal() + 1, release.id


def passes(document: Document, filters: Filters, but: str = "") -> bool:
    """Whether a release meets all filters, that of the facet `but` left out."""
    bounded = but != "year" and (filters.date_from or filters.date_to)
    if bounded and not _dated(document, filters.date_from, filters.date_to):
        return False
    if (filters.event_from or filters.event_to) and not _eventful(document, filters.event_from, filters.event_to):
        return False
    wanted = {
        "person": filters.person,
        "organization": filters.organization,
        "place": filters.place,
        "source": filters.source,
    }
    return all(
        any(_named(document, facet, value) for value in values)
        for facet, values in wanted.items()
        if values and facet != but
    )


def _dated(document: Document, first: date | None, last: date | None) -> bool:
    """Whether a release has a date, from the first to the last."""
    day = document.release.date
    return day is not None and (first or date.min) <= day <= (last or date.max)


def _eventful(document: Document, first: date | None, last: date | None) -> bool:
    """Whether a release names a day, or a part of a span of days, from the first to the last."""
    return any(
        event.day <= (last or date.max) and (event.last or event.day) >= (first or date.min)
        for event in document.release.event_dates
    )


def _named(document: Document, facet: str, name: str) -> bool:
    return name.casefold() in {each.casefold() for each in document.names(facet)}


def fields_of(field: Field | None) -> tuple[Field, ...]:
    """The fields that a leaf asks for."""
    return tuple(Field) if field is None else (field,)


def stands(phrase: Words, words: Words) -> bool:
    """Whether the forms of a phrase stand side by side somewhere in `words`."""
    size = len(phrase)
    return size > 0 and any(words[i : i + size] == phrase for i in range(len(words) - size + 1))


def _near(forms: Words, distance: int, words: Words) -> bool:
    """Whether a stretch of `words` has all the forms and at most `distance` words more."""
    if not forms:
        return False
    wanted = Counter(forms)
    size = len(forms) + distance
    return any(Counter(words[i : i + size]) >= wanted for i in range(len(words)))


def together(leaf: Phrase | Near, document: Document) -> list[Field]:
    """The fields in which a leaf's forms stand together."""
    return [
        field
        for field in fields_of(leaf.field)
        if (
            stands(leaf.forms, document.forms[field])
            if isinstance(leaf, Phrase)
            else _near(leaf.forms, leaf.distance, document.forms[field])
        )
    ]


class Scorer:
    """Scores single documents for one request, with the statistics of the whole collection.

    `stem_of` holds the stem under which each form was indexed.
    """

    def __init__(self, documents: Iterable[Document], request: Request, stem_of: Mapping[str, str]) -> None:
        self._all = list(documents)
        self.stem_of = stem_of
        weighing = Bm25f if request.ranking is Ranking.BM25F else WhooshBm25f
        self._weighing = weighing(self._all)
        self._prefixes = self._expand(request)

    def score(self, query: Query, document: Document) -> float | None:
        """The score of a document, None where it does not match."""
        match query:
            case Everything():
                return 0.0
            case Not(part):
                return 0.0 if self.score(part, document) is None else None
            case And(parts):
                values = [self.score(part, document) for part in parts]
                return None if None in values else float(sum(value for value in values if value is not None))
            case Or(parts):
                some = [value for part in parts if (value := self.score(part, document)) is not None]
                return float(sum(some)) + self._weighing.neighbours(parts, document) if some else None
            case Named(facet, name):
                return 0.0 if _named(document, facet, name) else None
            case Dated(first, last):
                return 0.0 if _dated(document, first, last) else None
            case Term():
                return self._word(query, document)
            case Phrase(forms, field) | Near(forms, _, field):
                fields = together(query, document)
                return self._weighing.forms(forms, fields_of(field), fields, document) if fields else None
            case Prefix(field=field):
                kept = self._prefixes[query]
                prefixed = any(kept & set(document.forms[each]) for each in fields_of(field))
                return scoring.PREFIX_SCORE if prefixed else None

    def _word(self, term: Term, document: Document) -> float | None:
        """The score of a word: as it was typed or, where that is more, in another way to write it."""
        fields = fields_of(term.field)
        ways = [
            scoring.VARIANT * value for variant in term.variants if (value := self.score(variant, document)) is not None
        ]
        if any(term.stem in document.stems[field] for field in fields):
            typed = term.form if self.stem_of.get(term.form) == term.stem else None
            surface = scoring.SURFACE if term.surface is None else term.surface
            ways.append(self._weighing.word(term.stem, typed, surface, fields, document))
        return term.weight * max(ways) if ways else None

    def _expand(self, request: Request) -> dict[Prefix, set[str]]:
        """The forms that each prefix stands for: the most frequent ones of all prefixes together."""
        prefixes = list(dict.fromkeys(leaf for leaf in leaves(request.query) if isinstance(leaf, Prefix)))
        counts: Counter[tuple[str, int]] = Counter()
        for i, prefix in enumerate(prefixes):
            for document in self._all:
                for field in fields_of(prefix.field):
                    forms = {form for form in document.forms[field] if form.startswith(prefix.text)}
                    counts.update((form, i) for form in forms)
        kept = sorted(counts, key=lambda pair: (-counts[pair], pair))[: request.prefix_forms]
        return {prefix: {form for form, at in kept if at == i} for i, prefix in enumerate(prefixes)}


class Bm25f:
    """`Ranking.BM25F`."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._all = documents
        self._means = {
            field: scoring.average(sum(len(doc.forms[field]) for doc in documents), len(documents)) for field in Field
        }
        self._rarities: dict[tuple[str, str], float] = {}

    def word(self, stem: str, form: str | None, surface: float, fields: Sequence[Field], document: Document) -> float:
        """What a stem scores; and the form that was typed, where it is one of the stem's, a `surface` of its score."""
        value = self._score("stems", stem, fields, document)
        return value if form is None else value + surface * self._score("forms", form, fields, document)

    def forms(self, forms: Words, fields: Sequence[Field], _standing: Sequence[Field], document: Document) -> float:
        """What forms score that stand together in some of the fields."""
        return sum(self._score("forms", form, fields, document) for form in forms)

    def neighbours(self, parts: Sequence[Query], document: Document) -> float:
        """What alternatives score beside their parts: for words that are neighbours there and in the release."""
        pairs = neighbours_of(parts)
        weights = [self._rarity("stems", first) + self._rarity("stems", second) for first, second, _ in pairs]
        found = [
            any((first, second) in pairwise(document.stems[field]) for field in fields)
            for first, second, fields in pairs
        ]
        gained = sum(weight for weight, there in zip(weights, found, strict=True) if there)
        whole = scoring.WHOLE if all(found) else 0.0
        return scoring.ADJACENCY * gained / sum(weights) + whole if pairs else 0.0

    def _score(self, kind: str, word: str, fields: Sequence[Field], document: Document) -> float:
        weighed = 0.0
        for field in fields:
            words = document.words(kind)[field]
            weighed += scoring.frequency(field, words.count(word), len(words), self._means[field])
        return scoring.score(weighed, self._rarity(kind, word))

    def _rarity(self, kind: str, word: str) -> float:
        key = (kind, word)
        if key not in self._rarities:
            having = sum(any(word in words for words in doc.words(kind).values()) for doc in self._all)
            self._rarities[key] = scoring.idf(len(self._all), having)
        return self._rarities[key]


class WhooshBm25f:
    """`Ranking.WHOOSH`."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self._all = documents
        self._means = {
            field: scoring.average(sum(len(doc.forms[field]) for doc in documents), len(documents)) for field in Field
        }
        self._rarities: dict[tuple[str, Field, str], float] = {}

    def word(self, stem: str, _form: str | None, _surface: float, fields: Sequence[Field], document: Document) -> float:
        return sum(self._score("stems", field, stem, document) for field in fields)

    def forms(self, forms: Words, _fields: Sequence[Field], standing: Sequence[Field], document: Document) -> float:
        return sum(self._score("forms", field, form, document) for field in standing for form in forms)

    def neighbours(self, _parts: Sequence[Query], _document: Document) -> float:
        return 0.0

    def _score(self, kind: str, field: Field, word: str, document: Document) -> float:
        words = document.words(kind)[field]
        value = whoosh_scoring.score(
            words.count(word),
            len(words),
            mean=self._means[field],
            rarity=self._rarity(kind, field, word),
        )
        return whoosh_scoring.WEIGHTS[field] * value

    def _rarity(self, kind: str, field: Field, word: str) -> float:
        key = (kind, field, word)
        if key not in self._rarities:
            having = sum(word in document.words(kind)[field] for document in self._all)
            self._rarities[key] = whoosh_scoring.idf(len(self._all), having)
        return self._rarities[key]
