"""Links in the header of an answer (RFC 8288), so that a program can turn pages without reading what is in them."""

from __future__ import annotations

from flask import request, url_for
from werkzeug.wrappers import Response

from ..presenting import Links


def linked(response: Response, links: Links, first: str | None = None) -> Response:
    """The answer with the links to itself, its neighbours and the first page; and to the description of the interface,
    for programs and for people.

    They are references without a host, which the address of the request completes, as those in the answer are.
    """
    given = {"self": links.get("self"), "first": first, "prev": links.get("prev"), "next": links.get("next")}
    found = [f'<{address}>; rel="{name}"' for name, address in given.items() if address]
    found.append(f'<{url_for("api.openapi")}>; rel="describedby"; type="application/json"')
    found.append(f'<{url_for("docs.page")}>; rel="service-doc"; type="text/html"')
    response.headers["Link"] = ", ".join(found)
    return response


def link(query: str) -> str:
    """The address of this endpoint with another query."""
    # A reference without a host: right behind any proxy, and no client can put its own Host header into it.
    return f"{request.script_root}{request.path}?{query}".rstrip("?")
