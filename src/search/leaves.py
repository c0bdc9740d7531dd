"""The leaves of a query: the nodes that ask for something, whatever joins them."""

from __future__ import annotations

from collections.abc import Iterator

from .model import And, Dated, Everything, Leaf, Named, Near, Not, Or, Phrase, Prefix, Query, Term, Words


def leaves(query: Query) -> Iterator[Leaf]:
    """All leaves, in order, excluded ones too."""
    match query:
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case Everything():
            pass
        case _:
            yield query


def wanted(query: Query) -> Iterator[Words]:
    """The words that a match can have, in order: all but those under a Not."""
    match query:
        case Term() | Phrase() | Prefix() | Near():
            yield query
        case And(parts) | Or(parts):
            for part in parts:
                yield from wanted(part)
        case Not() | Everything() | Named() | Dated():
            pass
