"""Headers of every answer: what a browser may run, and what it may keep.

An answer made from the index carries an ETag of the index's state, the address, the settings and this program's own
files, so that asking again is answered with 304 before any search is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from werkzeug.wrappers import Response

from ..config import Settings
from .current import archive
from .moments import today

View = TypeVar("View", bound=Callable[..., Any])

SECURITY = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
YEAR = 365 * 24 * 3600

_FINGERPRINT = "siaran.fingerprint"
_SEEN = "siaran.seen"


def from_index(view: View) -> View:
    """Marks a view whose answer depends on nothing but the index, the address, the settings and this program."""
    view.from_index = True  # type: ignore[attr-defined]
    return view


def fingerprint(*folders: Path) -> str:
    """Names the contents of all files in these folders."""
    digest = hashlib.sha256(version("siaran").encode())
    for folder in folders:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def register(app: Flask, files: str, settings: Settings) -> None:
    """Add the headers to every answer of the application; `files` is the fingerprint of its own files, `settings` are
    those of its archive."""
    app.extensions[_FINGERPRINT] = files
    app.extensions[_SEEN] = repr(settings.seen)
    app.before_request(_answer_unchanged)
    app.after_request(_add_headers)


def _answer_unchanged() -> Response | None:
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method not in ("GET", "HEAD") or not getattr(view, "from_index", False):
        return None
    # The day too: pages offer ranges that end with it.
    made_of = current_app.extensions[_FINGERPRINT], current_app.extensions[_SEEN]
    text = "\n".join((today().isoformat(), archive().state, *made_of, request.script_root, request.path))
    # The query's bytes as they came: they need not be UTF-8.
    g.etag = hashlib.sha256(text.encode() + b"?" + request.query_string).hexdigest()[:24]
    return Response(status=304) if request.if_none_match.contains_weak(g.etag) else None


def _add_headers(response: Response) -> Response:
    for name, value in SECURITY.items():
        response.headers[name] = value
    good = response.status_code in (200, 304)
    if good and request.endpoint == "static" and request.args.get("v") == current_app.extensions[_FINGERPRINT]:
        # The address holds the files' fingerprint: other contents have another address.
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    elif good and "etag" in g:
        # Weak: the time that a search took differs between answers that are otherwise the same.
        response.set_etag(g.etag, weak=True)
        response.headers["Cache-Control"] = "no-cache"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache" if good else "no-store"
    return response
