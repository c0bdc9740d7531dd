"""Where a release stands, and how it is cited: the same as its page on the web says."""

from __future__ import annotations

from urllib.parse import quote

from ..citing import plain
from ..citing.linking import web_address
from ..model import Release

_IN_PATHS = "!$&'()*+,/:;=@~"
"""What stands in the path of an address as it is (RFC 3986)."""


def page_of(release: Release, public_url: str) -> str | None:
    """The permalink of a release's page here; None where the operator does not say what our address is."""
    ours = public_url.rstrip("/")
    return f"{ours}/releases/{quote(release.id, safe=_IN_PATHS, errors='replace')}" if ours else None


def citation(release: Release, public_url: str) -> str:
    """The reference in newsroom form, with the publisher's own address of the release, else that of its page here."""
    return plain(release, web_address(release.url) or page_of(release, public_url))
