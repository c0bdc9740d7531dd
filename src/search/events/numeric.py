"""Dates with day and month: `Selasa (14/07)`, `Rabu, 3 September 2020`, `3-5 September`, `30 Agustus - 2 September`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from . import patterns
from .names import FUTURE, NO_DATES_BEHIND, PAST, months, weekdays
from .resolving import Written, resolve

_PREVIOUS_WORD = re.compile(r"([^\W\d_]+)\.? *\Z")
_LONGEST_SPAN = 92
"""Days of the longest span; a longer one is two dates."""

Places = Sequence[tuple[int, int]]
Found = tuple[int, int, date, date]
"""Where a date stands, its first and its last day."""


@dataclass(frozen=True, slots=True)
class _Date:
    """What stands in `start..end`: a day, or the first and last of a span."""

    start: int
    end: int
    first: Written
    last: Written | None


def numeric_dates(lowered: str, places: Places, release: date | None) -> Iterator[Found]:
    """The dates with day and month in lower-case text, ascending; two that make a span are one.

    `places`: where their numbers stand.
    """
    before: _Date | None = None
    end, date_at = 0, patterns.dates().match
    for number in chain.from_iterable([patterns.NUMBER.finditer(lowered, *place) for place in places]):
        start = number.start()
        match = date_at(lowered, start) if start >= end and number.end() - start <= 4 else None
        if match is None:
            continue
        follows = before is not None and _follows(lowered, before, start)
        current = _read(lowered, match, follows)
        if current is None:
            continue
        end = current.end
        joined = _joined(before, current) if before is not None and follows else None
        if before is not None and joined is None:
            yield from _resolved(before, release)
        before = joined or current
    if before is not None:
        yield from _resolved(before, release)


def _follows(lowered: str, before: _Date, start: int) -> bool:
    """Whether a date at `start` can be the last day of a span that `before` begins."""
    near = before.last is None and start - before.end <= 24
    return near and patterns.BETWEEN_DATES.match(lowered, before.end, start) is not None


def _read(lowered: str, match: re.Match[str], follows: bool) -> _Date | None:
    """The date in `match` with what stands around it, or None where it is a score, a law or part of a number.

    `follows`: it stands behind the first day of a span.
    """
    start, end = match.span()
    if start and (lowered[start - 1].isalnum() or lowered[start - 1] in "/_"):
        return None
    if not follows and _goes_on(lowered, start):
        return None
    written = _numbers(match)
    if written is None:
        return None
    first, last = written
    if first is last and match["wlast"]:
        start = match.start("wlast")  # "3 dan 5 September": the second alone
    before = patterns.weekday_before().search(lowered, max(0, start - patterns.LONGEST_WEEKDAY), start)
    if before is None and not follows and not _is_date(lowered, match, start):
        return None
    side = _side(lowered, end) if first.year is None else 0
    named = weekdays()[before["first"]] if before else None
    named_last = weekdays()[before["last"]] if before and before["last"] else None
    opened = (before[0] if before else lowered[start - 1 : start]).rstrip().endswith("(") or follows
    if opened and lowered[end : end + 2].lstrip().startswith(")"):
        end = lowered.index(")", end) + 1
        start -= before is None and not follows
    start = before.start() if before else start
    one = first is last
    first = first._replace(weekday=named, side=side)
    return _Date(start, end, first, None if one else last._replace(weekday=named_last, side=side))


def _is_date(lowered: str, match: re.Match[str], start: int) -> bool:
    """Whether numbers without a day's name before them are a date."""
    if match["month"] and (match["year"] is None or len(match["year"]) == 2):
        return lowered[max(0, start - 8) : start].endswith(("tanggal ", "tgl ", "tgl. "))
    previous = _PREVIOUS_WORD.search(lowered, max(0, start - 20), start)
    return previous is None or previous[1] not in NO_DATES_BEHIND


def _side(lowered: str, end: int) -> int:
    behind = patterns.SIDE.match(lowered, end)
    if behind is None:
        return 0
    return -1 if behind["word"] in PAST else 1 if behind["word"] in FUTURE else 0


def _goes_on(lowered: str, start: int) -> bool:
    """Whether the number at `start` is the end of a longer one: `1.5`, `2-1`."""
    return start > 1 and lowered[start - 1] in ".,:-–" and lowered[start - 2].isdigit()


def _numbers(match: re.Match[str]) -> tuple[Written, Written] | None:
    """First and last day as written, the same object where it is one day."""
    if match["iso"]:
        iso = match["iso"]
        return _days(int(iso[8:]), None, Written(int(iso[8:]), int(iso[5:7]), int(iso[:4])))
    if match["name"]:
        written = Written(
            int(match["wfirst"]), months()[match["name"]], int(match["wyear"]) if match["wyear"] else None
        )
        last = int(match["wlast"]) if match["wlast"] else None
        if last and match["to"] in {"dan", "&"} and last != written.day + 1:
            return _days(last, None, written)
        return _days(written.day, last, written)
    if match["sep"] != "/" and not match["year"] and not (match["sep"] == "-" and not match["last"]):
        return None  # a clock: 14.07
    short = match["year"] is not None and len(match["year"]) == 2
    year = None if match["year"] is None else int(match["year"]) + 2000 * short
    written = Written(int(match["first"]), int(match["month"]), year, short=short)
    return _days(written.day, int(match["last"]) if match["last"] else None, written)


def _days(first: int, last: int | None, written: Written) -> tuple[Written, Written] | None:
    begin = written._replace(day=first)
    if last is None:
        return begin, begin
    return (begin, written._replace(day=last)) if last > first else None


def _joined(before: _Date, current: _Date) -> _Date | None:
    """`30 Agustus - 2 September 2020`: one span out of two dates."""
    if current.last is not None:
        return None
    first, last = before.first, current.first
    if first.year is None and last.year is not None:
        later = (first.month, first.day) > (last.month, last.day)
        first = first._replace(year=last.year - later, short=last.short)
    if (first.year is None) != (last.year is None):
        return None
    return _Date(before.start, current.end, first, last)


def _resolved(found: _Date, release: date | None) -> Iterator[Found]:
    first = resolve(found.first, release)
    if first is None:
        return
    if found.last is None:
        yield found.start, found.end, first, first
        return
    last = resolve(found.last if found.last.year else found.last._replace(year=first.year), release)
    if last is not None and last < first and found.last.year is None:
        last = resolve(found.last._replace(year=first.year + 1), release)
    if last is not None and 0 < (last - first).days <= _LONGEST_SPAN:
        yield found.start, found.end, first, last
