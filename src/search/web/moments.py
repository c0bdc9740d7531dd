"""Days and times as readers have them: the agencies' releases are Indonesian, and so is the clock (WIB, UTC+7)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

WEST = timezone(timedelta(hours=7))
"""Western Indonesia, which has no summer time."""


def today() -> date:
    """The day that it is there."""
    return datetime.now(WEST).date()


def in_west(moment: datetime) -> datetime:
    """A moment as clocks show it there."""
    return moment.astimezone(WEST)


def instant(when: date | datetime) -> str:
    """A moment for programs (RFC 3339). A day is its beginning there: feeds need a time, releases have none."""
    moment = when if isinstance(when, datetime) else datetime(when.year, when.month, when.day)
    return (in_west(moment) if moment.tzinfo else moment.replace(tzinfo=WEST)).isoformat(timespec="seconds")
