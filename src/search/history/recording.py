"""Keeps what a run of indexing replaces, in step with the engine's commit.

Texts are written before the commit and settled after it. A process killed before the commit leaves texts that the
index still has, one killed after it texts that are not settled: the next run, and until then every reader, sees by
comparing them with the releases which of them were replaced. So a text may be there twice for a while, and is never
lost.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from ..engines.base import Batch, Snapshot
from ..engines.carried import ids_of
from ..errors import IndexDamaged, ReleaseNotFound
from .store import Row, Store
from .texts import changed_parts, pack, unpack


class Recording:
    """What one run replaces and takes out. To be made, and used, by the one writer of the index only."""

    def __init__(self, index: Path, before: Snapshot | None, at: datetime, keep: int) -> None:
        """`before` is the state that is changed, None where it can't be read; `at` the time of the run, `keep` how many
        texts of a release are kept. Raises IndexUnusable where the file can't be read now."""
        self._store = Store(index)
        self._before = before
        self._at = at
        self._keep = keep
        self._changes: list[tuple[str, str, tuple[str, ...], bytes]] = []
        self.set_aside: Path | None = None
        """Where a damaged file was put, for a new one to begin."""
        try:
            self._rows = self._store.rows()
            self._recover()
        except IndexDamaged:
            self._rows = []
            self.set_aside = self._put_aside()
        self._known = {row.id for row in self._rows}

    def note(self, batch: Batch, known: Mapping[str, str]) -> None:
        """Keep what this batch is about to replace. `known` are the hashes of those of its releases that are there."""
        if self._before is None or not self._keep or not known:
            return
        for i, release_id in enumerate(ids_of(batch.releases)):
            if known.get(release_id, batch.hashes[i]) == batch.hashes[i]:
                continue
            old = self._before.release(release_id)
            if parts := changed_parts(old, batch.releases[i]):
                self._changes.append((release_id, stamp_of(self._at), parts, pack(old)))

    def announce(self, removed: Iterable[str] = (), left: Collection[str] | None = None) -> None:
        """Write it down, before the engine's commit. What is `removed`, or not among what is `left`, is forgotten after
        the commit."""
        gone = self._known.intersection(removed)
        if left is not None and self._before is not None:
            gone |= {release_id for release_id in self._known if release_id not in left}
        if self._changes or gone:
            self._store.announce(self._changes, gone)

    def settle(self) -> None:
        """The engine has committed."""
        if self._store.path.exists():
            rows = self._store.rows() if self._changes else self._rows
            if self._changes or self._store.leaving() or not all(row.settled for row in rows):
                self._store.settle(self._keep or len(rows) + 1)

    def _recover(self) -> None:
        """Find out what a killed run came to."""
        if self._before is None or not self._rows:
            return
        open_rows = [row for row in self._rows if not row.settled]
        leaving = self._store.leaving()
        if open_rows or leaving:
            dropped = kept_still(self._store, open_rows, self._before)
            there = self._before.hashes(leaving)
            gone = [release_id for release_id in leaving if release_id not in there]
            self._store.settle(self._keep or len(self._rows) + 1, dropped=dropped, gone=gone)
            self._rows = self._store.rows()

    def _put_aside(self) -> Path:
        aside = self._store.path.with_name(f"damaged-{self._at:%Y%m%dT%H%M%S}.sqlite")
        self._store.path.replace(aside)
        self._store.path.with_name(f"{self._store.path.name}-journal").unlink(missing_ok=True)
        return aside


def kept_still(store: Store, rows: Iterable[Row], snapshot: Snapshot) -> set[int]:
    """Those of these changes that did not come about: their releases say what they said."""
    found = set()
    for row in rows:
        (packed,) = store.texts([row.key])
        with suppress(ReleaseNotFound, zlib.error, ValueError):
            if not changed_parts(unpack(row.id, packed), snapshot.release(row.id)):
                found.add(row.key)
    return found


def stamp_of(at: datetime) -> str:
    """A time as it is kept."""
    return at.astimezone(UTC).isoformat(timespec="seconds")
