"""CSL-JSON, the input of citation styles (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""

from __future__ import annotations

from typing import Any

from ..model import Release
from .fields import GENRE, LANGUAGE, key, line


def csl(release: Release, url: str | None = None) -> dict[str, Any]:
    """The release as an item of type `document`, whose `genre` says what it is."""
    item: dict[str, Any] = {
        "id": key(release.id),
        "type": "document",
        "genre": GENRE,
        "title": line(release.title),
        "language": LANGUAGE,
    }
    if release.source:
        item |= {"author": [{"literal": line(release.source)}], "publisher": line(release.source)}
    if release.date:
        item["issued"] = {"date-parts": [[release.date.year, release.date.month, release.date.day]]}
    if url:
        item["URL"] = line(url)
    return item
