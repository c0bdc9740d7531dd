"""Dates of events: what the patterns find, put together with what stands around it, and resolved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from importlib.metadata import version

from ..language.places import whole
from ..model import EventDate
from . import names
from .numeric import numeric_dates
from .resolving import AGREEING, MENDED, NEAR, SLIP
from .worded import worded_dates

_RULES = "events-1"
"""Raised with every change of the rules that changes what is found."""


def _lists_version() -> str:
    lists = {
        name: sorted(value.items()) if isinstance(value, dict) else sorted(value)
        for name, value in vars(names).items()
        if name.strip("_").isupper() and isinstance(value, frozenset | dict)
    }
    return hashlib.sha256(json.dumps([lists, AGREEING, MENDED, NEAR, SLIP], sort_keys=True).encode()).hexdigest()[:8]


FINGERPRINT = f"{_RULES}+{_lists_version()}+babel-{version('Babel')}"
"""Names the rules, words and the library of names: with the same fingerprint a text has the same dates."""


def find_dates(
    body: str, release_date: date | None, dating: Sequence[tuple[int, int]] | None = None
) -> tuple[EventDate, ...]:
    """The days that `body` names, in order; disjoint, and `body[start:end] == text`.

    A span of days (`3-5 September 2020`, `pekan lalu`, `Juli 2020`) has its last day, too. What is not a full date is
    resolved by the release's date (resolving.py says how); without it only full dates are found. Years alone and
    days' names alone are none. `dating` are the places, ascending, of all words that `may_date` picks: what is found is
    the same with and without them. Any text is taken; time grows linearly with its length.
    """
    if release_date is not None and not date.min.year < release_date.year < date.max.year:
        release_date = None  # days around it may not exist
    lowered = _lower(body)
    places = list(whole(lowered, dating))
    found = sorted([*numeric_dates(lowered, places, release_date), *worded_dates(body, lowered, places, release_date)])
    dates: list[EventDate] = []
    end = 0
    for start, stop, day, last in found:
        if start >= end:
            dates.append(EventDate(start, stop, body[start:stop], day, last if last != day else None))
            end = stop
    return tuple(dates)


def _lower(body: str) -> str:
    """`body` in lower case, with every character in its place."""
    lowered = body.lower()
    if len(lowered) == len(body):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in body)
