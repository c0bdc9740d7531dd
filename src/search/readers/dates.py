"""Dates as press releases write them, in Indonesian and English.

The day is taken as it is written: a time and a zone behind it are accepted and left out. What has more than one
reading is never decided in silence: a `Reading` says how it was read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from babel.dates import format_date, get_day_names, get_month_names

from .items import shown

Order = Literal["day", "month"]
"""Which of day and month a numeric date has first."""

_LONGEST = 200
_LOCALES = ("id", "en")
_MONTHS_BEYOND_CLDR = {
    "agt": 8, "ags": 8, "agust": 8, "sept": 9, "nop": 11, "nopember": 11, "peb": 2, "pebruari": 2,
}  # fmt: skip
_DAYS_BEYOND_CLDR = ("ahad", "tues", "thur", "thurs")

_CLOCK = r"(?:[01]?\d|2[0-4])[:.][0-5]\d(?:[:.][0-5]\d(?:[.,]\d{1,9})?)?\s*(?:am|pm)?"
_ZONE = r"\(?(?:z|utc|gmt|wib|wita|wit|(?:utc|gmt)?[+-]\d\d:?\d\d)\)?"
_TIME = rf"(?:t|[ ,|/-]*(?:pukul|pkl\.?|jam|at)?\s*){_CLOCK}(?:\s*{_ZONE}){{0,2}}"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_GAP = r"[ .,/-]{1,3}"
_ISO = r"(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
_COMPACT = r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)"
_NUMERIC = r"(?P<first>\d{1,2}) ?(?P<sep>[-/.]) ?(?P<second>\d{1,2}) ?(?P=sep) ?(?P<year>\d{4})"


@dataclass(frozen=True, slots=True)
class Reading:
    """What a date was read as. `note` says what the user should know: why there is none, or which reading."""

    date: date | None
    note: str | None = None


def parse(text: str, order: Order | None = None) -> Reading:
    """Read a text that is a date, or that holds exactly one date in words.

    `order` settles numeric dates; without it, one that both orders allow is read day first, as in Indonesia, with
    a note. A date that does not exist (30 February), and a text that is none, give no date and a note.
    """
    folded = _fold(text)
    if len(folded) <= _LONGEST:
        for pattern in _whole_patterns():
            found = pattern.fullmatch(folded)
            if found:
                return _reading(found, text, order)
        inside = list(_in_words(folded))
        if len(inside) == 1:
            return _reading(inside[0], text, order)
    return Reading(None, f"the date {shown(text)} is not understood; write it as 2020-09-03")


def find(text: str) -> str | None:
    """The first date in words, or in ISO form, that a text holds."""
    match = next(_in_words(_fold(text[:_LONGEST])), None)
    return match.group() if match else None


def order_of(date_format: str) -> Order | None:
    """The order that a format such as `M/D/YYYY h:mm`, `dd.MM.yyyy` or `%d/%m/%Y` gives; None where it has none."""
    letters = re.sub(r"h+\W*m+", "", re.sub(r"%[hi]\W*%m", "", date_format.casefold()))
    day, month = letters.find("d"), letters.find("m")
    if min(day, month) < 0:
        return None
    return "day" if day < month else "month"


def _fold(text: str) -> str:
    folded = " ".join(text.casefold().translate({ord(mark): None for mark in "'’‘ʼ`"}).split())
    return _weekday().sub("", folded)


def _reading(found: re.Match[str], text: str, order: Order | None) -> Reading:
    parts = found.groupdict()
    year = int(parts["year"])
    if parts.get("first"):
        return _numeric(int(parts["first"]), int(parts["second"]), year, text, order)
    written = parts["month"]
    month = int(written) if written.isdecimal() else _months()[written.rstrip(".")]
    return _date(year, month, int(parts["day"]), text)


def _numeric(first: int, second: int, year: int, text: str, order: Order | None) -> Reading:
    if order == "month" or (order is None and first <= 12 < second):
        return _date(year, first, second, text)
    reading = _date(year, second, first, text)
    if order is None and first <= 12 and second <= 12 and first != second and reading.date:
        return Reading(
            reading.date,
            f"the date {shown(text)} was read day first, as {format_date(reading.date, 'd MMMM yyyy', 'en')}; if the "
            'month comes first, give the record a "date_format" of "M/D/YYYY"',
        )
    return reading


def _date(year: int, month: int, day: int, text: str) -> Reading:
    try:
        return Reading(date(year, month, day))
    except ValueError:
        return Reading(None, f"the date {shown(text)} does not exist; correct it, or write it as 2020-09-03")


@cache
def _months() -> dict[str, int]:
    names = dict(_MONTHS_BEYOND_CLDR)
    for locale in _LOCALES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                found = get_month_names(width, context, locale)
                names |= {str(name).casefold().rstrip("."): number for number, name in found.items()}
    return names


@cache
def _weekday() -> re.Pattern[str]:
    names = set(_DAYS_BEYOND_CLDR)
    for locale in _LOCALES:
        for width in ("wide", "abbreviated"):
            found = get_day_names(width, "format", locale)
            names |= {str(name).casefold().rstrip(".") for name in found.values()}
    return re.compile(rf"^(?:{'|'.join(sorted(names, key=len, reverse=True))})\b[ .,/]*")


@cache
def _word_patterns() -> tuple[str, ...]:
    month = rf"(?P<month>(?:{'|'.join(sorted(_months(), key=len, reverse=True))})\b\.?)"
    return (
        rf"{_DAY}{_GAP}{month}{_GAP}{_YEAR}",
        rf"{month}{_GAP}{_DAY}{_GAP}{_YEAR}",
        rf"{_YEAR}{_GAP}{month}{_GAP}{_DAY}",
    )


@cache
def _whole_patterns() -> tuple[re.Pattern[str], ...]:
    patterns = (_ISO, _COMPACT, _NUMERIC, *_word_patterns())
    return tuple(re.compile(rf"{pattern}(?:{_TIME})?[ .,]*", re.ASCII) for pattern in patterns)


@cache
def _inner_patterns() -> tuple[re.Pattern[str], ...]:
    patterns = (*_word_patterns(), _ISO)
    return tuple(re.compile(rf"(?<![\w/-]){pattern}(?![\w/-])", re.ASCII) for pattern in patterns)


def _in_words(folded: str) -> Iterator[re.Match[str]]:
    found = [match for pattern in _inner_patterns() for match in pattern.finditer(folded)]
    yield from sorted(found, key=re.Match.start)
