"""What speaks for and against each kind of a name: signs from all of its mentions, for the names of many texts at once.

A stretch is a row, a name the rows of its stretches, a sign an array with a row for each of `KINDS` and a column for
each name. All sums go from a name's first stretch to its last, one stretch after another: so they are the same to the
last bit, whatever is judged beside a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from ..model import Kind
from .gazetteers import bodies, english
from .lexicon import GENERIC, NOT_BODIES
from .naming import gather
from .spans import Span
from .tagger import KINDS, Tagging, mean_odds
from .words import Words

Key = tuple[str, ...]
Tagged = tuple[Words, list[Span], Tagging]
"""A text with its stretches, disjoint and weighed, and what the tagger says of it."""
Values = NDArray[np.float64]
Codes = NDArray[np.intp]

SIGNS = (
    "bias", "long", "letters", "gazetteer", "known body", "acronym", "english", "points", "other points", "given",
    "other given", "odds", "best odds", "exact", "letters odds", "letters points", "given odds", "long odds",
)  # fmt: skip
"""What is asked of a name for each kind, in this order."""
_MOST_POINTS = 4.0
_CODES: dict[Kind | None, int] = {None: -1} | {kind: n for n, kind in enumerate(KINDS)}
_COLUMN = np.arange(len(KINDS))[:, None]


@lru_cache(maxsize=1 << 15)
def _look(key: Key) -> int:
    """What a name is by itself, a bit each: of several words, a well-known body, partly English, a kind or no body."""
    body = bodies().get(" ".join(key))
    known = body is not None and not body.weak
    never = key in GENERIC or (len(key) == 1 and key[0] in NOT_BODIES)
    return (len(key) > 1) | known << 1 | (not english().isdisjoint(key)) << 2 | never << 3


class Names:
    """The names of several texts, one text after another.

    `groups` has the stretches of each text's names, `borders` where each text's names begin and end. By name: `signs`
    (signs, kinds, names), `most_points` (the best of its stretches' points for a person), `given` (the code of what the
    words of its first stretch say, -1 for nothing) and `excluded` (kinds, names): a well-known body is no place, a
    kind of body (`Sekolah Rakyat`) or a word of letters (`SD`) no body.
    """

    def __init__(self, texts: Sequence[Tagged]) -> None:
        self.groups = [gather(words, spans) for words, spans, _ in texts]
        self.borders = np.cumsum([0, *map(len, self.groups)]).tolist()
        sizes = np.array([len(spans) for its in self.groups for spans in its.values()], np.intp)
        self.first = np.cumsum(sizes) - sizes
        look = np.array([_look(key) for its in self.groups for key in its], np.intp)
        looks = np.stack([look >> n & 1 != 0 for n in range(4)])
        rows = np.fromiter(chain.from_iterable(self._rows(texts)), np.float64).reshape(-1, 10).T
        begins, lengths, kinds, exact = rows[:4].astype(np.intp)
        self.given = kinds[self.first]
        self.most_points = self._best(rows[7:8])[0]
        self.excluded = np.stack([np.zeros_like(looks[1]), looks[3], looks[1]])
        chances = np.concatenate([tagging.chances for *_, tagging in texts])
        self.signs = self._signs(sizes, looks, rows, kinds, exact, mean_odds(chances, begins, lengths))

    def _rows(self, texts: Sequence[Tagged]) -> Iterator[tuple[float, ...]]:
        """Of each stretch: where it begins, its length, kind, the tagger's kind; letters, place, acronym; points."""
        person, body, place = KINDS
        base, codes = 0, _CODES
        for (words, _, tagging), groups in zip(texts, self.groups, strict=True):
            acronym, exact = words.acronym, tagging.exact.get
            for span in chain.from_iterable(groups.values()):
                first, last, points = span.first, span.last, span.scores.get
                letters = acronym[first] and (last - first == 1 or all(acronym[first:last]))
                yield (
                    base + first, last - first, codes[span.kind], codes[exact((first, last))],
                    letters, span.place is not None, span.acronym is not None,
                    points(person, 0.0), points(body, 0.0), points(place, 0.0),
                )  # fmt: skip
            base += words.count

    def _best(self, rows: Values) -> Values:
        """The most of each name's stretches."""
        return np.asarray(np.maximum.reduceat(rows, self.first, axis=1) if rows.size else rows)

    def _signs(
        self, sizes: Codes, looks: NDArray[np.bool_], rows: Values, kinds: Codes, exact: Codes, odds: Values
    ) -> Values:
        owner = np.repeat(np.arange(len(sizes)), sizes)

        def total(values: Values | NDArray[np.bool_]) -> Values:
            return np.stack([np.bincount(owner, its, len(sizes)) for its in values])

        every, some = total(rows[4:5])[0] == sizes, total(rows[5:7]) > 0
        points, mean, best = total(rows[7:10]), total(odds) / sizes, self._best(odds)
        others = np.maximum(0.0, np.maximum(points[[2, 0, 1]], points[[1, 2, 0]]))
        given = total(kinds == _COLUMN) > 0
        same = np.ones_like(points)
        many, known, foreign = looks[:3]
        return np.stack(
            [
                same,
                same * many,
                same * every,
                same * some[0],
                same * known,
                same * some[1],
                same * foreign,
                np.minimum(np.maximum(points, -2.0), _MOST_POINTS),
                np.minimum(others, _MOST_POINTS),
                given,
                given.sum(axis=0) > given,
                mean,
                best,
                total(exact == _COLUMN) / sizes,
                every * mean,
                every * np.minimum(points, _MOST_POINTS),
                given * mean,
                many * mean,
            ]
        )


def signs(words: Words, spans: list[Span], tagging: Tagging) -> list[tuple[list[Span], dict[Kind, dict[str, float]]]]:
    """The stretches of each name of a text, and what speaks for and against each kind of it. For training."""
    names = Names([(words, spans, tagging)])
    return [
        (its, {kind: dict(zip(SIGNS, names.signs[:, k, n].tolist(), strict=True)) for k, kind in enumerate(KINDS)})
        for n, its in enumerate(names.groups[0].values())
    ]
