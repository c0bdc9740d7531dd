"""The journal's file: the last thing that happened to each release that is in the archive or was.

A SQLite file, some 100 bytes a release:

    meta(name, value)                       format, and `epoch`, which names this journal: 12 hexadecimal digits
    entry(id, number, hash, time)           hash is null where the release was removed; numbers only grow
    state(name, before, until, time)        the states of the index, in order: entries before < number <= until are
                                            what it brought. Times are whole seconds since 1970, UTC

A release that changes again leaves its place and stands at the end under a new number. So whoever has read up to a
number and goes on from there meets everything that happened since.
"""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

FORMAT = "1"
"""Version of the tables. Another one is begun anew."""

FILE = "journal.sqlite"

WAIT_SECONDS = 10.0
"""For another process that reads or writes the file at this moment."""

TABLES = """
create table meta(name text primary key, value text) without rowid;
create table entry(id text primary key, number integer not null, hash text, time integer not null) without rowid;
create unique index place on entry(number);
create table state(row integer primary key, name text, before integer, until integer, time integer);
create index named on state(name);
"""

_AT_ONCE = 500


class Entry(NamedTuple):
    """What happened last to a release."""

    id: str
    number: int
    removed: bool
    time: int


class Reach(NamedTuple):
    """The journal's name, the last number that a state of the index knows of, and the last one of all."""

    epoch: str
    until: int
    last: int


def opened(path: Path) -> sqlite3.Connection:
    """The file, for reading. Raises sqlite3.Error where there is none."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=WAIT_SECONDS)


def begun(path: Path | str) -> sqlite3.Connection:
    """A new journal with nothing in it."""
    file = sqlite3.connect(path, timeout=WAIT_SECONDS, check_same_thread=False)
    file.executescript(TABLES)
    with file:
        file.executemany("insert into meta values (?, ?)", (("format", FORMAT), ("epoch", secrets.token_hex(6))))
    return file


def is_ours(file: sqlite3.Connection) -> bool:
    """Whether the file is a journal of this version. Raises sqlite3.Error where it is none at all."""
    found = file.execute("select value from meta where name = 'format'").fetchone()
    return bool(found and found[0] == FORMAT)


def state(path: Path) -> str | None:
    """The state of the index that was written last; None where there is no journal that can be read."""
    try:
        with closing(opened(path)) as file:
            if not is_ours(file):
                return None
            found = file.execute("select name from state order by row desc limit 1").fetchone()
    except sqlite3.Error:
        return None
    return str(found[0]) if found else None


def record(
    file: sqlite3.Connection, added: Mapping[str, str], gone: Iterable[str], state: str, time: int, anew: bool
) -> None:
    """Write down what a commit did, at once or not at all.

    `added` are releases with their hashes, `gone` those removed. One whose hash is the one that is known keeps its
    place. With `anew`, `added` are all that there are, and whatever else is known is gone.
    """
    with file:
        before = _last(file)
        known = dict(_hashes(file, None if anew else added))
        changed = {id_: hash_ for id_, hash_ in added.items() if known.get(id_) != hash_}
        left = known.keys() - added.keys() if anew else dict(_hashes(file, gone)).keys()
        rows = [*changed.items(), *((id_, None) for id_ in sorted(left))]
        file.executemany(
            "replace into entry values (?, ?, ?, ?)",
            ((id_, number, hash_, time) for number, (id_, hash_) in enumerate(rows, before + 1)),
        )
        file.execute(
            "insert into state(name, before, until, time) values (?, ?, ?, ?)",
            (state, before, before + len(rows), time),
        )


def reach(file: sqlite3.Connection, state: str) -> Reach:
    """How far a state of the index may read.

    One that is not known is newer than all of the journal, which is written after the index: it may read everything.
    """
    ((epoch,),) = file.execute("select value from meta where name = 'epoch'").fetchall()
    last = _last(file)
    found = file.execute("select until from state where name = ? order by row desc limit 1", (state,)).fetchone()
    return Reach(epoch, found[0] if found else last, last)


def entries(file: sqlite3.Connection, after: int, until: int, limit: int) -> list[Entry]:
    """The next entries behind a number, `limit` of them at most."""
    found = file.execute(
        "select id, number, hash is null, time from entry where number > ? and number <= ? order by number limit ?",
        (after, until, limit),
    )
    return [Entry(id_, number, bool(removed), time) for id_, number, removed, time in found]


def count(file: sqlite3.Connection, after: int, until: int) -> int:
    """How many entries there are behind a number."""
    ((found,),) = file.execute("select count(*) from entry where number > ? and number <= ?", (after, until))
    return int(found)


def before(file: sqlite3.Connection, time: int) -> int | None:
    """The number behind which everything stands that was written down at this time or later; None where nothing was."""
    ((found,),) = file.execute("select min(before) from state where time >= ?", (time,))
    return None if found is None else int(found)


def _last(file: sqlite3.Connection) -> int:
    # Of the states, not of the entries: a number is never given twice.
    ((found,),) = file.execute("select max(until) from state")
    return int(found or 0)


def _hashes(file: sqlite3.Connection, ids: Iterable[str] | None) -> Iterable[tuple[str, str]]:
    """The hashes of releases that are there: of all, or of some."""
    if ids is None:
        yield from file.execute("select id, hash from entry where hash is not null")
        return
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ",".join("?" * len(some))
        yield from file.execute(f"select id, hash from entry where hash is not null and id in ({marks})", some)  # noqa: S608
