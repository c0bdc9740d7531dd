"""The file of replaced texts: a SQLite file, `history/history.sqlite` in the folder of the index.

    meta(name, value)                                   format
    change(key, id, number, replaced, parts, settled)   one for each replaced text, numbered from 1 for each release
    text(key, data)                                     that text, packed; apart, so that all changes are quickly read
    leaving(id)                                         releases that a commit which may not have come about takes out

Nothing else holds these texts, so nothing here is made anew: not by `--rebuild`, and not by a version of this program
that finds another format.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

from ..errors import IndexDamaged, IndexUnusable

FOLDER = "history"
"""Name of the folder, in that of the index."""

FILE = "history.sqlite"

FORMAT = "1"
"""Version of the tables."""

WAIT_SECONDS = 10.0
"""For another process that reads or writes the file at this moment."""

_TABLES = (
    "create table if not exists meta(name text primary key, value text) without rowid",
    "create table if not exists change(key integer primary key, id blob, number integer, replaced text, parts text,"
    " settled integer, unique (id, number))",
    "create table if not exists text(key integer primary key, data blob)",
    "create table if not exists leaving(id blob primary key) without rowid",
    "insert or ignore into meta values ('format', '1')",  # FORMAT
)


class Row(NamedTuple):
    """A change as the file has it: `replaced` is the time in UTC as ISO 8601 has it; `settled` says that the release is
    known to have changed, `changed` in which parts."""

    key: int
    raw_id: bytes
    number: int
    replaced: str
    changed: str
    settled: int

    @property
    def id(self) -> str:
        """That of the release."""
        return _id(self.raw_id)

    @property
    def parts(self) -> tuple[str, ...]:
        """Which parts were changed."""
        return tuple(self.changed.split())


class Store:
    """The file. Each call opens it and closes it again. A file that is not there holds nothing."""

    def __init__(self, index: Path) -> None:
        """In the folder of an index."""
        self.path = index / FOLDER / FILE

    def rows(self) -> list[Row]:
        """All changes, those of one release together and in order. Raises IndexUnusable kinds."""
        with self._reading() as file:
            found = file.execute("select key, id, number, replaced, parts, settled from change order by id, number")
            rows = [*map(Row._make, found)]
            b"\n".join(row.raw_id for row in rows).decode("utf-8", "surrogatepass")  # a damaged one is found here
            return rows

    def texts(self, keys: Iterable[int]) -> list[bytes]:
        """The packed texts of these changes. Raises IndexUnusable kinds, IndexDamaged where one is missing."""
        with self._reading() as file:
            found = [file.execute("select data from text where key = ?", (key,)).fetchone() for key in keys]
        if None in found:
            raise damaged(self.path, "a text is missing")
        return [data for (data,) in found]

    def leaving(self) -> list[str]:
        """See the head of this file."""
        with self._reading() as file:
            return [_id(raw) for (raw,) in file.execute("select id from leaving")]

    def announce(self, changes: Iterable[tuple[str, str, tuple[str, ...], bytes]], leaving: Iterable[str]) -> None:
        """Keep (id, time, parts, packed text) of what a commit is about to replace, and name what it takes out."""
        with self._writing() as file:
            for release_id, at, parts, packed in changes:
                raw = bytes_of(release_id)
                (last,) = file.execute("select max(number) from change where id = ?", (raw,)).fetchone()
                row = (raw, (last or 0) + 1, at, " ".join(parts))
                written = file.execute(
                    "insert into change(id, number, replaced, parts, settled) values (?, ?, ?, ?, 0)", row
                )
                file.execute("insert into text values (?, ?)", (written.lastrowid, packed))
            file.executemany("insert or ignore into leaving values (?)", ((bytes_of(each),) for each in leaving))

    def settle(self, keep: int, *, dropped: Iterable[int] = (), gone: Iterable[str] | None = None) -> None:
        """Nothing is announced any more: texts are replaced but for the `dropped` ones, releases taken out, all that
        were to be or only those that are `gone`. Of each release the last `keep` texts stay."""
        with self._writing() as file:
            for key in dropped:
                file.execute("delete from change where key = ?", (key,))
            out = (
                file.execute("select id from leaving").fetchall()
                if gone is None
                else [(bytes_of(id_),) for id_ in gone]
            )
            file.executemany("delete from change where id = ?", out)
            file.execute("delete from leaving")
            over = (
                "delete from change where exists (select 1 from change as announced where announced.settled = 0"
                " and announced.id = change.id and change.number <= announced.number - ?)"
            )
            file.execute(over, (keep,))
            file.execute("update change set settled = 1 where settled = 0")
            file.execute("delete from text where key not in (select key from change)")

    def check(self) -> list[str]:
        """What is wrong with the file, a line. Texts are not looked at."""
        with self._reading() as file:
            return [str(line) for (line,) in file.execute("pragma integrity_check") if line != "ok"]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with self._translated(), closing(self._opened()) as file:
            yield file

    def _opened(self) -> sqlite3.Connection:
        if not self.path.exists():
            return _empty()
        # A killed process leaves a journal, which must be played back first: that is writing.
        mode = "rw" if self.path.with_name(f"{FILE}-journal").exists() else "ro"
        file = sqlite3.connect(f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=WAIT_SECONDS)
        try:
            if not file.execute("select 1 from sqlite_master").fetchone():
                file.close()
                return _empty()
            self._check_format(file)
        except BaseException:
            file.close()
            raise
        return file

    def _check_format(self, file: sqlite3.Connection) -> None:
        (found,) = file.execute("select value from meta where name = 'format'").fetchone() or (None,)
        if found != FORMAT:
            raise IndexUnusable(
                f"{self.path} has format {found!r}, this version of siaran reads {FORMAT}; "
                "use the version that wrote it"
            )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """A transaction: durable where the block ends, or nothing of it."""
        with self._translated():
            self.path.parent.mkdir(exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS, isolation_level=None)) as file:
                file.execute("pragma secure_delete = on")  # what was taken out shall not be found in the file
                file.execute("begin immediate")
                for table in _TABLES:
                    file.execute(table)
                self._check_format(file)
                yield file
                file.execute("commit")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.OperationalError, OSError) as error:
            raise IndexUnusable(f"{self.path}: {error}; put that right and try again") from error
        except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
            raise damaged(self.path, error) from error


def damaged(path: Path, error: object) -> IndexDamaged:
    """What is raised for a file that can't be read."""
    return IndexDamaged(
        f"{path} is damaged ({error}); put back a copy of it, or let `siaran index PATH` begin a new one beside it"
    )


def _empty() -> sqlite3.Connection:
    file = sqlite3.connect(":memory:")
    for table in _TABLES:
        file.execute(table)
    return file


def bytes_of(release_id: str) -> bytes:
    """An id as the file has it."""
    return release_id.encode("utf-8", "surrogatepass")


def _id(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogatepass")
