"""The parameters of a request: one table that drives both their reading and the OpenAPI document.

A row says a parameter's name, meaning, limits and example; its `read` turns the text into a value or refuses it.
Limits come from the settings in force. Blank values count as not given, since a form sends every field it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from ..config import Settings
from ..model import Sort
from ..periods import first_day, last_day

NAME_LENGTH = 500
"""Longest name that a filter takes, in characters; no entity is longer."""

NAMES = 20
"""Most values of one filter. Every link of a page repeats them, so a page grows with their square."""

SUGGESTIONS = 20
"""Most suggestions of one request."""


class Arguments(Protocol):
    """What is read from: werkzeug's MultiDict, or anything with these two methods."""

    def keys(self) -> Iterable[str]: ...

    def getlist(self, key: str) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class Invalid:
    """A parameter that can't be used. `code` picks the sentence on the page, `detail` is the API's (English)."""

    parameter: str
    code: str
    detail: str
    limit: int = 0


class Refused(ValueError):
    """Raised by a parameter's `read`."""

    def __init__(self, code: str, detail: str, limit: int = 0) -> None:
        super().__init__(detail)
        self.code = code
        self.limit = limit


@dataclass(frozen=True, slots=True)
class Parameter:
    """One row of the table. `argument` is the name in Python; `schema` is JSON Schema for one value."""

    name: str
    argument: str
    meaning: str
    example: str | int
    read: Callable[[str, Settings], Any]
    schema: Callable[[Settings], dict[str, Any]]
    repeatable: bool = False

    @property
    def most(self) -> int:
        """How many values it takes."""
        return NAMES if self.repeatable else 1


@dataclass(frozen=True, slots=True)
class Reading:
    """A request's values by their names in Python, and what was wrong with the others."""

    values: Mapping[str, Any]
    errors: tuple[Invalid, ...] = ()

    def error(self, parameter: str) -> Invalid | None:
        """The first complaint about this parameter."""
        return next((error for error in self.errors if error.parameter == parameter), None)


_CONTROL = dict.fromkeys((*range(32), 127), " ")


def clean(text: str) -> str:
    """The text with control characters (NUL, line breaks, tabs) as spaces, trimmed: none can be a part of a word."""
    return text.translate(_CONTROL).strip()


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


def _whole(text: str, most: int) -> int:
    # Python refuses to read numbers of more than 4,300 digits, and no limit here has more than ten.
    digits = text.lstrip("0") if text.isascii() and text.isdigit() else ""
    if not digits or len(digits) > 10 or int(digits) > most:
        raise Refused("number", f"takes a whole number from 1 to {most}", most)
    return int(digits)


def _page(text: str, settings: Settings) -> int:
    return _whole(text, settings.depth)


def _per_page(text: str, settings: Settings) -> int:
    return _whole(text, settings.per_page_limit)


def _flag(text: str, _settings: Settings) -> bool:
    if text not in ("0", "1"):
        raise Refused("choice", "takes 1 or 0")
    return text == "1"


def _limit(text: str, _settings: Settings) -> int:
    return _whole(text, SUGGESTIONS)


def _text_schema(settings: Settings) -> dict[str, Any]:
    return {"type": "string", "maxLength": settings.query_length, "default": ""}


def _name_schema(_settings: Settings) -> dict[str, Any]:
    return {"type": "string", "maxLength": NAME_LENGTH}


