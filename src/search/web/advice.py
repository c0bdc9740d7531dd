"""What helps where nothing was found: the filters without which something is, and how much."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from ..archive import Archive
from ..asking.tables import filters_of, read_search
from .address import Address
from .views import Active, unfiltered

SEARCHES = 6
"""Searches that are made for one page; each costs no more than counting."""


@dataclass(frozen=True, slots=True)
class Without:
    """A search with more results: without one filter, or without any (None)."""

    filter: Active | None
    query: str
    total: int


def without_filters(archive: Archive, address: Address, active: tuple[Active, ...]) -> tuple[Without, ...]:
    """What is found without each of the filters in force, and without all of them; the most first. Filters that hide
    nothing are left out."""
    tried: list[tuple[Active | None, Address]] = []
    if len(active) > 1:
        tried.append((None, unfiltered(address)))
    tried += [(filter_, filter_.left) for filter_ in active[: SEARCHES - len(tried)]]
    found = (Without(filter_, other.query, total_of(archive, other)) for filter_, other in tried)
    return tuple(sorted((each for each in found if each.total), key=lambda each: -each.total))


def total_of(archive: Archive, address: Address) -> int:
    """How many releases a search finds."""
    reading = read_search(MultiDict(address.pairs), archive.settings)
    with archive.sweep(
        reading.values.get("q", ""), filters_of(reading), fold=reading.values.get("fold", True)
    ) as sweep:
        return sweep.total
