"""How likely a slip is: the typing half of the noisy channel.

M. Kernighan, K. Church, W. Gale, "A spelling correction program based on a noisy channel model", COLING 1990: the
word meant is the one for which (how often it is written) x (how easily it becomes what was typed) is greatest. A
letter left out, or two swapped, can happen in one way; a wrong letter or one too many in 25, of which the letter's
neighbours on the keyboard, the letter before it and other vowels are the likely ones. So a candidate that explains
the typed word by a lost letter is worth several that need a particular wrong one.
"""

from __future__ import annotations

from itertools import pairwise
from math import log

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aiueo")


def _neighbours() -> frozenset[tuple[str, str]]:
    places = {letter: (x + y / 2, y) for y, row in enumerate(_ROWS) for x, letter in enumerate(row)}
    return frozenset(
        (a, b)
        for a, (x, y) in places.items()
        for b, (u, v) in places.items()
        if a != b and abs(x - u) <= 1 and abs(y - v) <= 1
    )


_NEIGHBOURS = _neighbours()

ONE_WAY = 0.0
LIKELY = log(12)
UNLIKELY = log(25)
FIRST = log(4 / 3)
"""Costs in nats: of an edit that can go one way only, of a likely letter, of any other; and what the first letter
adds, which people seldom get wrong (E. Pollock, A. Zamora, CACM 27 (1984))."""


def cost(typed: str, meant: str) -> float:
    """Cost in nats of typing `typed` for `meant`, which is one edit away. 0 is the likeliest."""
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    first = FIRST if start == 0 else 0.0
    if len(typed) < len(meant):
        return first
    if len(typed) > len(meant):
        return first + _inserted(typed, start)
    if typed[start + 1 : start + 2] == meant[start : start + 1] and typed[start] == meant[start + 1 : start + 2]:
        return first + ONE_WAY
    return first + (LIKELY if _close(typed[start], meant[start]) else UNLIKELY)


def _inserted(typed: str, at: int) -> float:
    around = typed[max(0, at - 1) : at + 2]
    return LIKELY if any(a == b or (a, b) in _NEIGHBOURS for a, b in pairwise(around)) else UNLIKELY


def _close(a: str, b: str) -> bool:
    return (a, b) in _NEIGHBOURS or (a in _VOWELS and b in _VOWELS)
