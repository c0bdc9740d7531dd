"""What a query means, written as plain loops over single documents: for `memory.py`, and to be read.

Nothing here is an index. Each rule of `base.py` (what matches, what it scores, what passes a filter, what comes
first) is one short function.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from ..model import (
    And,
    Everything,
    Field,
    Filters,
    Kind,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Release,
    Sort,
    Term,
)
from . import scoring
from .base import Request

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A release with its words as they were analysed."""

    release: Release
    hash: str
    forms: dict[Field, Words]
    stems: dict[Field, Words]

    def names(self, facet: str) -> set[str]:
        """What this release has of a facet, as it is spelt."""
        if facet == "year":
            return {f"{self.release.date.year:04d}"} if self.release.date else set()
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
    if but != "year" and (filters.date_from or filters.date_to):
        day = document.release.date
        if day is None:
            return False
        if not (filters.date_from or date.min) <= day <= (filters.date_to or date.max):
            return False
    wanted = {
        "person": filters.person,
        "organization": filters.organization,
        "place": filters.place,
        "source": filters.source,
    }
    return all(
        {value.casefold() for value in values} & {name.casefold() for name in document.names(facet)}
        for facet, values in wanted.items()
        if values and facet != but
    )


def _fields(field: Field | None) -> tuple[Field, ...]:
    return tuple(Field) if field is None else (field,)


def _stands(phrase: Words, words: Words) -> bool:
    """Whether the forms of a phrase stand side by side somewhere in `words`."""
    size = len(phrase)
    return size > 0 and any(words[i : i + size] == phrase for i in range(len(words) - size + 1))


class Scorer:
    """Scores single documents for one request, with the statistics of the whole collection."""

    def __init__(self, documents: Iterable[Document], request: Request) -> None:
        self._all = list(documents)
        self._means = {
            field: scoring.average(sum(len(doc.forms[field]) for doc in self._all), len(self._all)) for field in Field
        }
        self._rarities: dict[tuple[str, Field, str], float] = {}
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
                return float(sum(some)) if some else None
            case Term(stem=stem, field=field):
                fields = [each for each in _fields(field) if stem in document.stems[each]]
                return sum(self._word("stems", each, stem, document) for each in fields) if fields else None
            case Phrase(forms, field):
                fields = [each for each in _fields(field) if _stands(forms, document.forms[each])]
                values_of = [self._word("forms", each, form, document) for each in fields for form in forms]
                return sum(values_of) if fields else None
            case Prefix(field=field):
                kept = self._prefixes[query]
                found = any(kept & set(document.forms[each]) for each in _fields(field))
                return scoring.PREFIX_SCORE if found else None

    def _word(self, kind: str, field: Field, word: str, document: Document) -> float:
        words = self._words(kind)(document)[field]
        value = scoring.score(
            words.count(word),
            len(words),
            mean=self._means[field],
            rarity=self._rarity(kind, field, word),
        )
        return scoring.WEIGHTS[field] * value

    def _rarity(self, kind: str, field: Field, word: str) -> float:
        key = (kind, field, word)
        if key not in self._rarities:
            of = self._words(kind)
            having = sum(word in of(document)[field] for document in self._all)
            self._rarities[key] = scoring.idf(len(self._all), having)
        return self._rarities[key]

    @staticmethod
    def _words(kind: str) -> Callable[[Document], dict[Field, Words]]:
        return lambda document: document.stems if kind == "stems" else document.forms

    def _expand(self, request: Request) -> dict[Prefix, set[str]]:
        """The forms that each prefix stands for: the most frequent ones of all prefixes together."""
        prefixes = _prefixes(request.query)
        counts: Counter[tuple[str, int]] = Counter()
        for i, prefix in enumerate(prefixes):
            for document in self._all:
                for field in _fields(prefix.field):
                    forms = {form for form in document.forms[field] if form.startswith(prefix.text)}
                    counts.update((form, i) for form in forms)
        kept = sorted(counts, key=lambda pair: (-counts[pair], pair))[: request.prefix_forms]
        return {prefix: {form for form, at in kept if at == i} for i, prefix in enumerate(prefixes)}


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
