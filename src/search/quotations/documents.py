"""A quote as a document of an engine: a release of its own, whose body is the quote and whose title is who speaks.

So everything that finds releases finds quotes: the query language, word forms, ranking, filters by time and name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..model import Entity, Kind, Quote, Release


def documents_of(release: Release) -> Iterator[Release]:
    """A document for each quote of a release, with its date and source; `origin` is the release's id.

    The speaker is a person there, whatever speaks: a ministry's words are found under the ministry's name.
    """
    for quote in release.quotes:
        said_by = [part for part in (quote.speaker or quote.words, quote.role) if part]
        yield Release(
            id=f"{release.id}#{quote.start}",
            body=quote.text,
            title=", ".join(dict.fromkeys(said_by)),
            date=release.date,
            source=release.source,
            origin=release.id,
            entities=(Entity(Kind.PERSON, quote.speaker),) if quote.speaker else (),
            quotes=(replace(quote, start=0, end=len(quote.text)),),
        )


def quote_of(document: Release) -> Quote:
    """The quote that a whole document stands for, with its place in the release."""
    start = int(document.id.rpartition("#")[2])
    return replace(document.quotes[0], start=start, end=start + len(document.body))
