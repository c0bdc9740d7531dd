"""What was searched and not found, in a file of its own: queries as they are folded, how often, on which days.

No one who asked can be told from it: no addresses, no times finer than a day, no order within one. It is bounded;
what was not asked for longest is forgotten first, and of one day what was asked least.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .errors import UsageError
from .language import fold

LONGEST = 200
"""Characters of a query that are kept."""

BUSY_SECONDS = 10
"""How long one process waits for another that writes."""

_TABLE = """
CREATE TABLE IF NOT EXISTS queries
  (query TEXT PRIMARY KEY, times INTEGER NOT NULL, first_day TEXT NOT NULL, last_day TEXT NOT NULL) WITHOUT ROWID"""
_ADD = """
INSERT INTO queries VALUES (:query, :times, :day, :day)
ON CONFLICT (query) DO UPDATE SET times = times + excluded.times, last_day = max(last_day, excluded.last_day)"""
_FORGET = """
DELETE FROM queries WHERE query IN
  (SELECT query FROM queries ORDER BY last_day DESC, times DESC, query LIMIT -1 OFFSET :kept)"""


@dataclass(frozen=True, slots=True)
class Missed:
    """A query that found nothing: how often, and on which days first and last."""

    query: str
    times: int
    first_day: date
    last_day: date


def normalised(query: str) -> str:
    """A query as it is kept: without regard to case, diacritics and spaces; empty where there is nothing in it."""
    return " ".join(fold(query).split())[:LONGEST].strip()


class Unanswered:
    """The file. Safe to use from several processes; each call opens it, which takes a fraction of a millisecond."""

    def __init__(self, path: Path, kept: int) -> None:
        """Keep at most `kept` queries in this file, which is made at the first one."""
        self._path = path
        self._kept = kept

    def add(self, queries: Iterable[str], day: date) -> None:
        """Count queries that found nothing on this day. Raises OSError or sqlite3.Error."""
        counted = Counter(filter(None, map(normalised, queries)))
        if not counted:
            return
        with self._open() as connection:
            rows = [{"query": q, "times": n, "day": day.isoformat()} for q, n in counted.items()]
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_TABLE)
            connection.executemany(_ADD, rows)
            connection.execute(_FORGET, {"kept": self._kept})
            connection.execute("COMMIT")

    def most(self, limit: int | None = None) -> tuple[list[Missed], int]:
        """The queries, the most frequent first, at most `limit` of them; and how many there are. Raises UsageError
        where the file can't be read."""
        if not self._path.exists():
            return [], 0
        with self._readable(), self._open() as connection:
            (total,) = connection.execute("SELECT count(*) FROM queries").fetchone()
            rows = connection.execute(
                "SELECT * FROM queries ORDER BY times DESC, last_day DESC, query LIMIT ?",
                (-1 if limit is None else limit,),
            )
            return [Missed(q, n, date.fromisoformat(a), date.fromisoformat(b)) for q, n, a, b in rows], int(total)

    def clear(self) -> int:
        """Forget all; how many there were. Raises UsageError where the file can't be written."""
        if not self._path.exists():
            return 0
        with self._readable(), self._open() as connection:
            forgotten = connection.execute("DELETE FROM queries").rowcount
            connection.execute("VACUUM")  # else they could still be read in the file
        return int(forgotten)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self._path, timeout=BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete=ON")  # what is forgotten is not left in free pages
            yield connection
        finally:
            connection.close()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise UsageError(f"{self._path}: {error}; name another file with SIARAN_QUERIES, or remove it") from error
