"""Results as plain data: what the HTTP endpoints answer and what the command line prints with --json.

One place for both, so that they can't drift apart. Nothing here knows of HTTP: addresses are passed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .explaining import Explanation, SearchedWord
from .model import (
    FACETS,
    And,
    Dated,
    Entity,
    EventDate,
    Everything,
    Filters,
    Hit,
    Kind,
    Named,
    Near,
    Not,
    Or,
    Page,
    Phrase,
    Prefix,
    Query,
    Quote,
    Release,
    Sort,
    Stats,
    Suggestion,
    Term,
)
from .snippets import render

Links = dict[str, str | None]
NO_LINKS: Links = {"self": None, "next": None, "prev": None}


def present_page(page: Page, links: Links | None = None, explanation: Explanation | None = None) -> dict[str, Any]:
    """A page of results. `links` are the addresses of this page and its neighbours; None where there are none.

    Only with an `explanation` there is a key `explain`.
    """
    shown: dict[str, Any] = {
        "query": _query(page.q, page.filters, page.sort),
        "total": page.total,
        "took_ms": round(page.took_ms, 3),
        "page": page.page,
        "per_page": page.per_page,
        "did_you_mean": page.did_you_mean,
        "hint": page.hint,
        "hits": [_hit(hit) for hit in page.hits],
        "facets": {
            name: [{"value": facet.value, "count": facet.count} for facet in page.facets.get(name, ())]
            for name in FACETS
        },
        "links": dict(NO_LINKS if links is None else links),
    }
    if explanation is not None:
        shown["explain"] = present_explanation(explanation)
    return shown


def present_explanation(explanation: Explanation) -> dict[str, Any]:
    """How a query was understood: in English, as a tree, and the forms that its words were searched in."""
    return {
        "q": explanation.q,
        "understood": explanation.understood,
        "tree": _tree(explanation.query),
        "words": [_word(word) for word in explanation.words],
        "hint": explanation.hint,
    }


def _word(word: SearchedWord) -> dict[str, Any]:
    return {
        "word": word.term.form,
        "stem": word.term.stem,
        "in": word.term.field.value if word.term.field else None,
        "forms": list(word.forms),
        "others": word.others,
        "exactly": word.exactly,
    }


def _tree(query: Query) -> dict[str, Any]:
    """A node by the key `match`; `of` holds what is inside it."""
    match query:
        case Everything():
            return {"match": "everything"}
        case And(parts) | Or(parts):
            return {"match": "all" if isinstance(query, And) else "any", "of": [_tree(part) for part in parts]}
        case Not(part):
            return {"match": "not", "of": [_tree(part)]}
        case Named(facet, name):
            return {"match": "name", "filter": facet, "name": name}
        case Dated(first, last):
            ends = {"from": first, "to": last}
            return {"match": "date", **{end: day.isoformat() if day else None for end, day in ends.items()}}
        case Term(form, stem):
            leaf: dict[str, Any] = {"match": "word", "word": form, "stem": stem}
        case Phrase(forms):
            leaf = {"match": "phrase", "words": list(forms)}
        case Prefix(text):
            leaf = {"match": "prefix", "begins": text}
        case Near(forms, distance):
            leaf = {"match": "near", "words": list(forms), "distance": distance}
    return {**leaf, "in": query.field.value if query.field else None}


def present_release(release: Release) -> dict[str, Any]:
    """A whole release: a hit's keys without score and snippets, its body, entities with mentions, quotes, event dates.

    Offsets count characters of the body.
    """
    return {
        **_head(release),
        **_names(release),
        "body": release.body,
        "entities": [_entity(entity) for entity in release.entities],
        "quotes": [_quote(quote) for quote in release.quotes],
        "event_dates": [_event_date(event_date) for event_date in release.event_dates],
    }


def present_suggestions(q: str, suggestions: Iterable[Suggestion]) -> dict[str, Any]:
    """Completions of `q`, best first."""
    return {
        "q": q,
        "suggestions": [{"text": s.text, "kind": s.kind, "count": s.count} for s in suggestions],
    }


def present_stats(stats: Stats) -> dict[str, Any]:
    """What an index holds; `from` and `to` are the dates of its oldest and newest release."""
    return {
        "releases": stats.releases,
        "from": stats.date_from.isoformat() if stats.date_from else None,
        "to": stats.date_to.isoformat() if stats.date_to else None,
        "bytes": stats.bytes,
        "words": stats.words,
    }


def _query(q: str, filters: Filters, sort: Sort) -> dict[str, Any]:
    return {
        "q": q,
        "from": filters.date_from.isoformat() if filters.date_from else None,
        "to": filters.date_to.isoformat() if filters.date_to else None,
        "person": list(filters.person),
        "organization": list(filters.organization),
        "place": list(filters.place),
        "source": list(filters.source),
        "sort": sort.value,
    }


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        **_head(hit.release),
        "score": hit.score,
        "snippets": [render(snippet) for snippet in hit.snippets],
        **_names(hit.release),
    }


def _head(release: Release) -> dict[str, Any]:
    return {
        "id": release.id,
        "title": release.title,
        "title_derived": release.title_derived,
        "date": release.date.isoformat() if release.date else None,
        "source": release.source,
        "url": release.url,
    }


def _names(release: Release) -> dict[str, list[str]]:
    return {
        "persons": list(release.names(Kind.PERSON)),
        "organizations": list(release.names(Kind.ORGANIZATION)),
        "places": list(release.names(Kind.PLACE)),
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "kind": entity.kind.value,
        "name": entity.name,
        "aliases": list(entity.aliases),
        "titles": list(entity.titles),
        "roles": list(entity.roles),
        "mentions": [{"start": m.start, "end": m.end, "text": m.text} for m in entity.mentions],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    return {
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "speaker": {"name": quote.speaker} if quote.speaker else None,
        "words": quote.words,
        "role": quote.role,
        "verb": quote.verb,
        "indirect": quote.indirect,
    }


def _event_date(event_date: EventDate) -> dict[str, Any]:
    return {
        "start": event_date.start,
        "end": event_date.end,
        "text": event_date.text,
        "date": event_date.day.isoformat(),
        "to": event_date.last.isoformat() if event_date.last else None,
    }
