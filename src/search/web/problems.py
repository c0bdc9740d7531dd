"""Errors as answers: application/problem+json (RFC 9457) to programs, a readable page to people."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any

from flask import Flask, current_app, make_response, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from ..asking.parameters import Invalid
from ..errors import EntityNotFound, IndexUnusable, QueryError, ReleaseNotFound
from .address import Address
from .languages import asked, has_languages
from .refusals import Refused, takes_page

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 30
"""After how long a client may ask again while the index can't be searched."""

_FOR_PROGRAMS = ("/api", "/healthz", "/readyz")
_READ_BY_PROGRAMS = ("feeds.feed", "crawling.opensearch")


class BadRequest(Exception):
    """Parameters of an API request that can't be used."""

    def __init__(self, errors: tuple[Invalid, ...]) -> None:
        super().__init__(errors[0].detail)
        self.errors = errors


def problem(status: int, detail: str, **members: Any) -> Response:
    """An answer of RFC 9457. Its type is "about:blank", so the title is the status's own."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    return Response(json.dumps({**body, **members}), status=status, content_type=MEDIA_TYPE)


def register(app: Flask) -> None:
    """Answer every error of the application."""
    app.before_request(_refuse_unknown_language)
    app.register_error_handler(BadRequest, _bad_request)
    app.register_error_handler(QueryError, _query_error)
    app.register_error_handler(ReleaseNotFound, _not_found)
    app.register_error_handler(EntityNotFound, _no_entity)
    app.register_error_handler(IndexUnusable, _unusable)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unforeseen)


def _refuse_unknown_language() -> Response | None:
    errors = asked().errors if has_languages(request.endpoint) and not for_programs() else ()
    if not errors:
        return None
    if request.endpoint in _READ_BY_PROGRAMS:
        raise BadRequest(errors)
    return _page(400, errors[0])


def for_programs() -> bool:
    """Whether the request's path is one that programs call. The page about them is for people."""
    called = any(request.path == path or request.path.startswith(f"{path}/") for path in _FOR_PROGRAMS)
    return called and request.endpoint != "docs.page"


def _bad_request(error: BadRequest) -> Response:
    first = error.errors[0]
    every = [{"parameter": e.parameter, "detail": e.detail} for e in error.errors]
    return problem(400, first.detail, parameter=first.parameter, errors=every)


def _query_error(error: QueryError) -> Response:
    return _bad_request(BadRequest((Invalid(error.parameter, "other", str(error)),)))


def _not_found(error: ReleaseNotFound) -> Response:
    return _answer(404, f"no release has the id {error.release_id!r}")


def _no_entity(error: EntityNotFound) -> Response:
    return _answer(404, f"no release names a {error.kind} with the id {error.entity_id!r}")


def _unusable(error: IndexUnusable) -> Response:
    # The message names folders of this machine: it is for the log, not for whoever asks.
    current_app.logger.error("%s", error)
    kind = type(error).__name__
    answer = _answer(503, f"the index can't be searched now ({kind}); the server's log says what helps")
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    ready = error.get_response()
    if status < 400:
        return ready
    answer = _answer(status, error.description or HTTPStatus(status).phrase)
    for name in ("Allow", "Retry-After"):
        if name in ready.headers:
            answer.headers[name] = ready.headers[name]
    return answer


def _refused(error: Refused) -> Response:
    # Little of the request is known: neither who asks, where it was malformed, nor always where.
    status = error.code or 500
    return _page(status) if takes_page() and not for_programs() else problem(status, error.description or "")


def _unforeseen(error: Exception) -> Response:
    current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
    return _answer(500, "the server failed to answer; its log says why")


def _answer(status: int, detail: str) -> Response:
    if for_programs():
        return problem(status, detail)
    return _page(status)


def _page(status: int, invalid: Invalid | None = None) -> Response:
    page = render_template("error.html", status=status, invalid=invalid, address=Address(), error=None)
    return make_response(page, status)
