"""What stands before a colon: a part of the release, a name that it has, or its date."""

from __future__ import annotations

from enum import Enum, StrEnum, auto

from ..model import Dated, Field
from ..periods import first_day, last_day


class NameFilter(StrEnum):
    """A filter that takes names. The value is the filter's name."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    SOURCE = "source"


class Time(Enum):
    """The release's own date, as against dates that it tells of."""

    DATE = auto()


Scope = Field | NameFilter | Time

SCOPES: dict[str, Scope] = {
    "title": Field.TITLE,
    "judul": Field.TITLE,
    "person": NameFilter.PERSON,
    "tokoh": NameFilter.PERSON,
    "organization": NameFilter.ORGANIZATION,
    "lembaga": NameFilter.ORGANIZATION,
    "place": NameFilter.PLACE,
    "tempat": NameFilter.PLACE,
    "source": NameFilter.SOURCE,
    "sumber": NameFilter.SOURCE,
    "date": Time.DATE,
    "tanggal": Time.DATE,
    "year": Time.DATE,
    "tahun": Time.DATE,
}
"""What may stand before a colon, in any case."""


def days(text: str) -> Dated | None:
    """The days that `text` names: a day, month or year, or two of them with `..` between, of which one may be
    missing. None where it is no date. Ends in the wrong order are exchanged: nobody asks for no days at all."""
    first, between, last = text.strip().rstrip(",;:!?").partition("..")
    try:
        if not between:
            return Dated(first_day(first), last_day(first))
        if not (first or last):
            return None
        if first and last and first_day(first) > last_day(last):
            first, last = last, first
        return Dated(first_day(first) if first else None, last_day(last) if last else None)
    except ValueError:
        return None
