"""The parameters of each kind of request: tables of rows, with their limits, read by `parameters.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from ..config import Settings
from ..model import Filters, Kind, Sort
from ..periods import first_day, last_day
from .parameters import Arguments, Invalid, Parameter, Reading, Refused, read

NAME_LENGTH = 500
"""Longest name that a filter takes, in characters; no entity is longer."""

EXPORTS = ("csv", "jsonl", "bibtex", "ris")
"""Kinds of files that a result is given as."""

SUGGESTIONS = 20
"""Most suggestions of one request."""


def _query(text: str, settings: Settings) -> str:
    if len(text) > settings.query_length:
        raise Refused(
            "length",
            f"has {len(text)} characters; the longest query is {settings.query_length}",
            settings.query_length,
        )
    return text


def _name(text: str, _settings: Settings) -> str:
    if len(text) > NAME_LENGTH:
        raise Refused("length", f"has {len(text)} characters; the longest name is {NAME_LENGTH}", NAME_LENGTH)
    return text


def _first_day(text: str, _settings: Settings) -> date:
    return _day(first_day, text)


def _last_day(text: str, _settings: Settings) -> date:
    return _day(last_day, text)


def _day(end: Callable[[str], date], text: str) -> date:
    try:
        return end(text)
    except ValueError:
        raise Refused("date", "is no date; it takes YYYY-MM-DD, YYYY-MM or YYYY, such as 2020-09-03") from None


def _sort(text: str, _settings: Settings) -> Sort:
    try:
        return Sort(text)
    except ValueError:
        raise Refused("choice", f"takes one of: {', '.join(Sort)}") from None


def _kind(text: str, _settings: Settings) -> Kind:
    try:
        return Kind(text)
    except ValueError:
        raise Refused("choice", f"takes one of: {', '.join(Kind)}") from None


def _format(text: str, _settings: Settings) -> str:
    if text not in EXPORTS:
        raise Refused("choice", f"takes one of: {', '.join(EXPORTS)}")
    return text


def whole(text: str, most: int) -> int:
    """A whole number from 1 to `most`."""
    # Python refuses to read numbers of more than 4,300 digits, and no limit here has more than ten.
    digits = text.lstrip("0") if text.isascii() and text.isdigit() else ""
    if not digits or len(digits) > 10 or int(digits) > most:
        raise Refused("number", f"takes a whole number from 1 to {most}", most)
    return int(digits)


def _page(text: str, settings: Settings) -> int:
    return whole(text, settings.depth)


def _per_page(text: str, settings: Settings) -> int:
    return whole(text, settings.per_page_limit)


def _flag(text: str, _settings: Settings) -> bool:
    if text not in ("0", "1"):
        raise Refused("choice", "takes 1 or 0")
    return text == "1"


def _limit(text: str, _settings: Settings) -> int:
    return whole(text, SUGGESTIONS)


def _text_schema(settings: Settings) -> dict[str, Any]:
    return {"type": "string", "maxLength": settings.query_length, "default": ""}


def _name_schema(_settings: Settings) -> dict[str, Any]:
    return {"type": "string", "maxLength": NAME_LENGTH}


def _date_schema(_settings: Settings) -> dict[str, Any]:
    return {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}


def whole_schema(default: Callable[[Settings], int], most: Callable[[Settings], int]) -> Any:
    """Such a number as JSON Schema."""
    return lambda settings: {
        "type": "integer",
        "minimum": 1,
        "maximum": most(settings),
        "default": default(settings),
    }


def _names(name: str, meaning: str, example: str) -> Parameter:
    return Parameter(name, name, meaning, example, _name, _name_schema, repeatable=True)


def _switch(name: str, meaning: str, default: int = 0) -> Parameter:
    schema = {"type": "integer", "enum": [0, 1], "default": default}
    return Parameter(name, name, meaning, 1 - default, _flag, lambda _settings: schema)


Q = Parameter(
    "q",
    "q",
    'Words, "an exact phrase", "words near"~5, =form, -word, AND, OR, NOT, prefix*, title:word, person:"A B", '
    "organization:, place:, source:, year:2020, date:2020-07..2020-09. Empty matches every release.",
    "menanggulangi teror",
    _query,
    _text_schema,
)
FROM = Parameter(
    "from",
    "date_from",
    "First day. A year or a month alone means its first day.",
    "2020-01-01",
    _first_day,
    _date_schema,
)
TO = Parameter(
    "to",
    "date_to",
    "Last day, inclusive. A year or a month alone means its last day.",
    "2020-12",
    _last_day,
    _date_schema,
)
EVENTS = (
    Parameter(
        "event_from",
        "event_from",
        "Releases whose text names a day not before this one. A year or a month alone means its first day.",
        "2020-07-14",
        _first_day,
        _date_schema,
    ),
    Parameter(
        "event_to",
        "event_to",
        "Releases whose text names a day not after this one. A year or a month alone means its last day.",
        "2020-07",
        _last_day,
        _date_schema,
    ),
)
SOURCE = _names("source", "Releases of this publisher; several values are alternatives.", "BNPT")
SORT = Parameter(
    "sort",
    "sort",
    "Order of the results.",
    "newest",
    _sort,
    lambda _settings: {"type": "string", "enum": list(Sort), "default": Sort.RELEVANCE.value},
)
PAGING = (
    Parameter(
        "page",
        "page",
        "Page of the results, from 1; page times per_page reaches no deeper than the limit of paging.",
        2,
        _page,
        whole_schema(lambda _settings: 1, lambda settings: settings.depth),
    ),
    Parameter(
        "per_page",
        "per_page",
        "Results on a page.",
        20,
        _per_page,
        whole_schema(lambda settings: settings.per_page, lambda settings: settings.per_page_limit),
    ),
)
FOLD = _switch(
    "fold",
    "With 0, each version of a release is a result for itself; else the best that matches stands for all of them.",
    default=1,
)
CHANGED = _switch("changed", "With 1, only releases whose title or text was changed after they were first indexed.")
SEARCH = (
    Q,
    FROM,
    TO,
    _names(
        "person",
        "Releases that name this person: its id or any of its names; several are alternatives.",
        "Boy Rafli Amar",
    ),
    _names(
        "organization",
        "Releases that name this organization: its id or any of its names; several are alternatives.",
        "BNPT",
    ),
    _names("place", "Releases that name this place: its id or any of its names; several are alternatives.", "Jakarta"),
    SOURCE,
    *EVENTS,
    CHANGED,
    SORT,
    FOLD,
    *PAGING,
)
QUOTES = (
    Q,
    _names("speaker", "Quotes of this speaker; several values are alternatives.", "Boy Rafli Amar"),
    FROM,
    TO,
    SOURCE,
    SORT,
    *PAGING,
)
"""Of quotes: words, speakers and offices are searched in `q`; dates are those of the releases."""

FIND = Parameter(
    "find", "find", "Words with which words of a value begin. Empty lists all.", "boy raf", _query, _text_schema
)
FACET = (*(parameter for parameter in SEARCH if parameter.name not in ("sort", "per_page")), FIND)
"""Of the page of all values of a filter: those of a search."""

QUOTES_FACET = (*(parameter for parameter in QUOTES if parameter.name not in ("sort", "per_page")), FIND)
"""The same for quotes."""

EXPLAIN = _switch(
    "explain", "With 1, the answer says how the query was understood and which forms of its words were searched."
)
FORMAT = Parameter(
    "format",
    "format",
    "What the file is for: a spreadsheet, a program (JSON lines), or references.",
    "csv",
    _format,
    lambda _settings: {"type": "string", "enum": list(EXPORTS)},
)
FEED = tuple(parameter for parameter in SEARCH if parameter is not SORT and parameter not in PAGING)
"""Of a feed: the newest come first, with `changed` those that were changed last, whatever the search's own order."""

