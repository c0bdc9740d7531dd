"""Tables of contents made durable and checkable, and what a killed writer left removed.

Whoosh neither syncs nor checks what it writes. Segments sync and check themselves (`codec`); here the table of contents
ends in a checksum, which Whoosh reads past.
"""

from __future__ import annotations

import os
import struct
import zlib
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

from . import codec
from .damage import damaged, reading

INDEX_NAME = "MAIN"
"""Whoosh's name of the index in its folder; part of every file name."""

WHOOSH_LOCK = f"{INDEX_NAME}_WRITELOCK"

_SEAL = struct.Struct("<4sI")
_MAGIC = b"siar"


class SealingStorage(codec.DurableStorage):
    """A folder whose tables of contents end in a checksum."""

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        if newname.endswith(".toc"):
            _seal(Path(self.folder) / oldname)
        super().rename_file(oldname, newname, safe=safe)


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


def remove_leftovers(folder: Path, segments: list[Any], number: int, keep: str) -> None:
    """Remove what a killed writer left: files of segments that no table names, older tables. `keep` begins the names
    of files that stay."""
    named = {toc_name(number), WHOOSH_LOCK, *(entry.filename for entry in segments)}
    for path in folder.iterdir():
        if path.name not in named and not path.name.startswith(keep) and path.is_file():
            path.unlink(missing_ok=True)
