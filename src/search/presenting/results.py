"""Pages of results, completions and what an index holds, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..explaining import Explanation
from ..model import FACETS, Facet, Hit, Page, Stats, Suggestion
from ..reasons import Reason
from ..snippets import render
from .explanations import present_explanation, present_reason
from .moments import present_moment
from .releases import present_head, present_names

Links = dict[str, str | None]
NO_LINKS: Links = {"self": None, "next": None, "prev": None}


def present_page(
    page: Page,
    links: Links | None = None,
    explanation: Explanation | None = None,
    reasons: Sequence[Sequence[Reason]] | None = None,
) -> dict[str, Any]:
    """A page of results. `links` are the addresses of this page and its neighbours; None where there are none.

    Only with an `explanation` there is a key `explain`, and only with `reasons`, one list for each hit, have the hits
    a key `reasons`.
    """
    shown: dict[str, Any] = {
        "query": present_query(page),
        "total": page.total,
        "took_ms": round(page.took_ms, 3),
        "page": page.page,
        "per_page": page.per_page,
        "did_you_mean": page.did_you_mean,
        "hint": page.hint,
        "hits": [_hit(hit) for hit in page.hits],
        "facets": present_facets(page.facets, FACETS),
        "links": dict(NO_LINKS if links is None else links),
    }
    for hit, its in zip(shown["hits"], reasons or (), strict=reasons is not None):
        hit["reasons"] = [present_reason(reason) for reason in its]
    if explanation is not None:
        shown["explain"] = present_explanation(explanation)
    return shown


def present_suggestions(q: str, suggestions: Iterable[Suggestion]) -> dict[str, Any]:
    """Completions of `q`, best first; a title that one release has gives its `id`."""
    return {
        "q": q,
        "suggestions": [
            {"text": s.text, "kind": s.kind, "count": s.count} | ({} if s.id is None else {"id": s.id})
            for s in suggestions
        ],
    }


def present_stats(stats: Stats) -> dict[str, Any]:
    """What an index holds; `from` and `to` are the dates of its oldest and newest release."""
    return {
        "releases": stats.releases,
        "from": stats.date_from.isoformat() if stats.date_from else None,
        "to": stats.date_to.isoformat() if stats.date_to else None,
        "bytes": stats.bytes,
        "words": stats.words,
    }


def present_facets(facets: Mapping[str, Sequence[Facet]], names: Iterable[str]) -> dict[str, Any]:
    """The values of these facets with their counts."""
    return {name: [{"value": facet.value, "count": facet.count} for facet in facets.get(name, ())] for name in names}


def present_query(page: Page) -> dict[str, Any]:
    """What was asked."""
    filters = page.filters
    return {
        "q": page.q,
        "from": filters.date_from.isoformat() if filters.date_from else None,
        "to": filters.date_to.isoformat() if filters.date_to else None,
        "person": list(filters.person),
        "organization": list(filters.organization),
        "place": list(filters.place),
        "source": list(filters.source),
        "event_from": filters.event_from.isoformat() if filters.event_from else None,
        "event_to": filters.event_to.isoformat() if filters.event_to else None,
        "changed": filters.changed,
        "sort": page.sort.value,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        **present_head(hit.release),
        "score": hit.score,
        "snippets": [render(snippet) for snippet in hit.snippets],
        **present_names(hit.release),
        "duplicates": list(hit.versions),
        "changed": present_moment(hit.changed) if hit.changed else None,
    }
