"""Facts about names, how they find each other, and which of them are one: in one SQLite file that is replaced whole.

    fact      how many releases say what of a name
    found     names by the keys that they share with others (looking.py)
    joined    names that are one, and why; of each name only its own evidence
    meta      format, version of the rules, the state of the index that this follows

A change works on a copy: whoever reads goes on with the old file, and a crash leaves it. At 100,000 releases it is some
10 MB, copied in as many milliseconds.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path
from typing import Any

from .facts import Fact, Name, Relation, names_of

FORMAT = 1

RULES = 1
"""Changes with the rules: what was joined by others is joined anew."""

FILE = "identity.sqlite"
CHANGING = "identity"

AT_ONCE = 500
"""Values in one statement: SQLite takes at least 999."""

KEPT = 20_000
"""Names that are kept as objects while names are joined, some KB each."""

_SCHEMA = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE fact(
  node INTEGER, relation INTEGER, text TEXT, year INTEGER, releases INTEGER, PRIMARY KEY(node, relation, text, year)
) WITHOUT ROWID;
CREATE TABLE found(key INTEGER, node INTEGER, PRIMARY KEY(key, node)) WITHOUT ROWID;
CREATE TABLE joined(node INTEGER, other INTEGER, reason TEXT, PRIMARY KEY(node, other)) WITHOUT ROWID;
"""

Row = tuple[int, int, str, int, int]


