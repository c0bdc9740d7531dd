"""A question about releases -> a page of them: read, search, correct where nothing was found, mark what is shown."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .config import Settings
from .correcting import CORRECTED, Corrector, answered
from .duplicates import Groups
from .engines.base import Request, Snapshot
from .errors import QueryError, ReleaseNotFound
from .expansion import expand, shipped
from .history import History
from .identity import Registry
from .identity.abbreviations import explained
from .identity.meaning import filters_meant, query_meant
from .language import Analyzer
from .model import Filters, Hit, Page, Query, Sort
from .querying import Parsed, parse
from .reasons import Reason
from .recent import Recent
from .snippets import Marker, highlights, markers

QUERIES = 256
"""Queries that are kept as they were understood, the last ones: some 10 KB each, at most 250."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of an archive, within its limits. Equal questions to one state have equal answers."""

    q: str
    filters: Filters
    sort: Sort
    page: int
    per_page: int
    fold: bool = True
    facet_values: int | None = None
    """Of each facet; None is what the settings say."""

    @property
    def offset(self) -> int:
        """How many results the pages before hold."""
        return (self.page - 1) * self.per_page


def question(
    settings: Settings,
    q: str,
    filters: Filters,
    sort: Sort | str,
    page: int,
    per_page: int | None,
    fold: bool = True,
    facet_values: int | None = None,
) -> Question:
    """A question, checked. Raises QueryError, which names the parameter that is outside its limits."""
    size = settings.per_page if per_page is None else per_page
    if not 1 <= size <= settings.per_page_limit:
        raise QueryError(f"per_page is {size}; it takes a whole number from 1 to {settings.per_page_limit}", "per_page")
    deepest = settings.depth // size
    if not 1 <= page <= deepest:
        raise QueryError(
            f"page is {page}; with {size} results a page it takes 1 to {deepest}. Narrow the search by date "
            f"to reach further results",
            "page",
        )
    ends = {
        "from": (filters.date_from, "to", filters.date_to),
        "event_from": (filters.event_from, "event_to", filters.event_to),
    }
    for begin, (first, end, last) in ends.items():
        if first and last and first > last:
            raise QueryError(f"{begin} ({first}) is after {end} ({last}); exchange them", begin)
    most = settings.facet_values_limit
    if facet_values is not None and not 1 <= facet_values <= most:
        raise QueryError(f"facet_values is {facet_values}; it takes a whole number from 1 to {most}", "facet_values")
    return Question(q, filters, _sort(sort), page, size, fold, facet_values)


def _sort(value: Sort | str) -> Sort:
    try:
        return Sort(value)
    except ValueError:
        choices = ", ".join(sort.value for sort in Sort)
        raise QueryError(f"sort is {str(value)!r}; it takes one of {choices}", "sort") from None


def _reasons(snapshot: Snapshot, request: Request, release_id: str) -> tuple[Reason, ...]:
    try:
        return snapshot.explain(request, release_id)
    except ReleaseNotFound:
        return ()


class Searcher:
    """Answers questions in any state of an archive. Safe to use from several threads."""

    def __init__(self, analyzer: Analyzer, settings: Settings) -> None:
        self._analyzer = analyzer
        self._settings = settings
        self.corrector = Corrector(analyzer)
        # Who turns a page, sorts anew or sets a filter asks with the same words.
        self._parsed: Recent[Parsed] = Recent(QUERIES)
        self._corrected: Recent[str | None] = Recent(QUERIES)
        self._marking: Recent[tuple[Marker, Marker]] = Recent(QUERIES)

    def search(
        self, snapshot: Snapshot, asked: Question, registry: Registry, groups: Groups, history: History | None = None
    ) -> Page:
        """One page of the releases that match; `registry` knows who is meant by a name, `groups` what the versions of
        a release are, `history` when one was changed."""
        changed = (history or History()).text_changed
        parsed, request = self.parse(asked.q, registry), self.request(asked, registry)
        result = snapshot.search(request)
        meant = self._meant(asked.q, snapshot, result.total) if asked.q.strip() else None
        if meant is not None and not result.total:
            corrected = self.parse(meant, registry)
            result = snapshot.search(replace(request, query=query_meant(registry, corrected.query)))
            # What leads nowhere either is no help.
            parsed, meant = (replace(corrected, hint=CORRECTED), meant) if result.total else (parsed, None)
        shown = highlights(
            [(match.release.title, match.release.body) for match in result.matches],
            *self.markers(parsed.query, snapshot),
        )
        return Page(
            q=asked.q,
            filters=asked.filters,
            sort=asked.sort,
            page=asked.page,
            per_page=asked.per_page,
            total=result.total,
            hits=tuple(
                Hit(release, match.score, passages, title_marks, groups.others(release.id), changed(release.id))
                for match, (title_marks, passages) in zip(result.matches, shown, strict=True)
                for release in (match.release,)
            ),
            facets=result.facets,
            did_you_mean=meant,
            hint=parsed.hint,
        )

    def request(self, asked: Question, registry: Registry) -> Request:
        """What is asked of a snapshot. Raises QueryError where the query is too long."""
        return Request(
            query=query_meant(registry, self.parse(asked.q, registry).query),
            filters=filters_meant(registry, asked.filters),
            sort=asked.sort,
            offset=asked.offset,
            limit=asked.per_page,
            facet_values=asked.facet_values or self._settings.facet_values,
            prefix_forms=self._settings.prefix_forms,
            fold=asked.fold,
        )

    def reasons(self, snapshot: Snapshot, page: Page, registry: Registry) -> tuple[tuple[Reason, ...], ...]:
        """Why each hit of a page scored; nothing of a release that the state has not or that does not match there."""
        query = query_meant(registry, self.parse(answered(page), registry).query)
        request = Request(query, prefix_forms=self._settings.prefix_forms)
        return tuple(_reasons(snapshot, request, hit.release.id) for hit in page.hits)

    def parse(self, q: str, registry: Registry) -> Parsed:
        """The query as it is understood, with what its words are called otherwise. Raises QueryError where it is too
        long."""
        return self._parsed.get((registry.number, q), lambda: self._understand(q, registry))

    def _understand(self, q: str, registry: Registry) -> Parsed:
        limits = self._settings
        parsed = parse(q, self._analyzer, max_length=limits.query_length, max_words=limits.query_words)
        known = [shipped(), explained(registry, parsed.query, self._analyzer)]
        return replace(parsed, query=expand(parsed.query, known, self._analyzer.stem))

    def markers(self, query: Query, snapshot: Snapshot) -> tuple[Marker, Marker]:
        """What marks the words of a query in titles and in bodies."""
        return self._marking.get((snapshot.state, query), lambda: markers(query, snapshot.forms))

    def _meant(self, q: str, snapshot: Snapshot, found: int) -> str | None:
        return self._corrected.get((snapshot.state, q, bool(found)), lambda: self.corrector.correct(q, snapshot, found))
