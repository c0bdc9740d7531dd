"""Texts as numbers: what stands between white space is numbered where it is first met, so that whatever is found in it
is looked up in arrays, for many texts at once.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from threading import Lock
from typing import Any, ClassVar, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from .chunks import LONGEST_CHUNK

MOST_CHUNKS = 1 << 16
MOST_CHARACTERS = 1 << 21
"""A table that has more is not used for further texts: with what is found in its chunks it takes some 20 MB."""

Numbers = npt.NDArray[Any]
_Kind = TypeVar("_Kind", bound="Found")


class Table(dict[str, int]):
    """Chunks and their numbers. An endless one has another number each time, so that it is not kept as a key.

    Safe to use from several threads.
    """

    def __init__(self) -> None:
        super().__init__()
        self.chunks: list[str] = []
        self._characters = 0
        self._found: dict[type[Found], Any] = {}
        self._lock = Lock()

    def __missing__(self, chunk: str) -> int:
        with self._lock:
            number = self.get(chunk)
            if number is None:
                number = len(self.chunks)
                self.chunks.append(chunk)
                self._characters += len(chunk)
                if len(chunk) <= LONGEST_CHUNK:
                    self[chunk] = number
            return number

    @property
    def full(self) -> bool:
        """Whether it is time for another one."""
        return len(self.chunks) > MOST_CHUNKS or self._characters > MOST_CHARACTERS

    def found(self, kind: type[_Kind]) -> _Kind:
        """What has been found in its chunks by `kind`, which is made at the first need."""
        with self._lock:
            if kind not in self._found:
                self._found[kind] = kind(self.chunks)
            made: _Kind = self._found[kind]
            return made


class Cut(NamedTuple):
    """Texts as the numbers of their chunks, end to end: text `i` has `numbers[ends[i - 1]:ends[i]]`."""

    table: Table
    numbers: Numbers
    ends: Numbers


_current = Table()


def cut(texts: Iterable[str], table: Table | None = None) -> Cut:
    """Texts as numbers; in the given table, or in that of most others."""
    global _current  # noqa: PLW0603 - a cache, replaced as a whole so that threads may share it
    if table is None:
        if _current.full:
            _current = Table()
        table = _current
    numbers: list[int] = []
    ends: list[int] = []
    for text in texts:
        numbers += map(table.__getitem__, text.split())
        ends.append(len(numbers))
    return Cut(table, np.array(numbers, np.int64), np.array(ends, np.int64))


class Found(ABC):
    """What is found in each chunk of a table: some numbers, where nothing depends on what is beyond its white space."""

    dtype: ClassVar[type[np.generic]] = np.uint32

    def __init__(self, chunks: Sequence[str]) -> None:
        """`chunks` may grow."""
        self._chunks = chunks
        self._values = np.zeros(0, self.dtype)
        self._starts = np.zeros(1, np.int64)
        self._growing = Lock()

    @abstractmethod
    def find(self, chunk: str) -> Iterable[int]:
        """The numbers that are found in a chunk. It is never asked twice at a time."""

    def counts(self, cut: Cut) -> Numbers:
        """How many are found in each chunk of these texts."""
        starts, _ = self._grown()
        counts: Numbers = starts[cut.numbers + 1] - starts[cut.numbers]
        return counts

    def of(self, cut: Cut) -> tuple[Numbers, Numbers]:
        """What is found in these texts, end to end, and where that of each text ends."""
        starts, values = self._grown()
        begins = starts[cut.numbers]
        counts = starts[cut.numbers + 1] - begins
        totals = np.concatenate(([0], np.cumsum(counts)))
        places = np.arange(totals[-1]) + np.repeat(begins - totals[:-1], counts)
        return values[places], totals[cut.ends]

    def _grown(self) -> tuple[Numbers, Numbers]:
        """Where the numbers of each chunk begin, and all numbers, those of the newest chunks too."""
        with self._growing:
            known, now = len(self._starts) - 1, len(self._chunks)
            if known < now:
                new = [tuple(self.find(chunk)) for chunk in self._chunks[known:now]]
                ends = self._starts[-1] + np.cumsum([len(some) for some in new])
                flat = np.array([number for some in new for number in some], self.dtype)
                self._starts = np.concatenate((self._starts, ends))
                self._values = np.concatenate((self._values, flat))
            return self._starts, self._values
