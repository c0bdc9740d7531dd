"""The shapes of what the HTTP interface answers, as JSON Schema: the components of the OpenAPI document."""

from __future__ import annotations

from typing import Any

from ..history.texts import PARTS
from ..model import FACETS, Field, Kind, Sort
from ..quotations import FACETS as QUOTE_FACETS
from ..reasons import ReasonKind
from .problems import MEDIA_TYPE

Schema = dict[str, Any]


def object_of(required: Schema, optional: Schema | None = None) -> Schema:
    """An object with these properties, of which those of `optional` may be missing."""
    return {"type": "object", "required": list(required), "properties": required | (optional or {})}


def list_of(items: Schema) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": items}


def ref(name: str) -> Schema:
    """The shape of this name."""
    return {"$ref": f"#/components/schemas/{name}"}


TEXT: Schema = {"type": "string"}
OPTIONAL_TEXT: Schema = {"type": ["string", "null"]}
DATE: Schema = {"type": "string", "format": "date"}
OPTIONAL_DATE: Schema = {"type": ["string", "null"], "format": "date"}
COUNT: Schema = {"type": "integer", "minimum": 0}
MOMENT: Schema = {"type": "string", "format": "date-time", "description": "In UTC."}
OPTIONAL_MOMENT: Schema = {**MOMENT, "type": ["string", "null"]}
NUMBER: Schema = {"type": "number"}
NAMES: Schema = list_of(TEXT)

HEAD: Schema = {
    "id": TEXT,
    "title": TEXT,
    "title_derived": {
        "type": "boolean",
        "description": "The publisher gave no title; this is the text's first sentence.",
    },
    "date": OPTIONAL_DATE,
    "source": OPTIONAL_TEXT,
    "url": OPTIONAL_TEXT,
}
_PEOPLE: Schema = {"persons": NAMES, "organizations": NAMES, "places": NAMES}
_VERSIONS: Schema = {**NAMES, "description": "Ids of the other versions of this release, the best first."}
_CHANGED: Schema = {**OPTIONAL_MOMENT, "description": "When its title or text was changed last; null if never. UTC."}
_PARTS: Schema = list_of({"type": "string", "enum": list(PARTS)})
_FOUND: Schema = {
    "score": NUMBER,
    "snippets": list_of({"type": "string", "description": "HTML: everything but <mark> is escaped."}),
}

_QUOTE: Schema = {
    "start": COUNT,
    "end": COUNT,
    "text": TEXT,
    "speaker": {"anyOf": [object_of({"name": TEXT}, {"id": OPTIONAL_TEXT}), {"type": "null"}]},
    "words": OPTIONAL_TEXT,
    "role": OPTIONAL_TEXT,
    "verb": OPTIONAL_TEXT,
    "indirect": {"type": "boolean"},
}
_PAGING: Schema = {
    "total": COUNT,
    "took_ms": NUMBER,
    "page": {"type": "integer", "minimum": 1},
    "per_page": {"type": "integer", "minimum": 1},
    "hint": OPTIONAL_TEXT,
    "links": object_of({"self": OPTIONAL_TEXT, "next": OPTIONAL_TEXT, "prev": OPTIONAL_TEXT}),
}

NODES = ["everything", "word", "phrase", "prefix", "near", "name", "date", "all", "any", "not"]

