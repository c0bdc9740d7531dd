"""Archives of invented releases, over every engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from search.analysis import analyse
from search.archive import Archive
from search.config import Settings
from search.engines.base import Engine
from search.engines.memory import MemoryEngine
from search.engines.whoosh import WhooshEngine
from search.language import Analyzer
from search.model import Release

MakeArchive = Callable[[Sequence[Release]], Archive]

ENGINES: dict[str, Callable[[Path, str], Engine]] = {
    "memory": lambda _folder, fingerprint: MemoryEngine(fingerprint),
    "whoosh": WhooshEngine.create,
}


@pytest.fixture(params=ENGINES)
def make_archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeArchive]:
    """Makes an archive; it closes when the test ends. `refresh_seconds` is 0: each request looks for a new state."""
    analyzer = Analyzer()
    with ExitStack() as opened:

        def make(releases: Sequence[Release], exceptions: str = "") -> Archive:
            engine = ENGINES[request.param](tmp_path / "index", analyzer.fingerprint)
            store(engine, releases)
            settings = replace(Settings(), refresh_seconds=0, exceptions=exceptions)
            return opened.enter_context(Archive(engine, analyzer, settings))

        yield make


def store(engine: Engine, releases: Sequence[Release]) -> None:
    with engine.writer() as writer:
        writer.add(analyse(releases, [release.id for release in releases], Analyzer(), lambda _forms: {}))
        writer.commit()
