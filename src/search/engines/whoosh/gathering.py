"""Batches gathered into the arrays of one segment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ...language import fold
from ...model import Field, Kind
from ..base import Batch, Column
from .codec import ByteStrings, FieldArrays, Numeric, SegmentArrays
from .records import VALUES, Numbers, Records, Values
from .schema import EVENT, FORMS, NAMED, SPELT, STARTS, STEMS
from .stored import clean, cleaned, encode

Mask = npt.NDArray[np.bool_]
_Stream = tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]


class Gathering:
    """Releases on their way into a segment, numbered as they come."""

    def __init__(self) -> None:
        self.count = 0
        self.bytes = 0  # of what is held, about
        self._forms = Numbers()
        self._stems = Numbers()
        self._stem_of: list[int] = []
        self._words: dict[Field, list[Column]] = {field: [] for field in Field}
        self._values = {name: _Values() for name in VALUES}
        self._days: list[npt.NDArray[np.int32]] = []
        self._hashes: list[str] = []
        self._ids: list[str] = []
        self._texts: list[bytes] = []
        self._spans: list[bytes] = []
        self._dropped: set[int] = set()

    def add(self, batch: Batch) -> Iterator[tuple[str, str]]:
        """Take in all releases of a batch. Gives the forms that were not there before, with their stems."""
        known = len(self._forms)
        numbers = np.fromiter(map(self._forms.__getitem__, cleaned(batch.forms)), np.uint32, len(batch.forms))
        new = np.flatnonzero(numbers >= known)
        # Forms that were new have the next numbers, in the order in which they stand in the batch.
        first = new[np.unique(numbers[new], return_index=True)[1]].tolist()
        stems = [clean(batch.stems[i]) for i in first]
        self._stem_of += map(self._stems.__getitem__, stems)
        for field, column in ((Field.TITLE, batch.title), (Field.BODY, batch.body)):
            self._words[field].append(Column(numbers[column.words], column.ends))
            self.bytes += _TOKEN_BYTES * len(column.words)
        records = Records.of(batch.releases)
        for name, values in zip(VALUES, records.values, strict=True):
            self._values[name].add(values)
        self.count += len(records)
        self._days.append(records.days)
        self._hashes += batch.hashes
        self._ids += records.ids
        self._texts += records.texts
        self._spans += records.spans
        self.bytes += sum(map(len, records.texts)) + sum(map(len, records.spans))
        return zip([clean(batch.forms[i]) for i in first], stems, strict=True)

    def drop(self, doc: int) -> None:
        """Leave out a release that was added before."""
        self._dropped.add(doc)

    def arrays(self) -> tuple[SegmentArrays, list[int]]:
        """What was gathered, without what was dropped, and the number in the segment of each release (-1: dropped)."""
        alive = np.ones(self.count, np.bool_)
        alive[list(self._dropped)] = False
        docs = np.where(alive, np.cumsum(alive) - 1, -1).tolist()
        kept = np.flatnonzero(alive).tolist()
        columns: dict[str, Numeric | ByteStrings] = {
            "date": Numeric(np.concatenate([np.empty(0, np.int32), *self._days])[alive]),
            "ids": ByteStrings([encode(self._ids[i]) for i in kept]),
            "hash": ByteStrings([encode(self._hashes[i]) for i in kept]),
        }
        stored = {"text": [self._texts[i] for i in kept], "spans": [self._spans[i] for i in kept]}
        return SegmentArrays(len(kept), self._fields(alive), columns, stored), docs

    def _fields(self, alive: Mask) -> Mapping[str, FieldArrays]:
        fields: dict[str, FieldArrays] = {}
        forms = [form.encode() for form in self._forms]
        stems = [stem.encode() for stem in self._stems]
        stem_of = np.array(self._stem_of, np.uint32)
        for field in Field:
            tokens, ends = _living(_joined(self._words[field]), alive)
            fields[STEMS[field]] = FieldArrays(stems, tokens, ends, mapping=stem_of)
            fields[FORMS[field]] = FieldArrays(forms, tokens, ends, refines=STEMS[field])
        for name in ("id", "year", "origin", EVENT):
            fields[name] = self._values[name].arrays(alive)
        for facet in NAMED:
            values = self._values[facet]
            fields[SPELT[facet]] = values.arrays(alive, forward=True)
            fields[facet] = values.folded(alive)
            if facet != "source":
                fields[STARTS[Kind(facet)]] = values.starts(alive)
        return fields


_TOKEN_BYTES = 64
"""What sorting needs for a word."""


class _Values:
    """A field of whole values."""

    def __init__(self) -> None:
        self._numbers = Numbers()
        self._columns: list[Column] = []

    def add(self, values: Values) -> None:
        numbers = np.fromiter(map(self._numbers.__getitem__, values.distinct), np.uint32, len(values.distinct))
        self._columns.append(Column(numbers[values.numbers], values.ends))

    def _stream(self, alive: Mask) -> _Stream:
        return _living(_joined(self._columns), alive)

    def arrays(self, alive: Mask, *, forward: bool = False) -> FieldArrays:
        """The values as they are; `forward`: by document, too."""
        tokens, ends = self._stream(alive)
        spelt = [encode(value) for value in self._numbers]
        return FieldArrays(spelt, tokens, ends, "existence", scored=False, forward=forward)

    def folded(self, alive: Mask) -> FieldArrays:
        """The values whatever their case, for looking up only."""
        tokens, ends = self._stream(alive)
        keys = Numbers()
        mapping = np.fromiter(map(keys.__getitem__, map(_folded, self._numbers)), np.uint32, len(self._numbers))
        return FieldArrays([key.encode() for key in keys], tokens, ends, "existence", mapping, scored=False)

    def starts(self, alive: Mask) -> FieldArrays:
        """The names under the beginnings of their words."""
        keys: dict[bytes, int] = {}
        rows = [[keys.setdefault(key, len(keys)) for key in starts_of(name)] for name in self._numbers]
        sizes = np.array([len(row) for row in rows], np.int64)
        first = np.cumsum(sizes) - sizes
        flat = np.array([number for row in rows for number in row], np.uint32)
        tokens, ends = self._stream(alive)
        counts = sizes[tokens]
        places = np.repeat(first[tokens] - (np.cumsum(counts) - counts), counts) + np.arange(counts.sum())
        before = np.concatenate(([0], np.cumsum(counts)))
        return FieldArrays(list(keys), flat[places], before[ends], "existence", scored=False)


def _folded(value: str) -> str:
    return clean(value.casefold())


def starts_of(name: str) -> list[bytes]:
    """A term for each word of a name: the folded rest of the name from there, a zero byte, the name."""
    folded = start_of(name)
    places = [0, *(i + 1 for i, letter in enumerate(folded) if letter == " ")]
    return list(dict.fromkeys(encode(f"{folded[i:]}\0{name}") for i in places))


def start_of(text: str) -> str:
    """What is typed, as `starts_of` folds names."""
    return fold(text).replace("\0", " ")


def _joined(columns: Sequence[Column]) -> _Stream:
    bases = np.cumsum([0, *(len(column.words) for column in columns)])
    ends = [column.ends.astype(np.int64) + base for column, base in zip(columns, bases[:-1], strict=True)]
    return (
        np.concatenate([np.empty(0, np.uint32), *(column.words for column in columns)]),
        np.concatenate([np.empty(0, np.int64), *ends]),
    )


def _living(stream: _Stream, alive: Mask) -> _Stream:
    """The tokens of the releases that are alive."""
    tokens, ends = stream
    if alive.all():
        return stream
    counts = np.diff(ends, prepend=0)
    return tokens[np.repeat(alive, counts)], np.cumsum(counts[alive])
