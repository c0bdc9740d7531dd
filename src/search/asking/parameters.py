"""Reading the parameters of a request by a table (`tables.py`), which the OpenAPI document is made of as well.

A row says a parameter's name, meaning, limits and example; its `read` turns the text into a value or refuses it.
Limits come from the settings in force. Blank values count as not given, since a form sends every field it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ..config import Settings
from ..errors import QueryError

NAMES = 20
"""Most values of one filter. Every link of a page repeats them, so a page grows with their square."""


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
    listed: bool = False
    """Whether one text holds several values, parted by commas; its schema is of all of them."""

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

    def refused(self, error: QueryError) -> Reading:
        """The same, refused by the archive: for a limit that it alone knows."""
        return Reading(self.values, (Invalid(error.parameter, "other", str(error)),))


_CONTROL = dict.fromkeys((*range(32), 127), " ")


def clean(text: str) -> str:
    """The text with control characters (NUL, line breaks, tabs) as spaces, trimmed: none can be a part of a word."""
    return text.translate(_CONTROL).strip()


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
