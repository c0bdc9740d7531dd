"""Answers made smaller for clients that can read gzip.

Nothing here is secret, and there are no cookies: guessing a secret from the sizes of answers (BREACH) finds none.
"""

from __future__ import annotations

import re
import zlib

from flask import Flask, request
from werkzeug.wrappers import Response

SMALLEST = 1_000
"""Bytes below which an answer goes as it is: it fits one packet either way."""

LEVEL = 4
"""Of answers made for one request. On a page of results, half the time of level 6 for 5% more bytes."""

STATIC_LEVEL = 9
"""Of files, which are compressed once."""

_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_TEXTS = re.compile(r"text/|application/(json|xml)$|[^;]*\+(json|xml)$")


def register(app: Flask) -> None:
    """Compress the application's answers.

    Their ETags are weak and name what is said, not its bytes, so that one tag holds for either encoding.
    """
    app.after_request(_compress)


def gzip(body: bytes, level: int = LEVEL) -> bytes:
    """`body` as a gzip file without a name or time: equal bodies give equal bytes."""
    packer = zlib.compressobj(level, zlib.DEFLATED, _GZIP_WINDOW)
    return packer.compress(body) + packer.flush()


def takes_gzip() -> bool:
    """Whether who asks can read gzip, and would not rather have the answer as it is."""
    accepted = request.accept_encodings
    return bool(accepted) and accepted["gzip"] > 0 and accepted["gzip"] >= accepted["identity"]


def compressible(media_type: str | None) -> bool:
    """Whether answers of this type are text, which shrinks; pictures and the like do not."""
    return _TEXTS.match(media_type or "") is not None


def _compress(response: Response) -> Response:
    if response.status_code == 304:
        # As the full answer would say it, or a cache would forget that its copy is for some clients alone.
        response.vary.add("Accept-Encoding")
        return response
    if response.is_streamed or "Content-Encoding" in response.headers or not compressible(response.mimetype):
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    if len(body) >= SMALLEST and takes_gzip():
        response.set_data(gzip(body))
        response.headers["Content-Encoding"] = "gzip"
    return response
