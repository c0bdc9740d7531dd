"""siaran, asked through its public face."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from search import Archive
from search.config import Settings
from search.derived import Derived
from search.engines.base import Engine, Ranking, Request, Result, Snapshot
from search.engines.names import Names
from search.engines.whoosh import WhooshEngine
from search.language import Analyzer

from ..queries import KINDS, Asked
from .base import COUNT, FULL, SNIPPETS, TOP, TOP_TEN, WORK, Answer

ALL_FORMS = 1_000_000
"""Other engines put no bound on the words that a prefix stands for, so neither does ours here."""


class Siaran:
    """An index that `siaran index` made.

    With facets: `Archive.search`, all of it, the reading and stemming of the query's text too. Without: the same
    over an engine that is asked for no facets. Without snippets: the engine alone, given the query's tree as the
    other engines are given theirs. It always counts, and each of its hits is a whole `Release`.

    With `Ranking.WHOOSH` its engine is asked to score by Whoosh's formula in all of this: the work of the others, to
    be compared with theirs, and with what siaran's own ranking takes.
    """

    name = "siaran"
    note = "reads and stems the query's text within the time (where there are snippets); always counts"
    exact_facets = True
    can = frozenset((work, kind) for work in WORK for kind in KINDS)

    def __init__(self, folder: Path, *, refresh_seconds: int | None = None, ranking: Ranking = Ranking.BM25F) -> None:
        self.whoosh_scores = ranking is Ranking.WHOOSH
        self._ranking = ranking
        # Every answer is searched for: one that was kept would only show how fast a dictionary is.
        settings = Settings(index=folder, answer_bytes=0, prefix_forms=ALL_FORMS)
        if refresh_seconds is not None:
            settings = replace(settings, refresh_seconds=refresh_seconds)
        analyzer = Analyzer()
        self._archive = (
            Archive(_opened(folder, analyzer, ranking=ranking), analyzer, settings, folder=folder)
            if self.whoosh_scores
            else Archive.open(folder, settings)
        )
        self._engine = WhooshEngine.open(folder, analyzer.fingerprint)
        self._derived = Derived(self._engine.snapshot(), analyzer, folder)
        self._snapshot = self._derived.snapshot
        bare = _opened(folder, analyzer, ranking=ranking, facets=())
        self._without_facets = Archive(bare, analyzer, settings, folder=folder)

    @classmethod
    def version(cls) -> str:
        return version("siaran")

    def answer(self, work: str, asked: Asked) -> Answer:
        if work in (TOP_TEN, COUNT):
            result = self._snapshot.search(
                Request(asked.tree, asked.filters, facets=(), limit=TOP, prefix_forms=ALL_FORMS, ranking=self._ranking)
            )
            return Answer(
                [match.release.id for match in result.matches],
                [match.score for match in result.matches],
                result.total,
            )
        archive = {FULL: self._archive, SNIPPETS: self._without_facets}[work]
        filters = asked.filters
        page = archive.search(
            asked.q,
            date_from=filters.date_from,
            date_to=filters.date_to,
            person=filters.person,
            per_page=TOP,
            fold=False,  # none of the others puts versions of a release together
        )
        return Answer(
            [hit.release.id for hit in page.hits],
            [hit.score for hit in page.hits],
            page.total,
            sum(bool(hit.snippets) for hit in page.hits),
            {name: {facet.value: facet.count for facet in facets} for name, facets in page.facets.items()},
        )

    def close(self) -> None:
        self._archive.close()
        self._without_facets.close()
        self._snapshot.close()
        self._derived.close()
        self._engine.close()


def _opened(folder: Path, analyzer: Analyzer, **changes: Any) -> _Changed:
    return _Changed(WhooshEngine.open(folder, analyzer.fingerprint), **changes)


class _Changed:
    """An engine whose snapshots are asked something else than they would be."""

    def __init__(self, engine: Engine, **changes: Any) -> None:
        self._engine = engine
        self._changes = changes

    def snapshot(self) -> Snapshot:
        return _Asked(self._engine.snapshot(), self._changes)

    def writer(self, *, rebuild: bool = False) -> Any:
        return self._engine.writer(rebuild=rebuild)

    def check(self) -> list[str]:
        return self._engine.check()

    def close(self) -> None:
        self._engine.close()


class _Asked:
    def __init__(self, snapshot: Snapshot, changes: dict[str, Any]) -> None:
        self._snapshot = snapshot
        self._changes = changes

    def search(self, request: Request) -> Result:
        return self._snapshot.search(replace(request, **self._changes))

    def joining(self, names: Names) -> Snapshot:
        return _Asked(self._snapshot.joining(names), self._changes)

    def folding(self, groups: Iterable[Sequence[str]]) -> Snapshot:
        return _Asked(self._snapshot.folding(groups), self._changes)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._snapshot, name)
