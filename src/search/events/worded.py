"""Dates in words: `kemarin`, `pekan lalu`, `Jum'at lalu`, `dua hari lalu`, `Juli 2020`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain

from . import patterns
from .names import FUTURE, NUMBERS, PAST, months, weekdays
from .numeric import Found, Places
from .resolving import existing, weekday_after, weekday_before

_DAY = timedelta(days=1)
_OTHER_DAYS = {"besok": 1, "lusa": 2, "kemarin lusa": -2}
_SUNDAY = 6
_NOT_YESTERDAY = re.compile(r"(?:tahun|yang|dari|sejak|kayak|seperti) \Z")
_DAY_BEFORE = re.compile(r"(?:\d[ \xa0]?|[-–] ?)\Z")


def worded_dates(body: str, lowered: str, places: Places, release: date | None) -> Iterator[Found]:
    """The dates in words, ascending. `lowered` is `body` in lower case; `places`: where they begin."""
    quoted = _Quoted(body)
    for match in _matches(lowered, places):
        start, end = match.span()
        if match["month"]:
            days = _months(lowered, match)
        elif release is None or quoted.has(start):
            days = None
        else:
            days = _weekday(body, match, release) if match["weekday"] else _relative(body, lowered, match, release)
        if days is not None:
            yield start, end, *days


def _matches(lowered: str, places: Places) -> Iterator[re.Match[str]]:
    """Where dates in words stand."""
    first_word, end = patterns.first_word(), 0
    for first in chain.from_iterable([first_word.finditer(lowered, *place) for place in places]):
        match = patterns.words().match(lowered, first.start()) if first.start() >= end else None
        if match and lowered[match.end() : match.end() + 1] != "-":
            end = match.end()
            yield match


class _Quoted:
    """Tells what stands in quotation marks; asked in ascending order."""

    def __init__(self, body: str) -> None:
        self._quotes = patterns.QUOTED.finditer(body)
        self._quote = next(self._quotes, None)

    def has(self, position: int) -> bool:
        """Whether `position` is inside of quotation marks."""
        while self._quote is not None and self._quote.end() <= position:
            self._quote = next(self._quotes, None)
        return self._quote is not None and self._quote.start() <= position


def _months(lowered: str, match: re.Match[str]) -> tuple[date, date] | None:
    """`Juli 2020`, `Juli-Agustus 2020`; not the end of `14 Juli 2020`, nor of `30 Februari 2020`."""
    if _DAY_BEFORE.search(lowered, max(0, match.start() - 3), match.start()):
        return None
    year, month = int(match["year"]), months()[match["month"]]
    until = months()[match["until"]] if match["until"] else month
    if year < 1000 or until < month:
        return None
    return date(year, month, 1), date(year, until, monthrange(year, until)[1])


def _weekday(body: str, match: re.Match[str], release: date) -> tuple[date, date] | None:
    """`Jum'at lalu`, `Senin depan`, `Rabu pekan lalu`.

    `Minggu lalu` with a capital is as likely the week as the Sunday, and none.
    """
    weekday = weekdays()[match["weekday"]]
    monday = release - release.weekday() * _DAY
    if match["week"]:
        weeks = {"lalu": -1, "ini": 0, "depan": 1}[match["week"]]
        day = monday + timedelta(weeks=weeks, days=weekday)
        return day, day
    if weekday == _SUNDAY and match["weekday"] == "minggu":
        before = body[max(0, match.start() - 5) : match.start()].lower()
        if before != "hari ":
            return _week(body, match, match["side"], release)
    if match["side"] == "besok":
        day = release + _DAY
        return (day, day) if day.weekday() == weekday else None
    day = weekday_before(release, weekday) if match["side"] in PAST else weekday_after(release, weekday)
    return day, day


def _week(body: str, match: re.Match[str], side: str, release: date) -> tuple[date, date] | None:
    if body[match.start()] == "M":
        return None
    weeks = -1 if side in PAST else 1 if side in FUTURE else 0
    monday = release + timedelta(weeks=weeks, days=-release.weekday())
    return monday, monday + 6 * _DAY


def _relative(body: str, lowered: str, match: re.Match[str], release: date) -> tuple[date, date] | None:
    if match["weeks"]:
        return _week(body, match, match["weeks"], release)
    if match["months"]:
        return _month(match["months"], release)
    if match["yesterday"] and _NOT_YESTERDAY.search(lowered, max(0, match.start() - 10), match.start()):
        return None  # `tahun kemarin`, `yang kemarin`: the other day
    if match["today"]:
        days = 0
    elif match["yesterday"]:
        days = -1
    else:
        days = -NUMBERS[match["count"]] if match["count"] else _OTHER_DAYS[match["other"]]
    day = release + days * _DAY
    return day, day


def _month(side: str, release: date) -> tuple[date, date] | None:
    months_off = -1 if side in PAST else 1 if side in FUTURE else 0
    year, month = divmod(release.year * 12 + release.month - 1 + months_off, 12)
    first = existing(year, month + 1, 1)
    return None if first is None else (first, first.replace(day=monthrange(year, month + 1)[1]))
