"""What is known of the changes of an archive's releases, in one state of it."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Self

from ..engines.base import Snapshot
from ..errors import IndexUnusable
from .recording import kept_still
from .store import FILE, FOLDER, Row, Store, bytes_of, damaged
from .texts import TEXT, Earlier, unpack


@dataclass(frozen=True, slots=True)
class Edits:
    """How often a release was changed since it was first indexed, when last, and in which parts (`texts.PARTS`).
    `text` is when its title or body was changed last, None where only what is said about it was."""

    count: int
    last: datetime
    parts: tuple[str, ...]
    text: datetime | None


class History:
    """Immutable; safe to use from several threads. All changes are read at once, as they are in this state; what they
    come to for a release is made, and its texts are read, when that is asked for."""

    def __init__(
        self, rows: Sequence[Row] = (), store: Store | None = None, damage: IndexUnusable | None = None
    ) -> None:
        """`damage` is what is raised where it is asked for."""
        self._rows = rows
        self._ends = {row.raw_id: place for place, row in enumerate(rows, 1)}
        self._edits: dict[bytes, Edits] = {}
        self._store = store
        self._damage = damage

    @classmethod
    def load(cls, index: Path | None, snapshot: Snapshot) -> Self:
        """What is kept in the folder of an index, as far as it came about in this state. A file that can't be read is
        complained of when it is asked for."""
        if index is None:
            return cls()
        store = Store(index)
        try:
            rows = store.rows()
            dropped = kept_still(store, [row for row in rows if not row.settled], snapshot)
        except IndexUnusable as error:
            return cls(store=store, damage=error)
        return cls([row for row in rows if row.key not in dropped] if dropped else rows, store)

    def __bool__(self) -> bool:
        return bool(self._rows)

    @property
    def texts_changed(self) -> Iterable[str]:
        """The releases whose title or body was changed, once for each time, gone through at the first need."""
        return _TextsChanged(self._rows)

    def of(self, release_id: str) -> Edits | None:
        """The changes of one release, if it has any."""
        raw = bytes_of(release_id)
        if raw not in self._edits and raw in self._ends:
            self._edits[raw] = _edits(self._of(raw))
        return self._edits.get(raw)

    def _of(self, raw_id: bytes) -> Sequence[Row]:
        """The changes of a release, in order."""
        end = self._ends.get(raw_id, 0)
        start = end
        while start and self._rows[start - 1].raw_id == raw_id:
            start -= 1
        return self._rows[start:end]

    def text_changed(self, release_id: str) -> datetime | None:
        """When title or body of a release were changed last."""
        edits = self.of(release_id)
        return edits.text if edits else None

    def earlier(self, release_id: str) -> tuple[Earlier, ...]:
        """What a release said before, as far as it is kept, the oldest first. Raises IndexUnusable kinds."""
        self.require()
        rows = self._of(bytes_of(release_id))
        if not rows or self._store is None:
            return ()
        found: list[Earlier] = []
        for row, packed in zip(rows, self._store.texts(row.key for row in rows), strict=True):
            try:
                release = unpack(release_id, packed)
            except (zlib.error, ValueError, TypeError) as error:
                raise damaged(self._store.path, error) from error
            since = found[-1].until if found else None
            found.append(Earlier(row.number, since, datetime.fromisoformat(row.replaced), row.parts, release))
        return tuple(found)

    def require(self) -> None:
        """Raises IndexUnusable where the file could not be read."""
        if self._damage is not None:
            raise self._damage

    def check(self) -> list[str]:
        """Read all of it; what is wrong, a line each."""
        if self._store is None:
            return []
        try:
            lines = [str(damaged(self._store.path, line)) for line in self._store.check()]
            for release_id in {row.id for row in self._rows}:
                self.earlier(release_id)
            self.require()
        except IndexUnusable as error:
            return [str(error)]
        return lines


class _TextsChanged:
    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows

    def __iter__(self) -> Iterator[str]:
        return (row.id for row in self._rows if TEXT.intersection(row.parts))


def _edits(rows: Sequence[Row]) -> Edits:
    parts = tuple(dict.fromkeys(part for row in rows for part in row.parts))
    text = [row.replaced for row in rows if TEXT.intersection(row.parts)]
    last = datetime.fromisoformat(rows[-1].replaced)
    return Edits(rows[-1].number, last, parts, datetime.fromisoformat(text[-1]) if text else None)


def modified(index: Path) -> int:
    """Changes with every change of the file; 0 where there is none."""
    try:
        return (index / FOLDER / FILE).stat().st_mtime_ns
    except OSError:
        return 0
