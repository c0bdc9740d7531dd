"""Read access to a segment file: sections as arrays over the map, checked where they are first touched."""

from __future__ import annotations

import zlib
from typing import Any

import numpy as np

from .arrays import Array, buffer_of, run_starts
from .errors import SegmentDamaged
from .layout import CHUNK, read_table


class Section:
    """One array of a segment file.

    Every chunk of 16 KiB is checked against its CRC-32 the first time that an access lies in it, so damaged bytes
    raise `SegmentDamaged` instead of becoming an answer. Threads may share a section: checking twice is harmless.
    """

    def __init__(self, file: str, name: str, data: memoryview, dtype: str, crcs: Array) -> None:
        self._file = file
        self._name = name
        self._data = data
        self._crcs = crcs
        self._checked = bytearray(len(crcs))
        self._all_checked = not len(crcs)
        self._raw = np.frombuffer(data, dtype)
        self._size = self._raw.dtype.itemsize

    def __len__(self) -> int:
        return len(self._raw)

    @property
    def dtype(self) -> np.dtype[Any]:
        """Type of the items."""
        return self._raw.dtype

    def check(self, start: int, stop: int) -> None:
        """Make sure that items `[start, stop)` are as they were written."""
        if self._all_checked or stop <= start:
            return
        first, last = start * self._size // CHUNK, (stop * self._size - 1) // CHUNK + 1
        at = self._checked.find(0, first, last)
        while at >= 0:
            if zlib.crc32(self._data[at * CHUNK : (at + 1) * CHUNK]) != self._crcs[at]:
                raise SegmentDamaged(self._file, self._name, f"checksum of part {at} differs")
            self._checked[at] = 1
            at = self._checked.find(0, at + 1, last)
        if first == 0 and last == len(self._checked):
            self._all_checked = True

    def slice(self, start: int, stop: int) -> Array:
        """Items `[start, stop)` without a copy."""
        self.check(start, stop)
        return self._raw[start:stop]

    def take(self, indices: Array) -> Array:
        """The items at `indices`, which must ascend; a copy."""
        if len(indices):
            self.check_at(indices)
        return self._raw[indices]

    def check_at(self, indices: Array) -> None:
        """Make sure that the items at the ascending `indices` are as they were written."""
        if self._all_checked:
            return
        per_chunk = CHUNK // self._size
        if self._checked.find(0, int(indices[0]) // per_chunk, int(indices[-1]) // per_chunk + 1) < 0:
            return
        chunks = indices // per_chunk
        for chunk in chunks[run_starts(chunks)].tolist():
            self.check(chunk * per_chunk, min(len(self._raw), (chunk + 1) * per_chunk))

    def array(self) -> Array:
        """The whole section without a copy."""
        return self.slice(0, len(self._raw))

    def view(self) -> memoryview:
        """The whole section for access item by item, faster than numpy's scalars."""
        return buffer_of(self.array())


class SegmentFile:
    """The sections of one file. Opening checks header, table and bounds; `verify` reads everything."""

    def __init__(self, buffer: memoryview, name: str) -> None:
        self.name = name
        self.nbytes = len(buffer)
        table = read_table(buffer, name)
        self.meta: dict[str, Any] = table["meta"]
        offset, count, crc = table["checksums"]
        raw = buffer[offset : offset + 4 * count]
        if len(raw) != 4 * count or zlib.crc32(raw) != crc:
            raise SegmentDamaged(name, "checksums", "their checksum differs")
        crcs = np.frombuffer(raw, "<u4")
        self._sections: dict[str, Section] = {}
        for section, (begin, length, dtype, first) in table["sections"].items():
            own = crcs[first : first + -(-length // CHUNK)]
            if begin + length > offset or len(own) != -(-length // CHUNK) or length % np.dtype(dtype).itemsize:
                raise SegmentDamaged(name, section, "its place in the file is impossible")
            self._sections[section] = Section(name, section, buffer[begin : begin + length], dtype, own)

    def __getitem__(self, section: str) -> Section:
        try:
            return self._sections[section]
        except KeyError:
            raise SegmentDamaged(self.name, section, "the file lacks this section") from None

    def __contains__(self, section: str) -> bool:
        return section in self._sections

    def names(self) -> list[str]:
        """Names of all sections."""
        return list(self._sections)

    def sizes(self) -> dict[str, int]:
        """Bytes of each section, to see what takes the space."""
        return {name: len(section) * section.dtype.itemsize for name, section in self._sections.items()}

    def verify(self) -> None:
        """Check every byte of every section, also of those checked before; `SegmentDamaged` names the first fault."""
        for section in self._sections.values():
            fresh = Section(self.name, section._name, section._data, section.dtype.str, section._crcs)
            fresh.array()
