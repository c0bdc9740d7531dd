"""Batches for the engines' tests, made without the package's own language code: words are split at spaces."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from search.engines.base import Batch, Column
from search.model import Entity, EventDate, Kind, Mention, Release


def first_four(form: str) -> str:
    """A stem that is easy to see: the first four letters."""
    return form[:4]


def make_release(
    release_id: str,
    body: str = "",
    title: str = "",
    *,
    day: str | None = None,
    source: str | None = None,
    origin: str = "",
    person: Sequence[str] = (),
    organization: Sequence[str] = (),
    place: Sequence[str] = (),
    event_dates: Sequence[EventDate] = (),
) -> Release:
    """A release whose entities have a mention each where the body holds their name."""
    named = {Kind.PERSON: person, Kind.ORGANIZATION: organization, Kind.PLACE: place}
    return Release(
        id=release_id,
        body=body,
        title=title,
        date=date.fromisoformat(day) if day else None,
        source=source,
        origin=origin,
        entities=tuple(
            Entity(kind, name, mentions=_mentions(body, name), titles=("Dr.",), roles=("Kepala",))
            for kind, names in named.items()
            for name in names
        ),
        event_dates=tuple(event_dates),
    )


def _mentions(body: str, name: str) -> tuple[Mention, ...]:
    start = body.find(name)
    return (Mention(start, start + len(name), name),) if start >= 0 else ()


def make_batch(*releases: Release, stem: Callable[[str], str] = first_four) -> Batch:
    """The releases, analysed."""
    forms: dict[str, int] = {}
    return Batch(
        releases=releases,
        hashes=tuple(hash_of(release) for release in releases),
        title=_column([release.title for release in releases], forms),
        body=_column([release.body for release in releases], forms),
        forms=tuple(forms),
        stems=tuple(stem(form) for form in forms),
    )


def hash_of(release: Release) -> str:
    """What `make_batch` gives as a release's hash."""
    return hashlib.sha256(repr(release).encode("utf-8", "surrogatepass")).hexdigest()


def _column(texts: Sequence[str], forms: dict[str, int]) -> Column:
    rows = [[forms.setdefault(word, len(forms)) for word in text.casefold().split()] for text in texts]
    words = [word for row in rows for word in row]
    ends = np.cumsum([len(row) for row in rows], dtype=np.uint32)
    return Column(np.array(words, np.uint32), np.asarray(ends, np.uint32))
