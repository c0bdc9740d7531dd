"""What programs call to read everything, and to keep up with it: all releases in the order in which they came."""

from __future__ import annotations

from flask import jsonify, request
from werkzeug.wrappers import Response

from ..asking.parameters import read
from ..asking.tables import filters_of, read_search
from ..asking.timeline import TIMELINE, UNITS
from ..correcting import answered
from ..presenting import Links, present_changes, present_timeline
from .address import Address
from .api import blueprint, selected, valid
from .api_tables import HEAVY, RELEASES
from .caching import from_index
from .current import archive
from .linking import link, linked
from .schemas import SCHEMAS

__all__ = ["blueprint"]

PERIODS = 1_200
"""Most years or months of one answer, the newest: a hundred years of months."""

_DEFAULT = tuple(name for name in SCHEMAS["ListedRelease"]["properties"] if name not in HEAVY)


@blueprint.get("/api/v1/releases")
@from_index
def releases() -> Response:
    """The next releases behind a cursor."""
    values = dict(valid(read(request.args, RELEASES, archive().settings, only=True)).values)
    fields = values.pop("fields", _DEFAULT)
    found = archive().changes(**values)
    address = Address.of(request.args, RELEASES)
    onward = address.drop("since").put("cursor", found.cursor)
    links: Links = {"self": link(address.query), "next": link(onward.query) if found.remaining else None}
    named = [(each.kind, each.name) for change in found.changes for each in change.release.entities]
    ids = archive().entity_ids(named) if set(fields) & set(HEAVY) else None
    answer = present_changes(found, links, ids)
    answer["releases"] = selected(answer["releases"], fields)
    return linked(jsonify(answer), links, link(address.drop("cursor").query))


@blueprint.get("/api/v1/timeline")
@from_index
def timeline() -> Response:
    """How many releases of a search are of each year or month."""
    reading = valid(read_search(request.args, archive().settings, TIMELINE, only=True))
    values = dict(reading.values)
    unit = values.pop("unit", UNITS[0])
    page = archive().search(**values, per_page=1)
    with archive().sweep(answered(page), filters_of(reading), fold=values.get("fold", True)) as sweep:
        months = sweep.months(max(page.total, 1))
    links: Links = {"self": link(Address.of(request.args, TIMELINE).query)}
    return linked(jsonify(present_timeline(page, months, unit, PERIODS, links)), links)
