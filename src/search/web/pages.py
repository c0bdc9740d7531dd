"""What people read: the start page, results, and one release."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, make_response, render_template, request
from werkzeug.wrappers import Response

from ..asking.parameters import Reading
from ..asking.tables import CHANGED, EXPLAIN, QUOTES, SEARCH, read_search
from ..citing import key
from ..correcting import answered
from ..errors import QueryError
from ..model import Facet, Kind, Page, Release
from ..presenting import present_explanation
from ..quotations import QuotePage
from . import views
from .address import Address
from .advice import without_filters
from .caching import from_index
from .citations import as_file, citations, cited_as
from .current import archive
from .examples import examples
from .located import public
from .metadata import news_article
from .moments import instant, today
from .named import ids_in, ids_of, names_shown
from .neighbours import neighbours
from .operating.observing import searched
from .paragraphs import paragraphs
from .showing import neutral_address
from .timeline import MONTHS, Recently, recently, timeline, wants_months
from .versions import kept
from .whys import Why, why

blueprint = Blueprint("pages", __name__)

NEWEST = 5
"""Releases on the start page."""

OFTEN = 8
"""Names of each kind on the start page, the most frequent."""


@blueprint.get("/")
@from_index
def search() -> Response:
    """Results where anything was asked, else the start page."""
    if not any(parameter.name in request.args for parameter in SEARCH):
        return _start()
    reading = read_search(request.args, archive().settings)
    if reading.errors:
        return results_page(None, reading)
    try:
        return results_page(searched(archive().search(**reading.values)), reading)
    except QueryError as error:
        return results_page(None, reading.refused(error))


@blueprint.get("/releases/<anything:release_id>")
@from_index
def release(release_id: str) -> str:
    """One release, with the words marked of the search that led here."""
    found = archive().release(release_id)
    address = Address.of(request.args)
    in_title, in_body = _marks(address.value("q"), found)
    text, stops = paragraphs(found.body, in_body, [quote.start for quote in found.quotes])
    reading = read_search(request.args, archive().settings)
    searched = bool(address.pairs) and not reading.errors
    edits = archive().edits(found.id)
    before, after = neighbours(archive(), found.id, reading.values, address) if searched else (None, None)
    here = neutral_address("pages.release", release_id=found.id)
    return render_template(
        "release.html",
        release=found,
        title_marks=in_title,
        paragraphs=text,
        stops=stops,
        marks=len(in_body),
        before=before,
        after=after,
        address=address,
        came_from_search=bool(address.pairs),
        article=news_article(found, public(here) or here, instant(edits.last) if edits else None),
        cited_as=cited_as(found),
        citations=citations(found),
        versions=archive().versions(found.id),
        relatives=archive().related(found.id),
        edits=edits,
        history=kept(found.id) if edits else (),
        ids=ids_in(found),
        speakers=archive().speakers(quote.speaker for quote in found.quotes),
        error=None,
    )


@blueprint.get("/cite/<any(bibtex, ris, csl):form>/<anything:release_id>")
@from_index
def cite(form: str, release_id: str) -> Response:
    """The reference to one release, as a file."""
    found = archive().release(release_id)
    return as_file(citations(found)[form].encode(), form, key(found.id))


@blueprint.get("/quotes")
@from_index
def quotes() -> Response:
    """Who said what: quotes with their speakers."""
    reading = read_search(request.args, archive().settings, QUOTES)
    page = None
    if not reading.errors:
        try:
            page = archive().quotes(**reading.values)
        except QueryError as error:
            reading = reading.refused(error)
    address = Address.of(request.args, QUOTES)
    facets = page.facets if page else {}
    meant = names_shown(address, views.QUOTE_FILTERS)
    context: dict[str, Any] = {
        "here": "pages.quotes",
        "filters": views.QUOTE_FILTERS,
        "unit": "quote",
        "facets_at": "facets.of_quotes",
        "page": page,
        "reading": reading,
        "error": reading.error("q"),
        "address": address,
        "active": views.active(address, views.QUOTE_FILTERS, meant),
        "unfiltered": views.unfiltered(address),
        "groups": views.groups(facets, address, views.QUOTE_FILTERS, meant, page.total if page else None),
        "speakers": archive().speakers(hit.quote.speaker for hit in page.hits) if page else {},
        "timeline": timeline(facets.get("year", ()), _quotes_months(page, facets.get("year", ())), address),
        "recently": _recently(address),
        "pager": views.pager(page, archive().settings.depth) if page else None,
    }
    return make_response(render_template("quotes.html", **context), 400 if reading.errors else 200)


def _start() -> Response:
    newest = archive().search(sort="newest", per_page=NEWEST)
    # Every version counts, as on the names' own pages, where they lead.
    counts = archive().search(per_page=1, fold=False).facets
    often = {kind.value: counts[kind][:OFTEN] for kind in Kind}
    page = render_template(
        "start.html",
        stats=archive().stats(),
        newest=newest,
        ids=ids_of(often),
        often=often,
        examples=examples(archive()),
        years=views.years(newest.facets, Address((("q", ""),))),
        address=Address(),
        error=None,
    )
    return make_response(page)


def results_page(page: Page | None, reading: Reading, address: Address | None = None) -> Response:
    """The results, or what was wrong: said at the field, with everything kept that was filled in."""
    address = address or Address.of(request.args)
    if page and page.q != answered(page):
        address = address.put("q", answered(page))
    facets = page.facets if page else {}
    meant = names_shown(address, views.FILTERS)
    years, active = facets.get("year", ()), views.active(address, views.FILTERS, meant)
    context: dict[str, Any] = {
        "filters": views.FILTERS,
        "unit": "release",
        "facets_at": "facets.of_releases",
        "in_force": {name: tuple(views.shown(address, name, meant)) for name in views.FILTERS},
        "depth": archive().settings.depth,
        "page": page,
        "reading": reading,
        "error": reading.error("q"),
        "address": address,
        "active": active,
        "any_changed": bool(address.value(CHANGED.name)) or archive().any_edits(),
        "unfiltered": views.unfiltered(address),
        "groups": views.groups(facets, address, views.FILTERS, meant, page.total if page else None),
        "timeline": timeline(years, _months(page, years), address),
        "recently": _recently(address),
        "without": without_filters(archive(), address, active) if page and not page.total else (),
        "explanation": present_explanation(archive().explain(answered(page))) if page and page.q.strip() else None,
        "reasons": _reasons(page) if page and request.args.get(EXPLAIN.name) == "1" else None,
        "pager": views.pager(page, archive().settings.depth) if page else None,
    }
    return make_response(render_template("search.html", **context), 400 if reading.errors else 200)


def _reasons(page: Page) -> dict[str, Why]:
    """Why each hit is there, by its release: asked for by a link, since few readers need it."""
    return {hit.release.id: why(its) for hit, its in zip(page.hits, archive().reasons(page), strict=True)}


def _months(page: Page | None, years: Sequence[Facet]) -> tuple[Facet, ...]:
    """The months of a result that is of few years: one more search, which only counts."""
    if page is None or not page.total or not wants_months(page.filters, years):
        return ()
    fold = request.args.get("fold") != "0"
    with archive().sweep(answered(page), page.filters, fold=fold) as sweep:
        return sweep.months(MONTHS)


def _quotes_months(page: QuotePage | None, years: Sequence[Facet]) -> tuple[Facet, ...]:
    if page is None or not page.total or not wants_months(page.filters, years):
        return ()
    with archive().sweep_quotes(page.q, page.filters) as sweep:
        return sweep.months(MONTHS)


def _recently(address: Address) -> tuple[Recently, ...]:
    return tuple(recently(address, archive().stats().date_to, today()))


def _marks(q: str, found: Release) -> tuple[Any, Any]:
    try:
        return archive().mark(q, found) if q else ((), ())
    except QueryError:
        # The link was changed by hand; the release is still worth reading.
        return (), ()
