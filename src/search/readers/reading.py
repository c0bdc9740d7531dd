"""One file -> its releases, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..errors import ReadError
from . import html, txt
from .csv_table import read_csv
from .encoding import decode
from .formats import HEAD_BYTES, Format, sniff, unknown_suffix
from .items import Item, Notice
from .json_document import read_json
from .jsonl import read_jsonl, too_large
from .record import release
from .walking import failure, resolved

_MANY = {Format.JSONL: read_jsonl, Format.JSON: read_json, Format.CSV: read_csv}


def read(path: Path, *, record_bytes: int) -> Iterator[Item]:
    """Yield the releases of a file as they are read, with notices, and a ReadError for each that can't be.

    The format is chosen by suffix and content. No content of a file makes this raise. A release of more than
    `record_bytes` bytes is refused, and a file of many is read within that bound, however large it is.
    """
    place = resolved(path)
    if isinstance(place, ReadError):
        yield place
        return
    origin = place.as_posix()
    wrong = "this is a folder; give a file, or walk the folder" if place.is_dir() else unknown_suffix(path)
    if wrong:
        yield ReadError(origin, wrong)
        return
    try:
        with place.open("rb") as handle:
            yield from _read(handle, origin, path.suffix, record_bytes)
    except OSError as error:
        yield ReadError(origin, failure(error))


def _read(handle: BinaryIO, origin: str, suffix: str, record_bytes: int) -> Iterator[Item]:
    head = handle.read(HEAD_BYTES)
    if not head.strip():
        yield ReadError(origin, "the file is empty; fill it, or leave it out")
        return
    found = sniff(head, suffix)
    if not isinstance(found, Format):
        yield ReadError(origin, found)
    elif found in _MANY:
        yield from _MANY[found](handle, origin, record_bytes)
    else:
        data = head + handle.read(max(0, record_bytes + 1 - len(head)))
        if len(data) > record_bytes:
            yield too_large(origin, "file", record_bytes)
        else:
            yield from _read_one(data, found, origin)


def _read_one(data: bytes, found: Format, origin: str) -> Iterator[Item]:
    declared = html.declared_encoding(data) if found is Format.HTML else None
    text, note = decode(data, declared)
    if note:
        yield Notice(origin, note)
    record = html.record(text) if found is Format.HTML else txt.record(text)
    yield from release(record, where=origin, origin=origin)
