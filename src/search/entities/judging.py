"""Decides what each name of a text is, from all of its mentions: the rules' points, the tagger's odds, its look.

A logistic model for each kind over a few signs (signs.py), one decision a name and text: so a name has one kind in a
release, and a clear mention carries an unclear one. Its weights come with the tagger's (`train.py` fits them); without
a model `resolving` decides by points alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Self

import numpy as np

from ..model import Kind
from .gazetteers import is_common
from .lexicon import CONNECTORS, SHORT_HEADS, STREETS
from .signs import SIGNS, Codes, Key, Names, Tagged, Values
from .spans import Span
from .tagger import KINDS
from .words import Words

_AND = CONNECTORS | frozenset({",", ";", "-", "/", "serta"})
_HOPELESS = -2.0
"""Up to which odds a list of people makes a name a person's."""
_REGIONS = frozenset("kabupaten kecamatan kelurahan desa provinsi dusun pulau kampung".split())
_SURE_HEADS = STREETS | SHORT_HEADS | _REGIONS
PROOF = 3.5
"""Points of one mention from which on a name is a person's whatever the tagger says: `Bapak X`, `X (45)`, `X, S.H.`."""
_NOBODY = -1


class Judge:
    """Decides with one table of weights: for each of `KINDS` the weights of `SIGNS`. Threads may share it."""

    def __init__(self, tables: Sequence[Sequence[float]]) -> None:
        self._weights = np.array(tables).T[:, :, None]

    @classmethod
    def of(cls, weights: Mapping[str, Mapping[str, float]]) -> Self:
        """The judge of a model's weights, by kind and sign."""
        return cls([[weights[kind.value].get(name, 0.0) for name in SIGNS] for kind in KINDS])

    def weigh(self, names: Names) -> Values:
        """For each of `KINDS` and each name the sum of the signs by their weights: how much speaks for such a name."""
        found = np.zeros(names.signs.shape[1:])
        for weights, values in zip(self._weights, names.signs, strict=True):
            found += weights * values
        return found

    def judge(self, texts: Sequence[Tagged]) -> list[dict[Key, Kind]]:
        """The kind of each name that is one, text by text; names that are none are left out."""
        names = Names(texts)
        totals = np.where(names.excluded, -np.inf, self.weigh(names))
        best, most = totals.argmax(axis=0), totals.max(axis=0)
        proven = _proven(texts, names)
        decided = np.where(proven != _NOBODY, proven, np.where(most > 0, best, _NOBODY)).tolist()
        doubtful = np.where((proven == _NOBODY) & (most > _HOPELESS) & (most <= 0), best, _NOBODY)
        doubts = np.append(0, np.cumsum(doubtful != _NOBODY))[names.borders].tolist()
        odds = most.tolist()
        found: list[dict[Key, Kind]] = []
        for n, (words, spans, _) in enumerate(texts):
            keys, own = list(names.groups[n]), slice(names.borders[n], names.borders[n + 1])
            kinds = {key: KINDS[code] for key, code in zip(keys, decided[own], strict=True) if code != _NOBODY}
            if doubts[n + 1] > doubts[n]:
                rest = {
                    key: (KINDS[code], total)
                    for key, code, total in zip(keys, doubtful[own].tolist(), odds[own], strict=True)
                    if code != _NOBODY
                }
                _agree_in_lists(words, spans, kinds, rest)
            found.append(kinds)
        return found


def _proven(texts: Sequence[Tagged], names: Names) -> Codes:
    """The kinds that need no weighing: a title or an age, letters that the title explains, `Kabupaten X`, `Jalan X`."""
    found = np.where(names.most_points >= PROOF, KINDS.index(Kind.PERSON), _NOBODY)
    rows = np.flatnonzero((found == _NOBODY) & (names.given != _NOBODY)).tolist()
    place, at = KINDS.index(Kind.PLACE), 0
    for n, ((words, _, _), groups) in enumerate(zip(texts, names.groups, strict=True)):
        base, end, its = names.borders[n], names.borders[n + 1], list(groups.items())
        while at < len(rows) and rows[at] < end:
            key, spans = its[rows[at] - base]
            given, first = names.given[rows[at]], spans[0].first
            if len(key) == 1:
                sure = words.acronym[first] and spans[0].place is None
            else:
                headed = words.key[first] in _SURE_HEADS and words.cap[first] and not words.initial[first]
                sure = headed and given == place and not all(map(is_common, key[1:]))
            if sure:
                found[rows[at]] = given
            at += 1
    return found


def _agree_in_lists(
    words: Words, spans: list[Span], decided: dict[Key, Kind], doubtful: dict[Key, tuple[Kind, float]]
) -> None:
    """Decides doubtful names as their neighbours in a list: `Eko Budiarto, Uyo Kuyong, dan Wirya Sentanu`."""
    for row in (spans, spans[::-1]):
        for one, other in pairwise(row):
            key = other.key
            if key not in doubtful or key in decided:
                continue
            kind, odds = doubtful[key]
            if decided.get(one.key) is not kind:
                continue
            if len(key) == 1 and not _listed(words, other, kind, odds):
                continue
            before, after = (one, other) if one.first < other.first else (other, one)
            between = words.key[before.last : after.first]
            if 0 < len(between) <= 2 and all(word in _AND for word in between):
                decided[key] = kind


def _listed(words: Words, span: Span, kind: Kind, odds: float) -> bool:
    """Whether a single word may follow its neighbours: letters those of bodies; a place's if it is hardly in doubt.

    `Jakarta, Wirya ...` is no list.
    """
    if kind is Kind.ORGANIZATION:
        return bool(words.acronym[span.first])
    return kind is Kind.PLACE and odds > _HOPELESS / 2
