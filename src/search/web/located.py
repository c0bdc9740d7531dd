"""Absolute addresses, for what is read away from its page: feeds, the sitemap, descriptions for search engines.

Pages link without a host, so that no client can put its own Host header into one that others read. What needs a host
takes the operator's word (`SIARAN_PUBLIC_URL`), and only without it the host that the request came to.
"""

from __future__ import annotations

import re

from flask import abort, request

from .current import archive

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?", re.IGNORECASE)


def absolute(path: str) -> str:
    """The address of a path of this application, which begins with where it is mounted."""
    ours = public(path)
    if ours is None and not _HOST.fullmatch(request.host):
        abort(400)
    return ours or f"{request.scheme}://{request.host}{path}"


def public(path: str) -> str | None:
    """The same where the operator says what the address is, else None."""
    ours = archive().settings.public_url.rstrip("/")
    return ours + path.removeprefix(request.script_root) if ours else None
