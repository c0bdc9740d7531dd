"""An answer as its schema says it may look, for the page of docs."""

from __future__ import annotations

from typing import Any

from .schemas import Schema

_TEXTS = {
    "id": "siaran-2020-09-03",
    "title": "Kepala BNPT menerima Duta Besar Perancis",
    "text": "kerja sama",
    "name": "Boy Rafli Amar",
    "source": "BNPT",
    "value": "2020",
    "q": "kerja sama",
    "detail": "sort takes one of: relevance, newest, oldest",
    "status": "ok",
    "period": "2020-09",
    "cursor": "nhTd1Ey0AAAAAAAAACoF2r8x",
    "marked": "<mark>kerja</mark> <mark>sama</mark>",
    "snippets": "… sepakat memperkuat <mark>kerja sama</mark> …",
    "self": "/api/v1/search?q=kerja+sama",
    "next": "/api/v1/search?q=kerja+sama&page=2",
    "persons": "Boy Rafli Amar",
    "organizations": "BNPT",
    "places": "Jakarta",
    "page": "/releases/siaran-2020-09-03",
}
"""What stands for a text, by the name of its property."""

_ABSENT = frozenset({"prev", "did_you_mean", "hint", "url", "to"})
"""Properties that are shown empty where they may be."""

_DEEPEST = 7


def sample(described: Schema, schema: Schema, name: str = "", depth: int = 0) -> Any:
    """A value of this schema of an OpenAPI document: one item of each list; nothing deeper than some levels."""
    while "$ref" in schema:
        schema = described["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        return sample(described, schema["anyOf"][0], name, depth)
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if "null" in kinds and name in _ABSENT:
        return None
    if "enum" in schema:
        return schema["enum"][0]
    match kinds[0]:
        case "object":
            properties = schema.get("properties", {})
            return {key: sample(described, part, key, depth + 1) for key, part in properties.items()}
        case "array":
            return [sample(described, schema["items"], name, depth + 1)] if depth < _DEEPEST else []
        case "integer":
            return max(int(schema.get("minimum", 1)), 1)
        case "number":
            return min(7.1, float(schema.get("maximum", 7.1)))
        case "boolean":
            return False
    if schema.get("format") == "date":
        return "2020-09-03"
    return "2026-01-31T08:00:00Z" if schema.get("format") == "date-time" else _TEXTS.get(name, "…")
