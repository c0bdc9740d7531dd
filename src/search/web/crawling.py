"""What search engines and browsers find the site by: sitemap, robots.txt, OpenSearch description."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from ..model import Sort
from .caching import from_index
from .current import archive
from .feeds import xml
from .located import absolute
from .showing import neutral_address

blueprint = Blueprint("crawling", __name__)

PART = 50_000
"""Addresses in a part of the sitemap, the most that its format allows (https://www.sitemaps.org/protocol.html)."""

ENTITIES = 2_000
"""The same of people, organizations and places: an id takes some 0.2 ms to find."""

OFTEN = 2
"""Releases that name an entity which is listed."""


@blueprint.get("/sitemap.xml")
@from_index
def sitemap() -> Response:
    """The parts of the sitemap."""
    return xml("feeds/sitemaps.xml", "application/xml", parts=_parts(), entity_parts=_entity_parts())


@blueprint.get("/sitemap-<int(max=10000):part>.xml")
@from_index
def sitemap_part(part: int) -> Response:
    """The addresses of releases, the oldest first, so that new ones change the last part only."""
    if not 1 <= part <= _parts():
        abort(404)
    with archive().sweep(sort=Sort.OLDEST, fold=False) as sweep:
        releases = sweep.releases((part - 1) * PART, PART)
        pages = ((absolute(neutral_address("pages.release", release_id=found.id)), found.date) for found in releases)
        return xml("feeds/sitemap.xml", "application/xml", pages=pages)


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
