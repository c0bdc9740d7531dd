"""What the tagger knows of distinct words: sums of their own weights, as they are seen from their neighbours."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from threading import Lock

import numpy as np

from .decoding import Floats, Indices
from .features import REACH, SHAPES, reach, shape, word_attributes
from .vocabulary import Numbers, Vocabulary
from .weights import Weights
from .words import Words

MOST_WORDS = 1 << 15
"""Words that are kept, 230 bytes each and their attributes; all are forgotten when there are more."""

_OFFSETS = range(-REACH, REACH + 1)
_SHAPES = {name: n for n, name in enumerate(SHAPES)}


class Mark:
    """Flags of a word: may stand between two capitals, may stand behind one, ends a line or text, is beyond it."""

    JOINS, CLOSES, END, BEYOND = 1, 2, 4, 8


class WordTable:
    """The rows of distinct words, by `Words.number`. Row 0 stands for what is beyond the ends of a text.

    `sums` has for each word what it adds to the scores of the words two before it to two after; `heads`, `cues`,
    `before` and `after` the rows of weights for a run that begins with it, or stands beside it. Arrays grow by being
    replaced; what was looked up in `rows_of` is in all that are read after it.
    """

    def __init__(self, weights: Weights, row: Callable[[str], int]) -> None:
        none, size = len(weights.states) - 1, 1 << 10
        self._states, self._row, self._lock = weights.states, row, Lock()
        by_attribute = _rows_by_offset(weights)
        self._offsets = np.array([(none,) * len(_OFFSETS), *by_attribute.values()], np.intp)
        self._known = {attribute: n for n, attribute in enumerate(by_attribute, 1)}.get
        self._rows_by_number: dict[int, Indices] = {}
        self._count = 1
        self.sums = np.zeros((size, len(_OFFSETS), weights.states.shape[1]), np.float32)
        self.heads, self.cues, self.before, self.after = (np.full(size, none) for _ in range(4))
        self.shapes = np.full(size, SHAPES.index("E"))
        self.traits = np.full(size, Mark.END | Mark.BEYOND, np.uint8)
        self.caps = np.zeros(size, np.bool_)
        self.before[0], self.after[0] = row("rb=E"), row("ra=E")

    def __len__(self) -> int:
        return self._count - 1

    def rows_of(self, *texts: Words) -> Indices:
        """The row of each word of texts read with one vocabulary, one text behind the other; new words get one."""
        vocabulary, numbers = texts[0].page.vocabulary, np.concatenate([words.number for words in texts])
        rows = self._rows_by_number.get(vocabulary.serial)
        if rows is None or numbers.max(initial=0) >= len(rows) or not (found := rows[numbers]).all():
            with self._lock:
                rows = self._rows_by_number[vocabulary.serial] = self._with_rows(vocabulary, numbers)
            found = rows[numbers]
        return np.asarray(found)

    def _with_rows(self, vocabulary: Vocabulary, numbers: Numbers) -> Indices:
        """The rows by number of the vocabulary, with all of these words in it."""
        rows = self._rows_by_number.get(vocabulary.serial, np.zeros(1 << 12, np.intp))
        if (most := numbers.max(initial=0)) >= len(rows):
            rows = np.concatenate([rows, np.zeros(most + 1, np.intp)])
        new = np.unique(numbers[rows[numbers] == 0])
        first = self._count
        self._add(vocabulary, new)  # before any thread is told where they are
        rows[new] = np.arange(first, self._count)
        return rows

    def _add(self, vocabulary: Vocabulary, numbers: Numbers) -> None:
        """Gives rows to the words of these numbers (`Words.number`)."""
        first = self._count
        while first + len(numbers) > len(self.caps):
            for name in ("sums", "heads", "cues", "before", "after", "shapes", "traits", "caps"):
                array = getattr(self, name)
                setattr(self, name, np.concatenate([array, np.zeros_like(array)]))
        if len(numbers):
            new = slice(first, first + len(numbers))
            surfaces, keys, cues, clues, capitals = [
                vocabulary.columns[name][numbers >> 1].tolist() for name in ("surface", "key", "cue", "clues", "cap")
            ]
            self.caps[new] = caps = np.array(capitals, np.bool_) & (numbers & 1 == 0)
            attributes = map(word_attributes, surfaces, keys, cues, caps.tolist(), clues)
            self.sums[new] = self._sums([[*filter(None, map(self._known, its))] for its in attributes])
            beside = ["E" if surface == "\n" else key for surface, key in zip(surfaces, keys, strict=True)]
            for column, sign, values in (
                (self.heads, "rh=", keys), (self.cues, "rc=", map(str, cues)),
                (self.before, "rb=", beside), (self.after, "ra=", beside),
            ):  # fmt: skip
                column[new] = [self._row(sign + value) for value in values]
            self.shapes[new] = [_SHAPES[shape(surface)] for surface in surfaces]
            self.traits[new] = list(map(_mark, surfaces))
        self._count += len(numbers)

    def _sums(self, attributes: list[list[int]]) -> Floats:
        """What words add to the scores of the words around them, by the numbers of their attributes, in order."""
        counts = np.array([len(its) for its in attributes])
        table = np.zeros((len(attributes), counts.max()), np.intp)
        table[np.arange(table.shape[1]) < counts[:, None]] = list(chain.from_iterable(attributes))
        return np.asarray(self._states[self._offsets[table]].sum(axis=1), np.float32)


def _mark(surface: str) -> int:
    """The flags of a word (`Mark`)."""
    joins, closes = surface not in ("\n", "."), surface == ")" or surface.isdigit()
    return Mark.JOINS * joins + Mark.CLOSES * closes + Mark.END * (surface == "\n")


def _rows_by_offset(weights: Weights) -> dict[str, tuple[int, ...]]:
    """For each attribute of a word its rows as it is seen from two words after it to two before."""
    none = len(weights.states) - 1
    found: dict[str, list[int]] = {}
    for n, at in enumerate(_OFFSETS):
        for name, row in weights.rows.items():
            attribute = name.removeprefix(str(at))
            if attribute != name and reach(attribute) >= abs(at):
                found.setdefault(attribute, [none] * len(_OFFSETS))[n] = row
    return {attribute: tuple(rows) for attribute, rows in found.items()}
