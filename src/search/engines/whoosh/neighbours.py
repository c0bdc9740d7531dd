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
from .terms import FieldTerm, Mask, Numbers, Scores

_TIMES = 4
"""Where no more releases have a word of a pair than so many times those that are asked for, all that have the pair are
found, which costs little more, and kept."""

_MOST = 20_000
"""So, too, where a pair of words of which one is in no more releases than this is asked for again; one pair in a query,
so that none waits for many."""


class Neighbours:
    """The pairs of words among alternatives that releases can have, and what each gives."""

    def __init__(self, state: State, parts: Sequence[Query]) -> None:
        self._state = state
        self._spent = False
        pairs = tuple(neighbours_of(parts))
        self.pairs = state.gains.get(pairs, lambda: self._gains(pairs)) if pairs else []
        self._whole_gain = scoring.WHOLE if self.pairs and len(self.pairs) == len(pairs) else 0.0
        self.most = sum(gain for _, gain in self.pairs) + self._whole_gain
        """No release gains more."""

    def _gains(self, pairs: Sequence[Pair]) -> list[tuple[Pair, float]]:
        rarity = {stem: self._state.rarity(STEMS, stem) for stem in _stems(pairs)}
        weights = [rarity[pair.first] + rarity[pair.second] for pair in pairs]
        total = sum(weights)
        return [
            (pair, scoring.ADJACENCY * weight / total)
            for pair, weight in zip(pairs, weights, strict=True)
            if all(any(self._term(field, stem).count for field in pair.fields) for stem in (pair.first, pair.second))
        ]

    def among(self, stems: set[str]) -> float:
        """No release that has none but these of the stems gains more."""
        among = [gain for pair, gain in self.pairs if pair.first in stems and pair.second in stems]
        return sum(among) + (self._whole_gain if len(among) == len(self.pairs) else 0.0)

    def bound(self, has: Callable[[str], Mask], docs: Numbers) -> Scores:
        """What each of these ascending releases gains at most; `has` says which of them have a stem."""
        whole = {pair: self._state.pairs.peek(pair) for pair, _ in self.pairs}
        masks = {stem: has(stem) for stem in _stems(pair for pair, all_ in whole.items() if all_ is None)}
        return self._sums(
            (
                masks[pair.first] & masks[pair.second] if (all_ := whole[pair]) is None else _among(all_, docs)
                for pair, _ in self.pairs
            ),
            len(docs),
        )

    def at(self, docs: Numbers) -> Scores:
        """What each of these ascending releases, none of them removed, gains."""
        if not len(docs):
            return np.zeros(0)
        whole = {pair: self._whole(pair, len(docs)) for pair, _ in self.pairs}
        found = self.found([pair for pair, all_ in whole.items() if all_ is None], docs)
        having = (found[pair] if (all_ := whole[pair]) is None else _among(all_, docs) for pair, _ in self.pairs)
        return self._sums(having, len(docs))

    def _sums(self, having: Iterable[Mask], releases: int) -> Scores:
        """What each of so many releases gains that have, or may have, each of the pairs."""
        gains, whole = np.zeros(releases), np.full(releases, bool(self._whole_gain))
        for (_, gain), mask in zip(self.pairs, having, strict=True):
            gains += gain * mask
            whole &= mask
        return gains + self._whole_gain * whole

    def _whole(self, pair: Pair, asked: int) -> Numbers | None:
        """All releases that have a pair, ascending: where they are kept, are as good as asked for, or are asked for
        again."""
        kept = self._state.pairs.peek(pair)
        if kept is not None:
            return kept
        fewest = min(sum(self._term(field, stem).count for field in pair.fields) for stem in pair[:2])
        if fewest > _TIMES * asked:
            if fewest > _MOST or not self._state.asked_before(pair) or self._spent:
                return None
            self._spent = True
        return self._state.pairs.get(pair, lambda: self._all(pair))

    def _all(self, pair: Pair) -> Numbers:
        masks = np.zeros((2, self._state.size), np.bool_)
        for mask, stem in zip(masks, (pair.first, pair.second), strict=True):
            for field in pair.fields:
                self._term(field, stem).mark(mask)
        docs = np.flatnonzero(masks[0] & masks[1] & self._state.live)
        return docs[self.found([pair], docs)[pair]].astype(np.int32)

    def found(self, pairs: Sequence[Pair], docs: Numbers) -> dict[Pair, Mask]:
        """Which of these releases have each pair."""
        found = {pair: np.zeros(len(docs), np.bool_) for pair in pairs}
        for field in Field:
            asked = [pair for pair in pairs if field in pair.fields]
            having = {stem: self._term(field, stem).freqs_at(docs) > 0 for stem in _stems(asked)}
            both = {pair: having[pair.first] & having[pair.second] for pair in asked}
            both = {pair: mask for pair, mask in both.items() if mask.any()}
            places = {}
            for stem in _stems(both):
                wanted = np.logical_or.reduce([mask for pair, mask in both.items() if stem in pair[:2]])
                places[stem] = _places(self._term(field, stem), docs, np.flatnonzero(wanted))
            for pair in both:
                left, right = places[pair.first] + 1, places[pair.second]
                followed = right.take(right.searchsorted(left), mode="clip") == left
                found[pair][left[followed] >> 32] = True
        return found

    def _term(self, field: Field, stem: str) -> FieldTerm:
        return self._state.field_term(STEMS[field], field, stem)


def _stems(pairs: Iterable[Pair]) -> set[str]:
    return {stem for pair in pairs for stem in (pair.first, pair.second)}


def _among(all_: Numbers, docs: Numbers) -> Mask:
    """Which of `docs` are among others; both ascend."""
    if not len(all_):
        return np.zeros(len(docs), np.bool_)
    found: Mask = all_.take(all_.searchsorted(docs.astype(all_.dtype)), mode="clip") == docs
    return found


def _places(term: FieldTerm, docs: Numbers, at: Numbers) -> npt.NDArray[np.int64]:
    """Each place of a term in the releases `docs[at]`, which have it: which of `docs`, and position, in one number;
    ascending."""
    parts = []
    for place in term.places:
        own = at
        if len(term.places) > 1:
            first, last = docs[at].searchsorted((place.base, place.base + place.segment.size))
            own = at[first:last]
        if len(own):
            _, rows = place.inverted.rows(place.number, docs[own] - place.base)
            positions, bounds = place.inverted.positions_of(place.number, rows)
            parts.append((np.repeat(own, np.diff(bounds)) << 32) | positions.astype(np.int64))
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
