"""Reads everything that an index stores and compares it: `siaran check`."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import numpy as np

from ...errors import IndexUnusable
from ...model import Field
from .codec import Inverted
from .damage import mapping
from .schema import FORMS, NAMED, STEMS
from .segment import Segment
from .state import State
from .stored import decode, names_in, restore


def check_state(state: State) -> Iterator[str]:
    """What does not agree within a state whose files are whole; a line each."""
    garbled = list(state.lexicon.check(state.commit))
    yield from garbled
    torn = list(_torn(state))
    yield from torn
    if torn:
        return
    for base, segment in zip(state.bases, state.segments, strict=True):
        live = state.live[base : base + segment.size]
        for field in Field:
            yield from _check_words(state, segment, field)
            if not garbled:
                yield from _check_forms(state, segment, field)
        for doc in np.flatnonzero(live).tolist():
            yield from _check_release(segment, doc)
    ids = [segment.id(doc) for segment, doc in map(state.place, state.numbers())]
    if len(set(ids)) != len(ids):
        yield f"{state.folder}: {len(ids) - len(set(ids))} releases have the id of another one"


def _torn(state: State) -> Iterator[str]:
    """Segments with bytes that are not those which were written."""
    for segment in state.segments:
        try:
            with mapping(state.folder):
                segment.verify()
        except IndexUnusable as error:
            yield str(error)


def _check_words(state: State, segment: Segment, field: Field) -> Iterator[str]:
    """Postings that are not sound, numbers of words that don't add up."""
    where = f"{state.folder / segment.name}, {field}"
    for name in (STEMS[field], FORMS[field]):
        inverted = segment.arrays.inverted(name)
        if inverted is None:
            yield f"{where}: {name} is missing"
            continue
        sums = np.zeros(segment.size, np.int64)
        for number in range(len(inverted.terms)):
            if not _sound(segment, field, inverted, number):
                yield f"{where}: the postings of {decode(inverted.terms[number])!r} are garbled"
            else:
                np.add.at(sums, inverted.ids(number), inverted.freqs(number))
        if not np.array_equal(sums, segment.words(field)):
            yield f"{where}: {name} has not as many words as were counted"


def _check_forms(state: State, segment: Segment, field: Field) -> Iterator[str]:
    """Forms whose stems are not known."""
    forms = segment.terms(FORMS[field]).texts()
    unknown = len(forms) - len(state.lexicon.stems(forms, state.commit))
    if unknown:
        yield f"{state.folder / segment.name}, {field}: {unknown} forms are not in the table of words"


def _sound(segment: Segment, field: Field, inverted: Inverted, number: int) -> bool:
    """Whether releases ascend and are there, and positions ascend within each and lie within its text."""
    docs, freqs = inverted.ids(number).astype(np.int64), inverted.freqs(number)
    if not len(docs) or docs[-1] >= segment.size or np.any(np.diff(docs) <= 0):
        return False
    if inverted.kind != "positions":
        return True
    positions = inverted.positions(number).astype(np.int64)
    if len(positions) != freqs.sum(dtype=np.int64):
        return False
    owners = np.repeat(docs, freqs)
    ascending = np.all(np.diff((owners << 32) | positions) > 0)
    return bool(ascending and np.all(positions < segment.words(field)[owners]))


def _check_release(segment: Segment, doc: int) -> Iterator[str]:
    """A release that can't be read, or that its columns and terms contradict."""
    try:
        release = restore(segment.text(doc), segment.spans(doc))
    except (ValueError, KeyError, TypeError, struct.error) as error:
        yield f"{segment.name}: release {doc} can't be read: {error}"
        return
    if release.id != segment.id(doc):
        yield f"{segment.name}: release {doc} is stored as {release.id!r}, listed as {segment.id(doc)!r}"
    if (release.date.toordinal() if release.date else 0) != segment.dates()[doc]:
        yield f"{segment.name}: the date of {release.id!r} is listed otherwise than stored"
    for facet in NAMED:
        (starts, ords), terms = segment.named(facet), segment.spelt(facet).terms
        listed = [decode(terms[o]) for o in ords[int(starts[doc]) : int(starts[doc + 1])].tolist()]
        if sorted(listed) != sorted(names_in(release, facet)):
            yield f"{segment.name}: the names ({facet}) of {release.id!r} are listed otherwise than stored"