EXPORT = (FORMAT, *FEED, SORT)
"""Of a file with all results: there are no pages."""

ENTITIES = (
    Parameter("q", "q", "Words with which words of a name begin. Empty lists all.", "boy raf", _query, _text_schema),
    Parameter(
        "kind",
        "kind",
        "Only entities of this kind.",
        "person",
        _kind,
        lambda _settings: {"type": "string", "enum": list(Kind)},
    ),
    *PAGING,
)
SUGGEST = (
    Parameter("q", "q", "What has been typed so far.", "boy raf", _query, _text_schema),
    Parameter(
        "limit",
        "limit",
        "Most suggestions to return.",
        8,
        _limit,
        whole_schema(lambda _settings: 8, lambda _settings: SUGGESTIONS),
    ),
)


def filters_of(reading: Reading) -> Filters:
    """The filters among the values of a search."""
    return Filters(**{row.name: reading.values[row.name] for row in fields(Filters) if row.name in reading.values})


def read_search(
    arguments: Arguments, settings: Settings, table: Iterable[Parameter] = SEARCH, *, only: bool = False
) -> Reading:
    """Read a search, including what its parameters say about each other."""
    reading = read(arguments, table, settings, only=only)
    values = reading.values
    errors = list(reading.errors)
    for begin, end in (("from", "to"), ("event_from", "event_to")):
        first, last = (values.get(name if name in values else f"date_{name}") for name in (begin, end))
        if first and last and first > last:
            errors.append(Invalid(begin, "order", f"{begin} is after {end}; exchange them"))
    page, per_page = values.get("page", 1), values.get("per_page", settings.per_page)
    if page * per_page > settings.depth:
        detail = f"page reaches beyond result {settings.depth}; narrow the search, by date for example"
        errors.append(Invalid("page", "deep", detail, settings.depth))
    return Reading(values, tuple(errors))
