"""Requests that are refused before they are read, and files that are not made now: what the server tells and is told.

Under another WSGI server than ours (`connections.py`) nothing is told here, and nothing refused.
"""

from __future__ import annotations

import threading
import weakref

from flask import Flask, current_app, request
from werkzeug.exceptions import HTTPException, ServiceUnavailable
from werkzeug.wrappers import Response

REFUSED = "siaran.refused"
"""In the environment of a request that the server did not read: the status to answer with, and why."""

UNSENT = "siaran.unsent"
"""In the environment of every other: tells how many bytes of answers clients have yet to take."""

MOST_UNSENT = 1 << 30
"""So many bytes may wait for slow clients, in memory and in temporary files of a process, before no more files are made
for others."""

AGAIN_SECONDS = 5
"""After how long a client may ask for a file again."""

_SLOTS = "siaran.slots"

_WHY = {
    400: "the request can't be read: {why}",
    413: "the request's body is too long: at most {why} bytes are taken",
    431: "the request's first line and headers are too long: at most {why} bytes are taken together",
    500: "the server failed to answer; its log says why",
    501: "the request's body comes in an encoding that is not known: {why}",
}


class Refused(HTTPException):
    """A request that was not read."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(_WHY.get(status, "{why}").format(why=why))
        self.code = status


def register(app: Flask, threads: int) -> None:
    """Answer what the server refuses. To be called before all that looks at a request but the observers. `threads`
    answer requests."""
    # One is left for those who only read.
    app.extensions[_SLOTS] = threading.BoundedSemaphore(max(1, threads - 1))
    app.before_request(_refuse)


def _refuse() -> None:
    if REFUSED in request.environ:
        raise Refused(*request.environ[REFUSED])


def is_refused() -> bool:
    """Whether the current request was not read."""
    return REFUSED in request.environ


def takes_page() -> bool:
    """Whether who asked reads pages rather than what programs do: says so, not only that anything will do."""
    return request.accept_mimetypes.best_match(("application/problem+json", "text/html")) == "text/html"


def make_file(response: Response) -> Response:
    """This answer, which takes a thread until it is closed, if that leaves one for others.

    Raises ServiceUnavailable where it does not, or where too much waits for slow clients already.
    """
    slots: threading.BoundedSemaphore = current_app.extensions[_SLOTS]
    if request.environ.get(UNSENT, int)() > MOST_UNSENT or not slots.acquire(blocking=False):
        raise ServiceUnavailable("other files are being made; ask again in a moment", retry_after=AGAIN_SECONDS)
    # Once, however often it is closed, or where nobody does.
    response.call_on_close(weakref.finalize(response, slots.release))
    return response
