"""The learned tagger: reads a text's words and says of each how likely it begins, continues or is outside a name.

At run time it is a table of weights and numpy; `train.py` makes the table. Without the file, or with a damaged one, the
rules alone are used, and `status` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from math import log
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..model import Kind
from .decoding import Floats, best_path, marginals, stretches
from .features import beside, open_words, rule_codes, shape, word_attributes
from .gazetteers import DATA
from .spans import Span
from .weights import DamagedModel, Weights, read
from .words import Words

MODEL = DATA / "model.bin"
KINDS = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE)
TAGS = ("O", *(f"{mark}-{kind.value}" for kind in KINDS for mark in "BI"))
"""Outside, and for each kind: begins, continues."""
_LEAST = 0.06
"""Probabilities are kept away from 0 and 1 by this much, so that no single mention outweighs all other evidence."""
_NEVER = [[0.0] * len(KINDS)]


@dataclass(frozen=True)
class Tagging:
    """What the tagger says of one text.

    `names` are the likeliest names: first word, last (exclusive), kind. `chances` has a row for each word: the
    probability that it belongs to a name of each of `KINDS`, -1 where it was not asked (a full stop inside a name).
    """

    names: tuple[tuple[int, int, Kind], ...]
    chances: Floats

    @cached_property
    def exact(self) -> dict[tuple[int, int], Kind]:
        """The kind of each of `names` by its words."""
        return {(first, last): kind for first, last, kind in self.names}

    def odds(self, first: int, last: int) -> tuple[float, ...]:
        """For each of `KINDS` the logarithm of the odds that the words belong to such a name, by their mean chance."""
        rows = [row for row in self._rows[first:last] if row[0] >= 0] or _NEVER
        means = (min(max(sum(row[n] for row in rows) / len(rows), _LEAST), 1 - _LEAST) for n in range(len(KINDS)))
        return tuple(log(mean / (1 - mean)) for mean in means)

    @cached_property
    def _rows(self) -> list[list[float]]:
        rows: list[list[float]] = self.chances.tolist()
        return rows


class Tagger:
    """Applies one table of weights. Threads may share it."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._rows = weights.rows
        self._sums = lru_cache(maxsize=1 << 15)(self._sum_up)

    def tag(self, words: Words, spans: Sequence[Span]) -> Tagging:
        """Tags a text that the rules have read. Time grows linearly with the text."""
        positions = [i for i, is_open in enumerate(open_words(words)) if is_open]
        chances = np.full((len(words), len(KINDS)), -1, dtype=np.float32)
        if not positions:
            return Tagging((), chances)
        scores = self._scores(words, spans, positions)
        cut = stretches(positions, len(words))
        each = marginals(scores, self.weights.transitions, 0, cut)
        chances[positions] = each[:, 1::2] + each[:, 2::2]
        path = best_path(scores, self.weights.transitions, 0, cut)
        return Tagging(tuple(_names(positions, path)), chances)

    def _sum_up(self, surface: str, key: str, cue: int, cap: bool) -> Floats:
        """What a word adds to the scores of the words two before it to two after: a row for each offset."""
        rows, states = self._rows, self.weights.states
        sums = np.zeros((5, len(TAGS)), dtype=np.float32)
        for at, its in enumerate(word_attributes(surface, key, cue, cap)):
            chosen = [row for name in its if (row := rows.get(name)) is not None]
            if chosen:
                sums[at] = states[chosen].sum(axis=0)
        return sums

    def _scores(self, words: Words, spans: Sequence[Span], positions: list[int]) -> Floats:
        """The sum of the weights of each open word's attributes."""
        codes, shapes = rule_codes(words, spans), [shape(surface) for surface in words.surface]
        get, last = self._rows.get, len(self.weights.states) - 1
        # The last row is all zeros: it stands for attributes that the model doesn't know.
        chosen = [[get(name, last) for name in beside(words, codes, shapes, i)] for i in positions]
        longest = max(map(len, chosen))
        table = np.array([its + [last] * (longest - len(its)) for its in chosen], dtype=np.intp)
        scores = self.weights.states[table].sum(axis=1)
        return np.asarray(scores + self._words_around(words, positions), dtype=np.float32)

    def _words_around(self, words: Words, positions: list[int]) -> Floats:
        """What the words themselves and their neighbours add, from sums kept for each."""
        needed = sorted({j for i in positions for j in range(i - 2, i + 3) if 0 <= j < len(words)})
        sums = np.zeros((len(words) + 4, 5, len(TAGS)), dtype=np.float32)
        sums[[j + 2 for j in needed]] = [
            self._sums(words.surface[j], words.key[j], words.cue[j], words.cap[j]) for j in needed
        ]
        at = np.array(positions, dtype=np.intp)
        return np.asarray(sum(sums[at + 2 + step, step + 2] for step in range(-2, 3)), dtype=np.float32)


def _names(positions: list[int], path: NDArray[np.intp]) -> list[tuple[int, int, Kind]]:
    """The names in a path of tags. A continuation without a beginning begins."""
    found: list[tuple[int, int, Kind]] = []
    for i, tag in zip(positions, path.tolist(), strict=True):
        if tag == 0:
            continue
        kind = KINDS[(tag - 1) // 2]
        if tag % 2 == 0 and found and found[-1][1] == i and found[-1][2] is kind:
            found[-1] = (found[-1][0], i + 1, kind)
        else:
            found.append((i, i + 1, kind))
    return found


@cache
def _load(path: Path) -> tuple[Tagger | None, str]:
    try:
        return Tagger(read(path, TAGS)), ""
    except FileNotFoundError:
        return None, f"the model for names is missing ({path.name})"
    except (OSError, DamagedModel) as error:
        return None, f"the model for names can't be read ({path.name}: {error})"


def load() -> Tagger | None:
    """The tagger of the package's model, read once; None where there is none to be read."""
    return _load(MODEL)[0]


def status() -> str:
    """Empty where the model is in use, else one sentence that says why it isn't and what helps. For stderr."""
    reason = _load(MODEL)[1]
    if not reason:
        return ""
    return f"Names are found by rules alone, less well: {reason}. Install siaran anew, or train the model again."


def version() -> str:
    """What the model adds to the fingerprint: its digest, or that there is none."""
    tagger = load()
    return tagger.weights.digest if tagger is not None else "none"
