"""What the pages show of a result: choices of filters, filters in force, pages to turn to.

Data for templates, without text: the words stand in the templates.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ..model import Facet
from .address import Address

FILTERS = ("source", "person", "organization", "place")
"""Filters with a list of choices, in the order in which the page shows them."""

QUOTE_FILTERS = ("speaker", "source")
"""The same, of quotes."""

SHOWN = 5
"""Choices of a filter that are shown beside the results."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a filter can take. `count` is None where it is not known."""

    value: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Group:
    """A filter: the choices that are shown, and whether there are others (on a page of their own, `facets.py`)."""

    name: str
    choices: tuple[Choice, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Active:
    """A filter in force and the address of the search without it. `name` "date" stands for `from` and `to`, "event" for
    `event_from` and `event_to`; "changed" has no value."""

    name: str
    value: str
    left: Address

    @property
    def without(self) -> str:
        """The search without it, as the part of an address behind the question mark."""
        return self.left.query


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the result, its number of releases, and the address of the search within it."""

    year: str
    count: int
    share: int
    query: str
    chosen: bool


Meant = Mapping[tuple[str, str], str]
"""How the names that filters are given are shown: by filter and what was given."""


def shown(address: Address, name: str, meant: Meant) -> dict[str, list[str]]:
    """The values of a filter as they are shown, each with all that was given for it."""
    spelt: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for value in address.values(name):
        text = meant.get((name, value), value)
        found.setdefault(spelt.setdefault(text.casefold(), text), []).append(value)
    return found


def groups(
    facets: Mapping[str, Sequence[Facet]],
    address: Address,
    filters: Sequence[str] = FILTERS,
    meant: Meant | None = None,
    total: int | None = None,
) -> tuple[Group, ...]:
    """The filters with their choices, those in force first. A filter that can change nothing is left out.

    A choice in force that is not among the most frequent has the `total` of the result where it stands alone.
    """
    made = []
    for name in filters:
        given = shown(address, name, meant or {})
        folded = {value.casefold() for value in given}
        found = facets.get(name, ())
        known = {facet.value.casefold() for facet in found}
        chosen = [Choice(f.value, f.count, True) for f in found if f.value.casefold() in folded]
        count = total if len(given) == 1 else None
        chosen += [Choice(value, count, True) for value in given if value.casefold() not in known]
        others = [Choice(f.value, f.count, False) for f in found if f.value.casefold() not in folded]
        if not chosen and len(others) < 2:
            continue
        room = max(SHOWN - len(chosen), 0)
        # A link to one choice more saves no room.
        room += len(others) == room + 1
        made.append(Group(name, (*chosen, *others[:room]), len(others) > room))
    return tuple(made)


def unfiltered(address: Address) -> Address:
    """The search without its filters."""
    return address.only("q", "sort", "fold", "per_page")


def active(address: Address, filters: Sequence[str] = FILTERS, meant: Meant | None = None) -> tuple[Active, ...]:
    """The filters in force, each with the search that is left when it is taken away."""
    found = []
    if address.value("from") or address.value("to"):
        found.append(Active("date", "", address.drop("from").drop("to")))
    if address.value("event_from") or address.value("event_to"):
        found.append(Active("event", "", address.drop("event_from").drop("event_to")))
    if address.value("changed") == "1":
        found.append(Active("changed", "", address.drop("changed")))
    for name in filters:
        for text, given in shown(address, name, meant or {}).items():
            without = address
            for value in given:
                without = without.drop(name, value)
            found.append(Active(name, text, without))
    return tuple(found)


def years(facets: Mapping[str, Sequence[Facet]], address: Address) -> tuple[Year, ...]:
    """The years of the result. `share` is out of 100, of the year with the most releases."""
    found = [facet for facet in facets.get("year", ()) if facet.value.isdigit()]
    most = max((facet.count for facet in found), default=0)
    made = []
    for facet in found:
        within = address.put("from", facet.value).put("to", facet.value)
        chosen = address.only("from", "to") == within.only("from", "to")
        share = max(1, round(100 * facet.count / most)) if most else 0
        made.append(Year(facet.value, facet.count, share, within.query, chosen))
    return tuple(made)


class Paged(Protocol):
    """What has pages."""

    @property
    def page(self) -> int: ...
    @property
    def per_page(self) -> int: ...
    @property
    def pages(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Pager:
    """Pages to turn to. `numbers` has None where pages are passed over."""

    page: int
    last: int
    numbers: tuple[int | None, ...]

    @property
    def previous(self) -> int | None:
        """The page before; the last one where this page lies beyond it."""
        return min(self.page - 1, self.last) if self.page > 1 and self.last else None

    @property
    def next(self) -> int | None:
        """The page after."""
        return self.page + 1 if self.page < self.last else None


def pager(page: Paged, depth: int) -> Pager:
    """The pages of a result, as far as paging reaches (`depth` results)."""
    last = min(page.pages, depth // page.per_page)
    near = {1, last, *range(page.page - 1, page.page + 2)}
    numbers: list[int | None] = []
    for number in sorted(n for n in near if 1 <= n <= last):
        if numbers and number != (numbers[-1] or 0) + 1:
            numbers.append(None)
        numbers.append(number)
    return Pager(page.page, last, tuple(numbers))
