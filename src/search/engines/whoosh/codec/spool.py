"""A section that grows while others are being written: kept aside, then copied into the segment file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO, Any

import numpy as np

from .arrays import Array, buffer_of
from .layout import SegmentFileWriter

_IN_MEMORY = 1 << 22
_COPY = 1 << 20


class Spool:
    """Items appended piece by piece; beyond 4 MiB they wait in an unnamed file in `folder`."""

    def __init__(self, dtype: str | np.dtype[Any], folder: str | None) -> None:
        self._dtype = np.dtype(dtype)
        self._folder = folder
        self._pieces: list[bytes] = []
        self._waiting = 0
        self._file: IO[bytes] | None = None
        self.count = 0

    def __del__(self) -> None:
        # A writer that fails leaves its spools behind; their files have no name and go with them.
        if self._file is not None:
            self._file.close()

    def append(self, items: Array | bytes) -> None:
        """Add items, converted to the spool's type."""
        data = items if isinstance(items, bytes) else np.ascontiguousarray(items, self._dtype).tobytes()
        self._pieces.append(data)
        self._waiting += len(data)
        self.count += len(data) // self._dtype.itemsize
        if self._waiting > _IN_MEMORY:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115 - lives as long as the spool
            self._file.writelines(self._pieces)
            self._pieces = []
            self._waiting = 0

    def pieces(self) -> Iterator[Array]:
        """What was gathered, in order, some 1 MiB or more at a time. Append nothing afterwards."""
        if self._file is not None:
            self._file.seek(0)
            while piece := self._file.read(_COPY):
                yield np.frombuffer(piece, self._dtype)
            self._file.close()
        if rest := b"".join(self._pieces):
            yield np.frombuffer(rest, self._dtype)
        self._pieces = []

    def move_to(self, writer: SegmentFileWriter, name: str, dtype: np.dtype[Any] | None = None) -> None:
        """Write what was gathered as section `name`, as items of `dtype` where that is given, and let go of it."""
        narrow = dtype or self._dtype
        writer.begin(name, narrow.str)
        for piece in self.pieces():
            writer.feed(buffer_of(piece.astype(narrow, copy=False)).cast("B"))
        writer.end()
