"""What a question means by a name: entities, however they were named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..engines.names import any_of
from ..model import And, Filters, Kind, Named, Not, Or, Query
from .registry import Registry


def filters_meant(registry: Registry, filters: Filters) -> Filters:
    """The filters with names for ids, other names and parts of names. What stands for nobody stays as it is."""
    meant: dict[str, Any] = {
        kind.value: tuple(dict.fromkeys(name for text in given for name in registry.names_meant(kind, text)))
        for kind in Kind
        if (given := getattr(filters, kind.value))
    }
    return replace(filters, **meant) if meant else filters


def query_meant(registry: Registry, query: Query) -> Query:
    """The same for names in a query."""
    match query:
        case Named(facet, text) if facet in list(Kind):
            return any_of(facet, registry.names_meant(Kind(facet), text))
        case And(parts) | Or(parts):
            meant = tuple(query_meant(registry, part) for part in parts)
            return query if meant == parts else replace(query, parts=meant)
        case Not(part):
            inside = query_meant(registry, part)
            return query if inside == part else Not(inside)
        case _:
            return query
