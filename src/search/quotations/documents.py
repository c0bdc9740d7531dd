"""What is searched of a quote: its words, and as its title who speaks.

So everything that finds releases finds quotes: the query language, word forms, ranking, filters by time and name.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..engines.whoosh.passages import owner_of, passage_id
from ..model import Entity, Kind, Quote, Release
from .places import quotes_in_order


def title_of(quote: Quote) -> str:
    """Who speaks: by name, or else how the text names the speaker; and the office."""
    said_by = [part for part in (quote.speaker or quote.words, quote.role) if part]
    return ", ".join(dict.fromkeys(said_by))


def documents_of(release: Release) -> Iterator[Release]:
    """A document for each quote of a release, with its date and source, as engines that hold documents take it.

    The speaker is a person there, whatever speaks: a ministry's words are found under the ministry's name.
    """
    for at, quote in enumerate(quotes_in_order(release)):
        yield Release(
            id=passage_id(release.id, at),
            body="",
            title=title_of(quote),
            date=release.date,
            source=release.source,
            entities=(Entity(Kind.PERSON, quote.speaker),) if quote.speaker else (),
        )


def release_of(document: Release) -> str:
    """The id of the release that a document's quote stands in."""
    return owner_of(document.id)[0]


def quote_of(document: Release, release: Release) -> Quote | None:
    """The quote of a whole release that a document stands for; None where the release has been changed since."""
    quotes, at = quotes_in_order(release), owner_of(document.id)[1]
    return quotes[at] if 0 <= at < len(quotes) else None
