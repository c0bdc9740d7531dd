"""Spellings that are no slips: how a word was or is also written in Indonesian.

Sources: the Van Ophuijsen (1901) and Soewandi (1947) spellings and what the Ejaan yang Disempurnakan (1972) and EYD V
(2022) put in their places (oe/u, dj/j, tj/c, nj/ny, sj/sy, ch/kh, j/y); spellings of loans that the press has side by
side (f/v/p, z/s, ks/x, th/t); the vowel of Perancis and Prancis; single and double letters (terrorisme, Muhammad).
"""

from __future__ import annotations

import re

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

MOST = 400
"""Most spellings that are tried; a long word has that many only with three changes."""


def variants(word: str) -> list[tuple[str, int]]:
    """Other spellings of `word` and how many rules (1 or 2) lead there, those with fewer first.

    One rule is applied in every place where it fits or in one of them, and two rules after another. At most `MOST`.
    """
    seen = {word: 0}
    layer = [word]
    for changes in (1, 2):
        following: list[str] = []
        for spelling in layer:
            for other in _once(spelling):
                if other not in seen:
                    if len(seen) > MOST:
                        return list(seen.items())[1:]
                    seen[other] = changes
                    following.append(other)
        layer = following
    return list(seen.items())[1:]


def _once(word: str) -> list[str]:
    spellings = []
    for old, new in _RULES:
        if old in word:
            spellings.append(word.replace(old, new))
            if word.count(old) > 1:
                spellings += [word[: m.start()] + new + word[m.end() :] for m in re.finditer(re.escape(old), word)]
    for pattern, new in ((_SCHWA_LOST, ""), (_SCHWA_ADDED, "e"), (_DOUBLED, r"\1"), (_SINGLE, r"\1\1")):
        spellings += [word[: m.start()] + m.expand(new) + word[m.end() :] for m in pattern.finditer(word)]
    return spellings
