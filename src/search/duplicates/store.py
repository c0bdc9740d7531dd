"""What is kept of each release: its sketch, a key of its text, its id; and which releases are versions of one.

A SQLite file, some 85 bytes a release (and its id, packed). Sketches stand in chunks of `CHUNK` rows, so that a pass
over all of them reads a few blobs, and ten releases more write one chunk and not the file:

    meta(name, value)                                   format, how sketches are made, the state that this follows
    chunk(number, ids, live, keys, sketches)            rows number * CHUNK to below (number + 1) * CHUNK
    member(row, id, versions, derived, length, day)     releases that have other versions, and what ranks them

A release keeps its row while it is there; a row that is free is taken by the next release.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import numpy as np
import numpy.typing as npt

from .members import MEMBERS, WAIT_SECONDS, Member, opened, read_members
from .sketches import WIDTH, Sketches, method

FORMAT = 1
"""Version of the tables and of what makes texts versions. Another number is made anew."""

CHUNK = 1024

_TABLES = """
create table meta(name text primary key, value text) without rowid;
create table chunk(number integer primary key, ids blob, live blob, keys blob, sketches blob);
create table member(row integer primary key, id text, versions integer, derived integer, length integer, day integer);
"""


class Rows:
    """All rows, in memory, and which chunks of them have changed."""

    def __init__(
        self, ids: list[str | None], live: npt.NDArray[np.bool_], keys: npt.NDArray[np.uint64], sketches: Sketches
    ) -> None:
        self.ids = ids
        self.live = live
        self.keys = keys
        self.sketches = sketches
        self.changed: set[int] = set()
        self._rows: dict[str, int] | None = None

    @classmethod
    def none(cls) -> Rows:
        """No row."""
        return cls([], np.empty(0, np.bool_), np.empty(0, np.uint64), np.empty((0, WIDTH), np.uint8))

    def find(self, ids: Iterable[str]) -> list[int]:
        """The rows of those of these ids that are there."""
        if self._rows is None:
            self._rows = {release_id: row for row, release_id in enumerate(self.ids) if release_id is not None}
        return [self._rows[release_id] for release_id in ids if release_id in self._rows]

    def free(self, rows: Iterable[int]) -> None:
        """Forget what is in these rows."""
        for row in rows:
            self.ids[row] = None
            self.live[row] = False
            self.keys[row] = 0
            self.sketches[row] = 0
            self.changed.add(row // CHUNK)

    def take(self, ids: list[str], keys: npt.NDArray[np.uint64], sketches: Sketches) -> list[int]:
        """Put these in free rows, then behind the last one; gives the rows."""
        free = np.flatnonzero(~self.live)[: len(ids)].tolist()
        more = len(ids) - len(free)
        rows = [*free, *range(len(self.ids), len(self.ids) + more)]
        self.ids += [None] * more
        self.live = np.concatenate((self.live, np.zeros(more, np.bool_)))
        self.keys = np.concatenate((self.keys, np.zeros(more, np.uint64)))
        self.sketches = np.concatenate((self.sketches, np.zeros((more, WIDTH), np.uint8)))
        self.live[rows] = True
        self.keys[rows] = keys
        self.sketches[rows] = sketches
        for row, release_id in zip(rows, ids, strict=True):
            self.ids[row] = release_id
        self.changed.update(row // CHUNK for row in rows)
        self._rows = None
        return rows


class Store:
    """The file. Each call opens it and closes it again."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def state(self) -> str | None:
        """The state that this follows; None where there is no such file, or none that can be read and built on."""
        try:
            with closing(opened(self.path)) as file:
                meta = dict(file.execute("select name, value from meta"))
        except sqlite3.Error:
            return None
        made = meta.get("format") == str(FORMAT) and meta.get("method") == method()
        return meta.get("state") if made else None

    def rows(self) -> Rows:
        """All rows. Raises sqlite3.Error, ValueError or zlib.error where the file is damaged."""
        with closing(opened(self.path)) as file:
            chunks = file.execute("select ids, live, keys, sketches from chunk order by number").fetchall()
        rows = Rows.none()
        if chunks:
            ids, live, keys, sketches = zip(*chunks, strict=True)
            rows.ids = [each for packed in ids for each in json.loads(zlib.decompress(packed))]
            rows.live = np.frombuffer(b"".join(live), np.bool_).copy()
            rows.keys = np.frombuffer(b"".join(keys), "<u8").astype(np.uint64)
            rows.sketches = np.frombuffer(b"".join(sketches), np.uint8).reshape(-1, WIDTH).copy()
        if not len(rows.ids) == len(rows.live) == len(rows.keys) == len(rows.sketches):
            raise ValueError(f"{self.path}: parts of different length")
        return rows

    def members(self) -> list[Member]:
        """See `read_members`."""
        return read_members(self.path)

    def write(self, rows: Rows, members: Iterable[Member], state: str, *, anew: bool) -> None:
        """Make changed chunks and all members durable, at once or not at all."""
        path = self.path.with_suffix(".new") if anew else self.path
        if anew:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.unlink(missing_ok=True)
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS)) as file:
            if anew:
                file.executescript(_TABLES)
            with file:
                file.executemany("replace into chunk values (?, ?, ?, ?, ?)", _chunks(rows, anew=anew))
                _write_members(file, members)
                meta = {"format": str(FORMAT), "method": method(), "state": state}
                file.executemany("replace into meta values (?, ?)", meta.items())
        if anew:
            path.replace(self.path)

    def check(self) -> list[str]:
        """What is wrong with the file, a line each."""
        try:
            with closing(opened(self.path)) as file:
                lines = [str(line) for (line,) in file.execute("pragma integrity_check") if line != "ok"]
            self.rows()
            self.members()
        except (sqlite3.Error, ValueError, zlib.error) as error:
            lines = [str(error)]
        return [f"{self.path}: {line}" for line in lines]


def _chunks(rows: Rows, *, anew: bool) -> Iterable[tuple[int, bytes, bytes, bytes, bytes]]:
    numbers = range(-(-len(rows.ids) // CHUNK)) if anew else sorted(rows.changed)
    for number in numbers:
        part = slice(number * CHUNK, (number + 1) * CHUNK)
        ids = zlib.compress(json.dumps(rows.ids[part], separators=(",", ":")).encode())
        keys = rows.keys[part].astype("<u8").tobytes()
        yield number, ids, rows.live[part].tobytes(), keys, rows.sketches[part].tobytes()


def _write_members(file: sqlite3.Connection, members: Iterable[Member]) -> None:
    """Write those that are not there as they are, delete those that are there no more."""
    now = {(m.row, m.id, m.versions, int(m.derived), m.length, m.day) for m in members}
    before = set(file.execute(MEMBERS))
    file.executemany("delete from member where row = ?", ((row,) for row, *_ in before - now))
    file.executemany("replace into member values (?, ?, ?, ?, ?, ?)", now - before)
