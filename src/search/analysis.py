"""From releases to what engines store: entities found, words counted out, all of it as columns of numbers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

import numpy as np

from . import entities, events, quotes
from .engines.base import Batch, Column
from .language import Analyzer
from .model import Entity, Release

TOGETHER = 32
"""Releases whose names are found together: more would save little and take memory."""

KnownStems = Callable[[Iterable[str]], Mapping[str, str]]
"""Looks up stems that an index already holds, so that no word is stemmed twice in its life."""


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
        named = entities.annotate_all([(release.body, release.title) for release in some])
        found += map(_annotated, some, named)
    return found


def _annotated(release: Release, named: tuple[Entity, ...]) -> Release:
    return replace(
        release,
        entities=named,
        quotes=quotes.find_quotes(release.body, named),
        event_dates=events.find_dates(release.body, release.date),
    )


def analyse(releases: Sequence[Release], hashes: Sequence[str], analyzer: Analyzer, known_stems: KnownStems) -> Batch:
    """The words of these releases as a batch; each distinct form is stemmed once, if it has no known stem."""
    numbers = _Numbers()
    # A derived title stands in the body already: counted again, and as a title, it would outweigh real ones.
    title = _column(("" if release.title_derived else release.title for release in releases), analyzer, numbers)
    body = _column((release.body for release in releases), analyzer, numbers)
    forms = tuple(numbers)
    stems = dict(known_stems(forms))
    stems.update(analyzer.stems(form for form in forms if form not in stems))
    return Batch(
        releases=tuple(releases),
        hashes=tuple(hashes),
        forms=forms,
        stems=tuple(stems[form] for form in forms),
        title=title,
        body=body,
    )


def keep(batch: Batch, indexes: Sequence[int]) -> Batch:
    """The batch with only these releases. Forms that no kept release uses may stay in its list."""
    return replace(
        batch,
        releases=tuple(batch.releases[i] for i in indexes),
        hashes=tuple(batch.hashes[i] for i in indexes),
        title=_kept(batch.title, indexes),
        body=_kept(batch.body, indexes),
    )


class _Numbers(dict[str, int]):
    """Numbers words in the order in which they are first asked for."""

    def __missing__(self, form: str) -> int:
        number = self[form] = len(self)
        return number


def _column(texts: Iterable[str], analyzer: Analyzer, numbers: _Numbers) -> Column:
    words: list[int] = []
    ends: list[int] = []
    for text in texts:
        words += map(numbers.__getitem__, analyzer.forms(text))
        ends.append(len(words))
    return Column(np.array(words, np.uint32), np.array(ends, np.uint32))


def _kept(column: Column, indexes: Sequence[int]) -> Column:
    parts = [column.of(i) for i in indexes]
    ends = np.cumsum([len(part) for part in parts], dtype=np.uint32)
    return Column(np.concatenate(parts) if parts else np.zeros(0, np.uint32), ends)
