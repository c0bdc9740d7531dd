"""Folders -> files that can be read."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import ReadError
from .formats import KNOWN


def walk(paths: Iterable[Path]) -> Iterator[Path | ReadError]:
    """Yield every file once, as an absolute path without symbolic links.

    A file that is given is yielded whatever its name is. Folders are gone through in the order of names, and
    their subfolders too; in them, what is hidden (`.git`) or of an unknown suffix is passed over. What is missing
    or can't be listed is a ReadError.
    """
    seen: set[Path] = set()
    for given in paths:
        place = resolved(given)
        if isinstance(place, ReadError):
            yield place
        elif place.is_dir():
            yield from _inside(place, seen)
        elif place not in seen:
            seen.add(place)
            yield place


def resolved(path: Path) -> Path | ReadError:
    """The absolute path of a file or folder without symbolic links, or why there is none to read."""
    where = os.fsencode(path.absolute()).decode("utf-8", "backslashreplace")
    try:
        place = path.resolve(strict=True)
        f"{where}{place}".encode()
        if place.is_dir() or place.is_file():
            return place
    except UnicodeEncodeError:
        return ReadError(where, "the name is not UTF-8, so it can't be shown or linked to; rename it")
    except (OSError, ValueError, RuntimeError) as error:  # RuntimeError: links in a circle, before Python 3.13
        return ReadError(where, failure(error))
    return ReadError(where, "this is neither a file nor a folder; give a file or a folder")


def failure(error: Exception) -> str:
    """What the operating system has against a path, and the way out."""
    match error:
        case FileNotFoundError():
            return "there is no such file or folder; check the path"
        case PermissionError():
            return "reading it is not permitted; allow it with chmod, or run as its owner"
        case OSError():
            return f"it can't be read: {error.strerror}; check the disk and the path"
        case _:
            return f"it can't be read: {error}; check the path"


def _inside(folder: Path, seen: set[Path]) -> Iterator[Path | ReadError]:
    """Files below a folder, depth first. Each folder is entered once, so links in a circle end."""
    waiting: list[Path] = [folder]
    while waiting:
        place = resolved(waiting.pop())
        if isinstance(place, ReadError):
            yield place
        elif place not in seen:
            seen.add(place)
            if place.is_file():
                yield place
            else:
                try:
                    waiting += sorted((path for path in place.iterdir() if _is_wanted(path)), reverse=True)
                except OSError as error:
                    yield ReadError(place.as_posix(), failure(error))


def _is_wanted(path: Path) -> bool:
    return not path.name.startswith(".") and (path.suffix.casefold() in KNOWN or path.is_dir())
