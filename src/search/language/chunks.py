"""What stands between white space, looked at once: most of it has been met before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

LONGEST_CHUNK = 64
"""Characters up to which a chunk is kept."""


class _Known(dict[str, tuple[str, ...]]):
    def __init__(self, find: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        found = tuple(self._find(chunk))
        if len(chunk) <= LONGEST_CHUNK:
            self[chunk] = found
        return found


class Chunks:
    """Finds words in texts, where no word reaches over white space and none depends on what is beyond it.

    `most` chunks are kept with their words, about 200 bytes each; all are forgotten when there are more. Safe to use
    from several threads.
    """

    def __init__(self, find: Callable[[str], Iterable[str]], most: int = 1 << 16) -> None:
        self._find, self._most = find, most
        self._known = _Known(find)

    def words(self, text: str) -> Iterator[str]:
        """What is found in `text`, in its order."""
        return chain.from_iterable(map(self._now().__getitem__, text.split()))

    def count(self, text: str) -> int:
        """How many `words(text)` there are."""
        return sum(map(len, map(self._now().__getitem__, text.split())))

    def _now(self) -> _Known:
        known = self._known
        if len(known) > self._most:
            known = self._known = _Known(self._find)
        return known
