"""JSON Lines: one record a line, read line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from ..errors import ReadError
from .items import Item, Notice, shown
from .record import release
from .source import TextSource, TooLong


def whole_number(digits: str) -> int | float:
    """An int, or infinity for one with more digits than anything here needs (and than Python converts)."""
    return int(digits) if len(digits) <= 1000 else float("inf")


DECODER = json.JSONDecoder(parse_int=whole_number, strict=False)
"""Takes raw line breaks and tabs in strings, which many exports have."""


def read_jsonl(handle: BinaryIO, origin: str, record_bytes: int) -> Iterator[Item]:
    """Yield what each line holds; a line that can't be read is named and the next ones go on."""
    with TextSource(handle) as source:
        while True:
            try:
                line = source.readline(record_bytes)
            except TooLong:
                yield too_large(f"{origin}:{source.line}", "line", record_bytes)
                continue
            if not line:
                return
            where = f"{origin}:{source.line}"
            yield from (Notice(where, note) for note in source.take_notes())
            if line.strip():
                yield from _read_line(line, where, origin, source.line)


def too_large(where: str, what: str, record_bytes: int) -> ReadError:
    """The error for what is over the bound on one release."""
    return ReadError(
        where,
        f"the {what} has more than {record_bytes} bytes; split it, or raise SIARAN_RECORD_BYTES",
    )


def _read_line(line: str, where: str, origin: str, number: int) -> Iterator[Item]:
    try:
        value: Any = DECODER.decode(line.strip().removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        yield ReadError(where, f"this line is not JSON ({error.msg}, column {error.colno}); correct it")
    except RecursionError:
        yield ReadError(where, "this line is nested too deeply; a record is one object of plain values")
    else:
        yield from read_value(value, where, origin, number)


def read_value(value: Any, where: str, origin: str, number: int) -> Iterator[Item]:
    """Yield what one value of JSON holds, which should be a record."""
    if isinstance(value, dict):
        yield from release(value, where=where, origin=origin, number=number)
    else:
        yield ReadError(where, f'the record is {shown(value)}; give an object such as {{"body": "..."}}')
