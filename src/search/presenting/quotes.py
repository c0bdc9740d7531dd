"""Quotes of the whole archive, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..quotations import QuoteHit, QuotePage
from ..snippets import render_marks
from .releases import present_head, present_quote
from .results import NO_LINKS, Links, present_facets


def present_quotes(
    page: QuotePage, links: Links | None = None, speakers: Mapping[str, str | None] | None = None
) -> dict[str, Any]:
    """A page of quotes. `links` are the addresses of this page and its neighbours; None where there are none.

    `speakers` are the ids of speakers by name.
    """
    filters = page.filters
    return {
        "query": {
            "q": page.q,
            "speaker": list(filters.person),
            "from": filters.date_from.isoformat() if filters.date_from else None,
            "to": filters.date_to.isoformat() if filters.date_to else None,
            "source": list(filters.source),
            "sort": page.sort.value,
        },
        "total": page.total,
        "took_ms": round(page.took_ms, 3),
        "page": page.page,
        "per_page": page.per_page,
        "hint": page.hint,
        "hits": [_hit(hit, speakers) for hit in page.hits],
        "facets": present_facets(page.facets, page.facets),
        "links": dict(NO_LINKS if links is None else links),
    }


def _hit(hit: QuoteHit, speakers: Mapping[str, str | None] | None) -> dict[str, Any]:
    return {
        **present_quote(hit.quote, speakers),
        "marked": render_marks(hit.quote.text, hit.marks),
        "score": hit.score,
        "release": present_head(hit.release),
    }
