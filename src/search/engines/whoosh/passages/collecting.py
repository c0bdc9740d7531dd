"""Collects passages as releases come, and gives those of a segment in its order, whichever commit they are from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ..codec.arrays import Array, ranges, starts
from ..segment import Segment
from ..stored import clean, decode, encode
from .arrays import PassageArrays, joined, narrow, parted

Place = tuple[int, int]
"""Position in a body of a passage's first word, and how many words it has."""

Title = tuple[tuple[str, ...], str | None]
"""The forms of a passage's title, and a name that goes with it."""


class Passages(NamedTuple):
    """The passages of some releases, end to end, those of a release in the order of its text. Quickly sent to another
    process."""

    counts: Array
    """How many each release has."""
    places: Array
    """A `Place` each, in two columns."""
    said: Array
    """Which of the `titles` each has."""
    titles: Sequence[Title]
    stems: Mapping[str, str]
    """Of the titles' forms."""


def key_of(release_id: str, digest: str) -> int:
    """A number for one content of a release: `digest` is the hash that it was stored with. 64 bits, so that two of a
    million releases share one in fewer than one archive of ten million."""
    return int.from_bytes(hashlib.blake2b(encode(f"{release_id}\0{digest}"), digest_size=8).digest(), "little")


_Rows = tuple[Array, Array, Array, Array]
"""How many passages each release has; where each begins, how many words it has, its title."""

_NONE = np.empty(0, np.int64)
_NOTHING: _Rows = (np.zeros(1, np.int64), _NONE, _NONE, _NONE)


class Collector:
    """The passages of releases that were added, and of segments that were there before."""

    def __init__(self) -> None:
        self._titles: dict[Title, int] = {}
        self._stems: dict[str, str] = {}
        self._row_of: dict[str, int] = {}
        self._row_of_key: dict[int, int] = {}
        self._added: list[_Rows] = []
        self._before: list[_Rows] = []
        self._rows_added = self._rows_before = 0

    def add(self, ids: Sequence[str], passages: Passages) -> None:
        """Take in the passages of these releases."""
        self._row_of.update(zip(ids, range(self._rows_added, self._rows_added + len(ids)), strict=True))
        self._rows_added += len(ids)
        numbers = self._numbers(passages.titles, passages.stems)
        begins, sizes = passages.places.T
        self._added.append((passages.counts, begins, sizes, numbers[passages.said]))

    def _numbers(self, titles: Iterable[Title], stems: Mapping[str, str]) -> Array:
        """The number of each title among all."""
        self._stems.update(stems)
        numbers = [self._titles.setdefault(title, len(self._titles)) for title in titles]
        return np.array(numbers, np.int64)

    def take(self, arrays: PassageArrays) -> None:
        """Take in those of a segment that was there before."""
        forms, stems = map(decode, parted(arrays.forms, arrays.form_ends)), parted(arrays.stems, arrays.stem_ends)
        texts, names = [*forms], [None, *map(decode, parted(arrays.names, arrays.name_ends))]
        stem_of = {text: decode(stems[at]) for text, at in zip(texts, arrays.form_stems.tolist(), strict=True)}
        bounds, words = starts(arrays.title_sizes).tolist(), arrays.title_words.tolist()
        titles = (
            (tuple(texts[word] for word in words[bounds[i] : bounds[i + 1]]), names[name])
            for i, name in enumerate(arrays.title_names.tolist())
        )
        numbers = self._numbers(titles, stem_of)
        first = self._rows_before
        self._row_of_key.update(zip(arrays.keys.tolist(), range(first, first + len(arrays.keys)), strict=True))
        self._before.append((arrays.counts, arrays.begins, arrays.sizes, numbers[arrays.titles]))
        self._rows_before += len(arrays.keys)

    def arrays_for(self, segment: Segment, live: Array, before: Callable[[], Iterable[PassageArrays]]) -> PassageArrays:
        """The passages of a segment's releases. `before` gives those of the segments that were there, where some of
        its releases were not added. Raises KeyError where a release that is `live` is in neither; of others nothing
        need be known."""
        ids = segment.ids()
        keys = list(map(key_of, ids, segment.hashes()))
        if not self._before and any(release_id not in self._row_of for release_id in ids):
            for arrays in before():
                self.take(arrays)
        # What was added in this commit is the newest of its id, whatever segments before say.
        added, nothing = self._rows_before, self._rows_before + self._rows_added
        rows = np.array(
            [
                added + self._row_of[release_id]
                if release_id in self._row_of
                else self._row_of_key[key]
                if there or key in self._row_of_key
                else nothing
                for release_id, key, there in zip(ids, keys, live.tolist(), strict=True)
            ],
            np.int64,
        )
        parts = [*self._before, *self._added, _NOTHING]
        counts, begins, sizes, said = (np.concatenate([part[i] for part in parts]) for i in range(4))
        chosen = ranges(starts(counts)[rows], counts[rows])
        return self._arrays(keys, counts[rows], begins[chosen], sizes[chosen], said[chosen])

    def _arrays(self, keys: Sequence[int], counts: Array, begins: Array, sizes: Array, said: Array) -> PassageArrays:
        used, titles = np.unique(said, return_inverse=True)
        every = [*self._titles]
        shown = [every[number] for number in used.tolist()]
        forms, form_numbers = _numbered({form for words, _ in shown for form in words}, _written)
        stems, stem_numbers = _numbered({self._stems[form] for form in form_numbers}, _written)
        names, name_numbers = _numbered({name for _, name in shown if name is not None}, encode)
        stem_of = np.zeros(len(forms), np.int64)
        for form, number in form_numbers.items():
            stem_of[number] = stem_numbers[self._stems[form]]
        return PassageArrays(
            np.array(keys, np.uint64),
            narrow(counts),
            narrow(begins),
            narrow(sizes),
            narrow(titles),
            narrow([0 if name is None else name_numbers[name] + 1 for _, name in shown]),
            narrow([len(words) for words, _ in shown]),
            narrow([form_numbers[form] for words, _ in shown for form in words]),
            *joined(forms),
            narrow(stem_of),
            *joined(stems),
            *joined(names),
        )


def _written(word: str) -> bytes:
    return clean(word).encode()


def _numbered(texts: set[str], write: Callable[[str], bytes]) -> tuple[list[bytes], dict[str, int]]:
    """The texts as bytes, ascending, each once, and the number of each text."""
    of = {text: write(text) for text in texts}
    strings = sorted(set(of.values()))
    numbers = {string: number for number, string in enumerate(strings)}
    return strings, {text: numbers[string] for text, string in of.items()}
