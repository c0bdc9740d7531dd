"""SQLite with its full-text extension FTS5."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from ..prepared import FACET_NAMES, Document
from ..queries import KINDS, Asked
from .base import COUNT, FACET_VALUES, FULL, SNIPPETS, TITLE_WEIGHT, TOP, WORK, Answer

# Every character but white space belongs to a word: the words come cut already.
_TABLES = """
CREATE TABLE release (number INTEGER PRIMARY KEY, id TEXT UNIQUE, day INTEGER, title TEXT, body TEXT);
CREATE VIRTUAL TABLE words USING fts5(title, body, content='release', content_rowid='number',
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'");
CREATE TABLE facet (number INTEGER, kind TEXT, value TEXT);
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS facet_of ON facet (number, kind, value);
CREATE INDEX IF NOT EXISTS facet_value ON facet (kind, value, number);
CREATE INDEX IF NOT EXISTS release_day ON release (day);
"""
_RANK = f"bm25(words, {TITLE_WEIGHT}, 1.0)"
_SNIPPET = "snippet(words, 1, '<mark>', '</mark>', '...', 32)"
_FILTER = """ AND words.rowid IN (SELECT number FROM facet WHERE kind = 'person' AND value = ?)
 AND words.rowid IN (SELECT number FROM release WHERE day BETWEEN ? AND ?)"""
_MATCH = "words MATCH ?"


class SqliteFts5:
    """One file: releases, an FTS5 table over them (external content), and a table of facet values."""

    name = "SQLite FTS5"
    note = "its own BM25 (both fields as one); facets by GROUP BY over a table of values"
    whoosh_scores = False
    exact_facets = True
    adds = True
    can = frozenset((work, kind) for work in WORK for kind in KINDS)

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "releases.db")
        self._base.execute("PRAGMA cache_size = -65536")
        self._base.execute("PRAGMA mmap_size = 4000000000")

    @classmethod
    def version(cls) -> str:
        with closing(sqlite3.connect(":memory:")) as base:
            base.execute("CREATE VIRTUAL TABLE words USING fts5(body)")
        return sqlite3.sqlite_version

    @classmethod
    def build(cls, documents: Sequence[Document], folder: Path) -> None:
        with closing(sqlite3.connect(folder / "releases.db")) as base:
            base.executescript(_TABLES)
            cls._write(base, documents, 1)
            base.executescript(_INDEXES)
            base.execute("INSERT INTO words(words) VALUES ('optimize')")
            base.commit()
            base.execute("ANALYZE")

    @staticmethod
    def _write(base: sqlite3.Connection, documents: Sequence[Document], first: int) -> None:
        numbered = list(enumerate(documents, first))
        with base:
            base.executemany(
                "INSERT INTO release VALUES (?, ?, ?, ?, ?)",
                ((number, document.id, document.day, document.title, document.body) for number, document in numbered),
            )
            base.executemany(
                "INSERT INTO words (rowid, title, body) VALUES (?, ?, ?)",
                ((number, document.title, document.body) for number, document in numbered),
            )
            base.executemany("INSERT INTO facet VALUES (?, ?, ?)", _facets(numbered))

    def add(self, documents: Sequence[Document]) -> None:
        last = self._base.execute("SELECT max(number) FROM release").fetchone()[0]
        self._write(self._base, documents, last + 1)

    def answer(self, work: str, asked: Asked) -> Answer:
        where, values = _where(asked)
        snippet = _SNIPPET if work in (SNIPPETS, FULL) else "NULL"
        rows = self._base.execute(
            f"SELECT release.id, found.score, release.title, release.day, found.snippet FROM (SELECT rowid, "
            f"{_RANK} AS score, {snippet} AS snippet FROM words WHERE {where} ORDER BY {_RANK} LIMIT {TOP}) AS found "
            "JOIN release ON release.number = found.rowid ORDER BY found.score",
            values,
        ).fetchall()
        total = None
        if work in (COUNT, FULL):
            total = self._base.execute(f"SELECT count(*) FROM words WHERE {where}", values).fetchone()[0]
        facets: dict[str, dict[str, int]] = {}
        if work == FULL:
            facets = {name: self._facet(name, where, values) for name in FACET_NAMES}
        return Answer(
            [row[0] for row in rows], [-row[1] for row in rows], total, sum(bool(row[4]) for row in rows), facets
        )

    def _facet(self, name: str, where: str, values: list[object]) -> dict[str, int]:
        return dict(
            self._base.execute(
                "SELECT value, count(*) AS counted FROM facet WHERE kind = ? AND number IN "
                f"(SELECT rowid FROM words WHERE {where}) GROUP BY value ORDER BY counted DESC, value "
                f"LIMIT {FACET_VALUES}",
                [name, *values],
            )
        )

    def close(self) -> None:
        self._base.close()


def _facets(numbered: Sequence[tuple[int, Document]]) -> Iterator[tuple[int, str, str]]:
    for number, document in numbered:
        for name in FACET_NAMES:
            for value in document.values(name):
                yield number, name, value


def _where(asked: Asked) -> tuple[str, list[object]]:
    words = [word.replace('"', '""') for word in asked.words]
    if asked.kind == "phrase":
        match = f'"{" ".join(words)}"'
    elif asked.kind == "prefix":
        match = f'"{words[0]}"*'
    else:
        match = " OR ".join(f'"{word}"' for word in words)
    if asked.days is None or asked.person is None:
        return _MATCH, [match]
    return _MATCH + _FILTER, [match, asked.person, *asked.days]
