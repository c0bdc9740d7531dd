"""Releases as bytes. The head holds all but the mentions, which only a single release's page needs."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from ...model import Entity, Kind, Mention, Release
from .schema import NAMED


def clean(text: str) -> str:
    """`text` with halves of surrogate pairs replaced: they have no bytes in UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text


def pack(value: Any) -> bytes:
    """JSON in UTF-8, with halves of surrogate pairs kept as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def unpack(content: bytes) -> Any:
    """What `pack` was given."""
    return json.loads(content.decode("utf-8", "surrogatepass"))


def head_of(release: Release) -> bytes:
    """Everything of a release but its entities' mentions."""
    return pack(
        {
            "id": release.id,
            "title": release.title,
            "derived": release.title_derived,
            "date": release.date.isoformat() if release.date else None,
            "source": release.source,
            "url": release.url,
            "origin": release.origin,
            "body": release.body,
            "entities": [[entity.kind, entity.name, entity.aliases] for entity in release.entities],
        }
    )


def mentions_of(release: Release) -> bytes:
    """The mentions, entity by entity: start and end, and the text where it is not the body's at that place."""
    return pack(
        [
            [
                [m.start, m.end] if release.body[m.start : m.end] == m.text else [m.start, m.end, m.text]
                for m in entity.mentions
            ]
            for entity in release.entities
        ]
    )


def names_of(release: Release) -> bytes:
    """The names of a release, a list for each field of `NAMED`."""
    return pack([names_in(release, field) for field in NAMED])


def names_in(release: Release, field: str) -> list[str]:
    """The names of a release of one field, each once, as they are spelt."""
    if field == "source":
        return [release.source] if release.source else []
    return list(dict.fromkeys(name for name in release.names(Kind(field)) if name))


def restore(head: bytes, mentions: bytes | None = None) -> Release:
    """The release of a head, with its mentions where they are given."""
    values = unpack(head)
    body = values["body"]
    spans = unpack(mentions) if mentions is not None else [()] * len(values["entities"])
    entities = tuple(
        Entity(Kind(kind), name, tuple(aliases), tuple(_mention(body, *span) for span in its))
        for (kind, name, aliases), its in zip(values["entities"], spans, strict=True)
    )
    return Release(
        id=values["id"],
        body=body,
        title=values["title"],
        title_derived=values["derived"],
        date=date.fromisoformat(values["date"]) if values["date"] else None,
        source=values["source"],
        url=values["url"],
        origin=values["origin"],
        entities=entities,
    )


def _mention(body: str, start: int, end: int, text: str | None = None) -> Mention:
    return Mention(start, end, body[start:end] if text is None else text)
