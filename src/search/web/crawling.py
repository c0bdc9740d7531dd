"""What search engines and browsers find the site by: sitemap, robots.txt, OpenSearch description."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from flask import Blueprint, abort, current_app, render_template
from werkzeug.wrappers import Response

from ..engines.base import Heading
from ..model import Sort
from .caching import from_index
from .current import archive
from .feeds import xml
from .located import absolute
from .showing import neutral_address

blueprint = Blueprint("crawling", __name__)

PART = 10_000
"""Addresses in a part of the sitemap. Its format allows 50,000 (https://www.sitemaps.org/protocol.html), but a part
is made for each request: 10,000 take a tenth of a second and a megabyte."""

ENTITIES = 2_000
"""The same of people, organizations and places: an id takes some 0.2 ms to find."""

OFTEN = 2
"""Releases that name an entity which is listed."""


@blueprint.get("/sitemap.xml")
@from_index
def sitemap() -> Response:
    """The parts of the sitemap."""
    return xml("feeds/sitemaps.xml", "application/xml", parts=_parts(), entity_parts=_entity_parts())


@blueprint.get("/sitemap-<int(max=50000):part>.xml")
@from_index
def sitemap_part(part: int) -> Response:
    """The addresses of releases, the oldest first, so that new ones change the last part only."""
    if not 1 <= part <= _parts():
        abort(404)
    with archive().sweep(sort=Sort.OLDEST, fold=False) as sweep:
        found = sweep.headings((part - 1) * PART, PART)
    edits = archive().last_edits(each.id for each in found)
    pages = ((address, _modified(each, edits)) for each, address in zip(found, _addresses(found), strict=True))
    return xml("feeds/sitemap.xml", "application/xml", pages=pages)


def _addresses(found: Iterable[Heading]) -> Iterator[str]:
    """The addresses of releases. Werkzeug takes as long to build one as all else takes that a line of the sitemap
    needs; here it builds the first part of all of them."""
    before = absolute(neutral_address("pages.release", release_id="-")).removesuffix("-")
    escape = current_app.url_map.converters["anything"](current_app.url_map).to_url
    return (before + escape(each.id) for each in found)


def _modified(release: Heading, edits: Mapping[str, datetime]) -> str | None:
    """When a release's page came to say what it says, as far as is known: when the release was changed last in the
    index, else its date."""
    edited = edits.get(release.id)
    return edited.isoformat() if edited else release.date.isoformat() if release.date else None


@blueprint.get("/sitemap-entities-<int(max=10000):part>.xml")
@from_index
def sitemap_of_entities(part: int) -> Response:
    """The addresses of people, organizations and places, most frequent first. Pages of those that one release names
    say nothing that the release does not, and would be most of all."""
    if not 1 <= part <= _entity_parts():
        abort(404)
    found = archive().most_named((part - 1) * ENTITIES, ENTITIES, OFTEN)
    addresses = (neutral_address("entity_pages.entity", kind=each.kind.value, entity_id=each.id) for each in found)
    return xml("feeds/sitemap.xml", "application/xml", pages=((absolute(address), None) for address in addresses))


@blueprint.get("/robots.txt")
def robots() -> Response:
    """What crawlers should leave alone."""
    return Response(render_template("feeds/robots.txt", absolute=absolute), content_type="text/plain; charset=utf-8")


@blueprint.get("/opensearch.xml")
def opensearch() -> Response:
    """How browsers search here."""
    return xml("feeds/opensearch.xml", "application/opensearchdescription+xml")


def _parts() -> int:
    return max(1, -(-archive().stats().releases // PART))


def _entity_parts() -> int:
    return -(-archive().count_named(OFTEN) // ENTITIES)
