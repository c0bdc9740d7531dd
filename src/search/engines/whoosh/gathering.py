"""Batches gathered into the arrays of one segment."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from ...language import fold
from ...model import Field, Kind, Release
from ..base import Batch, Column
from .codec import ByteStrings, FieldArrays, Numeric, SegmentArrays
from .schema import EVENT, FORMS, NAMED, SPELT, STARTS, STEMS
from .stored import clean, days_in, encode, names_in, spans_of, text_of

Mask = npt.NDArray[np.bool_]
_Stream = tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]


class Gathering:
    """Releases on their way into a segment, numbered as they come."""

    def __init__(self) -> None:
        self.count = 0
        self.bytes = 0  # of what is held, about
        self._forms: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._stem_of: list[int] = []
        self._words: dict[Field, list[Column]] = {field: [] for field in Field}
        self._named = {facet: _Names() for facet in NAMED}
        self._terms = {name: _Tokens() for name in ("id", "year", "origin")}
        self._events = _Names()
        self._dates: list[int] = []
        self._ids: list[bytes] = []
        self._hashes: list[bytes] = []
        self._texts: list[bytes] = []
        self._spans: list[bytes] = []
        self._dropped: set[int] = set()

    def add(self, batch: Batch) -> None:
        """Take in all releases of a batch."""
        numbers = np.fromiter(map(self._number, batch.forms, batch.stems), np.uint32, len(batch.forms))
        for field, column in ((Field.TITLE, batch.title), (Field.BODY, batch.body)):
            self._words[field].append(Column(numbers[column.words], column.ends))
            self.bytes += _TOKEN_BYTES * len(column.words)
        for release, digest in zip(batch.releases, batch.hashes, strict=True):
            self._add(release, digest)

    def _number(self, form: str, stem: str) -> int:
        form = clean(form)
        number = self._forms.setdefault(form, len(self._stem_of))
        if number == len(self._stem_of):
            self._stem_of.append(self._stems.setdefault(clean(stem), len(self._stems)))
        return number

    def _add(self, release: Release, digest: str) -> None:
        self.count += 1
        for facet, named in self._named.items():
            named.add(names_in(release, facet))
        self._events.add(days_in(release))
        release_id = encode(release.id)
        self._terms["id"].add(release_id)
        self._terms["year"].add(b"%04d" % release.date.year if release.date else None)
        self._terms["origin"].add(clean(release.origin).encode() or None)
        self._dates.append(release.date.toordinal() if release.date else 0)
        self._ids.append(release_id)
        self._hashes.append(encode(digest))
        text, spans = text_of(release), spans_of(release)
        self._texts.append(text)
        self._spans.append(spans)
        self.bytes += len(text) + len(spans)

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
            "date": Numeric(np.array(self._dates, np.int32)[alive]),
            "ids": ByteStrings([self._ids[i] for i in kept]),
            "hash": ByteStrings([self._hashes[i] for i in kept]),
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
            fields[FORMS[field]] = FieldArrays(forms, tokens, ends)
        for name, terms in self._terms.items():
            fields[name] = terms.arrays(alive)
        fields[EVENT] = self._events.arrays(alive, str)
        for facet, named in self._named.items():
            fields[SPELT[facet]] = named.arrays(alive)
            fields[facet] = named.arrays(alive, str.casefold)
            if facet != "source":
                fields[STARTS[Kind(facet)]] = named.starts(alive)
        return fields


_TOKEN_BYTES = 64
"""What sorting needs for a word."""


class _Tokens:
    """A field of at most one term a release."""

    def __init__(self) -> None:
        self._numbers: dict[bytes, int] = {}
        self._tokens = array("I")
        self._ends = array("q")

    def add(self, term: bytes | None) -> None:
        if term is not None:
            self._tokens.append(self._numbers.setdefault(term, len(self._numbers)))
        self._ends.append(len(self._tokens))

    def arrays(self, alive: Mask) -> FieldArrays:
        tokens, ends = _living((np.array(self._tokens, np.uint32), np.array(self._ends, np.int64)), alive)
        return FieldArrays(list(self._numbers), tokens, ends, "existence", scored=False)


class _Names:
    """The names of one facet."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._tokens = array("I")
        self._ends = array("q")

    def add(self, names: Sequence[str]) -> None:
        self._tokens.extend([self._numbers.setdefault(name, len(self._numbers)) for name in names])
        self._ends.append(len(self._tokens))

    def _stream(self, alive: Mask) -> _Stream:
        return _living((np.array(self._tokens, np.uint32), np.array(self._ends, np.int64)), alive)

    def arrays(self, alive: Mask, change: Callable[[str], str] | None = None) -> FieldArrays:
        """The names as they are spelt, by document too; or changed, for looking up only."""
        tokens, ends = self._stream(alive)
        if change is None:
            spelt = [encode(name) for name in self._numbers]
            return FieldArrays(spelt, tokens, ends, "existence", scored=False, forward=True)
        keys: dict[bytes, int] = {}
        mapping = [keys.setdefault(clean(change(name)).encode(), len(keys)) for name in self._numbers]
        return FieldArrays(list(keys), tokens, ends, "existence", np.array(mapping, np.uint32), scored=False)

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
