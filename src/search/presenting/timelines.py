"""When the releases of a result were published, as plain data."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from typing import Any

from ..model import Facet, Page
from .results import Links, present_query


def present_timeline(
    page: Page, months: Sequence[Facet], unit: str, limit: int, links: Links | None = None
) -> dict[str, Any]:
    """The newest `limit` years or months (`unit`) that releases of the result are of, oldest first. `months` are all
    months of the result."""
    counts: Counter[str] = Counter()
    for facet in months:
        counts[facet.value[:4] if unit == "year" else facet.value] += facet.count
    return {
        "query": present_query(page),
        "total": page.total,
        "undated": page.total - counts.total(),
        "did_you_mean": page.did_you_mean,
        "hint": page.hint,
        "unit": unit,
        "periods": [_period(name, counts[name]) for name in sorted(counts)[-limit:]],
        "links": dict(links or {"self": None}),
    }


def _period(name: str, count: int) -> dict[str, Any]:
    if len(name) == 4:
        return {"period": name, "from": f"{name}-01-01", "to": f"{name}-12-31", "count": count}
    year, month = map(int, name.split("-"))
    return {"period": name, "from": f"{name}-01", "to": f"{name}-{monthrange(year, month)[1]:02}", "count": count}
