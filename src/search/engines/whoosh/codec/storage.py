"""Files in a Whoosh storage: mapped where they lie in a folder, else as bytes; synced before they are named."""

from __future__ import annotations

import io
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

from .errors import SegmentDamaged, SegmentMissing


def folder_of(storage: Any) -> str | None:
    """The folder of a `FileStorage`; None for storages without one (RAM)."""
    return str(storage.folder) if isinstance(storage, FileStorage) else None


def map_file(storage: Any, name: str) -> memoryview:
    """The bytes of a file. A map outlives the file's removal, and processes that fork share its pages.

    Nobody may shorten a file in place while it is mapped: the operating system ends a process that reads beyond the
    end. Writers here only add files and remove them.
    """
    folder = folder_of(storage)
    if folder is None:
        if not storage.file_exists(name):
            raise SegmentMissing(name)
        with storage.open_file(name) as file:
            return memoryview(file.read())
    try:
        with (Path(folder) / name).open("rb") as file:
            if os.fstat(file.fileno()).st_size == 0:
                raise SegmentDamaged(name, "header", "the file is empty")
            return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except FileNotFoundError:
        raise SegmentMissing(name) from None


def sync_folder(storage: Any) -> None:
    """Make created, renamed and removed names last (POSIX); nothing for storages without a folder."""
    folder = folder_of(storage)
    if folder is None or os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def new_file(storage: Any, name: str) -> Iterator[BinaryIO]:
    """A new file to write; synced when the block ends, removed where it fails."""
    folder = folder_of(storage)
    if folder is None:
        memory = io.BytesIO()
        yield memory
        with storage.create_file(name) as target:
            target.write(memory.getvalue())
        return
    path = Path(folder) / name
    try:
        with path.open("wb") as file:
            yield cast(BinaryIO, file)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    sync_folder(storage)


@contextmanager
def grow_file(storage: Any, name: str) -> Iterator[BinaryIO]:
    """An existing file to append to and to rewrite the header of; synced when the block ends."""
    folder = folder_of(storage)
    if folder is None:
        memory = io.BytesIO(bytes(map_file(storage, name)))
        yield memory
        with storage.create_file(name) as target:
            target.write(memory.getvalue())
        return
    with (Path(folder) / name).open("r+b") as file:
        yield cast(BinaryIO, file)
        file.flush()
        os.fsync(file.fileno())


class DurableStorage(FileStorage):  # type: ignore[misc]
    """A `FileStorage` whose tables of contents are on disk before they get their name.

    Whoosh writes a table of contents under another name and renames it, but syncs neither: after a loss of power the
    newest one may be empty. Open an index as `DurableStorage(path).open_index()` to close that gap.
    """

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **kwargs: Any) -> Any:
        """As in Whoosh; a table of contents is synced when it is closed."""
        file = super().create_file(name, excl=excl, mode=mode, **kwargs)
        if ".toc." in name:
            file.onclose = _sync
        return file

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: ARG002 - Whoosh's signature
        """As in Whoosh, in one step, and the new name lasts."""
        Path(self._fpath(oldname)).replace(self._fpath(newname))
        sync_folder(self)


def _sync(file: StructFile) -> None:
    file.flush()
    os.fsync(file.fileno())
