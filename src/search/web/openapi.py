"""The OpenAPI 3.1 document of the HTTP interface, made from the table of parameters that requests are read with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib.metadata import version

from ..asking.overlap import OVERLAP
from ..asking.parameters import Parameter
from ..asking.tables import ENTITIES, SUGGEST
from ..asking.timeline import TIMELINE
from ..config import Settings
from ..model import Kind
from .api_tables import QUOTES_API, RELEASES, SEARCH_API
from .entity_schemas import ENTITY_SCHEMAS
from .overlap_schemas import OVERLAP_SCHEMAS
from .schemas import RESPONSES, SCHEMAS, Schema


def document(settings: Settings, server: str = "/") -> Schema:
    """The document, with the limits in force. `server` is where the application is mounted."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "siaran",
            "version": version("siaran"),
            "description": "Full-text search over the press releases of an Indonesian government agency.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": server}],
        "externalDocs": {"url": f"{server.rstrip('/')}/api/docs", "description": "The same to be read by people."},
        "paths": _paths(settings),
        "components": {"schemas": SCHEMAS | ENTITY_SCHEMAS | OVERLAP_SCHEMAS, "responses": RESPONSES},
    }


ENTITY_PATH: list[Schema] = [
    {"name": "kind", "in": "path", "required": True, "schema": {"type": "string", "enum": list(Kind)}},
    {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The entity's id, or a name of it, percent-encoded.",
        "schema": {"type": "string"},
    },
]


def _paths(settings: Settings) -> Schema:
    release_id: Schema = {
        "name": "id",
        "in": "path",
        "required": True,
        "description": "The release's id, percent-encoded.",
        "schema": {"type": "string"},
    }
    return {
        "/api/v1/search": _get("search", "Search releases", "Page", ["400", "503"], _parameters(SEARCH_API, settings)),
        "/api/v1/quotes": _get(
            "quotes", "Search quotes", "QuotePage", ["400", "503"], _parameters(QUOTES_API, settings)
        ),
        "/api/v1/timeline": _get(
            "timeline",
            "How many releases of a search are of each year or month",
            "Timeline",
            ["400", "503"],
            _parameters(TIMELINE, settings),
        ),
        "/api/v1/releases": _get(
            "releases",
            "All releases, and what changed since",
            "ReleaseList",
            ["400", "503"],
            _parameters(RELEASES, settings),
        ),
        "/api/v1/releases/{id}": _get("release", "One whole release", "Release", ["400", "404", "503"], [release_id]),
        "/api/v1/releases/{id}/history": _get(
            "history", "What a release said before it was changed", "History", ["400", "404", "503"], [release_id]
        ),
        "/api/v1/suggest": _get(
            "suggest",
            "Complete what is being typed",
            "Suggestions",
            ["400", "503"],
            _parameters(SUGGEST, settings),
        ),
        "/api/v1/entities": _get(
            "entities",
            "People, organizations and places",
            "EntityList",
            ["400", "503"],
            _parameters(ENTITIES, settings),
        ),
        "/api/v1/entities/{kind}/{id}": _get(
            "entity", "One person, organization or place", "EntityProfile", ["400", "404", "503"], ENTITY_PATH
        ),
        "/api/v1/overlap": _post(
            "overlap",
            "Which releases a text repeats, and what it says otherwise",
            "Overlap",
            ["400", "413", "415", "503"],
            _body(OVERLAP, ["text"], settings),
        ),
        "/healthz": _get("health", "Whether the process answers", "Status", []),
        "/readyz": _get("ready", "Whether the index can be searched", "Status", ["503"]),
    }


def _get(name: str, summary: str, schema: str, errors: Sequence[str], parameters: list[Schema] | None = None) -> Schema:
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    responses: Schema = {"200": {"description": summary, "content": content}}
    # What reads parameters is what may be limited (`operating/limiting.py`), and too long (`refusals.py`).
    statuses = sorted({*errors, "429", "431"}) if "400" in errors else errors
    responses |= {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}
    operation: Schema = {"operationId": name, "summary": summary, "responses": responses}
    if parameters:
        operation["parameters"] = parameters
    return {"get": operation}


def _post(name: str, summary: str, schema: str, errors: Sequence[str], body: Schema) -> Schema:
    """An operation that only reads, as `_get`, but is asked by the body of the request."""
    operation = _get(name, summary, schema, errors)["get"]
    return {"post": operation | {"requestBody": {"required": True, "content": {"application/json": body}}}}


def _body(table: Iterable[Parameter], required: list[str], settings: Settings) -> Schema:
    table = tuple(table)
    properties = {row.name: {**row.schema(settings), "description": row.meaning} for row in table}
    schema = {"type": "object", "required": required, "properties": properties, "additionalProperties": False}
    return {"schema": schema, "example": {row.name: row.example for row in table}}


def _parameters(table: Iterable[Parameter], settings: Settings) -> list[Schema]:
    return [_parameter(parameter, settings) for parameter in table]


def _parameter(parameter: Parameter, settings: Settings) -> Schema:
    schema = parameter.schema(settings)
    example: object = parameter.example
    if parameter.repeatable:
        schema = {"type": "array", "items": schema, "maxItems": parameter.most}
        example = [parameter.example]
    if parameter.listed:
        example = str(parameter.example).split(",")
    return {
        "name": parameter.name,
        "in": "query",
        "description": parameter.meaning,
        "schema": schema,
        "example": example,
        **({"style": "form", "explode": not parameter.listed} if parameter.repeatable or parameter.listed else {}),
    }