def _date_schema(_settings: Settings) -> dict[str, Any]:
    return {"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}


def _whole_schema(default: Callable[[Settings], int], most: Callable[[Settings], int]) -> Any:
    return lambda settings: {
        "type": "integer",
        "minimum": 1,
        "maximum": most(settings),
        "default": default(settings),
    }


def _names(name: str, meaning: str, example: str) -> Parameter:
    return Parameter(name, name, meaning, example, _name, _name_schema, repeatable=True)


Q = Parameter(
    "q",
    "q",
    'Words, "an exact phrase", "words near"~5, =form, -word, AND, OR, NOT, prefix*, title:word, person:"A B", '
    "organization:, place:, source:, year:2020, date:2020-07..2020-09. Empty matches every release.",
    "menanggulangi teror",
    _query,
    _text_schema,
)
SEARCH = (
    Q,
    Parameter(
        "from",
        "date_from",
        "First day. A year or a month alone means its first day.",
        "2020-01-01",
        _first_day,
        _date_schema,
    ),
    Parameter(
        "to",
        "date_to",
        "Last day, inclusive. A year or a month alone means its last day.",
        "2020-12",
        _last_day,
        _date_schema,
    ),
    _names("person", "Releases that name this person; several values are alternatives.", "Boy Rafli Amar"),
    _names("organization", "Releases that name this organization; several values are alternatives.", "BNPT"),
    _names("place", "Releases that name this place; several values are alternatives.", "Jakarta"),
    _names("source", "Releases of this publisher; several values are alternatives.", "BNPT"),
    Parameter(
        "sort",
        "sort",
        "Order of the results.",
        "newest",
        _sort,
        lambda _settings: {"type": "string", "enum": list(Sort), "default": Sort.RELEVANCE.value},
    ),
    Parameter(
        "page",
        "page",
        "Page of the results, from 1; page times per_page reaches no deeper than the limit of paging.",
        2,
        _page,
        _whole_schema(lambda _settings: 1, lambda settings: settings.depth),
    ),
    Parameter(
        "per_page",
        "per_page",
        "Results on a page.",
        20,
        _per_page,
        _whole_schema(lambda settings: settings.per_page, lambda settings: settings.per_page_limit),
    ),
)
EXPLAIN = Parameter(
    "explain",
    "explain",
    "With 1, the answer says how the query was understood and which forms of its words were searched.",
    1,
    _flag,
    lambda _settings: {"type": "integer", "enum": [0, 1], "default": 0},
)
SEARCH_API = (*SEARCH, EXPLAIN)
"""What the endpoint takes; the page always explains."""

SUGGEST = (
    Parameter("q", "q", "What has been typed so far.", "boy raf", _query, _text_schema),
    Parameter(
        "limit",
        "limit",
        "Most suggestions to return.",
        8,
        _limit,
        _whole_schema(lambda _settings: 8, lambda _settings: SUGGESTIONS),
    ),
)


def read(arguments: Arguments, table: Iterable[Parameter], settings: Settings, *, only: bool = False) -> Reading:
    """Read the table's parameters. With `only`, any other parameter is an error, so that a misspelled filter
    is noticed instead of silently widening the result."""
    table = tuple(table)
    values: dict[str, Any] = {}
    errors: list[Invalid] = []
    for parameter in table:
        texts = [text for text in map(clean, arguments.getlist(parameter.name)) if text]
        try:
            _count(texts, parameter)
            found = [parameter.read(text, settings) for text in texts]
        except Refused as refused:
            errors.append(Invalid(parameter.name, refused.code, f"{parameter.name} {refused}", refused.limit))
            continue
        if found:
            values[parameter.argument] = tuple(dict.fromkeys(found)) if parameter.repeatable else found[0]
    if only:
        known = [parameter.name for parameter in table]
        unknown = sorted(set(arguments.keys()) - set(known))
        takes = ", ".join(known)
        errors += [Invalid(n, "unknown", f"{n[:50]!r} is no parameter; there are: {takes}") for n in unknown]
    return Reading(values, tuple(errors))


def _count(texts: list[str], parameter: Parameter) -> None:
    if len(texts) > parameter.most:
        code = "many" if parameter.repeatable else "once"
        raise Refused(code, f"is given {len(texts)} times; it takes at most {parameter.most}", parameter.most)


def read_search(
    arguments: Arguments, settings: Settings, table: Iterable[Parameter] = SEARCH, *, only: bool = False
) -> Reading:
    """Read a search, including what its parameters say about each other."""
    reading = read(arguments, table, settings, only=only)
    values = reading.values
    errors = list(reading.errors)
    first, last = values.get("date_from"), values.get("date_to")
    if first and last and first > last:
        errors.append(Invalid("from", "order", "from is after to; exchange them"))
    page, per_page = values.get("page", 1), values.get("per_page", settings.per_page)
    if page * per_page > settings.depth:
        detail = f"page reaches beyond result {settings.depth}; narrow the search, by date for example"
        errors.append(Invalid("page", "deep", detail, settings.depth))
    return Reading(values, tuple(errors))
