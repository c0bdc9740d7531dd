"""Spellings that are no slips: how a word was or is also written in Indonesian.

Sources: the Van Ophuijsen (1901) and Soewandi (1947) spellings and what the Ejaan yang Disempurnakan (1972) and EYD V
(2022) put in their places (oe/u, dj/j, tj/c, nj/ny, sj/sy, ch/kh, j/y); spellings of loans that the press has side by
side (f/v/p, z/s, ks/x, th/t); the vowel of Perancis and Prancis; single and double letters (terrorisme, Muhammad).
"""

from __future__ import annotations

import re
from functools import lru_cache

_PAIRS = (
    "oe:u dj:j tj:c nj:ny sj:sy ch:kh j:y i:y sh:sy "
    "ph:f f:v f:p v:p z:s z:j x:ks q:k th:t dh:d kh:h kh:k gh:g dz:z ck:k au:o ai:e ou:u ie:i"
)
_RULES: list[tuple[str, str]] = []
for _pair in _PAIRS.split():
    _old, _new = _pair.split(":")
    _RULES += [(_old, _new), (_new, _old)]

_SCHWA_LOST = re.compile(r"(?<=[bcdfgkpst])e(?=[rl][aiueo])")
_SCHWA_ADDED = re.compile(r"(?<=[bcdfgkpst])(?=[rl][aiueo])")
_DOUBLED = re.compile(r"([bcdfghjklmnpqrstvwxyz])\1")
_SINGLE = re.compile(r"(?<=[aiueo])([bcdfghjklmnpqrstvwxyz])(?=[aiueo])")

MOST = 200
"""Most spellings that are tried; few words have as many."""


@lru_cache(maxsize=1024)
def variants(word: str) -> tuple[tuple[str, int], ...]:
    """Other spellings of `word` and how many rules (1 or 2) lead there, those with fewer first.

    A rule is applied in every place where it fits or in one of them, and a second one after it. At most `MOST`.
    """
    seen = {word: 0}
    layer = [word]
    for changes in (1, 2):
        following: list[str] = []
        for spelling in layer:
            for other in _once(spelling):
                if other not in seen and len(seen) <= MOST:
                    seen[other] = changes
                    following.append(other)
        layer = following
    return tuple(seen.items())[1:]


def _once(word: str) -> list[str]:
    spellings = []
    for old, new in _RULES:
        at = word.find(old)
        if at < 0:
            continue
        spellings.append(word.replace(old, new))
        if word.find(old, at + 1) >= 0:
            while at >= 0:
                spellings.append(word[:at] + new + word[at + len(old) :])
                at = word.find(old, at + 1)
    spellings += [word[: m.start()] + word[m.end() :] for m in _SCHWA_LOST.finditer(word)]
    spellings += [word[: m.start()] + "e" + word[m.start() :] for m in _SCHWA_ADDED.finditer(word)]
    spellings += [word[: m.start()] + word[m.start() + 1 :] for m in _DOUBLED.finditer(word)]
    spellings += [word[: m.end()] + m[1] + word[m.end() :] for m in _SINGLE.finditer(word)]
    return spellings
