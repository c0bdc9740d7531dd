"""The names of a facet over a whole state, and the most frequent of them among some releases.

For many releases, each frequent value has a row of bits, one for each release: values are counted in order of their
frequency in the whole state, until no later one can be among the most frequent. A few releases are counted name by
name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ...model import Facet
from ..names import NO_NAMES, Names
from .bits import Bits, Mask, count_common, pack
from .codec import Inverted
from .codec.arrays import ranges, smallest_uint, starts
from .facets import ROWS_BYTES, Counts, Found, Numbers
from .numbering import Numbered, Values, living, number_values
from .segment import Segment

_CHUNK = 32
"""Rows of bits that are made at once, at first."""

_MANY = 500
"""Values beyond which what each costs is more than what all cost together."""


class Column(NamedTuple):
    """A facet in one segment, whose releases are numbered from `base` on: the value of each of its names."""

    segment: Segment
    facet: str
    base: int
    values: Values

    def of(self, docs: Numbers) -> tuple[Values, Counts]:
        """The values of ascending releases, given as their numbers in the segment, and how many each has."""
        begins, numbers = self.segment.named(self.facet)
        begin = begins[docs].astype(np.int64)
        sizes = begins[docs + 1] - begin
        return self.values[numbers[ranges(begin, sizes)]], sizes

    def all(self) -> tuple[Values, Counts]:
        """The same of all its releases."""
        begins, numbers = self.segment.named(self.facet)
        return self.values[numbers], np.diff(begins).astype(np.int64)


class Table:
    """Values are numbered in ascending order. Safe to use from several threads (what is computed late may be computed
    twice)."""

    def __init__(self, columns: Sequence[Column], live: Mask, numbered: Numbered) -> None:
        """For all releases of some segments, of which those that are `live` were not removed."""
        self._columns = columns
        self._live = live
        self._size = len(live)
        self._count = numbered.size
        self._text, self._texts = numbered.text, numbered.texts
        self._lists = [column.segment.spelt(column.facet) for column in columns]
        self._rows = np.empty((0, -(-self._size // 64)), np.uint64)
        self._counted = 0

    def top(self, found: Found, limit: int | None = None) -> tuple[Facet, ...]:
        """The values that found releases have, most frequent first, ties in the order of the value."""
        if limit is not None and found.is_many:
            quick = self._by_rows(found, limit)
            if quick is not None:
                return self._first(*quick, limit)
        counts = self.count(found)
        having = np.flatnonzero(counts)
        return self._first(having, counts[having], limit)

    def _first(self, having: Numbers, counts: Counts, limit: int | None) -> tuple[Facet, ...]:
        keys = having - counts * (self._count + 1)  # distinct: equal counts differ by the value
        if limit is not None and limit < len(having):
            best = np.argpartition(keys, limit)[:limit]
            having, keys, counts = having[best], keys[best], counts[best]
        order = np.argsort(keys)
        text = self._text if len(having) < _MANY else self._texts().__getitem__
        return tuple(
            Facet(text(value), count)
            for value, count in zip(having[order].tolist(), counts[order].tolist(), strict=True)
            if count
        )

    # --- Name by name

    def count(self, found: Found) -> Counts:
        """How many of the found releases have each value."""
        if found.mask is self._live and (counts := self._count_all()) is not None:
            return counts
        self._counted += found.count
        if "_joined" not in self.__dict__ and self._counted <= self._size:
            values = self._values_of(found.numbers)
        else:  # by now, putting all segments together costs no more than has been spent on doing without
            begins, all_values = self._joined
            if found.count * 3 > self._size:
                values = all_values[np.repeat(found.mask, np.diff(begins))]
            else:
                begin = begins[found.numbers].astype(np.int64)
                values = all_values[ranges(begin, begins[found.numbers + 1] - begin)]
        return np.bincount(values, minlength=self._count)

    def _count_all(self) -> Counts | None:
        """How many releases have each value; None where that needs a look at each release."""
        several = np.flatnonzero(self._several)
        if len(several) > _MANY:
            return None
        counts = np.zeros(self._count, np.int64)
        having = living(self._lists, [column.segment for column in self._columns], self._live)
        for column, own in zip(self._columns, having, strict=True):
            counts += np.bincount(column.values, own, self._count).astype(np.int64)
        numbers = [self._names_of(several, column.values) for column in self._columns]
        for value, *names in zip(several.tolist(), *numbers, strict=True):
            counts[value] = np.count_nonzero(self._mask(names) & self._live)
        return counts

    def _values_of(self, docs: Numbers) -> Values:
        """The values of ascending releases, each once a release."""
        bounds = docs.searchsorted([*(column.base for column in self._columns), self._size]).tolist()
        parts = [
            column.of(docs[start:end] - column.base)
            for column, start, end in zip(self._columns, bounds, bounds[1:], strict=False)
            if start < end
        ]
        if not parts:
            return np.empty(0, np.int32)
        values, sizes = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        again = _again(values, sizes, self._several)
        return np.delete(values, again) if len(again) else values

    @cached_property
    def _joined(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """Release `i` has the values `values[begins[i]:begins[i + 1]]`, each once, in no order."""
        parts = [column.all() for column in self._columns]
        none = np.empty(0, np.int64)
        sizes = np.concatenate([none, *(sizes for _, sizes in parts)])
        values = np.concatenate([none, *(values for values, _ in parts)]).astype(smallest_uint(self._count))
        again = _again(values, sizes, self._several)
        if len(again):
            owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
            sizes = sizes - np.bincount(owners[again], minlength=len(sizes))
            values = np.delete(values, again)
        return starts(sizes).astype(smallest_uint(len(values))), values

    @cached_property
    def _several(self) -> npt.NDArray[np.bool_]:
        """Which values have several names in a segment."""
        several = np.zeros(self._count, np.bool_)
        for column in self._columns:
            several |= np.bincount(column.values, minlength=self._count) > 1
        return several

    # --- Rows of bits

    def _by_rows(self, found: Found, limit: int) -> tuple[Numbers, Counts] | None:
        """The most frequent values and their counts, `limit` of them at least; None where the rows don't suffice."""
        done = 0
        counts = np.empty(0, np.int64)
        while True:
            rows = self._first_rows(done + (2 * _CHUNK if done >= 2 * _CHUNK else _CHUNK))
            counts = np.concatenate((counts, count_common(rows[done:], found.bits)))
            done = len(rows)
            if done == len(self._order):
                return self._order, counts
            if done >= limit and np.partition(counts, done - limit)[done - limit] > self._bounds[self._order[done]]:
                return self._order[:done], counts
            if len(rows) >= self._most_rows:
                return None

    @cached_property
    def _bounds(self) -> Counts:
        """No more releases than this have each value."""
        bounds = np.zeros(self._count, np.int64)
        for column, names in zip(self._columns, self._lists, strict=True):
            counts = names.doc_counts(0, len(names.terms))
            bounds += np.bincount(column.values, counts, self._count).astype(np.int64)
        return bounds

    @cached_property
    def _order(self) -> Numbers:
        """Values that have releases, the most frequent of the whole state first."""
        order = np.argsort(-self._bounds, kind="stable")
        return order[: int(np.count_nonzero(self._bounds))]

    @cached_property
    def _most_rows(self) -> int:
        return ROWS_BYTES // max(self._size // 8, 1) // _CHUNK * _CHUNK

    def _first_rows(self, count: int) -> Bits:
        """The rows of the first `count` values of the order, made some at a time and kept."""
        rows = self._rows
        count = min(count, len(self._order))
        if len(rows) < count:
            names = [self._names_of(self._order[len(rows) : count], column.values) for column in self._columns]
            made = np.empty((count - len(rows), rows.shape[1]), np.uint64)
            for row, *numbers in zip(made, *names, strict=True):
                row[:] = pack(self._mask(numbers))
            rows = self._rows = np.concatenate((rows, made))
        return rows[:count]

    @staticmethod
    def _names_of(wanted: Numbers, values: Values) -> list[list[int]]:
        """The names of each of some values, given the values of all names."""
        places = np.full(int(max(wanted.max(initial=0), values.max(initial=0))) + 1, -1, np.int32)
        places[wanted] = np.arange(len(wanted))
        place = places[values]
        found: list[list[int]] = [[] for _ in wanted]
        for name in np.flatnonzero(place >= 0).tolist():
            found[place[name]].append(name)
        return found

    def _mask(self, numbers: Sequence[Sequence[int]]) -> Mask:
        """The releases that have any of some names of each segment."""
        mask: Mask = np.zeros(self._size, np.bool_)
        for column, names, own in zip(self._columns, self._lists, numbers, strict=True):
            for name in own:
                _mark(mask, column, names, name)
        return mask


