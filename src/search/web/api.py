"""What programs call: search, releases and suggestions as JSON, and whether the service is well."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from ..asking.parameters import Reading, read
from ..asking.tables import EXPLAIN, SUGGEST, read_search
from ..correcting import answered
from ..errors import ReleaseNotFound
from ..model import Page, Release
from ..model_entities import EntityList
from ..presenting import Links, present_history, present_page, present_quotes, present_release, present_suggestions
from ..quotations import QuotePage
from .address import Address
from .api_tables import ALWAYS, QUOTES_API, SEARCH_API
from .caching import from_index
from .current import archive
from .linking import link, linked
from .openapi import document
from .operating.observing import searched
from .problems import BadRequest

blueprint = Blueprint("api", __name__)


@blueprint.get("/api/v1/search")
@from_index
def search() -> Response:
    """One page of results."""
    values = dict(valid(read_search(request.args, archive().settings, SEARCH_API, only=True)).values)
    explains, fields = values.pop(EXPLAIN.argument, False), values.pop("fields", None)
    page = searched(archive().search(**values))
    address = Address.of(request.args, SEARCH_API)
    links = page_links(page, address)
    why = (archive().explain(answered(page)), archive().reasons(page)) if explains else ()
    answer = present_page(page, links, *why)
    answer["hits"] = selected(answer["hits"], fields)
    return linked(jsonify(answer), links, first_page(address))


@blueprint.get("/api/v1/quotes")
@from_index
def quotes() -> Response:
    """One page of quotes."""
    values = dict(valid(read_search(request.args, archive().settings, QUOTES_API, only=True)).values)
    fields = values.pop("fields", None)
    page = archive().quotes(**values)
    speakers = archive().speaker_ids(hit.quote.speaker for hit in page.hits)
    address = Address.of(request.args, QUOTES_API)
    links = page_links(page, address)
    answer = present_quotes(page, links, speakers)
    answer["hits"] = selected(answer["hits"], fields, always=())
    return linked(jsonify(answer), links, first_page(address))


@blueprint.get("/api/v1/releases/<anything:release_id>")
@from_index
def release(release_id: str) -> Response:
    """One whole release."""
    valid(read(request.args, (), archive().settings, only=True))
    return _whole(archive().release(release_id))


@blueprint.get("/api/v1/releases/<anything:release_id>/history")
@from_index
def history(release_id: str) -> Response:
    """What a release said before; or the release whose id, the publisher's own, ends like this address."""
    valid(read(request.args, (), archive().settings, only=True))
    try:
        return _whole(archive().release(f"{release_id}/history"))
    except ReleaseNotFound:
        return jsonify(present_history(release_id, archive().history(release_id)))


def _whole(found: Release) -> Response:
    ids = archive().entity_ids((e.kind, e.name) for e in found.entities)
    versions, relatives, edits = archive().versions(found.id), archive().related(found.id), archive().edits(found.id)
    return jsonify(present_release(found, ids, versions, relatives, edits))


@blueprint.get("/api/v1/suggest")
@from_index
def suggest() -> Response:
    """Completions of what is being typed."""
    values = dict(valid(read(request.args, SUGGEST, archive().settings, only=True)).values)
    q = values.setdefault("q", "")
    return jsonify(present_suggestions(q, archive().suggest(**values)))


@blueprint.get("/api/openapi.json")
def openapi() -> Response:
    """The description of this interface."""
    response = jsonify(document(archive().settings, server=request.script_root or "/"))
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/healthz")
def health() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
def ready() -> Response:
    """The index can be searched. Where it can't, the IndexUnusable that is raised is answered with 503."""
    archive().search(per_page=1)
    return jsonify(status="ready")


def valid(reading: Reading) -> Reading:
    """What was read. Raises BadRequest where some of it can't be used."""
    if reading.errors:
        raise BadRequest(reading.errors)
    return reading


def page_links(page: Page | QuotePage | EntityList, address: Address) -> Links:
    """The addresses of a page of results and of its neighbours, as far as paging reaches."""
    last = min(page.pages, archive().settings.depth // page.per_page)
    return {
        "self": link(address.query),
        "next": link(address.put("page", page.page + 1).query) if page.page < last else None,
        "prev": link(address.put("page", min(page.page - 1, max(last, 1))).query) if page.page > 1 else None,
    }


def first_page(address: Address) -> str:
    """The address of the first page of a result."""
    return link(address.put("page", 1).query)


def selected(
    found: list[dict[str, Any]], fields: Sequence[str] | None, always: Sequence[str] = (ALWAYS,)
) -> list[dict[str, Any]]:
    """What was found, with these fields alone; all of them where none is asked for."""
    if fields is None:
        return found
    kept = {*fields, *always}
    return [{name: value for name, value in each.items() if name in kept} for each in found]
