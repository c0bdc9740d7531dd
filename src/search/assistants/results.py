"""What is found, as an assistant is told: releases, quotes, and how many of them when."""

from __future__ import annotations

from typing import Any

from ..archive import Archive
from ..correcting import CORRECTED, answered
from ..model import Hit, Kind, Page, Quote, Release
from ..presenting import present_timeline
from ..querying import HEADLINE, NO_WORDS, ONLY_OPERATORS, WORDS_LEFT_OUT
from ..quotations import QuotePage
from .citations import page_of
from .quoting import ADDRESS, NAME, NOTICE, TITLE, maybe, names, passage, short, visible
from .tables import UNITS, within

SNIPPET, QUOTE = 400, 1_000
"""Most characters of a result's snippet and of a quote."""

NAMED = 6
"""Most names of each kind of a result."""

PERIODS = 240
"""Most months or years of a timeline, the newest ones: twenty years of months."""

_HINTS = {
    ONLY_OPERATORS: "The query has only operators; add a word.",
    NO_WORDS: "The query has no word; write letters or digits.",
    WORDS_LEFT_OUT: "The query is long; only its first words were searched.",
    HEADLINE: "All of the query is in capitals, so AND, OR and NOT were searched as words.",
    CORRECTED: "Nothing was found for the query as it was written; its correction was searched instead.",
}


def search(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """Releases that match."""
    page = archive.search(**paged(archive, values))
    return {
        "notice": NOTICE,
        **_understood(archive, page),
        **_places(archive, page),
        "releases": [_hit(archive, hit) for hit in page.hits],
    }


def quotes(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """Quotes that match."""
    page = archive.quotes(**paged(archive, values))
    return {
        "notice": NOTICE,
        "understood": short(archive.explain(page.q).understood, SNIPPET),
        "hint": _HINTS.get(page.hint or ""),
        **_places(archive, page),
        "quotes": [{**quotation(hit.quote), "release": head(archive, hit.release)} for hit in page.hits],
    }


def timeline(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """How many releases match in each month or year that has any, the oldest first."""
    unit = values.pop("unit", UNITS[0])
    page = archive.search(**values, per_page=1)
    with archive.sweep(answered(page), page.filters) as sweep:
        months = sweep.months(max(page.total, 1))
    counted = present_timeline(page, months, unit, PERIODS)
    shown = [{"period": each["period"], "count": each["count"]} for each in counted["periods"]]
    return {
        **_understood(archive, page),
        "total": page.total,
        "undated": counted["undated"],
        "unit": unit,
        "counts": shown,
        "truncated": sum(each["count"] for each in shown) < page.total - counted["undated"],
    }


def paged(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """The values with the number of results of a call where none was given."""
    return {"per_page": within(archive.settings).per_page, **values}


def head(archive: Archive, release: Release) -> dict[str, Any]:
    """What a release is known by. `page` is its permalink here, where the operator says what our address is."""
    return {
        "id": release.id,
        "title": short(release.title, TITLE),
        "date": release.date.isoformat() if release.date else None,
        "source": maybe(release.source, NAME),
        "url": maybe(release.url, ADDRESS),
        "page": page_of(release, archive.settings.public_url),
    }


def _understood(archive: Archive, page: Page) -> dict[str, Any]:
    searched = answered(page)
    corrected = searched != page.q
    return {
        "understood": short(archive.explain(searched).understood, SNIPPET),
        "corrected_to": visible(searched) if corrected else None,
        "did_you_mean": None if corrected else maybe(page.did_you_mean, SNIPPET),
        "hint": _HINTS.get(page.hint or ""),
    }


def _places(archive: Archive, page: Page | QuotePage) -> dict[str, Any]:
    last = min(page.pages, archive.settings.depth // page.per_page)
    more = page.page + 1 if page.page < last else None
    return {"total": page.total, "page": page.page, "limit": page.per_page, "next_page": more}


def _hit(archive: Archive, hit: Hit) -> dict[str, Any]:
    release = hit.release
    return {
        **head(archive, release),
        "snippet": short(" ".join(map(passage, hit.snippets)), SNIPPET),
        "people": names(release.names(Kind.PERSON), NAMED),
        "organizations": names(release.names(Kind.ORGANIZATION), NAMED),
        "places": names(release.names(Kind.PLACE), NAMED),
        "other_versions": len(hit.versions),
    }


def quotation(quote: Quote) -> dict[str, Any]:
    """What somebody said, and where in the text of its release."""
    return {
        "text": short(quote.text, QUOTE),
        "truncated": len(quote.text) > QUOTE,
        "offset": quote.start,
        "speaker": maybe(quote.speaker, NAME),
        "named_as": maybe(quote.words, NAME),
        "role": maybe(quote.role, NAME),
        "indirect": quote.indirect,
    }
