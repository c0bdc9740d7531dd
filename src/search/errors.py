"""One tree of errors. Each message says a fact and a way out.

SiaranError
├── UsageError          the call is wrong: an argument, a query over a limit     (exit code 2, HTTP 400)
│   └── QueryError      a query that can't be answered; names the parameter
├── ReadError           one input can't be read; the others go on               (exit code 1)
├── ReleaseNotFound     no release has this id                                  (exit code 2, HTTP 404)
├── EntityNotFound      no release names such an entity                         (exit code 2, HTTP 404)
└── IndexUnusable       the index can't be used; names the command that helps    (exit code 3, HTTP 503)
    ├── IndexMissing
    ├── IndexLocked
    ├── IndexDamaged
    └── AnalyzerMismatch

Errors of the libraries below (Whoosh, SQLite, the operating system) are translated into these where they are
called: nothing above an adapter catches a library's exception.
"""

from __future__ import annotations


class SiaranError(Exception):
    """Root of every error that this package raises on purpose."""


class UsageError(SiaranError):
    """The call is wrong; the message says which argument and what it takes."""


class QueryError(UsageError):
    """A search that can't be answered as it was asked.

    `parameter` is the name of the parameter at fault, as the HTTP interface spells it.
    """

    def __init__(self, message: str, parameter: str = "q") -> None:
        super().__init__(message)
        self.parameter = parameter


class ReadError(SiaranError):
    """One input, or one record of it, can't be read.

    `where` is the path, with the record's line or number behind a colon where there is one.
    """

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(where, reason)  # the arguments as they came: the error crosses processes
        self.where = where
        self.reason = reason

    def __str__(self) -> str:
        return f"{self.where}: {self.reason}"


class ReleaseNotFound(SiaranError):
    """No release has the id that was asked for."""

    def __init__(self, release_id: str) -> None:
        super().__init__(f"no release has the id {release_id!r}; `siaran search` lists ids with --json")
        self.release_id = release_id


class EntityNotFound(SiaranError):
    """No release names a person, organization or place of this id."""

    def __init__(self, kind: str, entity_id: str) -> None:
        super().__init__(
            f"no release names a {kind} with the id or name {entity_id!r}; ids are listed by: siaran entities"
        )
        self.kind = kind
        self.entity_id = entity_id


class IndexUnusable(SiaranError):
    """The index can't be used; the message names the command that helps."""


class IndexMissing(IndexUnusable):
    """There is no index at the given place."""

    def __init__(self, path: object) -> None:
        super().__init__(f"there is no index in {path}; make one with: siaran index PATH --index {path}")


class IndexLocked(IndexUnusable):
    """Another process is writing to the index."""


class IndexDamaged(IndexUnusable):
    """Files of the index are missing, unreadable, or of a format that this version does not know."""


class AnalyzerMismatch(IndexUnusable):
    """The index was made with another analyzer: its stems can't be compared with the query's."""

    def __init__(self, path: object) -> None:
        super().__init__(
            f"the index in {path} was made with another version of the text analyzer, so words would not be "
            f"found; make it anew with: siaran index --rebuild --index {path}"
        )
