"""A quote as a document of an engine: a release of its own, whose body is the quote and whose title is who speaks.

So everything that finds releases finds quotes: the query language, word forms, ranking, filters by time and name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model import Entity, Kind, Quote, Release


def documents_of(release: Release) -> Iterator[Release]:
    """A document for each quote of a release, with its date and source.

    The speaker is a person there, whatever speaks: a ministry's words are found under the ministry's name.
    """
    for quote in release.quotes:
        said_by = [part for part in (quote.speaker or quote.words, quote.role) if part]
        yield Release(
            id=_id(release, quote),
            body=quote.text,
            title=", ".join(dict.fromkeys(said_by)),
            date=release.date,
            source=release.source,
            entities=(Entity(Kind.PERSON, quote.speaker),) if quote.speaker else (),
        )


def ids_of(release: Release) -> list[str]:
    """The ids of a release's documents."""
    return [_id(release, quote) for quote in release.quotes]


def release_of(document: Release) -> str:
    """The id of the release that a document's quote stands in."""
    return document.id.rpartition("#")[0]


def stored(document: Release) -> Release:
    """What is kept of a document once its words are counted out: the rest stands in the release."""
    return replace(document, body="", title="")


def quote_of(document: Release, release: Release) -> Quote | None:
    """The quote of a whole release that a document stands for; None where the release has been changed since."""
    start = int(document.id.rpartition("#")[2])
    return next((quote for quote in release.quotes if quote.start == start), None)


def _id(release: Release, quote: Quote) -> str:
    # Quotes are disjoint: no two of a release begin at one place.
    return f"{release.id}#{quote.start}"
