"""The distinct words that were met, as columns: what a word is wherever it stands (traits.py), looked up by its number.

A text is cut at its spaces; what stands between two, a chunk, has nearly always been met before, and is then the bytes
of its words' numbers. So the words of many texts are one join of bytes, and each of their properties one indexed look
at a column.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Sequence
from itertools import count
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .traits import LONGEST_WORD, Traits, surfaces, traits_of

Numbers = NDArray[np.int32]
_MOST_CHUNKS = 1 << 16
"""Chunks that are kept, with the columns of their words some 20 MB. All are forgotten when there are more."""
_OTHER_SPACE = re.compile(r"[^\S\n ]")
_SPACE = bytes(4)
_serials = count(1)

_OBJECTS = ("surface", "key")
_WIDTHS = {
    "size": np.int32, "cue": np.int16, "cap": np.bool_, "acronym": np.bool_, "medium": np.bool_, "is_word": np.bool_,
    "then": np.int8, "letters": np.bool_, "upper": np.bool_, "loud": np.bool_, "opens": np.bool_, "idle": np.int8,
    "common": np.bool_, "source": np.bool_, "speech": np.int8, "joins": np.bool_, "line": np.bool_,
    "clues": np.int64, "plain": np.bool_,
}  # fmt: skip


class Vocabulary(dict[str, bytes]):
    """Chunks, looked at at the first need, as the numbers of their words (int32), each piece with a 0 behind it.

    The piece is a chunk, or what stands between two other white spaces in one: so 0 stands for one character of space.
    `surface`, `key`, `size` and so on are the columns of `Traits`; number 0 is a space everywhere. `serial` tells one
    vocabulary from another. Safe to use from several threads: columns grow by being replaced, and hold all words of
    the chunks that were looked up before.
    """

    def __init__(self) -> None:
        super().__init__()
        self.serial = next(_serials)
        self._numbers: dict[str, int] = {}
        self._lock = Lock()
        self._count = 1
        self._new: list[tuple[Any, ...]] = []
        size = 1 << 10
        self.columns: dict[str, NDArray[Any]] = {name: np.full(size, "", object) for name in _OBJECTS}
        self.columns |= {name: np.zeros(size, width) for name, width in _WIDTHS.items()}
        for name in ("size", "then", "line"):  # of number 0
            self.columns[name][0] = 1

    def __missing__(self, chunk: str) -> bytes:
        with self._lock:
            found = b"".join(self._piece(piece) for piece in _OTHER_SPACE.split(chunk))
        if len(chunk) <= LONGEST_WORD:
            self[chunk] = found
        return found

    def _piece(self, piece: str) -> bytes:
        return array("i", map(self._number, surfaces(piece))).tobytes() + _SPACE

    def _number(self, surface: str) -> int:
        number = self._numbers.get(surface)
        if number is None:
            number = self._count + len(self._new)
            self._new.append((surface, len(surface), *traits_of(surface)))
            if len(surface) <= LONGEST_WORD:
                self._numbers[surface] = number
        return number

    def _file(self) -> None:
        """Puts the words that were met since into the columns."""
        with self._lock:
            if not self._new:
                return
            columns, end = self.columns, self._count + len(self._new)
            if end > len(columns["size"]):
                columns = {name: np.concatenate([its, np.zeros(end, its.dtype)]) for name, its in columns.items()}
            for name, values in zip(("surface", "size", *Traits._fields), zip(*self._new, strict=True), strict=True):
                columns[name][self._count : end] = values
            self.columns, self._count, self._new = columns, end, []

    @property
    def count(self) -> int:
        """How many words have a number in `columns`; it is the next one's."""
        return self._count

    @property
    def full(self) -> bool:
        """Whether it is time for a new one: it has more chunks, or words (of chunks not kept, too), than are kept."""
        return max(len(self), self._count) > _MOST_CHUNKS

    def number_of(self, surface: str) -> int:
        """The number of a word; -1 if it has none."""
        return self._numbers.get(surface, -1)

    def numbers(self, texts: Iterable[str]) -> tuple[Numbers, Sequence[int]]:
        """The numbers of the texts' words, 0 for each space and for the end of each text; and how many each has."""
        found = [b"".join(map(self.__getitem__, text.split(" "))) for text in texts]
        self._file()
        return np.frombuffer(b"".join(found), np.int32), [len(its) // 4 for its in found]


_current = Vocabulary()


def current() -> Vocabulary:
    """The vocabulary that is kept. Some texts may be read with the same object, not a whole run's."""
    global _current  # noqa: PLW0603 - a cache of its module, replaced as a whole so that threads may share it
    if _current.full:
        _current = Vocabulary()
    return _current
