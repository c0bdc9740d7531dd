"""Where a run of capitalised words of no known kind begins and ends."""

from __future__ import annotations

from .clues import Clue
from .lexicon import Cue
from .spans import BREAKS, match_place
from .words import Words


def run_stops(words: Words, j: int, *, title: bool) -> bool:
    """Whether a run is over before the capitalised word `j`. `title` says that a person's title stands before it."""
    cue, look = words.cue[j], words.look[j]
    if words.acronym[j] or look & (Clue.WHOLE | Clue.DIRECTIONS) or (cue & Cue.DEGREE and "." in words.surface[j]):
        return True
    if cue & BREAKS:
        return not (title and look & Clue.NAME)
    return not (title or look & Clue.NAME) and match_place(words, j) is not None


def is_leading(words: Words, i: int, loners: frozenset[str], *, of_office: bool) -> bool:
    """Whether a capitalised word is an ordinary one before the name: `Kunjungan Wiryawan`, `Bidang Hukum`.

    `of_office` says that an office stands before whose body has not been named.
    """
    look = words.look[i]
    if words.cue[i] & (Cue.UNIT | Cue.STOP):
        return True
    if not look & Clue.COMMON:
        return False
    if look & Clue.NAME_STARTS:
        return i + 1 >= words.count or not words.cap[i + 1]
    if words.initial[i] or not look & Clue.ROOT:
        return words.key[i] not in loners or not look & Clue.ROOT
    # Menteri Agama X: what the office is for. Gubernur Bali X: that has been said, what comes is the name.
    return of_office and not look & Clue.NAME
