"""Why a release scores: the formulas of `scoring.py` and `whoosh_scoring.py`, worked out for one release at a time.

This is the second time that they are worked out, on purpose: it goes by what an engine knows of the release, not by how
the engine came to its score, and the two are held to each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal, Protocol

from ..model import (
    And,
    Dated,
    Everything,
    Field,
    Leaf,
    Named,
    Near,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
)
from ..reasons import FieldCount, Reason, ReasonKind
from . import scoring, whoosh_scoring
from .base import Ranking
from .pairs import Pair, neighbours_of

Words = Literal["stems", "forms"]


class Facts(Protocol):
    """What an engine knows of one release, and of its archive."""

    @property
    def releases(self) -> int:
        """How many there are."""

    def having(self, words: Words, word: str, field: Field | None) -> int:
        """How many of them have a word in a field, or in any (None)."""

    def mean(self, field: Field) -> float:
        """`scoring.average` of the field."""

    def count(self, words: Words, word: str, field: Field) -> FieldCount:
        """How often the release has a word."""

    def matches(self, leaf: Everything | Prefix | Named | Dated) -> bool:
        """Whether the release does."""

    def standing(self, leaf: Phrase | Near) -> Sequence[Field]:
        """The fields in which the leaf's forms stand together."""

    def is_of(self, form: str, stem: str) -> bool:
        """Whether a form was indexed under a stem."""

    def follow(self, pair: Pair) -> bool:
        """Whether its second stem stands behind its first in a field of the pair."""


def reasons_for(query: Query, facts: Facts, ranking: Ranking) -> tuple[Reason, ...]:
    """The parts of the score that a release has for a query; none where it does not match."""
    formula = _Bm25f(facts) if ranking is Ranking.BM25F else _WhooshBm25f(facts)
    return tuple(_reasons(query, facts, formula) or ())


def _reasons(query: Query, facts: Facts, formula: _Bm25f | _WhooshBm25f) -> list[Reason] | None:
    """None where the release does not match."""
    match query:
        case And(parts):
            all_ = [_reasons(part, facts, formula) for part in parts]
            return None if None in all_ else [reason for part in all_ for reason in part or ()]
        case Or(parts):
            some = [found for part in parts if (found := _reasons(part, facts, formula)) is not None]
            return [*(reason for found in some for reason in found), *formula.neighbours(parts)] if some else None
        case Not(part):
            return [] if _reasons(part, facts, formula) is None else None
        case Term():
            return _word(query, facts, formula)
        case Phrase() | Near():
            standing = facts.standing(query)
            return formula.forms(query, standing) if standing else None
        case Prefix(text):
            beginning = Reason(ReasonKind.PREFIX, (query,), text, scoring.PREFIX_SCORE)
            return [beginning] if facts.matches(query) else None
        case _:
            return [] if facts.matches(query) else None


def _word(term: Term, facts: Facts, formula: _Bm25f | _WhooshBm25f) -> list[Reason] | None:
    """Those of the word as it was typed or, where they are more, of another way to write it."""
    ways = [formula.word(term)]
    for variant in term.variants:
        found = _reasons(variant, facts, formula) or []
        ways.append([replace(reason, leaves=(term,), score=scoring.VARIANT * reason.score) for reason in found])
    best = max(ways, key=lambda way: sum(reason.score for reason in way))
    return [replace(reason, score=term.weight * reason.score) for reason in best] or None


def _fields(leaf: Term | Phrase | Near) -> tuple[Field, ...]:
    return tuple(Field) if leaf.field is None else (leaf.field,)


class _Bm25f:
    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def word(self, term: Term) -> list[Reason]:
        found = self._reason("stems", term, term.stem)
        surface = scoring.SURFACE if term.surface is None else term.surface
        if found and surface and self._facts.is_of(term.form, term.stem):
            found += self._reason("forms", term, term.form, surface)
        return found

    def forms(self, leaf: Phrase | Near, _standing: Sequence[Field]) -> list[Reason]:
        return [reason for form in leaf.forms for reason in self._reason("forms", leaf, form)]

    def neighbours(self, parts: Sequence[Query]) -> Iterable[Reason]:
        pairs = neighbours_of(parts)
        weights = [self._idf("stems", pair.first) + self._idf("stems", pair.second) for pair in pairs]
        found = [self._facts.follow(pair) for pair in pairs]
        # What the whole gives is each pair's by its weight, as the rest is.
        shared = scoring.ADJACENCY + (scoring.WHOLE if all(found) else 0.0)
        for pair, weight, there in zip(pairs, weights, found, strict=True):
            if there:
                gain = shared * weight / sum(weights)
                yield Reason(ReasonKind.NEIGHBOURS, _leaves_of(pair, parts), f"{pair.first} {pair.second}", gain)

    def _reason(self, words: Words, leaf: Term | Phrase | Near, word: str, share: float = 1.0) -> list[Reason]:
        counts = [self._facts.count(words, word, field) for field in _fields(leaf)]
        counts = [count for count in counts if count.count]
        if not counts:
            return []
        weighed = sum(scoring.frequency(c.field, c.count, c.words, self._facts.mean(c.field)) for c in counts)
        idf = self._idf(words, word)
        return [_counted(words, leaf, word, share * scoring.score(weighed, idf), idf, counts)]

    def _idf(self, words: Words, word: str) -> float:
        return scoring.idf(self._facts.releases, self._facts.having(words, word, None))


class _WhooshBm25f:
    def __init__(self, facts: Facts) -> None:
        self._facts = facts

    def word(self, term: Term) -> list[Reason]:
        return self._each("stems", term, term.stem, _fields(term))

    def forms(self, leaf: Phrase | Near, standing: Sequence[Field]) -> list[Reason]:
        return [reason for form in leaf.forms for reason in self._each("forms", leaf, form, standing)]

    def neighbours(self, _parts: Sequence[Query]) -> Iterable[Reason]:
        return ()

    def _each(self, words: Words, leaf: Term | Phrase | Near, word: str, fields: Sequence[Field]) -> list[Reason]:
        found = []
        for count in (self._facts.count(words, word, field) for field in fields):
            if count.count:
                idf = whoosh_scoring.idf(self._facts.releases, self._facts.having(words, word, count.field))
                mean = self._facts.mean(count.field)
                score = whoosh_scoring.score(count.count, count.words, mean=mean, rarity=idf)
                score *= whoosh_scoring.WEIGHTS[count.field]
                found.append(_counted(words, leaf, word, score, idf, [count]))
        return found


def _counted(words: Words, leaf: Leaf, word: str, score: float, idf: float, counts: Sequence[FieldCount]) -> Reason:
    kind = ReasonKind.STEM if words == "stems" else ReasonKind.FORM
    return Reason(kind, (leaf,), word, score, idf, tuple(counts))


def _leaves_of(pair: Pair, parts: Sequence[Query]) -> tuple[Leaf, ...]:
    """Two words of the query that make a pair."""
    terms = [part for part in parts if isinstance(part, Term) and part.weight == 1.0]
    return tuple(next(term for term in terms if term.stem == stem) for stem in (pair.first, pair.second))
