"""What the words of many texts score for each tag: the sums of their attributes' weights, by array.

`features.py` says which attributes a word has, as strings. Here they are rows of the model's table, found once for each
distinct word, code and outline, so that a text costs no strings: what depends on a word's place (its neighbours, the
run that it stands in) is gathered by index. Weights are added in the order of `features`, so that a sum is the same to
the last bit, whatever is read beside a text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from .decoding import Flags, Floats, Indices
from .features import NO_CODE, REACH, RUN, SHAPES, rule_codes
from .spans import Span, is_source
from .weights import Weights
from .words import Words
from .wordtable import MOST_WORDS, Mark, WordTable

Text = tuple[Words, Sequence[Span]]
"""A text that the rules have read."""
_NO_CODE, _END_CODE = 0, 1
_SIDES = ("S", "T", "U")
"""Outlines of three words: around a word, before it, behind it."""


@dataclass(frozen=True, slots=True)
class Emissions:
    """Scores of the open words of several texts, one text after another.

    `positions` counts words through all texts, with room between them; `bases` says where each text begins. `begins`
    and `ends` say which open words do so with their text.
    """

    positions: Indices
    scores: Floats
    begins: Flags
    ends: Flags
    bases: list[int]


class Emitter:
    """Applies the weights of one model. Threads may share it."""

    def __init__(self, weights: Weights) -> None:
        self._states = weights.states
        self._row = row_of(weights)
        self._weights = weights
        self._words = WordTable(weights, self._row)
        self._codes = _Codes(self._row)
        row = self._row
        self._bias = row("bias")
        self._runs = np.array([[row(f"run={one},{two}") for two in range(RUN + 1)] for one in range(RUN + 1)])
        self._outlines = [_outlines(weights, side) for side in _SIDES]
        self._init = np.array([[row("init"), row("init" + name)] for name in SHAPES])
        self._outside = [(at, row(f"{at}END")) for at in range(-REACH, REACH + 1) if at]

    def emit(self, texts: Sequence[Text]) -> Emissions:
        """The scores of the open words of all texts. Time grows linearly with the texts."""
        table = self._words
        if len(table) > MOST_WORDS:
            table = self._words = WordTable(self._weights, self._row)
        base, bases = REACH, []
        initial = bytearray(REACH)
        coded: list[int] = []
        codes: list[int] = []
        media: list[int] = []
        for words, spans in texts:
            bases.append(base)
            for i, code in rule_codes(spans):
                coded.append(base + i)
                codes.append(self._codes[code])
            initial += words.initial
            initial += bytes(REACH)
            media += [base + i for i in words.media if is_source(words, i)]
            base += len(words) + REACH
        at_row = _rows(table, [words for words, _ in texts], base)
        cap, traits = table.caps[at_row], table.traits[at_row]
        at = np.flatnonzero(_open(cap, traits, media))
        each = np.full(base, _NO_CODE)
        each[coded] = codes
        each[traits & Mark.END != 0] = _END_CODE
        scores = self._beside(table, at_row, at, cap, each, np.frombuffer(initial, np.bool_))
        self._add_ends(scores, at, traits & Mark.BEYOND != 0)
        around = sum(table.sums[at_row[at + step], step + REACH] for step in range(-REACH, REACH + 1))
        begins, ends = (traits[at + step] & Mark.BEYOND != 0 for step in (-1, 1))
        return Emissions(at, np.asarray(scores + around, dtype=np.float32), begins, ends, bases)

    def _beside(
        self, table: WordTable, rows: Indices, at: Indices, cap: Flags, code: Indices, initial: Flags
    ) -> Floats:
        """What depends on a word's place, but for the ends of the text: `features.beside`."""
        codes, shapes = self._codes.table(), table.shapes[rows]
        back, ahead = _run(cap, at, -1), _run(cap, at, 1)
        first, last = rows[at - back], rows[at + ahead + 1]
        own = shapes[at]
        one, two, four, five = (shapes[at + step] for step in (-2, -1, 1, 2))
        here, before, after = codes[code[at], 0], codes[code[at - 1], 1], codes[code[at + 1], 2]
        columns = [
            np.full(len(at), self._bias), here[:, 0], here[:, 1], before[:, 0], before[:, 1], after[:, 0], after[:, 1],
            self._outlines[0][two, own, four], self._outlines[1][one, two, own], self._outlines[2][own, four, five],
            self._runs[back, ahead], table.heads[first], table.cues[first], table.before[rows[at - back - 1]],
            table.after[last],
        ]  # fmt: skip
        begins = np.where(initial[at][:, None], self._init[own], len(self._states) - 1)
        scores: Floats = self._states[columns[0]]
        for chosen in (*columns[1:], begins[:, 0], begins[:, 1]):
            scores += self._states.take(chosen, axis=0)
        return scores

    def _add_ends(self, scores: Floats, at: Indices, beyond: Flags) -> None:
        """Adds what the ends of a text say of the words beside them."""
        for step, row in self._outside:
            scores[beyond[at + step]] += self._states[row]


