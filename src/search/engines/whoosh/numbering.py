"""Which names of a state are one value of a facet, and the numbers of the values: ascending as they are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from ..names import Names
from .codec import Inverted
from .codec.arrays import run_starts
from .segment import Segment
from .stored import decode, encode
from .terms import Mask

Values = npt.NDArray[np.int32]
Counts = npt.NDArray[np.int64]

_KEPT = 20_000
"""Names that a facet keeps as text."""


class Numbered(NamedTuple):
    """`values[s][n]` is the value of name `n` of segment `s`, below `size`. `text` is what is shown for a value,
    `texts` what is for each: faster for many."""

    values: Sequence[Values]
    size: int
    text: Callable[[int], str]
    texts: Callable[[], Sequence[str]]


def number_values(segments: Sequence[Segment], facet: str, live: Mask, names: Names) -> Numbered:
    """Names that differ in case only are one value, shown as most releases spell it, the first of those where they are
    several; those that `names` joins are one value, too.

    All is done with bytes, which are in the order of their texts: decoding would cost as much as the rest.
    """
    lists = [segment.spelt(facet) for segment in segments]
    own = [_spellings(each) for each in lists]
    groups = _groups(names, facet)
    plain = len(own) == 1
    spellings = own[0] if plain else sorted(set().union(*own))
    known = _Known(spellings)
    shown = known.places({groups[key] for key in groups.keys() & known.first.keys()})
    lacking = [head for head, place in shown.items() if place < 0]
    if lacking:
        plain = False
        spellings = sorted([*spellings, *lacking])
        known = _Known(spellings)
        shown = known.places(shown)

    def within() -> list[Values]:
        if plain:
            return [np.arange(len(spellings), dtype=np.int32)]
        places = dict(zip(spellings, range(len(spellings)), strict=True))
        return [np.fromiter(map(places.__getitem__, each), np.int32, len(each)) for each in own]

    def count() -> Counts:
        total = np.zeros(len(spellings), np.int64)
        for at, counts in zip(within(), living(lists, segments, live), strict=True):
            total[at] += counts
        return total

    values = known.values({key: shown[head] for key, head in groups.items() if head in shown}, count)
    size = len(spellings)
    if plain:
        (only,) = lists
        return Numbered([values], size, _decoding(only.terms.__getitem__), lambda: _decoded(_spellings(only)))
    parts = [values[at] for at in within()]
    return Numbered(parts, size, _decoding(spellings.__getitem__), lambda: _decoded(spellings))


class _Known:
    """Spellings, ascending, and what they are when case is disregarded."""

    def __init__(self, spellings: Sequence[bytes]) -> None:
        self._spellings = spellings
        self._keys = _casefolded(spellings)
        places = range(len(spellings) - 1, -1, -1)
        self.first = dict(zip(reversed(self._keys), places, strict=True))
        """The place of the first spelling of each key."""
        self._alike = self._find_alike() if len(self.first) < len(spellings) else {}

    def _find_alike(self) -> Mapping[bytes, Sequence[int]]:
        """The places of each key that stands at several."""
        found: defaultdict[bytes, list[int]] = defaultdict(list)
        firsts = np.fromiter(map(self.first.__getitem__, self._keys), np.int64, len(self._keys))
        for place in np.flatnonzero(firsts != np.arange(len(firsts))).tolist():
            own = found[self._keys[place]]
            if not own:
                own.append(self.first[self._keys[place]])
            own.append(place)
        return found

    def places(self, spellings: Iterable[bytes]) -> dict[bytes, int]:
        """Where each of some spellings stands, -1 where it is not."""
        found: dict[bytes, int] = {}
        for spelling in spellings:
            key = _key(spelling)
            at = self.first.get(key, -1)
            if at >= 0 and self._spellings[at] != spelling:
                at = next((place for place in self._alike.get(key, ()) if self._spellings[place] == spelling), -1)
            found[spelling] = at
        return found

    def values(self, groups: Mapping[bytes, int], count: Callable[[], Counts]) -> Values:
        """The place of the spelling that is shown for each; `groups` has some keys, and the places for them."""
        values = np.arange(len(self._keys), dtype=np.int32)
        if self._alike:
            counts = count().tolist()
            for own in self._alike.values():
                values[own] = min(own, key=lambda place: (-counts[place], place))
        first = self.first
        keys = groups.keys() & first.keys()
        values[[first[key] for key in keys]] = [groups[key] for key in keys]
        for key in keys & self._alike.keys():
            values[self._alike[key]] = groups[key]
        return values


def _groups(names: Names, facet: str) -> Mapping[bytes, bytes]:
    """What is shown for each name of a group."""
    return {encode(key): encode(group.names[0]) for key, group in names.grouped(facet).items()}


def _spellings(names: Inverted) -> list[bytes]:
    """All names of a segment, ascending."""
    count = len(names.terms)
    if not count:
        return []
    data, lengths = names.terms.joined(0, count)
    texts = np.insert(data, np.cumsum(lengths)[:-1], 10).tobytes().split(b"\n")
    return texts if len(texts) == count else names.terms.slice(0, count)


def _casefolded(spellings: Sequence[bytes]) -> list[bytes]:
    joined = b"\n".join(spellings)
    keys = joined.lower().split(b"\n") if spellings else []
    if len(keys) != len(spellings):
        return [_key(spelling) for spelling in spellings]
    if not joined.isascii():
        letters = np.frombuffer(joined, np.uint8)
        ends = np.flatnonzero(letters == 10)
        places = ends.searchsorted(np.flatnonzero(letters > 127))
        for place in places[run_starts(places)].tolist():
            keys[place] = _key(spellings[place])
    return keys


def _key(spelling: bytes) -> bytes:
    return spelling.lower() if spelling.isascii() else encode(decode(spelling).casefold())


def living(lists: Iterable[Inverted], segments: Iterable[Segment], live: Mask) -> Iterable[npt.NDArray[Any]]:
    """How many releases that are not removed have each name, a segment after another."""
    base = 0
    for names, segment in zip(lists, segments, strict=True):
        alive = live[base : base + segment.size]
        base += segment.size
        counts = names.doc_counts(0, len(names.terms))
        if not alive.all():
            ends = np.cumsum(counts)
            having = np.concatenate(([0], np.cumsum(alive[names.ids_of(0, len(counts))])))
            counts = having[ends] - having[ends - counts]
        yield counts


def _decoded(spellings: Sequence[bytes]) -> Sequence[str]:
    texts = decode(b"\n".join(spellings)).split("\n")
    return texts if len(texts) == len(spellings) else [decode(spelling) for spelling in spellings]


def _decoding(content: Callable[[int], bytes]) -> Callable[[int], str]:
    kept: dict[int, str] = {}

    def text(number: int) -> str:
        found = kept.get(number)
        if found is None:
            found = decode(content(number))
            if len(kept) < _KEPT:
                kept[number] = found
        return found

    return text
