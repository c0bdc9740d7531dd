"""The segment file: a header, sections, the checksums of the sections, and a table that names them.

    offset 0     header, 48 bytes: magic, version, table length and offset, file size, checksums (see `HEADER`)
    then         sections, each aligned to 8 bytes, little-endian arrays
                 checksums: a CRC-32 for each 16 KiB of each section
                 table: JSON {"meta": {...}, "sections": {name: [offset, bytes, dtype, first checksum]},
                 "checksums": [offset, count, CRC-32 of the checksums]}

A file grows by appending sections and a new table and rewriting the header last; it never changes in place.
"""

from __future__ import annotations

import json
import struct
import zlib
from typing import Any, BinaryIO

import numpy as np

from .arrays import Array, buffer_of
from .errors import SegmentDamaged

#: As in PNG: the high bit shows 7-bit transfers, CR LF shows translated line ends.
MAGIC = b"\x93NPSEG\r\n"
VERSION = 3
#: Bytes of a section under one checksum. Reading one posting list checks only the chunks that it lies in.
CHUNK = 1 << 14
#: magic, version, table length, table offset, file size, CRC-32 of the table, CRC-32 of the header so far.
HEADER = struct.Struct("<8sIIQQQI4x")


def pack_header(table: bytes, offset: int, size: int) -> bytes:
    """The header for a file of `size` bytes whose table stands at `offset`."""
    fields = (MAGIC, VERSION, len(table), offset, size, zlib.crc32(table))
    return HEADER.pack(*fields, zlib.crc32(HEADER.pack(*fields, 0)))


def read_table(buffer: memoryview, name: str) -> dict[str, Any]:
    """Check header and table of the file in `buffer` and return the table; `SegmentDamaged` names the fault."""
    if len(buffer) < HEADER.size:
        raise SegmentDamaged(name, "header", f"the file has {len(buffer)} bytes, fewer than a header")
    *fields, crc = HEADER.unpack_from(buffer)
    magic, version, length, offset, size, table_crc = fields
    if magic != MAGIC:
        raise SegmentDamaged(name, "header", "it does not begin like a segment file")
    if zlib.crc32(HEADER.pack(*fields, 0)) != crc:
        raise SegmentDamaged(name, "header", "its checksum differs")
    if version != VERSION:
        raise SegmentDamaged(name, "header", f"format version {version}, this code reads {VERSION}")
    if size != len(buffer):
        raise SegmentDamaged(name, "header", f"the file has {len(buffer)} bytes, its header says {size}")
    text = bytes(buffer[offset : offset + length])
    if len(text) != length or zlib.crc32(text) != table_crc:
        raise SegmentDamaged(name, "table", "its checksum differs")
    table: dict[str, Any] = json.loads(text)
    return table


class SegmentFileWriter:
    """Writes sections one after another, then `finish` makes the file valid.

    `meta` is any JSON value tree; it may be filled until `finish`. The caller opens, syncs and closes `file`.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.meta: dict[str, Any] = {}
        self._sections: dict[str, list[Any]] = {}
        self._crcs: list[int] = []
        self._at = HEADER.size
        file.write(bytes(HEADER.size))

    @classmethod
    def append_to(cls, file: BinaryIO, buffer: memoryview, name: str) -> SegmentFileWriter:
        """A writer that adds sections to a finished file, which `buffer` maps and `file` has open for writing."""
        table = read_table(buffer, name)
        writer = cls.__new__(cls)
        writer._file = file
        writer.meta = table["meta"]
        writer._sections = table["sections"]
        offset, count, _ = table["checksums"]
        writer._crcs = np.frombuffer(buffer, "<u4", count, offset).tolist()
        writer._at = file.seek(0, 2)
        return writer

    def add(self, name: str, data: Array | bytes) -> None:
        """Write one whole section; bytes are an array of u8."""
        array = np.frombuffer(data, np.uint8) if isinstance(data, bytes) else data
        array = np.ascontiguousarray(array, array.dtype.newbyteorder("<"))
        self.begin(name, array.dtype.str)
        self.feed(buffer_of(array).cast("B") if array.size else memoryview(b""))
        self.end()

    def begin(self, name: str, dtype: str) -> None:
        """Start a section that `feed` fills and `end` ends."""
        if name in self._sections:
            raise ValueError(f"section {name!r} is written twice")
        self._pad()
        self._sections[name] = [self._at, 0, dtype, len(self._crcs)]
        self._open, self._crc, self._fill = name, 0, 0

    def feed(self, data: memoryview) -> None:
        """Append bytes to the section that is open."""
        at = 0
        while at < len(data):
            piece = data[at : at + CHUNK - self._fill]
            self._crc = zlib.crc32(piece, self._crc)
            self._fill += len(piece)
            at += len(piece)
            if self._fill == CHUNK:
                self._crcs.append(self._crc)
                self._crc = self._fill = 0
        self._file.write(data)
        self._at += len(data)
        self._sections[self._open][1] += len(data)

    def end(self) -> None:
        """End the section that is open."""
        if self._fill:
            self._crcs.append(self._crc)

    def finish(self) -> None:
        """Write checksums, table and header. Add nothing afterwards."""
        self._pad()
        crcs = np.asarray(self._crcs, "<u4").tobytes()
        place = [self._at, len(self._crcs), zlib.crc32(crcs)]
        table = json.dumps({"meta": self.meta, "sections": self._sections, "checksums": place}).encode()
        offset = self._at + len(crcs)
        self._file.write(crcs + table)
        self._file.seek(0)
        self._file.write(pack_header(table, offset, offset + len(table)))
        self._file.flush()

    def _pad(self) -> None:
        gap = -self._at % 8
        self._file.write(bytes(gap))
        self._at += gap
