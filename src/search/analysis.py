"""From releases to what engines store: their words counted out, as columns of numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from .engines.base import Batch, Column
from .engines.carried import Carried
from .language import Analyzer, Cut, Words, cut
from .model import Release

KnownStems = Callable[[Iterable[str]], Mapping[str, str]]
"""Looks up stems that an index already holds, so that no word is stemmed twice in its life."""


def analyse(
    releases: Sequence[Release],
    hashes: Sequence[str],
    analyzer: Analyzer,
    known_stems: KnownStems,
    bodies: Cut | None = None,
) -> Batch:
    """The words of these releases as a batch; each distinct form is stemmed once, if it has no known stem.

    `bodies` are those of the releases, where they have been cut already.
    """
    bodies = bodies or cut(release.body for release in releases)
    # A derived title stands in the body already: counted again, and as a title, it would outweigh real ones.
    titles = cut(("" if release.title_derived else release.title for release in releases), bodies.table)
    forms, (title, body) = analyzer.columns(titles, bodies)
    stems = dict(known_stems(forms))
    stems.update(analyzer.stems(form for form in forms if form not in stems))
    return Batch(
        releases=tuple(releases),
        hashes=tuple(hashes),
        forms=forms,
        stems=tuple(stems[form] for form in forms),
        title=_column(title),
        body=_column(body),
    )


def keep(batch: Batch, indexes: Sequence[int]) -> Batch:
    """The batch with only these releases. Forms that no kept release uses may stay in its list."""
    return replace(
        batch,
        releases=_only(batch.releases, indexes),
        prepared={},
        hashes=tuple(batch.hashes[i] for i in indexes),
        title=_kept(batch.title, indexes),
        body=_kept(batch.body, indexes),
    )


def _only(releases: Sequence[Release], indexes: Sequence[int]) -> Sequence[Release]:
    return releases.only(indexes) if isinstance(releases, Carried) else tuple(releases[i] for i in indexes)


def _column(words: Words) -> Column:
    return Column(words.numbers, words.ends.astype(np.uint32))


def _kept(column: Column, indexes: Sequence[int]) -> Column:
    parts = [column.of(i) for i in indexes]
    ends = np.cumsum([len(part) for part in parts], dtype=np.uint32)
    return Column(np.concatenate(parts) if parts else np.zeros(0, np.uint32), ends)
