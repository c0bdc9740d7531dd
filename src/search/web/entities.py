"""What programs call to learn who is named in the archive."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from werkzeug.wrappers import Response

from ..asking.parameters import read
from ..asking.tables import ENTITIES, read_search
from ..errors import EntityNotFound
from ..model import Kind
from ..presenting import present_entities, present_entity
from .address import Address
from .api import first_page, page_links, valid
from .caching import from_index
from .current import archive
from .linking import linked

blueprint = Blueprint("entities", __name__)


@blueprint.get("/api/v1/entities")
@from_index
def entities() -> Response:
    """One page of people, organizations and places."""
    page = archive().entities(**valid(read_search(request.args, archive().settings, ENTITIES, only=True)).values)
    address = Address.of(request.args, ENTITIES)
    links = page_links(page, address)
    return linked(jsonify(present_entities(page, links)), links, first_page(address))


@blueprint.get("/api/v1/entities/<kind>/<anything:entity_id>")
@from_index
def entity(kind: str, entity_id: str) -> Response:
    """One of them, with all that is known."""
    valid(read(request.args, (), archive().settings, only=True))
    if kind not in list(Kind):
        raise EntityNotFound(kind, entity_id)
    return jsonify(present_entity(archive().entity(kind, entity_id), request.script_root))
