"""CSV: a header row that names the columns, then one record a row, read row by row."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import BinaryIO

from ..errors import ReadError
from .items import Item, Notice
from .jsonl import too_large
from .record import release
from .source import TextSource, TooLong

_DELIMITERS = ",;\t"
_QUOTING = 'put "..." around cells with delimiters or line breaks, and double the quotation marks in them'
_NEVER_CLOSED = f"a quotation mark that opens in this row is never closed; {_QUOTING}"
_EXCEL_DELIMITER = re.compile(r"sep=(.)\s*", re.IGNORECASE)


def read_csv(handle: BinaryIO, origin: str, record_bytes: int) -> Iterator[Item]:
    """Yield what each row holds; a row that can't be read is named and the next ones go on."""
    with TextSource(handle) as source:
        try:
            header = source.readline(record_bytes)
            named = _EXCEL_DELIMITER.fullmatch(header)
            if named:
                header = source.readline(record_bytes)
            delimiter = named[1] if named else _delimiter(header)
            columns = _names(header, delimiter)
        except TooLong:
            yield too_large(f"{origin}:{source.line}", "header row", record_bytes)
            return
        except csv.Error as error:
            yield ReadError(f"{origin}:{source.line}", f"the header row can't be read ({error}); correct it")
            return
        wrong = _wrong_columns(columns)
        if wrong:
            yield ReadError(origin, wrong)
            return
        yield from _rows(source, delimiter, columns, origin, record_bytes)


def _delimiter(header: str) -> str:
    """The delimiter that finds a column `body`, then the one that finds most columns."""
    return max(_DELIMITERS, key=lambda each: ("body" in _names(header, each), len(_names(header, each))))


def _names(header: str, delimiter: str) -> list[str]:
    cells = next(csv.reader([header], delimiter=delimiter), [])
    return [" ".join(cell.removeprefix("\ufeff").casefold().split()) for cell in cells]


def _wrong_columns(columns: list[str]) -> str | None:
    if "body" not in columns:
        found = ", ".join(repr(column[:40]) for column in columns[:20]) or "none"
        return f"there is no column 'body' (columns: {found}); name the one that holds the text so in the first row"
    twice = next((column for column in columns if column and columns.count(column) > 1), None)
    return f"two columns are named {twice[:40]!r}; rename one of them" if twice else None


class _Feed(Iterator[str]):
    """Lines for the csv module, which puts rows together from them; no row outgrows the bound."""

    def __init__(self, source: TextSource, limit: int) -> None:
        self._source = source
        self._limit = limit
        self._size = 0
        self._quotes = 0

    def begin(self) -> None:
        """A row begins with the next line."""
        self._size = self._quotes = 0

    def __next__(self) -> str:
        try:
            line = self._source.readline(self._limit)
        except TooLong as error:
            self._quotes += error.quotes
            raise
        if not line:
            raise StopIteration
        self._quotes += line.count('"')
        self._size += len(line.rstrip("\n").encode("utf-8", "replace"))
        if self._size > self._limit:
            raise TooLong(0)
        return line

    def pass_over(self) -> bool:
        """Step over the rest of a row; False where its last quotation mark is never closed."""
        while self._quotes % 2:
            self._size = 0
            try:
                next(self)
            except TooLong:
                continue
            except StopIteration:
                return False
        return True


def _rows(source: TextSource, delimiter: str, columns: list[str], origin: str, record_bytes: int) -> Iterator[Item]:
    # The module's own bound on a cell holds for the whole process; ours is on the row, and never higher.
    csv.field_size_limit(max(csv.field_size_limit(), record_bytes))
    feed = _Feed(source, record_bytes)
    rows = csv.reader(feed, delimiter=delimiter, strict=True)
    number = 0
    while True:
        feed.begin()
        where = f"{origin}:{source.line + 1}"
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except TooLong:
            closed = feed.pass_over()
            yield too_large(where, "row", record_bytes) if closed else ReadError(where, _NEVER_CLOSED)
            continue
        except csv.Error as error:
            at_end = "unexpected end" in str(error)
            yield ReadError(where, _NEVER_CLOSED if at_end else f"the row can't be read: {error}; {_QUOTING}")
            continue
        finally:
            notes = source.take_notes()
        yield from (Notice(where, note) for note in notes)
        if not any(cells):
            continue
        if len(cells) != len(columns):
            yield ReadError(where, f"the row has {len(cells)} cells, the header {len(columns)}; {_QUOTING}")
            continue
        record = dict(zip(columns, cells, strict=True))
        yield from release(record, where=where, origin=origin, number=number)
