"""Which of some words stand in a text: asked of every text, so told without a look at each of its words in Python."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyz")
_OTHERS_APART = bytes(byte if byte in _LETTERS else 0x20 for byte in range(256))


class KnownWords:
    """Words of the letters a to z, to be looked for in lower-case texts. Raises ValueError for any other word."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word.encode(): word for word in words}
        if others := [word for run, word in self._words.items() if not run or set(run) - _LETTERS]:
            raise ValueError(f"these are not of the letters a to z alone: {others}")

    def among(self, lowered: str) -> list[str]:
        """Those that stand in `lowered` with no letter from a to z beside them, each once."""
        return [self._words[run] for run in self._words.keys() & _runs(lowered)]


@lru_cache(maxsize=1)
def _runs(lowered: str) -> frozenset[bytes]:
    """The runs of letters in a text, which is asked of one table of words after another."""
    # In UTF-8 no part of another character is a byte of a letter.
    return frozenset(lowered.encode("utf-8", "surrogatepass").translate(_OTHERS_APART).split())
