"""A JSON document: one record, a list of records, or {"releases": [...]}; read record by record."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..errors import ReadError
from .items import Item, Notice
from .jsonl import DECODER, read_value, too_large
from .record import KEYS, release
from .source import TextSource

_CHUNK = 1_000_000
_SPACE = re.compile(r"\s*")
_NEAR_THE_END = 16
"""A value cut off at the end of what is read so far is a syntax error within so many characters of it."""


def read_json(handle: BinaryIO, origin: str, record_bytes: int) -> Iterator[Item]:
    """Yield what each record holds. Behind a syntax error nothing can be read: it ends the file."""
    with TextSource(handle) as source:
        cursor = _Cursor(source, record_bytes)
        try:
            for item in _document(cursor, origin):
                yield from (Notice(origin, note) for note in source.take_notes())
                yield item
        except json.JSONDecodeError as error:
            where = f"{origin}:{cursor.line(error.pos)}"
            yield ReadError(where, f"this is not JSON ({error.msg}); correct it, what follows was not read")
        except RecursionError:
            where = f"{origin}:{cursor.line(cursor.at)}"
            yield ReadError(where, "this is nested too deeply, a record holds plain values; what follows was not read")
        except _TooLarge:
            yield too_large(f"{origin}:{cursor.line(cursor.at)}", "record", record_bytes)


class _TooLarge(Exception):
    pass


class _Cursor:
    """A place in a JSON text of which a part is held."""

    def __init__(self, source: TextSource, limit: int) -> None:
        self.source = source
        self.at = 0
        self._limit = limit
        self._held = ""
        self._counted = 0
        self._lines = 0

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            self.at = _SPACE.match(self._held, self.at).end()  # type: ignore[union-attr]
            if self.at < len(self._held) or not self._more():
                return self._held[self.at : self.at + 1]

    def take(self, expected: str) -> None:
        """Step over this character, the next one."""
        if self.peek() != expected:
            raise self.error(f"Expecting {expected!r}")
        self.at += 1

    def value(self) -> Any:
        """Step over the next value and return it."""
        self.peek()
        while True:
            try:
                value, end = DECODER.raw_decode(self._held, self.at)
            except json.JSONDecodeError as error:
                cut_off = error.msg.startswith("Unterminated") or len(self._held) - error.pos <= _NEAR_THE_END
                if not cut_off or not self._more():
                    raise
            else:
                if end < len(self._held) or not self._more():
                    self._check(end)
                    self.at = end
                    return value

    def error(self, message: str) -> json.JSONDecodeError:
        return json.JSONDecodeError(message, self._held, self.at)

    def line(self, position: int) -> int:
        """The line of a position in the text that is held, not before one that was asked for."""
        self._lines += self._held.count("\n", self._counted, position)
        self._counted = max(self._counted, position)
        return 1 + self._lines

    def _check(self, end: int) -> None:
        size = end - self.at
        if size > self._limit or (
            4 * size > self._limit and len(self._held[self.at : end].encode("utf-8", "replace")) > self._limit
        ):
            raise _TooLarge

    def _more(self) -> bool:
        """Read on, dropping what has been stepped over; False at the end."""
        if len(self._held) - self.at > self._limit:
            raise _TooLarge
        # As much again as is held: a long value is looked at a few times only.
        piece = self.source.read(max(_CHUNK, len(self._held) - self.at))
        if not piece:
            return False  # positions stay true: an error is placed by them
        self.line(self.at)
        self._held = self._held[self.at :] + piece
        self._counted -= self.at
        self.at = 0
        return True


def _document(cursor: _Cursor, origin: str) -> Iterator[Item]:
    opening = cursor.peek()
    if opening == "[":
        yield from _records(cursor, origin)
    elif opening == "{":
        yield from _objects(cursor, origin)
    else:
        yield from read_value(cursor.value(), origin, origin, 0)
    if cursor.peek():
        raise cursor.error("Extra data")


def _records(cursor: _Cursor, origin: str) -> Iterator[Item]:
    number = 0
    cursor.take("[")
    while cursor.peek() != "]":
        if number:
            cursor.take(",")
        number += 1
        cursor.peek()
        where = f"{origin}:{cursor.line(cursor.at)}"
        yield from read_value(cursor.value(), where, origin, number)
    cursor.take("]")


def _objects(cursor: _Cursor, origin: str) -> Iterator[Item]:
    """One object, or several one after another: JSON Lines under this name, or lines broken within records."""
    number = 0
    while cursor.peek() == "{":
        where = f"{origin}:{cursor.line(cursor.at)}" if number else origin
        yield from _object(cursor, where, origin, number)
        number += 1


def _object(cursor: _Cursor, where: str, origin: str, number: int) -> Iterator[Item]:
    record: dict[str, object] = {}
    first, listed = True, False
    cursor.take("{")
    while cursor.peek() != "}":
        if not first:
            cursor.take(",")
        first = False
        if cursor.peek() != '"':
            raise cursor.error("Expecting a key in quotation marks")
        key = cursor.value()
        cursor.take(":")
        if key == "releases" and cursor.peek() == "[":
            listed = True
            yield from _records(cursor, origin)
        else:
            value = cursor.value()
            record |= {key: value} if key in KEYS else {}
    cursor.take("}")
    if not listed:
        yield from release(record, where=where, origin=origin, number=number)
