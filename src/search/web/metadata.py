"""What pages tell machines of a release, a person, an organization or a place: schema.org, for search engines and
reference managers."""

from __future__ import annotations

from textwrap import shorten
from typing import Any

from ..citing.linking import web_address
from ..model import Kind, Release
from ..model_entities import EntityProfile

_TYPES = {Kind.PERSON: "Person", Kind.ORGANIZATION: "Organization", Kind.PLACE: "Place"}

NAMES = 30
"""Names of a release that are told; a list of participants need not be."""


def lead(release: Release) -> str:
    """How the text begins, in at most 200 characters."""
    return shorten(release.body[:2000], 200, placeholder="…")


def news_article(release: Release, address: str, changed: str | None = None) -> dict[str, Any]:
    """The release as schema.org's NewsArticle; `changed` is the moment of its last change. What is not known is left
    out."""
    publisher = {"@type": "Organization", "name": release.source} if release.source else None
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "headline": release.title,
        "description": lead(release),
        "inLanguage": "id",
        "datePublished": release.date.isoformat() if release.date else None,
        "dateModified": changed,
        "author": publisher,
        "publisher": publisher,
        "isBasedOn": web_address(release.url),
        "mentions": [{"@type": _TYPES[e.kind], "name": e.name} for e in release.entities[:NAMES]],
    }
    return {name: value for name, value in told.items() if value}


def named_thing(profile: EntityProfile, address: str) -> dict[str, Any]:
    """A person, organization or place in the words of schema.org. What is not known is left out."""
    entity = profile.entity
    told: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES[entity.kind],
        "@id": address,
        "url": address,
        "mainEntityOfPage": address,
        "name": entity.name,
        "alternateName": [other.name for other in entity.names[:NAMES]],
        "jobTitle": [role.text for role in entity.roles[:NAMES]] if entity.kind is Kind.PERSON else [],
    }
    return {name: value for name, value in told.items() if value}
