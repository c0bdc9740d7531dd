"""A part of the journal: what happened behind a cursor, with the releases as the held state of the index has them.

**Guarantee.** Who follows the cursors from an answer without one to the end has every release of the archive; who comes
back later with the last cursor is given every release that was added or changed since, and the id of every one removed,
each once, as it is then. A release that changes while the journal is read is given again.
"""

from __future__ import annotations

import sqlite3
import threading
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self

from ..engines.base import Snapshot
from ..errors import IndexUnusable, QueryError, ReleaseNotFound
from ..model import Release
from . import store

_BIGGEST = (1 << 63) - 1


@dataclass(frozen=True, slots=True)
class Change:
    """A release that was added or changed, as it is now, and when that was indexed."""

    release: Release
    indexed: datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """What happened behind a cursor. `cursor` goes on behind it, now or later; `remaining` is how many releases, added,
    changed or removed, are still to be read now."""

    changes: tuple[Change, ...]
    removed: tuple[str, ...]
    cursor: str
    remaining: int


class Recorded:
    """The journal as it is read. Safe to use from several threads."""

    def __init__(self, path: Path | None, memory: sqlite3.Connection | None = None) -> None:
        """Of a file, which is opened at each reading, or of one in memory."""
        self._path = path
        self._memory = memory
        self._lock = threading.Lock()

    @classmethod
    def in_memory(cls, snapshot: Snapshot) -> Self:
        """Of an archive that has no folder: its releases by date and id, as if all had come just now."""
        releases = sorted(snapshot.releases(), key=lambda release: (release.date or date.max, release.id))
        file = store.begun(":memory:")
        ids = dict.fromkeys((release.id for release in releases), "")
        store.record(file, ids, (), snapshot.state, int(datetime.now(UTC).timestamp()), anew=True)
        return cls(None, file)

    def read(self, snapshot: Snapshot, cursor: str | None, since: datetime | None, limit: int) -> Changes:
        """The next `limit` releases behind `cursor`, or of those indexed at `since` or later.

        Raises QueryError where the cursor is none of this journal, IndexUnusable where there is no journal.
        """
        with self._opened() as file:
            reach = store.reach(file, snapshot.state)
            if cursor is not None:
                after = _number(cursor, reach)
            elif since is not None:
                found = store.before(file, int(since.timestamp()))
                after = reach.until if found is None else found
            else:
                after = 0
            entries = store.entries(file, after, reach.until, limit)
            after = entries[-1].number if entries else after
            remaining = store.count(file, after, reach.until)
        removed = tuple(entry.id for entry in entries if entry.removed)
        return Changes(tuple(_changes(snapshot, entries)), removed, _cursor(reach.epoch, after), remaining)

    def close(self) -> None:
        """Let go of what is held."""
        if self._memory is not None:
            self._memory.close()

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        if self._memory is not None:
            with self._lock:
                yield self._memory
            return
        assert self._path is not None  # noqa: S101  (one of the two is given)
        try:
            with closing(store.opened(self._path)) as file:
                file.execute("begin")  # one state of the file, whatever is committed meanwhile
                if not store.is_ours(file):
                    raise sqlite3.DatabaseError("it is of another version")
                yield file
        except sqlite3.Error as error:
            raise IndexUnusable(
                f"the journal of this index can't be read ({error}); bring it up to date with: siaran index PATH"
            ) from error


def _changes(snapshot: Snapshot, entries: Iterable[store.Entry]) -> Iterator[Change]:
    for entry in entries:
        if not entry.removed:
            # The index is written before the journal, so that it may lack what the journal will soon say is removed.
            with suppress(ReleaseNotFound):
                yield Change(snapshot.release(entry.id), datetime.fromtimestamp(entry.time, UTC))


def _cursor(epoch: str, number: int) -> str:
    data = bytes.fromhex(epoch) + number.to_bytes(8)
    return urlsafe_b64encode(data + _sum(data)).decode().rstrip("=")


def _sum(data: bytes) -> bytes:
    return (zlib.crc32(data) & 0xFFFFFFFF).to_bytes(4)


def _number(cursor: str, reach: store.Reach) -> int:
    """The number that a cursor stands for. Raises QueryError."""
    try:
        data = urlsafe_b64decode(cursor.encode("ascii", "strict") + b"=" * (-len(cursor) % 4))
    except ValueError:
        data = b""
    if len(data) != 18 or _sum(data[:14]) != data[14:] or urlsafe_b64encode(data).decode().rstrip("=") != cursor:
        raise QueryError("cursor is none that was given here; take it from an answer as it is", "cursor")
    epoch, number = data[:6].hex(), int.from_bytes(data[6:14])
    if epoch != reach.epoch or number > min(reach.last, _BIGGEST):
        raise QueryError(
            "cursor is of an index that was made anew since; read again from the beginning, without cursor", "cursor"
        )
    return number