class Store:
    """One open file. Reads and, where it was opened by `copy` or `create`, changes. `Look` of the rules."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path
        self._names: dict[int, Name | None] = {}

    @classmethod
    def read(cls, folder: Path) -> Store:
        """The file of a folder, for any thread (one at a time). Raises sqlite3.Error where it can't be read."""
        path = folder / FILE
        # Never changed, only replaced: so no locks, and it may lie where nobody writes.
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        return cls(sqlite3.connect(uri, uri=True, check_same_thread=False), path)

    @classmethod
    def create(cls, folder: Path | None = None) -> Store:
        """A new file, beside the one that is there; in memory without a folder."""
        store = cls._change(folder) if folder is not None else cls(_connect(":memory:"), Path())
        store.connection.executescript(_SCHEMA)
        store.connection.execute("INSERT INTO meta VALUES('format', ?)", (str(FORMAT),))
        store.connection.execute("BEGIN")
        return store

    @classmethod
    def copy(cls, folder: Path) -> Store:
        """A copy of the file that is there, to be changed."""
        store = cls._change(folder, copied=True)
        store.connection.execute("BEGIN")
        return store

    def lay_down(self) -> None:
        """Leave a file that is changed as it is, for another process, or this one, to take up."""
        self.connection.execute("COMMIT")
        self.connection.close()

    @classmethod
    def take_up(cls, folder: Path) -> Store:
        """The file that was laid down."""
        store = cls(_connect_to_copy(folder / CHANGING / FILE), folder / CHANGING / FILE)
        store.connection.execute("BEGIN")
        return store

    @classmethod
    def _change(cls, folder: Path, *, copied: bool = False) -> Store:
        # In a folder of its own: who looks whether anything has changed looks at files.
        path = folder / CHANGING / FILE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        if copied:
            shutil.copyfile(folder / FILE, path)
        return cls(_connect_to_copy(path), path)

    # --- Meta

    def meta(self, key: str) -> str | None:
        """A noted value."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def note(self, key: str, value: str) -> None:
        """Note a value."""
        self.connection.execute("INSERT OR REPLACE INTO meta VALUES(?, ?)", (key, value))

    # --- Facts

    def count(self, changes: Mapping[Fact, int]) -> None:
        """Add to the numbers of releases; what no release says any more is forgotten."""
        rows = sorted((*fact, by) for fact, by in changes.items() if by)
        self.connection.executemany(
            "INSERT INTO fact VALUES(?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET releases = releases + excluded.releases",
            ((node, relation, _clean(text), year, by) for node, relation, text, year, by in rows),
        )
        fewer = ((row[0],) for row in rows if row[4] < 0)
        self.connection.executemany("DELETE FROM fact WHERE node = ? AND releases <= 0", fewer)
        self._names.clear()

    def all_names(self) -> Iterator[Name]:
        """Every name that some release has."""
        rows: list[Row] = []
        for row in self.connection.execute("SELECT node, relation, text, year, releases FROM fact ORDER BY node"):
            if len(rows) >= AT_ONCE and rows[-1][0] != row[0]:
                yield from names_of(rows).values()
                rows = []
            rows.append(row)
        yield from names_of(rows).values()

    def named(self, nodes: Iterable[int]) -> list[Name]:
        """See `Look.named`."""
        wanted = list(dict.fromkeys(nodes))
        unread = [node for node in wanted if node not in self._names]
        if unread:
            if len(self._names) > KEPT:
                self._names.clear()
                unread = wanted
            sql = "SELECT node, relation, text, year, releases FROM fact WHERE node IN"
            found = names_of(self._in(sql, unread))
            self._names.update((node, found.get(node)) for node in unread)
        return [name for node in wanted if (name := self._names[node]) is not None]

    def holding(self, keys: Iterable[int]) -> list[Name]:
        """See `Look.holding`."""
        sql = "SELECT node FROM found WHERE key IN"
        return self.named(row[0] for row in self._in(sql, list(dict.fromkeys(keys))))

    def holding_all(self, keys: Iterable[int], most: int) -> list[Name] | None:
        """See `Look.holding_all`."""
        wanted = list(dict.fromkeys(keys))
        sql = " INTERSECT ".join(["SELECT node FROM found WHERE key = ?"] * len(wanted))
        rows = self.connection.execute(f"{sql} LIMIT ?", (*wanted, most + 1)).fetchall()
        return self.named(row[0] for row in rows) if len(rows) <= most else None

    def _in(self, sql: str, values: list[int]) -> Iterator[Any]:
        left = iter(values)
        while part := list(islice(left, AT_ONCE)):
            yield from self.connection.execute(f"{sql} ({','.join('?' * len(part))})", part)

    # --- Keys and joins

    def find_by(self, node: int, before: set[int], now: set[int]) -> None:
        """Exchange the keys of a name."""
        self.connection.executemany(
            "DELETE FROM found WHERE key = ? AND node = ?", ((key, node) for key in before - now)
        )
        self.connection.executemany("INSERT OR IGNORE INTO found VALUES(?, ?)", ((key, node) for key in now - before))

    def find_all_by(self, pairs: Iterable[tuple[int, int]]) -> None:
        """Keys and names, where there are none yet; quickest in ascending order."""
        self.connection.executemany("INSERT OR IGNORE INTO found VALUES(?, ?)", pairs)

    def join(self, node: int, others: Mapping[int, str]) -> None:
        """Exchange the joins of a name."""
        self.connection.execute("DELETE FROM joined WHERE node = ?", (node,))
        if others:
            rows = ((node, other, str(reason)) for other, reason in others.items())
            self.connection.executemany("INSERT INTO joined VALUES(?, ?, ?)", rows)

    def joins(self) -> list[tuple[int, int, str]]:
        """All joins."""
        return list(self.connection.execute("SELECT node, other, reason FROM joined"))

    def spellings_of_joined(self) -> Iterator[tuple[int, str, int]]:
        """How the names are spelt that are in a join, with numbers of releases."""
        yield from self.connection.execute(
            "SELECT node, text, releases FROM fact WHERE relation = ? AND node IN "
            "(SELECT node FROM joined UNION SELECT other FROM joined)",
            (int(Relation.SPELT),),
        )

    def aliases(self) -> Iterator[tuple[int, str, str]]:
        """Every other name: the number of the name, how that is spelt (each spelling a row), the other name."""
        yield from self.connection.execute(
            "SELECT alias.node, spelt.text, alias.text FROM fact AS alias "
            "JOIN fact AS spelt ON spelt.node = alias.node AND spelt.relation = ? WHERE alias.relation = ?",
            (int(Relation.SPELT), int(Relation.ALIAS)),
        )

    # --- The end

    def finish(self, *, compact: bool) -> None:
        """Put this file in the place of the one that readers open."""
        self.connection.execute("COMMIT")
        if compact:
            self.connection.execute("VACUUM")
        self.connection.close()
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())
        self.path.replace(self.path.parent.parent / FILE)
        with suppress(OSError):
            self.path.parent.rmdir()

    def drop(self) -> None:
        """Throw the copy away."""
        self.connection.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
            self.path.parent.rmdir()

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()


def _connect(path: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def _connect_to_copy(path: Path) -> sqlite3.Connection:
    connection = _connect(path)
    # Nobody reads the copy, and one that is not finished is thrown away: no journal, no waiting for the disk.
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32000")
    return connection


def _clean(text: str) -> str:
    """Without halves of surrogate pairs, which have no bytes in UTF-8."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def state_of(folder: Path) -> str | None:
    """The state of the index that a folder's file follows; None where there is none, or one of another version."""
    try:
        with closing(Store.read(folder)) as store:
            if store.meta("format") != str(FORMAT) or store.meta("rules") != str(RULES):
                return None
            return store.meta("state")
    except sqlite3.Error:
        return None
