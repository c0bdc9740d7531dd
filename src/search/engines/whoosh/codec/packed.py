"""Small integers in few bits, decoded by table look-ups of numpy.

A value of `width` bits is split into planes: its low byte where the width is 8 or more, and the other bits, packed
2 or 4 (or 8) to a group so that no group crosses a byte. The few values that need more bits are listed apart with
their index ("patched frame of reference" with the frame fixed to 0; Zukowski et al., "Super-Scalar RAM-CPU Cache
Compression", ICDE 2006): in 16 bits, under the 65,536 values that it lies in, so that a list of exceptions is never
read as a whole. `choose_width` takes the width that needs the fewest bytes.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .arrays import Array, smallest_uint, starts
from .layout import SegmentFileWriter
from .sections import SegmentFile
from .spool import Spool

WIDTHS = (0, 2, 4, 8, 10, 12, 16)
#: An index and, mostly, a value below 256.
_EXCEPTION_BYTES = 3
#: Values whose exceptions are listed together.
_FRAME = 1 << 16


def _spread(bits: int) -> Array:
    """For every byte, its groups of `bits` bits as bytes of one integer (little-endian)."""
    byte = np.arange(256)
    groups = np.stack([(byte >> shift) & ((1 << bits) - 1) for shift in range(0, 8, bits)], axis=1)
    return groups.astype(np.uint8).view(f"<u{8 // bits}").ravel()


_SPREAD = {2: _spread(2), 4: _spread(4)}


def overflow(values: Array) -> list[int]:
    """For each of `WIDTHS`, how many of the values need more bits. Sums of these describe concatenations."""
    wide = np.asarray(values, np.uint32)
    return [int(np.count_nonzero(wide >> width)) for width in WIDTHS]


def choose_width(over: list[int], count: int) -> int:
    """The width that stores `count` values in the fewest bytes."""
    costs = [count * width / 8 + exceptions * _EXCEPTION_BYTES for width, exceptions in zip(WIDTHS, over, strict=True)]
    return WIDTHS[costs.index(min(costs))]


class PackedWriter:
    """Appends unsigned integers below 2**32 as sections `name/low`, `name/high` and, for exceptions, `name/frames`
    (where those of each 65,536 values begin), `name/where` and `name/what`."""

    def __init__(self, width: int, folder: str | None) -> None:
        self.width = width
        self.count = 0
        self._over = [0] * len(WIDTHS)
        self._bits = width if width < 8 else width - 8
        self._low = Spool("<u1", folder)
        self._high = Spool("<u1", folder)
        self._where = Spool("<u2", folder)
        self._what = Spool("<u4", folder)
        self._in_frames: list[Array] = []
        self._largest = 0
        self._rest: Array = np.zeros(0, np.uint8)

    def append(self, values: Array) -> None:
        """Add values behind those added before."""
        wide = np.asarray(values, np.uint32)
        for i, n in enumerate(overflow(wide)):
            self._over[i] += n
        big = np.flatnonzero(wide >> self.width) if self.width < 32 else np.zeros(0, np.int64)
        if len(big):
            places = big + self.count
            self._where.append(places % _FRAME)
            self._what.append(wide[big])
            self._in_frames.append(np.stack(np.unique(places // _FRAME, return_counts=True)))
            self._largest = max(self._largest, int(wide[big].max()))
        self.count += len(wide)
        if self.width >= 8:
            self._low.append(wide.astype(np.uint8))
        if self._bits:
            high = wide >> 8 if self.width >= 8 else wide
            self._append_high((high & ((1 << self._bits) - 1)).astype(np.uint8))

    def _append_high(self, groups: Array, last: bool = False) -> None:
        per = 8 // self._bits
        groups = np.concatenate((self._rest, groups)) if len(self._rest) else groups
        if last:
            groups = np.concatenate((groups, np.zeros(-len(groups) % per, np.uint8)))
        whole = len(groups) - len(groups) % per
        self._rest = groups[whole:].copy()
        table = groups[:whole].reshape(-1, per)
        out = table[:, 0].copy()
        for i in range(1, per):
            out |= table[:, i] << np.uint8(i * self._bits)
        self._high.append(out)

    def move_to(self, writer: SegmentFileWriter, name: str) -> dict[str, Any]:
        """Write the sections; the result goes into the file's meta data and opens a `Packed`."""
        if self._bits:
            self._append_high(np.zeros(0, np.uint8), last=True)
        for spool, part in ((self._low, "low"), (self._high, "high"), (self._where, "where")):
            spool.move_to(writer, f"{name}/{part}")
        self._what.move_to(writer, f"{name}/what", smallest_uint(self._largest))
        counts = np.zeros(-(-self.count // _FRAME), np.int64)
        for frames, exceptions in self._in_frames:
            counts[frames] += exceptions
        writer.add(f"{name}/frames", starts(counts).astype("<u4"))
        return {"width": self.width, "count": self.count, "over": self._over}


class Packed:
    """The integers that a `PackedWriter` wrote."""

    def __init__(self, file: SegmentFile, name: str, meta: dict[str, Any]) -> None:
        self.width: int = meta["width"]
        self.count: int = meta["count"]
        self.over: list[int] = meta["over"]
        self._bits = self.width if self.width < 8 else self.width - 8
        self._low = file[f"{name}/low"]
        self._high = file[f"{name}/high"]
        self._where = file[f"{name}/where"]
        self._what = file[f"{name}/what"]
        self._frames = file[f"{name}/frames"]
        self._exceptions = len(self._where)

    def decode(self, start: int, stop: int) -> Array:
        """Values `[start, stop)`; a view of the file where the width is 8 and all fit."""
        out = self._planes(start, stop)
        if not self._exceptions or stop <= start:
            return out
        first = self._exception(start)
        last = self._exception(stop)
        if last > first:
            what = self._what.slice(first, last)
            out = out.astype(np.promote_types(out.dtype, smallest_uint(int(what.max()))))
            out[self._places(start // _FRAME, -(-stop // _FRAME), first, last) - start] = what
        return out

    def _exception(self, index: int) -> int:
        """The number of the first exception that is not before `index`."""
        frame = index // _FRAME
        if frame + 1 >= len(self._frames):
            return self._exceptions
        first, last = map(int, self._frames.slice(frame, frame + 2))
        return first + int(self._where.slice(first, last).searchsorted(np.uint16(index % _FRAME)))

    def _places(self, first_frame: int, last_frame: int, first: int, last: int) -> Array:
        """Indices of the exceptions `[first, last)`, all of which are in these frames."""
        places = self._where.slice(first, last).astype(np.int64)
        bounds = self._frames.slice(first_frame, last_frame + 1).astype(np.int64).clip(first, last)
        places += np.repeat(np.arange(first_frame, last_frame, dtype=np.int64) * _FRAME, np.diff(bounds))
        return places

    def _planes(self, start: int, stop: int) -> Array:
        if not self.width:
            return np.zeros(stop - start, np.uint8)
        if self.width == 8:
            return self._low.slice(start, stop)
        per = 8 // self._bits
        first = start // per
        raw = self._high.slice(first, -(-stop // per))
        high = raw if per == 1 else _SPREAD[self._bits][raw].view(np.uint8)
        high = high[start - first * per : stop - first * per]
        if self.width < 8:
            return high
        return (high.astype(np.uint16) << 8) | self._low.slice(start, stop)

    def take(self, indices: Array) -> Array:
        """The values at `indices`, which must ascend."""
        if not self.width:
            out: Array = np.zeros(len(indices), np.uint32)
        elif self.width == 8:
            out = self._low.take(indices)
        else:
            per = 8 // self._bits
            groups = self._high.take(indices // per) >> (indices % per * self._bits).astype(np.uint8)
            out = groups & np.uint8((1 << self._bits) - 1)
            if self.width > 8:
                out = (out.astype(np.uint16) << 8) | self._low.take(indices)
        if not self._exceptions or not len(indices):
            return out
        lowest, highest = int(indices[0]), int(indices[-1])
        first, last = self._exception(lowest), self._exception(highest + 1)
        if last > first:
            where = self._places(lowest // _FRAME, highest // _FRAME + 1, first, last)
            at = np.searchsorted(where, indices)
            at[at == len(where)] = 0
            hit = where[at] == indices
            if hit.any():
                out = out.astype(np.uint32)
                out[hit] = self._what.slice(first, last)[at[hit]]
        return out
