"""The releases before and after one in the results that led to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..archive import Archive
from ..errors import QueryError
from ..model import Page, Release
from .address import Address


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A release of the results and the search with the page that it stands on."""

    release: Release
    query: str


def neighbours(
    archive: Archive, release_id: str, values: Mapping[str, Any], address: Address
) -> tuple[Neighbour | None, Neighbour | None]:
    """Who stands before and after a release on the page of results that its link names, or on the pages beside it.

    At most two searches: that page again, which the archive most often has kept, and the one beside it where the
    release is the first or last of its page. Nothing where the page does not have the release (any more).
    """
    try:
        page = archive.search(**values)
    except QueryError:
        return None, None
    ids = [hit.release.id for hit in page.hits]
    if release_id not in ids:
        return None, None
    at = ids.index(release_id)
    before = _on(page, at - 1, address) if at else _beside(archive, page, -1, values, address)
    after = _on(page, at + 1, address) if at + 1 < len(ids) else _beside(archive, page, 1, values, address)
    return before, after


def _on(page: Page, at: int, address: Address) -> Neighbour:
    return Neighbour(page.hits[at].release, address.query)


def _beside(archive: Archive, page: Page, step: int, values: Mapping[str, Any], address: Address) -> Neighbour | None:
    number = page.page + step
    if not 1 <= number <= min(page.pages, archive.settings.depth // page.per_page):
        return None
    hits = archive.search(**{**values, "page": number}).hits
    return Neighbour(hits[-1 if step < 0 else 0].release, address.put("page", number).query) if hits else None
