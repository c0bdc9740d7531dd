"""The one object that faces talk to: an index, opened for searching.

    with Archive.open("index") as archive:
        page = archive.search("menanggulangi teror", date_from=date(2020, 1, 1), person=["Boy Rafli Amar"])

An archive follows its index: a state that `siaran index` commits while the archive is open is searched from
the next request on (looked for at most every `refresh_seconds`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from .auditing import Group, audit
from .config import Settings
from .correcting import CORRECTED, Corrector
from .engines.base import Engine, Request, Snapshot
from .engines.whoosh import WhooshEngine
from .errors import QueryError
from .explaining import Explanation, explain
from .language import Analyzer, fold
from .language.wordforms import WordForms
from .model import Everything, Filters, Hit, Page, Query, Release, Sort, Stats, Suggestion
from .newest import NewestState
from .querying import Parsed, parse
from .recent import Recent
from .snippets import Marker, highlights, markers
from .suggesting import complete, forgiving

Marks = tuple[tuple[int, int], ...]

QUERIES = 256
"""Queries that are kept as they were understood, the last ones: some 10 KB each, at most 250."""


class Archive:
    """Search over one index. Safe to use from several threads; close it, or use it as a context manager."""

    def __init__(self, engine: Engine, analyzer: Analyzer | None = None, settings: Settings | None = None) -> None:
        """Take over `engine`, which is closed with the archive."""
        self.settings = settings or Settings()
        self._engine = engine
        self._analyzer = analyzer or Analyzer()
        self._corrector = Corrector(self._analyzer)
        # Who turns a page, sorts anew or sets a filter asks with the same words.
        self._parsed: Recent[Parsed] = Recent(QUERIES)
        self._corrected: Recent[str | None] = Recent(QUERIES)
        self._marking: Recent[tuple[Marker, Marker]] = Recent(QUERIES)
        self._newest = NewestState(engine, self.settings.refresh_seconds, self.settings.answer_bytes)

    @classmethod
    def open(cls, index: Path | str | None = None, settings: Settings | None = None) -> Archive:
        """Open the index in a folder (default: the settings' `index`).

        Raises IndexMissing, IndexDamaged, or AnalyzerMismatch where the index's stems are of another analyzer.
        """
        settings = settings or Settings.from_environment()
        if index:
            settings = replace(settings, index=Path(index))
        analyzer = Analyzer.with_exceptions(settings.exceptions)
        engine = WhooshEngine.open(settings.index, analyzer.fingerprint)
        return cls(engine, analyzer, settings)

    # --- searching

    def search(
        self,
        q: str = "",
        *,
        date_from: date | None = None,
        date_to: date | None = None,
        person: Sequence[str] = (),
        organization: Sequence[str] = (),
        place: Sequence[str] = (),
        source: Sequence[str] = (),
        sort: Sort | str = Sort.RELEVANCE,
        page: int = 1,
        per_page: int | None = None,
    ) -> Page:
        """One page of the releases that match `q` and the filters, with facets over all of them.

        Dates are inclusive; the values of one filter are alternatives. Raises QueryError, which names the
        parameter, where a value is outside its limits.
        """
        started = time.perf_counter()
        size = self.settings.per_page if per_page is None else per_page
        self._check_paging(page, size)
        if date_from and date_to and date_from > date_to:
            raise QueryError(f"from ({date_from}) is after to ({date_to}); exchange them", "from")
        order = _sort(sort)
        filters = Filters(date_from, date_to, tuple(person), tuple(organization), tuple(place), tuple(source))
        asked = (q, filters, order, page, size)
        with self._newest.hold() as held:
            found = held.answers.find(asked)
            if found is None:
                found = self._search(held.snapshot, *asked)
                held.answers.keep(asked, found)
        return replace(found, took_ms=(time.perf_counter() - started) * 1000)

    def _search(self, snapshot: Snapshot, q: str, filters: Filters, order: Sort, page: int, size: int) -> Page:
        parsed = self._parse(q)
        request = Request(
            query=parsed.query,
            filters=filters,
            sort=order,
            offset=(page - 1) * size,
            limit=size,
            facet_values=self.settings.facet_values,
            prefix_forms=self.settings.prefix_forms,
        )
        result = snapshot.search(request)
        meant = self._meant(q, snapshot, result.total) if q.strip() else None
        if meant is not None and not result.total:
            corrected = self._parse(meant)
            result = snapshot.search(replace(request, query=corrected.query))
            # What leads nowhere either is no help.
            parsed, meant = (replace(corrected, hint=CORRECTED), meant) if result.total else (parsed, None)
        shown = highlights(
            [(match.release.title, match.release.body) for match in result.matches],
            *self._markers(parsed.query, snapshot),
        )
        hits = tuple(
            Hit(match.release, match.score, passages, title_marks)
            for match, (title_marks, passages) in zip(result.matches, shown, strict=True)
        )
        return Page(
            q=q,
            filters=filters,
            sort=order,
            page=page,
            per_page=size,
            total=result.total,
            hits=hits,
            facets=result.facets,
            did_you_mean=meant,
            hint=parsed.hint,
        )

    def release(self, release_id: str) -> Release:
        """The whole release with this id. Raises ReleaseNotFound."""
        with self._snapshot() as snapshot:
            return snapshot.release(release_id)

    def mark(self, q: str, release: Release) -> tuple[Marks, Marks]:
        """Where the words of `q` stand in a release: ranges in its title, ranges in its body."""
        query = self._parse(q).query
        if isinstance(query, Everything):
            return (), ()
        with self._snapshot() as snapshot:
            in_title, in_body = self._markers(query, snapshot)
        return in_title.marks(release.title), in_body.marks(release.body)

    def suggest(self, q: str, limit: int = 8) -> tuple[Suggestion, ...]:
        """Completions of what is being typed: names, titles, words of the archive; case and diacritics say nothing.

        A name or title is suggested where any of its words begins with what was typed. One slip is forgiven where
        nothing begins so. Raises QueryError over the length limit.
        """
        if len(q) > self.settings.query_length:
            raise QueryError(f"the text has {len(q)} characters; at most {self.settings.query_length} are taken")
        typed = " ".join(fold(q).split())
        tokens = self._analyzer.tokens(typed)
        if not tokens:
            return ()
        with self._snapshot() as snapshot:
            found = complete(snapshot, typed, tokens, limit)
            if not found:
                beginnings = self._corrector.beginnings(snapshot)
                found = forgiving(snapshot, typed, self._analyzer, beginnings, limit)
        return tuple(found)

    def explain(self, q: str) -> Explanation:
        """How `q` is understood, and which forms of its words are searched. Raises QueryError."""
        with self._snapshot() as snapshot:
            return explain(
                q,
                self._parse(q),
                self._analyzer,
                snapshot.forms,
                lambda forms: self._corrector.counts(forms, snapshot),
            )

    def audit(self) -> list[Group]:
        """Stems under which some word of the archive may not belong. Takes seconds for a large archive."""
        with self._snapshot() as snapshot:
            return audit(snapshot, WordForms.with_exceptions(self.settings.exceptions))

    def stats(self) -> Stats:
        """What the index holds."""
        with self._snapshot() as snapshot:
            return snapshot.stats()

    def check(self) -> list[str]:
        """Read the whole index; what is damaged, a line each."""
        return self._engine.check()

    @property
    def state(self) -> str:
        """Names the state that is searched now; another name means that answers may differ."""
        with self._snapshot() as snapshot:
            return snapshot.state

    def close(self) -> None:
        """Let go of the index."""
        self._newest.close()
        self._engine.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- inside

    def _parse(self, q: str) -> Parsed:
        limits = self.settings
        return self._parsed.get(
            q, lambda: parse(q, self._analyzer, max_length=limits.query_length, max_words=limits.query_words)
        )

    def _meant(self, q: str, snapshot: Snapshot, found: int) -> str | None:
        return self._corrected.get(
            (snapshot.state, q, bool(found)), lambda: self._corrector.correct(q, snapshot, found)
        )

    def _check_paging(self, page: int, size: int) -> None:
        if not 1 <= size <= self.settings.per_page_limit:
            raise QueryError(
                f"per_page is {size}; it takes a whole number from 1 to {self.settings.per_page_limit}", "per_page"
            )
        deepest = self.settings.depth // size
        if not 1 <= page <= deepest:
            raise QueryError(
                f"page is {page}; with {size} results a page it takes 1 to {deepest}. Narrow the search by date "
                f"to reach further results",
                "page",
            )

    def _markers(self, query: Query, snapshot: Snapshot) -> tuple[Marker, Marker]:
        return self._marking.get((snapshot.state, query), lambda: markers(query, snapshot.forms))

    @contextmanager
    def _snapshot(self) -> Iterator[Snapshot]:
        """The newest state, kept open until the block ends, whatever is committed meanwhile."""
        with self._newest.hold() as held:
            yield held.snapshot


def _sort(value: Sort | str) -> Sort:
    try:
        return Sort(value)
    except ValueError:
        choices = ", ".join(sort.value for sort in Sort)
        raise QueryError(f"sort is {str(value)!r}; it takes one of {choices}", "sort") from None
