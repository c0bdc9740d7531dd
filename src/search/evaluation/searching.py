"""Asks every question of a real index and keeps what came back as a run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..archive import Archive
from ..config import Settings
from ..engines.base import Batch, Engine, Request
from ..engines.whoosh import WhooshEngine
from ..expansion import expand, shipped
from ..identity import Identity, Registry
from ..identity.abbreviations import explained
from ..language import Analyzer
from ..querying import parse
from .trec import Run

DEPTH = 100
"""Documents kept for each question: what recall@100 needs, and the most that a page holds."""


@contextmanager
def indexed(batch: Batch, analyzer: Analyzer, folder: Path | None = None) -> Iterator[Engine]:
    """The batch in an index of its own: made anew in `folder`, else in a temporary one that goes with the block."""
    with TemporaryDirectory(prefix="siaran-evaluation-") as temporary:
        place = folder or Path(temporary) / "index"
        make = WhooshEngine.for_rebuild if WhooshEngine.exists(place) else WhooshEngine.create
        with closing(make(place, analyzer.fingerprint)) as engine:
            with engine.writer(rebuild=True) as writer:
                writer.add(batch)
                writer.commit()
            yield engine


def ask_engine(
    engine: Engine,
    questions: Mapping[str, str],
    analyzer: Analyzer,
    *,
    depth: int = DEPTH,
    abbreviations: bool = True,
) -> Run:
    """What the engine answers to the parsed questions: the ranking alone, without snippets and facets. With
    `abbreviations` words are searched in what they are called otherwise, too, as the archive does.

    Most of the time goes into loading what was found, so a small `depth` is much faster.
    """
    limits = Settings()
    run: Run = {}
    with ExitStack() as stack:
        snapshot = stack.enter_context(closing(engine.snapshot()))
        names = Identity.in_memory(snapshot.releases() if abbreviations else ())
        registry = stack.enter_context(closing(Registry(names)))
        for question, text in questions.items():
            parsed = parse(text, analyzer, max_length=len(text), max_words=limits.query_words)
            known = [shipped(), explained(registry, parsed.query, analyzer)] if abbreviations else []
            query = expand(parsed.query, known, analyzer.stem)
            result = snapshot.search(Request(query, limit=depth, facets=()))
            run[question] = [(match.release.id, match.score) for match in result.matches]
    return run


def ask_archive(
    engine: Engine, questions: Mapping[str, str], analyzer: Analyzer, each: Callable[[str], None] = lambda _: None
) -> Run:
    """What a user of the archive gets; slower, because pages come with snippets and facets. Closes `engine`."""
    longest = max(map(len, questions.values()), default=0)
    settings = replace(Settings(), query_length=max(Settings().query_length, longest))
    run: Run = {}
    with Archive(engine, analyzer, settings) as archive:
        for question, text in questions.items():
            run[question] = [(hit.release.id, hit.score) for hit in archive.search(text, per_page=DEPTH).hits]
            each(question)
    return run
