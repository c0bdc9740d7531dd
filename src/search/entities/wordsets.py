"""Which words of a text belong to a set, for what reads texts after the names: found by array, not word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from .vocabulary import Vocabulary
from .words import Page, Words

Places = list[tuple[int, int]]
"""Where words stand in a text: from, to (exclusive)."""


class WordSet:
    """The words that `picks` says yes to, which is asked once for each word of a vocabulary. Threads may share it."""

    def __init__(self, picks: Callable[[str], bool]) -> None:
        self._picks = picks
        self._known = 0, np.zeros(0, np.bool_)

    def within(self, texts: list[Words]) -> Iterator[Places]:
        """Where the words of this set stand in each of some texts, ascending.

        Words that stand side by side with no space or sign between are all among them: they were one, which was cut.
        """
        found: dict[int, dict[int, Places]] = {}
        for words in texts:
            page = words.page
            if id(page) not in found:
                found[id(page)] = self._of(page)
            yield found[id(page)].get(words.row, [])

    def _of(self, page: Page) -> dict[int, Places]:
        """The places in each text of a page, by the row of its first word."""
        letters = page.of("letters")
        chosen = self._flags(page.vocabulary)[page.number]
        chosen[1:] |= letters[1:] & letters[:-1] & (page.start[1:] == page.end[:-1])
        rows = np.flatnonzero(chosen)
        places = list(zip(page.start[rows].tolist(), page.end[rows].tolist(), strict=True))
        borders = page.borders.tolist()
        cuts = np.searchsorted(rows, borders).tolist()
        return {border + 1: places[first:last] for border, first, last in zip(borders, cuts, cuts[1:], strict=False)}

    def _flags(self, vocabulary: Vocabulary) -> NDArray[np.bool_]:
        """Of each word of the vocabulary, by its number, whether it is in the set."""
        serial, flags = self._known
        if serial != vocabulary.serial:
            flags = np.zeros(1, np.bool_)
        new = vocabulary.columns["surface"][len(flags) : vocabulary.count].tolist()
        if new:
            flags = np.concatenate([flags, np.fromiter(map(self._picks, new), np.bool_, len(new))])
            self._known = vocabulary.serial, flags
        return flags
