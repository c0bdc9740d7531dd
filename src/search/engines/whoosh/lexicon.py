"""The table of words: each folded form with its stem, in SQLite (`lexicon.sqlite`) beside the Whoosh index.

A row says with which commit it came, so that an older snapshot does not see it, and carries a checksum, because
SQLite has none of its own. Rows are added before the commit that uses them: a writer killed in between leaves rows
that no state counts, and the next writer removes them.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path

from .damage import damaged, reading
from .sharing import Shared

LEXICON = "lexicon.sqlite"

_SCHEMA = """
CREATE TABLE words (form TEXT PRIMARY KEY, stem TEXT NOT NULL, since INTEGER NOT NULL, crc INTEGER NOT NULL)
    WITHOUT ROWID;
"""
_BY_STEM = "CREATE INDEX words_by_stem ON words (stem)"
_AT_ONCE = 500  # parameters of one statement; SQLite allows 999 at least
_BUSY_SECONDS = 10.0


def create_lexicon(folder: Path) -> None:
    """Make an empty table in a new generation's folder."""
    with closing(sqlite3.connect(folder / LEXICON)) as connection:
        connection.executescript(_SCHEMA + _BY_STEM)


def add_words(folder: Path, words: Mapping[str, str], since: int) -> None:
    """Add the forms that are not there yet, durable when this returns, visible to commit `since` and later."""
    with closing(sqlite3.connect(folder / LEXICON, timeout=_BUSY_SECONDS)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        with connection:
            connection.execute("DELETE FROM words WHERE since >= ?", (since,))
            rows = ((form, stem, since, _crc(form, stem)) for form, stem in sorted(words.items()))
            first = connection.execute("SELECT 1 FROM words LIMIT 1").fetchone() is None
            if first:  # an index is made of all rows in half the time that each row takes to find its place
                connection.execute("DROP INDEX words_by_stem")
            connection.executemany("INSERT OR IGNORE INTO words VALUES (?, ?, ?, ?)", rows)
            if first:
                connection.execute(_BY_STEM)


def _crc(form: str, stem: str) -> int:
    return zlib.crc32(f"{form}\0{stem}".encode())


class Lexicon(Shared):
    """Reads the table of one generation, in any thread, and in a process forked from the one that opened it.

    The file is opened at once and held, so that a snapshot outlives the removal of its generation's folder.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._path = folder / LEXICON
        self._lock = threading.Lock()
        self._connection = self._connect()
        self._process = os.getpid()

    def stems(self, forms: Iterable[str], until: int) -> dict[str, str]:
        """The stems of those forms that came with commit `until` or before."""
        wanted = list(dict.fromkeys(forms))
        found: dict[str, str] = {}
        for i in range(0, len(wanted), _AT_ONCE):
            part = wanted[i : i + _AT_ONCE]
            marks = ",".join("?" * len(part))
            found.update(self._rows(f"WHERE form IN ({marks}) AND since <= ?", (*part, until)))
        return found

    def forms(self, stem: str, until: int) -> tuple[str, ...]:
        """The forms of a stem that came with commit `until` or before, ascending."""
        return tuple(sorted(form for form, _ in self._rows("WHERE stem = ? AND since <= ?", (stem, until))))

    def count(self, until: int) -> int:
        """How many forms came with commit `until` or before."""
        return int(self._query("SELECT count(*) FROM words WHERE since <= ?", (until,))[0][0])

    def check(self, until: int) -> Iterator[str]:
        """Read every row; say what is wrong."""
        for (line,) in self._query("PRAGMA integrity_check", ()):
            if line != "ok":
                yield f"{self._path}: {line}"
        rows = self._query("SELECT form, stem, crc FROM words WHERE since <= ?", (until,))
        garbled = sum(_crc(form, stem) != crc for form, stem, crc in rows)
        if garbled:
            yield f"{self._path}: {garbled} rows are garbled"

    def _rows(self, where: str, values: tuple[object, ...]) -> list[tuple[str, str]]:
        rows = self._query(f"SELECT form, stem, crc FROM words {where}", values)  # noqa: S608 (fixed texts)
        if any(_crc(form, stem) != crc for form, stem, crc in rows):
            raise damaged(self._path, "has garbled rows")
        return [(form, stem) for form, stem, _ in rows]

    def _query(self, statement: str, values: tuple[object, ...]) -> list[tuple]:  # type: ignore[type-arg]
        if self._process != os.getpid():  # SQLite's connections must not cross a fork, nor may a lock held then
            self._lock = threading.Lock()
            self._connection = self._connect()
            self._process = os.getpid()
        with self._lock, reading(self._path):
            return self._connection.execute(statement, values).fetchall()

    def _connect(self) -> sqlite3.Connection:
        with reading(self._path):
            if not self._path.is_file():
                raise damaged(self._path, "is missing")
            connection = self._open("ro")
            try:
                connection.execute("SELECT 1 FROM words LIMIT 1").fetchall()
            except sqlite3.OperationalError:
                # A writer was killed while it wrote rows: whoever may write takes the half-written ones back.
                connection.close()
                connection = self._open("rw")
                try:
                    connection.execute("SELECT 1 FROM words LIMIT 1").fetchall()
                except sqlite3.Error:
                    connection.close()
                    raise
            except sqlite3.Error:
                connection.close()
                raise
            return connection

    def _open(self, mode: str) -> sqlite3.Connection:
        return sqlite3.connect(
            f"{self._path.resolve().as_uri()}?mode={mode}",
            uri=True,
            timeout=_BUSY_SECONDS,
            check_same_thread=False,
        )

    def _close(self) -> None:
        if self._process == os.getpid():
            with suppress(sqlite3.Error):
                self._connection.close()
