"""Day and month as written -> a day, by the date of the release. Never a guess: what stays open gives none.

Without a year, the year is the one that brings the day nearest to the release, so that `14 Juli` in September is
last July and `3 Januari` in December next January; where the nearest is more than 150 days off, both sides are as
likely and there is none. `lalu` and `mendatang` say the side. A day's name must agree with the date:

- of the years around the release only those count in which the day's name is right, at most 200 days off;
- a full date with another day's name is kept where it is within a week of the release (the name is the slip). Else
  it is mended where one change makes the name right: day and month exchanged, as there is no such day the other way
  (`Selasa (07/14/2020)`), or another year, within a month of the release (`Senin (20/10/2026)` in October 2025);
- without a year, disagreement is kept only within a week of the release.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

NEAR = 150
"""Days to the release within which a date without a year is certain."""
AGREEING = 200
"""Days to the release within which a date without a year is certain whose day's name is right."""
MENDED = 31
"""Days to the release within which a date is read with another year, so that its day's name is right."""
SLIP = 7
"""Days to the release within which a date with another day's name is kept."""


class Written(NamedTuple):
    """A date as it stands in the text. `side` is -1 for `lalu`, 1 for `mendatang`; `short` a year of two digits."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    side: int = 0
    short: bool = False


def existing(year: int, month: int, day: int) -> date | None:
    """The day, or None where there is no such day (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def resolve(written: Written, release: date | None) -> date | None:
    """The day that was meant, or None."""
    if written.year is not None:
        return _with_year(written, release)
    if release is None:
        return None
    years = (release.year - 1, release.year, release.year + 1)
    days = [day for year in years if (day := existing(year, written.month, written.day))]
    if written.side:
        days = [day for day in days if (day - release).days * written.side > 0]
    if not days:
        return None
    distance = {day: abs((day - release).days) for day in days}
    if written.weekday is None:
        nearest = min(days, key=distance.__getitem__)
        return nearest if written.side or distance[nearest] <= NEAR else None
    agreeing = [day for day in days if day.weekday() == written.weekday and distance[day] <= AGREEING]
    if agreeing:
        return min(agreeing, key=distance.__getitem__)
    nearest = min(days, key=distance.__getitem__)
    return nearest if distance[nearest] <= SLIP else None


def _with_year(written: Written, release: date | None) -> date | None:
    year = written.year
    if year is None:
        return None
    day = existing(year, written.month, written.day)
    if written.weekday is None or (day and day.weekday() == written.weekday):
        near = day and release and abs((day - release).days) <= 366
        return day if not written.short or near else None
    exchanged = existing(year, written.day, written.month)
    if exchanged and exchanged.weekday() == written.weekday and day is None:
        return exchanged
    if release is None:
        return None
    if day and abs((day - release).days) <= SLIP:
        return day
    mended = resolve(written._replace(year=None), release)
    sure = mended and mended.weekday() == written.weekday and abs((mended - release).days) <= MENDED
    return mended if sure else None


def weekday_before(release: date, weekday: int) -> date:
    """The last such day before the release."""
    return release - timedelta(days=(release.weekday() - weekday - 1) % 7 + 1)


def weekday_after(release: date, weekday: int) -> date:
    """The next such day after the release."""
    return release + timedelta(days=(weekday - release.weekday() - 1) % 7 + 1)
