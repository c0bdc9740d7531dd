"""What search engines and browsers find the site by: sitemap, robots.txt, OpenSearch description."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from werkzeug.wrappers import Response

from ..model import Sort
from .caching import from_index
from .current import archive
from .feeds import xml
from .located import absolute
from .showing import address_of

blueprint = Blueprint("crawling", __name__)

PART = 50_000
"""Addresses in a part of the sitemap, the most that its format allows (https://www.sitemaps.org/protocol.html)."""


@blueprint.get("/sitemap.xml")
@from_index
def sitemap() -> Response:
    """The parts of the sitemap."""
    return xml("feeds/sitemaps.xml", "application/xml", parts=_parts())


@blueprint.get("/sitemap-<int(max=10000):part>.xml")
@from_index
def sitemap_part(part: int) -> Response:
    """The addresses of releases, the oldest first, so that new ones change the last part only."""
    if not 1 <= part <= _parts():
        abort(404)
    with archive().sweep(sort=Sort.OLDEST, fold=False) as sweep:
        releases = sweep.releases((part - 1) * PART, PART)
        pages = ((absolute(address_of("pages.release", release_id=found.id)), found.date) for found in releases)
        return xml("feeds/sitemap.xml", "application/xml", pages=pages)


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
