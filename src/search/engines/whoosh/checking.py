"""Reads everything that an index stores and compares it: `siaran check`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from ...errors import IndexUnusable
from ...model import Field
from .layout import read_manifest
from .schema import FORMS, NAMED, STEMS
from .segment import Segment
from .state import State
from .storage import latest, read_toc, verify_segment
from .stored import names_in, restore


def check_files(path: Path) -> list[str]:
    """What is wrong with the files of the newest commit, byte for byte; a line each."""
    try:
        folder = path / read_manifest(path).generation
        from_toc = read_toc(folder, latest(folder)).segments
    except IndexUnusable as error:
        return [str(error)]
    lines = []
    for segment in from_toc:
        try:
            verify_segment(folder, segment, whole=True)
        except IndexUnusable as error:
            lines.append(str(error))
    return lines


def check_state(state: State) -> Iterator[str]:
    """What does not agree within a state whose files are whole; a line each."""
    garbled = list(state.lexicon.check(state.commit))
    yield from garbled
    for base, segment in zip(state.bases, state.segments, strict=True):
        live = state.live[base : base + segment.size]
        for field in Field:
            yield from _check_words(state, segment, field)
            if not garbled:
                yield from _check_forms(state, segment, field)
        for doc in np.flatnonzero(live).tolist():
            yield from _check_release(segment, doc)
    ids = [segment.ids()[doc] for segment, doc in map(state.place, state.numbers())]
    if len(set(ids)) != len(ids):
        yield f"{state.folder}: {len(ids) - len(set(ids))} releases have the id of another one"


def _check_words(state: State, segment: Segment, field: Field) -> Iterator[str]:
    """Postings that are not sound, numbers of words that don't add up."""
    where = f"{state.folder / segment.name}, {field}"
    for name in (STEMS[field], FORMS[field]):
        sums = np.zeros(segment.size, np.int64)
        for term in segment.terms(name).texts:
            postings = segment.postings(name, term)
            if postings is None or not _sound(segment, name, term):
                yield f"{where}: the postings of {term!r} are garbled"
            else:
                np.add.at(sums, postings.docs, postings.freqs)
        if not np.array_equal(sums, segment.words(field)):
            yield f"{where}: {name} has not as many words as were counted"


def _check_forms(state: State, segment: Segment, field: Field) -> Iterator[str]:
    """Forms whose stems are not known."""
    forms = segment.terms(FORMS[field]).texts
    unknown = len(forms) - len(state.lexicon.stems(forms, state.commit))
    if unknown:
        yield f"{state.folder / segment.name}, {field}: {unknown} forms are not in the table of words"


def _sound(segment: Segment, name: str, term: str) -> bool:
    """Whether releases ascend and are there, and positions ascend within each and lie within its text."""
    postings = segment.postings(name, term)
    if postings is None or not len(postings.docs):
        return False
    docs, positions = postings.docs.astype(np.int64), segment.positions(name, term).astype(np.int64)
    if docs[-1] >= segment.size or np.any(np.diff(docs) <= 0) or len(positions) != postings.freqs.sum():
        return False
    field = next(field for field in Field if name in (STEMS[field], FORMS[field]))
    owners = np.repeat(docs, postings.freqs)
    ascending = np.all(np.diff((owners << 32) | positions) > 0)
    return bool(ascending and np.all(positions < segment.words(field)[owners]))


def _check_release(segment: Segment, doc: int) -> Iterator[str]:
    """A release that can't be read, or that its columns and terms contradict."""
    try:
        release = restore(segment.head(doc), segment.mentions(doc))
    except (ValueError, KeyError, TypeError) as error:
        yield f"{segment.name}: release {doc} can't be read: {error}"
        return
    if release.id != segment.ids()[doc]:
        yield f"{segment.name}: release {doc} is stored as {release.id!r}, listed as {segment.ids()[doc]!r}"
    if (release.date.toordinal() if release.date else 0) != segment.dates()[doc]:
        yield f"{segment.name}: the date of {release.id!r} is listed otherwise than stored"
    for facet in NAMED:
        names = segment.names(facet)
        listed = [names.values[o] for o in names.ords[names.offsets[doc] : names.offsets[doc + 1]]]
        if sorted(listed) != sorted(names_in(release, facet)):
            yield f"{segment.name}: the names ({facet}) of {release.id!r} are listed otherwise than stored"