def _rows(table: WordTable, texts: Sequence[Words], size: int) -> Indices:
    """The row of each word in a page of `size`, on which what is beyond the ends of texts is between them."""
    found = np.zeros(size, np.intp)
    if texts:
        vocabularies = groupby(texts, key=lambda words: words.page.vocabulary)
        rows = [table.rows_of(*its) for _, its in vocabularies]  # nearly always of one
        counts = [len(words) for words in texts]
        beyond = np.repeat(np.arange(1, len(texts) + 1) * REACH, counts)
        found[np.arange(len(beyond)) + beyond] = np.concatenate(rows)
    return found


def row_of(weights: Weights) -> Callable[[str], int]:
    """Finds the row of an attribute; that of zeros for one that the model doesn't know."""
    rows, none = weights.rows, len(weights.states) - 1
    return lambda name: rows.get(name, none)


class _Codes(dict[str, int]):
    """Numbers of the rules' codes, and their rows: for the word itself, the one behind it, the one before it."""

    def __init__(self, row: Callable[[str], int]) -> None:
        super().__init__()
        self._row = row
        self._rows: list[list[list[int]]] = []
        self._table = np.zeros((0, 3, 2), np.intp)
        for code in (NO_CODE, "E"):
            self.__missing__(code)

    def __missing__(self, code: str) -> int:
        self._rows.append(
            [
                [self._row(f"{sign}{side}={its}") for sign, its in (("r", code), ("q", code[:3]))]
                for side in ("", "-", "+")
            ]
        )
        number = self[code] = len(self._rows) - 1
        return number

    def table(self) -> Indices:
        if len(self._table) < len(self._rows):
            self._table = np.array(self._rows)
        return self._table


def _outlines(weights: Weights, side: str) -> Indices:
    """The rows of all outlines of three words that the model knows."""
    numbers = {name: n for n, name in enumerate(SHAPES)}
    table = np.full((len(SHAPES),) * 3, len(weights.states) - 1)
    for name, row in weights.rows.items():
        sign, _, outline = name.partition("=")
        parts = outline.split("|")
        if sign == side and len(parts) == 3 and numbers.keys() >= set(parts):
            table[tuple(numbers[part] for part in parts)] = row
    return table


def _open(cap: Flags, traits: NDArray[np.uint8], media: list[int]) -> Flags:
    """`features.open_words`, for all texts."""
    before, after = np.zeros_like(cap), np.zeros_like(cap)
    before[1:] = cap[:-1]
    after[:-1] = cap[1:]
    near = before.copy()
    near[2:] |= cap[:-2]
    following = after.copy()
    following[:-2] |= cap[2:]
    near &= following
    source = np.zeros_like(cap)
    source[media] = True
    behind = np.where(before, traits & Mark.CLOSES != 0, source)
    return np.asarray(cap | np.where(near, traits & Mark.JOINS != 0, behind))


def _run(cap: Flags, at: Indices, step: int) -> Indices:
    """How many words to one side have capitals without a break, up to `RUN`."""
    count = np.zeros(len(at), np.intp)
    unbroken = np.ones(len(at), np.bool_)
    place = at
    for _ in range(RUN):
        place = place + step
        unbroken &= cap[place]
        count += unbroken
        place = np.where(unbroken, place, at)
    return count
