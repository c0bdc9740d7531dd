"""The description of the interface as a page: made of the same OpenAPI document that programs read.

What the document says stays English; the words around it are the page's.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from flask import Blueprint, render_template, request
from markupsafe import Markup

from .address import Address
from .caching import from_index
from .current import archive
from .openapi import document
from .samples import sample
from .schemas import Schema

blueprint = Blueprint("docs", __name__)


@dataclass(frozen=True, slots=True)
class Given:
    """A parameter: its schema (of one value, where it may be repeated) and the address that tries its example."""

    name: str
    meaning: str
    schema: Schema
    required: bool
    example: str
    tried: str | None
    most: int | None = None
    listed: bool = False

    @property
    def longest(self) -> int | None:
        """How many characters it takes."""
        return self.schema.get("maxLength")


@dataclass(frozen=True, slots=True)
class Operation:
    """A method of a path. `tried` is an address that works on this archive; `sent` the body of what is sent."""

    name: str
    method: str
    path: str
    summary: str
    parameters: Sequence[Given]
    answers: Sequence[tuple[str, str]]
    answer: Markup
    tried: str | None
    sent: Markup | None = None


@blueprint.get("/api/docs")
@from_index
def page() -> str:
    """Every operation with its parameters, its answers and an example."""
    described = document(archive().settings, server=request.script_root or "/")
    found = [
        _operation(described, path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]
    settings = archive().settings
    return render_template("docs.html", operations=found, settings=settings, address=Address(), error=None)


def _operation(described: Schema, path: str, method: str, operation: Schema) -> Operation:
    given = operation.get("parameters", ())
    where = request.script_root + _filled(path, given)
    parameters = [_given(parameter, where) for parameter in given]
    answer = next(iter(operation["responses"]["200"]["content"].values()))["schema"]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json")
    if body:
        parameters += _sent(body)
    first = next((each.tried for each in parameters if each.tried), where)
    return Operation(
        operation["operationId"],
        method.upper(),
        path,
        operation["summary"],
        parameters,
        tuple(_answers(described, operation)),
        _shown(sample(described, answer)),
        first if method == "get" else None,
        _shown(body["example"]) if body else None,
    )


def _filled(path: str, given: Sequence[Schema]) -> str:
    """The path of something that this archive has; where it has nothing, of nothing."""
    if not any(parameter["in"] == "path" for parameter in given):
        return path
    if "{kind}" in path:
        (kind, entity) = next(((e.kind.value, e.id) for e in archive().most_named(0, 1)), ("person", "-"))
        return path.replace("{kind}", kind).replace("{id}", quote(entity, safe=""))
    newest = next((hit.release.id for hit in archive().search(sort="newest", per_page=1).hits), "-")
    return path.replace("{id}", quote(newest, safe=""))


def _given(parameter: Schema, where: str) -> Given:
    schema, example = parameter["schema"], parameter.get("example", "")
    several = schema.get("type") == "array"
    listed = several and parameter.get("explode") is False
    values = ([",".join(example)] if listed else example) if several else [example]
    text = str(values[0])
    tried = f"{where}?{urlencode([(parameter['name'], value) for value in values])}" if text else None
    return Given(
        parameter["name"],
        parameter.get("description", ""),
        schema["items"] if several else schema,
        parameter.get("required", False),
        text,
        tried if parameter["in"] == "query" else None,
        schema.get("maxItems"),
        listed,
    )


def _sent(body: Mapping[str, Any]) -> Iterator[Given]:
    schema = body["schema"]
    for name, each in schema["properties"].items():
        yield Given(name, each.get("description", ""), each, name in schema["required"], "", None)


def _answers(described: Schema, operation: Schema) -> Iterator[tuple[str, str]]:
    for status, answer in operation["responses"].items():
        said = described["components"]["responses"][status] if "$ref" in answer else answer
        yield f"{status} {HTTPStatus(int(status)).phrase}", said["description"]


def _shown(value: object) -> Markup:
    """JSON, escaped as the text of an element must be and no further: a page full of &#34; is twice as long."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    for sign, escaped in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704  (escaped above)
