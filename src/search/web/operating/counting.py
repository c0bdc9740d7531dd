"""Counts that several processes share, for `limits`: a small SQLite file, gone with the server.

Of the stores that `limits` has, none counts over processes without a server of its own. A file that is locked by the
system is also right when a process is killed while it counts.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

from limits.storage import Storage

SWEEP = 1_000
"""Counts after which those whose time is over are removed."""

_TABLE = """CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER, until REAL) WITHOUT ROWID"""
_COUNT = """
INSERT INTO counts VALUES (:key, :amount, :until) ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN until <= :now THEN excluded.count ELSE count + excluded.count END,
  until = CASE WHEN until <= :now THEN excluded.until ELSE until END
RETURNING count"""


class SharedCounts(Storage):
    """A store of `limits`, whose methods' meaning is told there."""

    STORAGE_SCHEME = ["siaran-file"]  # noqa: RUF012 - as the library declares it

    def __init__(self, path: Path) -> None:
        """Count in this file. To be opened in each process anew: SQLite's connections are not to be forked."""
        super().__init__()
        self._lock = threading.Lock()
        self._counted = 0
        self._connection = sqlite3.connect(path, timeout=1, isolation_level=None, check_same_thread=False)
        # Lost counts cost nothing when the machine falls: no write waits for the disk.
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.execute(_TABLE)

    @property
    def base_exceptions(self) -> type[Exception]:
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        now = time.time()
        with self._lock:
            self._counted += 1
            if self._counted % SWEEP == 0:
                self._connection.execute("DELETE FROM counts WHERE until <= ?", (now,))
            values = {"key": key, "amount": amount, "now": now, "until": now + expiry}
            (count,) = self._connection.execute(_COUNT, values).fetchone()
        return int(count)

    def get(self, key: str) -> int:
        return int(self._find(key)[0])

    def get_expiry(self, key: str) -> float:
        return self._find(key)[1]

    def check(self) -> bool:
        return True

    def reset(self) -> int:
        with self._lock:
            return self._connection.execute("DELETE FROM counts").rowcount

    def clear(self, key: str) -> None:
        with self._lock:
            self._connection.execute("DELETE FROM counts WHERE key = ?", (key,))

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def _find(self, key: str) -> tuple[int, float]:
        with self._lock:
            row = self._connection.execute("SELECT count, until FROM counts WHERE key = ?", (key,)).fetchone()
        count, until = row or (0, 0.0)
        return (int(count), float(until)) if until > time.time() else (0, time.time())
