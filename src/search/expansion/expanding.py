"""Adds to a query what its words are called otherwise.

A short form is searched in its long form, too: the better of both counts, so that who writes both gains nothing
(`Term.variants`). A row of words that holds a long form is given the short one as a further word, of less weight.
What was typed for exactly this (quotes, `=`) is left alone, and what must not be there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from ..leaves import wanted
from ..model import And, Or, Phrase, Query, Term
from .abbreviations import LONGEST, Abbreviations

WHOLE = 0.6
"""Weight of a short form where its long form is all that was asked for."""

PART = 0.3
"""Weight of a short form where its long form is a part of what was asked for."""

ALONE = 0.5
"""What the typed form of a query's only word adds: more than beside others, where they tell which release is meant."""

MOST = 4
"""Long forms that a short one is searched in, and short forms that are added to a row."""


ROW = 12
"""Words of a row that `names_in` looks for names in: longer rows are pasted text."""


def expand(query: Query, known: Sequence[Abbreviations], stem: Callable[[str], str]) -> Query:
    """The query with what its words are called otherwise. `stem` gives the stem of a form that is added."""
    words = list(wanted(query))
    if len(words) == 1 and isinstance(words[0], Term):
        query = _each_term(query, lambda term: replace(term, surface=ALONE))
    query = _each_term(query, lambda term: _with_longs(term, known))
    return _with_shorts(query, known, stem)


def names_in(query: Query) -> Iterator[tuple[str, ...]]:
    """What in a query may have another name: the forms of each word, and of words that follow each other in a row."""
    match query:
        case Term():
            yield (query.form,)
        case And(parts):
            for part in parts:
                yield from names_in(part)
        case Or(parts):
            for part in parts:
                yield from names_in(part)
            if len(parts) <= ROW:
                for row in _rows(parts):
                    yield tuple(term.form for term in row)
        case _:
            pass


def _each_term(query: Query, change: Callable[[Term], Term]) -> Query:
    """The query with every wanted word that is matched by its stem changed."""
    match query:
        case Term():
            return change(query)
        case And(parts):
            return And(tuple(_each_term(part, change) for part in parts))
        case Or(parts):
            return Or(tuple(_each_term(part, change) for part in parts))
        case _:
            return query


def _with_longs(term: Term, known: Sequence[Abbreviations]) -> Term:
    longs = list(dict.fromkeys(long for each in known for long in each.longs(term.form)))
    return replace(term, variants=tuple(Phrase(long, term.field) for long in longs[:MOST])) if longs else term


def _with_shorts(query: Query, known: Sequence[Abbreviations], stem: Callable[[str], str]) -> Query:
    match query:
        case And(parts):
            return And(tuple(_with_shorts(part, known, stem) for part in parts))
        case Or(parts):
            inside = [_with_shorts(part, known, stem) for part in parts]
            return Or((*inside, *_added(parts, known, stem)))
        case _:
            return query


def _added(parts: Sequence[Query], known: Sequence[Abbreviations], stem: Callable[[str], str]) -> Sequence[Term]:
    """Short forms of the long ones among the words of a row."""
    there = {part.stem for part in parts if isinstance(part, Term)}
    added: dict[str, Term] = {}
    for row in _rows(parts):
        forms = tuple(term.form for term in row)
        for short in (short for each in known for short in each.shorts(forms)):
            weight = WHOLE if len(row) == len(parts) else PART
            term = Term(short, stem(short), row[0].field, weight=weight)
            if term.stem not in there:
                added.setdefault(term.stem, term)
    return list(added.values())[:MOST]


def _rows(parts: Sequence[Query]) -> Iterator[Sequence[Term]]:
    """Words that follow each other and are searched in the same field, two or more."""
    for start in range(len(parts)):
        for end in range(start + 2, min(len(parts), start + LONGEST) + 1):
            row = [part for part in parts[start:end] if isinstance(part, Term)]
            if len(row) < end - start or len({term.field for term in row}) > 1:
                break
            yield row
