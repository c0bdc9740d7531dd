"""A release as plain data, and what it names, quotes and tells of."""

from __future__ import annotations

from typing import Any

from ..model import Entity, EventDate, Kind, Quote, Release


def present_release(release: Release) -> dict[str, Any]:
    """A whole release: a hit's keys without score and snippets, its body, entities with mentions, quotes, event dates.

    Offsets count characters of the body.
    """
    return {
        **present_head(release),
        **present_names(release),
        "body": release.body,
        "entities": [_entity(entity) for entity in release.entities],
        "quotes": [present_quote(quote) for quote in release.quotes],
        "event_dates": [_event_date(event_date) for event_date in release.event_dates],
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


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "kind": entity.kind.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "titles": list(entity.titles),
        "roles": list(entity.roles),
        "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in entity.mentions],
    }


def present_quote(quote: Quote) -> dict[str, Any]:
    """A quote with its place in the body and its speaker."""
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "speaker": {"name": quote.speaker} if quote.speaker else None,
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
