"""Who is told of what was answered and searched: the log, the figures, the list of what was not found.

They are told after an answer has been sent, or has been given up by who asked for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import quote

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from ...model import Page
from ..refusals import is_refused

_KEY = "siaran.observers"


@dataclass(frozen=True, slots=True)
class Seen:
    """One request that was answered.

    `path` is as it came, with its query; `endpoint` names the view, or is empty where no view is at that path, and is
    `refused` where the request was not read; then method and path are `-` as far as they are not known.
    `bytes` are those of the answer's body, `seconds` the time from the request until the last of them was handed over.
    """

    method: str
    path: str
    endpoint: str
    status: int
    bytes: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Observers:
    """Who is told: of each request, and of each search that was made for a first page of results."""

    requests: list[Callable[[Seen], None]] = field(default_factory=list)
    searches: list[Callable[[Page], None]] = field(default_factory=list)


def register(app: Flask, observers: Observers) -> None:
    """Tell these observers of the application's requests. To be called before anything else is registered: then it
    measures and sees what the others make of an answer."""
    app.extensions[_KEY] = observers
    if observers.requests:
        app.before_request(_begin)
        app.after_request(_end)


def searched(page: Page) -> Page:
    """Tell of a search that was made; give back its page."""
    if page.page == 1:
        observers: Observers = current_app.extensions[_KEY]
        for tell in observers.searches:
            tell(page)
    return page


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    observers: Observers = current_app.extensions[_KEY]
    method, path, began = request.method, _path(), g.began
    endpoint = "refused" if is_refused() else request.endpoint or ""
    sent = [0]
    if response.is_streamed:
        response.response = _counted(response.iter_encoded(), sent)
    elif method != "HEAD" and response.status_code not in (204, 304):
        sent[0] = response.calculate_content_length() or 0

    def closed() -> None:
        seen = Seen(method, path, endpoint, response.status_code, sent[0], time.perf_counter() - began)
        for tell in observers.requests:
            tell(seen)

    response.call_on_close(closed)
    return response


def _counted(parts: Iterable[bytes], sent: list[int]) -> Iterator[bytes]:
    for part in parts:
        sent[0] += len(part)
        yield part


def _path() -> str:
    """As it was asked for. A text that is compared (`/overlap`) is nobody's business, wherever a client puts it."""
    raw = request.environ.get("REQUEST_URI")
    if raw is None:
        raw = quote(request.script_root + request.path) + ("?" + request.environ.get("QUERY_STRING", "")).rstrip("?")
    return str(raw.partition("?")[0] if "/overlap" in request.path else raw)
