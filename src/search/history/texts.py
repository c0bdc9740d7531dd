"""When a release says something else than before, and how what it said is kept."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import date, datetime

from ..model import Release

PARTS = ("title", "body", "date", "source", "url")
"""Parts of a release whose change is kept. What was found in it, and where it was read from, are none of them."""

TEXT = frozenset(("title", "body"))
"""The parts by which its text is changed; without them only what is said about it is."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a release said until it was replaced.

    `number` counts from 1, the text that was indexed first; the oldest may be kept no more. `since` is when it was
    indexed, None where that is not known, as of the first; `until` is when it was replaced, and `parts` names what was
    changed then. `release` has no mentions, quotes and event dates.
    """

    number: int
    since: datetime | None
    until: datetime
    parts: tuple[str, ...]
    release: Release


def changed_parts(old: Release, new: Release) -> tuple[str, ...]:
    """What the new release says otherwise: some of `PARTS`. White space is no difference, and neither is a title that
    was made of the text."""
    derived = old.title_derived and new.title_derived
    same = {
        "title": derived or _words(old.title) == _words(new.title),
        "body": _words(old.body) == _words(new.body),
        "date": old.date == new.date,
        "source": _words(old.source) == _words(new.source),
        "url": _words(old.url) == _words(new.url),
    }
    return tuple(part for part in PARTS if not same[part])


def _words(text: str | None) -> list[str]:
    return (text or "").split()


def pack(release: Release) -> bytes:
    """What a release says, without what was found in it."""
    day = release.date.isoformat() if release.date else None
    said = [release.title, release.title_derived, day, release.source, release.url, release.origin, release.body]
    return zlib.compress(json.dumps(said, separators=(",", ":")).encode("ascii"))


def unpack(release_id: str, packed: bytes) -> Release:
    """What was packed. Raises zlib.error or ValueError where it is damaged."""
    title, derived, day, source, url, origin, body = json.loads(zlib.decompress(packed))
    return Release(release_id, body, title, derived, date.fromisoformat(day) if day else None, source, url, origin)
