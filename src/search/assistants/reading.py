"""One release: its text in parts, who is named and quoted there, and how to cite it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, unquote

from ..archive import Archive
from ..model import EventDate, Release, Sort
from .citations import citation
from .quoting import NAME, NOTICE, Whole, visible
from .results import head, named, quotation

SHOWN = 8_000
"""Characters of a text that one call gives; what follows is read by `offset`."""

LISTED = 40
"""Most names of each kind, quotes and dates of one answer."""

SCHEME = "siaran://release/"
"""What the addresses of resources begin with; a release's id follows, percent-encoded."""

RESOURCE = 30_000
"""Most characters of a text that is read as a resource, which has no offset."""

NEWEST = 10
"""Releases that are listed as resources; all others are found by searching."""


def release(archive: Archive, values: dict[str, Any]) -> dict[str, Any]:
    """A part of a release's text, with the quotes and dates that begin in it. Raises ReleaseNotFound."""
    found = archive.release(values["release_id"])
    start = min(values.get("offset", 0), len(found.body))
    end = min(start + SHOWN, len(found.body))
    spoken = [each for each in found.quotes if start <= each.start < end]
    told = [each for each in found.event_dates if start <= each.start < end]
    versions, whole = archive.versions(found.id), Whole()
    return {
        "notice": NOTICE,
        **head(archive, found, whole),
        "title_derived": found.title_derived,
        "resource": address(found.id),
        "citation": citation(found, archive.settings.public_url),
        "text": visible(found.body[start:end]),
        "offset": start,
        "length": len(found.body),
        "truncated": end < len(found.body),
        "next_offset": end if end < len(found.body) else None,
        **named(found, LISTED, whole),
        "quotes": [quotation(each) for each in whole.first("quotes", spoken, LISTED)],
        "event_dates": [_event(each, whole) for each in whole.first("event_dates", told, LISTED)],
        "other_versions": [version.id for version in whole.first("other_versions", versions, LISTED)],
        "cut": whole.cut,
    }


def address(release_id: str) -> str:
    """The address of a release as a resource."""
    return SCHEME + quote(release_id, safe="", errors="replace")


def id_at(uri: str) -> str | None:
    """The id of the release at an address; None where it is no address of a release."""
    return unquote(uri.removeprefix(SCHEME)) if uri.startswith(SCHEME) else None


def listed(archive: Archive) -> list[Release]:
    """The newest releases."""
    most = min(NEWEST, archive.settings.per_page_limit)
    return [hit.release for hit in archive.search(sort=Sort.NEWEST, per_page=most).hits]


def whole(archive: Archive, release_id: str) -> str:
    """A release as plain text: that it is quoted, how to cite it, and what it says. Raises ReleaseNotFound."""
    found = archive.release(release_id)
    more = f"\n\n[{len(found.body) - RESOURCE} characters more: call `release` with offset {RESOURCE}]"
    text = visible(found.body[:RESOURCE]) + (more if len(found.body) > RESOURCE else "")
    return f"[{NOTICE}]\n\n{visible(citation(found, archive.settings.public_url))}\n\n{text}"


def _event(each: EventDate, whole: Whole) -> dict[str, Any]:
    return {
        "date": each.day.isoformat(),
        "to": each.last.isoformat() if each.last else None,
        "text": whole.text("event_dates", each.text, NAME),
        "offset": each.start,
    }
