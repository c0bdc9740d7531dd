"""Stored values: one byte string, text or Python object a document, each of which opens by itself.

A blob begins with a tag byte: its kind in the two low bits, above them 0 for plain bytes, else 1 + the number of
the dictionary with which it was deflated. News of 3 KB deflate to 0.39 of their size with a dictionary of 8 KB drawn
from their neighbours, to 0.35 with one of 32 KB, which is all that deflate looks back on, and open in 12 microseconds
either way; an empty blob is no value.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterable
from typing import Any

import numpy as np

from .arrays import Array
from .errors import SegmentDamaged
from .layout import SegmentFileWriter
from .sections import SegmentFile
from .strings import Strings, StringsWriter, write_strings

_BYTES, _TEXT, _PICKLE = 0, 1, 2
#: A tag has room for 63 dictionaries; a merge that would need more deflates anew.
MAX_DICTIONARIES = 63
_WORTH_DEFLATING = 128
_SAMPLE = 1 << 19
_DICTIONARY = 1 << 15
#: A dictionary is at most this part of its sample.
_PART = 4
_LEAST_DICTIONARY = 1 << 13
_PIECE = 512


def _encode(value: Any) -> tuple[int, bytes]:
    if isinstance(value, str):
        try:
            return _TEXT, value.encode()
        except UnicodeEncodeError:  # lone surrogates
            return _PICKLE, pickle.dumps(value, 4)
    if isinstance(value, bytes):
        return _BYTES, value
    return _PICKLE, pickle.dumps(value, 4)


def _dictionary(sample: list[bytes]) -> bytes:
    """32 KB of evenly spread pieces of the sample; fewer of small ones, none of those that would hardly repay it."""
    joined = b"".join(sample)
    size = min(_DICTIONARY, len(joined) // _PART)
    if size < _LEAST_DICTIONARY:
        return b""
    step = len(joined) * _PIECE // size
    return b"".join(joined[at : at + _PIECE] for at in range(0, len(joined), step))[:size]


class BlobWriter:
    """Appends values document by document; `None` is no value."""

    def __init__(self, folder: str | None, level: int = 5, dictionaries: Iterable[bytes] = ()) -> None:
        self._blobs = StringsWriter(folder)
        self._level = level
        self._dictionaries = list(dictionaries)
        self._waiting: list[tuple[int, bytes] | None] | None = None if self._dictionaries else []
        self._weight = 0
        self._primed: Any = None

    @property
    def count(self) -> int:
        """How many documents have been appended."""
        return self._blobs.count + len(self._waiting or ())

    def append(self, value: Any) -> None:
        """Store the next document's value."""
        encoded = None if value is None else _encode(value)
        if self._waiting is None:
            self._blobs.append([self._pack(encoded)])
            return
        self._waiting.append(encoded)
        self._weight += len(encoded[1]) if encoded else 0
        if self._weight >= _SAMPLE:
            self._start()

    def skip(self, count: int) -> None:
        """Store no value for the next `count` documents."""
        if self._waiting is not None:
            self._waiting.extend([None] * count)
        else:
            self._blobs.append([b""] * count)

    def append_packed(self, data: Array, lengths: Array) -> None:
        """Add blobs as they lie in another file; their tags must mean this writer's dictionaries."""
        self._blobs.append_joined(data, lengths)

    def _start(self) -> None:
        """Choose the dictionary from the values that have waited, then pack them."""
        waiting, self._waiting = self._waiting or [], None
        self._dictionaries = [_dictionary([encoded[1] for encoded in waiting if encoded])]
        self._blobs.append([self._pack(encoded) for encoded in waiting])

    def _pack(self, encoded: tuple[int, bytes] | None) -> bytes:
        if encoded is None:
            return b""
        kind, data = encoded
        if self._level and len(data) >= _WORTH_DEFLATING:
            if self._primed is None:  # a copy is ready several times sooner than one that reads the dictionary
                self._primed = zlib.compressobj(self._level, zlib.DEFLATED, -15, zdict=self._dictionaries[0])
            squeeze = self._primed.copy()
            packed: bytes = squeeze.compress(data) + squeeze.flush()
            if len(packed) < len(data):
                return bytes([kind | 1 << 2]) + packed
        return bytes([kind]) + data

    def move_to(self, writer: SegmentFileWriter, name: str) -> None:
        """Write sections `name/...`."""
        if self._waiting is not None:
            self._start()
        self._blobs.move_to(writer, name)
        write_strings(writer, f"{name}/dictionaries", self._dictionaries)


class Blobs:
    """The values that a `BlobWriter` wrote, by document number."""

    def __init__(self, file: SegmentFile, name: str) -> None:
        self._where = (file.name, f"{name}/data")
        self.blobs = Strings(file, name)
        dictionaries = Strings(file, f"{name}/dictionaries")
        self.dictionaries = dictionaries.slice(0, len(dictionaries))

    def __len__(self) -> int:
        return len(self.blobs)

    def raw(self, docnum: int) -> bytes | None:
        """The value as bytes (text in UTF-8), or `None`."""
        opened = self._open(docnum)
        return None if opened is None else opened[1]

    def value(self, docnum: int) -> Any:
        """The value as it was given to the writer, or `None`."""
        opened = self._open(docnum)
        if opened is None:
            return None
        kind, data = opened
        if kind == _TEXT:
            return data.decode()
        return data if kind == _BYTES else pickle.loads(data)  # noqa: S301 - as trusted as Whoosh's own pickles

    def _open(self, docnum: int) -> tuple[int, bytes] | None:
        blob = self.blobs[docnum]
        if not blob:
            return None
        tag = blob[0]
        if tag < 4:
            return tag, blob[1:]
        try:
            stretch = zlib.decompressobj(-15, zdict=self.dictionaries[(tag >> 2) - 1])
            return tag & 3, stretch.decompress(memoryview(blob)[1:])
        except (zlib.error, IndexError) as e:
            raise SegmentDamaged(*self._where, f"value of document {docnum} can't be inflated: {e}") from e


def shifted_tags(data: Array, lengths: Array, numbers: list[int]) -> Array:
    """Blobs whose dictionary `i` has become `numbers[i]`: a copy with the tags rewritten."""
    if numbers == list(range(len(numbers))):
        return data
    table = np.arange(256, dtype=np.uint8)
    for old, new in enumerate(numbers):
        for kind in (_BYTES, _TEXT, _PICKLE):
            table[(old + 1) << 2 | kind] = (new + 1) << 2 | kind
    out = data.copy()
    first = (np.cumsum(lengths) - lengths)[lengths > 0]
    out[first] = table[out[first]]
    return out
