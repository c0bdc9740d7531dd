"""Names that are one value though they are spelt differently: `BNPT` and what it stands for.

An engine stores the names that releases have. Which of them belong to one person, organization or place is known from
all releases together, changes with them, and is put over a snapshot (`Snapshot.joining`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from ..language import fold
from ..model import And, Filters, Named, Not, Or, Query
from .base import Request


class Group(NamedTuple):
    """The names of one value, the one to show first. `most`: in no more releases than this, where that is known."""

    names: tuple[str, ...]
    most: int | None = None


class Names:
    """Groups of names of each facet. No name is in two groups of a facet. Compared by identity; never changes."""

    def __init__(self, groups: Mapping[str, Sequence[Group]] | None = None) -> None:
        self._groups = {facet: tuple(of) for facet, of in (groups or {}).items() if of}
        self._of = {
            facet: {name.casefold(): group for group in groups for name in group.names}
            for facet, groups in self._groups.items()
        }

    def groups(self, facet: str) -> Sequence[Group]:
        """The groups of a facet."""
        return self._groups.get(facet, ())

    def grouped(self, facet: str) -> Mapping[str, Group]:
        """The group of each name that is in one, by the casefolded name."""
        return self._of.get(facet, {})

    def group(self, facet: str, key: str) -> Group | None:
        """The group that a name is in, given casefolded."""
        return self._of.get(facet, {}).get(key)

    def key(self, facet: str, name: str) -> str:
        """What all spellings of a value share."""
        key = name.casefold()
        group = self.group(facet, key)
        return group.names[0].casefold() if group else key

    def beginning(self, facet: str, prefix: str) -> list[Group]:
        """The groups that have a name of which a word begins with `prefix`, both folded; those of most releases first,
        those of which that is not known before them."""
        start = fold(prefix)
        starts = self._starts.get(facet, [])
        found: dict[int, Group] = {}
        for text, at in starts[bisect_left(starts, (start, -1)) :]:
            if not text.startswith(start):
                break
            found.setdefault(at, self._groups[facet][at])
        return sorted(found.values(), key=lambda group: (group.most is not None, -(group.most or 0), group.names))

    @cached_property
    def _starts(self) -> dict[str, list[tuple[str, int]]]:
        """The folded rest of each name from each of its words on, and its group."""
        return {
            facet: sorted(
                {(start, at) for at, group in enumerate(groups) for name in group.names for start in _starts_of(name)}
            )
            for facet, groups in self._groups.items()
        }

    def widened(self, request: Request) -> Request:
        """The request with every name that it asks for joined by the other names of its group."""
        if not self._groups:
            return request
        filters, query = self._filters(request.filters), self._query(request.query)
        if filters is request.filters and query is request.query:
            return request
        return replace(request, filters=filters, query=query)

    def _filters(self, filters: Filters) -> Filters:
        wider: dict[str, Any] = {
            facet: self._all(facet, getattr(filters, facet)) for facet in self._groups if getattr(filters, facet)
        }
        return replace(filters, **wider) if wider else filters

    def _all(self, facet: str, names: Iterable[str]) -> tuple[str, ...]:
        groups = [(name, self.group(facet, name.casefold())) for name in names]
        return tuple(dict.fromkeys(each for name, group in groups for each in (group.names if group else (name,))))

    def _query(self, query: Query) -> Query:
        match query:
            case Named(facet, name):
                names = self._all(facet, (name,))
                return any_of(facet, names) if len(names) > 1 else query
            case And(parts) | Or(parts):
                wider = tuple(map(self._query, parts))
                same = all(one is other for one, other in zip(parts, wider, strict=True))
                return query if same else replace(query, parts=wider)
            case Not(part):
                inside = self._query(part)
                return query if inside is part else Not(inside)
            case _:
                return query


def any_of(facet: str, names: Sequence[str]) -> Query:
    """What has any of these names."""
    if len(names) == 1:
        return Named(facet, names[0])
    # Not(not one and not the other): unlike an Or, it is no part that could score.
    return Not(And(tuple(Not(Named(facet, name)) for name in names)))


def _starts_of(name: str) -> list[str]:
    folded = fold(name)
    return [folded, *(folded[i + 1 :] for i, letter in enumerate(folded) if letter == " ")]


NO_NAMES = Names()
"""Names that differ in case only are one value, no others."""
