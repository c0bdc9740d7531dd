"""Names as wholes: a name's words vouch for each other, so that a slip is found that is itself a word elsewhere.

`Olivier` may be a person of the archive, and `Chambard` too; `Olivier Chambard` is nobody, and `Oliver Chambard` is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..folding import fold
from .speller import is_correctable
from .variants import variants
from .vocabulary import Vocabulary

_WORDS = re.compile(r"[^\W_]+(?:-[^\W_]+)*|\n")

LONG = 8
"""Letters of a word that may be two edits away."""

_Places = npt.NDArray[np.int64]
_Costs = npt.NDArray[np.float64]


class NameMatch(NamedTuple):
    """The words of a known name, or of a part of it, that `words` words of a query stand for. `distance` adds up over
    the words; 0: they stand in the name as they were typed. `releases` is the number of those that have the name."""

    forms: tuple[str, ...]
    words: int
    distance: float
    releases: int


class Names:
    """The names of an archive's people, organizations and places. Never changes; safe to use from several threads."""

    def __init__(self, names: Mapping[str, int]) -> None:
        """Take names as they are shown, with the number of releases that have each."""
        words = _WORDS.findall(fold("\n".join(name.replace("\n", " ") for name in names)))
        numbers: dict[str, int] = dict(zip(dict.fromkeys(["\n", *words]), count(), strict=False))
        self._words = list(numbers)
        self._numbers = numbers
        self._text = np.fromiter((numbers[word] for word in words), np.int32, len(words))
        ends = np.flatnonzero(self._text == 0)
        self._name_of = np.searchsorted(ends, np.arange(len(words)), side="right").astype(np.int32)
        self._counts = np.fromiter(names.values(), np.int64, len(names))
        order = np.argsort(self._text, kind="stable")
        self._order = order
        self._starts = np.searchsorted(self._text[order], np.arange(len(self._words) + 1))
        totals = np.bincount(self._text, self._counts[self._name_of] if len(words) else None, len(self._words))
        self._vocabulary = Vocabulary.of(
            {word: max(1, int(total)) for word, total in zip(self._words[1:], totals[1:], strict=True)}
        )

    def match(self, forms: Sequence[str]) -> list[NameMatch | None]:
        """For each of these neighbouring words, the longest stretch from there on, of two words or more, that stands
        for words side by side in a name; the nearest, then the most frequent name, ties in the order of the names."""
        near = [self._places(form) for form in forms]
        return [self._longest(near, start) for start in range(len(forms))]

    def _longest(self, near: Sequence[tuple[_Places, _Costs]], start: int) -> NameMatch | None:
        places, costs = near[start]
        words = 1
        while len(places) and start + words < len(near):
            following, further = near[start + words]
            if not len(following):
                break
            at = np.minimum(np.searchsorted(following, places + words), len(following) - 1)
            kept = following[at] == places + words
            if not kept.any():
                break
            places, costs = places[kept], costs[kept] + further[at][kept]
            words += 1
        if words < 2:
            return None
        releases = self._counts[self._name_of[places]]
        best = np.lexsort((places, -releases, costs))[0]
        begin = int(places[best])
        found = tuple(self._words[i] for i in self._text[begin : begin + words].tolist())
        return NameMatch(found, words, float(costs[best]), int(releases[best]))

    def _places(self, form: str) -> tuple[_Places, _Costs]:
        """Where in the names a word stands that is near to `form`, ascending, and how far it is."""
        distances: dict[str, float] = {form: 0.0}
        if is_correctable(form):
            for spelling, _ in variants(form):
                distances.setdefault(spelling, 0.5)
            for near in self._vocabulary.near(form, 2 if len(form) >= LONG else 1):
                distances.setdefault(near.form, float(near.distance))
        known = [(self._numbers[word], distance) for word, distance in distances.items() if word in self._numbers]
        slices = [self._order[self._starts[number] : self._starts[number + 1]] for number, _ in known]
        if not slices:
            return np.empty(0, np.int64), np.empty(0)
        places = np.concatenate(slices)
        costs = np.repeat([distance for _, distance in known], [len(piece) for piece in slices])
        order = np.argsort(places, kind="stable")
        return places[order], costs[order]
