"""A release as plain data, and what it names, quotes and tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..history import Edits
from ..model import Entity, EventDate, Kind, Quote, Release
from ..relating import Related
from .moments import present_moment

Ids = Mapping[tuple[Kind, str], str]
"""The ids of entities by kind and name."""


def present_release(
    release: Release,
    ids: Ids | None = None,
    versions: Iterable[Release] = (),
    relatives: Iterable[Related] = (),
    edits: Edits | None = None,
) -> dict[str, Any]:
    """A whole release: a hit's keys without score and snippets, its body, entities with mentions, quotes, event dates,
    its other versions, related releases with the reason why they are, and how it was changed (null where it was not).

    Offsets count characters of the body. `ids` are those of the entities; a quote's speaker has one, too.
    """
    return {
        **present_head(release),
        **present_names(release),
        "body": release.body,
        **present_parts(release, ids),
        "duplicates": [version.id for version in versions],
        "related": [_related(relative) for relative in relatives],
        "changed": _edits(edits) if edits else None,
    }


def _edits(edits: Edits) -> dict[str, Any]:
    return {
        "count": edits.count,
        "last": present_moment(edits.last),
        "text": present_moment(edits.text) if edits.text else None,
        "parts": list(edits.parts),
    }


def present_parts(release: Release, ids: Ids | None = None) -> dict[str, Any]:
    """What was found in a release's text: entities with mentions, quotes, event dates."""
    known = ids or {}
    speakers = {entity.name: known.get((entity.kind, entity.name)) for entity in reversed(release.entities)}
    return {
        "entities": [_entity(entity, known) for entity in release.entities],
        "quotes": [present_quote(quote, speakers) for quote in release.quotes],
        "event_dates": [_event_date(event_date) for event_date in release.event_dates],
    }


def _related(relative: Related) -> dict[str, Any]:
    release = relative.release
    return {
        "id": release.id,
        "title": release.title,
        "date": release.date.isoformat() if release.date else None,
        "why": {
            "names": [{"kind": kind.value, "name": name} for kind, name in relative.names],
            "words": list(relative.words),
            "days": relative.days,
        },
    }


def present_head(release: Release) -> dict[str, Any]:
    """What a result and the release's own page both begin with."""
    return {
        "id": release.id,
        "title": release.title,
        "title_derived": release.title_derived,
        "date": release.date.isoformat() if release.date else None,
        "source": release.source,
        "url": release.url,
    }


def present_names(release: Release) -> dict[str, list[str]]:
    """The names of each kind, in order of appearance."""
    return {
        "persons": list(release.names(Kind.PERSON)),
        "organizations": list(release.names(Kind.ORGANIZATION)),
        "places": list(release.names(Kind.PLACE)),
    }


def _entity(entity: Entity, ids: Ids) -> dict[str, Any]:
    return {
        "id": ids.get((entity.kind, entity.name)),
        "kind": entity.kind.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "titles": list(entity.titles),
        "roles": list(entity.roles),
        "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in entity.mentions],
    }


def present_quote(quote: Quote, speakers: Mapping[str, str | None] | None = None) -> dict[str, Any]:
    """A quote with its place in the body and its speaker; `speakers` are ids by name."""
    speaker: dict[str, str | None] | None = {"name": quote.speaker} if quote.speaker else None
    if quote.speaker and speakers is not None:
        speaker = {"id": speakers.get(quote.speaker), "name": quote.speaker}
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "speaker": speaker,
        "words": quote.words,
        "role": quote.role,
        "verb": quote.verb,
        "indirect": quote.indirect,
    }


def _event_date(event_date: EventDate) -> dict[str, Any]:
    return {
        "start": event_date.start,
        "end": event_date.end,
        "text": event_date.text,
        "date": event_date.day.isoformat(),
        "to": event_date.last.isoformat() if event_date.last else None,
    }
