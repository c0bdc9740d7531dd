"""Reading from pages of other sites (CORS, the Fetch standard): what programs call may be called from any page.

Nothing here is secret and there are no cookies, so any origin may read, without credentials. Only the answers for
programs say so; the pages are no other site's to read. A kept library (flask-cors) would do the same with a dozen
options of which one is wanted.
"""

from __future__ import annotations

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

EXPOSED = "Link, ETag, RateLimit, RateLimit-Policy, Retry-After"
"""Headers that a page's script may see beside those that it always may."""

TAKEN = "Content-Type, If-None-Match"
"""Headers of a request that go beyond what every page may send."""

PREFLIGHT_SECONDS = 24 * 3600
"""How long a browser need not ask again."""

_SHARED = "/api/"


def register(app: Flask) -> None:
    """Let pages of other sites read what programs call."""
    app.before_request(_preflight)
    app.after_request(_share)


def _preflight() -> Response | None:
    """The answer to a browser that asks whether a page may send a request."""
    if request.method != "OPTIONS" or not request.path.startswith(_SHARED) or request.url_rule is None:
        return None
    response = current_app.make_default_options_response()
    response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
    response.headers["Access-Control-Allow-Headers"] = TAKEN
    response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_SECONDS)
    return response


def _share(response: Response) -> Response:
    if request.path.startswith(_SHARED):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
    return response
