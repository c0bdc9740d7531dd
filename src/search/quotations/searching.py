"""A question about quotes -> a page of them."""

from __future__ import annotations

from dataclasses import replace

from ..engines.base import Request, Snapshot
from ..engines.names import Names
from ..errors import ReleaseNotFound
from ..identity import Registry
from ..model import Everything, Kind, Release, Sort
from ..searching import Question, Searcher
from .documents import quote_of, release_of
from .results import FACETS, QuoteHit, QuotePage

COUNTED = dict(zip(FACETS, ("year", "person", "source"), strict=True))
"""What the `FACETS` of quotes are of the documents that stand for them."""


def find_quotes(
    searcher: Searcher, quotes: Snapshot, releases: Snapshot, registry: Registry, asked: Question
) -> QuotePage:
    """The quotes that match. The question's persons are the speakers; without words, the newest come first.

    Of a release that is being removed or changed at this moment no quote is shown.
    """
    parsed, request = searcher.parse(asked.q, registry), quotes_request(searcher, registry, asked)
    result = quotes.search(replace(request, facets=tuple(COUNTED.values())))
    _, marker = searcher.markers(parsed.query, quotes)
    hits = []
    for match in result.matches:
        release = _release(releases, release_of(match.release))
        quote = quote_of(match.release, release) if release else None
        if release and quote:
            hits.append(QuoteHit(quote, release, match.score, marker.marks(quote.text)))
    return QuotePage(
        q=asked.q,
        filters=asked.filters,
        sort=asked.sort,
        page=asked.page,
        per_page=asked.per_page,
        total=result.total,
        hits=tuple(hits),
        facets={name: result.facets[facet] for name, facet in COUNTED.items()},
        hint=parsed.hint,
    )


def quotes_request(searcher: Searcher, registry: Registry, asked: Question) -> Request:
    """What is asked of the documents that stand for quotes. Without words, the newest come first."""
    request = searcher.request(asked, registry)
    if asked.filters.person:
        said_by = [name for text in asked.filters.person for name in speakers_meant(registry, text)]
        request = replace(request, filters=replace(request.filters, person=tuple(dict.fromkeys(said_by))))
    if isinstance(searcher.parse(asked.q, registry).query, Everything) and asked.sort is Sort.RELEVANCE:
        request = replace(request, sort=Sort.NEWEST)
    return request


def speakers_meant(registry: Registry, text: str) -> tuple[str, ...]:
    """The names that a filter on speakers means: people or, where the text is the very name of an organization or
    stands for no person, organizations; the text itself where it stands for nobody."""
    people = registry.named(Kind.PERSON, text)
    if people is None and registry.named(Kind.ORGANIZATION, text):
        return registry.names_meant(Kind.ORGANIZATION, text)
    if people is None and not registry.meant(Kind.PERSON, text):
        return registry.names_meant(Kind.ORGANIZATION, text)
    return registry.names_meant(Kind.PERSON, text)


def joined_speakers(names: Names) -> Names:
    """Speakers stand as people (`documents.py`): whoever is one as a person or as an organization is one there."""
    people = names.groups(Kind.PERSON)
    taken = {name.casefold() for group in people for name in group.names}
    others = [
        group for group in names.groups(Kind.ORGANIZATION) if taken.isdisjoint(name.casefold() for name in group.names)
    ]
    return Names({Kind.PERSON: [*people, *others]})


def _release(releases: Snapshot, release_id: str) -> Release | None:
    try:
        return releases.release(release_id)
    except ReleaseNotFound:
        return None
