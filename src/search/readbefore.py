"""What a process that indexes the same folders again and again knows of files that it has read: they need not be read
again while they look as they did then, and what was wrong with them need not be said again.

A file looks the same while its size, its place on the disk and the times of its last change do. One that was changed
so shortly before it was read that a later change could bear the same time is read once more.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from .engines.base import Snapshot

COARSEST_SECONDS = 2.0
"""The coarsest times that a file system keeps (FAT)."""

Look = tuple[int, ...]


class Moved(Exception):
    """A release is read from another file than the one that it came from, and that one is not read in this run: which
    of them counts is found out by reading both."""


@dataclass(frozen=True, slots=True)
class _File:
    """`again` says that it must be read in the next run, however it looks; `broken` that not all of it could be
    read."""

    look: Look | None
    again: bool
    broken: bool
    releases: int
    wrong: frozenset[str]


class ReadBefore:
    """The files of some folders as the last run that indexed them left them. Not safe to use from several threads."""

    def __init__(self) -> None:
        self._files: dict[str, _File] = {}
        self._state = ""

    def run(self, state: str) -> Run:
        """Begin a run over the state of the index that this names. Where it is another than the last run left, what
        that one knew of the index does not hold, and all files are read."""
        return Run(self._files, everything=state != self._state)

    def keep(self, run: Run, state: str) -> None:
        """The run's changes are made; this is now the state of the index."""
        self._files, self._state = run.files(), state


class Run:
    """One run over the folders."""

    def __init__(self, before: dict[str, _File] | None = None, *, everything: bool = True) -> None:
        """Nothing is known `before`, or nothing is to be left unread but `everything` read."""
        self._before = before or {}
        self._everything = everything
        self._looks: dict[str, Look | None] = {}
        self._again: set[str] = set()
        self._wrong: defaultdict[str, set[str]] = defaultdict(set)
        self._releases: Counter[str] = Counter()
        self._own: tuple[str, set[str]] = "", set()  # the file that was asked about last, and the ids it has
        self.left: dict[str, int] = {}
        """Files that are not read, with the number of their releases."""
        self.broken: set[str] = set()
        """Paths that can't be read, wholly or in part, now or when they were read."""

    def leaves(self, path: Path) -> bool:
        """Whether this file need not be read; to be asked before it is."""
        origin = path.as_posix()
        look, before = _look(origin), self._before.get(origin)
        if self._everything or before is None or before.again or before.look != look:
            self._looks[origin] = look
            if look is None or time.time_ns() - max(look[:2]) < COARSEST_SECONDS * 1e9:
                self._again.add(origin)
            return False
        self.left[origin] = before.releases
        if before.broken:
            self.broken.add(origin)
        return True

    def require_unmoved(self, snapshot: Snapshot, release_id: str, origin: str) -> None:
        """Raises Moved where the id of a release that was read from this file is that of a file which is not read."""
        if not self.left:
            return
        if self._own[0] != origin:
            self._own = origin, snapshot.ids_from(origin)
        if release_id in self._own[1] or not snapshot.hashes((release_id,)):
            return
        if snapshot.release(release_id).origin in self.left:
            raise Moved

    def has(self, origin: str) -> None:
        """A release was read from this file."""
        self._releases[origin] += 1

    def is_new(self, origin: str, wrong: str) -> bool:
        """Whether something that is wrong with a file or folder was not so when it looked like this before."""
        if origin not in self._looks:
            self._looks[origin] = _look(origin)
        self._wrong[origin].add(wrong)
        before = self._before.get(origin)
        return before is None or before.look != self._looks[origin] or wrong not in before.wrong

    def read_again(self, origin: str) -> None:
        """What becomes of this file depends on others: the next run reads it."""
        self._again.add(origin)

    def files(self) -> dict[str, _File]:
        """What is known after the run."""
        read = {
            origin: _File(
                look,
                origin in self._again,
                origin in self.broken,
                self._releases[origin],
                frozenset(self._wrong[origin]),
            )
            for origin, look in self._looks.items()
        }
        return read | {origin: self._before[origin] for origin in self.left}


def _look(origin: str) -> Look | None:
    try:
        found = Path(origin).stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_ctime_ns, found.st_size, found.st_ino, found.st_dev
