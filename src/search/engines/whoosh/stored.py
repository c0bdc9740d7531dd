"""Releases as bytes. The text holds what a hit shows; the spans hold what only a single release's page needs."""

from __future__ import annotations

import json
import struct
import sys
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from ...model import Entity, EventDate, Kind, Mention, Quote, Release
from .numbers import pack_numbers, unpack_numbers

_LENGTH = struct.Struct("<I")
_KINDS = {kind.value: kind for kind in Kind}


def clean(text: str) -> str:
    """`text` with halves of surrogate pairs replaced: they have no bytes in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def cleaned(texts: Sequence[str]) -> Sequence[str]:
    """Each as `clean` makes it. Quick where, as nearly always, there is nothing to be cleaned."""
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return list(map(clean, texts))
    return texts


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
    and roles of the entities.

    Most are mentions of an entity by its name, whose place is all there is to be said: those are numbers, the rest is
    JSON. For each entity, how many mentions it has; for each mention, how much further it begins than the one before
    (the first of an entity: than the first of the entity before), and its length, 0 for the name's.
    """
    body = release.body
    numbers = array("q", map(_mention_count, release.entities))
    others: list[list[Any]] = []
    lengths = array("q")
    first = 0
    for i, entity in enumerate(release.entities):
        at = first
        for j, m in enumerate(entity.mentions):
            numbers.append(m.start - at)
            lengths.append(0 if m.end - m.start == len(entity.name) else m.end - m.start)
            if body[m.start : m.end] != m.text or m.end == m.start:
                others.append([i, j, m.start, m.end, m.text])
            at = m.start
        first = entity.mentions[0].start if entity.mentions else first
    quotes = [
        [*_span(body, q.start, q.end, q.text), q.speaker, q.words, q.role, q.verb, q.indirect] for q in release.quotes
    ]
    days = [
        [*_span(body, e.start, e.end, e.text), e.day.toordinal(), e.last.toordinal() if e.last else 0]
        for e in release.event_dates
    ]
    offices = [[i, e.titles, e.roles] for i, e in enumerate(release.entities) if e.titles or e.roles]
    if not (quotes or days or offices or lengths):
        return b""  # what `restore` makes of nothing
    packed = pack_numbers(numbers + lengths)
    return _LENGTH.pack(len(packed)) + packed + _pack([others, quotes, days, offices])


def _mention_count(entity: Entity) -> int:
    return len(entity.mentions)


def _span(body: str, start: int, end: int, text: str) -> list[Any]:
    return [start, end, None if body[start:end] == text else text]


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def _pack(value: Any) -> bytes:
    return encode(_ENCODER.encode(value))


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
        split = _LENGTH.size + _LENGTH.unpack_from(spans)[0]
        others, quotes, days, offices = json.loads(decode(spans[split:]))
        entities = _placed(body, list(entities), unpack_numbers(spans[_LENGTH.size : split]), others, offices)
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


def _placed(
    body: str, entities: list[Entity], numbers: list[int], others: Iterable[Sequence[Any]], offices: Iterable[Any]
) -> list[Entity]:
    """The entities with their mentions, titles and roles."""
    count = len(entities)
    total = sum(numbers[:count])
    starts, lengths = iter(numbers[count : count + total]), iter(numbers[count + total :])
    held = {(i, j): Mention(start, end, text) for i, j, start, end, text in others}
    placed: list[Entity] = []
    first = 0
    for i, (entity, its) in enumerate(zip(entities, numbers[:count], strict=True)):
        at = first
        mentions = []
        for j in range(its):
            at += next(starts)
            end = at + (next(lengths) or len(entity.name))
            mentions.append(held.get((i, j)) or Mention(at, end, body[at:end]))
        first = mentions[0].start if mentions else first
        placed.append(replace(entity, mentions=tuple(mentions)))
    for i, titles, roles in offices:
        placed[i] = replace(placed[i], titles=tuple(titles), roles=tuple(roles))
    return placed


def _quote(body: str, start: int, end: int, text: str | None, *rest: Any) -> Quote:
    return Quote(start, end, body[start:end] if text is None else text, *rest)


def _event_date(body: str, start: int, end: int, text: str | None, first: int, last: int) -> EventDate:
    shown = body[start:end] if text is None else text
    return EventDate(start, end, shown, date.fromordinal(first), date.fromordinal(last) if last else None)
