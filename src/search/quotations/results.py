"""What a search for quotes gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..model import Facet, Filters, Quote, Release, Sort

FACETS = ("year", "speaker", "source")
"""Names of the facets of quotes."""


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """A quote and the release that it stands in, whole.

    `marks` are (start, end) in the quote's text, ascending and disjoint: words that were searched for.
    """

    quote: Quote
    release: Release
    score: float
    marks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class QuotePage:
    """One page of quotes. `total` counts all that match, the `FACETS` count over all. The filters' persons speak."""

    q: str
    filters: Filters
    sort: Sort
    page: int
    per_page: int
    total: int
    hits: tuple[QuoteHit, ...]
    facets: Mapping[str, tuple[Facet, ...]] = field(default_factory=dict)
    hint: str | None = None
    took_ms: float = 0.0

    @property
    def pages(self) -> int:
        """How many pages the result has."""
        return -(-self.total // self.per_page)