def _mark(mask: Mask, column: Column, names: Inverted, name: int) -> None:
    having = names.mask(name)
    if having is not None:
        mask[column.base : column.base + len(having)] |= having
    else:
        mask[column.base : column.base + column.segment.size][names.ids(name)] = True


def _again(values: npt.NDArray[Any], sizes: Counts, several: npt.NDArray[np.bool_]) -> Numbers:
    """Where a value stands that the same release has further in front; only `several` have values that may do so."""
    doubtful = np.flatnonzero(several[values])
    if len(doubtful) < 2:
        return doubtful[:0]
    values = values[doubtful]
    owners = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[doubtful]
    again = np.zeros(len(values), np.bool_)
    at, ahead = np.arange(len(values)), 0
    while len(at):
        ahead += 1
        at = at[: at.searchsorted(len(values) - ahead)]
        at = at[owners[at + ahead] == owners[at]]
        again[at[values[at + ahead] == values[at]] + ahead] = True
    return doubtful[again]


def make_table(
    segments: Sequence[Segment], bases: Sequence[int], facet: str, live: Mask, names: Names = NO_NAMES
) -> Table:
    """The names of segments, whose releases are numbered from `bases` on, together."""
    numbered = number_values(segments, facet, live, names)
    columns = [
        Column(segment, facet, base, values)
        for segment, base, values in zip(segments, bases, numbered.values, strict=True)
    ]
    return Table(columns, live, numbered)
