"""What the tagger knows of distinct words: sums of their own weights, as they are seen from their neighbours."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock

import numpy as np

from .decoding import Indices
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
        self._rows = _rows_by_offset(weights)
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
        chosen: list[list[tuple[int, ...]]] = []
        looks: list[tuple[int, ...]] = []
        row = self._row
        known = [vocabulary.columns[name][numbers >> 1].tolist() for name in ("surface", "key", "cue", "clues", "cap")]
        proven = (numbers & 1 == 0).tolist()
        for surface, key, cue, clues, capital, proves in zip(*known, proven, strict=True):
            cap = capital and proves
            its = map(self._rows.get, word_attributes(surface, key, cue, cap, clues))
            chosen.append([rows for rows in its if rows is not None])
            ends = surface == "\n"
            joins, closes = surface not in ("\n", "."), surface == ")" or surface.isdigit()
            beside = "E" if ends else key
            looks.append(
                (
                    row("rh=" + key), row(f"rc={cue}"), row("rb=" + beside), row("ra=" + beside),
                    _SHAPES[shape(surface)], Mark.JOINS * joins + Mark.CLOSES * closes + Mark.END * ends, cap,
                )
            )  # fmt: skip
        if chosen:
            longest = max(1, *map(len, chosen))
            none = [(len(self._states) - 1,) * len(_OFFSETS)] * longest
            table = np.array([its + none[len(its) :] for its in chosen], np.intp).reshape(len(chosen), longest, -1)
            new = slice(first, first + len(numbers))
            self.sums[new] = self._states[table].sum(axis=1)
            columns = (self.heads, self.cues, self.before, self.after, self.shapes, self.traits, self.caps)
            for column, values in zip(columns, zip(*looks, strict=True), strict=True):
                column[new] = values
        self._count += len(numbers)


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
