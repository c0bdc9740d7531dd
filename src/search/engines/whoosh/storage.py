"""Files of a Whoosh index made durable and checkable.

Whoosh neither syncs nor checks what it writes. Here every file that lasts is synced when it is closed, each segment
carries the sizes and checksums of its files (kept in the table of contents), and the table of contents itself ends
in a checksum, which Whoosh reads past.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile
from whoosh.index import TOC

from .damage import damaged, reading
from .layout import sync_folder

INDEX_NAME = "MAIN"
"""Whoosh's name of the index in its folder; part of every file name."""

_SEAL = struct.Struct("<4sI")
_MAGIC = b"siar"

QUICK_BYTES = 32 << 20
"""Segments up to this size are read whole and compared with their checksum when they are opened (about 20 ms at
most); of larger ones only the size is compared then, and all of it by `siaran check`."""


class DurableStorage(FileStorage):  # type: ignore[misc]
    """A folder whose files are on disk before they are named in a table of contents."""

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> StructFile:
        if name.endswith(".seg"):  # what it is put together from is removed right after
            kwargs.setdefault("onclose", _sync)
        return super().create_file(name, excl=excl, mode=mode, **kwargs)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        if newname.endswith(".toc"):
            _seal(Path(self.folder) / oldname)
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(Path(self.folder))


def _sync(file: StructFile) -> None:
    try:
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        file.raw_file().close()
        raise


def _seal(path: Path) -> None:
    content = path.read_bytes()
    with path.open("ab") as file:
        file.write(_SEAL.pack(_MAGIC, zlib.crc32(content)))
        file.flush()
        os.fsync(file.fileno())


def latest(folder: Path) -> int:
    """Number of the newest commit in a generation's folder. Raises IndexDamaged where there is none."""
    with reading(folder):
        number = int(TOC._latest_generation(FileStorage(str(folder)), INDEX_NAME))
    if number < 0:
        raise damaged(folder / f"_{INDEX_NAME}_*.toc", "is missing")
    return number


def toc_name(number: int) -> str:
    """File name of the table of contents of commit `number`."""
    return str(TOC._filename(INDEX_NAME, number))


def read_toc(folder: Path, number: int) -> TOC:
    """The table of contents of commit `number`, checked. Raises IndexDamaged."""
    path = folder / toc_name(number)
    with reading(path):
        content = path.read_bytes()
    body, seal = content[: -_SEAL.size], content[-_SEAL.size :]
    if len(seal) < _SEAL.size or _SEAL.unpack(seal) != (_MAGIC, zlib.crc32(body)):
        raise damaged(path, "is cut short or garbled")
    with reading(path):
        return TOC.read(FileStorage(str(folder)), INDEX_NAME, gen=number)


def checksum(path: Path) -> tuple[int, int]:
    """Size and CRC-32 of a file."""
    value = size = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
            size += len(block)
    return size, value


def sign_segment(folder: Path, segment: Any) -> None:
    """Note sizes and checksums of a finished segment's files in the segment."""
    prefix = f"{segment.segment_id()}."
    segment.checks = {path.name: checksum(path) for path in sorted(folder.iterdir()) if path.name.startswith(prefix)}


def verify_segment(folder: Path, segment: Any, *, whole: bool = False) -> None:
    """Compare a segment's files with what was noted. Raises IndexDamaged, naming the first that differs."""
    with reading(folder / f"{segment.segment_id()}.seg"):
        checks = sorted(segment.checks.items())
    for name, noted in checks:
        path = folder / name
        with reading(path):
            size = path.stat().st_size
            found = checksum(path) if whole or size <= QUICK_BYTES else (size, noted[1])
        if found != tuple(noted):
            raise damaged(path, "is cut short or garbled")


def remove_leftovers(folder: Path, segments: list[Any], number: int, keep: str) -> None:
    """Remove what a killed writer left: files of segments that no table names, and Whoosh's folder for sorting."""
    prefixes = tuple(f"{segment.segment_id()}." for segment in segments)
    for path in folder.iterdir():
        if path.name == toc_name(number) or path.name.startswith((keep, *prefixes)):
            continue
        if path.is_dir():
            for part in path.iterdir():
                part.unlink(missing_ok=True)
            path.rmdir()
        else:
            path.unlink(missing_ok=True)
