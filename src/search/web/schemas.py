"""The shapes of what the HTTP interface answers, as JSON Schema: the components of the OpenAPI document."""

from __future__ import annotations

from typing import Any

from ..model import FACETS, Field, Kind, Sort
from ..quotations import FACETS as QUOTE_FACETS
from ..reasons import ReasonKind
from .problems import MEDIA_TYPE

Schema = dict[str, Any]


def _object(required: Schema, optional: Schema | None = None) -> Schema:
    return {"type": "object", "required": list(required), "properties": required | (optional or {})}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


TEXT: Schema = {"type": "string"}
OPTIONAL_TEXT: Schema = {"type": ["string", "null"]}
DATE: Schema = {"type": "string", "format": "date"}
OPTIONAL_DATE: Schema = {"type": ["string", "null"], "format": "date"}
COUNT: Schema = {"type": "integer", "minimum": 0}
NUMBER: Schema = {"type": "number"}
NAMES: Schema = _list(TEXT)

_HEAD: Schema = {
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
_FOUND: Schema = {
    "score": NUMBER,
    "snippets": _list({"type": "string", "description": "HTML: everything but <mark> is escaped."}),
}

_QUOTE: Schema = {
    "start": COUNT,
    "end": COUNT,
    "text": TEXT,
    "speaker": {"anyOf": [_object({"name": TEXT}), {"type": "null"}]},
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
    "links": _object({"self": OPTIONAL_TEXT, "next": OPTIONAL_TEXT, "prev": OPTIONAL_TEXT}),
}

NODES = ["everything", "word", "phrase", "prefix", "near", "name", "date", "all", "any", "not"]

SCHEMAS: Schema = {
    "Page": _object(
        {
            "query": _ref("Query"),
            **_PAGING,
            "did_you_mean": {
                **OPTIONAL_TEXT,
                "description": "What was probably meant; with the hint corrected the results are for it.",
            },
            "hits": _list(_ref("Hit")),
            "facets": _object({name: _list(_ref("Facet")) for name in FACETS}),
        },
        {"explain": _ref("Explanation")},
    ),
    "Explanation": _object(
        {
            "q": {"type": "string", "description": "The query that is answered: q, or its correction."},
            "understood": {"type": "string", "description": "The query in English words."},
            "tree": _ref("Node"),
            "words": _list(_ref("SearchedWord")),
            "hint": OPTIONAL_TEXT,
        }
    ),
    "Node": {
        **_object(
            {"match": {"type": "string", "enum": NODES}},
            {"of": _list(_ref("Node")), "words": NAMES, "in": OPTIONAL_TEXT, "distance": COUNT}
            | dict.fromkeys(("word", "stem", "begins", "filter", "name"), TEXT)
            | {"from": OPTIONAL_DATE, "to": OPTIONAL_DATE},
        ),
        "description": "A part of the query; all, any and not hold others in of.",
    },
    "SearchedWord": {
        **_object(
            {
                "word": TEXT,
                "stem": TEXT,
                "in": OPTIONAL_TEXT,
                "forms": NAMES,
                "others": COUNT,
                "exactly": OPTIONAL_TEXT,
            }
        ),
        "description": "The most frequent forms of a word that were searched, how many others there are, and the "
        "query narrowed to the form that was typed.",
    },
    "Query": _object(
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
            "sort": {"type": "string", "enum": list(Sort)},
        }
    ),
    "Hit": _object(_HEAD | _FOUND | _PEOPLE, {"reasons": _list(_ref("Reason"))}),
    "Reason": {
        **_object(
            {
                "match": {"type": "string", "enum": list(ReasonKind)},
                "word": {"type": "string", "description": "What was counted: a stem, a form, a beginning, two stems."},
                "for": {**NAMES, "description": "The words of the query that it is for."},
                "score": NUMBER,
                "idf": NUMBER,
                "fields": _list(
                    _object({"field": {"type": "string", "enum": list(Field)}, "count": COUNT, "words": COUNT})
                ),
            }
        ),
        "description": "A part of a hit's score; given with explain=1. The word stands count times among a field's "
        "words.",
    },
    "Facet": _object({"value": TEXT, "count": COUNT}),
    "Release": _object(
        _HEAD
        | _PEOPLE
        | {
            "body": TEXT,
            "entities": _list(_ref("Entity")),
            "quotes": _list(_ref("Quote")),
            "event_dates": _list(_ref("EventDate")),
        }
    ),
    "Entity": _object(
        {
            "kind": {"type": "string", "enum": list(Kind)},
            "name": TEXT,
            "aliases": NAMES,
            "titles": NAMES,
            "roles": NAMES,
            "mentions": _list(_ref("Mention")),
        }
    ),
    "Mention": {
        **_object({"start": COUNT, "end": COUNT, "text": TEXT}),
        "description": "text is body[start:end], counted in Unicode code points.",
    },
    "Quote": {
        **_object(_QUOTE),
        "description": "What somebody is quoted with; words is how the text names the speaker.",
    },
    "QuotePage": _object(
        {
            "query": _object(
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
            "hits": _list(_ref("QuoteHit")),
            "facets": _object({name: _list(_ref("Facet")) for name in QUOTE_FACETS}),
        }
    ),
    "QuoteHit": _object(
        _QUOTE
        | {
            "marked": {"type": "string", "description": "The text as HTML: everything but <mark> is escaped."},
            "score": NUMBER,
            "release": _object(_HEAD),
        }
    ),
    "EventDate": _object({"start": COUNT, "end": COUNT, "text": TEXT, "date": DATE, "to": OPTIONAL_DATE}),
    "Suggestions": _object({"q": TEXT, "suggestions": _list(_ref("Suggestion"))}),
    "Suggestion": _object({"text": TEXT, "kind": {"type": "string", "enum": [*Kind, "title", "word"]}, "count": COUNT}),
    "Status": _object({"status": TEXT}),
    "Problem": _object(
        {"type": TEXT, "title": TEXT, "status": {"type": "integer"}, "detail": TEXT},
        {
            "parameter": {"type": "string", "description": "The parameter at fault."},
            "errors": _list(_object({"parameter": TEXT, "detail": TEXT})),
        },
    ),
}

RESPONSES: Schema = {
    status: {"description": description, "content": {MEDIA_TYPE: {"schema": _ref("Problem")}}}
    for status, description in {
        "400": "A parameter can't be used; the answer names it.",
        "404": "No release has this id.",
        "503": "The index can't be searched now.",
    }.items()
}
