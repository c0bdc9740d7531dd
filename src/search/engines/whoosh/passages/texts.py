"""Ascending texts, looked up as the codec's own are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from ..codec.arrays import Array


class Texts:
    """As many as fit in memory; each once, as bytes."""

    def __init__(self, texts: Sequence[bytes]) -> None:
        self._texts = texts

    def __len__(self) -> int:
        return len(self._texts)

    def __getitem__(self, i: int) -> bytes:
        return self._texts[i]

    def find(self, string: bytes) -> int:
        """The number of a text, -1 where it is not there."""
        at = bisect_left(self._texts, string)
        return at if at < len(self._texts) and self._texts[at] == string else -1

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """The range of those that begin so."""
        start = stop = bisect_left(self._texts, prefix)
        while stop < len(self._texts) and self._texts[stop].startswith(prefix):
            stop += 1
        return start, stop

    def slice(self, start: int, stop: int) -> list[bytes]:
        """Some of them."""
        return list(self._texts[start:stop])

    def joined(self, start: int, stop: int) -> tuple[Array, Array]:
        """Some of them end to end, and how many bytes each has."""
        some = self.slice(start, stop)
        return np.frombuffer(b"".join(some), np.uint8), np.array([*map(len, some)], np.int64)
