"""Was this in a release? A text that is sent is compared with the archive: as JSON, and on a page.

A text comes in the body of a POST, since it is too long for an address and would stand in logs and histories there.
Nothing is changed by it and nothing kept: it is reading, so that no token against forged requests is needed; whoever
makes a reader's browser send one learns nothing and alters nothing. The answer is not stored by caches either.
"""

from __future__ import annotations

import json
from typing import Any, cast

from flask import Blueprint, abort, jsonify, make_response, render_template, request
from werkzeug.wrappers import Response

from ..asking.overlap import OVERLAP
from ..asking.parameters import Invalid, Parameter, Reading, Refused
from ..config import Settings
from ..overlap import Overlap
from ..presenting import in_line, present_overlap
from .address import Address
from .api import blueprint as for_programs
from .caching import from_index
from .current import archive
from .problems import BadRequest
from .showing import address_of

blueprint = Blueprint("overlap", __name__)

EXPANDED = 12
"""Bytes that a character takes at most: four that are percent-encoded, or two halves as \\uXXXX."""

BESIDE = 8_192
"""Bytes of a request beside its text."""


def most_bytes(settings: Settings) -> int:
    """The longest body that can hold a text within the limit, however it is encoded."""
    return EXPANDED * settings.overlap_length + BESIDE


@for_programs.post("/api/v1/overlap")
def overlap() -> Response:
    """The releases that a text repeats."""
    reading = _read(_json())
    if reading.errors:
        raise BadRequest(reading.errors)
    found = archive().overlap(**reading.values)
    return _unkept(jsonify(present_overlap(found, lambda id_: address_of("pages.release", release_id=id_))))


@blueprint.get("/overlap")
@from_index
def form() -> str:
    """A form for a text."""
    return _page()


@blueprint.post("/overlap")
def page() -> Response:
    """The form with what the text repeats below it."""
    text = None if _too_large() else request.form.get("text", "")
    if text is None:
        most = archive().settings.overlap_length
        return _unkept(make_response(_page("", error=Invalid("text", "long", "the text is too long", most)), 413))
    reading = _read({"text": text})
    if reading.errors:
        return _unkept(make_response(_page(text, error=reading.errors[0]), 400))
    return _unkept(make_response(_page(text, archive().overlap(text))))


def _page(text: str = "", found: Overlap | None = None, error: Invalid | None = None) -> str:
    return render_template(
        "overlap.html",
        text=text,
        found=found,
        text_error=error,
        most=archive().settings.overlap_length,
        in_line=in_line,
        address=Address(),
        error=None,
    )


def _too_large() -> bool:
    return (request.content_length or 0) > most_bytes(archive().settings)


def _json() -> dict[str, object]:
    """The object that the request holds."""
    if _too_large():
        settings = archive().settings
        most = f"at most {most_bytes(settings)} bytes and a text of at most {settings.overlap_length} characters"
        abort(413, f"the request is too large; it takes {most}")
    if not request.is_json:
        abort(415, 'the request must be JSON: Content-Type: application/json, and {"text": "..."} as its body')
    try:
        given = json.loads(request.get_data())
    except (ValueError, RecursionError):  # bytes that are not UTF-8, no JSON, thousands of brackets
        abort(400, 'the body is no JSON; it takes {"text": "..."}')
    if not isinstance(given, dict):
        abort(400, 'the body must be an object: {"text": "..."}')
    return cast("dict[str, object]", given)


def _read(given: dict[str, object]) -> Reading:
    """The values of the table. A text stays as it is, since offsets count its characters."""
    settings, values, errors = archive().settings, dict[str, Any](), list[Invalid]()
    for parameter in OVERLAP:
        if parameter.name in given:
            try:
                values[parameter.argument] = _value(parameter, given[parameter.name], settings)
            except Refused as refused:
                errors.append(Invalid(parameter.name, refused.code, f"{parameter.name} {refused}", refused.limit))
    known = [parameter.name for parameter in OVERLAP]
    if "text" not in given:
        errors.append(Invalid("text", "missing", "text is missing; it is what is compared"))
    unknown = sorted(set(given) - set(known))
    takes = ", ".join(known)
    errors += [Invalid(n[:50], "unknown", f"{n[:50]!r} is no parameter; there are: {takes}") for n in unknown]
    return Reading(values, tuple(errors))


def _value(parameter: Parameter, value: object, settings: Settings) -> object:
    wanted = parameter.schema(settings)["type"]
    if wanted == "string" and isinstance(value, str):
        return parameter.read(value, settings)
    if wanted == "integer" and isinstance(value, int) and not isinstance(value, bool):
        return parameter.read(str(value) if abs(value) < 10**9 else "-", settings)
    raise Refused("type", f"must be {'a text' if wanted == 'string' else 'a whole number'}")


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
