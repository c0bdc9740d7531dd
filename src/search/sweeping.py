"""All releases of a result, one after the other, and how many they are: without facets, snippets and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from .engines.base import Heading, Request, Snapshot
from .model import Facet, Release


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
        event dates. Each is read when it is asked for."""
        for number in self._numbers(offset, limit):
            yield self.snapshot.shown(number)

    def headings(self, offset: int = 0, limit: int | None = None) -> list[Heading]:
        """The same releases' ids and dates, without a look at them."""
        return self.snapshot.headings(self._numbers(offset, limit))

    def _numbers(self, offset: int, limit: int | None) -> list[int]:
        size = self.total if limit is None else limit
        found: list[int] = self.snapshot.matching(replace(self.request, offset=offset, limit=size)).tolist()
        return found
