"""What people read of people, organizations and places: a list of them, and a page for each."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from ..asking.tables import ENTITIES, read_search
from ..errors import EntityNotFound, IndexUnusable, QueryError
from ..model import Facet, Filters, Kind, Page, Sort
from ..model_entities import EntityProfile, Listed
from ..quotations import QuotePage
from . import views
from .address import Address
from .caching import from_index
from .current import archive
from .located import public
from .metadata import named_thing
from .showing import address_of, neutral_address
from .timeline import MONTHS, timeline, wants_months

blueprint = Blueprint("entity_pages", __name__)

LISTED = 50
"""Entities on a page of the list."""

NEWEST = 5
"""Releases and quotes on an entity's page, the newest."""

OFTEN = 6
"""Entities of each kind that are seen beside it before the reader asks for all."""


@blueprint.get("/entities")
@from_index
def index() -> Response:
    """The people, organizations and places of the archive, most frequent first; those that words ask for."""
    reading = read_search(request.args, archive().settings, ENTITIES)
    page = None
    if not reading.errors:
        try:
            page = archive().entities(**{"per_page": min(LISTED, _most()), **reading.values})
        except QueryError as error:
            reading = reading.refused(error)
    context: dict[str, Any] = {
        "here": "entity_pages.index",
        "kinds": [kind.value for kind in Kind],
        "page": page,
        "reading": reading,
        "error": reading.error("q"),
        "address": Address.of(request.args, ENTITIES),
        "pager": views.pager(page, archive().settings.depth) if page else None,
    }
    return make_response(render_template("entities.html", **context), 400 if reading.errors else 200)


@blueprint.get("/entities/<kind>/<anything:entity_id>")
@from_index
def entity(kind: str, entity_id: str) -> Response:
    """One of them. An id that it had before, or any name that is its alone, leads to its address; what is nobody's, to
    those of whom a name begins so."""
    try:
        found = archive().entity(kind, entity_id)
    except (EntityNotFound, QueryError):
        return _nobody(entity_id)
    who = found.entity
    here = neutral_address("entity_pages.entity", kind=who.kind.value, entity_id=who.id)
    if who.id != entity_id:
        return redirect(address_of("entity_pages.entity", kind=who.kind.value, entity_id=who.id), 301)
    newest = archive().search(**_naming(found), sort=Sort.NEWEST, per_page=min(NEWEST, _most()))
    address = _search(found, newest)
    context: dict[str, Any] = {
        "profile": found,
        "who": who,
        "newest": newest,
        "narrowed": address,
        "timeline": timeline(found.years, _months(found), address),
        "quotes": _quotes(found),
        "often": OFTEN,
        "thing": named_thing(found, public(here) or here),
        "address": Address(),
        "error": None,
    }
    return make_response(render_template("entity.html", **context))


def _nobody(entity_id: str) -> Response:
    nearby: tuple[Listed, ...] = ()
    with suppress(QueryError):
        nearby = archive().entities(entity_id.replace("-", " "), per_page=min(NEWEST, _most())).entities
    page = render_template("error.html", status=404, nearby=nearby, address=Address(), error=None)
    return make_response(page, 404)


def _naming(found: EntityProfile) -> dict[str, Any]:
    """The filter on releases that name it."""
    return {found.entity.kind.value: (found.entity.name,)}


def _search(found: EntityProfile, newest: Page) -> Address:
    """The search for all releases that name it, with as many results as its page says."""
    who = found.entity
    address = Address((("q", ""), (who.kind.value, who.name)))
    return address if newest.total == found.releases else address.add("fold", "0")


def _months(found: EntityProfile) -> tuple[Facet, ...]:
    """The months of one that few years name: one more search, which only counts."""
    if not wants_months(Filters(), found.years):
        return ()
    with archive().sweep(filters=Filters(**_naming(found)), fold=False) as sweep:
        return sweep.months(MONTHS)


def _quotes(found: EntityProfile) -> QuotePage | None:
    """The newest quotes of who can speak; nothing where this index has none that can be searched."""
    if found.entity.kind is not Kind.PLACE:
        with suppress(IndexUnusable):
            return archive().quotes(speaker=(found.entity.name,), sort=Sort.NEWEST, per_page=min(NEWEST, _most()))
    return None


def _most() -> int:
    return archive().settings.per_page_limit
