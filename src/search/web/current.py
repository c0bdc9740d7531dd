"""What a request works with: the archive that the application was made for."""

from __future__ import annotations

from flask import current_app

from ..archive import Archive

_KEY = "siaran.archive"


def bind(extensions: dict[str, object], archive: Archive) -> None:
    """Make this archive the one that the application's requests use."""
    extensions[_KEY] = archive


def archive() -> Archive:
    """The archive of the application that answers the current request."""
    bound = current_app.extensions[_KEY]
    assert isinstance(bound, Archive)  # noqa: S101  (bind took nothing else)
    return bound
