"""Writing to an engine and asking it, in one call each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from analysed import make_batch

from search.engines.base import Engine, Request, Result, Snapshot
from search.model import Everything, Field, Query, Release, Term


def write(engine: Engine, *releases: Release, remove: tuple[str, ...] = (), rebuild: bool = False) -> None:
    with engine.writer(rebuild=rebuild) as writer:
        writer.remove(remove)
        writer.add(make_batch(*releases))
        writer.commit()


@contextmanager
def opened(engine: Engine) -> Iterator[Snapshot]:
    with closing(engine.snapshot()) as snapshot:
        yield snapshot


def ask(engine: Engine, query: Query | None = None, **how: object) -> Result:
    with opened(engine) as snapshot:
        return snapshot.search(Request(query or Everything(), **how))  # type: ignore[arg-type]


def found(engine: Engine, query: Query | None = None, **how: object) -> list[str]:
    return [match.release.id for match in ask(engine, query, **how).matches]


def word(form: str, field: Field | None = None) -> Term:
    return Term(form, form[:4], field)


def ids(engine: Engine) -> list[str]:
    """All ids, in order."""
    return found(engine, limit=100)
