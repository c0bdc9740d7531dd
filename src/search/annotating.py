"""What is found in a release when it is indexed: people, organizations and places, quotes, days."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b

from . import entities, events, quotes
from .model import Entity, Release

Places = Sequence[tuple[int, int]]
TOGETHER = 128
"""Releases whose names are found together: more would save little and take memory."""


def content_hash(release: Release) -> str:
    """Stands for all that decides how a release is stored: its own text and data, and how entities are found.

    The analyzer is left out: an index holds the work of one analyzer only.
    """
    parts = (
        release.id,
        release.title,
        release.title_derived,
        release.date.isoformat() if release.date else None,
        release.source,
        release.url,
        release.origin,
        release.body,
        entities.FINGERPRINT,
        quotes.FINGERPRINT,
        events.FINGERPRINT,
    )
    return blake2b(json.dumps(parts, ensure_ascii=False).encode(), digest_size=16).hexdigest()


def annotate(releases: Sequence[Release]) -> list[Release]:
    """The releases with the people, organizations and places that they name, their quotes, and the days they tell of.

    Many at once take far less time than one by one, and give the same.
    """
    found: list[Release] = []
    for start in range(0, len(releases), TOGETHER):
        some = releases[start : start + TOGETHER]
        read = entities.read([(release.body, release.title) for release in some])
        bodies = [body for body, _ in read]
        found += map(_annotated, some, entities.annotate_read(read), _SAYING.within(bodies), _DATING.within(bodies))
    return found


_SAYING = entities.WordSet(quotes.may_say)
_DATING = entities.WordSet(events.may_date)


def _annotated(release: Release, named: tuple[Entity, ...], saying: Places, dating: Places) -> Release:
    return replace(
        release,
        entities=named,
        quotes=quotes.find_quotes(release.body, named, saying),
        event_dates=events.find_dates(release.body, release.date, dating),
    )
