"""Translates what Whoosh, SQLite and the operating system raise into this package's errors.

Whoosh reads damaged bytes without checking them, so anything may come out of it: a bare `Exception`, an
`IndexError` of its own, `struct.error`, `zlib.error`, an unpickling error. All of it means one thing to a user.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from ...errors import IndexDamaged, IndexUnusable, SiaranError
from .codec import SegmentDamaged

GENERATION = re.compile(r"g\d{6,}")
"""Names of the folders of generations (`layout.py`)."""


def damaged(file: Path, reason: object) -> IndexDamaged:
    """The error for a file of an index that can't be read; `file` is its path."""
    return IndexDamaged(
        f"{file}: {reason}; the index is damaged, make it anew with: siaran index --rebuild --index {root_of(file)}"
    )


def root_of(file: Path) -> Path:
    """The index folder that a file belongs to: the parent of its generation's folder."""
    for folder in file.parents:
        if GENERATION.fullmatch(folder.name):
            return folder.parent
    return file.parent


class mapping:  # noqa: N801 (reads as a statement, like `suppress`)
    """Turn the codec's SegmentDamaged inside into IndexDamaged; `folder` is the generation's. Costs next to nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __enter__(self) -> None:
        """Nothing to set up."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, SegmentDamaged):
            raise damaged(self._folder / error.file, f"{error.reason} ({error.section})") from error


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Turn every exception of a library inside into IndexDamaged for `file`. Keep the block to library calls."""
    try:
        yield
    except (SiaranError, MemoryError):
        raise
    except PermissionError as error:
        raise IndexUnusable(f"{file}: {error.strerror}; give this user the right to read the index") from error
    except FileNotFoundError as error:
        missing = file.with_name(Path(error.filename).name) if error.filename else file
        raise damaged(missing, "is missing") from error
    except Exception as error:
        raise damaged(file, f"can't be read ({type(error).__name__}: {error})") from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turn failures to write inside into IndexUnusable that says what stands: the last committed state."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        reason = getattr(error, "strerror", None) or error
        raise IndexUnusable(
            f"can't write to the index in {folder}: {reason}; its last state stands, "
            f"so put that right and run `siaran index` again"
        ) from error
