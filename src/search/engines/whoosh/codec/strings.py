"""Byte strings in a file: one blob and the offsets into it; sorted ones are searched by bisection on the map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from .arrays import Array, gaps, smallest_uint, starts
from .layout import SegmentFileWriter
from .sections import SegmentFile
from .spool import Spool


def lengths_of(strings: Sequence[bytes]) -> Array:
    """Length of each string, in bytes."""
    return np.fromiter(map(len, strings), np.int64, len(strings))


def write_strings(writer: SegmentFileWriter, name: str, strings: Sequence[bytes]) -> None:
    """Write sections `name/data` and `name/offsets`."""
    offsets = starts(lengths_of(strings))
    writer.add(f"{name}/data", b"".join(strings))
    writer.add(f"{name}/offsets", offsets.astype(smallest_uint(max(int(offsets[-1]), 1 << 16))))


class StringsWriter:
    """As `write_strings`, for strings that come piece by piece."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder
        self._data = Spool("<u1", folder)
        self._lengths = Spool("<u4", folder)
        self.count = 0

    def append(self, strings: Sequence[bytes]) -> None:
        """Add strings behind those added before."""
        self.append_joined(b"".join(strings), lengths_of(strings))

    def append_joined(self, data: Array | bytes, lengths: Array) -> None:
        """Add strings that stand one behind another in `data`."""
        self._data.append(data)
        self._lengths.append(lengths)
        self.count += len(lengths)

    def move_to(self, writer: SegmentFileWriter, name: str) -> None:
        """Write the sections."""
        total = self._data.count
        self._data.move_to(writer, f"{name}/data")
        dtype = smallest_uint(max(total, 1 << 16))
        writer.begin(f"{name}/offsets", dtype.str)
        last = 0
        writer.feed(memoryview(np.zeros(1, dtype).tobytes()))
        for lengths in self._lengths.pieces():
            ends = np.cumsum(lengths, dtype=np.int64) + last
            last = int(ends[-1])
            writer.feed(memoryview(ends.astype(dtype).tobytes()))
        writer.end()


class Strings:
    """Byte strings by their number."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        self._data = file[f"{name}/data"]
        self._offsets = file[f"{name}/offsets"]

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @property
    def size(self) -> int:
        """Bytes of all strings."""
        return int(self._offsets.slice(len(self), len(self) + 1)[0])

    def __getitem__(self, i: int) -> bytes:
        if not 0 <= i < len(self):
            raise IndexError(i)
        start, stop = self._offsets.slice(i, i + 2).tolist()
        return self._data.slice(start, stop).tobytes()

    def slice(self, start: int, stop: int) -> list[bytes]:
        """Strings `[start, stop)`."""
        if stop <= start:
            return []
        bounds = self._offsets.slice(start, stop + 1).tolist()
        base = bounds[0]
        data = self._data.slice(base, bounds[-1]).tobytes()
        return [data[a - base : b - base] for a, b in pairwise(bounds)]

    def joined(self, start: int, stop: int) -> tuple[Array, Array]:
        """Strings `[start, stop)` as they lie in the file, with their lengths."""
        bounds = self._offsets.slice(start, stop + 1).astype(np.int64)
        return self._data.slice(int(bounds[0]), int(bounds[-1])), gaps(bounds)

    def take(self, numbers: Iterable[int]) -> list[bytes]:
        """The strings with these numbers."""
        return [self[i] for i in numbers]


class SortedStrings(Strings):
    """Distinct byte strings in ascending order."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        super().__init__(file, name)
        self._bounds: memoryview | None = None
        self._bytes: memoryview | None = None

    def _open(self) -> tuple[memoryview, memoryview]:
        """Offsets and data as memory views: a step of the bisection costs some 200 ns, no numpy scalars."""
        if self._bounds is None or self._bytes is None:
            self._bytes = self._data.view()
            self._bounds = self._offsets.view()
        return self._bounds, self._bytes

    def lower_bound(self, string: bytes) -> int:
        """Number of the first string not less than `string`; their count if there is none."""
        bounds, data = self._open()
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if bytes(data[bounds[middle] : bounds[middle + 1]]) < string:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, string: bytes) -> int:
        """Number of `string`, or -1."""
        at = self.lower_bound(string)
        bounds, data = self._open()
        if at < len(self) and data[bounds[at] : bounds[at + 1]] == string:
            return at
        return -1

    def prefixed(self, prefix: bytes) -> tuple[int, int]:
        """The range of numbers whose strings begin with `prefix`."""
        start = self.lower_bound(prefix)
        trunk = prefix.rstrip(b"\xff")
        if not trunk:
            return start, len(self)
        return start, self.lower_bound(trunk[:-1] + bytes([trunk[-1] + 1]))
