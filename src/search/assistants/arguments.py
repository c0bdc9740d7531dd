"""A call's arguments, which are JSON, read by a table: the same reading as that of an address.

What models get wrong without meaning anything else by it is taken as it was meant: null for what is not given, a
number as a text, one name where a list is taken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..asking.parameters import Invalid, Parameter, Reading
from ..asking.tables import read_search
from ..config import Settings
from ..errors import QueryError
from .tables import REQUIRED, within

Arguments = Mapping[str, Any]

LONGEST = 10**12
"""Numbers beyond are read as none: Python refuses to write those of more than 4,300 digits."""


class _Given:
    """Arguments as the texts that a table reads."""

    def __init__(self, arguments: Arguments) -> None:
        self._texts = {name: _texts(value) for name, value in arguments.items() if value is not None}

    def keys(self) -> Iterable[str]:
        return self._texts.keys()

    def getlist(self, key: str) -> list[str]:
        return self._texts.get(key) or []

    def unreadable(self) -> Iterable[str]:
        """Names of arguments that are neither texts nor numbers nor lists of these."""
        return (name for name, texts in self._texts.items() if texts is None)


def read(arguments: Arguments, table: Iterable[Parameter], settings: Settings) -> dict[str, Any]:
    """The values by their names in Python. Raises QueryError, which names all that can't be used."""
    table = tuple(table)
    given = _Given(arguments)
    reading: Reading = read_search(given, within(settings), table, only=True)
    rows = {row.name: row for row in table}
    errors = list(reading.errors)
    errors += [Invalid(n, "type", f"{n} must be {_wanted(rows[n], settings)}") for n in given.unreadable() if n in rows]
    wrong = {error.parameter for error in errors}
    missing = [n for n, row in rows.items() if n in REQUIRED and row.argument not in reading.values and n not in wrong]
    errors += [Invalid(n, "missing", f"{n} is missing: {rows[n].meaning}") for n in missing]
    if errors:
        raise QueryError("; ".join(error.detail for error in errors), errors[0].parameter)
    return dict(reading.values)


def input_schema(table: Iterable[Parameter], settings: Settings) -> dict[str, Any]:
    """What a tool with this table takes, as JSON Schema."""
    table = tuple(table)
    return {
        "type": "object",
        "properties": {row.name: _property(row, within(settings)) for row in table},
        "required": [row.name for row in table if row.name in REQUIRED],
        "additionalProperties": False,
    }


def _property(row: Parameter, settings: Settings) -> dict[str, Any]:
    one = row.schema(settings)
    value = {"type": "array", "items": one, "maxItems": row.most} if row.repeatable else one
    example = [row.example] if row.repeatable else row.example
    return {**value, "description": row.meaning, "examples": [example]}


def _texts(value: object) -> list[str] | None:
    """The texts of a value; None where it has none."""
    if isinstance(value, list):
        found = [_text(item) for item in value]
        return None if None in found else [text for text in found if text is not None]
    text = _text(value)
    return None if text is None else [text]


def _text(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if abs(value) >= LONGEST or value != value:  # noqa: PLR0124 - not a number
        return "-"
    return str(int(value)) if value == int(value) else str(value)


def _wanted(row: Parameter, settings: Settings) -> str:
    if row.repeatable:
        return "a list of texts"
    return "a whole number" if row.schema(settings)["type"] == "integer" else "a text"
