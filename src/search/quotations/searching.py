"""A question about quotes -> a page of them."""

from __future__ import annotations

from ..engines.base import Request, Snapshot
from ..errors import ReleaseNotFound
from ..identity import Registry
from ..model import Everything, Filters, Release, Sort
from ..searching import Question, Searcher
from .documents import quote_of, release_of
from .results import FACETS, QuoteHit, QuotePage

_COUNTED = ("year", "person", "source")
"""What the `FACETS` of quotes are of the documents that stand for them."""


def find_quotes(
    searcher: Searcher,
    quotes: Snapshot,
    releases: Snapshot,
    registry: Registry,
    asked: Question,
    facet_values: int,
    prefix_forms: int,
) -> QuotePage:
    """The quotes that match. The question's persons are the speakers; without words, the newest come first.

    Of a release that is being removed or changed at this moment no quote is shown.
    """
    parsed = searcher.parse(asked.q, registry)
    everything = isinstance(parsed.query, Everything)
    result = quotes.search(
        Request(
            query=parsed.query,
            filters=asked.filters,
            sort=Sort.NEWEST if everything and asked.sort is Sort.RELEVANCE else asked.sort,
            offset=asked.offset,
            limit=asked.per_page,
            facets=_COUNTED,
            facet_values=facet_values,
            prefix_forms=prefix_forms,
        )
    )
    _, marker = searcher.markers(parsed.query, quotes)
    hits = []
    for match in result.matches:
        release = _release(releases, release_of(match.release))
        quote = quote_of(match.release, release) if release else None
        if release and quote:
            hits.append(QuoteHit(quote, release, match.score, marker.marks(quote.text)))
    return QuotePage(
        q=asked.q,
        filters=Filters(asked.filters.date_from, asked.filters.date_to, source=asked.filters.source),
        speaker=asked.filters.person,
        sort=asked.sort,
        page=asked.page,
        per_page=asked.per_page,
        total=result.total,
        hits=tuple(hits),
        facets={name: result.facets[facet] for name, facet in zip(FACETS, _COUNTED, strict=True)},
        hint=parsed.hint,
    )


def _release(releases: Snapshot, release_id: str) -> Release | None:
    try:
        return releases.release(release_id)
    except ReleaseNotFound:
        return None
