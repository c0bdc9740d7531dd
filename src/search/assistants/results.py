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
from .quoting import ADDRESS, NAME, NOTICE, TITLE, Whole, passage, visible
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
    page, whole = archive.search(**paged(archive, values)), Whole()
    return {
        "notice": NOTICE,
        **_understood(archive, page, whole),
        **_places(archive, page),
        "releases": [_hit(archive, hit) for hit in page.hits],
        "cut": whole.cut,
    }


def quotes(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """Quotes that match."""
    page, whole = archive.quotes(**paged(archive, values)), Whole()
    return {
        "notice": NOTICE,
        "understood": whole.text("understood", archive.explain(page.q).understood, SNIPPET),
        "hint": _HINTS.get(page.hint or ""),
        **_places(archive, page),
        "quotes": [{**quotation(hit.quote), "release": alone(archive, hit.release)} for hit in page.hits],
        "cut": whole.cut,
    }


def timeline(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """How many releases match in each month or year that has any, the oldest first."""
    unit = values.pop("unit", UNITS[0])
    page = archive.search(**values, per_page=1)
    with archive.sweep(answered(page), page.filters) as sweep:
        months = sweep.months(max(page.total, 1))
    counted = present_timeline(page, months, unit, PERIODS)
    shown = [{"period": each["period"], "count": each["count"]} for each in counted["periods"]]
    whole = Whole()
    return {
        **_understood(archive, page, whole),
        "total": page.total,
        "undated": counted["undated"],
        "unit": unit,
        "counts": shown,
        "truncated": sum(each["count"] for each in shown) < page.total - counted["undated"],
        "cut": whole.cut,
    }


def paged(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """The values with the number of results of a call where none was given."""
    return {"per_page": within(archive.settings).per_page, **values}


def head(archive: Archive, release: Release, whole: Whole) -> dict[str, Any]:
    """What a release is known by. `page` is its permalink here, where the operator says what our address is."""
    return {
        "id": release.id,
        "title": whole.text("title", release.title, TITLE),
        "date": release.date.isoformat() if release.date else None,
        "source": whole.maybe("source", release.source, NAME),
        "url": whole.maybe("url", release.url, ADDRESS),
        "page": page_of(release, archive.settings.public_url),
    }


def alone(archive: Archive, release: Release) -> dict[str, Any]:
    """The same as an object of its own."""
    whole = Whole()
    return {**head(archive, release, whole), "cut": whole.cut}


def _understood(archive: Archive, page: Page, whole: Whole) -> dict[str, Any]:
    searched = answered(page)
    corrected = searched != page.q
    return {
        "understood": whole.text("understood", archive.explain(searched).understood, SNIPPET),
        "corrected_to": visible(searched) if corrected else None,
        "did_you_mean": None if corrected else whole.maybe("did_you_mean", page.did_you_mean, SNIPPET),
        "hint": _HINTS.get(page.hint or ""),
    }


def _places(archive: Archive, page: Page | QuotePage) -> dict[str, Any]:
    last = min(page.pages, archive.settings.depth // page.per_page)
    more = page.page + 1 if page.page < last else None
    return {"total": page.total, "page": page.page, "limit": page.per_page, "next_page": more}


def _hit(archive: Archive, hit: Hit) -> dict[str, Any]:
    release, whole = hit.release, Whole()
    return {
        **head(archive, release, whole),
        "snippet": whole.text("snippet", " ".join(map(passage, hit.snippets)), SNIPPET),
        **named(release, NAMED, whole),
        "other_versions": len(hit.versions),
        "cut": whole.cut,
    }


def named(release: Release, most: int, whole: Whole) -> dict[str, Any]:
    """Who and what a release names, `most` of each kind."""
    return {
        "people": whole.names("people", release.names(Kind.PERSON), most),
        "organizations": whole.names("organizations", release.names(Kind.ORGANIZATION), most),
        "places": whole.names("places", release.names(Kind.PLACE), most),
    }


def quotation(quote: Quote) -> dict[str, Any]:
    """What somebody said, and where in the text of its release."""
    whole = Whole()
    return {
        "text": whole.text("text", quote.text, QUOTE),
        "truncated": len(quote.text) > QUOTE,
        "offset": quote.start,
        "speaker": whole.maybe("speaker", quote.speaker, NAME),
        "named_as": whole.maybe("named_as", quote.words, NAME),
        "role": whole.maybe("role", quote.role, NAME),
        "indirect": quote.indirect,
        "cut": whole.cut,
    }
