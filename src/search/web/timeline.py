"""When the releases of a result were published: bars that lead to the search within their time, and ranges up to today.

Data for templates, without text.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from ..model import Facet, Filters
from ..periods import first_day, last_day
from .address import Address

MONTHS = 25
"""Months that are told apart: two years, and the one that they begin in. Longer times are told by years: each bar is a
link that repeats the whole search, and the first view of a page is bounded."""

YEARS = 60
"""Years up to which those without releases are shown, too: what lies further apart is most often a wrong date."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A time, its number of releases, out of 100 of the fullest one, and the search within it. `first` is its first
    day."""

    first: date
    count: int
    share: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars from the oldest to the newest, of a year or a month each. `wider` is the search without the range that the
    months are of."""

    unit: str
    bars: tuple[Bar, ...]
    wider: str | None = None


def wants_months(filters: Filters, years: Sequence[Facet]) -> bool:
    """Whether a result is of so few years that months tell more: its own years, or the range that was asked for."""
    if filters.date_from and filters.date_to:
        return _number(filters.date_to) - _number(filters.date_from) < MONTHS
    found = [int(facet.value) for facet in years if facet.value.isdigit()]
    return not (filters.date_from or filters.date_to) and 0 < len(found) <= 2 and max(found) - min(found) < 2


def timeline(years: Sequence[Facet], months: Sequence[Facet], address: Address) -> Timeline | None:
    """The months where there are several, else the years; nothing where all is of one time."""
    if len(months) > 1:
        counts = {_number(date.fromisoformat(f"{facet.value}-01")): facet.count for facet in months}
        spans = ((_month(number), counts.get(number, 0)) for number in range(min(counts), max(counts) + 1))
        ranged = address.value("from") or address.value("to")
        wider = address.drop("from").drop("to").query if ranged else None
        return Timeline("month", _bars(list(spans), address), wider)
    counts = {int(facet.value): facet.count for facet in years if facet.value.isdigit()}
    if len(counts) < 2:
        return None
    all_years = range(min(counts), max(counts) + 1)
    shown: Iterable[int] = all_years if len(all_years) <= YEARS else sorted(counts)
    return Timeline("year", _bars([((date(y, 1, 1), date(y, 12, 31)), counts.get(y, 0)) for y in shown], address))


def _bars(spans: Sequence[tuple[tuple[date, date], int]], address: Address) -> tuple[Bar, ...]:
    most = max(count for _, count in spans)
    asked = _day(first_day, address.value("from")), _day(last_day, address.value("to"))
    bars = []
    for (first, last), count in spans:
        within = address.put("from", name := _short(first, last)).put("to", name)
        chosen = asked == (first, last)
        bars.append(Bar(first, count, max(2, round(100 * count / most)) if count else 0, within.query, chosen))
    return tuple(bars)


def _short(first: date, last: date) -> str:
    """A month or year as addresses have it: a page may have seventy of them."""
    return first.isoformat()[:7] if first.month == last.month else first.isoformat()[:4]


def _day(end: Callable[[str], date], text: str) -> date | None:
    with suppress(ValueError):
        return end(text)
    return None


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int) -> tuple[date, date]:
    year, month = number // 12, number % 12 + 1
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Recently:
    """A time up to today, and the search within it. `name` is "days" (the last thirty) or "year" (this one)."""

    name: str
    query: str
    chosen: bool


def recently(address: Address, newest: date | None, day: date) -> Iterator[Recently]:
    """Ranges that end today, as far as the archive has releases in them."""
    for name, first in (("days", day - timedelta(days=29)), ("year", date(day.year, 1, 1))):
        if newest and newest >= first:
            within = address.put("from", first.isoformat()).drop("to")
            yield Recently(name, within.query, address.only("from", "to") == within.only("from", "to"))
