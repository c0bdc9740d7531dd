"""Field lengths: exact ones for totals, and Whoosh's one-byte approximation, with which it scores."""

from __future__ import annotations

from typing import Any

import numpy as np
from whoosh.util.numeric import byte_to_length

from .arrays import Array, smallest_uint
from .layout import SegmentFileWriter
from .sections import SegmentFile

#: Length that each of Whoosh's codes stands for; the code of a length is the first that is not below it.
CODE_LENGTHS: Array = np.array([byte_to_length(code) for code in range(256)], np.int64)


def length_codes(lengths: Array) -> Array:
    """Whoosh's `length_to_byte` for an array."""
    return np.minimum(np.searchsorted(CODE_LENGTHS, lengths), 255).astype(np.uint8)


def write_lengths(writer: SegmentFileWriter, field: str, lengths: Array) -> None:
    """Write a field's length in every document (0: no such field)."""
    exact = np.asarray(lengths, np.int64)
    largest = int(exact.max()) if len(exact) else 0
    writer.add(f"lengths/{field}/exact", exact.astype(smallest_uint(largest)))
    writer.add(f"lengths/{field}/codes", length_codes(exact))
    writer.meta.setdefault("lengths", {})[field] = {"total": int(exact.sum())}


class Lengths:
    """A field's lengths by document number."""

    def __init__(self, file: SegmentFile, field: str, meta: dict[str, Any]) -> None:
        self.total: int = meta["total"]
        self._exact = file[f"lengths/{field}/exact"]
        self._codes = file[f"lengths/{field}/codes"]

    @property
    def codes(self) -> Array:
        """Whoosh's length codes (u8): `CODE_LENGTHS[code]` is the length that scores use."""
        return self._codes.array()

    @property
    def exact(self) -> Array:
        """Exact numbers of tokens."""
        return self._exact.array()
