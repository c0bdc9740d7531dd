"""Days as people give them at the edges: `2020-09-03`, or a whole month or year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def first_day(text: str) -> date:
    """The day itself, or the first one of the month or year. Raises ValueError saying what is taken."""
    return _days(text)[0]


def last_day(text: str) -> date:
    """The day itself, or the last one of the month or year. Raises ValueError saying what is taken."""
    return _days(text)[1]


def _days(text: str) -> tuple[date, date]:
    match = _PERIOD.fullmatch(text.strip())
    if match:
        year, month, day = (int(part) if part else None for part in match.groups())
        try:
            return (
                date(year or 0, month or 1, day or 1),
                date(year or 0, month or 12, day or monthrange(year or 0, month or 12)[1]),
            )
        except ValueError:
            pass
    raise ValueError(f"{text!r} is no date; give YYYY-MM-DD, YYYY-MM or YYYY, for example 2020-09-03")
