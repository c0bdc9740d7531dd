"""The index of quotes: a small Whoosh index in `quotes/`, and `quotes.json`, which names the state it was made for.

    {"format": 2, "state": "g000001-7", "quotes": "g000001-7"}

`state` is the state of the index of releases, `quotes` that of the index of quotes. The file is written after the
commit: where a process is killed in between, the two do not fit, and the quotes are indexed anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..analysis import analyse
from ..engines.base import Batch, Snapshot, Writer
from ..engines.memory import MemoryEngine
from ..engines.whoosh import WhooshEngine
from ..errors import IndexUnusable
from ..language import Analyzer
from ..model import Release
from .documents import documents_of, ids_of, stored

if TYPE_CHECKING:
    from ..analysis import KnownStems

FORMAT = 2
"""Version of the file and of how quotes become documents. Another number is made anew."""


def prepared(releases: Sequence[Release], stems: KnownStems, analyzer: Analyzer) -> Batch | None:
    """The quotes of releases, ready to be written."""
    documents = [document for release in releases for document in documents_of(release)]
    if not documents:
        return None
    batch = _batch(documents, analyzer, stems)
    return replace(batch, releases=WhooshEngine.carry(batch.releases))


class QuotesIndex:
    """The companion that holds every quote of the archive."""

    name = "quotes"

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        """Below `folder`, which is made with the first change."""
        self._path = folder / "quotes"
        self._file = folder / "quotes.json"
        self._analyzer = analyzer
        self._engine: WhooshEngine | None = None
        self._writer: Writer | None = None

    @property
    def state(self) -> str | None:
        """The state of the releases that the quotes are of; None where they can't be searched as they are."""
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))
            if said["format"] != FORMAT:
                return None
            with closing(self.open()) as engine, closing(engine.snapshot()) as snapshot:
                return str(said["state"]) if said["quotes"] == snapshot.state else None
        except (OSError, ValueError, KeyError, TypeError, IndexUnusable):
            return None

    def open(self) -> WhooshEngine:
        """The engine over the quotes, to be searched and closed by the caller. Raises IndexUnusable kinds."""
        return WhooshEngine.open(self._path, self._analyzer.fingerprint)

    def begin(self, *, anew: bool) -> None:
        """See `Companion.begin`."""
        if anew:
            self._engine = WhooshEngine.for_rebuild(self._path, self._analyzer.fingerprint)
            self._writer = self._engine.writer(rebuild=True)
        else:
            self._engine = self.open()
            self._writer = self._engine.writer()

    def remove(self, releases: Sequence[Release]) -> None:
        """See `Companion.remove`."""
        if self._writer is None:
            raise ValueError("`begin` comes before `remove`")
        for release in releases:
            self._writer.remove(ids_of(release))

    def add(self, releases: Sequence[Release], stems: KnownStems) -> None:
        """See `Companion.add`."""
        if self._writer is None:
            raise ValueError("`begin` comes before `add`")
        self.take(releases, prepared(releases, stems, self._analyzer))

    prepare = staticmethod(prepared)

    def take(self, releases: Sequence[Release], found: Batch | None) -> None:  # noqa: ARG002
        """See `Preparing.take`."""
        if self._writer is None:
            raise ValueError("`begin` comes before `take`")
        if found is not None:
            self._writer.add(found)

    def commit(self, snapshot: Snapshot) -> None:
        """See `Companion.commit`."""
        if self._writer is None or self._engine is None:
            raise ValueError("`begin` comes before `commit`")
        self._writer.commit()
        with closing(self._engine.snapshot()) as own:
            self._say(snapshot.state, own.state)
        self.cancel()

    def cancel(self) -> None:
        """See `Companion.cancel`."""
        if self._writer is not None:
            self._writer.__exit__(None, None, None)
        self.close()

    def check(self) -> Iterable[str]:
        """See `Companion.check`."""
        with closing(self.open()) as engine:
            return engine.check()

    def close(self) -> None:
        """Let go of what is held."""
        if self._engine is not None:
            self._engine.close()
        self._engine = self._writer = None

    def _say(self, state: str, own: str) -> None:
        temporary = self._file.with_suffix(".new")
        with temporary.open("w", encoding="utf-8") as file:
            json.dump({"format": FORMAT, "state": state, "quotes": own}, file)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._file)


def quotes_of(snapshot: Snapshot, analyzer: Analyzer) -> Snapshot:
    """The quotes of a small archive, in memory."""
    engine = MemoryEngine(analyzer.fingerprint)
    documents = [document for release in snapshot.releases() for document in documents_of(release)]
    with engine.writer() as writer:
        writer.add(_batch(documents, analyzer, snapshot.stems))
        writer.commit()
    return engine.snapshot()


def _batch(documents: Sequence[Release], analyzer: Analyzer, stems: KnownStems) -> Batch:
    # Equal hashes spare work where files are read again; these documents are made of releases that have changed.
    batch = analyse(documents, [""] * len(documents), analyzer, stems)
    return replace(batch, releases=tuple(map(stored, documents)))
