"""Words that are neighbours in the query and in a release, from the positions of stems."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from ...model import Field, Query
from .. import scoring
from ..pairs import Pair, neighbours_of
from .schema import STEMS
from .state import State
from .terms import FieldTerm, Mask, Numbers, Place, Scores

_FEW = 2_000
_TIMES = 4
"""Where no more releases have a word of a pair than these and so many times those that are asked for, all that have the
pair are found, which costs little more, and kept."""


class Neighbours:
    """The pairs of words among alternatives that releases can have, and what each gives."""

    def __init__(self, state: State, parts: Sequence[Query]) -> None:
        self._state = state
        pairs = neighbours_of(parts)
        rarity = {stem: state.rarity(STEMS, stem) for stem in _stems(pairs)}
        weights = [rarity[pair.first] + rarity[pair.second] for pair in pairs]
        total = sum(weights)
        self.pairs = [
            (pair, scoring.ADJACENCY * weight / total)
            for pair, weight in zip(pairs, weights, strict=True)
            if all(any(self._term(field, stem).count for field in pair.fields) for stem in (pair.first, pair.second))
        ]
        self.most = sum(gain for _, gain in self.pairs)
        """No release gains more."""

    def among(self, stems: set[str]) -> float:
        """No release that has none but these of the stems gains more."""
        return sum(gain for pair, gain in self.pairs if pair.first in stems and pair.second in stems)

    def bound(self, has: Callable[[str], Mask], size: int) -> Scores:
        """What each of `size` releases gains at most; `has` says which of them have a stem."""
        masks = {stem: has(stem) for stem in _stems(pair for pair, _ in self.pairs)}
        gains = np.zeros(size)
        for pair, gain in self.pairs:
            gains += gain * (masks[pair.first] & masks[pair.second])
        return gains

    def at(self, docs: Numbers) -> Scores:
        """What each of these ascending releases, none of them removed, gains."""
        gains = np.zeros(len(docs))
        if not len(docs):
            return gains
        whole = {pair: self._whole(pair, len(docs)) for pair, _ in self.pairs}
        found = self._found([pair for pair, all_ in whole.items() if all_ is None], docs)
        for pair, gain in self.pairs:
            all_ = whole[pair]
            gains += gain * (found[pair] if all_ is None else _among(all_, docs))
        return gains

    def _whole(self, pair: Pair, asked: int) -> Numbers | None:
        """All releases that have a pair, ascending: where they are kept, or are as good as asked for."""
        kept = self._state.pairs.peek(pair)
        if kept is not None:
            return kept
        fewest = min(sum(self._term(field, stem).count for field in pair.fields) for stem in pair[:2])
        return self._state.pairs.get(pair, lambda: self._all(pair)) if fewest < _FEW + _TIMES * asked else None

    def _all(self, pair: Pair) -> Numbers:
        masks = np.zeros((2, self._state.size), np.bool_)
        for mask, stem in zip(masks, (pair.first, pair.second), strict=True):
            for field in pair.fields:
                self._term(field, stem).mark(mask)
        docs = np.flatnonzero(masks[0] & masks[1] & self._state.live)
        return docs[self._found([pair], docs)[pair]]

    def _found(self, pairs: Sequence[Pair], docs: Numbers) -> dict[Pair, Mask]:
        """Which of these releases have each pair."""
        found = {pair: np.zeros(len(docs), np.bool_) for pair in pairs}
        if not pairs:
            return found
        ends = np.searchsorted(docs, [*self._state.bases, self._state.size]).tolist()
        for field in Field:
            asked = {pair: mask for pair, mask in found.items() if field in pair.fields}
            places: dict[int, dict[str, Place]] = {}
            for stem in _stems(asked):
                for place in self._term(field, stem).places:
                    places.setdefault(place.base, {})[stem] = place
            for i, base in enumerate(self._state.bases):
                begin, end = ends[i], ends[i + 1]
                if end > begin and base in places:
                    own = {pair: mask[begin:end] for pair, mask in asked.items()}
                    _mark(own, docs[begin:end] - base, places[base])
        return found

    def _term(self, field: Field, stem: str) -> FieldTerm:
        return self._state.field_term(STEMS[field], field, stem)


def _stems(pairs: Iterable[Pair]) -> set[str]:
    return {stem for pair in pairs for stem in (pair.first, pair.second)}


def _among(all_: Numbers, docs: Numbers) -> Mask:
    """Which of `docs` are among others; both ascend."""
    return all_.take(all_.searchsorted(docs), mode="clip") == docs if len(all_) else np.zeros(len(docs), np.bool_)


def _mark(found: dict[Pair, Mask], docs: Numbers, places: dict[str, Place]) -> None:
    """Set the mask of each pair for those of a segment's `docs` in which its second stem follows its first at once."""
    pairs = [pair for pair in found if pair.first in places and pair.second in places]
    rows = {stem: places[stem].inverted.rows(places[stem].number, docs) for stem in _stems(pairs)}
    both = {pair: rows[pair.first][0] & rows[pair.second][0] for pair in pairs}
    keys: dict[str, npt.NDArray[np.int64]] = {}
    for stem in _stems(pairs):
        wanted = np.logical_or.reduce([mask for pair, mask in both.items() if stem in pair[:2]])
        at = np.flatnonzero(wanted)
        if len(at):
            hit, numbers = rows[stem]
            keys[stem] = _keys(places[stem], at, numbers[wanted[hit]])
    for pair in pairs:
        if pair.first in keys and pair.second in keys:
            left, right = keys[pair.first] + 1, keys[pair.second]
            found[pair][left[right.take(right.searchsorted(left), mode="clip") == left] >> 32] = True


def _keys(place: Place, at: Numbers, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """For each place of a term in some of its postings `rows`: its release, named by `at`, and position in one
    number; ascending."""
    positions, bounds = place.inverted.positions_of(place.number, rows)
    return (np.repeat(at.astype(np.int64), np.diff(bounds)) << 32) | positions.astype(np.int64)
