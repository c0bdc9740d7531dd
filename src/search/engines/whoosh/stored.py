"""Releases as bytes. The text holds what a hit shows; the spans hold what only a single release's page needs."""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from ...model import Entity, EventDate, Kind, Mention, Quote, Release

_LENGTH = struct.Struct("<I")
_KINDS = {kind.value: kind for kind in Kind}


def clean(text: str) -> str:
    """`text` with halves of surrogate pairs replaced: they have no bytes in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def encode(text: str) -> bytes:
    """UTF-8, with halves of surrogate pairs kept as they are. Bytes are in the order of code points."""
    return text.encode("utf-8", "surrogatepass")


def decode(content: bytes) -> str:
    """What `encode` was given."""
    return content.decode("utf-8", "surrogatepass")


def text_of(release: Release) -> bytes:
    """Everything of a release but its spans. The body stands apart: it need not be parsed to be read."""
    body = encode(release.body)
    rest = [
        release.id,
        release.title,
        release.title_derived,
        release.date.toordinal() if release.date else 0,
        release.source,
        release.url,
        release.origin,
        [[entity.kind, entity.name, *entity.aliases] for entity in release.entities],
    ]
    return _LENGTH.pack(len(body)) + body + _pack(rest)


def spans_of(release: Release) -> bytes:
    """Mentions, quotes and event dates, each with its text where that is not the body's at its place; and the titles
    and roles of the entities."""
    body = release.body
    mentions = [[_span(body, m.start, m.end, m.text) for m in entity.mentions] for entity in release.entities]
    quotes = [
        [*_span(body, q.start, q.end, q.text, always=True), q.speaker, q.words, q.role, q.verb, q.indirect]
        for q in release.quotes
    ]
    days = [
        [
            *_span(body, e.start, e.end, e.text, always=True),
            e.day.toordinal(),
            e.last.toordinal() if e.last else 0,
        ]
        for e in release.event_dates
    ]
    offices = [[entity.titles, entity.roles] for entity in release.entities]
    if not (quotes or days or any(mentions) or any(map(any, offices))):
        return b""  # what `restore` makes of nothing
    return _pack([mentions, quotes, days, offices])


def _span(body: str, start: int, end: int, text: str, *, always: bool = False) -> list[Any]:
    if body[start:end] != text:
        return [start, end, text]
    return [start, end, None] if always else [start, end]


def _pack(value: Any) -> bytes:
    return encode(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def names_in(release: Release, field: str) -> list[str]:
    """The names of a release of one field, each once, as they are spelt."""
    if field == "source":
        return [release.source] if release.source else []
    return list(dict.fromkeys(name for name in release.names(Kind(field)) if name))


def days_in(release: Release) -> list[str]:
    """The days and spans of days that a release names, each once, as terms whose order is that of their first days."""
    found = release.event_dates
    return list(dict.fromkeys(f"{e.day}/{e.last}" if e.last else e.day.isoformat() for e in found))


def restore(text: bytes, spans: bytes | None = None) -> Release:
    """The release of a text, with its mentions, quotes, event dates, titles and roles where their bytes are given."""
    split = _LENGTH.size + _LENGTH.unpack_from(text)[0]
    body = decode(text[_LENGTH.size : split])
    id_, title, derived, day, source, url, origin, named = json.loads(decode(text[split:]))
    entities: Iterable[Entity] = map(_entity, named)
    quotes: Sequence[Any] = ()
    days: Sequence[Any] = ()
    if spans:
        mentions, quotes, days, offices = json.loads(decode(spans))
        entities = (
            replace(
                entity,
                mentions=tuple(_mention(body, *span) for span in its),
                titles=tuple(titles),
                roles=tuple(roles),
            )
            for entity, its, (titles, roles) in zip(entities, mentions, offices, strict=True)
        )
    return Release(
        id=id_,
        body=body,
        title=title,
        title_derived=derived,
        date=date.fromordinal(day) if day else None,
        source=source,
        url=url,
        origin=origin,
        entities=tuple(entities),
        quotes=tuple(_quote(body, *values) for values in quotes),
        event_dates=tuple(_event_date(body, *values) for values in days),
    )


def memory_of(release: Release) -> int:
    """About how many bytes of memory a release takes that was restored without spans."""
    return sys.getsizeof(release.body) + 100 * len(release.entities) + 500


def _entity(values: Sequence[str]) -> Entity:
    return _without_mentions(*values)


@lru_cache(4096)
def _without_mentions(kind: str, name: str, *aliases: str) -> Entity:
    """Releases share their most frequent entities."""
    return Entity(_KINDS[kind], name, aliases)


def _mention(body: str, start: int, end: int, text: str | None = None) -> Mention:
    return Mention(start, end, body[start:end] if text is None else text)


def _quote(body: str, start: int, end: int, text: str | None, *rest: Any) -> Quote:
    return Quote(start, end, body[start:end] if text is None else text, *rest)


def _event_date(body: str, start: int, end: int, text: str | None, first: int, last: int) -> EventDate:
    shown = body[start:end] if text is None else text
    return EventDate(start, end, shown, date.fromordinal(first), date.fromordinal(last) if last else None)
