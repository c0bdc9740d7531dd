"""The learned tagger: reads a text's words and says of each how likely it begins, continues or is outside a name.

At run time it is a table of weights and numpy; `train.py` makes the table. Without the file, or with a damaged one, the
rules alone are used, and `status` says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..model import Kind
from .decoding import Floats, Indices, best_path, marginals, stretches
from .emissions import Emitter, Text
from .gazetteers import DATA
from .spans import Span
from .weights import DamagedModel, Weights, read
from .words import Words

MODEL = DATA / "model.bin"
KINDS = (Kind.PERSON, Kind.ORGANIZATION, Kind.PLACE)
TAGS = ("O", *(f"{mark}-{kind.value}" for kind in KINDS for mark in "BI"))
"""Outside, and for each kind: begins, continues."""
_LEAST = 0.06
"""Mean chances are kept away from 0 and 1 by this much."""


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
        """`mean_odds` of the words `first` to `last`."""
        return tuple(mean_odds(self.chances, np.array([first]), np.array([last - first]))[:, 0].tolist())


def mean_odds(chances: Floats, begins: Indices, lengths: Indices) -> NDArray[np.float64]:
    """For each of `KINDS` and each stretch the logarithm of the odds that its words belong to such a name.

    By their mean chance, of the words that were asked; kept between bounds, so that no single mention outweighs all
    other evidence.
    """
    total, asked = np.zeros((len(KINDS), len(begins))), np.zeros(len(begins), np.intp)
    for n in range(lengths.max(initial=0)):
        longer = np.flatnonzero(lengths > n)
        its = chances[begins[longer] + n]
        known = its[:, 0] >= 0
        total[:, longer[known]] += its[known].T
        asked[longer[known]] += 1
    mean = np.clip(total / np.maximum(asked, 1), _LEAST, 1 - _LEAST)
    return np.asarray(np.log(mean / (1 - mean)))


class Tagger:
    """Applies one table of weights. Threads may share it."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._emitter = Emitter(weights)

    def tag(self, words: Words, spans: Sequence[Span]) -> Tagging:
        """Tags a text that the rules have read. Time grows linearly with the text."""
        return self.tag_all([(words, spans)])[0]

    def tag_all(self, texts: Sequence[Text]) -> list[Tagging]:
        """Tags texts that the rules have read, each as if it were alone; many at once take far less time."""
        emitted = self._emitter.emit(texts)
        positions = emitted.positions
        ends = [base + len(words) for base, (words, _) in zip(emitted.bases, texts, strict=True)]
        chances = np.full((max(ends, default=0), len(KINDS)), -1, dtype=np.float32)
        path = np.zeros(0, dtype=np.intp)
        if len(positions):
            cut = stretches(positions, emitted.begins, emitted.ends)
            each = marginals(emitted.scores, self.weights.transitions, 0, cut)
            chances[positions] = each[:, 1::2] + each[:, 2::2]
            path = best_path(emitted.scores, self.weights.transitions, 0, cut)
        inside = np.flatnonzero(path)
        places, tags = positions[inside], path[inside].tolist()
        borders = [*np.searchsorted(places, emitted.bases).tolist(), len(tags)]
        found = []
        for n, (base, end) in enumerate(zip(emitted.bases, ends, strict=True)):
            own = slice(borders[n], borders[n + 1])
            found.append(Tagging(tuple(_names((places[own] - base).tolist(), tags[own])), chances[base:end]))
        return found


def _names(positions: list[int], tags: list[int]) -> list[tuple[int, int, Kind]]:
    """The names that tags inside of names make. A continuation without a beginning begins."""
    found: list[tuple[int, int, Kind]] = []
    for i, tag in zip(positions, tags, strict=True):
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
