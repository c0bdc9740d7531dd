"""Which pairs of marks hold direct speech, and which hold titles, slogans, names of programmes and scare quotes."""

from __future__ import annotations

import re

from . import lexicon
from .clauses import Clause
from .marks import Pair
from .text import Text

FEWEST_WORDS = 4
"""Fewer words than these are speech only with a verb of saying."""
FEWEST_ALONE = 8
"""Fewer words than these, with nobody speaking before or behind them, are rather a slogan."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_ENDING = (".", ",", "!", "?", "…", ";")
_BEFORE_SPEECH = frozenset(".!?:…)”\"'’»(\n")
_LINKING = re.compile(r"[\s,:]*(?:bahwa\b)?[\s,:]*\Z")


def word_count(said: str, enough: int = FEWEST_WORDS) -> int:
    """How many words `said` has; counting stops at `enough`."""
    count = 0
    for _ in _WORD.finditer(said):
        count += 1
        if count == enough:
            break
    return count


def introduces(text: Text, clause: Clause, pair: Pair) -> bool:
    """Whether `clause` leads into the quote of `pair`: `X mengatakan, "..."`, `X berpesan kepada kami: "..."`."""
    if pair.opened - clause.end > 200:
        return False
    gap = text.lower[clause.end : pair.opened]
    if text.stops_between(clause.end, pair.opened):
        return False
    return _LINKING.match(gap) is not None or gap.rstrip().endswith(":") or gap.rstrip().endswith((" bahwa", ","))


def is_speech(text: Text, pair: Pair, introduced: Clause | None, tagged: bool, carried: bool) -> bool:
    """Whether somebody says what stands in `pair`.

    `introduced`: by which clause; `tagged`: a verb of saying follows; `carried`: somebody spoke right before.
    """
    said = text.body[pair.start : pair.end].strip()
    words = word_count(said)
    if not words:
        return False
    ended = said.endswith(_ENDING)
    before = text.lower[max(0, pair.opened - 40) : pair.opened].rstrip()
    if tagged:
        return ended or words >= FEWEST_WORDS or not _is_titled(before)
    if introduced is not None:
        marked = before.endswith((",", ":"))
        if words < FEWEST_WORDS or pair.single:
            return marked and ended
        return marked or ended or (not _is_titled(before) and not _is_title(said))
    if pair.single or words < FEWEST_WORDS:
        return False
    begins = not before or before[-1] in _BEFORE_SPEECH or text.body[pair.opened - 1] == "\n"
    if not (carried or pair.continued) and word_count(said, FEWEST_ALONE) < FEWEST_ALONE:
        return False
    return (pair.continued or ended) and begins and not said[0].islower() and not _is_titled(before)


def _is_titled(before: str) -> bool:
    words = before.rstrip(":, ").split()
    return bool(words) and words[-1].strip(".,:()") in lexicon.TITLED


def _is_title(said: str) -> bool:
    """Whether most words are capitalised, as in a title."""
    words = said.split()
    capital = sum(word[0].isupper() for word in words)
    return capital * 3 >= len(words) * 2
