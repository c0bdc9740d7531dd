"""A section that grows while others are being written: kept aside, then copied into the segment file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator

import numpy as np

from .arrays import Array, buffer_of
from .layout import SegmentFileWriter

_IN_MEMORY = 1 << 22
_COPY = 1 << 20


class Spool:
    """Items appended piece by piece; beyond 4 MiB they wait in an unnamed file in `folder`."""

    def __init__(self, dtype: str | np.dtype[np.generic], folder: str | None) -> None:
        self._dtype = np.dtype(dtype)
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=folder)  # noqa: SIM115
        self.count = 0

    def append(self, items: Array | bytes) -> None:
        """Add items, converted to the spool's type."""
        data = items if isinstance(items, bytes) else np.ascontiguousarray(items, self._dtype).tobytes()
        self._file.write(data)
        self.count += len(data) // self._dtype.itemsize

    def pieces(self) -> Iterator[Array]:
        """What was gathered, in order, some 1 MiB at a time. Append nothing afterwards."""
        self._file.seek(0)
        while piece := self._file.read(_COPY):
            yield np.frombuffer(piece, self._dtype)
        self._file.close()

    def move_to(self, writer: SegmentFileWriter, name: str) -> None:
        """Write what was gathered as section `name` and let go of it."""
        writer.begin(name, self._dtype.str)
        for piece in self.pieces():
            writer.feed(buffer_of(piece).cast("B"))
        writer.end()