SCHEMAS: Schema = {
    "Page": object_of(
        {
            "query": ref("Query"),
            **_PAGING,
            "did_you_mean": {
                **OPTIONAL_TEXT,
                "description": "What was probably meant; with the hint corrected the results are for it.",
            },
            "hits": list_of(ref("Hit")),
            "facets": object_of({name: list_of(ref("Facet")) for name in FACETS}),
        },
        {"explain": ref("Explanation")},
    ),
    "Explanation": object_of(
        {
            "q": {"type": "string", "description": "The query that is answered: q, or its correction."},
            "understood": {"type": "string", "description": "The query in English words."},
            "tree": ref("Node"),
            "words": list_of(ref("SearchedWord")),
            "hint": OPTIONAL_TEXT,
        }
    ),
    "Node": {
        **object_of(
            {"match": {"type": "string", "enum": NODES}},
            {"of": list_of(ref("Node")), "words": NAMES, "also": NAMES, "in": OPTIONAL_TEXT, "distance": COUNT}
            | dict.fromkeys(("word", "stem", "begins", "filter", "name"), TEXT)
            | {"from": OPTIONAL_DATE, "to": OPTIONAL_DATE},
        ),
        "description": "A part of the query; all, any and not hold others in of.",
    },
    "SearchedWord": {
        **object_of(
            {
                "word": TEXT,
                "stem": TEXT,
                "in": OPTIONAL_TEXT,
                "forms": NAMES,
                "others": COUNT,
                "exactly": OPTIONAL_TEXT,
                "also": NAMES,
                "added": {"type": "boolean"},
            }
        ),
        "description": "The most frequent forms of a word that were searched, how many others there are, the query "
        "narrowed to the form that was typed, what the word was searched as besides (an abbreviation in what it "
        "stands for), and whether it was added to what was typed.",
    },
    "Query": object_of(
        {
            "q": TEXT,
            "from": OPTIONAL_DATE,
            "to": OPTIONAL_DATE,
            "person": NAMES,
            "organization": NAMES,
            "place": NAMES,
            "source": NAMES,
            "event_from": OPTIONAL_DATE,
            "event_to": OPTIONAL_DATE,
            "changed": {"type": "boolean"},
            "sort": {"type": "string", "enum": list(Sort)},
        }
    ),
    "Hit": {
        **object_of(
            {"id": TEXT},
            HEAD | _FOUND | _PEOPLE | {"duplicates": _VERSIONS, "changed": _CHANGED, "reasons": list_of(ref("Reason"))},
        ),
        "description": "All are there unless `fields` leaves some out, but for reasons, which come with explain=1.",
    },
    "Reason": {
        **object_of(
            {
                "match": {"type": "string", "enum": list(ReasonKind)},
                "word": {"type": "string", "description": "What was counted: a stem, a form, a beginning, two stems."},
                "for": {**NAMES, "description": "The words of the query that it is for."},
                "score": NUMBER,
                "idf": NUMBER,
                "fields": list_of(
                    object_of({"field": {"type": "string", "enum": list(Field)}, "count": COUNT, "words": COUNT})
                ),
            }
        ),
        "description": "A part of a hit's score; given with explain=1. The word stands count times among a field's "
        "words.",
    },
    "Facet": object_of({"value": TEXT, "count": COUNT}),
    "Release": object_of(
        HEAD
        | _PEOPLE
        | {
            "body": TEXT,
            "entities": list_of(ref("Entity")),
            "quotes": list_of(ref("Quote")),
            "event_dates": list_of(ref("EventDate")),
            "duplicates": _VERSIONS,
            "related": list_of(ref("Related")),
            "changed": {"anyOf": [ref("Edits"), {"type": "null"}]},
        }
    ),
    "Edits": {
        **object_of({"count": COUNT, "last": MOMENT, "text": OPTIONAL_MOMENT, "parts": _PARTS}),
        "description": "How often a release was changed after it was first indexed, when last, when its title or text "
        "was last, and which parts ever were.",
    },
    "History": object_of({"id": TEXT, "history": list_of(ref("Earlier"))}),
    "Earlier": {
        **object_of(
            HEAD | {"body": TEXT, "number": COUNT, "since": OPTIONAL_MOMENT, "until": MOMENT, "changed": _PARTS}
        ),
        "description": "What a release said until it was replaced, the oldest first, counted from 1. since is null "
        "where it is not known; changed names the parts that were changed then.",
    },
    "Related": object_of(
        {
            "id": TEXT,
            "title": TEXT,
            "date": OPTIONAL_DATE,
            "why": {
                **object_of(
                    {
                        "names": list_of(object_of({"kind": {"type": "string", "enum": list(Kind)}, "name": TEXT})),
                        "words": NAMES,
                        "days": {"type": ["integer", "null"], "minimum": 0},
                    }
                ),
                "description": "Names and words that both have, the rarest first, and how many days lie between them.",
            },
        }
    ),
    "Entity": object_of(
        {
            "id": TEXT,
            "kind": {"type": "string", "enum": list(Kind)},
            "name": TEXT,
            "aliases": NAMES,
            "titles": NAMES,
            "roles": NAMES,
            "mentions": list_of(ref("Mention")),
        }
    ),
    "Mention": {
        **object_of({"start": COUNT, "end": COUNT, "text": TEXT}),
        "description": "text is body[start:end], counted in Unicode code points.",
    },
    "Quote": {
        **object_of(_QUOTE),
        "description": "What somebody is quoted with; words is how the text names the speaker.",
    },
    "QuotePage": object_of(
        {
            "query": object_of(
                {
                    "q": TEXT,
                    "speaker": NAMES,
                    "from": OPTIONAL_DATE,
                    "to": OPTIONAL_DATE,
                    "source": NAMES,
                    "sort": {"type": "string", "enum": list(Sort)},
                }
            ),
            **_PAGING,
            "hits": list_of(ref("QuoteHit")),
            "facets": object_of({name: list_of(ref("Facet")) for name in QUOTE_FACETS}),
        }
    ),
    "QuoteHit": object_of(
        {},
        _QUOTE
        | {
            "marked": {"type": "string", "description": "The text as HTML: everything but <mark> is escaped."},
            "score": NUMBER,
            "release": object_of(HEAD),
        },
    ),
    "ListedRelease": {
        **object_of(
            {"id": TEXT},
            HEAD
            | _PEOPLE
            | {
                "body": TEXT,
                "indexed": {"type": "string", "format": "date-time", "description": "When this was indexed, in UTC."},
                "entities": list_of(ref("Entity")),
                "quotes": list_of(ref("Quote")),
                "event_dates": list_of(ref("EventDate")),
            },
        ),
        "description": "A release as it is now. Entities, quotes and event dates are there where `fields` asks for "
        "them, all the rest unless it leaves it out.",
    },
    "ReleaseList": object_of(
        {
            "releases": list_of(ref("ListedRelease")),
            "removed": {**NAMES, "description": "Ids of releases that are no longer in the archive."},
            "remaining": {**COUNT, "description": "Releases that are still to be read now."},
            "cursor": {"type": "string", "description": "Goes on behind this answer, at once or another day."},
            "links": object_of({"self": OPTIONAL_TEXT, "next": OPTIONAL_TEXT}),
        }
    ),
    "Timeline": object_of(
        {
            "query": ref("Query"),
            "total": COUNT,
            "undated": {**COUNT, "description": "Releases of the result that have no date."},
            "did_you_mean": OPTIONAL_TEXT,
            "hint": OPTIONAL_TEXT,
            "unit": {"type": "string", "enum": ["year", "month"]},
            "periods": list_of(object_of({"period": TEXT, "from": DATE, "to": DATE, "count": COUNT})),
            "links": object_of({"self": OPTIONAL_TEXT}),
        }
    ),
    "EventDate": object_of({"start": COUNT, "end": COUNT, "text": TEXT, "date": DATE, "to": OPTIONAL_DATE}),
    "Suggestions": object_of({"q": TEXT, "suggestions": list_of(ref("Suggestion"))}),
    "Suggestion": object_of(
        {"text": TEXT, "kind": {"type": "string", "enum": [*Kind, "title", "word"]}, "count": COUNT},
        {"id": {"type": "string", "description": "The release's id, of a title that one release has."}},
    ),
    "Status": object_of({"status": TEXT}),
    "Problem": object_of(
        {"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT},
        {
            "parameter": {"type": "string", "description": "The parameter at fault."},
            "errors": list_of(object_of({"parameter": TEXT, "detail": TEXT})),
        },
    ),
}

RESPONSES: Schema = {
    status: {"description": description, "content": {MEDIA_TYPE: {"schema": ref("Problem")}}}
    for status, description in {
        "400": "A parameter can't be used; the answer names it.",
        "404": "Nothing has this id.",
        "413": "The request is larger than any that can be answered; the answer says the limit.",
        "415": "The request's body is no JSON.",
        "429": "Too many requests of one address; Retry-After says when to ask again.",
        "431": "The address and the headers are too long together; the answer says the limit.",
        "503": "The index can't be searched now.",
    }.items()
}
