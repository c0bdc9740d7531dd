"""Facets: the names of all segments under common numbers, and the most frequent of them over a set of releases.

A few releases are counted name by name. For many, each frequent name has a row of bits, one for each release: names
are counted in order of their frequency in the whole state, until no later one can be among the most frequent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ...model import Facet
from ..names import NO_NAMES, Names
from .bits import Bits, Mask, count_common, pack
from .segment import Segment
from .stored import decode, encode

Counts = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.intp]

ROWS_BYTES = 8 << 20
"""Rows of bits that a facet keeps."""

_CHUNK = 64
_FEW = 16
"""Up to this part of all releases, names are counted one by one."""


class Found:
    """A set of releases, in the forms in which it is counted, each made when it is asked for."""

    def __init__(self, mask: Mask) -> None:
        self.mask = mask

    @cached_property
    def count(self) -> int:
        """How many they are."""
        return int(np.count_nonzero(self.mask))

    @cached_property
    def numbers(self) -> Numbers:
        """Their numbers, ascending."""
        return np.flatnonzero(self.mask)

    @cached_property
    def bits(self) -> Bits:
        """The mask in bits."""
        return pack(self.mask)


@dataclass
class Table:
    """Release `i` has the values numbered `ords[starts[i]:starts[i + 1]]`, each once. Values are numbered in ascending
    order; `counts` bounds from above how many releases have each; `value` is the text of a number."""

    starts: npt.NDArray[Any]
    ords: npt.NDArray[Any]
    counts: Counts
    value: Callable[[int], str]

    def __post_init__(self) -> None:
        self._rows: Bits | None = None

    def top(self, found: Found, limit: int | None = None) -> tuple[Facet, ...]:
        """The values that found releases have, most frequent first, ties in the order of the value."""
        size = len(self.starts) - 1
        if limit is not None and found.count * _FEW > size:
            quick = self._by_rows(found, limit)
            if quick is not None:
                return self._first(*quick, limit)
        counts = self.count(found)
        having = np.flatnonzero(counts)
        return self._first(having, counts[having], limit)

    def _first(self, having: Numbers, counts: Counts, limit: int | None) -> tuple[Facet, ...]:
        keys = having - counts * (len(self.counts) + 1)  # distinct: equal counts differ by the value
        if limit is not None and limit < len(having):
            best = np.argpartition(keys, limit)[:limit]
            having, keys, counts = having[best], keys[best], counts[best]
        order = np.argsort(keys)
        return tuple(
            Facet(self.value(ord_), count)
            for ord_, count in zip(having[order].tolist(), counts[order].tolist(), strict=True)
            if count
        )

    def count(self, found: Found) -> Counts:
        """How many of the found releases have each value."""
        if found.count * 3 > len(self.starts):
            ords = self.ords[np.repeat(found.mask, np.diff(self.starts))]
        else:
            begin = self.starts[found.numbers].astype(np.int64)
            sizes = self.starts[found.numbers + 1] - begin
            places = np.repeat(begin - (np.cumsum(sizes) - sizes), sizes)
            places += np.arange(len(places))
            ords = self.ords[places]
        return np.bincount(ords, minlength=len(self.counts))

    # --- Rows of bits

    def _by_rows(self, found: Found, limit: int) -> tuple[Numbers, Counts] | None:
        """The most frequent values and their counts, `limit` of them at least; None where the rows don't suffice."""
        done = 0
        counts = np.empty(0, np.int64)
        while True:
            rows = self._first_rows(done + _CHUNK)
            counts = np.concatenate((counts, count_common(rows[done:], found.bits)))
            done = len(rows)
            if done == len(self._order):
                return self._order, counts
            if done >= limit and np.partition(counts, done - limit)[done - limit] > self.counts[self._order[done]]:
                return self._order[:done], counts
            if len(rows) >= self._most_rows:
                return None

    @cached_property
    def _order(self) -> Numbers:
        """Values that have releases, the most frequent of the whole state first."""
        order = np.argsort(-self.counts, kind="stable")
        return order[: int(np.count_nonzero(self.counts))]

    @cached_property
    def _most_rows(self) -> int:
        return ROWS_BYTES // max(len(self.starts) // 8, 1) // _CHUNK * _CHUNK

    def _first_rows(self, count: int) -> Bits:
        """The rows of the first `count` values of the order, made some at a time and kept."""
        size = len(self.starts) - 1
        rows = self._rows if self._rows is not None else np.empty((0, -(-size // 64)), np.uint64)
        count = min(count, len(self._order))
        if len(rows) >= count:
            return rows[:count]
        wanted = self._order[len(rows) : count]
        places = np.full(len(self.counts), -1, np.int16)
        places[wanted] = np.arange(len(wanted))
        place = places[self.ords]
        kept = place >= 0
        place = place[kept]
        docs = np.repeat(np.arange(size, dtype=np.int32), np.diff(self.starts))[kept]
        docs = docs[np.argsort(place, kind="stable")]
        ends = np.cumsum(np.bincount(place, minlength=len(wanted))).tolist()
        made = np.empty((len(wanted), rows.shape[1]), np.uint64)
        for i, (start, end) in enumerate(zip([0, *ends], ends, strict=False)):
            mask = np.zeros(size, np.bool_)
            mask[docs[start:end]] = True
            made[i] = pack(mask)
        self._rows = np.concatenate((rows, made))
        return self._rows


def make_table(segments: Sequence[Segment], facet: str, live: Mask, names: Names = NO_NAMES) -> Table:
    """Join the names of segments. Names that differ in case only are one value, shown as most releases spell it;
    those that `names` joins are one value, too."""
    if len(segments) == 1:
        starts, ords, inverted = segments[0].names(facet)
        if len(inverted.terms) == segments[0].distinct(facet):  # no two that differ in case only
            value = _decoding(inverted.terms)
            if not names.groups(facet):
                return Table(starts, ords, inverted.doc_counts(0, len(inverted.terms)), value)
            renumber = _places_of_groups(segments[0], facet, names)
            if renumber is not None:
                return _renumbered(np.diff(starts).astype(np.int64), ords, renumber, value)
    return _joined(segments, facet, live, names)


def _places_of_groups(segment: Segment, facet: str, names: Names) -> npt.NDArray[np.int32] | None:
    """The place of each name of a segment among the values to show: its own, or that of the first of its group; None
    where a group's first name is not there to give it."""
    terms = segment.names(facet)[2].terms
    renumber = np.arange(len(terms), dtype=np.int32)
    for group in names.groups(facet):
        places = [_place_of(segment, facet, terms, name) for name in group.names]
        there = [place for place in places if place >= 0]
        if there and (places[0] < 0 or decode(terms[places[0]]) != group.names[0]):
            return None
        renumber[there] = places[0]
    return renumber


def _place_of(segment: Segment, facet: str, terms: Any, name: str) -> int:
    """The number of a name in a segment that spells no two alike but for case, or -1."""
    place: int = terms.find(encode(name))
    if place < 0 and (found := segment.find_term(facet, name.casefold())) is not None:
        starts, ords, _ = segment.names(facet)
        doc = int(found[0].ids(found[1])[0])
        spelt = ((int(ord_), decode(terms[ord_])) for ord_ in ords[int(starts[doc]) : int(starts[doc + 1])])
        place = next((ord_ for ord_, text in spelt if text.casefold() == name.casefold()), -1)
    return place


def _renumbered(
    sizes: npt.NDArray[np.int64],
    ords: npt.NDArray[Any],
    renumber: npt.NDArray[np.int32],
    value: Callable[[int], str],
) -> Table:
    """The table of releases that have so many names each, with other numbers; a release that has several names of one
    value has it once."""
    size = int(renumber.max()) + 1 if len(renumber) else 0
    several = np.bincount(renumber, minlength=size) > 1
    ords = renumber[ords]
    doubtful = np.flatnonzero(several[ords])
    docs = np.repeat(np.arange(len(sizes)), sizes)[doubtful]
    _, first = np.unique(docs * size + ords[doubtful], return_index=True)
    if len(first) < len(doubtful):
        again = np.ones(len(doubtful), np.bool_)
        again[first] = False
        sizes = sizes - np.bincount(docs[again], minlength=len(sizes))
        ords = np.delete(ords, doubtful[again])
    starts = np.concatenate(([0], np.cumsum(sizes)))
    return Table(starts, ords, np.bincount(ords, minlength=size), value)


_KEPT = 20_000
"""Names that a facet keeps as text."""


def _decoding(terms: Any) -> Callable[[int], str]:
    kept: dict[int, str] = {}

    def text(ord_: int) -> str:
        found = kept.get(ord_)
        if found is None:
            found = decode(terms[ord_])
            if len(kept) < _KEPT:
                kept[ord_] = found
        return found

    return text


def _joined(segments: Sequence[Segment], facet: str, live: Mask, names: Names) -> Table:
    parts = [segment.names(facet) for segment in segments]
    texts = [[decode(text) for text in part[2].terms.slice(0, len(part[2].terms))] for part in parts]
    spellings = sorted(set().union(*texts)) if texts else []
    numbers = {spelling: i for i, spelling in enumerate(spellings)}
    ords: npt.NDArray[Any] = np.concatenate(
        [np.empty(0, np.int32)]
        + [
            np.fromiter(map(numbers.__getitem__, own), np.int32, len(own))[ordinals]
            for own, (_, ordinals, _) in zip(texts, parts, strict=True)
        ]
    )
    sizes = np.concatenate([np.empty(0, np.int64), *(np.diff(part[0]).astype(np.int64) for part in parts)])
    alike: defaultdict[str, list[int]] = defaultdict(list)
    for i, spelling in enumerate(spellings):
        alike[names.key(facet, spelling)].append(i)
    if len(alike) == len(spellings) and not names.groups(facet):
        starts = np.concatenate(([0], np.cumsum(sizes)))
        return Table(starts, ords, np.bincount(ords, minlength=len(spellings)), spellings.__getitem__)
    counts = np.bincount(ords[np.repeat(live, sizes)], minlength=len(spellings))
    shown: dict[str, list[int]] = {}
    for key, group in alike.items():
        joined = names.group(facet, key)
        shown[joined.names[0] if joined else spellings[min(group, key=lambda i: (-counts[i], i))]] = group
    values = sorted(shown)
    renumber = np.empty(len(spellings), np.int32)
    for place, text in enumerate(values):
        renumber[shown[text]] = place
    return _renumbered(sizes, ords, renumber, values.__getitem__)


@dataclass
class Years:
    """The year of each release; 0 is no date."""

    years: npt.NDArray[np.int32]

    def newest(self, found: Found, limit: int) -> tuple[Facet, ...]:
        """The newest `limit` years that found releases have, newest first."""
        if self._rows is not None and found.count * _FEW > len(self.years):
            counts = count_common(self._rows, found.bits)
        else:
            years = self.years[found.numbers]
            counts = np.bincount(years, minlength=10_000)[self._values]
        having = np.flatnonzero(counts)[::-1][:limit]
        return tuple(Facet(f"{self._values[i]:04d}", int(counts[i])) for i in having.tolist())

    @cached_property
    def _values(self) -> npt.NDArray[np.int64]:
        counts = np.bincount(self.years)
        counts[:1] = 0
        return np.flatnonzero(counts)

    @cached_property
    def _rows(self) -> Bits | None:
        if not 0 < len(self._values) * len(self.years) <= 8 * ROWS_BYTES:
            return None
        return pack(self.years[np.newaxis, :] == self._values[:, np.newaxis])


def newest_months(days: npt.NDArray[np.int32], limit: int) -> tuple[Facet, ...]:
    """The newest `limit` months of these days, which count from 1 for 0001-01-01, newest first; 0 is no date."""
    months = (days[days > 0].astype("datetime64[D]") - np.timedelta64(719163, "D")).astype("datetime64[M]")
    values, counts = np.unique(months, return_counts=True)
    newest = zip(values[::-1][:limit].astype(str).tolist(), counts[::-1][:limit].tolist(), strict=True)
    return tuple(Facet(month, count) for month, count in newest)
