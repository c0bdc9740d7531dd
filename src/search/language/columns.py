"""The words of many texts as columns of numbers, in a third of the time that their forms would take one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .numbered import Cut, Found, Numbers
from .tokens import forms_of_chunk


class Words(NamedTuple):
    """The words of texts as numbers of forms, end to end: text `i` has `numbers[ends[i - 1]:ends[i]]`."""

    numbers: Numbers
    ends: Numbers


class Forms(Found):
    """The forms of each chunk, numbered as they are met."""

    def __init__(self, chunks: Sequence[str]) -> None:
        super().__init__(chunks)
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}

    def find(self, chunk: str) -> Iterator[int]:
        """See `Found.find`."""
        for form in forms_of_chunk(chunk):
            number = self._numbers.setdefault(form, len(self.names))
            if number == len(self.names):
                self.names.append(form)
            yield number


def columns(*cuts: Cut) -> tuple[tuple[str, ...], list[Words]]:
    """The distinct forms of texts that were cut with one table, and the words of each cut as numbers of these forms."""
    forms = cuts[0].table.found(Forms)
    found = [forms.of(cut) for cut in cuts]
    used = np.zeros(len(forms.names), np.bool_)
    for numbers, _ in found:
        used[numbers] = True
    renumbered = np.cumsum(used, dtype=np.uint32) - np.uint32(1)
    names = tuple(map(forms.names.__getitem__, np.flatnonzero(used).tolist()))
    return names, [Words(renumbered[numbers], ends) for numbers, ends in found]


def words_before(cut: Cut) -> Numbers:
    """How many words stand before each chunk of these texts, end to end; and how many there are in all."""
    counts = cut.table.found(Forms).counts(cut)
    return np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
