"""All values of one filter in a search, with a field to look among them: beside results stand the first.

A page of its own, so that it works without script; `static/facets.js` brings its list to where the reader is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from ..asking.parameters import Parameter, Reading
from ..asking.tables import FACET, QUOTES_FACET, filters_of, read_search
from ..errors import QueryError
from ..language import fold
from ..model import Facet, Filters
from ..quotations.searching import COUNTED
from ..sweeping import Sweep
from . import views
from .address import Address
from .caching import from_index
from .current import archive
from .named import names_shown

blueprint = Blueprint("facets", __name__)

PER_PAGE = 100
"""Values on a page."""

MOST = 20_000
"""Values that are looked among, the most frequent ones: reading so many takes some tens of milliseconds."""

_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Values:
    """A page of the values of a filter, those that words ask for; paged as results are."""

    page: int
    per_page: int
    total: int
    shown: tuple[Facet, ...]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.total // self.per_page)


@blueprint.get("/facets/<any(source, person, organization, place):name>")
@from_index
def of_releases(name: str) -> Response:
    """The values of a filter on releases."""
    return _page(name, "pages.search", FACET, views.FILTERS)


@blueprint.get("/quotes/facets/<any(speaker, source):name>")
@from_index
def of_quotes(name: str) -> Response:
    """The values of a filter on quotes."""
    return _page(name, "pages.quotes", QUOTES_FACET, views.QUOTE_FILTERS)


def _page(name: str, results: str, table: Sequence[Parameter], filters: Sequence[str]) -> Response:
    reading = read_search(request.args, archive().settings, table)
    address = Address.of(request.args, table)
    values = None
    if not reading.errors:
        try:
            values = _values(name, results, reading)
        except QueryError as error:
            reading = reading.refused(error)
    meant = names_shown(address, filters)
    chosen = views.shown(address, name, meant)
    listed = values.shown if values else ()
    counts = {facet.value.casefold(): facet.count for facet in listed}
    context: dict[str, Any] = {
        "field": name,
        "results": results,
        "endpoint": request.endpoint,
        "values": values,
        "chosen": [views.Choice(value, counts.get(value.casefold()), True) for value in chosen],
        "others": [facet for facet in listed if facet.value.casefold() not in {each.casefold() for each in chosen}],
        "reading": reading,
        "error": reading.error("q"),
        "address": address,
        "kept": [pair for pair in address.pairs if pair[0] not in (name, "find", "page", "per_page")],
        "pager": views.pager(values, MOST) if values else None,
    }
    return make_response(render_template("facet.html", **context), 400 if reading.errors else 200)


def _values(name: str, results: str, reading: Reading) -> Values:
    with _sweep(results, reading.values) as sweep:
        found = sweep.values(COUNTED[name] if results == "pages.quotes" else name, MOST)
    having = having_words(found, reading.values.get("find", ""))
    page = reading.values.get("page", 1)
    if (page - 1) * PER_PAGE >= max(len(having), 1):
        abort(404)
    return Values(page, PER_PAGE, len(having), tuple(having[(page - 1) * PER_PAGE : page * PER_PAGE]))


def _sweep(results: str, values: Mapping[str, Any]) -> AbstractContextManager[Sweep]:
    if results == "pages.quotes":
        return archive().sweep_quotes(values.get("q", ""), quotes_filters(values))
    reading = Reading(values)
    return archive().sweep(values.get("q", ""), filters_of(reading), fold=values.get("fold", True))


def quotes_filters(values: Mapping[str, Any]) -> Filters:
    """The filters among the values of a search for quotes."""
    dates = values.get("date_from"), values.get("date_to")
    return Filters(*dates, person=values.get("speaker", ()), source=values.get("source", ()))


def having_words(facets: Sequence[Facet], text: str) -> list[Facet]:
    """The values of which words begin with all words of the text, without regard to case and diacritics."""
    words = _SIGNS.sub(" ", fold(text)).split()
    if not words or not facets:
        return list(facets) if not text.strip() else []
    # One look at all names together: each a line with a space before each word.
    lines = fold("\n".join(facet.value.replace("\n", " ") for facet in facets)).split("\n")
    spaced = (f" {_SIGNS.sub(' ', line)}" for line in lines)
    return [facet for facet, line in zip(facets, spaced, strict=True) if all(f" {word}" in line for word in words)]
