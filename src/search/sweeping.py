"""All releases of a result, one after the other, and how many they are: without facets, snippets and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from .engines.base import Request, Snapshot
from .model import Facet, Release

BATCH = 500
"""Releases that are read at once, so many are in memory at a time. Each batch is a search."""


@dataclass(frozen=True)
class Sweep:
    """What matches a request in one state of the index. Of use as long as the snapshot is open."""

    snapshot: Snapshot
    request: Request

    @cached_property
    def total(self) -> int:
        """How many releases match."""
        return self.snapshot.search(replace(self.request, facets=(), limit=0)).total

    def months(self, limit: int) -> tuple[Facet, ...]:
        """The newest `limit` months (`2020-09`) that the matches are of, newest first, with their numbers."""
        request = replace(self.request, facets=("month",), facet_values=limit, limit=0)
        return self.snapshot.search(request).facets["month"]

    def values(self, facet: str, limit: int) -> tuple[Facet, ...]:
        """The `limit` most frequent values of a facet with their numbers; its own filter is left out, as of a page."""
        request = replace(self.request, facets=(facet,), facet_values=limit, limit=0)
        return self.snapshot.search(request).facets[facet]

    def releases(self, offset: int = 0, limit: int | None = None) -> Iterator[Release]:
        """The releases that match, in order, from `offset` on, `limit` of them or all; without mentions, quotes and
        event dates."""
        while limit is None or limit > 0:
            size = BATCH if limit is None else min(BATCH, limit)
            matches = self.snapshot.search(replace(self.request, facets=(), offset=offset, limit=size)).matches
            yield from (match.release for match in matches)
            if len(matches) < size:
                return
            offset += size
            limit = None if limit is None else limit - size
