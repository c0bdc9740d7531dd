"""A record (a mapping with the keys id, title, date, date_format, body, source, url) -> `Release`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import blake2b
from urllib.parse import urlsplit

from ..errors import ReadError
from ..model import Release
from .dates import order_of, parse
from .items import Item, Notice, shown
from .text import clean, has_words, one_line, shorten
from .titles import derived_title

KEYS = frozenset({"id", "title", "date", "date_format", "body", "source", "url"})
"""What a record may hold; other keys are passed over."""

LONGEST_ID = 200
LONGEST_TITLE = 500
LONGEST_SOURCE = 200
LONGEST_URL = 2000


def release(record: Mapping[str, object], *, where: str, origin: str, number: int = 0) -> Iterator[Item]:
    """Yield the release that a record holds, after notices on what in it could not be used; or one ReadError.

    Only `body` is required; unknown keys are passed over. `number` is the record's place in its file, from which a
    record without id and url gets a stable id.
    """
    body = record.get("body")
    if body is None:
        yield ReadError(where, 'there is no body; give the text under the key "body"')
        return
    if not isinstance(body, str):
        yield ReadError(where, f"the body is {shown(body)}; give it as text")
        return
    body = clean(body)
    if not has_words(body):
        yield ReadError(where, "the body is empty; fill it in, or leave the release out")
        return
    fields = _Fields(record)
    url = fields.url()
    title = fields.text("title", LONGEST_TITLE)
    made = Release(
        id=fields.id() or _derived_id(url, origin, number),
        body=body,
        title=title or derived_title(body),
        title_derived=title is None,
        date=fields.date(),
        source=fields.text("source", LONGEST_SOURCE),
        url=url,
        origin=origin,
    )
    yield from (Notice(where, note) for note in fields.notes)
    yield made


def _derived_id(url: str | None, origin: str, number: int) -> str:
    """16 hexadecimal digits: the same for as long as the address, or the file and the place in it, is the same."""
    key = f"url\0{url}" if url else f"record\0{origin}\0{number}"
    return blake2b(key.encode("utf-8"), digest_size=8).hexdigest()


class _Fields:
    """The optional keys of a record, each read with a note where it can't be used."""

    def __init__(self, record: Mapping[str, object]) -> None:
        self._record = record
        self.notes: list[str] = []

    def text(self, key: str, longest: int) -> str | None:
        value = self._record.get(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.notes.append(f"the {key} is {shown(value)} and was left out; give it as text")
            return None
        text = one_line(value)
        if len(text) > longest:
            self.notes.append(f"the {key} has {len(text)} characters and was cut to {longest}")
            text = shorten(text, longest)
        return text if has_words(text) else None

    def id(self) -> str | None:
        value = self._record.get("id")
        if value is None or value == "":
            return None
        text = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if isinstance(text, str):
            text = text.strip()
            if 0 < len(text) <= LONGEST_ID and text.isprintable():
                return text
        self.notes.append(
            f"the id {shown(value)} was replaced; an id is a whole number or printable text of at most "
            f"{LONGEST_ID} characters"
        )
        return None

    def date(self) -> date | None:
        value = self._record.get("date")
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if not isinstance(value, str):
            self.notes.append(f"the date is {shown(value)}, so the release is kept without one; write it as 2020-09-03")
            return None
        date_format = self._record.get("date_format")
        order = order_of(date_format) if isinstance(date_format, str) else None
        if date_format and order is None:
            self.notes.append(f"the date_format {shown(date_format)} names no order; write it as D/M/YYYY or M/D/YYYY")
        reading = parse(value, order)
        if reading.note:
            kept = "" if reading.date else "; the release is kept without a date"
            self.notes.append(reading.note + kept)
        return reading.date

    def url(self) -> str | None:
        value = self._record.get("url")
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, str) and is_address(value.strip()):
            return value.strip()
        self.notes.append(f"the url {shown(value)} was left out; give a whole one that begins with https://")
        return None


def is_address(url: str) -> bool:
    """Whether this is an address of the web that can be linked to: http(s) with a host, nothing invisible in it."""
    if len(url) > LONGEST_URL or not url.isprintable() or re.search(r"[\s<>\"]", url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
