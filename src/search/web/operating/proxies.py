"""Behind reverse proxies: who asks, by which scheme, and under which path the pages are.

Nothing that a client can send is believed unless the operator says so. `X-Forwarded-Host` and `-Prefix` are never:
a proxy that does not set them passes on a client's own, and would let it write addresses into pages that others read.
The host is the one that the proxy passes on as `Host`; the prefix is a setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from ...config import Settings
from ...errors import UsageError

_PREFIX = re.compile(r"(/[A-Za-z0-9._~-]+)+")


def register(app: Flask, settings: Settings) -> None:
    """Let the application see what its proxies saw. Raises UsageError where the prefix is none."""
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=0)  # type: ignore[method-assign]
    if prefix := prefix_of(settings.path_prefix):
        app.wsgi_app = _Under(prefix, app.wsgi_app)  # type: ignore[method-assign]


def prefix_of(text: str) -> str:
    """A path without a slash at its end. Raises UsageError where it is none."""
    prefix = text.rstrip("/")
    if prefix and not _PREFIX.fullmatch(prefix):
        raise UsageError(f"SIARAN_PATH_PREFIX={text!r}: takes a path such as /siaran, of letters, digits and -._~")
    return prefix


class _Under:
    """An application at a path, whether the proxy leaves the path in the requests or takes it off."""

    def __init__(self, prefix: str, app: Any) -> None:
        self._prefix = prefix
        self._app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path == self._prefix or path.startswith(f"{self._prefix}/"):
            path = path.removeprefix(self._prefix) or "/"
        return self._app(environ | {"SCRIPT_NAME": self._prefix, "PATH_INFO": path}, start_response)  # type: ignore[no-any-return]
