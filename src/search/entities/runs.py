"""Where a run of capitalised words of no known kind begins and ends."""

from __future__ import annotations

from .gazetteers import is_common, is_root, names
from .lexicon import DIRECTIONS, NAME_STARTS, Cue
from .spans import BREAKS, match_place
from .traits import is_whole
from .words import Words


def run_stops(words: Words, j: int, *, title: bool) -> bool:
    """Whether a run is over before the capitalised word `j`. `title` says that a person's title stands before it."""
    if words.acronym[j] or is_whole(words.key[j]):
        return True
    if words.key[j] in DIRECTIONS or (words.cue[j] & Cue.DEGREE and "." in words.surface[j]):
        return True
    if words.cue[j] & BREAKS:
        return not (title and words.key[j] in names())
    found = match_place(words, j)
    return found is not None and not title and words.key[j] not in names()


def is_leading(words: Words, i: int, loners: frozenset[str], *, of_office: bool) -> bool:
    """Whether a capitalised word is an ordinary one before the name: `Kunjungan Wiryawan`, `Bidang Hukum`.

    `of_office` says that an office stands before whose body has not been named.
    """
    key = words.key[i]
    if words.cue[i] & (Cue.UNIT | Cue.STOP):
        return True
    if not is_common(key):
        return False
    if key in NAME_STARTS:
        return i + 1 >= words.count or not words.cap[i + 1]
    if words.initial[i] or not is_root(key):
        return key not in loners or not is_root(key)
    # Menteri Agama X: what the office is for. Gubernur Bali X: that has been said, what comes is the name.
    return of_office and key not in names()
