"""References to releases, by the address that readers should follow, and answers that are saved as files."""

from __future__ import annotations

import json
from collections.abc import Iterable

from werkzeug.wrappers import Response

from ..citing import bibtex, csl, ris
from ..citing.linking import web_address
from ..model import Release
from .located import public
from .showing import neutral_address

FORMS = {
    "bibtex": ("application/x-bibtex", "bib"),
    "ris": ("application/x-research-info-systems", "ris"),
    "csl": ("application/vnd.citationstyles.csl+json", "json"),
    "csv": ("text/csv", "csv"),
    "jsonl": ("application/jsonl", "jsonl"),
}
"""Media type and suffix of each kind of file."""


def cited_as(release: Release) -> str | None:
    """The publisher's own address of a release; else that of its page here, where the operator says what ours is."""
    return web_address(release.url) or public(neutral_address("pages.release", release_id=release.id))


def citations(release: Release) -> dict[str, str]:
    """The reference to a release in each form."""
    url = cited_as(release)
    item = json.dumps([csl(release, url)], ensure_ascii=False, indent=2) + "\n"
    return {"bibtex": bibtex(release, url), "ris": ris(release, url), "csl": item}


def as_file(content: bytes | Iterable[bytes], form: str, name: str) -> Response:
    """An answer that browsers save under this name (ASCII letters, digits and hyphens)."""
    media_type, suffix = FORMS[form]
    response = Response(content, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{suffix}"'
    return response
