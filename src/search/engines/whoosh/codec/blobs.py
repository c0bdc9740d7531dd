"""Stored values: one byte string, text or Python object a document, each of which opens by itself.

A blob begins with a tag byte: its kind in the two low bits, above them 0 for plain bytes, else 1 + the number of
the dictionary with which it was compressed (Zstandard, RFC 8878). News of 2.5 KB take 0.35 of their size with a
dictionary of 110 KB that was trained on their neighbours, are compressed in 15 microseconds and open in 6; deflate,
which looks back on no more than 32 KB, came to 0.40, 100 and 13. An empty blob is no value.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import zstandard

from .arrays import Array
from .errors import SegmentDamaged
from .layout import SegmentFileWriter
from .sections import SegmentFile
from .strings import Strings, StringsWriter, write_strings

_BYTES, _TEXT, _PICKLE = 0, 1, 2
#: A tag has room for 63 dictionaries; a merge that would need more compresses anew.
MAX_DICTIONARIES = 63
LEVEL = 3
"""Zstandard's own default. Higher ones take twice as long, and with a dictionary save nothing."""
_WORTH_COMPRESSING = 128
#: Bytes of values that wait until a dictionary is chosen, and of those that it is trained on.
_WAITING, _SAMPLE = 1 << 21, 1 << 19
#: Zstandard's own default for a dictionary.
_DICTIONARY = 110 << 10
#: A dictionary is at most this part of the values that waited, so that it repays its room.
_PART = 16
#: The same for one that is there already.
_REPAID = 8
_LEAST_DICTIONARY = 1 << 12
#: Blobs are worth a new dictionary that are so many times as large as theirs.
_OUTGROWN = 64


def _encode(value: Any) -> tuple[int, bytes]:
    if isinstance(value, str):
        try:
            return _TEXT, value.encode()
        except UnicodeEncodeError:  # lone surrogates
            return _PICKLE, pickle.dumps(value, 4)
    if isinstance(value, bytes):
        return _BYTES, value
    return _PICKLE, pickle.dumps(value, 4)


def _dictionary(values: Sequence[bytes]) -> bytes:
    """Trained on values from all over; none where they are too few, or too much alike, to repay one."""
    total = sum(map(len, values))
    size = min(_DICTIONARY, total // _PART)
    if size < _LEAST_DICTIONARY:
        return b""
    try:
        return zstandard.train_dictionary(size, list(values[:: max(1, total // _SAMPLE)])).as_bytes()
    except zstandard.ZstdError:
        return b""


def outgrown(dictionaries: Iterable[bytes], size: int) -> bool:
    """Whether blobs of `size` bytes would be far smaller with another dictionary: theirs were made for fewer.

    An archive that grows by some releases a day begins without any. Values are compressed anew thrice at most.
    """
    known = sum(map(len, dictionaries))
    return known < _DICTIONARY // 2 and size > _OUTGROWN * max(known, _LEAST_DICTIONARY // 8)


def fitting(dictionaries: Sequence[bytes], values: Iterable[Any]) -> Sequence[bytes]:
    """Those of a neighbour, if they serve these values as well as one of their own would; else none.

    To train one takes as long as to compress a thousand values.
    """
    size = sum(len(value) for value in values if isinstance(value, (str, bytes)))
    repaid = sum(map(len, dictionaries)) * _REPAID <= size
    return dictionaries if repaid and not outgrown(dictionaries, size) else ()


class BlobWriter:
    """Appends values document by document; `None` is no value."""

    def __init__(self, folder: str | None, level: int = LEVEL, dictionaries: Iterable[bytes] = ()) -> None:
        self._blobs = StringsWriter(folder)
        self._level = level
        self._dictionaries = list(dictionaries)
        self._waiting: list[tuple[int, bytes] | None] | None = None if self._dictionaries else []
        self._weight = 0
        self._compressor: zstandard.ZstdCompressor | None = None

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
        if self._weight >= _WAITING:
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
        self._dictionaries = [_dictionary([encoded[1] for encoded in waiting if encoded])] if self._level else [b""]
        self._blobs.append([self._pack(encoded) for encoded in waiting])

    def _pack(self, encoded: tuple[int, bytes] | None) -> bytes:
        if encoded is None:
            return b""
        kind, data = encoded
        if self._level and len(data) >= _WORTH_COMPRESSING:
            if self._compressor is None:
                known = _known(self._dictionaries[0])
                self._compressor = zstandard.ZstdCompressor(self._level, known, write_dict_id=False)
            packed = self._compressor.compress(data)
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
        self._idle: list[list[zstandard.ZstdDecompressor]] = [[] for _ in self.dictionaries]

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
            return tag & 3, self._decompressed((tag >> 2) - 1, blob)
        except (zstandard.ZstdError, IndexError) as e:
            raise SegmentDamaged(*self._where, f"value of document {docnum} can't be decompressed: {e}") from e

    def _decompressed(self, number: int, blob: bytes) -> bytes:
        # One must not be used by two threads at once, and to make one takes longer than to use it.
        idle = self._idle[number]
        try:
            decompressor = idle.pop()
        except IndexError:
            decompressor = zstandard.ZstdDecompressor(_known(self.dictionaries[number]))
        data = decompressor.decompress(memoryview(blob)[1:])
        idle.append(decompressor)
        return data


def _known(dictionary: bytes) -> zstandard.ZstdCompressionDict | None:
    """A dictionary to work with; an empty one is none."""
    if not dictionary:
        return None
    return zstandard.ZstdCompressionDict(dictionary, zstandard.DICT_TYPE_FULLDICT)


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
